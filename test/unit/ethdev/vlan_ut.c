/* SPDX-License-Identifier: BSD-3-Clause */
/* VLANs. */
#include "fake_port.h"

static int
filter_set(struct rte_eth_dev *dev, uint16_t id, int on)
{
	RTE_SET_USED(dev);
	say("%s%u", on ? "+" : "-", id);
	return knobs.other;
}

static int
offload_set(struct rte_eth_dev *dev, int mask)
{
	say("mask%x:%llx", mask, (unsigned long long)dev->data->dev_conf.rxmode.offloads);
	return knobs.other;
}

static int
tpid_set(struct rte_eth_dev *dev, enum rte_vlan_type type, uint16_t tpid)
{
	RTE_SET_USED(dev);
	say("tpid%d:%x", type, tpid);
	return 0;
}

static int
pvid_set(struct rte_eth_dev *dev, uint16_t id, int on)
{
	RTE_SET_USED(dev);
	say("pvid%u:%d", id, on);
	return 0;
}

static void
strip_set(struct rte_eth_dev *dev, uint16_t q, int on)
{
	RTE_SET_USED(dev);
	say("strip%u:%d", q, on);
}

static struct eth_dev_ops ops;
static uint16_t port;

static void
begin(void)
{
	ops = fake_ops;
	ops.vlan_filter_set = filter_set;
	ops.vlan_offload_set = offload_set;
	ops.vlan_tpid_set = tpid_set;
	ops.vlan_pvid_set = pvid_set;
	ops.vlan_strip_queue_set = strip_set;
	knobs.ops = &ops;
	knobs.limits.rx_offload_capa = RTE_ETH_RX_OFFLOAD_VLAN_STRIP | RTE_ETH_RX_OFFLOAD_VLAN_FILTER;
	port = fake_attach("net_fake0");
	trace_take();
}

static void
end(void)
{
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
offloads(void)
{
	begin();
	UT_EQ(rte_eth_dev_get_vlan_offload(port), 0);
	UT_EQ(rte_eth_dev_set_vlan_offload(port, 0), 0); /* nothing to do */
	UT_STR_EQ(trace_take(), "");
	UT_EQ(rte_eth_dev_set_vlan_offload(port, RTE_ETH_VLAN_STRIP_OFFLOAD), 0);
	UT_EQ(rte_eth_dev_set_vlan_offload(port, RTE_ETH_VLAN_STRIP_OFFLOAD | RTE_ETH_VLAN_FILTER_OFFLOAD), 0);
	UT_EQ(rte_eth_dev_get_vlan_offload(port), RTE_ETH_VLAN_STRIP_OFFLOAD | RTE_ETH_VLAN_FILTER_OFFLOAD);
	UT_EQ(rte_eth_dev_set_vlan_offload(port, RTE_ETH_VLAN_FILTER_OFFLOAD), 0);
	UT_STR_EQ(trace_take(), "mask1:1 mask2:201 mask1:200 ");
	UT_EQ(rte_eth_dev_set_vlan_offload(port, RTE_ETH_QINQ_STRIP_OFFLOAD), -EINVAL);
	UT_EQ(rte_eth_dev_get_vlan_offload(port), RTE_ETH_VLAN_FILTER_OFFLOAD);
	knobs.other = -EFAULT;
	UT_EQ(rte_eth_dev_set_vlan_offload(port, 0), -EFAULT);
	UT_EQ(rte_eth_dev_get_vlan_offload(port), RTE_ETH_VLAN_FILTER_OFFLOAD);
	UT_EQ(rte_eth_dev_get_vlan_offload(300), -ENODEV);
	ops.vlan_offload_set = NULL;
	UT_EQ(rte_eth_dev_set_vlan_offload(port, 0), -ENOTSUP);
	end();
}

static void
filter(void)
{
	uint64_t *ids;

	begin();
	UT_EQ(rte_eth_dev_vlan_filter(port, 5, 1), -ENOSYS);
	UT_EQ(rte_eth_dev_set_vlan_offload(port, RTE_ETH_VLAN_FILTER_OFFLOAD), 0);
	trace_take();
	UT_EQ(rte_eth_dev_vlan_filter(port, 4096, 1), -EINVAL);
	UT_EQ(rte_eth_dev_vlan_filter(port, 65535, 1), -EINVAL);
	UT_EQ(rte_eth_dev_vlan_filter(port, 4095, 1), 0);
	UT_EQ(rte_eth_dev_vlan_filter(port, 65, 1), 0);
	UT_EQ(rte_eth_dev_vlan_filter(port, 65, 0), 0);
	UT_STR_EQ(trace_take(), "+4095 +65 -65 ");
	ids = rte_eth_devices[port].data->vlan_filter_conf.ids;
	UT_TRUE(ids[63] == 1ULL << 63);
	UT_TRUE(ids[1] == 0);
	knobs.other = -EFAULT;
	UT_EQ(rte_eth_dev_vlan_filter(port, 66, 1), -EFAULT);
	UT_TRUE(ids[1] == 0);
	ops.vlan_filter_set = NULL;
	UT_EQ(rte_eth_dev_vlan_filter(port, 66, 1), -ENOTSUP);
	UT_EQ(rte_eth_dev_vlan_filter(300, 66, 1), -ENODEV);
	end();
}

static void
tags(void)
{
	begin();
	UT_EQ(fake_configure_port(port, 2, 1), 0);
	trace_take();
	UT_EQ(rte_eth_dev_set_vlan_strip_on_queue(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_set_vlan_strip_on_queue(port, 2, 1), -EINVAL);
	UT_EQ(rte_eth_dev_set_vlan_ether_type(port, RTE_ETH_VLAN_TYPE_OUTER, 0x88a8), 0);
	UT_EQ(rte_eth_dev_set_vlan_pvid(port, 7, 1), 0);
	UT_STR_EQ(trace_take(), "strip1:1 tpid2:88a8 pvid7:1 ");
	ops = fake_ops;
	UT_EQ(rte_eth_dev_set_vlan_strip_on_queue(port, 1, 1), -ENOTSUP);
	UT_EQ(rte_eth_dev_set_vlan_ether_type(port, RTE_ETH_VLAN_TYPE_OUTER, 0x88a8), -ENOTSUP);
	UT_EQ(rte_eth_dev_set_vlan_pvid(port, 7, 1), -ENOTSUP);
	UT_EQ(rte_eth_dev_set_vlan_pvid(300, 7, 1), -ENODEV);
	end();
}

FAKE_MAIN("vlan", { "offloads", offloads }, { "filter", filter }, { "tags", tags })
