/* SPDX-License-Identifier: BSD-3-Clause */
/* Services and service lcores: what their files share. */
#ifndef SERVICE_PRIV_H
#define SERVICE_PRIV_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>

#include "lcore_priv.h"
#include "rte_service_component.h"

/** One bit each in a service lcore's maps. */
#define SERVICES_MAX 64

enum service_state {
	SERVICE_REGISTERED = 0x1,
	SERVICE_COMPONENT_ON = 0x2,
	SERVICE_APP_ON = 0x4,
	SERVICE_STATS = 0x8,
	SERVICE_MAPPED_CHECK = 0x10,
	SERVICE_RUNS = SERVICE_REGISTERED | SERVICE_COMPONENT_ON | SERVICE_APP_ON,
};

/** Grow only; a reset moves the base that is subtracted. */
struct service_counts {
	uint64_t calls;
	uint64_t cycles;
};

struct service {
	struct rte_service_spec spec;    /**< written while the slot is free and idle */
	uint32_t state;                  /**< enum service_state; atomic, written under service_lock */
	uint32_t token;                  /**< 1 while a thread is in a function that is not MT_SAFE; only ever tried; atomic */
	uint32_t guests;                 /**< threads in rte_service_run_iter_on_app_lcore(); atomic */
	uint32_t nb_mapped;              /**< service lcores mapped; atomic, written under service_lock */
	struct service_counts base;      /**< under service_lock */
} __rte_cache_aligned;

/** What an lcore does for services. */
struct service_core {
	uint32_t run;    /**< its loop is to go on; atomic, written under service_lock */
	uint32_t busy;   /**< it is in its loop, or on the way there; atomic */
	uint64_t mapped; /**< services to call; atomic, written under service_lock */
	uint64_t active; /**< services it may be inside of; atomic, written by its loop */
	uint64_t loops;  /**< atomic, written by its loop */
	uint64_t cycles; /**< atomic, written by the lcore */
	uint64_t base_loops, base_cycles;           /**< under service_lock */
	struct service_counts counts[SERVICES_MAX]; /**< atomic, written by the lcore */
} __rte_cache_aligned;

extern struct service services[SERVICES_MAX];
/** One per lcore, and a last one that all threads without lcore id share. */
extern struct service_core service_cores[RTE_MAX_LCORE + 1];
/** Guards changes of services, mappings and service lcores. Never held while a service function runs or something is awaited. */
extern pthread_mutex_t service_lock;

/** The registered service @p id, or NULL. */
struct service *service_get(uint32_t id);
/** The lcore if it is a service lcore, or NULL. */
struct service_core *service_core_get(uint32_t lcore);
/** False inside a service function, whose caller could be what is awaited, and in a forked child, where nothing else runs. */
bool service_may_wait(void);
/** Add to a counter that only the calling thread writes, or (@p shared) that several do. */
void service_count(uint64_t *counter, uint64_t n, bool shared);
/** One call from the loop of @p c, if the service runs, is mapped and, unless MT_SAFE, free. True if it was called. */
bool service_visit(struct service_core *c, unsigned int id);
/** Drop all mappings of @p c. Under service_lock. */
void service_core_unmap(struct service_core *c);
/** What @p s counts from now on starts at zero. Under service_lock. */
void service_counts_reset(struct service *s);

#endif
