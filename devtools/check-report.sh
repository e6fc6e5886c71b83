#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Run a check and give its verdict: "check <name>: ok", or its output and "check <name>: failed".
# usage: check-report.sh <name> <command>...
# A check fails when its command fails or prints anything; exit status 77 means skipped, and the output says why.
name=$1
shift
command -v "$1" >/dev/null || { echo "check $name: failed (missing tool: $1)"; exit 1; }
out=$("$@" 2>&1)
rc=$?
if [ $rc = 0 ] && [ -z "$out" ]; then
	echo "check $name: ok"
elif [ $rc = 77 ]; then
	echo "check $name: skipped ($out)"
else
	[ -z "$out" ] || printf '%s\n' "$out"
	echo "check $name: failed"
	exit 1
fi
