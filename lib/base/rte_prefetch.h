/* SPDX-License-Identifier: BSD-3-Clause */
/* Asking for a cache line before it is needed. The address may be any value: a bad one is ignored by the CPU. */
#ifndef _RTE_PREFETCH_H_
#define _RTE_PREFETCH_H_

#include <rte_common.h>
#include <rte_compat.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Into all cache levels. */
static inline void
rte_prefetch0(const volatile void *p)
{
	__asm__ volatile("prefetcht0 %[p]" : : [p] "m"(*(const volatile char *)p));
}

/** Into all levels but the first. */
static inline void
rte_prefetch1(const volatile void *p)
{
	__asm__ volatile("prefetcht1 %[p]" : : [p] "m"(*(const volatile char *)p));
}

/** Into the last level. */
static inline void
rte_prefetch2(const volatile void *p)
{
	__asm__ volatile("prefetcht2 %[p]" : : [p] "m"(*(const volatile char *)p));
}

/** For one use, without pushing other lines out. */
static inline void
rte_prefetch_non_temporal(const volatile void *p)
{
	__asm__ volatile("prefetchnta %[p]" : : [p] "m"(*(const volatile char *)p));
}

/* The same with the intention to write. Since 20.08. */

static inline void
rte_prefetch0_write(const void *p)
{
	__builtin_prefetch(p, 1, 3);
}

static inline void
rte_prefetch1_write(const void *p)
{
	__builtin_prefetch(p, 1, 2);
}

static inline void
rte_prefetch2_write(const void *p)
{
	__builtin_prefetch(p, 1, 1);
}

/** Push the line towards the caches shared with other CPUs; a CPU that cannot runs it as a no-op. Since 20.08. */
static inline void
rte_cldemote(const volatile void *p)
{
	/* cldemote [rsi]; older assemblers lack the mnemonic */
	__asm__ volatile(".byte 0x0f, 0x1c, 0x06" : : "S"(p));
}

#ifdef __cplusplus
}
#endif

#endif
