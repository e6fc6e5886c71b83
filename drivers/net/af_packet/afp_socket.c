/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Packet sockets and their rings.
 *
 * A socket is opened with protocol 0, so nothing from other interfaces can ever enter it, gets its ring, and is bound once, when
 * the port starts. A filter that refuses everything is on it whenever the port does not run: from the bind until all
 * sockets of the port are in the fanout group, so that no packet is received twice, and while the port is stopped, so
 * that no old packet waits in a ring.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rte_malloc.h>

#include "../common/net_linger.h"
#include "af_packet.h"

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif
#ifndef PACKET_FANOUT_FLAG_UNIQUEID
#define PACKET_FANOUT_FLAG_UNIQUEID 0x2000
#endif

/* --- Sockets --------------------------------------------------------------------------------------------------------- */

static int
socket_refuse(int fd, bool on)
{
	struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog program = {.len = 1, .filter = &nothing};
	int unused = 0;

	if (on)
		return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) != 0 ? -errno : 0;
	return setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof(unused)) != 0 ? -errno : 0;
}

/** Bind to the interface; protocol 0 receives nothing but can send. */
static int
socket_bind(int fd, uint32_t ifindex, uint16_t protocol)
{
	struct sockaddr_ll a = {.sll_family = AF_PACKET, .sll_protocol = htons(protocol), .sll_ifindex = (int)ifindex};

	return bind(fd, (const struct sockaddr *)&a, sizeof(a)) != 0 ? -errno : 0;
}

/** Let a whole ring of packets be under way. Best effort. */
static void
socket_enlarge(int fd, const struct afp_options *opt)
{
	int bytes = (int)RTE_MIN((uint64_t)opt->framesz * opt->framecnt, (uint64_t)INT32_MAX / 4);

	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof(bytes)) != 0)
		setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
}

static int
socket_open(const struct afp_port *port, int *out, char *why)
{
	int on = 1, version = TPACKET_V2, bypass = port->opt.qdisc_bypass, ret = 0;
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	const char *step = "socket";

	if (fd < 0) {
		ret = -errno;
	} else if (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) != 0) {
		step = "PACKET_VERSION";
		ret = -errno;
	} else if (bypass && setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof(on)) != 0) {
		step = "PACKET_QDISC_BYPASS";
		ret = -errno;
	} else if ((ret = socket_refuse(fd, true)) != 0) {
		step = "SO_ATTACH_FILTER";
	} else if ((ret = socket_bind(fd, port->ifindex, 0)) != 0) {
		step = "bind";
	}
	if (ret != 0) {
		snprintf(why, AFP_WHY_MAX, "interface %s: packet socket: %s: %s", port->opt.iface, step, strerror(-ret));
		if (fd >= 0)
			close(fd);
		return ret;
	}
	/* since Linux 4.20; before, the receive burst throws them out */
	setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof(on));
	socket_enlarge(fd, &port->opt);
	*out = fd;
	return 0;
}

int
afp_sockets_open(struct afp_port *port, char *why)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < port->opt.qpairs && ret == 0; i++)
		ret = socket_open(port, &port->fd[i], why);
	if (ret != 0)
		afp_sockets_close(port);
	return ret;
}

static void
ring_free(struct afp_rxq *q)
{
	if (q->map != NULL)
		munmap(q->map, q->map_len);
	rte_free(q->frame);
	q->map = NULL;
	q->frame = NULL;
}

void
afp_sockets_close(struct afp_port *port)
{
	unsigned int i;

	if (port->fd == NULL)
		return;
	for (i = 0; port->rxq != NULL && i < port->opt.qpairs; i++)
		ring_free(&port->rxq[i]);
	net_linger_begin(port->fd, port->opt.qpairs);
	for (i = 0; i < port->opt.qpairs; i++) {
		if (port->fd[i] >= 0)
			close(port->fd[i]);
		port->fd[i] = -1;
	}
	net_linger_end();
}

/* --- Rings ----------------------------------------------------------------------------------------------------------- */

/** Where each frame is: a block may end with a rest that no frame fits in. */
static void
ring_lay_out(struct afp_rxq *q, const struct afp_options *opt)
{
	uint32_t per_block = opt->blocksz / opt->framesz, i;

	for (i = 0; i < q->nb_frames; i++) {
		uint8_t *block = q->map + (size_t)(i / per_block) * opt->blocksz;

		q->frame[i] = (struct tpacket2_hdr *)(block + (size_t)(i % per_block) * opt->framesz);
	}
}

int
afp_ring_create(struct afp_rxq *q, char *why)
{
	const struct afp_options *opt = &q->port->opt;
	int fd = q->port->fd[q->id], err;
	struct tpacket_req req = {
		.tp_block_size = opt->blocksz,
		.tp_block_nr = opt->framecnt / (opt->blocksz / opt->framesz),
		.tp_frame_size = opt->framesz,
		.tp_frame_nr = opt->framecnt,
	};
	struct tpacket_req none = {0};

	if (q->frame != NULL)
		return 0;
	q->map_len = (size_t)req.tp_block_size * req.tp_block_nr;
	if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &req, sizeof(req)) != 0) {
		err = errno;
		snprintf(why, AFP_WHY_MAX, "receive ring of %zu bytes: %s", q->map_len, strerror(err));
		return -err;
	}
	q->map = mmap(NULL, q->map_len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
	if (q->map == MAP_FAILED) {
		err = errno;
		q->map = NULL;
		snprintf(why, AFP_WHY_MAX, "receive ring: cannot be mapped: %s", strerror(err));
		goto fail;
	}
	q->frame = rte_malloc("afp_frames", req.tp_frame_nr * sizeof(q->frame[0]), 0);
	if (q->frame == NULL) {
		err = ENOMEM;
		munmap(q->map, q->map_len);
		q->map = NULL;
		snprintf(why, AFP_WHY_MAX, "receive ring: no memory for %u frames", req.tp_frame_nr);
		goto fail;
	}
	q->nb_frames = req.tp_frame_nr;
	q->next = 0;
	ring_lay_out(q, opt);
	return 0;
fail:
	setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &none, sizeof(none));
	return -err;
}

/** A frame that the kernel must not use, though nothing is in it: any status but TP_STATUS_KERNEL keeps it away. */
#define FRAME_HELD (1U << 30)

static void
frames_swap(struct afp_rxq *q, uint32_t from, uint32_t to)
{
	uint32_t i;

	for (i = 0; q->frame != NULL && i < q->nb_frames; i++) {
		uint32_t status = from;

		__atomic_compare_exchange_n(&q->frame[i]->tp_status, &status, to, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
	}
}

/** Give all that was received back unread. */
static void
ring_flush(struct afp_rxq *q)
{
	uint32_t i;

	for (i = 0; i < q->nb_frames; i++) {
		struct tpacket2_hdr *h = q->frame[q->next];

		if ((__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) == 0)
			break;
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		q->next = q->next + 1 == q->nb_frames ? 0 : q->next + 1;
	}
}

/* --- Receiving ------------------------------------------------------------------------------------------------------- */

/** The group's number, from a pair that is in it; 0 with *found false when there is none. */
static uint16_t
fanout_id(const struct afp_port *port, bool *found)
{
	unsigned int i, value = 0;
	socklen_t len = sizeof(value);

	*found = false;
	for (i = 0; i < port->opt.qpairs && !*found; i++)
		*found = port->rxq[i].joined && getsockopt(port->fd[i], SOL_PACKET, PACKET_FANOUT, &value, &len) == 0;
	return *found ? (uint16_t)value : 0;
}

/** Enter the port's fanout group, or found it under a number that nobody uses. */
static int
fanout_join(struct afp_rxq *q)
{
	const struct afp_port *port = q->port;
	int fd = port->fd[q->id];
	uint32_t value;
	bool found;

	value = fanout_id(port, &found) | (uint32_t)port->opt.fanout << 16;
	if (!found)
		value |= (uint32_t)PACKET_FANOUT_FLAG_UNIQUEID << 16;
	if (setsockopt(fd, SOL_PACKET, PACKET_FANOUT, &value, sizeof(value)) != 0) {
		if (found || errno != EINVAL)
			return -errno;
		/* before Linux 4.12 groups have no numbers of their own: take one that others hardly do */
		value = (((uint32_t)getpid() ^ port->ifindex) & 0xffff) | (uint32_t)port->opt.fanout << 16;
		if (setsockopt(fd, SOL_PACKET, PACKET_FANOUT, &value, sizeof(value)) != 0)
			return -errno;
	}
	q->joined = true;
	return 0;
}

int
afp_receive_start(struct afp_port *port, unsigned int n, char *why)
{
	const char *step = "bind";
	unsigned int i;
	int ret = 0;

	for (i = 0; i < n && ret == 0; i++) {
		struct afp_rxq *q = &port->rxq[i];

		if (!q->bound) {
			ret = socket_bind(port->fd[i], port->ifindex, ETH_P_ALL);
			q->bound = ret == 0;
		}
		if (ret == 0 && n > 1 && !q->joined) {
			step = "PACKET_FANOUT";
			ret = fanout_join(q);
		}
	}
	/* a pair that was in use once stays in the group: without a free frame the group rolls over to the others */
	for (; i < port->opt.qpairs && ret == 0; i++)
		frames_swap(&port->rxq[i], TP_STATUS_KERNEL, FRAME_HELD);
	for (i = 0; i < n && ret == 0; i++) {
		step = "SO_DETACH_FILTER";
		frames_swap(&port->rxq[i], FRAME_HELD, TP_STATUS_KERNEL);
		ring_flush(&port->rxq[i]);
		ret = socket_refuse(port->fd[i], false);
		if (ret == -ENOENT)
			ret = 0;
	}
	if (ret != 0) {
		snprintf(why, AFP_WHY_MAX, "interface %s: %s: %s", port->opt.iface, step, strerror(-ret));
		afp_receive_stop(port);
	}
	return ret;
}

void
afp_receive_stop(struct afp_port *port)
{
	unsigned int i;

	for (i = 0; i < port->opt.qpairs; i++) {
		if (port->fd[i] >= 0)
			socket_refuse(port->fd[i], true);
	}
}

void
afp_missed_collect(struct afp_rxq *q)
{
	struct tpacket_stats st;
	socklen_t len = sizeof(st);

	/* reading sets them to 0 */
	if (getsockopt(q->port->fd[q->id], SOL_PACKET, PACKET_STATISTICS, &st, &len) == 0)
		q->missed += st.tp_drops;
}
