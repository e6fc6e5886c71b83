#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Drivers as plug-ins: a program linked with shared libraries loads them by -d, one by one or a whole directory."""

import os

from harness import Skip, case, check, contains, equal, run

from testpmd import Testpmd, build_dir


def shared_program():
    program = os.path.join(build_dir(), "app", "dpdk-testpmd-shared")
    if not os.path.exists(program):
        raise Skip("there is no %s" % program)
    return program


def plugins():
    base = os.path.join(build_dir(), "lib", "dpdk")
    found = [os.path.join(base, d) for d in os.listdir(base) if d.startswith("pmds-")]
    equal(len(found), 1, "plug-in directories " + base)
    return found[0]


class Shared(Testpmd):
    """The shared-linked testpmd."""

    def __init__(self, *words):
        previous = os.environ.get("TESTPMD")
        os.environ["TESTPMD"] = shared_program()
        try:
            super().__init__(eal=words)
        finally:
            os.environ.pop("TESTPMD")
            if previous:
                os.environ["TESTPMD"] = previous


@case("a directory of drivers")
def directory():
    with Shared("-d", plugins()) as t:
        for devargs in ("net_null0", "net_ring0"):
            t.start_port(t.attach(devargs))
        t.detach(0)
        t.detach(1)
        equal(t.quit(), 0, "exit status")


@case("a single driver, given twice")
def single():
    driver = os.path.join(plugins(), "librte_net_null.so")
    with Shared("-d", driver, "-d", driver) as t:
        t.start_port(t.attach("net_null0"))
        t.detach(0)
        equal(t.quit(), 0, "exit status")


@case("a driver file that is not there is named")
def missing():
    with Testpmd(eal=("-d", "/does/not/exist.so"), ready=False) as t:
        check(t.wait() > 0, "exit status %d" % t.proc.returncode)
        contains(t.text, "/does/not/exist.so")


run()
