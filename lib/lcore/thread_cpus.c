/* SPDX-License-Identifier: BSD-3-Clause */
/* The CPUs and the NUMA node of each thread, remembered by the thread itself. */
#include <errno.h>
#include <pthread.h>

#include "lcore_priv.h"

struct thread_cpus {
	rte_cpuset_t cpus;
	int socket; /* -1: several */
	bool known;
};

static RTE_DEFINE_PER_LCORE(struct thread_cpus, thread_cpus);

void
thread_cpus_set(const rte_cpuset_t *cpus)
{
	struct thread_cpus *self = &RTE_PER_LCORE(thread_cpus);
	unsigned int id = rte_lcore_id();

	self->cpus = *cpus;
	self->socket = topology_socket(&topology, cpus);
	self->known = true;
	if (id >= RTE_MAX_LCORE)
		return;
	pthread_mutex_lock(&lcore_cpuset_lock);
	lcore_table.lcores[id].cpuset = *cpus;
	pthread_mutex_unlock(&lcore_cpuset_lock);
	if (self->socket >= 0)
		__atomic_store_n(&lcore_table.lcores[id].socket, (unsigned int)self->socket, __ATOMIC_RELAXED);
}

void
thread_cpus_forget(void)
{
	RTE_PER_LCORE(thread_cpus).known = false;
}

static struct thread_cpus *
thread_cpus_get(void)
{
	struct thread_cpus *self = &RTE_PER_LCORE(thread_cpus);

	if (self->known)
		return self;
	if (pthread_getaffinity_np(pthread_self(), sizeof(self->cpus), &self->cpus) != 0)
		self->cpus = topology.online;
	self->socket = topology_socket(&topology, &self->cpus);
	self->known = true;
	return self;
}

unsigned int
rte_socket_id(void)
{
	return (unsigned int)thread_cpus_get()->socket;
}

int
rte_thread_set_affinity(rte_cpuset_t *cpusetp)
{
	if (cpusetp == NULL || pthread_setaffinity_np(pthread_self(), sizeof(*cpusetp), cpusetp) != 0)
		return -1;
	thread_cpus_set(cpusetp);
	return 0;
}

void
rte_thread_get_affinity(rte_cpuset_t *cpusetp)
{
	if (cpusetp != NULL)
		*cpusetp = thread_cpus_get()->cpus;
}
