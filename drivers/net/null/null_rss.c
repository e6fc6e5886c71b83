/* SPDX-License-Identifier: BSD-3-Clause */
/* The null driver's redirection table and hash key: kept for whoever asks, without effect on traffic. */
#include <errno.h>
#include <string.h>

#include "null.h"

void
null_rss_init(struct null_rss *rss)
{
	static const uint8_t key[NULL_RSS_KEY_LEN] = {
		0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67,
		0x25, 0x3d, 0x43, 0xa3, 0x8f, 0xb0, 0xd0, 0xca, 0x2b, 0xcb,
		0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3, 0x80, 0x30,
		0xf2, 0x0c, 0x6a, 0x42, 0xb7, 0x3b, 0xbe, 0xac, 0x01, 0xfa};

	rte_spinlock_init(&rss->lock);
	rss->hf = NULL_RSS_TYPES;
	memcpy(rss->key, key, sizeof(rss->key));
}

int
null_reta_update(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *conf, uint16_t size)
{
	struct null_rss *rss = &((struct null_port *)dev->data->dev_private)->rss;
	unsigned int i;

	if (size != NULL_RETA_SIZE)
		return -EINVAL;
	rte_spinlock_lock(&rss->lock);
	for (i = 0; i < size; i++) {
		if ((conf[i / RTE_ETH_RETA_GROUP_SIZE].mask >> (i % RTE_ETH_RETA_GROUP_SIZE)) & 1)
			rss->reta[i] = conf[i / RTE_ETH_RETA_GROUP_SIZE].reta[i % RTE_ETH_RETA_GROUP_SIZE];
	}
	rte_spinlock_unlock(&rss->lock);
	return 0;
}

int
null_reta_query(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *conf, uint16_t size)
{
	struct null_rss *rss = &((struct null_port *)dev->data->dev_private)->rss;
	unsigned int i;

	if (size != NULL_RETA_SIZE)
		return -EINVAL;
	rte_spinlock_lock(&rss->lock);
	for (i = 0; i < size; i++) {
		if ((conf[i / RTE_ETH_RETA_GROUP_SIZE].mask >> (i % RTE_ETH_RETA_GROUP_SIZE)) & 1)
			conf[i / RTE_ETH_RETA_GROUP_SIZE].reta[i % RTE_ETH_RETA_GROUP_SIZE] = rss->reta[i];
	}
	rte_spinlock_unlock(&rss->lock);
	return 0;
}

int
null_rss_update(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf)
{
	struct null_rss *rss = &((struct null_port *)dev->data->dev_private)->rss;

	if (conf->rss_key != NULL && conf->rss_key_len != 0 && conf->rss_key_len < NULL_RSS_KEY_LEN)
		return -EINVAL;
	rte_spinlock_lock(&rss->lock);
	if ((conf->rss_hf & NULL_RSS_TYPES) != 0)
		rss->hf = conf->rss_hf & NULL_RSS_TYPES;
	if (conf->rss_key != NULL)
		memcpy(rss->key, conf->rss_key, NULL_RSS_KEY_LEN);
	rte_spinlock_unlock(&rss->lock);
	return 0;
}

int
null_rss_query(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf)
{
	struct null_rss *rss = &((struct null_port *)dev->data->dev_private)->rss;

	rte_spinlock_lock(&rss->lock);
	conf->rss_hf = rss->hf;
	if (conf->rss_key != NULL) {
		if (conf->rss_key_len == 0 || conf->rss_key_len >= NULL_RSS_KEY_LEN)
			memcpy(conf->rss_key, rss->key, NULL_RSS_KEY_LEN);
		conf->rss_key_len = NULL_RSS_KEY_LEN;
	}
	rte_spinlock_unlock(&rss->lock);
	return 0;
}
