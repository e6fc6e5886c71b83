/* SPDX-License-Identifier: BSD-3-Clause */
/* Compiler attributes, constructors, and small arithmetic on integers and pointers that everything else uses. */
#ifndef _RTE_COMMON_H_
#define _RTE_COMMON_H_

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include <rte_config.h>
#include <rte_branch_prediction.h>
#include <rte_os.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- compiler ---- */

#ifdef __clang__
#define RTE_CC_CLANG
#define RTE_CC_IS_GNU 0
#else
#define RTE_CC_GCC
#define RTE_CC_IS_GNU 1
#define GCC_VERSION (__GNUC__ * 10000 + __GNUC_MINOR__ * 100 + __GNUC_PATCHLEVEL__)
#endif

#ifndef typeof
#define typeof __typeof__
#endif
#ifndef asm
#define asm __asm__
#endif

/** Silences -pedantic about C11 features such as anonymous unions. */
#define RTE_STD_C11 __extension__

#ifdef __cplusplus
#define __rte_restrict __restrict
#else
#define __rte_restrict restrict
#endif

#define __rte_aligned(a) __attribute__((__aligned__(a)))
#define __rte_packed __attribute__((__packed__))
#define __rte_may_alias __attribute__((__may_alias__))
#define __rte_unused __attribute__((__unused__))
#define __rte_used __attribute__((used))
#define __rte_weak __attribute__((__weak__))
#define __rte_noreturn __attribute__((noreturn))
#define __rte_warn_unused_result __attribute__((warn_unused_result))
#define __rte_always_inline inline __attribute__((always_inline))
#define __rte_noinline __attribute__((noinline))
#define __rte_hot __attribute__((hot))
#define __rte_cold __attribute__((cold))
#define __rte_alloc_size(...) __attribute__((alloc_size(__VA_ARGS__)))
#define __rte_format_printf(format_index, first_arg) __attribute__((format(printf, format_index, first_arg)))
#define __rte_unreachable() __extension__(__builtin_unreachable())
#define __rte_deprecated __attribute__((__deprecated__))
#define __rte_deprecated_msg(msg) __attribute__((__deprecated__(msg)))
#if defined(__SANITIZE_ADDRESS__)
#define __rte_no_asan __attribute__((no_sanitize_address))
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __rte_no_asan __attribute__((no_sanitize("address")))
#endif
#endif
#ifndef __rte_no_asan
#define __rte_no_asan
#endif

#define RTE_PRAGMA(x) _Pragma(#x)
#define RTE_PRAGMA_WARNING(w) RTE_PRAGMA(GCC warning #w)
/** Warns where a macro is used that will go away. */
#define RTE_DEPRECATED(x) RTE_PRAGMA_WARNING(#x is deprecated)

/** Mark a variable or parameter as used on purpose. */
#define RTE_SET_USED(x) (void)(x)

/* ---- constructors and destructors ---- */

#define RTE_PRIORITY_LOG 101
#define RTE_PRIORITY_BUS 110
#define RTE_PRIORITY_CLASS 120
#define RTE_PRIORITY_LAST 65535
#define RTE_PRIO(prio) RTE_PRIORITY_##prio

/** Define a function that runs before main(); @p prio is LOG, BUS, CLASS or LAST, run in this order. */
#ifndef RTE_INIT_PRIO
#define RTE_INIT_PRIO(func, prio) static void __attribute__((constructor(RTE_PRIO(prio)), used)) func(void)
#endif
#define RTE_INIT(func) RTE_INIT_PRIO(func, LAST)

/** Define a function that runs at process end, in the opposite order. */
#ifndef RTE_FINI_PRIO
#define RTE_FINI_PRIO(func, prio) static void __attribute__((destructor(RTE_PRIO(prio)), used)) func(void)
#endif
#define RTE_FINI(func) RTE_FINI_PRIO(func, LAST)

/* ---- types ---- */

typedef uint64_t unaligned_uint64_t __rte_aligned(1);
typedef uint32_t unaligned_uint32_t __rte_aligned(1);
typedef uint16_t unaligned_uint16_t __rte_aligned(1);

/* Zero-sized members that name a place in a structure. */
__extension__ typedef void *RTE_MARKER[0];
__extension__ typedef uint8_t RTE_MARKER8[0];
__extension__ typedef uint16_t RTE_MARKER16[0];
__extension__ typedef uint32_t RTE_MARKER32[0];
__extension__ typedef uint64_t RTE_MARKER64[0];

/** A physical address. Since 2.0; rte_iova_t is the wider idea. */
typedef uint64_t phys_addr_t;
#define RTE_BAD_PHYS_ADDR ((phys_addr_t)-1)

/** An address as a device sees it: physical or virtual, depending on the IOVA mode. Since 17.11. */
typedef uint64_t rte_iova_t;
#define RTE_BAD_IOVA ((rte_iova_t)-1)

/* ---- cache lines ---- */

#define RTE_CACHE_LINE_MASK (RTE_CACHE_LINE_SIZE - 1)
#define RTE_CACHE_LINE_MIN_SIZE 64
#define RTE_CACHE_LINE_ROUNDUP(size) (RTE_CACHE_LINE_SIZE * (((size) + RTE_CACHE_LINE_SIZE - 1) / RTE_CACHE_LINE_SIZE))
#define __rte_cache_aligned __rte_aligned(RTE_CACHE_LINE_SIZE)
#define __rte_cache_min_aligned __rte_aligned(RTE_CACHE_LINE_MIN_SIZE)

/* ---- pointers ---- */

#define RTE_PTR_ADD(ptr, x) ((void *)((uintptr_t)(ptr) + (x)))
#define RTE_PTR_SUB(ptr, x) ((void *)((uintptr_t)(ptr) - (x)))
#define RTE_PTR_DIFF(ptr1, ptr2) ((uintptr_t)(ptr1) - (uintptr_t)(ptr2))

/** A member of @p var read or written under another type. */
#define RTE_CAST_FIELD(var, field, type) (*(type *)((uintptr_t)(var) + offsetof(__typeof__(*(var)), field)))

/* @p align is a power of two in all of these. */
#define RTE_PTR_ALIGN_FLOOR(ptr, align) ((__typeof__(ptr))RTE_ALIGN_FLOOR((uintptr_t)(ptr), align))
#define RTE_PTR_ALIGN_CEIL(ptr, align) RTE_PTR_ALIGN_FLOOR((__typeof__(ptr))RTE_PTR_ADD(ptr, (align) - 1), align)
#define RTE_PTR_ALIGN(ptr, align) RTE_PTR_ALIGN_CEIL(ptr, align)
#define RTE_ALIGN_FLOOR(val, align) (__typeof__(val))((val) & (~((__typeof__(val))((align) - 1))))
#define RTE_ALIGN_CEIL(val, align) RTE_ALIGN_FLOOR(((val) + ((__typeof__(val))(align) - 1)), align)
#define RTE_ALIGN(val, align) RTE_ALIGN_CEIL(val, align)

/* Here any multiple will do. */
#define RTE_ALIGN_MUL_CEIL(v, mul) ((((v) + (__typeof__(v))(mul) - 1) / ((__typeof__(v))(mul))) * (__typeof__(v))(mul))
#define RTE_ALIGN_MUL_FLOOR(v, mul) (((v) / ((__typeof__(v))(mul))) * (__typeof__(v))(mul))
#define RTE_ALIGN_MUL_NEAR(v, mul) \
	__extension__({ \
		__typeof__(v) rte_mul_up = RTE_ALIGN_MUL_CEIL(v, mul); \
		__typeof__(v) rte_mul_down = RTE_ALIGN_MUL_FLOOR(v, mul); \
		(rte_mul_up - (v)) > ((v) - rte_mul_down) ? rte_mul_down : rte_mul_up; \
	})

/** 1 if @p ptr is a multiple of @p align (a power of two). Since 2.0. */
static inline int
rte_is_aligned(const void *ptr, unsigned int align)
{
	return ((uintptr_t)ptr & (align - 1)) == 0;
}

/* ---- compile-time checks and type helpers ---- */

#ifdef __cplusplus
#define RTE_BUILD_BUG_ON(condition) static_assert(!(condition), "impossible build: " #condition)
#else
#define RTE_BUILD_BUG_ON(condition) _Static_assert(!(condition), "impossible build: " #condition)
#endif

#define RTE_DIM(a) (sizeof(a) / sizeof((a)[0]))
#define RTE_SIZEOF_FIELD(type, field) (sizeof(((type *)0)->field))
#define _RTE_STR(x) #x
/** The text of @p x after macro expansion. */
#define RTE_STR(x) _RTE_STR(x)

/* Split a variadic list at its format string: head, and the rest with a dummy so that it is never empty. */
#define RTE_FMT(fmt, ...) fmt "%.0s", __VA_ARGS__ ""
#define RTE_FMT_HEAD(fmt, ...) fmt
#define RTE_FMT_TAIL(fmt, ...) __VA_ARGS__

/** A mask of the lowest @p ln bits as type @p tp; @p ln from 1 to the width of @p tp. */
#define RTE_LEN2MASK(ln, tp) ((tp)((uint64_t)-1 >> (sizeof(uint64_t) * CHAR_BIT - (ln))))

#ifndef container_of
/** The structure of type @p type whose member @p member is at @p ptr. */
#define container_of(ptr, type, member) \
	__extension__({ \
		const __typeof__(((type *)0)->member) *rte_member_ptr = (ptr); \
		__extension__(type *)((uintptr_t)rte_member_ptr - offsetof(type, member)); \
	})
#endif

#define RTE_MIN(a, b) \
	__extension__({ \
		__typeof__(a) _rte_a = (a); \
		__typeof__(b) _rte_b = (b); \
		_rte_a < _rte_b ? _rte_a : _rte_b; \
	})
#define RTE_MAX(a, b) \
	__extension__({ \
		__typeof__(a) _rte_a = (a); \
		__typeof__(b) _rte_b = (b); \
		_rte_a > _rte_b ? _rte_a : _rte_b; \
	})
#define RTE_SWAP(a, b) \
	__extension__({ \
		__typeof__(a) _rte_tmp = (a); \
		(a) = (b); \
		(b) = _rte_tmp; \
	})

/* ---- powers of two and bits ---- */

/** @p x with every bit below its highest one set as well. */
static inline uint32_t
rte_combine32ms1b(uint32_t x)
{
	return x == 0 ? 0 : UINT32_MAX >> __builtin_clz(x);
}

/** As rte_combine32ms1b() for 64 bits. */
static inline uint64_t
rte_combine64ms1b(uint64_t v)
{
	return v == 0 ? 0 : UINT64_MAX >> __builtin_clzll(v);
}

#define RTE_IS_POWER_OF_2(n) ((n) && !(((n) - 1) & (n)))

/** 1 if @p n has exactly one bit set, else 0 (also for 0). */
static inline int
rte_is_power_of_2(uint32_t n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/** The smallest power of two that is not below @p x; 0 for 0 and where 32 bits do not hold it. */
static inline uint32_t
rte_align32pow2(uint32_t x)
{
	return rte_combine32ms1b(x - 1) + 1;
}

/** The largest power of two that is not above @p x; 0 for 0. */
static inline uint32_t
rte_align32prevpow2(uint32_t x)
{
	x = rte_combine32ms1b(x);
	return x - (x >> 1);
}

/** As rte_align32pow2() for 64 bits. */
static inline uint64_t
rte_align64pow2(uint64_t v)
{
	return rte_combine64ms1b(v - 1) + 1;
}

/** As rte_align32prevpow2() for 64 bits. */
static inline uint64_t
rte_align64prevpow2(uint64_t v)
{
	v = rte_combine64ms1b(v);
	return v - (v >> 1);
}

/** Position of the lowest set bit; @p v must not be 0. */
static inline uint32_t
rte_bsf32(uint32_t v)
{
	return (uint32_t)__builtin_ctz(v);
}

/** Lowest set bit to @p pos: 1, or 0 when there is none (then @p pos is untouched). */
static inline int
rte_bsf32_safe(uint32_t v, uint32_t *pos)
{
	if (v == 0)
		return 0;
	*pos = rte_bsf32(v);
	return 1;
}

/** As rte_bsf32() for 64 bits. */
static inline uint32_t
rte_bsf64(uint64_t v)
{
	return (uint32_t)__builtin_ctzll(v);
}

/** As rte_bsf32_safe() for 64 bits. */
static inline int
rte_bsf64_safe(uint64_t v, uint32_t *pos)
{
	if (v == 0)
		return 0;
	*pos = rte_bsf64(v);
	return 1;
}

/** Number of bits needed to write @p x: 0 for 0, 32 for the highest values. */
static inline uint32_t
rte_fls_u32(uint32_t x)
{
	return x == 0 ? 0 : 32 - (uint32_t)__builtin_clz(x);
}

/** As rte_fls_u32() for 64 bits. */
static inline uint32_t
rte_fls_u64(uint64_t x)
{
	return x == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(x);
}

/** Logarithm of @p v to base 2, rounded up; 0 for 0. */
static inline uint32_t
rte_log2_u32(uint32_t v)
{
	return v == 0 ? 0 : rte_fls_u32(v - 1);
}

/** As rte_log2_u32() for 64 bits. */
static inline uint32_t
rte_log2_u64(uint64_t v)
{
	return v == 0 ? 0 : rte_fls_u64(v - 1);
}

/* ---- text and process end ---- */

/**
 * Read a size such as "4096", "64k", "2M", "1g" (binary units, any case, blanks before the number allowed).
 *
 * @param str The text; NULL or malformed text gives 0.
 * @return The size in bytes; 0 with errno set (EINVAL not a number, ERANGE too large) on error.
 * Context: any thread. Since 2.0.
 */
uint64_t rte_str_to_size(const char *str);

/**
 * Write a message to the log, clean up the EAL and end the process.
 *
 * @param exit_code Given to exit(); when it is not 0 the message is logged as an error together with the code.
 * @param format    printf format of the message.
 * Context: any thread but not from inside a callback of the library. Does not return. Since 2.0.
 */
void rte_exit(int exit_code, const char *format, ...) __rte_noreturn __rte_format_printf(2, 3);

#ifdef __cplusplus
}
#endif

#endif
