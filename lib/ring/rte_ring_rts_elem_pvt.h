/* SPDX-License-Identifier: BSD-3-Clause */
/* Relaxed-tail mode: threads of a side finish in any order, the last one inside moves the tail for all. Not for direct use. */
#ifndef _RTE_RING_RTS_ELEM_PVT_H_
#define _RTE_RING_RTS_ELEM_PVT_H_

#include <rte_ring_elem_pvt.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @internal Claim up to @p n positions, first waiting while head runs too far before tail. Results as __rte_ring_claim(). */
static __rte_always_inline uint32_t
__rte_ring_rts_claim(struct rte_ring_rts_headtail *own, const struct rte_ring_headtail *peer, uint32_t room, uint32_t n,
		     enum rte_ring_queue_behavior behavior, uint32_t *pos, uint32_t *avail)
{
	union __rte_ring_rts_poscnt old_head, new_head;
	uint32_t rounds = 0, take;

	old_head.raw = __atomic_load_n(&own->head.raw, __ATOMIC_ACQUIRE);
	do {
		while (unlikely(old_head.val.pos - __atomic_load_n(&own->tail.val.pos, __ATOMIC_RELAXED) >
				own->htd_max)) {
			__rte_ring_wait_round(&rounds);
			old_head.raw = __atomic_load_n(&own->head.raw, __ATOMIC_ACQUIRE);
		}
		*avail = __rte_ring_avail(peer, room, old_head.val.pos);
		take = __rte_ring_fit(n, *avail, behavior);
		if (unlikely(take == 0))
			break;
		new_head.val.pos = old_head.val.pos + take;
		new_head.val.cnt = old_head.val.cnt + 1;
	} while (unlikely(!__atomic_compare_exchange_n(&own->head.raw, &old_head.raw, new_head.raw, 0, __ATOMIC_ACQ_REL,
						       __ATOMIC_ACQUIRE)));
	*pos = old_head.val.pos;
	return take;
}

/**
 * @internal Count one operation as finished; if every claim is, move the tail to the head. The tail is read first: all
 * operations that it counts had claimed by then, so the head read after it has counted at least those claims, and equal counts
 * mean that none is left inside.
 */
static __rte_always_inline void
__rte_ring_rts_publish(struct rte_ring_rts_headtail *own)
{
	union __rte_ring_rts_poscnt head, old_tail, new_tail;

	old_tail.raw = __atomic_load_n(&own->tail.raw, __ATOMIC_ACQUIRE);
	do {
		head.raw = __atomic_load_n(&own->head.raw, __ATOMIC_ACQUIRE);
		new_tail.raw = old_tail.raw;
		new_tail.val.cnt++;
		if (new_tail.val.cnt == head.val.cnt) {
			new_tail.val.pos = head.val.pos;
			__RTE_RING_RELEASE_HALF(&own->tail.val.pos);
		}
	} while (unlikely(!__atomic_compare_exchange_n(&own->tail.raw, &old_tail.raw, new_tail.raw, 0, __ATOMIC_ACQ_REL,
						       __ATOMIC_ACQUIRE)));
}

/** @internal Enqueue in relaxed-tail mode. */
static __rte_always_inline unsigned int
__rte_ring_do_rts_enqueue_elem(struct rte_ring *r, const void *obj_table, uint32_t esize, uint32_t n,
			       enum rte_ring_queue_behavior behavior, uint32_t *free_space)
{
	uint32_t pos, avail;

	n = __rte_ring_rts_claim(&r->rts_prod, &r->cons, r->capacity, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_enqueue_elems(r, pos, obj_table, esize, n);
		__rte_ring_rts_publish(&r->rts_prod);
	}
	if (free_space != NULL)
		*free_space = avail - n;
	return n;
}

/** @internal Dequeue in relaxed-tail mode. */
static __rte_always_inline unsigned int
__rte_ring_do_rts_dequeue_elem(struct rte_ring *r, void *obj_table, uint32_t esize, uint32_t n,
			       enum rte_ring_queue_behavior behavior, uint32_t *available)
{
	uint32_t pos, avail;

	n = __rte_ring_rts_claim(&r->rts_cons, &r->prod, 0, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_dequeue_elems(r, pos, obj_table, esize, n);
		__rte_ring_rts_publish(&r->rts_cons);
	}
	if (available != NULL)
		*available = avail - n;
	return n;
}

#ifdef __cplusplus
}
#endif

#endif
