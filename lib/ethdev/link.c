/* SPDX-License-Identifier: BSD-3-Clause */
/* The link of a port, and speeds in bits, numbers and words. */
#include <errno.h>
#include <stdio.h>

#include "private.h"

static const struct {
	uint32_t mbps;
	uint32_t bit;
	uint32_t bit_hd; /* of half duplex where there is one of its own */
	const char *text;
} speeds[] = {
	{ RTE_ETH_SPEED_NUM_10M, RTE_ETH_LINK_SPEED_10M, RTE_ETH_LINK_SPEED_10M_HD, "10 Mbps" },
	{ RTE_ETH_SPEED_NUM_100M, RTE_ETH_LINK_SPEED_100M, RTE_ETH_LINK_SPEED_100M_HD, "100 Mbps" },
	{ RTE_ETH_SPEED_NUM_1G, RTE_ETH_LINK_SPEED_1G, RTE_ETH_LINK_SPEED_1G, "1 Gbps" },
	{ RTE_ETH_SPEED_NUM_2_5G, RTE_ETH_LINK_SPEED_2_5G, RTE_ETH_LINK_SPEED_2_5G, "2.5 Gbps" },
	{ RTE_ETH_SPEED_NUM_5G, RTE_ETH_LINK_SPEED_5G, RTE_ETH_LINK_SPEED_5G, "5 Gbps" },
	{ RTE_ETH_SPEED_NUM_10G, RTE_ETH_LINK_SPEED_10G, RTE_ETH_LINK_SPEED_10G, "10 Gbps" },
	{ RTE_ETH_SPEED_NUM_20G, RTE_ETH_LINK_SPEED_20G, RTE_ETH_LINK_SPEED_20G, "20 Gbps" },
	{ RTE_ETH_SPEED_NUM_25G, RTE_ETH_LINK_SPEED_25G, RTE_ETH_LINK_SPEED_25G, "25 Gbps" },
	{ RTE_ETH_SPEED_NUM_40G, RTE_ETH_LINK_SPEED_40G, RTE_ETH_LINK_SPEED_40G, "40 Gbps" },
	{ RTE_ETH_SPEED_NUM_50G, RTE_ETH_LINK_SPEED_50G, RTE_ETH_LINK_SPEED_50G, "50 Gbps" },
	{ RTE_ETH_SPEED_NUM_56G, RTE_ETH_LINK_SPEED_56G, RTE_ETH_LINK_SPEED_56G, "56 Gbps" },
	{ RTE_ETH_SPEED_NUM_100G, RTE_ETH_LINK_SPEED_100G, RTE_ETH_LINK_SPEED_100G, "100 Gbps" },
	{ RTE_ETH_SPEED_NUM_200G, RTE_ETH_LINK_SPEED_200G, RTE_ETH_LINK_SPEED_200G, "200 Gbps" },
};

uint32_t
rte_eth_speed_bitflag(uint32_t speed, int duplex)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(speeds); i++)
		if (speeds[i].mbps == speed)
			return duplex ? speeds[i].bit : speeds[i].bit_hd;
	return 0;
}

const char *
rte_eth_link_speed_to_str(uint32_t link_speed)
{
	unsigned int i;

	if (link_speed == RTE_ETH_SPEED_NUM_NONE)
		return "None";
	if (link_speed == RTE_ETH_SPEED_NUM_UNKNOWN)
		return "Unknown";
	for (i = 0; i < RTE_DIM(speeds); i++)
		if (speeds[i].mbps == link_speed)
			return speeds[i].text;
	return "Invalid";
}

int
rte_eth_link_to_str(char *str, size_t len, const struct rte_eth_link *eth_link)
{
	if (str == NULL || len == 0 || eth_link == NULL) {
		ETH_LOG(ERR, "%s: no link, or no room for the text", __func__);
		return -EINVAL;
	}
	if (eth_link->link_status == RTE_ETH_LINK_DOWN)
		return snprintf(str, len, "Link down");
	return snprintf(str, len, "Link up at %s %s %s", rte_eth_link_speed_to_str(eth_link->link_speed),
			eth_link->link_duplex == RTE_ETH_LINK_FULL_DUPLEX ? "FDX" : "HDX",
			eth_link->link_autoneg == RTE_ETH_LINK_AUTONEG ? "Autoneg" : "Fixed");
}

static int
link_get(uint16_t port_id, struct rte_eth_link *link, int wait, const char *who)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, who);

	if (ret != 0)
		return ret;
	if (link == NULL) {
		ret = eth_bad(who, port_id, "no room for the answer");
	} else if (dev->data->dev_conf.intr_conf.lsc && dev->data->dev_started) {
		rte_eth_linkstatus_get(dev, link); /* the driver keeps it up to date */
	} else if (dev->dev_ops->link_update == NULL) {
		ret = -ENOTSUP;
	} else {
		dev->dev_ops->link_update(dev, wait);
		rte_eth_linkstatus_get(dev, link);
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_link_get(uint16_t port_id, struct rte_eth_link *link)
{
	return link_get(port_id, link, 1, __func__);
}

int
rte_eth_link_get_nowait(uint16_t port_id, struct rte_eth_link *link)
{
	return link_get(port_id, link, 0, __func__);
}

int
rte_eth_dev_set_link_up(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = ETH_OP(dev, dev_set_link_up);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_link_down(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = ETH_OP(dev, dev_set_link_down);
	return eth_leave(port_id, ret);
}
