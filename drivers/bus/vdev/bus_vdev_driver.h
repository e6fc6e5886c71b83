/* SPDX-License-Identifier: BSD-3-Clause */
/* The virtual device bus, for those who write drivers on it. */
#ifndef BUS_VDEV_DRIVER_H
#define BUS_VDEV_DRIVER_H

#include <dev_driver.h>
#include <rte_bus_vdev.h>
#include <rte_devargs.h>
#include <rte_tailq.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_vdev_device {
	RTE_TAILQ_ENTRY(rte_vdev_device) next;
	struct rte_device device;
};

#define RTE_DEV_TO_VDEV(ptr) container_of(ptr, struct rte_vdev_device, device)
#define RTE_DEV_TO_VDEV_CONST(ptr) container_of(ptr, const struct rte_vdev_device, device)
#define RTE_ETH_DEV_TO_VDEV(eth_dev) RTE_DEV_TO_VDEV((eth_dev)->device)

static inline const char *
rte_vdev_device_name(const struct rte_vdev_device *dev)
{
	return dev != NULL ? dev->device.name : NULL;
}

/** Arguments of the user, "" when none. */
static inline const char *
rte_vdev_device_args(const struct rte_vdev_device *dev)
{
	if (dev != NULL && dev->device.devargs != NULL && dev->device.devargs->args != NULL)
		return dev->device.devargs->args;
	return "";
}

/**
 * Reserve and fill ports for @p dev. On failure undo what was acquired and return -errno; ports that are still reserved are
 * released by the engine. Runs under the transaction lock; may attach sub-devices, must not wait for other threads that use
 * the hotplug API.
 */
typedef int(rte_vdev_probe_t)(struct rte_vdev_device *dev);
/** Free what belongs to the device; its ports have been stopped and closed before. Cannot fail: the result is only logged. */
typedef int(rte_vdev_remove_t)(struct rte_vdev_device *dev);
typedef int(rte_vdev_dma_map_t)(struct rte_vdev_device *dev, void *addr, uint64_t iova, size_t len);
typedef int(rte_vdev_dma_unmap_t)(struct rte_vdev_device *dev, void *addr, uint64_t iova, size_t len);

struct rte_vdev_driver {
	RTE_TAILQ_ENTRY(rte_vdev_driver) next;
	struct rte_driver driver;
	rte_vdev_probe_t *probe;
	rte_vdev_remove_t *remove; /**< NULL: devices of this driver cannot be detached */
	rte_vdev_dma_map_t *dma_map;
	rte_vdev_dma_unmap_t *dma_unmap;
	uint32_t drv_flags;        /**< RTE_VDEV_DRV_* */
};

/** The driver needs IOVA addresses that equal virtual ones. */
#define RTE_VDEV_DRV_NEED_IOVA_AS_VA 0x0001
/** The legacy calls must not detach devices of this driver: it lacks their DETACHABLE flag. */
#define RTE_VDEV_DRV_NOT_DETACHABLE 0x80000000u

/** Add or take away a driver; from constructors. */
void rte_vdev_register(struct rte_vdev_driver *driver);
void rte_vdev_unregister(struct rte_vdev_driver *driver);

#define RTE_PMD_REGISTER_VDEV(nm, vdrv)                                                                       \
	static const char *vdrvinit_##nm##_alias;                                                               \
	RTE_INIT(vdrvinitfn_##vdrv)                                                                             \
	{                                                                                                       \
		(vdrv).driver.name = RTE_STR(nm);                                                               \
		(vdrv).driver.alias = vdrvinit_##nm##_alias;                                                    \
		rte_vdev_register(&vdrv);                                                                       \
	}                                                                                                       \
	RTE_FINI(vdrvfinifn_##vdrv)                                                                             \
	{                                                                                                       \
		rte_vdev_unregister(&vdrv);                                                                     \
	}                                                                                                       \
	RTE_PMD_EXPORT_NAME(nm, __COUNTER__)

#define RTE_PMD_REGISTER_ALIAS(nm, alias) static const char *vdrvinit_##nm##_alias = RTE_STR(alias)

#ifdef __cplusplus
}
#endif

#endif
