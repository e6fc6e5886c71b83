#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""The main job on real input: testpmd forwards packets from a virtual cable into a capture file while ports come and go.

Without root it runs the part that needs no network interface: packets go from one capture file to another.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "pylib"))

import frames  # noqa: E402
import wire  # noqa: E402
from terminal import Late, wait_until  # noqa: E402
from testpmd import Testpmd, binary  # noqa: E402

PINGS = 5
BURST = 420
WINDOW = 21


class Failed(Exception):
    """The demo found something that is not as it should be."""


class Teller:
    """Numbers the steps and shows what is typed into testpmd and what it answers."""

    def __init__(self):
        self.number = 0

    def step(self, words):
        self.number += 1
        print("\n%d. %s" % (self.number, words), flush=True)

    def say(self, words):
        print("   " + words, flush=True)

    def type(self, testpmd, line, *expected, show=None):
        """Type a command; show the lines of the answer that match `show` (default: the expected ones)."""
        print("   testpmd> " + line, flush=True)
        answer = testpmd.command(line, *expected)
        for text in answer.splitlines():
            if show == "all" or any(w in text for w in show or ("is attached", "is detached", "Now total", "is now", "Set ")):
                if text.strip():
                    print("      " + text, flush=True)
        return answer


class Flow:
    """Sends frames in the background, a few at a time, each few when the capture holds all those before."""

    def __init__(self, interface, capture, first):
        self.sender = wire.Sender(interface)
        self.capture = capture
        self.number = first
        self.frames = []
        self.trouble = None
        self.over = threading.Event()
        self.base = os.path.getsize(capture)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        size = self.base
        try:
            while not self.over.is_set():
                few = frames.burst(WINDOW, first=self.number)
                self.number += WINDOW
                self.sender.send(few)
                self.frames += few
                size += sum(16 + len(f) for f in few)
                wait_until(lambda: os.path.getsize(self.capture) >= size, 20, "packets stopped arriving in the capture")
        except (Late, OSError) as e:
            self.trouble = str(e)

    def moved_on(self):
        """Wait until at least a few more packets have gone through."""
        seen = len(self.frames)
        wait_until(lambda: len(self.frames) >= seen + 2 * WINDOW or self.trouble, 20, "no packets flow")
        if self.trouble:
            raise Failed(self.trouble)
        return len(self.frames)

    def stop(self):
        self.over.set()
        self.thread.join()
        self.sender.close()
        if self.trouble:
            raise Failed(self.trouble)


def visit(tell, testpmd, devargs, flow=None):
    """A further port joins, lives and leaves while the others forward."""
    before = len(flow.frames) if flow else 0
    tell.type(testpmd, "port attach " + devargs, r"is attached")
    port = 2
    tell.type(testpmd, "port start %d" % port, r"Done")
    if flow:
        flow.moved_on()
    tell.type(testpmd, "port stop %d" % port, r"Done")
    tell.type(testpmd, "port close %d" % port, r"Done")
    tell.type(testpmd, "port detach %d" % port, r"is detached")
    if flow:
        tell.say("While port %d came and went the others moved %d packets." % (port, flow.moved_on() - before))


def prove(tell, what, sent, capture):
    got = frames.read_capture(capture)
    difference = frames.compare(sent, got)
    tell.say("%s: %d packets, %d bytes" % (what, len(sent), sum(map(len, sent))))
    tell.say("found in the capture: %d packets, %d bytes" % (len(got), sum(map(len, got))))
    if difference:
        raise Failed("The capture is not what was sent: " + difference)
    tell.say("Every byte of every packet is the same, and so is their order.")


def leave(tell, testpmd):
    tell.step("Stop forwarding and detach everything")
    tell.type(testpmd, "stop", r"Accumulated forward statistics", show=("RX-packets", "TX-packets", "statistics"))
    for port in (1, 0):
        for verb in ("stop", "close"):
            tell.type(testpmd, "port %s %d" % (verb, port), r"Done")
        tell.type(testpmd, "port detach %d" % port, r"is detached")
    tell.type(testpmd, "show port summary all", r"Number of available ports: 0", show=("Number of",))
    status = testpmd.quit()
    if status:
        raise Failed("testpmd ended with status %d" % status)
    tell.say("testpmd has ended; nothing is left behind.")


def with_cable(tell, where):
    """The whole job. Needs root for the network interfaces."""
    capture = os.path.join(where, "capture.pcap")
    tell.step("Make a virtual network cable in a private corner of the kernel (a veth pair in its own network namespace)")
    cable = wire.Cable()
    cable.address()
    wire.one_cpu()
    witness = wire.Witness(cable.outer)
    tell.say("%s is the end we send into, %s the end that testpmd gets." % (cable.outer, cable.inner))
    tell.say("An independent witness notes everything that leaves %s." % cable.outer)

    tell.step("Start testpmd, the program that moves packets between ports")
    with Testpmd() as testpmd:
        tell.say("It runs without a single port and without huge pages.")
        tell.step("Attach two ports to the running program")
        tell.type(testpmd, "port attach net_af_packet0,iface=" + cable.inner, r"Port 0 is attached")
        tell.type(testpmd, "port attach net_pcap0,tx_pcap=" + capture, r"Port 1 is attached")
        tell.say("Port 0 is the end of the cable, port 1 writes all it is given to the file %s." % capture)

        tell.step("Start forwarding between them")
        tell.type(testpmd, "port start all", r"Done")
        tell.type(testpmd, "set fwd io", r"Set io packet forwarding mode")
        tell.type(testpmd, "start", show=("RX P=", ))

        tell.step("Send real traffic into the cable: %d pings" % PINGS)
        subprocess.run(["ping", "-n", "-q", "-c", str(PINGS), "-i", "0.01", "-W", "0.1", "-s", "200", "10.99.0.2"],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=60)
        testpmd.wait_stats(1, "TX-packets", PINGS)
        tell.say("They get no answer: the other end only writes down what comes.")

        tell.step("Send UDP packets of many sizes, and let a third port come and go while they flow")
        tell.say("payloads of %s bytes, again and again" % ", ".join(map(str, frames.SIZES)))
        flow = Flow(cable.outer, capture, first=1)
        try:
            wait_until(lambda: len(flow.frames) >= BURST or flow.trouble, 60, "the burst did not get through")
            for devargs in ("net_null0", "net_ring0"):
                visit(tell, testpmd, devargs, flow)
        finally:
            flow.stop()

        wait_until(lambda: len(witness.sent) >= PINGS + len(flow.frames), 10, "the witness has not seen all packets")
        testpmd.wait_stats(1, "TX-packets", len(witness.sent))
        tell.step("Look at the counters of both ports")
        tell.type(testpmd, "show port stats all", r"NIC statistics for port 1", show=("NIC statistics", "-packets"))
        leave(tell, testpmd)

    tell.step("Proof: compare the capture with what the witness saw leaving the sending end")
    witness.close()
    if [f for f in witness.sent if f in set(flow.frames)] != flow.frames:
        raise Failed("The witness did not see exactly the UDP packets that were sent.")
    prove(tell, "sent into the cable (%d pings, %d UDP)" % (len(witness.sent) - len(flow.frames), len(flow.frames)),
          witness.sent, capture)
    cable.remove()


def with_files(tell, where):
    """What needs no root: the packets come from a capture file instead of a cable."""
    source, capture = os.path.join(where, "source.pcap"), os.path.join(where, "capture.pcap")
    unused = os.path.join(where, "unused.pcap")
    sent = frames.burst(BURST)
    tell.step("Write %d UDP packets of many sizes into a capture file" % len(sent))
    frames.write_capture(source, sent)

    tell.step("Start testpmd, the program that moves packets between ports")
    with Testpmd(app=("-i", "--no-flush-rx")) as testpmd:
        tell.say("It runs without a single port and without huge pages.")
        tell.step("Attach two ports to the running program")
        tell.type(testpmd, "port attach net_pcap0,rx_pcap=%s,tx_pcap=%s" % (source, unused), r"Port 0 is attached")
        tell.type(testpmd, "port attach net_pcap1,tx_pcap=" + capture, r"Port 1 is attached")
        tell.step("Start forwarding from one to the other")
        tell.type(testpmd, "port start all", r"Done")
        tell.type(testpmd, "set fwd io", r"Set io packet forwarding mode")
        tell.type(testpmd, "start", show=("RX P=",))
        tell.step("Let a third port come and go meanwhile")
        for devargs in ("net_null0", "net_ring0"):
            visit(tell, testpmd, devargs)
        testpmd.wait_stats(1, "TX-packets", len(sent))
        tell.step("Look at the counters of both ports")
        tell.type(testpmd, "show port stats all", r"NIC statistics for port 1", show=("NIC statistics", "-packets"))
        leave(tell, testpmd)
    tell.step("Proof: compare the two files")
    prove(tell, "in the source", sent, capture)


def main():
    trouble = wire.missing()
    if not trouble:
        wire.enter_namespace()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell in the background has switched it off
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    tell = Teller()
    print("== The main job: ports come and go while packets flow", flush=True)
    if trouble:
        print("Not shown here, because %s: the cable (a veth pair) and the net_af_packet port.\n"
              "Shown instead: the same job between capture files, with null and ring ports." % trouble, flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="replug-demo-") as where:
            (with_files if trouble else with_cable)(tell, where)
    except KeyboardInterrupt:
        print("\nStopped; everything that was made is gone again.")
        return 130
    except (Failed, Late, AssertionError, RuntimeError) as e:
        print("\nThe demo FAILED: %s" % e)
        return 1
    print("\nAll is as it should be. To try testpmd yourself (type help, leave with quit):")
    print("%s -- -i" % os.path.relpath(binary()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
