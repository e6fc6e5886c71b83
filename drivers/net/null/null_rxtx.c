/* SPDX-License-Identifier: BSD-3-Clause */
/* The null driver's bursts: packets come out of the mempool and go back into it. */
#include <rte_memcpy.h>

#include "null.h"

static __rte_always_inline uint16_t
queue_rx(struct null_queue *q, struct rte_mbuf **bufs, uint16_t n, bool copy)
{
	const __m128i head = net_mbuf_head(&q->source), lengths = net_mbuf_lengths(q->size, q->size);
	uint16_t i;

	if (n == 0)
		return 0;
	if (unlikely(net_source_take(&q->source, bufs, n) != 0)) {
		net_count(&q->tally.now.nombuf, n);
		return 0;
	}
	for (i = 0; i < n; i++) {
		net_mbuf_open(bufs[i], head, lengths);
		if (copy)
			rte_memcpy(rte_pktmbuf_mtod(bufs[i], void *), q->bytes, q->size);
	}
	net_count(&q->tally.now.packets, n);
	net_count(&q->tally.now.bytes, (uint64_t)n * q->size);
	return n;
}

uint16_t
null_rx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	return queue_rx(queue, bufs, n, false);
}

uint16_t
null_rx_copy(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	return queue_rx(queue, bufs, n, true);
}

uint16_t
null_rx_none(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(bufs);
	RTE_SET_USED(n);
	return 0;
}

uint16_t
null_tx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct null_queue *q = queue;
	uint64_t bytes = net_mbuf_free(bufs, n);

	net_count(&q->tally.now.packets, n);
	net_count(&q->tally.now.bytes, bytes);
	return n;
}

uint16_t
null_tx_copy(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct null_queue *q = queue;
	uint16_t i;

	for (i = 0; i < n; i++)
		rte_memcpy(q->bytes, rte_pktmbuf_mtod(bufs[i], void *), RTE_MIN(q->size, (uint32_t)bufs[i]->data_len));
	return null_tx(queue, bufs, n);
}
