/* SPDX-License-Identifier: BSD-3-Clause */
/* Device and driver as bus drivers and device drivers see them. */
#ifndef DEV_DRIVER_H
#define DEV_DRIVER_H

#include <stdint.h>
#include <sys/queue.h>

#include <rte_common.h>
#include <rte_dev.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What every driver starts with; embedded first in struct rte_vdev_driver, struct rte_pci_driver, ... */
struct rte_driver {
	RTE_TAILQ_ENTRY(rte_driver) next;
	const char *name;
	const char *alias; /**< second name, or NULL */
};

/**
 * State word of one device or port, written by life_move() and life_lose() (private) alone, under the transaction lock
 * (devices) or the port's control lock (ports); readers need none. Drivers and applications ask the predicates.
 */
struct rte_dev_life {
	uint8_t kind;  /**< device or port */
	uint8_t state; /**< where it stands */
	uint8_t lost;  /**< sticky: the hardware is gone; a lost object only moves downwards */
};

/** What every device starts with; embedded first in struct rte_vdev_device, struct rte_pci_device, ... */
struct rte_device {
	RTE_TAILQ_ENTRY(rte_device) next;
	const char *name;                /**< canonical name, owned by the bus */
	const char *bus_info;            /**< text about the place on the bus, or NULL */
	const struct rte_driver *driver; /**< the driver that holds it, NULL unless probed or being probed */
	const struct rte_bus *bus;
	int numa_node;                   /**< node of the memory nearest to it, or SOCKET_ID_ANY */
	struct rte_devargs *devargs;     /**< arguments of the user, NULL when none */
	/* private to the device room from here on */
	struct rte_dev_life life;
	uint32_t caps;                   /**< DEV_CAP_*, set when the driver is known */
	uint32_t gen;                    /**< serial number of this object, never used twice */
};

#ifdef __cplusplus
}
#endif

#endif
