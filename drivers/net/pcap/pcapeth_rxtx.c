/* SPDX-License-Identifier: BSD-3-Clause */
/* The pcap driver's bursts. */
#include <rte_mbuf_dyn.h>
#include <rte_memcpy.h>

#include "pcapeth.h"

#define RX_PIECE 64

/* --- Receive --------------------------------------------------------------------------------------------------------- */

static __rte_always_inline void
packet_stamp(const struct pcapeth_rxq *q, struct rte_mbuf *m, uint64_t time)
{
	*RTE_MBUF_DYNFIELD(m, q->time_offset, rte_mbuf_timestamp_t *) = time;
}

static __rte_always_inline __m128i
packet_head(const struct pcapeth_rxq *q)
{
	return _mm_set_epi64x((long long)(q->source.ol_flags | q->time_flag), (long long)q->source.rearm);
}

bool
pcapeth_packet(const struct pcapeth_rxq *q, struct rte_mbuf *m, const uint8_t *data, uint32_t len, uint64_t time)
{
	struct rte_mbuf *last = m;

	packet_stamp(q, m, time);
	if (likely(len <= q->source.room)) {
		net_mbuf_open(m, packet_head(q), net_mbuf_lengths(len, (uint16_t)len));
		rte_memcpy(rte_pktmbuf_mtod(m, void *), data, len);
		return true;
	}
	net_mbuf_open(m, packet_head(q), net_mbuf_lengths(0, 0));
	return net_mbuf_append(&q->source, m, &last, data, len);
}

/** Receive the records that were looked at; the tally is kept by the caller. Returns how many were received. */
static unsigned int
queue_take(struct pcapeth_rxq *q, const struct pcapeth_record *recs, struct rte_mbuf **bufs, unsigned int n, uint64_t *bytes)
{
	unsigned int i;

	while (n > 0 && net_source_take(&q->source, bufs, n) != 0)
		n /= 2;
	for (i = 0; i < n; i++) {
		if (unlikely(!pcapeth_packet(q, bufs[i], recs[i].data, recs[i].len, recs[i].time))) {
			rte_pktmbuf_free(bufs[i]);
			net_source_return(&q->source, bufs + i + 1, n - i - 1);
			break;
		}
		*bytes += recs[i].len;
	}
	return i;
}

static uint16_t
rx_file(struct pcapeth_rxq *q, struct rte_mbuf **bufs, uint16_t n)
{
	struct pcapeth_record recs[RX_PIECE];
	unsigned int piece = RX_PIECE, seen, got, done = 0;
	uint64_t bytes = 0;

	while (done < n) {
		seen = pcapeth_reader_peek(q->reader, recs, RTE_MIN(n - done, piece));
		if (seen == 0) {
			if (unlikely(!q->ended))
				pcapeth_eof_reached(q);
			break;
		}
		got = queue_take(q, recs, bufs + done, seen, &bytes);
		pcapeth_reader_skip(q->reader, got);
		done += got;
		if (unlikely(got < seen)) {
			if (seen == 1) {
				net_count(&q->tally.now.nombuf, 1);
				break;
			}
			piece = 1; /* what was taken for the packets behind it may suffice for this one */
		}
	}
	net_count(&q->tally.now.packets, done);
	net_count(&q->tally.now.bytes, bytes);
	return (uint16_t)done;
}

static uint16_t
rx_loop(struct pcapeth_rxq *q, struct rte_mbuf **bufs, uint16_t n)
{
	struct pcapeth_loop *loop = &q->loop;
	uint64_t bytes = 0;
	uint16_t i;

	while (n > 0 && net_source_take(&q->source, bufs, n) != 0)
		n /= 2;
	for (i = 0; i < n; i++) {
		const struct rte_mbuf *from = loop->packets[loop->next];

		if (++loop->next == loop->n)
			loop->next = 0;
		pcapeth_packet(q, bufs[i], rte_pktmbuf_mtod(from, const uint8_t *), from->data_len,
			*RTE_MBUF_DYNFIELD(from, q->time_offset, const rte_mbuf_timestamp_t *));
		bytes += from->data_len;
	}
	if (unlikely(n == 0))
		net_count(&q->tally.now.nombuf, 1);
	net_count(&q->tally.now.packets, n);
	net_count(&q->tally.now.bytes, bytes);
	return n;
}

uint16_t
pcapeth_rx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct pcapeth_rxq *q = queue;

	if (unlikely(n == 0))
		return 0;
	if (q->loop.n > 0)
		return rx_loop(q, bufs, n);
	if (q->reader != NULL)
		return rx_file(q, bufs, n);
	if (q->live != NULL)
		return pcapeth_live_rx(q, bufs, n);
	return 0;
}

/* --- Transmit -------------------------------------------------------------------------------------------------------- */

static uint16_t
tx_file(struct pcapeth_txq *q, struct rte_mbuf **bufs, uint16_t n)
{
	unsigned int errors = 0, done;
	uint64_t bytes = 0;

	done = pcapeth_writer_put(q->writer, bufs, n, &bytes, &errors);
	net_mbuf_free(bufs, done);
	net_count(&q->tally.now.packets, done - errors);
	net_count(&q->tally.now.bytes, bytes);
	net_count(&q->tally.now.errors, errors);
	return (uint16_t)done;
}

static uint16_t
tx_iface(struct pcapeth_txq *q, struct rte_mbuf **bufs, uint16_t n)
{
	uint64_t bytes = 0;
	unsigned int errors = 0;
	uint16_t i;
	int ret;

	for (i = 0; i < n; i++) {
		ret = pcapeth_live_tx(q->live, bufs[i]);
		if (ret == -EMSGSIZE)
			errors++;
		else if (ret != 0)
			break; /* the sender keeps the rest */
		else
			bytes += bufs[i]->pkt_len;
	}
	net_mbuf_free(bufs, i);
	net_count(&q->tally.now.packets, i - errors);
	net_count(&q->tally.now.bytes, bytes);
	net_count(&q->tally.now.errors, errors);
	return i;
}

uint16_t
pcapeth_tx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct pcapeth_txq *q = queue;
	uint64_t bytes;

	if (q->writer != NULL)
		return tx_file(q, bufs, n);
	if (q->live != NULL)
		return tx_iface(q, bufs, n);
	if (q->to->kind != PCAPETH_NONE)
		return 0; /* stopped */
	bytes = net_mbuf_free(bufs, n);
	net_count(&q->tally.now.packets, n);
	net_count(&q->tally.now.bytes, bytes);
	return n;
}

uint16_t
pcapeth_none(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(bufs);
	RTE_SET_USED(n);
	return 0;
}
