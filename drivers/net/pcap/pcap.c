/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The pcap driver's devices: ports whose queues are capture files or interfaces opened through libpcap. Owns probe and
 * remove; the port is in pcapeth_port.c.
 */
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include <bus_vdev_driver.h>
#include <ethdev_driver.h>
#include <ethdev_vdev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_malloc.h>
#include <rte_memory.h>

#include "../common/net_args.h"
#include "pcapeth.h"

RTE_LOG_REGISTER(pcapeth_logtype, pmd.net.pcap, NOTICE);

/** 02:70:63:61:70:NN, "pcap" and a count, unless the interface's own address is wanted. */
static int
mac_choose(const struct pcapeth_port *port, struct rte_ether_addr *mac, char *why)
{
	static uint8_t count;
	int ret;

	if (port->opt.single && port->opt.phy_mac) {
		ret = pcapeth_iface_mac(port->opt.rx[0].name, mac);
		if (ret != 0)
			snprintf(why, NET_ARGS_WHY_MAX, "interface %s: its address cannot be read: %s",
				port->opt.rx[0].name, strerror(-ret));
		return ret;
	}
	*mac = (struct rte_ether_addr){{0x02, 0x70, 0x63, 0x61, 0x70, __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED)}};
	return 0;
}

/** Fill the port and open its handles. On failure nothing is left open; memory of the port itself is the engine's to free. */
static int
port_fill(struct rte_eth_dev *dev, const struct pcapeth_options *opt, char *why)
{
	struct pcapeth_port *port = dev->data->dev_private;
	unsigned int i;
	int ret;

	dev->data->mac_addrs = rte_zmalloc_socket("pcap_mac", sizeof(*dev->data->mac_addrs), 0, dev->data->numa_node);
	if (dev->data->mac_addrs == NULL) {
		snprintf(why, NET_ARGS_WHY_MAX, "no memory");
		return -ENOMEM;
	}
	port->opt = *opt;
	port->port_id = dev->data->port_id;
	port->if_index = opt->single ? if_nametoindex(opt->rx[0].name) : 0;
	for (i = 0; i < opt->nb_rx; i++) {
		port->rxq[i].from = &port->opt.rx[i];
		port->rxq[i].port = port;
	}
	for (i = 0; i < opt->nb_tx; i++)
		port->txq[i].to = &port->opt.tx[i];
	ret = pcapeth_watch_start(dev, why);
	if (ret != 0)
		return ret;
	ret = pcapeth_port_open(port, why);
	if (ret == 0)
		ret = mac_choose(port, dev->data->mac_addrs, why);
	if (ret != 0) {
		pcapeth_port_shut(port);
		net_watch_stop(&port->watch);
	}
	return ret;
}

static int
port_create(struct rte_vdev_device *vdev, const struct pcapeth_options *opt, char *why)
{
	struct rte_eth_dev *dev;
	int ret;

	if (vdev->device.numa_node == SOCKET_ID_ANY)
		vdev->device.numa_node = (int)rte_socket_id();
	dev = rte_eth_vdev_allocate(vdev, sizeof(struct pcapeth_port));
	if (dev == NULL) {
		snprintf(why, NET_ARGS_WHY_MAX, "port: %s", rte_strerror(rte_errno));
		return rte_errno > 0 ? -rte_errno : -ENOMEM;
	}
	ret = port_fill(dev, opt, why);
	if (ret != 0)
		return ret;
	dev->data->promiscuous = 1;
	dev->data->all_multicast = 1;
	dev->data->dev_flags |= RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS | RTE_ETH_DEV_DETACHABLE;
	if (opt->eof)
		dev->data->dev_flags |= RTE_ETH_DEV_INTR_LSC;
	if (((const struct pcapeth_port *)dev->data->dev_private)->nb_watched > 0)
		dev->data->dev_flags |= RTE_ETH_DEV_INTR_RMV;
	net_link_set(dev, false);
	dev->dev_ops = &pcapeth_ops;
	dev->rx_pkt_burst = pcapeth_rx;
	dev->tx_pkt_burst = pcapeth_tx;
	rte_eth_dev_probing_finish(dev);
	return 0;
}

static int
port_join(struct rte_vdev_device *vdev)
{
	struct rte_eth_dev *dev = rte_eth_dev_attach_secondary(rte_vdev_device_name(vdev));

	if (dev == NULL) {
		PCAP_LOG(ERR, "%s: the primary process has no such port", rte_vdev_device_name(vdev));
		return -ENODEV;
	}
	dev->device = &vdev->device;
	dev->dev_ops = &pcapeth_secondary_ops;
	dev->rx_pkt_burst = pcapeth_none;
	dev->tx_pkt_burst = pcapeth_none;
	rte_eth_dev_probing_finish(dev);
	return 0;
}

static int
pcap_probe(struct rte_vdev_device *vdev)
{
	const char *name = rte_vdev_device_name(vdev);
	struct pcapeth_options opt;
	char why[NET_ARGS_WHY_MAX];
	int ret;

	RTE_BUILD_BUG_ON(NET_ARGS_WHY_MAX < PCAPETH_WHY_MAX);
	if (rte_eal_process_type() == RTE_PROC_SECONDARY)
		return port_join(vdev);
	ret = pcapeth_options_read(name, rte_vdev_device_args(vdev), &opt, why);
	if (ret == 0) {
		ret = port_create(vdev, &opt, why);
		if (ret != 0)
			pcapeth_options_free(&opt);
	}
	if (ret != 0)
		PCAP_LOG(ERR, "%s: %s", name, why);
	return ret;
}

/** Nothing belongs to the device itself; its port was closed before. */
static int
pcap_remove(struct rte_vdev_device *vdev)
{
	RTE_SET_USED(vdev);
	return 0;
}

static struct rte_vdev_driver pcap_driver = {
	.probe = pcap_probe,
	.remove = pcap_remove,
};

RTE_PMD_REGISTER_VDEV(net_pcap, pcap_driver);
RTE_PMD_REGISTER_ALIAS(net_pcap, eth_pcap);
RTE_PMD_REGISTER_PARAM_STRING(net_pcap,
	"rx_pcap=<file> tx_pcap=<file> rx_iface=<ifname> rx_iface_in=<ifname> tx_iface=<ifname> iface=<ifname> "
	"phy_mac=<0|1> infinite_rx=<0|1> snaplen=<14..262144> eof=<0|1>");
