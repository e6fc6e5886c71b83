/* SPDX-License-Identifier: BSD-3-Clause */
/* Copying memory, quick for the short lengths that packets have. Source and destination must not overlap. */
#ifndef _RTE_MEMCPY_H_
#define _RTE_MEMCPY_H_

#include <stdint.h>
#include <string.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fixed lengths; no alignment is needed. */

static __rte_always_inline void
rte_mov16(uint8_t *dst, const uint8_t *src)
{
	__builtin_memcpy(dst, src, 16);
}

static __rte_always_inline void
rte_mov32(uint8_t *dst, const uint8_t *src)
{
	__builtin_memcpy(dst, src, 32);
}

static __rte_always_inline void
rte_mov48(uint8_t *dst, const uint8_t *src)
{
	__builtin_memcpy(dst, src, 48);
}

static __rte_always_inline void
rte_mov64(uint8_t *dst, const uint8_t *src)
{
	__builtin_memcpy(dst, src, 64);
}

static __rte_always_inline void
rte_mov128(uint8_t *dst, const uint8_t *src)
{
	rte_mov64(dst, src);
	rte_mov64(dst + 64, src + 64);
}

static __rte_always_inline void
rte_mov256(uint8_t *dst, const uint8_t *src)
{
	rte_mov128(dst, src);
	rte_mov128(dst + 128, src + 128);
}

/** Copy 0 to 15 bytes, as at most two moves that overlap in the middle. */
static __rte_always_inline void *
rte_mov15_or_less(void *dst, const void *src, size_t n)
{
	uint8_t *d = (uint8_t *)dst;
	const uint8_t *s = (const uint8_t *)src;

	if (n >= 8) {
		uint64_t a, b;

		__builtin_memcpy(&a, s, 8);
		__builtin_memcpy(&b, s + n - 8, 8);
		__builtin_memcpy(d, &a, 8);
		__builtin_memcpy(d + n - 8, &b, 8);
	} else if (n >= 4) {
		uint32_t a, b;

		__builtin_memcpy(&a, s, 4);
		__builtin_memcpy(&b, s + n - 4, 4);
		__builtin_memcpy(d, &a, 4);
		__builtin_memcpy(d + n - 4, &b, 4);
	} else if (n >= 2) {
		uint16_t a, b;

		__builtin_memcpy(&a, s, 2);
		__builtin_memcpy(&b, s + n - 2, 2);
		__builtin_memcpy(d, &a, 2);
		__builtin_memcpy(d + n - 2, &b, 2);
	} else if (n == 1) {
		*d = *s;
	}
	return dst;
}

/** Copy any length; up to 128 bytes without a call. */
static __rte_always_inline void *
rte_memcpy_generic(void *dst, const void *src, size_t n)
{
	uint8_t *d = (uint8_t *)dst;
	const uint8_t *s = (const uint8_t *)src;

	if (n < 16)
		return rte_mov15_or_less(dst, src, n);
	if (n <= 32) {
		rte_mov16(d, s);
		rte_mov16(d + n - 16, s + n - 16);
		return dst;
	}
	if (n <= 64) {
		rte_mov32(d, s);
		rte_mov32(d + n - 32, s + n - 32);
		return dst;
	}
	if (n <= 128) {
		rte_mov64(d, s);
		rte_mov64(d + n - 64, s + n - 64);
		return dst;
	}
	return memcpy(dst, src, n);
}

/** As rte_memcpy_generic(), for addresses known to be aligned; this CPU gains nothing from that. */
static __rte_always_inline void *
rte_memcpy_aligned(void *dst, const void *src, size_t n)
{
	return rte_memcpy_generic(dst, src, n);
}

/**
 * Copy @p n bytes from @p src to @p dst, which must not overlap.
 * @return @p dst.
 * Context: any thread. Since 2.0.
 */
static __rte_always_inline void *
rte_memcpy(void *dst, const void *src, size_t n)
{
	if (__builtin_constant_p(n))
		return __builtin_memcpy(dst, src, n);
	return rte_memcpy_generic(dst, src, n);
}

#ifdef __cplusplus
}
#endif

#endif
