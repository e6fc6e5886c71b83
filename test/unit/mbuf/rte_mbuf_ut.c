/* SPDX-License-Identifier: BSD-3-Clause */
/* Packet pools and single mbufs: creation, what a fresh mbuf is, exhaustion, freeing of many. */
#include <stdlib.h>

#include <rte_mbuf.h>

#include "test/unit/ring/packet_ut.h"

#define N 127
#define ROOM (RTE_PKTMBUF_HEADROOM + 256)

static struct rte_mempool *
pool(unsigned int cache_size, uint16_t priv_size)
{
	return rte_pktmbuf_pool_create("mbuf", N, cache_size, priv_size, ROOM, SOCKET_ID_ANY);
}

static void
check_fresh(struct rte_mempool *mp, struct rte_mbuf *m)
{
	const char *reason = NULL;

	UT_PTR_EQ(m->pool, mp);
	UT_TRUE(m->next == NULL);
	UT_EQ(m->nb_segs, 1);
	UT_EQ(rte_mbuf_refcnt_read(m), 1);
	UT_EQ(m->port, RTE_MBUF_PORT_INVALID);
	UT_EQ(m->ol_flags, 0);
	UT_EQ(m->packet_type, 0);
	UT_EQ(m->tx_offload, 0);
	UT_EQ(m->vlan_tci, 0);
	UT_EQ(m->vlan_tci_outer, 0);
	UT_EQ(rte_pktmbuf_pkt_len(m), 0);
	UT_EQ(rte_pktmbuf_data_len(m), 0);
	UT_EQ(rte_pktmbuf_headroom(m), RTE_PKTMBUF_HEADROOM);
	UT_EQ(rte_pktmbuf_tailroom(m), ROOM - RTE_PKTMBUF_HEADROOM);
	UT_EQ(m->buf_len, ROOM);
	UT_EQ(m->priv_size, rte_pktmbuf_priv_size(mp));
	UT_PTR_EQ(m->buf_addr, (char *)m + sizeof(*m) + m->priv_size);
	UT_PTR_EQ(m->buf_addr, rte_mbuf_to_baddr(m));
	UT_PTR_EQ(rte_mbuf_to_priv(m), (char *)m + sizeof(*m));
	UT_PTR_EQ(rte_pktmbuf_mtod(m, char *), rte_mbuf_data_addr_default(m));
	UT_TRUE(rte_mbuf_iova_get(m) == rte_mempool_virt2iova(m) + sizeof(*m) + m->priv_size);
	UT_TRUE(rte_pktmbuf_iova(m) == rte_mbuf_data_iova_default(m));
	UT_TRUE(rte_mbuf_data_iova(m) == rte_pktmbuf_iova_offset(m, 0));
	UT_TRUE(RTE_MBUF_DIRECT(m));
	UT_EQ(rte_mbuf_check(m, 1, &reason), 0);
}

static void
fresh_mbufs(void)
{
	for (uint16_t priv = 0; priv <= 72; priv += 24) {
		struct rte_mempool *mp = pool(16, priv);
		struct rte_mbuf *m[N];

		UT_NOT_NULL_FATAL(mp);
		UT_EQ(rte_pktmbuf_data_room_size(mp), ROOM);
		UT_EQ(rte_pktmbuf_priv_size(mp), priv);
		UT_EQ(rte_pktmbuf_priv_flags(mp), 0);
		for (unsigned int round = 0; round < 2; round++) {
			for (unsigned int i = 0; i < N; i++) {
				m[i] = rte_pktmbuf_alloc(mp);
				UT_NOT_NULL_FATAL(m[i]);
				check_fresh(mp, m[i]);
				/* spoil all that a driver or application may write */
				m[i]->ol_flags = RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_TX_IPV4;
				m[i]->port = i;
				m[i]->vlan_tci = m[i]->vlan_tci_outer = i;
				m[i]->packet_type = ~0U;
				m[i]->tx_offload = ~0ULL;
				memset(rte_pktmbuf_append(m[i], ROOM - RTE_PKTMBUF_HEADROOM), 0xff, ROOM - RTE_PKTMBUF_HEADROOM);
				memset(rte_pktmbuf_prepend(m[i], RTE_PKTMBUF_HEADROOM), 0xff, RTE_PKTMBUF_HEADROOM);
				memset(rte_mbuf_to_priv(m[i]), 0xff, priv);
			}
			UT_TRUE(rte_pktmbuf_alloc(mp) == NULL);
			UT_TRUE(rte_mbuf_raw_alloc(mp) == NULL);
			for (unsigned int i = 0; i < N; i++)
				rte_pktmbuf_free(m[i]);
			UT_EQ(rte_mempool_full(mp), 1);
		}
		rte_mempool_free(mp);
	}
}

static void
many_at_once(void)
{
	struct rte_mempool *mp = pool(16, 0);
	struct rte_mbuf *m[N];

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_pktmbuf_alloc_bulk(mp, m, N - 1), 0);
	UT_EQ(rte_pktmbuf_alloc_bulk(mp, m, 2), -ENOBUFS);
	UT_EQ(rte_pktmbuf_alloc_bulk(mp, m + N - 1, 1), 0);
	for (unsigned int i = 0; i < N; i++)
		check_fresh(mp, m[i]);
	rte_pktmbuf_free_bulk(m, N);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_free(mp);
}

/* Packets of two pools, some of several segments, some shared, some missing. */
static void
free_bulk_of_all_kinds(void)
{
	struct rte_mempool *mp = pool(0, 0), *mp2 = rte_pktmbuf_pool_create("mbuf2", N, 0, 0, ROOM, SOCKET_ID_ANY);
	struct rte_mbuf *m[100], *kept;

	UT_NOT_NULL_FATAL(mp);
	UT_NOT_NULL_FATAL(mp2);
	for (unsigned int i = 0; i < RTE_DIM(m); i++) {
		m[i] = i % 10 == 9 ? NULL : rte_pktmbuf_alloc(i % 3 == 0 ? mp : mp2);
		if (i % 4 == 1 && m[i] != NULL)
			UT_EQ(rte_pktmbuf_chain(m[i], rte_pktmbuf_alloc(i % 3 == 0 ? mp2 : mp)), 0);
	}
	kept = m[50];
	rte_mbuf_refcnt_update(kept, 1);
	rte_pktmbuf_free_bulk(m, RTE_DIM(m));
	UT_EQ(rte_mempool_in_use_count(mp) + rte_mempool_in_use_count(mp2), 1);
	UT_EQ(rte_mbuf_refcnt_read(kept), 1);
	rte_pktmbuf_free_bulk(&kept, 1);
	rte_pktmbuf_free_bulk(m, 0);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_full(mp2), 1);
	rte_mempool_free(mp);
	rte_mempool_free(mp2);
}

static void
counting_users(void)
{
	struct rte_mempool *mp = pool(0, 0);
	struct rte_mbuf *m = rte_pktmbuf_alloc(mp);

	UT_NOT_NULL_FATAL(m);
	UT_EQ(rte_mbuf_refcnt_update(m, 2), 3);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mbuf_refcnt_read(m), 2);
	UT_EQ(rte_mempool_in_use_count(mp), 1);
	UT_EQ(rte_mbuf_refcnt_update(m, -1), 1);
	UT_PTR_EQ(rte_pktmbuf_prefree_seg(m), m);
	rte_mbuf_raw_free(m);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_pktmbuf_free(NULL);

	m = rte_pktmbuf_alloc(mp);
	UT_EQ(rte_pktmbuf_chain(m, rte_pktmbuf_alloc(mp)), 0);
	rte_pktmbuf_refcnt_update(m, 1);
	UT_EQ(rte_mbuf_refcnt_read(m->next), 2);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_in_use_count(mp), 2);
	UT_NOT_NULL(m->next);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_free(mp);
}

static void
bad_requests(void)
{
	static const struct rte_pktmbuf_extmem none = {.buf_ptr = NULL, .elt_size = 2048, .buf_len = 1 << 20};
	static char memory[4096];
	const struct rte_pktmbuf_extmem small = {.buf_ptr = memory, .elt_size = 1024, .buf_len = sizeof(memory)};
	struct footprint before = footprint_now();

	UT_TRUE(pool(0, 12) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create("mbuf", 0, 0, 0, ROOM, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create("mbuf", N, 513, 0, ROOM, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_by_ops("mbuf", N, 0, 0, ROOM, SOCKET_ID_ANY, "no such handler") == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_extbuf("mbuf", N, 0, 0, 1024, SOCKET_ID_ANY, NULL, 1) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_extbuf("mbuf", N, 0, 0, 1024, SOCKET_ID_ANY, &small, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_extbuf("mbuf", N, 0, 0, 1024, SOCKET_ID_ANY, &none, 1) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_extbuf("mbuf", 5, 0, 0, 1024, SOCKET_ID_ANY, &small, 1) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_pktmbuf_pool_create_extbuf("mbuf", 4, 0, 0, 1025, SOCKET_ID_ANY, &small, 1) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_mempool_lookup("mbuf") == NULL);
	UT_SAME_FOOTPRINT(before);
}

static void
failed_allocations_leave_nothing(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp;
	unsigned int n;

	for (n = 1; n < 100; n++) {
		alloc_fail_at = n;
		alloc_failed = false;
		mp = pool(16, 0);
		if (!alloc_failed)
			break;
		if (mp == NULL)
			UT_EQ(rte_errno, ENOMEM);
		rte_mempool_free(mp);
		UT_TRUE(rte_mempool_lookup("mbuf") == NULL);
		UT_SAME_FOOTPRINT(before);
	}
	alloc_fail_at = 0;
	UT_TRUE(n > 5 && n < 20);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

/* The way pools were made before there was a call for packets. */
static void
made_by_hand(void)
{
	struct rte_pktmbuf_pool_private priv = {.mbuf_data_room_size = ROOM, .mbuf_priv_size = 16};
	struct rte_mempool *mp;
	struct rte_mbuf *m;

	mp = rte_mempool_create("hand", N, sizeof(*m) + ROOM, 0, sizeof(priv), rte_pktmbuf_pool_init, NULL, rte_pktmbuf_init,
				NULL, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_pktmbuf_data_room_size(mp), ROOM);
	m = rte_pktmbuf_alloc(mp);
	check_fresh(mp, m);
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);

	mp = rte_mempool_create("hand", N, sizeof(*m) + 16 + ROOM, 0, sizeof(priv), rte_pktmbuf_pool_init, &priv,
				rte_pktmbuf_init, NULL, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(mp);
	m = rte_pktmbuf_alloc(mp);
	UT_EQ(m->priv_size, 16);
	check_fresh(mp, m);
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);
}

static void
buffers_smaller_than_headroom(void)
{
	struct rte_mempool *mp = rte_pktmbuf_pool_create("small", 7, 0, 0, 64, SOCKET_ID_ANY);
	struct rte_mbuf *m;

	UT_NOT_NULL_FATAL(mp);
	m = rte_pktmbuf_alloc(mp);
	UT_EQ(rte_pktmbuf_headroom(m), 64);
	UT_EQ(rte_pktmbuf_tailroom(m), 0);
	UT_TRUE(rte_pktmbuf_append(m, 1) == NULL);
	UT_NOT_NULL(rte_pktmbuf_prepend(m, 64));
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);
	mp = rte_pktmbuf_pool_create("none", 7, 0, 0, 0, SOCKET_ID_ANY);
	UT_NOT_NULL_FATAL(mp);
	m = rte_pktmbuf_alloc(mp);
	UT_EQ(rte_pktmbuf_headroom(m), 0);
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);
}

UT_MAIN_FIXTURE("rte_mbuf", runtime_start, runtime_stop,
	{"a fresh mbuf is empty whatever it was before", fresh_mbufs},
	{"many at once, all or none", many_at_once},
	{"freeing many of all kinds", free_bulk_of_all_kinds},
	{"users are counted", counting_users},
	{"requests that make no sense are refused and leave nothing", bad_requests},
	{"creation that fails anywhere leaves nothing", failed_allocations_leave_nothing},
	{"pools made by hand", made_by_hand},
	{"buffers smaller than the headroom", buffers_smaller_than_headroom})
