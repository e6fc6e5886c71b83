/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The null driver's life: a port without a device. It receives packets that nobody sent, as fast as it is polled, and
 * swallows what it is given. Owns arguments and control operations; bursts are in null_rxtx.c.
 */
#include <errno.h>
#include <string.h>

#include <bus_vdev_driver.h>
#include <ethdev_driver.h>
#include <ethdev_vdev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_lcore.h>
#include <rte_malloc.h>
#include <rte_memory.h>

#include "../common/net_args.h"
#include "null.h"

#define NULL_SIZE_DEFAULT 64

RTE_LOG_REGISTER(null_logtype, pmd.net.null, NOTICE);
#define NULL_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, null_logtype, "NULL: " fmt "\n", ##__VA_ARGS__)

/* --- Arguments ------------------------------------------------------------------------------------------------------- */

static const char *
size_take(const char *value, void *where)
{
	uint64_t n;

	/* data_len has 16 bits */
	if (net_args_number(value, 1, UINT16_MAX, &n) != 0)
		return "a number of bytes from 1 to 65535";
	((struct null_options *)where)->size = (uint32_t)n;
	return NULL;
}

static const char *
copy_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct null_options *)where)->copy);
}

static const char *
no_rx_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct null_options *)where)->no_rx);
}

static const struct net_arg null_args[] = {
	{"size", false, size_take},
	{"copy", false, copy_take},
	{"no-rx", false, no_rx_take},
};

static int
options_read(const char *args, struct null_options *opt, char *why)
{
	int ret;

	*opt = (struct null_options){.size = NULL_SIZE_DEFAULT};
	ret = net_args_read(args, null_args, RTE_DIM(null_args), opt, why);
	if (ret == 0 && opt->copy && opt->no_rx) {
		snprintf(why, NET_ARGS_WHY_MAX, "copy=1,no-rx=1: nothing is received that could be copied");
		ret = -EINVAL;
	}
	return ret;
}

/* --- Queues ---------------------------------------------------------------------------------------------------------- */

static void
queue_free(struct null_queue *q)
{
	if (q != NULL)
		rte_free(q->bytes);
	rte_free(q);
}

static struct null_queue *
queue_create(const struct null_port *port, unsigned int socket)
{
	struct null_queue *q = rte_zmalloc_socket("null_queue", sizeof(*q), 0, (int)socket);

	if (q == NULL)
		return NULL;
	q->size = port->opt.size;
	if (port->opt.copy) {
		q->bytes = rte_zmalloc_socket("null_packet", q->size, 0, (int)socket);
		if (q->bytes == NULL) {
			queue_free(q);
			return NULL;
		}
	}
	return q;
}

static void
null_rx_release(struct rte_eth_dev *dev, uint16_t id)
{
	queue_free(dev->data->rx_queues[id]);
	dev->data->rx_queues[id] = NULL;
}

static void
null_tx_release(struct rte_eth_dev *dev, uint16_t id)
{
	queue_free(dev->data->tx_queues[id]);
	dev->data->tx_queues[id] = NULL;
}

static int
null_rx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_rxconf *conf,
	struct rte_mempool *pool)
{
	const struct null_port *port = dev->data->dev_private;
	struct net_source source;
	struct null_queue *q;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(conf);
	if (pool == NULL)
		return -EINVAL;
	net_source_init(&source, pool, dev->data->port_id);
	if (port->opt.size > source.room) {
		NULL_LOG(ERR, "%s: rx queue %u: mbufs of pool %s hold %u bytes, packets have %u", dev->data->name, id, pool->name,
			source.room, port->opt.size);
		return -EINVAL;
	}
	q = queue_create(port, socket);
	if (q == NULL)
		return -ENOMEM;
	q->source = source;
	dev->data->rx_queues[id] = q;
	return 0;
}

static int
null_tx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_txconf *conf)
{
	struct null_queue *q = queue_create(dev->data->dev_private, socket);

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(conf);
	if (q == NULL)
		return -ENOMEM;
	dev->data->tx_queues[id] = q;
	return 0;
}

/* --- Port ------------------------------------------------------------------------------------------------------------ */

static int
null_configure(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
null_start(struct rte_eth_dev *dev)
{
	net_link_set(dev, true);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STARTED);
	return 0;
}

static int
null_stop(struct rte_eth_dev *dev)
{
	net_link_set(dev, false);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STOPPED);
	return 0;
}

/** The queues have been released, and all else is the port's memory. */
static int
null_close(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
null_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	RTE_SET_USED(dev);
	info->max_mac_addrs = 1;
	info->max_rx_pktlen = UINT32_MAX;
	info->max_rx_queues = RTE_MAX_QUEUES_PER_PORT;
	info->max_tx_queues = RTE_MAX_QUEUES_PER_PORT;
	info->min_rx_bufsize = 0;
	info->tx_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	info->reta_size = NULL_RETA_SIZE;
	info->hash_key_size = NULL_RSS_KEY_LEN;
	info->flow_type_rss_offloads = NULL_RSS_TYPES;
	return 0;
}

static int
null_link(struct rte_eth_dev *dev, int wait)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(wait);
	return 0;
}

static int
null_stats(struct rte_eth_dev *dev, struct rte_eth_stats *st)
{
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++) {
		if (dev->data->rx_queues[i] != NULL)
			net_tally_rx(&((struct null_queue *)dev->data->rx_queues[i])->tally, i, st);
	}
	for (i = 0; i < dev->data->nb_tx_queues; i++) {
		if (dev->data->tx_queues[i] != NULL)
			net_tally_tx(&((struct null_queue *)dev->data->tx_queues[i])->tally, i, st);
	}
	return 0;
}

static int
null_stats_reset(struct rte_eth_dev *dev)
{
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++) {
		if (dev->data->rx_queues[i] != NULL)
			net_tally_reset(&((struct null_queue *)dev->data->rx_queues[i])->tally);
	}
	for (i = 0; i < dev->data->nb_tx_queues; i++) {
		if (dev->data->tx_queues[i] != NULL)
			net_tally_reset(&((struct null_queue *)dev->data->tx_queues[i])->tally);
	}
	return 0;
}

/* Everything and every address is received anyway: these settings are only kept, by ethdev. */
static int
null_accept(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
null_mac_set(struct rte_eth_dev *dev, struct rte_ether_addr *mac)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mac);
	return 0;
}

static int
null_mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mtu);
	return 0;
}

static const struct eth_dev_ops null_ops = {
	.dev_configure = null_configure,
	.dev_start = null_start,
	.dev_stop = null_stop,
	.dev_close = null_close,
	.dev_infos_get = null_info,
	.link_update = null_link,
	.rx_queue_setup = null_rx_setup,
	.tx_queue_setup = null_tx_setup,
	.rx_queue_release = null_rx_release,
	.tx_queue_release = null_tx_release,
	.stats_get = null_stats,
	.stats_reset = null_stats_reset,
	.promiscuous_enable = null_accept,
	.promiscuous_disable = null_accept,
	.allmulticast_enable = null_accept,
	.allmulticast_disable = null_accept,
	.mac_addr_set = null_mac_set,
	.mtu_set = null_mtu_set,
	.reta_update = null_reta_update,
	.reta_query = null_reta_query,
	.rss_hash_update = null_rss_update,
	.rss_hash_conf_get = null_rss_query,
};

/* --- Device ---------------------------------------------------------------------------------------------------------- */

/** Give the port its functions, which differ from process to process. */
static void
port_bind(struct rte_eth_dev *dev)
{
	const struct null_port *port = dev->data->dev_private;

	dev->dev_ops = &null_ops;
	dev->rx_pkt_burst = port->opt.no_rx ? null_rx_none : port->opt.copy ? null_rx_copy : null_rx;
	dev->tx_pkt_burst = port->opt.copy ? null_tx_copy : null_tx;
}

static int
port_join(struct rte_vdev_device *vdev)
{
	struct rte_eth_dev *dev = rte_eth_dev_attach_secondary(rte_vdev_device_name(vdev));

	if (dev == NULL) {
		NULL_LOG(ERR, "%s: the primary process has no such port", rte_vdev_device_name(vdev));
		return -ENODEV;
	}
	dev->device = &vdev->device;
	port_bind(dev);
	rte_eth_dev_probing_finish(dev);
	return 0;
}

static int
null_probe(struct rte_vdev_device *vdev)
{
	const char *name = rte_vdev_device_name(vdev);
	char why[NET_ARGS_WHY_MAX];
	struct null_options opt;
	struct null_port *port;
	struct rte_eth_dev *dev;
	int ret;

	if (rte_eal_process_type() == RTE_PROC_SECONDARY)
		return port_join(vdev);
	ret = options_read(rte_vdev_device_args(vdev), &opt, why);
	if (ret != 0) {
		NULL_LOG(ERR, "%s: %s", name, why);
		return ret;
	}
	if (vdev->device.numa_node == SOCKET_ID_ANY)
		vdev->device.numa_node = (int)rte_socket_id();
	dev = rte_eth_vdev_allocate(vdev, sizeof(*port));
	if (dev == NULL) {
		NULL_LOG(ERR, "%s: port: %s", name, rte_strerror(rte_errno));
		return rte_errno > 0 ? -rte_errno : -ENOMEM;
	}
	/* when the probe fails the engine releases the port with its memory */
	dev->data->mac_addrs = rte_zmalloc_socket("null_mac", sizeof(*dev->data->mac_addrs), 0, dev->data->numa_node);
	if (dev->data->mac_addrs == NULL)
		return -ENOMEM;
	rte_eth_random_addr(dev->data->mac_addrs->addr_bytes);
	port = dev->data->dev_private;
	port->opt = opt;
	null_rss_init(&port->rss);
	dev->data->promiscuous = 1;
	dev->data->all_multicast = 1;
	dev->data->dev_flags |= RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS | RTE_ETH_DEV_DETACHABLE;
	net_link_set(dev, false);
	port_bind(dev);
	rte_eth_dev_probing_finish(dev);
	return 0;
}

/** Nothing belongs to the device itself; its port was closed before. */
static int
null_remove(struct rte_vdev_device *vdev)
{
	RTE_SET_USED(vdev);
	return 0;
}

static struct rte_vdev_driver null_driver = {
	.probe = null_probe,
	.remove = null_remove,
};

RTE_PMD_REGISTER_VDEV(net_null, null_driver);
RTE_PMD_REGISTER_ALIAS(net_null, eth_null);
RTE_PMD_REGISTER_PARAM_STRING(net_null, "size=<1..65535> copy=<0|1> no-rx=<0|1>");
