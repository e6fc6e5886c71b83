/* SPDX-License-Identifier: BSD-3-Clause */
/* What the tests of rings, pools and packet buffers share: a small runtime, counting what is left behind, failing allocations. */
#ifndef PACKET_UT_H
#define PACKET_UT_H

#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_malloc.h>
#include <rte_memzone.h>

#include "test/unit/ut.h"

static inline int
runtime_start(void)
{
	static char *argv[] = {"ut", "--no-huge", "--no-shconf", "-m", "64", "--no-pci", "-l", "0",
			       "--log-level", "*:critical", NULL};

	return rte_eal_init(RTE_DIM(argv) - 1, argv) < 0 ? -1 : 0;
}

static inline void
runtime_stop(void)
{
	rte_eal_cleanup();
}

/* Memory zones and heap blocks in use: equal before and after means that nothing was left behind. */
struct footprint {
	unsigned int zones;
	unsigned int blocks;
};

static inline void
footprint_zone(const struct rte_memzone *mz, void *arg)
{
	(void)mz;
	++*(unsigned int *)arg;
}

static inline struct footprint
footprint_now(void)
{
	struct footprint now = {0, 0};

	rte_memzone_walk(footprint_zone, &now.zones);
	for (int socket = 0; socket < RTE_MAX_NUMA_NODES; socket++) {
		struct rte_malloc_socket_stats stats;

		if (rte_malloc_get_socket_stats(socket, &stats) == 0)
			now.blocks += stats.alloc_count;
	}
	return now;
}

#define UT_SAME_FOOTPRINT(before)                                                                                    \
	do {                                                                                                         \
		struct footprint ut_now = footprint_now();                                                           \
		UT_EQ(ut_now.zones, (before).zones);                                                                 \
		UT_EQ(ut_now.blocks, (before).blocks);                                                               \
	} while (0)

/*
 * The Makefile beside the test wraps both calls. The allocation number alloc_fail_at from now on fails, counted from 1; 0: none.
 * alloc_failed says that it came.
 */
static unsigned int alloc_fail_at;
static bool alloc_failed;

static inline bool
alloc_fails(void)
{
	if (alloc_fail_at == 0 || --alloc_fail_at != 0)
		return false;
	alloc_failed = true;
	return true;
}

const struct rte_memzone *__real_rte_memzone_reserve_aligned(const char *name, size_t len, int socket_id, unsigned int flags,
							     unsigned int align);
const struct rte_memzone *__wrap_rte_memzone_reserve_aligned(const char *name, size_t len, int socket_id, unsigned int flags,
							     unsigned int align);
void *__real_rte_zmalloc(const char *type, size_t size, unsigned int align);
void *__wrap_rte_zmalloc(const char *type, size_t size, unsigned int align);

const struct rte_memzone *
__wrap_rte_memzone_reserve_aligned(const char *name, size_t len, int socket_id, unsigned int flags, unsigned int align)
{
	if (alloc_fails()) {
		rte_errno = ENOMEM;
		return NULL;
	}
	return __real_rte_memzone_reserve_aligned(name, len, socket_id, flags, align);
}

void *
__wrap_rte_zmalloc(const char *type, size_t size, unsigned int align)
{
	return alloc_fails() ? NULL : __real_rte_zmalloc(type, size, align);
}

#endif
