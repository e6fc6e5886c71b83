/* SPDX-License-Identifier: BSD-3-Clause */
/* The forwarding session: starting, stopping, and ports that join and leave while others forward. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_malloc.h>

#include "control.h"
#include "fwd.h"
#include "fwd_session.h"
#include "ports.h"

#define FLUSH_MAX 4096 /* packets per queue: some ports never run dry */

struct session session;

bool
fwd_running(void)
{
	return session.running;
}

static uint16_t
port_nb_rxq(uint16_t port)
{
	return ports[port].nb_rxq;
}

static uint16_t
port_nb_txq(uint16_t port)
{
	return ports[port].nb_txq;
}

struct route *
session_routes(const struct slots *slots, const struct fwd_mode *mode, unsigned int *n)
{
	const struct queue_counts queues = { port_nb_rxq, port_nb_txq, !mode->receives, settings.proc_id, settings.nb_procs };
	enum topology topology = mode->answers ? TOPOLOGY_LOOP : settings.topology;
	struct route *routes;

	*n = topology_routes(slots, topology, &queues, NULL, 0);
	if (*n == 0)
		return NULL;
	routes = calloc(*n, sizeof(*routes));
	if (routes != NULL)
		topology_routes(slots, topology, &queues, routes, *n);
	return routes;
}

/* Streams that @core serves already, or where the transmit queue of @route is served: the core for a new stream. */
static unsigned int
core_choose(const struct route *route)
{
	unsigned int load[RTE_MAX_LCORE] = { 0 }, i, best = 0;

	for (i = 0; i < session.nb_streams; i++) {
		const struct fwd_stream *s = session.streams[i];

		if (s->route.tx_port == route->tx_port && s->route.tx_queue == route->tx_queue)
			return s->item.core;
		load[s->item.core]++;
	}
	for (i = 1; i < session.nb_threads; i++)
		if (load[i] < load[best])
			best = i;
	return best;
}

static struct fwd_stream *
stream_new(const struct route *route)
{
	struct fwd_stream *s = aligned_alloc(RTE_CACHE_LINE_SIZE, sizeof(*s));

	if (s == NULL)
		return NULL;
	memset(s, 0, sizeof(*s));
	s->item.run = session.mode->run;
	s->item.core = core_choose(route);
	s->route = *route;
	s->mode = session.mode;
	s->pool = ports[route->tx_port].pool != NULL ? ports[route->tx_port].pool : ports[route->rx_port].pool;
	rte_eth_macaddr_get(route->tx_port, &s->source);
	s->peer = ports[route->tx_port].peer;
	memcpy(s->segments, settings.segments, sizeof(s->segments));
	s->nb_segments = settings.nb_segments;
	return s;
}

/* What a stream did goes to its ports. */
static void
stream_fold(const struct fwd_stream *s)
{
	session.port[s->route.rx_port].count[COUNT_RX] += stream_counted(s, COUNT_RX);
	session.port[s->route.tx_port].count[COUNT_TX] += stream_counted(s, COUNT_TX);
	session.port[s->route.tx_port].count[COUNT_DROPPED] += stream_counted(s, COUNT_DROPPED);
}

static int
table_publish(void)
{
	return engine_publish((struct engine_item **)session.streams, session.nb_streams);
}

static bool
route_among(const struct route *route, const struct route *routes, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (memcmp(route, &routes[i], sizeof(*route)) == 0)
			return true;
	return false;
}

/*
 * Take away the streams that are not among @routes. First, and with a table of its own: until no thread uses them any more their
 * queues belong to no other stream.
 */
static int
streams_retire(const struct route *routes, unsigned int n)
{
	struct fwd_stream *gone[session.nb_streams + 1];
	unsigned int i, kept = 0, nb_gone = 0;
	int ret;

	for (i = 0; i < session.nb_streams; i++) {
		if (route_among(&session.streams[i]->route, routes, n))
			session.streams[kept++] = session.streams[i];
		else
			gone[nb_gone++] = session.streams[i];
	}
	if (nb_gone == 0)
		return 0;
	session.nb_streams = kept;
	ret = table_publish();
	if (ret != 0) { /* they stay in the table that is in use */
		for (i = 0; i < nb_gone; i++)
			session.streams[session.nb_streams++] = gone[i];
		return ret;
	}
	for (i = 0; i < nb_gone; i++) {
		stream_fold(gone[i]);
		free(gone[i]);
	}
	return 0;
}

static int
streams_add(const struct route *routes, unsigned int n)
{
	struct fwd_stream **streams = realloc(session.streams, (session.nb_streams + n + 1) * sizeof(streams[0]));
	struct route have[session.nb_streams + 1];
	unsigned int i, before = session.nb_streams;

	if (streams == NULL)
		return -ENOMEM;
	session.streams = streams;
	for (i = 0; i < before; i++)
		have[i] = streams[i]->route;
	for (i = 0; i < n; i++) {
		struct fwd_stream *s;

		if (route_among(&routes[i], have, before))
			continue;
		s = stream_new(&routes[i]);
		if (s == NULL)
			return -ENOMEM;
		streams[session.nb_streams++] = s;
	}
	return 0;
}

/* Make the streams follow the slots. */
static int
session_update(bool publish)
{
	unsigned int n;
	struct route *routes = session_routes(&session.slots, session.mode, &n);
	int ret = n > 0 && routes == NULL ? -ENOMEM : 0;

	if (ret == 0)
		ret = streams_retire(routes, n);
	if (ret == 0)
		ret = streams_add(routes, n);
	if (publish && ret == 0)
		ret = table_publish();
	free(routes);
	if (ret != 0)
		printf("Forwarding could not be arranged anew: %s. \"stop\" and \"start\".\n", rte_strerror(-ret));
	return ret;
}

void
session_missed_update(uint16_t port, bool stop)
{
	struct session_port *sp = &session.port[port];
	struct rte_eth_stats stats;

	if (!sp->counting)
		return;
	/* A port that others detached has taken its counters with it. */
	if (rte_eth_dev_is_valid_port(port) && rte_eth_stats_get(port, &stats) == 0) {
		if (stats.imissed >= sp->missed_base) /* else they were cleared */
			sp->missed += stats.imissed - sp->missed_base;
		sp->missed_base = stats.imissed;
	}
	sp->counting = !stop;
}

static void
port_joins(uint16_t port)
{
	struct session_port *sp = &session.port[port];
	struct rte_eth_stats stats;

	slots_join(&session.slots, port);
	sp->took_part = true;
	sp->missed_base = rte_eth_stats_get(port, &stats) == 0 ? stats.imissed : 0;
	sp->counting = true;
}

bool
fwd_leave(uint16_t port)
{
	if (!session.running || slots_leave(&session.slots, port) != 0)
		return false;
	session_update(true);
	session_missed_update(port, true);
	return true;
}

void
fwd_join(uint32_t wanted)
{
	unsigned int n, i, joined = 0;
	const uint16_t *list = fwd_list(&n);

	if (!session.running)
		return;
	for (i = 0; i < n; i++) {
		if (!ports_wanted(wanted, list[i]) || ports[list[i]].status != PORT_STARTED ||
			slots_find(&session.slots, list[i]) >= 0)
			continue;
		port_joins(list[i]);
		joined++;
		printf("Port %u joins the forwarding session\n", list[i]);
	}
	if (joined > 0)
		session_update(true);
}

void
fwd_forget(uint16_t port)
{
	struct session_port *sp = &session.port[port];

	fwd_leave(port);
	if (session.running && sp->took_part)
		session_port_show(port, session.departed, &session.departed_missed);
	memset(sp, 0, sizeof(*sp));
}

static void
queues_flush(uint16_t port)
{
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n, total;
	uint16_t q;

	for (q = 0; q < ports[port].nb_rxq; q++) {
		for (total = 0; total < FLUSH_MAX; total += n) {
			n = rte_eth_rx_burst(port, q, pkts, BURST_MAX);
			if (n == 0)
				break;
			rte_pktmbuf_free_bulk(pkts, n);
		}
	}
}

/* True if every port of the list is started. */
static bool
list_is_started(void)
{
	unsigned int n, i;
	const uint16_t *list = fwd_list(&n);

	for (i = 0; i < n; i++) {
		if (ports[list[i]].status == PORT_STARTED)
			continue;
		printf("Not all ports were started\n");
		printf("Port %u is not: \"port start %u\", or leave it out with \"set portlist\".\n", list[i], list[i]);
		return false;
	}
	return true;
}

static void
session_clear(void)
{
	unsigned int i;

	for (i = 0; i < session.nb_streams; i++)
		free(session.streams[i]);
	free(session.streams);
	memset(&session, 0, sizeof(session));
}

/* Everything that must be there before a thread runs. */
static int
session_prepare(unsigned int bursts)
{
	unsigned int n, i, b;
	const uint16_t *list = fwd_list(&n);
	int ret;

	session_clear();
	session.mode = fwd_mode_chosen();
	session.nb_threads = settings.nb_cores > 0 ? settings.nb_cores : 1;
	for (i = 0; i < n; i++) {
		if (settings.flush_rx && session.mode->receives)
			queues_flush(list[i]);
		port_joins(list[i]);
	}
	ret = session_update(false);
	for (b = 0; ret == 0 && b < bursts && !control_quitting(); b++)
		for (i = 0; i < session.nb_streams; i++)
			fwd_txonly_burst(session.streams[i]);
	return ret;
}

int
fwd_start(unsigned int bursts)
{
	unsigned int n;
	int ret;

	if (session.running) {
		printf("Packet forwarding already started\n");
		return -EALREADY;
	}
	if (!list_is_started())
		return -EINVAL;
	fwd_list(&n);
	if (n % 2 == 1 && settings.topology == TOPOLOGY_PAIRED)
		printf("\nWarning! port-topology=paired and odd forward ports number, the last port will pair with itself.\n\n");
	fwd_config_show();
	fwd_rxtx_show();
	fflush(stdout);
	ret = session_prepare(bursts);
	if (ret != 0) {
		session_clear();
		return ret;
	}
	ret = engine_start(settings.cores, settings.nb_cores);
	if (ret > 0)
		ret = table_publish();
	if (ret != 0) {
		printf("Packet forwarding cannot start: %s. Name other lcores with \"set corelist\".\n", rte_strerror(-ret));
		engine_stop();
		session_clear();
		return ret;
	}
	session.running = true;
	return 0;
}

int
fwd_stop(void)
{
	unsigned int i;

	if (!session.running) {
		printf("Packet forwarding not started\n");
		return -EINVAL;
	}
	printf("Telling cores to stop...");
	printf("\nWaiting for lcores to finish...\n");
	engine_stop();
	for (i = 0; i < session.slots.n; i++)
		if (session.slots.port[i] != SLOT_EMPTY)
			session_missed_update(session.slots.port[i], true);
	session_stats_show();
	session.running = false;
	printf("\nDone.\n");
	return 0;
}
