/* SPDX-License-Identifier: BSD-3-Clause */
/* Devices and buses as the rest of the device room sees them. */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>

#include <bus_driver.h>
#include <dev_driver.h>

/** Fill the common part of a fresh device: life ABSENT, a new serial number, no driver. @p name must outlive the device. */
void device_init(struct rte_device *dev, const struct rte_bus *bus, const char *name, int numa_node);

/** Device named @p name on @p bus (NULL: on any bus), or NULL. Context: under the transaction lock. */
struct rte_device *device_find(const struct rte_bus *bus, const char *name);

/** Bus after @p bus (NULL: the first), NULL at the end. */
struct rte_bus *bus_next(const struct rte_bus *bus);
bool bus_can_plug(const struct rte_bus *bus);
bool bus_can_unplug(const struct rte_bus *bus);
/** Whether @p dev is on the list of @p bus; @p dev is compared, not read. */
bool bus_has(const struct rte_bus *bus, const struct rte_device *dev);

#endif
