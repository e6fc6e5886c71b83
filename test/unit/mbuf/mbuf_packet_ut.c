/* SPDX-License-Identifier: BSD-3-Clause */
/* Packets of segments, byte by byte: growing, shrinking, joining, copying, reading, flattening. */
#include <rte_mbuf.h>

#include "test/unit/ring/packet_ut.h"

#define N 255
#define ROOM 200
#define TAIL (ROOM - RTE_PKTMBUF_HEADROOM)

static struct rte_mempool *mp, *big;

static int
start(void)
{
	if (runtime_start() < 0)
		return -1;
	mp = rte_pktmbuf_pool_create("packet", N, 0, 0, ROOM, SOCKET_ID_ANY);
	big = rte_pktmbuf_pool_create("big", N, 0, 0, 4096, SOCKET_ID_ANY);
	return mp == NULL || big == NULL ? -1 : 0;
}

static void
stop(void)
{
	rte_mempool_free(mp);
	rte_mempool_free(big);
	runtime_stop();
}

static uint8_t
pattern(uint32_t i)
{
	return i * 13 + i / 256 + 1;
}

/* A packet of the pattern whose segments have the given lengths, up to a negative one. */
static struct rte_mbuf *
packet(struct rte_mempool *pool, const int *lens)
{
	struct rte_mbuf *head = NULL;
	uint32_t at = 0;

	for (; *lens >= 0; lens++) {
		struct rte_mbuf *m = rte_pktmbuf_alloc(pool);
		uint8_t *p = (uint8_t *)rte_pktmbuf_append(m, *lens);

		UT_NOT_NULL_FATAL(p);
		for (int i = 0; i < *lens; i++)
			p[i] = pattern(at++);
		if (head == NULL)
			head = m;
		else
			UT_EQ(rte_pktmbuf_chain(head, m), 0);
	}
	return head;
}

/* Is m a sound packet of len bytes of the pattern from byte first on? */
static bool
is_pattern(const struct rte_mbuf *m, uint32_t first, uint32_t len)
{
	const char *reason;
	uint32_t at = 0;

	if (rte_mbuf_check(m, 1, &reason) < 0 || m->pkt_len != len)
		return false;
	for (; m != NULL; m = m->next) {
		for (uint16_t i = 0; i < m->data_len; i++) {
			if (*rte_pktmbuf_mtod_offset(m, uint8_t *, i) != pattern(first + at++))
				return false;
		}
	}
	return at == len;
}

static void
grow_and_shrink(void)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(mp);
	char *p;

	UT_TRUE(rte_pktmbuf_append(m, TAIL + 1) == NULL);
	p = rte_pktmbuf_append(m, TAIL);
	UT_PTR_EQ(p, (char *)m->buf_addr + RTE_PKTMBUF_HEADROOM);
	UT_EQ(rte_pktmbuf_tailroom(m), 0);
	UT_TRUE(rte_pktmbuf_append(m, 1) == NULL);
	UT_PTR_EQ(rte_pktmbuf_append(m, 0), p + TAIL);

	UT_TRUE(rte_pktmbuf_prepend(m, RTE_PKTMBUF_HEADROOM + 1) == NULL);
	UT_PTR_EQ(rte_pktmbuf_prepend(m, RTE_PKTMBUF_HEADROOM), m->buf_addr);
	UT_EQ(m->pkt_len, ROOM);
	UT_EQ(m->data_len, ROOM);
	UT_EQ(rte_pktmbuf_headroom(m), 0);

	UT_TRUE(rte_pktmbuf_adj(m, ROOM + 1) == NULL);
	UT_PTR_EQ(rte_pktmbuf_adj(m, 10), (char *)m->buf_addr + 10);
	UT_EQ(rte_pktmbuf_trim(m, ROOM), -1);
	UT_EQ(rte_pktmbuf_trim(m, ROOM - 10), 0);
	UT_EQ(m->pkt_len, 0);
	UT_EQ(m->data_len, 0);
	rte_pktmbuf_free(m);
}

static void
grow_and_shrink_chains(void)
{
	struct rte_mbuf *m = packet(mp, (int[]){20, 30, 40, -1});

	UT_EQ(m->nb_segs, 3);
	UT_TRUE(is_pattern(m, 0, 90));
	UT_EQ(rte_pktmbuf_is_contiguous(m), 0);
	UT_PTR_EQ(rte_pktmbuf_lastseg(m), m->next->next);
	/* the front is in the first segment, the end in the last */
	UT_TRUE(rte_pktmbuf_adj(m, 21) == NULL);
	UT_NOT_NULL(rte_pktmbuf_adj(m, 5));
	UT_EQ(rte_pktmbuf_trim(m, 41), -1);
	UT_EQ(rte_pktmbuf_trim(m, 7), 0);
	UT_TRUE(is_pattern(m, 5, 78));
	*rte_pktmbuf_append(m, 1) = pattern(83);
	*rte_pktmbuf_prepend(m, 1) = pattern(4);
	UT_TRUE(is_pattern(m, 4, 80));
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_full(mp), 1);
}

static void
chains_have_an_end(void)
{
	struct rte_mbuf *a = packet(mp, (int[]){10, -1}), *b = packet(mp, (int[]){10, 5, -1});

	a->nb_segs = RTE_MBUF_MAX_NB_SEGS - 1;
	UT_EQ(rte_pktmbuf_chain(a, b), -EOVERFLOW);
	UT_TRUE(a->next == NULL);
	UT_EQ(a->pkt_len, 10);
	a->nb_segs = 1;
	UT_EQ(rte_pktmbuf_chain(a, b), 0);
	UT_EQ(a->nb_segs, 3);
	UT_EQ(a->pkt_len, 25);
	UT_EQ(b->pkt_len, 10);
	rte_pktmbuf_free(a);
}

static void
read_anywhere(void)
{
	struct rte_mbuf *m = packet(mp, (int[]){7, 0, 30, 1, 60, -1});
	unsigned int bad = 0;
	uint8_t buf[100];

	for (uint32_t off = 0; off <= 99; off++) {
		for (uint32_t len = 0; len <= 99; len++) {
			const uint8_t *p;

			memset(buf, 0, sizeof(buf));
			p = rte_pktmbuf_read(m, off, len, buf);
			if (off + len > 98) {
				bad += p != NULL;
				continue;
			}
			if (p == NULL) {
				bad++;
				continue;
			}
			for (uint32_t i = 0; i < len; i++)
				bad += p[i] != pattern(off + i);
			/* what is in one piece is not copied */
			if (len > 0 && (off + len <= 7 || (off >= 7 && off + len <= 37) || off >= 38))
				bad += p == buf;
		}
	}
	UT_EQ(bad, 0);
	UT_TRUE(rte_pktmbuf_read(m, 1, UINT32_MAX, buf) == NULL);
	UT_TRUE(rte_pktmbuf_read(m, UINT32_MAX, 1, buf) == NULL);
	rte_pktmbuf_free(m);
}

static void
flatten(void)
{
	struct rte_mbuf *m = packet(mp, (int[]){20, 30, 0, 10, -1}), *one = packet(mp, (int[]){20, -1});
	struct rte_mbuf *full = packet(mp, (int[]){TAIL - 9, 10, -1});

	UT_EQ(rte_pktmbuf_linearize(m), 0);
	UT_EQ(m->nb_segs, 1);
	UT_TRUE(m->next == NULL);
	UT_TRUE(is_pattern(m, 0, 60));
	UT_EQ(rte_pktmbuf_linearize(one), 0);
	UT_TRUE(is_pattern(one, 0, 20));
	UT_EQ(rte_pktmbuf_linearize(full), -1);
	UT_EQ(full->nb_segs, 2);
	UT_TRUE(is_pattern(full, 0, TAIL + 1));
	rte_pktmbuf_free(m);
	rte_pktmbuf_free(one);
	rte_pktmbuf_free(full);
	UT_EQ(rte_mempool_full(mp), 1);
}

static void
copy_every_part(void)
{
	struct rte_mbuf *m = packet(mp, (int[]){50, 0, 3, 60, 40, -1});
	unsigned int bad = 0;

	for (uint32_t off = 0; off < 153; off += 3) {
		for (uint32_t len = 1; len < 160; len += 5) {
			struct rte_mbuf *small = rte_pktmbuf_copy(m, mp, off, len), *flat = rte_pktmbuf_copy(m, big, off, len);
			uint32_t want = RTE_MIN(len, 153 - off);

			if (small == NULL || flat == NULL) {
				bad++;
				continue;
			}
			bad += !is_pattern(small, off, want) || small->nb_segs != (want + TAIL - 1) / TAIL;
			bad += !is_pattern(flat, off, want) || flat->nb_segs != 1 || !RTE_MBUF_DIRECT(flat);
			rte_pktmbuf_free(small);
			rte_pktmbuf_free(flat);
		}
	}
	UT_EQ(bad, 0);
	UT_TRUE(rte_pktmbuf_copy(m, mp, 153, 1) == NULL);
	UT_TRUE(rte_pktmbuf_copy(m, mp, UINT32_MAX, 1) == NULL);
	UT_TRUE(is_pattern(m, 0, 153));
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_full(big), 1);
}

static void
copy_takes_the_metadata(void)
{
	struct rte_mbuf *m = packet(mp, (int[]){10, 10, -1}), *clone, *copy;

	m->port = 3;
	m->ol_flags = RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_RX_RSS_HASH;
	m->vlan_tci = 77;
	m->vlan_tci_outer = 78;
	m->hash.rss = 0xdeadbeef;
	m->packet_type = RTE_PTYPE_L2_ETHER_ARP;
	m->tx_offload = 0x123456789abcdef;
	for (unsigned int i = 0; i < RTE_DIM(m->dynfield1); i++)
		m->dynfield1[i] = i + 5;
	clone = rte_pktmbuf_clone(m, mp);
	copy = rte_pktmbuf_copy(clone, mp, 0, UINT32_MAX);
	UT_NOT_NULL_FATAL(copy);
	UT_EQ(copy->port, 3);
	UT_EQ(copy->ol_flags, RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_RX_RSS_HASH);
	UT_EQ(copy->vlan_tci, 77);
	UT_EQ(copy->vlan_tci_outer, 78);
	UT_EQ(copy->hash.rss, 0xdeadbeef);
	UT_EQ(copy->packet_type, RTE_PTYPE_L2_ETHER_ARP);
	UT_EQ(copy->tx_offload, 0x123456789abcdef);
	UT_EQ(memcmp(copy->dynfield1, m->dynfield1, sizeof(m->dynfield1)), 0);
	UT_TRUE(is_pattern(copy, 0, 20));
	rte_pktmbuf_free(m);
	rte_pktmbuf_free(clone);
	UT_TRUE(is_pattern(copy, 0, 20));
	rte_pktmbuf_free(copy);
	UT_EQ(rte_mempool_full(mp), 1);
}

/* When the pool runs out in the middle, what was taken goes back. */
static void
copies_and_clones_that_fail(void)
{
	struct rte_mbuf *m = packet(big, (int[]){300, 300, -1}), *hold[N];
	unsigned int n = 0;

	UT_EQ(rte_pktmbuf_alloc_bulk(mp, hold, N - 1), 0);
	n = N - 1;
	UT_TRUE(rte_pktmbuf_copy(m, mp, 0, UINT32_MAX) == NULL);
	UT_EQ(rte_mempool_avail_count(mp), 1);
	UT_TRUE(rte_pktmbuf_clone(m, mp) == NULL);
	UT_EQ(rte_mempool_avail_count(mp), 1);
	UT_EQ(rte_mbuf_refcnt_read(m), 1);
	UT_EQ(rte_mbuf_refcnt_read(m->next), 1);
	UT_EQ(rte_pktmbuf_alloc_bulk(mp, hold + n, 1), 0);
	UT_TRUE(rte_pktmbuf_copy(m, mp, 0, 10) == NULL);
	UT_TRUE(rte_pktmbuf_clone(m, mp) == NULL);
	UT_TRUE(is_pattern(m, 0, 600));
	rte_pktmbuf_free_bulk(hold, N);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_full(big), 1);
}

static void
no_room_to_copy_to(void)
{
	struct rte_mempool *none = rte_pktmbuf_pool_create("no room", 15, 0, 0, RTE_PKTMBUF_HEADROOM, SOCKET_ID_ANY);
	struct rte_mbuf *m = packet(mp, (int[]){10, -1});

	UT_NOT_NULL_FATAL(none);
	UT_TRUE(rte_pktmbuf_copy(m, none, 0, 10) == NULL);
	UT_EQ(rte_mempool_full(none), 1);
	rte_pktmbuf_free(m);
	rte_mempool_free(none);
}

UT_MAIN_FIXTURE("mbuf_packet", start, stop,
	{"one segment grows and shrinks at both ends", grow_and_shrink},
	{"a chain grows and shrinks at both ends", grow_and_shrink_chains},
	{"chains are joined up to a limit", chains_have_an_end},
	{"any part is read, in place or copied", read_anywhere},
	{"a chain is flattened if there is room", flatten},
	{"any part is copied", copy_every_part},
	{"a copy has the metadata, and no tie to the original", copy_takes_the_metadata},
	{"copies and clones that fail take nothing", copies_and_clones_that_fail},
	{"a pool without room for data", no_room_to_copy_to})
