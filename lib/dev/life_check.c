/* SPDX-License-Identifier: BSD-3-Clause */
/* The checker of what must hold between devices and their objects, whatever happened before. */
#include <errno.h>
#include <stdio.h>

#include "device.h"
#include "life.h"
#include "life_check.h"

static int
device_any(const struct rte_device *dev, const void *data)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(data);
	return 0;
}

static int
device_check(const struct rte_device *dev, struct txn_error *err)
{
	unsigned int state = life_state(&dev->life);
	const struct dev_class *cls;
	bool held = state == DEV_PROBED || state == DEV_DETACHING;
	int ret;

	if (held && dev->driver == NULL)
		return txn_fail(err, EINVAL, "%s without a driver", life_name(LIFE_DEVICE, state));
	if (state == DEV_SCANNED && dev->driver != NULL && dev->bus->one != NULL)
		return txn_fail(err, EINVAL, "SCANNED with driver %s", dev->driver->name);
	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls)) {
		ret = cls->check != NULL ? cls->check(dev, err) : 0;
		if (ret != 0)
			return ret;
	}
	return 0;
}

int
life_check(struct txn_error *err)
{
	const struct rte_device *dev;
	const struct rte_bus *bus;
	int ret;

	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus)) {
		for (dev = bus->find_device(NULL, device_any, NULL); dev != NULL; dev = bus->find_device(dev, device_any, NULL)) {
			ret = device_check(dev, err);
			if (ret == 0)
				continue;
			if (err != NULL)
				snprintf(err->device, sizeof(err->device), "%s", dev->name);
			return ret;
		}
	}
	return 0;
}
