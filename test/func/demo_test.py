#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""The demo itself, as root with a cable: it must succeed, and when it is stopped half-way leave nothing behind."""

import os
import signal
import subprocess
import sys

from harness import ROOT, case, check, contains, equal, run

import wire
from terminal import Terminal

DEMO = os.path.join(ROOT, "usertools", "demo.py")


def outside():
    env = dict(os.environ)
    env.pop(wire.INSIDE, None)
    return env


def children_of(where):
    """Processes that have this directory in their environment."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as f:
                if int(pid) != os.getpid() and ("TMPDIR=" + where).encode() in f.read():
                    found.append(pid)
        except OSError:
            pass
    return found


@case("the demo proves that the capture holds exactly what was sent", seconds=180, needs=wire.missing)
def whole(where):
    done = subprocess.run([sys.executable, DEMO], env=dict(outside(), TMPDIR=where), cwd=ROOT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=150, text=True, check=False)
    check(done.returncode == 0, "exit status %d:\n%s" % (done.returncode, done.stdout))
    contains(done.stdout, "Every byte of every packet is the same")
    check(done.stdout.rstrip().splitlines()[-1].endswith("testpmd -- -i"), "last line: " + done.stdout.rstrip().splitlines()[-1])
    equal(os.listdir(where), [], "what the demo left in its temporary directory")


@case("^C in the middle of the demo cleans up", seconds=120, needs=wire.missing)
def stopped(where):
    with Terminal([sys.executable, DEMO], env=dict(outside(), TMPDIR=where), cwd=ROOT) as t:
        t.expect(r"let a third port come and go", seconds=60)
        t.signal(signal.SIGINT)
        equal(t.wait(), 130, "exit status")
        contains(t.text, "Stopped; everything that was made is gone again.")
    equal(os.listdir(where), [], "what the demo left in its temporary directory")
    equal(children_of(where), [], "processes that the demo left")


run()
