/* SPDX-License-Identifier: BSD-3-Clause */
/* Head-tail-sync mode: one thread of a side is inside the ring at a time, from claim to publish. Not for direct use. */
#ifndef _RTE_RING_HTS_ELEM_PVT_H_
#define _RTE_RING_HTS_ELEM_PVT_H_

#include <rte_ring_elem_pvt.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @internal Wait until nobody is inside, then claim up to @p n positions. Results as __rte_ring_claim(). */
static __rte_always_inline uint32_t
__rte_ring_hts_claim(struct rte_ring_hts_headtail *own, const struct rte_ring_headtail *peer, uint32_t room, uint32_t n,
		     enum rte_ring_queue_behavior behavior, uint32_t *pos, uint32_t *avail)
{
	union __rte_ring_hts_pos old_pos, new_pos;
	uint32_t rounds = 0, take;

	old_pos.raw = __atomic_load_n(&own->ht.raw, __ATOMIC_ACQUIRE);
	do {
		while (unlikely(old_pos.pos.head != old_pos.pos.tail)) {
			__rte_ring_wait_round(&rounds);
			old_pos.raw = __atomic_load_n(&own->ht.raw, __ATOMIC_ACQUIRE);
		}
		*avail = __rte_ring_avail(peer, room, old_pos.pos.head);
		take = __rte_ring_fit(n, *avail, behavior);
		if (unlikely(take == 0))
			break;
		new_pos.pos.tail = old_pos.pos.tail;
		new_pos.pos.head = old_pos.pos.head + take;
	} while (unlikely(!__atomic_compare_exchange_n(&own->ht.raw, &old_pos.raw, new_pos.raw, 0, __ATOMIC_ACQ_REL,
						       __ATOMIC_ACQUIRE)));
	*pos = old_pos.pos.head;
	return take;
}

/** @internal Let the next one in, with @p n positions from @p pos on finished (fewer than claimed: the rest is given back). */
static __rte_always_inline void
__rte_ring_hts_publish(struct rte_ring_hts_headtail *own, uint32_t pos, uint32_t n)
{
	union __rte_ring_hts_pos done;

	done.pos.head = pos + n;
	done.pos.tail = pos + n;
	__RTE_RING_RELEASE_HALF(&own->ht.pos.tail);
	__atomic_store_n(&own->ht.raw, done.raw, __ATOMIC_RELEASE);
}

/** @internal Enqueue in head-tail-sync mode. */
static __rte_always_inline unsigned int
__rte_ring_do_hts_enqueue_elem(struct rte_ring *r, const void *obj_table, uint32_t esize, uint32_t n,
			       enum rte_ring_queue_behavior behavior, uint32_t *free_space)
{
	uint32_t pos, avail;

	n = __rte_ring_hts_claim(&r->hts_prod, &r->cons, r->capacity, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_enqueue_elems(r, pos, obj_table, esize, n);
		__rte_ring_hts_publish(&r->hts_prod, pos, n);
	}
	if (free_space != NULL)
		*free_space = avail - n;
	return n;
}

/** @internal Dequeue in head-tail-sync mode. */
static __rte_always_inline unsigned int
__rte_ring_do_hts_dequeue_elem(struct rte_ring *r, void *obj_table, uint32_t esize, uint32_t n,
			       enum rte_ring_queue_behavior behavior, uint32_t *available)
{
	uint32_t pos, avail;

	n = __rte_ring_hts_claim(&r->hts_cons, &r->prod, 0, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_dequeue_elems(r, pos, obj_table, esize, n);
		__rte_ring_hts_publish(&r->hts_cons, pos, n);
	}
	if (available != NULL)
		*available = avail - n;
	return n;
}

#ifdef __cplusplus
}
#endif

#endif
