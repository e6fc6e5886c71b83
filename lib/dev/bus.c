/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of buses: registration, look-up, the scan and probe of start-up. */
#include <errno.h>
#include <pthread.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_debug.h>

#include "device.h"
#include "log.h"
#include "txn.h"

static TAILQ_HEAD(, rte_bus) buses = TAILQ_HEAD_INITIALIZER(buses);

void
rte_bus_register(struct rte_bus *bus)
{
	RTE_VERIFY(bus != NULL && bus->name != NULL && bus->name[0] != '\0');
	RTE_VERIFY(bus->scan != NULL && bus->probe != NULL && bus->find_device != NULL);
	RTE_VERIFY(bus->plug == NULL || bus->unplug != NULL);
	TAILQ_INSERT_TAIL(&buses, bus, next);
}

void
rte_bus_unregister(struct rte_bus *bus)
{
	TAILQ_REMOVE(&buses, bus, next);
}

struct rte_bus *
bus_next(const struct rte_bus *bus)
{
	return bus == NULL ? TAILQ_FIRST(&buses) : TAILQ_NEXT(bus, next);
}

bool
bus_can_plug(const struct rte_bus *bus)
{
	return bus->one != NULL || bus->plug != NULL;
}

bool
bus_can_unplug(const struct rte_bus *bus)
{
	return bus->one != NULL || bus->unplug != NULL;
}

int
rte_bus_scan(void)
{
	struct rte_bus *bus;
	int ret;

	TAILQ_FOREACH(bus, &buses, next) {
		ret = bus->scan();
		if (ret != 0)
			DEV_LOG(ERR, "scan of bus %s failed: %s", bus->name, strerror(ret < 0 ? -ret : ret));
	}
	return 0;
}

int
rte_bus_probe(void)
{
	struct rte_bus *bus, *last = NULL;

	/* virtual devices may stand on real ones, so they come last */
	TAILQ_FOREACH(bus, &buses, next) {
		if (strcmp(bus->name, "vdev") == 0) {
			last = bus;
			continue;
		}
		if (bus->probe() != 0)
			DEV_LOG(ERR, "probe of bus %s failed", bus->name);
	}
	if (last != NULL && last->probe() != 0)
		DEV_LOG(ERR, "probe of bus %s failed", last->name);
	return 0;
}

void
rte_bus_dump(FILE *f)
{
	struct rte_bus *bus;

	TAILQ_FOREACH(bus, &buses, next)
		fprintf(f, " %s\n", bus->name);
}

struct rte_bus *
rte_bus_find(const struct rte_bus *start, rte_bus_cmp_t cmp, const void *data)
{
	struct rte_bus *bus;

	if (cmp == NULL)
		return NULL;
	for (bus = bus_next(start); bus != NULL; bus = bus_next(bus))
		if (cmp(bus, data) == 0)
			return bus;
	return NULL;
}

struct rte_bus *
rte_bus_find_by_name(const char *busname)
{
	struct rte_bus *bus;

	if (busname == NULL)
		return NULL;
	TAILQ_FOREACH(bus, &buses, next)
		if (strcmp(bus->name, busname) == 0)
			return bus;
	return NULL;
}

static int
device_is(const struct rte_device *dev, const void *wanted)
{
	return dev != wanted;
}

bool
bus_has(const struct rte_bus *bus, const struct rte_device *dev)
{
	return bus->find_device(NULL, device_is, dev) != NULL;
}

struct rte_bus *
rte_bus_find_by_device(const struct rte_device *dev)
{
	struct rte_bus *bus;

	if (dev == NULL)
		return NULL;
	TAILQ_FOREACH(bus, &buses, next)
		if (bus_has(bus, dev))
			return bus;
	return NULL;
}

const char *
rte_bus_name(const struct rte_bus *bus)
{
	return bus != NULL ? bus->name : NULL;
}

enum rte_iova_mode
rte_bus_get_iommu_class(void)
{
	enum rte_iova_mode mode = RTE_IOVA_DC, one;
	struct rte_bus *bus;
	bool want_va = false;

	TAILQ_FOREACH(bus, &buses, next) {
		one = bus->get_iommu_class != NULL ? bus->get_iommu_class() : RTE_IOVA_DC;
		if (one == RTE_IOVA_PA)
			mode = RTE_IOVA_PA;
		else if (one == RTE_IOVA_VA)
			want_va = true;
	}
	return mode == RTE_IOVA_DC && want_va ? RTE_IOVA_VA : mode;
}
