/* SPDX-License-Identifier: BSD-3-Clause */
/* Additions to the hotplug calls: why the last one failed, and faults on request for an application's own tests. */
#ifndef RTE_HOTPLUG_H
#define RTE_HOTPLUG_H

#include <rte_compat.h>
#include <rte_dev.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Why an attach or detach failed. */
struct rte_hotplug_error {
	int err;                           /**< positive errno; 0: nothing failed yet */
	const char *step;                  /**< step that failed, e.g. "match driver"; static text, never NULL */
	char device[RTE_DEV_NAME_MAX_LEN]; /**< device as far as it was known */
	char text[192];                    /**< one sentence that names what was wrong */
};

/**
 * The last failed attach or detach of the calling thread.
 *
 * @return 0; -EINVAL @p error is NULL; -ENOENT nothing failed in this thread yet
 * Context: any thread, does not block.
 */
int rte_hotplug_last_error(struct rte_hotplug_error *error);

/** Operations that faults can be injected into. */
enum rte_hotplug_op { RTE_HOTPLUG_ATTACH, RTE_HOTPLUG_DETACH };

/**
 * Let step number @p step (from 0) of every following attach or detach fail with @p err before it does anything.
 *
 * @param step step, negative: off
 * @param err positive errno
 * @return 0; -EINVAL unknown operation, step or errno
 * Context: any thread; for tests.
 */
int rte_hotplug_inject(enum rte_hotplug_op op, int step, int err);

/** Name of step @p step of @p op, NULL behind the last. */
const char *rte_hotplug_step_name(enum rte_hotplug_op op, unsigned int step);

#ifdef __cplusplus
}
#endif

#endif
