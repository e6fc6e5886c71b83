/* SPDX-License-Identifier: BSD-3-Clause */
/* Tells the application when an interface behind one of a port's queues is deleted, or moved to another network namespace. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pcapeth.h"

/** On rte-loop: one look at all interfaces. */
static void
watch_look(void *arg)
{
	struct rte_eth_dev *dev = arg;
	struct pcapeth_port *port = dev->data->dev_private;
	const unsigned int n = __atomic_load_n(&port->nb_watched, __ATOMIC_ACQUIRE);
	unsigned int i;
	bool running;

	for (i = 0; i < n; i++) {
		if (net_watch_running(&port->watch, port->watched[i], &running) != -ENODEV)
			continue;
		if (!__atomic_exchange_n(&port->gone, true, __ATOMIC_ACQ_REL)) {
			PCAP_LOG(NOTICE, "%s: an interface is gone", dev->data->name);
			net_link_set(dev, false);
			rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_INTR_RMV, NULL);
		}
		return;
	}
}

/** Note the interfaces of @p n queues. */
static int
watch_add(struct pcapeth_port *port, const struct pcapeth_name *queues, unsigned int n, char *why)
{
	unsigned int i;
	int ret;

	for (i = 0; i < n; i++) {
		if (queues[i].kind != PCAPETH_IFACE && queues[i].kind != PCAPETH_IFACE_IN)
			continue;
		ret = net_watch_find(&port->watch, queues[i].name, &port->watched[port->nb_watched]);
		if (ret != 0) {
			snprintf(why, PCAPETH_WHY_MAX, "interface %s: %s", queues[i].name,
				ret == -ENODEV ? "there is none of that name" : strerror(-ret));
			return ret;
		}
		__atomic_store_n(&port->nb_watched, port->nb_watched + 1, __ATOMIC_RELEASE);
	}
	return 0;
}

static bool
watch_wanted(const struct pcapeth_name *queues, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (queues[i].kind == PCAPETH_IFACE || queues[i].kind == PCAPETH_IFACE_IN)
			return true;
	}
	return false;
}

int
pcapeth_watch_start(struct rte_eth_dev *dev, char *why)
{
	struct pcapeth_port *port = dev->data->dev_private;
	const struct pcapeth_options *opt = &port->opt;
	int ret;

	net_watch_init(&port->watch);
	if (!watch_wanted(opt->rx, opt->nb_rx) && !watch_wanted(opt->tx, opt->nb_tx))
		return 0;
	ret = net_watch_start(&port->watch, watch_look, dev);
	if (ret != 0) {
		snprintf(why, PCAPETH_WHY_MAX, "watching interfaces: %s", strerror(-ret));
		return ret;
	}
	ret = watch_add(port, opt->rx, opt->nb_rx, why);
	if (ret == 0)
		ret = watch_add(port, opt->tx, opt->nb_tx, why);
	if (ret != 0)
		net_watch_stop(&port->watch);
	return ret;
}
