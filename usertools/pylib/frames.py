# SPDX-License-Identifier: BSD-3-Clause
"""Ethernet frames with known bytes, and capture files: written and read without any capture library."""

import struct

MAGIC_US = 0xA1B2C3D4
MAGIC_NS = 0xA1B23C4D
# Payload bytes of a UDP burst: nothing at all, the odd ones, around the sizes where buffers end, the largest that fits.
SIZES = (0, 1, 2, 17, 18, 46, 63, 64, 65, 127, 128, 255, 256, 511, 512, 1000, 1023, 1024, 1400, 1471, 1472)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def mac(text):
    return bytes(int(x, 16) for x in text.split(":"))


def udp(size, number, src="02:00:00:00:00:01", dst="02:00:00:00:00:02", vlan=None):
    """One UDP datagram in an Ethernet frame: `size` payload bytes that tell frame `number` from all others."""
    src_ip, dst_ip = bytes((10, 99, 0, 1)), bytes((10, 99, 0, 2))
    pattern = struct.pack("!I", number) + bytes((number + i) & 0xFF for i in range(252))
    payload = (pattern * (size // 256 + 1))[:size]
    datagram = struct.pack("!HHHH", 40000 + number % 20000, 9, 8 + size, 0) + payload
    pseudo = src_ip + dst_ip + struct.pack("!BBH", 0, 17, len(datagram))
    datagram = datagram[:6] + struct.pack("!H", checksum(pseudo + datagram) or 0xFFFF) + datagram[8:]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(datagram), number & 0xFFFF, 0x4000, 64, 17, 0, src_ip, dst_ip)
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    tag = b"" if vlan is None else struct.pack("!HH", 0x8100, vlan)
    return mac(dst) + mac(src) + tag + b"\x08\x00" + ip + datagram


def burst(count, first=0, **kw):
    """`count` frames going round all SIZES."""
    return [udp(SIZES[i % len(SIZES)], first + i, **kw) for i in range(count)]


def read_capture(path):
    """Frames of a capture file as bytes, in order. A record that is not complete ends the list."""
    with open(path, "rb") as f:
        data = f.read()
    if len(data) < 24:
        return []
    for order in "<>":
        if struct.unpack(order + "I", data[:4])[0] in (MAGIC_US, MAGIC_NS):
            break
    else:
        raise ValueError("%s is no capture file" % path)
    frames, at = [], 24
    while at + 16 <= len(data):
        kept, length = struct.unpack(order + "II", data[at + 8:at + 16])
        if at + 16 + kept > len(data):
            break
        if kept != length:
            raise ValueError("%s: a frame of %d bytes was cut to %d" % (path, length, kept))
        frames.append(data[at + 16:at + 16 + kept])
        at += 16 + kept
    return frames


def write_capture(path, frames):
    with open(path, "wb") as f:
        f.write(struct.pack("<IHHiIII", MAGIC_US, 2, 4, 0, 0, 65535, 1))
        for i, frame in enumerate(frames):
            f.write(struct.pack("<IIII", 1000 + i // 1000, i % 1000 * 1000, len(frame), len(frame)))
            f.write(frame)


def compare(sent, got):
    """None when both lists hold the same bytes in the same order, else one sentence with the first difference."""
    for i, (a, b) in enumerate(zip(sent, got)):
        if a != b:
            where = next((k for k, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            return "packet %d differs at byte %d (%d bytes sent, %d found)" % (i, where, len(a), len(b))
    if len(sent) != len(got):
        return "%d packets sent, %d found" % (len(sent), len(got))
    return None
