/* SPDX-License-Identifier: BSD-3-Clause */
/* VLANs of a port: filter, stripping, tag types. */
#include <errno.h>
#include <inttypes.h>

#include "private.h"

/* One bit of the calls below, the receive offload that it stands for, and what the driver is told when it changes. */
static const struct {
	int bit;
	uint64_t offload;
	int mask;
} vlan_bits[] = {
	{ RTE_ETH_VLAN_STRIP_OFFLOAD, RTE_ETH_RX_OFFLOAD_VLAN_STRIP, RTE_ETH_VLAN_STRIP_MASK },
	{ RTE_ETH_VLAN_FILTER_OFFLOAD, RTE_ETH_RX_OFFLOAD_VLAN_FILTER, RTE_ETH_VLAN_FILTER_MASK },
	{ RTE_ETH_VLAN_EXTEND_OFFLOAD, RTE_ETH_RX_OFFLOAD_VLAN_EXTEND, RTE_ETH_VLAN_EXTEND_MASK },
	{ RTE_ETH_QINQ_STRIP_OFFLOAD, RTE_ETH_RX_OFFLOAD_QINQ_STRIP, RTE_ETH_QINQ_STRIP_MASK },
};

static int
vlan_filter(struct rte_eth_dev *dev, uint16_t vlan_id, int on)
{
	uint64_t bit = UINT64_C(1) << (vlan_id % 64), *word;
	uint16_t id = dev->data->port_id;
	int ret;

	if (!(dev->data->dev_conf.rxmode.offloads & RTE_ETH_RX_OFFLOAD_VLAN_FILTER)) {
		ETH_LOG(ERR, "port %u: its VLAN filter is not enabled", id);
		return -ENOSYS;
	}
	if (vlan_id > RTE_ETH_VLAN_ID_MAX) {
		ETH_LOG(ERR, "port %u: VLAN id %u is above %u", id, vlan_id, RTE_ETH_VLAN_ID_MAX);
		return -EINVAL;
	}
	if (dev->dev_ops->vlan_filter_set == NULL)
		return -ENOTSUP;
	ret = eth_result(dev, dev->dev_ops->vlan_filter_set(dev, vlan_id, on));
	word = &dev->data->vlan_filter_conf.ids[vlan_id / 64];
	if (ret == 0)
		*word = on ? *word | bit : *word & ~bit;
	return ret;
}

int
rte_eth_dev_vlan_filter(uint16_t port_id, uint16_t vlan_id, int on)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, vlan_filter(dev, vlan_id, on));
}

static int
vlan_offload_set(struct rte_eth_dev *dev, int wanted)
{
	uint64_t before = dev->data->dev_conf.rxmode.offloads, after = before;
	struct rte_eth_dev_info info;
	int mask = 0, ret;
	unsigned int i;

	for (i = 0; i < RTE_DIM(vlan_bits); i++) {
		uint64_t now = wanted & vlan_bits[i].bit ? vlan_bits[i].offload : 0;

		if ((before & vlan_bits[i].offload) != now)
			mask |= vlan_bits[i].mask;
		after = (after & ~vlan_bits[i].offload) | now;
	}
	if (mask == 0)
		return 0;
	ret = eth_info(dev, &info);
	if (ret != 0)
		return ret;
	if ((after & ~info.rx_offload_capa) != 0) {
		ETH_LOG(ERR, "port %u: VLAN offloads 0x%x are more than it can (0x%" PRIx64 ")", dev->data->port_id, wanted,
			info.rx_offload_capa);
		return -EINVAL;
	}
	if (dev->dev_ops->vlan_offload_set == NULL)
		return -ENOTSUP;
	dev->data->dev_conf.rxmode.offloads = after;
	ret = dev->dev_ops->vlan_offload_set(dev, mask);
	if (ret != 0)
		dev->data->dev_conf.rxmode.offloads = before;
	return eth_result(dev, ret);
}

int
rte_eth_dev_set_vlan_offload(uint16_t port_id, int offload_mask)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, vlan_offload_set(dev, offload_mask));
}

int
rte_eth_dev_get_vlan_offload(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);
	unsigned int i;

	if (ret != 0)
		return ret;
	for (i = 0; i < RTE_DIM(vlan_bits); i++)
		if (dev->data->dev_conf.rxmode.offloads & vlan_bits[i].offload)
			ret |= vlan_bits[i].bit;
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_vlan_strip_on_queue(uint16_t port_id, uint16_t rx_queue_id, int on)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (rx_queue_id >= dev->data->nb_rx_queues)
		ret = eth_bad(__func__, port_id, "there is no such queue");
	else if (dev->dev_ops->vlan_strip_queue_set == NULL)
		ret = -ENOTSUP;
	else
		dev->dev_ops->vlan_strip_queue_set(dev, rx_queue_id, on);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_vlan_ether_type(uint16_t port_id, enum rte_vlan_type vlan_type, uint16_t tag_type)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = ETH_OP(dev, vlan_tpid_set, vlan_type, tag_type);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_vlan_pvid(uint16_t port_id, uint16_t pvid, int on)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = ETH_OP(dev, vlan_pvid_set, pvid, on);
	return eth_leave(port_id, ret);
}
