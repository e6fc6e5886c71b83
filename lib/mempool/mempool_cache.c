/* SPDX-License-Identifier: BSD-3-Clause */
/* Caches: those of users, and the slow ends of get and put, where a cache meets the handler. Also counts objects. */
#include <errno.h>
#include <string.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_malloc.h>

#include "mempool_private.h"

void
mempool_cache_init(struct rte_mempool_cache *cache, uint32_t size)
{
	RTE_BUILD_BUG_ON(RTE_MEMPOOL_CACHE_MAX_SIZE + RTE_MEMPOOL_CACHE_MAX_SIZE / 2 > RTE_DIM(cache->objs));
	cache->size = size;
	cache->flushthresh = size + size / 2;
	cache->len = 0;
}

struct rte_mempool_cache *
rte_mempool_cache_create(uint32_t size, int socket_id)
{
	struct rte_mempool_cache *cache;

	if (size == 0 || size > RTE_MEMPOOL_CACHE_MAX_SIZE) {
		RTE_LOG(ERR, MEMPOOL, "cache size %u is not between 1 and %u\n", size, RTE_MEMPOOL_CACHE_MAX_SIZE);
		rte_errno = EINVAL;
		return NULL;
	}
	cache = rte_zmalloc_socket("MEMPOOL_CACHE", sizeof(*cache), RTE_CACHE_LINE_SIZE, socket_id);
	if (cache == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot create a cache: no memory\n");
		rte_errno = ENOMEM;
		return NULL;
	}
	mempool_cache_init(cache, size);
	return cache;
}

void
rte_mempool_cache_free(struct rte_mempool_cache *cache)
{
	rte_free(cache);
}

void
__rte_mempool_cache_drain(struct rte_mempool *mp, struct rte_mempool_cache *cache)
{
	int ret = rte_mempool_ops_enqueue_bulk(mp, cache->objs, cache->len);

	RTE_ASSERT(ret == 0);
	RTE_SET_USED(ret);
	__atomic_store_n(&cache->len, 0, __ATOMIC_RELAXED);
}

int
__rte_mempool_get_refill(struct rte_mempool *mp, void **obj_table, unsigned int n, struct rte_mempool_cache *cache)
{
	uint32_t have = cache->len, rest = n - have;
	int ret;

	memcpy(obj_table, cache->objs, have * sizeof(void *));
	if (rest <= RTE_DIM(cache->objs) - cache->size &&
	    rte_mempool_ops_dequeue_bulk(mp, cache->objs, cache->size + rest) == 0) {
		memcpy(obj_table + have, &cache->objs[cache->size], rest * sizeof(void *));
		__atomic_store_n(&cache->len, cache->size, __ATOMIC_RELAXED);
		return 0;
	}
	/* too many for the cache, or the pool runs low: only what was asked for */
	ret = rte_mempool_ops_dequeue_bulk(mp, obj_table + have, rest);
	if (ret == 0) {
		__atomic_store_n(&cache->len, 0, __ATOMIC_RELAXED);
		return 0;
	}
	/* a handler may have written into the cache before it gave up */
	memcpy(cache->objs, obj_table, have * sizeof(void *));
	return ret;
}

unsigned int
rte_mempool_avail_count(const struct rte_mempool *mp)
{
	uint64_t count = mp->flags & RTE_MEMPOOL_F_POOL_CREATED ? rte_mempool_ops_get_count(mp) : 0;

	if (mp->cache_size != 0) {
		for (unsigned int i = 0; i < RTE_MAX_LCORE; i++)
			count += __atomic_load_n(&mp->local_cache[i].len, __ATOMIC_RELAXED);
	}
	/* objects on their way between handler and cache may be counted twice */
	return RTE_MIN(count, (uint64_t)mp->size);
}

unsigned int
rte_mempool_in_use_count(const struct rte_mempool *mp)
{
	return mp->size - rte_mempool_avail_count(mp);
}
