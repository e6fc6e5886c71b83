/* SPDX-License-Identifier: BSD-3-Clause */
/* Log lines of the composition root. */
#ifndef EAL_LOG_H
#define EAL_LOG_H

#include <rte_log.h>

#define EAL_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, RTE_LOGTYPE_EAL, "EAL: " fmt "\n", ##__VA_ARGS__)

#endif
