/* SPDX-License-Identifier: BSD-3-Clause */
/* The widest vector that libraries and drivers may use. */
#include <errno.h>
#include <stdbool.h>

#include <rte_common.h>
#include <rte_spinlock.h>
#include <rte_vect.h>

#include "base.h"

uint8_t rte_rtm_supported;

static uint16_t max_bitwidth = RTE_VECT_DEFAULT_SIMD_BITWIDTH; /* atomic */
static bool forced;                                           /* atomic */

static bool
bitwidth_valid(unsigned int bitwidth)
{
	return bitwidth >= RTE_VECT_SIMD_DISABLED && bitwidth <= RTE_VECT_SIMD_MAX && rte_is_power_of_2(bitwidth);
}

uint16_t
rte_vect_get_max_simd_bitwidth(void)
{
	return __atomic_load_n(&max_bitwidth, __ATOMIC_RELAXED);
}

int
rte_vect_set_max_simd_bitwidth(uint16_t bitwidth)
{
	if (__atomic_load_n(&forced, __ATOMIC_RELAXED))
		return -EPERM;
	if (!bitwidth_valid(bitwidth))
		return -EINVAL;
	__atomic_store_n(&max_bitwidth, bitwidth, __ATOMIC_RELAXED);
	return 0;
}

int
simd_force(unsigned int bitwidth)
{
	int ret;

	if (bitwidth == 0)
		bitwidth = RTE_VECT_SIMD_MAX;
	if (!bitwidth_valid(bitwidth))
		return -EINVAL;
	ret = rte_vect_set_max_simd_bitwidth((uint16_t)bitwidth);
	if (ret == 0)
		__atomic_store_n(&forced, true, __ATOMIC_RELAXED);
	return ret;
}

void
simd_unforce(void)
{
	if (__atomic_exchange_n(&forced, false, __ATOMIC_RELAXED))
		__atomic_store_n(&max_bitwidth, RTE_VECT_DEFAULT_SIMD_BITWIDTH, __ATOMIC_RELAXED);
}
