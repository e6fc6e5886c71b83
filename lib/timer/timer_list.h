/* SPDX-License-Identifier: BSD-3-Clause */
/* The ordered list of one lcore: a skip list by expiry, under its lock. */
#ifndef TIMER_LIST_H
#define TIMER_LIST_H

#include <rte_spinlock.h>
#include <rte_timer.h>

struct timer_list {
	rte_spinlock_t lock;      /**< guards the links */
	struct rte_timer head;    /**< sentinel: its sl_next are the first of each level */
	uint64_t first;           /**< expiry of the first timer, UINT64_MAX: none; read without the lock */
	unsigned int depth;       /**< levels in use */
	uint32_t seed;            /**< of the level dice */
	struct rte_timer *running; /**< whose function runs on this lcore; owner thread only */
	unsigned int next_lcore;  /**< turn of LCORE_ID_ANY; owner thread only */
	uint64_t nb_reset, nb_stop, nb_manage, nb_pending;
} __rte_cache_aligned;

void timer_list_init(struct timer_list *l, uint32_t seed);
/** Insert behind those that expire at the same tick. Under the lock. */
void timer_list_add(struct timer_list *l, struct rte_timer *tim);
/** Take @p tim out; nothing when it is not in. Under the lock. */
void timer_list_del(struct timer_list *l, struct rte_timer *tim);
/** Cut off what expires up to @p now and return it, linked by sl_next[0] in order. Under the lock. */
struct rte_timer *timer_list_cut(struct timer_list *l, uint64_t now);

#endif
