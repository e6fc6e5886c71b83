/* SPDX-License-Identifier: BSD-3-Clause */
/* Nanoseconds, struct timespec, and turning a free-running cycle counter into nanoseconds. */
#ifndef _RTE_TIME_H_
#define _RTE_TIME_H_

#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NSEC_PER_SEC 1000000000L

/** A cycle counter, often of a device, and the time that it stands for. */
struct rte_timecounter {
	uint64_t cycle_last; /**< counter at the last update */
	uint64_t nsec;       /**< nanoseconds at the last update */
	uint64_t nsec_mask;  /**< bits of a scaled value that are a fraction of a nanosecond */
	uint64_t nsec_frac;  /**< fraction that was left over */
	uint64_t cc_mask;    /**< bits that the counter has */
	uint32_t cc_shift;   /**< a cycle is 2^-cc_shift nanoseconds */
};

/** Nanoseconds of @p cycles, taking the fraction along in @p tc. Since 2.2. */
static inline uint64_t
rte_cyclecounter_cycles_to_ns(struct rte_timecounter *tc, uint64_t cycles)
{
	uint64_t scaled = cycles + tc->nsec_frac;

	tc->nsec_frac = scaled & tc->nsec_mask;
	return scaled >> tc->cc_shift;
}

/** Bring @p tc up to the counter value @p cycle_now and return its nanoseconds; a small step back counts as such. Since 2.2. */
static inline uint64_t
rte_timecounter_update(struct rte_timecounter *tc, uint64_t cycle_now)
{
	uint64_t delta = (cycle_now - tc->cycle_last) & tc->cc_mask;

	if (delta > tc->cc_mask / 2) {
		/* more than half the range ahead is a step back */
		delta = (tc->cycle_last - cycle_now) & tc->cc_mask;
		tc->nsec -= rte_cyclecounter_cycles_to_ns(tc, delta);
	} else {
		tc->nsec += rte_cyclecounter_cycles_to_ns(tc, delta);
	}
	tc->cycle_last = cycle_now;
	return tc->nsec;
}

/** A timespec in nanoseconds. Since 2.2. */
static inline uint64_t
rte_timespec_to_ns(const struct timespec *ts)
{
	return (uint64_t)ts->tv_sec * NSEC_PER_SEC + (uint64_t)ts->tv_nsec;
}

/** Nanoseconds as a timespec. Since 2.2. */
static inline struct timespec
rte_ns_to_timespec(uint64_t nsec)
{
	struct timespec ts;

	ts.tv_sec = (time_t)(nsec / NSEC_PER_SEC);
	ts.tv_nsec = (long)(nsec % NSEC_PER_SEC);
	return ts;
}

#ifdef __cplusplus
}
#endif

#endif
