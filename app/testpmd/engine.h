/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The forwarding threads. Each walks its part of a table of items over and over. A new table is published at any time without
 * stopping them: engine_publish() returns when no thread uses an older one, so what is no longer in the table may be freed.
 *
 * An item that stays in the table must stay on its core, else two threads could hold it for a moment.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include <stdbool.h>
#include <stdint.h>

/** Something that a forwarding thread serves. */
struct engine_item {
	/** Serve it once, a bounded piece of work. Returns how much was done; 0: idle. */
	unsigned int (*run)(struct engine_item *item);
	unsigned int core; /**< index of the forwarding thread that serves it */
};

/**
 * Start forwarding threads, with an empty table.
 *
 * @param lcores workers that are waiting for work; @p n 0: one service thread of our own, so that a program with a single lcore
 *   keeps its prompt
 * @return number of threads; -errno: nothing runs.
 * Context: like all functions here: the control lock is held.
 */
int engine_start(const unsigned int *lcores, unsigned int n);
/** Stop and join the threads. */
void engine_stop(void);
bool engine_running(void);

/**
 * Give the threads a new table and wait until none of them uses an older one.
 *
 * @param items @p n pointers, copied
 * @return 0; -ENOMEM: the old table stays.
 */
int engine_publish(struct engine_item *const *items, unsigned int n);

/** CPUs that a service thread may use, as they were before the EAL pinned the main thread. Call before rte_eal_init(). */
void engine_cpus_note(void);

#endif
