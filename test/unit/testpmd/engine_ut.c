/* SPDX-License-Identifier: BSD-3-Clause */
/* The forwarding threads: tables are swapped under them, and what left a table is never touched again. */
#include "app/testpmd/engine.c"

#include <string.h>

#include "ut.h"

#define THREADS 3
#define ITEMS 8

/* Threads in place of lcores. */
static pthread_t launched[RTE_MAX_LCORE];

struct launch {
	lcore_function_t *f;
	void *arg;
};

static void *
launch_run(void *arg)
{
	struct launch l = *(struct launch *)arg;

	free(arg);
	l.f(l.arg);
	return NULL;
}

static int launch_error;

int
rte_eal_remote_launch(lcore_function_t *f, void *arg, unsigned int lcore)
{
	struct launch *l;

	if (launch_error != 0 && lcore == THREADS)
		return launch_error;
	l = malloc(sizeof(*l));
	l->f = f;
	l->arg = arg;
	return -pthread_create(&launched[lcore], NULL, launch_run, l);
}

int
rte_eal_wait_lcore(unsigned int lcore)
{
	pthread_join(launched[lcore], NULL);
	return 0;
}

int
rte_thread_register(void)
{
	return -ENOTSUP;
}

int
rte_ctrl_thread_create(pthread_t *thread, const char *name, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
	(void)name;
	return pthread_create(thread, attr, start, arg);
}

/* An item that notices two threads at once, and being served after it was retired. Plain members: a race shows under TSan. */
struct work {
	struct engine_item item;
	uint64_t served;  /* plain: one thread at a time */
	uint64_t total;   /* atomic copy, for the waiting test */
	bool retired;
	int busy;
};

static bool wrong;

static unsigned int
work_run(struct engine_item *item)
{
	struct work *w = (struct work *)item;

	if (w->retired || __atomic_exchange_n(&w->busy, 1, __ATOMIC_ACQUIRE) != 0)
		__atomic_store_n(&wrong, true, __ATOMIC_RELAXED);
	w->served++;
	__atomic_store_n(&w->total, w->served, __ATOMIC_RELAXED);
	__atomic_store_n(&w->busy, 0, __ATOMIC_RELEASE);
	return 1;
}

static struct work *
work_new(unsigned int core)
{
	struct work *w = calloc(1, sizeof(*w));

	w->item.run = work_run;
	w->item.core = core;
	return w;
}

/* Wait until @w is served again. */
static void
work_await(struct work *w)
{
	uint64_t now = __atomic_load_n(&w->total, __ATOMIC_RELAXED);

	while (__atomic_load_n(&w->total, __ATOMIC_RELAXED) == now)
		sched_yield();
}

static void
threads_serve_their_part(void)
{
	static const unsigned int lcores[THREADS] = { 1, 2, 3 };
	struct work *w[ITEMS];
	unsigned int i;

	wrong = false;
	UT_EQ_FATAL(engine_start(lcores, THREADS), THREADS);
	UT_TRUE(engine_running());
	for (i = 0; i < ITEMS; i++)
		w[i] = work_new(i % THREADS);
	UT_EQ(engine_publish((struct engine_item **)w, ITEMS), 0);
	for (i = 0; i < ITEMS; i++)
		work_await(w[i]);
	engine_stop();
	UT_FALSE(engine_running());
	UT_FALSE(wrong);
	for (i = 0; i < ITEMS; i++) {
		UT_TRUE(w[i]->served > 0);
		free(w[i]);
	}
}

static void
what_left_the_table_can_be_freed(void)
{
	static const unsigned int lcores[THREADS] = { 1, 2, 3 };
	struct work *w[ITEMS], *kept = work_new(0), *table[ITEMS + 1];
	unsigned int round, i;

	wrong = false;
	UT_EQ_FATAL(engine_start(lcores, THREADS), THREADS);
	for (round = 0; round < 200; round++) {
		for (i = 0; i < ITEMS; i++)
			w[i] = work_new((i + round) % THREADS);
		table[0] = kept;
		memcpy(table + 1, w, sizeof(w));
		UT_EQ(engine_publish((struct engine_item **)table, ITEMS + 1), 0);
		if (round % 10 == 0)
			work_await(w[round % ITEMS]);
		UT_EQ(engine_publish((struct engine_item **)table, 1), 0);
		for (i = 0; i < ITEMS; i++) {
			w[i]->retired = true;
			free(w[i]);
		}
	}
	work_await(kept);
	engine_stop();
	UT_FALSE(wrong);
	free(kept);
}

static void
a_service_thread_serves_without_lcores(void)
{
	struct work *w = work_new(0);

	engine_cpus_note();
	wrong = false;
	UT_EQ_FATAL(engine_start(NULL, 0), 1);
	UT_EQ(engine_publish((struct engine_item **)&w, 1), 0);
	work_await(w);
	engine_stop();
	UT_FALSE(wrong);
	free(w);
}

static void
a_failed_start_leaves_nothing(void)
{
	static const unsigned int lcores[THREADS] = { 1, 2, 3 };

	launch_error = -EBUSY;
	UT_EQ(engine_start(lcores, THREADS), -EBUSY);
	UT_FALSE(engine_running());
	launch_error = 0;
	UT_EQ(engine_start(lcores, THREADS), THREADS);
	engine_stop();
	engine_stop();
}

UT_MAIN("testpmd_engine",
	{ "threads serve their part of the table", threads_serve_their_part },
	{ "what left the table can be freed", what_left_the_table_can_be_freed },
	{ "a service thread serves without lcores", a_service_thread_serves_without_lcores },
	{ "a failed start leaves nothing behind", a_failed_start_leaves_nothing })
