/* SPDX-License-Identifier: BSD-3-Clause */
/* Name of ethdev_driver.h in the releases 18.02 to 20.11. */
#ifndef RTE_ETHDEV_DRIVER_H
#define RTE_ETHDEV_DRIVER_H

#include <ethdev_driver.h>

#endif
