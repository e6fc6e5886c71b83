/* SPDX-License-Identifier: BSD-3-Clause */
/* The limit for vector code. */
#include <errno.h>

#include <rte_vect.h>

#include <base/base.h>

#include "ut.h"

static void
the_limit_can_be_set_until_it_is_forced(void)
{
	UT_EQ(rte_vect_get_max_simd_bitwidth(), RTE_VECT_DEFAULT_SIMD_BITWIDTH);
	UT_EQ(rte_vect_set_max_simd_bitwidth(RTE_VECT_SIMD_128), 0);
	UT_EQ(rte_vect_get_max_simd_bitwidth(), 128);
	UT_EQ(rte_vect_set_max_simd_bitwidth(100), -EINVAL);
	UT_EQ(rte_vect_set_max_simd_bitwidth(32), -EINVAL);
	UT_EQ(simd_force(96), -EINVAL);
	UT_EQ(simd_force(1 << 16), -EINVAL);
	UT_EQ(simd_force(512), 0);
	UT_EQ(rte_vect_set_max_simd_bitwidth(RTE_VECT_SIMD_128), -EPERM);
	UT_EQ(simd_force(64), -EPERM);
	UT_EQ(rte_vect_get_max_simd_bitwidth(), 512);
	simd_unforce();
	UT_EQ(simd_force(0), 0);
	UT_EQ(rte_vect_get_max_simd_bitwidth(), RTE_VECT_SIMD_MAX);
	simd_unforce();
	UT_EQ(rte_vect_get_max_simd_bitwidth(), RTE_VECT_DEFAULT_SIMD_BITWIDTH);
}

static void
the_union_sees_every_view(void)
{
	rte_xmm_t v = { .u32 = { 1, 2, 3, 4 } };

	UT_EQ(XMM_SIZE, 16);
	UT_EQ(v.u8[4], 2);
	UT_TRUE(v.u64[1] == (UINT64_C(4) << 32 | 3));
}

UT_MAIN("vect",
	{"the limit can be set until it is forced", the_limit_can_be_set_until_it_is_forced},
	{"the union sees every view", the_union_sees_every_view})
