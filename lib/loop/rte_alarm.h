/* SPDX-License-Identifier: BSD-3-Clause */
/* One-shot timers whose callbacks run outside the event loop. */
#ifndef _RTE_ALARM_H_
#define _RTE_ALARM_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Runs once at the given time. */
typedef void (*rte_eal_alarm_callback)(void *arg);

/**
 * Call @p cb once, @p us microseconds from now or a little later.
 *
 * @param us  1 to UINT64_MAX - 1000000, of the monotonic clock.
 * @param cb  Called with @p cb_arg on the service thread rte-work, where rte_thread_is_intr() is 1; in order of expiry, one at a
 *            time. It may use the whole interface, may block, may set and cancel alarms.
 * @return 0; -EINVAL a bad time or no callback; -ENOMEM; -ESRCH the EAL does not run.
 * Context: any thread, any callback; does not block. The same pair may be set several times. Since 2.0.
 */
int rte_eal_alarm_set(uint64_t us, rte_eal_alarm_callback cb, void *cb_arg);

/**
 * Cancel every pending alarm with this callback and argument.
 *
 * If such an alarm is running in another thread, the call waits until it has returned, also cancelling what it set again.
 * Called by the running alarm itself, that one cannot be cancelled any more.
 *
 * @param cb_fn  Callback; NULL is an error.
 * @param cb_arg Argument; (void *)-1: any.
 * @return Number cancelled (0 is possible), with rte_errno ENOENT when none was found and EINPROGRESS when the caller is inside
 *  a matching alarm, else 0; -1 with rte_errno EINVAL.
 * Context: any thread, any callback; on rte-loop it does not wait. Since 2.0.
 */
int rte_eal_alarm_cancel(rte_eal_alarm_callback cb_fn, void *cb_arg);

#ifdef __cplusplus
}
#endif

#endif
