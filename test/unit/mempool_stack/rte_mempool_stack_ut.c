/* SPDX-License-Identifier: BSD-3-Clause */
/* Pools whose free objects stand in a stack. */
#include <pthread.h>
#include <sched.h>

#include <rte_lcore.h>
#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

#define N 127
#define THREADS 4
#define ROUNDS 3000

static const char *const handlers[] = {"stack", "lf_stack"};

static struct rte_mempool *
pool(const char *handler)
{
	struct rte_mempool *mp = rte_mempool_create_empty("mp", N, 64, 0, 0, SOCKET_ID_ANY, 0);

	if (mp == NULL)
		return NULL;
	if (rte_mempool_set_ops_byname(mp, handler, NULL) != 0 || rte_mempool_populate_default(mp) != N) {
		rte_mempool_free(mp);
		return NULL;
	}
	return mp;
}

static void
the_last_one_put_is_got_first(void)
{
	struct footprint before = footprint_now();

	for (unsigned int h = 0; h < RTE_DIM(handlers); h++) {
		struct rte_mempool *mp = pool(handlers[h]);
		void *objs[N], *obj;

		UT_NOT_NULL_FATAL(mp);
		UT_EQ(rte_mempool_avail_count(mp), N);
		UT_EQ(rte_mempool_get_bulk(mp, objs, N), 0);
		UT_EQ(rte_mempool_get(mp, &obj), -ENOBUFS);
		UT_EQ(rte_mempool_in_use_count(mp), N);
		for (unsigned int i = 0; i < N; i++)
			rte_mempool_put(mp, objs[i]);
		UT_EQ(rte_mempool_full(mp), 1);
		UT_EQ(rte_mempool_get(mp, &obj), 0);
		UT_PTR_EQ(obj, objs[N - 1]);
		rte_mempool_put(mp, obj);
		rte_mempool_free(mp);
	}
	UT_SAME_FOOTPRINT(before);
}

static void
failing_allocations(void)
{
	struct footprint before = footprint_now();

	for (unsigned int h = 0; h < RTE_DIM(handlers); h++) {
		unsigned int n;

		for (n = 1; n < 20; n++) {
			struct rte_mempool *mp;

			alloc_fail_at = n;
			alloc_failed = false;
			mp = pool(handlers[h]);
			alloc_fail_at = 0;
			if (!alloc_failed)
				UT_NOT_NULL(mp);
			rte_mempool_free(mp);
			UT_SAME_FOOTPRINT(before);
			if (!alloc_failed)
				break;
		}
		UT_TRUE(n > 3 && n < 20);
	}
}

struct worker {
	struct rte_mempool *mp;
	uint32_t id;
	unsigned int errors;
	pthread_t thread;
};

static void *
get_and_put(void *arg)
{
	struct worker *w = arg;
	void *objs[16];

	for (unsigned int i = 0; i < ROUNDS; i++) {
		unsigned int n = 1 + (i + w->id) % RTE_DIM(objs);

		if (rte_mempool_get_bulk(w->mp, objs, n) < 0) {
			sched_yield();
			continue;
		}
		for (unsigned int j = 0; j < n; j++)
			*(uint32_t *)objs[j] = w->id;
		for (unsigned int j = 0; j < n; j++)
			w->errors += *(uint32_t *)objs[j] != w->id;
		rte_mempool_put_bulk(w->mp, objs, n);
	}
	return NULL;
}

static void
many_threads(void)
{
	for (unsigned int h = 0; h < RTE_DIM(handlers); h++) {
		struct rte_mempool *mp = pool(handlers[h]);
		struct worker workers[THREADS];

		UT_NOT_NULL_FATAL(mp);
		for (unsigned int i = 0; i < THREADS; i++) {
			workers[i] = (struct worker){.mp = mp, .id = i + 1};
			UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, get_and_put, &workers[i]), 0);
		}
		for (unsigned int i = 0; i < THREADS; i++) {
			pthread_join(workers[i].thread, NULL);
			UT_EQ(workers[i].errors, 0);
		}
		UT_EQ(rte_mempool_avail_count(mp), N);
		rte_mempool_free(mp);
	}
}

UT_MAIN_FIXTURE("mempool_stack", runtime_start, runtime_stop,
		{"the object that was put last is got first", the_last_one_put_is_got_first},
		{"a failing allocation leaves nothing behind", failing_allocations},
		{"no object is held by two of many threads", many_threads})
