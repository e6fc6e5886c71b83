/* SPDX-License-Identifier: BSD-3-Clause */
/* Caches: when they fill, drain and are passed by; nothing is lost at any size, and threads that are no lcores do without. */
#include <pthread.h>

#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

#define N 2047
#define CACHE 32

static struct rte_mempool *
pool(unsigned int cache_size)
{
	return rte_mempool_create("cache", N, 8, cache_size, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
}

static void
fills_and_drains(void)
{
	struct rte_mempool *mp = pool(CACHE);
	struct rte_mempool_cache *cache;
	void *objs[N], *last;

	UT_NOT_NULL_FATAL(mp);
	cache = rte_mempool_default_cache(mp, rte_lcore_id());
	UT_NOT_NULL_FATAL(cache);
	UT_EQ(cache->size, CACHE);
	UT_EQ(cache->flushthresh, CACHE * 3 / 2);
	UT_EQ(cache->len, 0);

	/* the first get brings a cache full of them along */
	UT_EQ(rte_mempool_get(mp, &objs[0]), 0);
	UT_EQ(cache->len, CACHE);
	UT_EQ(rte_mempool_ops_get_count(mp), N - CACHE - 1);
	UT_EQ(rte_mempool_avail_count(mp), N - 1);
	UT_EQ(rte_mempool_in_use_count(mp), 1);

	/* then gets are served from it alone, last in first out */
	UT_EQ(rte_mempool_get_bulk(mp, &objs[1], CACHE), 0);
	UT_EQ(cache->len, 0);
	UT_EQ(rte_mempool_ops_get_count(mp), N - CACHE - 1);
	rte_mempool_put(mp, objs[5]);
	UT_EQ(rte_mempool_get(mp, &last), 0);
	UT_PTR_EQ(last, objs[5]);

	/* puts stay in it up to the threshold, then it is emptied first */
	rte_mempool_put_bulk(mp, objs, CACHE + 1);
	UT_EQ(cache->len, CACHE + 1);
	UT_EQ(rte_mempool_get_bulk(mp, objs, 200), 0);
	UT_EQ(cache->len, CACHE);
	rte_mempool_put_bulk(mp, objs, CACHE / 2);
	UT_EQ(cache->len, CACHE + CACHE / 2);
	rte_mempool_put_bulk(mp, objs + CACHE / 2, 3);
	UT_EQ(cache->len, 3);
	UT_EQ(rte_mempool_avail_count(mp), N - 200 + CACHE / 2 + 3);
	rte_mempool_put_bulk(mp, objs + CACHE / 2 + 3, 200 - CACHE / 2 - 3);

	rte_mempool_cache_flush(NULL, mp);
	UT_EQ(cache->len, 0);
	UT_EQ(rte_mempool_ops_get_count(mp), N);
	rte_mempool_free(mp);
}

/* Every size of request from every fill level: the objects are all different, and failing takes none. */
static void
nothing_is_lost(void)
{
	static const unsigned int sizes[] = {0, 1, 4, CACHE, RTE_MEMPOOL_CACHE_MAX_SIZE};
	static uint8_t out[N];

	for (unsigned int s = 0; s < RTE_DIM(sizes); s++) {
		struct rte_mempool *mp = pool(sizes[s]);
		static void *objs[N], *too_many[N + 1];
		unsigned int have = 0, bad = 0;
		uint32_t seed = 1;

		UT_NOT_NULL_FATAL(mp);
		for (unsigned int i = 0; i < N; i++) {
			UT_EQ_FATAL(rte_mempool_get(mp, &objs[i]), 0);
			*(uint64_t *)objs[i] = i;
			have++;
		}
		memset(out, 1, sizeof(out));
		for (unsigned int step = 0; step < 4000; step++) {
			unsigned int n;

			seed = seed * 1664525 + 1013904223;
			n = seed >> 16;
			n = step % 7 == 0 ? n % (N + 1) : n % 100;
			if (seed >> 8 & 1) {
				n = RTE_MIN(n, have);
				for (unsigned int i = have - n; i < have; i++)
					out[*(uint64_t *)objs[i]] = 0;
				rte_mempool_put_bulk(mp, &objs[have - n], n);
				have -= n;
			} else if (have + n > N) {
				bad += rte_mempool_get_bulk(mp, too_many, n) != -ENOBUFS;
			} else {
				bad += rte_mempool_get_bulk(mp, &objs[have], n) != 0;
				for (unsigned int i = have; i < have + n; i++)
					bad += out[*(uint64_t *)objs[i]]++ != 0;
				have += n;
			}
			if (rte_mempool_in_use_count(mp) != have)
				bad++;
		}
		UT_EQ(bad, 0);
		rte_mempool_put_bulk(mp, objs, have);
		UT_EQ(rte_mempool_full(mp), 1);
		rte_mempool_audit(mp);
		rte_mempool_free(mp);
	}
}

static void
exhaustion_takes_none(void)
{
	struct rte_mempool *mp = pool(CACHE);
	static void *objs[N];
	void *more[10];

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_get_bulk(mp, objs, N - 5), 0);
	UT_EQ(rte_mempool_get_bulk(mp, more, 6), -ENOBUFS);
	UT_EQ(rte_mempool_avail_count(mp), 5);
	UT_EQ(rte_mempool_get_bulk(mp, more, 3), 0);
	UT_EQ(rte_mempool_get_bulk(mp, more + 3, 2), 0);
	UT_EQ(rte_mempool_get_bulk(mp, more, 1), -ENOBUFS);
	rte_mempool_put_bulk(mp, more, 5);
	/* these five are in the cache: a request for more still gets them all back there */
	UT_EQ(rte_mempool_get_bulk(mp, more, 6), -ENOBUFS);
	UT_EQ(rte_mempool_avail_count(mp), 5);
	UT_EQ(rte_mempool_get_bulk(mp, more, 5), 0);
	rte_mempool_put_bulk(mp, more, 5);
	rte_mempool_put_bulk(mp, objs, N - 5);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_free(mp);
}

static void
own_cache(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = pool(0);
	struct rte_mempool_cache *cache;
	void *objs[300];

	UT_NOT_NULL_FATAL(mp);
	UT_TRUE(rte_mempool_default_cache(mp, 0) == NULL);
	UT_TRUE(rte_mempool_cache_create(0, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_mempool_cache_create(RTE_MEMPOOL_CACHE_MAX_SIZE + 1, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, EINVAL);
	cache = rte_mempool_cache_create(64, SOCKET_ID_ANY);
	UT_NOT_NULL_FATAL(cache);
	UT_EQ(rte_mempool_generic_get(mp, objs, 10, cache), 0);
	UT_EQ(cache->len, 64);
	UT_EQ(rte_mempool_generic_get(mp, objs + 10, 290, cache), 0);
	rte_mempool_generic_put(mp, objs, 300, cache);
	rte_mempool_cache_flush(cache, mp);
	UT_EQ(cache->len, 0);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_generic_get(mp, objs, 300, NULL), 0);
	rte_mempool_generic_put(mp, objs, 300, NULL);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_cache_free(cache);
	rte_mempool_cache_free(NULL);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

static void *
foreign_thread(void *arg)
{
	struct rte_mempool *mp = arg;
	void *objs[100];
	int ret = rte_mempool_get_bulk(mp, objs, 100);

	if (ret != 0 || rte_mempool_default_cache(mp, rte_lcore_id()) != NULL || rte_mempool_ops_get_count(mp) != N - 100)
		return NULL;
	rte_mempool_put_bulk(mp, objs, 100);
	rte_mempool_cache_flush(NULL, mp);
	return arg;
}

static void
threads_without_lcore(void)
{
	struct rte_mempool *mp = pool(CACHE);
	pthread_t t;
	void *ok = NULL;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ_FATAL(pthread_create(&t, NULL, foreign_thread, mp), 0);
	pthread_join(t, &ok);
	UT_PTR_EQ(ok, mp);
	UT_EQ(rte_mempool_ops_get_count(mp), N);
	rte_mempool_free(mp);
}

UT_MAIN_FIXTURE("mempool_cache", runtime_start, runtime_stop,
	{"a cache fills with a get and drains above its threshold", fills_and_drains},
	{"nothing is lost or doubled at any size of cache and request", nothing_is_lost},
	{"a get that fails takes nothing", exhaustion_takes_none},
	{"a cache of the caller's own", own_cache},
	{"threads that are no lcores go to the handler", threads_without_lcore})
