/* SPDX-License-Identifier: BSD-3-Clause */
/* The mempool handlers that user and platform want for packets; kept in memory zones, so that all processes agree. */
#include <errno.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_memzone.h>
#include <rte_mempool.h>

#include "rte_mbuf_pool_ops.h"

#define PLATFORM_ZONE "mbuf_platform_pool_ops"
#define USER_ZONE "mbuf_user_pool_ops"

static int
name_check(const char *ops_name)
{
	if (ops_name == NULL || ops_name[0] == '\0') {
		RTE_LOG(ERR, MBUF, "a mempool handler for packets needs a name\n");
		return -EINVAL;
	}
	if (strnlen(ops_name, RTE_MEMPOOL_OPS_NAMESIZE) == RTE_MEMPOOL_OPS_NAMESIZE) {
		RTE_LOG(ERR, MBUF, "name of mempool handler %s is too long\n", ops_name);
		return -ENAMETOOLONG;
	}
	return 0;
}

static const char *
zone_name(const char *zone)
{
	const struct rte_memzone *mz = rte_memzone_lookup(zone);

	return mz == NULL ? NULL : mz->addr;
}

/* Write ops_name into a zone, a new one if there is none. */
static int
zone_set(const char *zone, const char *ops_name)
{
	const struct rte_memzone *mz = rte_memzone_lookup(zone);

	if (mz == NULL)
		mz = rte_memzone_reserve_aligned(zone, RTE_MEMPOOL_OPS_NAMESIZE, SOCKET_ID_ANY, 0, RTE_CACHE_LINE_SIZE);
	if (mz == NULL) {
		RTE_LOG(ERR, MBUF, "cannot keep the name of mempool handler %s: %s\n", ops_name, rte_strerror(rte_errno));
		return -rte_errno;
	}
	memcpy(mz->addr, ops_name, strlen(ops_name) + 1);
	return 0;
}

int
rte_mbuf_set_platform_mempool_ops(const char *ops_name)
{
	const char *present;
	int ret = name_check(ops_name);

	if (ret < 0)
		return ret;
	present = rte_mbuf_platform_mempool_ops();
	if (present == NULL)
		return zone_set(PLATFORM_ZONE, ops_name);
	if (strcmp(present, ops_name) == 0)
		return 0;
	RTE_LOG(ERR, MBUF, "platform wants mempool handler %s, but it said %s before\n", ops_name, present);
	return -EEXIST;
}

const char *
rte_mbuf_platform_mempool_ops(void)
{
	return zone_name(PLATFORM_ZONE);
}

int
rte_mbuf_set_user_mempool_ops(const char *ops_name)
{
	int ret = name_check(ops_name);

	return ret < 0 ? ret : zone_set(USER_ZONE, ops_name);
}

const char *
rte_mbuf_user_mempool_ops(void)
{
	const char *name = zone_name(USER_ZONE);

	return name != NULL ? name : rte_eal_mbuf_user_pool_ops();
}

const char *
rte_mbuf_best_mempool_ops(void)
{
	const char *name = rte_mbuf_user_mempool_ops();

	if (name == NULL)
		name = rte_mbuf_platform_mempool_ops();
	return name != NULL ? name : RTE_MBUF_DEFAULT_MEMPOOL_OPS;
}
