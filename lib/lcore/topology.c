/* SPDX-License-Identifier: BSD-3-Clause */
/* Which CPUs are online and on which NUMA node each one is, as sysfs tells. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "lcore_priv.h"

struct topology topology;

/* A list such as "0-3,8" from a file. False if there is none. */
static bool
list_read(const char *path, rte_cpuset_t *out)
{
	struct parse_error err;
	char text[4096];
	FILE *f = fopen(path, "re");
	bool ok;

	if (f == NULL)
		return false;
	ok = fgets(text, sizeof(text), f) != NULL;
	fclose(f);
	return ok && cpu_parse_list(text, CPU_SETSIZE, out, &err) == 0;
}

static void
socket_read(struct topology *t, const char *sysfs, unsigned int node)
{
	char path[PATH_MAX];
	rte_cpuset_t cpus;
	unsigned int cpu;

	snprintf(path, sizeof(path), "%s/devices/system/node/node%u/cpulist", sysfs, node);
	if (!list_read(path, &cpus))
		return; /* a node with memory only */
	RTE_CPU_AND(&cpus, &cpus, &t->online);
	if (CPU_COUNT(&cpus) == 0)
		return;
	for (cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &cpus))
			t->cpu_socket[cpu] = (uint8_t)node;
	t->sockets[t->nb_sockets++] = node;
}

void
topology_read(struct topology *t, const char *sysfs)
{
	char path[PATH_MAX];
	rte_cpuset_t nodes;
	unsigned int node;

	memset(t, 0, sizeof(*t));
	snprintf(path, sizeof(path), "%s/devices/system/cpu/online", sysfs);
	if (!list_read(path, &t->online) && sched_getaffinity(0, sizeof(t->online), &t->online) != 0)
		CPU_ZERO(&t->online);
	snprintf(path, sizeof(path), "%s/devices/system/node/online", sysfs);
	if (list_read(path, &nodes))
		for (node = 0; node < RTE_MAX_NUMA_NODES; node++)
			if (CPU_ISSET(node, &nodes))
				socket_read(t, sysfs, node);
	if (t->nb_sockets == 0)
		t->nb_sockets = 1; /* node 0 */
}

int
topology_socket(const struct topology *t, const rte_cpuset_t *cpus)
{
	unsigned int cpu;
	int socket = -1;

	for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, cpus))
			continue;
		if (socket >= 0 && socket != t->cpu_socket[cpu])
			return -1;
		socket = t->cpu_socket[cpu];
	}
	return socket;
}
