/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory barriers and atomic counters of 16, 32, 64 and 128 bits. */
#ifndef _RTE_ATOMIC_H_
#define _RTE_ATOMIC_H_

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- barriers ---- */

/** Order the compiler only. */
#define rte_compiler_barrier() \
	do { \
		__asm__ volatile("" : : : "memory"); \
	} while (0)

/* Against devices and write-combining memory: all accesses, stores, loads. */
#define rte_mb() __asm__ volatile("mfence" : : : "memory")
#define rte_wmb() __asm__ volatile("sfence" : : : "memory")
#define rte_rmb() __asm__ volatile("lfence" : : : "memory")

/** Order all accesses against other CPUs. A locked instruction on the stack is cheaper here than mfence; the red zone
 *  (128 bytes below the stack pointer) stays untouched because the operand is added as 0. */
static __rte_always_inline void
rte_smp_mb(void)
{
	__asm__ volatile("lock addl $0, -128(%%rsp)" : : : "memory", "cc");
}

/* This CPU never reorders loads with loads nor stores with stores. */
#define rte_smp_wmb() rte_compiler_barrier()
#define rte_smp_rmb() rte_compiler_barrier()

/* Against uncached device registers. */
#define rte_io_mb() rte_mb()
#define rte_io_wmb() rte_compiler_barrier()
#define rte_io_rmb() rte_compiler_barrier()

/**
 * A fence of the given order (__ATOMIC_*).
 * Everything but a sequentially consistent fence costs no instruction. Since 20.08.
 */
static __rte_always_inline void
rte_atomic_thread_fence(int memorder)
{
	if (memorder == __ATOMIC_SEQ_CST)
		rte_smp_mb();
	else
		rte_compiler_barrier();
}

/* ---- counters; every operation is sequentially consistent unless it says otherwise ---- */

/** A counter of 16 bits. */
typedef struct {
	volatile int16_t cnt;
} rte_atomic16_t;

#define RTE_ATOMIC16_INIT(val) { (val) }

/** Store @p src at @p dst if it holds @p exp. 1 if stored, else 0. */
static inline int
rte_atomic16_cmpset(volatile uint16_t *dst, uint16_t exp, uint16_t src)
{
	return __atomic_compare_exchange_n(dst, &exp, src, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/** Store @p val at @p dst; returns what was there. */
static inline uint16_t
rte_atomic16_exchange(volatile uint16_t *dst, uint16_t val)
{
	return __atomic_exchange_n(dst, val, __ATOMIC_SEQ_CST);
}

/** Set to 0. */
static inline void
rte_atomic16_init(rte_atomic16_t *v)
{
	__atomic_store_n(&v->cnt, 0, __ATOMIC_RELAXED);
}

/** Value now; orders nothing else. */
static inline int16_t
rte_atomic16_read(const rte_atomic16_t *v)
{
	return __atomic_load_n(&v->cnt, __ATOMIC_RELAXED);
}

/** Set; orders nothing else. */
static inline void
rte_atomic16_set(rte_atomic16_t *v, int16_t new_value)
{
	__atomic_store_n(&v->cnt, new_value, __ATOMIC_RELAXED);
}

static inline void
rte_atomic16_add(rte_atomic16_t *v, int16_t inc)
{
	__atomic_fetch_add(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic16_sub(rte_atomic16_t *v, int16_t dec)
{
	__atomic_fetch_sub(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic16_inc(rte_atomic16_t *v)
{
	rte_atomic16_add(v, 1);
}

static inline void
rte_atomic16_dec(rte_atomic16_t *v)
{
	rte_atomic16_sub(v, 1);
}

/** Add and return the new value. */
static inline int16_t
rte_atomic16_add_return(rte_atomic16_t *v, int16_t inc)
{
	return __atomic_add_fetch(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

/** Subtract and return the new value. */
static inline int16_t
rte_atomic16_sub_return(rte_atomic16_t *v, int16_t dec)
{
	return __atomic_sub_fetch(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

/** Add 1; true if the result is 0. */
static inline int
rte_atomic16_inc_and_test(rte_atomic16_t *v)
{
	return rte_atomic16_add_return(v, 1) == 0;
}

/** Subtract 1; true if the result is 0. */
static inline int
rte_atomic16_dec_and_test(rte_atomic16_t *v)
{
	return rte_atomic16_sub_return(v, 1) == 0;
}

/** Turn 0 into 1. 1 if it was 0, else 0 (nothing changed). */
static inline int
rte_atomic16_test_and_set(rte_atomic16_t *v)
{
	return rte_atomic16_cmpset((volatile uint16_t *)&v->cnt, 0, 1);
}

/** Set to 0. */
static inline void
rte_atomic16_clear(rte_atomic16_t *v)
{
	rte_atomic16_set(v, 0);
}

/** A counter of 32 bits. */
typedef struct {
	volatile int32_t cnt;
} rte_atomic32_t;

#define RTE_ATOMIC32_INIT(val) { (val) }

/** Store @p src at @p dst if it holds @p exp. 1 if stored, else 0. */
static inline int
rte_atomic32_cmpset(volatile uint32_t *dst, uint32_t exp, uint32_t src)
{
	return __atomic_compare_exchange_n(dst, &exp, src, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/** Store @p val at @p dst; returns what was there. */
static inline uint32_t
rte_atomic32_exchange(volatile uint32_t *dst, uint32_t val)
{
	return __atomic_exchange_n(dst, val, __ATOMIC_SEQ_CST);
}

/** Set to 0. */
static inline void
rte_atomic32_init(rte_atomic32_t *v)
{
	__atomic_store_n(&v->cnt, 0, __ATOMIC_RELAXED);
}

/** Value now; orders nothing else. */
static inline int32_t
rte_atomic32_read(const rte_atomic32_t *v)
{
	return __atomic_load_n(&v->cnt, __ATOMIC_RELAXED);
}

/** Set; orders nothing else. */
static inline void
rte_atomic32_set(rte_atomic32_t *v, int32_t new_value)
{
	__atomic_store_n(&v->cnt, new_value, __ATOMIC_RELAXED);
}

static inline void
rte_atomic32_add(rte_atomic32_t *v, int32_t inc)
{
	__atomic_fetch_add(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic32_sub(rte_atomic32_t *v, int32_t dec)
{
	__atomic_fetch_sub(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic32_inc(rte_atomic32_t *v)
{
	rte_atomic32_add(v, 1);
}

static inline void
rte_atomic32_dec(rte_atomic32_t *v)
{
	rte_atomic32_sub(v, 1);
}

/** Add and return the new value. */
static inline int32_t
rte_atomic32_add_return(rte_atomic32_t *v, int32_t inc)
{
	return __atomic_add_fetch(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

/** Subtract and return the new value. */
static inline int32_t
rte_atomic32_sub_return(rte_atomic32_t *v, int32_t dec)
{
	return __atomic_sub_fetch(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

/** Add 1; true if the result is 0. */
static inline int
rte_atomic32_inc_and_test(rte_atomic32_t *v)
{
	return rte_atomic32_add_return(v, 1) == 0;
}

/** Subtract 1; true if the result is 0. */
static inline int
rte_atomic32_dec_and_test(rte_atomic32_t *v)
{
	return rte_atomic32_sub_return(v, 1) == 0;
}

/** Turn 0 into 1. 1 if it was 0, else 0 (nothing changed). */
static inline int
rte_atomic32_test_and_set(rte_atomic32_t *v)
{
	return rte_atomic32_cmpset((volatile uint32_t *)&v->cnt, 0, 1);
}

/** Set to 0. */
static inline void
rte_atomic32_clear(rte_atomic32_t *v)
{
	rte_atomic32_set(v, 0);
}

/** A counter of 64 bits. */
typedef struct {
	volatile int64_t cnt;
} rte_atomic64_t;

#define RTE_ATOMIC64_INIT(val) { (val) }

/** Store @p src at @p dst if it holds @p exp. 1 if stored, else 0. */
static inline int
rte_atomic64_cmpset(volatile uint64_t *dst, uint64_t exp, uint64_t src)
{
	return __atomic_compare_exchange_n(dst, &exp, src, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/** Store @p val at @p dst; returns what was there. */
static inline uint64_t
rte_atomic64_exchange(volatile uint64_t *dst, uint64_t val)
{
	return __atomic_exchange_n(dst, val, __ATOMIC_SEQ_CST);
}

/** Set to 0. */
static inline void
rte_atomic64_init(rte_atomic64_t *v)
{
	__atomic_store_n(&v->cnt, 0, __ATOMIC_RELAXED);
}

/** Value now; orders nothing else. */
static inline int64_t
rte_atomic64_read(rte_atomic64_t *v)
{
	return __atomic_load_n(&v->cnt, __ATOMIC_RELAXED);
}

/** Set; orders nothing else. */
static inline void
rte_atomic64_set(rte_atomic64_t *v, int64_t new_value)
{
	__atomic_store_n(&v->cnt, new_value, __ATOMIC_RELAXED);
}

static inline void
rte_atomic64_add(rte_atomic64_t *v, int64_t inc)
{
	__atomic_fetch_add(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic64_sub(rte_atomic64_t *v, int64_t dec)
{
	__atomic_fetch_sub(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

static inline void
rte_atomic64_inc(rte_atomic64_t *v)
{
	rte_atomic64_add(v, 1);
}

static inline void
rte_atomic64_dec(rte_atomic64_t *v)
{
	rte_atomic64_sub(v, 1);
}

/** Add and return the new value. */
static inline int64_t
rte_atomic64_add_return(rte_atomic64_t *v, int64_t inc)
{
	return __atomic_add_fetch(&v->cnt, inc, __ATOMIC_SEQ_CST);
}

/** Subtract and return the new value. */
static inline int64_t
rte_atomic64_sub_return(rte_atomic64_t *v, int64_t dec)
{
	return __atomic_sub_fetch(&v->cnt, dec, __ATOMIC_SEQ_CST);
}

/** Add 1; true if the result is 0. */
static inline int
rte_atomic64_inc_and_test(rte_atomic64_t *v)
{
	return rte_atomic64_add_return(v, 1) == 0;
}

/** Subtract 1; true if the result is 0. */
static inline int
rte_atomic64_dec_and_test(rte_atomic64_t *v)
{
	return rte_atomic64_sub_return(v, 1) == 0;
}

/** Turn 0 into 1. 1 if it was 0, else 0 (nothing changed). */
static inline int
rte_atomic64_test_and_set(rte_atomic64_t *v)
{
	return rte_atomic64_cmpset((volatile uint64_t *)&v->cnt, 0, 1);
}

/** Set to 0. */
static inline void
rte_atomic64_clear(rte_atomic64_t *v)
{
	rte_atomic64_set(v, 0);
}

/** 128 bits that are compared and exchanged as one. */
RTE_STD_C11
typedef struct {
	RTE_STD_C11
	union {
		uint64_t val[2];
		__extension__ __int128 int128;
	};
} __rte_aligned(16) rte_int128_t;

/**
 * Store @p src at @p dst if it equals @p exp, else load it into @p exp; always with full ordering.
 *
 * @param dst     16-byte aligned.
 * @param exp     Expected value; what was found, on failure.
 * @param weak    May fail spuriously; it never does here.
 * @param success Wanted order on success (__ATOMIC_*).
 * @param failure Wanted order on failure.
 * @return 1 when stored, else 0. Since 19.08.
 */
static inline int
rte_atomic128_cmp_exchange(rte_int128_t *dst, rte_int128_t *exp, const rte_int128_t *src, unsigned int weak, int success,
			   int failure)
{
	uint8_t done;

	RTE_SET_USED(weak);
	RTE_SET_USED(success);
	RTE_SET_USED(failure);
	__asm__ volatile("lock cmpxchg16b %[dst]\n\tsete %[done]"
			 : [dst] "+m"(dst->val), "+a"(exp->val[0]), "+d"(exp->val[1]), [done] "=q"(done)
			 : "b"(src->val[0]), "c"(src->val[1])
			 : "memory", "cc");
	return done;
}

#ifdef __cplusplus
}
#endif

#endif
