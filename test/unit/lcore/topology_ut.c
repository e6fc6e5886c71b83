/* SPDX-License-Identifier: BSD-3-Clause */
/* CPUs and nodes from a tree that the test makes. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <lcore/lcore_priv.h>

#include "ut.h"

static char root[64];

static void
put(const char *dir, const char *file, const char *text)
{
	char cmd[256], path[PATH_MAX];
	FILE *f;

	snprintf(cmd, sizeof(cmd), "mkdir -p %s/devices/system/%s", root, dir);
	UT_EQ_FATAL(system(cmd), 0);
	snprintf(path, sizeof(path), "%s/devices/system/%s/%s", root, dir, file);
	f = fopen(path, "w");
	UT_NOT_NULL_FATAL(f);
	fputs(text, f);
	fclose(f);
}

static int
make_root(void)
{
	strcpy(root, "/tmp/ut_topology_XXXXXX");
	return mkdtemp(root) == NULL;
}

static void
remove_root(void)
{
	char cmd[256];

	snprintf(cmd, sizeof(cmd), "rm -rf %s", root);
	if (system(cmd) != 0)
		fprintf(stderr, "%s is left\n", root);
}

static void
nothing_there_means_the_affinity_on_node_0(void)
{
	struct topology t;
	cpu_set_t mine;

	topology_read(&t, "/no/such/place");
	sched_getaffinity(0, sizeof(mine), &mine);
	UT_TRUE(CPU_EQUAL(&t.online, &mine));
	UT_EQ(t.nb_sockets, 1);
	UT_EQ(t.sockets[0], 0);
	UT_EQ(topology_socket(&t, &mine), 0);
}

static void
nodes_with_gaps_and_without_cpus(void)
{
	struct topology t;
	cpu_set_t set;

	put("cpu", "online", "0-3,8-9\n");
	put("node", "online", "0,2-3\n");
	put("node/node0", "cpulist", "0-1,8\n");
	put("node/node2", "cpulist", "2-3,9,20\n");
	put("node/node3", "cpulist", "\n");
	topology_read(&t, root);
	UT_EQ(CPU_COUNT(&t.online), 6);
	UT_FALSE(CPU_ISSET(4, &t.online));
	UT_EQ(t.nb_sockets, 2);
	UT_EQ(t.sockets[0], 0);
	UT_EQ(t.sockets[1], 2);
	CPU_ZERO(&set);
	UT_EQ(topology_socket(&t, &set), -1);
	CPU_SET(3, &set);
	CPU_SET(9, &set);
	UT_EQ(topology_socket(&t, &set), 2);
	CPU_SET(0, &set);
	UT_EQ(topology_socket(&t, &set), -1);
}

static void
this_machine(void)
{
	struct topology t;

	topology_read(&t, "/sys");
	UT_EQ(CPU_COUNT(&t.online), sysconf(_SC_NPROCESSORS_ONLN));
	UT_TRUE(t.nb_sockets >= 1);
}

UT_MAIN_FIXTURE("topology", make_root, remove_root,
	{"nothing there means the affinity on node 0", nothing_there_means_the_affinity_on_node_0},
	{"nodes with gaps, nodes without CPUs", nodes_with_gaps_and_without_cpus},
	{"this machine", this_machine})
