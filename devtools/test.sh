#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Everything that make test runs: unit test programs, then test/run (functions, faults, several processes) on the same build.
# usage: test.sh <build directory> <unit program>...
# Last line: the sum of what both counted, "N passed, N failed, N skipped".
set -u
build=$(realpath "$1")
shift
here=$(dirname "$0")
passed=0 failed=0 skipped=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# add_up <exit status>: the last counts that a runner printed
add_up() {
	local line p=0 f=0 s=0
	line=$(grep -aE '(^|[ :])[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$out" | tail -n 1)
	if [[ $line =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
		p=${BASH_REMATCH[1]} f=${BASH_REMATCH[2]} s=${BASH_REMATCH[4]:-0}
	fi
	# A runner that failed without counting a failure is one.
	[ "$1" = 0 ] || [ "$f" -gt 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

bash "$here/run-units.sh" "$build" "$@" 2>&1 | tee "$out"
add_up "${PIPESTATUS[0]}"
if [ -x test/run ]; then
	BUILD=$build test/run 2>&1 | tee "$out"
	add_up "${PIPESTATUS[0]}"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
