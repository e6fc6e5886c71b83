/* SPDX-License-Identifier: BSD-3-Clause */
/* Deferred work: order, coalescing, cancelling. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_interrupts.h>

#include <loop/loop.h>

#include "ut.h"
#include "waiting.h"

static sem_t done, gate;
static char trace[64];

static int
start(void)
{
	sem_init(&done, 0, 0);
	sem_init(&gate, 0, 0);
	return loop_start();
}

static void
note(void *arg)
{
	strcat(trace, arg);
	sem_post(&done);
}

static void
hold(void *arg)
{
	RTE_SET_USED(arg);
	sem_post(&done);
	if (!sem_wait_deadline(&gate))
		abort();
}

/* Items of the test and one that keeps the worker busy. */
static struct work_item holder = { .fn = hold };

static void
hold_worker(void)
{
	UT_EQ_FATAL(work_post(&holder), 0);
	UT_TRUE_FATAL(sem_wait_deadline(&done));
}

static void
runs_in_order_and_coalesces(void)
{
	char a[] = "a", b[] = "b", c[] = "c";
	struct work_item ia = { .fn = note, .arg = a }, ib = { .fn = note, .arg = b }, ic = { .fn = note, .arg = c };
	int i;

	trace[0] = '\0';
	hold_worker();
	for (i = 0; i < 100; i++) {
		UT_EQ(work_post(&ia), 0);
		UT_EQ(work_post(&ib), 0);
	}
	UT_EQ(work_post(&ic), 0);
	sem_post(&gate);
	for (i = 0; i < 3; i++)
		UT_TRUE(sem_wait_deadline(&done));
	UT_STR_EQ(trace, "abc");
	UT_EQ(work_post(&ia), 0);
	UT_TRUE(sem_wait_deadline(&done));
	UT_STR_EQ(trace, "abca");
	work_cancel(&ia);
	work_cancel(&ib);
	work_cancel(&ic);
}

static bool where;

static void
tell_where(void *arg)
{
	RTE_SET_USED(arg);
	where = work_is_self() && !loop_is_self() && rte_thread_is_intr() == 1;
	sem_post(&done);
}

static void
runs_on_its_own_thread(void)
{
	struct work_item it = { .fn = tell_where };

	UT_FALSE(work_is_self());
	UT_EQ(work_post(&it), 0);
	UT_TRUE(sem_wait_deadline(&done));
	UT_TRUE(where);
	work_cancel(&it);
	it.fn = NULL;
	UT_EQ(work_post(&it), -EINVAL);
	UT_EQ(work_post(NULL), -EINVAL);
}

static void
a_pending_item_can_be_cancelled(void)
{
	char a[] = "a";
	struct work_item it = { .fn = note, .arg = a };

	trace[0] = '\0';
	hold_worker();
	UT_EQ(work_post(&it), 0);
	work_cancel(&it);
	UT_FALSE(it.pending);
	work_cancel(NULL);
	sem_post(&gate);
	work_cancel(&holder);
	UT_STR_EQ(trace, "");
}

static void *
open_gate(void *arg)
{
	struct timespec ts = { 0, 20000000 };

	nanosleep(&ts, NULL);
	strcat(trace, "g");
	sem_post(&gate);
	return arg;
}

static void
cancelling_waits_for_a_running_item(void)
{
	pthread_t t;

	trace[0] = '\0';
	hold_worker();
	pthread_create(&t, NULL, open_gate, NULL);
	work_cancel(&holder);
	pthread_join(t, NULL);
	UT_STR_EQ(trace, "g");
}

static unsigned int rounds; /* atomic */

static void
post_self(void *arg)
{
	__atomic_fetch_add(&rounds, 1, __ATOMIC_RELAXED);
	work_post(arg);
	/* does not wait for itself */
	if (rounds % 7 == 0) {
		work_cancel(arg);
		work_post(arg);
	}
}

static void
an_item_that_posts_itself_can_be_cancelled(void)
{
	struct work_item it = { .fn = post_self };
	unsigned int after;

	it.arg = &it;
	UT_EQ(work_post(&it), 0);
	while (__atomic_load_n(&rounds, __ATOMIC_RELAXED) < 1000)
		sched_yield();
	work_cancel(&it);
	after = __atomic_load_n(&rounds, __ATOMIC_RELAXED);
	hold_worker();
	sem_post(&gate);
	work_cancel(&holder);
	UT_EQ(__atomic_load_n(&rounds, __ATOMIC_RELAXED), after);
}

static void
free_self(void *arg)
{
	free(arg);
	sem_post(&done);
}

static void
an_item_may_free_itself(void)
{
	int i;

	for (i = 0; i < 100; i++) {
		struct work_item *it = calloc(1, sizeof(*it));

		it->fn = free_self;
		it->arg = it;
		UT_EQ(work_post(it), 0);
	}
	for (i = 0; i < 100; i++)
		UT_TRUE(sem_wait_deadline(&done));
}

static void
the_stop_drops_what_is_pending(void)
{
	char a[] = "a";
	struct work_item it = { .fn = note, .arg = a };
	pthread_t t;

	trace[0] = '\0';
	hold_worker();
	UT_EQ(work_post(&it), 0);
	pthread_create(&t, NULL, open_gate, NULL);
	loop_stop();
	pthread_join(t, NULL);
	UT_FALSE(it.pending);
	UT_STR_EQ(trace, "g");
	UT_EQ(work_post(&it), -ESRCH);
	work_cancel(&it);
}

UT_MAIN_FIXTURE("work", start, loop_stop,
	{"runs in order and coalesces", runs_in_order_and_coalesces},
	{"runs on its own thread", runs_on_its_own_thread},
	{"a pending item can be cancelled", a_pending_item_can_be_cancelled},
	{"cancelling waits for a running item", cancelling_waits_for_a_running_item},
	{"an item that posts itself can be cancelled", an_item_that_posts_itself_can_be_cancelled},
	{"an item may free itself", an_item_may_free_itself},
	{"the stop drops what is pending", the_stop_drops_what_is_pending})
