/* SPDX-License-Identifier: BSD-3-Clause */
/* Who forwards to whom: a pure function of the slots that ports sit in. Guarded by nothing, calls nothing. */
#ifndef TOPOLOGY_H
#define TOPOLOGY_H

#include <stdbool.h>
#include <stdint.h>

#include "settings.h"

#define SLOT_EMPTY UINT16_MAX

/** A port keeps its slot for as long as it forwards, so that a pair is not changed by others that come and go. */
struct slots {
	unsigned int n; /**< slots in use, with the empty ones between them */
	uint16_t port[RTE_MAX_ETHPORTS];
};

/** From a receive queue to a transmit queue. */
struct route {
	uint16_t rx_port, rx_queue, tx_port, tx_queue;
};

/** The slot of @p port; -1: none. */
int slots_find(const struct slots *slots, uint16_t port);
/** Sit @p port in the first empty slot. 0; -1: it has one, or all are taken. */
int slots_join(struct slots *slots, uint16_t port);
/** Empty the slot of @p port. 0; -1: it has none. */
int slots_leave(struct slots *slots, uint16_t port);
/** Ports that have a slot. */
unsigned int slots_count(const struct slots *slots);

/** The slot that slot @p i forwards to: paired with its neighbour, to the next, or to itself; itself if that is empty. */
unsigned int topology_peer(const struct slots *slots, enum topology topology, unsigned int i);

/** Queue numbers that routes are made of. */
struct queue_counts {
	uint16_t (*rx)(uint16_t port);
	uint16_t (*tx)(uint16_t port);
	bool by_tx;              /**< one route per transmit queue: packets come from nowhere */
	unsigned int proc, procs; /**< share of the queues that this process serves */
};

/**
 * List the routes.
 *
 * @param routes room for @p room routes
 * @return how many there are, which may be more than @p room.
 */
unsigned int topology_routes(const struct slots *slots, enum topology topology, const struct queue_counts *queues,
			     struct route *routes, unsigned int room);

#endif
