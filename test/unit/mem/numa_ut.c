/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Several NUMA nodes, of a machine that this test makes up: the functions below take the place of libnuma's and the
 * kernel's. Node 2 has CPUs, but no memory.
 */
#include <sys/syscall.h>

#include <numa.h>
#include <numaif.h>

#include "mem_ut.h"

static unsigned int current_node;
static bool no_numa;
static int mbind_errno;
static unsigned long bound[4];

int
numa_available(void)
{
	return no_numa ? -1 : 0;
}

int
numa_max_node(void)
{
	return 2;
}

int
numa_bitmask_isbitset(const struct bitmask *mask, unsigned int n)
{
	(void)mask;
	return n < 2;
}

int
numa_node_of_cpu(int cpu)
{
	return cpu % 3;
}

int
getcpu(unsigned int *cpu, unsigned int *node)
{
	(void)cpu;
	*node = current_node;
	return 0;
}

long
mbind(void *addr, unsigned long len, int mode, const unsigned long *mask, unsigned long max, unsigned int flags)
{
	(void)addr;
	(void)mode;
	(void)max;
	(void)flags;
	if (mbind_errno != 0) {
		errno = mbind_errno;
		return -1;
	}
	bound[__builtin_ctzl(mask[0])] += len;
	return 0;
}

static void
start(void)
{
	struct mem_params p = ut_dynamic();

	no_numa = false;
	mbind_errno = 0;
	current_node = 0;
	memset(bound, 0, sizeof(bound));
	p.socket_limit_mb[0] = 20;
	UT_EQ_FATAL(mem_start(&p), 0);
}

static int
node_of(const void *p)
{
	struct rte_memseg *ms = rte_mem_virt2memseg(p, NULL);

	UT_EQ(ms->socket_id, rte_mem_virt2memseg_list(p)->socket_id);
	return ms->socket_id;
}

static void
blocks_are_on_their_node(void)
{
	struct rte_malloc_socket_stats st;
	const struct rte_memzone *mz;
	void *p, *q;

	start();
	p = rte_malloc_socket(NULL, 3 << 20, 0, 0);
	q = rte_malloc_socket(NULL, 5 << 20, 0, 1);
	UT_EQ(node_of(p), 0);
	UT_EQ(node_of(q), 1);
	UT_EQ(bound[0], 4 << 20);
	UT_EQ(bound[1], 6 << 20);
	UT_EQ(rte_malloc_get_socket_stats(1, &st), 0);
	UT_EQ(st.heap_totalsz_bytes, 6 << 20);
	UT_EQ(rte_malloc_get_socket_stats(2, &st), -1);
	q = rte_realloc_socket(q, 1 << 20, 0, 0);
	UT_EQ(node_of(q), 0);
	mz = rte_memzone_reserve("one", 100, 1, 0);
	UT_EQ(mz->socket_id, 1);
	rte_free(p);
	rte_free(q);
	mem_stop();
}

static void
any_means_here_first(void)
{
	void *p, *q;

	start();
	current_node = 1;
	p = rte_malloc(NULL, 100, 0);
	UT_EQ(node_of(p), 1);
	current_node = 0;
	q = rte_malloc(NULL, 100, 0);
	UT_EQ(node_of(q), 0);
	rte_free(q);
	/* The caller's node is full: another one will do. */
	q = rte_malloc(NULL, 21 << 20, 0);
	UT_NOT_NULL(q);
	UT_EQ(node_of(q), 1);
	rte_free(q);
	/* A node without memory takes that of another. */
	current_node = 2;
	q = rte_malloc(NULL, 100, 0);
	UT_NOT_NULL(q);
	rte_free(q);
	q = rte_malloc_socket(NULL, 100, 0, 2);
	UT_NOT_NULL(q);
	rte_free(q);
	rte_free(p);
	mem_stop();
}

static void
works_without_policies(void)
{
	void *p;

	start();
	mbind_errno = EPERM;
	p = rte_malloc_socket(NULL, 3 << 20, 0, 1);
	UT_NOT_NULL(p);
	rte_free(p);
	mbind_errno = EIO;
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc_socket(NULL, 30 << 20, 0, 1), NULL);
	UT_EQ(rte_errno, ENOMEM);
	mbind_errno = 0;
	p = rte_malloc_socket(NULL, 30 << 20, 0, 1);
	UT_NOT_NULL(p);
	rte_free(p);
	mem_stop();
}

static void
works_without_numa(void)
{
	struct mem_params p = ut_dynamic();
	void *q;

	no_numa = true;
	memset(bound, 0, sizeof(bound));
	UT_EQ_FATAL(mem_start(&p), 0);
	q = rte_malloc_socket(NULL, 3 << 20, 0, 1);
	UT_NOT_NULL(q);
	UT_EQ(node_of(q), 0);
	UT_EQ(bound[0] + bound[1], 0);
	rte_free(q);
	mem_stop();
}

UT_MAIN("numa",
	{ "blocks are on the node asked for", blocks_are_on_their_node },
	{ "any node means that of the caller first", any_means_here_first },
	{ "memory works where policies are refused", works_without_policies },
	{ "memory works where NUMA is unknown", works_without_numa })
