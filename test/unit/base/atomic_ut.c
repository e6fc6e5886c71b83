/* SPDX-License-Identifier: BSD-3-Clause */
/* Counters and locks from several threads. */
#include <errno.h>
#include <pthread.h>

#include <rte_atomic.h>
#include <rte_pause.h>
#include <rte_rwlock.h>
#include <rte_spinlock.h>

#include "ut.h"

#define THREADS 4
#define ROUNDS 5000

static rte_atomic16_t c16 = RTE_ATOMIC16_INIT(0);
static rte_atomic32_t c32 = RTE_ATOMIC32_INIT(0);
static rte_atomic64_t c64 = RTE_ATOMIC64_INIT(0);
static rte_int128_t pair __rte_aligned(16);
static rte_spinlock_t spin = RTE_SPINLOCK_INITIALIZER;
static rte_spinlock_recursive_t recursive = RTE_SPINLOCK_RECURSIVE_INITIALIZER;
static rte_rwlock_t rw = RTE_RWLOCK_INITIALIZER;
static unsigned int plain; /* under one of the locks */

static void
run_threads(void *(*fn)(void *))
{
	pthread_t t[THREADS];
	unsigned int i;

	for (i = 0; i < THREADS; i++)
		UT_EQ_FATAL(pthread_create(&t[i], NULL, fn, NULL), 0);
	for (i = 0; i < THREADS; i++)
		pthread_join(t[i], NULL);
}

static void *
count_all(void *arg)
{
	rte_int128_t old, next;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		rte_atomic16_inc(&c16);
		rte_atomic32_add(&c32, 3);
		rte_atomic64_add_return(&c64, 5);
		/* this look may be torn: the exchange then fails and brings the real value */
		old.val[0] = __atomic_load_n(&pair.val[0], __ATOMIC_RELAXED);
		old.val[1] = __atomic_load_n(&pair.val[1], __ATOMIC_RELAXED);
		do {
			next.val[0] = old.val[0] + 1;
			next.val[1] = old.val[1] + 2;
		} while (!rte_atomic128_cmp_exchange(&pair, &old, &next, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
	}
	return arg;
}

static void
counters_lose_nothing(void)
{
	run_threads(count_all);
	UT_EQ((uint16_t)rte_atomic16_read(&c16), (uint16_t)(THREADS * ROUNDS));
	UT_EQ(rte_atomic32_read(&c32), 3 * THREADS * ROUNDS);
	UT_EQ(rte_atomic64_read(&c64), 5 * THREADS * ROUNDS);
	UT_EQ(pair.val[0], THREADS * ROUNDS);
	UT_EQ(pair.val[1], 2 * THREADS * ROUNDS);
}

static void
counters_one_by_one(void)
{
	rte_atomic32_t a;
	rte_atomic16_t b = RTE_ATOMIC16_INIT(-1);
	rte_atomic64_t c;
	volatile uint32_t w = 7;

	rte_atomic32_init(&a);
	UT_EQ(rte_atomic32_test_and_set(&a), 1);
	UT_EQ(rte_atomic32_test_and_set(&a), 0);
	UT_EQ(rte_atomic32_dec_and_test(&a), 1);
	UT_EQ(rte_atomic32_sub_return(&a, 4), -4);
	UT_EQ(rte_atomic16_inc_and_test(&b), 1);
	rte_atomic64_set(&c, INT64_MIN);
	UT_TRUE(rte_atomic64_read(&c) == INT64_MIN);
	rte_atomic64_clear(&c);
	rte_atomic64_dec(&c);
	UT_EQ(rte_atomic64_read(&c), -1);
	UT_EQ(rte_atomic32_cmpset(&w, 8, 9), 0);
	UT_EQ(rte_atomic32_cmpset(&w, 7, 9), 1);
	UT_EQ(rte_atomic32_exchange(&w, 1), 9);
	rte_wait_until_equal_32(&w, 1, __ATOMIC_ACQUIRE);
	RTE_WAIT_UNTIL_MASKED(&w, 1u, ==, 1u, __ATOMIC_RELAXED);
}

static void *
spin_many(void *arg)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		rte_spinlock_lock(&spin);
		plain++;
		rte_spinlock_unlock(&spin);
	}
	return arg;
}

static void *
recurse_many(void *arg)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		rte_spinlock_recursive_lock(&recursive);
		rte_spinlock_recursive_lock_tm(&recursive);
		plain++;
		rte_spinlock_recursive_unlock(&recursive);
		rte_spinlock_recursive_unlock_tm(&recursive);
	}
	return arg;
}

static void
spinlocks_exclude(void)
{
	plain = 0;
	run_threads(spin_many);
	UT_EQ(plain, THREADS * ROUNDS);
	plain = 0;
	run_threads(recurse_many);
	UT_EQ(plain, THREADS * ROUNDS);
}

static int other_got;

static void *
try_recursive(void *arg)
{
	other_got = rte_spinlock_recursive_trylock(&recursive);
	return arg;
}

static void
trylock_tells(void)
{
	pthread_t t;

	UT_EQ(rte_spinlock_trylock(&spin), 1);
	UT_EQ(rte_spinlock_trylock(&spin), 0);
	UT_EQ(rte_spinlock_is_locked(&spin), 1);
	rte_spinlock_unlock(&spin);
	UT_EQ(rte_spinlock_is_locked(&spin), 0);
	UT_EQ(rte_tm_supported(), 0);

	UT_EQ(rte_spinlock_recursive_trylock(&recursive), 1);
	UT_EQ(rte_spinlock_recursive_trylock(&recursive), 1);
	pthread_create(&t, NULL, try_recursive, NULL);
	pthread_join(t, NULL);
	UT_EQ(other_got, 0);
	rte_spinlock_recursive_unlock(&recursive);
	UT_EQ(recursive.count, 1);
	rte_spinlock_recursive_unlock(&recursive);
	UT_EQ(recursive.user, -1);
}

static void *
read_and_write(void *arg)
{
	unsigned int i, before;

	for (i = 0; i < ROUNDS; i++) {
		rte_rwlock_read_lock(&rw);
		before = plain;
		rte_rwlock_read_unlock(&rw);
		rte_rwlock_write_lock(&rw);
		plain += before <= plain;
		rte_rwlock_write_unlock(&rw);
	}
	return arg;
}

static void
rwlock_excludes(void)
{
	plain = 0;
	run_threads(read_and_write);
	UT_EQ(plain, THREADS * ROUNDS);
	UT_EQ(rte_rwlock_read_trylock(&rw), 0);
	UT_EQ(rte_rwlock_read_trylock(&rw), 0);
	UT_EQ(rte_rwlock_write_trylock(&rw), -EBUSY);
	rte_rwlock_read_unlock(&rw);
	rte_rwlock_read_unlock(&rw);
	UT_EQ(rte_rwlock_write_trylock(&rw), 0);
	UT_EQ(rte_rwlock_read_trylock(&rw), -EBUSY);
	rte_rwlock_write_unlock(&rw);
	UT_EQ(rw.cnt, 0);
}

UT_MAIN("atomic",
	{"counters one by one", counters_one_by_one},
	{"counters lose nothing between threads", counters_lose_nothing},
	{"spin locks exclude", spinlocks_exclude},
	{"trylock tells who holds it", trylock_tells},
	{"readers and writers exclude", rwlock_excludes})
