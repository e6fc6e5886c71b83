/* SPDX-License-Identifier: BSD-3-Clause */
/* Cyclic redundancy checks of network protocols. */
#ifndef _RTE_NET_CRC_H_
#define _RTE_NET_CRC_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kind of check. */
enum rte_net_crc_type {
	RTE_NET_CRC16_CCITT = 0, /**< 16 bits, of HDLC (X.25) */
	RTE_NET_CRC32_ETH,       /**< 32 bits, of Ethernet */
	RTE_NET_CRC_REQS         /**< number of kinds */
};

/** Way to compute it. */
enum rte_net_crc_alg {
	RTE_NET_CRC_SCALAR = 0,
	RTE_NET_CRC_SSE42,  /**< carry-less multiplication of 16 bytes */
	RTE_NET_CRC_NEON,
	RTE_NET_CRC_AVX512,
};

/**
 * Use @p alg from now on; where the CPU has it not, the best that it has. At start the best is used.
 * Context: any thread. Since: 17.05.
 */
void rte_net_crc_set_alg(enum rte_net_crc_alg alg);

/** @return Check of @p data_len bytes at @p data; 16 bits stand in the lower half. Context: any thread. Since: 17.05. */
uint32_t rte_net_crc_calc(const void *data, uint32_t data_len, enum rte_net_crc_type type);

#ifdef __cplusplus
}
#endif

#endif
