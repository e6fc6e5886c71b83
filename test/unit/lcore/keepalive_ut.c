/* SPDX-License-Identifier: BSD-3-Clause */
/* What the monitor makes of cores that report, sleep and fall silent. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_keepalive.h>
#include <rte_lcore.h>
#include <rte_log.h>

#include "ut.h"

static unsigned int failures[RTE_KEEPALIVE_MAXCORES];
static unsigned int looks[RTE_KEEPALIVE_MAXCORES];
static enum rte_keepalive_state states[RTE_KEEPALIVE_MAXCORES];
static uint64_t seen[RTE_KEEPALIVE_MAXCORES];
static bool fail_alloc;

/* Takes the place of the C library's in this program. */
void *
aligned_alloc(size_t align, size_t size)
{
	void *mem;

	return !fail_alloc && posix_memalign(&mem, align, size) == 0 ? mem : NULL;
}

static void
on_failure(void *data, const int id)
{
	((unsigned int *)data)[id]++;
}

static void
on_look(void *data, const int id, enum rte_keepalive_state state, uint64_t last_seen)
{
	((unsigned int *)data)[id]++;
	states[id] = state;
	seen[id] = last_seen;
}

static struct rte_keepalive *
monitor(void)
{
	struct rte_keepalive *ka = rte_keepalive_create(on_failure, failures);

	memset(failures, 0, sizeof(failures));
	memset(looks, 0, sizeof(looks));
	memset(seen, 0, sizeof(seen));
	if (ka != NULL)
		rte_keepalive_register_relay_callback(ka, on_look, looks);
	return ka;
}

static void
a_silent_core_is_given_up_once(void)
{
	struct rte_keepalive *ka = monitor();
	uint64_t when;

	UT_NOT_NULL_FATAL(ka);
	rte_keepalive_register_core(ka, 5);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[5], RTE_KA_STATE_MISSING);
	UT_TRUE(seen[5] != 0);
	when = seen[5];
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[5], RTE_KA_STATE_DEAD);
	UT_EQ(failures[5], 0);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[5], RTE_KA_STATE_GONE);
	UT_EQ(failures[5], 1);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[5], RTE_KA_STATE_GONE);
	UT_EQ(failures[5], 1);
	UT_EQ(seen[5], when);
	UT_EQ(looks[5], 4);
	UT_EQ(looks[4], 0);
	RTE_PER_LCORE(_lcore_id) = 5;
	rte_keepalive_mark_alive(ka);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[5], RTE_KA_STATE_MISSING);
	UT_TRUE(seen[5] > when);
	RTE_PER_LCORE(_lcore_id) = LCORE_ID_ANY;
	free(ka);
}

static void
a_sleeping_core_is_not_blamed(void)
{
	struct rte_keepalive *ka = monitor();

	UT_NOT_NULL_FATAL(ka);
	rte_keepalive_register_core(ka, 3);
	RTE_PER_LCORE(_lcore_id) = 3;
	rte_keepalive_mark_sleep(ka);
	for (int i = 0; i < 5; i++) {
		rte_keepalive_dispatch_pings(NULL, ka);
		UT_EQ(states[3], RTE_KA_STATE_SLEEP);
	}
	UT_EQ(failures[3], 0);
	rte_keepalive_mark_alive(ka);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_EQ(states[3], RTE_KA_STATE_MISSING);
	RTE_PER_LCORE(_lcore_id) = LCORE_ID_ANY;
	free(ka);
}

static void
bad_requests(void)
{
	struct rte_keepalive *ka = monitor();

	UT_NOT_NULL_FATAL(ka);
	rte_log_set_global_level(RTE_LOG_CRIT);
	rte_keepalive_register_core(ka, -1);
	rte_keepalive_register_core(ka, RTE_KEEPALIVE_MAXCORES);
	rte_keepalive_mark_alive(ka); /* no lcore: nothing */
	rte_keepalive_mark_sleep(ka);
	rte_keepalive_dispatch_pings(NULL, ka);
	for (int i = 0; i < RTE_KEEPALIVE_MAXCORES; i++)
		UT_EQ(looks[i], 0);
	free(ka);
	fail_alloc = true;
	UT_TRUE(rte_keepalive_create(NULL, NULL) == NULL);
	UT_EQ(rte_errno, ENOMEM);
	fail_alloc = false;
	ka = rte_keepalive_create(NULL, NULL);
	UT_NOT_NULL_FATAL(ka);
	rte_keepalive_register_core(ka, 0);
	for (int i = 0; i < 4; i++)
		rte_keepalive_dispatch_pings(NULL, ka); /* without callbacks */
	free(ka);
}

static uint32_t done; /* atomic */

static void *
report(void *arg)
{
	RTE_PER_LCORE(_lcore_id) = 7;
	for (int i = 0; i < 20000; i++)
		rte_keepalive_mark_alive(arg);
	__atomic_store_n(&done, 1, __ATOMIC_RELEASE);
	return NULL;
}

static void
reports_and_looks_meet(void)
{
	struct rte_keepalive *ka = monitor();
	pthread_t thread;

	UT_NOT_NULL_FATAL(ka);
	rte_keepalive_register_core(ka, 7);
	UT_EQ_FATAL(pthread_create(&thread, NULL, report, ka), 0);
	while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE))
		rte_keepalive_dispatch_pings(NULL, ka);
	pthread_join(thread, NULL);
	rte_keepalive_dispatch_pings(NULL, ka);
	UT_TRUE(looks[7] > 0);
	UT_TRUE(seen[7] != 0);
	free(ka);
}

UT_MAIN("keepalive",
	{"a silent core goes over missing and dead to gone, and is given up once", a_silent_core_is_given_up_once},
	{"a sleeping core is not blamed", a_sleeping_core_is_not_blamed},
	{"bad numbers, threads that are no lcore, no memory", bad_requests},
	{"cores report while the monitor looks", reports_and_looks_meet})
