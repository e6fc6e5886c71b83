#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""However testpmd ends, it ends in order and leaves nothing behind; and it starts where much is missing."""

import os
import signal
import subprocess
import tempfile

from harness import Skip, case, check, equal, run

import wire
from terminal import Terminal
from testpmd import Testpmd, binary


def busy(t, where, cable):
    """Two ports that forward and one more: there is something to clean up."""
    t.attach("net_af_packet0,iface=" + cable.inner)
    t.attach("net_pcap0,tx_pcap=" + os.path.join(where, "out.pcap"))
    t.attach("net_ring0")
    t.command("port start all", r"^Done")
    t.command("start")


def promiscuous(name):
    return "PROMISC" in wire.ip("link", "show", name)


def nothing_left(t, cable):
    equal(t.leftovers(), [], "files in the runtime directory")
    check(not promiscuous(cable.inner), "the interface is still promiscuous")
    with open("/proc/net/packet") as f:
        equal(len(f.read().splitlines()), 1, "lines of /proc/net/packet (the first is the heading)")


@case("quit while forwarding")
def by_quit(where, cable):
    with Testpmd() as t:
        busy(t, where, cable)
        equal(t.quit(), 0, "exit status")
        check("Bye" in t.text, "no Bye in:\n" + t.tail())
        nothing_left(t, cable)


@case("the end of the input while forwarding, on a terminal and on a pipe")
def by_end_of_input(where, cable):
    for tty in (True, False):
        with Testpmd(tty=tty) as t:
            busy(t, where, cable)
            t.end_of_input()
            equal(t.wait(), 0, "exit status (terminal: %s)" % tty)
            nothing_left(t, cable)


def ended_by(number, where, cable):
    with Testpmd() as t:
        busy(t, where, cable)
        t.signal(number)
        equal(t.wait(), 0, "exit status after signal %d" % number)
        nothing_left(t, cable)


@case("SIGTERM while forwarding")
def by_sigterm(where, cable):
    ended_by(signal.SIGTERM, where, cable)


@case("SIGINT while forwarding")
def by_sigint(where, cable):
    ended_by(signal.SIGINT, where, cable)


@case("a signal at the very start ends it too")
def early(where):
    for _ in range(5):
        with Testpmd(ready=False) as t:
            t.expect(r".")
            t.signal(signal.SIGTERM)
            check(t.wait() in (0, -signal.SIGTERM), "exit status %s" % t.proc.returncode)


@case("without a terminal: it runs until Enter or the end of the input, and ends with 0")
def not_interactive(where):
    for ending in ("\n", None):
        with Testpmd(eal=("--vdev", "net_null0", "--vdev", "net_null1"), app=(), tty=False) as t:
            t.expect(r"[Pp]ress enter to exit")
            if ending:
                t.send("")
            else:
                t.end_of_input()
            equal(t.wait(), 0, "exit status")
            equal(t.leftovers(), [], "files in the runtime directory")


@case("after SIGKILL the next one starts with the same names and cleans up")
def after_sigkill(where, cable):
    with tempfile.TemporaryDirectory(prefix="replug-test-") as runtime:
        env = dict(os.environ, XDG_RUNTIME_DIR=runtime, RUNTIME_DIRECTORY=runtime)

        def start():
            return Terminal([binary(), "--no-huge", "-m", "128", "--no-pci", "--file-prefix", "again", "--", "-i",
                             "--total-num-mbufs=4096"], env=env)

        for _ in range(3):
            with start() as t:
                t.expect(r"^testpmd> \Z")
                t.send("port attach net_af_packet0,iface=" + cable.inner)
                t.expect(r"Port 0 is attached")
                t.signal(signal.SIGKILL)
                equal(t.wait(), -signal.SIGKILL, "exit status")
        with start() as t:
            t.expect(r"^testpmd> \Z")
            t.send("port attach net_af_packet0,iface=" + cable.inner)
            t.expect(r"Port 0 is attached")
            t.send("quit")
            equal(t.wait(), 0, "exit status")
        left = [n for _, _, names in os.walk(runtime) for n in names]
        equal(left, [], "files in the runtime directory")


@case("two at once with different names do not meet")
def two_at_once(where):
    with Testpmd() as a, Testpmd() as b:
        a.attach("net_null0")
        equal(b.attach("net_null0"), 0, "number in the second program")
        a.detach(0)
        b.command("show port summary all", r"Number of available ports: 1")
        equal((a.quit(), b.quit()), (0, 0), "exit statuses")


@case("it starts without --no-huge where there is no huge page")
def no_huge_pages(where):
    with open("/proc/meminfo") as f:
        if "HugePages_Total:       0" not in f.read():
            raise Skip("this machine has huge pages")
    env = dict(os.environ, XDG_RUNTIME_DIR=where, RUNTIME_DIRECTORY=where)
    with Terminal([binary(), "--", "-i"], env=env) as t:
        t.expect(r"^testpmd> \Z")
        t.send("port attach net_null0")
        t.expect(r"Port 0 is attached")
        t.send("quit")
        equal(t.wait(), 0, "exit status")


@case("a runtime directory that cannot be written is named, and the exit status says so")
def unwritable(where):
    blocker = os.path.join(where, "file")
    with open(blocker, "w"):
        pass
    env = dict(os.environ, XDG_RUNTIME_DIR=blocker, RUNTIME_DIRECTORY=blocker)
    with Terminal([binary(), "--no-huge", "-m", "64", "--", "-i"], env=env) as t:
        status = t.wait()
        check(status > 0, "exit status %s" % status)
        check(blocker in t.text, "the directory is not named:\n" + t.tail())
    with Terminal([binary(), "--no-huge", "-m", "64", "--no-shconf", "--", "-i"], env=env) as t:
        t.expect(r"^testpmd> \Z")
        t.send("quit")
        equal(t.wait(), 0, "exit status without shared configuration")


@case("wrong options are refused with a word, not with a crash")
def wrong_options(where):
    env = dict(os.environ, XDG_RUNTIME_DIR=where, RUNTIME_DIRECTORY=where)
    for words in (["--nosuchoption"], ["--lcores", "x"], ["-m", "many"], ["--vdev", "nosuchdriver0"], ["--proc-type", "boss"],
                  ["--no-huge", "--", "--nosuchoption"], ["--no-huge", "--", "--burst=100000"]):
        done = subprocess.run([binary()] + words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=env, timeout=60, text=True, check=False)
        check(done.returncode > 0, "%s: exit status %d" % (words, done.returncode))
        check(done.stdout.strip(), "%s: not a word" % words)
    equal([n for _, _, names in os.walk(where) for n in names], [], "files in the runtime directory")


run(netns=True)
