/* SPDX-License-Identifier: BSD-3-Clause */
/* The common counters. */
#include <errno.h>
#include <string.h>

#include "private.h"

int
eth_stats(struct rte_eth_dev *dev, struct rte_eth_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->rx_nombuf = dev->data->rx_mbuf_alloc_failed;
	return ETH_OP(dev, stats_get, stats);
}

int
eth_stats_clear(struct rte_eth_dev *dev)
{
	int ret = ETH_OP(dev, stats_reset);

	if (ret == 0)
		dev->data->rx_mbuf_alloc_failed = 0;
	return ret;
}

int
rte_eth_stats_get(uint16_t port_id, struct rte_eth_stats *stats)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = stats != NULL ? eth_stats(dev, stats) : eth_bad(__func__, port_id, "no room for the answer");
	return eth_leave(port_id, ret);
}

int
rte_eth_stats_reset(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, eth_stats_clear(dev));
}

static int
mapping_set(uint16_t port_id, uint16_t queue_id, uint8_t stat_idx, bool rx, const char *who)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, who);

	if (ret != 0)
		return ret;
	if (queue_id >= (rx ? dev->data->nb_rx_queues : dev->data->nb_tx_queues) || stat_idx >= RTE_ETHDEV_QUEUE_STAT_CNTRS)
		ret = eth_bad(who, port_id, "there is no such queue or no such counter");
	else
		ret = ETH_OP(dev, queue_stats_mapping_set, queue_id, stat_idx, rx);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_rx_queue_stats_mapping(uint16_t port_id, uint16_t rx_queue_id, uint8_t stat_idx)
{
	return mapping_set(port_id, rx_queue_id, stat_idx, true, __func__);
}

int
rte_eth_dev_set_tx_queue_stats_mapping(uint16_t port_id, uint16_t tx_queue_id, uint8_t stat_idx)
{
	return mapping_set(port_id, tx_queue_id, stat_idx, false, __func__);
}
