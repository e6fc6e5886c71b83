/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads, their attributes and thread-local keys. All functions return 0 or a positive errno unless they say otherwise. */
#ifndef _RTE_THREAD_H_
#define _RTE_THREAD_H_

#include <stdbool.h>
#include <stdint.h>

#include <rte_common.h>
#include <rte_compat.h>
#include <rte_os.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A thread. */
typedef struct {
	uintptr_t opaque_id;
} rte_thread_t;

/** Body of a thread; the result is for rte_thread_join(). */
typedef uint32_t (*rte_thread_func)(void *arg);

enum rte_thread_priority {
	RTE_THREAD_PRIORITY_NORMAL = 0,
	RTE_THREAD_PRIORITY_REALTIME_CRITICAL = 1, /**< refused for setting: such a thread starves the kernel */
};

typedef struct {
	enum rte_thread_priority priority;
#ifdef RTE_HAS_CPUSET
	rte_cpuset_t cpuset;
#endif
} rte_thread_attr_t;

/** A thread-local slot. */
typedef struct eal_tls_key *rte_thread_key;

/**
 * Start a thread.
 *
 * @param thread_id Gets the thread.
 * @param attr      Priority and CPU set (an empty set: the caller's); NULL for the defaults.
 * @param thread_func Body.
 * @param arg       Its argument.
 * @return 0; EINVAL, EAGAIN, ENOTSUP (priority), or what setting the CPU set gave; then no thread runs.
 * Context: any thread. Lifetime: join or detach it. Since 22.11.
 */
int rte_thread_create(rte_thread_t *thread_id, const rte_thread_attr_t *attr, rte_thread_func thread_func, void *arg);

/**
 * Start a thread for control work, away from the lcores: it gets the CPUs that the process had at start minus those of the
 * lcores (or the main lcore's if none is left).
 *
 * @param name At most RTE_MAX_THREAD_NAME_LEN - 1 characters are kept; NULL: none.
 * @return 0 or a positive errno. Since 23.03.
 */
int rte_thread_create_control(rte_thread_t *thread, const char *name, rte_thread_func thread_func, void *arg);

/** Wait for a thread; its result to @p value_ptr (NULL ok). 0, EINVAL, ESRCH, EDEADLK. Since 22.11. */
int rte_thread_join(rte_thread_t thread_id, uint32_t *value_ptr);

/** Let a thread free itself when it ends. 0, EINVAL, ESRCH. Since 22.11. */
int rte_thread_detach(rte_thread_t thread_id);

/** The calling thread. Since 22.07. */
rte_thread_t rte_thread_self(void);

/** Name a thread (cut to RTE_MAX_THREAD_NAME_LEN - 1); failures are ignored. Since 23.03. */
void rte_thread_set_name(rte_thread_t thread_id, const char *thread_name);

/** 1 if both are the same thread. Since 22.07. */
int rte_thread_equal(rte_thread_t t1, rte_thread_t t2);

/** Default attributes: normal priority, empty CPU set. 0, EINVAL. Since 22.07. */
int rte_thread_attr_init(rte_thread_attr_t *attr);

/** 0, EINVAL (@p attr NULL), ENOTSUP. Since 22.07. */
int rte_thread_attr_set_priority(rte_thread_attr_t *attr, enum rte_thread_priority priority);

/** 0, EINVAL, ESRCH, ENOTSUP (a policy without a name here). Since 22.07. */
int rte_thread_get_priority(rte_thread_t thread_id, enum rte_thread_priority *priority);

/** 0, EINVAL, ESRCH, EPERM, ENOTSUP (real time). Since 22.07. */
int rte_thread_set_priority(rte_thread_t thread_id, enum rte_thread_priority priority);

#ifdef RTE_HAS_CPUSET
/** 0, EINVAL (a pointer is NULL). Since 22.07. */
int rte_thread_attr_set_affinity(rte_thread_attr_t *thread_attr, rte_cpuset_t *cpuset);

/** 0, EINVAL (a pointer is NULL). Since 22.07. */
int rte_thread_attr_get_affinity(rte_thread_attr_t *thread_attr, rte_cpuset_t *cpuset);

/** Bind a thread to CPUs. 0, EINVAL, ESRCH. Since 22.07. */
int rte_thread_set_affinity_by_id(rte_thread_t thread_id, const rte_cpuset_t *cpuset);

/** CPUs of a thread. 0, EINVAL, ESRCH. Since 22.07. */
int rte_thread_get_affinity_by_id(rte_thread_t thread_id, rte_cpuset_t *cpuset);

/** Bind the calling thread; its lcore's set and socket follow. 0, or -1 on failure. Context: any thread. Since 2.0. */
int rte_thread_set_affinity(rte_cpuset_t *cpusetp);

/** CPUs of the calling thread as last set by this library, else as the system says. NULL is ignored. Since 2.0. */
void rte_thread_get_affinity(rte_cpuset_t *cpusetp);
#endif

/** Make a slot; @p destructor (NULL ok) gets each thread's value at its end. 0; -1 with rte_errno ENOMEM, EAGAIN, EINVAL.
 *  Since 21.05. */
int rte_thread_key_create(rte_thread_key *key, void (*destructor)(void *));

/** Free a slot; no destructor runs. 0; -1 with rte_errno EINVAL. Since 21.05. */
int rte_thread_key_delete(rte_thread_key key);

/** Set the caller's value. 0; -1 with rte_errno EINVAL, ENOMEM. Since 21.05. */
int rte_thread_value_set(rte_thread_key key, const void *value);

/** The caller's value; NULL if unset, or with rte_errno EINVAL for a bad key. Since 21.05. */
void *rte_thread_value_get(rte_thread_key key);

#ifdef __cplusplus
}
#endif

#endif
