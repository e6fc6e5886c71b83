/* SPDX-License-Identifier: BSD-3-Clause */
/* A port of the ring driver: its rings, and what ethdev may ask of it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_malloc.h>

#include "ring.h"

/* --- Rings ----------------------------------------------------------------------------------------------------------- */

/** Packets that were sent and never received. */
static void
ring_drain(struct rte_ring *r)
{
	struct rte_mbuf *bufs[32];
	unsigned int n;

	while ((n = rte_ring_dequeue_burst(r, (void **)bufs, RTE_DIM(bufs), NULL)) > 0)
		net_mbuf_free(bufs, n);
}

void
ring_set_free(struct ring_set *set)
{
	uint16_t i;

	for (i = 0; set->owned && i < set->nb_rx; i++) {
		ring_drain(set->rx[i]);
		rte_ring_free(set->rx[i]);
	}
	memset(set, 0, sizeof(*set));
}

static void
set_add(struct ring_set *set, struct rte_ring *r)
{
	set->rx[set->nb_rx++] = r;
	set->tx[set->nb_tx++] = r;
}

static int
set_make(struct ring_set *set, const char *name, int numa_node)
{
	char text[RTE_RING_NAMESIZE];
	struct rte_ring *r;
	unsigned int i;

	set->owned = true;
	for (i = 0; i < RTE_PMD_RING_MAX_RX_RINGS; i++) {
		snprintf(text, sizeof(text), "ETH_RXTX%u_%s", i, name);
		r = rte_ring_create(text, RING_SLOTS, numa_node, RING_F_SP_ENQ | RING_F_SC_DEQ);
		if (r == NULL) {
			int err = rte_errno > 0 ? rte_errno : ENOMEM;

			ring_set_free(set);
			return -err;
		}
		set_add(set, r);
	}
	return 0;
}

static int
set_find(struct ring_set *set, const char *name)
{
	char text[RTE_RING_NAMESIZE];
	struct rte_ring *r;
	unsigned int i;

	for (i = 0; i < RTE_PMD_RING_MAX_RX_RINGS; i++) {
		snprintf(text, sizeof(text), "ETH_RXTX%u_%s", i, name);
		r = rte_ring_lookup(text);
		if (r == NULL) {
			memset(set, 0, sizeof(*set));
			return -ENOENT;
		}
		set_add(set, r);
	}
	return 0;
}

int
ring_set_create(struct ring_set *set, const char *name, int numa_node, enum ring_action action)
{
	char text[RTE_RING_NAMESIZE];
	int ret;

	memset(set, 0, sizeof(*set));
	/* the last ring has the longest name */
	if (snprintf(text, sizeof(text), "ETH_RXTX%u_%s", RTE_PMD_RING_MAX_RX_RINGS - 1, name) >= (int)sizeof(text))
		return -ENAMETOOLONG;
	if (action == RING_ATTACH)
		return set_find(set, name);
	ret = set_make(set, name, numa_node);
	if (ret == -EEXIST && set_find(set, name) == 0)
		ret = 0;
	return ret;
}

/* --- Operations ------------------------------------------------------------------------------------------------------ */

static int
ring_configure(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
ring_start(struct rte_eth_dev *dev)
{
	net_link_set(dev, true);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STARTED);
	return 0;
}

static int
ring_stop(struct rte_eth_dev *dev)
{
	net_link_set(dev, false);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STOPPED);
	return 0;
}

static int
ring_close(struct rte_eth_dev *dev)
{
	struct ring_port *port = dev->data->dev_private;

	if (rte_eal_process_type() != RTE_PROC_PRIMARY)
		return 0;
	ring_set_free(&port->rings);
	return 0;
}

static int
ring_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	const struct ring_port *port = dev->data->dev_private;

	info->max_mac_addrs = 1;
	info->max_rx_pktlen = UINT32_MAX;
	info->max_rx_queues = port->rings.nb_rx;
	info->max_tx_queues = port->rings.nb_tx;
	info->min_rx_bufsize = 0;
	info->rx_offload_capa = RTE_ETH_RX_OFFLOAD_SCATTER;
	info->tx_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	return 0;
}

static int
ring_rx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_rxconf *conf,
	struct rte_mempool *pool)
{
	struct ring_port *port = dev->data->dev_private;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	RTE_SET_USED(conf);
	RTE_SET_USED(pool);
	dev->data->rx_queues[id] = &port->rxq[id];
	return 0;
}

static int
ring_tx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_txconf *conf)
{
	struct ring_port *port = dev->data->dev_private;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	RTE_SET_USED(conf);
	dev->data->tx_queues[id] = &port->txq[id];
	return 0;
}

static int
ring_link(struct rte_eth_dev *dev, int wait)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(wait);
	return 0;
}

static int
ring_link_up(struct rte_eth_dev *dev)
{
	net_link_set(dev, true);
	return 0;
}

static int
ring_link_down(struct rte_eth_dev *dev)
{
	net_link_set(dev, false);
	return 0;
}

static int
ring_stats(struct rte_eth_dev *dev, struct rte_eth_stats *st)
{
	const struct ring_port *port = dev->data->dev_private;
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++)
		net_tally_rx(&port->rxq[i].tally, i, st);
	for (i = 0; i < dev->data->nb_tx_queues; i++)
		net_tally_tx(&port->txq[i].tally, i, st);
	return 0;
}

static int
ring_stats_reset(struct rte_eth_dev *dev)
{
	struct ring_port *port = dev->data->dev_private;
	uint16_t i;

	for (i = 0; i < port->rings.nb_rx; i++)
		net_tally_reset(&port->rxq[i].tally);
	for (i = 0; i < port->rings.nb_tx; i++)
		net_tally_reset(&port->txq[i].tally);
	return 0;
}

static int
ring_accept(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
ring_mac_set(struct rte_eth_dev *dev, struct rte_ether_addr *mac)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mac);
	return 0;
}

static int
ring_mac_add(struct rte_eth_dev *dev, struct rte_ether_addr *mac, uint32_t index, uint32_t vmdq)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mac);
	RTE_SET_USED(index);
	RTE_SET_USED(vmdq);
	return 0;
}

static void
ring_mac_remove(struct rte_eth_dev *dev, uint32_t index)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(index);
}

static int
ring_mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mtu);
	return 0;
}

static const struct eth_dev_ops ring_ops = {
	.dev_configure = ring_configure,
	.dev_start = ring_start,
	.dev_stop = ring_stop,
	.dev_close = ring_close,
	.dev_set_link_up = ring_link_up,
	.dev_set_link_down = ring_link_down,
	.dev_infos_get = ring_info,
	.link_update = ring_link,
	.rx_queue_setup = ring_rx_setup,
	.tx_queue_setup = ring_tx_setup,
	.stats_get = ring_stats,
	.stats_reset = ring_stats_reset,
	.promiscuous_enable = ring_accept,
	.promiscuous_disable = ring_accept,
	.allmulticast_enable = ring_accept,
	.allmulticast_disable = ring_accept,
	.mac_addr_set = ring_mac_set,
	.mac_addr_add = ring_mac_add,
	.mac_addr_remove = ring_mac_remove,
	.mtu_set = ring_mtu_set,
};

/* --- Birth ----------------------------------------------------------------------------------------------------------- */

static void
port_bind(struct rte_eth_dev *dev, struct rte_vdev_device *vdev)
{
	dev->device = &vdev->device;
	dev->dev_ops = &ring_ops;
	dev->rx_pkt_burst = ring_rx;
	dev->tx_pkt_burst = ring_tx;
}

int
ring_port_create(struct rte_vdev_device *vdev, const char *name, int numa_node, const struct ring_set *set,
	struct rte_eth_dev **out)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocate(name);
	struct ring_port *port;
	uint16_t i;

	if (dev == NULL)
		return rte_errno > 0 ? -rte_errno : -ENOMEM;
	/* from here on the engine finds the port by its device, and releases it with all its memory when the probe fails */
	port_bind(dev, vdev);
	dev->data->numa_node = numa_node;
	port = rte_zmalloc_socket("ring_port", sizeof(*port), 0, numa_node);
	dev->data->dev_private = port;
	dev->data->mac_addrs = rte_zmalloc_socket("ring_mac", sizeof(*dev->data->mac_addrs), 0, numa_node);
	if (port == NULL || dev->data->mac_addrs == NULL)
		return -ENOMEM;
	port->rings = *set;
	for (i = 0; i < set->nb_rx; i++)
		port->rxq[i].ring = set->rx[i];
	for (i = 0; i < set->nb_tx; i++)
		port->txq[i].ring = set->tx[i];
	dev->data->promiscuous = 1;
	dev->data->all_multicast = 1;
	dev->data->dev_flags |= RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS | RTE_ETH_DEV_DETACHABLE;
	net_link_set(dev, false);
	rte_eth_dev_probing_finish(dev);
	*out = dev;
	return 0;
}

void
ring_port_undo(struct rte_eth_dev *dev)
{
	ring_set_free(&((struct ring_port *)dev->data->dev_private)->rings);
}

int
ring_port_join(struct rte_vdev_device *vdev, const char *name)
{
	struct rte_eth_dev *dev = rte_eth_dev_attach_secondary(name);

	if (dev == NULL)
		return -ENODEV;
	port_bind(dev, vdev);
	rte_eth_dev_probing_finish(dev);
	return 0;
}
