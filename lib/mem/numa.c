/* SPDX-License-Identifier: BSD-3-Clause */
/* NUMA nodes of the machine, and where memory is to come from. */
#include <errno.h>
#include <numa.h>
#include <numaif.h>
#include <sched.h>

#include "mem_priv.h"

/** Count the CPUs of this process by node. */
static void
nodes_count_cpus(struct mem_nodes *nodes)
{
	cpu_set_t set;
	unsigned int i;
	int cpu, node;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return;
	for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &set))
			continue;
		node = numa_node_of_cpu(cpu);
		for (i = 0; i < nodes->nb; i++)
			nodes->cpus[i] += nodes->id[i] == node;
	}
}

void
nodes_read(struct mem_nodes *nodes)
{
	int node;

	memset(nodes, 0, sizeof(*nodes));
	if (numa_available() >= 0) {
		nodes->max = numa_max_node();
		for (node = 0; node <= nodes->max && nodes->nb < RTE_MAX_NUMA_NODES; node++)
			if (numa_bitmask_isbitset(numa_all_nodes_ptr, node))
				nodes->id[nodes->nb++] = node;
	}
	if (nodes->nb > 1)
		nodes_count_cpus(nodes);
	if (nodes->nb == 0)
		nodes->nb = 1;
}

int
node_current(void)
{
	unsigned int node = 0;

	if (mem_local.nodes.nb > 1)
		getcpu(NULL, &node);
	return node;
}

int
node_bind(void *addr, size_t len, int node, bool strict)
{
	unsigned long mask[1024 / (8 * sizeof(long))] = { 0 };

	if (mem_local.nodes.nb < 2)
		return 0;
	mask[node / (8 * sizeof(long))] |= 1UL << (node % (8 * sizeof(long)));
	if (mbind(addr, len, strict ? MPOL_BIND : MPOL_PREFERRED, mask, 8 * sizeof(mask), 0) == 0)
		return 0;
	/* Containers forbid it, small kernels lack it: memory works, only its place is left to the kernel. */
	return errno == ENOSYS || errno == EPERM ? 0 : -errno;
}
