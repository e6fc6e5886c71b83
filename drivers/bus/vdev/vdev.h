/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of virtual devices and of their drivers, as the files of this bus share it. */
#ifndef VDEV_H
#define VDEV_H

#include <stdbool.h>

#include <bus_vdev_driver.h>
#include <rte_log.h>

extern int vdev_logtype;
extern struct rte_bus rte_vdev_bus;

#define VDEV_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, vdev_logtype, "VDEV: " fmt "\n", ##__VA_ARGS__)

/** Driver whose name, else alias, is a prefix of @p name; NULL when none. */
struct rte_vdev_driver *vdev_driver_for(const char *name);

/** Device by its whole name, or NULL. */
struct rte_vdev_device *vdev_find(const char *name);
/** Create a device in state SCANNED with @p da as its arguments (may be NULL). 0, -EEXIST, -ENOMEM. */
int vdev_create(const char *name, struct rte_devargs *da, struct rte_vdev_device **out);
/** Take a device off the list and free it. */
void vdev_destroy(struct rte_vdev_device *vdev);
/** Device after @p start (NULL: the first) with cmp(dev, data) == 0, or NULL. */
struct rte_device *vdev_walk(const struct rte_device *start, rte_dev_cmp_t cmp, const void *data);

/** The device that was created last, or NULL. */
struct rte_device *vdev_last(void);

/** Run the custom scan callbacks. */
void vdev_custom_scan(void);

#endif
