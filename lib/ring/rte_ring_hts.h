/* SPDX-License-Identifier: BSD-3-Clause */
/* Head-tail-sync rings: one thread of a side is inside at a time. Slower when nobody is preempted than the default mode, better
 * when lcores share CPUs; the base of the start/finish calls. */
#ifndef _RTE_RING_HTS_H_
#define _RTE_RING_HTS_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_hts_elem_pvt.h>

/** As rte_ring_mp_enqueue_bulk_elem(), on a ring created with RING_F_MP_HTS_ENQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_hts_enqueue_bulk_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
				  unsigned int *free_space)
{
	return __rte_ring_do_hts_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, free_space);
}

/** As rte_ring_mc_dequeue_bulk_elem(), on a ring created with RING_F_MC_HTS_DEQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_hts_dequeue_bulk_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				  unsigned int *available)
{
	return __rte_ring_do_hts_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, available);
}

/** As rte_ring_mp_enqueue_burst_elem(), on a ring created with RING_F_MP_HTS_ENQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_hts_enqueue_burst_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
				   unsigned int *free_space)
{
	return __rte_ring_do_hts_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, free_space);
}

/** As rte_ring_mc_dequeue_burst_elem(), on a ring created with RING_F_MC_HTS_DEQ. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_hts_dequeue_burst_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				   unsigned int *available)
{
	return __rte_ring_do_hts_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, available);
}

/** As rte_ring_mp_hts_enqueue_bulk_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_hts_enqueue_bulk(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_hts_enqueue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mc_hts_dequeue_bulk_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_hts_dequeue_bulk(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_hts_dequeue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mp_hts_enqueue_burst_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mp_hts_enqueue_burst(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_hts_enqueue_burst_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mc_hts_dequeue_burst_elem(), for pointers. Since: 20.05. */
static __rte_always_inline unsigned int
rte_ring_mc_hts_dequeue_burst(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_hts_dequeue_burst_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

#ifdef __cplusplus
}
#endif

#endif
