/* SPDX-License-Identifier: BSD-3-Clause */
/* What the files of this library ask of each other. */
#ifndef MEMPOOL_PRIVATE_H
#define MEMPOOL_PRIVATE_H

#include "rte_mempool.h"

/** Give all memory of @p mp back and forget its objects; what its handler keeps is void then. */
void mempool_chunks_free(struct rte_mempool *mp);

/** Prepare a cache that keeps @p size objects. */
void mempool_cache_init(struct rte_mempool_cache *cache, uint32_t size);

/** Index of the handler called @p name, -1 if there is none. */
int mempool_ops_find(const char *name);

/** Tell all event callbacks; no lock may be held. */
void mempool_event_send(enum rte_mempool_event event, struct rte_mempool *mp);

#endif
