/* SPDX-License-Identifier: BSD-3-Clause */
/* GRE header and its options (RFC 2784, RFC 2890). */
#ifndef _RTE_GRE_H_
#define _RTE_GRE_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Header; the options follow in this order: checksum, key, sequence. */
__extension__
struct rte_gre_hdr {
	uint16_t res2 : 4;
	uint16_t s : 1; /**< there is a sequence number */
	uint16_t k : 1; /**< there is a key */
	uint16_t res1 : 1;
	uint16_t c : 1; /**< there is a checksum */
	uint16_t ver : 3;
	uint16_t res3 : 5;
	rte_be16_t proto; /**< an Ethernet type */
} __rte_packed;

/** Optional checksum. */
struct rte_gre_hdr_opt_checksum_rsvd {
	rte_be16_t checksum;
	rte_be16_t reserved1;
} __rte_packed;

/** Optional key. */
struct rte_gre_hdr_opt_key {
	rte_be32_t key;
} __rte_packed;

/** Optional sequence number. */
struct rte_gre_hdr_opt_sequence {
	rte_be32_t sequence;
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
