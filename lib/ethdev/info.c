/* SPDX-License-Identifier: BSD-3-Clause */
/* What a port and its queues are: limits, configuration, packet types, queue descriptions. */
#include <errno.h>
#include <string.h>

#include <rte_mempool.h>

#include "private.h"

int
rte_eth_dev_info_get(uint16_t port_id, struct rte_eth_dev_info *dev_info)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = dev_info != NULL ? eth_info(dev, dev_info) : eth_bad(__func__, port_id, "no room for the answer");
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_conf_get(uint16_t port_id, struct rte_eth_conf *dev_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (dev_conf != NULL)
		*dev_conf = dev->data->dev_conf;
	else
		ret = eth_bad(__func__, port_id, "no room for the answer");
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_socket_id(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int node;

	if (eth_enter(port_id, &dev, __func__) != 0) {
		rte_errno = EINVAL;
		return -1;
	}
	node = dev->data->numa_node;
	rte_errno = 0;
	return eth_leave(port_id, node < 0 ? -1 : node);
}

int
rte_eth_dev_fw_version_get(uint16_t port_id, char *fw_version, size_t fw_size)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (fw_version == NULL && fw_size != 0)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else if (dev->dev_ops->fw_version_get == NULL)
		ret = -ENOTSUP;
	else
		ret = eth_result(dev, dev->dev_ops->fw_version_get(dev, fw_version, fw_size));
	return eth_leave(port_id, ret);
}

static void
descriptors_fit(uint16_t *nb, const struct rte_eth_desc_lim *lim)
{
	uint32_t n = *nb; /* rounding up may leave 16 bits */

	if (lim->nb_align > 1)
		n = RTE_ALIGN_MUL_CEIL(n, lim->nb_align);
	if (lim->nb_max != 0)
		n = RTE_MIN(n, (uint32_t)lim->nb_max);
	n = RTE_MAX(n, (uint32_t)lim->nb_min);
	*nb = (uint16_t)n;
}

int
rte_eth_dev_adjust_nb_rx_tx_desc(uint16_t port_id, uint16_t *nb_rx_desc, uint16_t *nb_tx_desc)
{
	struct rte_eth_dev_info info;
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = nb_rx_desc != NULL && nb_tx_desc != NULL ? eth_info(dev, &info) : eth_bad(__func__, port_id, "a number is missing");
	if (ret == 0) {
		descriptors_fit(nb_rx_desc, &info.rx_desc_lim);
		descriptors_fit(nb_tx_desc, &info.tx_desc_lim);
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_pool_ops_supported(uint16_t port_id, const char *pool)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (pool == NULL)
		ret = eth_bad(__func__, port_id, "no pool");
	else
		ret = dev->dev_ops->pool_ops_supported != NULL ? dev->dev_ops->pool_ops_supported(dev, pool) : 1;
	return eth_leave(port_id, ret);
}

void *
rte_eth_dev_get_sec_ctx(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	void *ctx;

	if (eth_enter(port_id, &dev, __func__) != 0)
		return NULL;
	ctx = dev->security_ctx;
	eth_leave(port_id, 0);
	return ctx;
}

int
rte_eth_dev_priv_dump(uint16_t port_id, FILE *file)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (file == NULL)
		ret = eth_bad(__func__, port_id, "no file");
	else
		ret = ETH_OP(dev, eth_dev_priv_dump, file);
	return eth_leave(port_id, ret);
}

/* ---- queues ---- */

static bool
rx_queue_ready(const struct rte_eth_dev *dev, uint16_t queue_id)
{
	return queue_id < dev->data->nb_rx_queues && dev->data->rx_queues[queue_id] != NULL &&
	       dev->data->rx_queue_state[queue_id] != RTE_ETH_QUEUE_STATE_HAIRPIN;
}

static bool
tx_queue_ready(const struct rte_eth_dev *dev, uint16_t queue_id)
{
	return queue_id < dev->data->nb_tx_queues && dev->data->tx_queues[queue_id] != NULL &&
	       dev->data->tx_queue_state[queue_id] != RTE_ETH_QUEUE_STATE_HAIRPIN;
}

int
rte_eth_rx_queue_info_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_rxq_info *qinfo)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (qinfo == NULL || !rx_queue_ready(dev, queue_id)) {
		ret = eth_bad(__func__, port_id, "no such queue, or no room for the answer");
	} else if (dev->dev_ops->rxq_info_get == NULL) {
		ret = -ENOTSUP;
	} else {
		memset(qinfo, 0, sizeof(*qinfo));
		dev->dev_ops->rxq_info_get(dev, queue_id, qinfo);
		qinfo->queue_state = dev->data->rx_queue_state[queue_id];
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_tx_queue_info_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_txq_info *qinfo)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (qinfo == NULL || !tx_queue_ready(dev, queue_id)) {
		ret = eth_bad(__func__, port_id, "no such queue, or no room for the answer");
	} else if (dev->dev_ops->txq_info_get == NULL) {
		ret = -ENOTSUP;
	} else {
		memset(qinfo, 0, sizeof(*qinfo));
		dev->dev_ops->txq_info_get(dev, queue_id, qinfo);
		qinfo->queue_state = dev->data->tx_queue_state[queue_id];
	}
	return eth_leave(port_id, ret);
}

static int
burst_mode_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_burst_mode *mode, bool rx, const char *who)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, who);
	eth_burst_mode_get_t op;

	if (ret != 0)
		return ret;
	op = rx ? dev->dev_ops->rx_burst_mode_get : dev->dev_ops->tx_burst_mode_get;
	if (mode == NULL || queue_id >= (rx ? dev->data->nb_rx_queues : dev->data->nb_tx_queues)) {
		ret = eth_bad(who, port_id, "no such queue, or no room for the answer");
	} else if (op == NULL) {
		ret = -ENOTSUP;
	} else {
		memset(mode, 0, sizeof(*mode));
		ret = eth_result(dev, op(dev, queue_id, mode));
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_rx_burst_mode_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_burst_mode *mode)
{
	return burst_mode_get(port_id, queue_id, mode, true, __func__);
}

int
rte_eth_tx_burst_mode_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_burst_mode *mode)
{
	return burst_mode_get(port_id, queue_id, mode, false, __func__);
}
