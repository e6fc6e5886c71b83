/* SPDX-License-Identifier: BSD-3-Clause */
/* The rows of attach and detach, and their commits. Each row reads and writes one struct txn; the engine decides what runs. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_debug.h>
#include <rte_kvargs.h>

#include "caps.h"
#include "device.h"
#include "life.h"
#include "log.h"
#include "txn_priv.h"

static void
device_say(struct txn *t, const char *name)
{
	snprintf(t->req->error.device, sizeof(t->req->error.device), "%s", name);
}

static void
life_must(struct rte_device *dev, unsigned int to)
{
	RTE_VERIFY(life_move(&dev->life, to) == 0);
}

/* ---- attach: parse devargs ---- */

static int
attach_parse(struct txn *t)
{
	struct txn_error *e = &t->req->error;
	int ret;

	if (t->req->devargs == NULL) { /* a device that a scan has found, with the arguments it has */
		if (rte_bus_find_by_device(t->req->dev) == NULL)
			return txn_fail(e, EINVAL, "this is no known device");
		t->dev = t->req->dev;
		t->bus = rte_bus_find_by_device(t->dev);
		device_say(t, t->dev->name);
		return 0;
	}
	snprintf(e->device, sizeof(e->device), "%.*s", (int)strcspn(t->req->devargs, ","), t->req->devargs);
	if (t->req->bus != NULL && rte_bus_find_by_name(t->req->bus) == NULL)
		return txn_fail(e, EFAULT, "there is no bus \"%.60s\"", t->req->bus);
	t->da = calloc(1, sizeof(*t->da));
	t->da_node = devargs_reserve();
	if (t->da == NULL || t->da_node == NULL) {
		txn_release(t);
		return txn_fail(e, ENOMEM, "out of memory");
	}
	e->err = 0;
	ret = devargs_parse(t->da, t->req->devargs, e->text, sizeof(e->text));
	if (ret == 0 && t->da->bus == NULL) {
		ret = -EINVAL;
		snprintf(e->text, sizeof(e->text), "no bus is named");
	} else if (ret == 0 && t->da->name[0] == '\0') {
		ret = -ENODEV;
		snprintf(e->text, sizeof(e->text), "no device name is given");
	}
	if (ret != 0) {
		e->err = -ret;
		txn_release(t);
		return ret;
	}
	t->bus = t->da->bus;
	t->da->policy = RTE_DEV_ALLOWED;
	t->da->type = strcmp(t->bus->name, "vdev") == 0 ? RTE_DEVTYPE_VIRTUAL : RTE_DEVTYPE_ALLOWED;
	device_say(t, t->da->name);
	return 0;
}

static void
attach_parse_undo(struct txn *t)
{
	txn_release(t);
}

/* ---- attach: find bus ---- */

static int
attach_bus(struct txn *t)
{
	if (!bus_can_plug(t->bus))
		return txn_fail(&t->req->error, ENOTSUP, "bus %s cannot attach devices at run time", t->bus->name);
	return 0;
}

/* ---- attach: scan for the one device ---- */

static int
scan_foreign(struct txn *t)
{
	int ret = t->bus->scan();

	if (ret != 0)
		return txn_fail(&t->req->error, ret < 0 ? -ret : EIO, "scan of bus %s failed", t->bus->name);
	t->dev = device_find(t->bus, t->da->name);
	if (t->dev == NULL)
		return txn_fail(&t->req->error, ENODEV, "bus %s has no such device", t->bus->name);
	return 0;
}

static size_t
ports_collect(struct txn *t, struct dev_handle *out, size_t max)
{
	const struct dev_class *cls;
	size_t n = 0;

	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls))
		n += cls->collect(t->dev, n < max ? out + n : NULL, n < max ? max - n : 0);
	return n;
}

static void
scan_undo(struct txn *t)
{
	if (t->created) {
		life_must(t->dev, DEV_ABSENT);
		t->bus->one->drop(t->dev);
	}
	t->dev = NULL;
}

static int
attach_scan(struct txn *t)
{
	int ret = 0;

	if (t->dev == NULL && t->bus->one != NULL)
		ret = t->bus->one->scan_one(t->da, &t->dev, &t->created);
	else if (t->dev == NULL)
		ret = scan_foreign(t);
	if (ret != 0)
		return t->req->error.err != 0 ? ret : txn_fail(&t->req->error, -ret, "bus %s: %s", t->bus->name, strerror(-ret));
	if (life_state(&t->dev->life) == DEV_ABSENT)
		life_must(t->dev, DEV_SCANNED);
	device_say(t, t->dev->name);
	if (life_lost(&t->dev->life))
		return txn_fail(&t->req->error, EIO, "the device is lost and has to be detached first");
	if (rte_dev_is_probed(t->dev)) {
		t->req->existed = true;
		t->req->nb_ports = RTE_MIN(ports_collect(t, t->req->ports, TXN_PORTS_MAX), (size_t)TXN_PORTS_MAX);
		snprintf(t->req->device, sizeof(t->req->device), "%s", t->dev->name);
		return 0;
	}
	if (life_state(&t->dev->life) != DEV_SCANNED)
		return txn_fail(&t->req->error, EBUSY, "the device is %s just now",
				life_name(LIFE_DEVICE, life_state(&t->dev->life)));
	return 0;
}

/* ---- attach: match driver ---- */

/* "driver=NAME,rest" of the layered syntax: NAME must fit, the driver sees "rest". */
static int
driver_word_strip(struct txn *t, struct rte_devargs *da)
{
	size_t key = strlen(RTE_DEVARGS_KEY_DRIVER "="), n;
	const char *name;

	if (da == NULL || strncmp(da->args, RTE_DEVARGS_KEY_DRIVER "=", key) != 0)
		return 0;
	name = da->args + key;
	n = strcspn(name, ",");
	if ((strlen(t->drv->name) != n || strncmp(name, t->drv->name, n) != 0) &&
	    (t->drv->alias == NULL || strlen(t->drv->alias) != n || strncmp(name, t->drv->alias, n) != 0))
		return txn_fail(&t->req->error, EINVAL, "driver \"%.*s\" is asked for, but %s serves this device", (int)n, name,
				t->drv->name);
	da->args = name[n] == ',' ? name + n + 1 : name + n;
	return 0;
}

static int
attach_match(struct txn *t)
{
	if (t->bus->one == NULL)
		return 0; /* plug chooses */
	t->drv = t->bus->one->match(t->dev);
	if (t->drv == NULL)
		return txn_fail(&t->req->error, ENOTSUP, "no driver of bus %s wants it", t->bus->name);
	return driver_word_strip(t, t->da);
}

/* ---- attach: claim ---- */

static int
attach_claim(struct txn *t)
{
	if (life_move(&t->dev->life, DEV_ATTACHING) != 0)
		return txn_fail(&t->req->error, EBUSY, "the device is in use");
	t->old_caps = t->dev->caps;
	t->dev->caps = caps_of(t->bus, t->drv);
	if (t->bus->one != NULL)
		t->dev->driver = t->drv;
	return 0;
}

static void
attach_claim_undo(struct txn *t)
{
	t->dev->driver = NULL;
	t->dev->caps = t->old_caps;
	life_must(t->dev, DEV_SCANNED);
}

/* ---- attach: record arguments ---- */

static int
attach_record(struct txn *t)
{
	t->dev_old_da = t->dev->devargs;
	if (t->da == NULL)
		return 0;
	t->old_da = devargs_find(t->bus, t->da->name);
	if (t->old_da != NULL)
		t->da->type = t->old_da->type;
	devargs_link(t->da, t->da_node, t->old_da);
	t->da_node = NULL;
	if (t->old_da != NULL)
		t->old_node = devargs_unlink(t->old_da);
	t->dev->devargs = t->da;
	return 0;
}

static void
attach_record_undo(struct txn *t)
{
	t->dev->devargs = t->dev_old_da;
	if (t->da == NULL)
		return;
	if (t->old_da != NULL)
		devargs_link(t->old_da, t->old_node, t->da);
	t->old_da = NULL;
	t->old_node = NULL;
	t->da_node = devargs_unlink(t->da);
}

/* ---- attach: map resources ---- */

static int
attach_map(struct txn *t)
{
	int ret;

	if (t->bus->one == NULL || t->bus->one->map == NULL)
		return 0;
	ret = t->bus->one->map(t->dev);
	if (ret > 0)
		ret = -EIO;
	return ret == 0 ? 0 : txn_fail(&t->req->error, -ret, "mapping its resources: %s", strerror(-ret));
}

static void
attach_map_undo(struct txn *t)
{
	if (t->bus->one != NULL && t->bus->one->unmap != NULL)
		t->bus->one->unmap(t->dev);
}

/* ---- attach: probe ---- */

static void
classes_abort(struct rte_device *dev, bool probed)
{
	struct dev_class *cls;

	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls))
		cls->abort(dev, probed);
}

static bool probe_twice;

void
txn_probe_twice(bool on)
{
	probe_twice = on;
}

static void
attach_probe_undo(struct txn *t)
{
	classes_abort(t->dev, true);
	if (t->bus->one != NULL)
		t->bus->one->remove(t->dev);
	else
		(void)t->bus->unplug(t->dev);
	txn_children_drop(t);
}

static int
probe_once(struct txn *t)
{
	int ret = t->bus->one != NULL ? t->bus->one->probe(t->dev) : t->bus->plug(t->dev);
	const char *who;

	if (ret == 0)
		return 0;
	classes_abort(t->dev, false);
	txn_children_drop(t);
	who = t->drv != NULL ? t->drv->name : t->bus->name;
	if (ret > 0)
		return txn_fail(&t->req->error, ENOTSUP, "driver %s does not want it", who);
	return txn_fail(&t->req->error, -ret, "driver %s: %s", who, strerror(-ret));
}

static int
attach_probe(struct txn *t)
{
	int ret = probe_once(t);

	if (ret == 0 && probe_twice) {
		attach_probe_undo(t);
		ret = probe_once(t);
	}
	return ret;
}

/* ---- both: collect ports and what will be told about them ---- */

static int
collect(struct txn *t, enum dev_notice what)
{
	struct txn_request *req = t->req;
	size_t n = ports_collect(t, req->ports, TXN_PORTS_MAX), i;

	if (n > TXN_PORTS_MAX)
		return txn_fail(&req->error, ENOSPC, "the device has %zu ports, more than %d", n, TXN_PORTS_MAX);
	for (i = 0; i < n; i++)
		if (txn_notice_add(t, what, &req->ports[i]) != 0)
			return txn_fail(&req->error, ENOMEM, "out of memory");
	req->nb_ports = n;
	return 0;
}

static void
collect_undo(struct txn *t)
{
	t->req->nb_ports = 0;
}

static int
attach_collect(struct txn *t)
{
	int ret = collect(t, DEV_NOTICE_NEW);

	if (ret == 0 && t->req->entry == TXN_LEGACY && t->req->nb_ports == 0)
		return txn_fail(&t->req->error, ENODEV, "driver %s made no port", t->drv != NULL ? t->drv->name : t->bus->name);
	return ret;
}

static void
notices_due(struct txn *t, enum dev_notice what)
{
	struct txn_notice *n;

	STAILQ_FOREACH(n, &t->notices, next)
		if (n->what == what)
			n->due = true;
}

void
txn_attach_commit(struct txn *t)
{
	struct dev_class *cls;

	life_must(t->dev, DEV_PROBED);
	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls))
		cls->publish(t->dev);
	notices_due(t, DEV_NOTICE_NEW);
	snprintf(t->req->device, sizeof(t->req->device), "%s", t->dev->name);
	t->da = NULL; /* the list owns them now */
}

/* ---- detach: find device ---- */

static int
detach_find(struct txn *t)
{
	struct txn_request *req = t->req;
	struct rte_bus *bus = NULL;

	if (req->dev != NULL) {
		t->bus = rte_bus_find_by_device(req->dev);
		t->dev = t->bus != NULL ? req->dev : NULL;
	} else if (req->port != NULL) {
		t->dev = req->port->cls->device_of(req->port);
	} else {
		device_say(t, req->name);
		if (req->bus != NULL && (bus = rte_bus_find_by_name(req->bus)) == NULL)
			return txn_fail(&req->error, ENOENT, "there is no bus \"%.60s\"", req->bus);
		t->dev = device_find(bus, req->name);
	}
	if (t->dev == NULL)
		return txn_fail(&req->error, EINVAL, "there is no such device");
	if (t->bus == NULL)
		t->bus = rte_bus_find_by_device(t->dev);
	if (t->bus == NULL)
		return txn_fail(&req->error, EINVAL, "the port stands on no bus");
	device_say(t, t->dev->name);
	snprintf(req->device, sizeof(req->device), "%s", t->dev->name);
	return 0;
}

static void
detach_find_undo(struct txn *t)
{
	t->req->device[0] = '\0';
}

/* ---- detach: who stands in the way ---- */

static int
detach_check(struct txn *t)
{
	struct txn_error *e = &t->req->error;
	const struct dev_class *cls;
	unsigned int state = life_state(&t->dev->life);
	int ret;

	if (!rte_dev_is_probed(t->dev))
		return txn_fail(e, ENOENT, "no driver holds it");
	if (t->bus->one != NULL && state != DEV_PROBED)
		return txn_fail(e, EBUSY, "it is being detached already");
	if (t->req->entry == TXN_CLEANUP)
		return 0;
	if (!bus_can_unplug(t->bus))
		return txn_fail(e, ENOTSUP, "bus %s cannot detach devices", t->bus->name);
	ret = caps_check(t->bus, t->dev, t->req->entry, e);
	for (cls = class_next(NULL); cls != NULL && ret == 0; cls = class_next(cls))
		ret = cls->check_detach(t->dev, e);
	return ret;
}

static int
detach_collect(struct txn *t)
{
	return collect(t, DEV_NOTICE_DESTROY);
}

/* ---- detach: freeze ---- */

static void
classes_thaw(struct rte_device *dev, const struct dev_class *upto)
{
	struct dev_class *cls;

	for (cls = class_next(NULL); cls != NULL && cls != upto; cls = class_next(cls))
		cls->thaw(dev);
}

static int
detach_freeze(struct txn *t)
{
	struct dev_class *cls;
	int ret;

	if (t->bus->one == NULL && life_state(&t->dev->life) == DEV_SCANNED) {
		/* a bus of its own making probed it outside the engine: catch up */
		life_must(t->dev, DEV_ATTACHING);
		life_must(t->dev, DEV_PROBED);
	}
	if (life_move(&t->dev->life, DEV_DETACHING) != 0)
		return txn_fail(&t->req->error, EBUSY, "the device is in use");
	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls)) {
		ret = cls->freeze(t->dev);
		if (ret != 0) {
			classes_thaw(t->dev, cls);
			life_must(t->dev, DEV_PROBED);
			return txn_fail(&t->req->error, -ret, "its ports cannot be frozen: %s", strerror(-ret));
		}
	}
	return 0;
}

static void
detach_freeze_undo(struct txn *t)
{
	classes_thaw(t->dev, NULL);
	life_must(t->dev, DEV_PROBED);
}

/* The device's arguments leave the list, whoever put them there. */
static void
args_drop(struct rte_device *dev)
{
	struct rte_devargs *da = dev->devargs;

	dev->devargs = NULL;
	if (da == NULL)
		return;
	free(devargs_unlink(da));
	devargs_free(da);
}

void
txn_detach_commit(struct txn *t)
{
	struct rte_device *dev = t->dev;
	struct dev_class *cls;
	bool lost = life_lost(&dev->life);

	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls))
		cls->retire(dev);
	notices_due(t, DEV_NOTICE_DESTROY);
	if (t->bus->one == NULL) {
		/* such a bus frees the device itself: nothing of it may be read afterwards */
		struct rte_devargs *da = dev->devargs;
		int ret;

		dev->devargs = NULL;
		life_must(dev, DEV_SCANNED);
		ret = t->bus->unplug(dev);
		if (ret != 0)
			DEV_LOG(ERR, "bus %s: unplug of %s returned %d", t->bus->name, t->req->device, ret);
		if (da != NULL) {
			free(devargs_unlink(da));
			devargs_free(da);
		}
		return;
	}
	t->bus->one->remove(dev);
	if (t->bus->one->unmap != NULL)
		t->bus->one->unmap(dev);
	args_drop(dev);
	dev->driver = NULL;
	dev->caps = 0;
	if (!lost && t->bus->one->keeps != NULL && t->bus->one->keeps(dev)) {
		life_must(dev, DEV_SCANNED);
		return;
	}
	life_must(dev, DEV_ABSENT);
	t->bus->one->drop(dev);
}

/* ---- shared ends ---- */

void
txn_children_drop(struct txn *t)
{
	struct txn_child *c;

	while ((c = SLIST_FIRST(&t->children)) != NULL) {
		struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .dev = c->dev };
		struct rte_bus *bus = rte_bus_find_by_device(c->dev);

		SLIST_REMOVE_HEAD(&t->children, next);
		if (bus != NULL && c->dev->gen == c->gen)
			(void)txn_run(&req);
		free(c);
	}
}

void
txn_release(struct txn *t)
{
	struct txn_child *c;

	while ((c = SLIST_FIRST(&t->children)) != NULL) {
		SLIST_REMOVE_HEAD(&t->children, next);
		free(c);
	}
	devargs_free(t->da);
	free(t->da_node);
	devargs_free(t->old_da);
	free(t->old_node);
	t->da = NULL;
	t->da_node = NULL;
	t->old_da = NULL;
	t->old_node = NULL;
}

const struct txn_row txn_attach_rows[] = {
	{ "parse devargs", attach_parse, attach_parse_undo },
	{ "find bus", attach_bus, NULL },
	{ "scan", attach_scan, scan_undo },
	{ "match driver", attach_match, NULL },
	{ "claim device", attach_claim, attach_claim_undo },
	{ "record arguments", attach_record, attach_record_undo },
	{ "map resources", attach_map, attach_map_undo },
	{ "probe", attach_probe, attach_probe_undo },
	{ "collect ports", attach_collect, collect_undo },
};
const unsigned int txn_attach_nb = RTE_DIM(txn_attach_rows);
_Static_assert(RTE_DIM(txn_attach_rows) <= RTE_HOTPLUG_STEPS_MAX, "the journal has room for every step");

const struct txn_row txn_detach_rows[] = {
	{ "find device", detach_find, detach_find_undo },
	{ "check", detach_check, NULL },
	{ "collect ports", detach_collect, collect_undo },
	{ "freeze", detach_freeze, detach_freeze_undo },
};
const unsigned int txn_detach_nb = RTE_DIM(txn_detach_rows);
