/* SPDX-License-Identifier: BSD-3-Clause */
/* What a driver can: the one place that knows the DETACHABLE flag of the legacy calls. */
#include <errno.h>

#include "caps.h"

uint32_t
caps_of(const struct rte_bus *bus, const struct rte_driver *drv)
{
	if (drv == NULL || bus->one == NULL || bus->one->driver_caps == NULL)
		return RTE_DEV_CAP_REMOVE | RTE_DEV_CAP_DETACHABLE;
	return bus->one->driver_caps(drv);
}

int
caps_check(const struct rte_bus *bus, const struct rte_device *dev, enum txn_entry entry, struct txn_error *err)
{
	uint32_t caps = bus->one != NULL ? dev->caps : caps_of(bus, NULL);
	const char *drv = dev->driver != NULL ? dev->driver->name : "?";

	if ((caps & RTE_DEV_CAP_REMOVE) == 0)
		return txn_fail(err, ENOTSUP, "driver %s cannot give devices back", drv);
	if (entry == TXN_LEGACY && (caps & RTE_DEV_CAP_DETACHABLE) == 0)
		return txn_fail(err, ENOTSUP, "driver %s lacks the DETACHABLE flag", drv);
	return 0;
}
