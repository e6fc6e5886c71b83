/* SPDX-License-Identifier: BSD-3-Clause */
/* Port information and summary pages. Their words are read by scripts. */
#include <inttypes.h>
#include <stdio.h>

#include <rte_bus.h>
#include <rte_devargs.h>
#include <rte_errno.h>
#include <rte_ethdev.h>

#include "ports.h"
#include "show.h"

static const struct {
	uint64_t bit;
	const char *name;
} flow_types[] = {
	{ RTE_ETH_RSS_IPV4, "ipv4" }, { RTE_ETH_RSS_FRAG_IPV4, "ipv4-frag" },
	{ RTE_ETH_RSS_NONFRAG_IPV4_TCP, "ipv4-tcp" }, { RTE_ETH_RSS_NONFRAG_IPV4_UDP, "ipv4-udp" },
	{ RTE_ETH_RSS_NONFRAG_IPV4_SCTP, "ipv4-sctp" }, { RTE_ETH_RSS_NONFRAG_IPV4_OTHER, "ipv4-other" },
	{ RTE_ETH_RSS_IPV6, "ipv6" }, { RTE_ETH_RSS_FRAG_IPV6, "ipv6-frag" },
	{ RTE_ETH_RSS_NONFRAG_IPV6_TCP, "ipv6-tcp" }, { RTE_ETH_RSS_NONFRAG_IPV6_UDP, "ipv6-udp" },
	{ RTE_ETH_RSS_NONFRAG_IPV6_SCTP, "ipv6-sctp" }, { RTE_ETH_RSS_NONFRAG_IPV6_OTHER, "ipv6-other" },
	{ RTE_ETH_RSS_L2_PAYLOAD, "l2-payload" }, { RTE_ETH_RSS_IPV6_EX, "ipv6-ex" },
	{ RTE_ETH_RSS_IPV6_TCP_EX, "ipv6-tcp-ex" }, { RTE_ETH_RSS_IPV6_UDP_EX, "ipv6-udp-ex" },
	{ RTE_ETH_RSS_PORT, "port" }, { RTE_ETH_RSS_VXLAN, "vxlan" }, { RTE_ETH_RSS_GENEVE, "geneve" },
	{ RTE_ETH_RSS_NVGRE, "nvgre" }, { RTE_ETH_RSS_MPLS, "mpls" },
};

static const char *
on_off(int on)
{
	return on ? "on" : "off";
}

static const char *
enabled(int on)
{
	return on == 1 ? "enabled" : "disabled";
}

static void
mac_show(uint16_t port)
{
	char text[RTE_ETHER_ADDR_FMT_SIZE];
	struct rte_ether_addr mac;

	if (rte_eth_macaddr_get(port, &mac) != 0)
		return;
	rte_ether_format_addr(text, sizeof(text), &mac);
	printf("MAC address: %s\n", text);
}

static void
device_show(uint16_t port, const struct rte_eth_dev_info *info)
{
	const struct rte_devargs *da = rte_dev_devargs(info->device);
	char firmware[128];

	printf("Device name: %s\n", rte_dev_name(info->device));
	printf("Driver name: %s\n", info->driver_name);
	if (rte_eth_dev_fw_version_get(port, firmware, sizeof(firmware)) == 0)
		printf("Firmware-version: %s\n", firmware);
	else
		printf("Firmware-version: not available\n");
	if (da != NULL && da->args != NULL)
		printf("Devargs: %s\n", da->args);
	printf("Connect to socket: %d\n", ports[port].socket);
	printf("memory allocation on the socket: %d\n", ports[port].socket);
}

static void
link_show(uint16_t port)
{
	struct rte_eth_link link;
	uint16_t mtu;

	if (rte_eth_link_get_nowait(port, &link) < 0)
		return;
	printf("Link status: %s\n", link.link_status ? "up" : "down");
	printf("Link speed: %s\n", rte_eth_link_speed_to_str(link.link_speed));
	printf("Link duplex: %s\n", link.link_duplex == RTE_ETH_LINK_FULL_DUPLEX ? "full-duplex" : "half-duplex");
	printf("Autoneg status: %s\n", link.link_autoneg == RTE_ETH_LINK_AUTONEG ? "On" : "Off");
	if (rte_eth_dev_get_mtu(port, &mtu) == 0)
		printf("MTU: %u\n", mtu);
	printf("Promiscuous mode: %s\n", enabled(rte_eth_promiscuous_get(port)));
	printf("Allmulticast mode: %s\n", enabled(rte_eth_allmulticast_get(port)));
}

static void
vlan_show(uint16_t port)
{
	int vlan = rte_eth_dev_get_vlan_offload(port);

	if (vlan < 0)
		return;
	printf("VLAN offload: \n");
	printf("  strip %s, filter %s, extend %s, qinq strip %s\n", on_off(vlan & RTE_ETH_VLAN_STRIP_OFFLOAD),
	       on_off(vlan & RTE_ETH_VLAN_FILTER_OFFLOAD), on_off(vlan & RTE_ETH_VLAN_EXTEND_OFFLOAD),
	       on_off(vlan & RTE_ETH_QINQ_STRIP_OFFLOAD));
}

static void
rss_show(const struct rte_eth_dev_info *info)
{
	unsigned int i, column = 0;

	if (info->hash_key_size > 0)
		printf("Hash key size in bytes: %u\n", info->hash_key_size);
	if (info->reta_size > 0)
		printf("Redirection table size: %u\n", info->reta_size);
	if (info->flow_type_rss_offloads == 0) {
		printf("No RSS offload flow type is supported.\n");
		return;
	}
	printf("Supported RSS offload flow types:\n");
	for (i = 0; i < RTE_DIM(flow_types); i++) {
		if (!(info->flow_type_rss_offloads & flow_types[i].bit))
			continue;
		printf("  %s%s", flow_types[i].name, ++column % 6 == 0 ? "\n" : "");
	}
	if (column % 6 != 0)
		printf("\n");
}

static void
limits_show(uint16_t port, const struct rte_eth_dev_info *info)
{
	printf("Minimum size of RX buffer: %u\n", info->min_rx_bufsize);
	printf("Maximum configurable length of RX packet: %u\n", info->max_rx_pktlen);
	printf("Maximum configurable size of LRO aggregated packet: %u\n", info->max_lro_pkt_size);
	if (info->max_vfs != 0)
		printf("Maximum number of VFs: %u\n", info->max_vfs);
	if (info->max_vmdq_pools != 0)
		printf("Maximum number of VMDq pools: %u\n", info->max_vmdq_pools);
	printf("Current number of RX queues: %u\n", info->nb_rx_queues);
	printf("Max possible RX queues: %u\n", info->max_rx_queues);
	printf("Max possible number of RXDs per queue: %u\n", info->rx_desc_lim.nb_max);
	printf("Min possible number of RXDs per queue: %u\n", info->rx_desc_lim.nb_min);
	printf("RXDs number alignment: %u\n", info->rx_desc_lim.nb_align);
	printf("Current number of TX queues: %u\n", info->nb_tx_queues);
	printf("Max possible TX queues: %u\n", info->max_tx_queues);
	printf("Max possible number of TXDs per queue: %u\n", info->tx_desc_lim.nb_max);
	printf("Min possible number of TXDs per queue: %u\n", info->tx_desc_lim.nb_min);
	printf("TXDs number alignment: %u\n", info->tx_desc_lim.nb_align);
	printf("Max segment number per packet: %u\n", info->tx_desc_lim.nb_seg_max);
	printf("Max segment number per MTU/TSO: %u\n", info->tx_desc_lim.nb_mtu_seg_max);
	if (info->switch_info.name != NULL) {
		printf("Switch name: %s\n", info->switch_info.name);
		printf("Switch domain Id: %u\n", info->switch_info.domain_id);
		printf("Switch Port Id: %u\n", info->switch_info.port_id);
	}
	(void)port;
}

static void
capabilities_show(const struct rte_eth_dev_info *info)
{
	static const char *const modes[] = { "none", "passive", "proactive" };
	static const struct {
		uint64_t bit;
		const char *name;
	} capabilities[] = {
		{ RTE_ETH_DEV_CAPA_RUNTIME_RX_QUEUE_SETUP, "RUNTIME_RX_QUEUE_SETUP" },
		{ RTE_ETH_DEV_CAPA_RUNTIME_TX_QUEUE_SETUP, "RUNTIME_TX_QUEUE_SETUP" },
		{ RTE_ETH_DEV_CAPA_RXQ_SHARE, "RXQ_SHARE" },
		{ RTE_ETH_DEV_CAPA_FLOW_RULE_KEEP, "FLOW_RULE_KEEP" },
		{ RTE_ETH_DEV_CAPA_FLOW_SHARED_OBJECT_KEEP, "FLOW_SHARED_OBJECT_KEEP" },
	};
	unsigned int i;

	printf("Device capabilities: 0x%" PRIx64 "(", info->dev_capa);
	for (i = 0; i < RTE_DIM(capabilities); i++)
		if (info->dev_capa & capabilities[i].bit)
			printf(" %s", capabilities[i].name);
	printf(" )\n");
	if ((unsigned int)info->err_handle_mode < RTE_DIM(modes))
		printf("Device error handling mode: %s\n", modes[info->err_handle_mode]);
}

static void
info_show(uint16_t port)
{
	struct rte_eth_dev_info info;
	int ret = rte_eth_dev_info_get(port, &info);

	if (ret != 0) {
		printf("Error during getting device (port %u) info: %s\n", port, rte_strerror(-ret));
		return;
	}
	printf("\n********************* Infos for port %-2u *********************\n", port);
	mac_show(port);
	device_show(port, &info);
	link_show(port);
	printf("Maximum number of MAC addresses: %u\n", info.max_mac_addrs);
	printf("Maximum number of MAC addresses of hash filtering: %u\n", info.max_hash_mac_addrs);
	vlan_show(port);
	rss_show(&info);
	limits_show(port, &info);
	capabilities_show(&info);
}

void
show_port_info(uint32_t wanted)
{
	uint16_t port;

	if (!ports_check(wanted))
		return;
	PORTS_FOREACH(port)
		if (ports_wanted(wanted, port) && ports[port].status != PORT_CLOSED)
			info_show(port);
}

static void
summary_show(uint16_t port)
{
	char mac_text[RTE_ETHER_ADDR_FMT_SIZE] = "-";
	struct rte_eth_dev_info info;
	struct rte_eth_link link;
	struct rte_ether_addr mac;

	if (rte_eth_dev_info_get(port, &info) != 0 || rte_eth_link_get_nowait(port, &link) < 0)
		return;
	if (rte_eth_macaddr_get(port, &mac) == 0)
		rte_ether_format_addr(mac_text, sizeof(mac_text), &mac);
	printf("%-4u %s %-12s %-14s %-8s %s\n", port, mac_text, ports[port].name, info.driver_name,
		link.link_status ? "up" : "down",
	       rte_eth_link_speed_to_str(link.link_speed));
}

void
show_port_summary(uint32_t wanted)
{
	uint16_t port;

	if (!ports_check(wanted))
		return;
	printf("Number of available ports: %u\n", ports_count());
	printf("%-4s %-17s %-12s %-14s %-8s %s\n", "Port", "MAC Address", "Name", "Driver", "Status", "Link");
	PORTS_FOREACH(port)
		if (ports_wanted(wanted, port) && ports[port].status != PORT_CLOSED)
			summary_show(port);
}
