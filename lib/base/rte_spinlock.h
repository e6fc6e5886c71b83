/* SPDX-License-Identifier: BSD-3-Clause */
/* Locks that spin: plain and recursive. They do not sleep, so hold them for a few instructions only. */
#ifndef _RTE_SPINLOCK_H_
#define _RTE_SPINLOCK_H_

#include <stdint.h>

#include <rte_common.h>
#include <rte_atomic.h>
#include <rte_branch_prediction.h>
#include <rte_eal.h>
#include <rte_pause.h>

#ifdef __cplusplus
extern "C" {
#endif

/** 0: free, 1: taken. */
typedef struct {
	volatile int locked;
} rte_spinlock_t;

#define RTE_SPINLOCK_INITIALIZER { 0 }

/** Make the lock free. Since 2.0. */
static inline void
rte_spinlock_init(rte_spinlock_t *sl)
{
	__atomic_store_n(&sl->locked, 0, __ATOMIC_RELAXED);
}

/** Take the lock; 1 on success, 0 if it is taken. Since 2.0. */
static inline int
rte_spinlock_trylock(rte_spinlock_t *sl)
{
	int free_value = 0;

	return __atomic_compare_exchange_n(&sl->locked, &free_value, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/** Take the lock, spinning until it is free. Since 2.0. */
static inline void
rte_spinlock_lock(rte_spinlock_t *sl)
{
	while (!rte_spinlock_trylock(sl))
		while (__atomic_load_n(&sl->locked, __ATOMIC_RELAXED) != 0)
			rte_pause();
}

/** Give the lock back. Since 2.0. */
static inline void
rte_spinlock_unlock(rte_spinlock_t *sl)
{
	__atomic_store_n(&sl->locked, 0, __ATOMIC_RELEASE);
}

/** 1 if somebody holds the lock now. Since 2.0. */
static inline int
rte_spinlock_is_locked(rte_spinlock_t *sl)
{
	return __atomic_load_n(&sl->locked, __ATOMIC_ACQUIRE);
}

/** A lock that its owner may take again; @p user is the owner's thread id, -1 when free. */
typedef struct {
	rte_spinlock_t sl;
	volatile int user;
	volatile int count;
} rte_spinlock_recursive_t;

#define RTE_SPINLOCK_RECURSIVE_INITIALIZER { RTE_SPINLOCK_INITIALIZER, -1, 0 }

/** Make the lock free. Since 2.0. */
static inline void
rte_spinlock_recursive_init(rte_spinlock_recursive_t *slr)
{
	rte_spinlock_init(&slr->sl);
	__atomic_store_n(&slr->user, -1, __ATOMIC_RELAXED);
	slr->count = 0;
}

/** Take the lock, or take it once more if the caller holds it. Since 2.0. */
static inline void
rte_spinlock_recursive_lock(rte_spinlock_recursive_t *slr)
{
	int self = rte_gettid();

	if (__atomic_load_n(&slr->user, __ATOMIC_RELAXED) != self) {
		rte_spinlock_lock(&slr->sl);
		__atomic_store_n(&slr->user, self, __ATOMIC_RELAXED);
	}
	slr->count = slr->count + 1;
}

/** Give the lock back once; it is free when each taking was given back. Since 2.0. */
static inline void
rte_spinlock_recursive_unlock(rte_spinlock_recursive_t *slr)
{
	slr->count = slr->count - 1;
	if (slr->count == 0) {
		__atomic_store_n(&slr->user, -1, __ATOMIC_RELAXED);
		rte_spinlock_unlock(&slr->sl);
	}
}

/** Take the lock if it is free or the caller's; 1 on success, else 0. Since 2.0. */
static inline int
rte_spinlock_recursive_trylock(rte_spinlock_recursive_t *slr)
{
	int self = rte_gettid();

	if (__atomic_load_n(&slr->user, __ATOMIC_RELAXED) != self) {
		if (!rte_spinlock_trylock(&slr->sl))
			return 0;
		__atomic_store_n(&slr->user, self, __ATOMIC_RELAXED);
	}
	slr->count = slr->count + 1;
	return 1;
}

/* Names of the variants that would try a hardware transaction first. Transactions are never used here: the CPUs that had them
 * lost them through microcode, so each variant is the plain lock. */

/** 0: hardware transactions are not used. */
extern uint8_t rte_rtm_supported;

static inline int
rte_tm_supported(void)
{
	return rte_rtm_supported;
}

static inline int
rte_try_tm(volatile int *lock)
{
	RTE_SET_USED(lock);
	return 0;
}

static inline void
rte_spinlock_lock_tm(rte_spinlock_t *sl)
{
	rte_spinlock_lock(sl);
}

static inline int
rte_spinlock_trylock_tm(rte_spinlock_t *sl)
{
	return rte_spinlock_trylock(sl);
}

static inline void
rte_spinlock_unlock_tm(rte_spinlock_t *sl)
{
	rte_spinlock_unlock(sl);
}

static inline void
rte_spinlock_recursive_lock_tm(rte_spinlock_recursive_t *slr)
{
	rte_spinlock_recursive_lock(slr);
}

static inline void
rte_spinlock_recursive_unlock_tm(rte_spinlock_recursive_t *slr)
{
	rte_spinlock_recursive_unlock(slr);
}

static inline int
rte_spinlock_recursive_trylock_tm(rte_spinlock_recursive_t *slr)
{
	return rte_spinlock_recursive_trylock(slr);
}

#ifdef __cplusplus
}
#endif

#endif
