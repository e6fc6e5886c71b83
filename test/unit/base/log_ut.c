/* SPDX-License-Identifier: BSD-3-Clause */
/* Types, levels and filtering, seen through a stream of the test. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_log.h>

#include "ut.h"

static char *text;
static size_t text_len;
static FILE *stream;

static void
capture_start(void)
{
	stream = open_memstream(&text, &text_len);
	rte_openlog_stream(stream);
}

/* The text so far; the caller's until the next capture ends. */
static const char *
capture_stop(void)
{
	static char *last;

	rte_openlog_stream(NULL);
	fclose(stream);
	free(last);
	last = text;
	return last;
}

static void
messages_carry_their_prefix(void)
{
	capture_start();
	RTE_LOG(ERR, EAL, "number %d\n", 7);
	RTE_LOG(INFO, USER1, "hello\n");
	UT_STR_EQ(capture_stop(), "EAL: number 7\nUSER1: hello\n");
}

static void
levels_filter(void)
{
	int type = rte_log_register("test.filter");

	UT_TRUE_FATAL(type >= RTE_LOGTYPE_FIRST_EXT_ID);
	UT_EQ(rte_log_get_level((uint32_t)type), RTE_LOG_INFO);
	capture_start();
	UT_EQ(rte_log(RTE_LOG_INFO, (uint32_t)type, "a"), 1);
	UT_EQ(rte_log(RTE_LOG_DEBUG, (uint32_t)type, "b"), 0);
	UT_EQ(rte_log_set_level((uint32_t)type, RTE_LOG_DEBUG), 0);
	UT_EQ(rte_log(RTE_LOG_DEBUG, (uint32_t)type, "c"), 1);
	UT_TRUE(rte_log_can_log((uint32_t)type, RTE_LOG_DEBUG));
	rte_log_set_global_level(RTE_LOG_ERR);
	UT_FALSE(rte_log_can_log((uint32_t)type, RTE_LOG_WARNING));
	UT_EQ(rte_log(RTE_LOG_WARNING, (uint32_t)type, "d"), 0);
	UT_EQ(rte_log(RTE_LOG_ERR, (uint32_t)type, "e"), 1);
	rte_log_set_global_level(99);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_MAX);
	UT_EQ(rte_log_set_level((uint32_t)type, 0), 0);
	UT_EQ(rte_log(RTE_LOG_EMERG, (uint32_t)type, "f"), 0);
	UT_STR_EQ(capture_stop(), "ace");
}

static void
registering(void)
{
	int a = rte_log_register("test.one");

	UT_EQ(rte_log_register("test.one"), a);
	UT_EQ(rte_log_register_type_and_pick_level("test.two", RTE_LOG_NOTICE), a + 1);
	UT_EQ(rte_log_get_level((uint32_t)a + 1), RTE_LOG_NOTICE);
	/* an existing type keeps its level */
	UT_EQ(rte_log_register_type_and_pick_level("test.two", RTE_LOG_DEBUG), a + 1);
	UT_EQ(rte_log_get_level((uint32_t)a + 1), RTE_LOG_NOTICE);
	UT_EQ(rte_log_register("lib.eal"), RTE_LOGTYPE_EAL);
	UT_EQ(rte_log_register("user8"), RTE_LOGTYPE_USER8);
	UT_EQ(rte_log_register(NULL), -EINVAL);
	UT_EQ(rte_log_register(""), -EINVAL);
	UT_EQ(rte_log_register_type_and_pick_level("test.bad", RTE_LOG_MAX + 1), -EINVAL);
	UT_EQ(rte_log_get_level(100000), -1);
	UT_EQ(rte_log_set_level(100000, RTE_LOG_ERR), -1);
	UT_EQ(rte_log_set_level(0, RTE_LOG_MAX + 1), -1);
}

RTE_LOG_REGISTER(macro_type, test.macro.type, WARNING);

static void
the_macro_registers_before_main(void)
{
	UT_TRUE(macro_type >= RTE_LOGTYPE_FIRST_EXT_ID);
	UT_EQ(rte_log_register("test.macro.type"), macro_type);
	UT_EQ(rte_log_get_level((uint32_t)macro_type), RTE_LOG_WARNING);
}

static void
bad_calls(void)
{
	UT_TRUE(rte_log(0, 0, "x") < 0);
	UT_TRUE(rte_log(RTE_LOG_MAX + 1, 0, "x") < 0);
	UT_TRUE(rte_log(RTE_LOG_ERR, 100000, "x") < 0);
	errno = 77;
	RTE_LOG(DEBUG, EAL, "filtered\n");
	UT_EQ(errno, 77);
}

#define REGISTRARS 4
static int ids[REGISTRARS][100];

static void *
register_many(void *arg)
{
	int *mine = arg, i;
	char name[32];

	for (i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "test.race.%d", i);
		mine[i] = rte_log_register(name);
		rte_log_can_log((uint32_t)mine[i], RTE_LOG_ERR);
	}
	return NULL;
}

static void
threads_get_the_same_ids(void)
{
	pthread_t t[REGISTRARS];
	int i, k;

	for (i = 0; i < REGISTRARS; i++)
		UT_EQ_FATAL(pthread_create(&t[i], NULL, register_many, ids[i]), 0);
	for (i = 0; i < REGISTRARS; i++)
		pthread_join(t[i], NULL);
	for (i = 1; i < REGISTRARS; i++)
		for (k = 0; k < 100; k++)
			if (ids[i][k] != ids[0][k] || ids[0][k] < 0)
				CU_FAIL_FATAL("ids differ");
}

UT_MAIN("log",
	{"messages carry the prefix of their type", messages_carry_their_prefix},
	{"levels filter", levels_filter},
	{"registering finds or creates", registering},
	{"the macro registers before main", the_macro_registers_before_main},
	{"bad calls", bad_calls},
	{"threads that register get the same ids", threads_get_the_same_ids})
