/* SPDX-License-Identifier: BSD-3-Clause */
/* What the composition root and the rooms above ask of the base room. */
#ifndef BASE_H
#define BASE_H

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include <rte_os.h>
#include <rte_tailq.h>

/** Prepare logging: stderr, plus syslog with @p facility (LOG_DAEMON, ...; -1: none). @p ident: program name, copied; NULL:
 *  "rte". 0, -EINVAL (bad facility). Messages before it go to stderr. Context: no other thread logs meanwhile. */
int log_start(const char *ident, int facility);
/** Close syslog, back to stderr. Levels and types stay. Harmless when not started. */
void log_stop(void);
/** Apply one --log-level text: "level", "pattern:level" or "regex,level"; a level is a number (above 8 is taken as 8) or the
 *  start of a level name. 0, -EINVAL (one log line), -ENOMEM. Kept also before log_start and for types that register later. */
int log_level_option(const char *text);
/** Print the levels and the types that exist, for --log-level=help. */
void log_level_help(FILE *f);

/** Point every registered tailq at its head in @p heads (shared by all processes); @p heads NULL: forget. 0, -EINVAL,
 *  -ENOSPC (one log line). Context: while no other process binds, so under the lock of the shared configuration. */
int tailq_bind(struct rte_tailq_head *heads, unsigned int nb);

/** Find out or start to measure the TSC rate; never sleeps longer than a few microseconds. Always 0. */
int tsc_start(void);

/** Fix the vector width for --force-max-simd-bitwidth, against later rte_vect_set_max_simd_bitwidth(): a power of two
 *  from 64 to 32768, or 0 for no limit. 0, -EINVAL, -EPERM (fixed already). */
int simd_force(unsigned int bitwidth);
/** Take it back. */
void simd_unforce(void);

#ifdef RTE_HAS_CPUSET
/** CPUs on which control threads run from now on; NULL: those of their creator. */
void ctrl_thread_cpus(const rte_cpuset_t *cpus);
#endif
/**
 * Start a control thread: named, on the control CPUs, with every signal blocked that is not a fault of the thread itself, so that
 * the application's handlers run in its own threads.
 *
 * @param name Cut to RTE_MAX_THREAD_NAME_LEN - 1; NULL: none.
 * @param attr For pthread_create(); NULL: defaults.
 * @return 0 or negative errno (no thread runs).
 * Context: any thread. Lifetime: the caller joins it unless it is detached.
 */
int ctrl_thread_start(pthread_t *thread, const char *name, const pthread_attr_t *attr, void *(*fn)(void *), void *arg);

#endif
