#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Print every source file whose first lines (the second after #!) do not name the licence.
sh "$(dirname "$0")/files.sh" | while read -r f; do
	case $f in
	*.c | *.h | *.cc | *.cpp | *.py | *.sh | *.mk | *.map | *.pml | *.yml | *.yaml | Makefile | */Makefile | config/defconfig) ;;
	*) head -c 2 "$f" | grep -q '^#!' || continue ;;
	esac
	head -n 2 "$f" | grep -q 'SPDX-License-Identifier: BSD-3-Clause' || echo "$f: no SPDX line at its top"
done
