/* SPDX-License-Identifier: BSD-3-Clause */
/* The rate against the clock, and how little it costs to find it. */
#include <pthread.h>
#include <time.h>

#include <rte_cycles.h>

#include <base/base.h>

#include "ut.h"

static uint64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
	return (uint64_t)ts.tv_sec * NS_PER_S + (uint64_t)ts.tv_nsec;
}

static void
start_does_not_wait(void)
{
	uint64_t best = UINT64_MAX, start;
	int i;

	/* a few tries, since the machine may be busy */
	for (i = 0; i < 20; i++) {
		start = now_ns();
		UT_EQ(tsc_start(), 0);
		best = RTE_MIN(best, now_ns() - start);
	}
	UT_TRUE(best < 200 * 1000);
}

static void *
ask(void *arg)
{
	*(uint64_t *)arg = rte_get_tsc_hz();
	return NULL;
}

static void
everybody_gets_the_same_rate(void)
{
	uint64_t hz[4];
	pthread_t t[4];
	int i;

	for (i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, ask, &hz[i]);
	for (i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	for (i = 0; i < 4; i++)
		UT_TRUE(hz[i] == rte_get_tsc_hz());
	UT_TRUE(rte_get_timer_hz() == rte_get_tsc_hz());
}

static void
the_rate_fits_the_clock(void)
{
	uint64_t ns, tsc, hz = rte_get_tsc_hz();
	double measured;

	ns = now_ns();
	tsc = rte_rdtsc_precise();
	while (now_ns() - ns < 100 * 1000 * 1000)
		continue;
	tsc = rte_rdtsc_precise() - tsc;
	ns = now_ns() - ns;
	measured = (double)tsc * NS_PER_S / (double)ns;
	UT_TRUE(measured > (double)hz * 0.999 && measured < (double)hz * 1.001);
}

static void
there_is_no_hpet(void)
{
	UT_EQ(rte_eal_hpet_init(1), -1);
	UT_EQ(eal_timer_source, EAL_TIMER_TSC);
}

UT_MAIN("tsc",
	{"the start does not wait", start_does_not_wait},
	{"everybody gets the same rate", everybody_gets_the_same_rate},
	{"the rate fits the clock within a thousandth", the_rate_fits_the_clock},
	{"there is no HPET", there_is_no_hpet})
