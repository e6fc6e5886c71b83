/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of ports: who is in it, joining and leaving it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_bus.h>
#include <rte_eal.h>
#include <rte_ethdev.h>

#include "fwd.h"
#include "pools.h"
#include "ports.h"
#include "settings.h"

struct port ports[RTE_MAX_ETHPORTS];

bool
process_is_primary(void)
{
	return rte_eal_process_type() == RTE_PROC_PRIMARY;
}

uint16_t
ports_next(uint16_t from)
{
	while (from < RTE_MAX_ETHPORTS && ports[from].status == PORT_NONE)
		from++;
	return from;
}

uint16_t
port_of_device(const char *name, uint16_t from)
{
	uint16_t port;

	for (port = ports_next(from); port < RTE_MAX_ETHPORTS; port = ports_next((uint16_t)(port + 1)))
		if (strcmp(ports[port].device, name) == 0)
			return port;
	return RTE_MAX_ETHPORTS;
}

unsigned int
ports_count(void)
{
	unsigned int n = 0;
	uint16_t port;

	PORTS_FOREACH(port)
		n += ports[port].status != PORT_CLOSED;
	return n;
}

void
ports_print_valid(void)
{
	uint16_t port;

	printf("The valid ports array is [");
	PORTS_FOREACH(port)
		if (ports[port].status != PORT_CLOSED)
			printf(" %u", port);
	printf(" ]\n");
}

bool
ports_check_any(uint32_t port)
{
	if (port == PORT_ALL || (port < RTE_MAX_ETHPORTS && ports[port].status != PORT_NONE))
		return true;
	printf("Invalid port %u\n", port);
	ports_print_valid();
	return false;
}

bool
ports_check(uint32_t port)
{
	if (!ports_check_any(port))
		return false;
	if (port == PORT_ALL || ports[port].status != PORT_CLOSED)
		return true;
	printf("Invalid port %u: it is closed. Detach it with \"port detach %u\", then attach it again.\n", port, port);
	return false;
}

bool
ports_wanted(uint32_t wanted, uint16_t port)
{
	return wanted == PORT_ALL || wanted == port;
}

bool
ports_all_stopped(void)
{
	uint16_t port;

	PORTS_FOREACH(port) {
		if (ports[port].status == PORT_STARTED) {
			printf("Please stop all ports first\n");
			return false;
		}
	}
	return true;
}

void
ports_reconfigure(void)
{
	uint16_t port;

	PORTS_FOREACH(port)
		ports[port].configured = false;
}

/* Note who owns @port, for the time when the port itself cannot tell any more. */
static int
owner_note(struct port *p, uint16_t port)
{
	struct rte_eth_dev_info info;
	int ret = rte_eth_dev_info_get(port, &info);

	if (ret == 0)
		ret = rte_eth_dev_get_name_by_port(port, p->name);
	if (ret != 0 || info.device == NULL)
		return ret != 0 ? ret : -ENODEV;
	snprintf(p->device, sizeof(p->device), "%s", rte_dev_name(info.device));
	snprintf(p->bus, sizeof(p->bus), "%s", rte_bus_name(rte_dev_bus(info.device)));
	return 0;
}

int
port_take(uint16_t port)
{
	struct port *p = &ports[port];
	int socket, ret;

	if (p->status != PORT_NONE)
		return -EEXIST;
	memset(p, 0, sizeof(*p));
	ret = owner_note(p, port);
	if (ret != 0) {
		printf("Port %u cannot be used: its driver does not answer (%s)\n", port, rte_strerror(-ret));
		return ret;
	}
	socket = rte_eth_dev_socket_id(port);
	p->socket = settings.numa && socket > 0 ? socket : 0;
	p->peer.addr_bytes[0] = 0x02; /* a locally administered address with the port's number */
	p->peer.addr_bytes[4] = (uint8_t)(port >> 8);
	p->peer.addr_bytes[5] = (uint8_t)port;
	p->status = PORT_STOPPED;
	if (!process_is_primary()) { /* the primary process starts and stops it */
		p->status = PORT_STARTED;
		p->nb_rxq = settings.nb_rxq;
		p->nb_txq = settings.nb_txq;
		p->pool = pool_any();
	} else {
		ret = rte_eth_promiscuous_enable(port);
		if (ret != 0 && ret != -ENOTSUP)
			printf("Error during enabling promiscuous mode for port %u: %s - ignore\n", port, rte_strerror(-ret));
	}
	fwd_list_add(port);
	return 0;
}

void
ports_take_all(void)
{
	uint16_t port;

	RTE_ETH_FOREACH_DEV(port)
		port_take(port);
}

void
port_drop(uint16_t port)
{
	if (ports[port].status == PORT_NONE)
		return;
	fwd_forget(port);
	fwd_list_remove(port);
	pool_release(port);
	memset(&ports[port], 0, sizeof(ports[port]));
}
