/* SPDX-License-Identifier: BSD-3-Clause */
/* Relaxed-tail rings: threads of a side do not wait for each other to finish; meant for more threads than CPUs. */
#ifndef _RTE_RING_RTS_H_
#define _RTE_RING_RTS_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_rts_elem_pvt.h>

/** As rte_ring_mp_enqueue_bulk_elem(), on a ring created with RING_F_MP_RTS_ENQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_rts_enqueue_bulk_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
				  unsigned int *free_space)
{
	return __rte_ring_do_rts_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, free_space);
}

/** As rte_ring_mc_dequeue_bulk_elem(), on a ring created with RING_F_MC_RTS_DEQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_rts_dequeue_bulk_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				  unsigned int *available)
{
	return __rte_ring_do_rts_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, available);
}

/** As rte_ring_mp_enqueue_burst_elem(), on a ring created with RING_F_MP_RTS_ENQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_rts_enqueue_burst_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
				   unsigned int *free_space)
{
	return __rte_ring_do_rts_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, free_space);
}

/** As rte_ring_mc_dequeue_burst_elem(), on a ring created with RING_F_MC_RTS_DEQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_rts_dequeue_burst_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				   unsigned int *available)
{
	return __rte_ring_do_rts_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, available);
}

/** As rte_ring_mp_rts_enqueue_bulk_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_rts_enqueue_bulk(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_rts_enqueue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mc_rts_dequeue_bulk_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_rts_dequeue_bulk(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_rts_dequeue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mp_rts_enqueue_burst_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_rts_enqueue_burst(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_rts_enqueue_burst_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mc_rts_dequeue_burst_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_rts_dequeue_burst(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_rts_dequeue_burst_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** How far the producers' head may run before their tail. @return Positions; UINT32_MAX if that tail is not relaxed. */
static __rte_always_inline uint32_t
rte_ring_get_prod_htd_max(const struct rte_ring *r)
{
	if (r->prod.sync_type != RTE_RING_SYNC_MT_RTS)
		return UINT32_MAX;
	return r->rts_prod.htd_max;
}

/** Set that distance to @p v positions, while no producer is inside. @return 0, or -ENOTSUP if that tail is not relaxed. */
static __rte_always_inline int
rte_ring_set_prod_htd_max(struct rte_ring *r, uint32_t v)
{
	if (r->prod.sync_type != RTE_RING_SYNC_MT_RTS)
		return -ENOTSUP;
	r->rts_prod.htd_max = v;
	return 0;
}

/** How far the consumers' head may run before their tail. @return Positions; UINT32_MAX if that tail is not relaxed. */
static __rte_always_inline uint32_t
rte_ring_get_cons_htd_max(const struct rte_ring *r)
{
	if (r->cons.sync_type != RTE_RING_SYNC_MT_RTS)
		return UINT32_MAX;
	return r->rts_cons.htd_max;
}

/** Set that distance to @p v positions, while no consumer is inside. @return 0, or -ENOTSUP if that tail is not relaxed. */
static __rte_always_inline int
rte_ring_set_cons_htd_max(struct rte_ring *r, uint32_t v)
{
	if (r->cons.sync_type != RTE_RING_SYNC_MT_RTS)
		return -ENOTSUP;
	r->rts_cons.htd_max = v;
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif
