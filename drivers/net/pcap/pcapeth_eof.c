/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * eof=1: when the last file of a started port has been read to its end, its link goes down and the application is told, once per
 * start. The telling is done by an alarm. The alarm carries the port's number in a list of those alive and not a pointer: so
 * closing a port need not wait for a callback of the application, which might itself be waiting to close the port.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/queue.h>

#include <rte_alarm.h>

#include "pcapeth.h"

struct eof_port {
	TAILQ_ENTRY(eof_port) next;
	struct rte_eth_dev *dev;
	uint32_t serial;
};

static struct {
	pthread_mutex_t lock; /**< guards the rest */
	TAILQ_HEAD(, eof_port) ports;
	uint32_t serial;
} eof = {.lock = PTHREAD_MUTEX_INITIALIZER, .ports = TAILQ_HEAD_INITIALIZER(eof.ports)};

int
pcapeth_eof_add(struct rte_eth_dev *dev)
{
	struct pcapeth_port *port = dev->data->dev_private;
	struct eof_port *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return -ENOMEM;
	pthread_mutex_lock(&eof.lock);
	if (++eof.serial == 0)
		eof.serial = 1;
	e->dev = dev;
	e->serial = port->serial = eof.serial;
	TAILQ_INSERT_TAIL(&eof.ports, e, next);
	pthread_mutex_unlock(&eof.lock);
	return 0;
}

void
pcapeth_eof_remove(const struct pcapeth_port *port)
{
	struct eof_port *e;

	pthread_mutex_lock(&eof.lock);
	TAILQ_FOREACH(e, &eof.ports, next) {
		if (e->serial == port->serial)
			break;
	}
	if (e != NULL)
		TAILQ_REMOVE(&eof.ports, e, next);
	pthread_mutex_unlock(&eof.lock);
	free(e);
}

static void
eof_alarm(void *arg)
{
	struct rte_eth_dev *dev = NULL;
	struct pcapeth_port *port;
	struct eof_port *e;

	pthread_mutex_lock(&eof.lock);
	TAILQ_FOREACH(e, &eof.ports, next) {
		if (e->serial == (uint32_t)(uintptr_t)arg)
			break;
	}
	if (e != NULL) {
		port = e->dev->data->dev_private;
		/* stopped, or started again, in the meantime: the end is no longer reached */
		if (__atomic_load_n(&port->to_end, __ATOMIC_ACQUIRE) == 0 && e->dev->data->dev_started) {
			dev = e->dev;
			net_link_set(dev, false);
		}
	}
	pthread_mutex_unlock(&eof.lock);
	if (dev != NULL)
		rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_INTR_LSC, NULL);
}

void
pcapeth_eof_reached(struct pcapeth_rxq *q)
{
	struct pcapeth_port *port = q->port;

	q->ended = true;
	if (port->serial != 0 && __atomic_sub_fetch(&port->to_end, 1, __ATOMIC_ACQ_REL) == 0)
		rte_eal_alarm_set(1, eof_alarm, (void *)(uintptr_t)port->serial);
}
