#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Run unit test programs one after another, each with a deadline and runtime directory of its own, and count their cases.
# usage: run-units.sh <build directory> <program>...
# A program that passes gives its line; one that fails or dies, its whole output. Last line: "N passed, N failed, N skipped".
# UT_TIMEOUT: seconds per program (120).
set -u
build=$1
shift
seconds=${UT_TIMEOUT:-120}
passed=0 failed=0 skipped=0
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT

# The sanitizers' own switches; the thread sanitizer wants its shadow where address randomisation may have put something else.
launch=()
case $(cat "$build/.flags") in
*-fsanitize=*thread*) launch=(setarch "$(uname -m)" -R) ;;
esac
supp=$PWD/test
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0:exitcode=66}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$supp/lsan.supp:print_suppressions=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
export TSAN_OPTIONS=${TSAN_OPTIONS:-exitcode=66:second_deadlock_stack=1:suppressions=$supp/tsan.supp}

# run_one <program>: its exit status; the output goes to <program>.log
run_one() {
	mkdir -p "$runtime/run"
	XDG_RUNTIME_DIR=$runtime/run timeout -k 5 "$seconds" ${launch[@]+"${launch[@]}"} "$1" >"$1.log" 2>&1 </dev/null
	local rc=$?
	rm -rf "${runtime:?}/run"
	return $rc
}

# reason <exit status>: why a program counts as failed, in words
reason() {
	case $1 in
	66) echo "sanitizer report" ;;
	124 | 137) echo "no end after $seconds s" ;;
	12[89] | 1[3-9]? | 2??) echo "killed by signal $(($1 - 128))" ;;
	*) echo "exit $1" ;;
	esac
}

for prog in "$@"; do
	name=${prog##*test/unit/}
	run_one "$prog" 2>/dev/null
	rc=$?
	line=$(grep -aE '^[^ ]+: [0-9]+ passed, [0-9]+ failed' "$prog.log" | tail -n 1)
	p=0 f=0 s=0
	if [[ $line =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
		p=${BASH_REMATCH[1]} f=${BASH_REMATCH[2]} s=${BASH_REMATCH[4]:-0}
	fi
	if [ "$rc" = 0 ] || [ "$rc" = 77 ]; then
		grep -a '^skip ' "$prog.log"
		echo "$name: ${line#*: }"
	else
		[ "$f" -gt 0 ] || f=1
		cat "$prog.log"
		echo "$name: FAILED ($(reason "$rc"))"
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
