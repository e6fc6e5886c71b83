/* SPDX-License-Identifier: BSD-3-Clause */
/* Hints for the compiler about which way a branch usually goes. */
#ifndef _RTE_BRANCH_PREDICTION_H_
#define _RTE_BRANCH_PREDICTION_H_

#ifdef __cplusplus
extern "C" {
#endif

/** Value of @p x as 0 or 1, expected to be 1. */
#ifndef likely
#define likely(x) __builtin_expect(!!(x), 1)
#endif

/** Value of @p x as 0 or 1, expected to be 0. */
#ifndef unlikely
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

#ifdef __cplusplus
}
#endif

#endif
