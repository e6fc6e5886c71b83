/* SPDX-License-Identifier: BSD-3-Clause */
/* The time-stamp counter and delays. */
#ifndef _RTE_CYCLES_H_
#define _RTE_CYCLES_H_

#include <stdint.h>

#include <rte_atomic.h>
#include <rte_compat.h>
#include <rte_debug.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MS_PER_S 1000
#define US_PER_S 1000000
#define NS_PER_S 1000000000

/** Which clock stands behind rte_get_timer_cycles(). It is always the time-stamp counter. */
enum timer_source {
	EAL_TIMER_TSC = 0,
	EAL_TIMER_HPET
};
extern enum timer_source eal_timer_source;

/** The time-stamp counter now; the CPU may read it a little early or late. Since 2.0. */
static inline uint64_t
rte_rdtsc(void)
{
	uint32_t lo, hi;

	__asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
	return (uint64_t)hi << 32 | lo;
}

/** As rte_rdtsc(), but after every access before it is done. Since 2.0. */
static inline uint64_t
rte_rdtsc_precise(void)
{
	rte_mb();
	return rte_rdtsc();
}

static inline uint64_t
rte_get_tsc_cycles(void)
{
	return rte_rdtsc();
}

/**
 * Rate of the time-stamp counter.
 *
 * @return Ticks per second; never 0. If the CPU does not tell its rate it is measured against the monotonic clock: the value
 *  then settles on the first call, which spins for at most 2 ms when it comes right after the start.
 * Context: any thread. Since 2.0.
 */
uint64_t rte_get_tsc_hz(void);

static inline uint64_t
rte_get_timer_cycles(void)
{
	return rte_get_tsc_cycles();
}

static inline uint64_t
rte_get_timer_hz(void)
{
	return rte_get_tsc_hz();
}

/** There is no HPET support: -1. Since 2.0. */
int rte_eal_hpet_init(int make_default);

/** Wait for @p us microseconds, by the function that is registered; rte_delay_us_block() unless changed. Since 2.0. */
extern void (*rte_delay_us)(unsigned int us);

/** Wait for @p ms milliseconds with rte_delay_us(). Since 2.0. */
static inline void
rte_delay_ms(unsigned int ms)
{
	/* in steps, since the product need not fit */
	while (ms > UINT32_MAX / 1000) {
		rte_delay_us(UINT32_MAX / 1000 * 1000);
		ms -= UINT32_MAX / 1000;
	}
	rte_delay_us(ms * 1000);
}

/** Spin for @p us microseconds. Since 17.02. */
void rte_delay_us_block(unsigned int us);

/** Sleep for @p us microseconds or a little longer; a signal does not shorten it. Since 18.11. */
void rte_delay_us_sleep(unsigned int us);

/** Make @p userfunc the function behind rte_delay_us() (NULL: rte_delay_us_block()). Context: any thread. Since 17.02. */
void rte_delay_us_callback_register(void (*userfunc)(unsigned int));

#ifdef __cplusplus
}
#endif

#endif
