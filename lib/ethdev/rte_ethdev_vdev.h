/* SPDX-License-Identifier: BSD-3-Clause */
/* Name of ethdev_vdev.h in the releases 17.05 to 20.11. */
#ifndef RTE_ETHDEV_VDEV_H
#define RTE_ETHDEV_VDEV_H

#include <ethdev_vdev.h>

#endif
