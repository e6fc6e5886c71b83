/* SPDX-License-Identifier: BSD-3-Clause */
/* Starting, stopping, closing and resetting ports, and waiting for their links. */
#include <errno.h>
#include <stdio.h>

#include <rte_errno.h>
#include <rte_ethdev.h>

#include "control.h"
#include "fwd.h"
#include "pools.h"
#include "ports.h"
#include "settings.h"

#define LINK_CHECK_MS 100
#define LINK_CHECKS 90

void
link_print(uint16_t port)
{
	char text[RTE_ETH_LINK_MAX_STR_LEN];
	struct rte_eth_link link;
	int ret = rte_eth_link_get_nowait(port, &link);

	if (ret < 0) {
		printf("Port %u link get failed: %s\n", port, rte_strerror(-ret));
		return;
	}
	rte_eth_link_to_str(text, sizeof(text), &link);
	printf("Port %u %s\n", port, text);
}

static bool
link_is_up(uint16_t port)
{
	struct rte_eth_link link;

	return rte_eth_link_get_nowait(port, &link) == 0 && link.link_status == RTE_ETH_LINK_UP;
}

/* Ports that are started and whose link is down; say so of each if @print. */
static unsigned int
links_down(bool print)
{
	unsigned int n = 0;
	uint16_t port;

	PORTS_FOREACH(port) {
		if (ports[port].status != PORT_STARTED || link_is_up(port))
			continue;
		n++;
		if (print)
			link_print(port);
	}
	return n;
}

void
links_wait(void)
{
	unsigned int i;

	printf("Checking link statuses...\n");
	fflush(stdout);
	for (i = 0; i < LINK_CHECKS && links_down(false) != 0; i++)
		if (control_wait(LINK_CHECK_MS))
			break;
	links_down(true);
}

static void
mac_print(uint16_t port)
{
	char text[RTE_ETHER_ADDR_FMT_SIZE];
	struct rte_ether_addr mac;

	if (rte_eth_macaddr_get(port, &mac) != 0)
		return;
	rte_ether_format_addr(text, sizeof(text), &mac);
	printf("Port %u: %s\n", port, text);
}

/* Start one stopped port. */
static int
start_one(uint16_t port)
{
	struct port *p = &ports[port];
	int ret;

	if (!p->configured) {
		ret = port_configure(port);
		if (ret != 0)
			return ret;
	}
	ret = rte_eth_dev_start(port);
	if (ret != 0) {
		printf("Fail to start port %u: %s. \"port reset %u\", or detach it and attach it again.\n", port,
			rte_strerror(-ret),
		       port);
		p->configured = false;
		return ret;
	}
	p->status = PORT_STARTED;
	mac_print(port);
	return 0;
}

/* True if the ports are this process's to start and stop. */
static bool
life_is_ours(void)
{
	if (process_is_primary())
		return true;
	printf("The primary process starts, stops and closes ports\n");
	return false;
}

int
port_start(uint32_t wanted)
{
	unsigned int started = 0, refused = 0;
	uint16_t port;
	int ret = 0, err;

	if (!ports_check_any(wanted) || !life_is_ours())
		return -EINVAL;
	PORTS_FOREACH(port) {
		if (!ports_wanted(wanted, port))
			continue;
		if (ports[port].status == PORT_CLOSED) {
			if (wanted != PORT_ALL)
				ports_check(port);
			continue;
		}
		if (ports[port].status != PORT_STOPPED) {
			printf("Port %u is now not stopped\n", port);
			refused++;
			continue;
		}
		err = start_one(port);
		started += err == 0;
		if (err != 0)
			ret = err;
	}
	if (started > 0 && settings.link_check)
		links_wait();
	else if (refused > 0 && started == 0)
		printf("Please stop the ports first\n");
	if (started > 0)
		fwd_join(wanted);
	printf("Done\n");
	return ret;
}

static int
stop_one(uint16_t port)
{
	int ret;

	if (fwd_leave(port))
		printf("Port %u leaves the forwarding session, the others go on\n", port);
	ret = rte_eth_dev_stop(port);
	if (ret != 0) {
		printf("rte_eth_dev_stop failed for port %u: %s\n", port, rte_strerror(-ret));
		return ret;
	}
	ports[port].status = PORT_STOPPED;
	return 0;
}

int
port_stop(uint32_t wanted)
{
	uint16_t port;
	int ret = 0, err;

	if (!ports_check(wanted) || !life_is_ours())
		return -EINVAL;
	printf("Stopping ports...\n");
	PORTS_FOREACH(port) {
		if (!ports_wanted(wanted, port) || ports[port].status != PORT_STARTED)
			continue;
		err = stop_one(port);
		if (err != 0)
			ret = err;
	}
	printf("Done\n");
	return ret;
}

static int
close_one(uint16_t port)
{
	int ret;

	ports[port].status = PORT_CLOSED; /* so that the event that follows finds it expected */
	ret = rte_eth_dev_close(port);
	if (ret != 0)
		printf("rte_eth_dev_close failed for port %u: %s. Detach it.\n", port, rte_strerror(-ret));
	fwd_forget(port);
	fwd_list_remove(port);
	pool_release(port);
	printf("Port %u is closed\n", port);
	return ret;
}

int
port_close(uint32_t wanted)
{
	uint16_t port;
	int ret = 0, err;

	if (!ports_check_any(wanted) || !life_is_ours())
		return -EINVAL;
	printf("Closing ports...\n");
	PORTS_FOREACH(port) {
		if (!ports_wanted(wanted, port))
			continue;
		if (ports[port].status == PORT_CLOSED) {
			if (wanted != PORT_ALL)
				printf("Port %u is already closed\n", port);
			continue;
		}
		if (ports[port].status == PORT_STARTED) {
			printf("Cannot close started device (port %u). Stop it first: \"port stop %u\".\n", port, port);
			ret = -EBUSY;
			continue;
		}
		err = close_one(port);
		if (err != 0)
			ret = err;
	}
	printf("Done\n");
	return ret;
}

int
port_reset(uint32_t wanted)
{
	uint16_t port;
	int ret = 0, err;

	if (!ports_check(wanted) || !life_is_ours())
		return -EINVAL;
	PORTS_FOREACH(port) {
		if (ports_wanted(wanted, port) && ports[port].status == PORT_STARTED) {
			printf("Can not reset port(s), please stop port(s) first.\n");
			return -EBUSY;
		}
	}
	printf("Resetting ports...\n");
	PORTS_FOREACH(port) {
		if (!ports_wanted(wanted, port) || ports[port].status != PORT_STOPPED)
			continue;
		err = rte_eth_dev_reset(port);
		if (err != 0) {
			printf("Failed to reset port %u. diag=%d (%s)\n", port, err, rte_strerror(-err));
			ret = err;
		}
		ports[port].configured = false;
	}
	printf("Done\n");
	return ret;
}
