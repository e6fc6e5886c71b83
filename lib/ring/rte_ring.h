/* SPDX-License-Identifier: BSD-3-Clause */
/* A fixed-size first-in first-out queue of pointers without locks, for one or more producers and consumers, also of different
 * processes. Objects of other sizes: rte_ring_elem.h. */
#ifndef _RTE_RING_H_
#define _RTE_RING_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <rte_ring_core.h>
#include <rte_ring_elem.h>

/**
 * Memory that a ring of @p count pointers takes, header included.
 * @param count Number of slots, a power of two up to RTE_RING_SZ_MASK.
 * @return Bytes, or -EINVAL if @p count is not as said. Context: any thread, does not block. Since: 2.0.
 */
ssize_t rte_ring_get_memsize(unsigned int count);

/**
 * Make a ring in memory of the caller; it is not entered into the list of rings.
 * @param r At least rte_ring_get_memsize() bytes (of the rounded-up count with RING_F_EXACT_SZ), aligned to a cache line.
 * @param name Shorter than RTE_RING_NAMESIZE. @param count, flags As for rte_ring_create().
 * @return 0, -EINVAL (count or flags not valid), -ENAMETOOLONG.
 * Context: any thread; nobody may use @p r meanwhile. Lifetime: the caller's memory; there is nothing to undo. Since: 2.0.
 */
int rte_ring_init(struct rte_ring *r, const char *name, unsigned int count, unsigned int flags);

/**
 * Create a ring of pointers in shared memory and enter it into the list of rings.
 * Parameters, result and errors: as rte_ring_create_elem(). Since: 2.0.
 */
struct rte_ring *rte_ring_create(const char *name, unsigned int count, int socket_id, unsigned int flags);

/**
 * Take a ring out of the list and give its memory back. Objects in it are forgotten.
 * @param r From rte_ring_create(); NULL is harmless. A ring made by rte_ring_init() is refused with a log line.
 * Context: any thread; nobody may use @p r any more. Since: 16.04.
 */
void rte_ring_free(struct rte_ring *r);

/**
 * Find a ring by name, also one that another process created.
 * @return The ring, or NULL with rte_errno ENOENT. Context: any thread; takes the list lock. Since: 2.0.
 */
struct rte_ring *rte_ring_lookup(const char *name);

/** Forget all objects. Context: nobody may use @p r meanwhile. Since: 19.11. */
void rte_ring_reset(struct rte_ring *r);

/** Write the state of @p r to @p f. Context: any thread; the numbers are a snapshot. Since: 2.0. */
void rte_ring_dump(FILE *f, const struct rte_ring *r);

/** Write the state of all rings in the list to @p f. Context: any thread; takes the list lock. Since: 2.0. */
void rte_ring_list_dump(FILE *f);

/**
 * Enqueue all of @p n pointers or none, as one of several producers.
 * @param free_space If not NULL: gets the free slots after the call.
 * @return @p n or 0. Context: any thread; may wait for other producers to finish. Since: 2.0 (this form: 17.05).
 */
static __rte_always_inline unsigned int
rte_ring_mp_enqueue_bulk(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_enqueue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mp_enqueue_bulk(), for the only producer: nobody else enqueues meanwhile. */
static __rte_always_inline unsigned int
rte_ring_sp_enqueue_bulk(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_sp_enqueue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mp_enqueue_bulk(), in the producer mode chosen at creation. */
static __rte_always_inline unsigned int
rte_ring_enqueue_bulk(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_enqueue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mp_enqueue_bulk(), but as many of the @p n pointers as fit. @return The number enqueued. */
static __rte_always_inline unsigned int
rte_ring_mp_enqueue_burst(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_mp_enqueue_burst_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mp_enqueue_burst(), for the only producer: nobody else enqueues meanwhile. */
static __rte_always_inline unsigned int
rte_ring_sp_enqueue_burst(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_sp_enqueue_burst_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** As rte_ring_mp_enqueue_burst(), in the producer mode chosen at creation. */
static __rte_always_inline unsigned int
rte_ring_enqueue_burst(struct rte_ring *r, void * const *obj_table, unsigned int n, unsigned int *free_space)
{
	return rte_ring_enqueue_burst_elem(r, obj_table, sizeof(uintptr_t), n, free_space);
}

/** Enqueue one pointer; otherwise as rte_ring_mp_enqueue_bulk(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_mp_enqueue(struct rte_ring *r, void *obj)
{
	return rte_ring_mp_enqueue_elem(r, &obj, sizeof(uintptr_t));
}

/** Enqueue one pointer; otherwise as rte_ring_sp_enqueue_bulk(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_sp_enqueue(struct rte_ring *r, void *obj)
{
	return rte_ring_sp_enqueue_elem(r, &obj, sizeof(uintptr_t));
}

/** Enqueue one pointer; otherwise as rte_ring_enqueue_bulk(). @return 0, or -ENOBUFS if the ring is full. */
static __rte_always_inline int
rte_ring_enqueue(struct rte_ring *r, void *obj)
{
	return rte_ring_enqueue_elem(r, &obj, sizeof(uintptr_t));
}

/**
 * Dequeue all of @p n pointers or none, as one of several consumers.
 * @param available If not NULL: gets the number of pointers left after the call.
 * @return @p n or 0. Context: any thread; may wait for other consumers to finish. Since: 2.0 (this form: 17.05).
 */
static __rte_always_inline unsigned int
rte_ring_mc_dequeue_bulk(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_dequeue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mc_dequeue_bulk(), for the only consumer: nobody else dequeues meanwhile. */
static __rte_always_inline unsigned int
rte_ring_sc_dequeue_bulk(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_sc_dequeue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mc_dequeue_bulk(), in the consumer mode chosen at creation. */
static __rte_always_inline unsigned int
rte_ring_dequeue_bulk(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_dequeue_bulk_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mc_dequeue_bulk(), but as many of @p n pointers as there are. @return The number dequeued. */
static __rte_always_inline unsigned int
rte_ring_mc_dequeue_burst(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_mc_dequeue_burst_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mc_dequeue_burst(), for the only consumer: nobody else dequeues meanwhile. */
static __rte_always_inline unsigned int
rte_ring_sc_dequeue_burst(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_sc_dequeue_burst_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** As rte_ring_mc_dequeue_burst(), in the consumer mode chosen at creation. */
static __rte_always_inline unsigned int
rte_ring_dequeue_burst(struct rte_ring *r, void **obj_table, unsigned int n, unsigned int *available)
{
	return rte_ring_dequeue_burst_elem(r, obj_table, sizeof(uintptr_t), n, available);
}

/** Dequeue one pointer; otherwise as rte_ring_mc_dequeue_bulk(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_mc_dequeue(struct rte_ring *r, void **obj_p)
{
	return rte_ring_mc_dequeue_elem(r, obj_p, sizeof(uintptr_t));
}

/** Dequeue one pointer; otherwise as rte_ring_sc_dequeue_bulk(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_sc_dequeue(struct rte_ring *r, void **obj_p)
{
	return rte_ring_sc_dequeue_elem(r, obj_p, sizeof(uintptr_t));
}

/** Dequeue one pointer; otherwise as rte_ring_dequeue_bulk(). @return 0, or -ENOENT if the ring is empty. */
static __rte_always_inline int
rte_ring_dequeue(struct rte_ring *r, void **obj_p)
{
	return rte_ring_dequeue_elem(r, obj_p, sizeof(uintptr_t));
}

/** Number of objects in @p r; a snapshot, exact while nobody uses the ring. Context: any thread. Since: 2.0. */
static inline unsigned int
rte_ring_count(const struct rte_ring *r)
{
	uint32_t cons_tail = __atomic_load_n(&r->cons.tail, __ATOMIC_ACQUIRE);
	uint32_t prod_tail = __atomic_load_n(&r->prod.tail, __ATOMIC_ACQUIRE);
	uint32_t count = prod_tail - cons_tail;

	return count > r->capacity ? r->capacity : count;
}

/** Number of objects that still fit into @p r; a snapshot. Context: any thread. Since: 2.0. */
static inline unsigned int
rte_ring_free_count(const struct rte_ring *r)
{
	return r->capacity - rte_ring_count(r);
}

/** @return 1 if nothing more fits into @p r, else 0; a snapshot. Since: 2.0. */
static inline int
rte_ring_full(const struct rte_ring *r)
{
	return rte_ring_free_count(r) == 0;
}

/** @return 1 if @p r holds nothing, else 0; a snapshot. Since: 2.0. */
static inline int
rte_ring_empty(const struct rte_ring *r)
{
	uint32_t cons_tail = __atomic_load_n(&r->cons.tail, __ATOMIC_ACQUIRE);

	return __atomic_load_n(&r->prod.tail, __ATOMIC_ACQUIRE) == cons_tail;
}

/** @return Slots of @p r, of which rte_ring_get_capacity() can be used. Since: 16.11. */
static inline unsigned int
rte_ring_get_size(const struct rte_ring *r)
{
	return r->size;
}

/** @return Objects that @p r can hold. Since: 17.08. */
static inline unsigned int
rte_ring_get_capacity(const struct rte_ring *r)
{
	return r->capacity;
}

/** @return How producers share @p r by default. Since: 20.05. */
static inline enum rte_ring_sync_type
rte_ring_get_prod_sync_type(const struct rte_ring *r)
{
	return r->prod.sync_type;
}

/** @return 1 if the default enqueue of @p r is for a single producer, else 0. Since: 20.05. */
static inline int
rte_ring_is_prod_single(const struct rte_ring *r)
{
	return rte_ring_get_prod_sync_type(r) == RTE_RING_SYNC_ST;
}

/** @return How consumers share @p r by default. Since: 20.05. */
static inline enum rte_ring_sync_type
rte_ring_get_cons_sync_type(const struct rte_ring *r)
{
	return r->cons.sync_type;
}

/** @return 1 if the default dequeue of @p r is for a single consumer, else 0. Since: 20.05. */
static inline int
rte_ring_is_cons_single(const struct rte_ring *r)
{
	return rte_ring_get_cons_sync_type(r) == RTE_RING_SYNC_ST;
}

#ifdef __cplusplus
}
#endif

#endif
