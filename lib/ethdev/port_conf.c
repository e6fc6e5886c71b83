/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration of a port: everything is checked first, then the driver is asked; a failure brings the old configuration back.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "private.h"

int
eth_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	static const struct rte_eth_desc_lim lim = { .nb_max = UINT16_MAX, .nb_min = 0, .nb_align = 1,
						     .nb_seg_max = UINT16_MAX, .nb_mtu_seg_max = UINT16_MAX };
	int ret;

	memset(info, 0, sizeof(*info));
	info->switch_info.domain_id = RTE_ETH_DEV_SWITCH_DOMAIN_ID_INVALID;
	info->rx_desc_lim = lim;
	info->tx_desc_lim = lim;
	info->device = dev->device;
	info->dev_flags = &dev->data->dev_flags;
	info->min_mtu = RTE_ETHER_MIN_LEN - RTE_ETHER_HDR_LEN - RTE_ETHER_CRC_LEN;
	info->max_mtu = UINT16_MAX;
	if (dev->dev_ops->dev_infos_get == NULL) {
		ETH_LOG(ERR, "port %u: its driver tells no limits", dev->data->port_id);
		ret = -ENOTSUP;
	} else {
		ret = eth_result(dev, dev->dev_ops->dev_infos_get(dev, info));
	}
	if (ret != 0) {
		memset(info, 0, sizeof(*info));
		return ret;
	}
	info->max_rx_queues = RTE_MIN(info->max_rx_queues, RTE_MAX_QUEUES_PER_PORT);
	info->max_tx_queues = RTE_MIN(info->max_tx_queues, RTE_MAX_QUEUES_PER_PORT);
	info->driver_name = dev->device != NULL && dev->device->driver != NULL ? dev->device->driver->name : NULL;
	info->nb_rx_queues = dev->data->nb_rx_queues;
	info->nb_tx_queues = dev->data->nb_tx_queues;
	info->dev_flags = &dev->data->dev_flags;
	return 0;
}

uint32_t
eth_frame_overhead(const struct rte_eth_dev_info *info)
{
	if (info->max_mtu != UINT16_MAX && info->max_rx_pktlen > info->max_mtu)
		return info->max_rx_pktlen - info->max_mtu;
	return RTE_ETHER_HDR_LEN + RTE_ETHER_CRC_LEN;
}

int
eth_mtu_check(uint16_t port_id, const struct rte_eth_dev_info *info, uint32_t mtu)
{
	uint32_t frame = mtu + eth_frame_overhead(info);

	if (mtu < info->min_mtu)
		ETH_LOG(ERR, "port %u: MTU %u is below its minimum %u", port_id, mtu, info->min_mtu);
	else if (mtu > info->max_mtu)
		ETH_LOG(ERR, "port %u: MTU %u is above its maximum %u", port_id, mtu, info->max_mtu);
	else if (frame < RTE_ETHER_MIN_LEN)
		ETH_LOG(ERR, "port %u: MTU %u gives frames of %u bytes, less than %u", port_id, mtu, frame, RTE_ETHER_MIN_LEN);
	else if (info->max_rx_pktlen != 0 && frame > info->max_rx_pktlen)
		ETH_LOG(ERR, "port %u: MTU %u gives frames of %u bytes, more than its %u", port_id, mtu, frame,
			info->max_rx_pktlen);
	else
		return 0;
	return -EINVAL;
}

/* ---- checks, in the order of the arguments; each logs one line and returns 0 or -EINVAL ---- */

static int
counts_check(uint16_t port_id, const struct rte_eth_dev_info *info, uint16_t nb_rx, uint16_t nb_tx)
{
	if (nb_rx > RTE_MAX_QUEUES_PER_PORT || nb_rx > info->max_rx_queues) {
		ETH_LOG(ERR, "port %u: %u receive queues are more than its %u", port_id, nb_rx, info->max_rx_queues);
		return -EINVAL;
	}
	if (nb_tx > RTE_MAX_QUEUES_PER_PORT || nb_tx > info->max_tx_queues) {
		ETH_LOG(ERR, "port %u: %u transmit queues are more than its %u", port_id, nb_tx, info->max_tx_queues);
		return -EINVAL;
	}
	return 0;
}

static int
intr_check(uint16_t port_id, const struct rte_eth_dev_info *info, const struct rte_eth_conf *conf)
{
	if (conf->intr_conf.lsc && !(*info->dev_flags & RTE_ETH_DEV_INTR_LSC))
		return eth_bad("configure", port_id, "its driver does not tell link changes");
	if (conf->intr_conf.rmv && !(*info->dev_flags & RTE_ETH_DEV_INTR_RMV))
		return eth_bad("configure", port_id, "its driver does not tell removal");
	return 0;
}

static int
lro_check(uint16_t port_id, const struct rte_eth_dev_info *info, struct rte_eth_conf *conf)
{
	uint32_t frame = conf->rxmode.mtu + eth_frame_overhead(info);
	uint32_t most = info->max_lro_pkt_size != 0 ? info->max_lro_pkt_size : frame;
	uint32_t *size = &conf->rxmode.max_lro_pkt_size;

	if (!(conf->rxmode.offloads & RTE_ETH_RX_OFFLOAD_TCP_LRO))
		return 0;
	if (*size == 0)
		*size = RTE_MIN(frame, most);
	if (*size <= most && *size >= RTE_ETHER_MIN_LEN)
		return 0;
	ETH_LOG(ERR, "port %u: max_lro_pkt_size %u is outside of %u to %u", port_id, *size, RTE_ETHER_MIN_LEN, most);
	return -EINVAL;
}

static int
offloads_check(uint16_t port_id, uint64_t asked, uint64_t able, const char *side, const char *(*name)(uint64_t))
{
	uint64_t missing = asked & ~able;

	if (missing == 0)
		return 0;
	ETH_LOG(ERR, "port %u: %s offload %s (asked for 0x%" PRIx64 ", it can 0x%" PRIx64 ") is not supported", port_id, side,
		name(UINT64_C(1) << __builtin_ctzll(missing)), asked, able);
	return -EINVAL;
}

static int
rss_check(uint16_t port_id, const struct rte_eth_dev_info *info, struct rte_eth_conf *conf)
{
	uint64_t *hf = &conf->rx_adv_conf.rss_conf.rss_hf;

	*hf = rte_eth_rss_hf_refine(*hf);
	if ((*hf & ~info->flow_type_rss_offloads) != 0) {
		ETH_LOG(ERR, "port %u: cannot hash 0x%" PRIx64 ", only 0x%" PRIx64, port_id, *hf, info->flow_type_rss_offloads);
		return -EINVAL;
	}
	if (!(conf->rxmode.mq_mode & RTE_ETH_MQ_RX_RSS_FLAG) && (conf->rxmode.offloads & RTE_ETH_RX_OFFLOAD_RSS_HASH))
		return eth_bad("configure", port_id, "offload RSS_HASH needs a queue mode with RSS");
	return 0;
}

/* Check @p conf and fill in what was left to the library. */
static int
conf_check(struct rte_eth_dev *dev, const struct rte_eth_dev_info *info, uint16_t nb_rx, uint16_t nb_tx,
	   struct rte_eth_conf *conf)
{
	uint16_t id = dev->data->port_id;
	int ret;

	if (conf->rxmode.mtu == 0)
		conf->rxmode.mtu = RTE_MIN(info->max_mtu, RTE_ETHER_MTU);
	ret = counts_check(id, info, nb_rx, nb_tx);
	if (ret == 0)
		ret = intr_check(id, info, conf);
	if (ret == 0)
		ret = eth_mtu_check(id, info, conf->rxmode.mtu);
	if (ret == 0)
		ret = lro_check(id, info, conf);
	if (ret == 0)
		ret = offloads_check(id, conf->rxmode.offloads, info->rx_offload_capa, "receive", rte_eth_dev_rx_offload_name);
	if (ret == 0)
		ret = offloads_check(id, conf->txmode.offloads, info->tx_offload_capa, "transmit", rte_eth_dev_tx_offload_name);
	if (ret == 0)
		ret = rss_check(id, info, conf);
	return ret;
}

/* ---- apply ---- */

static void
counts_default(const struct rte_eth_dev_info *info, uint16_t *nb_rx, uint16_t *nb_tx)
{
	if (*nb_rx != 0 || *nb_tx != 0)
		return;
	*nb_rx = info->default_rxportconf.nb_queues != 0 ? info->default_rxportconf.nb_queues : RTE_ETH_DEV_FALLBACK_RX_NBQUEUES;
	*nb_tx = info->default_txportconf.nb_queues != 0 ? info->default_txportconf.nb_queues : RTE_ETH_DEV_FALLBACK_TX_NBQUEUES;
}

/* The driver takes the checked configuration over, or everything is as before but for the queues, which are gone. */
static int
conf_apply(struct rte_eth_dev *dev, uint16_t nb_rx, uint16_t nb_tx, const struct rte_eth_conf *conf)
{
	struct rte_eth_conf before = dev->data->dev_conf;
	uint16_t mtu = dev->data->mtu;
	int ret;

	ret = eth_rx_queues_resize(dev, nb_rx);
	if (ret == 0)
		ret = eth_tx_queues_resize(dev, nb_tx);
	if (ret != 0) {
		ETH_LOG(ERR, "port %u: no memory for %u and %u queues", dev->data->port_id, nb_rx, nb_tx);
	} else {
		dev->data->dev_conf = *conf;
		dev->data->mtu = (uint16_t)conf->rxmode.mtu;
		ret = eth_result(dev, dev->dev_ops->dev_configure(dev));
		if (ret == 0 && !life_may(&eth_ports[dev->data->port_id].row->life, PORT_CONFIGURED))
			ret = -EIO; /* it was lost meanwhile */
		if (ret == 0)
			return 0;
		ETH_LOG(ERR, "port %u: the driver refuses the configuration with %d", dev->data->port_id, ret);
	}
	dev->data->dev_conf = before;
	dev->data->mtu = mtu;
	eth_rx_queues_release(dev, 0);
	eth_tx_queues_release(dev, 0);
	dev->data->dev_configured = 0;
	return ret;
}

/* Under the lock. */
static int
port_configure(struct rte_eth_dev *dev, uint16_t nb_rx, uint16_t nb_tx, const struct rte_eth_conf *eth_conf)
{
	uint16_t id = dev->data->port_id;
	struct rte_eth_conf conf = *eth_conf;
	struct rte_eth_dev_info info;
	int ret;

	if (eth_state(id) == PORT_STARTED) {
		ETH_LOG(ERR, "port %u runs and cannot be configured", id);
		return -EBUSY;
	}
	if (dev->dev_ops->dev_configure == NULL) {
		ETH_LOG(ERR, "port %u cannot be configured by its driver", id);
		return -ENOTSUP;
	}
	ret = eth_info(dev, &info);
	if (ret != 0)
		return ret;
	counts_default(&info, &nb_rx, &nb_tx);
	ret = conf_check(dev, &info, nb_rx, nb_tx, &conf);
	if (ret != 0)
		return ret;
	if (!life_may(&eth_ports[id].row->life, PORT_CONFIGURED)) {
		ETH_LOG(ERR, "port %u cannot be configured: %s", id,
			eth_gone(dev) ? "its hardware is gone" : "it is being attached");
		return eth_gone(dev) ? -EIO : -EINVAL;
	}
	ret = conf_apply(dev, nb_rx, nb_tx, &conf);
	if (ret == 0)
		eth_move(id, PORT_CONFIGURED);
	return ret;
}

int
rte_eth_dev_configure(uint16_t port_id, uint16_t nb_rx_queue, uint16_t nb_tx_queue, const struct rte_eth_conf *eth_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (eth_conf == NULL)
		ret = eth_bad(__func__, port_id, "no configuration");
	else
		ret = port_configure(dev, nb_rx_queue, nb_tx_queue, eth_conf);
	return eth_leave(port_id, ret);
}
