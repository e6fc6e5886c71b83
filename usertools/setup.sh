#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Installs the Debian packages that are missing for the groups given as arguments, and says which and why.
#
# Groups: build, demo, test, check, bench, doc (default: build demo). Exit status 0 when nothing is missing at the end.

set -u

# group | package | how to see that it is there: a program, or a file below /usr | why
PACKAGES='
build|gcc|gcc|compiles everything
build|libc6-dev|/include/stdio.h|the C library to compile against
build|make|make|runs the build
build|pkg-config|pkg-config|finds libraries
build|libpcap-dev|/include/pcap/pcap.h|capture files and interfaces (net_pcap)
build|libnuma-dev|/include/numa.h|memory near its processor
build|libedit-dev|/include/editline/readline.h|line editing in testpmd
demo|python3|python3|drives testpmd and compares the packets
demo|iproute2|ip|makes the virtual cable
demo|iputils-ping|ping|sends real pings into it
test|python3|python3|drives testpmd and compares the packets
test|iproute2|ip|makes the virtual cable
test|iputils-ping|ping|sends real pings into it
test|libcunit1-dev|/include/CUnit/CUnit.h|unit tests
test|debootstrap|debootstrap|makes a bare Debian to try both commands in
check|g++|g++|public headers must compile as C++
check|clang|clang|second compiler
check|clang-format-14|clang-format-14|source format
bench|libdpdk-dev|/include/dpdk/rte_version.h|the peer that is measured beside ours
doc|python3-sphinx|sphinx-build|the guides
doc|doxygen|doxygen|the API reference
'

groups=${*:-build demo}

has() {
	case $1 in
	/*) [ -e "/usr$1" ] || ls /usr/include/*-linux-gnu"${1#/include}" >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

# Prints the names of missing packages of the wanted groups; with an argument, one "name: why" line each.
missing() {
	seen=' '
	echo "$PACKAGES" | while IFS='|' read -r group package probe why; do
		case " $groups " in *" $group "*) ;; *) continue ;; esac
		case $seen in *" $package "*) continue ;; esac
		seen="$seen$package "
		has "$probe" && continue
		if [ $# -gt 0 ]; then
			printf '    %-16s %s\n' "$package" "$why"
		else
			printf '%s ' "$package"
		fi
	done
}

wanted=$(missing)
if [ -z "$wanted" ]; then
	echo "Nothing to install: all packages for '$groups' are here."
	exit 0
fi
echo "Missing Debian packages for '$groups':"
missing why
if ! command -v apt-get >/dev/null 2>&1; then
	echo "There is no apt-get here: please install the equivalents of these by hand."
	exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
	echo "Installing needs root. As root: apt-get install --no-install-recommends $wanted"
	exit 1
fi

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt() {
	apt-get -q -y -o Acquire::Retries=3 -o Acquire::http::Timeout=60 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null
}
echo "Installing them with apt-get ..."
# shellcheck disable=SC2086
if ! { apt update && apt install --no-install-recommends $wanted; }; then
	echo "apt-get failed:"
	tail -n 20 "$log"
	exit 1
fi
wanted=$(missing)
if [ -n "$wanted" ]; then
	echo "Still missing after the installation: $wanted"
	exit 1
fi
echo "Installed."
