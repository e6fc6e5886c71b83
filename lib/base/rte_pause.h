/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting in a spin loop. */
#ifndef _RTE_PAUSE_H_
#define _RTE_PAUSE_H_

#include <assert.h>
#include <stdint.h>

#include <rte_common.h>
#include <rte_atomic.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Tell the CPU that this is a spin loop. Since 17.08. */
static __rte_always_inline void
rte_pause(void)
{
	__asm__ volatile("pause" : : : "memory");
}

/** Spin until (*addr & mask) cond expected; @p memorder is the order of the loads (__ATOMIC_*). Since 22.03. */
#define RTE_WAIT_UNTIL_MASKED(addr, mask, cond, expected, memorder) \
	do { \
		__typeof__(*(addr)) rte_wait_expected = (expected); \
		while (!((__atomic_load_n((addr), (memorder)) & (mask)) cond rte_wait_expected)) \
			rte_pause(); \
	} while (0)

/** Spin until the 16 bits at @p addr equal @p expected. @p memorder: __ATOMIC_ACQUIRE or __ATOMIC_RELAXED. Since 20.02. */
static __rte_always_inline void
rte_wait_until_equal_16(volatile uint16_t *addr, uint16_t expected, int memorder)
{
	assert(memorder == __ATOMIC_ACQUIRE || memorder == __ATOMIC_RELAXED);
	while (__atomic_load_n(addr, __ATOMIC_ACQUIRE) != expected)
		rte_pause();
	RTE_SET_USED(memorder);
}

/** As rte_wait_until_equal_16() for 32 bits. */
static __rte_always_inline void
rte_wait_until_equal_32(volatile uint32_t *addr, uint32_t expected, int memorder)
{
	assert(memorder == __ATOMIC_ACQUIRE || memorder == __ATOMIC_RELAXED);
	while (__atomic_load_n(addr, __ATOMIC_ACQUIRE) != expected)
		rte_pause();
	RTE_SET_USED(memorder);
}

/** As rte_wait_until_equal_16() for 64 bits. */
static __rte_always_inline void
rte_wait_until_equal_64(volatile uint64_t *addr, uint64_t expected, int memorder)
{
	assert(memorder == __ATOMIC_ACQUIRE || memorder == __ATOMIC_RELAXED);
	while (__atomic_load_n(addr, __ATOMIC_ACQUIRE) != expected)
		rte_pause();
	RTE_SET_USED(memorder);
}

#ifdef __cplusplus
}
#endif

#endif
