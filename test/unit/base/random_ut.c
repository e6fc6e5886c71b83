/* SPDX-License-Identifier: BSD-3-Clause */
/* Sequences from seeds, bounds, independence of threads. */
#include <pthread.h>

#include <rte_random.h>

#include "ut.h"

static void *
draw_eight(void *arg)
{
	uint64_t *out = arg;
	int i;

	for (i = 0; i < 8; i++)
		out[i] = rte_rand();
	return NULL;
}

static void
seeds_repeat_and_threads_differ(void)
{
	uint64_t a[8], b[8], other[8];
	pthread_t t;
	int i, same = 0;

	draw_eight(a);
	draw_eight(b);
	for (i = 0; i < 8; i++)
		same += a[i] == b[i];
	UT_EQ(same, 0);
	rte_srand(42);
	draw_eight(a);
	pthread_create(&t, NULL, draw_eight, other);
	pthread_join(t, NULL);
	for (i = 0, same = 0; i < 8; i++)
		same += a[i] == other[i];
	UT_EQ(same, 0);
	rte_srand(43);
	draw_eight(b);
	for (i = 0, same = 0; i < 8; i++)
		same += a[i] == b[i];
	UT_EQ(same, 0);
}

/* An lcore draws the same sequence after the same seed. */
extern __thread unsigned int per_lcore__lcore_id;

static void
an_lcore_repeats_its_sequence(void)
{
	uint64_t a[8], b[8], next[8];
	int i, same = 0, differ = 0;

	per_lcore__lcore_id = 3;
	rte_srand(7);
	draw_eight(a);
	rte_srand(7);
	draw_eight(b);
	per_lcore__lcore_id = 4;
	rte_srand(7);
	draw_eight(next);
	per_lcore__lcore_id = UINT32_MAX;
	for (i = 0; i < 8; i++) {
		same += a[i] == b[i];
		differ += a[i] != next[i];
	}
	UT_EQ(same, 8);
	UT_EQ(differ, 8);
}

static void
bounds_hold_and_all_values_come(void)
{
	unsigned int hits[10] = { 0 };
	double d, sum = 0;
	int i;

	for (i = 0; i < 100000; i++) {
		uint64_t v = rte_rand_max(10);

		if (v >= 10)
			CU_FAIL_FATAL("out of bounds");
		hits[v]++;
		d = rte_drand();
		if (d < 0.0 || d >= 1.0)
			CU_FAIL_FATAL("out of bounds");
		sum += d;
	}
	/* 10000 expected each, standard deviation 95 */
	for (i = 0; i < 10; i++)
		UT_TRUE(hits[i] > 9300 && hits[i] < 10700);
	UT_TRUE(sum > 49000 && sum < 51000);
	UT_EQ(rte_rand_max(0), 0);
	UT_EQ(rte_rand_max(1), 0);
	UT_TRUE(rte_rand_max(UINT64_MAX) != UINT64_MAX);
}

UT_MAIN("random",
	{"seeds give new sequences, threads differ", seeds_repeat_and_threads_differ},
	{"an lcore repeats its sequence", an_lcore_repeats_its_sequence},
	{"bounds hold, every value comes", bounds_hold_and_all_values_come})
