/* SPDX-License-Identifier: BSD-3-Clause */
/* Running functions on worker lcores. Each worker runs one function at a time and waits for the next in between. */
#ifndef _RTE_LAUNCH_H_
#define _RTE_LAUNCH_H_

#ifdef __cplusplus
extern "C" {
#endif

/** What a worker is doing. */
enum rte_lcore_state_t {
	WAIT,    /**< ready for a function */
	RUNNING, /**< inside one */
};

/** A function for a worker; its result is what rte_eal_wait_lcore() returns. */
typedef int(lcore_function_t)(void *);

/**
 * Run @p f on a worker. Returns at once; the worker is RUNNING from then on.
 *
 * @param f         Function; NULL is refused.
 * @param arg       Its argument.
 * @param worker_id Lcore.
 * @return 0; -EBUSY the worker is not in state WAIT; -EINVAL @p f is NULL, or the lcore is not an enabled worker; -EPIPE the
 *  workers are not running.
 * Context: main lcore. What was written before the call is seen by @p f. Since 2.0.
 */
int rte_eal_remote_launch(lcore_function_t *f, void *arg, unsigned int worker_id);

/** Whether rte_eal_mp_remote_launch() runs the function on the main lcore too (at last, in the calling thread). */
enum rte_rmt_call_main_t {
	SKIP_MAIN = 0,
	CALL_MAIN,
};

/**
 * Run @p f on every worker, if all of them are in state WAIT.
 *
 * @return 0; -EBUSY one is busy (nothing was started); -EINVAL @p f is NULL; -EPIPE the workers are not running.
 * Context: main lcore. Since 2.0.
 */
int rte_eal_mp_remote_launch(lcore_function_t *f, void *arg, enum rte_rmt_call_main_t call_main);

/** State of a worker; WAIT for every other lcore id. Context: main lcore. Since 2.0. */
enum rte_lcore_state_t rte_eal_get_lcore_state(unsigned int worker_id);

/**
 * Wait until a worker is in state WAIT.
 *
 * @return What its last function returned, at every call until the next launch; 0 if it ran none. For the main lcore: what
 *  rte_eal_mp_remote_launch() ran on it, at once.
 * Context: main lcore; blocks. What the function wrote is seen afterwards. Since 2.0.
 */
int rte_eal_wait_lcore(unsigned int worker_id);

/** Wait for all workers; the results are dropped. Context: main lcore; blocks. Since 2.0. */
void rte_eal_mp_wait_lcore(void);

#ifdef __cplusplus
}
#endif

#endif
