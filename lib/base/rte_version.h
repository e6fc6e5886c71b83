/* SPDX-License-Identifier: BSD-3-Clause */
/* The release of the interface that a program sees, and the release of this project. */
#ifndef _RTE_VERSION_H_
#define _RTE_VERSION_H_

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Text before the numbers; programs look for it. */
#define RTE_VER_PREFIX "DPDK"
#define RTE_VER_YEAR 22
#define RTE_VER_MONTH 11
#define RTE_VER_MINOR 0
#define RTE_VER_SUFFIX ""
/** 99 stands for a final release. */
#define RTE_VER_RELEASE 99

/** Releases as one number that grows: year, month, minor, release candidate. Since 2.0. */
#define RTE_VERSION_NUM(a, b, c, d) ((a) << 24 | (b) << 16 | (c) << 8 | (d))
#define RTE_VERSION RTE_VERSION_NUM(RTE_VER_YEAR, RTE_VER_MONTH, RTE_VER_MINOR, RTE_VER_RELEASE)

/** The release of this project. */
#define REPLUG_VERSION "0.1.0"

/* The same as functions, so that a program can see what it was linked with. Since 22.11 (rte_version(): 2.0). */
const char *rte_version_prefix(void);
unsigned int rte_version_year(void);
unsigned int rte_version_month(void);
unsigned int rte_version_minor(void);
const char *rte_version_suffix(void);
unsigned int rte_version_release(void);

/** "DPDK 22.11.0 (Replug x.y.z)"; constant text. Context: any thread. */
const char *rte_version(void);

#ifdef __cplusplus
}
#endif

#endif
