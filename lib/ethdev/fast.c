/* SPDX-License-Identifier: BSD-3-Clause */
/* The burst table: its idle rows, putting a running port's functions and queues in, taking them out again. */
#include <errno.h>
#include <stdlib.h>

#include "private.h"

RTE_BUILD_BUG_ON(RTE_ETH_FP_ROWS != RTE_MAX_ETHPORTS);
RTE_BUILD_BUG_ON(RTE_ETH_FP_ROWS != RTE_MAX_QUEUES_PER_PORT);

struct rte_eth_fp_ops rte_eth_fp_ops[RTE_MAX_ETHPORTS];

/* Queues and functions of a number that was never used. */
static void *no_queues[RTE_MAX_QUEUES_PER_PORT];

/* ---- idle ---- */

uint16_t
rte_eth_burst_idle(void)
{
	rte_errno = ENOTSUP;
	return 0;
}

int
rte_eth_idle_reason(uint16_t port_id)
{
	return eth_valid(port_id) ? -EINVAL : -ENODEV;
}

uint16_t
rte_eth_pkt_burst_dummy(void *queue, struct rte_mbuf **pkts, uint16_t nb_pkts)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(pkts);
	RTE_SET_USED(nb_pkts);
	return 0;
}

/* What callers get that do not look whether there is a queue. */
static uint16_t
burst_idle(void *queue, struct rte_mbuf **pkts, uint16_t nb_pkts)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(pkts);
	RTE_SET_USED(nb_pkts);
	return rte_eth_burst_idle();
}

RTE_INIT(eth_fast_init)
{
	unsigned int i;

	for (i = 0; i < RTE_MAX_ETHPORTS; i++) {
		struct rte_eth_fp_ops *row = &rte_eth_fp_ops[i];

		row->rx_pkt_burst = burst_idle;
		row->tx_pkt_burst = burst_idle;
		row->rxq.data = no_queues;
		row->rxq.clbk = no_queues;
		row->txq.data = no_queues;
		row->txq.clbk = no_queues;
	}
}

struct eth_queues *
eth_queues_get(uint16_t id)
{
	struct rte_eth_fp_ops *row = &rte_eth_fp_ops[id];
	struct eth_queues *q = eth_ports[id].queues;

	if (q != NULL)
		return q;
	q = calloc(1, sizeof(*q));
	if (q == NULL)
		return NULL;
	eth_ports[id].queues = q;
	__atomic_store_n(&row->rxq.data, q->rx, __ATOMIC_RELEASE);
	__atomic_store_n(&row->rxq.clbk, (void **)q->rx_cbs, __ATOMIC_RELEASE);
	__atomic_store_n(&row->txq.data, q->tx, __ATOMIC_RELEASE);
	__atomic_store_n(&row->txq.clbk, (void **)q->tx_cbs, __ATOMIC_RELEASE);
	return q;
}

/* ---- the row of a port; under its lock ---- */

static void
queues_fill(void **to, void **from, uint16_t nb)
{
	uint16_t i;

	for (i = 0; i < nb; i++)
		__atomic_store_n(&to[i], from != NULL ? from[i] : NULL, __ATOMIC_RELEASE);
}

void
eth_fast_publish(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct eth_port *p = &eth_ports[id];
	struct rte_eth_fp_ops *row = &rte_eth_fp_ops[id];

	queues_fill(p->queues->rx, dev->data->rx_queues, dev->data->nb_rx_queues);
	queues_fill(p->queues->tx, dev->data->tx_queues, dev->data->nb_tx_queues);
	__atomic_store_n(&row->rx_queue_count, dev->rx_queue_count, __ATOMIC_RELEASE);
	__atomic_store_n(&row->rx_descriptor_status, dev->rx_descriptor_status, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_descriptor_status, dev->tx_descriptor_status, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_pkt_prepare, dev->tx_pkt_prepare, __ATOMIC_RELEASE);
	__atomic_store_n(&row->rx_pkt_burst, dev->rx_pkt_burst != NULL ? dev->rx_pkt_burst : burst_idle, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_pkt_burst, dev->tx_pkt_burst != NULL ? dev->tx_pkt_burst : burst_idle, __ATOMIC_RELEASE);
	p->live = true;
}

/*
 * Functions and queues go in one sweep, before the wait: whatever mixture of old and new a burst meets, it finds either its
 * queue and function of before, which live until it is over, or no queue.
 */
int
eth_fast_withdraw(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct eth_port *p = &eth_ports[id];
	struct rte_eth_fp_ops *row = &rte_eth_fp_ops[id];

	if (!p->live)
		return 0;
	p->live = false;
	__atomic_store_n(&row->rx_pkt_burst, burst_idle, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_pkt_burst, burst_idle, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_pkt_prepare, NULL, __ATOMIC_RELEASE);
	__atomic_store_n(&row->rx_queue_count, NULL, __ATOMIC_RELEASE);
	__atomic_store_n(&row->rx_descriptor_status, NULL, __ATOMIC_RELEASE);
	__atomic_store_n(&row->tx_descriptor_status, NULL, __ATOMIC_RELEASE);
	queues_fill(p->queues->rx, NULL, dev->data->nb_rx_queues);
	queues_fill(p->queues->tx, NULL, dev->data->nb_tx_queues);
	if (eth_wait_outside(id) == 0)
		return 0;
	eth_fast_publish(dev);
	return -EBUSY;
}

/* One queue; the functions stay. */
static int
queue_put(struct rte_eth_dev *dev, void **entry, void *queue)
{
	void *before = *entry;

	if (!eth_ports[dev->data->port_id].live || before == queue)
		return 0;
	__atomic_store_n(entry, queue, __ATOMIC_RELEASE);
	if (queue != NULL || eth_wait_outside(dev->data->port_id) == 0)
		return 0;
	__atomic_store_n(entry, before, __ATOMIC_RELEASE);
	return -EBUSY;
}

int
eth_fast_rxq(struct rte_eth_dev *dev, uint16_t queue_id, void *queue)
{
	return queue_put(dev, &eth_ports[dev->data->port_id].queues->rx[queue_id], queue);
}

int
eth_fast_txq(struct rte_eth_dev *dev, uint16_t queue_id, void *queue)
{
	return queue_put(dev, &eth_ports[dev->data->port_id].queues->tx[queue_id], queue);
}

/* ---- bursts that the inline path does not take ---- */

uint16_t
rte_eth_rx_burst_slow(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, uint16_t nb_pkts)
{
	uint32_t *in = rte_eth_enter_slow(port_id, queue_id);
	uint16_t nb_rx;

	if (in == NULL)
		return 0;
	nb_rx = rte_eth_rx_inside(port_id, queue_id, rx_pkts, nb_pkts);
	rte_eth_leave(in);
	return nb_rx;
}

uint16_t
rte_eth_tx_burst_slow(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts)
{
	uint32_t *in = rte_eth_enter_slow(port_id, queue_id);
	uint16_t nb_tx;

	if (in == NULL)
		return 0;
	nb_tx = rte_eth_tx_inside(port_id, queue_id, tx_pkts, nb_pkts);
	rte_eth_leave(in);
	return nb_tx;
}

/*
 * Packets that were sent belong to the thread that polls the queue, so it asks without the port's lock, as in a burst. A
 * port that does not run is asked under its lock.
 */
int
rte_eth_tx_done_cleanup(uint16_t port_id, uint16_t queue_id, uint32_t free_cnt)
{
	struct rte_eth_dev *dev;
	uint32_t *in = rte_eth_enter(port_id, queue_id);
	void *qd = in != NULL ? rte_eth_queue_entry(&rte_eth_fp_ops[port_id].txq.data, queue_id) : NULL;
	eth_tx_done_cleanup_t op;
	int ret;

	if (qd != NULL) {
		op = rte_eth_devices[port_id].dev_ops->tx_done_cleanup;
		ret = op != NULL ? op(qd, free_cnt) : -ENOTSUP;
		rte_eth_leave(in);
		return ret;
	}
	if (in != NULL)
		rte_eth_leave(in);
	ret = eth_enter(port_id, &dev, __func__);
	if (ret != 0)
		return ret;
	op = dev->dev_ops->tx_done_cleanup;
	if (queue_id >= dev->data->nb_tx_queues || dev->data->tx_queues[queue_id] == NULL)
		ret = eth_bad(__func__, port_id, "there is no such transmit queue, or it is not set up");
	else
		ret = op != NULL ? eth_result(dev, op(dev->data->tx_queues[queue_id], free_cnt)) : -ENOTSUP;
	return eth_leave(port_id, ret);
}
