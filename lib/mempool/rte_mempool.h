/* SPDX-License-Identifier: BSD-3-Clause */
/* Pools of objects of one size: a handler keeps the free objects, a cache per lcore keeps most calls away from it. */
#ifndef _RTE_MEMPOOL_H_
#define _RTE_MEMPOOL_H_

#include <stdio.h>
#include <stdint.h>
#include <inttypes.h>
#include <string.h>
#include <errno.h>
#include <sys/queue.h>
#include <sys/types.h>

#include <rte_config.h>
#include <rte_spinlock.h>
#include <rte_debug.h>
#include <rte_lcore.h>
#include <rte_branch_prediction.h>
#include <rte_ring.h>
#include <rte_memcpy.h>
#include <rte_common.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_MEMPOOL_HEADER_COOKIE1 0xbadbadbadadd2e55ULL  /**< debug: the object is in use */
#define RTE_MEMPOOL_HEADER_COOKIE2 0xf2eef2eedadd2e55ULL  /**< debug: the object is free */
#define RTE_MEMPOOL_TRAILER_COOKIE 0xadd2e55badbadbadULL  /**< debug: stands behind each object */

#define RTE_MEMPOOL_MZ_PREFIX "MP_"
/** Name of the memory zone of a pool; those of its objects have "_number" behind it. */
#define RTE_MEMPOOL_MZ_FORMAT RTE_MEMPOOL_MZ_PREFIX "%s"
/** Size of a pool name with its final NUL: a ring may take its place with the prefix in front. */
#define RTE_MEMPOOL_NAMESIZE (RTE_RING_NAMESIZE - sizeof(RTE_MEMPOOL_MZ_PREFIX) + 1)

#define RTE_MEMPOOL_ALIGN RTE_CACHE_LINE_SIZE
#define RTE_MEMPOOL_ALIGN_MASK (RTE_MEMPOOL_ALIGN - 1)

#define RTE_MEMPOOL_F_NO_SPREAD 0x0001       /**< do not pad objects to spread them over memory channels */
#define RTE_MEMPOOL_F_NO_CACHE_ALIGN 0x0002  /**< do not align objects to cache lines */
#define RTE_MEMPOOL_F_SP_PUT 0x0004          /**< one thread puts (default handler without caches) */
#define RTE_MEMPOOL_F_SC_GET 0x0008          /**< one thread gets (default handler without caches) */
#define RTE_MEMPOOL_F_POOL_CREATED 0x0010    /**< internal: the handler has its data */
#define RTE_MEMPOOL_F_NO_IOVA_CONTIG 0x0020  /**< objects need no valid or contiguous device address */
#define RTE_MEMPOOL_F_NON_IO 0x0040          /**< internal: no object can be used by a device */
#define RTE_MEMPOOL_VALID_USER_FLAGS \
	(RTE_MEMPOOL_F_NO_SPREAD | RTE_MEMPOOL_F_NO_CACHE_ALIGN | RTE_MEMPOOL_F_SP_PUT | RTE_MEMPOOL_F_SC_GET | \
	 RTE_MEMPOOL_F_NO_IOVA_CONTIG)
#define MEMPOOL_F_NO_SPREAD RTE_MEMPOOL_F_NO_SPREAD           /**< older name */
#define MEMPOOL_F_NO_CACHE_ALIGN RTE_MEMPOOL_F_NO_CACHE_ALIGN /**< older name */
#define MEMPOOL_F_SP_PUT RTE_MEMPOOL_F_SP_PUT                 /**< older name */
#define MEMPOOL_F_SC_GET RTE_MEMPOOL_F_SC_GET                 /**< older name */
#define MEMPOOL_F_NO_IOVA_CONTIG RTE_MEMPOOL_F_NO_IOVA_CONTIG /**< older name */

/** Free objects near one thread. Only its thread changes it. */
struct rte_mempool_cache {
	uint32_t size;        /**< objects to keep */
	uint32_t flushthresh; /**< never more objects than this */
	uint32_t len;         /**< objects in it */
	/** the objects, last in first out; a refill of size objects may come on top of a large request */
	void *objs[RTE_MEMPOOL_CACHE_MAX_SIZE * 2] __rte_cache_aligned;
} __rte_cache_aligned;

/** Sizes of the parts of an object in bytes. */
struct rte_mempool_objsz {
	uint32_t elt_size;
	uint32_t header_size;
	uint32_t trailer_size;
	uint32_t total_size;
};

struct rte_mempool;

/** What stands right before each object. */
struct rte_mempool_objhdr {
	RTE_STAILQ_ENTRY(rte_mempool_objhdr) next; /**< next object of the pool */
	struct rte_mempool *mp;                    /**< its pool */
	rte_iova_t iova;                           /**< address of the object for devices */
#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
	uint64_t cookie;
#endif
};

/** What stands right behind each object in debug builds. */
struct rte_mempool_objtlr {
	uint64_t cookie;
};

RTE_STAILQ_HEAD(rte_mempool_objhdr_list, rte_mempool_objhdr);
RTE_STAILQ_HEAD(rte_mempool_memhdr_list, rte_mempool_memhdr);

/** Called to give a piece of memory of a pool back. */
typedef void(rte_mempool_memchunk_free_cb_t)(struct rte_mempool_memhdr *memhdr, void *opaque);

/** A piece of memory that objects of a pool stand in. */
struct rte_mempool_memhdr {
	RTE_STAILQ_ENTRY(rte_mempool_memhdr) next;
	struct rte_mempool *mp;
	void *addr;      /**< start */
	rte_iova_t iova; /**< start for devices, or RTE_BAD_IOVA */
	size_t len;      /**< bytes */
	rte_mempool_memchunk_free_cb_t *free_cb;
	void *opaque;    /**< argument of free_cb */
};

/** What a handler tells about a pool. */
struct rte_mempool_info {
	unsigned int contig_block_size; /**< objects in a contiguous block */
} __rte_cache_aligned;

/** A pool. */
struct rte_mempool {
	char name[RTE_MEMPOOL_NAMESIZE];
	RTE_STD_C11
	union {
		void *pool_data;  /**< data of the handler */
		uint64_t pool_id; /**< or its number */
	};
	void *pool_config;            /**< argument of rte_mempool_set_ops_byname() */
	const struct rte_memzone *mz; /**< memory of this structure, the caches and the private area */
	unsigned int flags;           /**< RTE_MEMPOOL_F_* */
	int socket_id;                /**< NUMA node asked for */
	uint32_t size;                /**< objects at most */
	uint32_t cache_size;          /**< objects that each lcore's cache keeps, 0: no caches */
	uint32_t elt_size;            /**< bytes of an object */
	uint32_t header_size;         /**< bytes before it */
	uint32_t trailer_size;        /**< bytes behind it */
	unsigned int private_data_size;
	int32_t ops_index;            /**< handler: index into rte_mempool_ops_table */
	struct rte_mempool_cache *local_cache; /**< one for each lcore, or NULL */
	uint32_t populated_size;      /**< objects there are */
	struct rte_mempool_objhdr_list elt_list; /**< all objects, free or not */
	uint32_t nb_mem_chunks;
	struct rte_mempool_memhdr_list mem_list; /**< all pieces of memory */
} __rte_cache_aligned;

#define RTE_MEMPOOL_STAT_ADD(mp, name, n) do { } while (0)
#define RTE_MEMPOOL_CACHE_STAT_ADD(cache, name, n) do { } while (0)

/** Bytes before the private area of @p mp with caches of @p cs objects. */
#define RTE_MEMPOOL_HEADER_SIZE(mp, cs) \
	(sizeof(*(mp)) + (((cs) == 0) ? 0 : (sizeof(struct rte_mempool_cache) * RTE_MAX_LCORE)))

/** @return The header of the object @p obj of a pool. */
static inline struct rte_mempool_objhdr *
rte_mempool_get_header(void *obj)
{
	return (struct rte_mempool_objhdr *)RTE_PTR_SUB(obj, sizeof(struct rte_mempool_objhdr));
}

/** @return The pool that @p obj, an object of a pool, belongs to. Since: 2.0. */
static inline struct rte_mempool *
rte_mempool_from_obj(void *obj)
{
	return rte_mempool_get_header(obj)->mp;
}

/** @return The trailer of the object @p obj; there is one in debug builds only. */
static inline struct rte_mempool_objtlr *
rte_mempool_get_trailer(void *obj)
{
	return (struct rte_mempool_objtlr *)RTE_PTR_ADD(obj, rte_mempool_from_obj(obj)->elt_size);
}

/**
 * Check that @p n objects belong to @p mp; in debug builds also that they are free or in use as they should be and nothing was
 * written outside them. Panics if not.
 * @param free 0: they are being taken, mark them used. 1: they are being put back, mark them free. 2: only look.
 */
void rte_mempool_check_cookies(const struct rte_mempool *mp, void * const *obj_table_const, unsigned int n, int free);

/** As rte_mempool_check_cookies(), for @p n blocks of contiguous objects, each given by its first. */
void rte_mempool_contig_blocks_check_cookies(const struct rte_mempool *mp, void * const *first_obj_table_const,
					     unsigned int n, int free);

#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
#define RTE_MEMPOOL_CHECK_COOKIES(mp, obj_table_const, n, free) rte_mempool_check_cookies(mp, obj_table_const, n, free)
#define RTE_MEMPOOL_CONTIG_BLOCKS_CHECK_COOKIES(mp, first_obj_table_const, n, free) \
	rte_mempool_contig_blocks_check_cookies(mp, first_obj_table_const, n, free)
#else
#define RTE_MEMPOOL_CHECK_COOKIES(mp, obj_table_const, n, free) do { } while (0)
#define RTE_MEMPOOL_CONTIG_BLOCKS_CHECK_COOKIES(mp, first_obj_table_const, n, free) do { } while (0)
#endif

/*
 * Handlers. A handler keeps the free objects of a pool. It may be called by any thread at the same time, alloc, free and
 * populate excepted.
 */

#define RTE_MEMPOOL_OPS_NAMESIZE 32

/** Make the handler's data for @p mp (size, flags, socket_id, pool_config are set). 0 or -errno. */
typedef int (*rte_mempool_alloc_t)(struct rte_mempool *mp);
/** Free the handler's data. */
typedef void (*rte_mempool_free_t)(struct rte_mempool *mp);
/** Take @p n objects in. 0, or -ENOBUFS. */
typedef int (*rte_mempool_enqueue_t)(struct rte_mempool *mp, void * const *obj_table, unsigned int n);
/** Give exactly @p n objects out. 0, or -ENOBUFS (fewer are free; none is taken). */
typedef int (*rte_mempool_dequeue_t)(struct rte_mempool *mp, void **obj_table, unsigned int n);
/** Give @p n blocks of contiguous objects out. 0, or -ENOBUFS. */
typedef int (*rte_mempool_dequeue_contig_blocks_t)(struct rte_mempool *mp, void **first_obj_table, unsigned int n);
/** Number of free objects. */
typedef unsigned int (*rte_mempool_get_count)(const struct rte_mempool *mp);

/**
 * Bytes of memory that @p obj_num objects of @p mp need.
 * @param pg_shift Logarithm of the page size that objects must not cross, 0: any memory will do.
 * @param min_chunk_size Gets the bytes that a piece of memory must have at least.
 * @param align Gets the alignment that a piece of memory must have.
 * @return Bytes or -errno.
 */
typedef ssize_t (*rte_mempool_calc_mem_size_t)(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift,
					       size_t *min_chunk_size, size_t *align);
/** Called for each object that is put into a pool at @p vaddr. */
typedef void(rte_mempool_populate_obj_cb_t)(struct rte_mempool *mp, void *opaque, void *vaddr, rte_iova_t iova);
/** Put up to @p max_objs objects into the memory at @p vaddr and call @p obj_cb for each. Number of objects or -errno. */
typedef int (*rte_mempool_populate_t)(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
				      rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg);
/** Fill @p info. 0 or -errno. */
typedef int (*rte_mempool_get_info_t)(const struct rte_mempool *mp, struct rte_mempool_info *info);

/** The calls of a handler; those from calc_mem_size on may be NULL. */
struct rte_mempool_ops {
	char name[RTE_MEMPOOL_OPS_NAMESIZE];
	rte_mempool_alloc_t alloc;
	rte_mempool_free_t free; /**< may be NULL */
	rte_mempool_enqueue_t enqueue;
	rte_mempool_dequeue_t dequeue;
	rte_mempool_get_count get_count;
	rte_mempool_calc_mem_size_t calc_mem_size;
	rte_mempool_populate_t populate;
	rte_mempool_get_info_t get_info;
	rte_mempool_dequeue_contig_blocks_t dequeue_contig_blocks;
} __rte_cache_aligned;

#define RTE_MEMPOOL_MAX_OPS_IDX 16

/** All handlers of this process. Every process that shares pools registers the same ones in the same order. */
struct rte_mempool_ops_table {
	rte_spinlock_t sl; /**< held while a handler is added */
	uint32_t num_ops;  /**< handlers there are */
	struct rte_mempool_ops ops[RTE_MEMPOOL_MAX_OPS_IDX] __rte_cache_aligned;
} __rte_cache_aligned;

extern struct rte_mempool_ops_table rte_mempool_ops_table;

/** @return The handler with index @p ops_index; panics if there is none. */
static inline struct rte_mempool_ops *
rte_mempool_get_ops(int ops_index)
{
	RTE_VERIFY((ops_index >= 0) && (ops_index < RTE_MEMPOOL_MAX_OPS_IDX));
	return &rte_mempool_ops_table.ops[ops_index];
}

/** Let the handler of @p mp make its data. @return 0 or -errno. */
int rte_mempool_ops_alloc(struct rte_mempool *mp);

/** Let the handler of @p mp free its data. */
void rte_mempool_ops_free(struct rte_mempool *mp);

/** @return Objects that the handler of @p mp has free; those in caches are not counted. */
unsigned int rte_mempool_ops_get_count(const struct rte_mempool *mp);

/** Ask the handler of @p mp, or rte_mempool_op_calc_mem_size_default(), for the memory @p obj_num objects need. */
ssize_t rte_mempool_ops_calc_mem_size(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift, size_t *min_chunk_size,
				      size_t *align);

/** Let the handler of @p mp, or rte_mempool_op_populate_default(), put objects into memory. */
int rte_mempool_ops_populate(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
			     rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg);

/** Let the handler of @p mp fill @p info. @return 0, -errno of the handler, or -ENOTSUP if it cannot. Since: 18.08. */
int rte_mempool_ops_get_info(const struct rte_mempool *mp, struct rte_mempool_info *info);

/** @return Memory for @p obj_num objects, with @p chunk_reserve bytes of each piece left to the handler. See calc_mem_size. */
ssize_t rte_mempool_op_calc_mem_size_helper(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift,
					    size_t chunk_reserve, size_t *min_chunk_size, size_t *align);

/** As rte_mempool_op_calc_mem_size_helper() with nothing reserved. */
ssize_t rte_mempool_op_calc_mem_size_default(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift,
					     size_t *min_chunk_size, size_t *align);

/** Start objects at multiples of their total size (from the address 0 on). */
#define RTE_MEMPOOL_POPULATE_F_ALIGN_OBJ 0x0001

/**
 * Put objects one after the other into memory and enqueue them; where pages matter, none crosses a page.
 * @param flags RTE_MEMPOOL_POPULATE_F_* or 0. @return Number of objects put, or -errno of enqueue or of the page size query.
 */
int rte_mempool_op_populate_helper(struct rte_mempool *mp, unsigned int flags, unsigned int max_objs, void *vaddr,
				   rte_iova_t iova, size_t len, rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg);

/** As rte_mempool_op_populate_helper() without flags. */
int rte_mempool_op_populate_default(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
				    rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg);

/** Take @p n objects from the handler, past all caches. @return 0 or -errno. */
static inline int
rte_mempool_ops_dequeue_bulk(struct rte_mempool *mp, void **obj_table, unsigned int n)
{
	return rte_mempool_get_ops(mp->ops_index)->dequeue(mp, obj_table, n);
}

/** Take @p n blocks of objects from the handler. @return 0 or -errno; -ENOTSUP if it knows no blocks. */
static inline int
rte_mempool_ops_dequeue_contig_blocks(struct rte_mempool *mp, void **first_obj_table, unsigned int n)
{
	struct rte_mempool_ops *ops = rte_mempool_get_ops(mp->ops_index);

	return ops->dequeue_contig_blocks != NULL ? ops->dequeue_contig_blocks(mp, first_obj_table, n) : -ENOTSUP;
}

/** Give @p n objects to the handler, past all caches. @return 0 or -errno. */
static inline int
rte_mempool_ops_enqueue_bulk(struct rte_mempool *mp, void * const *obj_table, unsigned int n)
{
	return rte_mempool_get_ops(mp->ops_index)->enqueue(mp, obj_table, n);
}

/**
 * Add a handler to the table of this process.
 * @param ops Is copied. @return Its index, or -EINVAL (a call is missing), -EEXIST (the name is taken or too long), -ENOSPC.
 * Context: before the handler is used; also in constructors. Since: 16.07.
 */
int rte_mempool_register_ops(const struct rte_mempool_ops *ops);

/** Register a handler when the program or plug-in is loaded. */
#define RTE_MEMPOOL_REGISTER_OPS(ops) \
	RTE_INIT(mp_hdlr_init_##ops) \
	{ \
		rte_mempool_register_ops(&ops); \
	}

/**
 * Choose the handler of a pool that has no objects yet.
 * @param pool_config Kept for the handler, may be NULL.
 * @return 0, -EEXIST (the pool has a handler at work), -EINVAL (no such handler). Context: owner of the pool. Since: 16.07.
 */
int rte_mempool_set_ops_byname(struct rte_mempool *mp, const char *name, void *pool_config);

/*
 * Pools.
 */

/** Called for each object @p obj with its number @p obj_idx. */
typedef void(rte_mempool_obj_cb_t)(struct rte_mempool *mp, void *opaque, void *obj, unsigned int obj_idx);
typedef rte_mempool_obj_cb_t rte_mempool_obj_ctor_t; /**< older name */
/** Called for each piece of memory with its number @p mem_idx. */
typedef void(rte_mempool_mem_cb_t)(struct rte_mempool *mp, void *opaque, struct rte_mempool_memhdr *memhdr, unsigned int mem_idx);
/** Called to prepare the private area of a pool. */
typedef void(rte_mempool_ctor_t)(struct rte_mempool *mp, void *opaque);

/** Free a pool with all its memory and objects; NULL is harmless. Context: nobody may use it any more. Since: 16.07. */
void rte_mempool_free(struct rte_mempool *mp);

/**
 * Create a pool and fill it with objects.
 * @param name Unique, shorter than RTE_MEMPOOL_NAMESIZE.
 * @param n Objects; a power of two minus one suits the default handler best.
 * @param elt_size Bytes of an object.
 * @param cache_size Objects that each lcore keeps near, at most RTE_MEMPOOL_CACHE_MAX_SIZE and n / 1.5; 0: no caches.
 * @param private_data_size Bytes for the owner behind the pool's structure.
 * @param mp_init Called with @p mp_init_arg before there are objects, may be NULL.
 * @param obj_init Called with @p obj_init_arg for each object, may be NULL.
 * @param socket_id NUMA node or SOCKET_ID_ANY. @param flags RTE_MEMPOOL_F_* within RTE_MEMPOOL_VALID_USER_FLAGS.
 * @return The pool, or NULL with rte_errno: EINVAL (a number, flag or name is not valid), ENAMETOOLONG, EEXIST, ENOSPC (no free
 *  memory zone), ENOMEM, E_RTE_NO_CONFIG (the runtime is not initialized). Nothing is left behind on failure.
 * Context: any thread; no lock is held during the callbacks. Lifetime: until rte_mempool_free(). Since: 2.0.
 */
struct rte_mempool *rte_mempool_create(const char *name, unsigned int n, unsigned int elt_size, unsigned int cache_size,
				       unsigned int private_data_size, rte_mempool_ctor_t *mp_init, void *mp_init_arg,
				       rte_mempool_obj_cb_t *obj_init, void *obj_init_arg, int socket_id, unsigned int flags);

/** Create a pool that has no objects yet: choose a handler and populate it next. As rte_mempool_create(). Since: 16.07. */
struct rte_mempool *rte_mempool_create_empty(const char *name, unsigned int n, unsigned int elt_size, unsigned int cache_size,
					     unsigned int private_data_size, int socket_id, unsigned int flags);

/**
 * Put objects into @p len bytes of the caller at @p vaddr.
 * @param iova Where devices see the memory, contiguous; RTE_BAD_IOVA: they do not.
 * @param free_cb Called with @p opaque when the pool gives the memory back, may be NULL.
 * @return Objects added, or -ENOSPC (the pool is full), -EINVAL (no object fits, or there is no handler), -ENOMEM, -errno of the
 *  handler (then the pool has no objects any more). On an error the memory stays with the caller and @p free_cb is not called.
 * Context: owner of the pool; nobody has objects of it yet. Since: 17.11 (as populate_phys: 16.07).
 */
int rte_mempool_populate_iova(struct rte_mempool *mp, char *vaddr, rte_iova_t iova, size_t len,
			      rte_mempool_memchunk_free_cb_t *free_cb, void *opaque);

/**
 * Put objects into @p len bytes of the caller at @p addr, whose pages of @p pg_sz bytes may be scattered for devices.
 * @param free_cb Called once with @p opaque when the pool gives the memory back, may be NULL.
 * @return Objects added, or as rte_mempool_populate_iova(). Context: as there. Since: 16.07.
 */
int rte_mempool_populate_virt(struct rte_mempool *mp, char *addr, size_t len, size_t pg_sz,
			      rte_mempool_memchunk_free_cb_t *free_cb, void *opaque);

/**
 * Put all objects of an empty pool into memory zones of its NUMA node.
 * @return Objects added, or -EEXIST (it has memory), -ENOMEM, -errno; then the pool is as empty as before.
 * Context: owner of the pool. Since: 16.07.
 */
int rte_mempool_populate_default(struct rte_mempool *mp);

/** Put all objects of an empty pool into anonymous memory. @return Objects added; 0 with rte_errno. Since: 16.07. */
int rte_mempool_populate_anon(struct rte_mempool *mp);

/** Call @p obj_cb for each object, free or not. @return Their number. Context: no objects are added meanwhile. Since: 16.07. */
uint32_t rte_mempool_obj_iter(struct rte_mempool *mp, rte_mempool_obj_cb_t *obj_cb, void *obj_cb_arg);

/** Call @p mem_cb for each piece of memory. @return Number of pieces. Context: as rte_mempool_obj_iter(). Since: 16.07. */
uint32_t rte_mempool_mem_iter(struct rte_mempool *mp, rte_mempool_mem_cb_t *mem_cb, void *mem_cb_arg);

/** Write the state of @p mp to @p f. Context: any thread; the numbers are a snapshot. Since: 2.0. */
void rte_mempool_dump(FILE *f, struct rte_mempool *mp);

/*
 * Caches.
 */

/**
 * Create a cache that belongs to the caller, for a thread that is no lcore.
 * @param size Objects to keep, 1 to RTE_MEMPOOL_CACHE_MAX_SIZE. @return The cache, or NULL with rte_errno EINVAL or ENOMEM.
 * Lifetime: until rte_mempool_cache_free(); flush it first. Since: 16.07.
 */
struct rte_mempool_cache *rte_mempool_cache_create(uint32_t size, int socket_id);

/** Free a cache from rte_mempool_cache_create(); NULL is harmless. Objects still in it are lost to their pool. Since: 16.07. */
void rte_mempool_cache_free(struct rte_mempool_cache *cache);

/** @internal Empty @p cache into the handler of @p mp. */
void __rte_mempool_cache_drain(struct rte_mempool *mp, struct rte_mempool_cache *cache);

/** @internal Take @p n objects when @p cache has fewer: it is refilled on the way. @return 0 or -errno, then nothing is taken. */
int __rte_mempool_get_refill(struct rte_mempool *mp, void **obj_table, unsigned int n, struct rte_mempool_cache *cache);

/** @return The cache of lcore @p lcore_id in @p mp, NULL if it has none or the thread is no lcore. Since: 16.07. */
static __rte_always_inline struct rte_mempool_cache *
rte_mempool_default_cache(struct rte_mempool *mp, unsigned int lcore_id)
{
	if (mp->cache_size == 0 || lcore_id >= RTE_MAX_LCORE)
		return NULL;
	return &mp->local_cache[lcore_id];
}

/** Give all objects in @p cache back to @p mp. @p cache NULL: that of the calling lcore, if any. Since: 16.07. */
static __rte_always_inline void
rte_mempool_cache_flush(struct rte_mempool_cache *cache, struct rte_mempool *mp)
{
	if (cache == NULL)
		cache = rte_mempool_default_cache(mp, rte_lcore_id());
	if (cache != NULL && cache->len != 0)
		__rte_mempool_cache_drain(mp, cache);
}

/*
 * Getting and putting objects: from and to the cache if it can, else the handler. A cache's len is read by other threads that
 * count objects, hence the atomic stores.
 */

/** @internal Put @p n objects; see rte_mempool_generic_put(). */
static __rte_always_inline void
rte_mempool_do_generic_put(struct rte_mempool *mp, void * const *obj_table, unsigned int n, struct rte_mempool_cache *cache)
{
	uint32_t len;
	int ret;

	if (unlikely(cache == NULL || n > cache->flushthresh)) {
		/* a handler has room for all objects there are */
		ret = rte_mempool_ops_enqueue_bulk(mp, obj_table, n);
		RTE_ASSERT(ret == 0);
		RTE_SET_USED(ret);
		return;
	}
	if (unlikely(n > cache->flushthresh - cache->len))
		__rte_mempool_cache_drain(mp, cache);
	len = cache->len;
	__rte_ring_copy(&cache->objs[len], obj_table, sizeof(void *) * n);
	__atomic_store_n(&cache->len, len + n, __ATOMIC_RELAXED);
}

/** Put @p n objects back, into @p cache if it is not NULL. Context: any thread, for a cache only its own. Since: 16.07. */
static __rte_always_inline void
rte_mempool_generic_put(struct rte_mempool *mp, void * const *obj_table, unsigned int n, struct rte_mempool_cache *cache)
{
	RTE_MEMPOOL_CHECK_COOKIES(mp, obj_table, n, 1);
	rte_mempool_do_generic_put(mp, obj_table, n, cache);
}

/** Put @p n objects back into @p mp, into the calling lcore's cache if it has one. Context: any thread. Since: 2.0. */
static __rte_always_inline void
rte_mempool_put_bulk(struct rte_mempool *mp, void * const *obj_table, unsigned int n)
{
	rte_mempool_generic_put(mp, obj_table, n, rte_mempool_default_cache(mp, rte_lcore_id()));
}

/** Put one object back; as rte_mempool_put_bulk(). Since: 2.0. */
static __rte_always_inline void
rte_mempool_put(struct rte_mempool *mp, void *obj)
{
	rte_mempool_put_bulk(mp, &obj, 1);
}

/** @internal Get @p n objects; see rte_mempool_generic_get(). */
static __rte_always_inline int
rte_mempool_do_generic_get(struct rte_mempool *mp, void **obj_table, unsigned int n, struct rte_mempool_cache *cache)
{
	uint32_t len;

	if (unlikely(cache == NULL))
		return rte_mempool_ops_dequeue_bulk(mp, obj_table, n);
	if (unlikely(n > cache->len))
		return __rte_mempool_get_refill(mp, obj_table, n, cache);
	len = cache->len - n;
	__rte_ring_copy(obj_table, &cache->objs[len], sizeof(void *) * n);
	__atomic_store_n(&cache->len, len, __ATOMIC_RELAXED);
	return 0;
}

/**
 * Get exactly @p n objects from @p mp, from @p cache first if it is not NULL.
 * @return 0, or -ENOBUFS: fewer are to be had, none is taken. Context: any thread, for a cache only its own. Since: 16.07.
 */
static __rte_always_inline int
rte_mempool_generic_get(struct rte_mempool *mp, void **obj_table, unsigned int n, struct rte_mempool_cache *cache)
{
	int ret = rte_mempool_do_generic_get(mp, obj_table, n, cache);

	if (ret == 0)
		RTE_MEMPOOL_CHECK_COOKIES(mp, obj_table, n, 0);
	return ret;
}

/** Get exactly @p n objects, from the lcore's cache first if it has one. @return 0, -ENOBUFS. Context: any thread. Since: 2.0. */
static __rte_always_inline int
rte_mempool_get_bulk(struct rte_mempool *mp, void **obj_table, unsigned int n)
{
	return rte_mempool_generic_get(mp, obj_table, n, rte_mempool_default_cache(mp, rte_lcore_id()));
}

/** Get one object; as rte_mempool_get_bulk(). Since: 2.0. */
static __rte_always_inline int
rte_mempool_get(struct rte_mempool *mp, void **obj_p)
{
	return rte_mempool_get_bulk(mp, obj_p, 1);
}

/**
 * Get @p n blocks of contiguous objects, whose size rte_mempool_ops_get_info() tells. Caches are not used.
 * @return 0, -ENOBUFS, or -ENOTSUP: the handler knows no blocks. Context: any thread. Since: 18.05.
 */
static __rte_always_inline int
rte_mempool_get_contig_blocks(struct rte_mempool *mp, void **first_obj_table, unsigned int n)
{
	int ret = rte_mempool_ops_dequeue_contig_blocks(mp, first_obj_table, n);

	if (ret == 0)
		RTE_MEMPOOL_CONTIG_BLOCKS_CHECK_COOKIES(mp, first_obj_table, n, 0);
	return ret;
}

/** @return Free objects of @p mp, those in caches too; a snapshot, slow. Context: any thread. Since: 16.07. */
unsigned int rte_mempool_avail_count(const struct rte_mempool *mp);

/** @return Objects of @p mp in use; a snapshot, slow. Context: any thread. Since: 16.07. */
unsigned int rte_mempool_in_use_count(const struct rte_mempool *mp);

/** @return 1 if all objects are free, else 0; a snapshot, slow. Since: 2.0. */
static inline int
rte_mempool_full(const struct rte_mempool *mp)
{
	return rte_mempool_avail_count(mp) == mp->size;
}

/** @return 1 if no object is free, else 0; a snapshot, slow. Since: 2.0. */
static inline int
rte_mempool_empty(const struct rte_mempool *mp)
{
	return rte_mempool_avail_count(mp) == 0;
}

/** @return Address of the object @p elt for devices, or RTE_BAD_IOVA. Since: 17.11. */
static inline rte_iova_t
rte_mempool_virt2iova(const void *elt)
{
	const struct rte_mempool_objhdr *hdr;

	hdr = (const struct rte_mempool_objhdr *)RTE_PTR_SUB(elt, sizeof(*hdr));
	return hdr->iova;
}

/** Check the structures of @p mp and panic if they are damaged. Context: while nobody uses the pool. Since: 2.0. */
void rte_mempool_audit(struct rte_mempool *mp);

/** @return The private area of @p mp. Since: 2.0. */
static inline void *
rte_mempool_get_priv(struct rte_mempool *mp)
{
	return (char *)mp + RTE_MEMPOOL_HEADER_SIZE(mp, mp->cache_size);
}

/** Write the state of all pools to @p f. Context: any thread. Since: 2.0. */
void rte_mempool_list_dump(FILE *f);

/** Find a pool by name, also one of another process. @return The pool, or NULL with rte_errno ENOENT. Since: 2.0. */
struct rte_mempool *rte_mempool_lookup(const char *name);

/**
 * Compute the bytes that an object of @p elt_size bytes takes with header, trailer and padding.
 * @param flags RTE_MEMPOOL_F_*. @param sz If not NULL: gets the parts. @return Total bytes; 0 if they do not fit 32 bits.
 * Context: any thread. Since: 2.0.
 */
uint32_t rte_mempool_calc_obj_size(uint32_t elt_size, uint32_t flags, struct rte_mempool_objsz *sz);

/**
 * Call @p func for each pool there is when the call begins. No lock is held: @p func may use every call of this library; other
 * threads must not free pools meanwhile. Since: 2.0.
 */
void rte_mempool_walk(void (*func)(struct rte_mempool *, void *arg), void *arg);

/**
 * Tell the size of the pages that objects of @p mp must not cross.
 * @param pg_sz Gets bytes; 0: pages do not matter. @return 0, or -EINVAL: no memory of that NUMA node. Since: 19.11.
 */
int rte_mempool_get_page_size(struct rte_mempool *mp, size_t *pg_sz);

/** What happens to a pool. */
enum rte_mempool_event {
	RTE_MEMPOOL_EVENT_READY = 0,  /**< it has all its objects */
	RTE_MEMPOOL_EVENT_DESTROY = 1 /**< it is about to be freed */
};

/** Called on events of pools, by the thread that caused them, with no lock held. */
typedef void(rte_mempool_event_callback)(enum rte_mempool_event event, struct rte_mempool *mp, void *user_data);

/**
 * Have @p func called with @p user_data on all events of pools in this process.
 * @return 0, -EINVAL (no function), -EEXIST (this pair is registered), -ENOMEM. Context: any thread. Since: 21.11.
 */
int rte_mempool_event_callback_register(rte_mempool_event_callback *func, void *user_data);

/**
 * Undo rte_mempool_event_callback_register(). When it returns, the callback does not run any more, unless it is the caller.
 * @return 0, -ENOENT. Context: any thread; waits for a running callback except from inside it. Since: 21.11.
 */
int rte_mempool_event_callback_unregister(rte_mempool_event_callback *func, void *user_data);

#ifdef __cplusplus
}
#endif

#endif
