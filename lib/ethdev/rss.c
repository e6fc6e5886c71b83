/* SPDX-License-Identifier: BSD-3-Clause */
/* Hash settings and the redirection table of a port. */
#include <errno.h>
#include <inttypes.h>

#include "private.h"

/* The group of entry @p i, if that entry counts. */
static const struct rte_eth_rss_reta_entry64 *
reta_group(const struct rte_eth_rss_reta_entry64 *conf, uint16_t i)
{
	const struct rte_eth_rss_reta_entry64 *group = &conf[i / RTE_ETH_RETA_GROUP_SIZE];

	return group->mask & (UINT64_C(1) << (i % RTE_ETH_RETA_GROUP_SIZE)) ? group : NULL;
}

static int
reta_check(uint16_t port_id, const struct rte_eth_rss_reta_entry64 *conf, uint16_t size, const char *who)
{
	uint16_t i;

	if (conf == NULL || size == 0)
		return eth_bad(who, port_id, "no table");
	for (i = 0; i < size; i++)
		if (reta_group(conf, i) != NULL)
			return 0;
	return eth_bad(who, port_id, "no entry is chosen");
}

static int
reta_queues_check(const struct rte_eth_dev *dev, const struct rte_eth_rss_reta_entry64 *conf, uint16_t size)
{
	const struct rte_eth_rss_reta_entry64 *group;
	uint16_t i, queue;

	for (i = 0; i < size; i++) {
		group = reta_group(conf, i);
		queue = group != NULL ? group->reta[i % RTE_ETH_RETA_GROUP_SIZE] : 0;
		if (queue < dev->data->nb_rx_queues)
			continue;
		ETH_LOG(ERR, "port %u: entry %u names queue %u, but there are %u", dev->data->port_id, i, queue,
			dev->data->nb_rx_queues);
		return -EINVAL;
	}
	return 0;
}

static int
rss_mode_check(const struct rte_eth_dev *dev)
{
	if (dev->data->dev_conf.rxmode.mq_mode & RTE_ETH_MQ_RX_RSS_FLAG)
		return 0;
	ETH_LOG(ERR, "port %u is configured without RSS", dev->data->port_id);
	return -ENOTSUP;
}

int
rte_eth_dev_rss_reta_update(uint16_t port_id, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = reta_check(port_id, reta_conf, reta_size, __func__);
	if (ret == 0)
		ret = reta_queues_check(dev, reta_conf, reta_size);
	if (ret == 0)
		ret = rss_mode_check(dev);
	if (ret == 0)
		ret = ETH_OP(dev, reta_update, reta_conf, reta_size);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_rss_reta_query(uint16_t port_id, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = reta_check(port_id, reta_conf, reta_size, __func__);
	if (ret == 0)
		ret = ETH_OP(dev, reta_query, reta_conf, reta_size);
	return eth_leave(port_id, ret);
}

static int
hash_update(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf)
{
	struct rte_eth_dev_info info;
	int ret = eth_info(dev, &info);

	if (ret != 0)
		return ret;
	conf->rss_hf = rte_eth_rss_hf_refine(conf->rss_hf);
	if ((conf->rss_hf & ~info.flow_type_rss_offloads) != 0) {
		ETH_LOG(ERR, "port %u: cannot hash 0x%" PRIx64 ", only 0x%" PRIx64, dev->data->port_id, conf->rss_hf,
			info.flow_type_rss_offloads);
		return -EINVAL;
	}
	ret = rss_mode_check(dev);
	if (ret != 0)
		return ret;
	return ETH_OP(dev, rss_hash_update, conf);
}

int
rte_eth_dev_rss_hash_update(uint16_t port_id, struct rte_eth_rss_conf *rss_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = rss_conf != NULL ? hash_update(dev, rss_conf) : eth_bad(__func__, port_id, "no settings");
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_rss_hash_conf_get(uint16_t port_id, struct rte_eth_rss_conf *rss_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (rss_conf == NULL)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else
		ret = ETH_OP(dev, rss_hash_conf_get, rss_conf);
	return eth_leave(port_id, ret);
}
