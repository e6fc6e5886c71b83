/* SPDX-License-Identifier: BSD-3-Clause */
/* A bus and a class made for tests: they write down what the engine asks of them, and fail on request. */
#ifndef FAKE_H
#define FAKE_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <dev/class.h>
#include <dev/device.h>
#include <dev/life.h>
#include <dev/txn.h>

/* what was called, in order, e.g. "scan:a probe:a publish:a NEW:a " */
static char trace[4096];
static pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;
static bool trace_on = true;

static void
say(const char *what, const char *name)
{
	size_t n;

	pthread_mutex_lock(&trace_lock);
	n = strlen(trace);
	if (trace_on)
		snprintf(trace + n, sizeof(trace) - n, "%s:%s ", what, name);
	pthread_mutex_unlock(&trace_lock);
}

static __rte_unused const char *
trace_take(void)
{
	static char last[sizeof(trace)];

	strcpy(last, trace);
	trace[0] = '\0';
	return last;
}

/* ---- the bus ---- */

static TAILQ_HEAD(, rte_device) fake_devices = TAILQ_HEAD_INITIALIZER(fake_devices);
static const struct rte_driver fake_driver = { .name = "fake_drv", .alias = "fake_alias" };
static int fail_probe, fail_map, fail_scan;
static uint32_t driver_caps = RTE_DEV_CAP_REMOVE | RTE_DEV_CAP_DETACHABLE;
static const char *probe_attaches; /* a sub-device that the driver wants */
static int sub_result;
static bool hardware_stays;
static struct rte_bus fake_bus;

static struct rte_device *
fake_find(const struct rte_device *start, rte_dev_cmp_t cmp, const void *data)
{
	struct rte_device *d = start != NULL ? TAILQ_NEXT(start, next) : TAILQ_FIRST(&fake_devices);

	while (d != NULL && cmp(d, data) != 0)
		d = TAILQ_NEXT(d, next);
	return d;
}

static int
fake_scan(void)
{
	return 0;
}

/* names begin with "fake" */
static int
fake_parse(const char *name, void *addr)
{
	RTE_SET_USED(addr);
	return strncmp(name, "fake", 4) != 0;
}

static int
fake_scan_one(const struct rte_devargs *da, struct rte_device **dev, bool *created)
{
	say("scan", da->name);
	if (fail_scan != 0)
		return fail_scan;
	*dev = device_find(&fake_bus, da->name);
	*created = *dev == NULL;
	if (*dev != NULL)
		return 0;
	*dev = calloc(1, sizeof(**dev));
	if (*dev == NULL)
		return -ENOMEM;
	device_init(*dev, &fake_bus, strdup(da->name), 0);
	TAILQ_INSERT_TAIL(&fake_devices, *dev, next);
	return 0;
}

static const struct rte_driver *
fake_match(const struct rte_device *dev)
{
	return strstr(dev->name, "orphan") != NULL ? NULL : &fake_driver;
}

static uint32_t
fake_caps(const struct rte_driver *drv)
{
	RTE_SET_USED(drv);
	return driver_caps;
}

static int
fake_map(struct rte_device *dev)
{
	say("map", dev->name);
	return fail_map;
}

static void
fake_unmap(struct rte_device *dev)
{
	say("unmap", dev->name);
}

static void object_reserve(struct rte_device *dev);

static int
fake_probe(struct rte_device *dev)
{
	say("probe", dev->name);
	if (strstr(dev->name, "portless") == NULL)
		object_reserve(dev);
	if (probe_attaches != NULL && strcmp(probe_attaches, dev->name) != 0)
		sub_result = rte_dev_probe(probe_attaches);
	return fail_probe;
}

static void
fake_remove(struct rte_device *dev)
{
	say("remove", dev->name);
}

static bool
fake_keeps(const struct rte_device *dev)
{
	RTE_SET_USED(dev);
	return hardware_stays;
}

static void
fake_drop(struct rte_device *dev)
{
	say("drop", dev->name);
	TAILQ_REMOVE(&fake_devices, dev, next);
	free((void *)(uintptr_t)dev->name);
	free(dev);
}

static const struct rte_bus_one_ops fake_one = {
	.scan_one = fake_scan_one,
	.match = fake_match,
	.driver_caps = fake_caps,
	.map = fake_map,
	.unmap = fake_unmap,
	.probe = fake_probe,
	.remove = fake_remove,
	.keeps = fake_keeps,
	.drop = fake_drop,
};

static struct rte_bus fake_bus = {
	.name = "testbus",
	.scan = fake_scan,
	.probe = fake_scan,
	.find_device = fake_find,
	.parse = fake_parse,
	.one = &fake_one,
};

/* ---- the class: one object per device ---- */

struct object {
	struct rte_device *dev;
	char name[RTE_DEV_NAME_MAX_LEN];
	struct rte_dev_life life;
	uint32_t gen;
	bool frozen;
	bool destroyed;
};

static struct object objects[8];
static struct dev_class fake_class;
static int fail_freeze, fail_check;
static void (*on_notify)(const char *name, enum dev_notice what);

static void
object_reserve(struct rte_device *dev)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(objects); i++) {
		struct object *o = &objects[i];

		if (life_state(&o->life) != PORT_FREE)
			continue;
		life_init(&o->life, LIFE_PORT);
		life_move(&o->life, PORT_RESERVED);
		o->dev = dev;
		o->gen++;
		o->frozen = false;
		o->destroyed = false;
		snprintf(o->name, sizeof(o->name), "%s", dev->name);
		return;
	}
}

#define FOREACH_OBJECT(o, d)                                                                                  \
	for (o = objects; o < objects + RTE_DIM(objects); o++)                                                \
		if (o->dev == (d) && life_state(&o->life) != PORT_FREE)

static size_t
class_collect(const struct rte_device *dev, struct dev_handle *out, size_t n)
{
	struct object *o;
	size_t k = 0;

	FOREACH_OBJECT(o, dev) {
		if (k < n)
			out[k] = (struct dev_handle){ &fake_class, (uint32_t)(o - objects), o->gen };
		k++;
	}
	return k;
}

static struct object *
object_of(const struct dev_handle *h)
{
	struct object *o = &objects[h->id];

	return o->gen == h->gen && life_state(&o->life) != PORT_FREE ? o : NULL;
}

static struct rte_device *
class_device_of(const struct dev_handle *h)
{
	struct object *o = object_of(h);

	return o != NULL ? o->dev : NULL;
}

static void
class_publish(struct rte_device *dev)
{
	struct object *o;

	FOREACH_OBJECT(o, dev) {
		life_move(&o->life, PORT_ATTACHED);
		say("publish", o->name);
	}
}

static void
class_abort(struct rte_device *dev, bool probed)
{
	struct object *o;

	FOREACH_OBJECT(o, dev) {
		say(probed ? "close" : "abort", o->name);
		life_move(&o->life, PORT_FREE);
		o->dev = NULL;
	}
}

static int
class_check_detach(struct rte_device *dev, struct txn_error *err)
{
	return fail_check == 0 ? 0 : txn_fail(err, -fail_check, "%s is a member of a group", dev->name);
}

static int
class_freeze(struct rte_device *dev)
{
	struct object *o;

	if (fail_freeze != 0)
		return fail_freeze;
	FOREACH_OBJECT(o, dev) {
		o->frozen = true;
		say("freeze", o->name);
	}
	return 0;
}

static void
class_thaw(struct rte_device *dev)
{
	struct object *o;

	FOREACH_OBJECT(o, dev) {
		o->frozen = false;
		say("thaw", o->name);
	}
}

static void
class_retire(struct rte_device *dev)
{
	struct object *o;

	FOREACH_OBJECT(o, dev) {
		if (life_state(&o->life) != PORT_CLOSED)
			life_move(&o->life, PORT_CLOSED);
		o->dev = NULL;
		say("retire", o->name);
	}
}

static void
class_forget(const struct dev_handle *h)
{
	struct object *o = object_of(h);

	say("forget", o->name);
	life_move(&o->life, PORT_FREE);
}

static void
class_notify(const struct dev_handle *h, enum dev_notice what)
{
	struct object *o = object_of(h);

	say(what == DEV_NOTICE_NEW ? "NEW" : "DESTROY", o != NULL ? o->name : "stale");
	if (on_notify != NULL && o != NULL)
		on_notify(o->name, what);
}

static bool
class_destroyed(const struct dev_handle *h)
{
	struct object *o = object_of(h);

	return o != NULL && o->destroyed;
}

static struct dev_class fake_class = {
	.name = "fake",
	.collect = class_collect,
	.device_of = class_device_of,
	.publish = class_publish,
	.abort = class_abort,
	.check_detach = class_check_detach,
	.freeze = class_freeze,
	.thaw = class_thaw,
	.retire = class_retire,
	.forget = class_forget,
	.notify = class_notify,
	.destroyed = class_destroyed,
};

static int
fake_setup(void)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(objects); i++)
		life_init(&objects[i].life, LIFE_PORT);
	rte_bus_register(&fake_bus);
	class_register(&fake_class);
	return 0;
}

/* all that a failed operation must leave as it was, as one text */
static __rte_unused const char *
world(void)
{
	static char text[2048];
	char *dump = NULL;
	size_t len = 0, n = 0;
	struct rte_device *d;
	unsigned int i;
	FILE *f;

	TAILQ_FOREACH(d, &fake_devices, next)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s:%s:%s:%x:%s ", d->name,
				      life_name(LIFE_DEVICE, life_state(&d->life)), d->driver != NULL ? d->driver->name : "-",
				      d->caps,
				      d->devargs != NULL ? d->devargs->args : "-");
	for (i = 0; i < RTE_DIM(objects); i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s ", life_name(LIFE_PORT, life_state(&objects[i].life)),
				      objects[i].frozen && objects[i].dev != NULL ? "(frozen)" : "");
	f = open_memstream(&dump, &len);
	rte_devargs_dump(f);
	fclose(f);
	snprintf(text + n, sizeof(text) - n, "%s", dump);
	free(dump);
	return text;
}

#endif
