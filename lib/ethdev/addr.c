/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses of a port, promiscuity, MTU; and putting them into force again when the port starts. */
#include <errno.h>
#include <string.h>

#include "private.h"

/* ---- after a start ---- */

void
eth_mac_replay(struct rte_eth_dev *dev, const struct rte_eth_dev_info *info)
{
	struct rte_ether_addr *addrs = dev->data->mac_addrs;
	uint32_t i, pool, nb = RTE_MIN(info->max_mac_addrs, (uint32_t)RTE_ETH_NUM_RECEIVE_MAC_ADDR);
	uint64_t pools;

	if (addrs == NULL)
		return;
	if (dev->dev_ops->mac_addr_set != NULL)
		dev->dev_ops->mac_addr_set(dev, &addrs[0]);
	else if (dev->dev_ops->mac_addr_add != NULL)
		dev->dev_ops->mac_addr_add(dev, &addrs[0], 0, 0);
	for (i = 1; i < nb && dev->dev_ops->mac_addr_add != NULL; i++) {
		if (rte_is_zero_ether_addr(&addrs[i]))
			continue;
		for (pool = 0, pools = dev->data->mac_pool_sel[i]; pools != 0; pool++, pools >>= 1)
			if (pools & 1)
				dev->dev_ops->mac_addr_add(dev, &addrs[i], i, pool);
	}
}

/* A mode that the driver can neither set nor clear needs no replay. */
static int
mode_replay(struct rte_eth_dev *dev, bool on, int (*enable)(struct rte_eth_dev *), int (*disable)(struct rte_eth_dev *))
{
	int (*op)(struct rte_eth_dev *) = on ? enable : disable;
	int ret = op != NULL ? op(dev) : 0;

	return ret == -ENOTSUP ? 0 : ret;
}

int
eth_addr_replay(struct rte_eth_dev *dev)
{
	const struct eth_dev_ops *ops = dev->dev_ops;
	int ret = mode_replay(dev, dev->data->promiscuous, ops->promiscuous_enable, ops->promiscuous_disable);

	if (ret == 0)
		ret = mode_replay(dev, dev->data->all_multicast, ops->allmulticast_enable, ops->allmulticast_disable);
	return ret;
}

/* ---- addresses ---- */

int
rte_eth_macaddr_get(uint16_t port_id, struct rte_ether_addr *mac_addr)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (mac_addr == NULL)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else if (dev->data->mac_addrs == NULL)
		memset(mac_addr, 0, sizeof(*mac_addr));
	else
		rte_ether_addr_copy(&dev->data->mac_addrs[0], mac_addr);
	return eth_leave(port_id, ret);
}

/* How many addresses the port has room for. 0 or -errno. */
static int
addrs_room(struct rte_eth_dev *dev, uint32_t *nb)
{
	struct rte_eth_dev_info info;
	int ret = eth_info(dev, &info);

	*nb = 0;
	if (ret == 0 && dev->data->mac_addrs != NULL)
		*nb = RTE_MIN(info.max_mac_addrs, (uint32_t)RTE_ETH_NUM_RECEIVE_MAC_ADDR);
	return ret;
}

int
rte_eth_macaddrs_get(uint16_t port_id, struct rte_ether_addr *ma, unsigned int num)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);
	unsigned int n = 0;
	uint32_t nb, i;

	if (ret != 0)
		return ret;
	ret = ma != NULL ? addrs_room(dev, &nb) : eth_bad(__func__, port_id, "no room for the answer");
	for (i = 0; ret == 0 && i < nb && n < num; i++)
		if (i == 0 || !rte_is_zero_ether_addr(&dev->data->mac_addrs[i]))
			rte_ether_addr_copy(&dev->data->mac_addrs[i], &ma[n++]);
	return eth_leave(port_id, ret != 0 ? ret : (int)n);
}

/* Place of an address in the port's list, -1 when it is not there. */
static int
addr_index(const struct rte_eth_dev *dev, const struct rte_ether_addr *addr, uint32_t nb)
{
	uint32_t i;

	for (i = 0; i < nb; i++)
		if (rte_is_same_ether_addr(&dev->data->mac_addrs[i], addr))
			return (int)i;
	return -1;
}

static int
default_addr_set(struct rte_eth_dev *dev, struct rte_ether_addr *addr)
{
	uint16_t id = dev->data->port_id;
	uint32_t nb;
	int ret;

	if (!rte_is_valid_assigned_ether_addr(addr))
		return eth_bad("rte_eth_dev_default_mac_addr_set", id, "not an address that a port can have");
	ret = addrs_room(dev, &nb);
	if (ret != 0)
		return ret;
	if (dev->dev_ops->mac_addr_set == NULL || nb == 0)
		return -ENOTSUP;
	if (addr_index(dev, addr, nb) > 0) {
		ETH_LOG(ERR, "port %u: the address is one of its further ones and has to be removed there first", id);
		return -EEXIST;
	}
	ret = ETH_OP(dev, mac_addr_set, addr);
	if (ret == 0)
		rte_ether_addr_copy(addr, &dev->data->mac_addrs[0]);
	return ret;
}

int
rte_eth_dev_default_mac_addr_set(uint16_t port_id, struct rte_ether_addr *mac_addr)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = mac_addr != NULL ? default_addr_set(dev, mac_addr) : eth_bad(__func__, port_id, "no address");
	return eth_leave(port_id, ret);
}

static int
addr_add(struct rte_eth_dev *dev, struct rte_ether_addr *addr, uint32_t pool)
{
	static const struct rte_ether_addr none;
	uint16_t id = dev->data->port_id;
	uint32_t nb;
	int index, ret;

	if (dev->dev_ops->mac_addr_add == NULL)
		return -ENOTSUP;
	if (rte_is_zero_ether_addr(addr) || pool >= RTE_ETH_64_POOLS)
		return eth_bad("rte_eth_dev_mac_addr_add", id, "an address of zeros, or a pool above 63");
	ret = addrs_room(dev, &nb);
	if (ret != 0)
		return ret;
	index = addr_index(dev, addr, nb);
	if (index >= 0 && (dev->data->mac_pool_sel[index] & (UINT64_C(1) << pool)))
		return 0;
	if (index < 0)
		index = addr_index(dev, &none, nb);
	if (index < 0) {
		ETH_LOG(ERR, "port %u: there is no room for another address", id);
		return -ENOSPC;
	}
	ret = ETH_OP(dev, mac_addr_add, addr, (uint32_t)index, pool);
	if (ret == 0) {
		rte_ether_addr_copy(addr, &dev->data->mac_addrs[index]);
		dev->data->mac_pool_sel[index] |= UINT64_C(1) << pool;
	}
	return ret;
}

int
rte_eth_dev_mac_addr_add(uint16_t port_id, struct rte_ether_addr *mac_addr, uint32_t pool)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = mac_addr != NULL ? addr_add(dev, mac_addr, pool) : eth_bad(__func__, port_id, "no address");
	return eth_leave(port_id, ret);
}

static int
addr_remove(struct rte_eth_dev *dev, const struct rte_ether_addr *addr)
{
	uint32_t nb;
	int index, ret;

	if (dev->dev_ops->mac_addr_remove == NULL)
		return -ENOTSUP;
	ret = addrs_room(dev, &nb);
	if (ret != 0)
		return ret;
	index = addr_index(dev, addr, nb);
	if (index == 0) {
		ETH_LOG(ERR, "port %u: its own address cannot be removed", dev->data->port_id);
		return -EADDRINUSE;
	}
	if (index < 0)
		return 0;
	dev->dev_ops->mac_addr_remove(dev, (uint32_t)index);
	memset(&dev->data->mac_addrs[index], 0, sizeof(dev->data->mac_addrs[index]));
	dev->data->mac_pool_sel[index] = 0;
	return 0;
}

int
rte_eth_dev_mac_addr_remove(uint16_t port_id, struct rte_ether_addr *mac_addr)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = mac_addr != NULL ? addr_remove(dev, mac_addr) : eth_bad(__func__, port_id, "no address");
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_set_mc_addr_list(uint16_t port_id, struct rte_ether_addr *mc_addr_set, uint32_t nb_mc_addr)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (mc_addr_set == NULL && nb_mc_addr != 0)
		ret = eth_bad(__func__, port_id, "no addresses");
	else
		ret = ETH_OP(dev, set_mc_addr_list, mc_addr_set, nb_mc_addr);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_uc_hash_table_set(uint16_t port_id, struct rte_ether_addr *addr, uint8_t on)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (addr == NULL || rte_is_zero_ether_addr(addr))
		ret = eth_bad(__func__, port_id, "no address, or one of zeros");
	else
		ret = ETH_OP(dev, uc_hash_table_set, addr, on);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_uc_all_hash_table_set(uint16_t port_id, uint8_t on)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, ETH_OP(dev, uc_all_hash_table_set, on));
}

/* ---- modes ---- */

int
rte_eth_promiscuous_enable(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (!dev->data->promiscuous) {
		ret = ETH_OP(dev, promiscuous_enable);
		dev->data->promiscuous = ret == 0;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_promiscuous_disable(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (dev->data->promiscuous) {
		dev->data->promiscuous = 0;
		ret = ETH_OP(dev, promiscuous_disable);
		dev->data->promiscuous = ret != 0;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_promiscuous_get(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, dev->data->promiscuous);
}

int
rte_eth_allmulticast_enable(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (!dev->data->all_multicast) {
		ret = ETH_OP(dev, allmulticast_enable);
		dev->data->all_multicast = ret == 0;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_allmulticast_disable(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (dev->data->all_multicast) {
		dev->data->all_multicast = 0;
		ret = ETH_OP(dev, allmulticast_disable);
		dev->data->all_multicast = ret != 0;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_allmulticast_get(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, dev->data->all_multicast);
}

/* ---- MTU ---- */

int
rte_eth_dev_get_mtu(uint16_t port_id, uint16_t *mtu)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (mtu == NULL)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else
		*mtu = dev->data->mtu;
	return eth_leave(port_id, ret);
}

static int
mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	struct rte_eth_dev_info info;
	int ret;

	if (dev->dev_ops->mtu_set == NULL)
		return -ENOTSUP;
	if (!dev->data->dev_configured)
		return eth_bad("rte_eth_dev_set_mtu", dev->data->port_id, "it is not configured");
	ret = eth_info(dev, &info);
	if (ret == 0)
		ret = eth_mtu_check(dev->data->port_id, &info, mtu);
	if (ret == 0)
		ret = ETH_OP(dev, mtu_set, mtu);
	if (ret == 0) {
		dev->data->mtu = mtu;
		dev->data->dev_conf.rxmode.mtu = mtu;
	}
	return ret;
}

int
rte_eth_dev_set_mtu(uint16_t port_id, uint16_t mtu)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, mtu_set(dev, mtu));
}
