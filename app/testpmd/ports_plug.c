/* SPDX-License-Identifier: BSD-3-Clause */
/* Attaching and detaching. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_bus.h>
#include <rte_devargs.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_hotplug.h>

#include "control.h"
#include "events.h"
#include "fwd.h"
#include "ports.h"
#include "settings.h"

const char *
hotplug_reason(int err)
{
	static _Thread_local char text[320];
	struct rte_hotplug_error e;

	if (rte_hotplug_last_error(&e) == 0 && e.err != 0 && e.text[0] != '\0')
		snprintf(text, sizeof(text), "%s (step \"%s\")", e.text, e.step);
	else
		snprintf(text, sizeof(text), "%s", rte_strerror(err < 0 ? -err : err));
	return text;
}

/* What a string names, as far as it can be told without doing anything. */
static void
names_of(const char *id, char *bus, size_t bus_size, char *name, size_t name_size)
{
	struct rte_devargs da;

	memset(&da, 0, sizeof(da));
	bus[0] = '\0';
	snprintf(name, name_size, "%.*s", (int)strcspn(id, ","), id);
	if (rte_devargs_parse(&da, id) == 0) {
		if (da.name[0] != '\0')
			snprintf(name, name_size, "%s", da.name);
		if (da.bus != NULL)
			snprintf(bus, bus_size, "%s", rte_bus_name(da.bus));
		rte_devargs_reset(&da);
	}
}

/* The port of device @name: as the table knows it, or as it spells its own name. */
static uint16_t
port_of_name(const char *bus, const char *name)
{
	uint16_t port;

	PORTS_FOREACH(port)
		if (strcmp(ports[port].device, name) == 0 && (bus[0] == '\0' || strcmp(ports[port].bus, bus) == 0))
			return port;
	return RTE_MAX_ETHPORTS;
}

static void
port_attached(uint16_t port)
{
	if (port_take(port) == 0)
		printf("Port %u is attached. Now total ports is %u\n", port, ports_count());
}

void
events_port_new(uint16_t port)
{
	if (rte_eth_dev_is_valid_port(port) && ports[port].status == PORT_NONE)
		port_attached(port);
}

/* Take the ports that match @devargs. */
static void
matching_take(const char *devargs)
{
	struct rte_dev_iterator it;
	uint16_t port;

	RTE_ETH_FOREACH_MATCHING_DEV(port, devargs, &it)
		if (ports[port].status == PORT_NONE)
			port_attached(port);
}

int
port_attach(const char *devargs)
{
	char bus[32], name[RTE_DEV_NAME_MAX_LEN];
	unsigned int before = ports_count();
	uint16_t port;
	int ret;

	printf("Attaching a new port...\n");
	names_of(devargs, bus, sizeof(bus), name, sizeof(name));
	port = port_of_name(bus, name);
	if (port != RTE_MAX_ETHPORTS) {
		printf("testpmd: Failed to attach port %s: already attached as port %u. Detach it first (\"port detach %u\"), "
		       "or choose another name.\n", devargs, port, port);
		return -EEXIST;
	}
	ret = rte_dev_probe(devargs);
	if (ret < 0) {
		printf("testpmd: Failed to attach port %s: %s. Nothing has changed; correct the string and try again.\n", devargs,
		       hotplug_reason(ret));
		return ret;
	}
	if (settings.setup_on_event)
		control_chores_run();
	else
		matching_take(devargs);
	if (ports_count() == before)
		printf("Device %s is attached, but it brought no port\n", name);
	printf("Done\n");
	return 0;
}

/* Detach the device of @port, whose ports are all stopped. The table follows. */
static int
device_remove(uint16_t port)
{
	char bus[sizeof(ports[port].bus)], name[sizeof(ports[port].device)];
	uint16_t p;
	int ret;

	memcpy(bus, ports[port].bus, sizeof(bus));
	memcpy(name, ports[port].device, sizeof(name));
	for (p = port_of_device(name, 0); p != RTE_MAX_ETHPORTS; p = port_of_device(name, (uint16_t)(p + 1)))
		if (fwd_leave(p))
			printf("Port %u leaves the forwarding session, the others go on\n", p);
	ret = rte_eal_hotplug_remove(bus, name);
	if (ret < 0) {
		printf("testpmd: Failed to detach device %s: %s. Its ports are as they were.\n", name, hotplug_reason(ret));
		fwd_join(PORT_ALL);
		return ret;
	}
	while ((p = port_of_device(name, 0)) != RTE_MAX_ETHPORTS)
		port_drop(p);
	control_chores_run();
	return 0;
}

/* True if no port of @name runs; else says which does. */
static bool
device_is_stopped(const char *name, uint16_t asked)
{
	uint16_t port;

	if (!process_is_primary()) /* whose ports run is the primary's to know; it stops them */
		return true;
	for (port = port_of_device(name, 0); port != RTE_MAX_ETHPORTS; port = port_of_device(name, (uint16_t)(port + 1))) {
		if (ports[port].status != PORT_STARTED)
			continue;
		if (port == asked)
			printf("Port not stopped. Stop it first: \"port stop %u\".\n", port);
		else
			printf("Port %u not stopped. Stop it first: \"port stop %u\".\n", port, port);
		return false;
	}
	return true;
}

/* The port that @id names: a number, or its device in any spelling. RTE_MAX_ETHPORTS: none (said). */
static uint16_t
port_named(const char *id)
{
	char bus[32], name[RTE_DEV_NAME_MAX_LEN];
	unsigned long n;
	uint16_t port;
	char *end;

	if (isdigit((unsigned char)id[0])) {
		errno = 0;
		n = strtoul(id, &end, 10);
		if (*end == '\0') {
			if (errno == 0 && n < RTE_MAX_ETHPORTS && ports[n].status != PORT_NONE)
				return (uint16_t)n;
			printf("Invalid port_id=%s\n", id);
			ports_print_valid();
			return RTE_MAX_ETHPORTS;
		}
	}
	names_of(id, bus, sizeof(bus), name, sizeof(name));
	port = port_of_name(bus, name);
	if (port == RTE_MAX_ETHPORTS) {
		printf("testpmd: Failed to detach device %s: it has no port. \"show device info all\" lists what is there.\n",
			name);
		ports_print_valid();
	}
	return port;
}

int
port_detach(const char *id)
{
	char name[RTE_DEV_NAME_MAX_LEN];
	uint16_t port = port_named(id);
	int ret;

	if (port == RTE_MAX_ETHPORTS)
		return -ENODEV;
	memcpy(name, ports[port].device, sizeof(name));
	if (!device_is_stopped(name, port))
		return -EBUSY;
	if (ports[port].status == PORT_STOPPED)
		printf("Port was not closed\n");
	printf("Detaching a port...\n");
	ret = device_remove(port);
	if (ret < 0)
		return ret;
	printf("Device of port %u is detached\n", port);
	printf("Port '%s' is detached. Now total ports is %u\n", name, ports_count());
	printf("Done\n");
	return 0;
}

int
device_detach(const char *id)
{
	char bus[32], name[RTE_DEV_NAME_MAX_LEN];
	uint16_t port;
	int ret;

	printf("Removing a device...\n");
	names_of(id, bus, sizeof(bus), name, sizeof(name));
	port = port_of_name(bus, name);
	if (port != RTE_MAX_ETHPORTS) {
		if (!device_is_stopped(name, RTE_MAX_ETHPORTS))
			return -EBUSY;
		ret = device_remove(port);
	} else {
		ret = bus[0] != '\0' ? rte_eal_hotplug_remove(bus, name) : -ENODEV;
		if (ret < 0)
			printf("testpmd: Failed to detach device %s: %s. \"show device info all\" lists what is there.\n", name,
			       bus[0] != '\0' ? hotplug_reason(ret) : "no bus knows it");
	}
	if (ret < 0)
		return ret;
	printf("Device %s is detached\n", name);
	printf("Now total ports is %u\n", ports_count());
	printf("Done\n");
	return 0;
}

void
port_remove(uint16_t port)
{
	if (ports[port].status == PORT_NONE)
		return;
	printf("Removing a device...\n");
	if (device_remove(port) == 0) {
		printf("Device of port %u is detached\n", port);
		printf("Now total ports is %u\n", ports_count());
		printf("Done\n");
	}
	fflush(stdout);
}

void
ports_detach_all(void)
{
	uint16_t port;

	if (!process_is_primary())
		return;
	for (port = ports_next(0); port < RTE_MAX_ETHPORTS; port = ports_next((uint16_t)(port + 1)))
		device_remove(port);
}
