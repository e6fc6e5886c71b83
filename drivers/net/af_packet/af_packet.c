/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The af_packet driver's devices: a port on a network interface that stays the kernel's. Owns probe and remove; the port is in
 * afp_port.c.
 */
#include <errno.h>
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
#include "af_packet.h"

RTE_LOG_REGISTER(afp_logtype, pmd.net.af_packet, NOTICE);

static int
memory_get(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	const uint32_t n = port->opt.qpairs;
	int node = dev->data->numa_node;
	uint32_t i;

	dev->data->mac_addrs = rte_zmalloc_socket("afp_mac", sizeof(*dev->data->mac_addrs), 0, node);
	port->rxq = rte_zmalloc_socket("afp_rxq", n * sizeof(*port->rxq), 0, node);
	port->txq = rte_zmalloc_socket("afp_txq", n * sizeof(*port->txq), 0, node);
	port->fd = rte_zmalloc_socket("afp_fd", n * sizeof(*port->fd), 0, node);
	for (i = 0; port->fd != NULL && i < n; i++)
		port->fd[i] = -1;
	if (dev->data->mac_addrs == NULL || port->rxq == NULL || port->txq == NULL || port->fd == NULL)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		port->rxq[i].port = port;
		port->rxq[i].id = (uint16_t)i;
	}
	return 0;
}

static int
port_fill(struct rte_eth_dev *dev, char *why)
{
	struct afp_port *port = dev->data->dev_private;
	uint32_t mtu;
	int ret = memory_get(dev);

	if (ret != 0) {
		snprintf(why, NET_ARGS_WHY_MAX, "no memory");
		return ret;
	}
	ret = afp_iface_open(dev, why);
	if (ret != 0)
		return ret;
	ret = afp_iface_mac_get(port, dev->data->mac_addrs);
	if (ret == 0)
		ret = afp_iface_mtu_get(port, &mtu);
	if (ret != 0) {
		snprintf(why, NET_ARGS_WHY_MAX, "iface=%s: %s", port->opt.iface, strerror(-ret));
		return ret;
	}
	if (mtu + RTE_ETHER_HDR_LEN > port->opt.framesz - AFP_FRAME_HEAD)
		AFP_LOG(WARNING, "%s: iface=%s has MTU %u: packets that do not fit framesz=%u will be dropped", dev->data->name,
			port->opt.iface, mtu, port->opt.framesz);
	else
		dev->data->mtu = (uint16_t)mtu;
	return afp_sockets_open(port, why);
}

static int
port_create(struct rte_vdev_device *vdev, const struct afp_options *opt, char *why)
{
	struct rte_eth_dev *dev;
	struct afp_port *port;
	int ret;

	if (vdev->device.numa_node == SOCKET_ID_ANY)
		vdev->device.numa_node = (int)rte_socket_id();
	dev = rte_eth_vdev_allocate(vdev, sizeof(struct afp_port));
	if (dev == NULL) {
		snprintf(why, NET_ARGS_WHY_MAX, "port: %s", rte_strerror(rte_errno));
		return rte_errno > 0 ? -rte_errno : -ENOMEM;
	}
	port = dev->data->dev_private;
	port->opt = *opt;
	net_watch_init(&port->watch);
	ret = port_fill(dev, why);
	if (ret != 0) {
		afp_ops.dev_close(dev); /* gives up what was acquired; the port itself is the engine's to release */
		return ret;
	}
	dev->data->dev_flags |= RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS | RTE_ETH_DEV_DETACHABLE;
	dev->data->dev_flags |= RTE_ETH_DEV_INTR_LSC | RTE_ETH_DEV_INTR_RMV;
	net_link_set(dev, false);
	dev->dev_ops = &afp_ops;
	dev->rx_pkt_burst = afp_rx;
	dev->tx_pkt_burst = afp_tx;
	rte_eth_dev_probing_finish(dev);
	return 0;
}

static int
port_join(struct rte_vdev_device *vdev)
{
	struct rte_eth_dev *dev = rte_eth_dev_attach_secondary(rte_vdev_device_name(vdev));

	if (dev == NULL) {
		AFP_LOG(ERR, "%s: the primary process has no such port", rte_vdev_device_name(vdev));
		return -ENODEV;
	}
	dev->device = &vdev->device;
	dev->dev_ops = &afp_secondary_ops;
	dev->rx_pkt_burst = afp_none;
	dev->tx_pkt_burst = afp_none;
	rte_eth_dev_probing_finish(dev);
	return 0;
}

static int
afp_probe(struct rte_vdev_device *vdev)
{
	const char *name = rte_vdev_device_name(vdev);
	struct afp_options opt;
	char why[NET_ARGS_WHY_MAX];
	int ret;

	RTE_BUILD_BUG_ON(NET_ARGS_WHY_MAX < AFP_WHY_MAX);
	if (rte_eal_process_type() == RTE_PROC_SECONDARY)
		return port_join(vdev);
	ret = afp_options_read(rte_vdev_device_args(vdev), &opt, why);
	if (ret == 0)
		ret = port_create(vdev, &opt, why);
	if (ret != 0)
		AFP_LOG(ERR, "%s: %s", name, why);
	return ret;
}

/** Nothing belongs to the device itself; its port was closed before. */
static int
afp_remove(struct rte_vdev_device *vdev)
{
	RTE_SET_USED(vdev);
	return 0;
}

static struct rte_vdev_driver afp_driver = {
	.probe = afp_probe,
	.remove = afp_remove,
};

RTE_PMD_REGISTER_VDEV(net_af_packet, afp_driver);
RTE_PMD_REGISTER_ALIAS(net_af_packet, eth_af_packet);
RTE_PMD_REGISTER_PARAM_STRING(net_af_packet,
	"iface=<ifname> qpairs=<1..256> blocksz=<bytes> framesz=<bytes> framecnt=<n> qdisc_bypass=<0|1> "
	"fanout_mode=<hash|lb|cpu|rollover|rnd|qm>");
