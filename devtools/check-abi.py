#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compare sizes, offsets and constants of our public headers with those of an installed DPDK 22.11 (libdpdk-dev).

usage: check-abi.py <our include directory> [list]      (config/abi.list)
The list holds lines "header <name>", "type <type>: <member> ..." and "const <name> ...". Both sides are compiled to a program that prints
numbers; every difference is a line of output. Without the other headers there is nothing to compare with: exit status 77.
"""
import os
import re
import subprocess
import sys
import tempfile

PEER = ["/usr/include/dpdk", "/usr/include/x86_64-linux-gnu/dpdk"]
FLAGS = ["-std=gnu11", "-march=corei7", "-D_GNU_SOURCE", "-DALLOW_EXPERIMENTAL_API", "-w", "-fmax-errors=0", "-include", "rte_config.h"]


# A constant may be a number or a text.
PROLOGUE = """#include <stdio.h>
#include <stddef.h>
static void number(const char *name, long long v) { printf("%s = %lld\\n", name, v); }
static void text(const char *name, const char *v) { printf("%s = '%s'\\n", name, v); }
#define SHOW(name, v) _Generic((v), char *: text, const char *: text, default: number)(name, v)"""


def read_list(path):
    headers, items = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            words = line.split("#")[0].split()
            if words[:1] == ["header"]:
                headers += words[1:]
            elif words[:1] == ["const"]:
                items += [("const", w) for w in words[1:]]
            elif words[:1] == ["type"]:
                name, _, members = " ".join(words[1:]).partition(":")
                items.append(("type", name.strip()))
                items += [("member", name.strip(), m) for m in members.split()]
    return headers, items


def statement(item):
    if item[0] == "const":
        return f'SHOW("{item[1]}", {item[1]});'
    if item[0] == "type":
        return f'printf("sizeof({item[1]}) = %zu\\n", sizeof({item[1]}));'
    _, name, member = item
    return f'printf("{name}.{member} = %zu+%zu\\n", __builtin_offsetof({name}, {member}), sizeof((({name} *)0)->{member}));'


def table(headers, items, flags):
    """What a compiler makes of the list: name -> number. Items that do not compile are left out."""
    left = list(items)
    with tempfile.TemporaryDirectory() as work:
        source, program = os.path.join(work, "t.c"), os.path.join(work, "t")
        while True:
            lines = PROLOGUE.split("\n") + [f"#include <{h}>" for h in headers] + ["int main(void) {"]
            first = len(lines) + 1
            with open(source, "w", encoding="utf-8") as f:
                f.write("\n".join(lines + [statement(i) for i in left] + ["return 0; }", ""]))
            done = subprocess.run(["gcc", *FLAGS, *flags, "-o", program, source], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                break
            bad = {int(n) - first for n in re.findall(r"t\.c:(\d+):\d+: (?:error|note: in expansion of macro .SHOW)", done.stderr)}
            bad = {n for n in bad if 0 <= n < len(left)}
            if not bad:
                raise RuntimeError(done.stderr[:2000])
            left = [x for n, x in enumerate(left) if n not in bad]
        out = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    return dict(line.split(" = ", 1) for line in out.splitlines() if " = " in line)


def main(ours, path="config/abi.list"):
    if not os.path.exists(os.path.join(PEER[0], "rte_mbuf.h")):
        print("libdpdk-dev is not installed")
        return 77
    headers, items = read_list(path)
    mine = table(headers, items, ["-I" + ours])
    theirs = table(headers, items, ["-I" + d for d in PEER])
    bad = []
    for name, number in theirs.items():
        if name not in mine:
            bad.append(f"{name}: missing, elsewhere {number}")
        elif mine[name] != number:
            bad.append(f"{name}: {mine[name]}, elsewhere {number}")
    bad += [f"{name}: only here" for name in mine if name not in theirs]
    print("\n".join(bad), end="\n" if bad else "")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
