/* SPDX-License-Identifier: BSD-3-Clause */
/* The bus of virtual devices: drivers, and the operations that the transaction engine and the start-up call. */
#include <errno.h>
#include <string.h>

#include <bus_driver.h>
#include <dev/txn.h>
#include <rte_errno.h>
#include <rte_kvargs.h>
#include <rte_memory.h>

#include "vdev.h"

RTE_LOG_REGISTER(vdev_logtype, bus.vdev, NOTICE);

static TAILQ_HEAD(, rte_vdev_driver) drivers = TAILQ_HEAD_INITIALIZER(drivers);

void
rte_vdev_register(struct rte_vdev_driver *driver)
{
	TAILQ_INSERT_TAIL(&drivers, driver, next);
}

void
rte_vdev_unregister(struct rte_vdev_driver *driver)
{
	TAILQ_REMOVE(&drivers, driver, next);
}

static bool
name_begins(const char *name, const char *prefix)
{
	return prefix != NULL && strncmp(name, prefix, strlen(prefix)) == 0;
}

struct rte_vdev_driver *
vdev_driver_for(const char *name)
{
	struct rte_vdev_driver *drv, *best = NULL;
	size_t len, longest = 0;

	/* net_ring and net_ring_x may both exist: the longest prefix serves */
	TAILQ_FOREACH(drv, &drivers, next) {
		len = name_begins(name, drv->driver.name) ? strlen(drv->driver.name) : 0;
		if (name_begins(name, drv->driver.alias))
			len = RTE_MAX(len, strlen(drv->driver.alias));
		if (len > longest) {
			longest = len;
			best = drv;
		}
	}
	return best;
}

/* 0 when a driver takes @p name; its pointer goes to *addr. */
static int
vdev_parse(const char *name, void *addr)
{
	struct rte_vdev_driver *drv = vdev_driver_for(name);

	if (drv != NULL && addr != NULL)
		*(struct rte_vdev_driver **)addr = drv;
	return drv == NULL;
}

static int
vdev_scan_one(const struct rte_devargs *da, struct rte_device **dev, bool *created)
{
	struct rte_vdev_device *vdev = vdev_find(da->name);
	int ret;

	*created = vdev == NULL;
	if (vdev == NULL) {
		ret = vdev_create(da->name, NULL, &vdev);
		if (ret != 0)
			return ret;
	}
	*dev = &vdev->device;
	return 0;
}

static const struct rte_driver *
vdev_match(const struct rte_device *dev)
{
	struct rte_vdev_driver *drv = vdev_driver_for(dev->name);

	return drv != NULL ? &drv->driver : NULL;
}

static const struct rte_vdev_driver *
driver_of(const struct rte_driver *drv)
{
	return container_of(drv, const struct rte_vdev_driver, driver);
}

static uint32_t
vdev_driver_caps(const struct rte_driver *drv)
{
	const struct rte_vdev_driver *vdrv = driver_of(drv);
	uint32_t caps = 0;

	if (vdrv->remove != NULL)
		caps |= RTE_DEV_CAP_REMOVE;
	if (vdrv->remove != NULL && (vdrv->drv_flags & RTE_VDEV_DRV_NOT_DETACHABLE) == 0)
		caps |= RTE_DEV_CAP_DETACHABLE;
	return caps;
}

static int
vdev_probe_one(struct rte_device *dev)
{
	const struct rte_vdev_driver *drv = driver_of(dev->driver);

	if ((drv->drv_flags & RTE_VDEV_DRV_NEED_IOVA_AS_VA) != 0 && rte_eal_iova_mode() != RTE_IOVA_VA) {
		VDEV_LOG(ERR, "%s: driver %s needs IOVA addresses that are virtual ones (--iova-mode=va)", dev->name,
			drv->driver.name);
		return -EINVAL;
	}
	return drv->probe != NULL ? drv->probe(RTE_DEV_TO_VDEV(dev)) : -ENOTSUP;
}

static void
vdev_remove_one(struct rte_device *dev)
{
	const struct rte_vdev_driver *drv = driver_of(dev->driver);
	int ret = drv->remove != NULL ? drv->remove(RTE_DEV_TO_VDEV(dev)) : 0;

	if (ret != 0)
		VDEV_LOG(WARNING, "%s: driver %s returned %d from its remove, the device goes all the same", dev->name,
			drv->driver.name,
			 ret);
}

static void
vdev_drop(struct rte_device *dev)
{
	vdev_destroy(RTE_DEV_TO_VDEV(dev));
}

static const struct rte_bus_one_ops vdev_one_ops = {
	.scan_one = vdev_scan_one,
	.match = vdev_match,
	.driver_caps = vdev_driver_caps,
	.probe = vdev_probe_one,
	.remove = vdev_remove_one,
	.drop = vdev_drop,
};

/* Make a device for every entry of the devargs list that has none yet. */
static int
vdev_scan(void)
{
	struct rte_vdev_device *vdev;
	struct rte_devargs *da;
	int ret;

	vdev_custom_scan();
	RTE_EAL_DEVARGS_FOREACH("vdev", da) {
		ret = vdev_create(da->name, da, &vdev);
		if (ret != 0 && ret != -EEXIST)
			return ret;
	}
	return 0;
}

static int
device_any(const struct rte_device *dev, const void *data)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(data);
	return 0;
}

/* A device that cannot be attached is reported by the engine and left alone: the others come up. */
static int
vdev_probe(void)
{
	struct rte_device *dev, *next;

	for (dev = vdev_walk(NULL, device_any, NULL); dev != NULL; dev = next) {
		struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_STARTUP, .dev = dev };

		next = vdev_walk(dev, device_any, NULL);
		if (!rte_dev_is_probed(dev))
			(void)txn_run(&req);
	}
	return 0;
}

static int
vdev_plug(struct rte_device *dev)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_MODERN, .dev = dev };

	return txn_run(&req);
}

static int
vdev_unplug(struct rte_device *dev)
{
	return rte_dev_remove(dev);
}

struct walk {
	const struct rte_kvargs *kv;
};

static int
device_fits(const struct rte_device *dev, const void *data)
{
	const struct walk *w = data;
	const char *name = rte_kvargs_get(w->kv, "name");

	return name == NULL ? 0 : strcmp(dev->name, name);
}

static void *
vdev_dev_iterate(const void *start, const char *str, const struct rte_dev_iterator *it)
{
	static const char *const keys[] = { "bus", "name", NULL };
	struct walk w = { 0 };
	struct rte_device *dev;

	RTE_SET_USED(it);
	if (str != NULL) {
		w.kv = rte_kvargs_parse_delim(str, keys, "/");
		if (w.kv == NULL) {
			rte_errno = EINVAL;
			return NULL;
		}
	}
	dev = vdev_walk(start, w.kv != NULL ? device_fits : device_any, &w);
	rte_kvargs_free((struct rte_kvargs *)(uintptr_t)w.kv);
	return dev;
}

static int
vdev_dma_map(struct rte_device *dev, void *addr, uint64_t iova, size_t len)
{
	const struct rte_vdev_driver *drv = dev->driver != NULL ? driver_of(dev->driver) : NULL;

	if (drv == NULL || drv->dma_map == NULL) {
		rte_errno = ENOTSUP;
		return -1;
	}
	return drv->dma_map(RTE_DEV_TO_VDEV(dev), addr, iova, len);
}

static int
vdev_dma_unmap(struct rte_device *dev, void *addr, uint64_t iova, size_t len)
{
	const struct rte_vdev_driver *drv = dev->driver != NULL ? driver_of(dev->driver) : NULL;

	if (drv == NULL || drv->dma_unmap == NULL) {
		rte_errno = ENOTSUP;
		return -1;
	}
	return drv->dma_unmap(RTE_DEV_TO_VDEV(dev), addr, iova, len);
}

static enum rte_iova_mode
vdev_iommu_class(void)
{
	struct rte_device *dev;
	struct rte_vdev_driver *drv;

	for (dev = vdev_walk(NULL, device_any, NULL); dev != NULL; dev = vdev_walk(dev, device_any, NULL)) {
		drv = vdev_driver_for(dev->name);
		if (drv != NULL && (drv->drv_flags & RTE_VDEV_DRV_NEED_IOVA_AS_VA) != 0)
			return RTE_IOVA_VA;
	}
	return RTE_IOVA_DC;
}

/* All devices go, the last one first, since it may stand on earlier ones. */
static int
vdev_cleanup(void)
{
	struct rte_device *dev;

	while ((dev = vdev_last()) != NULL) {
		struct txn_request req = { .op = TXN_DETACH, .entry = TXN_CLEANUP, .dev = dev };

		if (!rte_dev_is_probed(dev) || txn_run(&req) != 0)
			vdev_destroy(RTE_DEV_TO_VDEV(dev));
	}
	return 0;
}

struct rte_bus rte_vdev_bus = {
	.scan = vdev_scan,
	.probe = vdev_probe,
	.find_device = vdev_walk,
	.plug = vdev_plug,
	.unplug = vdev_unplug,
	.parse = vdev_parse,
	.dma_map = vdev_dma_map,
	.dma_unmap = vdev_dma_unmap,
	.get_iommu_class = vdev_iommu_class,
	.dev_iterate = vdev_dev_iterate,
	.cleanup = vdev_cleanup,
	.one = &vdev_one_ops,
};

RTE_REGISTER_BUS(vdev, rte_vdev_bus);
