/* SPDX-License-Identifier: BSD-3-Clause */
/* The lcore table and the public questions about it. */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <rte_errno.h>

#include "lcore_priv.h"

struct lcore_table lcore_table = {
	.lcores = { [0 ... RTE_MAX_LCORE - 1] = { .role = ROLE_OFF, .index = -1, .cpu = -1 } },
};
pthread_mutex_t lcore_cpuset_lock = PTHREAD_MUTEX_INITIALIZER;

void
lcore_table_clear(struct lcore_table *t)
{
	unsigned int id;

	memset(t, 0, sizeof(*t));
	for (id = 0; id < RTE_MAX_LCORE; id++) {
		t->lcores[id].role = ROLE_OFF;
		t->lcores[id].index = -1;
		t->lcores[id].cpu = -1;
	}
}

void
lcore_table_set(struct lcore_table *t, unsigned int id, enum rte_lcore_role_t role, const rte_cpuset_t *cpus)
{
	struct lcore *lc = &t->lcores[id];
	int cpu, socket = topology_socket(&topology, cpus);

	for (cpu = 0; cpu < CPU_SETSIZE && !CPU_ISSET(cpu, cpus); cpu++)
		continue;
	lc->cpuset = *cpus;
	lc->cpu = cpu < CPU_SETSIZE ? cpu : -1;
	if (socket < 0)
		socket = cpu < CPU_SETSIZE ? topology.cpu_socket[cpu] : 0;
	lc->socket = (unsigned int)socket;
	lc->index = -1;
	__atomic_store_n(&lc->role, (uint32_t)role, __ATOMIC_RELEASE);
}

/* The lowest index that no lcore has. */
static int
index_free(void)
{
	unsigned int id;
	int index = 0;

	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (lcore_table.lcores[id].index != index)
			continue;
		index++;
		id = UINT_MAX; /* from the first again */
	}
	return index;
}

bool
lcore_role_swap(unsigned int id, enum rte_lcore_role_t from, enum rte_lcore_role_t to)
{
	struct lcore *lc = &lcore_table.lcores[id];
	uint32_t old = from;

	if (to == ROLE_RTE && lc->index < 0)
		__atomic_store_n(&lc->index, index_free(), __ATOMIC_RELAXED);
	if (!__atomic_compare_exchange_n(&lc->role, &old, (uint32_t)to, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
		return false;
	__atomic_fetch_add(&lcore_table.count, to == ROLE_RTE ? 1 : -1U, __ATOMIC_RELAXED);
	return true;
}

enum rte_lcore_role_t
rte_eal_lcore_role(unsigned int lcore_id)
{
	return lcore_id < RTE_MAX_LCORE ? lcore_role(lcore_id) : ROLE_OFF;
}

int
rte_lcore_has_role(unsigned int lcore_id, enum rte_lcore_role_t role)
{
	return lcore_id < RTE_MAX_LCORE && lcore_role(lcore_id) == role;
}

int
rte_lcore_is_enabled(unsigned int lcore_id)
{
	return rte_lcore_has_role(lcore_id, ROLE_RTE);
}

unsigned int
rte_get_main_lcore(void)
{
	return lcore_table.main_lcore;
}

unsigned int
rte_lcore_count(void)
{
	return __atomic_load_n(&lcore_table.count, __ATOMIC_RELAXED);
}

/* The lcore that a call with -1 or an id means, or NULL. */
static const struct lcore *
lcore_meant(int lcore_id)
{
	unsigned int id = lcore_id < 0 ? rte_lcore_id() : (unsigned int)lcore_id;

	return id < RTE_MAX_LCORE ? &lcore_table.lcores[id] : NULL;
}

int
rte_lcore_index(int lcore_id)
{
	const struct lcore *lc = lcore_meant(lcore_id);

	return lc != NULL ? __atomic_load_n(&lc->index, __ATOMIC_RELAXED) : -1;
}

int
rte_lcore_to_cpu_id(int lcore_id)
{
	const struct lcore *lc = lcore_meant(lcore_id);

	return lc != NULL ? lc->cpu : -1;
}

unsigned int
rte_lcore_to_socket_id(unsigned int lcore_id)
{
	return lcore_id < RTE_MAX_LCORE ? __atomic_load_n(&lcore_table.lcores[lcore_id].socket, __ATOMIC_RELAXED) : 0;
}

rte_cpuset_t
rte_lcore_cpuset(unsigned int lcore_id)
{
	rte_cpuset_t cpus;

	CPU_ZERO(&cpus);
	if (lcore_id >= RTE_MAX_LCORE)
		return cpus;
	pthread_mutex_lock(&lcore_cpuset_lock);
	cpus = lcore_table.lcores[lcore_id].cpuset;
	pthread_mutex_unlock(&lcore_cpuset_lock);
	return cpus;
}

unsigned int
rte_socket_count(void)
{
	return topology.nb_sockets;
}

int
rte_socket_id_by_idx(unsigned int idx)
{
	if (idx >= topology.nb_sockets) {
		rte_errno = EINVAL;
		return -1;
	}
	return (int)topology.sockets[idx];
}

unsigned int
rte_get_next_lcore(unsigned int i, int skip_main, int wrap)
{
	unsigned int steps;

	for (steps = 0; steps <= RTE_MAX_LCORE; steps++) {
		i++; /* from -1 to 0 at the start */
		if (i >= RTE_MAX_LCORE) {
			if (!wrap)
				return RTE_MAX_LCORE;
			i = 0;
		}
		if (lcore_role(i) == ROLE_RTE && !(skip_main && i == lcore_table.main_lcore))
			return i;
	}
	return RTE_MAX_LCORE;
}
