/* SPDX-License-Identifier: BSD-3-Clause */
/* Many threads at one pool, with caches, with their own caches and without: no object is held twice. */
#include <pthread.h>
#include <sched.h>

#include <rte_lcore.h>
#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

#define THREADS 4
#define ROUNDS 4000
#define N 511

/* In each object: who holds it, 0 nobody. Plain memory: the pool orders one holder's writes before the next one's reads. */
struct object {
	uint32_t holder;
	uint32_t uses;
};

enum cache_kind { NO_CACHE, OWN_CACHE, LCORE_CACHE };

struct worker {
	struct rte_mempool *mp;
	enum cache_kind kind;
	uint32_t id;
	unsigned int errors;
	pthread_t thread;
};

static void *
get_and_put(void *arg)
{
	struct worker *w = arg;
	struct rte_mempool_cache *cache = NULL;
	void *objs[40];
	uint32_t seed = w->id;

	if (w->kind == LCORE_CACHE) {
		if (rte_thread_register() < 0) {
			w->errors++;
			return NULL;
		}
		cache = rte_mempool_default_cache(w->mp, rte_lcore_id());
		w->errors += cache == NULL;
	} else if (w->kind == OWN_CACHE) {
		cache = rte_mempool_cache_create(16, SOCKET_ID_ANY);
		w->errors += cache == NULL;
	}
	for (unsigned int i = 0; i < ROUNDS; i++) {
		unsigned int n;

		seed = seed * 1664525 + 1013904223;
		n = 1 + (seed >> 16) % RTE_DIM(objs);
		if (rte_mempool_generic_get(w->mp, objs, n, cache) < 0) {
			sched_yield();
			continue;
		}
		for (unsigned int j = 0; j < n; j++) {
			struct object *o = objs[j];

			w->errors += o->holder != 0;
			o->holder = w->id;
			o->uses++;
		}
		for (unsigned int j = 0; j < n; j++) {
			struct object *o = objs[j];

			w->errors += o->holder != w->id;
			o->holder = 0;
		}
		rte_mempool_generic_put(w->mp, objs, n, cache);
		if (i % 64 == 0 && rte_mempool_avail_count(w->mp) > N)
			w->errors++;
	}
	if (cache != NULL)
		rte_mempool_cache_flush(cache, w->mp);
	if (w->kind == OWN_CACHE)
		rte_mempool_cache_free(cache);
	if (w->kind == LCORE_CACHE)
		rte_thread_unregister();
	return NULL;
}

static void
clear(struct rte_mempool *mp, void *opaque, void *obj, unsigned int idx)
{
	(void)mp;
	(void)opaque;
	(void)idx;
	memset(obj, 0, sizeof(struct object));
}

static void
sum_uses(struct rte_mempool *mp, void *opaque, void *obj, unsigned int idx)
{
	(void)mp;
	(void)idx;
	*(uint64_t *)opaque += ((struct object *)obj)->uses;
}

static void
run(enum cache_kind kind, const char *handler)
{
	struct worker workers[THREADS];
	struct rte_mempool *mp;
	uint64_t uses = 0;

	mp = rte_mempool_create_empty("mt", N, sizeof(struct object), kind == LCORE_CACHE ? 32 : 0, 0, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, handler, NULL), 0);
	UT_EQ(rte_mempool_populate_default(mp), N);
	rte_mempool_obj_iter(mp, clear, NULL);
	for (unsigned int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){.mp = mp, .kind = kind, .id = i + 1};
		UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, get_and_put, &workers[i]), 0);
	}
	for (unsigned int i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		UT_EQ(workers[i].errors, 0);
	}
	UT_EQ(rte_mempool_ops_get_count(mp), N);
	rte_mempool_obj_iter(mp, sum_uses, &uses);
	UT_TRUE(uses > ROUNDS);
	rte_mempool_audit(mp);
	rte_mempool_free(mp);
}

static void
without_caches(void)
{
	run(NO_CACHE, "ring_mp_mc");
	run(NO_CACHE, "ring_mt_rts");
	run(NO_CACHE, "ring_mt_hts");
}

static void
with_own_caches(void)
{
	run(OWN_CACHE, "ring_mp_mc");
	run(OWN_CACHE, "ring_mt_hts");
}

static void
with_lcore_caches(void)
{
	run(LCORE_CACHE, "ring_mp_mc");
	run(LCORE_CACHE, "ring_mt_rts");
}

/* Pools come and go in several threads at once. */
static void *
create_and_free(void *arg)
{
	struct worker *w = arg;
	char name[RTE_MEMPOOL_NAMESIZE];

	snprintf(name, sizeof(name), "life%u", w->id);
	for (unsigned int i = 0; i < 30; i++) {
		struct rte_mempool *mp = rte_mempool_create(name, 63, 64, 0, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
		void *obj;

		if (mp == NULL || rte_mempool_lookup(name) != mp || rte_mempool_get(mp, &obj) < 0)
			w->errors++;
		rte_mempool_free(mp);
		w->errors += rte_mempool_lookup(name) != NULL;
	}
	return NULL;
}

static void
creation_in_parallel(void)
{
	struct footprint before = footprint_now();
	struct worker workers[THREADS];

	for (unsigned int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){.id = i};
		UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, create_and_free, &workers[i]), 0);
	}
	for (unsigned int i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		UT_EQ(workers[i].errors, 0);
	}
	UT_SAME_FOOTPRINT(before);
}

UT_MAIN_FIXTURE("mempool_mt", runtime_start, runtime_stop,
	{"no object is held twice, without caches", without_caches},
	{"no object is held twice, with own caches", with_own_caches},
	{"no object is held twice, with lcore caches", with_lcore_caches},
	{"pools are created and freed in parallel", creation_in_parallel})
