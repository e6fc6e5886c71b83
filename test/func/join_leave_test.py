#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Ports join and leave while two others forward: those two never lose, double or reorder a packet."""

import os
import threading

from harness import case, check, equal, run

import frames
import wire
from terminal import Late, wait_until
from testpmd import Testpmd

WINDOW = 16


class Flow:
    """Frames into the cable in small groups, each when the capture holds the ones before, until told to stop."""

    def __init__(self, interface, capture):
        self.sender, self.capture = wire.Sender(interface), capture
        self.sent, self.trouble = [], None
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        size = os.path.getsize(self.capture)
        try:
            while not self.over.is_set():
                few = frames.burst(WINDOW, first=len(self.sent))
                self.sender.send(few)
                self.sent += few
                size += sum(16 + len(f) for f in few)
                wait_until(lambda: os.path.getsize(self.capture) >= size, 20, "packet %d in the capture" % len(self.sent))
        except (Late, OSError) as e:
            self.trouble = str(e)

    def moves(self):
        seen = len(self.sent)
        wait_until(lambda: len(self.sent) > seen + 2 * WINDOW or self.trouble, 20, "packets to flow")
        check(not self.trouble, self.trouble)

    def stop(self):
        self.over.set()
        self.thread.join()
        self.sender.close()
        check(not self.trouble, self.trouble)


def under_traffic(cable, where, visits, eal=()):
    """Forward from the cable to a capture, let visits(t, flow) happen meanwhile, then compare everything."""
    capture = os.path.join(where, "out.pcap")
    wire.one_cpu()
    witness = wire.Witness(cable.outer)
    with Testpmd(eal=eal) as t:
        t.attach("net_af_packet0,iface=" + cable.inner)
        t.attach("net_pcap0,tx_pcap=" + capture)
        t.command("port start all", r"^Done")
        t.command("start")
        flow = Flow(cable.outer, capture)
        try:
            flow.moves()
            visits(t, flow)
            flow.moves()
        finally:
            flow.stop()
        count, size = len(flow.sent), sum(map(len, flow.sent))
        wait_until(lambda: len(witness.sent) >= count, 20, "what the witness saw")
        stats = t.wait_stats(1, "TX-packets", count)
        equal((stats["TX-packets"], stats["TX-bytes"], stats["TX-errors"]), (count, size, 0), "counters of the capture port")
        stats = t.stats(0)
        equal((stats["RX-packets"], stats["RX-bytes"], stats["RX-missed"], stats["RX-errors"], stats["RX-nombuf"]),
              (count, size, 0, 0, 0), "counters of the cable port")
        t.command("stop", r"RX-packets: %d +RX-dropped: 0 +RX-total: %d$" % (count, count))
        equal(t.quit(), 0, "exit status")
    witness.close()
    check(frames.compare(flow.sent, witness.sent) is None, "witness: %s" % frames.compare(flow.sent, witness.sent))
    difference = frames.compare(flow.sent, frames.read_capture(capture))
    check(difference is None, "capture: %s" % difference)


def visit(t, flow, devargs, start=True):
    number = t.attach(devargs)
    if start:
        t.start_port(number)
    flow.moves()
    t.detach(number)
    flow.moves()
    return number


@case("null, ring and pcap ports come and go while two ports forward; nothing is lost")
def others(where, cable):
    def visits(t, flow):
        for devargs in ("net_null0", "net_ring0", "net_pcap7,tx_pcap=" + os.path.join(where, "other.pcap"),
                        "net_null1,size=1500,copy=1"):
            equal(visit(t, flow, devargs), 2, "number of the visitor " + devargs)
        visit(t, flow, "net_null2", start=False)

    under_traffic(cable, where, visits)


@case("a second cable end comes and goes on the same interface")
def second_socket(where, cable):
    under_traffic(cable, where, lambda t, flow: [visit(t, flow, "net_af_packet1,iface=" + cable.inner) for _ in range(3)])


@case("attaches that fail while two ports forward cost nothing")
def failures(where, cable):
    def visits(t, flow):
        for bad in ("net_null0,size=x", "net_pcap5,rx_pcap=/does/not/exist", "net_af_packet1,iface=nosuchif", "nosuchdriver0",
                    "net_af_packet0,iface=" + cable.inner):
            answer = t.command("port attach " + bad, r"Failed to attach port")
            check("is attached" not in answer, answer)
            flow.moves()

    under_traffic(cable, where, visits)


@case("twenty visitors in a row")
def many(where, cable):
    def visits(t, flow):
        for i in range(20):
            number = t.attach("net_null%d" % i)
            t.start_port(number)
            t.detach(number)

    under_traffic(cable, where, visits)


run(netns=True)
