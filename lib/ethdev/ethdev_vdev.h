/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports of virtual devices, for those who write drivers; used together with bus_vdev_driver.h. */
#ifndef ETHDEV_VDEV_H
#define ETHDEV_VDEV_H

#include <stddef.h>

#include <ethdev_driver.h>
#include <rte_config.h>
#include <rte_malloc.h>

/**
 * Reserve a port that has the name of the virtual device @p dev (struct rte_vdev_device *), with @p private_data_size bytes
 * of private data (0: none) on the device's node.
 *
 * @return port, or NULL with rte_errno as rte_eth_dev_allocate(). Since 17.05.
 */
#define rte_eth_vdev_allocate(dev, private_data_size) rte_eth_device_allocate(&(dev)->device, private_data_size)

#endif
