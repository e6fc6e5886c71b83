/* SPDX-License-Identifier: BSD-3-Clause */
/* The operations of a bus, for those who write one. */
#ifndef BUS_DRIVER_H
#define BUS_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <dev_driver.h>
#include <rte_bus.h>
#include <rte_dev.h>
#include <rte_devargs.h>
#include <rte_eal.h>
#include <rte_tailq.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which devices are probed at start-up. */
enum rte_bus_scan_mode {
	RTE_BUS_SCAN_UNDEFINED, /**< as BLOCKLIST */
	RTE_BUS_SCAN_ALLOWLIST,
	RTE_BUS_SCAN_BLOCKLIST,
};

struct rte_bus_conf {
	enum rte_bus_scan_mode scan_mode;
};

typedef int (*rte_bus_scan_t)(void);
typedef int (*rte_bus_probe_t)(void);
typedef struct rte_device *(*rte_bus_find_device_t)(const struct rte_device *start, rte_dev_cmp_t cmp, const void *data);
typedef int (*rte_bus_plug_t)(struct rte_device *dev);
typedef int (*rte_bus_unplug_t)(struct rte_device *dev);
typedef int (*rte_bus_parse_t)(const char *name, void *addr);
typedef int (*rte_bus_devargs_parse_t)(struct rte_devargs *da);
typedef int (*rte_dev_dma_map_t)(struct rte_device *dev, void *addr, uint64_t iova, size_t len);
typedef int (*rte_dev_dma_unmap_t)(struct rte_device *dev, void *addr, uint64_t iova, size_t len);
typedef int (*rte_bus_hot_unplug_handler_t)(struct rte_device *dev);
typedef int (*rte_bus_sigbus_handler_t)(const void *failure_addr);
typedef enum rte_iova_mode (*rte_bus_get_iommu_class_t)(void);
typedef int (*rte_bus_cleanup_t)(void);

/**
 * Operations that let the transaction engine attach and detach one device without a scan of the whole bus and without
 * plug/unplug. All run under the transaction lock. A bus that gives them needs neither plug nor unplug.
 */
struct rte_bus_one_ops {
	/** Find or create the device that @p da names and put it on the bus's list in state SCANNED. *created tells whether it
	 *  was not on the list before. 0, -ENODEV, -ENOMEM, ... */
	int (*scan_one)(const struct rte_devargs *da, struct rte_device **dev, bool *created);
	/** Driver for @p dev, NULL when none wants it. */
	const struct rte_driver *(*match)(const struct rte_device *dev);
	/** Whether @p drv can give @p dev back through the legacy calls (its DETACHABLE flag), and at all (a remove
	 * operation). */
	uint32_t (*driver_caps)(const struct rte_driver *drv);
	/** Map what the driver needs; NULL when there is nothing. */
	int (*map)(struct rte_device *dev);
	void (*unmap)(struct rte_device *dev);
	/** Call the driver's probe: dev->driver is set. 0, -errno; positive: not for this driver. */
	int (*probe)(struct rte_device *dev);
	/** Call the driver's remove; its result is only logged. */
	void (*remove)(struct rte_device *dev);
	/** Whether the device stays known after a detach (real hardware that is still there). */
	bool (*keeps)(const struct rte_device *dev);
	/** Take the device off the list and free it. */
	void (*drop)(struct rte_device *dev);
};

/** The device can be detached at all. */
#define RTE_DEV_CAP_REMOVE (1u << 0)
/** The driver carries the DETACHABLE flag of the legacy calls. */
#define RTE_DEV_CAP_DETACHABLE (1u << 1)

struct rte_bus {
	RTE_TAILQ_ENTRY(rte_bus) next;
	const char *name;
	rte_bus_scan_t scan;
	rte_bus_probe_t probe;
	rte_bus_find_device_t find_device;
	rte_bus_plug_t plug;
	rte_bus_unplug_t unplug;
	rte_bus_parse_t parse;
	rte_bus_devargs_parse_t devargs_parse;
	rte_dev_dma_map_t dma_map;
	rte_dev_dma_unmap_t dma_unmap;
	struct rte_bus_conf conf;
	rte_bus_get_iommu_class_t get_iommu_class;
	rte_dev_iterate_t dev_iterate;
	rte_bus_hot_unplug_handler_t hot_unplug_handler;
	rte_bus_sigbus_handler_t sigbus_handler;
	rte_bus_cleanup_t cleanup;
	const struct rte_bus_one_ops *one; /**< NULL: the engine uses scan, find_device, plug and unplug */
};

/** Add a bus; name, scan, probe and find_device must be given, and plug only together with unplug. From a constructor. Since
 * 17.02. */
void rte_bus_register(struct rte_bus *bus);
/** Take a bus away. Since 17.02. */
void rte_bus_unregister(struct rte_bus *bus);

#define RTE_REGISTER_BUS(nm, bus)                                                                             \
	RTE_INIT_PRIO(businitfn_##nm, BUS)                                                                      \
	{                                                                                                       \
		(bus).name = RTE_STR(nm);                                                                       \
		rte_bus_register(&bus);                                                                         \
	}

#ifdef __cplusplus
}
#endif

#endif
