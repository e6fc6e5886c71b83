/* SPDX-License-Identifier: BSD-3-Clause */
/* Single bits of words, and counting bits. */
#ifndef _RTE_BITOPS_H_
#define _RTE_BITOPS_H_

#include <stdint.h>

#include <rte_common.h>
#include <rte_debug.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A word with only bit @p nr set. */
#define RTE_BIT64(nr) (UINT64_C(1) << (nr))
#define RTE_BIT32(nr) (UINT32_C(1) << (nr))

/* The rte_bit_relaxed_* functions are not atomic against other threads and order nothing; @p nr is below the width.
 * Since 20.08. */

/** Bit @p nr in its place: 0 or not 0. */
static inline uint32_t
rte_bit_relaxed_get32(unsigned int nr, volatile uint32_t *addr)
{
	RTE_ASSERT(nr < 32);
	return *addr & RTE_BIT32(nr);
}

static inline void
rte_bit_relaxed_set32(unsigned int nr, volatile uint32_t *addr)
{
	RTE_ASSERT(nr < 32);
	*addr = *addr | RTE_BIT32(nr);
}

static inline void
rte_bit_relaxed_clear32(unsigned int nr, volatile uint32_t *addr)
{
	RTE_ASSERT(nr < 32);
	*addr = *addr & ~RTE_BIT32(nr);
}

/** Set the bit; returns it as it was, in its place. */
static inline uint32_t
rte_bit_relaxed_test_and_set32(unsigned int nr, volatile uint32_t *addr)
{
	uint32_t old = rte_bit_relaxed_get32(nr, addr);

	rte_bit_relaxed_set32(nr, addr);
	return old;
}

/** Clear the bit; returns it as it was, in its place. */
static inline uint32_t
rte_bit_relaxed_test_and_clear32(unsigned int nr, volatile uint32_t *addr)
{
	uint32_t old = rte_bit_relaxed_get32(nr, addr);

	rte_bit_relaxed_clear32(nr, addr);
	return old;
}

/** Zero bits above the highest one; @p v must not be 0. Since 23.07. */
static inline unsigned int
rte_clz32(uint32_t v)
{
	return (unsigned int)__builtin_clz(v);
}

/** Zero bits below the lowest one; @p v must not be 0. Since 23.07. */
static inline unsigned int
rte_ctz32(uint32_t v)
{
	return (unsigned int)__builtin_ctz(v);
}

/** Number of set bits. Since 23.07. */
static inline unsigned int
rte_popcount32(uint32_t v)
{
	return (unsigned int)__builtin_popcount(v);
}

/** Bit @p nr in its place: 0 or not 0. */
static inline uint64_t
rte_bit_relaxed_get64(unsigned int nr, volatile uint64_t *addr)
{
	RTE_ASSERT(nr < 64);
	return *addr & RTE_BIT64(nr);
}

static inline void
rte_bit_relaxed_set64(unsigned int nr, volatile uint64_t *addr)
{
	RTE_ASSERT(nr < 64);
	*addr = *addr | RTE_BIT64(nr);
}

static inline void
rte_bit_relaxed_clear64(unsigned int nr, volatile uint64_t *addr)
{
	RTE_ASSERT(nr < 64);
	*addr = *addr & ~RTE_BIT64(nr);
}

/** Set the bit; returns it as it was, in its place. */
static inline uint64_t
rte_bit_relaxed_test_and_set64(unsigned int nr, volatile uint64_t *addr)
{
	uint64_t old = rte_bit_relaxed_get64(nr, addr);

	rte_bit_relaxed_set64(nr, addr);
	return old;
}

/** Clear the bit; returns it as it was, in its place. */
static inline uint64_t
rte_bit_relaxed_test_and_clear64(unsigned int nr, volatile uint64_t *addr)
{
	uint64_t old = rte_bit_relaxed_get64(nr, addr);

	rte_bit_relaxed_clear64(nr, addr);
	return old;
}

/** Zero bits above the highest one; @p v must not be 0. Since 23.07. */
static inline unsigned int
rte_clz64(uint64_t v)
{
	return (unsigned int)__builtin_clzll(v);
}

/** Zero bits below the lowest one; @p v must not be 0. Since 23.07. */
static inline unsigned int
rte_ctz64(uint64_t v)
{
	return (unsigned int)__builtin_ctzll(v);
}

/** Number of set bits. Since 23.07. */
static inline unsigned int
rte_popcount64(uint64_t v)
{
	return (unsigned int)__builtin_popcountll(v);
}

#ifdef __cplusplus
}
#endif

#endif
