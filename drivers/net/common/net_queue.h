/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What every software queue of this directory counts, and how it takes and gives back mbufs. Shared by the drivers; header only.
 *
 * A counter has one writer, the thread that polls the queue. Readers look at any time; a reset moves the readers' zero and
 * never writes the counter itself, so no count is lost or doubled.
 */
#ifndef NET_QUEUE_H
#define NET_QUEUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <ethdev_driver.h>
#include <rte_branch_prediction.h>
#include <rte_common.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <rte_vect.h>

struct net_counts {
	uint64_t packets;
	uint64_t bytes;
	uint64_t errors;
	uint64_t nombuf; /**< packets that were not received for want of mbufs */
};

struct net_tally {
	struct net_counts now;  /**< written by the polling thread alone */
	struct net_counts zero; /**< value of now at the last reset */
};

/** Add to a counter of net_tally.now; the polling thread alone. */
static inline void
net_count(uint64_t *counter, uint64_t n)
{
	__atomic_store_n(counter, *counter + n, __ATOMIC_RELAXED);
}

static inline uint64_t
net_counted(const uint64_t *now, const uint64_t *zero)
{
	return __atomic_load_n(now, __ATOMIC_RELAXED) - *zero;
}

static inline void
net_tally_reset(struct net_tally *t)
{
	t->zero.packets = __atomic_load_n(&t->now.packets, __ATOMIC_RELAXED);
	t->zero.bytes = __atomic_load_n(&t->now.bytes, __ATOMIC_RELAXED);
	t->zero.errors = __atomic_load_n(&t->now.errors, __ATOMIC_RELAXED);
	t->zero.nombuf = __atomic_load_n(&t->now.nombuf, __ATOMIC_RELAXED);
}

/** Add a receive queue to the port's statistics. */
static inline void
net_tally_rx(const struct net_tally *t, unsigned int q, struct rte_eth_stats *st)
{
	uint64_t packets = net_counted(&t->now.packets, &t->zero.packets);
	uint64_t bytes = net_counted(&t->now.bytes, &t->zero.bytes);
	uint64_t errors = net_counted(&t->now.errors, &t->zero.errors);

	st->ipackets += packets;
	st->ibytes += bytes;
	st->ierrors += errors;
	st->rx_nombuf += net_counted(&t->now.nombuf, &t->zero.nombuf);
	if (q < RTE_ETHDEV_QUEUE_STAT_CNTRS) {
		st->q_ipackets[q] = packets;
		st->q_ibytes[q] = bytes;
		st->q_errors[q] = errors;
	}
}

/** Add a transmit queue to the port's statistics. (q_errors speaks of receive queues only.) */
static inline void
net_tally_tx(const struct net_tally *t, unsigned int q, struct rte_eth_stats *st)
{
	uint64_t packets = net_counted(&t->now.packets, &t->zero.packets);
	uint64_t bytes = net_counted(&t->now.bytes, &t->zero.bytes);

	st->opackets += packets;
	st->obytes += bytes;
	st->oerrors += net_counted(&t->now.errors, &t->zero.errors);
	if (q < RTE_ETHDEV_QUEUE_STAT_CNTRS) {
		st->q_opackets[q] = packets;
		st->q_obytes[q] = bytes;
	}
}

/** Where a receive queue gets its mbufs, with the first words of a fresh one ready to be stored. */
struct net_source {
	struct rte_mempool *pool;
	uint64_t rearm;    /**< data_off, refcnt, nb_segs, port */
	uint64_t ol_flags; /**< what an mbuf of this pool carries for its life */
	uint16_t room;     /**< bytes of data one mbuf takes behind the headroom */
};

static inline void
net_source_init(struct net_source *s, struct rte_mempool *pool, uint16_t port)
{
	uint16_t len = rte_pktmbuf_data_room_size(pool);
	struct rte_mbuf m;

	memset(&m, 0, sizeof(m));
	m.data_off = RTE_MIN((uint16_t)RTE_PKTMBUF_HEADROOM, len);
	rte_mbuf_refcnt_set(&m, 1);
	m.nb_segs = 1;
	m.port = port;
	memcpy(&s->rearm, &m.rearm_data, sizeof(s->rearm));
	s->ol_flags = (rte_pktmbuf_priv_flags(pool) & RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF) != 0 ? RTE_MBUF_F_EXTERNAL : 0;
	s->room = len - m.data_off;
	s->pool = pool;
}

/**
 * Take @p n mbufs, all or none. Their contents are undefined until net_mbuf_fill() or net_mbuf_open().
 * A free mbuf has refcnt 1, one segment and no next, so the second cache line need not be touched.
 */
static __rte_always_inline int
net_source_take(const struct net_source *s, struct rte_mbuf **bufs, unsigned int n)
{
	return rte_mempool_get_bulk(s->pool, (void **)bufs, n);
}

/** Give back mbufs that were taken and not opened. */
static inline void
net_source_return(const struct net_source *s, struct rte_mbuf **bufs, unsigned int n)
{
	if (n > 0)
		rte_mempool_put_bulk(s->pool, (void *const *)bufs, n);
}

/** The vector of packet_type (0), pkt_len, data_len, vlan_tci (0), rss (0). */
static __rte_always_inline __m128i
net_mbuf_lengths(uint32_t pkt_len, uint16_t data_len)
{
	return _mm_set_epi32(0, data_len, (int)pkt_len, 0);
}

/** The vector of the words of struct net_source. */
static __rte_always_inline __m128i
net_mbuf_head(const struct net_source *s)
{
	return _mm_set_epi64x((long long)s->ol_flags, (long long)s->rearm);
}

/** Make @p m a fresh one-segment packet in two stores. */
static __rte_always_inline void
net_mbuf_open(struct rte_mbuf *m, __m128i head, __m128i lengths)
{
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, ol_flags) != offsetof(struct rte_mbuf, rearm_data) + 8);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, pkt_len) != offsetof(struct rte_mbuf, rx_descriptor_fields1) + 4);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, data_len) != offsetof(struct rte_mbuf, rx_descriptor_fields1) + 8);
	_mm_store_si128((__m128i *)&m->rearm_data, head);
	_mm_store_si128((__m128i *)&m->rx_descriptor_fields1, lengths);
}

/** Copy @p len bytes to the end of a packet whose last segment is @p *last, chaining mbufs as needed.
 *  False when there are not enough; the packet is then to be freed. */
static inline bool
net_mbuf_append(const struct net_source *s, struct rte_mbuf *head, struct rte_mbuf **last, const void *data, uint32_t len)
{
	const uint8_t *from = data;

	for (;;) {
		struct rte_mbuf *seg = *last, *more;
		uint32_t part = RTE_MIN(len, (uint32_t)(s->room - seg->data_len));

		memcpy(rte_pktmbuf_mtod_offset(seg, void *, seg->data_len), from, part);
		seg->data_len += part;
		head->pkt_len += part;
		from += part;
		len -= part;
		if (len == 0)
			return true;
		if (s->room == 0 || head->nb_segs == RTE_MBUF_MAX_NB_SEGS || net_source_take(s, &more, 1) != 0)
			return false;
		net_mbuf_open(more, net_mbuf_head(s), net_mbuf_lengths(0, 0));
		seg->next = more;
		head->nb_segs++;
		*last = more;
	}
}

#define NET_MBUF_PLAIN (RTE_MBUF_F_EXTERNAL | RTE_MBUF_F_INDIRECT)

/** Free @p n packets; a burst of plain packets of one pool goes back in one piece. Returns the sum of their lengths. */
static inline uint64_t
net_mbuf_free(struct rte_mbuf **bufs, unsigned int n)
{
	/* refcnt and nb_segs are 1 in every plain packet: compare them in one load */
	const uint64_t mask = 0x0000ffffffff0000ULL, one = 0x0000000100010000ULL;
	struct rte_mempool *pool;
	uint64_t odd = 0, bytes = 0;
	unsigned int i;

	if (n == 0)
		return 0;
	pool = bufs[0]->pool;
	for (i = 0; i < n; i++) {
		struct rte_mbuf *m = bufs[i];

		odd |= (__atomic_load_n((const uint64_t *)&m->rearm_data, __ATOMIC_RELAXED) & mask) ^ one;
		odd |= m->ol_flags & NET_MBUF_PLAIN;
		odd |= (uintptr_t)m->pool ^ (uintptr_t)pool;
		bytes += m->pkt_len;
	}
	if (likely(odd == 0)) {
		rte_mempool_put_bulk(pool, (void *const *)bufs, n);
	} else {
		for (i = 0; i < n; i++)
			rte_pktmbuf_free(bufs[i]);
	}
	return bytes;
}

/** The port's link, by whether it runs. Virtual ports are 10 Gb/s full duplex. */
static inline void
net_link_set(struct rte_eth_dev *dev, bool up)
{
	struct rte_eth_link link = {
		.link_speed = RTE_ETH_SPEED_NUM_10G,
		.link_duplex = RTE_ETH_LINK_FULL_DUPLEX,
		.link_autoneg = RTE_ETH_LINK_FIXED,
		.link_status = up ? RTE_ETH_LINK_UP : RTE_ETH_LINK_DOWN,
	};

	rte_eth_linkstatus_set(dev, &link);
}

/** Say in the port's data that all its queues run or rest. */
static inline void
net_queues_mark(struct rte_eth_dev *dev, uint8_t state)
{
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++)
		dev->data->rx_queue_state[i] = state;
	for (i = 0; i < dev->data->nb_tx_queues; i++)
		dev->data->tx_queue_state[i] = state;
}

#endif
