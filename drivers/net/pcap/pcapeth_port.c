/* SPDX-License-Identifier: BSD-3-Clause */
/* A port of the pcap driver: its handles, and what ethdev may ask of it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_mbuf_dyn.h>

#include "pcapeth.h"

/* --- Handles --------------------------------------------------------------------------------------------------------- */

static bool
file_same(int a, int b)
{
	struct stat x, y;

	return fstat(a, &x) == 0 && fstat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/** Whether another queue of the port has this file open: writing it would spoil what the other reads or writes. */
static bool
file_taken(const struct pcapeth_port *port, const struct pcapeth_writer *w)
{
	unsigned int i;

	for (i = 0; i < port->opt.nb_rx; i++) {
		const struct pcapeth_reader *r = port->rxq[i].reader;

		if (r != NULL && file_same(pcapeth_reader_fd(r), pcapeth_writer_fd(w)))
			return true;
	}
	for (i = 0; i < port->opt.nb_tx; i++) {
		const struct pcapeth_writer *other = port->txq[i].writer;

		if (other != NULL && other != w && file_same(pcapeth_writer_fd(other), pcapeth_writer_fd(w)))
			return true;
	}
	return false;
}

static int
rxq_open(struct pcapeth_rxq *q, const struct pcapeth_options *opt, char *why)
{
	enum pcapeth_live_use use = opt->single ? PCAPETH_LIVE_BOTH
				    : q->from->kind == PCAPETH_IFACE_IN ? PCAPETH_LIVE_RX_IN : PCAPETH_LIVE_RX;

	q->ended = false;
	q->loop.next = 0;
	if (q->from->kind == PCAPETH_FILE)
		return q->reader != NULL ? 0 : pcapeth_reader_open(q->from->name, &q->reader, why);
	if (q->from->kind != PCAPETH_NONE)
		return q->live != NULL ? 0 : pcapeth_live_open(q->from->name, use, opt->snaplen, &q->live, why);
	return 0;
}

static int
txq_open(struct pcapeth_txq *q, struct pcapeth_port *port, char *why)
{
	uint32_t snaplen = port->opt.snaplen != 0 ? port->opt.snaplen : PCAPETH_RECORD_MAX;
	int ret;

	if (port->opt.single) {
		q->live = port->rxq[0].live;
		return 0;
	}
	if (q->to->kind == PCAPETH_IFACE)
		return q->live != NULL ? 0 : pcapeth_live_open(q->to->name, PCAPETH_LIVE_TX, 0, &q->live, why);
	if (q->to->kind == PCAPETH_NONE || q->writer != NULL)
		return 0;
	ret = pcapeth_writer_open(q->to->name, snaplen, &q->writer, why);
	if (ret != 0)
		return ret;
	if (file_taken(port, q->writer)) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: another queue of the port uses this file", q->to->name);
		ret = -EINVAL;
	} else {
		ret = pcapeth_writer_begin(q->writer, why);
	}
	if (ret != 0) {
		pcapeth_writer_close(q->writer);
		q->writer = NULL;
	}
	return ret;
}

int
pcapeth_port_open(struct pcapeth_port *port, char *why)
{
	uint32_t files = 0;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < port->opt.nb_rx && ret == 0; i++) {
		ret = rxq_open(&port->rxq[i], &port->opt, why);
		files += port->opt.rx[i].kind == PCAPETH_FILE;
	}
	for (i = 0; i < port->opt.nb_tx && ret == 0; i++)
		ret = txq_open(&port->txq[i], port, why);
	__atomic_store_n(&port->to_end, files, __ATOMIC_RELEASE);
	port->eof_told = false;
	if (ret != 0)
		pcapeth_port_shut(port);
	return ret;
}

void
pcapeth_port_shut(struct pcapeth_port *port)
{
	struct pcapeth_live *live[2 * PCAPETH_QUEUES_MAX];
	unsigned int i, n = 0;

	for (i = 0; i < port->opt.nb_tx; i++) {
		struct pcapeth_txq *q = &port->txq[i];

		pcapeth_writer_close(q->writer);
		q->writer = NULL;
		if (q->live != NULL && !port->opt.single)
			live[n++] = q->live;
		q->live = NULL;
	}
	for (i = 0; i < port->opt.nb_rx; i++) {
		struct pcapeth_rxq *q = &port->rxq[i];

		pcapeth_reader_close(q->reader);
		q->reader = NULL;
		if (q->live != NULL) {
			q->missed += pcapeth_live_missed(q->live);
			live[n++] = q->live;
		}
		q->live = NULL;
	}
	if (n > 0)
		pcapeth_live_close(live, n);
}

/* --- Operations ------------------------------------------------------------------------------------------------------ */

static int
port_configure(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
port_start(struct rte_eth_dev *dev)
{
	char why[PCAPETH_WHY_MAX];
	int ret = pcapeth_port_open(dev->data->dev_private, why);

	if (ret != 0) {
		PCAP_LOG(ERR, "%s: start: %s", dev->data->name, why);
		return ret;
	}
	net_link_set(dev, true);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STARTED);
	return 0;
}

static int
port_stop(struct rte_eth_dev *dev)
{
	pcapeth_eof_forget(dev->data->dev_private);
	pcapeth_port_shut(dev->data->dev_private);
	net_link_set(dev, false);
	net_queues_mark(dev, RTE_ETH_QUEUE_STATE_STOPPED);
	return 0;
}

static int
port_close(struct rte_eth_dev *dev)
{
	struct pcapeth_port *port = dev->data->dev_private;
	unsigned int i;

	net_watch_stop(&port->watch);
	pcapeth_port_shut(port);
	for (i = 0; i < port->opt.nb_rx; i++)
		pcapeth_loop_free(&port->rxq[i].loop);
	pcapeth_options_free(&port->opt);
	return 0;
}

/** Any thread, no lock. */
static int
port_is_removed(struct rte_eth_dev *dev)
{
	return __atomic_load_n(&((const struct pcapeth_port *)dev->data->dev_private)->gone, __ATOMIC_ACQUIRE);
}

static int
port_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	const struct pcapeth_port *port = dev->data->dev_private;

	info->if_index = port->if_index;
	info->max_mac_addrs = 1;
	info->max_rx_pktlen = UINT32_MAX;
	info->max_rx_queues = port->opt.nb_rx;
	info->max_tx_queues = port->opt.nb_tx;
	info->min_rx_bufsize = 0;
	info->rx_offload_capa = RTE_ETH_RX_OFFLOAD_SCATTER;
	info->tx_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	if (rte_eal_process_type() == RTE_PROC_PRIMARY)
		pcapeth_eof_tell(dev);
	return 0;
}

static int
port_rx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_rxconf *conf,
	struct rte_mempool *pool)
{
	struct pcapeth_port *port = dev->data->dev_private;
	struct pcapeth_rxq *q = &port->rxq[id];
	char why[PCAPETH_WHY_MAX];
	int ret = 0;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	RTE_SET_USED(conf);
	if (pool == NULL)
		return -EINVAL;
	if (rte_mbuf_dyn_rx_timestamp_register(&q->time_offset, &q->time_flag) != 0) {
		ret = rte_errno > 0 ? -rte_errno : -ENOMEM;
		PCAP_LOG(ERR, "%s: rx queue %u: no room in the mbuf for the capture time", dev->data->name, id);
		return ret;
	}
	net_source_init(&q->source, pool, dev->data->port_id);
	if (q->source.room == 0) {
		PCAP_LOG(ERR, "%s: rx queue %u: mbufs of pool %s have no room for data", dev->data->name, id, pool->name);
		return -EINVAL;
	}
	if (port->opt.infinite && q->from->kind == PCAPETH_FILE) {
		ret = pcapeth_loop_load(q, q->from->name, why);
		if (ret != 0) {
			PCAP_LOG(ERR, "%s: rx queue %u: %s", dev->data->name, id, why);
			return ret;
		}
	}
	dev->data->rx_queues[id] = q;
	return 0;
}

static int
port_tx_setup(struct rte_eth_dev *dev, uint16_t id, uint16_t nb_desc, unsigned int socket, const struct rte_eth_txconf *conf)
{
	struct pcapeth_port *port = dev->data->dev_private;

	RTE_SET_USED(nb_desc);
	RTE_SET_USED(socket);
	RTE_SET_USED(conf);
	dev->data->tx_queues[id] = &port->txq[id];
	return 0;
}

static void
port_rx_release(struct rte_eth_dev *dev, uint16_t id)
{
	struct pcapeth_rxq *q = dev->data->rx_queues[id];

	if (q != NULL)
		pcapeth_loop_free(&q->loop);
}

static int
port_link(struct rte_eth_dev *dev, int wait)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(wait);
	return 0;
}

/** Packets that the kernel dropped before the queue saw them. Live handles belong to the primary process. */
static uint64_t
rxq_missed(const struct pcapeth_rxq *q)
{
	uint64_t now = q->live != NULL && rte_eal_process_type() == RTE_PROC_PRIMARY ? pcapeth_live_missed(q->live) : 0;

	return q->missed + now - q->missed_zero;
}

static int
port_stats(struct rte_eth_dev *dev, struct rte_eth_stats *st)
{
	const struct pcapeth_port *port = dev->data->dev_private;
	uint16_t i;

	for (i = 0; i < dev->data->nb_rx_queues; i++) {
		net_tally_rx(&port->rxq[i].tally, i, st);
		st->imissed += rxq_missed(&port->rxq[i]);
	}
	for (i = 0; i < dev->data->nb_tx_queues; i++) {
		net_tally_tx(&port->txq[i].tally, i, st);
		/* whoever has read that n packets were sent finds n packets in the file */
		if (port->txq[i].writer != NULL && rte_eal_process_type() == RTE_PROC_PRIMARY)
			pcapeth_writer_flush(port->txq[i].writer);
	}
	return 0;
}

static int
port_stats_reset(struct rte_eth_dev *dev)
{
	struct pcapeth_port *port = dev->data->dev_private;
	uint16_t i;

	for (i = 0; i < port->opt.nb_rx; i++) {
		net_tally_reset(&port->rxq[i].tally);
		port->rxq[i].missed_zero += rxq_missed(&port->rxq[i]);
	}
	for (i = 0; i < port->opt.nb_tx; i++)
		net_tally_reset(&port->txq[i].tally);
	return 0;
}

static int
port_accept(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

static int
port_mac_set(struct rte_eth_dev *dev, struct rte_ether_addr *mac)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mac);
	return 0;
}

static int
port_mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(mtu);
	return 0;
}

const struct eth_dev_ops pcapeth_ops = {
	.dev_configure = port_configure,
	.dev_start = port_start,
	.dev_stop = port_stop,
	.dev_close = port_close,
	.is_removed = port_is_removed,
	.dev_infos_get = port_info,
	.link_update = port_link,
	.rx_queue_setup = port_rx_setup,
	.tx_queue_setup = port_tx_setup,
	.rx_queue_release = port_rx_release,
	.stats_get = port_stats,
	.stats_reset = port_stats_reset,
	.promiscuous_enable = port_accept,
	.promiscuous_disable = port_accept,
	.allmulticast_enable = port_accept,
	.allmulticast_disable = port_accept,
	.mac_addr_set = port_mac_set,
	.mtu_set = port_mtu_set,
};

static int
secondary_close(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return 0;
}

/* A secondary process sees the port and its counts. Files and interfaces are open in the primary, which alone can start
 * and stop. */
const struct eth_dev_ops pcapeth_secondary_ops = {
	.dev_close = secondary_close,
	.dev_infos_get = port_info,
	.link_update = port_link,
	.stats_get = port_stats,
};
