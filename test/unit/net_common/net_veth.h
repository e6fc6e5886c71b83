/* SPDX-License-Identifier: BSD-3-Clause */
/* A network namespace of the test's own with a pair of interfaces, utva and utvb, and plain sockets to look at them from
 * outside. */
#ifndef NET_VETH_H
#define NET_VETH_H

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ut.h"

/** Type of the frames of these tests; nothing else on the machine sends it. */
#define VETH_TYPE 0x88b5

static inline int
veth_run(const char *fmt, ...)
{
	char command[512];
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	n = (size_t)vsnprintf(command, sizeof(command), fmt, ap);
	va_end(ap);
	snprintf(command + n, sizeof(command) - n, " >/dev/null 2>&1");
	return system(command);
}

static inline int
veth_pair(void)
{
	return veth_run("ip link add utva type veth peer name utvb && { for i in utva utvb; do "
			"echo 1 >/proc/sys/net/ipv6/conf/$i/disable_ipv6; done 2>/dev/null; "
			"ip link set utva up && ip link set utvb up; }");
}

/** Before the EAL starts, so that its threads live in the namespace too. 0; -1 after ut_skip(). */
static inline int
veth_start(void)
{
	if (geteuid() != 0 || unshare(CLONE_NEWNET) != 0) {
		ut_skip("a network namespace needs root");
		return -1;
	}
	if (veth_run("ip link set lo up") != 0 || veth_pair() != 0) {
		ut_skip("no pair of veth interfaces can be made here");
		return -1;
	}
	return 0;
}

/** A socket that sees what arrives at an interface, and sends from it. */
static inline int
veth_socket(const char *iface)
{
	struct sockaddr_ll a = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(iface)};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), on = 1, size = 8 << 20;

	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof(on));
	if (bind(fd, (const struct sockaddr *)&a, sizeof(a)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/** A frame of @p len bytes: broadcast, VETH_TYPE, then first, first + 1 ... from byte 14 on. */
static inline void
veth_frame(uint8_t *out, unsigned int len, uint8_t first)
{
	static const uint8_t head[14] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, VETH_TYPE >> 8, VETH_TYPE & 0xff};
	unsigned int i;

	memcpy(out, head, len < 14 ? len : 14);
	for (i = 14; i < len; i++)
		out[i] = (uint8_t)(first + i - 14);
}

static inline bool
veth_send(int fd, unsigned int len, uint8_t first)
{
	uint8_t frame[16384];

	veth_frame(frame, len, first);
	return send(fd, frame, len, 0) == (ssize_t)len;
}

/** Next frame of the test's type that was not sent from this interface, at most two seconds from now. Its length, 0: none. */
static inline unsigned int
veth_recv(int fd, uint8_t *out, unsigned int size, int timeout_ms)
{
	struct sockaddr_ll from;
	socklen_t len = sizeof(from);
	struct pollfd p = {.fd = fd, .events = POLLIN};
	ssize_t n;

	while (poll(&p, 1, timeout_ms) == 1) {
		n = recvfrom(fd, out, size, 0, (struct sockaddr *)&from, &len);
		if (n >= 14 && from.sll_pkttype != PACKET_OUTGOING && (out[12] == VETH_TYPE >> 8 || out[12] == 0x81))
			return (unsigned int)n;
		if (n < 0)
			return 0;
	}
	return 0;
}

static inline short
veth_flags(const char *iface)
{
	struct ifreq r = {0};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	snprintf(r.ifr_name, sizeof(r.ifr_name), "%s", iface);
	if (ioctl(fd, SIOCGIFFLAGS, &r) != 0)
		r.ifr_flags = 0;
	close(fd);
	return r.ifr_flags;
}

#endif
