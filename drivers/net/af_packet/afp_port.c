/* SPDX-License-Identifier: BSD-3-Clause */
/* A port of the af_packet driver: what ethdev may ask of it. */
#include <errno.h>
#include <net/if.h>
#include <string.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_malloc.h>
#include <rte_mbuf_dyn.h>

#include "af_packet.h"

static int
port_configure(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

/** As the kernel sees it: down when the interface is, or is gone. */
static void
link_refresh(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	bool running = false;

	if (net_watch_running(&port->watch, port->ifindex, &running) == 0)
		__atomic_store_n(&port->running, running, __ATOMIC_RELEASE);
	net_link_set(dev, running && __atomic_load_n(&port->started, __ATOMIC_ACQUIRE));
}

static int
port_start(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	char why[AFP_WHY_MAX];
	int ret;

	ret = afp_receive_start(port, dev->data->nb_rx_queues, why);
	if (ret != 0) {
		AFP_LOG(ERR, "%s: start: %s", dev->data->name, why);
		return ret;
	}
	__atomic_store_n(&port->started, true, __ATOMIC_RELEASE);
	link_refresh(dev);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STARTED);
	return 0;
}

static int
port_stop(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;

	__atomic_store_n(&port->started, false, __ATOMIC_RELEASE);
	afp_receive_stop(port);
	net_link_set(dev, false);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STOPPED);
	return 0;
}

/** Any thread, no lock. */
static int
port_is_removed(struct rte_eth_dev *dev)
{
	return __atomic_load_n(&((const struct afp_port *)dev->data->dev_private)->gone, __ATOMIC_ACQUIRE);
}

static int
port_close(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	bool changed;

	if (port->promisc)
		afp_iface_flags(port, 0, IFF_PROMISC, &changed);
	port->promisc = false;
	afp_sockets_close(port);
	net_watch_stop(&port->watch);
	rte_free(port->rxq);
	rte_free(port->txq);
	rte_free(port->fd);
	port->rxq = NULL;
	port->txq = NULL;
	port->fd = NULL;
	return 0;
}

static int
port_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	const struct afp_port *port = dev->data->dev_private;

	info->if_index = port->ifindex;
	info->max_mac_addrs = 1;
	info->max_rx_pktlen = port->opt.framesz - AFP_FRAME_HEAD;
	info->max_mtu = (uint16_t)RTE_MIN(info->max_rx_pktlen - RTE_ETHER_HDR_LEN, (uint32_t)UINT16_MAX - 1);
	info->max_rx_queues = (uint16_t)port->opt.qpairs;
	info->max_tx_queues = (uint16_t)port->opt.qpairs;
	info->min_rx_bufsize = 0;
	info->rx_offload_capa = RTE_ETH_RX_OFFLOAD_VLAN_STRIP | RTE_ETH_RX_OFFLOAD_TIMESTAMP | RTE_ETH_RX_OFFLOAD_SCATTER;
	info->tx_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS | RTE_ETH_TX_OFFLOAD_VLAN_INSERT;
	return 0;
}

static int
port_rx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_rxconf *conf,
	struct rte_mempool *pool)
{
	struct afp_port *port = dev->data->dev_private;
	struct afp_rxq *q = &port->rxq[id];
	char why[AFP_WHY_MAX];
	uint64_t offloads = dev->data->dev_conf.rxmode.offloads | conf->offloads;
	int ret;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	if (pool == NULL)
		return -EINVAL;
	net_source_init(&q->source, pool, dev->data->port_id);
	if (q->source.room == 0) {
		AFP_LOG(ERR, "%s: rx queue %u: mbufs of pool %s have no room for data", dev->data->name, id, pool->name);
		return -EINVAL;
	}
	q->strip = (offloads & RTE_ETH_RX_OFFLOAD_VLAN_STRIP) != 0;
	q->time_flag = 0;
	if ((offloads & RTE_ETH_RX_OFFLOAD_TIMESTAMP) != 0 &&
	    rte_mbuf_dyn_rx_timestamp_register(&q->time_offset, &q->time_flag) != 0) {
		AFP_LOG(ERR, "%s: rx queue %u: no room in the mbuf for the time of arrival", dev->data->name, id);
		return rte_errno > 0 ? -rte_errno : -ENOMEM;
	}
	ret = afp_ring_create(q, why);
	if (ret != 0) {
		AFP_LOG(ERR, "%s: rx queue %u: %s", dev->data->name, id, why);
		return ret;
	}
	dev->data->rx_queues[id] = q;
	return 0;
}

static int
port_tx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_txconf *conf)
{
	struct afp_port *port = dev->data->dev_private;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	RTE_SET_USED(conf);
	port->txq[id].fd = port->fd[id];
	dev->data->tx_queues[id] = &port->txq[id];
	return 0;
}

static int
port_link(struct rte_eth_dev *dev, int wait)
{
	RTE_SET_USED(wait);
	link_refresh(dev);
	return 0;
}

static int
port_stats(struct rte_eth_dev *dev, struct rte_eth_stats *st)
{
	struct afp_port *port = dev->data->dev_private;
	const bool primary = rte_eal_process_type() == RTE_PROC_PRIMARY;
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++) {
		struct afp_rxq *q = &port->rxq[i];

		if (primary)
			afp_missed_collect(q);
		net_tally_rx(&q->tally, i, st);
		st->imissed += q->missed - q->missed_zero;
	}
	for (i = 0; i < dev->data->nb_tx_queues; i++)
		net_tally_tx(&port->txq[i].tally, i, st);
	return 0;
}

static int
port_stats_reset(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	uint16_t i;

	for (i = 0; i < port->opt.qpairs; i++) {
		afp_missed_collect(&port->rxq[i]);
		port->rxq[i].missed_zero = port->rxq[i].missed;
		net_tally_reset(&port->rxq[i].tally);
		net_tally_reset(&port->txq[i].tally);
	}
	return 0;
}

/* --- What acts on the kernel interface ---------------------------------------------------------------------------------- */

static int
port_promisc_on(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	bool changed;
	int ret = afp_iface_flags(port, IFF_PROMISC, 0, &changed);

	if (ret == 0)
		port->promisc |= changed;
	return ret;
}

static int
port_promisc_off(struct rte_eth_dev *dev)
{
	struct afp_port *port = dev->data->dev_private;
	bool changed;
	int ret = afp_iface_flags(port, 0, IFF_PROMISC, &changed);

	if (ret == 0)
		port->promisc = false;
	return ret;
}

static int
port_allmulti_on(struct rte_eth_dev *dev)
{
	bool changed;

	return afp_iface_flags(dev->data->dev_private, IFF_ALLMULTI, 0, &changed);
}

static int
port_allmulti_off(struct rte_eth_dev *dev)
{
	bool changed;

	return afp_iface_flags(dev->data->dev_private, 0, IFF_ALLMULTI, &changed);
}

static int
port_mac_set(struct rte_eth_dev *dev, struct rte_ether_addr *mac)
{
	return afp_iface_mac_set(dev->data->dev_private, mac);
}

static int
port_mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	const struct afp_port *port = dev->data->dev_private;

	if ((uint32_t)mtu + RTE_ETHER_HDR_LEN > port->opt.framesz - AFP_FRAME_HEAD) {
		AFP_LOG(ERR, "%s: MTU %u: frames of framesz=%u take at most %u", dev->data->name, mtu, port->opt.framesz,
			port->opt.framesz - AFP_FRAME_HEAD - RTE_ETHER_HDR_LEN);
		return -EINVAL;
	}
	return afp_iface_mtu_set(port, mtu);
}

const struct eth_dev_ops afp_ops = {
	.dev_configure = port_configure,
	.dev_start = port_start,
	.dev_stop = port_stop,
	.dev_close = port_close,
	.is_removed = port_is_removed,
	.dev_infos_get = port_info,
	.link_update = port_link,
	.rx_queue_setup = port_rx_setup,
	.tx_queue_setup = port_tx_setup,
	.stats_get = port_stats,
	.stats_reset = port_stats_reset,
	.promiscuous_enable = port_promisc_on,
	.promiscuous_disable = port_promisc_off,
	.allmulticast_enable = port_allmulti_on,
	.allmulticast_disable = port_allmulti_off,
	.mac_addr_set = port_mac_set,
	.mtu_set = port_mtu_set,
};

static int
secondary_close(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
secondary_link(struct rte_eth_dev *dev, int wait)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(wait);
	return 0;
}

/* A secondary process sees the port and its counts. The sockets are the primary's, which alone can start and stop. */
const struct eth_dev_ops afp_secondary_ops = {
	.dev_close = secondary_close,
	.dev_infos_get = port_info,
	.link_update = secondary_link,
	.stats_get = port_stats,
};
