/* SPDX-License-Identifier: BSD-3-Clause */
/* The --log-level grammar, wishes for types that come later, listings. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_log.h>

#include <base/base.h>

#include "ut.h"

static int
level_of(const char *name)
{
	return rte_log_get_level((uint32_t)rte_log_register(name));
}

static void
a_level_alone_is_global(void)
{
	UT_EQ(log_level_option("3"), 0);
	UT_EQ(rte_log_get_global_level(), 3);
	UT_EQ(log_level_option("8"), 0);
	UT_EQ(rte_log_get_global_level(), 8);
	UT_EQ(log_level_option("99"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_MAX);
	UT_EQ(log_level_option("99999999999999999999999"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_MAX);
	UT_EQ(log_level_option("err"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_ERR);
	UT_EQ(log_level_option("Warn"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_WARNING);
	UT_EQ(log_level_option("emergency"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_EMERG);
	UT_EQ(log_level_option("max"), 0);
	UT_EQ(rte_log_get_global_level(), RTE_LOG_MAX);
}

static void
patterns_are_globs(void)
{
	rte_log_register("pat.a.one");
	rte_log_register("pat.a.two");
	rte_log_register("pat.b.one");
	UT_EQ(log_level_option("pat.a.*:debug"), 0);
	UT_EQ(level_of("pat.a.one"), RTE_LOG_DEBUG);
	UT_EQ(level_of("pat.a.two"), RTE_LOG_DEBUG);
	UT_EQ(level_of("pat.b.one"), RTE_LOG_INFO);
	/* a glob matches the whole name */
	UT_EQ(log_level_option("pat.b:1"), 0);
	UT_EQ(level_of("pat.b.one"), RTE_LOG_INFO);
}

static void
expressions_match_a_part(void)
{
	rte_log_register("reg.one");
	rte_log_register("reg.two");
	UT_EQ(log_level_option("reg\\.(one|three),notice"), 0);
	UT_EQ(level_of("reg.one"), RTE_LOG_NOTICE);
	UT_EQ(level_of("reg.two"), RTE_LOG_INFO);
	UT_EQ(log_level_option("^reg.[[:alpha:]]+$,alert"), 0);
	UT_EQ(level_of("reg.two"), RTE_LOG_ALERT);
}

static void
later_types_get_the_last_wish(void)
{
	UT_EQ(log_level_option("late.*:debug"), 0);
	UT_EQ(log_level_option("late.x*:crit"), 0);
	UT_EQ(rte_log_set_level_regexp("^late.y", RTE_LOG_ALERT), 0);
	UT_EQ(level_of("late.a"), RTE_LOG_DEBUG);
	UT_EQ(level_of("late.x1"), RTE_LOG_CRIT);
	UT_EQ(level_of("late.y1"), RTE_LOG_ALERT);
	UT_EQ(rte_log_get_level((uint32_t)rte_log_register_type_and_pick_level("late.z", RTE_LOG_ERR)), RTE_LOG_DEBUG);
	/* the same pattern again comes last */
	UT_EQ(log_level_option("late.*:error"), 0);
	UT_EQ(level_of("late.x2"), RTE_LOG_ERR);
}

static void
bad_texts_are_refused(void)
{
	static const char *const bad[] = { "", "loud", "9x", "-1", "a:b", "a,", ":5", ",5", "a:loud", "(:]x,7", "a(b,7", "5 6" };
	uint32_t before = rte_log_get_global_level();
	char *text = NULL;
	size_t i, len;

	for (i = 0; i < RTE_DIM(bad); i++) {
		FILE *f = open_memstream(&text, &len);

		rte_openlog_stream(f);
		UT_EQ(log_level_option(bad[i]), -EINVAL);
		rte_openlog_stream(NULL);
		fclose(f);
		/* one line that quotes the text */
		UT_NOT_NULL(strstr(text, bad[i]));
		UT_EQ(strchr(text, '\n') - text, (ptrdiff_t)strlen(text) - 1);
		free(text);
	}
	UT_EQ(log_level_option(NULL), -EINVAL);
	UT_EQ(rte_log_get_global_level(), before);
	UT_EQ(rte_log_set_level_pattern(NULL, 1), -1);
	UT_EQ(rte_log_set_level_pattern("x", RTE_LOG_MAX + 1), -1);
	UT_EQ(rte_log_set_level_regexp("x(", 1), -1);
}

static void
listings(void)
{
	char *text = NULL;
	size_t len;
	FILE *f;

	rte_log_register("zz.last");
	f = open_memstream(&text, &len);
	rte_log_list_types(f, "- ");
	fclose(f);
	UT_NOT_NULL(strstr(text, "- lib.eal\n"));
	UT_TRUE(strstr(text, "- lib.eal\n") < strstr(text, "- zz.last\n"));
	free(text);
	f = open_memstream(&text, &len);
	rte_log_dump(f);
	log_level_help(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "global log level is debug"));
	UT_NOT_NULL(strstr(text, "id 0: lib.eal, level is info"));
	UT_NOT_NULL(strstr(text, "zz.last"));
	UT_NOT_NULL(strstr(text, "4  error"));
	free(text);
}

UT_MAIN("log_level",
	{"a level alone is global", a_level_alone_is_global},
	{"a pattern is a glob", patterns_are_globs},
	{"an expression matches a part", expressions_match_a_part},
	{"later types get the last wish", later_types_get_the_last_wish},
	{"bad texts are refused with one line", bad_texts_are_refused},
	{"listings", listings})
