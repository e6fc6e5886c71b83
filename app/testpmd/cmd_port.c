/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands that change ports: attach, detach, start, stop, close, reset, port config, and devices. */
#include <stdio.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_ethdev.h>

#include "commands.h"
#include "fwd.h"
#include "ports.h"
#include "settings.h"

/* Cut the blanks at the end of the rest of a line. */
static const char *
rest_of(const struct words *words, char *text, size_t size)
{
	size_t len;

	snprintf(text, size, "%s", words->rest);
	for (len = strlen(text); len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'); len--)
		text[len - 1] = '\0';
	return text;
}

static void
attach_run(const struct words *words)
{
	char text[STR_MULTI_TOKEN_SIZE];

	port_attach(rest_of(words, text, sizeof(text)));
}

static void
detach_run(const struct words *words)
{
	port_detach(words->w[2]);
}

static void
device_detach_run(const struct words *words)
{
	device_detach(words->w[2]);
}

static void
life_run(const struct words *words)
{
	static const struct {
		const char *word;
		int (*run)(uint32_t wanted);
	} verbs[] = {
		{ "start", port_start }, { "stop", port_stop }, { "close", port_close }, { "reset", port_reset },
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(verbs); i++)
		if (strcmp(words->w[1], verbs[i].word) == 0)
			verbs[i].run(words->n[0]);
}

/* True if queues and descriptors may be changed now. */
static bool
ports_are_idle(void)
{
	return ports_all_stopped();
}

static void
config_queues_run(const struct words *words)
{
	uint32_t n = words->n[0];
	const char *what = words->w[3];

	if (!ports_are_idle())
		return;
	if (what[2] == 'q') {
		uint16_t other = what[0] == 'r' ? settings.nb_txq : settings.nb_rxq;

		if (n > RTE_MAX_QUEUES_PER_PORT || (n == 0 && other == 0)) {
			printf("Invalid number of queues %u: at most %u, and not both RX and TX 0\n", n, RTE_MAX_QUEUES_PER_PORT);
			return;
		}
	}
	if (strcmp(what, "rxq") == 0)
		settings.nb_rxq = (uint16_t)n;
	else if (strcmp(what, "txq") == 0)
		settings.nb_txq = (uint16_t)n;
	else if (strcmp(what, "rxd") == 0)
		settings.nb_rxd = (uint16_t)n;
	else
		settings.nb_txd = (uint16_t)n;
	ports_reconfigure();
}

static void
config_burst_run(const struct words *words)
{
	if (ports_are_idle())
		settings_burst_set(words->n[0]);
}

static void
config_max_pkt_len_run(const struct words *words)
{
	if (!ports_are_idle())
		return;
	if (words->n[0] < RTE_ETHER_MIN_LEN) {
		printf("max-pkt-len can not be less than %d\n", RTE_ETHER_MIN_LEN);
		return;
	}
	settings.max_pkt_len = words->n[0];
	ports_reconfigure();
}

static void
config_mtu_run(const struct words *words)
{
	uint16_t port = (uint16_t)words->n[0], mtu = (uint16_t)words->n[1];
	int ret;

	if (!ports_check(port))
		return;
	if (mtu < RTE_ETHER_MIN_MTU) {
		printf("mtu cannot be less than %d\n", RTE_ETHER_MIN_MTU);
		return;
	}
	if (ports[port].configured || !process_is_primary()) {
		ret = rte_eth_dev_set_mtu(port, mtu);
		if (ret != 0) {
			printf("Set MTU failed. diag=%d (%s)\n", ret, rte_strerror(-ret));
			return;
		}
	}
	ports[port].mtu = mtu;
}

static void
mac_run(const struct words *words)
{
	uint16_t port = (uint16_t)words->n[0];
	struct rte_ether_addr mac = words->mac;
	int ret;

	if (!ports_check(port))
		return;
	if (strcmp(words->w[1], "add") == 0)
		ret = rte_eth_dev_mac_addr_add(port, &mac, 0);
	else if (strcmp(words->w[1], "set") == 0)
		ret = rte_eth_dev_default_mac_addr_set(port, &mac);
	else
		ret = rte_eth_dev_mac_addr_remove(port, &mac);
	if (ret < 0)
		printf("mac_addr_cmd error: (%s)\n", rte_strerror(-ret));
}

COMMAND(attach, attach_run,
	"port attach DEVARGS: attach a device by its name and arguments, as net_null0,size=128 or 0000:01:00.0 or "
	"bus=vdev,name=net_null0. Its ports are stopped at first. Works while others forward",
	WORD(0, "port"), WORD(1, "attach"), REST);
COMMAND(detach, detach_run,
	"port detach PORT|NAME: detach the device of a port, by port number or device name. Its ports must be stopped or "
	"closed. Works while others forward",
	WORD(0, "port"), WORD(1, "detach"), WORD(2, NULL));
COMMAND(life, life_run,
	"port start|stop|close|reset PORT|all: change the state of ports. While packets are forwarded a started port of the "
	"list joins the session, and a stopped one leaves it; the others go on",
	WORD(0, "port"), WORD(1, "start#stop#close#reset"), PORT_OR_ALL(0));
COMMAND(config_queues, config_queues_run,
	"port config all rxq|txq|rxd|txd N: queues per port, descriptors per queue (0: the driver's choice), from the next "
	"start on",
	WORD(0, "port"), WORD(1, "config"), WORD(2, "all"), WORD(3, "rxq#txq#rxd#txd"), NUMBER16(0));
COMMAND(config_burst, config_burst_run, "port config all burst N: packets per burst", WORD(0, "port"), WORD(1, "config"),
	WORD(2, "all"), WORD(3, "burst"), NUMBER(0));
COMMAND(config_max_pkt_len, config_max_pkt_len_run, "port config all max-pkt-len N: longest packet, bytes", WORD(0, "port"),
	WORD(1, "config"), WORD(2, "all"), WORD(3, "max-pkt-len"), NUMBER(0));
COMMAND(config_mtu, config_mtu_run, "port config mtu PORT N: set the MTU of a port", WORD(0, "port"), WORD(1, "config"),
	WORD(2, "mtu"), NUMBER16(0), NUMBER16(1));
COMMAND(mac, mac_run, "mac_addr add|remove|set PORT MAC: change the addresses that a port receives for", WORD(0, "mac_addr"),
	WORD(1, "add#remove#set"), NUMBER16(0), MAC);

static cmdline_parse_inst_t *const port_commands[] = {
	&attach, &detach, &life, &config_queues, &config_burst, &config_max_pkt_len, &config_mtu, &mac, NULL,
};

const struct command_section ports_section = { "ports", "Configuring ports.", port_commands };

COMMAND(detach_device, device_detach_run, "device detach NAME: detach a device by name. Its ports must be stopped or closed",
	WORD(0, "device"), WORD(1, "detach"), WORD(2, NULL));

static cmdline_parse_inst_t *const device_commands[] = { &detach_device, NULL };

const struct command_section devices_section = { "devices", "Device related commands.", device_commands };
