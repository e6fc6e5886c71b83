/* SPDX-License-Identifier: BSD-3-Clause */
/* Event callbacks: what they are told, and that they may do everything, even go. */
#include <pthread.h>
#include <sched.h>

#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

struct log {
	unsigned int ready, destroy;
	struct rte_mempool *mp;
};

static void
note(enum rte_mempool_event event, struct rte_mempool *mp, void *user_data)
{
	struct log *log = user_data;

	log->ready += event == RTE_MEMPOOL_EVENT_READY;
	log->destroy += event == RTE_MEMPOOL_EVENT_DESTROY;
	log->mp = mp;
}

static struct rte_mempool *
pool(const char *name)
{
	return rte_mempool_create(name, 15, 64, 0, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
}

static void
told_of_both_ends(void)
{
	struct log a = {0, 0, NULL}, b = {0, 0, NULL};
	struct rte_mempool *mp;

	UT_EQ(rte_mempool_event_callback_register(NULL, NULL), -EINVAL);
	UT_EQ(rte_mempool_event_callback_register(note, &a), 0);
	UT_EQ(rte_mempool_event_callback_register(note, &a), -EEXIST);
	UT_EQ(rte_mempool_event_callback_register(note, &b), 0);
	mp = pool("told");
	UT_EQ(a.ready, 1);
	UT_EQ(b.ready, 1);
	UT_PTR_EQ(a.mp, mp);
	UT_EQ(rte_mempool_event_callback_unregister(note, &b), 0);
	UT_EQ(rte_mempool_event_callback_unregister(note, &b), -ENOENT);
	rte_mempool_free(mp);
	UT_EQ(a.destroy, 1);
	UT_EQ(b.destroy, 0);

	/* not ready before the last object is there */
	mp = rte_mempool_create_empty("told", 15, 64, 0, 0, SOCKET_ID_ANY, 0);
	UT_EQ(a.ready, 1);
	UT_EQ(rte_mempool_populate_anon(mp), 15);
	UT_EQ(a.ready, 2);
	rte_mempool_free(mp);
	UT_EQ(rte_mempool_event_callback_unregister(note, &a), 0);
}

static struct rte_mempool *inner;

static void
busy_body(enum rte_mempool_event event, struct rte_mempool *mp, void *user_data)
{
	struct log *log = user_data;

	note(event, mp, user_data);
	UT_EQ(rte_mempool_event_callback_unregister(busy_body, user_data), 0);
	UT_EQ(rte_mempool_event_callback_unregister(busy_body, user_data), -ENOENT);
	UT_PTR_EQ(rte_mempool_lookup(mp->name), mp);
	inner = pool("inner");
	UT_NOT_NULL(inner);
	UT_EQ(rte_mempool_event_callback_register(note, log), 0);
}

static void
callback_does_everything(void)
{
	struct log log = {0, 0, NULL};
	struct rte_mempool *mp;

	UT_EQ(rte_mempool_event_callback_register(busy_body, &log), 0);
	mp = pool("outer");
	UT_NOT_NULL_FATAL(mp);
	UT_TRUE(log.ready >= 1);
	rte_mempool_free(inner);
	rte_mempool_free(mp);
	UT_EQ(log.destroy, 2);
	UT_EQ(rte_mempool_event_callback_unregister(note, &log), 0);
}

/* One thread is inside the callback while another unregisters it. */
static struct {
	int inside, go_on, returned;
} meet;

static void
wait_inside(enum rte_mempool_event event, struct rte_mempool *mp, void *user_data)
{
	(void)mp;
	(void)user_data;
	if (event != RTE_MEMPOOL_EVENT_READY)
		return;
	__atomic_store_n(&meet.inside, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&meet.go_on, __ATOMIC_ACQUIRE))
		sched_yield();
	UT_EQ(__atomic_load_n(&meet.returned, __ATOMIC_ACQUIRE), 0);
}

static void *
unregister(void *arg)
{
	while (!__atomic_load_n(&meet.inside, __ATOMIC_ACQUIRE))
		sched_yield();
	__atomic_store_n(&meet.go_on, 1, __ATOMIC_RELEASE);
	*(int *)arg = rte_mempool_event_callback_unregister(wait_inside, NULL);
	__atomic_store_n(&meet.returned, 1, __ATOMIC_RELEASE);
	return NULL;
}

static void
unregister_waits(void)
{
	struct rte_mempool *mp;
	pthread_t t;
	int ret = 1;

	UT_EQ(rte_mempool_event_callback_register(wait_inside, NULL), 0);
	UT_EQ_FATAL(pthread_create(&t, NULL, unregister, &ret), 0);
	mp = pool("waits");
	pthread_join(t, NULL);
	UT_EQ(ret, 0);
	rte_mempool_free(mp);
}

UT_MAIN_FIXTURE("mempool_event", runtime_start, runtime_stop,
	{"callbacks are told of ready and destroy", told_of_both_ends},
	{"a callback may create pools, register and go", callback_does_everything},
	{"unregistering waits for a running callback", unregister_waits})
