/* SPDX-License-Identifier: BSD-3-Clause */
/* Log lines of the device room. */
#ifndef DEV_LOG_H
#define DEV_LOG_H

#include <rte_log.h>

extern int dev_logtype;

#define DEV_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, dev_logtype, "EAL: " fmt "\n", ##__VA_ARGS__)

#endif
