/* SPDX-License-Identifier: BSD-3-Clause */
/* Address resolution (RFC 826) and its reverse (RFC 903). */
#ifndef _RTE_ARP_H_
#define _RTE_ARP_H_

#include <stdint.h>

#include <rte_ether.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Addresses of a packet for IPv4 over Ethernet. */
struct rte_arp_ipv4 {
	struct rte_ether_addr arp_sha; /**< sender */
	rte_be32_t arp_sip;
	struct rte_ether_addr arp_tha; /**< target */
	rte_be32_t arp_tip;
} __rte_packed __rte_aligned(2);

/** A packet. */
struct rte_arp_hdr {
	rte_be16_t arp_hardware; /**< RTE_ARP_HRD_* */
#define RTE_ARP_HRD_ETHER 1
	rte_be16_t arp_protocol; /**< an Ethernet type */
	uint8_t arp_hlen;        /**< bytes of a hardware address */
	uint8_t arp_plen;        /**< bytes of a protocol address */
	rte_be16_t arp_opcode;   /**< RTE_ARP_OP_* */
#define RTE_ARP_OP_REQUEST 1
#define RTE_ARP_OP_REPLY 2
#define RTE_ARP_OP_REVREQUEST 3
#define RTE_ARP_OP_REVREPLY 4
#define RTE_ARP_OP_INVREQUEST 8
#define RTE_ARP_OP_INVREPLY 9
	struct rte_arp_ipv4 arp_data;
} __rte_packed __rte_aligned(2);

/**
 * Make a reverse request of @p mac for its own address, to all: after a move it tells switches where @p mac is.
 * @return The frame, in an mbuf of @p mpool, or NULL: none is free, or its buffer is too small.
 * Context: any thread. Since: 18.02.
 */
struct rte_mbuf *rte_net_make_rarp_packet(struct rte_mempool *mpool, const struct rte_ether_addr *mac);

#ifdef __cplusplus
}
#endif

#endif
