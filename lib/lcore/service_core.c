/* SPDX-License-Identifier: BSD-3-Clause */
/* Service lcores: workers lent to services, their loop, start and stop. A service lcore is one whose role says so. */
#include <errno.h>
#include <sched.h>

#include <rte_launch.h>
#include <rte_pause.h>

#include "lcore.h"
#include "service_priv.h"

/* Rounds without a call after which the CPU is offered to others: some ten microseconds. */
#define ROUNDS_BEFORE_YIELD 256

struct service_core service_cores[RTE_MAX_LCORE + 1];

struct service_core *
service_core_get(uint32_t lcore)
{
	return lcore < RTE_MAX_LCORE && lcore_role(lcore) == ROLE_SERVICE ? &service_cores[lcore] : NULL;
}

static bool
core_is_wanted(const struct service_core *c)
{
	return __atomic_load_n(&c->run, __ATOMIC_ACQUIRE) != 0;
}

bool
service_core_busy(unsigned int lcore)
{
	return __atomic_load_n(&service_cores[lcore].busy, __ATOMIC_ACQUIRE) != 0;
}

static int
service_loop(void *arg)
{
	struct service_core *c = arg;
	unsigned int idle = 0;
	uint64_t todo;
	bool called;

	while (core_is_wanted(c)) {
		called = false;
		todo = __atomic_load_n(&c->mapped, __ATOMIC_ACQUIRE) | __atomic_load_n(&c->active, __ATOMIC_RELAXED);
		for (; todo != 0; todo &= todo - 1)
			called |= service_visit(c, (unsigned int)__builtin_ctzll(todo));
		service_count(&c->loops, 1, false);
		if (called) {
			idle = 0;
		} else {
			rte_pause();
			if (++idle % ROUNDS_BEFORE_YIELD == 0)
				sched_yield();
		}
	}
	__atomic_store_n(&c->active, 0, __ATOMIC_RELEASE);
	__atomic_store_n(&c->busy, 0, __ATOMIC_RELEASE);
	return 0;
}

int32_t
rte_service_lcore_start(uint32_t lcore_id)
{
	struct service_core *c;
	int32_t ret;

	pthread_mutex_lock(&service_lock);
	c = service_core_get(lcore_id);
	if (c == NULL) {
		ret = -EINVAL;
	} else if (core_is_wanted(c)) {
		ret = -EALREADY;
	} else if (service_core_busy(lcore_id)) {
		ret = -EBUSY;
	} else {
		__atomic_store_n(&c->busy, 1, __ATOMIC_RELAXED);
		__atomic_store_n(&c->run, 1, __ATOMIC_RELEASE);
		ret = rte_eal_remote_launch(service_loop, c, lcore_id);
		if (ret != 0) {
			__atomic_store_n(&c->run, 0, __ATOMIC_RELAXED);
			__atomic_store_n(&c->busy, 0, __ATOMIC_RELEASE);
		}
	}
	pthread_mutex_unlock(&service_lock);
	return ret;
}

/* Until the worker has come back from the loop it was told to leave, or somebody has started it again. */
static void
core_await(unsigned int lcore)
{
	if (!service_may_wait())
		return;
	while (!core_is_wanted(&service_cores[lcore]) && rte_eal_get_lcore_state(lcore) == RUNNING)
		sched_yield();
}

/* A service that runs now would stop with this lcore. Under service_lock. */
static bool
core_is_last(const struct service_core *c)
{
	uint64_t rest = __atomic_load_n(&c->mapped, __ATOMIC_RELAXED);
	unsigned int id;

	for (; rest != 0; rest &= rest - 1) {
		id = (unsigned int)__builtin_ctzll(rest);
		if (services[id].nb_mapped == 1 && rte_service_runstate_get(id) == 1)
			return true;
	}
	return false;
}

int32_t
rte_service_lcore_stop(uint32_t lcore_id)
{
	struct service_core *c;
	int32_t ret = 0;

	pthread_mutex_lock(&service_lock);
	c = service_core_get(lcore_id);
	if (c == NULL)
		ret = -EINVAL;
	else if (!core_is_wanted(c))
		ret = -EALREADY;
	else if (core_is_last(c))
		ret = -EBUSY;
	else
		__atomic_store_n(&c->run, 0, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&service_lock);
	if (ret == 0)
		core_await(lcore_id);
	return ret;
}

int32_t
rte_service_lcore_may_be_active(uint32_t lcore_id)
{
	return service_core_get(lcore_id) != NULL ? service_core_busy(lcore_id) : -EINVAL;
}

int32_t
rte_service_lcore_add(uint32_t lcore)
{
	int32_t ret = 0;

	if (lcore >= RTE_MAX_LCORE || lcore == rte_get_main_lcore())
		return -EINVAL;
	if (lcore == rte_lcore_id())
		return -EBUSY;
	pthread_mutex_lock(&service_lock);
	if (service_core_get(lcore) != NULL)
		ret = -EALREADY;
	else if (!lcore_role_swap(lcore, ROLE_RTE, ROLE_SERVICE))
		ret = -EINVAL;
	pthread_mutex_unlock(&service_lock);
	if (ret == 0 && service_may_wait())
		(void)rte_eal_wait_lcore(lcore);
	return ret;
}

int32_t
rte_service_lcore_del(uint32_t lcore)
{
	struct service_core *c;
	int32_t ret = 0;

	pthread_mutex_lock(&service_lock);
	c = service_core_get(lcore);
	if (c == NULL) {
		ret = -EINVAL;
	} else if (core_is_wanted(c) || service_core_busy(lcore)) {
		ret = -EBUSY;
	} else {
		service_core_unmap(c);
		(void)lcore_role_swap(lcore, ROLE_SERVICE, ROLE_RTE);
	}
	pthread_mutex_unlock(&service_lock);
	return ret;
}

int32_t
rte_service_lcore_reset_all(void)
{
	bool stopped[RTE_MAX_LCORE] = { false };
	unsigned int id;

	pthread_mutex_lock(&service_lock);
	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (service_core_get(id) == NULL)
			continue;
		stopped[id] = service_core_busy(id);
		service_core_unmap(&service_cores[id]);
		__atomic_store_n(&service_cores[id].run, 0, __ATOMIC_RELEASE);
		(void)lcore_role_swap(id, ROLE_SERVICE, ROLE_RTE);
	}
	pthread_mutex_unlock(&service_lock);
	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (!stopped[id])
			continue;
		core_await(id);
		if (lcore_running() && !lcore_is_owner()) { /* in a forked child nobody else will */
			__atomic_store_n(&service_cores[id].active, 0, __ATOMIC_RELEASE);
			__atomic_store_n(&service_cores[id].busy, 0, __ATOMIC_RELEASE);
		}
	}
	return 0;
}

int32_t
rte_service_lcore_count(void)
{
	unsigned int id;
	int32_t n = 0;

	for (id = 0; id < RTE_MAX_LCORE; id++)
		n += service_core_get(id) != NULL;
	return n;
}

int32_t
rte_service_lcore_list(uint32_t array[], uint32_t n)
{
	uint32_t id, found = 0;

	if (array == NULL)
		return -EINVAL;
	if ((uint32_t)rte_service_lcore_count() > n)
		return -ENOMEM;
	for (id = 0; id < RTE_MAX_LCORE && found < n; id++)
		if (service_core_get(id) != NULL)
			array[found++] = id;
	return (int32_t)found;
}

int32_t
rte_service_lcore_count_services(uint32_t lcore)
{
	const struct service_core *c = service_core_get(lcore);

	if (lcore >= RTE_MAX_LCORE)
		return -EINVAL;
	return c != NULL ? __builtin_popcountll(__atomic_load_n(&c->mapped, __ATOMIC_RELAXED)) : -ENOTSUP;
}
