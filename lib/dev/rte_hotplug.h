/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Additions to the hotplug calls: results as handles, the reason of a failure, questions without effect, a journal, and faults on
 * request for an application's own tests.
 */
#ifndef RTE_HOTPLUG_H
#define RTE_HOTPLUG_H

#include <stdbool.h>
#include <stdint.h>

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

/** An Ethernet port as one life of its number: a handle never means the number's next tenant. */
struct rte_hotplug_port {
	uint16_t port_id;
	uint32_t generation;
};

/**
 * rte_dev_probe() that tells which ports came of it.
 *
 * @param ports room for the handles of the new ports in order of creation; of the ports that are there when the device was
 *   attached already
 * @param nb_ports in: room in @p ports; out: number of ports of the device, which may be larger. May be NULL with @p ports
 * @return 1 attached already, 0 attached now, else as rte_dev_probe()
 * Context: as rte_dev_probe().
 */
int rte_hotplug_attach(const char *devargs, struct rte_hotplug_port *ports, unsigned int *nb_ports);

/**
 * Detach the device of a port, by its handle.
 *
 * @return as rte_dev_remove(); -EINVAL @p port is NULL or stale
 * Context: as rte_dev_remove().
 */
int rte_hotplug_detach(const struct rte_hotplug_port *port);

/**
 * Would rte_dev_probe(@p devargs) work? Runs everything that can fail, the driver's probe included, and undoes it; nobody is
 * notified.
 *
 * @return as rte_dev_probe(); rte_hotplug_last_error() tells what stands in the way
 * Context: as rte_dev_probe().
 */
int rte_hotplug_attach_check(const char *devargs);

/**
 * Would the device named @p devname on bus @p busname (NULL: any bus) detach? Its ports are hidden for that moment.
 *
 * @return as rte_eal_hotplug_remove()
 * Context: as rte_dev_remove().
 */
int rte_hotplug_detach_check(const char *busname, const char *devname);

/**
 * Can the device be detached, as far as its bus and driver go?
 *
 * @param legacy ask for the DETACHABLE flag of the calls by port number too
 * @return false also when the device is NULL or not probed
 */
bool rte_hotplug_is_detachable(const struct rte_device *dev, bool legacy);

/** What a record of the journal tells of. */
enum rte_hotplug_what {
	RTE_HOTPLUG_ATTACHED,      /**< a device came, with nb_ports ports */
	RTE_HOTPLUG_ATTACH_FAILED, /**< err and step tell why */
	RTE_HOTPLUG_DETACHED,      /**< a device went, with nb_ports ports */
	RTE_HOTPLUG_DETACH_FAILED, /**< err and step tell why */
	RTE_HOTPLUG_PORT_NEW,      /**< NEW was delivered for port */
	RTE_HOTPLUG_PORT_DESTROY,  /**< DESTROY was delivered for port */
	RTE_HOTPLUG_EVENT_ADD,     /**< a device event was delivered */
	RTE_HOTPLUG_EVENT_REMOVE,  /**< a device event was delivered */
};

/** Steps of the longest operation. */
#define RTE_HOTPLUG_STEPS_MAX 12

/** One record of the journal. */
struct rte_hotplug_record {
	uint64_t seq;                      /**< 1, 2, 3, ... without gaps */
	uint64_t time_ns;                  /**< CLOCK_REALTIME, when it was written */
	enum rte_hotplug_what what;
	char device[RTE_DEV_NAME_MAX_LEN];
	struct rte_hotplug_port port;      /**< of PORT_NEW and PORT_DESTROY */
	unsigned int nb_ports;
	int err;                           /**< positive errno of a failure */
	const char *step;                  /**< that failed, static text; NULL when nothing did */
	uint64_t cycles[RTE_HOTPLUG_STEPS_MAX]; /**< TSC cycles that each step took, see rte_hotplug_step_name() */
	uint64_t cycles_commit;            /**< and the commit */
};

/** Number of the newest record, 0 when there is none. */
uint64_t rte_hotplug_journal_last(void);

/**
 * Read on in the journal.
 *
 * @param after number of the last record that was read, 0 at first
 * @param out room for @p n records, the oldest first
 * @param lost number of records after @p after that were overwritten before they were read; NULL ok
 * @return number of records; -EINVAL @p out is NULL
 * Context: any thread, does not block. The journal keeps the last 256 records.
 */
int rte_hotplug_journal_read(uint64_t after, struct rte_hotplug_record *out, unsigned int n, uint64_t *lost);

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
