/* SPDX-License-Identifier: BSD-3-Clause */
/* Who forwards to whom, and that pairs are not changed by ports that come and go. */
#include "app/testpmd/topology.c"

#include "ut.h"

static uint16_t nb_rx, nb_tx;

static uint16_t
rx_queues(uint16_t port)
{
	(void)port;
	return nb_rx;
}

static uint16_t
tx_queues(uint16_t port)
{
	(void)port;
	return nb_tx;
}

static struct slots
slots_of(unsigned int n)
{
	struct slots slots = { .n = 0 };
	uint16_t port;

	for (port = 0; port < n; port++)
		UT_EQ(slots_join(&slots, port), 0);
	return slots;
}

/* The port that @port sends to; -1: it has no route. */
static int
peer_of(const struct slots *slots, enum topology topology, uint16_t port)
{
	const struct queue_counts queues = { rx_queues, tx_queues, false, 0, 1 };
	struct route routes[64];
	unsigned int i, n;

	nb_rx = nb_tx = 1;
	n = topology_routes(slots, topology, &queues, routes, 64);
	UT_EQ(n, slots_count(slots));
	for (i = 0; i < n; i++)
		if (routes[i].rx_port == port)
			return routes[i].tx_port;
	return -1;
}

static void
pairs_and_a_lone_port(void)
{
	struct slots slots = slots_of(5);

	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 0), 1);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 1), 0);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 2), 3);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 3), 2);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 4), 4);
}

static void
a_port_that_leaves_only_concerns_its_pair(void)
{
	struct slots slots = slots_of(4);

	UT_EQ(slots_leave(&slots, 0), 0);
	UT_EQ(slots_leave(&slots, 0), -1);
	UT_EQ(slots_count(&slots), 3);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 1), 1);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 2), 3);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 3), 2);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 0), -1);
}

static void
a_port_that_joins_takes_the_empty_place(void)
{
	struct slots slots = slots_of(4);

	slots_leave(&slots, 2);
	UT_EQ(slots_join(&slots, 9), 0);
	UT_EQ(slots_join(&slots, 9), -1);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 9), 3);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 3), 9);
	UT_EQ(slots_join(&slots, 10), 0);
	UT_EQ(peer_of(&slots, TOPOLOGY_PAIRED, 10), 10);
}

static void
last_places_are_given_back(void)
{
	struct slots slots = slots_of(3);

	slots_leave(&slots, 1);
	slots_leave(&slots, 2);
	UT_EQ(slots.n, 1);
	slots_leave(&slots, 0);
	UT_EQ(slots.n, 0);
	UT_EQ(slots_count(&slots), 0);
	UT_EQ(slots_leave(&slots, 0), -1);
}

static void
chain_and_loop(void)
{
	struct slots slots = slots_of(4);

	slots_leave(&slots, 1);
	UT_EQ(peer_of(&slots, TOPOLOGY_CHAINED, 0), 2);
	UT_EQ(peer_of(&slots, TOPOLOGY_CHAINED, 2), 3);
	UT_EQ(peer_of(&slots, TOPOLOGY_CHAINED, 3), 0);
	UT_EQ(peer_of(&slots, TOPOLOGY_LOOP, 3), 3);
	slots = slots_of(1);
	UT_EQ(peer_of(&slots, TOPOLOGY_CHAINED, 0), 0);
}

static void
queues_are_spread(void)
{
	struct queue_counts queues = { rx_queues, tx_queues, false, 0, 1 };
	struct slots slots = slots_of(2);
	struct route routes[16];

	nb_rx = 4;
	nb_tx = 2;
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 8);
	UT_EQ(routes[3].rx_queue, 3);
	UT_EQ(routes[3].tx_queue, 1);
	UT_EQ(routes[3].tx_port, 1);
	UT_EQ(routes[4].rx_port, 1);
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 3), 8); /* says how many there would be */
	queues.by_tx = true;
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 4);
	nb_tx = 0;
	queues.by_tx = false;
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 0);
}

static void
processes_share_the_queues(void)
{
	struct queue_counts queues = { rx_queues, tx_queues, false, 1, 2 };
	struct slots slots = slots_of(1);
	struct route routes[16];

	nb_rx = nb_tx = 4;
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 2);
	UT_EQ(routes[0].rx_queue, 2);
	UT_EQ(routes[1].rx_queue, 3);
	queues.proc = 0;
	nb_rx = 3; /* not divisible: every queue still belongs to exactly one */
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 1);
	queues.proc = 1;
	UT_EQ(topology_routes(&slots, TOPOLOGY_PAIRED, &queues, routes, 16), 2);
	UT_EQ(routes[0].rx_queue, 1);
}

UT_MAIN("testpmd_topology",
	{ "ports are paired, a lone one forwards to itself", pairs_and_a_lone_port },
	{ "a port that leaves only concerns its pair", a_port_that_leaves_only_concerns_its_pair },
	{ "a port that joins takes the empty place", a_port_that_joins_takes_the_empty_place },
	{ "last places are given back", last_places_are_given_back },
	{ "chain and loop", chain_and_loop },
	{ "queues are spread", queues_are_spread },
	{ "processes share the queues", processes_share_the_queues })
