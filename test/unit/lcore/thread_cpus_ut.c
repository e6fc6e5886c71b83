/* SPDX-License-Identifier: BSD-3-Clause */
/* What a thread knows of its CPUs, and that its lcore follows. */
#include <sched.h>

#include <rte_lcore.h>

#include <lcore/lcore.h>

#include "ut.h"

static void
the_lcore_follows_its_thread(void)
{
	const struct lcore_params p = { .map = "0" };
	cpu_set_t all, got;

	sched_getaffinity(0, sizeof(all), &all);
	UT_EQ_FATAL(lcore_plan(&p), 0);
	UT_EQ_FATAL(lcore_start(), 0);
	rte_thread_get_affinity(&got);
	UT_EQ(CPU_COUNT(&got), 1);
	UT_EQ(rte_thread_set_affinity(&all), 0);
	rte_thread_get_affinity(&got);
	UT_TRUE(CPU_EQUAL(&got, &all));
	got = rte_lcore_cpuset(0);
	UT_TRUE(CPU_EQUAL(&got, &all));
	CPU_ZERO(&got);
	UT_EQ(rte_thread_set_affinity(&got), -1);
	UT_EQ(rte_thread_set_affinity(NULL), -1);
	rte_thread_get_affinity(NULL);
	rte_thread_get_affinity(&got);
	UT_TRUE(CPU_EQUAL(&got, &all));
	lcore_stop();
	rte_thread_get_affinity(&got);
	UT_TRUE(CPU_EQUAL(&got, &all));
}

static void
a_plain_thread_asks_the_system(void)
{
	cpu_set_t all, got;

	sched_getaffinity(0, sizeof(all), &all);
	rte_thread_get_affinity(&got);
	UT_TRUE(CPU_EQUAL(&got, &all));
	UT_TRUE((int)rte_socket_id() >= -1 && (int)rte_socket_id() < RTE_MAX_NUMA_NODES);
}

UT_MAIN("thread_cpus",
	{"a plain thread asks the system", a_plain_thread_asks_the_system},
	{"the lcore follows its thread", the_lcore_follows_its_thread})
