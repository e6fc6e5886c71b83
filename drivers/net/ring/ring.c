/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The ring driver's devices: plain ones whose port is a loopback over rings of its own, those of nodeaction with a port per
 * occurrence, and those of rte_eth_from_rings() over the caller's rings.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <bus_vdev_driver.h>
#include <ethdev_driver.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_eth_ring.h>
#include <rte_lcore.h>
#include <rte_memory.h>

#include "../common/net_args.h"
#include "ring.h"

RTE_LOG_REGISTER(ring_logtype, pmd.net.ring, NOTICE);

#define RING_FROM "net_ring_"

/* --- The caller's rings on their way into the probe --------------------------------------------------------------------- */

/** One call of rte_eth_from_rings() that is under way; lives on that caller's stack. */
struct ring_order {
	struct ring_order *next;
	char device[RTE_ETH_NAME_MAX_LEN];
	struct ring_set rings;
	int numa_node;
	bool served;
};

static struct {
	pthread_mutex_t lock; /**< guards the list and the orders on it */
	struct ring_order *first;
} orders = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void
order_place(struct ring_order *o)
{
	pthread_mutex_lock(&orders.lock);
	o->next = orders.first;
	orders.first = o;
	pthread_mutex_unlock(&orders.lock);
}

static void
order_withdraw(struct ring_order *o)
{
	struct ring_order **p;

	pthread_mutex_lock(&orders.lock);
	for (p = &orders.first; *p != o; p = &(*p)->next)
		;
	*p = o->next;
	pthread_mutex_unlock(&orders.lock);
}

/** Copy the order for this device. False when there is none. */
static bool
order_find(const char *device, struct ring_set *rings, int *numa_node)
{
	struct ring_order *o;

	pthread_mutex_lock(&orders.lock);
	for (o = orders.first; o != NULL && strcmp(o->device, device) != 0; o = o->next)
		;
	if (o != NULL) {
		*rings = o->rings;
		*numa_node = o->numa_node;
		o->served = true;
	}
	pthread_mutex_unlock(&orders.lock);
	return o != NULL;
}

/* --- Device ---------------------------------------------------------------------------------------------------------- */

static int
probe_node(struct rte_vdev_device *vdev, const struct ring_node *node, struct rte_eth_dev **dev)
{
	const char *device = rte_vdev_device_name(vdev);
	struct ring_set set;
	int ret;

	ret = ring_set_create(&set, node->name, node->numa_node, node->action);
	if (ret != 0) {
		RING_LOG(ERR, "%s: rings ETH_RXTX<n>_%s: %s", device, node->name, strerror(-ret));
		rte_errno = -ret;
		return ret;
	}
	ret = ring_port_create(vdev, node->name, node->numa_node, &set, dev);
	if (ret != 0) {
		RING_LOG(ERR, "%s: port %s: %s", device, node->name, strerror(-ret));
		ring_set_free(&set);
	}
	return ret;
}

static int
probe_nodes(struct rte_vdev_device *vdev, const struct ring_nodes *nodes)
{
	struct rte_eth_dev *made[RING_PORTS_MAX];
	unsigned int i;
	int ret = 0;

	for (i = 0; i < nodes->n; i++) {
		ret = probe_node(vdev, &nodes->node[i], &made[i]);
		if (ret != 0)
			break;
	}
	while (ret != 0 && i > 0)
		ring_port_undo(made[--i]);
	return ret;
}

/** In a secondary process: the ports are there already, under the same names. */
static int
join_nodes(struct rte_vdev_device *vdev, const struct ring_nodes *nodes)
{
	unsigned int i;
	int ret;

	for (i = 0; i < nodes->n; i++) {
		ret = ring_port_join(vdev, nodes->node[i].name);
		if (ret != 0) {
			RING_LOG(ERR, "%s: the primary process has no port %s", rte_vdev_device_name(vdev), nodes->node[i].name);
			return ret;
		}
	}
	return 0;
}

/** The ports that the device is asked for: without arguments one loopback of its own name. */
static int
nodes_read(struct rte_vdev_device *vdev, struct ring_nodes *nodes, char *why)
{
	int ret = ring_args_read(rte_vdev_device_args(vdev), nodes, why);

	if (ret == 0 && nodes->n == 0) {
		snprintf(nodes->node[0].name, sizeof(nodes->node[0].name), "%s", rte_vdev_device_name(vdev));
		nodes->node[0].numa_node = vdev->device.numa_node;
		nodes->node[0].action = RING_CREATE;
		nodes->n = 1;
	}
	return ret;
}

static int
ring_probe(struct rte_vdev_device *vdev)
{
	const char *name = rte_vdev_device_name(vdev);
	char why[NET_ARGS_WHY_MAX];
	struct ring_nodes nodes;
	struct rte_eth_dev *dev;
	struct ring_set set;
	int numa_node, ret;

	if (vdev->device.numa_node == SOCKET_ID_ANY)
		vdev->device.numa_node = (int)rte_socket_id();
	ret = nodes_read(vdev, &nodes, why);
	if (ret != 0) {
		RING_LOG(ERR, "%s: %s", name, why);
		return ret;
	}
	if (rte_eal_process_type() == RTE_PROC_SECONDARY)
		return join_nodes(vdev, &nodes);
	if (!order_find(name, &set, &numa_node))
		return probe_nodes(vdev, &nodes);
	ret = ring_port_create(vdev, name, numa_node, &set, &dev);
	if (ret != 0)
		RING_LOG(ERR, "%s: port: %s", name, strerror(-ret));
	return ret;
}

/** Nothing belongs to the device itself; all its ports were closed before. */
static int
ring_remove(struct rte_vdev_device *vdev)
{
	RTE_SET_USED(vdev);
	return 0;
}

static struct rte_vdev_driver ring_driver = {
	.probe = ring_probe,
	.remove = ring_remove,
};

RTE_PMD_REGISTER_VDEV(net_ring, ring_driver);
RTE_PMD_REGISTER_ALIAS(net_ring, eth_ring);
RTE_PMD_REGISTER_PARAM_STRING(net_ring, "nodeaction=<name>:<node>:<CREATE|ATTACH>");

/* --- Ports over the caller's rings ------------------------------------------------------------------------------------- */

static int
order_fill(struct ring_set *set, struct rte_ring *const rx[], unsigned int nb_rx, struct rte_ring *const tx[], unsigned int nb_tx)
{
	unsigned int i;

	if ((rx == NULL && nb_rx > 0) || (tx == NULL && nb_tx > 0) || nb_rx > RTE_DIM(set->rx) || nb_tx > RTE_DIM(set->tx))
		return -EINVAL;
	for (i = 0; i < nb_rx; i++)
		set->rx[i] = rx[i];
	for (i = 0; i < nb_tx; i++)
		set->tx[i] = tx[i];
	set->nb_rx = (uint16_t)nb_rx;
	set->nb_tx = (uint16_t)nb_tx;
	for (i = 0; i < nb_rx; i++) {
		if (rx[i] == NULL)
			return -EINVAL;
	}
	for (i = 0; i < nb_tx; i++) {
		if (tx[i] == NULL)
			return -EINVAL;
	}
	return 0;
}

/** Attach the device. 0, or the positive error number of rte_eth_from_rings(), logged. */
static int
order_run(struct ring_order *o, uint16_t *port)
{
	int ret;

	order_place(o);
	ret = rte_eal_hotplug_add("vdev", o->device, "");
	order_withdraw(o);
	if (ret != 0 || !o->served) {
		RING_LOG(ERR, "%s: %s", o->device, ret != 0 ? "cannot be attached" : "there is such a device already");
		return EINVAL;
	}
	return rte_eth_dev_get_port_by_name(o->device, port) == 0 ? 0 : ENODEV;
}

int
rte_eth_from_rings(const char *name, struct rte_ring *const rx_queues[], const unsigned int nb_rx_queues,
	struct rte_ring *const tx_queues[], const unsigned int nb_tx_queues, const unsigned int numa_node)
{
	struct ring_order o = {.numa_node = (int)numa_node};
	uint16_t port;
	int err = 0;

	if (name == NULL || name[0] == '\0' || order_fill(&o.rings, rx_queues, nb_rx_queues, tx_queues, nb_tx_queues) != 0) {
		RING_LOG(ERR, "port of rings %s: a name, rings and at most %u queues each way are needed",
			name != NULL ? name : "(null)", (unsigned int)RTE_PMD_RING_MAX_RX_RINGS);
		err = EINVAL;
	} else if (snprintf(o.device, sizeof(o.device), RING_FROM "%s", name) >= (int)sizeof(o.device)) {
		RING_LOG(ERR, "port of rings %s: the name is longer than %zu characters", name,
			sizeof(o.device) - sizeof(RING_FROM));
		err = ENAMETOOLONG;
	} else if (rte_eal_process_type() == RTE_PROC_SECONDARY) {
		RING_LOG(ERR, "%s: only the primary process can make ports of rings", o.device);
		err = ENOTSUP;
	}
	if (err == 0)
		err = order_run(&o, &port);
	if (err != 0) {
		rte_errno = err;
		return -1;
	}
	return port;
}

int
rte_eth_from_ring(struct rte_ring *r)
{
	if (r == NULL) {
		rte_errno = EINVAL;
		return -1;
	}
	return rte_eth_from_rings(r->name, &r, 1, &r, 1, r->memzone != NULL ? (unsigned int)r->memzone->socket_id : 0);
}
