/* SPDX-License-Identifier: BSD-3-Clause */
/* Set-up, start and stop of single queues. */
#include <errno.h>
#include <inttypes.h>

#include <rte_mbuf.h>
#include <rte_mempool.h>

#include "private.h"

/* ---- checks that both sides share; one log line each ---- */

static int
descriptors_check(uint16_t port_id, uint16_t nb, const struct rte_eth_desc_lim *lim)
{
	if (nb <= lim->nb_max && nb >= lim->nb_min && (lim->nb_align == 0 || nb % lim->nb_align == 0))
		return 0;
	ETH_LOG(ERR, "port %u: %u descriptors are not a multiple of %u between %u and %u", port_id, nb, lim->nb_align,
		lim->nb_min, lim->nb_max);
	return -EINVAL;
}

/* A running port takes a queue only when it can set up queues then, and the queue is stopped. */
static int
running_check(const struct rte_eth_dev *dev, uint16_t queue_id, bool capable, uint8_t queue_state)
{
	if (!dev->data->dev_started || (capable && queue_state == RTE_ETH_QUEUE_STATE_STOPPED))
		return 0;
	ETH_LOG(ERR, "port %u runs: queue %u cannot be set up%s", dev->data->port_id, queue_id,
		capable ? " before it is stopped" : "");
	return -EBUSY;
}

static int
queue_offloads_check(uint16_t port_id, uint16_t queue_id, uint64_t asked, uint64_t able)
{
	if ((asked & ~able) == 0)
		return 0;
	ETH_LOG(ERR, "port %u: queue %u is asked for offloads 0x%" PRIx64 ", but a single queue can 0x%" PRIx64, port_id,
		queue_id, asked, able);
	return -EINVAL;
}

/* ---- receive ---- */

/* @p need: bytes of a packet that a buffer must hold behind its headroom. */
static int
pool_check(uint16_t port_id, struct rte_mempool *mp, uint32_t need)
{
	uint32_t room;

	if (mp == NULL)
		return eth_bad("queue set-up", port_id, "a pool is missing");
	if (mp->private_data_size < sizeof(struct rte_pktmbuf_pool_private)) {
		ETH_LOG(ERR, "port %u: pool %s is not one of packets", port_id, mp->name);
		return -ENOSPC;
	}
	room = rte_pktmbuf_data_room_size(mp);
	if (room >= RTE_PKTMBUF_HEADROOM + need)
		return 0;
	ETH_LOG(ERR, "port %u: buffers of pool %s have %u bytes, %u are needed", port_id, mp->name, room,
		RTE_PKTMBUF_HEADROOM + need);
	return -EINVAL;
}

/* Segments of a split buffer. */
static int
segments_check(uint16_t port_id, const struct rte_eth_rxconf *conf, const struct rte_eth_dev_info *info, uint64_t offloads)
{
	uint16_t i;
	int ret = 0;

	if (!(offloads & RTE_ETH_RX_OFFLOAD_BUFFER_SPLIT))
		return eth_bad("queue set-up", port_id, "segments need offload BUFFER_SPLIT");
	if (conf->rx_seg == NULL || conf->rx_nseg > info->rx_seg_capa.max_nseg)
		return eth_bad("queue set-up", port_id, "more segments than the port can, or none");
	for (i = 0; i < conf->rx_nseg && ret == 0; i++) {
		const struct rte_eth_rxseg_split *seg = &conf->rx_seg[i].split;

		if (seg->offset != 0 && !info->rx_seg_capa.offset_allowed)
			return eth_bad("queue set-up", port_id, "segments with an offset");
		if (i != 0 && seg->mp != conf->rx_seg[0].split.mp && !info->rx_seg_capa.multi_pools)
			return eth_bad("queue set-up", port_id, "segments of several pools");
		ret = pool_check(port_id, seg->mp, (uint32_t)seg->offset + seg->length);
	}
	return ret;
}

static int
pools_check(uint16_t port_id, const struct rte_eth_rxconf *conf, const struct rte_eth_dev_info *info)
{
	uint16_t i;
	int ret = 0;

	if (conf->rx_mempools == NULL || conf->rx_nmempool > info->max_rx_mempools)
		return eth_bad("queue set-up", port_id, "more pools than the port can, or none");
	for (i = 0; i < conf->rx_nmempool && ret == 0; i++)
		ret = pool_check(port_id, conf->rx_mempools[i], info->min_rx_bufsize);
	return ret;
}

/*
 * Where the buffers come from: one pool, segments, or several pools. *room: bytes of the smallest buffer of a whole packet,
 * or 0.
 */
static int
buffers_check(struct rte_eth_dev *dev, const struct rte_eth_rxconf *conf, const struct rte_eth_dev_info *info,
	      struct rte_mempool *mp, uint32_t *room)
{
	uint16_t id = dev->data->port_id, i;
	int ret;

	*room = 0;
	if (mp != NULL) {
		ret = pool_check(id, mp, info->min_rx_bufsize);
		if (ret == 0)
			*room = rte_pktmbuf_data_room_size(mp);
		return ret;
	}
	if (conf->rx_nseg != 0)
		return segments_check(id, conf, info, conf->offloads | dev->data->dev_conf.rxmode.offloads);
	if (conf->rx_nmempool == 0)
		return eth_bad("queue set-up", id, "no pool");
	ret = pools_check(id, conf, info);
	for (i = 0; i < conf->rx_nmempool && ret == 0; i++) {
		uint32_t one = rte_pktmbuf_data_room_size(conf->rx_mempools[i]);

		*room = *room == 0 ? one : RTE_MIN(*room, one);
	}
	return ret;
}

static int
share_check(uint16_t port_id, const struct rte_eth_rxconf *conf, const struct rte_eth_dev_info *info)
{
	if (conf->share_group == 0 || (info->dev_capa & RTE_ETH_DEV_CAPA_RXQ_SHARE))
		return 0;
	return eth_bad("queue set-up", port_id, "it cannot share queues");
}

static int
rx_queue_make(struct rte_eth_dev *dev, uint16_t queue_id, uint16_t nb_desc, unsigned int socket_id,
	      const struct rte_eth_rxconf *conf, struct rte_mempool *mp, uint32_t room)
{
	struct rte_eth_dev_data *data = dev->data;
	int ret = eth_fast_rxq(dev, queue_id, NULL);

	if (ret != 0)
		return ret;
	eth_rx_queue_release(dev, queue_id);
	ret = eth_result(dev, dev->dev_ops->rx_queue_setup(dev, queue_id, nb_desc, socket_id, conf, mp));
	if (ret != 0) {
		ETH_LOG(ERR, "port %u: the driver refuses receive queue %u with %d", data->port_id, queue_id, ret);
		return ret;
	}
	if (room != 0 && (data->min_rx_buf_size == 0 || data->min_rx_buf_size > room))
		data->min_rx_buf_size = room;
	return eth_fast_rxq(dev, queue_id, data->rx_queues[queue_id]);
}

/* Under the lock. */
static int
rx_queue_setup(struct rte_eth_dev *dev, uint16_t queue_id, uint16_t nb_desc, unsigned int socket_id,
	       const struct rte_eth_rxconf *rx_conf, struct rte_mempool *mp)
{
	struct rte_eth_dev_data *data = dev->data;
	struct rte_eth_dev_info info;
	struct rte_eth_rxconf conf;
	uint32_t room;
	int ret;

	if (queue_id >= data->nb_rx_queues)
		return eth_bad("rte_eth_rx_queue_setup", data->port_id, "there is no such queue");
	if (dev->dev_ops->rx_queue_setup == NULL) {
		ETH_LOG(ERR, "port %u: its driver sets up no receive queues", data->port_id);
		return -ENOTSUP;
	}
	ret = eth_info(dev, &info);
	if (ret != 0)
		return ret;
	conf = rx_conf != NULL ? *rx_conf : info.default_rxconf;
	ret = buffers_check(dev, &conf, &info, mp, &room);
	if (nb_desc == 0)
		nb_desc = info.default_rxportconf.ring_size != 0 ? info.default_rxportconf.ring_size
								 : RTE_ETH_DEV_FALLBACK_RX_RINGSIZE;
	if (ret == 0)
		ret = descriptors_check(data->port_id, nb_desc, &info.rx_desc_lim);
	if (ret == 0)
		ret = running_check(dev, queue_id, (info.dev_capa & RTE_ETH_DEV_CAPA_RUNTIME_RX_QUEUE_SETUP) != 0,
				    data->rx_queue_state[queue_id]);
	conf.offloads &= ~data->dev_conf.rxmode.offloads; /* those are on for every queue already */
	if (ret == 0)
		ret = queue_offloads_check(data->port_id, queue_id, conf.offloads, info.rx_queue_offload_capa);
	if (ret == 0)
		ret = share_check(data->port_id, &conf, &info);
	return ret != 0 ? ret : rx_queue_make(dev, queue_id, nb_desc, socket_id, &conf, mp, room);
}

int
rte_eth_rx_queue_setup(uint16_t port_id, uint16_t rx_queue_id, uint16_t nb_rx_desc, unsigned int socket_id,
		       const struct rte_eth_rxconf *rx_conf, struct rte_mempool *mb_pool)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, rx_queue_setup(dev, rx_queue_id, nb_rx_desc, socket_id, rx_conf, mb_pool));
}

/* ---- transmit ---- */

static int
tx_queue_make(struct rte_eth_dev *dev, uint16_t queue_id, uint16_t nb_desc, unsigned int socket_id,
	      const struct rte_eth_txconf *conf)
{
	struct rte_eth_dev_data *data = dev->data;
	int ret = eth_fast_txq(dev, queue_id, NULL);

	if (ret != 0)
		return ret;
	eth_tx_queue_release(dev, queue_id);
	ret = eth_result(dev, dev->dev_ops->tx_queue_setup(dev, queue_id, nb_desc, socket_id, conf));
	if (ret != 0) {
		ETH_LOG(ERR, "port %u: the driver refuses transmit queue %u with %d", data->port_id, queue_id, ret);
		return ret;
	}
	return eth_fast_txq(dev, queue_id, data->tx_queues[queue_id]);
}

/* Under the lock. */
static int
tx_queue_setup(struct rte_eth_dev *dev, uint16_t queue_id, uint16_t nb_desc, unsigned int socket_id,
	       const struct rte_eth_txconf *tx_conf)
{
	struct rte_eth_dev_data *data = dev->data;
	struct rte_eth_dev_info info;
	struct rte_eth_txconf conf;
	int ret;

	if (queue_id >= data->nb_tx_queues)
		return eth_bad("rte_eth_tx_queue_setup", data->port_id, "there is no such queue");
	if (dev->dev_ops->tx_queue_setup == NULL) {
		ETH_LOG(ERR, "port %u: its driver sets up no transmit queues", data->port_id);
		return -ENOTSUP;
	}
	ret = eth_info(dev, &info);
	if (ret != 0)
		return ret;
	conf = tx_conf != NULL ? *tx_conf : info.default_txconf;
	if (nb_desc == 0)
		nb_desc = info.default_txportconf.ring_size != 0 ? info.default_txportconf.ring_size
								 : RTE_ETH_DEV_FALLBACK_TX_RINGSIZE;
	ret = descriptors_check(data->port_id, nb_desc, &info.tx_desc_lim);
	if (ret == 0)
		ret = running_check(dev, queue_id, (info.dev_capa & RTE_ETH_DEV_CAPA_RUNTIME_TX_QUEUE_SETUP) != 0,
				    data->tx_queue_state[queue_id]);
	conf.offloads &= ~data->dev_conf.txmode.offloads;
	if (ret == 0)
		ret = queue_offloads_check(data->port_id, queue_id, conf.offloads, info.tx_queue_offload_capa);
	return ret != 0 ? ret : tx_queue_make(dev, queue_id, nb_desc, socket_id, &conf);
}

int
rte_eth_tx_queue_setup(uint16_t port_id, uint16_t tx_queue_id, uint16_t nb_tx_desc, unsigned int socket_id,
		       const struct rte_eth_txconf *tx_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, tx_queue_setup(dev, tx_queue_id, nb_tx_desc, socket_id, tx_conf));
}

/* ---- start and stop ---- */

/* Under the lock: @p op on a queue that is set up, unless it is in state @p to already. */
static int
queue_turn(struct rte_eth_dev *dev, const char *who, uint16_t queue_id, bool rx, uint8_t to,
	   int (*op)(struct rte_eth_dev *dev, uint16_t queue_id))
{
	struct rte_eth_dev_data *data = dev->data;
	void **queues = rx ? data->rx_queues : data->tx_queues;
	uint8_t *state = rx ? data->rx_queue_state : data->tx_queue_state;
	int ret;

	if (to == RTE_ETH_QUEUE_STATE_STARTED && !data->dev_started)
		return eth_bad(who, data->port_id, "it does not run");
	if (queue_id >= (rx ? data->nb_rx_queues : data->nb_tx_queues) || queues[queue_id] == NULL)
		return eth_bad(who, data->port_id, "there is no such queue, or it is not set up");
	if (op == NULL)
		return -ENOTSUP;
	if (state[queue_id] == RTE_ETH_QUEUE_STATE_HAIRPIN)
		return eth_bad(who, data->port_id, "the queue is connected to another inside the device");
	if (state[queue_id] == to) {
		ETH_LOG(INFO, "%s: port %u: queue %u is so already", who, data->port_id, queue_id);
		return 0;
	}
	ret = eth_result(dev, op(dev, queue_id));
	if (ret != 0)
		ETH_LOG(ERR, "%s: port %u: the driver refuses queue %u with %d", who, data->port_id, queue_id, ret);
	return ret;
}

int
rte_eth_dev_rx_queue_start(uint16_t port_id, uint16_t rx_queue_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, queue_turn(dev, __func__, rx_queue_id, true, RTE_ETH_QUEUE_STATE_STARTED,
					     dev->dev_ops->rx_queue_start));
}

int
rte_eth_dev_rx_queue_stop(uint16_t port_id, uint16_t rx_queue_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, queue_turn(dev, __func__, rx_queue_id, true, RTE_ETH_QUEUE_STATE_STOPPED,
					     dev->dev_ops->rx_queue_stop));
}

int
rte_eth_dev_tx_queue_start(uint16_t port_id, uint16_t tx_queue_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, queue_turn(dev, __func__, tx_queue_id, false, RTE_ETH_QUEUE_STATE_STARTED,
					     dev->dev_ops->tx_queue_start));
}

int
rte_eth_dev_tx_queue_stop(uint16_t port_id, uint16_t tx_queue_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, queue_turn(dev, __func__, tx_queue_id, false, RTE_ETH_QUEUE_STATE_STOPPED,
					     dev->dev_ops->tx_queue_stop));
}
