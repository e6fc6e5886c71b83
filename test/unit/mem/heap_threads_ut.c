/* SPDX-License-Identifier: BSD-3-Clause */
/* The heap under many threads, each checking what it owns; growing and shrinking meanwhile. */
#include <pthread.h>

#include "mem_ut.h"

#define THREADS 4
#define BLOCKS 64

struct worker {
	pthread_t thread;
	unsigned int seed;
	unsigned int rounds;
	size_t max;
	unsigned int bad;
};

static unsigned int
next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 8;
}

struct block {
	uint64_t *addr;
	size_t words;
	uint64_t fill;
};

/** Word @p i of a block: the ends and some in between are written and checked. */
static unsigned int
block_visit(struct block *b, bool write)
{
	size_t i, step = b->words / 16 + 1;
	unsigned int bad = 0;

	for (i = 0; i < b->words; i += step) {
		if (write)
			b->addr[i] = b->fill + i;
		else
			bad += b->addr[i] != b->fill + i;
	}
	return bad;
}

static void *
worker_run(void *arg)
{
	struct block blocks[BLOCKS] = { 0 }, *b;
	struct worker *w = arg;
	unsigned int i;

	for (i = 0; i < w->rounds; i++) {
		b = &blocks[next_random(&w->seed) % BLOCKS];
		if (b->addr != NULL) {
			w->bad += block_visit(b, false);
			rte_free(b->addr);
			b->addr = NULL;
			continue;
		}
		b->words = (next_random(&w->seed) % (next_random(&w->seed) % 8 == 0 ? w->max : 512) + 8) / 8;
		b->fill = (uint64_t)next_random(&w->seed) << 32;
		b->addr = next_random(&w->seed) % 2 ? rte_malloc(NULL, b->words * 8, 0) : rte_zmalloc(NULL, b->words * 8, 256);
		if (b->addr == NULL) {
			w->bad++;
			break;
		}
		block_visit(b, true);
	}
	for (i = 0; i < BLOCKS; i++) {
		if (blocks[i].addr != NULL)
			w->bad += block_visit(&blocks[i], false);
		rte_free(blocks[i].addr);
	}
	return NULL;
}

static void
workers_run(unsigned int rounds, size_t max)
{
	struct worker w[THREADS];
	unsigned int i;

	for (i = 0; i < THREADS; i++) {
		w[i] = (struct worker){ .seed = i + 1, .rounds = rounds, .max = max };
		UT_EQ_FATAL(pthread_create(&w[i].thread, NULL, worker_run, &w[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(w[i].thread, NULL);
		UT_EQ(w[i].bad, 0);
	}
}

static void
fixed_heap(void)
{
	struct rte_malloc_socket_stats st;
	struct mem_params p = ut_fixed(128);

	UT_EQ_FATAL(mem_start(&p), 0);
	workers_run(20000, 100000);
	UT_STATS(&st);
	UT_EQ(st.alloc_count, 0);
	UT_EQ(st.free_count, 1);
	UT_EQ(st.heap_freesz_bytes, 128 << 20);
	mem_stop();
}

static void
growing_heap(void)
{
	struct rte_malloc_socket_stats st;
	struct mem_params p = ut_dynamic();

	UT_EQ_FATAL(mem_start(&p), 0);
	workers_run(5000, 3 << 20);
	UT_STATS(&st);
	UT_EQ(st.alloc_count, 0);
	UT_EQ(st.heap_freesz_bytes, st.heap_totalsz_bytes);
	UT_TRUE(st.heap_totalsz_bytes <= 6 << 20);
	mem_stop();
}

static int
seg_count(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	/* A segment that a walk shows is mapped until the walk ends. */
	(void)msl;
	*(unsigned int *)arg += ut_peek((char *)ms->addr + ms->len - 1) == 0;
	return 0;
}

static void *
walk_run(void *arg)
{
	unsigned int seen = 0;

	while (!__atomic_load_n((bool *)arg, __ATOMIC_ACQUIRE))
		rte_memseg_walk(seg_count, &seen);
	return NULL;
}

static void *
stats_run(void *arg)
{
	FILE *f = fopen("/dev/null", "we");

	while (!__atomic_load_n((bool *)arg, __ATOMIC_ACQUIRE)) {
		rte_malloc_dump_stats(f, NULL);
		rte_malloc_dump_heaps(f);
		rte_memzone_dump(f);
		rte_dump_physmem_layout(f);
	}
	fclose(f);
	return NULL;
}

static void
watched_heap(void)
{
	struct mem_params p = ut_dynamic();
	pthread_t stats;
	bool stop = false;

	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ_FATAL(pthread_create(&stats, NULL, stats_run, &stop), 0);
	workers_run(2000, 3 << 20);
	__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
	pthread_join(stats, NULL);
	mem_stop();
}

static void
walked_heap(void)
{
	struct mem_params p = ut_dynamic();
	struct block b = { NULL, 0, 0 };
	pthread_t walk;
	bool stop = false;
	unsigned int i;

	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ_FATAL(pthread_create(&walk, NULL, walk_run, &stop), 0);
	for (i = 0; i < 300; i++) {
		b.addr = rte_malloc(NULL, 12 << 20, 0);
		UT_NOT_NULL(b.addr);
		rte_free(b.addr);
	}
	__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
	pthread_join(walk, NULL);
	mem_stop();
}

UT_MAIN("heap_threads",
	{ "threads do not get into each other's blocks", fixed_heap },
	{ "the same while the heap grows and shrinks", growing_heap },
	{ "statistics and dumps may run beside", watched_heap },
	{ "no segment goes away under a walk", walked_heap })
