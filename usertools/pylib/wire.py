# SPDX-License-Identifier: BSD-3-Clause
"""A cable made of software: a veth pair in a network namespace of its own, a sender and an independent witness.

The namespace has no name, so it and everything in it is gone when its last process ends, however that ends.
"""

import os
import socket
import struct
import subprocess
import sys
import threading

ETH_P_ALL = 3
PACKET_OUTGOING = 4
SO_RCVBUFFORCE = 33
SOL_PACKET = 263
PACKET_AUXDATA = 8
AUXDATA = struct.Struct("=IIIHHHH")
TP_STATUS_VLAN_VALID = 0x10
INSIDE = "REPLUG_INSIDE_NETNS"
QUIET_KNOBS = ("disable_ipv6", "accept_ra")


def is_root():
    return os.geteuid() == 0


def missing():
    """Why no virtual cable can be made here, or None."""
    if not is_root():
        return "making network interfaces needs root"
    if os.environ.get(INSIDE):
        return None
    probe = subprocess.run(["unshare", "-n", "ip", "link", "add", "name", "probe0", "type", "veth", "peer", "name", "probe1"],
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if probe.returncode:
        return "no network namespace with a veth pair can be made here: " + probe.stdout.strip()
    return None


def enter_namespace():
    """Run this very program again inside a fresh network namespace. Returns only when already inside."""
    if os.environ.get(INSIDE):
        return
    os.environ[INSIDE] = "1"
    sys.stdout.flush()
    os.execvp("unshare", ["unshare", "-n", sys.executable] + sys.argv)


def ip(*words):
    done = subprocess.run(("ip",) + words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    if done.returncode:
        raise RuntimeError("ip %s: %s" % (" ".join(words), done.stdout.strip()))
    return done.stdout


def _silence():
    """No chatter of IPv6 on interfaces made from now on (where /proc may be written)."""
    for knob in QUIET_KNOBS:
        try:
            with open("/proc/sys/net/ipv6/conf/default/" + knob, "w") as f:
                f.write("1" if knob == "disable_ipv6" else "0")
        except OSError:
            pass


class Cable:
    """A veth pair. `outer` is where traffic is sent in, `inner` the end that is given to the program under test."""

    def __init__(self, outer="wire0", inner="wire1", outer_mac="02:00:00:00:00:01", inner_mac="02:00:00:00:00:02"):
        self.outer, self.inner = outer, inner
        self.outer_mac, self.inner_mac = outer_mac, inner_mac
        _silence()
        ip("link", "add", "name", outer, "address", outer_mac, "type", "veth",
           "peer", "name", inner, "address", inner_mac)
        for end in (outer, inner):
            subprocess.run(["ip", "link", "set", end, "addrgenmode", "none"], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False)
            ip("link", "set", end, "up")

    def address(self, cidr="10.99.0.1/24", neighbour="10.99.0.2", neighbour_mac="02:00:00:00:00:99"):
        """Give the outer end an address and one neighbour that nobody has to be asked about."""
        ip("addr", "add", cidr, "dev", self.outer)
        ip("neigh", "add", neighbour, "dev", self.outer, "lladdr", neighbour_mac, "nud", "permanent")

    def remove(self):
        """Harmless when it is gone already."""
        subprocess.run(["ip", "link", "del", self.outer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


class Sender:
    """Puts frames on an interface exactly as they are."""

    def __init__(self, interface):
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        self.sock.bind((interface, 0))

    def send(self, frames):
        for frame in frames:
            self.sock.send(frame)

    def close(self):
        self.sock.close()


class Witness:
    """Notes every frame that leaves or enters an interface, independently of sender and program under test."""

    def __init__(self, interface):
        self.sent, self.received = [], []
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20)
        self.sock.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        self.sock.bind((interface, ETH_P_ALL))
        self.sock.settimeout(0.05)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self):
        while True:
            try:
                frame, extra, _, address = self.sock.recvmsg(65536, 256)
            except socket.timeout:
                if self.over.is_set():
                    return
                continue
            except OSError:
                return
            frame = self._whole(frame, extra)
            (self.sent if address[2] == PACKET_OUTGOING else self.received).append(frame)

    @staticmethod
    def _whole(frame, extra):
        """The kernel hands over a VLAN tag beside the frame: put it back."""
        for level, kind, data in extra:
            if level == SOL_PACKET and kind == PACKET_AUXDATA and len(data) >= AUXDATA.size:
                status, _, _, _, _, tci, tpid = AUXDATA.unpack_from(data)
                if status & TP_STATUS_VLAN_VALID:
                    return frame[:12] + struct.pack("!HH", tpid or 0x8100, tci) + frame[12:]
        return frame

    def close(self):
        """Take in what is still queued, then stop."""
        self.over.set()
        self.thread.join()
        self.sock.close()


def one_cpu():
    """Keep this thread (and its children) on one processor: frames sent from one processor stay in order."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
