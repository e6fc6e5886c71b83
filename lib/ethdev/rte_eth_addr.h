/* SPDX-License-Identifier: BSD-3-Clause */
/* What a port receives: its addresses, promiscuity, VLANs, and how long frames may be. */
#ifndef RTE_ETH_ADDR_H
#define RTE_ETH_ADDR_H

#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_ether.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Unless said otherwise these return 0; -ENODEV bad port; -EINVAL bad argument; -ENOTSUP no such operation; -EIO hardware
 * gone; else the driver's code. They may be called from any thread and block for other control calls of the port.
 */

/** Copy the port's address. Since 2.0. */
int rte_eth_macaddr_get(uint16_t port_id, struct rte_ether_addr *mac_addr);
/** Copy up to @p num of the port's addresses; returns how many. -ENODEV; -EINVAL NULL. Since 21.11. */
int rte_eth_macaddrs_get(uint16_t port_id, struct rte_ether_addr *ma, unsigned int num);
/** Set the port's address. -EINVAL not a unicast address; -EEXIST it is one of the further addresses. Since 2.2. */
int rte_eth_dev_default_mac_addr_set(uint16_t port_id, struct rte_ether_addr *mac_addr);
/**
 * Receive a further address.
 *
 * @param pool VMDq pool that gets it, below 64; 0 without VMDq
 * @return also 0 when it is there already; -EINVAL address of zeros, or bad pool; -ENOSPC no room. Since 2.0.
 */
int rte_eth_dev_mac_addr_add(uint16_t port_id, struct rte_ether_addr *mac_addr, uint32_t pool);
/** Undo rte_eth_dev_mac_addr_add(). Also 0 when it is not there; -EADDRINUSE it is the port's own. Since 2.0. */
int rte_eth_dev_mac_addr_remove(uint16_t port_id, struct rte_ether_addr *mac_addr);
/** Receive exactly these multicast addresses; NULL with 0: none. Since 2.2. */
int rte_eth_dev_set_mc_addr_list(uint16_t port_id, struct rte_ether_addr *mc_addr_set, uint32_t nb_mc_addr);
/** Receive unicast addresses of a hash class. Since 2.0. */
int rte_eth_dev_uc_hash_table_set(uint16_t port_id, struct rte_ether_addr *addr, uint8_t on);
/** Receive all unicast addresses by hash, or none. Since 2.0. */
int rte_eth_dev_uc_all_hash_table_set(uint16_t port_id, uint8_t on);

/** Receive every packet. The state is kept over stop and start. Since 2.0. */
int rte_eth_promiscuous_enable(uint16_t port_id);
/** Opposite of rte_eth_promiscuous_enable(). Since 2.0. */
int rte_eth_promiscuous_disable(uint16_t port_id);
/** 1 promiscuous, 0 not, -ENODEV bad port. Since 2.0. */
int rte_eth_promiscuous_get(uint16_t port_id);
/** Receive every multicast packet. Since 2.0. */
int rte_eth_allmulticast_enable(uint16_t port_id);
/** Opposite of rte_eth_allmulticast_enable(). Since 2.0. */
int rte_eth_allmulticast_disable(uint16_t port_id);
/** 1, 0, or -ENODEV bad port. Since 2.0. */
int rte_eth_allmulticast_get(uint16_t port_id);

/** Longest packet without its Ethernet header, in bytes. -EINVAL NULL. Since 2.0. */
int rte_eth_dev_get_mtu(uint16_t port_id, uint16_t *mtu);
/** Set it. -EINVAL not configured, or outside of the port's limits; -EBUSY the driver wants the port stopped. Since 2.0. */
int rte_eth_dev_set_mtu(uint16_t port_id, uint16_t mtu);

/* Bits of rte_eth_dev_set_vlan_offload() and rte_eth_dev_get_vlan_offload(). */
#define RTE_ETH_VLAN_STRIP_OFFLOAD 0x0001
#define RTE_ETH_VLAN_FILTER_OFFLOAD 0x0002
#define RTE_ETH_VLAN_EXTEND_OFFLOAD 0x0004
#define RTE_ETH_QINQ_STRIP_OFFLOAD 0x0008
/* The same bits as a driver's operation sees them: what changed. */
#define RTE_ETH_VLAN_STRIP_MASK 0x0001
#define RTE_ETH_VLAN_FILTER_MASK 0x0002
#define RTE_ETH_VLAN_EXTEND_MASK 0x0004
#define RTE_ETH_QINQ_STRIP_MASK 0x0008
#define RTE_ETH_VLAN_ID_MAX 0x0FFF

/** Which of two VLAN tags. Since 16.04. */
enum rte_vlan_type {
	RTE_ETH_VLAN_TYPE_UNKNOWN = 0,
	RTE_ETH_VLAN_TYPE_INNER,
	RTE_ETH_VLAN_TYPE_OUTER,
	RTE_ETH_VLAN_TYPE_MAX,
};

/** VLAN ids that pass the filter, as 64 words of bits. Since 17.08. */
struct rte_vlan_filter_conf {
	uint64_t ids[64];
};

/**
 * Let packets of a VLAN pass, or not. -ENOSYS the filter is not enabled in the configuration; -EINVAL id above 4095. Since 2.0.
 */
int rte_eth_dev_vlan_filter(uint16_t port_id, uint16_t vlan_id, int on);
/** Set all VLAN offloads (RTE_ETH_VLAN_*_OFFLOAD). -EINVAL one that the port cannot do. Since 2.0. */
int rte_eth_dev_set_vlan_offload(uint16_t port_id, int offload_mask);
/** VLAN offloads in force, or -ENODEV. Since 2.0. */
int rte_eth_dev_get_vlan_offload(uint16_t port_id);
/** Strip tags on one receive queue, or not. -EINVAL bad queue. Since 2.0. */
int rte_eth_dev_set_vlan_strip_on_queue(uint16_t port_id, uint16_t rx_queue_id, int on);
/** Set the Ethernet type by which a tag is known. Since 2.0. */
int rte_eth_dev_set_vlan_ether_type(uint16_t port_id, enum rte_vlan_type vlan_type, uint16_t tag_type);
/** Set the port's VLAN id for packets without a tag. Since 2.0. */
int rte_eth_dev_set_vlan_pvid(uint16_t port_id, uint16_t pvid, int on);

#ifdef __cplusplus
}
#endif

#endif
