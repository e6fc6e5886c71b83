/* SPDX-License-Identifier: BSD-3-Clause */
/* PPP header (RFC 1661, framing of RFC 1662). */
#ifndef _RTE_PPP_H_
#define _RTE_PPP_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Header. */
struct rte_ppp_hdr {
	uint8_t addr;
	uint8_t ctrl;
	rte_be16_t proto_id;
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
