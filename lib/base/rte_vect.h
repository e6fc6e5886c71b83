/* SPDX-License-Identifier: BSD-3-Clause */
/* Vector types and the widest vector that drivers may use. */
#ifndef _RTE_VECT_H_
#define _RTE_VECT_H_

#include <stdint.h>

#include <x86intrin.h>

#include <rte_compat.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Vectors of 64, 128 and 256 bits, of unsigned and signed elements. */
typedef uint8_t rte_v64u8_t __attribute__((vector_size(8), aligned(8)));
typedef uint16_t rte_v64u16_t __attribute__((vector_size(8), aligned(8)));
typedef uint32_t rte_v64u32_t __attribute__((vector_size(8), aligned(8)));
typedef uint8_t rte_v128u8_t __attribute__((vector_size(16), aligned(16)));
typedef uint16_t rte_v128u16_t __attribute__((vector_size(16), aligned(16)));
typedef uint32_t rte_v128u32_t __attribute__((vector_size(16), aligned(16)));
typedef uint64_t rte_v128u64_t __attribute__((vector_size(16), aligned(16)));
typedef uint8_t rte_v256u8_t __attribute__((vector_size(32), aligned(32)));
typedef uint16_t rte_v256u16_t __attribute__((vector_size(32), aligned(32)));
typedef uint32_t rte_v256u32_t __attribute__((vector_size(32), aligned(32)));
typedef uint64_t rte_v256u64_t __attribute__((vector_size(32), aligned(32)));
typedef int8_t rte_v64s8_t __attribute__((vector_size(8), aligned(8)));
typedef int16_t rte_v64s16_t __attribute__((vector_size(8), aligned(8)));
typedef int32_t rte_v64s32_t __attribute__((vector_size(8), aligned(8)));
typedef int8_t rte_v128s8_t __attribute__((vector_size(16), aligned(16)));
typedef int16_t rte_v128s16_t __attribute__((vector_size(16), aligned(16)));
typedef int32_t rte_v128s32_t __attribute__((vector_size(16), aligned(16)));
typedef int64_t rte_v128s64_t __attribute__((vector_size(16), aligned(16)));
typedef int8_t rte_v256s8_t __attribute__((vector_size(32), aligned(32)));
typedef int16_t rte_v256s16_t __attribute__((vector_size(32), aligned(32)));
typedef int32_t rte_v256s32_t __attribute__((vector_size(32), aligned(32)));
typedef int64_t rte_v256s64_t __attribute__((vector_size(32), aligned(32)));

typedef __m128i xmm_t;
#define XMM_SIZE (sizeof(xmm_t))
#define XMM_MASK (XMM_SIZE - 1)

/** 128 bits, seen in every way. */
typedef union rte_xmm {
	xmm_t x;
	uint8_t u8[XMM_SIZE / sizeof(uint8_t)];
	uint16_t u16[XMM_SIZE / sizeof(uint16_t)];
	uint32_t u32[XMM_SIZE / sizeof(uint32_t)];
	uint64_t u64[XMM_SIZE / sizeof(uint64_t)];
	double pd[XMM_SIZE / sizeof(double)];
} rte_xmm_t;

#ifdef __AVX__
typedef __m256i ymm_t;
#define YMM_SIZE (sizeof(ymm_t))
#define YMM_MASK (YMM_SIZE - 1)

/** 256 bits, seen in every way. */
typedef union rte_ymm {
	ymm_t y;
	xmm_t x[YMM_SIZE / sizeof(xmm_t)];
	uint8_t u8[YMM_SIZE / sizeof(uint8_t)];
	uint16_t u16[YMM_SIZE / sizeof(uint16_t)];
	uint32_t u32[YMM_SIZE / sizeof(uint32_t)];
	uint64_t u64[YMM_SIZE / sizeof(uint64_t)];
	double pd[YMM_SIZE / sizeof(double)];
} rte_ymm_t;
#endif

#ifdef __AVX512F__
#define RTE_X86_ZMM_SIZE (sizeof(__m512i))
#define RTE_X86_ZMM_MASK (RTE_X86_ZMM_SIZE - 1)

/** 512 bits, seen in every way. */
typedef union __rte_x86_zmm {
	__m512i z;
	ymm_t y[RTE_X86_ZMM_SIZE / sizeof(ymm_t)];
	xmm_t x[RTE_X86_ZMM_SIZE / sizeof(xmm_t)];
	uint8_t u8[RTE_X86_ZMM_SIZE / sizeof(uint8_t)];
	uint16_t u16[RTE_X86_ZMM_SIZE / sizeof(uint16_t)];
	uint32_t u32[RTE_X86_ZMM_SIZE / sizeof(uint32_t)];
	uint64_t u64[RTE_X86_ZMM_SIZE / sizeof(uint64_t)];
	double pd[RTE_X86_ZMM_SIZE / sizeof(double)];
} __attribute__((__aligned__(64))) __rte_x86_zmm_t;
#endif

#define RTE_VECT_DEFAULT_SIMD_BITWIDTH RTE_VECT_SIMD_256

/** Limits for the width of vector code. */
enum rte_vect_max_simd {
	RTE_VECT_SIMD_DISABLED = 64,
	RTE_VECT_SIMD_128 = 128,
	RTE_VECT_SIMD_256 = 256,
	RTE_VECT_SIMD_512 = 512,
	RTE_VECT_SIMD_MAX = 32768 /**< no limit */
};

/** The widest vector in bits that libraries and drivers may use. Since 20.11. */
uint16_t rte_vect_get_max_simd_bitwidth(void);

/**
 * Set the limit, before rte_eal_init() at the latest for effect everywhere.
 * @param bitwidth A power of two from RTE_VECT_SIMD_DISABLED to RTE_VECT_SIMD_MAX.
 * @return 0; -EINVAL bad value; -EPERM the command line fixed it. Since 20.11.
 */
int rte_vect_set_max_simd_bitwidth(uint16_t bitwidth);

#ifdef __cplusplus
}
#endif

#endif
