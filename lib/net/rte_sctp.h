/* SPDX-License-Identifier: BSD-3-Clause */
/* SCTP common header (RFC 9260). */
#ifndef _RTE_SCTP_H_
#define _RTE_SCTP_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Common header. */
struct rte_sctp_hdr {
	rte_be16_t src_port;
	rte_be16_t dst_port;
	rte_be32_t tag;
	rte_be32_t cksum; /**< CRC32c */
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
