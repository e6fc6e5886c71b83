/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables of which each thread has its own copy. */
#ifndef _RTE_PER_LCORE_H_
#define _RTE_PER_LCORE_H_

#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Define the per-thread variable @p name (at file scope, once). */
#define RTE_DEFINE_PER_LCORE(type, name) __thread __typeof__(type) per_lcore_##name
/** Declare a per-thread variable that is defined elsewhere. */
#define RTE_DECLARE_PER_LCORE(type, name) extern __thread __typeof__(type) per_lcore_##name
/** The caller's copy; an lvalue. */
#define RTE_PER_LCORE(name) (per_lcore_##name)

#ifdef __cplusplus
}
#endif

#endif
