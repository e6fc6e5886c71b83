/* SPDX-License-Identifier: BSD-3-Clause */
/* Delays: spinning, sleeping, or whatever the application registered. */
#include <errno.h>
#include <time.h>

#include <rte_cycles.h>
#include <rte_pause.h>

void (*rte_delay_us)(unsigned int us) = rte_delay_us_block;

void
rte_delay_us_block(unsigned int us)
{
	const uint64_t start = rte_get_timer_cycles();
	const uint64_t ticks = (uint64_t)us * rte_get_timer_hz() / US_PER_S;

	while (rte_get_timer_cycles() - start < ticks)
		rte_pause();
}

void
rte_delay_us_sleep(unsigned int us)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += us / US_PER_S;
	until.tv_nsec += (long)(us % US_PER_S) * 1000;
	if (until.tv_nsec >= NS_PER_S) {
		until.tv_sec++;
		until.tv_nsec -= NS_PER_S;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		continue;
}

void
rte_delay_us_callback_register(void (*userfunc)(unsigned int))
{
	__atomic_store_n(&rte_delay_us, userfunc == NULL ? rte_delay_us_block : userfunc, __ATOMIC_RELAXED);
}
