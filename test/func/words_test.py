#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""What testpmd says when something cannot be done: the wrong word by name, and nothing has changed afterwards."""

import os
import re

from harness import case, check, contains, equal, run

from testpmd import Testpmd

BAD = (
    # attach string, the word that must be named
    ("net_null0,size=abc", "abc|size"),
    ("net_null0,nosuchkey=1", "nosuchkey"),
    ("net_null0,copy=1,no-rx=1", "no-rx|copy"),
    ("nosuchdriver0", "nosuchdriver0"),
    ("net_pcap0,rx_pcap=/does/not/exist.pcap", "/does/not/exist.pcap"),
    ("net_pcap0,tx_pcap=/does/not/exist/x.pcap", "/does/not/exist/x.pcap"),
    ("net_pcap0,iface=nosuchif0", "nosuchif0"),
    ("net_pcap0,bogus=1", "bogus"),
    ("net_pcap0", "net_pcap0"),
    ("net_af_packet0,iface=nosuchif0", "nosuchif0"),
    ("net_af_packet0", "iface"),
    ("net_af_packet0,iface=wire1,qpairs=0", "qpairs"),
    ("net_af_packet0,iface=wire1,blocksz=12", "blocksz"),
    ("net_af_packet0,iface=wire1,speed=9", "speed"),
    ("bus=nosuchbus,name=x", "nosuchbus"),
    ("n" * 200, "n"),
)


@case("an attach string that is wrong is refused with the wrong word, and nothing stays")
def bad_strings(cable):
    with Testpmd() as t:
        before = sorted(os.listdir("/proc/%d/fd" % t.proc.pid))
        for devargs, word in BAD:
            answer = t.command("port attach " + devargs, r"Failed to attach port")
            check(re.search(word, answer), "%r: no word like %r in:\n%s" % (devargs, word, answer))
            check("is attached" not in answer, answer)
        t.command("show port summary all", r"Number of available ports: 0")
        equal(sorted(os.listdir("/proc/%d/fd" % t.proc.pid)), before, "open files after attaches that failed")
        equal(t.attach("net_null0"), 0, "number of the first port that works")
        equal(t.quit(), 0, "exit status")


@case("a device that is there already is refused and stays as it was")
def twice():
    with Testpmd() as t:
        t.attach("net_null0,size=100")
        t.start_port(0)
        answer = t.command("port attach net_null0,size=200", r"Failed to attach port")
        check("is attached. Now" not in answer, answer)
        contains(answer, "already")
        t.command("show port summary all", r"Number of available ports: 1")
        contains(t.command("show port info 0"), "size=100")
        t.detach(0)
        equal(t.quit(), 0, "exit status")


@case("a running port is not detached; a stopped one is")
def running():
    with Testpmd() as t:
        t.attach("net_null0")
        t.start_port(0)
        answer = t.command("port detach 0", r"Port not stopped")
        check("is detached" not in answer, answer)
        t.command("device detach net_null0", r"not stopped|Failed to detach")
        t.command("show port summary all", r"Number of available ports: 1")
        t.command("port stop 0", r"Done")
        t.command("port detach 0", r"Port was not closed", r"is detached", r"Now total ports is 0")
        equal(t.quit(), 0, "exit status")


@case("a port that forwards is neither stopped nor closed before it leaves the forwarding")
def forwarding():
    with Testpmd() as t:
        t.attach("net_null0")
        t.attach("net_null1")
        t.command("port start all", r"^Done")
        t.command("start")
        t.command("start", r"[Pp]acket forwarding already started")
        t.command("stop", r"^Done")
        t.command("stop", r"[Pp]acket forwarding not started")
        equal(t.quit(), 0, "exit status")


@case("numbers of ports that are not there are refused everywhere")
def unknown_numbers():
    with Testpmd() as t:
        t.attach("net_null0")
        for line in ("port start 7", "port stop 7", "port close 7", "port detach 7", "show port info 7", "show port stats 7",
                     "clear port stats 7", "port start 65535", "port detach 65535"):
            answer = t.command(line)
            check(re.search(r"Invalid port", answer), "%s: %s" % (line, answer))
        for line in ("port start 65536", "port detach -1", "port detach x y z"):
            answer = t.command(line)
            check(re.search(r"Bad arguments|Command not found|Invalid port|Failed to detach|not found|[Nn]o device", answer),
                  "%s: %s" % (line, answer))
        t.command("show port summary all", r"Number of available ports: 1")
        equal(t.quit(), 0, "exit status")


@case("words that are no command say so")
def no_command():
    with Testpmd() as t:
        t.command("nonsense", r"Command not found")
        t.command("port", r"Bad arguments|Incomplete|Command not found")
        t.command("port jump 0", r"Bad arguments|Command not found")
        t.command("set fwd nosuchmode", r"Invalid nosuchmode packet forwarding mode|Bad arguments")
        t.command("")
        t.command("   show port summary all   ", r"Number of available ports: 0")
        equal(t.quit(), 0, "exit status")


@case("starting twice, stopping twice and closing twice say what the state is")
def twice_each():
    with Testpmd() as t:
        t.attach("net_null0")
        t.start_port(0)
        t.command("port start 0", r"is now not stopped")
        t.command("port stop 0", r"^Done")
        t.command("port stop 0", r"Done")
        t.command("port close 0", r"^Done")
        t.command("port close 0", r"already closed|Invalid port")
        t.command("port detach 0", r"is detached")
        t.command("port detach 0", r"Invalid port")
        equal(t.quit(), 0, "exit status")


@case("starting to forward without ports or with stopped ports is refused")
def not_started():
    with Testpmd() as t:
        t.attach("net_null0")
        t.command("start", r"Not all ports were started")
        equal(t.quit(), 0, "exit status")


run(netns=True)
