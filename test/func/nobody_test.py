#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""What works without root: the program, the virtual drivers, capture files, and the demo's second half."""

import os
import shutil
import subprocess
import sys

from harness import ROOT, case, check, contains, equal, run

import wire
from testpmd import Testpmd, binary

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs")


def can_change_user():
    if not wire.is_root():
        return None
    if not shutil.which("setpriv"):
        return "setpriv is not installed"
    reach = subprocess.run(NOBODY + ("test", "-x", binary()), check=False).returncode
    return "the build tree is not readable for others" if reach else None


def unprivileged():
    return NOBODY if wire.is_root() else ()


def as_nobody(runtime):
    return ("env", "XDG_RUNTIME_DIR=" + runtime, "RUNTIME_DIRECTORY=" + runtime) + unprivileged()


@case("null, ring and pcap files attach, forward and detach without root", needs=can_change_user)
def drivers(where):
    os.chmod(where, 0o777)
    runtime = os.path.join(where, "run")
    os.mkdir(runtime)
    os.chmod(runtime, 0o777)
    with Testpmd(wrap=as_nobody(runtime)) as t:
        for devargs in ("net_null0", "net_ring0", "net_pcap0,tx_pcap=" + os.path.join(where, "out.pcap")):
            t.start_port(t.attach(devargs))
        t.command("start")
        t.wait_stats(0, "RX-packets", 1000)
        t.command("stop", r"Accumulated")
        for number in (2, 1, 0):
            t.detach(number)
        equal(t.quit(), 0, "exit status")


@case("an interface needs a permission: the refusal names it", needs=can_change_user)
def refused(where):
    os.chmod(where, 0o777)
    with Testpmd(wrap=as_nobody(where)) as t:
        answer = t.command("port attach net_af_packet0,iface=lo", r"Failed to attach port")
        contains(answer.lower(), "not permitted")
        t.command("show port summary all", r"Number of available ports: 0")
        equal(t.quit(), 0, "exit status")


@case("the demo says what needs root and shows the rest", seconds=180, needs=can_change_user)
def demo(where):
    os.chmod(where, 0o777)
    env = dict(os.environ, TMPDIR=where)
    env.pop(wire.INSIDE, None)
    done = subprocess.run(unprivileged() + (sys.executable, os.path.join(ROOT, "usertools", "demo.py")), env=env, cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=150, text=True, check=False)
    check(done.returncode == 0, "exit status %d:\n%s" % (done.returncode, done.stdout))
    contains(done.stdout, "needs root")
    contains(done.stdout, "Every byte of every packet is the same")
    check(done.stdout.rstrip().splitlines()[-1].endswith("testpmd -- -i"), "last line: " + done.stdout.rstrip().splitlines()[-1])


run()
