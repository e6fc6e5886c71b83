/* SPDX-License-Identifier: BSD-3-Clause */
/* Rings of objects of any size that is a multiple of four bytes. */
#ifndef _RTE_RING_ELEM_H_
#define _RTE_RING_ELEM_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_core.h>
#include <rte_ring_elem_pvt.h>

/**
 * Memory that a ring of @p count objects of @p esize bytes takes, header included.
 * @param esize Size of an object in bytes, a multiple of 4.
 * @param count Number of slots, a power of two up to RTE_RING_SZ_MASK.
 * @return Bytes, or -EINVAL if @p esize or @p count is not as said.
 * Context: any thread, does not block. Since: 20.02.
 */
ssize_t rte_ring_get_memsize_elem(unsigned int esize, unsigned int count);

/**
 * Create a ring in shared memory and enter it into the list of rings.
 * @param name Unique name, shorter than RTE_RING_NAMESIZE.
 * @param esize Size of an object in bytes, a multiple of 4.
 * @param count Slots, a power of two (the ring holds one less); with RING_F_EXACT_SZ any number, which is held exactly.
 * @param socket_id NUMA node of the memory, or SOCKET_ID_ANY.
 * @param flags RING_F_*; no flag: several producers, several consumers.
 * @return The ring, or NULL with rte_errno: EINVAL (count, esize, flags or name not valid), ENAMETOOLONG, EEXIST (a memory zone
 *  of this name is there), ENOSPC (no free memory zone), ENOMEM (no memory), E_RTE_NO_CONFIG (the runtime is not initialized).
 *  Nothing is left behind on failure.
 * Context: any thread; takes the list lock. Lifetime: until rte_ring_free(). Since: 20.02.
 */
struct rte_ring *rte_ring_create_elem(const char *name, unsigned int esize, unsigned int count, int socket_id,
				      unsigned int flags);

#include <rte_ring_hts.h>
#include <rte_ring_rts.h>

/**
 * Enqueue all of @p n objects or none, as one of several producers.
 * @param obj_table The objects, one after the other. @param esize Their size, as at creation.
 * @param free_space If not NULL: gets the free slots after the call.
 * @return @p n or 0. Context: any thread; may wait for other producers to finish. Since: 20.02.
 */
static __rte_always_inline unsigned int
rte_ring_mp_enqueue_bulk_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			      unsigned int *free_space)
{
	return __rte_ring_do_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, RTE_RING_SYNC_MT, free_space);
}

/** As rte_ring_mp_enqueue_bulk_elem(), for the only producer: nobody else enqueues meanwhile. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_sp_enqueue_bulk_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			      unsigned int *free_space)
{
	return __rte_ring_do_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, RTE_RING_SYNC_ST, free_space);
}

/** As rte_ring_mp_enqueue_bulk_elem(), in the producer mode chosen at creation. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_enqueue_bulk_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			   unsigned int *free_space)
{
	switch (r->prod.sync_type) {
	case RTE_RING_SYNC_MT:
		return rte_ring_mp_enqueue_bulk_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_ST:
		return rte_ring_sp_enqueue_bulk_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_MT_RTS:
		return rte_ring_mp_rts_enqueue_bulk_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_MT_HTS:
		return rte_ring_mp_hts_enqueue_bulk_elem(r, obj_table, esize, n, free_space);
	}
	if (free_space != NULL)
		*free_space = 0;
	return 0;
}

/** As rte_ring_mp_enqueue_bulk_elem(), but as many of the @p n objects as fit. @return The number enqueued. */
static __rte_always_inline unsigned int
rte_ring_mp_enqueue_burst_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			       unsigned int *free_space)
{
	return __rte_ring_do_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, RTE_RING_SYNC_MT, free_space);
}

/** As rte_ring_mp_enqueue_burst_elem(), for the only producer: nobody else enqueues meanwhile. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_sp_enqueue_burst_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			       unsigned int *free_space)
{
	return __rte_ring_do_enqueue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, RTE_RING_SYNC_ST, free_space);
}

/** As rte_ring_mp_enqueue_burst_elem(), in the producer mode chosen at creation. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_enqueue_burst_elem(struct rte_ring *r, const void *obj_table, unsigned int esize, unsigned int n,
			    unsigned int *free_space)
{
	switch (r->prod.sync_type) {
	case RTE_RING_SYNC_MT:
		return rte_ring_mp_enqueue_burst_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_ST:
		return rte_ring_sp_enqueue_burst_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_MT_RTS:
		return rte_ring_mp_rts_enqueue_burst_elem(r, obj_table, esize, n, free_space);
	case RTE_RING_SYNC_MT_HTS:
		return rte_ring_mp_hts_enqueue_burst_elem(r, obj_table, esize, n, free_space);
	}
	if (free_space != NULL)
		*free_space = 0;
	return 0;
}

/**
 * Dequeue all of @p n objects or none, as one of several consumers.
 * @param obj_table Gets the objects, one after the other. @param esize Their size, as at creation.
 * @param available If not NULL: gets the number of objects left after the call.
 * @return @p n or 0. Context: any thread; may wait for other consumers to finish. Since: 20.02.
 */
static __rte_always_inline unsigned int
rte_ring_mc_dequeue_bulk_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			      unsigned int *available)
{
	return __rte_ring_do_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, RTE_RING_SYNC_MT, available);
}

/** As rte_ring_mc_dequeue_bulk_elem(), for the only consumer: nobody else dequeues meanwhile. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_sc_dequeue_bulk_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			      unsigned int *available)
{
	return __rte_ring_do_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_FIXED, RTE_RING_SYNC_ST, available);
}

/** As rte_ring_mc_dequeue_bulk_elem(), in the consumer mode chosen at creation. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_dequeue_bulk_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			   unsigned int *available)
{
	switch (r->cons.sync_type) {
	case RTE_RING_SYNC_MT:
		return rte_ring_mc_dequeue_bulk_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_ST:
		return rte_ring_sc_dequeue_bulk_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_MT_RTS:
		return rte_ring_mc_rts_dequeue_bulk_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_MT_HTS:
		return rte_ring_mc_hts_dequeue_bulk_elem(r, obj_table, esize, n, available);
	}
	if (available != NULL)
		*available = 0;
	return 0;
}

/** As rte_ring_mc_dequeue_bulk_elem(), but as many of @p n objects as there are. @return The number dequeued. */
static __rte_always_inline unsigned int
rte_ring_mc_dequeue_burst_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			       unsigned int *available)
{
	return __rte_ring_do_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, RTE_RING_SYNC_MT, available);
}

/** As rte_ring_mc_dequeue_burst_elem(), for the only consumer: nobody else dequeues meanwhile. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_sc_dequeue_burst_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			       unsigned int *available)
{
	return __rte_ring_do_dequeue_elem(r, obj_table, esize, n, RTE_RING_QUEUE_VARIABLE, RTE_RING_SYNC_ST, available);
}

/** As rte_ring_mc_dequeue_burst_elem(), in the consumer mode chosen at creation. Since: 20.02. */
static __rte_always_inline unsigned int
rte_ring_dequeue_burst_elem(struct rte_ring *r, void *obj_table, unsigned int esize, unsigned int n,
			    unsigned int *available)
{
	switch (r->cons.sync_type) {
	case RTE_RING_SYNC_MT:
		return rte_ring_mc_dequeue_burst_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_ST:
		return rte_ring_sc_dequeue_burst_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_MT_RTS:
		return rte_ring_mc_rts_dequeue_burst_elem(r, obj_table, esize, n, available);
	case RTE_RING_SYNC_MT_HTS:
		return rte_ring_mc_hts_dequeue_burst_elem(r, obj_table, esize, n, available);
	}
	if (available != NULL)
		*available = 0;
	return 0;
}

/** Enqueue the object at @p obj; otherwise as rte_ring_mp_enqueue_bulk_elem(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_mp_enqueue_elem(struct rte_ring *r, void *obj, unsigned int esize)
{
	return rte_ring_mp_enqueue_bulk_elem(r, obj, esize, 1, NULL) != 0 ? 0 : -ENOBUFS;
}

/** Enqueue the object at @p obj; otherwise as rte_ring_sp_enqueue_bulk_elem(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_sp_enqueue_elem(struct rte_ring *r, void *obj, unsigned int esize)
{
	return rte_ring_sp_enqueue_bulk_elem(r, obj, esize, 1, NULL) != 0 ? 0 : -ENOBUFS;
}

/** Enqueue the object at @p obj; otherwise as rte_ring_enqueue_bulk_elem(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_enqueue_elem(struct rte_ring *r, void *obj, unsigned int esize)
{
	return rte_ring_enqueue_bulk_elem(r, obj, esize, 1, NULL) != 0 ? 0 : -ENOBUFS;
}

/** Dequeue one object to @p obj_p; otherwise as rte_ring_mc_dequeue_bulk_elem(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_mc_dequeue_elem(struct rte_ring *r, void *obj_p, unsigned int esize)
{
	return rte_ring_mc_dequeue_bulk_elem(r, obj_p, esize, 1, NULL) != 0 ? 0 : -ENOENT;
}

/** Dequeue one object to @p obj_p; otherwise as rte_ring_sc_dequeue_bulk_elem(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_sc_dequeue_elem(struct rte_ring *r, void *obj_p, unsigned int esize)
{
	return rte_ring_sc_dequeue_bulk_elem(r, obj_p, esize, 1, NULL) != 0 ? 0 : -ENOENT;
}

/** Dequeue one object to @p obj_p; otherwise as rte_ring_dequeue_bulk_elem(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_dequeue_elem(struct rte_ring *r, void *obj_p, unsigned int esize)
{
	return rte_ring_dequeue_bulk_elem(r, obj_p, esize, 1, NULL) != 0 ? 0 : -ENOENT;
}

#include <rte_ring_peek.h>
#include <rte_ring_peek_zc.h>

#include <rte_ring.h>

#ifdef __cplusplus
}
#endif

#endif
