/* SPDX-License-Identifier: BSD-3-Clause */
/* The forwarding threads and the table that they walk. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_errno.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_pause.h>

#include "engine.h"

#define SLOW_SECONDS 2

/* One generation of work. Constant once it is published. */
struct engine_table {
	uint64_t epoch; /* counts tables; every thread shows the one that it uses */
	bool end;
	unsigned int n;
	struct engine_item *items[];
};

struct engine_thread {
	uint64_t seen; /* epoch of the table in use, written by the thread */
	unsigned int index, lcore;
	pthread_t service;
} __rte_cache_aligned;

static struct engine_table *current; /* atomic */
static struct engine_thread threads[RTE_MAX_LCORE];
static unsigned int nb_threads;
static bool on_service_thread;
static cpu_set_t cpus;

bool
engine_running(void)
{
	return nb_threads > 0;
}

void
engine_cpus_note(void)
{
	if (sched_getaffinity(0, sizeof(cpus), &cpus) != 0)
		CPU_ZERO(&cpus);
}

/* Take the newest table and show that older ones are no longer used here. */
static const struct engine_table *
table_take(struct engine_thread *thread)
{
	const struct engine_table *table = __atomic_load_n(&current, __ATOMIC_ACQUIRE);

	if (__atomic_load_n(&thread->seen, __ATOMIC_RELAXED) != table->epoch)
		__atomic_store_n(&thread->seen, table->epoch, __ATOMIC_RELEASE);
	return table;
}

static int
thread_loop(void *arg)
{
	struct engine_thread *thread = arg;
	const struct engine_table *table;
	unsigned int i, done;

	while (!(table = table_take(thread))->end) {
		done = 0;
		for (i = 0; i < table->n; i++)
			if (table->items[i]->core == thread->index)
				done += table->items[i]->run(table->items[i]);
		if (done != 0)
			continue;
		if (on_service_thread)
			sched_yield();
		else
			rte_pause();
	}
	return 0;
}

static void *
service_loop(void *arg)
{
	bool registered;

	if (CPU_COUNT(&cpus) > 0)
		pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	registered = rte_thread_register() == 0; /* for an mbuf cache of its own; it also works without */
	thread_loop(arg);
	if (registered)
		rte_thread_unregister();
	return NULL;
}

static struct engine_table *
table_new(struct engine_item *const *items, unsigned int n)
{
	struct engine_table *table = malloc(sizeof(*table) + n * sizeof(table->items[0]));
	unsigned int i;

	if (table == NULL)
		return NULL;
	table->epoch = current != NULL ? current->epoch + 1 : 1;
	table->end = false;
	table->n = n;
	for (i = 0; i < n; i++)
		table->items[i] = items[i];
	return table;
}

/* Wait until @thread uses the table of @epoch or a newer one. */
static void
thread_wait(const struct engine_thread *thread, uint64_t epoch)
{
	time_t began = time(NULL);
	bool said = false;

	while (__atomic_load_n(&thread->seen, __ATOMIC_ACQUIRE) < epoch) {
		if (!said && time(NULL) - began > SLOW_SECONDS) {
			printf("Forwarding thread %u does not come back from a driver; waiting for it\n", thread->index);
			said = true;
		}
		sched_yield();
	}
}

static void
table_swap(struct engine_table *table)
{
	struct engine_table *old = current;
	unsigned int i;

	__atomic_store_n(&current, table, __ATOMIC_RELEASE);
	for (i = 0; i < nb_threads; i++)
		thread_wait(&threads[i], table->epoch);
	free(old);
}

int
engine_publish(struct engine_item *const *items, unsigned int n)
{
	struct engine_table *table = table_new(items, n);

	if (table == NULL)
		return -ENOMEM;
	table_swap(table);
	return 0;
}

static int
thread_launch(struct engine_thread *thread)
{
	int ret;

	if (!on_service_thread)
		return rte_eal_remote_launch(thread_loop, thread, thread->lcore);
	ret = rte_ctrl_thread_create(&thread->service, "testpmd-fwd", NULL, service_loop, thread);
	return ret > 0 ? -ret : ret;
}

int
engine_start(const unsigned int *lcores, unsigned int n)
{
	struct engine_table *table = table_new(NULL, 0);
	unsigned int i;
	int ret = 0;

	if (table == NULL)
		return -ENOMEM;
	table_swap(table);
	on_service_thread = n == 0;
	if (n == 0)
		n = 1;
	for (i = 0; i < n; i++) {
		threads[i].index = i;
		threads[i].lcore = on_service_thread ? LCORE_ID_ANY : lcores[i];
		threads[i].seen = 0;
		ret = thread_launch(&threads[i]);
		if (ret < 0)
			break;
		nb_threads++;
	}
	if (ret == 0)
		return (int)nb_threads;
	engine_stop();
	return ret;
}

void
engine_stop(void)
{
	struct engine_table *table = current;
	unsigned int i;

	if (nb_threads > 0) {
		while ((table = table_new(NULL, 0)) == NULL)
			sched_yield();
		table->end = true;
		table_swap(table);
	}
	for (i = 0; i < nb_threads; i++) {
		if (on_service_thread)
			pthread_join(threads[i].service, NULL);
		else
			rte_eal_wait_lcore(threads[i].lcore);
	}
	nb_threads = 0;
	free(current);
	current = NULL;
}
