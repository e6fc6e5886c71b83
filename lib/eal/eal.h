/* SPDX-License-Identifier: BSD-3-Clause */
/* Faults on request in the start-up, for tests. */
#ifndef EAL_H
#define EAL_H

/** Name of start-up step @p k, NULL behind the last. */
const char *eal_step_name(unsigned int k);
/** Let step @p k fail with @p err (positive errno) before it does anything; k < 0: off. */
void eal_inject(int k, int err);

#endif
