/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Both ends of a port's life as drivers see them: finish and release, create and destroy; publishing, aborting, giving
 * memory back.
 */
#include <errno.h>
#include <string.h>

#include <dev/txn.h>
#include <rte_eal.h>
#include <rte_malloc.h>

#include "private.h"

/* Whether a transaction will come for the ports of @p dev: only such a device keeps the numbers of closed ports. */
static bool
device_managed(const struct rte_device *dev)
{
	unsigned int state = dev != NULL ? life_state(&dev->life) : (unsigned int)DEV_ABSENT;

	return state == DEV_ATTACHING || state == DEV_PROBED || state == DEV_DETACHING;
}

void
eth_publish(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct eth_port *p = &eth_ports[id];

	eth_reserved_clear(id);
	eth_device_set(id, dev->device);
	if (!p->borrowed)
		eth_move(id, PORT_ATTACHED);
	dev->state = RTE_ETH_DEV_ATTACHED;
	eth_show(id, true);
	/* another process may have started it before this one came */
	if (eth_state(id) == PORT_STARTED)
		eth_fast_publish(dev);
}

void
rte_eth_dev_probing_finish(struct rte_eth_dev *eth_dev)
{
	bool fresh = false;
	uint16_t id;

	if (eth_dev == NULL || eth_dev->data == NULL)
		return;
	id = eth_dev->data->port_id;
	eth_device_set(id, eth_dev->device);
	if (txn_inside())
		return; /* the commit publishes it */
	eth_lock_must(id);
	if (eth_ports[id].borrowed ? !eth_ports[id].shown : eth_state(id) == PORT_RESERVED) {
		eth_publish(eth_dev);
		fresh = true;
	}
	eth_unlock(id);
	if (fresh)
		eth_event_dispatch(id, RTE_ETH_EVENT_NEW, NULL);
}

/* Heap memory of the port that is shared between processes. */
static void
shared_memory_free(struct rte_eth_dev_data *data)
{
	rte_free(data->rx_queues);
	rte_free(data->tx_queues);
	rte_free(data->mac_addrs);
	rte_free(data->hash_mac_addrs);
	rte_free(data->dev_private);
	data->rx_queues = NULL;
	data->tx_queues = NULL;
	data->nb_rx_queues = 0;
	data->nb_tx_queues = 0;
	data->mac_addrs = NULL;
	data->hash_mac_addrs = NULL;
	data->dev_private = NULL;
}

void
eth_memory_free(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;

	eth_rxtx_cbs_free(dev);
	if (!eth_ports[id].borrowed)
		shared_memory_free(dev->data);
	dev->rx_pkt_burst = NULL;
	dev->tx_pkt_burst = NULL;
	dev->tx_pkt_prepare = NULL;
	dev->rx_queue_count = NULL;
	dev->rx_descriptor_status = NULL;
	dev->tx_descriptor_status = NULL;
	dev->process_private = NULL;
	dev->intr_handle = NULL;
	dev->security_ctx = NULL;
	if (eth_ports[id].borrowed)
		return;
	dev->data->promiscuous = 0;
	dev->data->all_multicast = 0;
	memset(&dev->data->dev_conf, 0, sizeof(dev->data->dev_conf));
	memset(&dev->data->dev_link, 0, sizeof(dev->data->dev_link));
	dev->data->rx_mbuf_alloc_failed = 0;
	if (eth_table_lock()) {
		__atomic_store_n(&eth_ports[id].row->owner.id, RTE_ETH_DEV_NO_OWNER, __ATOMIC_RELEASE);
		eth_table_unlock();
	}
}

void
eth_abort(struct rte_eth_dev *dev, bool probed)
{
	uint16_t id = dev->data->port_id;
	int ret;

	eth_show(id, false);
	if (probed && dev->dev_ops != NULL && dev->dev_ops->dev_close != NULL) {
		ret = dev->dev_ops->dev_close(dev);
		if (ret != 0)
			ETH_LOG(ERR, "port %u (%s): its driver's close failed with %d", id, dev->data->name, ret);
	}
	eth_memory_free(dev);
	eth_slot_free(id);
}

void
eth_destroy_queue(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct eth_port *p = &eth_ports[id];

	p->destroy_due = true;
	__atomic_store_n(&p->destroy_done, true, __ATOMIC_RELEASE);
	p->forget_wanted = !device_managed(eth_device(id));
	memset(&p->last, 0, sizeof(p->last));
	p->last.port = id;
	p->last.gen = eth_gen(p->row);
	p->last.event = RTE_ETH_EVENT_DESTROY;
	p->last.last = true;
	eth_notice_queue(&p->last);
}

void
eth_destroyed(uint16_t port_id, uint32_t gen)
{
	struct eth_port *p = &eth_ports[port_id];

	eth_lock_must(port_id);
	if (p->row != NULL && eth_gen(p->row) == gen) {
		p->destroy_due = false;
		if (p->forget_wanted)
			eth_slot_free(port_id);
	}
	eth_unlock(port_id);
}

/* Take a usable port down to CLOSED without its driver. Under its lock. */
static int
port_drop(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	int ret = eth_fast_withdraw(dev);

	if (ret != 0)
		return ret;
	eth_show(id, false);
	if (eth_state(id) == PORT_STARTED)
		eth_move(id, PORT_STOPPED);
	eth_memory_free(dev);
	eth_name_drop(id);
	eth_move(id, PORT_CLOSED);
	return 0;
}

int
rte_eth_dev_release_port(struct rte_eth_dev *eth_dev)
{
	unsigned int state;
	uint16_t id;
	int ret;

	if (eth_dev == NULL) {
		ETH_LOG(ERR, "%s: no port", __func__);
		return -EINVAL;
	}
	if (eth_dev->data == NULL)
		return 0;
	id = eth_dev->data->port_id;
	ret = eth_lock(id);
	if (ret != 0)
		return ret;
	state = eth_state(id);
	if (state == PORT_RESERVED || (eth_ports[id].borrowed && state != PORT_FREE)) {
		ret = eth_fast_withdraw(eth_dev);
		if (ret == 0)
			eth_abort(eth_dev, false);
	} else if (eth_state_usable(state)) {
		ret = port_drop(eth_dev);
		if (ret == 0) {
			eth_destroy_queue(eth_dev);
			/* its driver gave it up, so nobody else will */
			eth_ports[id].forget_wanted = !txn_inside();
		}
	}
	return eth_leave(id, ret);
}

/* ---- create and destroy ---- */

static int
create_init(struct rte_eth_dev *dev, ethdev_bus_specific_init bus_init, void *bus_params, ethdev_init_t init, void *params)
{
	int ret = bus_init != NULL ? bus_init(dev, bus_params) : 0;

	if (ret != 0)
		ETH_LOG(ERR, "port %s: the set-up for its bus failed with %d", dev->data->name, ret);
	if (ret == 0) {
		ret = init(dev, params);
		if (ret != 0)
			ETH_LOG(ERR, "port %s: its initialisation failed with %d", dev->data->name, ret);
	}
	return ret;
}

static struct rte_eth_dev *
create_port(struct rte_device *device, const char *name, size_t priv_data_size, int *err)
{
	struct rte_eth_dev *dev;

	*err = -ENODEV;
	if (rte_eal_process_type() != RTE_PROC_PRIMARY) {
		dev = rte_eth_dev_attach_secondary(name);
		if (dev != NULL)
			dev->device = device;
		return dev;
	}
	dev = rte_eth_dev_allocate(name);
	if (dev == NULL)
		return NULL;
	dev->device = device;
	if (priv_data_size == 0)
		return dev;
	dev->data->dev_private = rte_zmalloc_socket(name, priv_data_size, RTE_CACHE_LINE_SIZE, device->numa_node);
	if (dev->data->dev_private != NULL)
		return dev;
	ETH_LOG(ERR, "port %s: %zu bytes of private data are not to be had", name, priv_data_size);
	*err = -ENOMEM;
	rte_eth_dev_release_port(dev);
	return NULL;
}

int
rte_eth_dev_create(struct rte_device *device, const char *name, size_t priv_data_size, ethdev_bus_specific_init bus_specific_init,
	void *bus_init_params, ethdev_init_t ethdev_init, void *init_params)
{
	struct rte_eth_dev *dev;
	int ret;

	if (device == NULL || ethdev_init == NULL) {
		ETH_LOG(ERR, "%s: no %s", __func__, device == NULL ? "device" : "function that initialises");
		return -EINVAL;
	}
	dev = create_port(device, name, priv_data_size, &ret);
	if (dev == NULL)
		return ret;
	ret = create_init(dev, bus_specific_init, bus_init_params, ethdev_init, init_params);
	if (ret != 0) {
		rte_eth_dev_release_port(dev);
		return ret;
	}
	rte_eth_dev_probing_finish(dev);
	return 0;
}

int
rte_eth_dev_destroy(struct rte_eth_dev *ethdev, ethdev_uninit_t ethdev_uninit)
{
	unsigned int state;
	int ret;

	if (ethdev == NULL || ethdev->data == NULL)
		return -ENODEV;
	state = eth_state(ethdev->data->port_id);
	if (state == PORT_FREE || state == PORT_CLOSED)
		return -ENODEV;
	if (ethdev_uninit == NULL) {
		ETH_LOG(ERR, "%s: port %s: no function that uninitialises", __func__, ethdev->data->name);
		return -EINVAL;
	}
	ret = ethdev_uninit(ethdev);
	if (ret != 0)
		return ret;
	return rte_eth_dev_release_port(ethdev);
}
