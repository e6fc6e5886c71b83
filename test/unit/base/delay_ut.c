/* SPDX-License-Identifier: BSD-3-Clause */
/* Delays last at least as long as asked, measured with another clock. */
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <rte_cycles.h>

#include "ut.h"

static uint64_t
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}

static void
blocking_delay(void)
{
	uint64_t start = now_us(), took;

	rte_delay_us_block(20000);
	took = now_us() - start;
	/* a thousandth for the measured rate */
	UT_TRUE(took >= 19980);
	UT_TRUE(took < 2000000);
}

static void
on_signal(int sig)
{
	(void)sig;
}

static void
sleeping_delay_survives_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };
	struct itimerspec every = { { 0, 2000000 }, { 0, 2000000 } };
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	uint64_t start, took;
	timer_t timer;

	sigaction(SIGUSR1, &sa, NULL);
	UT_EQ_FATAL(timer_create(CLOCK_MONOTONIC, &ev, &timer), 0);
	timer_settime(timer, 0, &every, NULL);
	start = now_us();
	rte_delay_us_sleep(30000);
	took = now_us() - start;
	timer_delete(timer);
	UT_TRUE(took >= 30000);
}

static unsigned int asked;

static void
my_delay(unsigned int us)
{
	asked = us;
}

static void
the_function_can_be_replaced(void)
{
	rte_delay_us_callback_register(my_delay);
	rte_delay_us(1234);
	UT_EQ(asked, 1234);
	rte_delay_ms(3);
	UT_EQ(asked, 3000);
	rte_delay_us_callback_register(NULL);
	UT_TRUE(rte_delay_us == rte_delay_us_block);
}

UT_MAIN("delay",
	{"spins long enough", blocking_delay},
	{"sleeps long enough in spite of signals", sleeping_delay_survives_signals},
	{"can be replaced", the_function_can_be_replaced})
