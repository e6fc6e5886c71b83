/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Watching cores: each core that is watched says from time to time that it is alive; a monitor, called at a steady pace, sees
 * which cores have said nothing and tells the application. A core that stays silent goes from alive over missing to dead, then to
 * gone; one that has announced a sleep goes from dozing to asleep and is not blamed.
 */
#ifndef _KEEPALIVE_H_
#define _KEEPALIVE_H_

#include <stdint.h>

#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef RTE_KEEPALIVE_MAXCORES
/** Core numbers are below this. */
#define RTE_KEEPALIVE_MAXCORES RTE_MAX_LCORE
#endif

/** What the monitor thinks of a core. */
enum rte_keepalive_state {
	RTE_KA_STATE_UNUSED = 0,  /**< not registered */
	RTE_KA_STATE_ALIVE = 1,   /**< has reported since the last look */
	RTE_KA_STATE_DEAD = 2,    /**< silent for one look */
	RTE_KA_STATE_GONE = 3,    /**< silent for two looks: the failure callback has been called */
	RTE_KA_STATE_MISSING = 4, /**< heard of at the last look, to report before the next */
	RTE_KA_STATE_DOZING = 5,  /**< has announced a sleep since the last look */
	RTE_KA_STATE_SLEEP = 6    /**< asleep since an earlier look */
};

/** Called when a dead core is given up, once until it reports again: its argument of rte_keepalive_create(), and the core. */
typedef void (*rte_keepalive_failure_callback_t)(void *data, const int id_core);

/** Called for every registered core at every look, with the state that follows from it; @p last_seen is the TSC of the last look
 *  that had heard from the core, 0 if none had. */
typedef void (*rte_keepalive_relay_callback_t)(void *data, const int id_core, enum rte_keepalive_state core_state,
					       uint64_t last_seen);

struct rte_keepalive;

/**
 * Make a monitor.
 *
 * @param callback Called for cores that are given up; may be NULL.
 * @param data     Its argument.
 * @return The monitor; NULL with rte_errno ENOMEM.
 * Context: any. Lifetime: the application's, to the end of the program; it is from malloc(). Since 2.2.
 */
struct rte_keepalive *rte_keepalive_create(rte_keepalive_failure_callback_t callback, void *data);

/** Look at all cores once and call the callbacks; the shape of a timer callback. @p ptr_timer is not used; @p ptr_data is the
 *  monitor. Context: one thread at a time; the callbacks run in it. Since 2.2. */
void rte_keepalive_dispatch_pings(void *ptr_timer, void *ptr_data);

/** Watch core @p id_core from now on; it counts as alive. Numbers outside of 0 to RTE_KEEPALIVE_MAXCORES - 1 are logged and not
 *  taken. Context: any. Since 2.2. */
void rte_keepalive_register_core(struct rte_keepalive *keepcfg, const int id_core);

/** The calling lcore says that it is alive. One relaxed store; nothing for threads without lcore id. Context: any. Since 2.2. */
void rte_keepalive_mark_alive(struct rte_keepalive *keepcfg);

/** The calling lcore says that it goes to sleep; rte_keepalive_mark_alive() ends it. Nothing for threads without lcore id.
 *  Context: any. Since 16.11. */
void rte_keepalive_mark_sleep(struct rte_keepalive *keepcfg);

/** Set the callback that is told of every core at every look; NULL: none. Context: the thread that looks, or before it does.
 *  Since 16.11. */
void rte_keepalive_register_relay_callback(struct rte_keepalive *keepcfg, rte_keepalive_relay_callback_t callback, void *data);

#ifdef __cplusplus
}
#endif

#endif
