#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Print the source files of the checkout, one per line: those that git knows or would add, else what lies here.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
	git ls-files --cached --others --exclude-standard | sort -u | while read -r f; do [ -f "$f" ] && echo "$f"; done
else
	find . -type d \( -name '.?*' -o -name 'build*' -o -name 'x86_64-*' \) -prune -o -type f -print | sed 's,^\./,,' | sort
fi
