/* SPDX-License-Identifier: BSD-3-Clause */
/* Counters of a port: the common ones, and named ones that a driver may add to. */
#ifndef RTE_ETH_STATS_H
#define RTE_ETH_STATS_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Common counters. Since 2.0. */
struct rte_eth_stats {
	uint64_t ipackets;  /**< received packets */
	uint64_t opackets;  /**< sent packets */
	uint64_t ibytes;    /**< received bytes */
	uint64_t obytes;    /**< sent bytes */
	uint64_t imissed;   /**< packets that found no free descriptor */
	uint64_t ierrors;   /**< packets received with errors */
	uint64_t oerrors;   /**< packets that could not be sent */
	uint64_t rx_nombuf; /**< packets for which no buffer could be had */
	/* of the first queues */
	uint64_t q_ipackets[RTE_ETHDEV_QUEUE_STAT_CNTRS];
	uint64_t q_opackets[RTE_ETHDEV_QUEUE_STAT_CNTRS];
	uint64_t q_ibytes[RTE_ETHDEV_QUEUE_STAT_CNTRS];
	uint64_t q_obytes[RTE_ETHDEV_QUEUE_STAT_CNTRS];
	uint64_t q_errors[RTE_ETHDEV_QUEUE_STAT_CNTRS];
};

#define RTE_ETH_XSTATS_NAME_SIZE 64

/** Value of a named counter; id is its place in the list of names. Since 16.07. */
struct rte_eth_xstat {
	uint64_t id;
	uint64_t value;
};

/** Name of a counter. Since 16.07. */
struct rte_eth_xstat_name {
	char name[RTE_ETH_XSTATS_NAME_SIZE];
};

/**
 * Read the common counters.
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL; -ENOTSUP no such operation; -EIO hardware gone
 * Context: any thread; blocks for other control calls of the port. Since 2.0.
 */
int rte_eth_stats_get(uint16_t port_id, struct rte_eth_stats *stats);
/** Set the common counters to 0. 0; -ENODEV; -ENOTSUP; -EIO. Since 2.0. */
int rte_eth_stats_reset(uint16_t port_id);

/**
 * Read all named counters: common ones, those of queues, the driver's.
 *
 * @param n entries of @p xstats
 * @return number of counters; when NULL was given or more than @p n, nothing was written. -ENODEV bad port; -EINVAL NULL with
 *   @p n not 0; -EIO hardware gone; else the driver's code
 * Context: any thread; blocks for other control calls of the port. Since 2.0, this form since 16.07.
 */
int rte_eth_xstats_get(uint16_t port_id, struct rte_eth_xstat *xstats, unsigned int n);
/** Names in the order of rte_eth_xstats_get(), with the same rules for sizes. Since 16.07. */
int rte_eth_xstats_get_names(uint16_t port_id, struct rte_eth_xstat_name *xstats_names, unsigned int size);
/**
 * Read the counters with the given ids.
 *
 * @param ids @p size ids; NULL: all, in order
 * @param values NULL (with @p ids NULL): only the number is asked for
 * @return number of values (the number needed when @p ids is NULL and @p size too small, nothing written then); -ENODEV bad
 *   port; -EINVAL an id that does not exist, or NULL @p values otherwise; -ENOMEM; -EIO. Since 17.05.
 */
int rte_eth_xstats_get_by_id(uint16_t port_id, const uint64_t *ids, uint64_t *values, unsigned int size);
/** Names of the given ids, as rte_eth_xstats_get_by_id(). Since 17.05. */
int rte_eth_xstats_get_names_by_id(uint16_t port_id, struct rte_eth_xstat_name *xstats_names, unsigned int size,
				   uint64_t *ids);
/** Id of a name. 0; -ENODEV bad port; -EINVAL NULL or no such name; -ENOMEM; -EIO. Since 17.05. */
int rte_eth_xstats_get_id_by_name(uint16_t port_id, const char *xstat_name, uint64_t *id);
/**
 * Set all named counters to 0; a driver without the operation has its common ones reset. 0; -ENODEV; -ENOTSUP; -EIO. Since 2.1.
 */
int rte_eth_xstats_reset(uint16_t port_id);

/**
 * Count receive queue @p rx_queue_id in entry @p stat_idx of the per-queue counters. 0; -ENODEV; -EINVAL; -ENOTSUP; -EIO.
 * Since 2.0.
 */
int rte_eth_dev_set_rx_queue_stats_mapping(uint16_t port_id, uint16_t rx_queue_id, uint8_t stat_idx);
/** The same for a transmit queue. Since 2.0. */
int rte_eth_dev_set_tx_queue_stats_mapping(uint16_t port_id, uint16_t tx_queue_id, uint8_t stat_idx);

#ifdef __cplusplus
}
#endif

#endif
