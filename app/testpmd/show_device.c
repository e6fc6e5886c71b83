/* SPDX-License-Identifier: BSD-3-Clause */
/* The page about devices. */
#include <stdio.h>
#include <string.h>

#include <rte_bus.h>
#include <rte_devargs.h>
#include <rte_ethdev.h>

#include "ports.h"
#include "show.h"

static void
speeds_show(uint32_t capa)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} speeds[] = {
		{ RTE_ETH_LINK_SPEED_10M_HD, "10 Mbps half-duplex" }, { RTE_ETH_LINK_SPEED_10M, "10 Mbps full-duplex" },
		{ RTE_ETH_LINK_SPEED_100M_HD, "100 Mbps half-duplex" }, { RTE_ETH_LINK_SPEED_100M, "100 Mbps full-duplex" },
		{ RTE_ETH_LINK_SPEED_1G, "1 Gbps" }, { RTE_ETH_LINK_SPEED_2_5G, "2.5 Gbps" }, { RTE_ETH_LINK_SPEED_5G, "5 Gbps" },
		{ RTE_ETH_LINK_SPEED_10G, "10 Gbps" }, { RTE_ETH_LINK_SPEED_20G, "20 Gbps" },
		{ RTE_ETH_LINK_SPEED_25G, "25 Gbps" }, { RTE_ETH_LINK_SPEED_40G, "40 Gbps" },
		{ RTE_ETH_LINK_SPEED_50G, "50 Gbps" }, { RTE_ETH_LINK_SPEED_56G, "56 Gbps" },
		{ RTE_ETH_LINK_SPEED_100G, "100 Gbps" }, { RTE_ETH_LINK_SPEED_200G, "200 Gbps" },
	};
	unsigned int i;

	printf("\tDevice speed capability:");
	if (capa == RTE_ETH_LINK_SPEED_AUTONEG)
		printf(" Autonegotiate (all speeds)");
	if (capa & RTE_ETH_LINK_SPEED_FIXED)
		printf(" Disable autonegotiate (fixed speed)");
	for (i = 0; i < RTE_DIM(speeds); i++)
		if (capa & speeds[i].bit)
			printf(" %s ", speeds[i].name);
	printf("\n");
}

static void
device_port_show(uint16_t port)
{
	char mac_text[RTE_ETHER_ADDR_FMT_SIZE];
	struct rte_eth_dev_info info;
	struct rte_ether_addr mac;

	printf("\n\tPort id: %-2u", port);
	if (rte_eth_macaddr_get(port, &mac) == 0) {
		rte_ether_format_addr(mac_text, sizeof(mac_text), &mac);
		printf("\n\tMAC address: %s", mac_text);
	}
	printf("\n\tDevice name: %s\n", ports[port].name);
	if (rte_eth_dev_info_get(port, &info) == 0)
		speeds_show(info.speed_capa);
}

static void
device_show(const struct rte_device *dev)
{
	const char *info = rte_dev_bus_info(dev);
	const struct rte_devargs *da = rte_dev_devargs(dev);
	const struct rte_driver *driver = rte_dev_driver(dev);
	uint16_t port;

	printf("\n********************* Infos for device %s *********************\n", rte_dev_name(dev));
	printf("Bus name: %s", rte_bus_name(rte_dev_bus(dev)));
	printf("\nBus information: %s", info != NULL ? info : "");
	printf("\nDriver name: %s", driver != NULL ? rte_driver_name(driver) : "none");
	printf("\nDevargs: %s", da != NULL && da->args != NULL ? da->args : "");
	printf("\nConnect to socket: %d", rte_dev_numa_node(dev));
	printf("\n");
	for (port = port_of_device(rte_dev_name(dev), 0); port < RTE_MAX_ETHPORTS;
	     port = port_of_device(rte_dev_name(dev), (uint16_t)(port + 1)))
		if (ports[port].status != PORT_CLOSED)
			device_port_show(port);
}

/* Show the devices of @bus that are called @name (NULL: all). How many there were. */
static unsigned int
bus_show(const struct rte_bus *bus, const char *name)
{
	struct rte_dev_iterator it;
	struct rte_device *dev;
	unsigned int n = 0;
	char layer[64];

	snprintf(layer, sizeof(layer), "bus=%s", rte_bus_name(bus));
	RTE_DEV_FOREACH(dev, layer, &it) {
		if (!rte_dev_is_probed(dev) || (name != NULL && strcmp(rte_dev_name(dev), name) != 0))
			continue;
		device_show(dev);
		n++;
	}
	return n;
}

static int
any_bus(const struct rte_bus *bus, const void *data)
{
	(void)bus;
	(void)data;
	return 0;
}

void
show_device_info(const char *id)
{
	const struct rte_bus *bus = NULL;
	struct rte_devargs da;
	unsigned int n = 0;

	if (strcmp(id, "all") == 0) {
		while ((bus = rte_bus_find(bus, any_bus, NULL)) != NULL)
			bus_show(bus, NULL);
		return;
	}
	memset(&da, 0, sizeof(da));
	if (rte_devargs_parse(&da, id) != 0) {
		printf("cannot parse identifier %s: no bus takes it\n", id);
		return;
	}
	if (da.bus != NULL)
		n = bus_show(da.bus, da.name);
	if (n == 0)
		printf("No probed device is called %s. \"show device info all\" lists them.\n", da.name);
	rte_devargs_reset(&da);
}
