/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of rings. */
#include "fake_port.h"

static void
reserve_find_free(void)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocate("z");
	const struct rte_memzone *a, *b;

	a = rte_eth_dma_zone_reserve(dev, "rx_ring", 1, 4096, 128, SOCKET_ID_ANY);
	UT_NOT_NULL_FATAL(a);
	UT_EQ((uintptr_t)a->addr % 128, 0);
	UT_TRUE(a->len >= 4096);
	b = rte_eth_dma_zone_reserve(dev, "rx_ring", 1, 2048, 64, SOCKET_ID_ANY);
	UT_PTR_EQ(b, a); /* found again */
	UT_TRUE(rte_eth_dma_zone_reserve(dev, "rx_ring", 1, 1 << 20, 64, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, EINVAL);
	b = rte_eth_dma_zone_reserve(dev, "rx_ring", 2, 4096, 0, SOCKET_ID_ANY);
	UT_TRUE(b != NULL && b != a);
	UT_TRUE(rte_eth_dma_zone_reserve(dev, "a name of a ring that is too long", 1, 64, 0, SOCKET_ID_ANY) == NULL);
	UT_EQ(rte_errno, ENAMETOOLONG);
	UT_EQ(rte_eth_dma_zone_free(dev, "a name of a ring that is too long", 1), -ENAMETOOLONG);
	UT_EQ(rte_eth_dma_zone_free(dev, "rx_ring", 1), 0);
	UT_EQ(rte_eth_dma_zone_free(dev, "rx_ring", 1), -ENOENT);
	UT_EQ(rte_eth_dma_zone_free(dev, "rx_ring", 2), 0);
	rte_eth_dev_release_port(dev);
}

FAKE_MAIN("dma_zone", { "reserved, found again, freed", reserve_find_free })
