/* SPDX-License-Identifier: BSD-3-Clause */
/* The pcap driver's bursts. */
#include <rte_mbuf_dyn.h>
#include <rte_memcpy.h>

#include "pcapeth.h"
#include "pcapeth_reader.h"

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

/** Copy in whole pieces of PCAPETH_SLACK: reads and writes up to that much behind the end. */
static __rte_always_inline void
bytes_copy(uint8_t *to, const uint8_t *from, uint32_t len)
{
	uint32_t i;

	RTE_BUILD_BUG_ON(PCAPETH_SLACK != 2 * sizeof(__m128i));
	for (i = 0; i < len; i += PCAPETH_SLACK) {
		__m128i a = _mm_loadu_si128((const __m128i *)(from + i)), b = _mm_loadu_si128((const __m128i *)(from + i + 16));

		_mm_storeu_si128((__m128i *)(to + i), a);
		_mm_storeu_si128((__m128i *)(to + i + 16), b);
	}
}

/** One record into one mbuf. False: no mbufs for its tail; then the mbuf is only fit to be freed. */
static __rte_always_inline bool
record_copy(const struct pcapeth_rxq *q, struct rte_mbuf *m, const struct pcapeth_record *rec, __m128i head, uint32_t quick)
{
	if (unlikely(rec->len >= quick))
		return pcapeth_packet(q, m, rec->data, rec->len, rec->time);
	net_mbuf_open(m, head, net_mbuf_lengths(rec->len, (uint16_t)rec->len));
	packet_stamp(q, m, rec->time);
	bytes_copy(rte_pktmbuf_mtod(m, uint8_t *), rec->data, rec->len);
	return true;
}

/** How a piece of a burst ended. */
struct rx_end {
	bool file;    /**< at the end of the file */
	bool starved; /**< for want of mbufs */
};

/** Receive into as many of @p n mbufs as there are. Looking at headers and copying go together, so that the one hides the
 *  other's waits. */
static __rte_always_inline unsigned int
rx_piece(struct pcapeth_rxq *q, struct rte_mbuf **bufs, unsigned int n, uint64_t *bytes, struct rx_end *end,
	bool classic, bool swapped, bool nsec)
{
	struct pcapeth_reader *r = q->reader;
	/* lengths for which bytes_copy() stays within the mbuf */
	const uint32_t quick = classic && q->source.room > PCAPETH_SLACK ? q->source.room - PCAPETH_SLACK : 0;
	const __m128i head = packet_head(q);
	struct pcapeth_record rec;
	unsigned int have = n, i;

	while (have > 0 && net_source_take(&q->source, bufs, have) != 0)
		have /= 2;
	end->starved = have < n;
	for (i = 0; i < have; i++) {
		while (!(classic ? pcapeth_reader_next_classic(r, &rec, swapped, nsec) : pcapeth_reader_next_libpcap(r, &rec))) {
			if (!pcapeth_reader_fill(r)) {
				*end = (struct rx_end){.file = true};
				goto out;
			}
		}
		if (unlikely(!record_copy(q, bufs[i], &rec, head, quick))) {
			pcapeth_reader_unread(r, &rec);
			rte_pktmbuf_free(bufs[i]);
			end->starved = true;
			net_source_return(&q->source, bufs + i + 1, have - i - 1);
			return i;
		}
		*bytes += rec.len;
	}
out:
	net_source_return(&q->source, bufs + i, have - i);
	return i;
}

static unsigned int
rx_piece_any(struct pcapeth_rxq *q, struct rte_mbuf **bufs, unsigned int n, uint64_t *bytes, struct rx_end *end)
{
	const struct pcapeth_reader *r = q->reader;

	if (r->pcap != NULL)
		return rx_piece(q, bufs, n, bytes, end, false, false, false);
	if (r->swapped || r->nsec)
		return rx_piece(q, bufs, n, bytes, end, true, r->swapped, r->nsec);
	return rx_piece(q, bufs, n, bytes, end, true, false, false);
}

static uint16_t
rx_file(struct pcapeth_rxq *q, struct rte_mbuf **bufs, uint16_t n)
{
	unsigned int piece = RX_PIECE, wanted, done = 0;
	struct rx_end end = {false, false};
	uint64_t bytes = 0;

	while (done < n && !q->ended) {
		wanted = RTE_MIN(n - done, piece);
		done += rx_piece_any(q, bufs + done, wanted, &bytes, &end);
		if (unlikely(end.file)) {
			pcapeth_eof_reached(q);
		} else if (unlikely(end.starved)) {
			if (wanted == 1)
				break;
			piece = 1; /* what was taken for the packets behind it may suffice for this one */
		}
	}
	if (unlikely(end.starved))
		net_count(&q->tally.now.nombuf, 1);
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
