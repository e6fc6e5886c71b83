/* SPDX-License-Identifier: BSD-3-Clause */
/* Enqueue and dequeue in two steps, so that a thread can look before it takes. For sides in single-thread or
 * head-tail-sync mode; in other modes start always answers 0.
 *
 *     n = rte_ring_dequeue_bulk_start(r, &obj, 1, NULL);
 *     if (n != 0)
 *             rte_ring_dequeue_finish(r, wanted(obj) ? n : 0);
 */
#ifndef _RTE_RING_PEEK_H_
#define _RTE_RING_PEEK_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_peek_elem_pvt.h>

/**
 * Hold all of @p n slots or none for objects that are given with the finish call.
 * @param free_space If not NULL: gets the slots that stay free.
 * @return Slots held; if not 0, rte_ring_enqueue_elem_finish() must follow from this thread;
 *  other producers wait until then.
 * Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_bulk_elem_start(struct rte_ring *r, unsigned int n, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_start(r, n, RTE_RING_QUEUE_FIXED, free_space);
}

/**
 * Hold all of @p n slots or none for objects that are given with the finish call.
 * @param free_space If not NULL: gets the slots that stay free.
 * @return Slots held; if not 0, rte_ring_enqueue_finish() must follow from this thread;
 *  other producers wait until then.
 * Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_bulk_start(struct rte_ring *r, unsigned int n, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_start(r, n, RTE_RING_QUEUE_FIXED, free_space);
}

/**
 * Hold up to @p n slots for objects that are given with the finish call.
 * @param free_space If not NULL: gets the slots that stay free.
 * @return Slots held; if not 0, rte_ring_enqueue_elem_finish() must follow from this thread;
 *  other producers wait until then.
 * Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_burst_elem_start(struct rte_ring *r, unsigned int n, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_start(r, n, RTE_RING_QUEUE_VARIABLE, free_space);
}

/**
 * Hold up to @p n slots for objects that are given with the finish call.
 * @param free_space If not NULL: gets the slots that stay free.
 * @return Slots held; if not 0, rte_ring_enqueue_finish() must follow from this thread;
 *  other producers wait until then.
 * Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_burst_start(struct rte_ring *r, unsigned int n, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_start(r, n, RTE_RING_QUEUE_VARIABLE, free_space);
}

/** Enqueue @p n objects of @p esize bytes, at most as many as start answered, into the held slots; the others are given back. */
static __rte_always_inline void
rte_ring_enqueue_elem_finish(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->prod, &count);

	__rte_ring_enqueue_elems(r, pos, obj_table, esize, count);
	__rte_ring_let_go(&r->prod, &r->hts_prod, pos, count);
}

/** As rte_ring_enqueue_elem_finish(), for pointers. */
static __rte_always_inline void
rte_ring_enqueue_finish(struct rte_ring *r, void * const *obj_table, unsigned int n)
{
	rte_ring_enqueue_elem_finish(r, obj_table, sizeof(uintptr_t), n);
}

/**
 * Copy all of @p n objects or none out, without taking them off the ring yet.
 * @param available If not NULL: gets the objects behind them.
 * @return Objects copied; if not 0, rte_ring_dequeue_elem_finish() must follow from this thread;
 *  other consumers wait until then. Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_dequeue_bulk_elem_start(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				 unsigned int *available)
{
	return __rte_ring_do_dequeue_start(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, available);
}

/** As rte_ring_dequeue_bulk_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_dequeue_bulk_start(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_dequeue_bulk_elem_start(r, obj_table, sizeof(uintptr_t), n, available);
}

/**
 * Copy up to @p n objects out, without taking them off the ring yet.
 * @param available If not NULL: gets the objects behind them.
 * @return Objects copied; if not 0, rte_ring_dequeue_elem_finish() must follow from this thread;
 *  other consumers wait until then. Since: 20.08.
 */
static __rte_always_inline unsigned int
rte_ring_dequeue_burst_elem_start(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
				  unsigned int *available)
{
	return __rte_ring_do_dequeue_start(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, available);
}

/** As rte_ring_dequeue_burst_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_dequeue_burst_start(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_dequeue_burst_elem_start(r, obj_table, sizeof(uintptr_t), n, available);
}

/** Take the first @p n of the objects that start copied off the ring; the others stay. */
static __rte_always_inline void
rte_ring_dequeue_elem_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->cons, &count);

	__rte_ring_let_go(&r->cons, &r->hts_cons, pos, count);
}

/** Take the first @p n of the objects that start copied off the ring; the others stay. */
static __rte_always_inline void
rte_ring_dequeue_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->cons, &count);

	__rte_ring_let_go(&r->cons, &r->hts_cons, pos, count);
}

#ifdef __cplusplus
}
#endif

#endif
