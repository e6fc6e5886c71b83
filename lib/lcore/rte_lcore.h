/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Logical cores: numbered threads that run packet code. The main lcore is the thread that called rte_eal_init(); the workers
 * are started there; further threads may register.
 */
#ifndef _RTE_LCORE_H_
#define _RTE_LCORE_H_

#include <pthread.h>
#include <stdio.h>

#include <rte_config.h>
#include <rte_eal.h>
#include <rte_launch.h>
#include <rte_per_lcore.h>
#include <rte_thread.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Not an lcore. */
#define LCORE_ID_ANY UINT32_MAX

RTE_DECLARE_PER_LCORE(unsigned int, _lcore_id);

/** What an lcore id is used for. */
enum rte_lcore_role_t {
	ROLE_RTE,     /**< main or worker */
	ROLE_OFF,     /**< nothing */
	ROLE_SERVICE, /**< runs services */
	ROLE_NON_EAL, /**< a registered thread */
};

/** Role of an lcore id; ROLE_OFF out of range. Since 2.0. */
enum rte_lcore_role_t rte_eal_lcore_role(unsigned int lcore_id);

/** 1 if the lcore has the role, 0 if not or out of range. Since 17.11. */
int rte_lcore_has_role(unsigned int lcore_id, enum rte_lcore_role_t role);

/** Lcore id of the calling thread; LCORE_ID_ANY if it is none. Since 2.0. */
static inline unsigned int
rte_lcore_id(void)
{
	return RTE_PER_LCORE(_lcore_id);
}

/** The main lcore. Since 20.11. */
unsigned int rte_get_main_lcore(void);

/** Number of lcores that run: main, workers and registered threads. Since 2.0. */
unsigned int rte_lcore_count(void);

/** Position of an lcore among all (from 0); -1 as argument: the caller's; -1 if it is none. Since 2.0. */
int rte_lcore_index(int lcore_id);

/** NUMA node of the calling thread; (unsigned)SOCKET_ID_ANY (-1) if its CPUs lie on several. Since 2.0. */
unsigned int rte_socket_id(void);

/** Number of NUMA nodes. Since 18.05. */
unsigned int rte_socket_count(void);

/** Number of the idx-th node; -1 with rte_errno EINVAL if there is none. Since 18.05. */
int rte_socket_id_by_idx(unsigned int idx);

/** NUMA node of an lcore; 0 out of range. Since 2.0. */
unsigned int rte_lcore_to_socket_id(unsigned int lcore_id);

/** CPU of an lcore as last planned; -1 as argument: the caller's; -1 if it is none. Since 19.05. */
int rte_lcore_to_cpu_id(int lcore_id);

#ifdef RTE_HAS_CPUSET
/** CPUs of an lcore; empty out of range. Since 19.05. */
rte_cpuset_t rte_lcore_cpuset(unsigned int lcore_id);
#endif

/** 1 if the lcore is main or worker. Since 2.0. */
int rte_lcore_is_enabled(unsigned int lcore_id);

/**
 * The next enabled lcore after @p i.
 *
 * @param i         Where to start; -1 for the first.
 * @param skip_main Leave the main lcore out.
 * @param wrap      Go on at the beginning after the last.
 * @return Its id; RTE_MAX_LCORE at the end. Since 2.0.
 */
unsigned int rte_get_next_lcore(unsigned int i, int skip_main, int wrap);

/** Loop over all enabled lcores. */
#define RTE_LCORE_FOREACH(i) \
	for (i = rte_get_next_lcore(-1, 0, 0); i < RTE_MAX_LCORE; i = rte_get_next_lcore(i, 0, 0))

/** Loop over the workers. */
#define RTE_LCORE_FOREACH_WORKER(i) \
	for (i = rte_get_next_lcore(-1, 1, 0); i < RTE_MAX_LCORE; i = rte_get_next_lcore(i, 1, 0))

/** A thread is about to become an lcore. 0 to agree, negative to refuse. */
typedef int (*rte_lcore_init_cb)(unsigned int lcore_id, void *arg);
/** An lcore is about to go. */
typedef void (*rte_lcore_uninit_cb)(unsigned int lcore_id, void *arg);

/**
 * Hear of each lcore that comes and goes; @p init runs at once for those that exist.
 *
 * @param name   For log and dump; NULL ok.
 * @param init   NULL ok.
 * @param uninit NULL ok.
 * @return Handle; NULL with rte_errno ENOMEM, or EINVAL-like code of an @p init that refused (those that agreed were undone).
 * Context: any thread; the callbacks run in the thread that makes the change, serialised, and must not call this interface.
 * Lifetime: until rte_lcore_callback_unregister() or the end of the EAL. Since 20.08.
 */
void *rte_lcore_callback_register(const char *name, rte_lcore_init_cb init, rte_lcore_uninit_cb uninit, void *arg);

/** End it; @p uninit runs for every lcore that exists. NULL is harmless. Since 20.08. */
void rte_lcore_callback_unregister(void *handle);

/** Called for each lcore; a result other than 0 ends the walk. */
typedef int (*rte_lcore_iterate_cb)(unsigned int lcore_id, void *arg);

/** Walk all lcores, registered threads too; none comes or goes meanwhile. Returns what the callback returned last.
 *  Since 20.08. */
int rte_lcore_iterate(rte_lcore_iterate_cb cb, void *arg);

/** Busy and total cycles of an lcore, as the application counts them. */
struct rte_lcore_usage {
	uint64_t total_cycles;
	uint64_t busy_cycles;
};
/** Fills @p usage. 0, or negative if unknown. */
typedef int (*rte_lcore_usage_cb)(unsigned int lcore_id, struct rte_lcore_usage *usage);
/** Set the function that rte_lcore_dump() asks; NULL: none. Since 23.03. */
void rte_lcore_register_usage_cb(rte_lcore_usage_cb cb);

/** Print each lcore with socket, role and CPUs. Since 20.08. */
void rte_lcore_dump(FILE *f);

/**
 * Make the calling thread an lcore with a free id.
 *
 * @return 0; -1 with rte_errno EINVAL (the EAL does not run, or the thread is an lcore already), ENOMEM (no id is free or a
 *  callback refused).
 * Context: any thread that is no lcore. Lifetime: call rte_thread_unregister() before it ends. Since 20.08.
 */
int rte_thread_register(void);

/** Give the id back; harmless for a thread that has not registered. Since 20.08. */
void rte_thread_unregister(void);

/** Name a thread. 0, or negative errno. Since 2.2. */
int rte_thread_setname(pthread_t id, const char *name);

/** Name of a thread. 0, or negative errno. Since 20.05. */
int rte_thread_getname(pthread_t id, char *name, size_t len);

/**
 * Start a thread for control work; see rte_thread_create_control().
 *
 * @param thread Gets the thread.
 * @param name   Cut to RTE_MAX_THREAD_NAME_LEN - 1; NULL: none.
 * @param attr   Attributes for pthread_create(); NULL: defaults.
 * @return 0, or a negative errno (then no thread runs).
 * Context: any thread. Since 18.05.
 */
int rte_ctrl_thread_create(pthread_t *thread, const char *name, const pthread_attr_t *attr, void *(*start_routine)(void *),
			   void *arg);

#ifdef __cplusplus
}
#endif

#endif
