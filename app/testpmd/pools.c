/* SPDX-License-Identifier: BSD-3-Clause */
/* The mbuf pools. */
#include <errno.h>
#include <stdio.h>

#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>

#include "pools.h"
#include "ports.h"
#include "settings.h"

#define POOLS_MAX 64
#define POOL_SIZE_DEFAULT 16384

static struct {
	struct rte_mempool *pool;
	int socket;
	uint32_t size;     /* mbufs */
	uint32_t reserved; /* of them promised to ports and caches */
} pools[POOLS_MAX];
static unsigned int nb_pools;

/* What lies in the caches of lcores and in bursts on their way. */
static uint32_t
overhead(void)
{
	return (rte_lcore_count() + 1) * (uint32_t)(settings.mbuf_cache * 3 / 2 + 2 * BURST_MAX);
}

static void
name_write(char *name, size_t size, int socket)
{
	unsigned int i, same = 0;

	for (i = 0; i < nb_pools; i++)
		same += pools[i].socket == socket;
	if (same == 0)
		snprintf(name, size, "mb_pool_%d", socket);
	else
		snprintf(name, size, "mb_pool_%d_%u", socket, same);
}

static int
pool_new(int socket, uint32_t n)
{
	char name[RTE_MEMPOOL_NAMESIZE];
	struct rte_mempool *pool;
	unsigned int cache = settings.mbuf_cache;

	if (nb_pools == POOLS_MAX) {
		printf("testpmd: cannot create more than %d mbuf pools\n", POOLS_MAX);
		return -ENOSPC;
	}
	if (cache * 3 / 2 > n)
		cache = 0;
	name_write(name, sizeof(name), socket);
	printf("testpmd: create a new mbuf pool <%s>: n=%u, size=%u, socket=%d\n", name, n, settings.mbuf_size, socket);
	pool = rte_pktmbuf_pool_create(name, n, cache, 0, settings.mbuf_size, socket);
	if (pool == NULL) {
		int err = rte_errno;

		printf("testpmd: Creation of mbuf pool for socket %d failed: %s. Give the EAL more memory (-m), or ask for fewer "
		       "mbufs (--total-num-mbufs).\n", socket, rte_strerror(err));
		return -err;
	}
	pools[nb_pools].pool = pool;
	pools[nb_pools].socket = socket;
	pools[nb_pools].size = n;
	pools[nb_pools].reserved = overhead();
	nb_pools++;
	return 0;
}

static int
pools_find(void)
{
	char name[RTE_MEMPOOL_NAMESIZE];
	int socket;

	for (socket = 0; socket < RTE_MAX_NUMA_NODES; socket++) {
		name_write(name, sizeof(name), socket);
		pools[nb_pools].pool = rte_mempool_lookup(name);
		pools[nb_pools].socket = socket;
		if (pools[nb_pools].pool != NULL)
			nb_pools++;
	}
	if (nb_pools > 0)
		return 0;
	printf("testpmd: Get mbuf pool for socket 0 failed: the primary process has no pool mb_pool_0\n");
	return -ENOENT;
}

int
pools_start(void)
{
	uint32_t n = settings.total_mbufs;

	if (!process_is_primary())
		return pools_find();
	if (n == 0) {
		/* Room for a few ports of ordinary size, and never less than what the lcores keep. */
		n = POOL_SIZE_DEFAULT;
		if (n < 4 * overhead())
			n = 4 * overhead();
	}
	return pool_new(0, n);
}

struct rte_mempool *
pool_any(void)
{
	return nb_pools > 0 ? pools[0].pool : NULL;
}

int
pool_reserve(uint16_t port, uint32_t need)
{
	struct port *p = &ports[port];
	unsigned int i;
	int ret;

	pool_release(port);
	for (i = 0; i < nb_pools; i++) {
		if (pools[i].socket != p->socket)
			continue;
		if (pools[i].reserved + need <= pools[i].size || settings.total_mbufs != 0)
			break;
	}
	if (i == nb_pools) {
		ret = pool_new(p->socket, need + overhead() > POOL_SIZE_DEFAULT / 2 ? need + 2 * overhead() : POOL_SIZE_DEFAULT);
		if (ret != 0 && nb_pools == 0)
			return ret;
		if (ret != 0) { /* not every port keeps as many mbufs as it has descriptors */
			i = 0;
			printf("Port %u shares pool <%s>, which may run short\n", port, pools[i].pool->name);
		}
	}
	pools[i].reserved += need;
	p->pool = pools[i].pool;
	p->pool_share = need;
	return 0;
}

void
pool_release(uint16_t port)
{
	unsigned int i;

	for (i = 0; i < nb_pools; i++)
		if (pools[i].pool == ports[port].pool)
			pools[i].reserved -= ports[port].pool_share;
	ports[port].pool = NULL;
	ports[port].pool_share = 0;
}

void
pools_stop(void)
{
	while (nb_pools > 0) {
		struct rte_mempool *pool = pools[--nb_pools].pool;
		unsigned int used = rte_mempool_in_use_count(pool);

		if (!process_is_primary())
			continue;
		if (used != 0)
			printf("testpmd: %u mbufs of pool <%s> were not returned\n", used, pool->name);
		rte_mempool_free(pool);
	}
}
