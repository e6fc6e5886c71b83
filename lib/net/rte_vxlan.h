/* SPDX-License-Identifier: BSD-3-Clause */
/* VXLAN header (RFC 7348) and its extension for other protocols than Ethernet. */
#ifndef _RTE_VXLAN_H_
#define _RTE_VXLAN_H_

#include <stdint.h>

#include <rte_byteorder.h>
#include <rte_udp.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_VXLAN_DEFAULT_PORT 4789
#define RTE_VXLAN_GPE_DEFAULT_PORT 4790

/** Header. */
struct rte_vxlan_hdr {
	rte_be32_t vx_flags; /**< 0x08000000: the VNI is valid */
	rte_be32_t vx_vni;   /**< VNI in the upper 24 bits */
} __rte_packed;

/** Bytes of the UDP and the VXLAN header. */
#define RTE_ETHER_VXLAN_HLEN (sizeof(struct rte_udp_hdr) + sizeof(struct rte_vxlan_hdr))

/** Header with the extension. */
struct rte_vxlan_gpe_hdr {
	uint8_t vx_flags;
	uint8_t reserved[2];
	uint8_t proto;     /**< RTE_VXLAN_GPE_TYPE_* */
	rte_be32_t vx_vni; /**< VNI in the upper 24 bits */
} __rte_packed;

/** Bytes of the UDP and the VXLAN header with the extension. */
#define RTE_ETHER_VXLAN_GPE_HLEN (sizeof(struct rte_udp_hdr) + sizeof(struct rte_vxlan_gpe_hdr))

#define RTE_VXLAN_GPE_TYPE_IPV4 1
#define RTE_VXLAN_GPE_TYPE_IPV6 2
#define RTE_VXLAN_GPE_TYPE_ETH 3
#define RTE_VXLAN_GPE_TYPE_NSH 4
#define RTE_VXLAN_GPE_TYPE_MPLS 5
#define RTE_VXLAN_GPE_TYPE_GBP 6
#define RTE_VXLAN_GPE_TYPE_VBNG 7

#ifdef __cplusplus
}
#endif

#endif
