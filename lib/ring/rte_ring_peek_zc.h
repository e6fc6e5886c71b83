/* SPDX-License-Identifier: BSD-3-Clause */
/* Two-step transfers without copies: start shows where in the ring the objects are, the caller reads or writes them there and
 * finish publishes. For sides in single-thread or head-tail-sync mode; in other modes start always answers 0. */
#ifndef _RTE_RING_PEEK_ZC_H_
#define _RTE_RING_PEEK_ZC_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_peek_elem_pvt.h>

/** Where held positions are: @c n1 objects from @c ptr1 on, the rest of them, if any, from @c ptr2 on. */
struct rte_ring_zc_data {
	void *ptr1;      /**< first slot */
	void *ptr2;      /**< start of the ring if the positions wrap, else NULL */
	unsigned int n1; /**< objects at @c ptr1 */
} __rte_cache_aligned;

/** @internal Fill @p zcd for @p n positions from @p pos on. */
static __rte_always_inline void
__rte_ring_locate(struct rte_ring *r, uint32_t pos, uint32_t esize, uint32_t n, struct rte_ring_zc_data *zcd)
{
	const uint32_t slot = pos & r->mask;
	char *slots = (char *)&r[1];

	zcd->ptr1 = slots + (size_t)slot * esize;
	zcd->n1 = RTE_MIN(n, r->size - slot);
	zcd->ptr2 = zcd->n1 == n ? NULL : slots;
}

/** @internal Hold @p n slots for enqueue and show them. */
static __rte_always_inline unsigned int
__rte_ring_do_enqueue_zc_elem_start(struct rte_ring *r, unsigned int esize, uint32_t n, enum rte_ring_queue_behavior behavior,
				    struct rte_ring_zc_data *zcd, unsigned int *free_space)
{
	uint32_t pos, avail;

	n = __rte_ring_hold(&r->prod, &r->hts_prod, &r->cons, r->capacity, n, behavior, &pos, &avail);
	__rte_ring_locate(r, pos, esize, n, zcd);
	if (free_space != NULL)
		*free_space = avail - n;
	return n;
}

/** @internal Hold @p n objects for dequeue and show them. */
static __rte_always_inline unsigned int
__rte_ring_do_dequeue_zc_elem_start(struct rte_ring *r, uint32_t esize, uint32_t n, enum rte_ring_queue_behavior behavior,
				    struct rte_ring_zc_data *zcd, unsigned int *available)
{
	uint32_t pos, avail;

	n = __rte_ring_hold(&r->cons, &r->hts_cons, &r->prod, 0, n, behavior, &pos, &avail);
	__rte_ring_locate(r, pos, esize, n, zcd);
	if (available != NULL)
		*available = avail - n;
	return n;
}

/**
 * Hold all of @p n slots or none of @p esize bytes and show where they are.
 * @param zcd Gets the place; valid until finish. @param free_space If not NULL: gets what is left beside them.
 * @return Number held; if not 0, rte_ring_enqueue_zc_elem_finish() must follow, from the same thread. Since: 20.11.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_zc_bulk_elem_start(struct rte_ring *r, unsigned int esize, unsigned int n,
				    struct rte_ring_zc_data *zcd, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_zc_elem_start(r, esize, n, RTE_RING_QUEUE_FIXED, zcd, free_space);
}

/** As rte_ring_enqueue_zc_bulk_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_enqueue_zc_bulk_start(struct rte_ring *r, unsigned int n, struct rte_ring_zc_data *zcd,
			       unsigned int *free_space)
{
	return rte_ring_enqueue_zc_bulk_elem_start(r, sizeof(uintptr_t), n, zcd, free_space);
}

/**
 * Hold up to @p n slots of @p esize bytes and show where they are.
 * @param zcd Gets the place; valid until finish. @param free_space If not NULL: gets what is left beside them.
 * @return Number held; if not 0, rte_ring_enqueue_zc_elem_finish() must follow, from the same thread. Since: 20.11.
 */
static __rte_always_inline unsigned int
rte_ring_enqueue_zc_burst_elem_start(struct rte_ring *r, unsigned int esize, unsigned int n,
				     struct rte_ring_zc_data *zcd, unsigned int *free_space)
{
	return __rte_ring_do_enqueue_zc_elem_start(r, esize, n, RTE_RING_QUEUE_VARIABLE, zcd, free_space);
}

/** As rte_ring_enqueue_zc_burst_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_enqueue_zc_burst_start(struct rte_ring *r, unsigned int n, struct rte_ring_zc_data *zcd,
				unsigned int *free_space)
{
	return rte_ring_enqueue_zc_burst_elem_start(r, sizeof(uintptr_t), n, zcd, free_space);
}

/** Publish the first @p n of the held slots, give back the others. */
static __rte_always_inline void
rte_ring_enqueue_zc_elem_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->prod, &count);

	__rte_ring_let_go(&r->prod, &r->hts_prod, pos, count);
}

/** Publish the first @p n of the held slots, give back the others. */
static __rte_always_inline void
rte_ring_enqueue_zc_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->prod, &count);

	__rte_ring_let_go(&r->prod, &r->hts_prod, pos, count);
}

/**
 * Hold all of @p n objects or none of @p esize bytes and show where they are.
 * @param zcd Gets the place; valid until finish. @param available If not NULL: gets what is left beside them.
 * @return Number held; if not 0, rte_ring_dequeue_zc_elem_finish() must follow, from the same thread. Since: 20.11.
 */
static __rte_always_inline unsigned int
rte_ring_dequeue_zc_bulk_elem_start(struct rte_ring *r, unsigned int esize, unsigned int n,
				    struct rte_ring_zc_data *zcd, unsigned int *available)
{
	return __rte_ring_do_dequeue_zc_elem_start(r, esize, n, RTE_RING_QUEUE_FIXED, zcd, available);
}

/** As rte_ring_dequeue_zc_bulk_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_dequeue_zc_bulk_start(struct rte_ring *r, unsigned int n, struct rte_ring_zc_data *zcd,
			       unsigned int *available)
{
	return rte_ring_dequeue_zc_bulk_elem_start(r, sizeof(uintptr_t), n, zcd, available);
}

/**
 * Hold up to @p n objects of @p esize bytes and show where they are.
 * @param zcd Gets the place; valid until finish. @param available If not NULL: gets what is left beside them.
 * @return Number held; if not 0, rte_ring_dequeue_zc_elem_finish() must follow, from the same thread. Since: 20.11.
 */
static __rte_always_inline unsigned int
rte_ring_dequeue_zc_burst_elem_start(struct rte_ring *r, unsigned int esize, unsigned int n,
				     struct rte_ring_zc_data *zcd, unsigned int *available)
{
	return __rte_ring_do_dequeue_zc_elem_start(r, esize, n, RTE_RING_QUEUE_VARIABLE, zcd, available);
}

/** As rte_ring_dequeue_zc_burst_elem_start(), for pointers. */
static __rte_always_inline unsigned int
rte_ring_dequeue_zc_burst_start(struct rte_ring *r, unsigned int n, struct rte_ring_zc_data *zcd,
				unsigned int *available)
{
	return rte_ring_dequeue_zc_burst_elem_start(r, sizeof(uintptr_t), n, zcd, available);
}

/** Take the first @p n of the held objects, give back the others. */
static __rte_always_inline void
rte_ring_dequeue_zc_elem_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->cons, &count);

	__rte_ring_let_go(&r->cons, &r->hts_cons, pos, count);
}

/** Take the first @p n of the held objects, give back the others. */
static __rte_always_inline void
rte_ring_dequeue_zc_finish(struct rte_ring *r, unsigned int n)
{
	uint32_t count = n, pos = __rte_ring_held(&r->cons, &count);

	__rte_ring_let_go(&r->cons, &r->hts_cons, pos, count);
}

#ifdef __cplusplus
}
#endif

#endif
