#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Attach and detach of every driver by command, with the words that scripts look for."""

import os
import re

from harness import case, check, contains, equal, run

import frames
from testpmd import Testpmd


def devices(where):
    source = os.path.join(where, "in.pcap")
    frames.write_capture(source, frames.burst(3))
    return (
        ("net_null0", "net_null0", "net_null"),
        ("net_null1,size=128,copy=1", "net_null1", "net_null"),
        ("eth_null2", "eth_null2", "net_null"),
        ("net_ring0", "net_ring0", "net_ring"),
        ("eth_ring1", "eth_ring1", "net_ring"),
        ("net_pcap0,tx_pcap=" + os.path.join(where, "out0.pcap"), "net_pcap0", "net_pcap"),
        ("net_pcap1,rx_pcap=%s,tx_pcap=%s" % (source, os.path.join(where, "out1.pcap")), "net_pcap1", "net_pcap"),
        ("net_pcap2,iface=wire0", "net_pcap2", "net_pcap"),
        ("net_af_packet0,iface=wire1", "net_af_packet0", "net_af_packet"),
        ("eth_af_packet1,iface=wire1,qpairs=1,framesz=2048,blocksz=4096,framecnt=64", "eth_af_packet1", "net_af_packet"),
    )


@case("every driver attaches, starts, stops, closes and detaches, one after another")
def one_by_one(where, cable):
    with Testpmd() as t:
        for devargs, name, driver in devices(where):
            answer = t.command("port attach " + devargs, r"^Attaching a new port\.\.\.", r"^Port 0 is attached\. Now total ports is 1",
                               r"^Done")
            check("EAL: " not in answer, "attach of %s was not quiet:\n%s" % (devargs, answer))
            contains(t.command("show port info 0"), driver)
            contains(t.command("show port summary all", r"Number of available ports: 1"), name)
            t.command("port start 0", r"^Done")
            t.command("port stop 0", r"Stopping ports\.\.\.", r"Done")
            t.command("port close 0", r"Closing ports\.\.\.", r"Done")
            t.command("port detach 0", r"is detached", r"Now total ports is 0", r"^Done")
            t.command("show port summary all", r"Number of available ports: 0")
        equal(t.quit(), 0, "exit status")


@case("all drivers live side by side, leave in another order, and ids are the lowest free ones")
def together(where, cable):
    with Testpmd() as t:
        list_ = [d for d in devices(where) if not d[0].startswith("eth_af_packet1")]
        for number, (devargs, _, _) in enumerate(list_):
            equal(t.attach(devargs), number, "number of the port of " + devargs)
        t.command("port start all", r"^Done")
        t.detach(1)
        t.detach(4)
        equal(t.attach("net_null7"), 1, "the lowest free number")
        equal(t.attach("net_null8"), 4, "the next free number")
        for number in reversed(range(len(list_))):
            t.detach(number)
        t.command("show port summary all", r"Number of available ports: 0")
        equal(t.quit(), 0, "exit status")


@case("a device leaves by name with device detach")
def by_name(where):
    with Testpmd() as t:
        t.attach("net_null0")
        t.attach("net_ring0")
        t.command("device detach net_ring0", r"^Removing a device\.\.\.", r"Device net_ring0 is detached", r"Now total ports is 1")
        t.command("device detach vdev:net_null0", r"is detached", r"Now total ports is 0")
        equal(t.quit(), 0, "exit status")


@case("the second life of a device equals its first")
def second_life(where, cable):
    def describe(t, number):
        return re.sub(r"(MAC address|Link status|Link speed).*", "", t.command("show port info %d" % number))

    with Testpmd() as t:
        for devargs, _, _ in devices(where):
            number = t.attach(devargs)
            first = describe(t, number)
            t.start_port(number)
            t.detach(number)
            equal(t.attach(devargs), number, "number in the second life of " + devargs)
            equal(describe(t, number), first, "page of the second life of " + devargs)
            t.start_port(number)
            t.detach(number)
        equal(t.quit(), 0, "exit status")


@case("ports given at the start are there and can leave")
def from_start(where):
    with Testpmd(eal=("--vdev", "net_null0", "--vdev", "net_ring0")) as t:
        t.command("show port summary all", r"Number of available ports: 2")
        t.detach(0)
        t.detach(1)
        equal(t.attach("net_null0"), 0, "number of the port that came again")
        equal(t.quit(), 0, "exit status")


run(netns=True)
