/* SPDX-License-Identifier: BSD-3-Clause */
/* Timers: order, periods, changes from inside a function, other lcores, many at once. */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_eal.h>
#include <rte_lcore.h>
#include <rte_pause.h>
#include <rte_timer.h>

#include "ut.h"

static int
setup(void)
{
	char *argv[] = { (char *)(uintptr_t)"ut", (char *)(uintptr_t)"--no-huge", (char *)(uintptr_t)"--no-shconf", NULL };

	return rte_eal_init(3, argv) < 0 || rte_timer_subsystem_init() != 0;
}

static void
teardown(void)
{
	rte_timer_subsystem_finalize();
	rte_eal_cleanup();
}

static uint64_t last_expire;
static unsigned int runs, disorder;

static void
note(struct rte_timer *tim, void *arg)
{
	(void)arg;
	runs++;
	disorder += tim->expire < last_expire;
	last_expire = tim->expire;
}

static void
run_until(unsigned int n)
{
	uint64_t end = rte_get_timer_cycles() + 20 * rte_get_timer_hz();

	while (runs < n && rte_get_timer_cycles() < end)
		UT_EQ(rte_timer_manage(), 0);
	UT_EQ(runs, n);
}

static void
many_run_once_in_order(void)
{
	enum { N = 20000 };
	struct rte_timer *t = calloc(N, sizeof(*t));
	unsigned int i, self = rte_lcore_id();

	runs = disorder = 0;
	last_expire = 0;
	srand(7);
	for (i = 0; i < N; i++) {
		rte_timer_init(&t[i]);
		UT_EQ(rte_timer_reset(&t[i], (uint64_t)(rand() % 1000) * 50, SINGLE, self, note, NULL), 0);
	}
	/* every third is taken out again, every fifth gets another time */
	for (i = 0; i < N; i += 3)
		UT_EQ(rte_timer_stop(&t[i]), 0);
	for (i = 1; i < N; i += 3)
		if (i % 5 == 0)
			UT_EQ(rte_timer_reset(&t[i], (uint64_t)(rand() % 1000) * 50, SINGLE, self, note, NULL), 0);
	rte_delay_us_block(1000);
	run_until(N - (N + 2) / 3);
	UT_EQ(disorder, 0);
	UT_EQ(rte_timer_next_ticks(), -ENOENT);
	for (i = 0; i < N; i++)
		UT_EQ(rte_timer_pending(&t[i]), 0);
	free(t);
}

static void
stop_third(struct rte_timer *tim, void *arg)
{
	(void)arg;
	if (++runs == 3)
		UT_EQ(rte_timer_stop(tim), 0);
}

static void
periodical_until_stopped_from_inside(void)
{
	struct rte_timer t = RTE_TIMER_INITIALIZER;

	runs = 0;
	UT_EQ(rte_timer_reset(&t, 1000, PERIODICAL, rte_lcore_id(), stop_third, NULL), 0);
	UT_EQ(rte_timer_pending(&t), 1);
	run_until(3);
	UT_EQ(rte_timer_pending(&t), 0);
	UT_EQ(rte_timer_next_ticks(), -ENOENT);
}

static void
free_itself(struct rte_timer *tim, void *arg)
{
	(void)arg;
	runs++;
	UT_EQ(rte_timer_stop(tim), 0);
	free(tim);
}

static void
a_function_may_free_its_stopped_timer(void)
{
	struct rte_timer *t = malloc(sizeof(*t));

	runs = 0;
	rte_timer_init(t);
	UT_EQ(rte_timer_reset(t, 1, SINGLE, rte_lcore_id(), free_itself, NULL), 0);
	run_until(1);
}

static int
poll_loop(void *arg)
{
	while (__atomic_load_n((int *)arg, __ATOMIC_ACQUIRE) == 0)
		rte_timer_manage();
	return 0;
}

static void
count_atomic(struct rte_timer *tim, void *arg)
{
	(void)tim;
	__atomic_add_fetch((unsigned int *)arg, 1, __ATOMIC_RELAXED);
}

static void
another_lcore_runs_while_this_one_changes(void)
{
	struct rte_timer t[32];
	uint64_t end;
	unsigned int other = rte_get_next_lcore(-1, 1, 0), count = 0, i, round;
	int stop = 0;

	if (other >= RTE_MAX_LCORE)
		UT_SKIP("needs two lcores");
	UT_EQ(rte_eal_remote_launch(poll_loop, &stop, other), 0);
	for (i = 0; i < 32; i++)
		rte_timer_init(&t[i]);
	for (round = 0; round < 500; round++)
		for (i = 0; i < 32; i++)
			rte_timer_reset_sync(&t[i], 100 * i, i % 2 ? SINGLE : PERIODICAL, other, count_atomic, &count);
	/* the periodical ones go on until the other lcore had its share of the processor */
	end = rte_get_timer_cycles() + 20 * rte_get_timer_hz();
	while (__atomic_load_n(&count, __ATOMIC_RELAXED) == 0 && rte_get_timer_cycles() < end)
		sched_yield();
	for (i = 0; i < 32; i++)
		rte_timer_stop_sync(&t[i]);
	__atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
	rte_eal_wait_lcore(other);
	for (i = 0; i < 32; i++)
		UT_EQ(rte_timer_pending(&t[i]), 0);
	UT_TRUE(__atomic_load_n(&count, __ATOMIC_RELAXED) > 0);
}

static void
bad_arguments(void)
{
	struct rte_timer t = RTE_TIMER_INITIALIZER;
	uint32_t set;

	UT_EQ(rte_timer_alt_stop(63, &t), -EINVAL);
	UT_EQ(rte_timer_alt_reset(99, &t, 1, SINGLE, 0, note, NULL), -EINVAL);
	UT_EQ(rte_timer_data_dealloc(0), -EINVAL);
	UT_EQ(rte_timer_data_alloc(NULL), -EINVAL);
	UT_EQ(rte_timer_data_alloc(&set), 0);
	UT_EQ(rte_timer_data_dealloc(set), 0);
	UT_EQ(rte_timer_data_dealloc(set), -EINVAL);
	UT_EQ(rte_timer_dump_stats(NULL), -EINVAL);
}

UT_MAIN_FIXTURE("rte_timer", setup, teardown, { "many timers run once and in order", many_run_once_in_order },
		{ "a periodical timer stops itself", periodical_until_stopped_from_inside },
		{ "a function may free its stopped timer", a_function_may_free_its_stopped_timer },
		{ "another lcore runs while this one changes", another_lcore_runs_while_this_one_changes },
		{ "bad arguments are refused", bad_arguments })
