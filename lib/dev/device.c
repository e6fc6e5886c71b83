/* SPDX-License-Identifier: BSD-3-Clause */
/* A device: its birth, look-up by name, and what applications may ask of it. */
#include <string.h>

#include <rte_memory.h>

#include "device.h"
#include "life.h"
#include "log.h"

RTE_LOG_REGISTER(dev_logtype, lib.eal.dev, NOTICE);

void
device_init(struct rte_device *dev, const struct rte_bus *bus, const char *name, int numa_node)
{
	static uint32_t serial;

	life_init(&dev->life, LIFE_DEVICE);
	dev->gen = __atomic_add_fetch(&serial, 1, __ATOMIC_RELAXED);
	dev->caps = 0;
	dev->name = name;
	dev->bus = bus;
	dev->bus_info = NULL;
	dev->driver = NULL;
	dev->devargs = NULL;
	dev->numa_node = numa_node;
}

static int
device_named(const struct rte_device *dev, const void *name)
{
	return strcmp(dev->name, name);
}

struct rte_device *
device_find(const struct rte_bus *bus, const char *name)
{
	struct rte_device *dev;

	if (bus != NULL)
		return bus->find_device(NULL, device_named, name);
	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus)) {
		dev = bus->find_device(NULL, device_named, name);
		if (dev != NULL)
			return dev;
	}
	return NULL;
}

int
rte_dev_is_probed(const struct rte_device *dev)
{
	unsigned int state;

	if (dev == NULL)
		return 0;
	state = life_state(&dev->life);
	/* devices of buses without one-ops never move through the engine's table: the driver pointer tells */
	if (dev->bus != NULL && dev->bus->one == NULL)
		return dev->driver != NULL;
	return state == DEV_PROBED || state == DEV_DETACHING;
}

const char *
rte_dev_name(const struct rte_device *dev)
{
	return dev != NULL ? dev->name : NULL;
}

const struct rte_driver *
rte_dev_driver(const struct rte_device *dev)
{
	return dev != NULL ? dev->driver : NULL;
}

const struct rte_bus *
rte_dev_bus(const struct rte_device *dev)
{
	return dev != NULL ? dev->bus : NULL;
}

const char *
rte_dev_bus_info(const struct rte_device *dev)
{
	return dev != NULL ? dev->bus_info : NULL;
}

const struct rte_devargs *
rte_dev_devargs(const struct rte_device *dev)
{
	return dev != NULL ? dev->devargs : NULL;
}

int
rte_dev_numa_node(const struct rte_device *dev)
{
	return dev != NULL ? dev->numa_node : SOCKET_ID_ANY;
}

const char *
rte_driver_name(const struct rte_driver *driver)
{
	return driver != NULL ? driver->name : NULL;
}
