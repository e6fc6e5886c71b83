/* SPDX-License-Identifier: BSD-3-Clause */
/* Who forwards to whom. */
#include "topology.h"

int
slots_find(const struct slots *slots, uint16_t port)
{
	unsigned int i;

	for (i = 0; i < slots->n; i++)
		if (slots->port[i] == port)
			return (int)i;
	return -1;
}

int
slots_join(struct slots *slots, uint16_t port)
{
	int i = slots_find(slots, SLOT_EMPTY);

	if (slots_find(slots, port) >= 0)
		return -1;
	if (i < 0) {
		if (slots->n == RTE_MAX_ETHPORTS)
			return -1;
		i = (int)slots->n++;
	}
	slots->port[i] = port;
	return 0;
}

int
slots_leave(struct slots *slots, uint16_t port)
{
	int i = slots_find(slots, port);

	if (i < 0)
		return -1;
	slots->port[i] = SLOT_EMPTY;
	while (slots->n > 0 && slots->port[slots->n - 1] == SLOT_EMPTY)
		slots->n--;
	return 0;
}

unsigned int
slots_count(const struct slots *slots)
{
	unsigned int i, count = 0;

	for (i = 0; i < slots->n; i++)
		count += slots->port[i] != SLOT_EMPTY;
	return count;
}

unsigned int
topology_peer(const struct slots *slots, enum topology topology, unsigned int i)
{
	unsigned int peer = i;

	if (topology == TOPOLOGY_PAIRED && (i ^ 1) < slots->n && slots->port[i ^ 1] != SLOT_EMPTY)
		return i ^ 1;
	if (topology == TOPOLOGY_CHAINED) {
		do
			peer = (peer + 1) % slots->n;
		while (slots->port[peer] == SLOT_EMPTY);
	}
	return peer;
}

unsigned int
topology_routes(const struct slots *slots, enum topology topology, const struct queue_counts *queues, struct route *routes,
		unsigned int room)
{
	unsigned int i, n = 0;

	for (i = 0; i < slots->n; i++) {
		uint16_t rx = slots->port[i], tx, count, nb_tx;
		unsigned int q, end;

		if (rx == SLOT_EMPTY)
			continue;
		tx = slots->port[topology_peer(slots, topology, i)];
		nb_tx = queues->tx(tx);
		count = queues->by_tx ? nb_tx : queues->rx(rx);
		end = count * (queues->proc + 1) / queues->procs;
		for (q = count * queues->proc / queues->procs; q < end && nb_tx > 0; q++) {
			if (n < room)
				routes[n] = (struct route) { rx, (uint16_t)q, tx, (uint16_t)(q % nb_tx) };
			n++;
		}
	}
	return n;
}
