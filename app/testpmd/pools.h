/* SPDX-License-Identifier: BSD-3-Clause */
/* The mbuf pools: one to begin with, more when ports join that need more. */
#ifndef POOLS_H
#define POOLS_H

#include <stdint.h>

struct rte_mempool;

/** Make the first pool (primary), or find the primary's. 0, -errno (said). */
int pools_start(void);
/** Give port @p port a pool that has room for @p need mbufs more. 0, -errno (said). */
int pool_reserve(uint16_t port, uint32_t need);
/** Take back the share of @p port. */
void pool_release(uint16_t port);
/** Some pool; NULL: there is none. */
struct rte_mempool *pool_any(void);
/** Say which pools miss mbufs, and free the pools. */
void pools_stop(void);

#endif
