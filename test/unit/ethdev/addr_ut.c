/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses, modes, MTU. */
#include "fake_port.h"

#define MAC(n) ((struct rte_ether_addr){ { 2, 0, 0, 0, 0, n } })

static void
addresses(void)
{
	struct rte_ether_addr mac, list[8], a = MAC(0xa), b = MAC(0xb), c = MAC(0xc), d = MAC(0xd), zero = { { 0 } };
	struct rte_ether_addr multi = { { 1, 0, 0, 0, 0, 1 } };
	uint16_t port = fake_attach("net_fake0");

	trace_take();
	UT_EQ(rte_eth_macaddr_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_macaddr_get(300, &mac), -ENODEV);
	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_EQ(mac.addr_bytes[5], 1);
	UT_EQ(rte_eth_dev_mac_addr_add(port, NULL, 0), -EINVAL);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &zero, 0), -EINVAL);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &a, 64), -EINVAL);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &a, 0), 0);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &a, 0), 0); /* there already */
	UT_EQ(rte_eth_dev_mac_addr_add(port, &a, 5), 0); /* another pool */
	UT_EQ(rte_eth_dev_mac_addr_add(port, &b, 0), 0);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &c, 0), 0);
	UT_STR_EQ(trace_take(), "mac+ 0a@1.0 mac+ 0a@1.5 mac+ 0b@2.0 mac+ 0c@3.0 ");
	UT_EQ(rte_eth_dev_mac_addr_add(port, &d, 0), -ENOSPC);
	UT_EQ(rte_eth_macaddrs_get(port, list, 8), 4);
	UT_EQ(list[3].addr_bytes[5], 0xc);
	UT_EQ(rte_eth_macaddrs_get(port, list, 2), 2);
	UT_EQ(rte_eth_macaddrs_get(port, NULL, 2), -EINVAL);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &zero), -EINVAL);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &multi), -EINVAL);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &b), -EEXIST);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &d), 0);
	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_EQ(mac.addr_bytes[5], 0xd);
	UT_EQ(rte_eth_dev_mac_addr_remove(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_mac_addr_remove(port, &d), -EADDRINUSE);
	trace_take();
	UT_EQ(rte_eth_dev_mac_addr_remove(port, &b), 0);
	UT_EQ(rte_eth_dev_mac_addr_remove(port, &b), 0); /* gone already */
	UT_STR_EQ(trace_take(), "mac-@2 ");
	UT_EQ(rte_eth_macaddrs_get(port, list, 8), 3);
	knobs.mac_add = -EDOM;
	UT_EQ(rte_eth_dev_mac_addr_add(port, &b, 0), -EDOM);
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &b), -EDOM);
	knobs.mac_add = 0;
	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_EQ(mac.addr_bytes[5], 0xd); /* unchanged */
	UT_EQ(fake_detach("net_fake0"), 0);
}

static unsigned int mc_nb;

static int
mc_list(struct rte_eth_dev *dev, struct rte_ether_addr *list, uint32_t nb)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(list);
	mc_nb = nb;
	return 0;
}

static int
uc_hash(struct rte_eth_dev *dev, struct rte_ether_addr *mac, uint8_t on)
{
	RTE_SET_USED(dev);
	say("hash%02x%u", mac->addr_bytes[5], on);
	return 0;
}

static int
uc_all(struct rte_eth_dev *dev, uint8_t on)
{
	RTE_SET_USED(dev);
	say("all%u", on);
	return 0;
}

static void
multicast_and_hashes(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_ether_addr list[2] = { { { 1, 0, 0, 0, 0, 1 } }, { { 1, 0, 0, 0, 0, 2 } } }, a = MAC(9), zero = { { 0 } };
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(rte_eth_dev_set_mc_addr_list(port, list, 2), -ENOTSUP);
	UT_EQ(rte_eth_dev_uc_hash_table_set(port, &a, 1), -ENOTSUP);
	UT_EQ(rte_eth_dev_uc_all_hash_table_set(port, 1), -ENOTSUP);
	ops.set_mc_addr_list = mc_list;
	ops.uc_hash_table_set = uc_hash;
	ops.uc_all_hash_table_set = uc_all;
	rte_eth_devices[port].dev_ops = &ops;
	UT_EQ(rte_eth_dev_set_mc_addr_list(port, NULL, 2), -EINVAL);
	UT_EQ(rte_eth_dev_set_mc_addr_list(port, list, 2), 0);
	UT_EQ(mc_nb, 2);
	UT_EQ(rte_eth_dev_set_mc_addr_list(port, NULL, 0), 0);
	UT_EQ(mc_nb, 0);
	UT_EQ(rte_eth_dev_set_mc_addr_list(300, list, 2), -ENODEV);
	trace_take();
	UT_EQ(rte_eth_dev_uc_hash_table_set(port, NULL, 1), -EINVAL);
	UT_EQ(rte_eth_dev_uc_hash_table_set(port, &zero, 1), -EINVAL);
	UT_EQ(rte_eth_dev_uc_hash_table_set(port, &a, 1), 0);
	UT_EQ(rte_eth_dev_uc_all_hash_table_set(port, 0), 0);
	UT_STR_EQ(trace_take(), "hash091 all0 ");
	rte_eth_devices[port].dev_ops = &fake_ops;
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
modes(void)
{
	struct eth_dev_ops ops = fake_ops;
	uint16_t port = fake_attach("net_fake0");

	trace_take();
	UT_EQ(rte_eth_promiscuous_get(port), 0);
	UT_EQ(rte_eth_promiscuous_disable(port), 0); /* so already: the driver is not asked */
	UT_EQ(rte_eth_promiscuous_enable(port), 0);
	UT_EQ(rte_eth_promiscuous_enable(port), 0);
	UT_EQ(rte_eth_promiscuous_get(port), 1);
	knobs.promisc = -EINTR;
	UT_EQ(rte_eth_promiscuous_disable(port), -EINTR);
	UT_EQ(rte_eth_promiscuous_get(port), 1);
	UT_EQ(rte_eth_allmulticast_enable(port), -EINTR);
	UT_EQ(rte_eth_allmulticast_get(port), 0);
	knobs.promisc = 0;
	UT_EQ(rte_eth_promiscuous_disable(port), 0);
	UT_EQ(rte_eth_allmulticast_enable(port), 0);
	UT_EQ(rte_eth_allmulticast_get(port), 1);
	UT_EQ(rte_eth_allmulticast_disable(port), 0);
	UT_STR_EQ(trace_take(), "promisc_on promisc_off allmulti_on promisc_off allmulti_on allmulti_off ");
	UT_EQ(rte_eth_promiscuous_get(300), -ENODEV);
	UT_EQ(rte_eth_allmulticast_get(300), -ENODEV);
	UT_EQ(rte_eth_promiscuous_enable(300), -ENODEV);
	ops.promiscuous_enable = NULL;
	rte_eth_devices[port].dev_ops = &ops;
	UT_EQ(rte_eth_promiscuous_enable(port), -ENOTSUP);
	rte_eth_devices[port].dev_ops = &fake_ops;
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
mtu(void)
{
	uint16_t value, port = fake_attach("net_fake0");
	struct rte_eth_conf conf;

	UT_EQ(rte_eth_dev_get_mtu(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_mtu(300, &value), -ENODEV);
	UT_EQ(rte_eth_dev_set_mtu(port, 1000), -EINVAL); /* not configured */
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_set_mtu(port, 67), -EINVAL);
	UT_EQ(rte_eth_dev_set_mtu(port, 9001), -EINVAL);
	UT_EQ(rte_eth_dev_set_mtu(port, 68), 0);
	UT_EQ(rte_eth_dev_set_mtu(port, 9000), 0);
	UT_EQ(rte_eth_dev_get_mtu(port, &value), 0);
	UT_EQ(value, 9000);
	UT_EQ(rte_eth_dev_conf_get(port, &conf), 0);
	UT_EQ(conf.rxmode.mtu, 9000);
	knobs.other = -EBUSY;
	UT_EQ(rte_eth_dev_set_mtu(port, 1500), -EBUSY);
	knobs.other = 0;
	UT_EQ(rte_eth_dev_get_mtu(port, &value), 0);
	UT_EQ(value, 9000);
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("addr",
	  { "addresses", addresses },
	  { "multicast lists and hashes", multicast_and_hashes },
	  { "promiscuous and all-multicast", modes },
	  { "MTU", mtu })
