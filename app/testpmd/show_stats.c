/* SPDX-License-Identifier: BSD-3-Clause */
/* Port statistics pages. Their words are read by scripts. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <rte_cycles.h>
#include <rte_errno.h>
#include <rte_ethdev.h>

#include "ports.h"
#include "settings.h"
#include "show.h"

/* Per second, of something that grew from @before to @now (less: it was cleared) in @cycles. */
static uint64_t
rate(uint64_t now, uint64_t before, uint64_t cycles)
{
	if (cycles == 0 || now < before)
		return 0;
	return (uint64_t)((double)(now - before) * (double)rte_get_tsc_hz() / (double)cycles);
}

static void
throughput_show(uint16_t port, const struct rte_eth_stats *stats)
{
	struct port *p = &ports[port];
	uint64_t now = rte_rdtsc(), cycles = p->shown.time != 0 ? now - p->shown.time : 0;

	printf("\n  Throughput (since last show)\n");
	printf("  Rx-pps: %12" PRIu64 "          Rx-bps: %12" PRIu64 "\n", rate(stats->ipackets, p->shown.rx_packets, cycles),
	       rate(stats->ibytes, p->shown.rx_bytes, cycles) * 8);
	printf("  Tx-pps: %12" PRIu64 "          Tx-bps: %12" PRIu64 "\n", rate(stats->opackets, p->shown.tx_packets, cycles),
	       rate(stats->obytes, p->shown.tx_bytes, cycles) * 8);
	p->shown.time = now;
	p->shown.rx_packets = stats->ipackets;
	p->shown.rx_bytes = stats->ibytes;
	p->shown.tx_packets = stats->opackets;
	p->shown.tx_bytes = stats->obytes;
}

static void
stats_show(uint16_t port)
{
	struct rte_eth_stats stats;
	int ret = rte_eth_stats_get(port, &stats);

	if (ret != 0) {
		printf("Error during getting statistics of port %u: %s\n", port, rte_strerror(-ret));
		return;
	}
	printf("\n  ######################## NIC statistics for port %-2u ########################\n", port);
	printf("  RX-packets: %-10" PRIu64 " RX-missed: %-10" PRIu64 " RX-bytes:  %-" PRIu64 "\n", stats.ipackets, stats.imissed,
	       stats.ibytes);
	printf("  RX-errors: %-" PRIu64 "\n", stats.ierrors);
	printf("  RX-nombuf:  %-10" PRIu64 "\n", stats.rx_nombuf);
	printf("  TX-packets: %-10" PRIu64 " TX-errors: %-10" PRIu64 " TX-bytes:  %-" PRIu64 "\n", stats.opackets, stats.oerrors,
	       stats.obytes);
	throughput_show(port, &stats);
	printf("  ############################################################################\n");
}

static void
xstats_show(uint16_t port)
{
	struct rte_eth_xstat_name *names = NULL;
	struct rte_eth_xstat *values = NULL;
	int n, i;

	printf("###### NIC extended statistics for port %-2u\n", port);
	n = rte_eth_xstats_get_names(port, NULL, 0);
	if (n > 0) {
		names = calloc((size_t)n, sizeof(*names));
		values = calloc((size_t)n, sizeof(*values));
	}
	if (n < 0 || (n > 0 && (names == NULL || values == NULL)))
		printf("Error: Cannot get count of xstats\n");
	else if (n != rte_eth_xstats_get_names(port, names, (unsigned int)n))
		printf("Error: Cannot get xstats lookup\n");
	else if (n != rte_eth_xstats_get(port, values, (unsigned int)n))
		printf("Error: Unable to get xstats\n");
	else
		for (i = 0; i < n; i++)
			if (!settings.hide_zero || values[i].value != 0)
				printf("%s: %" PRIu64 "\n", names[i].name, values[i].value);
	free(names);
	free(values);
}

static void
stats_clear(uint16_t port)
{
	int ret = rte_eth_stats_reset(port);

	if (ret != 0) {
		printf("Error: failed to reset stats (port %u): %s\n", port, rte_strerror(-ret));
		return;
	}
	printf("\n  NIC statistics for port %u cleared\n", port);
}

static void
xstats_clear(uint16_t port)
{
	int ret = rte_eth_xstats_reset(port);

	if (ret != 0)
		printf("Error: failed to reset xstats (port %u): %s\n", port, rte_strerror(-ret));
}

static void
for_ports(uint32_t wanted, void (*fn)(uint16_t port))
{
	uint16_t port;

	if (!ports_check(wanted))
		return;
	PORTS_FOREACH(port)
		if (ports_wanted(wanted, port) && ports[port].status != PORT_CLOSED)
			fn(port);
}

void
show_port_stats(uint32_t wanted)
{
	for_ports(wanted, stats_show);
}

void
show_port_xstats(uint32_t wanted)
{
	for_ports(wanted, xstats_show);
}

void
clear_port_stats(uint32_t wanted)
{
	for_ports(wanted, stats_clear);
}

void
clear_port_xstats(uint32_t wanted)
{
	for_ports(wanted, xstats_clear);
}
