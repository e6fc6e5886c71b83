/* SPDX-License-Identifier: BSD-3-Clause */
/* What the composition root asks of the lcore room: plan from options, start, stop. */
#ifndef LCORE_H
#define LCORE_H

#include <stdbool.h>

/** Texts as given on the command line; NULL when absent. At most one of mask, list, map may be set. */
struct lcore_params {
	const char *mask;      /**< -c: hex mask, optional 0x */
	const char *list;      /**< -l: c1[-c2][,...]; the syntax of map is understood too */
	const char *map;       /**< --lcores: <lcores[@cpus]>[,...] */
	const char *main_lcore; /**< --main-lcore: decimal id */
	const char *service_mask; /**< -s */
	const char *service_list; /**< -S */
};

/** Parse and check @p p, fill the lcore table (roles, CPU sets, sockets) and choose the CPUs of control threads; none given:
 *  every CPU of the process affinity. Starts nothing. 0, -EINVAL (after one log line that names the bad text), -ENOTSUP; a
 *  table that stood is kept on failure. Context: while the lcores do not run. */
int lcore_plan(const struct lcore_params *p);
/** Pin the caller as main lcore and start one thread per worker lcore. 0 or -errno (after one log line); undone on failure. */
int lcore_start(void);
/** End and join the workers (waits for functions that still run, see lcore_busy()), give the caller its old affinity back, drop
 *  lcore callbacks and the plan. Harmless when not started, and in a forked child, which has no workers. Context: the main
 *  lcore. */
void lcore_stop(void);
/** True while a worker other than the caller runs a function: lcore_stop() would wait for it. The loop of a service lcore, which
 *  service_stop() ends, does not count. */
bool lcore_busy(void);
/** Make services ready, and give the service lcores of the plan to those registered by now. 0 or -errno; undone on failure.
 *  Context: main lcore, after lcore_start(). */
int service_start(void);
/** Stop the service lcores and drop all services; waits for the calls that run. Harmless when not started, and in a forked child.
 *  Context: main lcore, before lcore_stop(). */
void service_stop(void);
/** True in the process that called lcore_start(), false in its forked children. */
bool lcore_is_owner(void);

#endif
