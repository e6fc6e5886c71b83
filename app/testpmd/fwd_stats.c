/* SPDX-License-Identifier: BSD-3-Clause */
/* What a forwarding session shows: who forwards to whom, and how much. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <rte_lcore.h>

#include "fwd.h"
#include "fwd_session.h"
#include "ports.h"

#define RULE "  ----------------------------------------------------------------------------\n"

static void
counts_show(const uint64_t *count, uint64_t missed)
{
	printf("  RX-packets: %-14" PRIu64 " RX-dropped: %-14" PRIu64 "RX-total: %-" PRIu64 "\n", count[COUNT_RX], missed,
	       count[COUNT_RX] + missed);
	printf("  TX-packets: %-14" PRIu64 " TX-dropped: %-14" PRIu64 "TX-total: %-" PRIu64 "\n", count[COUNT_TX],
	       count[COUNT_DROPPED], count[COUNT_TX] + count[COUNT_DROPPED]);
}

void
session_port_show(uint16_t port, uint64_t *total, uint64_t *missed)
{
	const struct session_port *sp = &session.port[port];
	uint64_t count[COUNTS];
	unsigned int i;

	for (i = 0; i < COUNTS; i++)
		count[i] = sp->count[i];
	for (i = 0; i < session.nb_streams; i++) {
		const struct fwd_stream *s = session.streams[i];

		if (s->route.rx_port == port)
			count[COUNT_RX] += stream_counted(s, COUNT_RX);
		if (s->route.tx_port != port)
			continue;
		count[COUNT_TX] += stream_counted(s, COUNT_TX);
		count[COUNT_DROPPED] += stream_counted(s, COUNT_DROPPED);
	}
	printf("\n  ---------------------- Forward statistics for port %-2u ----------------------\n", port);
	counts_show(count, sp->missed);
	printf(RULE);
	for (i = 0; i < COUNTS; i++)
		total[i] += count[i];
	*missed += sp->missed;
}

/* With several queues per port also what each stream did. */
static void
streams_show(void)
{
	unsigned int i;

	if (session.nb_streams <= slots_count(&session.slots))
		return;
	for (i = 0; i < session.nb_streams; i++) {
		const struct fwd_stream *s = session.streams[i];

		printf("\n  ------- Forward Stats for RX Port=%2u/Queue=%2u -> TX Port=%2u/Queue=%2u -------\n", s->route.rx_port,
		       s->route.rx_queue, s->route.tx_port, s->route.tx_queue);
		printf("  RX-packets: %-14" PRIu64 " TX-packets: %-14" PRIu64 " TX-dropped: %-14" PRIu64 "\n",
			stream_counted(s, COUNT_RX),
		       stream_counted(s, COUNT_TX), stream_counted(s, COUNT_DROPPED));
	}
}

void
session_stats_show(void)
{
	uint64_t total[COUNTS], missed = session.departed_missed;
	uint16_t port;
	unsigned int i;

	for (i = 0; i < COUNTS; i++)
		total[i] = session.departed[i];
	streams_show();
	for (port = 0; port < RTE_MAX_ETHPORTS; port++) {
		if (!session.port[port].took_part && !fwd_list_has(port))
			continue;
		session_missed_update(port, false);
		session_port_show(port, total, &missed);
	}
	printf("\n  +++++++++++++++ Accumulated forward statistics for all ports+++++++++++++++\n");
	counts_show(total, missed);
	printf("  ++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++\n");
}

void
fwd_stats_show(void)
{
	session_stats_show();
}

void
fwd_stats_clear(void)
{
	unsigned int i, c;
	uint16_t port;

	for (i = 0; i < session.nb_streams; i++)
		for (c = 0; c < COUNTS; c++)
			session.streams[i]->base[c] += stream_counted(session.streams[i], c);
	for (port = 0; port < RTE_MAX_ETHPORTS; port++) {
		struct session_port *sp = &session.port[port];

		session_missed_update(port, false);
		sp->missed = 0;
		for (c = 0; c < COUNTS; c++)
			sp->count[c] = 0;
	}
	for (c = 0; c < COUNTS; c++)
		session.departed[c] = 0;
	session.departed_missed = 0;
}

/* The slots that a session has, or would have if it began now. */
static void
slots_planned(struct slots *slots)
{
	unsigned int n, i;
	const uint16_t *list = fwd_list(&n);

	if (session.running) {
		*slots = session.slots;
		return;
	}
	slots->n = 0;
	for (i = 0; i < n; i++)
		slots_join(slots, list[i]);
}

/* The thread that serves @route: as it is, or round robin. */
static unsigned int
core_of(const struct route *route, unsigned int index, unsigned int threads)
{
	unsigned int i;

	for (i = 0; session.running && i < session.nb_streams; i++)
		if (session.streams[i]->route.rx_port == route->rx_port && session.streams[i]->route.rx_queue == route->rx_queue)
			return session.streams[i]->item.core;
	return index % threads;
}

static void
route_show(const struct route *r)
{
	char peer[RTE_ETHER_ADDR_FMT_SIZE];

	rte_ether_format_addr(peer, sizeof(peer), &ports[r->tx_port].peer);
	printf("  RX P=%u/Q=%u (socket %d) -> TX P=%u/Q=%u (socket %d) peer=%s\n", r->rx_port, r->rx_queue,
		ports[r->rx_port].socket,
	       r->tx_port, r->tx_queue, ports[r->tx_port].socket, peer);
}

static void
core_show(unsigned int core, unsigned int threads, const struct route *routes, unsigned int n)
{
	unsigned int i, mine = 0;

	for (i = 0; i < n; i++)
		mine += core_of(&routes[i], i, threads) == core;
	if (settings.nb_cores > 0)
		printf("Logical Core %u (socket %u) forwards packets on %u streams:\n", settings.cores[core],
		       rte_lcore_to_socket_id(settings.cores[core]), mine);
	else
		printf("A service thread (there is no worker lcore) forwards packets on %u streams:\n", mine);
	for (i = 0; i < n; i++)
		if (core_of(&routes[i], i, threads) == core)
			route_show(&routes[i]);
}

void
fwd_config_show(void)
{
	const struct fwd_mode *mode = session.running ? session.mode : fwd_mode_chosen();
	unsigned int threads = settings.nb_cores > 0 ? settings.nb_cores : 1;
	struct route *routes;
	struct slots slots;
	unsigned int n, i;

	slots_planned(&slots);
	routes = session_routes(&slots, mode, &n);
	printf("%s packet forwarding%s - ports=%u - cores=%u - streams=%u - NUMA support %s, MP allocation mode: native\n",
	       mode->name, fwd_retry_suffix(), slots_count(&slots), threads, n, settings.numa ? "enabled" : "disabled");
	if (SETTING_GET(retry))
		printf("TX retry num: %u, delay between TX retries: %uus\n", SETTING_GET(retries), SETTING_GET(retry_delay));
	for (i = 0; i < threads && (routes != NULL || n == 0); i++)
		core_show(i, threads, routes, n);
	printf("\n");
	free(routes);
}
