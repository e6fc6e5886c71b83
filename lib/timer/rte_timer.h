/* SPDX-License-Identifier: BSD-3-Clause */
/* Timers that an lcore runs when it polls for them. */
#ifndef RTE_TIMER_H
#define RTE_TIMER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_TIMER_STOP 0    /**< not in any list */
#define RTE_TIMER_PENDING 1 /**< in the list of its owner */
#define RTE_TIMER_RUNNING 2 /**< its function runs, or is about to */
#define RTE_TIMER_CONFIG 3  /**< being changed */

#define RTE_TIMER_NO_OWNER -2

/** Levels of the ordered list. */
#define MAX_SKIPLIST_DEPTH 10

enum rte_timer_type {
	SINGLE,     /**< once */
	PERIODICAL, /**< again and again, until stopped */
};

/** State and owner, changed as one word. */
union rte_timer_status {
	RTE_STD_C11
	struct {
		uint16_t state;
		int16_t owner; /**< lcore, or RTE_TIMER_NO_OWNER */
	};
	uint32_t u32;
};

struct rte_timer;

/** Runs on the owner, inside rte_timer_manage(); may reset and stop any timer, its own too. */
typedef void (*rte_timer_cb_t)(struct rte_timer *tim, void *arg);

struct rte_timer {
	uint64_t expire; /**< TSC value */
	struct rte_timer *sl_next[MAX_SKIPLIST_DEPTH];
	volatile union rte_timer_status status;
	uint64_t period; /**< ticks, 0: once */
	rte_timer_cb_t f;
	void *arg;
};

#ifdef __cplusplus
#define RTE_TIMER_INITIALIZER { }
#else
#define RTE_TIMER_INITIALIZER { .status = { { .state = RTE_TIMER_STOP, .owner = RTE_TIMER_NO_OWNER } } }
#endif

/** Prepare the library. 0, also when it is prepared already; -ENOMEM. After rte_eal_init(), before any other call here. Since
 * 2.0 (int: 19.05). */
int rte_timer_subsystem_init(void);
/** Give the lists back; timers in them must not be touched any more. Since 19.05. */
void rte_timer_subsystem_finalize(void);

/** Put a timer into state STOP; it must not be in a list. Since 2.0. */
void rte_timer_init(struct rte_timer *tim);

/**
 * Load or reload a timer.
 *
 * @param tim timer, owned by the caller; must live until it is stopped or has expired
 * @param ticks TSC cycles from now
 * @param type once or again and again
 * @param tim_lcore lcore that runs it; LCORE_ID_ANY: each lcore in turn
 * @param fct function, @p arg its argument
 * @return 0; -1 when its function runs (except from inside itself) or another thread is changing it
 * Context: any thread, does not block. Since 2.0.
 */
int rte_timer_reset(struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type, unsigned int tim_lcore,
	rte_timer_cb_t fct, void *arg);
/** As rte_timer_reset(), again until it succeeds. Not from the function of another timer of the same lcore. Since 2.0. */
void rte_timer_reset_sync(struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type, unsigned int tim_lcore,
	rte_timer_cb_t fct, void *arg);
/** Stop a timer. 0, also when it is stopped; -1 as rte_timer_reset(). Since 2.0. */
int rte_timer_stop(struct rte_timer *tim);
/** As rte_timer_stop(), again until it succeeds. Since 2.0. */
void rte_timer_stop_sync(struct rte_timer *tim);
/** 1 when the timer is in a list, else 0. Since 2.0. */
int rte_timer_pending(struct rte_timer *tim);
/** Ticks until the first timer of this lcore expires, 0 when it has; -ENOENT none; -EINVAL not an lcore. Since 22.11. */
int64_t rte_timer_next_ticks(void);
/** Run the expired timers of this lcore. 0; -EINVAL not prepared, or the thread is no lcore. Since 2.0 (int: 19.05). */
int rte_timer_manage(void);
/** Print what happened on every lcore. 0 or -EINVAL. Since 2.0 (int: 19.05). */
int rte_timer_dump_stats(FILE *f);

/** Get another set of lists. 0, -ENOSPC, -EINVAL. Since 19.05. */
int rte_timer_data_alloc(uint32_t *id_ptr);
/** Give a set of lists back; it must be empty. 0 or -EINVAL. Since 19.05. */
int rte_timer_data_dealloc(uint32_t id);

/* The calls above, on the set of lists @p timer_data_id; -EINVAL for an unknown set. Since 19.05. */
int rte_timer_alt_reset(uint32_t timer_data_id, struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type,
	unsigned int tim_lcore,
			rte_timer_cb_t fct, void *arg);
int rte_timer_alt_stop(uint32_t timer_data_id, struct rte_timer *tim);
int rte_timer_alt_dump_stats(uint32_t timer_data_id, FILE *f);

typedef void (*rte_timer_alt_manage_cb_t)(struct rte_timer *tim);
/** Call @p f for the expired timers of the lists of @p nb_poll_lcores lcores (0: of this one), in place of their own
 * functions. */
int rte_timer_alt_manage(uint32_t timer_data_id, unsigned int *poll_lcores, int nb_poll_lcores, rte_timer_alt_manage_cb_t f);

typedef void (*rte_timer_stop_all_cb_t)(struct rte_timer *tim, void *arg);
/** Stop every timer in the lists of @p nb_walk_lcores lcores; @p f (may be NULL) is called for each. */
int rte_timer_stop_all(uint32_t timer_data_id, unsigned int *walk_lcores, int nb_walk_lcores, rte_timer_stop_all_cb_t f,
	void *f_arg);

#ifdef __cplusplus
}
#endif

#endif
