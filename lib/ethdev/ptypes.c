/* SPDX-License-Identifier: BSD-3-Clause */
/* Packet types that a port recognises, and those that it is asked to. */
#include <errno.h>

#include <rte_mbuf_ptype.h>

#include "private.h"

/* Copy the types that have something in a layer of @p mask, as far as there is room; returns how many there are. */
static int
ptypes_count(const uint32_t *all, uint32_t mask, uint32_t *out, int num)
{
	int n = 0;

	for (; all != NULL && *all != RTE_PTYPE_UNKNOWN; all++) {
		if ((*all & mask) == 0)
			continue;
		if (n < num)
			out[n] = *all;
		n++;
	}
	return n;
}

int
rte_eth_dev_get_supported_ptypes(uint16_t port_id, uint32_t ptype_mask, uint32_t *ptypes, int num)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (ptypes == NULL && num > 0)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else if (dev->dev_ops->dev_supported_ptypes_get != NULL)
		ret = ptypes_count(dev->dev_ops->dev_supported_ptypes_get(dev), ptype_mask, ptypes, num);
	return eth_leave(port_id, ret);
}

/* A mask names whole layers; the driver would not know what to do with a part of one. */
static int
mask_check(uint16_t port_id, uint32_t mask)
{
	static const uint32_t layers[] = {
		RTE_PTYPE_L2_MASK, RTE_PTYPE_L3_MASK, RTE_PTYPE_L4_MASK, RTE_PTYPE_TUNNEL_MASK,
		RTE_PTYPE_INNER_L2_MASK, RTE_PTYPE_INNER_L3_MASK, RTE_PTYPE_INNER_L4_MASK,
	};
	uint32_t rest = mask;
	unsigned int i;

	for (i = 0; i < RTE_DIM(layers); i++) {
		if ((mask & layers[i]) != 0 && (mask & layers[i]) != layers[i])
			break;
		rest &= ~layers[i];
	}
	return i == RTE_DIM(layers) && rest == 0
		? 0
		: eth_bad("rte_eth_dev_set_ptypes", port_id, "the mask is not one of whole layers");
}

static int
ptypes_set(struct rte_eth_dev *dev, uint32_t mask, uint32_t *set, unsigned int num)
{
	const struct eth_dev_ops *ops = dev->dev_ops;
	const uint32_t *all;
	int n = 0, ret;

	if (set == NULL && num > 0)
		return eth_bad("rte_eth_dev_set_ptypes", dev->data->port_id, "no room for the answer");
	ret = mask_check(dev->data->port_id, mask);
	if (ret != 0)
		return ret;
	if (ops->dev_supported_ptypes_get != NULL && ops->dev_ptypes_set != NULL) {
		all = ops->dev_supported_ptypes_get(dev);
		n = ptypes_count(all, mask, set, (int)RTE_MIN(num, (unsigned int)INT_MAX));
		if (all != NULL)
			ret = ETH_OP(dev, dev_ptypes_set, mask);
	}
	if ((unsigned int)n < num)
		set[n] = RTE_PTYPE_UNKNOWN;
	return ret;
}

int
rte_eth_dev_set_ptypes(uint16_t port_id, uint32_t ptype_mask, uint32_t *set_ptypes, unsigned int num)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, ptypes_set(dev, ptype_mask, set_ptypes, num));
}
