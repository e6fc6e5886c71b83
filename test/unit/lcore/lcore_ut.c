/* SPDX-License-Identifier: BSD-3-Clause */
/* Questions about the table before a plan, at its borders, and with the largest ids. */
#include <string.h>

#include <rte_errno.h>
#include <rte_lcore.h>

#include <lcore/lcore.h>
#include <lcore/lcore_priv.h>

#include "ut.h"

static void
without_a_plan_nothing_is_enabled(void)
{
	rte_cpuset_t set = rte_lcore_cpuset(3);
	unsigned int id;

	UT_EQ(rte_lcore_count(), 0);
	RTE_LCORE_FOREACH(id)
		CU_FAIL("an lcore");
	UT_EQ(CPU_COUNT(&set), 0);
	UT_EQ(rte_eal_lcore_role(0), ROLE_OFF);
	UT_EQ(rte_lcore_index(-1), -1);
	UT_EQ(rte_lcore_to_cpu_id(-1), -1);
	UT_EQ(rte_get_next_lcore(5, 0, 1), RTE_MAX_LCORE);
}

static void
first_and_last_id(void)
{
	const struct lcore_params p = { .map = "0@0,127@0", .main_lcore = "127" };
	unsigned int id, seen = 0;
	rte_cpuset_t set;

	UT_EQ_FATAL(lcore_plan(&p), 0);
	UT_EQ(rte_get_main_lcore(), 127);
	UT_EQ(rte_lcore_index(127), 1);
	UT_EQ(rte_get_next_lcore((unsigned int)-1, 1, 0), 0);
	UT_EQ(rte_get_next_lcore(0, 0, 0), 127);
	UT_EQ(rte_get_next_lcore(127, 0, 0), RTE_MAX_LCORE);
	UT_EQ(rte_get_next_lcore(0, 1, 1), 0);
	RTE_LCORE_FOREACH_WORKER(id)
		seen += id + 1;
	UT_EQ(seen, 1);
	set = rte_lcore_cpuset(127);
	UT_EQ(CPU_COUNT(&set), 1);
	set = rte_lcore_cpuset(128);
	UT_EQ(CPU_COUNT(&set), 0);
	UT_EQ(rte_eal_lcore_role(127), ROLE_RTE);
	UT_EQ(rte_eal_lcore_role(128), ROLE_OFF);
	UT_EQ(rte_lcore_has_role(128, ROLE_RTE), 0);
	UT_EQ(rte_lcore_has_role(128, ROLE_OFF), 0);
	UT_EQ(rte_lcore_to_socket_id(128), 0);
	UT_EQ(rte_lcore_index(128), -1);
}

static void
a_set_over_two_nodes_has_the_node_of_its_first_cpu(void)
{
	struct topology saved = topology;
	struct lcore_table t;
	rte_cpuset_t set;

	memset(&topology, 0, sizeof(topology));
	topology.nb_sockets = 2;
	topology.sockets[1] = 3;
	topology.cpu_socket[4] = 3;
	lcore_table_clear(&t);
	CPU_ZERO(&set);
	lcore_table_set(&t, 1, ROLE_RTE, &set);
	UT_EQ(t.lcores[1].cpu, -1);
	UT_EQ(t.lcores[1].socket, 0);
	CPU_SET(4, &set);
	lcore_table_set(&t, 1, ROLE_RTE, &set);
	UT_EQ(t.lcores[1].cpu, 4);
	UT_EQ(t.lcores[1].socket, 3);
	CPU_SET(5, &set);
	lcore_table_set(&t, 1, ROLE_RTE, &set);
	UT_EQ(t.lcores[1].socket, 3);
	UT_EQ(rte_socket_id_by_idx(1), 3);
	UT_EQ(rte_socket_id_by_idx(2), -1);
	UT_EQ(rte_errno, EINVAL);
	topology = saved;
}

UT_MAIN("lcore",
	{"without a plan nothing is enabled", without_a_plan_nothing_is_enabled},
	{"the first and the last id", first_and_last_id},
	{"a set over two nodes has the node of its first CPU", a_set_over_two_nodes_has_the_node_of_its_first_cpu})
