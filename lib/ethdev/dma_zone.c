/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of rings, named by port and queue so that it is found again. */
#include <errno.h>
#include <stdio.h>

#include <rte_memzone.h>

#include "private.h"

/* Name of the zone. 0 or -ENAMETOOLONG. */
static int
zone_name(char *name, size_t size, const struct rte_eth_dev *dev, const char *ring, uint16_t queue_id)
{
	int n = snprintf(name, size, "eth_p%u_q%u_%s", dev->data->port_id, queue_id, ring);

	if (n >= 0 && (size_t)n < size)
		return 0;
	ETH_LOG(ERR, "port %u: ring name %s is too long", dev->data->port_id, ring);
	rte_errno = ENAMETOOLONG;
	return -ENAMETOOLONG;
}

const struct rte_memzone *
rte_eth_dma_zone_reserve(const struct rte_eth_dev *eth_dev, const char *name, uint16_t queue_id, size_t size, unsigned int align,
			 int socket_id)
{
	char zone[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	if (zone_name(zone, sizeof(zone), eth_dev, name, queue_id) != 0)
		return NULL;
	mz = rte_memzone_lookup(zone);
	if (mz == NULL)
		return rte_memzone_reserve_aligned(zone, size, socket_id, RTE_MEMZONE_IOVA_CONTIG,
						   align != 0 ? align : RTE_CACHE_LINE_SIZE);
	if ((socket_id == SOCKET_ID_ANY || socket_id == mz->socket_id) && size <= mz->len &&
	    (align == 0 || ((uintptr_t)mz->addr & (align - 1)) == 0))
		return mz;
	ETH_LOG(ERR, "port %u: memory %s exists already, with other size, alignment or node", eth_dev->data->port_id, zone);
	rte_errno = EINVAL;
	return NULL;
}

int
rte_eth_dma_zone_free(const struct rte_eth_dev *eth_dev, const char *name, uint16_t queue_id)
{
	char zone[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	if (zone_name(zone, sizeof(zone), eth_dev, name, queue_id) != 0)
		return -ENAMETOOLONG;
	mz = rte_memzone_lookup(zone);
	return mz != NULL ? rte_memzone_free(mz) : -ENOENT;
}
