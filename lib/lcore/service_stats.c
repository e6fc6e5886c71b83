/* SPDX-License-Identifier: BSD-3-Clause */
/* Statistics of services and service lcores, and the dump of both. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "service_priv.h"

static uint64_t
counter_get(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

/* Since the program started, of every service that had this number. */
static struct service_counts
counts_sum(const struct service *s)
{
	struct service_counts sum = { 0, 0 };
	unsigned int i;

	for (i = 0; i < RTE_DIM(service_cores); i++) {
		sum.calls += counter_get(&service_cores[i].counts[s - services].calls);
		sum.cycles += counter_get(&service_cores[i].counts[s - services].cycles);
	}
	return sum;
}

void
service_counts_reset(struct service *s)
{
	s->base = counts_sum(s);
}

/* Under service_lock. */
static struct service_counts
counts_get(const struct service *s)
{
	struct service_counts sum = counts_sum(s);

	sum.calls -= s->base.calls;
	sum.cycles -= s->base.cycles;
	return sum;
}

int32_t
rte_service_attr_get(uint32_t id, uint32_t attr_id, uint64_t *attr_value)
{
	struct service_counts counts;
	struct service *s;

	if (attr_value == NULL || (attr_id != RTE_SERVICE_ATTR_CYCLES && attr_id != RTE_SERVICE_ATTR_CALL_COUNT))
		return -EINVAL;
	pthread_mutex_lock(&service_lock);
	s = service_get(id);
	if (s != NULL)
		counts = counts_get(s);
	pthread_mutex_unlock(&service_lock);
	if (s == NULL)
		return -EINVAL;
	*attr_value = attr_id == RTE_SERVICE_ATTR_CYCLES ? counts.cycles : counts.calls;
	return 0;
}

int32_t
rte_service_attr_reset_all(uint32_t id)
{
	struct service *s;

	pthread_mutex_lock(&service_lock);
	s = service_get(id);
	if (s != NULL)
		service_counts_reset(s);
	pthread_mutex_unlock(&service_lock);
	return s != NULL ? 0 : -EINVAL;
}

int32_t
rte_service_lcore_attr_get(uint32_t lcore, uint32_t attr_id, uint64_t *attr_value)
{
	struct service_core *c = service_core_get(lcore);

	if (lcore >= RTE_MAX_LCORE || attr_value == NULL)
		return -EINVAL;
	if (c == NULL)
		return -ENOTSUP;
	if (attr_id != RTE_SERVICE_LCORE_ATTR_LOOPS && attr_id != RTE_SERVICE_LCORE_ATTR_CYCLES)
		return -EINVAL;
	pthread_mutex_lock(&service_lock);
	*attr_value = attr_id == RTE_SERVICE_LCORE_ATTR_LOOPS ? counter_get(&c->loops) - c->base_loops :
								counter_get(&c->cycles) - c->base_cycles;
	pthread_mutex_unlock(&service_lock);
	return 0;
}

int32_t
rte_service_lcore_attr_reset_all(uint32_t lcore)
{
	struct service_core *c = service_core_get(lcore);

	if (lcore >= RTE_MAX_LCORE)
		return -EINVAL;
	if (c == NULL)
		return -ENOTSUP;
	pthread_mutex_lock(&service_lock);
	c->base_loops = counter_get(&c->loops);
	c->base_cycles = counter_get(&c->cycles);
	pthread_mutex_unlock(&service_lock);
	return 0;
}

static int32_t
service_print(FILE *f, uint32_t id)
{
	struct service_counts counts = { 0, 0 };
	char name[RTE_SERVICE_NAME_MAX];
	struct service *s;
	uint32_t state = 0, nb_mapped = 0;

	pthread_mutex_lock(&service_lock);
	s = service_get(id);
	if (s != NULL) {
		memcpy(name, s->spec.name, sizeof(name));
		state = __atomic_load_n(&s->state, __ATOMIC_RELAXED);
		nb_mapped = __atomic_load_n(&s->nb_mapped, __ATOMIC_RELAXED);
		counts = counts_get(s);
	}
	pthread_mutex_unlock(&service_lock);
	if (s == NULL)
		return -EINVAL;
	fprintf(f, "service %" PRIu32 " %s: component %s, application %s, lcores %" PRIu32 ", statistics %s", id, name,
		state & SERVICE_COMPONENT_ON ? "on" : "off", state & SERVICE_APP_ON ? "on" : "off", nb_mapped,
		state & SERVICE_STATS ? "on" : "off");
	fprintf(f, ", calls %" PRIu64 ", cycles %" PRIu64 ", cycles per call %" PRIu64 "\n", counts.calls, counts.cycles,
		counts.calls > 0 ? counts.cycles / counts.calls : 0);
	return 0;
}

static void
core_print(FILE *f, uint32_t lcore)
{
	uint64_t loops, cycles;
	int32_t nb = rte_service_lcore_count_services(lcore);

	if (nb < 0 || rte_service_lcore_attr_get(lcore, RTE_SERVICE_LCORE_ATTR_LOOPS, &loops) != 0 ||
	    rte_service_lcore_attr_get(lcore, RTE_SERVICE_LCORE_ATTR_CYCLES, &cycles) != 0)
		return;
	fprintf(f, "lcore %" PRIu32 ": %s, services %" PRId32 ", loops %" PRIu64 ", cycles %" PRIu64 "\n", lcore,
		rte_service_lcore_may_be_active(lcore) == 1 ? "running" : "stopped", nb, loops, cycles);
}

int32_t
rte_service_dump(FILE *f, uint32_t id)
{
	uint32_t i;

	if (f == NULL)
		return -EINVAL;
	if (id != UINT32_MAX)
		return service_print(f, id);
	for (i = 0; i < SERVICES_MAX; i++)
		(void)service_print(f, i);
	for (i = 0; i < RTE_MAX_LCORE; i++)
		core_print(f, i);
	return 0;
}
