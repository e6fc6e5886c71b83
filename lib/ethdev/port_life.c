/* SPDX-License-Identifier: BSD-3-Clause */
/* Start, stop, close and reset of a port, and the questions about where it stands. */
#include <errno.h>
#include <string.h>

#include "private.h"

/* ---- start ---- */

/* What the driver forgets when it stops. 0 or its code. */
static int
start_replay(struct rte_eth_dev *dev, const struct rte_eth_dev_info *info)
{
	if ((*info->dev_flags & RTE_ETH_DEV_NOLIVE_MAC_ADDR) == 0)
		eth_mac_replay(dev, info);
	return eth_addr_replay(dev);
}

static int
start_driver(struct rte_eth_dev *dev, const struct rte_eth_dev_info *info)
{
	uint16_t id = dev->data->port_id;
	int ret;

	if ((*info->dev_flags & RTE_ETH_DEV_NOLIVE_MAC_ADDR) != 0)
		eth_mac_replay(dev, info);
	ret = dev->dev_ops->dev_start(dev);
	if (ret != 0) {
		ret = eth_result(dev, ret);
		ETH_LOG(ERR, "port %u does not start: driver's code %d", id, ret);
		return ret;
	}
	dev->data->dev_started = 1; /* operations that follow belong to a running port */
	ret = start_replay(dev, info);
	if (ret != 0) {
		ret = eth_result(dev, ret);
		ETH_LOG(ERR, "port %u does not start: its addresses or modes are refused with %d", id, ret);
		if (dev->dev_ops->dev_stop != NULL)
			dev->dev_ops->dev_stop(dev);
		dev->data->dev_started = 0;
	}
	return ret;
}

/* Under the lock, in CONFIGURED or STOPPED. */
static int
port_start(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	struct rte_eth_dev_info info;
	int ret;

	if (dev->dev_ops->dev_start == NULL) {
		ETH_LOG(ERR, "port %u does not start: its driver cannot", id);
		return -ENOTSUP;
	}
	ret = eth_info(dev, &info);
	if (ret != 0)
		return ret;
	if (eth_gone(dev)) {
		ETH_LOG(ERR, "port %u does not start: its hardware is gone", id);
		return -EIO;
	}
	ret = start_driver(dev, &info);
	if (ret != 0)
		return ret;
	if (dev->data->dev_conf.intr_conf.lsc == 0 && dev->dev_ops->link_update != NULL)
		dev->dev_ops->link_update(dev, 0);
	if (!life_may(&eth_ports[id].row->life, PORT_STARTED)) {
		/* it was lost while it started */
		if (dev->dev_ops->dev_stop != NULL)
			dev->dev_ops->dev_stop(dev);
		dev->data->dev_started = 0;
		return -EIO;
	}
	eth_move(id, PORT_STARTED);
	eth_fast_publish(dev);
	return 0;
}

int
rte_eth_dev_start(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	unsigned int state;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	state = eth_state(port_id);
	if (state == PORT_STARTED)
		ETH_LOG(INFO, "port %u runs already", port_id);
	else if ((state != PORT_CONFIGURED && state != PORT_STOPPED) || !dev->data->dev_configured)
		ret = eth_bad(__func__, port_id, "it is not configured");
	else
		ret = port_start(dev);
	return eth_leave(port_id, ret);
}

/* ---- stop ---- */

int
eth_stop(struct rte_eth_dev *dev, bool must)
{
	uint16_t id = dev->data->port_id;
	bool live = eth_ports[id].live;
	int ret = eth_fast_withdraw(dev);

	if (ret != 0)
		return ret;
	ret = dev->dev_ops->dev_stop != NULL ? dev->dev_ops->dev_stop(dev) : -ENOTSUP;
	if (ret != 0 && !must && !eth_gone(dev)) {
		ETH_LOG(ERR, "port %u does not stop: driver's code %d", id, ret);
		if (live)
			eth_fast_publish(dev);
		return ret;
	}
	if (ret != 0)
		ETH_LOG(WARNING, "port %u: the driver's stop failed with %d; it counts as stopped all the same", id, ret);
	eth_move(id, PORT_STOPPED);
	return 0;
}

int
rte_eth_dev_stop(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (eth_state(port_id) == PORT_STARTED)
		ret = eth_stop(dev, false);
	else
		ETH_LOG(INFO, "port %u is stopped already", port_id);
	return eth_leave(port_id, ret);
}

/* ---- close ---- */

int
eth_close(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;
	int ret;

	eth_show(id, false);
	if (!eth_ports[id].borrowed) {
		if (dev->dev_ops->rx_queue_release != NULL)
			eth_rx_queues_release(dev, 0);
		if (dev->dev_ops->tx_queue_release != NULL)
			eth_tx_queues_release(dev, 0);
	}
	ret = dev->dev_ops->dev_close != NULL ? dev->dev_ops->dev_close(dev) : 0;
	if (ret != 0)
		ETH_LOG(WARNING, "port %u: the driver's close failed with %d; the port is closed all the same", id, ret);
	eth_memory_free(dev);
	if (!eth_ports[id].borrowed) {
		eth_name_drop(id);
		eth_move(id, PORT_CLOSED);
	}
	return ret;
}

int
rte_eth_dev_close(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	unsigned int state;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	state = eth_state(port_id);
	if (state == PORT_STARTED) {
		ret = eth_bad(__func__, port_id, "it runs and has to be stopped first");
	} else if (!eth_state_usable(state)) {
		ret = eth_bad(__func__, port_id, "it is being attached");
	} else if (dev->dev_ops->dev_close == NULL) {
		ETH_LOG(ERR, "%s: port %u: its driver cannot", __func__, port_id);
		ret = -ENOTSUP;
	} else {
		ret = eth_close(dev);
		eth_destroy_queue(dev);
	}
	return eth_leave(port_id, ret);
}

/* ---- reset ---- */

int
rte_eth_dev_reset(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (dev->dev_ops->dev_reset == NULL) {
		ret = -ENOTSUP;
	} else {
		if (eth_state(port_id) == PORT_STARTED)
			ret = eth_stop(dev, true);
		if (ret == 0) {
			dev->data->dev_configured = 0;
			ret = eth_result(dev, dev->dev_ops->dev_reset(dev));
		}
	}
	if (ret != 0)
		ETH_LOG(ERR, "port %u cannot be reset: %s", port_id, ret == -ENOTSUP ? "its driver cannot" : rte_strerror(-ret));
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_internal_reset(struct rte_eth_dev *dev)
{
	struct rte_eth_dev_data *data = dev->data;
	uint16_t id = data->port_id;
	int ret = eth_lock(id);

	if (ret != 0)
		return ret;
	if (data->dev_started) {
		ETH_LOG(ERR, "%s: port %u runs", __func__, id);
		return eth_leave(id, -EBUSY);
	}
	eth_rx_queues_release(dev, 0);
	eth_tx_queues_release(dev, 0);
	memset(&data->dev_conf, 0, sizeof(data->dev_conf));
	data->dev_configured = 0;
	return eth_leave(id, 0);
}

/* ---- questions ---- */

int
rte_eth_dev_is_valid_port(uint16_t port_id)
{
	return eth_valid(port_id);
}

int
rte_eth_dev_is_closed(uint16_t port_id)
{
	return eth_state(port_id) == PORT_CLOSED;
}

int
rte_eth_dev_is_removed(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret;

	/* asked from error paths of every kind: no complaint about a port that is just gone */
	if (!eth_usable(port_id) || eth_enter(port_id, &dev, __func__) != 0)
		return 0;
	ret = eth_gone(dev);
	return eth_leave(port_id, ret);
}
