/* SPDX-License-Identifier: BSD-3-Clause */
/* Alarms: times, order, cancelling from everywhere. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <rte_alarm.h>
#include <rte_common.h>
#include <rte_errno.h>
#include <rte_interrupts.h>

#include <loop/loop.h>

#include "ut.h"
#include "waiting.h"

#define ANY ((void *)-1)

static sem_t fired;
static unsigned int count; /* atomic */

static int
start(void)
{
	sem_init(&fired, 0, 0);
	return loop_start();
}

static void
fire(void *arg)
{
	if (arg != NULL)
		*(uint64_t *)arg = now_us();
	__atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
	sem_post(&fired);
}

static void
not_before_its_time(void)
{
	uint64_t at, set;

	set = now_us();
	UT_EQ(rte_eal_alarm_set(30000, fire, &at), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_TRUE(at - set >= 30000);
	set = now_us();
	UT_EQ(rte_eal_alarm_set(1, fire, &at), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_TRUE(at >= set);
}

static void
bad_arguments(void)
{
	UT_EQ(rte_eal_alarm_set(0, fire, NULL), -EINVAL);
	UT_EQ(rte_eal_alarm_set(UINT64_MAX - 1000000 + 1, fire, NULL), -EINVAL);
	UT_EQ(rte_eal_alarm_set(10, NULL, NULL), -EINVAL);
	UT_EQ(rte_eal_alarm_cancel(NULL, NULL), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eal_alarm_cancel(fire, NULL), 0);
	UT_EQ(rte_errno, ENOENT);
	/* the longest time that is allowed */
	UT_EQ(rte_eal_alarm_set(UINT64_MAX - 1000000, fire, NULL), 0);
	UT_EQ(rte_eal_alarm_cancel(fire, NULL), 1);
	UT_EQ(rte_errno, 0);
}

/* When an alarm is due, as closely as the caller can know. */
struct due {
	uint64_t least, most;
};

static struct due dues[10000];
static const struct due *order[10000];
static unsigned int order_used; /* by rte-work */

static void
note_order(void *arg)
{
	order[order_used++] = arg;
	if (order_used == RTE_DIM(order))
		sem_post(&fired);
}

static void
ten_thousand_run_in_order(void)
{
	unsigned int i, seed = 5;
	uint64_t us;

	for (i = 0; i < RTE_DIM(dues); i++) {
		us = 100000 + (unsigned int)rand_r(&seed) % 200000;
		dues[i].least = now_us() + us;
		UT_EQ(rte_eal_alarm_set(us, note_order, &dues[i]), 0);
		dues[i].most = now_us() + 1 + us;
	}
	UT_TRUE_FATAL(sem_wait_deadline(&fired));
	for (i = 1; i < RTE_DIM(order); i++)
		if (order[i - 1]->least > order[i]->most)
			CU_FAIL_FATAL("out of order");
}

static void
cancelling_counts(void)
{
	int a, b, i;

	for (i = 0; i < 5; i++) {
		UT_EQ(rte_eal_alarm_set(1000000000, fire, &a), 0);
		UT_EQ(rte_eal_alarm_set(1000000000, fire, &b), 0);
	}
	UT_EQ(rte_eal_alarm_set(1000000000, note_order, &b), 0);
	UT_EQ(rte_eal_alarm_cancel(fire, &a), 5);
	UT_EQ(rte_errno, 0);
	UT_EQ(rte_eal_alarm_cancel(fire, &a), 0);
	UT_EQ(rte_errno, ENOENT);
	UT_EQ(rte_eal_alarm_cancel(fire, ANY), 5);
	UT_EQ(rte_eal_alarm_cancel(note_order, ANY), 1);
}

static void
ten_thousand_cancels_are_quick(void)
{
	uint64_t start_us = now_us();
	uintptr_t i;

	for (i = 0; i < 10000; i++)
		rte_eal_alarm_set(1000000000 + i, fire, (void *)i);
	for (i = 0; i < 10000; i++)
		if (rte_eal_alarm_cancel(fire, (void *)i) != 1)
			CU_FAIL_FATAL("not found");
	UT_TRUE(now_us() - start_us < 5000000);
}

static int inside_ret, inside_errno, other_ret;

static void
cancel_self(void *arg)
{
	inside_ret = rte_eal_alarm_cancel(cancel_self, arg);
	inside_errno = rte_errno;
	other_ret = rte_eal_alarm_cancel(fire, ANY);
	/* set again and taken back */
	rte_eal_alarm_set(1000000000, cancel_self, arg);
	inside_ret = inside_ret * 10 + rte_eal_alarm_cancel(cancel_self, arg);
	sem_post(&fired);
}

static void
from_inside_it_is_in_progress(void)
{
	rte_eal_alarm_set(1000000000, fire, NULL);
	UT_EQ(rte_eal_alarm_set(1, cancel_self, NULL), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_EQ(inside_ret, 1);
	UT_EQ(inside_errno, EINPROGRESS);
	UT_EQ(other_ret, 1);
	UT_EQ(rte_eal_alarm_cancel(cancel_self, NULL), 0);
}

static sem_t entered, leave;
static bool finished; /* atomic */

static void
stay(void *arg)
{
	sem_post(&entered);
	if (!sem_wait_deadline(&leave))
		abort();
	/* comes back unless somebody cancels */
	rte_eal_alarm_set(1000000000, stay, arg);
	__atomic_store_n(&finished, true, __ATOMIC_RELEASE);
}

static void *
let_go(void *arg)
{
	struct timespec ts = { 0, 20000000 };

	nanosleep(&ts, NULL);
	sem_post(&leave);
	return arg;
}

static void
cancelling_waits_for_a_running_alarm(void)
{
	pthread_t t;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	UT_EQ(rte_eal_alarm_set(1, stay, NULL), 0);
	UT_TRUE_FATAL(sem_wait_deadline(&entered));
	pthread_create(&t, NULL, let_go, NULL);
	UT_EQ(rte_eal_alarm_cancel(stay, NULL), 1);
	UT_TRUE(__atomic_load_n(&finished, __ATOMIC_ACQUIRE));
	pthread_join(t, NULL);
	UT_EQ(rte_eal_alarm_cancel(stay, ANY), 0);
}

static void
again(void *arg)
{
	__atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
	rte_eal_alarm_set(1, again, arg);
}

static void *
cancel_again(void *arg)
{
	uint64_t begin = now_us();

	rte_eal_alarm_cancel(again, arg);
	*(uint64_t *)arg = now_us() - begin;
	return NULL;
}

static void
cancelling_is_bounded_while_it_fires(void)
{
	uint64_t took[2] = { 0, 0 };
	unsigned int before, i;
	pthread_t t[2];

	for (i = 0; i < 20; i++) {
		before = __atomic_load_n(&count, __ATOMIC_RELAXED);
		rte_eal_alarm_set(1, again, &took[0]);
		rte_eal_alarm_set(1, again, &took[1]);
		while (__atomic_load_n(&count, __ATOMIC_RELAXED) < before + 50)
			sched_yield();
		pthread_create(&t[0], NULL, cancel_again, &took[0]);
		pthread_create(&t[1], NULL, cancel_again, &took[1]);
		pthread_join(t[0], NULL);
		pthread_join(t[1], NULL);
		UT_TRUE(took[0] < 1000000 && took[1] < 1000000);
		before = __atomic_load_n(&count, __ATOMIC_RELAXED);
		UT_EQ(rte_eal_alarm_cancel(again, ANY), 0);
		UT_EQ(__atomic_load_n(&count, __ATOMIC_RELAXED), before);
	}
}

static bool on_work;

static void
where(void *arg)
{
	RTE_SET_USED(arg);
	on_work = work_is_self() && rte_thread_is_intr() == 1;
	sem_post(&fired);
}

static void
runs_on_the_worker(void)
{
	UT_EQ(rte_eal_alarm_set(1, where, NULL), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_TRUE(on_work);
}

static void
on_event(int fd, uint32_t events, void *arg)
{
	uint64_t v;

	RTE_SET_USED(events);
	RTE_SET_USED(arg);
	if (read(fd, &v, sizeof(v)) < 0)
		return;
	/* on the loop a cancel never waits */
	inside_ret = rte_eal_alarm_cancel(stay, ANY);
	inside_errno = rte_errno;
	sem_post(&fired);
}

static void
a_blocking_alarm_delays_no_event(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct loop_source *src;
	uint64_t one = 1;

	UT_EQ_FATAL(loop_add(fd, EPOLLIN, on_event, NULL, &src), 0);
	UT_EQ(rte_eal_alarm_set(1, stay, NULL), 0);
	UT_TRUE_FATAL(sem_wait_deadline(&entered));
	UT_EQ(write(fd, &one, sizeof(one)), 8);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_EQ(inside_ret, 0);
	UT_EQ(inside_errno, EINPROGRESS);
	sem_post(&leave);
	rte_eal_alarm_cancel(stay, ANY);
	loop_del(src);
	close(fd);
}

static void
an_earlier_alarm_overtakes(void)
{
	uint64_t late = 0, early = 0;

	UT_EQ(rte_eal_alarm_set(1000000000, fire, &late), 0);
	UT_EQ(rte_eal_alarm_set(5000, fire, &early), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_TRUE(early != 0);
	UT_EQ(late, 0);
	UT_EQ(rte_eal_alarm_cancel(fire, &late), 1);
}

static void
waiting_costs_nothing(void)
{
	struct timespec ts = { 0, 100000000 };
	uint64_t cpu;

	/* the earliest is cancelled: the timer may fire for nothing once, not for ever */
	rte_eal_alarm_set(5000, note_order, ANY);
	rte_eal_alarm_set(1000000000, fire, NULL);
	rte_eal_alarm_cancel(note_order, ANY);
	cpu = cpu_us();
	nanosleep(&ts, NULL);
	UT_TRUE(cpu_us() - cpu < 30000);
	rte_eal_alarm_cancel(fire, ANY);
}

static void
the_stop_drops_armed_alarms(void)
{
	unsigned int before = __atomic_load_n(&count, __ATOMIC_RELAXED);
	int i;

	for (i = 0; i < 1000; i++)
		rte_eal_alarm_set(20000 + (uint64_t)i, fire, NULL);
	loop_stop();
	UT_EQ(__atomic_load_n(&count, __ATOMIC_RELAXED), before);
	UT_EQ(rte_eal_alarm_set(1, fire, NULL), -ESRCH);
	UT_EQ(rte_eal_alarm_cancel(fire, NULL), 0);
	UT_EQ(loop_start(), 0);
	UT_EQ(rte_eal_alarm_set(1, fire, NULL), 0);
	UT_TRUE(sem_wait_deadline(&fired));
	UT_EQ(__atomic_load_n(&count, __ATOMIC_RELAXED), before + 1);
}

UT_MAIN_FIXTURE("alarm", start, loop_stop,
	{"not before its time", not_before_its_time},
	{"bad arguments", bad_arguments},
	{"ten thousand run in order", ten_thousand_run_in_order},
	{"cancelling counts", cancelling_counts},
	{"ten thousand cancels are quick", ten_thousand_cancels_are_quick},
	{"from inside it is in progress", from_inside_it_is_in_progress},
	{"cancelling waits for a running alarm", cancelling_waits_for_a_running_alarm},
	{"cancelling is bounded while it fires", cancelling_is_bounded_while_it_fires},
	{"runs on the worker", runs_on_the_worker},
	{"a blocking alarm delays no event", a_blocking_alarm_delays_no_event},
	{"an earlier alarm overtakes", an_earlier_alarm_overtakes},
	{"waiting costs nothing", waiting_costs_nothing},
	{"the stop drops armed alarms", the_stop_drops_armed_alarms})
