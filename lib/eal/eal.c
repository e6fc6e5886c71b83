/* SPDX-License-Identifier: BSD-3-Clause */
/* The composition root: starts and stops every room, as one ordered table of steps. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base/base.h>
#include <base/runtime.h>
#include <bus_driver.h>
#include <dev/device.h>
#include <dev/devargs.h>
#include <dev/event.h>
#include <lcore/lcore.h>
#include <loop/loop.h>
#include <mem/mem.h>
#include <rte_bus.h>
#include <rte_errno.h>
#include <rte_version.h>

#include "eal.h"
#include "eal_log.h"
#include "options.h"
#include "plugins.h"
#include "runtime_dir.h"

/* One part of the runtime. start undoes itself on failure; stop runs only for parts that were started. */
struct eal_step {
	const char *name;
	int (*start)(struct eal_options *o);
	void (*stop)(void);
};

static rte_usage_hook_t usage_hook;
static bool started;

static struct {
	int step;
	int err;
} inject = { -1, 0 };

static int
step_log(struct eal_options *o)
{
	return log_start("replug", o->syslog_facility);
}

static int
step_plugins(struct eal_options *o)
{
	struct eal_word *w;
	int ret;

	ret = RTE_EAL_PMD_PATH[0] != '\0' ? plugins_load(RTE_EAL_PMD_PATH) : plugins_load_beside();
	STAILQ_FOREACH(w, &o->plugins, next)
		if (ret == 0)
			ret = plugins_load(w->text);
	return ret;
}

static int
step_devargs(struct eal_options *o)
{
	struct eal_word *w;

	STAILQ_FOREACH(w, &o->devices, next) {
		if (rte_devargs_add(w->type, w->text) != 0) {
			devargs_clear();
			return -ENODEV;
		}
	}
	return 0;
}

static void
scan_modes_reset(void)
{
	struct rte_bus *bus;

	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus))
		bus->conf.scan_mode = RTE_BUS_SCAN_UNDEFINED;
}

static void
stop_devargs(void)
{
	devargs_clear();
	scan_modes_reset();
}

static int
step_lcores(struct eal_options *o)
{
	return lcore_plan(&o->lcore);
}

static int
step_runtime_dir(struct eal_options *o)
{
	int ret;

	if (o->mem.in_memory || o->mem.no_shconf)
		return 0;
	ret = runtime_dir_make(o->file_prefix, runtime.dir, sizeof(runtime.dir));
	if (ret != 0)
		runtime.dir[0] = '\0';
	else
		o->mem.runtime_dir = runtime.dir;
	return ret;
}

static void
stop_runtime_dir(void)
{
	if (runtime.dir[0] != '\0')
		runtime_dir_drop(runtime.dir);
	runtime.dir[0] = '\0';
}

static int
step_memory(struct eal_options *o)
{
	int ret;

	o->mem.file_prefix = o->file_prefix;
	ret = mem_start(&o->mem);
	if (ret == 0) {
		runtime.iova_mode = mem_iova_mode();
		runtime.has_hugepages = mem_has_hugepages();
	}
	return ret;
}

static void
stop_memory(void)
{
	runtime_hooks_stop();
	mem_stop();
}

static int
step_tailqs(struct eal_options *o)
{
	RTE_SET_USED(o);
	return tailq_bind(mem_tailqs(), RTE_MAX_TAILQ);
}

static void
stop_tailqs(void)
{
	(void)tailq_bind(NULL, 0);
}

static int
step_tsc(struct eal_options *o)
{
	RTE_SET_USED(o);
	return tsc_start();
}

static int
step_simd(struct eal_options *o)
{
	return o->simd_bitwidth >= 0 ? simd_force((unsigned int)o->simd_bitwidth) : 0;
}

static int
step_loop(struct eal_options *o)
{
	RTE_SET_USED(o);
	return loop_start();
}

static int
step_workers(struct eal_options *o)
{
	RTE_SET_USED(o);
	return lcore_start();
}

static int
step_scan(struct eal_options *o)
{
	RTE_SET_USED(o);
	return rte_bus_scan();
}

static int
step_probe(struct eal_options *o)
{
	RTE_SET_USED(o);
	return rte_bus_probe();
}

static int
step_services(struct eal_options *o)
{
	RTE_SET_USED(o);
	return service_start();
}

static void
stop_devices(void)
{
	struct rte_bus *bus;

	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus))
		if (bus->cleanup != NULL && bus->cleanup() != 0)
			EAL_LOG(ERR, "cleanup of bus %s failed", bus->name);
	monitor_clear();
	event_clear();
}

static const struct eal_step steps[] = {
	{ "log", step_log, log_stop },
	{ "clock", step_tsc, NULL },
	{ "vector width", step_simd, simd_unforce },
	{ "plug-ins", step_plugins, NULL },
	{ "device arguments", step_devargs, stop_devargs },
	{ "lcores", step_lcores, NULL },
	{ "runtime directory", step_runtime_dir, stop_runtime_dir },
	{ "memory", step_memory, stop_memory },
	{ "tailqs", step_tailqs, stop_tailqs },
	{ "event loop", step_loop, loop_stop },
	{ "worker threads", step_workers, lcore_stop },
	{ "bus scan", step_scan, stop_devices },
	{ "bus probe", step_probe, NULL },
	{ "services", step_services, service_stop },
};

const char *
eal_step_name(unsigned int k)
{
	return k < RTE_DIM(steps) ? steps[k].name : NULL;
}

void
eal_inject(int k, int err)
{
	inject.step = k;
	inject.err = err;
}

static void
steps_stop(unsigned int upto)
{
	while (upto-- > 0)
		if (steps[upto].stop != NULL)
			steps[upto].stop();
}

static int
steps_start(struct eal_options *o)
{
	unsigned int k;
	int ret;

	for (k = 0; k < RTE_DIM(steps); k++) {
		ret = inject.step == (int)k ? -inject.err : steps[k].start(o);
		if (ret == 0)
			continue;
		EAL_LOG(ERR, "start failed at step \"%s\": %s", steps[k].name, strerror(-ret));
		steps_stop(k);
		runtime_reset();
		return ret;
	}
	return 0;
}

static void
runtime_fill(const struct eal_options *o)
{
	runtime_reset();
	runtime.proc_type = o->proc_type;
	runtime.no_pci = o->no_pci;
	runtime.base_virtaddr = o->mem.base_virtaddr;
	runtime.vfio_intr = o->vfio_intr;
	memcpy(runtime.vfio_vf_token, o->vfio_vf_token, sizeof(runtime.vfio_vf_token));
	if (o->mbuf_ops != NULL)
		snprintf(runtime.mbuf_ops, sizeof(runtime.mbuf_ops), "%s", o->mbuf_ops);
}

static int
init_fail(int err)
{
	rte_errno = err;
	return -1;
}

int
rte_eal_init(int argc, char **argv)
{
	struct eal_options o;
	int used, ret;

	if (__atomic_exchange_n(&started, true, __ATOMIC_ACQ_REL))
		return init_fail(EALREADY);
	eal_options_init(&o);
	used = argc > 0 && argv != NULL ? eal_options_parse(&o, argc, argv) : -EINVAL;
	if (used == -ECANCELED) {
		eal_usage(argv[0]);
		if (usage_hook != NULL)
			usage_hook(argv[0]);
	}
	if (used == -ECANCELED || used == -EALREADY) { /* what was asked for has been printed */
		eal_options_free(&o);
		exit(EXIT_SUCCESS);
	}
	ret = used < 0 ? used : 0;
	if (ret == 0) {
		runtime_fill(&o);
		ret = steps_start(&o);
	}
	eal_options_free(&o);
	if (ret != 0) {
		__atomic_store_n(&started, false, __ATOMIC_RELEASE);
		return init_fail(-ret);
	}
	if (o.show_version)
		EAL_LOG(INFO, "RTE Version: '%s'", rte_version());
	runtime.running = true;
	argv[used] = argv[0];
	return used;
}

int
rte_eal_cleanup(void)
{
	if (loop_is_self() || work_is_self())
		return -EDEADLK;
	if (!runtime.running)
		return -EALREADY;
	if (lcore_busy())
		return -EBUSY;
	runtime.running = false;
	steps_stop(RTE_DIM(steps));
	runtime_reset();
	__atomic_store_n(&started, false, __ATOMIC_RELEASE);
	return 0;
}

rte_usage_hook_t
rte_set_application_usage_hook(rte_usage_hook_t usage_func)
{
	rte_usage_hook_t old = usage_hook;

	usage_hook = usage_func;
	return old;
}
