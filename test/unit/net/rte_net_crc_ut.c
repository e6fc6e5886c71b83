/* SPDX-License-Identifier: BSD-3-Clause */
/* Cyclic redundancy checks: known values, and every way against one bit at a time. */
#include <rte_net_crc.h>

#include "test/unit/ring/packet_ut.h"

static const enum rte_net_crc_alg algs[] = {RTE_NET_CRC_SCALAR, RTE_NET_CRC_SSE42, RTE_NET_CRC_NEON, RTE_NET_CRC_AVX512};

static uint32_t
bit_by_bit(const uint8_t *p, size_t len, uint32_t poly, uint32_t init)
{
	uint32_t crc = init;

	for (; len > 0; len--, p++) {
		crc ^= *p;
		for (unsigned int i = 0; i < 8; i++)
			crc = crc & 1 ? crc >> 1 ^ poly : crc >> 1;
	}
	return crc ^ init;
}

static void
known_values(void)
{
	for (unsigned int i = 0; i < RTE_DIM(algs); i++) {
		rte_net_crc_set_alg(algs[i]);
		UT_EQ(rte_net_crc_calc("123456789", 9, RTE_NET_CRC32_ETH), 0xcbf43926);
		UT_EQ(rte_net_crc_calc("123456789", 9, RTE_NET_CRC16_CCITT), 0x906e);
		UT_EQ(rte_net_crc_calc("", 0, RTE_NET_CRC32_ETH), 0);
		UT_EQ(rte_net_crc_calc("", 0, RTE_NET_CRC16_CCITT), 0);
	}
}

static void
every_length_every_way(void)
{
	static uint8_t buf[3100];
	unsigned int bad = 0;
	uint32_t seed = 1;

	for (unsigned int i = 0; i < sizeof(buf); i++) {
		seed = seed * 1664525 + 1013904223;
		buf[i] = seed >> 24;
	}
	for (unsigned int len = 0; len < sizeof(buf) - 16; len += len < 300 ? 1 : 97) {
		unsigned int at = len % 16;
		uint32_t eth = bit_by_bit(buf + at, len, 0xedb88320, 0xffffffff);
		uint32_t ccitt = bit_by_bit(buf + at, len, 0x8408, 0xffff);

		for (unsigned int i = 0; i < RTE_DIM(algs); i++) {
			rte_net_crc_set_alg(algs[i]);
			bad += rte_net_crc_calc(buf + at, len, RTE_NET_CRC32_ETH) != eth;
			bad += rte_net_crc_calc(buf + at, len, RTE_NET_CRC16_CCITT) != ccitt;
		}
	}
	UT_EQ(bad, 0);
}

/* A frame followed by its check leaves the same value whatever the frame: the receiver's test of IEEE 802.3. */
static void
residue(void)
{
	uint8_t frame[1518];
	uint32_t crc;

	for (unsigned int len = 60; len < sizeof(frame) - 4; len += 131) {
		memset(frame, (int)len, sizeof(frame));
		crc = rte_net_crc_calc(frame, len, RTE_NET_CRC32_ETH);
		memcpy(frame + len, &crc, 4);
		UT_EQ(rte_net_crc_calc(frame, len + 4, RTE_NET_CRC32_ETH), 0x2144df1c);
	}
}

UT_MAIN("rte_net_crc",
	{"known values", known_values},
	{"every length in every way", every_length_every_way},
	{"residue of a sound frame", residue})
