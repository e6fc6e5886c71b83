/* SPDX-License-Identifier: BSD-3-Clause */
/* Services on real service lcores: switches, mapping, exclusion, statistics, and that what waits has waited. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_log.h>
#include <rte_service_component.h>

#include <lcore/lcore.h>

#include "ut.h"

/* lcores 0 to 4; 3 and 4 serve */
static const struct lcore_params params = { .map = "(0-4)@0" };

struct work {
	uint64_t calls;   /* atomic */
	uint64_t clashes; /* atomic */
	uint32_t inside;  /* atomic */
	uint32_t hold;    /* atomic: stay inside while it is set */
	uint64_t plain;   /* guarded by nothing but the service's exclusion */
	int32_t ret;
};

static int32_t
serve(void *arg)
{
	struct work *w = arg;

	if (__atomic_fetch_add(&w->inside, 1, __ATOMIC_RELAXED) != 0)
		__atomic_fetch_add(&w->clashes, 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&w->calls, 1, __ATOMIC_RELAXED);
	while (__atomic_load_n(&w->hold, __ATOMIC_ACQUIRE))
		sched_yield();
	__atomic_fetch_sub(&w->inside, 1, __ATOMIC_RELAXED);
	return w->ret;
}

static int32_t
serve_alone(void *arg)
{
	((struct work *)arg)->plain++;
	return serve(arg);
}

static uint32_t
offer(const char *name, struct work *w, bool mt_safe)
{
	struct rte_service_spec spec = {
		.callback = mt_safe ? serve : serve_alone,
		.callback_userdata = w,
		.capabilities = mt_safe ? RTE_SERVICE_CAP_MT_SAFE : 0,
	};
	uint32_t id = 99;

	strcpy(spec.name, name);
	memset(w, 0, sizeof(*w));
	UT_EQ(rte_service_component_register(&spec, &id), 0);
	UT_EQ(rte_service_component_runstate_set(id, 1), 0);
	return id;
}

static void
start(void)
{
	UT_EQ_FATAL(lcore_plan(&params), 0);
	UT_EQ_FATAL(lcore_start(), 0);
	UT_EQ_FATAL(service_start(), 0);
	UT_EQ(rte_service_lcore_add(3), 0);
	UT_EQ(rte_service_lcore_add(4), 0);
}

static void
stop(void)
{
	service_stop();
	lcore_stop();
}

/* True once the word has come to be @want, false after ten seconds. */
static bool
await(const uint64_t *word, uint64_t more_than)
{
	time_t end = time(NULL) + 10;

	while (__atomic_load_n(word, __ATOMIC_RELAXED) <= more_than) {
		if (time(NULL) > end)
			return false;
		sched_yield();
	}
	return true;
}

static void
registration(void)
{
	struct rte_service_spec spec = { .callback = serve };
	struct work a, b;
	uint32_t id, again;
	unsigned int i;

	rte_log_set_global_level(RTE_LOG_CRIT);
	UT_EQ(rte_service_component_register(NULL, &id), -EINVAL);
	UT_EQ(rte_service_component_register(&spec, &id), -EINVAL);
	strcpy(spec.name, "x");
	spec.callback = NULL;
	UT_EQ(rte_service_component_register(&spec, &id), -EINVAL);
	UT_EQ(rte_service_get_count(), 0);
	id = offer("first", &a, false);
	UT_EQ(offer("second", &b, true), id + 1);
	UT_EQ(rte_service_get_count(), 2);
	UT_STR_EQ(rte_service_get_name(id), "first");
	UT_EQ(rte_service_get_by_name("second", &again), 0);
	UT_EQ(again, id + 1);
	UT_EQ(rte_service_get_by_name("third", &again), -ENODEV);
	UT_EQ(rte_service_get_by_name(NULL, &again), -EINVAL);
	UT_EQ(rte_service_get_by_name("first", NULL), -EINVAL);
	UT_EQ(rte_service_probe_capability(id, RTE_SERVICE_CAP_MT_SAFE), 0);
	UT_EQ(rte_service_probe_capability(id + 1, RTE_SERVICE_CAP_MT_SAFE), 1);
	UT_EQ(rte_service_component_unregister(id), 0);
	UT_EQ(rte_service_component_unregister(id), -EINVAL);
	UT_TRUE(rte_service_get_name(id) == NULL);
	UT_EQ(rte_service_runstate_set(id, 1), -EINVAL);
	UT_EQ(rte_service_runstate_get(id), -EINVAL);
	UT_EQ(rte_service_may_be_active(id), -EINVAL);
	UT_EQ(rte_service_may_be_active(UINT32_MAX), -EINVAL);
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), -EINVAL);
	UT_EQ(offer("third", &a, false), id);
	spec.callback = serve;
	for (i = 2; i < 64; i++)
		UT_EQ(rte_service_component_register(&spec, NULL), 0);
	UT_EQ(rte_service_component_register(&spec, NULL), -ENOSPC);
	for (i = 0; i < 64; i++)
		UT_EQ(rte_service_component_unregister(i), 0);
	UT_EQ(rte_service_get_count(), 0);
}

static void
init_and_finalize(void)
{
	struct work w;

	UT_EQ(rte_service_init(), 0);
	UT_EQ(rte_service_init(), -EALREADY);
	offer("w", &w, true);
	rte_service_finalize();
	UT_EQ(rte_service_get_count(), 0);
	rte_service_finalize();
	UT_EQ(rte_service_start_with_defaults(), -ENOTSUP);
}

static void
lcores_come_and_go(void)
{
	uint32_t list[8];
	uint64_t v;

	UT_EQ_FATAL(lcore_plan(&params), 0);
	UT_EQ_FATAL(lcore_start(), 0);
	UT_EQ(service_start(), 0);
	UT_EQ(rte_lcore_count(), 5);
	UT_EQ(rte_service_lcore_add(0), -EINVAL);
	UT_EQ(rte_service_lcore_add(5), -EINVAL);
	UT_EQ(rte_service_lcore_add(1000), -EINVAL);
	UT_EQ(rte_service_lcore_start(3), -EINVAL);
	UT_EQ(rte_service_lcore_add(3), 0);
	UT_EQ(rte_service_lcore_add(3), -EALREADY);
	UT_EQ(rte_lcore_count(), 4);
	UT_EQ(rte_eal_lcore_role(3), ROLE_SERVICE);
	UT_FALSE(rte_lcore_is_enabled(3));
	UT_EQ(rte_service_lcore_count(), 1);
	UT_EQ(rte_service_lcore_list(NULL, 8), -EINVAL);
	UT_EQ(rte_service_lcore_list(list, 0), -ENOMEM);
	UT_EQ(rte_service_lcore_list(list, 8), 1);
	UT_EQ(list[0], 3);
	UT_EQ(rte_service_lcore_count_services(3), 0);
	UT_EQ(rte_service_lcore_count_services(2), -ENOTSUP);
	UT_EQ(rte_service_lcore_count_services(1000), -EINVAL);
	UT_EQ(rte_service_lcore_attr_get(2, 0, &v), -ENOTSUP);
	UT_EQ(rte_service_lcore_attr_get(3, 9, &v), -EINVAL);
	UT_EQ(rte_service_lcore_attr_get(3, 0, NULL), -EINVAL);
	UT_EQ(rte_service_lcore_stop(3), -EALREADY);
	UT_EQ(rte_service_lcore_may_be_active(3), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_EQ(rte_service_lcore_start(3), -EALREADY);
	UT_EQ(rte_service_lcore_may_be_active(3), 1);
	UT_EQ(rte_eal_get_lcore_state(3), RUNNING);
	UT_FALSE(lcore_busy());
	UT_EQ(rte_service_lcore_del(3), -EBUSY);
	UT_EQ(rte_service_lcore_stop(3), 0);
	UT_EQ(rte_service_lcore_may_be_active(3), 0);
	for (int i = 0; i < 100; i++) { /* stop has waited, so start is never too early */
		UT_EQ(rte_service_lcore_start(3), 0);
		UT_EQ(rte_service_lcore_stop(3), 0);
	}
	UT_EQ(rte_service_lcore_attr_reset_all(3), 0);
	UT_EQ(rte_service_lcore_attr_get(3, RTE_SERVICE_LCORE_ATTR_LOOPS, &v), 0);
	UT_EQ(v, 0);
	UT_EQ(rte_service_lcore_del(3), 0);
	UT_EQ(rte_service_lcore_del(3), -EINVAL);
	UT_EQ(rte_lcore_count(), 5);
	UT_EQ(rte_lcore_index(3), 3);
	UT_EQ(rte_service_lcore_add(3), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_EQ(rte_service_lcore_reset_all(), 0);
	UT_EQ(rte_service_lcore_count(), 0);
	UT_EQ(rte_eal_get_lcore_state(3), WAIT);
	stop();
}

static void
switches(void)
{
	uint64_t seen;
	struct work w;
	uint32_t id;

	start();
	id = offer("w", &w, true);
	UT_EQ(rte_service_component_runstate_set(id, 0), 0);
	UT_EQ(rte_service_map_lcore_set(id, 2, 1), -EINVAL);
	UT_EQ(rte_service_map_lcore_set(id + 1, 3, 1), -EINVAL);
	UT_EQ(rte_service_map_lcore_get(id, 2), -EINVAL);
	UT_EQ(rte_service_map_lcore_get(id, 3), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_EQ(rte_service_runstate_get(id), 0);
	UT_EQ(rte_service_component_runstate_set(id, 1), 0);
	UT_EQ(rte_service_runstate_get(id), 0);
	UT_EQ(rte_service_set_runstate_mapped_check(id, 0), 0);
	UT_EQ(rte_service_runstate_get(id), 1);
	UT_EQ(rte_service_set_runstate_mapped_check(id, 1), 0);
	UT_EQ(w.calls, 0);
	UT_EQ(rte_service_map_lcore_set(id, 3, 1), 0);
	UT_EQ(rte_service_map_lcore_set(id, 3, 1), 0);
	UT_EQ(rte_service_map_lcore_get(id, 3), 1);
	UT_EQ(rte_service_lcore_count_services(3), 1);
	UT_EQ(rte_service_runstate_get(id), 1);
	UT_TRUE(await(&w.calls, 10));
	UT_EQ(rte_service_may_be_active(id), 1);
	UT_EQ(rte_service_lcore_stop(3), -EBUSY);
	UT_EQ(rte_service_runstate_set(id, 0), 0);
	while (rte_service_may_be_active(id))
		sched_yield();
	seen = __atomic_load_n(&w.calls, __ATOMIC_RELAXED);
	for (int i = 0; i < 100; i++)
		sched_yield();
	UT_EQ(__atomic_load_n(&w.calls, __ATOMIC_RELAXED), seen);
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_TRUE(await(&w.calls, seen));
	UT_EQ(rte_service_map_lcore_set(id, 4, 1), 0);
	UT_EQ(rte_service_lcore_stop(3), 0); /* it could run on 4 */
	UT_EQ(rte_service_map_lcore_set(id, 3, 0), 0);
	UT_EQ(rte_service_lcore_del(3), 0);
	stop();
	UT_EQ(rte_service_get_count(), 0);
}

static void
an_unsafe_service_is_alone(void)
{
	struct work w, safe;
	uint32_t id, other;
	uint64_t before = 0;

	start();
	id = offer("alone", &w, false);
	other = offer("crowd", &safe, true);
	for (uint32_t lcore = 3; lcore <= 4; lcore++) {
		UT_EQ(rte_service_map_lcore_set(id, lcore, 1), 0);
		UT_EQ(rte_service_map_lcore_set(other, lcore, 1), 0);
		UT_EQ(rte_service_lcore_start(lcore), 0);
	}
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_EQ(rte_service_runstate_set(other, 1), 0);
	for (int i = 0; i < 2000; i++) {
		int32_t ret = rte_service_run_iter_on_app_lcore(id, 1);

		before += ret == 0;
		UT_TRUE(ret == 0 || ret == -EBUSY);
	}
	UT_TRUE(await(&w.calls, before + 100));
	UT_TRUE(await(&safe.calls, 100));
	UT_EQ(rte_service_component_unregister(id), 0);
	UT_EQ(w.clashes, 0);
	UT_EQ(w.plain, w.calls);
	stop();
}

static void *
run_once(void *arg)
{
	return (void *)(intptr_t)rte_service_run_iter_on_app_lcore((uint32_t)(uintptr_t)arg, 1);
}

static void
guests(void)
{
	pthread_t thread;
	struct work w;
	uint32_t id;
	void *ret;

	id = offer("w", &w, false);
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), -ENOEXEC);
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), 0);
	UT_EQ(w.calls, 1);
	UT_EQ(rte_service_may_be_active(id), 0);
	UT_EQ(rte_service_runstate_get(id), 0);
	__atomic_store_n(&w.hold, 1, __ATOMIC_RELEASE);
	UT_EQ_FATAL(pthread_create(&thread, NULL, run_once, (void *)(uintptr_t)id), 0);
	UT_TRUE(await(&w.calls, 1));
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), -EBUSY);
	UT_EQ(rte_service_may_be_active(id), 1);
	UT_EQ(rte_service_runstate_get(id), 1);
	__atomic_store_n(&w.hold, 0, __ATOMIC_RELEASE);
	pthread_join(thread, &ret);
	UT_EQ((intptr_t)ret, 0);
	UT_EQ(rte_service_component_unregister(id), 0);
	UT_EQ(w.clashes, 0);
}

static void *
release_later(void *arg)
{
	struct work *w = arg;

	for (int i = 0; i < 200; i++)
		sched_yield();
	UT_EQ(__atomic_load_n(&w->inside, __ATOMIC_RELAXED), 1);
	__atomic_store_n(&w->hold, 0, __ATOMIC_RELEASE);
	return NULL;
}

static void
unregistering_and_stopping_wait(void)
{
	pthread_t thread;
	struct work w;
	uint32_t id;

	start();
	UT_EQ(rte_service_lcore_start(3), 0);
	for (int how = 0; how < 2; how++) {
		id = offer("w", &w, true);
		w.hold = 1;
		UT_EQ(rte_service_map_lcore_set(id, 3, 1), 0);
		UT_EQ(rte_service_runstate_set(id, 1), 0);
		UT_TRUE(await(&w.calls, 0));
		UT_EQ_FATAL(pthread_create(&thread, NULL, release_later, &w), 0);
		if (how == 0) {
			UT_EQ(rte_service_component_unregister(id), 0);
		} else {
			UT_EQ(rte_service_runstate_set(id, 0), 0);
			UT_EQ(rte_service_lcore_stop(3), 0);
		}
		UT_EQ(__atomic_load_n(&w.inside, __ATOMIC_RELAXED), 0);
		pthread_join(thread, NULL);
	}
	stop();
}

static uint32_t own_id;
static uint64_t own_ret; /* atomic: result + 1000 */

static int32_t
end_itself(void *arg)
{
	int32_t ret;

	(void)arg;
	ret = rte_service_component_unregister(own_id);
	if (ret == 0)
		ret = rte_service_lcore_stop(3);
	__atomic_store_n(&own_ret, (uint64_t)(1000 + ret), __ATOMIC_RELEASE);
	return 0;
}

static void
a_service_may_end_itself(void)
{
	struct rte_service_spec spec = { .name = "own", .callback = end_itself };

	start();
	UT_EQ(rte_service_component_register(&spec, &own_id), 0);
	UT_EQ(rte_service_component_runstate_set(own_id, 1), 0);
	UT_EQ(rte_service_runstate_set(own_id, 1), 0);
	UT_EQ(rte_service_map_lcore_set(own_id, 3, 1), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_TRUE(await(&own_ret, 0));
	UT_EQ(__atomic_load_n(&own_ret, __ATOMIC_ACQUIRE), 1000);
	UT_EQ(rte_eal_wait_lcore(3), 0);
	UT_EQ(rte_service_lcore_may_be_active(3), 0);
	stop();
}

static void
statistics(void)
{
	uint64_t calls, cycles, loops;
	char *text = NULL;
	size_t len = 0;
	struct work w;
	uint32_t id;
	FILE *f;

	start();
	id = offer("counted", &w, true);
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CALL_COUNT, &calls), 0);
	UT_EQ(calls, 0);
	UT_EQ(rte_service_set_stats_enable(id, 1), 0);
	w.ret = -EAGAIN;
	UT_EQ(rte_service_run_iter_on_app_lcore(id, 1), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CALL_COUNT, &calls), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CYCLES, &cycles), 0);
	UT_EQ(calls, 1);
	UT_EQ(cycles, 0);
	w.ret = 0;
	UT_EQ(rte_service_map_lcore_set(id, 3, 1), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_TRUE(await(&w.calls, 50));
	UT_EQ(rte_service_component_runstate_set(id, 0), 0);
	UT_EQ(rte_service_lcore_stop(3), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CALL_COUNT, &calls), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CYCLES, &cycles), 0);
	UT_EQ(calls, w.calls - 1);
	UT_TRUE(cycles > 0);
	UT_EQ(rte_service_lcore_attr_get(3, RTE_SERVICE_LCORE_ATTR_LOOPS, &loops), 0);
	UT_TRUE(loops >= calls - 1);
	UT_EQ(rte_service_lcore_attr_get(3, RTE_SERVICE_LCORE_ATTR_CYCLES, &loops), 0);
	UT_EQ(loops, cycles);
	UT_EQ(rte_service_attr_get(id, 2, &calls), -EINVAL);
	UT_EQ(rte_service_attr_get(id, 0, NULL), -EINVAL);
	UT_EQ(rte_service_attr_get(id + 1, 0, &calls), -EINVAL);
	f = open_memstream(&text, &len);
	UT_EQ(rte_service_dump(f, id + 1), -EINVAL);
	UT_EQ(rte_service_dump(NULL, id), -EINVAL);
	UT_EQ(rte_service_dump(f, UINT32_MAX), 0);
	fclose(f);
	UT_TRUE(strstr(text, "counted: component off, application on, lcores 1") != NULL);
	UT_TRUE(strstr(text, "lcore 3: stopped, services 1") != NULL);
	free(text);
	UT_EQ(rte_service_attr_reset_all(id), 0);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CALL_COUNT, &calls), 0);
	UT_EQ(calls, 0);
	UT_EQ(rte_service_component_unregister(id), 0);
	id = offer("fresh", &w, true);
	UT_EQ(rte_service_attr_get(id, RTE_SERVICE_ATTR_CYCLES, &cycles), 0);
	UT_EQ(cycles, 0);
	stop();
}

static void
defaults(void)
{
	struct lcore_params p = params;
	struct work a, b, c;
	uint32_t lcores[4];
	int nb;

	/* services that are there before the start get the service lcores of the plan */
	p.service_list = "1";
	if (lcore_plan(&p) != 0)
		UT_SKIP("there is no CPU 1");
	UT_EQ_FATAL(lcore_start(), 0);
	offer("a", &a, true);
	offer("b", &b, false);
	offer("c", &c, true);
	UT_EQ(service_start(), 0);
	nb = rte_service_lcore_list(lcores, 4);
	UT_EQ(nb, 1);
	UT_EQ(rte_lcore_index(1), -1);
	UT_TRUE(await(&a.calls, 3));
	UT_TRUE(await(&b.calls, 3));
	UT_TRUE(await(&c.calls, 3));
	UT_EQ(rte_service_lcore_count_services(1), 3);
	UT_EQ(rte_service_lcore_reset_all(), 0);
	UT_EQ(rte_lcore_index(1), 4);
	UT_EQ(rte_lcore_count(), 5);
	stop();
}

static void
a_forked_child_can_stop(void)
{
	struct work w;
	uint32_t id;
	int status;
	pid_t pid;

	start();
	id = offer("w", &w, true);
	UT_EQ(rte_service_runstate_set(id, 1), 0);
	UT_EQ(rte_service_map_lcore_set(id, 3, 1), 0);
	UT_EQ(rte_service_lcore_start(3), 0);
	UT_TRUE(await(&w.calls, 0));
	pid = fork();
	if (pid == 0) {
		alarm(10);
		stop();
		_exit(rte_service_get_count() == 0 ? 0 : 1);
	}
	UT_EQ(waitpid(pid, &status, 0), pid);
	UT_EQ(status, 0);
	stop();
}

UT_MAIN("service", {"registration, names, capabilities; there is a limit", registration},
	{"init and finalize", init_and_finalize},
	{"service lcores come and go, start and stop", lcores_come_and_go},
	{"a service runs when both switches are on and it is mapped", switches},
	{"a service that is not MT_SAFE is in one thread at a time", an_unsafe_service_is_alone},
	{"threads of the application run a service", guests},
	{"unregistering and stopping wait for the call that runs", unregistering_and_stopping_wait},
	{"a service may unregister itself and stop its lcore", a_service_may_end_itself},
	{"statistics count calls and the cycles of those that found work", statistics},
	{"registered services get the service lcores of the plan", defaults},
	{"a forked child can stop what its parent runs", a_forked_child_can_stop})
