/* SPDX-License-Identifier: BSD-3-Clause */
/* Turns the options of the command line into the lcore table. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include <rte_log.h>

#include <base/base.h>

#include "lcore.h"
#include "lcore_priv.h"

static int
plan_fail(const char *option, const char *text, const struct parse_error *err)
{
	RTE_LOG(ERR, EAL, "Invalid %s \"%s\": %s at position %zu\n", option, text, err->why, (size_t)(err->at - text));
	return -EINVAL;
}

/* Every CPU in the set must be online. */
static int
cpus_check(const char *option, const char *text, const rte_cpuset_t *cpus)
{
	unsigned int cpu;

	for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, cpus) || CPU_ISSET(cpu, &topology.online))
			continue;
		RTE_LOG(ERR, EAL, "Invalid %s \"%s\": CPU %u is not there or not online\n", option, text, cpu);
		return -EINVAL;
	}
	return 0;
}

/* Each lcore in the set on the CPU of its own number. */
static void
lcores_own(struct lcore_table *t, const rte_cpuset_t *ids, enum rte_lcore_role_t role)
{
	rte_cpuset_t one;
	unsigned int id;

	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (!CPU_ISSET(id, ids))
			continue;
		CPU_ZERO(&one);
		CPU_SET(id, &one);
		lcore_table_set(t, id, role, &one);
	}
}

static int
plan_mask(struct lcore_table *t, const char *text)
{
	struct parse_error err;
	rte_cpuset_t ids;

	if (cpu_parse_mask(text, RTE_MAX_LCORE, &ids, &err) != 0)
		return plan_fail("-c mask", text, &err);
	if (cpus_check("-c mask", text, &ids) != 0)
		return -EINVAL;
	lcores_own(t, &ids, ROLE_RTE);
	return 0;
}

static int
plan_map(struct lcore_table *t, const char *option, const char *text)
{
	const char *at = text;
	struct map_element e;
	struct parse_error err;
	unsigned int id;

	do {
		if (cpu_parse_map(&at, &e, &err) != 0)
			return plan_fail(option, text, &err);
		if (cpus_check(option, text, &e.cpus) != 0)
			return -EINVAL;
		if (e.own) {
			lcores_own(t, &e.lcores, ROLE_RTE);
			continue;
		}
		/* an lcore that is named twice gets the CPUs named last */
		for (id = 0; id < RTE_MAX_LCORE; id++)
			if (CPU_ISSET(id, &e.lcores))
				lcore_table_set(t, id, ROLE_RTE, &e.cpus);
	} while (*at != '\0');
	return 0;
}

static int
plan_list(struct lcore_table *t, const char *text)
{
	struct parse_error err;
	rte_cpuset_t ids;

	if (strpbrk(text, "(@") != NULL)
		return plan_map(t, "-l list", text);
	if (cpu_parse_list(text, RTE_MAX_LCORE, &ids, &err) != 0)
		return plan_fail("-l list", text, &err);
	if (cpus_check("-l list", text, &ids) != 0)
		return -EINVAL;
	lcores_own(t, &ids, ROLE_RTE);
	return 0;
}

static int
plan_affinity(struct lcore_table *t, const rte_cpuset_t *affinity)
{
	rte_cpuset_t ids;
	unsigned int cpu, nb = 0;

	CPU_ZERO(&ids);
	for (cpu = 0; cpu < RTE_MAX_LCORE; cpu++) {
		if (!CPU_ISSET(cpu, affinity) || !CPU_ISSET(cpu, &topology.online))
			continue;
		CPU_SET(cpu, &ids);
		nb++;
	}
	if (nb == 0) {
		RTE_LOG(ERR, EAL, "No CPU below %u is open to this process; name some with --lcores\n", RTE_MAX_LCORE);
		return -ENOTSUP;
	}
	lcores_own(t, &ids, ROLE_RTE);
	return 0;
}

static int
plan_main(struct lcore_table *t, const char *text)
{
	struct parse_error err;
	unsigned int id;

	if (text == NULL) {
		for (id = 0; t->lcores[id].role != ROLE_RTE; id++)
			continue; /* there is at least one */
	} else if (cpu_parse_number(text, RTE_MAX_LCORE, &id, &err) != 0) {
		return plan_fail("--main-lcore", text, &err);
	} else if (t->lcores[id].role != ROLE_RTE) {
		RTE_LOG(ERR, EAL, "Invalid --main-lcore \"%s\": lcore %u is not enabled\n", text, id);
		return -EINVAL;
	}
	t->main_lcore = id;
	return 0;
}

static int
plan_service(struct lcore_table *t, const struct lcore_params *p)
{
	const char *option = p->service_mask != NULL ? "-s mask" : "-S list";
	const char *text = p->service_mask != NULL ? p->service_mask : p->service_list;
	struct parse_error err;
	rte_cpuset_t ids;
	int ret;

	if (text == NULL)
		return 0;
	if (p->service_mask != NULL && p->service_list != NULL) {
		RTE_LOG(ERR, EAL, "Options -s and -S exclude each other\n");
		return -EINVAL;
	}
	if (p->service_mask != NULL)
		ret = cpu_parse_mask(text, RTE_MAX_LCORE, &ids, &err);
	else
		ret = cpu_parse_list(text, RTE_MAX_LCORE, &ids, &err);
	if (ret != 0)
		return plan_fail(option, text, &err);
	if (cpus_check(option, text, &ids) != 0)
		return -EINVAL;
	if (CPU_ISSET(t->main_lcore, &ids)) {
		RTE_LOG(ERR, EAL, "Invalid %s \"%s\": lcore %u is the main lcore\n", option, text, t->main_lcore);
		return -EINVAL;
	}
	lcores_own(t, &ids, ROLE_SERVICE);
	return 0;
}

/* Control threads get the process' CPUs that no lcore has; if none is left, those of the main lcore. */
static void
plan_ctrl_cpus(const struct lcore_table *t, const rte_cpuset_t *affinity)
{
	rte_cpuset_t used, rest;
	unsigned int id;

	CPU_ZERO(&used);
	for (id = 0; id < RTE_MAX_LCORE; id++)
		if (t->lcores[id].role != ROLE_OFF)
			RTE_CPU_OR(&used, &used, &t->lcores[id].cpuset);
	RTE_CPU_NOT(&rest, &used);
	RTE_CPU_AND(&rest, &rest, affinity);
	if (CPU_COUNT(&rest) == 0)
		rest = t->lcores[t->main_lcore].cpuset;
	ctrl_thread_cpus(&rest);
}

static void
plan_count(struct lcore_table *t)
{
	unsigned int id;

	t->count = 0;
	for (id = 0; id < RTE_MAX_LCORE; id++)
		t->lcores[id].index = t->lcores[id].role == ROLE_RTE ? (int)t->count++ : -1;
}

static int
plan_fill(struct lcore_table *t, const struct lcore_params *p, const rte_cpuset_t *affinity)
{
	int ret;

	if ((p->mask != NULL) + (p->list != NULL) + (p->map != NULL) > 1) {
		RTE_LOG(ERR, EAL, "Options -c, -l and --lcores exclude each other\n");
		return -EINVAL;
	}
	if (p->mask != NULL)
		ret = plan_mask(t, p->mask);
	else if (p->list != NULL)
		ret = plan_list(t, p->list);
	else if (p->map != NULL)
		ret = plan_map(t, "--lcores map", p->map);
	else
		ret = plan_affinity(t, affinity);
	if (ret == 0)
		ret = plan_main(t, p->main_lcore);
	if (ret == 0)
		ret = plan_service(t, p);
	if (ret == 0)
		plan_count(t);
	return ret;
}

int
lcore_plan(const struct lcore_params *p)
{
	static struct lcore_table t; /* too large for small stacks; one start at a time */
	rte_cpuset_t affinity;
	int ret;

	topology_read(&topology, "/sys");
	if (sched_getaffinity(0, sizeof(affinity), &affinity) != 0)
		affinity = topology.online;
	lcore_table_clear(&t);
	ret = plan_fill(&t, p, &affinity);
	if (ret != 0)
		return ret;
	lcore_table = t;
	plan_ctrl_cpus(&t, &affinity);
	return 0;
}
