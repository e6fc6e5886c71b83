/* SPDX-License-Identifier: BSD-3-Clause */
/* Many producers and consumers at once, in every mode: each object arrives once, those of one producer in order. */
#include <pthread.h>
#include <sched.h>

#include <rte_ring.h>
#include <rte_ring_elem.h>

#include "test/unit/ring/packet_ut.h"

#define PRODUCERS 3
#define CONSUMERS 3
#define PER_PRODUCER 12000
#define BATCH 8

/* Twelve bytes of content that were all written by the same producer at the same time. */
struct item {
	uint32_t producer;
	uint32_t number;
	uint32_t check;
};

struct shared {
	struct rte_ring *r;
	unsigned int left;  /* objects to arrive, atomic */
	unsigned int errors; /* atomic */
	uint8_t seen[PRODUCERS][PER_PRODUCER]; /* atomic */
};

struct worker {
	struct shared *s;
	unsigned int id;
	pthread_t thread;
};

static uint32_t
check_of(uint32_t producer, uint32_t number)
{
	return (producer + 1) * 2654435761U ^ number;
}

static void *
producer(void *arg)
{
	struct worker *w = arg;
	struct item items[BATCH];
	uint32_t number = 0;

	while (number < PER_PRODUCER) {
		unsigned int n = RTE_MIN(1 + number % BATCH, PER_PRODUCER - number), done;

		for (unsigned int i = 0; i < n; i++)
			items[i] = (struct item){w->id, number + i, check_of(w->id, number + i)};
		if (number % 2 == 0)
			done = rte_ring_enqueue_bulk_elem(w->s->r, items, sizeof(items[0]), n, NULL);
		else
			done = rte_ring_enqueue_burst_elem(w->s->r, items, sizeof(items[0]), n, NULL);
		number += done;
		if (done == 0)
			sched_yield();
	}
	return NULL;
}

static void *
consumer(void *arg)
{
	struct worker *w = arg;
	struct shared *s = w->s;
	uint32_t last[PRODUCERS] = {0};
	struct item items[BATCH];

	while (__atomic_load_n(&s->left, __ATOMIC_RELAXED) > 0) {
		unsigned int n = rte_ring_dequeue_burst_elem(s->r, items, sizeof(items[0]), 1 + last[0] % BATCH, NULL);

		for (unsigned int i = 0; i < n; i++) {
			uint32_t p = items[i].producer, number = items[i].number;
			bool good = p < PRODUCERS && number < PER_PRODUCER && items[i].check == check_of(p, number);

			/* later objects of a producer come later to each consumer too */
			if (!good || number + 1 <= last[p] || __atomic_fetch_add(&s->seen[p][number], 1, __ATOMIC_RELAXED) != 0)
				__atomic_fetch_add(&s->errors, 1, __ATOMIC_RELAXED);
			else
				last[p] = number + 1;
		}
		if (n > 0)
			__atomic_fetch_sub(&s->left, n, __ATOMIC_RELAXED);
		else
			sched_yield();
	}
	return NULL;
}

static void
run(unsigned int flags, unsigned int nb_producers, unsigned int nb_consumers, unsigned int count)
{
	static struct shared s;
	struct worker workers[PRODUCERS + CONSUMERS];
	unsigned int n = nb_producers + nb_consumers;

	memset(&s, 0, sizeof(s));
	s.left = nb_producers * PER_PRODUCER;
	s.r = rte_ring_create_elem("mt", sizeof(struct item), count, SOCKET_ID_ANY, flags);
	UT_NOT_NULL_FATAL(s.r);
	for (unsigned int i = 0; i < n; i++) {
		workers[i].s = &s;
		workers[i].id = i < nb_producers ? i : i - nb_producers;
		UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, i < nb_producers ? producer : consumer, &workers[i]), 0);
	}
	for (unsigned int i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
	UT_EQ(s.errors, 0);
	UT_EQ(s.left, 0);
	UT_EQ(rte_ring_count(s.r), 0);
	rte_ring_free(s.r);
}

static void
default_mode(void)
{
	run(0, PRODUCERS, CONSUMERS, 64);
	run(RING_F_EXACT_SZ, PRODUCERS, CONSUMERS, 11);
}

static void
one_to_one(void)
{
	run(RING_F_SP_ENQ | RING_F_SC_DEQ, 1, 1, 16);
	run(0, 1, 1, 16);
}

static void
many_to_one(void)
{
	run(RING_F_SC_DEQ, PRODUCERS, 1, 64);
	run(RING_F_SC_DEQ | RING_F_MP_RTS_ENQ, PRODUCERS, 1, 64);
	run(RING_F_SC_DEQ | RING_F_MP_HTS_ENQ, PRODUCERS, 1, 64);
}

static void
one_to_many(void)
{
	run(RING_F_SP_ENQ, 1, CONSUMERS, 64);
	run(RING_F_SP_ENQ | RING_F_MC_RTS_DEQ, 1, CONSUMERS, 64);
	run(RING_F_SP_ENQ | RING_F_MC_HTS_DEQ, 1, CONSUMERS, 64);
}

static void
relaxed_tail(void)
{
	run(RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ, PRODUCERS, CONSUMERS, 64);
	run(RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ | RING_F_EXACT_SZ, PRODUCERS, CONSUMERS, 20);
	run(RING_F_MP_RTS_ENQ, PRODUCERS, CONSUMERS, 64);
}

static void
head_tail_sync(void)
{
	run(RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ, PRODUCERS, CONSUMERS, 64);
	run(RING_F_MP_RTS_ENQ | RING_F_MC_HTS_DEQ, PRODUCERS, CONSUMERS, 64);
}

/* A reader that counts all the while never sees more than fits. */
static void *
counter(void *arg)
{
	struct shared *s = arg;

	while (__atomic_load_n(&s->left, __ATOMIC_RELAXED) > 0) {
		if (rte_ring_count(s->r) > rte_ring_get_capacity(s->r) || rte_ring_free_count(s->r) > rte_ring_get_capacity(s->r))
			__atomic_fetch_add(&s->errors, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void
counting_meanwhile(void)
{
	static struct shared s;
	struct worker workers[2];
	pthread_t t;

	memset(&s, 0, sizeof(s));
	s.left = PER_PRODUCER;
	s.r = rte_ring_create_elem("count", sizeof(struct item), 16, SOCKET_ID_ANY, RING_F_EXACT_SZ);
	UT_NOT_NULL_FATAL(s.r);
	UT_EQ_FATAL(pthread_create(&t, NULL, counter, &s), 0);
	for (unsigned int i = 0; i < 2; i++) {
		workers[i] = (struct worker){.s = &s, .id = 0};
		UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, i == 0 ? producer : consumer, &workers[i]), 0);
	}
	for (unsigned int i = 0; i < 2; i++)
		pthread_join(workers[i].thread, NULL);
	pthread_join(t, NULL);
	UT_EQ(s.errors, 0);
	rte_ring_free(s.r);
}

UT_MAIN_FIXTURE("ring_mt", runtime_start, runtime_stop,
	{"many to many, default mode", default_mode},
	{"one to one", one_to_one},
	{"many to one", many_to_one},
	{"one to many", one_to_many},
	{"many to many, relaxed tail", relaxed_tail},
	{"many to many, head-tail-sync", head_tail_sync},
	{"counts stay within the capacity meanwhile", counting_meanwhile})
