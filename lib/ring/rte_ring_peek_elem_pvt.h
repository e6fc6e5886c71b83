/* SPDX-License-Identifier: BSD-3-Clause */
/* Two-step transfers: start claims positions, finish copies and publishes as many of them as wanted, the rest is given back.
 * Between them the side is held, so only single-thread and head-tail-sync rings can do it. Not for direct use. */
#ifndef _RTE_RING_PEEK_ELEM_PVT_H_
#define _RTE_RING_PEEK_ELEM_PVT_H_

#include <rte_ring_hts_elem_pvt.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @internal Claim in the mode @p type of the side; 0 in modes that cannot be held. Results as __rte_ring_claim(). */
static __rte_always_inline uint32_t
__rte_ring_hold(struct rte_ring_headtail *own, struct rte_ring_hts_headtail *own_hts, const struct rte_ring_headtail *peer,
		uint32_t room, uint32_t n, enum rte_ring_queue_behavior behavior, uint32_t *pos, uint32_t *avail)
{
	if (own->sync_type == RTE_RING_SYNC_ST)
		return __rte_ring_claim(own, peer, room, RTE_RING_SYNC_ST, n, behavior, pos, avail);
	if (own->sync_type == RTE_RING_SYNC_MT_HTS)
		return __rte_ring_hts_claim(own_hts, peer, room, n, behavior, pos, avail);
	*pos = 0;
	*avail = 0;
	return 0;
}

/** @internal First position held; @p n is cut to the number held. */
static __rte_always_inline uint32_t
__rte_ring_held(const struct rte_ring_headtail *own, uint32_t *n)
{
	uint32_t head = __atomic_load_n(&own->head, __ATOMIC_RELAXED);
	uint32_t tail = __atomic_load_n(&own->tail, __ATOMIC_RELAXED);

	RTE_ASSERT(*n <= head - tail);
	*n = RTE_MIN(*n, head - tail);
	return tail;
}

/** @internal Publish @p n positions from @p pos on, give back the others. */
static __rte_always_inline void
__rte_ring_let_go(struct rte_ring_headtail *own, struct rte_ring_hts_headtail *own_hts, uint32_t pos, uint32_t n)
{
	if (own->sync_type == RTE_RING_SYNC_MT_HTS) {
		__rte_ring_hts_publish(own_hts, pos, n);
	} else {
		__atomic_store_n(&own->head, pos + n, __ATOMIC_RELAXED);
		__rte_ring_publish(own, pos, n, RTE_RING_SYNC_ST);
	}
}

/** @internal Hold @p n slots for enqueue. @return Slots held. */
static __rte_always_inline unsigned int
__rte_ring_do_enqueue_start(struct rte_ring *r, uint32_t n, enum rte_ring_queue_behavior behavior, uint32_t *free_space)
{
	uint32_t pos, avail;

	n = __rte_ring_hold(&r->prod, &r->hts_prod, &r->cons, r->capacity, n, behavior, &pos, &avail);
	if (free_space != NULL)
		*free_space = avail - n;
	return n;
}

/** @internal Hold @p n objects for dequeue and copy them out. @return Objects held. */
static __rte_always_inline unsigned int
__rte_ring_do_dequeue_start(struct rte_ring *r, void *obj_table, uint32_t esize, uint32_t n,
			    enum rte_ring_queue_behavior behavior, uint32_t *available)
{
	uint32_t pos, avail;

	n = __rte_ring_hold(&r->cons, &r->hts_cons, &r->prod, 0, n, behavior, &pos, &avail);
	if (likely(n != 0))
		__rte_ring_dequeue_elems(r, pos, obj_table, esize, n);
	if (available != NULL)
		*available = avail - n;
	return n;
}

#ifdef __cplusplus
}
#endif

#endif
