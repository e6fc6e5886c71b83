#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Fill the include directory of a build with links to the installed headers, and drop links that are no longer listed.
# usage: link-headers.sh <build directory> <file with source:place pairs>
set -eu
out=$1
list=$2

find "$out/include" -type l -delete 2>/dev/null || :
tr ' ' '\n' <"$list" | while IFS=: read -r src place; do
	[ -n "$src" ] || continue
	echo "${place%/*} $src"
done >"$list.tmp"
cut -d' ' -f1 "$list.tmp" | sort -u | while read -r dir; do
	mkdir -p "$out/$dir"
	# shellcheck disable=SC2046 # header names hold no blanks
	ln -srf -t "$out/$dir" $(sed -n "s,^$dir ,,p" "$list.tmp")
done
rm -f "$list.tmp"
