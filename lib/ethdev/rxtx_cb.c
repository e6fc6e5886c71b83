/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions that see every burst of a queue: adding, removing, running them. */
#include <errno.h>
#include <stddef.h>

#include <rte_malloc.h>

#include "private.h"

/*
 * What a handle points to. A node of a closed port may have to outlive it, when the port was closed from inside one of its
 * bursts.
 */
struct node {
	struct rte_eth_rxtx_callback cb; /* first: applications free the handle */
	struct node *dead;
};

/* ---- run; inside the port ---- */

static const struct rte_eth_rxtx_callback *
next_of(const struct rte_eth_rxtx_callback *cb)
{
	return __atomic_load_n(&cb->next, __ATOMIC_ACQUIRE);
}

uint16_t
rte_eth_call_rx_callbacks(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, uint16_t nb_rx, uint16_t nb_pkts,
			  void *opaque)
{
	const struct rte_eth_rxtx_callback *cb = opaque;

	for (; cb != NULL; cb = next_of(cb))
		nb_rx = cb->fn.rx(port_id, queue_id, rx_pkts, nb_rx, nb_pkts, cb->param);
	return nb_rx;
}

uint16_t
rte_eth_call_tx_callbacks(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts, void *opaque)
{
	const struct rte_eth_rxtx_callback *cb = opaque;

	for (; cb != NULL; cb = next_of(cb))
		nb_pkts = cb->fn.tx(port_id, queue_id, tx_pkts, nb_pkts, cb->param);
	return nb_pkts;
}

/* ---- add ---- */

static void
list_add(struct rte_eth_rxtx_callback **at, struct rte_eth_rxtx_callback *cb, bool first)
{
	while (!first && *at != NULL)
		at = &(*at)->next;
	cb->next = *at;
	__atomic_store_n(at, cb, __ATOMIC_RELEASE);
}

/* Exactly one of @p rx and @p tx is given. */
static const struct rte_eth_rxtx_callback *
callback_add(const char *who, uint16_t port_id, uint16_t queue_id, rte_rx_callback_fn rx, rte_tx_callback_fn tx, void *param,
	     bool receive, bool first)
{
	struct rte_eth_dev *dev;
	struct node *node = NULL;

	if (eth_enter(port_id, &dev, who) != 0) {
		rte_errno = EINVAL;
		return NULL;
	}
	if ((rx == NULL && tx == NULL) || queue_id >= (receive ? dev->data->nb_rx_queues : dev->data->nb_tx_queues)) {
		eth_bad(who, port_id, "no function, or no such queue");
		rte_errno = EINVAL;
	} else if ((node = rte_zmalloc("ethdev_callback", sizeof(*node), 0)) == NULL) {
		ETH_LOG(ERR, "%s: port %u: no memory", who, port_id);
		rte_errno = ENOMEM;
	} else {
		if (receive)
			node->cb.fn.rx = rx;
		else
			node->cb.fn.tx = tx;
		node->cb.param = param;
		eth_ports[port_id].queues->nb_cbs++;
		list_add(receive ? &dev->post_rx_burst_cbs[queue_id] : &dev->pre_tx_burst_cbs[queue_id], &node->cb, first);
	}
	eth_leave(port_id, 0);
	return node != NULL ? &node->cb : NULL;
}

const struct rte_eth_rxtx_callback *
rte_eth_add_rx_callback(uint16_t port_id, uint16_t queue_id, rte_rx_callback_fn fn, void *user_param)
{
	return callback_add(__func__, port_id, queue_id, fn, NULL, user_param, true, false);
}

const struct rte_eth_rxtx_callback *
rte_eth_add_first_rx_callback(uint16_t port_id, uint16_t queue_id, rte_rx_callback_fn fn, void *user_param)
{
	return callback_add(__func__, port_id, queue_id, fn, NULL, user_param, true, true);
}

const struct rte_eth_rxtx_callback *
rte_eth_add_tx_callback(uint16_t port_id, uint16_t queue_id, rte_tx_callback_fn fn, void *user_param)
{
	return callback_add(__func__, port_id, queue_id, NULL, fn, user_param, false, false);
}

/* ---- remove ---- */

static int
list_remove(struct rte_eth_rxtx_callback **at, const struct rte_eth_rxtx_callback *cb)
{
	while (*at != NULL && *at != cb)
		at = &(*at)->next;
	if (*at == NULL)
		return -EINVAL;
	/* its own next stays: a burst may stand on it */
	__atomic_store_n(at, cb->next, __ATOMIC_RELEASE);
	return 0;
}

static int
callback_remove(const char *who, uint16_t port_id, uint16_t queue_id, const struct rte_eth_rxtx_callback *cb, bool receive)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, who);

	if (ret != 0)
		return ret;
	if (cb == NULL || queue_id >= (receive ? dev->data->nb_rx_queues : dev->data->nb_tx_queues) ||
	    list_remove(receive ? &dev->post_rx_burst_cbs[queue_id] : &dev->pre_tx_burst_cbs[queue_id], cb) != 0) {
		ret = eth_bad(who, port_id, "no such function on this queue");
	} else {
		eth_ports[port_id].queues->nb_cbs--;
		ret = eth_ports[port_id].live ? eth_wait_outside(port_id) : 0;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_remove_rx_callback(uint16_t port_id, uint16_t queue_id, const struct rte_eth_rxtx_callback *user_cb)
{
	return callback_remove(__func__, port_id, queue_id, user_cb, true);
}

int
rte_eth_remove_tx_callback(uint16_t port_id, uint16_t queue_id, const struct rte_eth_rxtx_callback *user_cb)
{
	return callback_remove(__func__, port_id, queue_id, user_cb, false);
}

/* ---- end of a port ---- */

/* Move the nodes of one side to the chain of the dead. */
static void
lists_bury(struct rte_eth_rxtx_callback **lists, struct node **dead)
{
	struct rte_eth_rxtx_callback *cb;
	unsigned int q;

	for (q = 0; q < RTE_MAX_QUEUES_PER_PORT; q++) {
		cb = lists[q];
		if (cb == NULL)
			continue;
		__atomic_store_n(&lists[q], NULL, __ATOMIC_RELEASE);
		for (; cb != NULL; cb = cb->next) {
			struct node *node = container_of(cb, struct node, cb);

			node->dead = *dead;
			*dead = node;
		}
	}
}

void
eth_rxtx_cbs_free(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct node **dead = (struct node **)&eth_ports[id].queues->dead;
	bool left_over = *dead != NULL;
	struct node *node;

	if (eth_ports[id].queues->nb_cbs != 0) {
		lists_bury(dev->post_rx_burst_cbs, dead);
		lists_bury(dev->pre_tx_burst_cbs, dead);
		eth_ports[id].queues->nb_cbs = 0;
	}
	/* closed from inside a burst of its own: that burst walks the list still, so the next end of this number frees it */
	if (*dead == NULL || eth_inside_self(id))
		return;
	if (left_over && eth_wait_outside(id) != 0)
		return;
	while ((node = *dead) != NULL) {
		*dead = node->dead;
		rte_free(node);
	}
}
