/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Named counters. Ids count through: the common ones, then (when the driver asks for it) those of the first queues, then
 * the driver's own.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "private.h"

struct counter {
	const char *name;
	size_t offset; /* in struct rte_eth_stats */
};

static const struct counter common[] = {
	{ "rx_good_packets", offsetof(struct rte_eth_stats, ipackets) },
	{ "tx_good_packets", offsetof(struct rte_eth_stats, opackets) },
	{ "rx_good_bytes", offsetof(struct rte_eth_stats, ibytes) },
	{ "tx_good_bytes", offsetof(struct rte_eth_stats, obytes) },
	{ "rx_missed_errors", offsetof(struct rte_eth_stats, imissed) },
	{ "rx_errors", offsetof(struct rte_eth_stats, ierrors) },
	{ "tx_errors", offsetof(struct rte_eth_stats, oerrors) },
	{ "rx_mbuf_allocation_errors", offsetof(struct rte_eth_stats, rx_nombuf) },
};

/* Per queue: offset of queue 0, the others follow. */
static const struct counter of_rxq[] = {
	{ "packets", offsetof(struct rte_eth_stats, q_ipackets) },
	{ "bytes", offsetof(struct rte_eth_stats, q_ibytes) },
	{ "errors", offsetof(struct rte_eth_stats, q_errors) },
};

static const struct counter of_txq[] = {
	{ "packets", offsetof(struct rte_eth_stats, q_opackets) },
	{ "bytes", offsetof(struct rte_eth_stats, q_obytes) },
};

/* ---- the library's part ---- */

static unsigned int
queues_counted(const struct rte_eth_dev *dev, uint16_t nb)
{
	if (!(dev->data->dev_flags & RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS))
		return 0;
	return RTE_MIN(nb, (uint16_t)RTE_ETHDEV_QUEUE_STAT_CNTRS);
}

static unsigned int
basic_count(const struct rte_eth_dev *dev)
{
	return RTE_DIM(common) + queues_counted(dev, dev->data->nb_rx_queues) * RTE_DIM(of_rxq) +
	       queues_counted(dev, dev->data->nb_tx_queues) * RTE_DIM(of_txq);
}

static uint64_t
counter_read(const struct rte_eth_stats *stats, const struct counter *c, unsigned int queue)
{
	return *(const uint64_t *)(const void *)((const char *)stats + c->offset + queue * sizeof(uint64_t));
}

/* The counter with an id below basic_count(), its queue and side. */
static const struct counter *
basic_find(const struct rte_eth_dev *dev, unsigned int id, unsigned int *queue, char *side)
{
	unsigned int nb_rx = queues_counted(dev, dev->data->nb_rx_queues) * RTE_DIM(of_rxq);

	*queue = 0;
	*side = '\0';
	if (id < RTE_DIM(common))
		return &common[id];
	id -= RTE_DIM(common);
	if (id < nb_rx) {
		*side = 'r';
		*queue = id / RTE_DIM(of_rxq);
		return &of_rxq[id % RTE_DIM(of_rxq)];
	}
	id -= nb_rx;
	*side = 't';
	*queue = id / RTE_DIM(of_txq);
	return &of_txq[id % RTE_DIM(of_txq)];
}

static void
basic_name(const struct rte_eth_dev *dev, unsigned int id, struct rte_eth_xstat_name *out)
{
	const struct counter *c;
	unsigned int queue;
	char side;

	c = basic_find(dev, id, &queue, &side);
	if (side == '\0')
		snprintf(out->name, sizeof(out->name), "%s", c->name);
	else
		snprintf(out->name, sizeof(out->name), "%cx_q%u_%s", side, queue, c->name);
}

static uint64_t
basic_value(const struct rte_eth_dev *dev, unsigned int id, const struct rte_eth_stats *stats)
{
	const struct counter *c;
	unsigned int queue;
	char side;

	c = basic_find(dev, id, &queue, &side);
	return counter_read(stats, c, queue);
}

/* ---- the driver's part ---- */

/* How many counters the driver adds; -errno. */
static int
driver_count(struct rte_eth_dev *dev)
{
	if (dev->dev_ops->xstats_get_names == NULL || dev->dev_ops->xstats_get == NULL)
		return 0;
	return eth_result(dev, dev->dev_ops->xstats_get_names(dev, NULL, 0));
}

/* All counters; -errno. */
static int
total_count(struct rte_eth_dev *dev)
{
	int nb = driver_count(dev);

	return nb < 0 ? nb : nb + (int)basic_count(dev);
}

/* ---- all at once; under the lock ---- */

static int
names_get(struct rte_eth_dev *dev, struct rte_eth_xstat_name *names, unsigned int size)
{
	unsigned int basic = basic_count(dev), i;
	int total = total_count(dev), ret;

	if (total < 0 || names == NULL || size < (unsigned int)total)
		return total;
	for (i = 0; i < basic; i++)
		basic_name(dev, i, &names[i]);
	if ((unsigned int)total == basic)
		return total;
	ret = eth_result(dev, dev->dev_ops->xstats_get_names(dev, names + basic, size - basic));
	return ret < 0 ? ret : (int)basic + ret;
}

static int
values_get(struct rte_eth_dev *dev, struct rte_eth_xstat *xstats, unsigned int n)
{
	unsigned int basic = basic_count(dev), i;
	int total = total_count(dev), ret;
	struct rte_eth_stats stats;

	if (total < 0 || xstats == NULL || n < (unsigned int)total)
		return total;
	ret = eth_stats(dev, &stats);
	if (ret != 0)
		return ret;
	if ((unsigned int)total > basic) {
		ret = eth_result(dev, dev->dev_ops->xstats_get(dev, xstats + basic, n - basic));
		if (ret < 0)
			return ret;
	}
	for (i = basic; i < basic + (unsigned int)ret; i++)
		xstats[i].id += basic;
	for (i = 0; i < basic; i++)
		xstats[i] = (struct rte_eth_xstat){ .id = i, .value = basic_value(dev, i, &stats) };
	return (int)basic + ret;
}

int
rte_eth_xstats_get_names(uint16_t port_id, struct rte_eth_xstat_name *xstats_names, unsigned int size)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, names_get(dev, xstats_names, size));
}

int
rte_eth_xstats_get(uint16_t port_id, struct rte_eth_xstat *xstats, unsigned int n)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = xstats == NULL && n != 0 ? eth_bad(__func__, port_id, "no room for the answer") : values_get(dev, xstats, n);
	return eth_leave(port_id, ret);
}

/* ---- by id; under the lock ---- */

/*
 * The driver's ids among @p ids, counted from its first; their places in @p at. Returns how many, -EINVAL when one does not
 * exist.
 */
static int
ids_split(struct rte_eth_dev *dev, const uint64_t *ids, unsigned int n, uint64_t *own, unsigned int *at)
{
	unsigned int basic = basic_count(dev), i;
	int total = total_count(dev), nb = 0;

	if (total < 0)
		return total;
	for (i = 0; i < n; i++) {
		if (ids[i] >= (unsigned int)total) {
			ETH_LOG(ERR, "port %u: there is no counter %llu", dev->data->port_id, (unsigned long long)ids[i]);
			return -EINVAL;
		}
		if (ids[i] < basic)
			continue;
		own[nb] = ids[i] - basic;
		at[nb++] = i;
	}
	return nb;
}

/* Values of the driver's counters @p own, into their places. */
static int
driver_values(struct rte_eth_dev *dev, const uint64_t *own, const unsigned int *at, unsigned int nb, uint64_t *values)
{
	int count = driver_count(dev), ret;
	struct rte_eth_xstat *all;
	unsigned int i;

	if (count < 0)
		return count;
	all = calloc(RTE_MAX((unsigned int)count, nb), sizeof(*all));
	if (all == NULL)
		return -ENOMEM;
	if (dev->dev_ops->xstats_get_by_id != NULL) {
		uint64_t *some = (uint64_t *)(void *)all;

		ret = eth_result(dev, dev->dev_ops->xstats_get_by_id(dev, own, some, nb));
		for (i = 0; ret >= 0 && i < nb; i++)
			values[at[i]] = some[i];
	} else {
		ret = eth_result(dev, dev->dev_ops->xstats_get(dev, all, (unsigned int)count));
		for (i = 0; ret >= 0 && i < nb; i++)
			values[at[i]] = all[own[i]].value;
	}
	free(all);
	return ret < 0 ? ret : 0;
}

static int
driver_names(struct rte_eth_dev *dev, const uint64_t *own, const unsigned int *at, unsigned int nb,
	struct rte_eth_xstat_name *names)
{
	int count = driver_count(dev), ret;
	struct rte_eth_xstat_name *all;
	unsigned int i;

	if (count < 0)
		return count;
	all = calloc(RTE_MAX((unsigned int)count, nb), sizeof(*all));
	if (all == NULL)
		return -ENOMEM;
	if (dev->dev_ops->xstats_get_names_by_id != NULL) {
		ret = eth_result(dev, dev->dev_ops->xstats_get_names_by_id(dev, own, all, nb));
		for (i = 0; ret >= 0 && i < nb; i++)
			names[at[i]] = all[i];
	} else {
		ret = eth_result(dev, dev->dev_ops->xstats_get_names(dev, all, (unsigned int)count));
		for (i = 0; ret >= 0 && i < nb; i++)
			names[at[i]] = all[own[i]];
	}
	free(all);
	return ret < 0 ? ret : 0;
}

/* Exactly one of @p values and @p names is given. */
static int
some_get(struct rte_eth_dev *dev, const uint64_t *ids, unsigned int n, uint64_t *values, struct rte_eth_xstat_name *names)
{
	uint64_t *own = calloc(n, sizeof(*own));
	unsigned int *at = calloc(n, sizeof(*at)), i;
	struct rte_eth_stats stats;
	int nb = -ENOMEM, ret;

	if (own != NULL && at != NULL)
		nb = ids_split(dev, ids, n, own, at);
	ret = nb < 0 ? nb : values != NULL ? eth_stats(dev, &stats) : 0;
	for (i = 0; i < n && ret == 0; i++) {
		if (ids[i] >= basic_count(dev))
			continue;
		if (values != NULL)
			values[i] = basic_value(dev, (unsigned int)ids[i], &stats);
		else
			basic_name(dev, (unsigned int)ids[i], &names[i]);
	}
	if (ret == 0 && nb > 0)
		ret = values != NULL ? driver_values(dev, own, at, (unsigned int)nb, values) :
				       driver_names(dev, own, at, (unsigned int)nb, names);
	free(own);
	free(at);
	return ret < 0 ? ret : (int)n;
}

/* All values, in the order of their ids. */
static int
all_values(struct rte_eth_dev *dev, uint64_t *values, unsigned int size)
{
	int total = total_count(dev), ret, i;
	struct rte_eth_xstat *all;

	if (total < 0 || values == NULL || size < (unsigned int)total)
		return total;
	all = calloc((size_t)total, sizeof(*all));
	if (all == NULL)
		return -ENOMEM;
	ret = values_get(dev, all, (unsigned int)total);
	for (i = 0; i < ret; i++)
		values[i] = all[i].value;
	free(all);
	return ret;
}

int
rte_eth_xstats_get_by_id(uint16_t port_id, const uint64_t *ids, uint64_t *values, unsigned int size)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (values == NULL && (ids != NULL || size != 0))
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else if (ids == NULL)
		ret = all_values(dev, values, size);
	else
		ret = size != 0 ? some_get(dev, ids, size, values, NULL) : 0;
	return eth_leave(port_id, ret);
}

int
rte_eth_xstats_get_names_by_id(uint16_t port_id, struct rte_eth_xstat_name *xstats_names, unsigned int size, uint64_t *ids)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (xstats_names == NULL && (ids != NULL || size != 0))
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else if (ids == NULL)
		ret = names_get(dev, xstats_names, size);
	else
		ret = size != 0 ? some_get(dev, ids, size, NULL, xstats_names) : 0;
	return eth_leave(port_id, ret);
}

static int
name_find(struct rte_eth_dev *dev, const char *name, uint64_t *id)
{
	int total = total_count(dev), i;
	struct rte_eth_xstat_name *all;

	if (total < 0)
		return total;
	all = calloc((size_t)total, sizeof(*all));
	if (all == NULL)
		return -ENOMEM;
	total = names_get(dev, all, (unsigned int)total);
	for (i = 0; i < total && strncmp(all[i].name, name, sizeof(all[i].name)) != 0; i++)
		;
	free(all);
	if (total < 0)
		return total;
	if (i == total)
		return -EINVAL;
	*id = (uint64_t)i;
	return 0;
}

int
rte_eth_xstats_get_id_by_name(uint16_t port_id, const char *xstat_name, uint64_t *id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = xstat_name != NULL && id != NULL ? name_find(dev, xstat_name, id)
					       : eth_bad(__func__, port_id, "no name, or no room for the id");
	return eth_leave(port_id, ret);
}

int
rte_eth_xstats_reset(uint16_t port_id)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = dev->dev_ops->xstats_reset != NULL ? ETH_OP(dev, xstats_reset) : eth_stats_clear(dev);
	return eth_leave(port_id, ret);
}
