#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The checked-in lists of what each shared object exports: config/exports/<archive>.sym, lines "<version node> <name>".
# usage: exports.sh write|check <lib directory> <archive>...
# check prints what a library exports beyond its list (+) or does not export any more (-).
set -eu
verb=$1
lib=$2
shift 2
lists=config/exports
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Sanitizers add names of their own; version nodes show up as absolute symbols.
export_list() {
	nm -D --defined-only --with-symbol-versions "$lib/$1.so" |
		awk '$2 != "A" && $3 !~ /^(_?_asan|_?_odr_asan|_?_tsan|_?_ubsan)/ { n = split($3, p, "@+"); print (n > 1 ? p[2] : "-"), p[1] }' |
		LC_ALL=C sort -u
}

mkdir -p "$lists"
for archive in "$@"; do
	export_list "$archive" >"$tmp/now"
	if [ "$verb" = write ]; then
		cmp -s "$tmp/now" "$lists/$archive.sym" || cp "$tmp/now" "$lists/$archive.sym"
	elif [ ! -f "$lists/$archive.sym" ]; then
		echo "$lists/$archive.sym is missing: make exports"
	else
		LC_ALL=C comm -13 "$lists/$archive.sym" "$tmp/now" | sed "s/^/$archive: +/"
		LC_ALL=C comm -23 "$lists/$archive.sym" "$tmp/now" | sed "s/^/$archive: -/"
	fi
done
for list in "$lists"/*.sym; do
	[ -f "$list" ] || continue
	name=$(basename "$list" .sym)
	case " $* " in
	*" $name "*) ;;
	*) if [ "$verb" = write ]; then rm -f "$list"; else echo "$list: no such library"; fi ;;
	esac
done
