/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads that register, and who hears of it. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_log.h>

#include <lcore/lcore.h>

#include "ut.h"

static int
start(void)
{
	const struct lcore_params p = { .map = "(0-1,9)@0" };

	return lcore_plan(&p) != 0 || lcore_start() != 0;
}

static char trace[256];

static int
on_init(unsigned int id, void *arg)
{
	sprintf(trace + strlen(trace), "%s+%u ", (const char *)arg, id);
	return 0;
}

static void
on_uninit(unsigned int id, void *arg)
{
	sprintf(trace + strlen(trace), "%s-%u ", (const char *)arg, id);
}

static int
refuse_nine(unsigned int id, void *arg)
{
	on_init(id, arg);
	return id == 9 ? -EBUSY : 0;
}

static int
refuse_two(unsigned int id, void *arg)
{
	on_init(id, arg);
	return id == 2 ? -EBUSY : 0;
}

static void *
register_self(void *arg)
{
	unsigned int *out = arg;

	out[0] = rte_lcore_id();
	out[1] = (unsigned int)rte_thread_register();
	out[2] = rte_lcore_id();
	out[3] = rte_lcore_count();
	out[4] = (unsigned int)rte_thread_register(); /* twice */
	out[5] = (unsigned int)rte_errno;
	out[6] = rte_eal_lcore_role(out[2]);
	rte_thread_unregister();
	out[7] = rte_lcore_id();
	rte_thread_unregister();
	return NULL;
}

static void
run_register(unsigned int *out)
{
	pthread_t t;

	UT_EQ_FATAL(pthread_create(&t, NULL, register_self, out), 0);
	pthread_join(t, NULL);
}

static void
a_thread_gets_the_lowest_free_id(void)
{
	unsigned int out[8], count = rte_lcore_count();

	run_register(out);
	UT_EQ(out[0], LCORE_ID_ANY);
	UT_EQ(out[1], 0);
	UT_EQ(out[2], 2);
	UT_EQ(out[3], count + 1);
	UT_EQ((int)out[4], -1);
	UT_EQ(out[5], EINVAL);
	UT_EQ(out[6], ROLE_NON_EAL);
	UT_EQ(out[7], LCORE_ID_ANY);
	UT_EQ(rte_lcore_count(), count);
	UT_EQ(rte_eal_lcore_role(2), ROLE_OFF);
	/* main is an lcore */
	UT_EQ(rte_thread_register(), -1);
}

static void
callbacks_hear_of_all(void)
{
	char a[] = "a", b[] = "b";
	unsigned int out[8];
	void *ha, *hb;

	trace[0] = '\0';
	ha = rte_lcore_callback_register("first", on_init, on_uninit, a);
	UT_NOT_NULL_FATAL(ha);
	hb = rte_lcore_callback_register(NULL, on_init, on_uninit, b);
	UT_NOT_NULL_FATAL(hb);
	UT_STR_EQ(trace, "a+0 a+1 a+9 b+0 b+1 b+9 ");
	trace[0] = '\0';
	run_register(out);
	/* the last to hear of it is the first to hear of its end */
	UT_STR_EQ(trace, "a+2 b+2 b-2 a-2 ");
	trace[0] = '\0';
	rte_lcore_callback_unregister(ha);
	UT_STR_EQ(trace, "a-0 a-1 a-9 ");
	rte_lcore_callback_unregister(hb);
	rte_lcore_callback_unregister(NULL);
}

static void
quiet(bool on)
{
	rte_log_set_global_level(on ? RTE_LOG_CRIT : RTE_LOG_DEBUG);
}

static void
who_refuses_is_undone(void)
{
	char a[] = "a", b[] = "b";
	unsigned int out[8];
	void *ha, *hb;

	trace[0] = '\0';
	quiet(true);
	UT_PTR_EQ(rte_lcore_callback_register("no", refuse_nine, on_uninit, a), NULL);
	quiet(false);
	UT_EQ(rte_errno, EBUSY);
	UT_STR_EQ(trace, "a+0 a+1 a+9 a-1 a-0 ");
	ha = rte_lcore_callback_register("first", on_init, on_uninit, a);
	hb = rte_lcore_callback_register("second", refuse_two, on_uninit, b);
	UT_NOT_NULL_FATAL(hb);
	trace[0] = '\0';
	quiet(true);
	run_register(out);
	quiet(false);
	UT_EQ((int)out[1], -1);
	UT_EQ(out[2], LCORE_ID_ANY);
	/* it tried twice */
	UT_STR_EQ(trace, "a+2 b+2 a-2 a+2 b+2 a-2 ");
	rte_lcore_callback_unregister(hb);
	rte_lcore_callback_unregister(ha);
}

static int
call_back(unsigned int id, void *arg)
{
	(void)id;
	(void)arg;
	UT_PTR_EQ(rte_lcore_callback_register("inner", NULL, NULL, NULL), NULL);
	UT_EQ(rte_errno, EDEADLK);
	return 0;
}

static void
a_callback_cannot_wait_for_itself(void)
{
	void *h = rte_lcore_callback_register("outer", call_back, NULL, NULL);

	UT_NOT_NULL(h);
	rte_lcore_callback_unregister(h);
}

static int
count_until_one(unsigned int id, void *arg)
{
	(*(unsigned int *)arg)++;
	return id == 1 ? 42 : 0;
}

static int
usage(unsigned int id, struct rte_lcore_usage *u)
{
	u->busy_cycles = id;
	u->total_cycles = 100;
	return 0;
}

static void
walks_and_dump(void)
{
	unsigned int n = 0;
	char *text = NULL;
	size_t len;
	FILE *f;

	UT_EQ(rte_lcore_iterate(count_until_one, &n), 42);
	UT_EQ(n, 2);
	UT_EQ(rte_lcore_iterate(NULL, NULL), 0);
	rte_lcore_register_usage_cb(usage);
	f = open_memstream(&text, &len);
	rte_lcore_dump(f);
	fclose(f);
	rte_lcore_register_usage_cb(NULL);
	UT_NOT_NULL(strstr(text, "lcore 9, socket 0, role RTE, cpuset 0, busy cycles 9/100\n"));
	free(text);
}

static void *
churn(void *arg)
{
	int i;

	for (i = 0; i < 200; i++) {
		if (rte_thread_register() == 0) {
			*(unsigned int *)arg += rte_lcore_id() < RTE_MAX_LCORE;
			rte_thread_unregister();
		}
	}
	return NULL;
}

static void
many_threads_come_and_go(void)
{
	unsigned int got[4] = { 0 }, count = rte_lcore_count();
	char a[] = "x";
	pthread_t t[4];
	void *h;
	int i;

	for (i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, churn, &got[i]);
	for (i = 0; i < 50; i++) {
		trace[0] = '\0';
		h = rte_lcore_callback_register("churn", NULL, NULL, a);
		rte_lcore_callback_unregister(h);
	}
	for (i = 0; i < 4; i++) {
		pthread_join(t[i], NULL);
		UT_EQ(got[i], 200);
	}
	UT_EQ(rte_lcore_count(), count);
}

static void
nothing_registers_after_the_stop(void)
{
	unsigned int out[8];

	lcore_stop();
	UT_EQ(rte_thread_register(), -1);
	UT_EQ(rte_errno, EINVAL);
	run_register(out);
	UT_EQ((int)out[1], -1);
	UT_EQ(out[5], EINVAL);
}

static void
the_stop_frees_registrations(void)
{
	char a[] = "a";

	UT_EQ_FATAL(start(), 0);
	trace[0] = '\0';
	UT_NOT_NULL(rte_lcore_callback_register("left", on_init, on_uninit, a));
	lcore_stop();
	UT_STR_EQ(trace, "a+0 a+1 a+9 a-0 a-1 a-9 ");
}

UT_MAIN_FIXTURE("lcore_cb", start, lcore_stop,
	{"a thread gets the lowest free id", a_thread_gets_the_lowest_free_id},
	{"callbacks hear of all", callbacks_hear_of_all},
	{"who refuses is undone", who_refuses_is_undone},
	{"a callback cannot wait for itself", a_callback_cannot_wait_for_itself},
	{"walks and dump", walks_and_dump},
	{"many threads come and go", many_threads_come_and_go},
	{"nothing registers after the stop", nothing_registers_after_the_stop},
	{"the stop frees registrations", the_stop_frees_registrations})
