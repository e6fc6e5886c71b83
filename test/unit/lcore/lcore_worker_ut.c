/* SPDX-License-Identifier: BSD-3-Clause */
/* Start and stop of the workers, launching, waiting. */
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>
#include <rte_log.h>
#include <rte_pause.h>

#include <lcore/lcore.h>

#include "ut.h"

static const struct lcore_params five = { .map = "(0-4)@0" };

static unsigned int
threads_now(void)
{
	unsigned int n = 0;
	struct dirent *e;
	DIR *d = opendir("/proc/self/task");

	while ((e = readdir(d)) != NULL)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
start(void)
{
	UT_EQ_FATAL(lcore_plan(&five), 0);
	UT_EQ_FATAL(lcore_start(), 0);
}

static char names[RTE_MAX_LCORE][16];

static int
tell_id(void *arg)
{
	unsigned int id = rte_lcore_id();
	cpu_set_t cpus;

	*(unsigned int *)arg = id;
	pthread_getname_np(pthread_self(), names[id], sizeof(names[id]));
	pthread_getaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	return CPU_COUNT(&cpus) == 1 && CPU_ISSET(0, &cpus) ? (int)id * 10 : -1;
}

static void
workers_have_id_name_and_cpu(void)
{
	unsigned int id, seen = 99, before;
	cpu_set_t mine, pinned, after;

	/* the first thread may bring one of the C library or a sanitizer along */
	start();
	lcore_stop();
	before = threads_now();
	sched_getaffinity(0, sizeof(mine), &mine);
	UT_EQ(rte_lcore_id(), LCORE_ID_ANY);
	start();
	UT_EQ(rte_lcore_id(), 0);
	sched_getaffinity(0, sizeof(pinned), &pinned);
	UT_EQ(CPU_COUNT(&pinned), 1);
	RTE_LCORE_FOREACH_WORKER(id) {
		UT_EQ(rte_eal_get_lcore_state(id), WAIT);
		UT_EQ(rte_eal_wait_lcore(id), 0);
		UT_EQ(rte_eal_remote_launch(tell_id, &seen, id), 0);
		UT_EQ(rte_eal_wait_lcore(id), id * 10);
		UT_EQ(seen, id);
		UT_EQ(rte_eal_wait_lcore(id), id * 10);
	}
	UT_STR_EQ(names[4], "rte-worker-4");
	lcore_stop();
	UT_EQ(threads_now(), before);
	UT_EQ(rte_lcore_id(), LCORE_ID_ANY);
	sched_getaffinity(0, sizeof(after), &after);
	UT_TRUE(CPU_EQUAL(&mine, &after));
	UT_EQ(rte_lcore_count(), 0);
}

static sem_t go;

static int
block(void *arg)
{
	sem_wait(&go);
	return (int)(intptr_t)arg;
}

static void
a_busy_worker_is_refused(void)
{
	sem_init(&go, 0, 0);
	start();
	UT_FALSE(lcore_busy());
	UT_EQ(rte_eal_remote_launch(block, (void *)7, 2), 0);
	UT_EQ(rte_eal_get_lcore_state(2), RUNNING);
	UT_TRUE(lcore_busy());
	UT_EQ(rte_eal_remote_launch(block, NULL, 2), -EBUSY);
	UT_EQ(rte_eal_mp_remote_launch(block, NULL, SKIP_MAIN), -EBUSY);
	/* nothing else was started by that */
	UT_EQ(rte_eal_get_lcore_state(1), WAIT);
	sem_post(&go);
	UT_EQ(rte_eal_wait_lcore(2), 7);
	UT_FALSE(lcore_busy());
	lcore_stop();
}

static void
bad_launches(void)
{
	UT_EQ_FATAL(lcore_plan(&five), 0);
	UT_EQ(rte_eal_remote_launch(block, NULL, 1), -EPIPE);
	UT_EQ(rte_eal_mp_remote_launch(block, NULL, SKIP_MAIN), -EPIPE);
	start();
	UT_EQ(rte_eal_remote_launch(NULL, NULL, 1), -EINVAL);
	UT_EQ(rte_eal_remote_launch(block, NULL, 0), -EINVAL);
	UT_EQ(rte_eal_remote_launch(block, NULL, 5), -EINVAL);
	UT_EQ(rte_eal_remote_launch(block, NULL, 1000), -EINVAL);
	UT_EQ(rte_eal_get_lcore_state(1000), WAIT);
	UT_EQ(rte_eal_wait_lcore(1000), 0);
	UT_EQ(lcore_start(), -EALREADY);
	lcore_stop();
	lcore_stop();
	UT_EQ(lcore_start(), -EINVAL);
}

static unsigned int sum; /* atomic */
static unsigned int plain[RTE_MAX_LCORE];

static int
add(void *arg)
{
	plain[rte_lcore_id()]++;
	__atomic_fetch_add(&sum, (unsigned int)(uintptr_t)arg, __ATOMIC_RELAXED);
	return (int)rte_lcore_id() + 1;
}

static void
all_at_once(void)
{
	unsigned int id, i;

	start();
	sum = 0;
	for (i = 0; i < 2000; i++) {
		UT_EQ(rte_eal_mp_remote_launch(add, (void *)1, i % 2 ? CALL_MAIN : SKIP_MAIN), 0);
		rte_eal_mp_wait_lcore();
	}
	UT_EQ(sum, 2000 * 4 + 1000);
	RTE_LCORE_FOREACH_WORKER(id)
		UT_EQ(plain[id], 2000);
	UT_EQ(rte_eal_wait_lcore(3), 4);
	UT_EQ(rte_eal_wait_lcore(0), 1);
	lcore_stop();
}

/* Long enough for both sides to sleep instead of spinning: the other one waits for a condition first. */
static int
slow(void *arg)
{
	struct timespec ts = { 0, 2000000 };

	nanosleep(&ts, NULL);
	return (int)(intptr_t)arg;
}

static void
sleepers_are_woken(void)
{
	struct timespec ts = { 0, 2000000 };
	int i;

	start();
	for (i = 0; i < 20; i++) {
		nanosleep(&ts, NULL); /* the worker sleeps */
		UT_EQ(rte_eal_remote_launch(slow, (void *)(intptr_t)i, 1), 0);
		UT_EQ(rte_eal_wait_lcore(1), i);
	}
	lcore_stop();
}

static void
stop_waits_for_running_functions(void)
{
	start();
	UT_EQ(rte_eal_remote_launch(slow, NULL, 1), 0);
	UT_EQ(rte_eal_remote_launch(add, (void *)0, 2), 0);
	lcore_stop();
	UT_FALSE(lcore_busy());
}

static void
start_and_stop_many_times(void)
{
	unsigned int before = threads_now();
	int i;

	for (i = 0; i < 50; i++) {
		start();
		lcore_stop();
	}
	UT_EQ(threads_now(), before);
}

UT_MAIN("lcore_worker",
	{"workers have id, name and CPU; stop leaves no trace", workers_have_id_name_and_cpu},
	{"a busy worker is refused", a_busy_worker_is_refused},
	{"bad launches", bad_launches},
	{"all at once, 2000 times", all_at_once},
	{"sleepers are woken", sleepers_are_woken},
	{"stop waits for running functions", stop_waits_for_running_functions},
	{"start and stop many times", start_and_stop_many_times})
