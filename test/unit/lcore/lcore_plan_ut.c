/* SPDX-License-Identifier: BSD-3-Clause */
/* From options to the table; each bad option gives one line that names it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>
#include <rte_log.h>

#include <lcore/lcore.h>

#include "ut.h"

static char *text;

/* Plan and keep the log lines in text. */
static int
plan(const struct lcore_params *p)
{
	size_t len;
	FILE *f;
	int ret;

	free(text);
	text = NULL;
	f = open_memstream(&text, &len);
	rte_openlog_stream(f);
	ret = lcore_plan(p);
	rte_openlog_stream(NULL);
	fclose(f);
	return ret;
}

static void
refused(const struct lcore_params *p, const char *words)
{
	UT_EQ(plan(p), -EINVAL);
	if (strstr(text, words) == NULL)
		fprintf(stderr, "wanted \"%s\" in: %s", words, text);
	UT_NOT_NULL(strstr(text, words));
	/* one line */
	UT_PTR_EQ(strchr(text, '\n'), text + strlen(text) - 1);
}

static void
without_options_all_cpus_of_the_process(void)
{
	const struct lcore_params none = { 0 };
	cpu_set_t mine, of;
	unsigned int id, n = 0;
	int first = -1, cpu;

	UT_EQ_FATAL(plan(&none), 0);
	sched_getaffinity(0, sizeof(mine), &mine);
	for (cpu = 0; cpu < RTE_MAX_LCORE; cpu++)
		if (CPU_ISSET(cpu, &mine) && first < 0)
			first = cpu;
	UT_EQ(rte_get_main_lcore(), first);
	RTE_LCORE_FOREACH(id) {
		of = rte_lcore_cpuset(id);
		UT_TRUE(CPU_ISSET(id, &mine));
		UT_EQ(CPU_COUNT(&of), 1);
		UT_EQ(rte_lcore_index((int)id), n);
		UT_EQ(rte_lcore_to_cpu_id((int)id), id);
		n++;
	}
	UT_EQ(rte_lcore_count(), n);
	UT_STR_EQ(text, "");
}

static void
many_lcores_on_one_cpu(void)
{
	const struct lcore_params p = { .map = "(0-4,100)@0", .main_lcore = "100", .service_list = NULL };
	cpu_set_t of;
	unsigned int id, n = 0;

	UT_EQ_FATAL(plan(&p), 0);
	UT_EQ(rte_lcore_count(), 6);
	UT_EQ(rte_get_main_lcore(), 100);
	UT_EQ(rte_lcore_index(100), 5);
	UT_EQ(rte_lcore_to_cpu_id(100), 0);
	RTE_LCORE_FOREACH_WORKER(id)
		n++;
	UT_EQ(n, 5);
	of = rte_lcore_cpuset(3);
	UT_EQ(CPU_COUNT(&of), 1);
	UT_EQ(rte_eal_lcore_role(5), ROLE_OFF);
	UT_EQ(rte_lcore_is_enabled(4), 1);
	UT_EQ(rte_lcore_is_enabled(128), 0);
	UT_EQ(rte_lcore_index(5), -1);
	UT_EQ(rte_lcore_index(500), -1);
	/* walking round and round */
	UT_EQ(rte_get_next_lcore((unsigned int)-1, 0, 0), 0);
	UT_EQ(rte_get_next_lcore(4, 0, 0), 100);
	UT_EQ(rte_get_next_lcore(4, 1, 0), RTE_MAX_LCORE);
	UT_EQ(rte_get_next_lcore(100, 1, 1), 0);
	UT_EQ(rte_get_next_lcore(100, 0, 1), 0);
}

static void
masks_lists_and_the_map_syntax_in_lists(void)
{
	const struct lcore_params mask = { .mask = " 0x1 " }, list = { .list = "0" }, map = { .list = "0@0,7@0" };

	UT_EQ(plan(&mask), 0);
	UT_EQ(rte_lcore_count(), 1);
	UT_EQ(plan(&list), 0);
	UT_EQ(rte_lcore_count(), 1);
	UT_EQ(plan(&map), 0);
	UT_EQ(rte_lcore_count(), 2);
	UT_EQ(rte_lcore_is_enabled(7), 1);
}

static void
the_last_mention_of_an_lcore_counts(void)
{
	const struct lcore_params p = { .map = "0,1@0,1@(0)" };

	UT_EQ(plan(&p), 0);
	UT_EQ(rte_lcore_count(), 2);
	UT_EQ(rte_lcore_to_cpu_id(1), 0);
}

static void
bad_options_are_named(void)
{
	refused(&(struct lcore_params){ .mask = "0x1", .list = "0" }, "exclude each other");
	refused(&(struct lcore_params){ .mask = "zz" }, "Invalid -c mask \"zz\": this is no hex digit at position 1");
	refused(&(struct lcore_params){ .mask = "0" }, "the mask is zero");
	refused(&(struct lcore_params){ .mask = "80000000000000000000000000000000" }, "CPU 127 is not there");
	refused(&(struct lcore_params){ .list = "1-" }, "Invalid -l list \"1-\": a number is missing at position 2");
	refused(&(struct lcore_params){ .list = "127" }, "CPU 127 is not there");
	refused(&(struct lcore_params){ .map = "0@1000" }, "Invalid --lcores map \"0@1000\": CPU 1000 is not there");
	refused(&(struct lcore_params){ .map = "0@(0" }, "the ) is missing at position 4");
	refused(&(struct lcore_params){ .map = "0", .main_lcore = "1" }, "Invalid --main-lcore \"1\": lcore 1 is not enabled");
	refused(&(struct lcore_params){ .map = "0", .main_lcore = "x" }, "this is no number");
	refused(&(struct lcore_params){ .map = "0", .main_lcore = "" }, "a number is missing");
	refused(&(struct lcore_params){ .map = "0", .service_mask = "1" }, "lcore 0 is the main lcore");
	refused(&(struct lcore_params){ .map = "0", .service_list = "120" }, "CPU 120 is not there");
	refused(&(struct lcore_params){ .map = "0", .service_list = "1", .service_mask = "2" }, "-s and -S exclude");
}

static void
a_bad_plan_keeps_the_good_one(void)
{
	UT_EQ(plan(&(struct lcore_params){ .map = "(0-2)@0" }), 0);
	UT_EQ(plan(&(struct lcore_params){ .map = "(0-2)@" }), -EINVAL);
	UT_EQ(rte_lcore_count(), 3);
}

static void
service_lcores_are_no_workers(void)
{
	const struct lcore_params p = { .map = "(0,5,6)@0", .service_list = "1" };
	unsigned int id, n = 0;
	cpu_set_t mine;

	sched_getaffinity(0, sizeof(mine), &mine);
	if (!CPU_ISSET(1, &mine))
		UT_SKIP("CPU 1 is not there");
	UT_EQ_FATAL(plan(&p), 0);
	UT_EQ(rte_eal_lcore_role(1), ROLE_SERVICE);
	UT_EQ(rte_lcore_has_role(1, ROLE_SERVICE), 1);
	UT_EQ(rte_lcore_count(), 3);
	RTE_LCORE_FOREACH(id)
		n++;
	UT_EQ(n, 3);
	UT_EQ(rte_lcore_index(1), -1);
}

static void
sockets(void)
{
	UT_TRUE(rte_socket_count() >= 1);
	UT_TRUE(rte_socket_id_by_idx(0) >= 0);
	UT_EQ(rte_socket_id_by_idx(rte_socket_count()), -1);
	UT_TRUE(rte_lcore_to_socket_id(0) < RTE_MAX_NUMA_NODES);
	UT_EQ(rte_lcore_to_socket_id(4711), 0);
}

static void
forget_text(void)
{
	free(text);
}

UT_MAIN_FIXTURE("lcore_plan", NULL, forget_text,
	{"without options: all CPUs of the process", without_options_all_cpus_of_the_process},
	{"many lcores on one CPU", many_lcores_on_one_cpu},
	{"masks, lists, the map syntax in lists", masks_lists_and_the_map_syntax_in_lists},
	{"the last mention of an lcore counts", the_last_mention_of_an_lcore_counts},
	{"bad options are named in one line", bad_options_are_named},
	{"a bad plan keeps the good one", a_bad_plan_keeps_the_good_one},
	{"service lcores are no workers", service_lcores_are_no_workers},
	{"sockets", sockets})
