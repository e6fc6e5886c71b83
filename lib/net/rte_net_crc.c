/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Cyclic redundancy checks, eight bytes at a time by table, or sixteen by carry-less multiplication.
 *
 * Both kinds take bits from the least significant end, so a register holds polynomials the other way round: bit 0 of the first
 * byte is the highest power. A product of two such 64-bit halves comes out one place low, that is, multiplied by x; the
 * constants are made for that.
 */
#include <stddef.h>
#include <string.h>
#include <x86intrin.h>

#include <rte_common.h>

#include "rte_net_crc.h"

/* Blocks shorter than this are not worth folding. */
#define FOLD_MIN 64

/* A kind of check: its polynomial and what follows from it. */
struct crc_kind {
	uint32_t poly;  /* without its highest power, bit 0 the highest but that one */
	uint32_t init;  /* state before the first byte, and complement of the result */
	uint32_t table[8][256]; /* [i][b]: state after byte b and i zero bytes */
	uint64_t fold1[2];      /* x^191 and x^127: one block on */
	uint64_t fold4[2];      /* x^575 and x^511: four blocks on */
};

static struct crc_kind kinds[RTE_NET_CRC_REQS] = {
	[RTE_NET_CRC16_CCITT] = {.poly = 0x8408, .init = 0xffff},
	[RTE_NET_CRC32_ETH] = {.poly = 0xedb88320, .init = 0xffffffff},
};

static int fold_wanted;

/* The state after len bytes from the state crc, by table. */
static uint32_t
crc_by_table(const struct crc_kind *k, uint32_t crc, const uint8_t *p, size_t len)
{
	for (; len >= 8; len -= 8, p += 8) {
		uint64_t word;

		memcpy(&word, p, sizeof(word));
		word ^= crc;
		crc = 0;
		for (unsigned int i = 0; i < 8; i++)
			crc ^= k->table[7 - i][word >> (8 * i) & 0xff];
	}
	for (; len > 0; len--, p++)
		crc = crc >> 8 ^ k->table[0][(crc ^ *p) & 0xff];
	return crc;
}

/* x^power modulo the polynomial, as a 64-bit half: the bit for x^n is 63 - n. */
static uint64_t
power_of_x(const struct crc_kind *k, unsigned int degree, unsigned int power)
{
	uint32_t rest = 1U << (degree - 1); /* x^0, the bit for x^n is degree - 1 - n */

	while (power-- > 0)
		rest = rest >> 1 ^ (rest & 1 ? k->poly : 0);
	return (uint64_t)rest << (64 - degree);
}

RTE_INIT(crc_prepare)
{
	static const unsigned int degrees[RTE_NET_CRC_REQS] = {
		[RTE_NET_CRC16_CCITT] = 16,
		[RTE_NET_CRC32_ETH] = 32,
	};

	for (unsigned int t = 0; t < RTE_NET_CRC_REQS; t++) {
		struct crc_kind *k = &kinds[t];

		for (unsigned int b = 0; b < 256; b++) {
			uint32_t crc = b;

			for (unsigned int i = 0; i < 8; i++)
				crc = crc >> 1 ^ (crc & 1 ? k->poly : 0);
			k->table[0][b] = crc;
		}
		for (unsigned int b = 0; b < 256; b++) {
			for (unsigned int i = 1; i < 8; i++)
				k->table[i][b] = k->table[i - 1][b] >> 8 ^ k->table[0][k->table[i - 1][b] & 0xff];
		}
		k->fold1[0] = power_of_x(k, degrees[t], 191);
		k->fold1[1] = power_of_x(k, degrees[t], 127);
		k->fold4[0] = power_of_x(k, degrees[t], 575);
		k->fold4[1] = power_of_x(k, degrees[t], 511);
	}
	__builtin_cpu_init();
	rte_net_crc_set_alg(RTE_NET_CRC_SSE42);
}

/* x moved on by the distance of by, plus what stands there. */
__attribute__((target("pclmul,sse4.1"))) static inline __m128i
block_fold(__m128i x, __m128i by, __m128i next)
{
	return _mm_xor_si128(next, _mm_xor_si128(_mm_clmulepi64_si128(x, by, 0x00), _mm_clmulepi64_si128(x, by, 0x11)));
}

/* As crc_by_table(), for FOLD_MIN bytes and more: folds all whole blocks into one that has the same remainder. */
__attribute__((target("pclmul,sse4.1"))) static uint32_t
crc_by_folding(const struct crc_kind *k, uint32_t crc, const uint8_t *p, size_t len)
{
	const __m128i by1 = _mm_loadu_si128((const __m128i *)k->fold1);
	const __m128i by4 = _mm_loadu_si128((const __m128i *)k->fold4);
	const size_t block = sizeof(__m128i);
	uint8_t last[sizeof(__m128i)];
	__m128i x[4];

	for (unsigned int i = 0; i < 4; i++)
		x[i] = _mm_loadu_si128((const __m128i *)(p + i * block));
	x[0] = _mm_xor_si128(x[0], _mm_cvtsi32_si128((int)crc));
	p += 4 * block;
	len -= 4 * block;
	for (; len >= 4 * block; len -= 4 * block, p += 4 * block) {
		for (unsigned int i = 0; i < 4; i++)
			x[i] = block_fold(x[i], by4, _mm_loadu_si128((const __m128i *)(p + i * block)));
	}
	for (unsigned int i = 1; i < 4; i++)
		x[0] = block_fold(x[0], by1, x[i]);
	for (; len >= block; len -= block, p += block)
		x[0] = block_fold(x[0], by1, _mm_loadu_si128((const __m128i *)p));
	_mm_storeu_si128((__m128i *)last, x[0]);
	return crc_by_table(k, crc_by_table(k, 0, last, sizeof(last)), p, len);
}

void
rte_net_crc_set_alg(enum rte_net_crc_alg alg)
{
	int fold = alg != RTE_NET_CRC_SCALAR && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");

	__atomic_store_n(&fold_wanted, fold, __ATOMIC_RELAXED);
}

uint32_t
rte_net_crc_calc(const void *data, uint32_t data_len, enum rte_net_crc_type type)
{
	const struct crc_kind *k = &kinds[type];
	uint32_t crc;

	if (data_len >= FOLD_MIN && __atomic_load_n(&fold_wanted, __ATOMIC_RELAXED))
		crc = crc_by_folding(k, k->init, data, data_len);
	else
		crc = crc_by_table(k, k->init, data, data_len);
	return crc ^ k->init;
}
