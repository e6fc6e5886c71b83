/* SPDX-License-Identifier: BSD-3-Clause */
/* Geneve header (RFC 8926). */
#ifndef _RTE_GENEVE_H_
#define _RTE_GENEVE_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_GENEVE_DEFAULT_PORT 6081
#define RTE_GENEVE_TYPE_ETH 0x6558 /**< a frame inside */

/** Header. */
__extension__
struct rte_geneve_hdr {
	uint8_t opt_len : 6; /**< words of 4 bytes of options */
	uint8_t ver : 2;
	uint8_t reserved1 : 6;
	uint8_t critical : 1; /**< an option must be understood */
	uint8_t oam : 1;      /**< a control packet */
	rte_be16_t proto;     /**< an Ethernet type */
	uint8_t vni[3];
	uint8_t reserved2;
	uint32_t opts[];
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
