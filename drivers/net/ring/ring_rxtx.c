/* SPDX-License-Identifier: BSD-3-Clause */
/* The ring driver's bursts. */
#include "ring.h"

uint16_t
ring_rx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct ring_queue *q = queue;
	uint16_t got = (uint16_t)rte_ring_dequeue_burst(q->ring, (void **)bufs, n, NULL);

	net_count(&q->tally.now.packets, got);
	return got;
}

uint16_t
ring_tx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct ring_queue *q = queue;
	uint16_t put = (uint16_t)rte_ring_enqueue_burst(q->ring, (void *const *)bufs, n, NULL);

	net_count(&q->tally.now.packets, put);
	return put;
}
