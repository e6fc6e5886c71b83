/* SPDX-License-Identifier: BSD-3-Clause */
/* Virtual devices as applications see them. */
#ifndef RTE_BUS_VDEV_H
#define RTE_BUS_VDEV_H

#include <rte_compat.h>
#include <rte_dev.h>
#include <rte_devargs.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create and attach a virtual device.
 *
 * @param name name; a driver's name or alias must be a prefix of it
 * @param args arguments of the driver, "" or NULL when none
 * @return 0; -EINVAL NULL or too long; -EEXIST there is one already; -EFAULT no driver takes the name; -ENOMEM; else the
 *   driver's code
 * Context: as rte_dev_probe(). Since 17.05.
 */
int rte_vdev_init(const char *name, const char *args);
/** Detach and drop a virtual device. 0; -EINVAL NULL; -ENOENT unknown; else as rte_dev_remove(). Since 17.05. */
int rte_vdev_uninit(const char *name);

/** Called while the bus is scanned; may insert devargs. Since 17.11. */
typedef void (*rte_vdev_scan_callback)(void *user_arg);
/** Have @p callback called at every scan; the same pair twice counts once. 0, -EINVAL no function, -ENOMEM. Since 17.11. */
int rte_vdev_add_custom_scan(rte_vdev_scan_callback callback, void *user_arg);
/** Undo; a registration with argument (void *)-1 matches any. 0. Since 17.11. */
int rte_vdev_remove_custom_scan(rte_vdev_scan_callback callback, void *user_arg);

#ifdef __cplusplus
}
#endif

#endif
