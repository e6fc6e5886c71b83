/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of services: registration, switches, mapping, and the one place from which service functions are called.
 *
 * Who is inside a function is told by a bit of the calling service lcore, or by the count of guests. A caller first announces
 * itself there and then looks whether the service still runs; who ends a service first switches it off and then looks who is
 * announced. With sequential consistency on both sides at least one of them sees the other. A service lcore leaves its bit set
 * from call to call and takes it back when it finds the service off, so that only its first call pays for the order.
 */
#include <errno.h>
#include <sched.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_log.h>

#include "lcore.h"
#include "service_priv.h"

struct service services[SERVICES_MAX];
pthread_mutex_t service_lock = PTHREAD_MUTEX_INITIALIZER;

static bool initialized;      /* under service_lock */
static __thread bool in_call; /* the thread is inside a service function */

static uint32_t
service_state(const struct service *s)
{
	return __atomic_load_n(&s->state, __ATOMIC_SEQ_CST);
}

static bool
service_runs(const struct service *s)
{
	return (service_state(s) & SERVICE_RUNS) == SERVICE_RUNS;
}

struct service *
service_get(uint32_t id)
{
	return id < SERVICES_MAX && service_state(&services[id]) & SERVICE_REGISTERED ? &services[id] : NULL;
}

bool
service_may_wait(void)
{
	return !in_call && (!lcore_running() || lcore_is_owner());
}

void
service_count(uint64_t *counter, uint64_t n, bool shared)
{
	if (shared)
		__atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
	else
		__atomic_store_n(counter, __atomic_load_n(counter, __ATOMIC_RELAXED) + n, __ATOMIC_RELAXED);
}

static void
service_call(struct service *s, struct service_core *c)
{
	struct service_counts *counts = &c->counts[s - services];
	bool shared = c == &service_cores[RTE_MAX_LCORE];
	bool nested = in_call;
	uint64_t start, cycles;
	int32_t ret;

	in_call = true;
	if (!(service_state(s) & SERVICE_STATS)) {
		(void)s->spec.callback(s->spec.callback_userdata);
	} else {
		start = rte_rdtsc();
		ret = s->spec.callback(s->spec.callback_userdata);
		cycles = rte_rdtsc() - start;
		service_count(&counts->calls, 1, shared);
		if (ret != -EAGAIN) {
			service_count(&counts->cycles, cycles, shared);
			service_count(&c->cycles, cycles, shared);
		}
	}
	in_call = nested;
}

/* The function with the exclusion it asks for. False: another thread has it. */
static bool
service_call_alone(struct service *s, struct service_core *c)
{
	if (s->spec.capabilities & RTE_SERVICE_CAP_MT_SAFE) {
		service_call(s, c);
		return true;
	}
	if (__atomic_exchange_n(&s->token, 1, __ATOMIC_ACQUIRE) != 0)
		return false;
	service_call(s, c);
	__atomic_store_n(&s->token, 0, __ATOMIC_RELEASE);
	return true;
}

static bool
service_wanted(const struct service_core *c, unsigned int id)
{
	return service_runs(&services[id]) && __atomic_load_n(&c->mapped, __ATOMIC_SEQ_CST) & RTE_BIT64(id);
}

bool
service_visit(struct service_core *c, unsigned int id)
{
	uint64_t active = __atomic_load_n(&c->active, __ATOMIC_RELAXED);
	bool wanted = service_wanted(c, id);

	if (wanted && !(active & RTE_BIT64(id))) {
		active |= RTE_BIT64(id);
		__atomic_store_n(&c->active, active, __ATOMIC_SEQ_CST);
		wanted = service_wanted(c, id);
	}
	if (!wanted) {
		if (active & RTE_BIT64(id))
			__atomic_store_n(&c->active, active & ~RTE_BIT64(id), __ATOMIC_RELEASE);
		return false;
	}
	return service_call_alone(&services[id], c);
}

int32_t
rte_service_run_iter_on_app_lcore(uint32_t id, uint32_t serialize_multithread_unsafe)
{
	struct service *s = service_get(id);
	unsigned int lcore = rte_lcore_id();
	struct service_core *c = &service_cores[RTE_MIN(lcore, (unsigned int)RTE_MAX_LCORE)];
	int32_t ret = 0;

	if (s == NULL)
		return -EINVAL;
	__atomic_fetch_add(&s->guests, 1, __ATOMIC_SEQ_CST);
	if (!service_runs(s))
		ret = -ENOEXEC;
	else if (!serialize_multithread_unsafe)
		service_call(s, c);
	else if (!service_call_alone(s, c))
		ret = -EBUSY;
	__atomic_fetch_sub(&s->guests, 1, __ATOMIC_RELEASE);
	return ret;
}

/* Nobody is inside; final once the service is off. */
static bool
service_idle(unsigned int id)
{
	unsigned int lcore;

	for (lcore = 0; lcore < RTE_MAX_LCORE; lcore++)
		if (__atomic_load_n(&service_cores[lcore].active, __ATOMIC_SEQ_CST) & RTE_BIT64(id))
			return false;
	return __atomic_load_n(&services[id].guests, __ATOMIC_SEQ_CST) == 0;
}

/* At least one number is free; the idle one, since callers of the last service with it may still be inside. */
static int
slot_find(void)
{
	unsigned int id;

	for (id = 0; id < SERVICES_MAX; id++)
		if (service_state(&services[id]) == 0 && service_idle(id))
			return (int)id;
	return -ENOSPC;
}

int32_t
rte_service_component_register(const struct rte_service_spec *spec, uint32_t *service_id)
{
	struct service *s;
	int id;

	if (spec == NULL || spec->callback == NULL || spec->name[0] == '\0') {
		RTE_LOG(ERR, EAL, "A service needs a name and a function\n");
		return -EINVAL;
	}
	pthread_mutex_lock(&service_lock);
	id = slot_find();
	if (id >= 0) {
		s = &services[id];
		s->spec = *spec;
		s->spec.name[sizeof(s->spec.name) - 1] = '\0';
		__atomic_store_n(&s->nb_mapped, 0, __ATOMIC_RELAXED);
		service_counts_reset(s);
		__atomic_store_n(&s->state, SERVICE_REGISTERED | SERVICE_MAPPED_CHECK, __ATOMIC_SEQ_CST);
		if (service_id != NULL)
			*service_id = (uint32_t)id;
	}
	pthread_mutex_unlock(&service_lock);
	if (id < 0)
		RTE_LOG(ERR, EAL, "Cannot register service %.*s: there are %d already\n", RTE_SERVICE_NAME_MAX, spec->name,
			SERVICES_MAX);
	return id < 0 ? id : 0;
}

/* Switch off and out of every map. Under service_lock. */
static void
service_drop(unsigned int id)
{
	unsigned int lcore;

	__atomic_store_n(&services[id].state, 0, __ATOMIC_SEQ_CST);
	for (lcore = 0; lcore < RTE_MAX_LCORE; lcore++)
		__atomic_fetch_and(&service_cores[lcore].mapped, ~RTE_BIT64(id), __ATOMIC_SEQ_CST);
}

/* Until the callers that were inside have left, or a new service has the number: that is given to idle ones only. */
static void
service_await(unsigned int id)
{
	while (service_may_wait() && service_state(&services[id]) == 0 && !service_idle(id))
		sched_yield();
}

int32_t
rte_service_component_unregister(uint32_t id)
{
	struct service *s;

	pthread_mutex_lock(&service_lock);
	s = service_get(id);
	if (s != NULL)
		service_drop(id);
	pthread_mutex_unlock(&service_lock);
	if (s == NULL)
		return -EINVAL;
	service_await(id);
	return 0;
}

static int32_t
state_switch(uint32_t id, uint32_t bit, bool on)
{
	struct service *s;

	pthread_mutex_lock(&service_lock);
	s = service_get(id);
	if (s != NULL && on)
		__atomic_fetch_or(&s->state, bit, __ATOMIC_SEQ_CST);
	else if (s != NULL)
		__atomic_fetch_and(&s->state, ~bit, __ATOMIC_SEQ_CST);
	pthread_mutex_unlock(&service_lock);
	return s != NULL ? 0 : -EINVAL;
}

int32_t
rte_service_component_runstate_set(uint32_t id, uint32_t runstate)
{
	return state_switch(id, SERVICE_COMPONENT_ON, runstate != 0);
}

int32_t
rte_service_runstate_set(uint32_t id, uint32_t runstate)
{
	return state_switch(id, SERVICE_APP_ON, runstate != 0);
}

int32_t
rte_service_set_stats_enable(uint32_t id, int32_t enable)
{
	return state_switch(id, SERVICE_STATS, enable != 0);
}

int32_t
rte_service_set_runstate_mapped_check(uint32_t id, int32_t enabled)
{
	return state_switch(id, SERVICE_MAPPED_CHECK, enabled != 0);
}

int32_t
rte_service_runstate_get(uint32_t id)
{
	const struct service *s = service_get(id);
	uint32_t state;

	if (s == NULL)
		return -EINVAL;
	state = service_state(s);
	if ((state & SERVICE_RUNS) != SERVICE_RUNS)
		return 0;
	return !(state & SERVICE_MAPPED_CHECK) || __atomic_load_n(&s->nb_mapped, __ATOMIC_RELAXED) > 0 ||
	       __atomic_load_n(&s->guests, __ATOMIC_RELAXED) > 0;
}

int32_t
rte_service_may_be_active(uint32_t id)
{
	return service_get(id) != NULL ? !service_idle(id) : -EINVAL;
}

uint32_t
rte_service_get_count(void)
{
	uint32_t id, n = 0;

	for (id = 0; id < SERVICES_MAX; id++)
		n += service_get(id) != NULL;
	return n;
}

int32_t
rte_service_get_by_name(const char *name, uint32_t *service_id)
{
	int32_t ret = -ENODEV;
	uint32_t id;

	if (name == NULL || service_id == NULL)
		return -EINVAL;
	pthread_mutex_lock(&service_lock);
	for (id = 0; id < SERVICES_MAX && ret != 0; id++) {
		if (service_get(id) == NULL || strcmp(services[id].spec.name, name) != 0)
			continue;
		*service_id = id;
		ret = 0;
	}
	pthread_mutex_unlock(&service_lock);
	return ret;
}

const char *
rte_service_get_name(uint32_t id)
{
	const struct service *s = service_get(id);

	return s != NULL ? s->spec.name : NULL;
}

int32_t
rte_service_probe_capability(uint32_t id, uint32_t capability)
{
	const struct service *s = service_get(id);

	return s != NULL ? (s->spec.capabilities & capability) != 0 : -EINVAL;
}

int32_t
rte_service_map_lcore_set(uint32_t service_id, uint32_t lcore, uint32_t enabled)
{
	struct service_core *c;
	struct service *s;
	int32_t ret = -EINVAL;
	uint64_t old;

	pthread_mutex_lock(&service_lock);
	s = service_get(service_id);
	c = service_core_get(lcore);
	if (s != NULL && c != NULL) {
		if (enabled)
			old = __atomic_fetch_or(&c->mapped, RTE_BIT64(service_id), __ATOMIC_SEQ_CST);
		else
			old = __atomic_fetch_and(&c->mapped, ~RTE_BIT64(service_id), __ATOMIC_SEQ_CST);
		if (enabled && !(old & RTE_BIT64(service_id)))
			__atomic_fetch_add(&s->nb_mapped, 1, __ATOMIC_RELAXED);
		else if (!enabled && old & RTE_BIT64(service_id))
			__atomic_fetch_sub(&s->nb_mapped, 1, __ATOMIC_RELAXED);
		ret = 0;
	}
	pthread_mutex_unlock(&service_lock);
	return ret;
}

int32_t
rte_service_map_lcore_get(uint32_t service_id, uint32_t lcore)
{
	const struct service_core *c = service_core_get(lcore);

	if (service_get(service_id) == NULL || c == NULL)
		return -EINVAL;
	return (__atomic_load_n(&c->mapped, __ATOMIC_RELAXED) & RTE_BIT64(service_id)) != 0;
}

void
service_core_unmap(struct service_core *c)
{
	uint64_t rest = __atomic_exchange_n(&c->mapped, 0, __ATOMIC_SEQ_CST);

	for (; rest != 0; rest &= rest - 1)
		__atomic_fetch_sub(&services[__builtin_ctzll(rest)].nb_mapped, 1, __ATOMIC_RELAXED);
}

int32_t
rte_service_start_with_defaults(void)
{
	uint32_t lcores[RTE_MAX_LCORE], id, next = 0;
	int32_t i, nb = rte_service_lcore_list(lcores, RTE_DIM(lcores));

	if (nb <= 0)
		return -ENOTSUP;
	for (i = 0; i < nb; i++)
		(void)rte_service_lcore_start(lcores[i]);
	for (id = 0; id < SERVICES_MAX; id++) {
		if (service_get(id) == NULL)
			continue;
		if (rte_service_map_lcore_set(id, lcores[next], 1) != 0)
			return -ENODEV;
		if (rte_service_runstate_set(id, 1) != 0)
			return -ENOEXEC;
		next = (next + 1) % (uint32_t)nb;
	}
	return 0;
}

int32_t
rte_service_init(void)
{
	bool was;

	pthread_mutex_lock(&service_lock);
	was = initialized;
	initialized = true;
	pthread_mutex_unlock(&service_lock);
	return was ? -EALREADY : 0;
}

void
rte_service_finalize(void)
{
	unsigned int id;
	bool was;

	pthread_mutex_lock(&service_lock);
	was = initialized;
	initialized = false;
	pthread_mutex_unlock(&service_lock);
	if (!was)
		return;
	(void)rte_service_lcore_reset_all();
	pthread_mutex_lock(&service_lock);
	for (id = 0; id < SERVICES_MAX; id++)
		service_drop(id);
	pthread_mutex_unlock(&service_lock);
	for (id = 0; id < SERVICES_MAX; id++)
		service_await(id);
}

int
service_start(void)
{
	int ret = rte_service_init();

	if (ret == 0 || ret == -EALREADY)
		ret = rte_service_start_with_defaults();
	if (ret == -ENOTSUP)
		ret = 0;
	if (ret != 0)
		rte_service_finalize();
	return ret;
}

void
service_stop(void)
{
	rte_service_finalize();
}
