/* SPDX-License-Identifier: BSD-3-Clause */
/* How objects get into and out of a ring's slots, and how a side claims and publishes positions in the plain modes.
 * Not for direct use: the calls are in rte_ring.h and rte_ring_elem.h. */
#ifndef _RTE_RING_ELEM_PVT_H_
#define _RTE_RING_ELEM_PVT_H_

#include <rte_ring_core.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 *   tail            head                both sides work alike: claim moves head, then the slots
 *    |    in use     |                  between the old and the new head belong to the caller, and
 * ---+===============+------- ...       publish moves tail. What a side may claim is
 *                                       room + (tail of the other side) - (own head),
 * where room is the capacity for producers and 0 for consumers.
 *
 * Memory order: publish releases the slots, reading the other side's tail acquires them. A claim by compare-and-swap is
 * an acquire-release, so whoever sees a head also sees at least the other side's tail that allowed that head: the
 * difference above never goes below zero.
 *
 * RTS and HTS rings move their tail as a part of a 64-bit word, and the other side reads the 32-bit half. That is sound on the
 * machine, but thread sanitizers know atomics by address only: the release is announced to them for the half.
 */
#if defined(__SANITIZE_THREAD__)
#define __RTE_RING_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define __RTE_RING_TSAN 1
#endif
#endif
#ifdef __RTE_RING_TSAN
void __tsan_release(void *addr);
#define __RTE_RING_RELEASE_HALF(addr) __tsan_release((void *)(uintptr_t)(addr))
#else
#define __RTE_RING_RELEASE_HALF(addr) do { } while (0)
#endif

/**
 * @internal One round of waiting for a thread that is inside the ring: pause, and give up the CPU now and then, since the other
 * thread may be waiting for it. @p rounds counts, start with 0.
 */
void __rte_ring_wait_round(uint32_t *rounds);

/* Where the caller's table is a small array, gcc warns of branches that its length never takes. */
#ifdef RTE_CC_GCC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Warray-bounds"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#if GCC_VERSION >= 110000
#pragma GCC diagnostic ignored "-Wstringop-overread"
#endif
#endif

/** @internal Copy @p len bytes, a multiple of 4; nothing overlaps. */
static __rte_always_inline void
__rte_ring_copy(void *dst, const void *src, size_t len)
{
	const char *s = (const char *)src;
	char *d = (char *)dst;

	for (; len >= 64; len -= 64, s += 64, d += 64)
		memcpy(d, s, 64);
	if (len & 32) {
		memcpy(d, s, 32);
		s += 32;
		d += 32;
	}
	if (len & 16) {
		memcpy(d, s, 16);
		s += 16;
		d += 16;
	}
	if (len & 8) {
		memcpy(d, s, 8);
		s += 8;
		d += 8;
	}
	if (len & 4)
		memcpy(d, s, 4);
}

#ifdef RTE_CC_GCC
#pragma GCC diagnostic pop
#endif

/** @internal Copy @p n objects of @p esize bytes into the slots from position @p pos on. */
static __rte_always_inline void
__rte_ring_enqueue_elems(struct rte_ring *r, uint32_t pos, const void *obj_table, uint32_t esize, uint32_t n)
{
	const uint32_t slot = pos & r->mask;
	const uint32_t until_end = r->size - slot;
	char *slots = (char *)&r[1];

	if (likely(n <= until_end)) {
		__rte_ring_copy(slots + (size_t)slot * esize, obj_table, (size_t)n * esize);
	} else {
		__rte_ring_copy(slots + (size_t)slot * esize, obj_table, (size_t)until_end * esize);
		__rte_ring_copy(slots, (const char *)obj_table + (size_t)until_end * esize,
				(size_t)(n - until_end) * esize);
	}
}

/** @internal Copy @p n objects of @p esize bytes out of the slots from position @p pos on. */
static __rte_always_inline void
__rte_ring_dequeue_elems(struct rte_ring *r, uint32_t pos, void *obj_table, uint32_t esize, uint32_t n)
{
	const uint32_t slot = pos & r->mask;
	const uint32_t until_end = r->size - slot;
	const char *slots = (const char *)&r[1];

	if (likely(n <= until_end)) {
		__rte_ring_copy(obj_table, slots + (size_t)slot * esize, (size_t)n * esize);
	} else {
		__rte_ring_copy(obj_table, slots + (size_t)slot * esize, (size_t)until_end * esize);
		__rte_ring_copy((char *)obj_table + (size_t)until_end * esize, slots, (size_t)(n - until_end) * esize);
	}
}

/** @internal How many of @p n objects to move when @p avail can be. */
static __rte_always_inline uint32_t
__rte_ring_fit(uint32_t n, uint32_t avail, enum rte_ring_queue_behavior behavior)
{
	if (likely(n <= avail))
		return n;
	return behavior == RTE_RING_QUEUE_FIXED ? 0 : avail;
}

/** @internal What the side at head @p head may claim, seen with the objects (or free slots) themselves. */
static __rte_always_inline uint32_t
__rte_ring_avail(const struct rte_ring_headtail *peer, uint32_t room, uint32_t head)
{
	return room + __atomic_load_n(&peer->tail, __ATOMIC_ACQUIRE) - head;
}

/** @internal Claim up to @p n positions for @p own. Returns how many; @p pos is the first, @p avail what there was. */
static __rte_always_inline uint32_t
__rte_ring_claim(struct rte_ring_headtail *own, const struct rte_ring_headtail *peer, uint32_t room, unsigned int single,
		 uint32_t n, enum rte_ring_queue_behavior behavior, uint32_t *pos, uint32_t *avail)
{
	uint32_t head, take;

	if (single) {
		head = __atomic_load_n(&own->head, __ATOMIC_RELAXED);
		*avail = __rte_ring_avail(peer, room, head);
		take = __rte_ring_fit(n, *avail, behavior);
		__atomic_store_n(&own->head, head + take, __ATOMIC_RELAXED);
	} else {
		head = __atomic_load_n(&own->head, __ATOMIC_ACQUIRE);
		do {
			*avail = __rte_ring_avail(peer, room, head);
			take = __rte_ring_fit(n, *avail, behavior);
			if (unlikely(take == 0))
				break;
		} while (unlikely(!__atomic_compare_exchange_n(&own->head, &head, head + take, 0, __ATOMIC_ACQ_REL,
							       __ATOMIC_ACQUIRE)));
	}
	*pos = head;
	return take;
}

/** @internal Finish the @p n positions claimed at @p pos; earlier claims of other threads finish first. */
static __rte_always_inline void
__rte_ring_publish(struct rte_ring_headtail *own, uint32_t pos, uint32_t n, unsigned int single)
{
	if (!single) {
		uint32_t rounds = 0;

		while (unlikely(__atomic_load_n(&own->tail, __ATOMIC_ACQUIRE) != pos))
			__rte_ring_wait_round(&rounds);
	}
	__atomic_store_n(&own->tail, pos + n, __ATOMIC_RELEASE);
}

/** @internal Enqueue in the plain modes. */
static __rte_always_inline unsigned int
__rte_ring_do_enqueue_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			   enum rte_ring_queue_behavior behavior, unsigned int is_sp, unsigned int *free_space)
{
	uint32_t pos, avail;

	n = __rte_ring_claim(&r->prod, &r->cons, r->capacity, is_sp, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_enqueue_elems(r, pos, obj_table, esize, n);
		__rte_ring_publish(&r->prod, pos, n, is_sp);
	}
	if (free_space != NULL)
		*free_space = avail - n;
	return n;
}

/** @internal Dequeue in the plain modes. */
static __rte_always_inline unsigned int
__rte_ring_do_dequeue_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			   enum rte_ring_queue_behavior behavior, unsigned int is_sc, unsigned int *available)
{
	uint32_t pos, avail;

	n = __rte_ring_claim(&r->cons, &r->prod, 0, is_sc, n, behavior, &pos, &avail);
	if (likely(n != 0)) {
		__rte_ring_dequeue_elems(r, pos, obj_table, esize, n);
		__rte_ring_publish(&r->cons, pos, n, is_sc);
	}
	if (available != NULL)
		*available = avail - n;
	return n;
}

#ifdef __cplusplus
}
#endif

#endif
