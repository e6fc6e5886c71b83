/* SPDX-License-Identifier: BSD-3-Clause */
/* The ring driver's port: shared between its device (ring.c), its port operations (ring_port.c), arguments and bursts. */
#ifndef RING_H
#define RING_H

#include <stdbool.h>
#include <stdint.h>

#include <bus_vdev_driver.h>
#include <ethdev_driver.h>
#include <rte_kvargs.h>
#include <rte_log.h>
#include <rte_ring.h>

#include "../common/net_queue.h"

extern int ring_logtype;
#define RING_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, ring_logtype, "RING: " fmt "\n", ##__VA_ARGS__)

#define RING_SLOTS 1024
#define RING_PORTS_MAX RTE_KVARGS_MAX

/** A direction of a queue. Only packets are counted: their lengths are never looked at. */
struct ring_queue {
	struct rte_ring *ring;
	struct net_tally tally;
} __rte_cache_aligned;

/** The rings behind a port. */
struct ring_set {
	struct rte_ring *rx[RTE_PMD_RING_MAX_RX_RINGS];
	struct rte_ring *tx[RTE_PMD_RING_MAX_TX_RINGS];
	uint16_t nb_rx;
	uint16_t nb_tx;
	bool owned; /**< rx and tx are the same rings, made by the driver, freed with the port */
};

/** dev_private of a port. */
struct ring_port {
	struct ring_set rings;
	struct ring_queue rxq[RTE_PMD_RING_MAX_RX_RINGS];
	struct ring_queue txq[RTE_PMD_RING_MAX_TX_RINGS];
};

/* ring_args.c */

enum ring_action { RING_CREATE, RING_ATTACH };

/** One port that is asked for. */
struct ring_node {
	char name[RTE_ETH_NAME_MAX_LEN];
	int numa_node;
	enum ring_action action;
};

struct ring_nodes {
	struct ring_node node[RING_PORTS_MAX];
	unsigned int n;
};

/** Read the arguments; none: no node. 0, or -errno with the sentence in @p why (NET_ARGS_WHY_MAX bytes). */
int ring_args_read(const char *args, struct ring_nodes *nodes, char *why);

/* ring_port.c */

/** Make the rings of a port called @p name, or look them up when they exist already or @p action says so.
 *  0; -ENAMETOOLONG, -ENOENT nothing to attach to, -ENOMEM. */
int ring_set_create(struct ring_set *set, const char *name, int numa_node, enum ring_action action);
/** Free what ring_set_create() made, with the packets inside. Harmless for rings of others. */
void ring_set_free(struct ring_set *set);
/** Reserve and fill a port. 0; -EEXIST name in use; -ENOSPC; -EINVAL; -ENOMEM. On success the port owns the set's rings. */
int ring_port_create(struct rte_vdev_device *vdev, const char *name, int numa_node, const struct ring_set *set,
	struct rte_eth_dev **out);
/** Give up the rings of a port whose probe is being undone; the rest is the engine's. */
void ring_port_undo(struct rte_eth_dev *dev);
/** In a secondary process: join the port of the primary. 0, -ENODEV. */
int ring_port_join(struct rte_vdev_device *vdev, const char *name);

/* ring_rxtx.c */
uint16_t ring_rx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t ring_tx(void *queue, struct rte_mbuf **bufs, uint16_t n);

#endif
