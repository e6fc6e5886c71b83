#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Packets cross testpmd between a cable, capture files and rings; every byte of every packet is compared."""

import os
import subprocess

from harness import case, check, equal, run

import frames
import wire
from terminal import wait_until
from testpmd import Testpmd

WINDOW = 21
# Without this, what waits in the ports when forwarding starts is thrown away.
NO_FLUSH = ("-i", "--no-flush-rx")


def send_all(sender, sent, capture):
    """A few at a time, each few when the capture holds those before: no ring can overflow."""
    size = os.path.getsize(capture)
    for at in range(0, len(sent), WINDOW):
        few = sent[at:at + WINDOW]
        sender.send(few)
        size += sum(16 + len(f) for f in few)
        wait_until(lambda: os.path.getsize(capture) >= size, 20, "packets of the capture")


def same(sent, got):
    difference = frames.compare(sent, got)
    check(difference is None, str(difference))


def forwarding(t, first, second, mode="io"):
    t.attach(first)
    t.attach(second)
    t.command("set fwd " + mode, r"^Set %s packet forwarding mode" % mode)
    t.command("port start all", r"^Done")
    t.command("start")


@case("what is sent into the cable stands in the capture byte by byte: all sizes, VLAN tags, pings")
def cable_to_capture(where, cable):
    capture = os.path.join(where, "out.pcap")
    cable.address()
    wire.one_cpu()
    witness, sender = wire.Witness(cable.outer), wire.Sender(cable.outer)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_af_packet0,iface=" + cable.inner, "net_pcap0,tx_pcap=" + capture)
        sent = frames.burst(1050) + frames.burst(63, first=2000, vlan=5) + frames.burst(21, first=3000, vlan=0xEFFF)
        send_all(sender, sent, capture)
        same(sent, frames.read_capture(capture))
        subprocess.run(["ping", "-n", "-q", "-c", "5", "-i", "0.01", "-W", "0.1", "10.99.0.2"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        stats = t.wait_stats(1, "TX-packets", len(sent) + 5)
        equal(stats["TX-errors"], 0, "transmit errors")
        wait_until(lambda: len(witness.sent) >= len(sent) + 5, 10, "what the witness saw")
        t.command("stop", r"Accumulated forward statistics")
        received = t.stats(0)
        equal((received["RX-packets"], received["RX-missed"], received["RX-errors"], received["RX-nombuf"]),
              (len(witness.sent), 0, 0, 0), "receive counters")
        equal(received["RX-bytes"], sum(map(len, witness.sent)), "received bytes")
        equal(t.quit(), 0, "exit status")
    witness.close()
    same(witness.sent, frames.read_capture(capture))
    equal(len(witness.received), 0, "packets that came back")


@case("what stands in a capture file comes out of the cable byte by byte")
def capture_to_cable(where, cable):
    source = os.path.join(where, "in.pcap")
    sent = frames.burst(1050) + frames.burst(21, first=5000, vlan=9)
    frames.write_capture(source, sent)
    witness = wire.Witness(cable.outer)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_pcap0,rx_pcap=%s,tx_pcap=%s" % (source, os.path.join(where, "back.pcap")),
                   "net_af_packet0,iface=" + cable.inner)
        wait_until(lambda: len(witness.received) >= len(sent), 30, "packets out of the cable")
        stats = t.wait_stats(1, "TX-packets", len(sent))
        equal((stats["TX-packets"], stats["TX-bytes"], stats["TX-errors"]), (len(sent), sum(map(len, sent)), 0), "transmit counters")
        equal(t.quit(), 0, "exit status")
    witness.close()
    same(sent, witness.received)


@case("both directions at once")
def both_ways(where, cable):
    source, capture = os.path.join(where, "in.pcap"), os.path.join(where, "out.pcap")
    out = frames.burst(420, first=10000)
    frames.write_capture(source, out)
    wire.one_cpu()
    witness, sender = wire.Witness(cable.outer), wire.Sender(cable.outer)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_af_packet0,iface=" + cable.inner, "net_pcap0,rx_pcap=%s,tx_pcap=%s" % (source, capture))
        sent = frames.burst(420)
        send_all(sender, sent, capture)
        wait_until(lambda: len(witness.received) >= len(out), 30, "packets out of the cable")
        equal(t.quit(), 0, "exit status")
    witness.close()
    same(sent, frames.read_capture(capture))
    same(out, witness.received)


@case("packets larger than a receive buffer arrive whole")
def chained(where, cable):
    source, capture = os.path.join(where, "in.pcap"), os.path.join(where, "out.pcap")
    sent = [frames.udp(size, i) for i, size in enumerate((1472, 3000, 4000, 8000, 9000, 100))]
    frames.write_capture(source, sent)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_pcap0,rx_pcap=%s,tx_pcap=%s" % (source, os.path.join(where, "back.pcap")), "net_pcap1,tx_pcap=" + capture)
        t.wait_stats(1, "TX-packets", len(sent))
        equal(t.quit(), 0, "exit status")
    same(sent, frames.read_capture(capture))


@case("mac mode rewrites the addresses and nothing else")
def mac_mode(where, cable):
    capture = os.path.join(where, "out.pcap")
    sender = wire.Sender(cable.outer)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_af_packet0,iface=" + cable.inner, "net_pcap0,tx_pcap=" + capture, mode="mac")
        sent = frames.burst(42)
        send_all(sender, sent, capture)
        equal(t.quit(), 0, "exit status")
    got = frames.read_capture(capture)
    same([f[12:] for f in sent], [f[12:] for f in got])
    check(all(f[:12] != g[:12] for f, g in zip(sent, got)), "the addresses are the old ones")
    equal(len({g[:12] for g in got}), 1, "different pairs of addresses")


@case("a ring port gives back what is sent to it")
def ring_loops(where):
    source, capture = os.path.join(where, "in.pcap"), os.path.join(where, "out.pcap")
    sent = frames.burst(210)
    frames.write_capture(source, sent)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_pcap0,rx_pcap=%s,tx_pcap=%s" % (source, capture), "net_ring0")
        t.wait_stats(0, "TX-packets", len(sent))
        equal(t.quit(), 0, "exit status")
    same(sent, frames.read_capture(capture))


@case("rxonly counts what it drops, txonly makes packets")
def one_way(where):
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_null0", "net_null1", mode="rxonly")
        t.wait_stats(0, "RX-packets", 1000)
        equal(t.stats(0)["TX-packets"], 0, "packets sent in rxonly mode")
        t.command("stop", r"RX-packets: [1-9]")
        t.command("set fwd txonly", r"^Set txonly packet forwarding mode")
        t.command("clear port stats all")
        t.command("start")
        t.wait_stats(1, "TX-packets", 1000)
        equal(t.stats(1)["RX-packets"], 0, "packets received in txonly mode")
        equal(t.quit(), 0, "exit status")


@case("stop and start again lose nothing on the cable")
def again(where, cable):
    capture = os.path.join(where, "out.pcap")
    sender = wire.Sender(cable.outer)
    with Testpmd(app=NO_FLUSH) as t:
        forwarding(t, "net_af_packet0,iface=" + cable.inner, "net_pcap0,tx_pcap=" + capture)
        sent = frames.burst(42)
        send_all(sender, sent, capture)
        t.command("stop", r"^Done")
        t.command("start")
        more = frames.burst(42, first=100)
        send_all(sender, more, capture)
        same(sent + more, frames.read_capture(capture))
        t.command("stop", r"^Done")
        t.command("port stop 0", r"Done")
        t.command("port start 0", r"Done")
        t.command("start")
        last = frames.burst(42, first=200)
        send_all(sender, last, capture)
        same(sent + more + last, frames.read_capture(capture))
        equal(t.quit(), 0, "exit status")


run(netns=True)
