/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * eof=1: when the last file of a started port has been read to its end, its link goes down and the application is told, once per
 * start.
 *
 * The burst that meets the end only sets an alarm, which carries the port's number and no pointer, so nothing has to wait
 * for it. The alarm asks the port a harmless question; in answering, which happens under the port's lock, the driver
 * raises the event.
 */
#include <rte_alarm.h>

#include "pcapeth.h"

/** Ports that have to be asked; a stop takes the question back. */
static bool eof_due[RTE_MAX_ETHPORTS];

static void
eof_alarm(void *arg)
{
	uint16_t port_id = (uint16_t)(uintptr_t)arg;
	struct rte_eth_dev_info info;

	if (__atomic_exchange_n(&eof_due[port_id], false, __ATOMIC_ACQ_REL) && rte_eth_dev_is_valid_port(port_id))
		rte_eth_dev_info_get(port_id, &info);
}

void
pcapeth_eof_reached(struct pcapeth_rxq *q)
{
	struct pcapeth_port *port = q->port;

	q->ended = true;
	if (__atomic_sub_fetch(&port->to_end, 1, __ATOMIC_ACQ_REL) != 0 || !port->opt.eof)
		return;
	__atomic_store_n(&eof_due[port->port_id], true, __ATOMIC_RELEASE);
	rte_eal_alarm_set(1, eof_alarm, (void *)(uintptr_t)port->port_id);
}

void
pcapeth_eof_forget(const struct pcapeth_port *port)
{
	__atomic_store_n(&eof_due[port->port_id], false, __ATOMIC_RELEASE);
}

void
pcapeth_eof_tell(struct rte_eth_dev *dev)
{
	struct pcapeth_port *port = dev->data->dev_private;

	if (!port->opt.eof || port->eof_told || !dev->data->dev_started || __atomic_load_n(&port->to_end, __ATOMIC_ACQUIRE) != 0)
		return;
	port->eof_told = true;
	net_link_set(dev, false);
	rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_INTR_LSC, NULL);
}
