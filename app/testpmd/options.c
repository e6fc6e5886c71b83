/* SPDX-License-Identifier: BSD-3-Clause */
/* The options behind "--": one table of names, arguments and functions. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_ethdev.h>
#include <rte_lcore.h>

#include "events.h"
#include "fwd.h"
#include "options.h"
#include "ports.h"
#include "settings.h"

#define PEERS_MAX 64

/* What has to wait until the ports are known. */
static const char *portlist, *portmask, *nb_ports;
static const char *peers[PEERS_MAX];
static unsigned int nb_peers;

struct option_row {
	const char *name;
	int arg; /* no_argument, required_argument */
	int (*read)(const char *value);
	const char *help; /* NULL: accepted for the sake of old scripts, without effect */
};

/* Read a number from @min to @max, in C notation. */
static int
number(const char *value, uint64_t min, uint64_t max, uint64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoull(value, &end, 0);
	if (errno != 0 || end == value || *end != '\0' || value[0] == '-' || *n < min || *n > max)
		return -EINVAL;
	return 0;
}

#define NUMBER_OPTION(fn, target, min, max) \
	static int fn(const char *value) \
	{ \
		uint64_t n; \
\
		if (number(value, min, max, &n) != 0) \
			return -EINVAL; \
		target = n; \
		return 0; \
	}

#define FLAG_OPTION(fn, target, to) \
	static int fn(const char *value) \
	{ \
		(void)value; \
		target = to; \
		return 0; \
	}

#define TEXT_OPTION(fn, target) \
	static int fn(const char *value) \
	{ \
		target = value; \
		return 0; \
	}

NUMBER_OPTION(rxq_read, settings.nb_rxq, 0, RTE_MAX_QUEUES_PER_PORT)
NUMBER_OPTION(txq_read, settings.nb_txq, 0, RTE_MAX_QUEUES_PER_PORT)
NUMBER_OPTION(rxd_read, settings.nb_rxd, 1, UINT16_MAX)
NUMBER_OPTION(txd_read, settings.nb_txd, 1, UINT16_MAX)
NUMBER_OPTION(mbufs_read, settings.total_mbufs, 1024, UINT32_MAX)
NUMBER_OPTION(mbcache_read, settings.mbuf_cache, 0, RTE_MEMPOOL_CACHE_MAX_SIZE)
NUMBER_OPTION(mbuf_size_read, settings.mbuf_size, RTE_PKTMBUF_HEADROOM + 128, UINT16_MAX)
NUMBER_OPTION(max_pkt_len_read, settings.max_pkt_len, RTE_ETHER_MIN_LEN, UINT16_MAX)
NUMBER_OPTION(period_read, settings.stats_period, 1, 86400)
NUMBER_OPTION(procs_read, settings.nb_procs, 1, 128)
NUMBER_OPTION(proc_id_read, settings.proc_id, 0, 127)
NUMBER_OPTION(rx_offloads_read, settings.rx_offloads, 0, UINT64_MAX)
NUMBER_OPTION(tx_offloads_read, settings.tx_offloads, 0, UINT64_MAX)
NUMBER_OPTION(rxpt_read, settings.rx_thresh.pthresh, 0, UINT8_MAX)
NUMBER_OPTION(rxht_read, settings.rx_thresh.hthresh, 0, UINT8_MAX)
NUMBER_OPTION(rxwt_read, settings.rx_thresh.wthresh, 0, UINT8_MAX)
NUMBER_OPTION(txpt_read, settings.tx_thresh.pthresh, 0, UINT8_MAX)
NUMBER_OPTION(txht_read, settings.tx_thresh.hthresh, 0, UINT8_MAX)
NUMBER_OPTION(txwt_read, settings.tx_thresh.wthresh, 0, UINT8_MAX)
NUMBER_OPTION(rxfreet_read, settings.rx_free_thresh, 0, UINT16_MAX)
NUMBER_OPTION(txfreet_read, settings.tx_free_thresh, 0, UINT16_MAX)
NUMBER_OPTION(txrst_read, settings.tx_rs_thresh, 0, UINT16_MAX)
FLAG_OPTION(interactive_read, settings.interactive, true)
FLAG_OPTION(auto_start_read, settings.auto_start, true)
FLAG_OPTION(tx_first_read, settings.tx_first, true)
FLAG_OPTION(no_flush_read, settings.flush_rx, false)
FLAG_OPTION(no_link_check_read, settings.link_check, false)
FLAG_OPTION(no_rss_read, settings.rss, false)
FLAG_OPTION(no_lsc_read, settings.lsc_interrupt, false)
FLAG_OPTION(no_rmv_read, settings.rmv_interrupt, false)
FLAG_OPTION(hot_plug_read, settings.hot_plug, true)
FLAG_OPTION(numa_read, settings.numa, true)
FLAG_OPTION(no_numa_read, settings.numa, false)
FLAG_OPTION(mlock_read, settings.mlock, true)
FLAG_OPTION(no_mlock_read, settings.mlock, false)
TEXT_OPTION(mode_read, settings.mode_name)
TEXT_OPTION(portlist_read, portlist)
TEXT_OPTION(portmask_read, portmask)
TEXT_OPTION(nb_ports_read, nb_ports)

static int
file_read(const char *value)
{
	int n = snprintf(settings.cmdline_file, sizeof(settings.cmdline_file), "%s", value);

	return n > 0 && (size_t)n < sizeof(settings.cmdline_file) ? 0 : -EINVAL;
}

static int
burst_read(const char *value)
{
	uint64_t n;

	return number(value, 0, UINT64_MAX, &n) == 0 ? settings_burst_set(n) : -EINVAL;
}

static int
nb_cores_read(const char *value)
{
	uint64_t n;

	if (number(value, 1, RTE_MAX_LCORE, &n) != 0)
		return -EINVAL;
	/* Without workers a service thread forwards: it counts as one. */
	return settings.nb_cfg_cores == 0 && n == 1 ? 0 : settings_nbcore_set((unsigned int)n);
}

static int
coremask_read(const char *value)
{
	uint64_t mask;
	char *end;

	errno = 0;
	mask = strtoull(value, &end, 16);
	return errno == 0 && end != value && *end == '\0' ? settings_coremask_set(mask) : -EINVAL;
}

static int
topology_read(const char *value)
{
	static const char *const names[] = {
		[TOPOLOGY_PAIRED] = "paired", [TOPOLOGY_CHAINED] = "chained", [TOPOLOGY_LOOP] = "loop",
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(names); i++) {
		if (strcmp(value, names[i]) != 0)
			continue;
		settings.topology = (enum topology)i;
		return 0;
	}
	return -EINVAL;
}

static int
peer_read(const char *value)
{
	if (nb_peers == PEERS_MAX)
		return -ENOSPC;
	peers[nb_peers++] = value;
	return 0;
}

static int
print_event_read(const char *value)
{
	uint32_t mask;
	int ret = events_mask_read(value, &mask);

	settings.event_mask |= mask;
	return ret;
}

static int
mask_event_read(const char *value)
{
	uint32_t mask;
	int ret = events_mask_read(value, &mask);

	settings.event_mask &= ~mask;
	return ret;
}

static int
nothing_read(const char *value)
{
	(void)value;
	return 0;
}

static int help_read(const char *value);

static const struct option_row rows[] = {
	{ "help", no_argument, help_read, "show this and leave" },
	{ "interactive", no_argument, interactive_read, "(or -i) read commands from standard input" },
	{ "cmdline-file", required_argument, file_read, "FILE: run the commands in it first" },
	{ "auto-start", no_argument, auto_start_read, "(or -a) with -i: forward from the beginning" },
	{ "tx-first", no_argument, tx_first_read, "send a burst on every port before forwarding" },
	{ "stats-period", required_argument, period_read, "SECONDS: without -i: show statistics again and again" },
	{ "forward-mode", required_argument, mode_read, "MODE: as \"set fwd\"" },
	{ "port-topology", required_argument, topology_read, "paired, chained or loop: who forwards to whom" },
	{ "nb-cores", required_argument, nb_cores_read, "N: lcores that forward" },
	{ "coremask", required_argument, coremask_read, "HEX: lcores that forward" },
	{ "nb-ports", required_argument, nb_ports_read, "N: ports that forward" },
	{ "portmask", required_argument, portmask_read, "HEX: ports that forward" },
	{ "portlist", required_argument, portlist_read, "X[,Y-Z]: ports that forward" },
	{ "eth-peer", required_argument, peer_read, "PORT,MAC: as \"set eth-peer\"" },
	{ "rxq", required_argument, rxq_read, "N: receive queues per port" },
	{ "txq", required_argument, txq_read, "N: transmit queues per port" },
	{ "rxd", required_argument, rxd_read, "N: descriptors per receive queue" },
	{ "txd", required_argument, txd_read, "N: descriptors per transmit queue" },
	{ "burst", required_argument, burst_read, "N: packets per burst, 1 to 512" },
	{ "txpkts", required_argument, settings_txpkts_set, "X[,Y]: bytes of each segment of generated packets" },
	{ "total-num-mbufs", required_argument, mbufs_read, "N: mbufs in the pool, at least 1024" },
	{ "mbuf-size", required_argument, mbuf_size_read, "N: room of an mbuf, headroom included, bytes" },
	{ "mbcache", required_argument, mbcache_read, "N: mbufs cached per lcore" },
	{ "max-pkt-len", required_argument, max_pkt_len_read, "N: longest packet with header and CRC, bytes" },
	{ "no-flush-rx", no_argument, no_flush_read, "keep what waits in the receive queues when forwarding starts" },
	{ "disable-link-check", no_argument, no_link_check_read, "do not wait for links after a start" },
	{ "disable-rss", no_argument, no_rss_read, "no RSS with several receive queues" },
	{ "rx-offloads", required_argument, rx_offloads_read, "MASK: offloads of receive queues" },
	{ "tx-offloads", required_argument, tx_offloads_read, "MASK: offloads of transmit queues" },
	{ "rxpt", required_argument, rxpt_read, "N: prefetch threshold, and so on for rxht, rxwt, txpt, txht, txwt" },
	{ "rxht", required_argument, rxht_read, "N" },
	{ "rxwt", required_argument, rxwt_read, "N" },
	{ "txpt", required_argument, txpt_read, "N" },
	{ "txht", required_argument, txht_read, "N" },
	{ "txwt", required_argument, txwt_read, "N" },
	{ "rxfreet", required_argument, rxfreet_read, "N: free threshold of receive queues" },
	{ "txfreet", required_argument, txfreet_read, "N: free threshold of transmit queues" },
	{ "txrst", required_argument, txrst_read, "N: RS bit threshold" },
	{ "hot-plug", no_argument, hot_plug_read, "listen to device events; detach what is reported as removed" },
	{ "no-lsc-interrupt", no_argument, no_lsc_read, "no interrupts for link changes" },
	{ "no-rmv-interrupt", no_argument, no_rmv_read, "no interrupts for removal" },
	{ "print-event", required_argument, print_event_read, "NAME|all: show this kind of event" },
	{ "mask-event", required_argument, mask_event_read, "NAME|all: do not show this kind of event" },
	{ "num-procs", required_argument, procs_read, "N: processes that share the queues of the ports" },
	{ "proc-id", required_argument, proc_id_read, "N: which of them this is, from 0" },
	{ "numa", no_argument, numa_read, "take memory near the port" },
	{ "no-numa", no_argument, no_numa_read, "take all memory from socket 0" },
	{ "mlockall", no_argument, mlock_read, "lock all memory" },
	{ "no-mlockall", no_argument, no_mlock_read, "do not" },
	{ "crc-strip", no_argument, nothing_read, NULL },
	{ "disable-crc-strip", no_argument, nothing_read, NULL },
	{ "disable-hw-vlan", no_argument, nothing_read, NULL },
	{ "disable-hw-vlan-filter", no_argument, nothing_read, NULL },
	{ "disable-hw-vlan-strip", no_argument, nothing_read, NULL },
	{ "disable-hw-vlan-extend", no_argument, nothing_read, NULL },
	{ "enable-rx-cksum", no_argument, nothing_read, NULL },
	{ "enable-drop-en", no_argument, nothing_read, NULL },
	{ "txqflags", required_argument, nothing_read, NULL },
	{ "mp-anon", no_argument, nothing_read, NULL },
	{ "mp-alloc", required_argument, nothing_read, NULL },
	{ "rss-ip", no_argument, nothing_read, NULL },
	{ "rss-udp", no_argument, nothing_read, NULL },
};

static int
help_read(const char *value)
{
	unsigned int i;

	(void)value;
	printf("\nUsage: dpdk-testpmd [EAL options] -- [options]\n\n");
	for (i = 0; i < RTE_DIM(rows); i++)
		if (rows[i].help != NULL)
			printf("  --%s%s%s\n", rows[i].name, rows[i].arg == required_argument ? "=" : ": ", rows[i].help);
	printf("\nWith -i, \"help all\" describes the commands.\n");
	return 1;
}

static int
row_run(const struct option_row *row, const char *value)
{
	int ret = row->read(value);

	if (ret == 0 && row->help == NULL)
		printf("testpmd: --%s has no effect any more\n", row->name);
	if (ret < 0)
		printf("testpmd: --%s=%s is not acceptable. \"--help\" tells what is.\n", row->name, value != NULL ? value : "");
	return ret;
}

static const struct option_row *
row_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

static int
settings_check(void)
{
	if (settings.proc_id >= settings.nb_procs) {
		printf("The multi-process option 'proc-id(%u)' should be less than 'num-procs(%u)'\n", settings.proc_id,
			settings.nb_procs);
		return -EINVAL;
	}
	if (settings.nb_rxq == 0 && settings.nb_txq == 0) {
		printf("testpmd: --rxq=0 with --txq=0: either rx or tx queues should be non-zero\n");
		return -EINVAL;
	}
	return settings.mode_name != NULL ? fwd_mode_set(settings.mode_name, SETTING_GET(retry)) : 0;
}

int
options_parse(int argc, char **argv)
{
	struct option longs[RTE_DIM(rows) + 1];
	unsigned int i;
	int c, index, ret;

	memset(longs, 0, sizeof(longs));
	for (i = 0; i < RTE_DIM(rows); i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg = rows[i].arg;
	}
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, ":aih", longs, &index)) != -1) {
		if (c == 0)
			ret = row_run(&rows[index], optarg);
		else if (c == 'i' || c == 'a' || c == 'h')
			ret = row_run(row_find(c == 'i' ? "interactive" : c == 'a' ? "auto-start" : "help"), NULL);
		else
			ret = -ENOENT;
		if (ret == -ENOENT)
			printf("testpmd: %s option %s. \"--help\" lists the options.\n",
				c == ':' ? "a value is missing for" : "unknown",
			       argv[optind - 1]);
		if (ret != 0)
			return ret > 0 ? 1 : -EINVAL;
	}
	if (optind < argc) {
		printf("testpmd: %s is not an option. \"--help\" lists the options.\n", argv[optind]);
		return -EINVAL;
	}
	return settings_check();
}

static int
peer_apply(const char *text)
{
	struct rte_ether_addr mac;
	char *comma;
	unsigned long port = strtoul(text, &comma, 10);

	if (comma == text || *comma != ',' || rte_ether_unformat_addr(comma + 1, &mac) != 0) {
		printf("testpmd: --eth-peer=%s is not acceptable: give PORT,MAC\n", text);
		return -EINVAL;
	}
	if (port > UINT16_MAX || !ports_check((uint32_t)port))
		return -EINVAL;
	ports[port].peer = mac;
	return 0;
}

int
options_apply(void)
{
	unsigned int list[RTE_MAX_ETHPORTS], i;
	uint64_t n;
	char *end;
	int ret = 0;

	if (portmask != NULL) {
		n = strtoull(portmask, &end, 16);
		ret = *end == '\0' ? fwd_list_set_mask(n) : -EINVAL;
	}
	if (ret == 0 && portlist != NULL) {
		ret = list_read(portlist, "ports", RTE_MAX_ETHPORTS - 1, list, RTE_DIM(list));
		if (ret > 0)
			ret = fwd_list_set(list, (unsigned int)ret);
	}
	if (ret == 0 && nb_ports != NULL)
		ret = number(nb_ports, 0, RTE_MAX_ETHPORTS, &n) == 0 ? fwd_nbport_set((unsigned int)n) : -EINVAL;
	for (i = 0; i < nb_peers && ret == 0; i++)
		ret = peer_apply(peers[i]);
	if (ret != 0)
		printf("testpmd: --portmask, --portlist, --nb-ports or --eth-peer does not fit the %u ports that are there\n",
			ports_count());
	return ret;
}
