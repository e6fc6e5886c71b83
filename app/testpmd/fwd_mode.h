/* SPDX-License-Identifier: BSD-3-Clause */
/* Streams and modes: what a forwarding thread does with one receive queue. */
#ifndef FWD_MODE_H
#define FWD_MODE_H

#include <rte_ethdev.h>
#include <rte_mbuf.h>

#include "engine.h"
#include "settings.h"
#include "topology.h"

struct fwd_mode {
	const char *name;
	unsigned int (*run)(struct engine_item *item);
	bool receives, sends;
	bool answers; /**< packets go back where they came from, whatever the topology */
};

enum fwd_count { COUNT_RX, COUNT_TX, COUNT_DROPPED, COUNTS };

/** One receive queue and where its packets go. Constant while it is in the table, but for the counters. */
struct fwd_stream {
	struct engine_item item; /**< first member */
	struct route route;
	const struct fwd_mode *mode;
	struct rte_mempool *pool;         /**< for packets made here */
	struct rte_ether_addr source;     /**< address of the sending port */
	struct rte_ether_addr peer;       /**< who the sending port talks to */
	uint16_t segments[SEGMENTS_MAX];  /**< of packets made here, bytes */
	uint8_t nb_segments;
	uint64_t count[COUNTS];           /**< written by the serving thread only, read by all */
	uint64_t base[COUNTS];            /**< counters at the last `clear fwd stats` */
} __rte_cache_aligned;

extern const struct fwd_mode fwd_io, fwd_mac, fwd_macswap, fwd_rxonly, fwd_txonly, fwd_icmpecho;

/** The mode of the next session; the name with " with retry" if so. */
const struct fwd_mode *fwd_mode_chosen(void);
const char *fwd_retry_suffix(void);

/** Say what was received or sent (verbose). */
void fwd_packets_show(uint16_t port, uint16_t queue, struct rte_mbuf **pkts, unsigned int n, bool received);

/** Send @p n packets made for @p s on its transmit queue; the number sent. */
unsigned int fwd_txonly_burst(struct fwd_stream *s);

static inline void
stream_count(struct fwd_stream *s, enum fwd_count what, unsigned int n)
{
	__atomic_store_n(&s->count[what], s->count[what] + n, __ATOMIC_RELAXED);
}

/** What the stream counted since the last clear. */
static inline uint64_t
stream_counted(const struct fwd_stream *s, enum fwd_count what)
{
	return __atomic_load_n(&s->count[what], __ATOMIC_RELAXED) - s->base[what];
}

/** Receive up to one burst into @p pkts (BURST_MAX). */
static inline unsigned int
stream_receive(struct fwd_stream *s, struct rte_mbuf **pkts)
{
	unsigned int n = rte_eth_rx_burst(s->route.rx_port, s->route.rx_queue, pkts, SETTING_GET(burst));

	if (n == 0)
		return 0;
	stream_count(s, COUNT_RX, n);
	if (unlikely(SETTING_GET(verbose) > 0))
		fwd_packets_show(s->route.rx_port, s->route.rx_queue, pkts, n, true);
	return n;
}

/** Send @p n packets, again if so set; what nobody takes is dropped. */
void stream_send(struct fwd_stream *s, struct rte_mbuf **pkts, unsigned int n);

#endif
