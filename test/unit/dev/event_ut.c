/* SPDX-License-Identifier: BSD-3-Clause */
/* Device event callbacks: who is called, registering and leaving from inside, waiting for a running one. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include <dev/event.h>
#include <rte_dev.h>

#include "ut.h"

static int calls, other_calls;

static void
count(const char *name, enum rte_dev_event_type event, void *arg)
{
	(void)name;
	(void)event;
	*(int *)arg += 1;
}

static void
right_listeners_are_called(void)
{
	calls = other_calls = 0;
	UT_EQ(rte_dev_event_callback_register("a", count, &calls), 0);
	UT_EQ(rte_dev_event_callback_register("a", count, &calls), -EEXIST);
	UT_EQ(rte_dev_event_callback_register(NULL, count, &other_calls), 0);
	UT_EQ(rte_dev_event_callback_register("a", NULL, NULL), -EINVAL);
	rte_dev_event_callback_process("a", RTE_DEV_EVENT_REMOVE);
	rte_dev_event_callback_process("b", RTE_DEV_EVENT_ADD);
	rte_dev_event_callback_process(NULL, RTE_DEV_EVENT_ADD);
	UT_EQ(calls, 1);
	UT_EQ(other_calls, 2);
	UT_EQ(rte_dev_event_callback_unregister("b", count, &calls), -ENOENT);
	UT_EQ(rte_dev_event_callback_unregister("a", NULL, NULL), -EINVAL);
	UT_EQ(rte_dev_event_callback_unregister("a", count, (void *)-1), 1);
	UT_EQ(rte_dev_event_callback_unregister(NULL, count, (void *)-1), 1);
	UT_EQ(rte_dev_event_callback_unregister(NULL, count, (void *)-1), -ENOENT);
}

static void
leave(const char *name, enum rte_dev_event_type event, void *arg)
{
	count(name, event, arg);
	UT_EQ(rte_dev_event_callback_unregister(name, leave, arg), 1);
	UT_EQ(rte_dev_event_callback_register("late", count, arg), 0);
}

static void
a_callback_may_leave_and_register(void)
{
	calls = 0;
	UT_EQ(rte_dev_event_callback_register("a", leave, &calls), 0);
	rte_dev_event_callback_process("a", RTE_DEV_EVENT_REMOVE);
	rte_dev_event_callback_process("a", RTE_DEV_EVENT_REMOVE);
	UT_EQ(calls, 1);
	rte_dev_event_callback_process("late", RTE_DEV_EVENT_ADD);
	UT_EQ(calls, 2);
	event_clear();
	UT_EQ(rte_dev_event_callback_unregister("late", count, &calls), -ENOENT);
}

static sem_t entered, may_end;
static int ended;

static void
slow(const char *name, enum rte_dev_event_type event, void *arg)
{
	(void)name;
	(void)event;
	(void)arg;
	sem_post(&entered);
	sem_wait(&may_end);
	__atomic_store_n(&ended, 1, __ATOMIC_RELEASE);
}

static void *
process(void *arg)
{
	rte_dev_event_callback_process("a", RTE_DEV_EVENT_REMOVE);
	return arg;
}

static void *
let_end(void *arg)
{
	sem_post(&may_end);
	return arg;
}

static void
leaving_waits_for_a_running_callback(void)
{
	pthread_t t, u;

	sem_init(&entered, 0, 0);
	sem_init(&may_end, 0, 0);
	UT_EQ(rte_dev_event_callback_register("a", slow, NULL), 0);
	UT_EQ(pthread_create(&t, NULL, process, NULL), 0);
	sem_wait(&entered);
	UT_EQ(pthread_create(&u, NULL, let_end, NULL), 0);
	UT_EQ(rte_dev_event_callback_unregister("a", slow, NULL), 1);
	UT_EQ(__atomic_load_n(&ended, __ATOMIC_ACQUIRE), 1);
	pthread_join(t, NULL);
	pthread_join(u, NULL);
}

UT_MAIN("event", { "the right listeners are called", right_listeners_are_called },
	{ "a callback may leave and register", a_callback_may_leave_and_register },
	{ "leaving waits for a running callback", leaving_waits_for_a_running_callback })
