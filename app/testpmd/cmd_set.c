/* SPDX-License-Identifier: BSD-3-Clause */
/* The `set` commands. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_lcore.h>
#include <rte_log.h>

#include "commands.h"
#include "fwd.h"
#include "ports.h"
#include "settings.h"

static bool
is_on(const char *word)
{
	return strcmp(word, "on") == 0;
}

static void
fwd_run(const struct words *words)
{
	fwd_mode_set(words->w[2], words->w[3][0] != '\0');
}

static bool
cores_locked(void)
{
	if (fwd_running())
		printf("Please stop forwarding first\n");
	return fwd_running();
}

static void
list_run(const struct words *words)
{
	unsigned int list[RTE_MAX_ETHPORTS];
	bool cores = strcmp(words->w[1], "corelist") == 0;
	unsigned int max = (cores ? RTE_MAX_LCORE : RTE_MAX_ETHPORTS) - 1;
	int n = list_read(words->w[2], cores ? "cores" : "ports", max, list, RTE_DIM(list));

	if (n < 0)
		return;
	if (!cores)
		fwd_list_set(list, (unsigned int)n);
	else if (!cores_locked())
		settings_cores_set(list, (unsigned int)n);
}

static void
mask_run(const struct words *words)
{
	if (strcmp(words->w[1], "portmask") == 0)
		fwd_list_set_mask(words->mask);
	else if (!cores_locked())
		settings_coremask_set(words->mask);
}

static void
number_run(const struct words *words)
{
	uint32_t n = words->n[0];

	if (strcmp(words->w[1], "nbport") == 0) {
		fwd_nbport_set(n);
	} else if (strcmp(words->w[1], "nbcore") == 0) {
		if (!cores_locked())
			settings_nbcore_set(n);
	} else if (strcmp(words->w[1], "burst") == 0) {
		if (settings_burst_set(n) == 0)
			printf("Number of packets per burst set to %u\n", n);
	} else {
		printf("Change verbose level from %u to %u\n", SETTING_GET(verbose), n);
		SETTING_SET(verbose, (uint16_t)RTE_MIN(n, (uint32_t)UINT16_MAX));
	}
}

static void
retry_run(const struct words *words)
{
	SETTING_SET(retry_delay, words->n[0]);
	SETTING_SET(retries, words->n[1]);
}

static void
txpkts_run(const struct words *words)
{
	settings_txpkts_set(words->w[2]);
}

/* Promiscuous or all-multicast reception of ports. */
static void
reception_run(const struct words *words)
{
	bool promisc = strcmp(words->w[1], "promisc") == 0, on = is_on(words->w[2]);
	uint16_t port;
	int ret;

	if (!ports_check(words->n[0]))
		return;
	PORTS_FOREACH(port) {
		if (!ports_wanted(words->n[0], port) || ports[port].status == PORT_CLOSED)
			continue;
		if (promisc)
			ret = on ? rte_eth_promiscuous_enable(port) : rte_eth_promiscuous_disable(port);
		else
			ret = on ? rte_eth_allmulticast_enable(port) : rte_eth_allmulticast_disable(port);
		if (ret != 0)
			printf("Error during %s %s mode for port %u: %s\n", on ? "enabling" : "disabling",
			       promisc ? "promiscuous" : "all-multicast", port, rte_strerror(-ret));
	}
}

static void
switch_run(const struct words *words)
{
	bool on = is_on(words->w[2]);

	if (strcmp(words->w[1], "link_check") == 0)
		settings.link_check = on;
	else if (strcmp(words->w[1], "flush_rx") == 0)
		settings.flush_rx = on;
	else
		settings.hide_zero = on;
}

static void
setup_run(const struct words *words)
{
	settings.setup_on_event = strcmp(words->w[4], "event") == 0;
}

static void
peer_run(const struct words *words)
{
	uint16_t port = (uint16_t)words->n[0];

	if (!ports_check(port))
		return;
	ports[port].peer = words->mac;
	if (fwd_running())
		printf("It takes effect at the next start\n");
}

static void
link_run(const struct words *words)
{
	bool up = strcmp(words->w[1], "link-up") == 0;
	uint16_t port = (uint16_t)words->n[0];
	int ret;

	if (!ports_check(port))
		return;
	ret = up ? rte_eth_dev_set_link_up(port) : rte_eth_dev_set_link_down(port);
	if (ret != 0)
		printf("Set link %s fail: %s\n", up ? "up" : "down", rte_strerror(-ret));
}

static void
log_run(const struct words *words)
{
	int ret = 0;

	if (words->n[0] > RTE_LOG_MAX)
		ret = -EINVAL;
	else if (strcmp(words->w[2], "global") == 0)
		rte_log_set_global_level(words->n[0]);
	else
		ret = rte_log_set_level_regexp(words->w[2], words->n[0]);
	if (ret < 0)
		printf("Unable to set log level: levels are 1 (emergency) to %d (debug), \"dump_log_types\" lists types\n",
			RTE_LOG_MAX);
}

static void
default_run(const struct words *words)
{
	(void)words;
	printf("Reset to default forwarding configuration...\n");
	fwd_list_default();
}

COMMAND(fwd, fwd_run, "set fwd io|mac|macswap|rxonly|txonly|icmpecho: what is done with packets, from the next start on",
	WORD(0, "set"), WORD(1, "fwd"), MODE(2));
COMMAND(fwd_retry, fwd_run, "set fwd MODE retry: and packets that are not taken are sent again", WORD(0, "set"), WORD(1, "fwd"),
	MODE(2), WORD(3, "retry"));
COMMAND(list, list_run, "set corelist|portlist X[,Y]: lcores that forward; ports that forward, in this order", WORD(0, "set"),
	WORD(1, "corelist#portlist"), WORD(2, NULL));
COMMAND(mask, mask_run, "set coremask|portmask MASK: the same as bit masks", WORD(0, "set"), WORD(1, "coremask#portmask"), MASK);
COMMAND(number, number_run,
	"set nbport|nbcore|burst|verbose N: ports of the list in use; cores in use; packets per burst; show packets "
	"(1: received, 2: also sent)",
	WORD(0, "set"), WORD(1, "nbport#nbcore#burst#verbose"), NUMBER(0));
COMMAND(retry, retry_run, "set burst tx delay US retry N: wait between and number of attempts to send again", WORD(0, "set"),
	WORD(1, "burst"), WORD(2, "tx"), WORD(3, "delay"), NUMBER(0), WORD(4, "retry"), NUMBER(1));
COMMAND(txpkts, txpkts_run, "set txpkts X[,Y]: bytes of each segment of generated packets", WORD(0, "set"), WORD(1, "txpkts"),
	WORD(2, NULL));
COMMAND(reception, reception_run, "set promisc|allmulti PORT|all on|off: what a port receives", WORD(0, "set"),
	WORD(1, "promisc#allmulti"), PORT_OR_ALL(0), WORD(2, "on#off"));
COMMAND(switches, switch_run,
	"set link_check|flush_rx|xstats-hide-zero on|off: wait for links after a start; drop what waits before a start; "
	"show no zeros",
	WORD(0, "set"), WORD(1, "link_check#flush_rx#xstats-hide-zero"), WORD(2, "on#off"));
COMMAND(setup, setup_run, "set port setup on iterator|event: how the ports of an attached device are found", WORD(0, "set"),
	WORD(1, "port"), WORD(2, "setup"), WORD(3, "on"), WORD(4, "iterator#event"));
COMMAND(peer, peer_run, "set eth-peer PORT MAC: destination of packets that leave a port in mac mode", WORD(0, "set"),
	WORD(1, "eth-peer"), NUMBER16(0), MAC);
COMMAND(links, link_run, "set link-up|link-down port PORT: switch a link", WORD(0, "set"), WORD(1, "link-up#link-down"),
	WORD(2, "port"), NUMBER16(0));
COMMAND(logs, log_run, "set log global|REGEXP LEVEL: log level, 1 to 8", WORD(0, "set"), WORD(1, "log"), WORD(2, NULL),
	NUMBER(0));
COMMAND(defaults, default_run, "set default: forward with all ports and one core", WORD(0, "set"), WORD(1, "default"));

static cmdline_parse_inst_t *const commands[] = {
	&fwd, &fwd_retry, &list, &mask, &number, &retry, &txpkts, &reception, &switches, &setup, &peer, &links, &logs,
	&defaults, NULL,
};

const struct command_section config_section = { "config", "Configuration information.", commands };
