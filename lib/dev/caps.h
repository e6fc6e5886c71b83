/* SPDX-License-Identifier: BSD-3-Clause */
/* What a driver can: the one place that knows the DETACHABLE flag of the legacy calls. */
#ifndef CAPS_H
#define CAPS_H

#include <bus_driver.h>

#include "txn.h"

/** RTE_DEV_CAP_* of devices of @p drv on @p bus; drv NULL: the bus chooses its drivers itself. */
uint32_t caps_of(const struct rte_bus *bus, const struct rte_driver *drv);

/** May @p entry detach @p dev? 0, or -ENOTSUP with the reason in @p err. */
int caps_check(const struct rte_bus *bus, const struct rte_device *dev, enum txn_entry entry, struct txn_error *err);

#endif
