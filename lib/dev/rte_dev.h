/* SPDX-License-Identifier: BSD-3-Clause */
/* Devices at run time: attach, detach, look at, iterate, be told of kernel events. */
#ifndef RTE_DEV_H
#define RTE_DEV_H

#include <stddef.h>
#include <stdint.h>

#include <rte_common.h>
#include <rte_compat.h>
#include <rte_config.h>
#include <rte_log.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_bus;
struct rte_class;
struct rte_device;
struct rte_devargs;
struct rte_driver;

/** Bytes of a device name, its terminator included. */
#define RTE_DEV_NAME_MAX_LEN 64

/** What happened to a device. Since 18.05. */
enum rte_dev_event_type {
	RTE_DEV_EVENT_ADD,    /**< it became available for probing; nothing is probed by itself */
	RTE_DEV_EVENT_REMOVE, /**< it is gone */
	RTE_DEV_EVENT_MAX
};

/** Whether a device may be probed at start-up. Since 18.11. */
enum rte_dev_policy {
	RTE_DEV_ALLOWED,
	RTE_DEV_BLOCKED,
};

/**
 * Attach a device, in every process.
 *
 * @param devargs "name[,key=value...]", "bus:name[,...]", or "bus=...,name=.../class=.../driver=...,..."
 * @return 0, also when it is attached already; -EINVAL NULL, empty or unparsable; -E2BIG longer than 4095 bytes; -EFAULT no
 *   bus, class or driver takes the name; -ENODEV no such device; -ENOTSUP no driver wants it or its bus cannot plug; -ENOMEM;
 *   -EDEADLK called from an interrupt handler; else the driver's code. rte_hotplug_last_error() tells step and reason.
 * Context: any thread and any callback but a driver's interrupt handler; blocks; NEW is delivered before it returns. Since 18.11.
 */
int rte_dev_probe(const char *devargs);

/**
 * Detach a device, whatever state its ports are in (a running port is stopped and closed first, with a warning).
 *
 * @param dev device, from a look-up or an info call; dead afterwards
 * @return 0; -EINVAL NULL or not a known device; -ENOENT not probed; -ENOTSUP its bus cannot unplug; -EBUSY somebody stands in
 *   the way;
 *   -EDEADLK called from an interrupt handler
 * Context: as rte_dev_probe(); DESTROY is delivered before it returns. Since 18.11.
 */
int rte_dev_remove(struct rte_device *dev);

/** 1 when a driver holds @p dev, else 0 (also for NULL). Since 18.11. */
int rte_dev_is_probed(const struct rte_device *dev);

/**
 * rte_dev_probe() with the parts of the string given one by one.
 *
 * @param busname name of the bus, e.g. "vdev"
 * @param devname name of the device on it
 * @param drvargs arguments for the driver; NULL is the same as ""
 * @return as rte_dev_probe(). Since 17.08.
 */
int rte_eal_hotplug_add(const char *busname, const char *devname, const char *drvargs);

/**
 * rte_dev_remove() by names.
 *
 * @return as rte_dev_remove(); -ENOENT no such bus; -EINVAL NULL, or no such device. Since 17.08.
 */
int rte_eal_hotplug_remove(const char *busname, const char *devname);

/* What a device is. The pointers live as long as the device; NULL in, NULL (or -1) out. Since 22.11. */
const char *rte_dev_name(const struct rte_device *dev);
const struct rte_driver *rte_dev_driver(const struct rte_device *dev);
const struct rte_bus *rte_dev_bus(const struct rte_device *dev);
const char *rte_dev_bus_info(const struct rte_device *dev);
const struct rte_devargs *rte_dev_devargs(const struct rte_device *dev);
int rte_dev_numa_node(const struct rte_device *dev);
const char *rte_driver_name(const struct rte_driver *driver);

/** Order of devices against search data: 0 is a match. */
typedef int (*rte_dev_cmp_t)(const struct rte_device *dev, const void *data);

/** State of an iteration; owned by the caller, may be abandoned at any point. Since 18.08. */
struct rte_dev_iterator {
	const char *dev_str;
	const char *bus_str;
	const char *cls_str;
	struct rte_bus *bus;
	struct rte_class *cls;
	struct rte_device *device;
	void *class_device;
};

/** Next object after @p start that fits @p devstr, NULL at the end (rte_errno set only on error). */
typedef void *(*rte_dev_iterate_t)(const void *start, const char *devstr, const struct rte_dev_iterator *it);

/**
 * Begin to walk the devices that fit @p str ("bus=...", "class=..." or both layers).
 *
 * @return 0; -EINVAL NULL or unparsable; -EFAULT no such bus or class; -ENOTSUP it cannot be walked; -ENOMEM
 * Context: any thread. @p str must outlive the walk. Since 18.08.
 */
int rte_dev_iterator_init(struct rte_dev_iterator *it, const char *str);
/** Next device, probed or not; NULL at the end. Since 18.08. */
struct rte_device *rte_dev_iterator_next(struct rte_dev_iterator *it);

/** Walk @p dev over all devices that fit @p devstr. */
#define RTE_DEV_FOREACH(dev, devstr, it)                                                                      \
	for (rte_dev_iterator_init(it, devstr), dev = rte_dev_iterator_next(it); dev != NULL;                   \
	     dev = rte_dev_iterator_next(it))

/** Told of device events. Runs on rte-work; may call the whole API. Since 18.05. */
typedef void (*rte_dev_event_cb_fn)(const char *device_name, enum rte_dev_event_type event, void *cb_arg);

/**
 * Be told of the events of one device or of all (@p device_name NULL).
 *
 * @return 0; -EINVAL no function; -EEXIST registered already; -ENOMEM. Since 18.05.
 */
int rte_dev_event_callback_register(const char *device_name, rte_dev_event_cb_fn cb_fn, void *cb_arg);
/**
 * Undo registrations: same function and, unless @p cb_arg is (void *)-1, same argument; @p device_name NULL: of every name.
 * Waits for a running callback, except when called from inside it (then it takes effect when that returns).
 *
 * @return number of registrations removed; -EINVAL no function; -ENOENT none. Since 18.05.
 */
int rte_dev_event_callback_unregister(const char *device_name, rte_dev_event_cb_fn cb_fn, void *cb_arg);
/** Deliver @p event for @p device_name to the registered functions, in the calling thread. Since 18.11. */
void rte_dev_event_callback_process(const char *device_name, enum rte_dev_event_type event);

/**
 * Begin to watch the kernel's device events (uevents of PCI functions). Counted: as many stops end it as there were starts.
 *
 * @return 0; -EDEADLK called from an interrupt handler; -errno of the netlink socket
 * Context: any thread. The callbacks run on rte-work. Nothing is probed or removed by itself. Since 18.05.
 */
int rte_dev_event_monitor_start(void);
/** Undo one start; after the last no callback runs any more. 0, also when it is not running; -EDEADLK. Since 18.05. */
int rte_dev_event_monitor_stop(void);

/**
 * Survive accesses to device memory whose device is gone: SIGBUS there gives all-ones, and the device is lost. Any other
 * SIGBUS acts as before.
 *
 * @return 0, also when enabled already; -errno of sigaction
 * Context: any thread. Since 18.11.
 */
int rte_dev_hotplug_handle_enable(void);
/** Give SIGBUS its previous disposition back. 0, also when not enabled; -errno. Since 18.11. */
int rte_dev_hotplug_handle_disable(void);

#define RTE_PMD_EXPORT_NAME_ARRAY(n, idx) n##idx[]

/** Put the driver's name where tools find it in the binary. */
#define RTE_PMD_EXPORT_NAME(name, idx)                                                                        \
	static const char RTE_PMD_EXPORT_NAME_ARRAY(this_pmd_name, idx) __attribute__((used)) = RTE_STR(name)

#define RTE_DRV_EXP_TAG(name, tag) __##name##_##tag

/** Export the table of PCI ids that a driver serves. */
#define RTE_PMD_REGISTER_PCI_TABLE(name, table)                                                               \
	static const char RTE_DRV_EXP_TAG(name, pci_tbl_export)[] __attribute__((used)) = RTE_STR(table)

/** Export the arguments that a driver takes. */
#define RTE_PMD_REGISTER_PARAM_STRING(name, str)                                                              \
	static const char RTE_DRV_EXP_TAG(name, param_string_export)[] __attribute__((used)) = str

/** Export the kernel modules that a driver can stand on. */
#define RTE_PMD_REGISTER_KMOD_DEP(name, str)                                                                  \
	static const char RTE_DRV_EXP_TAG(name, kmod_dep_export)[] __attribute__((used)) = str

#ifdef __cplusplus
}
#endif

#endif
