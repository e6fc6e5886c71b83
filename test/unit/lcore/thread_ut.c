/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads of the public interface. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_thread.h>

#include "ut.h"

struct seen {
	rte_thread_t self;
	cpu_set_t cpus;
	char name[16];
};

static uint32_t
look(void *arg)
{
	struct seen *s = arg;

	s->self = rte_thread_self();
	pthread_getaffinity_np(pthread_self(), sizeof(s->cpus), &s->cpus);
	rte_thread_getname(pthread_self(), s->name, sizeof(s->name));
	return 0xfffffff0u;
}

static void
create_join_and_result(void)
{
	struct seen s;
	rte_thread_t t;
	uint32_t value = 0;

	UT_EQ_FATAL(rte_thread_create(&t, NULL, look, &s), 0);
	UT_EQ(rte_thread_join(t, &value), 0);
	UT_EQ(value, 0xfffffff0u);
	UT_EQ(rte_thread_equal(t, s.self), 1);
	UT_EQ(rte_thread_equal(t, rte_thread_self()), 0);
	UT_EQ(rte_thread_create(NULL, NULL, look, &s), EINVAL);
	UT_EQ(rte_thread_create(&t, NULL, NULL, &s), EINVAL);
}

static void
attributes(void)
{
	cpu_set_t mine, one, got;
	rte_thread_attr_t attr;
	struct seen s;
	rte_thread_t t;
	int cpu;

	sched_getaffinity(0, sizeof(mine), &mine);
	for (cpu = 0; !CPU_ISSET(cpu, &mine); cpu++)
		continue;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	UT_EQ(rte_thread_attr_init(&attr), 0);
	UT_EQ(rte_thread_attr_init(NULL), EINVAL);
	UT_EQ(rte_thread_attr_set_affinity(&attr, &one), 0);
	UT_EQ(rte_thread_attr_get_affinity(&attr, &got), 0);
	UT_TRUE(CPU_EQUAL(&got, &one));
	UT_EQ(rte_thread_attr_set_affinity(&attr, NULL), EINVAL);
	UT_EQ_FATAL(rte_thread_create(&t, &attr, look, &s), 0);
	rte_thread_join(t, NULL);
	UT_TRUE(CPU_EQUAL(&s.cpus, &one));
	UT_EQ(rte_thread_attr_set_priority(&attr, RTE_THREAD_PRIORITY_NORMAL), 0);
	UT_EQ(rte_thread_attr_set_priority(&attr, RTE_THREAD_PRIORITY_REALTIME_CRITICAL), ENOTSUP);
	UT_EQ(rte_thread_attr_set_priority(NULL, RTE_THREAD_PRIORITY_NORMAL), EINVAL);
	/* a CPU that is not there */
	CPU_ZERO(&one);
	CPU_SET(CPU_SETSIZE - 1, &one);
	rte_thread_attr_set_affinity(&attr, &one);
	UT_EQ(rte_thread_create(&t, &attr, look, &s), EINVAL);
}

static void
control_threads(void)
{
	struct seen s;
	rte_thread_t t;
	pthread_t pt;

	memset(&s, 0, sizeof(s));
	UT_EQ_FATAL(rte_thread_create_control(&t, "ctl", look, &s), 0);
	rte_thread_join(t, NULL);
	UT_STR_EQ(s.name, "ctl");
	UT_EQ(rte_thread_create_control(&t, "ctl", NULL, &s), EINVAL);
	UT_EQ(rte_ctrl_thread_create(&pt, "x", NULL, NULL, NULL), -EINVAL);
}

static void
names_priorities_and_affinity_by_id(void)
{
	enum rte_thread_priority prio = RTE_THREAD_PRIORITY_REALTIME_CRITICAL;
	char name[16];
	cpu_set_t mine, got;

	UT_EQ(rte_thread_setname(pthread_self(), "a-very-long-thread-name"), 0);
	UT_EQ(rte_thread_getname(pthread_self(), name, sizeof(name)), 0);
	UT_STR_EQ(name, "a-very-long-thr");
	rte_thread_set_name(rte_thread_self(), "short");
	UT_EQ(rte_thread_getname(pthread_self(), name, sizeof(name)), 0);
	UT_STR_EQ(name, "short");
	UT_EQ(rte_thread_setname(pthread_self(), NULL), -EINVAL);
	UT_TRUE(rte_thread_getname(pthread_self(), name, 2) < 0);
	UT_EQ(rte_thread_get_priority(rte_thread_self(), &prio), 0);
	UT_EQ(prio, RTE_THREAD_PRIORITY_NORMAL);
	UT_EQ(rte_thread_set_priority(rte_thread_self(), RTE_THREAD_PRIORITY_NORMAL), 0);
	UT_EQ(rte_thread_set_priority(rte_thread_self(), RTE_THREAD_PRIORITY_REALTIME_CRITICAL), ENOTSUP);
	sched_getaffinity(0, sizeof(mine), &mine);
	UT_EQ(rte_thread_get_affinity_by_id(rte_thread_self(), &got), 0);
	UT_TRUE(CPU_EQUAL(&mine, &got));
	UT_EQ(rte_thread_set_affinity_by_id(rte_thread_self(), &mine), 0);
	UT_EQ(rte_thread_set_affinity_by_id(rte_thread_self(), NULL), EINVAL);
}

static rte_thread_key key;
static int destroyed;

static void
destroy(void *value)
{
	destroyed += *(int *)value;
}

static uint32_t
use_key(void *arg)
{
	UT_PTR_EQ(rte_thread_value_get(key), NULL);
	UT_EQ(rte_thread_value_set(key, arg), 0);
	return rte_thread_value_get(key) == arg;
}

static void
thread_local_slots(void)
{
	uint32_t same = 0;
	int five = 5;
	rte_thread_t t;

	UT_EQ_FATAL(rte_thread_key_create(&key, destroy), 0);
	UT_EQ_FATAL(rte_thread_create(&t, NULL, use_key, &five), 0);
	rte_thread_join(t, &same);
	UT_EQ(same, 1);
	UT_EQ(destroyed, 5);
	UT_PTR_EQ(rte_thread_value_get(key), NULL);
	UT_EQ(rte_thread_key_delete(key), 0);
	UT_EQ(rte_thread_key_delete(NULL), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_thread_key_create(NULL, NULL), -1);
	UT_EQ(rte_thread_value_set(NULL, &five), -1);
	rte_errno = 0;
	UT_PTR_EQ(rte_thread_value_get(NULL), NULL);
	UT_EQ(rte_errno, EINVAL);
}

UT_MAIN("thread",
	{"create, join, result", create_join_and_result},
	{"attributes", attributes},
	{"control threads", control_threads},
	{"names, priorities, affinity by id", names_priorities_and_affinity_by_id},
	{"thread-local slots", thread_local_slots})
