/* SPDX-License-Identifier: BSD-3-Clause */
/* A fast pseudo-random generator with its own state per thread. Not for secrets. */
#ifndef _RTE_RANDOM_H_
#define _RTE_RANDOM_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Seed the generator of every lcore; equal seeds give each lcore equal sequences, different from its neighbours'.
 * It is seeded from the kernel at start. Threads that are no lcores share one sequence.
 * Context: any thread. Since 2.0.
 */
void rte_srand(uint64_t seedval);

/** A number from the whole range of 64 bits. Context: any thread. Since 2.0. */
uint64_t rte_rand(void);

/** A number from 0 to @p upper_bound - 1, each equally likely; 0 for a bound below 2. Context: any thread. Since 20.02. */
uint64_t rte_rand_max(uint64_t upper_bound);

/** A number from 0.0 up to, but not including, 1.0. Context: any thread. Since 22.11. */
double rte_drand(void);

#ifdef __cplusplus
}
#endif

#endif
