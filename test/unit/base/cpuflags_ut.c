/* SPDX-License-Identifier: BSD-3-Clause */
/* CPU features against what the compiler's own detection says. */
#include <errno.h>
#include <sys/auxv.h>

#include <rte_cpuflags.h>

#include "ut.h"

static void
agrees_with_the_compiler(void)
{
	__builtin_cpu_init();
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_SSE4_2), __builtin_cpu_supports("sse4.2") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_POPCNT), __builtin_cpu_supports("popcnt") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_AVX), __builtin_cpu_supports("avx") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_AVX2), __builtin_cpu_supports("avx2") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_BMI2), __builtin_cpu_supports("bmi2") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_AES), __builtin_cpu_supports("aes") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_AVX512F), __builtin_cpu_supports("avx512f") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_AVX512VNNI), __builtin_cpu_supports("avx512vnni") != 0);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_EM64T), 1);
}

static void
names_and_limits(void)
{
	struct rte_cpu_intrinsics in = { 1, 1, 1 };
	int i;

	UT_STR_EQ(rte_cpu_get_flag_name(RTE_CPUFLAG_SSE3), "SSE3");
	UT_STR_EQ(rte_cpu_get_flag_name(RTE_CPUFLAG_1GB_PG), "1GB_PG");
	for (i = 0; i < RTE_CPUFLAG_NUMFLAGS; i++)
		UT_NOT_NULL(rte_cpu_get_flag_name((enum rte_cpu_flag_t)i));
	UT_PTR_EQ(rte_cpu_get_flag_name(RTE_CPUFLAG_NUMFLAGS), NULL);
	UT_EQ(rte_cpu_get_flag_enabled(RTE_CPUFLAG_NUMFLAGS), -ENOENT);
	UT_EQ(rte_cpu_is_supported(), 1);
	rte_cpu_get_intrinsics_support(&in);
	UT_EQ(in.power_monitor + in.power_pause + in.power_monitor_multi, 0);
	UT_EQ(rte_cpu_strcmp_auxval(AT_PLATFORM, "x86_64"), 0);
	UT_TRUE(rte_cpu_getauxval(AT_PAGESZ) == 4096);
}

UT_MAIN("cpuflags",
	{"agrees with the compiler's detection", agrees_with_the_compiler},
	{"names and limits", names_and_limits})
