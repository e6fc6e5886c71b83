/* SPDX-License-Identifier: BSD-3-Clause */
/* Arithmetic of rte_common.h, rte_bitops.h, rte_byteorder.h, rte_time.h. */
#include <stdlib.h>
#include <string.h>

#include <rte_bitops.h>
#include <rte_byteorder.h>
#include <rte_common.h>
#include <rte_time.h>

#include "ut.h"

static void
powers_of_two(void)
{
	UT_EQ(rte_is_power_of_2(0), 0);
	UT_EQ(rte_is_power_of_2(1), 1);
	UT_EQ(rte_is_power_of_2(48), 0);
	UT_EQ(rte_is_power_of_2(1u << 31), 1);
	UT_EQ(rte_align32pow2(0), 0);
	UT_EQ(rte_align32pow2(1), 1);
	UT_EQ(rte_align32pow2(33), 64);
	UT_EQ(rte_align32pow2(0x80000000u), 0x80000000u);
	UT_EQ(rte_align32pow2(0x80000001u), 0);
	UT_EQ(rte_align32prevpow2(0), 0);
	UT_EQ(rte_align32prevpow2(33), 32);
	UT_TRUE(rte_align64pow2(UINT64_C(0x100000001)) == UINT64_C(0x200000000));
	UT_TRUE(rte_align64prevpow2(UINT64_MAX) == UINT64_C(1) << 63);
}

static void
bit_positions(void)
{
	uint32_t pos = 77;

	UT_EQ(rte_bsf32(0x50), 4);
	UT_EQ(rte_bsf64(UINT64_C(1) << 40), 40);
	UT_EQ(rte_bsf32_safe(0, &pos), 0);
	UT_EQ(pos, 77);
	UT_EQ(rte_bsf64_safe(8, &pos), 1);
	UT_EQ(pos, 3);
	UT_EQ(rte_fls_u32(0), 0);
	UT_EQ(rte_fls_u32(UINT32_MAX), 32);
	UT_EQ(rte_fls_u64(UINT64_C(1) << 32), 33);
	UT_EQ(rte_log2_u32(0), 0);
	UT_EQ(rte_log2_u32(1), 0);
	UT_EQ(rte_log2_u32(9), 4);
	UT_EQ(rte_log2_u64(UINT64_C(1) << 33), 33);
	UT_EQ(rte_clz32(1), 31);
	UT_EQ(rte_ctz64(UINT64_C(1) << 50), 50);
	UT_EQ(rte_popcount64(UINT64_MAX), 64);
	UT_EQ(RTE_LEN2MASK(1, uint8_t), 1);
	UT_EQ(RTE_LEN2MASK(5, uint32_t), 31);
	UT_TRUE(RTE_LEN2MASK(64, uint64_t) == UINT64_MAX);
}

static void
bits_of_a_word(void)
{
	uint32_t w = 0;
	uint64_t d = RTE_BIT64(63);

	rte_bit_relaxed_set32(31, &w);
	UT_EQ(w, RTE_BIT32(31));
	UT_TRUE(rte_bit_relaxed_get32(31, &w) != 0);
	UT_TRUE(rte_bit_relaxed_test_and_set32(31, &w) != 0);
	UT_TRUE(rte_bit_relaxed_test_and_clear32(31, &w) != 0);
	UT_EQ(w, 0);
	UT_TRUE(rte_bit_relaxed_test_and_clear64(63, &d) != 0);
	UT_TRUE(d == 0);
}

static void
alignment(void)
{
	char *p = (char *)0x1001;

	UT_EQ(RTE_ALIGN(17, 8), 24);
	UT_EQ(RTE_ALIGN_FLOOR(17, 8), 16);
	UT_EQ(RTE_ALIGN_CEIL(UINT64_C(16), 8), 16);
	UT_EQ(RTE_ALIGN_MUL_CEIL(10, 3), 12);
	UT_EQ(RTE_ALIGN_MUL_FLOOR(10, 3), 9);
	UT_EQ(RTE_ALIGN_MUL_NEAR(10, 3), 9);
	UT_EQ(RTE_ALIGN_MUL_NEAR(11, 3), 12);
	UT_PTR_EQ(RTE_PTR_ALIGN(p, 64), (void *)0x1040);
	UT_PTR_EQ(RTE_PTR_ALIGN_FLOOR(p, 64), (void *)0x1000);
	UT_EQ(RTE_PTR_DIFF(RTE_PTR_ADD(p, 5), RTE_PTR_SUB(p, 5)), 10);
	UT_EQ(rte_is_aligned((void *)0x1000, 4096), 1);
	UT_EQ(rte_is_aligned((void *)0x1008, 16), 0);
	UT_EQ(RTE_CACHE_LINE_ROUNDUP(65), 128);
}

struct outer {
	int a;
	struct {
		char b[10];
	} inner;
};

static void
helpers(void)
{
	struct outer o = { .a = 1 };
	int a = 1, b = 2, i = 0;

	UT_PTR_EQ(container_of(&o.inner, struct outer, inner), &o);
	UT_EQ(RTE_SIZEOF_FIELD(struct outer, inner.b), 10);
	UT_EQ(RTE_DIM(o.inner.b), 10);
	RTE_SWAP(a, b);
	UT_EQ(a * 10 + b, 21);
	/* arguments are evaluated once */
	UT_EQ(RTE_MIN(i++, 5), 0);
	UT_EQ(RTE_MAX(i++, 0), 1);
	UT_EQ(i, 2);
	UT_STR_EQ(RTE_STR(RTE_MAX_LCORE), "128");
}

static const uint16_t be16_constant = RTE_BE16(0x1234);
static const uint32_t swapped_constant = rte_cpu_to_be_32(0x01020304);

static void
byte_order(void)
{
	const uint8_t *b = (const uint8_t *)&be16_constant;
	volatile uint64_t v = UINT64_C(0x0102030405060708);

	UT_EQ(b[0], 0x12);
	UT_EQ(b[1], 0x34);
	UT_EQ(swapped_constant, 0x04030201);
	UT_EQ(rte_be_to_cpu_16(rte_cpu_to_be_16(0xabcd)), 0xabcd);
	UT_TRUE(rte_cpu_to_be_64(v) == UINT64_C(0x0807060504030201));
	UT_TRUE(RTE_BE64(UINT64_C(0x0102030405060708)) == rte_constant_bswap64(v));
	UT_TRUE(rte_arch_bswap64(v) == rte_bswap64(v));
	UT_EQ(rte_arch_bswap16(0x1234), rte_constant_bswap16(0x1234));
	UT_EQ(rte_arch_bswap32(0x12345678), rte_constant_bswap32(0x12345678));
	UT_EQ(rte_le_to_cpu_32(5), 5);
}

static void
times(void)
{
	struct rte_timecounter tc = { .cycle_last = 250, .cc_mask = 0xff, .cc_shift = 0, .nsec = 1000 };
	struct timespec ts = rte_ns_to_timespec(UINT64_C(3000000007));

	UT_EQ(ts.tv_sec, 3);
	UT_EQ(ts.tv_nsec, 7);
	UT_TRUE(rte_timespec_to_ns(&ts) == UINT64_C(3000000007));
	/* over the end of an 8-bit counter, then a little back */
	UT_EQ(rte_timecounter_update(&tc, 4), 1010);
	UT_EQ(rte_timecounter_update(&tc, 2), 1008);
}

UT_MAIN("common",
	{"powers of two", powers_of_two},
	{"positions of bits", bit_positions},
	{"bits of a word", bits_of_a_word},
	{"alignment", alignment},
	{"helpers", helpers},
	{"byte order, also in constants", byte_order},
	{"nanoseconds and wrapping counters", times})
