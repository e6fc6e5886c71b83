/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupts of receive queues. */
#include <errno.h>

#include <rte_interrupts.h>

#include "private.h"

static int
rx_intr(uint16_t port_id, uint16_t queue_id, bool on, const char *who)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, who);
	eth_rx_enable_intr_t op;

	if (ret != 0)
		return ret;
	op = on ? dev->dev_ops->rx_queue_intr_enable : dev->dev_ops->rx_queue_intr_disable;
	if (queue_id >= dev->data->nb_rx_queues || dev->data->rx_queues[queue_id] == NULL)
		ret = eth_bad(who, port_id, "there is no such receive queue, or it is not set up");
	else
		ret = op != NULL ? eth_result(dev, op(dev, queue_id)) : -ENOTSUP;
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_rx_intr_enable(uint16_t port_id, uint16_t queue_id)
{
	return rx_intr(port_id, queue_id, true, __func__);
}

int
rte_eth_dev_rx_intr_disable(uint16_t port_id, uint16_t queue_id)
{
	return rx_intr(port_id, queue_id, false, __func__);
}

/* Vector of a queue; -EINVAL bad queue, -ENOTSUP no interrupt handle, -EPERM queues have no vectors. */
static int
queue_vector(const struct rte_eth_dev *dev, uint16_t queue_id, const char *who)
{
	int vec;

	if (queue_id >= dev->data->nb_rx_queues)
		return eth_bad(who, dev->data->port_id, "there is no such receive queue");
	if (dev->intr_handle == NULL) {
		ETH_LOG(ERR, "%s: port %u has no interrupts", who, dev->data->port_id);
		return -ENOTSUP;
	}
	vec = rte_intr_vec_list_index_get(dev->intr_handle, queue_id);
	if (vec < 0) {
		ETH_LOG(ERR, "%s: port %u: its queues have no vectors", who, dev->data->port_id);
		return -EPERM;
	}
	return vec;
}

static int
queue_watch(struct rte_eth_dev *dev, uint16_t queue_id, int epfd, int op, void *data, const char *who)
{
	int vec = queue_vector(dev, queue_id, who), ret;

	if (vec < 0)
		return vec;
	ret = rte_intr_rx_ctl(dev->intr_handle, epfd, op, (unsigned int)vec, data);
	if (ret != 0 && ret != -EEXIST)
		ETH_LOG(ERR, "%s: port %u: watching queue %u failed with %d", who, dev->data->port_id, queue_id, ret);
	return ret;
}

int
rte_eth_dev_rx_intr_ctl_q(uint16_t port_id, uint16_t queue_id, int epfd, int op, void *data)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, queue_watch(dev, queue_id, epfd, op, data, __func__));
}

int
rte_eth_dev_rx_intr_ctl(uint16_t port_id, int epfd, int op, void *data)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__), one;
	uint16_t q;

	if (ret != 0)
		return ret;
	ret = queue_vector(dev, 0, __func__);
	if (ret < 0)
		return eth_leave(port_id, ret);
	ret = 0;
	for (q = 0; q < dev->data->nb_rx_queues; q++) {
		one = queue_watch(dev, q, epfd, op, data, __func__);
		if (one != 0 && one != -EEXIST && ret == 0)
			ret = one;
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_rx_intr_ctl_q_get_fd(uint16_t port_id, uint16_t queue_id)
{
	struct rte_eth_dev *dev;
	int vec, efd;

	if (eth_enter(port_id, &dev, __func__) != 0)
		return -1;
	vec = queue_vector(dev, queue_id, __func__);
	if (vec >= RTE_INTR_VEC_RXTX_OFFSET)
		vec -= RTE_INTR_VEC_RXTX_OFFSET;
	efd = vec >= 0 ? rte_intr_efds_index_get(dev->intr_handle, vec) : -1;
	return eth_leave(port_id, efd >= 0 ? efd : -1);
}
