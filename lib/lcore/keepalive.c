/* SPDX-License-Identifier: BSD-3-Clause */
/* The monitor of cores: what they report, and what follows from it at each look. */
#include <errno.h>
#include <stdlib.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_per_lcore.h>

#include "rte_keepalive.h"
#include "rte_lcore.h"

struct keepalive_core {
	uint32_t state;     /* enum rte_keepalive_state; atomic, written by the core and the monitor */
	uint32_t watched;   /* atomic */
	uint64_t last_seen; /* TSC of the last look that had heard from it; by the monitor */
} __rte_cache_aligned;

struct rte_keepalive {
	struct keepalive_core cores[RTE_KEEPALIVE_MAXCORES];
	rte_keepalive_failure_callback_t failure;
	void *failure_data;
	rte_keepalive_relay_callback_t relay;
	void *relay_data;
};

/* What a core that does not report goes to at the next look. */
static const enum rte_keepalive_state silent_next[] = {
	[RTE_KA_STATE_UNUSED] = RTE_KA_STATE_UNUSED,
	[RTE_KA_STATE_ALIVE] = RTE_KA_STATE_MISSING,
	[RTE_KA_STATE_MISSING] = RTE_KA_STATE_DEAD,
	[RTE_KA_STATE_DEAD] = RTE_KA_STATE_GONE,
	[RTE_KA_STATE_GONE] = RTE_KA_STATE_GONE,
	[RTE_KA_STATE_DOZING] = RTE_KA_STATE_SLEEP,
	[RTE_KA_STATE_SLEEP] = RTE_KA_STATE_SLEEP,
};

struct rte_keepalive *
rte_keepalive_create(rte_keepalive_failure_callback_t callback, void *data)
{
	struct rte_keepalive *keepcfg = aligned_alloc(__alignof__(struct rte_keepalive), sizeof(*keepcfg));

	if (keepcfg == NULL) {
		RTE_LOG(ERR, EAL, "Cannot create a keepalive monitor: no memory\n");
		rte_errno = ENOMEM;
		return NULL;
	}
	*keepcfg = (struct rte_keepalive){ .failure = callback, .failure_data = data };
	return keepcfg;
}

void
rte_keepalive_register_relay_callback(struct rte_keepalive *keepcfg, rte_keepalive_relay_callback_t callback, void *data)
{
	keepcfg->relay = callback;
	keepcfg->relay_data = data;
}

void
rte_keepalive_register_core(struct rte_keepalive *keepcfg, const int id_core)
{
	struct keepalive_core *core;

	if (id_core < 0 || id_core >= RTE_KEEPALIVE_MAXCORES) {
		RTE_LOG(ERR, EAL, "Cannot watch core %d: not between 0 and %d\n", id_core, RTE_KEEPALIVE_MAXCORES - 1);
		return;
	}
	core = &keepcfg->cores[id_core];
	__atomic_store_n(&core->state, RTE_KA_STATE_ALIVE, __ATOMIC_RELAXED);
	__atomic_store_n(&core->watched, 1, __ATOMIC_RELEASE);
}

static void
self_mark(struct rte_keepalive *keepcfg, enum rte_keepalive_state state)
{
	unsigned int id = rte_lcore_id();

	if (id < RTE_KEEPALIVE_MAXCORES)
		__atomic_store_n(&keepcfg->cores[id].state, (uint32_t)state, __ATOMIC_RELAXED);
}

void
rte_keepalive_mark_alive(struct rte_keepalive *keepcfg)
{
	self_mark(keepcfg, RTE_KA_STATE_ALIVE);
}

void
rte_keepalive_mark_sleep(struct rte_keepalive *keepcfg)
{
	self_mark(keepcfg, RTE_KA_STATE_DOZING);
}

static void
core_look(struct rte_keepalive *keepcfg, int id)
{
	struct keepalive_core *core = &keepcfg->cores[id];
	uint32_t state = __atomic_load_n(&core->state, __ATOMIC_RELAXED);
	uint32_t seen;

	/* a report that comes in between wins, and is what counts */
	do {
		seen = state;
	} while (!__atomic_compare_exchange_n(&core->state, &state, (uint32_t)silent_next[seen], 0, __ATOMIC_RELAXED,
					      __ATOMIC_RELAXED));
	if (seen == RTE_KA_STATE_ALIVE || seen == RTE_KA_STATE_DOZING)
		core->last_seen = rte_rdtsc();
	else if (seen == RTE_KA_STATE_DEAD && keepcfg->failure != NULL)
		keepcfg->failure(keepcfg->failure_data, id);
	if (keepcfg->relay != NULL)
		keepcfg->relay(keepcfg->relay_data, id, (enum rte_keepalive_state)silent_next[seen], core->last_seen);
}

void
rte_keepalive_dispatch_pings(void *ptr_timer, void *ptr_data)
{
	struct rte_keepalive *keepcfg = ptr_data;
	int id;

	RTE_SET_USED(ptr_timer);
	for (id = 0; id < RTE_KEEPALIVE_MAXCORES; id++)
		if (__atomic_load_n(&keepcfg->cores[id].watched, __ATOMIC_ACQUIRE))
			core_look(keepcfg, id);
}
