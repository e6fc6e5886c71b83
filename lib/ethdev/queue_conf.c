/* SPDX-License-Identifier: BSD-3-Clause */
/* The arrays of queue objects: their size, and the release of what is in them. */
#include <errno.h>
#include <string.h>

#include <rte_malloc.h>

#include "private.h"

void
eth_rx_queue_release(struct rte_eth_dev *dev, uint16_t queue_id)
{
	struct rte_eth_dev_data *data = dev->data;

	data->rx_queue_state[queue_id] = RTE_ETH_QUEUE_STATE_STOPPED;
	if (data->rx_queues[queue_id] == NULL)
		return;
	if (dev->dev_ops->rx_queue_release != NULL)
		dev->dev_ops->rx_queue_release(dev, queue_id);
	data->rx_queues[queue_id] = NULL;
}

void
eth_tx_queue_release(struct rte_eth_dev *dev, uint16_t queue_id)
{
	struct rte_eth_dev_data *data = dev->data;

	data->tx_queue_state[queue_id] = RTE_ETH_QUEUE_STATE_STOPPED;
	if (data->tx_queues[queue_id] == NULL)
		return;
	if (dev->dev_ops->tx_queue_release != NULL)
		dev->dev_ops->tx_queue_release(dev, queue_id);
	data->tx_queues[queue_id] = NULL;
}

void
eth_rx_queues_release(struct rte_eth_dev *dev, uint16_t keep)
{
	struct rte_eth_dev_data *data = dev->data;
	uint16_t q;

	for (q = keep; q < data->nb_rx_queues; q++)
		eth_rx_queue_release(dev, q);
	if (keep == 0) {
		rte_free(data->rx_queues);
		data->rx_queues = NULL;
	}
	data->nb_rx_queues = RTE_MIN(data->nb_rx_queues, keep);
}

void
eth_tx_queues_release(struct rte_eth_dev *dev, uint16_t keep)
{
	struct rte_eth_dev_data *data = dev->data;
	uint16_t q;

	for (q = keep; q < data->nb_tx_queues; q++)
		eth_tx_queue_release(dev, q);
	if (keep == 0) {
		rte_free(data->tx_queues);
		data->tx_queues = NULL;
	}
	data->nb_tx_queues = RTE_MIN(data->nb_tx_queues, keep);
}

/* An array of @p nb that begins with the @p old entries of @p from; NULL: no memory. */
static void **
array_grow(void **from, uint16_t old, uint16_t nb, const char *type)
{
	void **to = rte_zmalloc(type, nb * sizeof(*to), RTE_CACHE_LINE_SIZE);

	if (to != NULL && old != 0)
		memcpy(to, from, old * sizeof(*to));
	return to;
}

int
eth_rx_queues_resize(struct rte_eth_dev *dev, uint16_t nb)
{
	struct rte_eth_dev_data *data = dev->data;
	void **array;

	if (nb > data->nb_rx_queues) {
		array = array_grow(data->rx_queues, data->nb_rx_queues, nb, "ethdev->rx_queues");
		if (array == NULL)
			return -ENOMEM;
		rte_free(data->rx_queues);
		data->rx_queues = array;
		data->nb_rx_queues = nb;
	} else {
		eth_rx_queues_release(dev, nb);
	}
	return 0;
}

int
eth_tx_queues_resize(struct rte_eth_dev *dev, uint16_t nb)
{
	struct rte_eth_dev_data *data = dev->data;
	void **array;

	if (nb > data->nb_tx_queues) {
		array = array_grow(data->tx_queues, data->nb_tx_queues, nb, "ethdev->tx_queues");
		if (array == NULL)
			return -ENOMEM;
		rte_free(data->tx_queues);
		data->tx_queues = array;
		data->nb_tx_queues = nb;
	} else {
		eth_tx_queues_release(dev, nb);
	}
	return 0;
}
