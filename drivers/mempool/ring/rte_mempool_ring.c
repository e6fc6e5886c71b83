/* SPDX-License-Identifier: BSD-3-Clause */
/* The default mempool handlers: free objects stand in a ring, in each mode that a ring knows. */
#include <errno.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_mempool.h>
#include <rte_ring.h>

/* With a relaxed tail, how far gets may run ahead of one that is stuck. */
#define RTS_HTD_MAX(mp) ((mp)->size / 8)

/*
 * Slots of the ring, such that a put never finds it full. In most modes a get returns only after its slots are free for puts, so
 * there need be as many as objects. With a relaxed tail they may not be free before the gets of others end: at most the distance
 * above plus one more get of up to all objects, beside the objects themselves.
 */
static uint64_t
slots_needed(const struct rte_mempool *mp, unsigned int ring_flags)
{
	if (ring_flags & RING_F_MC_RTS_DEQ)
		return 2 * (uint64_t)mp->size + RTS_HTD_MAX(mp);
	return mp->size;
}

static int
pool_alloc(struct rte_mempool *mp, unsigned int ring_flags)
{
	uint64_t slots = slots_needed(mp, ring_flags);
	char name[RTE_RING_NAMESIZE];
	struct rte_ring *r;

	RTE_BUILD_BUG_ON(RTE_MEMPOOL_NAMESIZE + sizeof(RTE_MEMPOOL_MZ_PREFIX) - 1 > RTE_RING_NAMESIZE);
	snprintf(name, sizeof(name), RTE_MEMPOOL_MZ_FORMAT, mp->name);
	r = rte_ring_create(name, RTE_MIN(slots, (uint64_t)UINT32_MAX), mp->socket_id, ring_flags | RING_F_EXACT_SZ);
	if (r == NULL)
		return -rte_errno;
	if (ring_flags & RING_F_MC_RTS_DEQ)
		rte_ring_set_cons_htd_max(r, RTS_HTD_MAX(mp));
	mp->pool_data = r;
	return 0;
}

static void
pool_free(struct rte_mempool *mp)
{
	rte_ring_free(mp->pool_data);
	mp->pool_data = NULL;
}

static unsigned int
pool_count(const struct rte_mempool *mp)
{
	/* slots that are not free yet do not count */
	return RTE_MIN(rte_ring_count(mp->pool_data), mp->size);
}

/* Enqueue, dequeue and alloc of one kind of ring, and the handler made of them. */
#define RING_HANDLER(kind, ring_enqueue_bulk, ring_dequeue_bulk, ring_flags) \
	static int \
	kind##_alloc(struct rte_mempool *mp) \
	{ \
		return pool_alloc(mp, ring_flags); \
	} \
	static int \
	kind##_enqueue(struct rte_mempool *mp, void * const *obj_table, unsigned int n) \
	{ \
		return ring_enqueue_bulk((struct rte_ring *)mp->pool_data, obj_table, n, NULL) == n ? 0 : -ENOBUFS; \
	} \
	static int \
	kind##_dequeue(struct rte_mempool *mp, void **obj_table, unsigned int n) \
	{ \
		return ring_dequeue_bulk((struct rte_ring *)mp->pool_data, obj_table, n, NULL) == n ? 0 : -ENOBUFS; \
	} \
	static const struct rte_mempool_ops ops_##kind = { \
		.name = "ring_" #kind, \
		.alloc = kind##_alloc, \
		.free = pool_free, \
		.enqueue = kind##_enqueue, \
		.dequeue = kind##_dequeue, \
		.get_count = pool_count, \
	}; \
	RTE_MEMPOOL_REGISTER_OPS(ops_##kind)

RING_HANDLER(mp_mc, rte_ring_mp_enqueue_bulk, rte_ring_mc_dequeue_bulk, 0)
RING_HANDLER(sp_sc, rte_ring_sp_enqueue_bulk, rte_ring_sc_dequeue_bulk, RING_F_SP_ENQ | RING_F_SC_DEQ)
RING_HANDLER(mp_sc, rte_ring_mp_enqueue_bulk, rte_ring_sc_dequeue_bulk, RING_F_SC_DEQ)
RING_HANDLER(sp_mc, rte_ring_sp_enqueue_bulk, rte_ring_mc_dequeue_bulk, RING_F_SP_ENQ)
RING_HANDLER(mt_rts, rte_ring_mp_rts_enqueue_bulk, rte_ring_mc_rts_dequeue_bulk, RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ)
RING_HANDLER(mt_hts, rte_ring_mp_hts_enqueue_bulk, rte_ring_mc_hts_dequeue_bulk, RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ)
