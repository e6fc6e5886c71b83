/* SPDX-License-Identifier: BSD-3-Clause */
/* The null driver's port and queues, between its life (null.c), its bursts (null_rxtx.c) and its hash table (null_rss.c). */
#ifndef NULL_H
#define NULL_H

#include <stdbool.h>
#include <stdint.h>

#include <ethdev_driver.h>
#include <rte_spinlock.h>

#include "../common/net_queue.h"

#define NULL_RETA_SIZE RTE_ETH_RSS_RETA_SIZE_128
#define NULL_RSS_KEY_LEN 40
#define NULL_RSS_TYPES (RTE_ETH_RSS_IP | RTE_ETH_RSS_TCP | RTE_ETH_RSS_UDP)

/** What the user asked for. */
struct null_options {
	uint32_t size; /**< bytes of each received packet */
	bool copy;     /**< really copy the bytes, both ways */
	bool no_rx;    /**< receive nothing */
};

/** One receive or transmit queue; lives from its setup to its release. */
struct null_queue {
	struct net_tally tally;
	struct net_source source; /**< receive queues only */
	uint32_t size;
	uint8_t *bytes;           /**< with copy: size bytes that stand for every packet */
} __rte_cache_aligned;

/** Bookkeeping of the redirection table: it steers no traffic. */
struct null_rss {
	rte_spinlock_t lock; /**< guards the rest */
	uint64_t hf;
	uint16_t reta[NULL_RETA_SIZE];
	uint8_t key[NULL_RSS_KEY_LEN];
};

/** dev_private of a port. */
struct null_port {
	struct null_options opt;
	struct null_rss rss;
};

/* null_rxtx.c */
uint16_t null_rx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t null_rx_copy(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t null_rx_none(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t null_tx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t null_tx_copy(void *queue, struct rte_mbuf **bufs, uint16_t n);

/* null_rss.c */
void null_rss_init(struct null_rss *rss);
int null_reta_update(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *conf, uint16_t size);
int null_reta_query(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *conf, uint16_t size);
int null_rss_update(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf);
int null_rss_query(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf);

#endif
