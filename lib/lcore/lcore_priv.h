/* SPDX-License-Identifier: BSD-3-Clause */
/* The lcore table and what the files of this room share. */
#ifndef LCORE_PRIV_H
#define LCORE_PRIV_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <rte_common.h>
#include <rte_lcore.h>

/** One lcore id. Written by the plan while nothing runs, later by registration (under the change token). */
struct lcore {
	uint32_t role;       /**< enum rte_lcore_role_t; atomic */
	int index;           /**< position among those with ROLE_RTE, or -1; atomic */
	int cpu;             /**< first CPU of the set */
	unsigned int socket; /**< NUMA node of the set, of its first CPU when it has several */
	rte_cpuset_t cpuset; /**< under cpuset_lock */
};

struct lcore_table {
	struct lcore lcores[RTE_MAX_LCORE];
	unsigned int count;      /**< ROLE_RTE and ROLE_NON_EAL; atomic */
	unsigned int main_lcore;
};

extern struct lcore_table lcore_table;
/** Guards lcore_table.lcores[].cpuset after the start. */
extern pthread_mutex_t lcore_cpuset_lock;

static inline enum rte_lcore_role_t
lcore_role(unsigned int id)
{
	return (enum rte_lcore_role_t)__atomic_load_n(&lcore_table.lcores[id].role, __ATOMIC_ACQUIRE);
}

/** Every id off. */
void lcore_table_clear(struct lcore_table *t);
/** Turn lcore @p id from one of ROLE_RTE and ROLE_SERVICE into the other, and count it or not; one that had no index gets the
 *  lowest free one. False if it was not of role @p from. Context: one caller at a time. */
bool lcore_role_swap(unsigned int id, enum rte_lcore_role_t from, enum rte_lcore_role_t to);
/** Give @p t's lcore @p id a role and a CPU set, with CPU and socket derived from it. */
void lcore_table_set(struct lcore_table *t, unsigned int id, enum rte_lcore_role_t role, const rte_cpuset_t *cpus);

/* topology.c */
struct topology {
	rte_cpuset_t online;
	unsigned int nb_sockets;
	unsigned int sockets[RTE_MAX_NUMA_NODES]; /**< node numbers, ascending */
	uint8_t cpu_socket[CPU_SETSIZE];
};
extern struct topology topology;
/** Read CPUs and nodes below @p sysfs ("/sys"). What is missing there: the process affinity, node 0. */
void topology_read(struct topology *t, const char *sysfs);
/** Node of all CPUs in the set; SOCKET_ID_ANY (-1) if they differ or the set is empty. */
int topology_socket(const struct topology *t, const rte_cpuset_t *cpus);

/* cpu_parse.c: each returns 0, or -EINVAL with the reason and the place. */
struct parse_error {
	const char *why;
	const char *at; /**< inside the parsed text */
};
/** Hex digits, optional 0x, blanks around; bits of 0 to max - 1. */
int cpu_parse_mask(const char *text, unsigned int max, rte_cpuset_t *out, struct parse_error *err);
/** Numbers and ascending ranges with commas, blanks around. */
int cpu_parse_list(const char *text, unsigned int max, rte_cpuset_t *out, struct parse_error *err);
/** One number, blanks around. */
int cpu_parse_number(const char *text, unsigned int max, unsigned int *out, struct parse_error *err);
/** One element of --lcores: lcores and the CPUs each of them gets; @p own: each lcore gets the CPU of its own number. */
struct map_element {
	rte_cpuset_t lcores;
	rte_cpuset_t cpus;
	bool own;
};
/** Take the element at *at and move to the next one or the end. */
int cpu_parse_map(const char **at, struct map_element *out, struct parse_error *err);

/* lcore_cb.c */
/** Run the init callbacks for all lcores of a fresh start; 0 or the negative code of one that refused (all undone). */
int lcore_cb_start(void);
/** Run the uninit callbacks for all lcores and free the registrations. */
void lcore_cb_stop(void);

/* lcore_worker.c */
/** True between lcore_start() and lcore_stop(). */
bool lcore_running(void);

/* service_core.c */
/** True while worker @p lcore is in the loop of service lcores. */
bool service_core_busy(unsigned int lcore);

/* thread_cpus.c: what a thread knows about itself */
void thread_cpus_set(const rte_cpuset_t *cpus);
void thread_cpus_forget(void);

#endif
