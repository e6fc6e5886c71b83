/* SPDX-License-Identifier: BSD-3-Clause */
/* ESP header and trailer (RFC 4303). */
#ifndef _RTE_ESP_H_
#define _RTE_ESP_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Header. */
struct rte_esp_hdr {
	rte_be32_t spi;
	rte_be32_t seq;
} __rte_packed;

/** Trailer, before the integrity check value. */
struct rte_esp_tail {
	uint8_t pad_len;
	uint8_t next_proto;
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
