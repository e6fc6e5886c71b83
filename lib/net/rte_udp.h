/* SPDX-License-Identifier: BSD-3-Clause */
/* UDP header (RFC 768). */
#ifndef _RTE_UDP_H_
#define _RTE_UDP_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Header. */
struct rte_udp_hdr {
	rte_be16_t src_port;
	rte_be16_t dst_port;
	rte_be16_t dgram_len;   /**< header and data */
	rte_be16_t dgram_cksum; /**< 0: none */
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
