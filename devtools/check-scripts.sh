#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Print every shell or Python script that does not parse.
here=$(dirname "$0")
for tool in bash sh python3; do
	command -v "$tool" >/dev/null || echo "missing tool: $tool"
done
sh "$here/files.sh" | while read -r f; do
	case $(head -n 1 "$f" | tr -d '\0') in
	'#!'*python*) kind=python ;;
	'#!'*bash*) kind=bash ;;
	'#!'*/sh*) kind=sh ;;
	*)
		case $f in
		*.py) kind=python ;;
		*.sh) kind=sh ;;
		*) continue ;;
		esac
		;;
	esac
	case $kind in
	python) python3 -c 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")' "$f" ;;
	*) "$kind" -n "$f" ;;
	esac 2>&1 || echo "$f: does not parse"
done
