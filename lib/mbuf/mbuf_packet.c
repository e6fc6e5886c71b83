/* SPDX-License-Identifier: BSD-3-Clause */
/* Work on whole packets that is not inline: copying, cloning, joining segments, freeing many. */
#include <stdint.h>
#include <string.h>

#include <rte_common.h>

#include "rte_mbuf.h"

/* Packets gathered before they go to their pool together. */
#define FREE_BATCH 64

struct free_batch {
	struct rte_mbuf *m[FREE_BATCH];
	unsigned int n;
};

static void
batch_flush(struct free_batch *batch)
{
	if (batch->n > 0)
		rte_mempool_put_bulk(batch->m[0]->pool, (void **)batch->m, batch->n);
	batch->n = 0;
}

void
rte_pktmbuf_free_bulk(struct rte_mbuf **mbufs, unsigned int count)
{
	struct free_batch batch = {.n = 0};

	for (unsigned int i = 0; i < count; i++) {
		struct rte_mbuf *m = mbufs[i], *next;

		if (m != NULL)
			__rte_mbuf_sanity_check(m, 1);
		for (; m != NULL; m = next) {
			next = m->next;
			m = rte_pktmbuf_prefree_seg(m);
			if (m == NULL)
				continue;
			if (batch.n == FREE_BATCH || (batch.n > 0 && m->pool != batch.m[0]->pool))
				batch_flush(&batch);
			batch.m[batch.n++] = m;
		}
	}
	batch_flush(&batch);
}

struct rte_mbuf *
rte_pktmbuf_clone(struct rte_mbuf *md, struct rte_mempool *mp)
{
	struct rte_mbuf *head = NULL, **link = &head, *mi;
	const uint32_t pkt_len = md->pkt_len;
	uint16_t nb_segs = 0;

	for (; md != NULL; md = md->next) {
		mi = rte_pktmbuf_alloc(mp);
		if (mi == NULL) {
			if (head != NULL)
				head->nb_segs = nb_segs;
			rte_pktmbuf_free(head);
			return NULL;
		}
		rte_pktmbuf_attach(mi, md);
		*link = mi;
		link = &mi->next;
		nb_segs++;
	}
	head->pkt_len = pkt_len;
	head->nb_segs = nb_segs;
	__rte_mbuf_sanity_check(head, 1);
	return head;
}

struct rte_mbuf *
rte_pktmbuf_copy(const struct rte_mbuf *m, struct rte_mempool *mp, uint32_t offset, uint32_t length)
{
	struct rte_mbuf *head, *last;

	__rte_mbuf_sanity_check(m, 1);
	if (unlikely(offset >= m->pkt_len && !(offset == 0 && m->pkt_len == 0)))
		return NULL;
	length = RTE_MIN(length, m->pkt_len - offset);

	head = rte_pktmbuf_alloc(mp);
	if (head == NULL)
		return NULL;
	__rte_pktmbuf_copy_hdr(head, m);
	head->ol_flags |= m->ol_flags & ~(RTE_MBUF_F_INDIRECT | RTE_MBUF_F_EXTERNAL);

	last = head;
	while (length > 0) {
		uint32_t n;

		for (; offset >= m->data_len; m = m->next)
			offset -= m->data_len;
		if (rte_pktmbuf_tailroom(last) == 0) {
			last->next = rte_pktmbuf_alloc(mp);
			if (last->next == NULL || rte_pktmbuf_tailroom(last->next) == 0) {
				head->nb_segs += last->next != NULL;
				rte_pktmbuf_free(head);
				return NULL;
			}
			last = last->next;
			head->nb_segs++;
		}
		n = RTE_MIN(length, m->data_len - offset);
		n = RTE_MIN(n, rte_pktmbuf_tailroom(last));
		memcpy(rte_pktmbuf_mtod_offset(last, char *, last->data_len), rte_pktmbuf_mtod_offset(m, char *, offset), n);
		last->data_len += n;
		head->pkt_len += n;
		offset += n;
		length -= n;
	}
	/* a segment's packet length is its data */
	for (last = head->next; last != NULL; last = last->next)
		last->pkt_len = last->data_len;
	__rte_mbuf_sanity_check(head, 1);
	return head;
}

int
__rte_pktmbuf_linearize(struct rte_mbuf *mbuf)
{
	const uint32_t rest = mbuf->pkt_len - mbuf->data_len;
	struct rte_mbuf *m, *next;

	if (unlikely(rest > rte_pktmbuf_tailroom(mbuf)))
		return -1;
	for (m = mbuf->next; m != NULL; m = next) {
		next = m->next;
		memcpy(rte_pktmbuf_mtod_offset(mbuf, char *, mbuf->data_len), rte_pktmbuf_mtod(m, char *), m->data_len);
		mbuf->data_len += m->data_len;
		rte_pktmbuf_free_seg(m);
	}
	mbuf->next = NULL;
	mbuf->nb_segs = 1;
	return 0;
}

const void *
__rte_pktmbuf_read(const struct rte_mbuf *m, uint32_t off, uint32_t len, void *buf)
{
	uint32_t done = 0, n;

	if (off > m->pkt_len || len > m->pkt_len - off)
		return NULL;
	for (; off >= m->data_len && m->next != NULL; m = m->next)
		off -= m->data_len;
	if ((uint64_t)off + len <= m->data_len)
		return rte_pktmbuf_mtod_offset(m, char *, off);
	for (; done < len; m = m->next) {
		n = RTE_MIN(m->data_len - off, len - done);
		memcpy((char *)buf + done, rte_pktmbuf_mtod_offset(m, char *, off), n);
		done += n;
		off = 0;
	}
	return buf;
}
