/* SPDX-License-Identifier: BSD-3-Clause */
/* MPLS label stack entry (RFC 3032). */
#ifndef _RTE_MPLS_H_
#define _RTE_MPLS_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An entry. */
__extension__
struct rte_mpls_hdr {
	rte_be16_t tag_msb;  /**< upper 16 bits of the label */
	uint8_t bs : 1;      /**< the last entry */
	uint8_t tc : 3;      /**< traffic class */
	uint8_t tag_lsb : 4; /**< lower bits of the label */
	uint8_t ttl;
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
