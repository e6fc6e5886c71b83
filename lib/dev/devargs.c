/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of what users said about devices, with an index by name so that its length does not matter. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <base/strhash.h>
#include <bus_driver.h>

#include "devargs.h"
#include "log.h"

#define INDEX_BUCKETS 1024 /* power of two */

struct devargs_entry {
	LIST_ENTRY(devargs_entry) next;
	struct rte_devargs *da;
};

static TAILQ_HEAD(, rte_devargs) list = TAILQ_HEAD_INITIALIZER(list);
static LIST_HEAD(, devargs_entry) bucket[INDEX_BUCKETS];
/* guards list and index; held for pointer moves only */
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;

static unsigned int
name_bucket(const char *name)
{
	return strhash(name) & (INDEX_BUCKETS - 1);
}

static struct devargs_entry *
entry_find(const struct rte_bus *bus, const char *name)
{
	struct devargs_entry *e;

	LIST_FOREACH(e, &bucket[name_bucket(name)], next)
		if (e->da->bus == bus && strcmp(e->da->name, name) == 0)
			return e;
	return NULL;
}

struct rte_devargs *
devargs_find(const struct rte_bus *bus, const char *name)
{
	struct devargs_entry *e;

	pthread_mutex_lock(&list_lock);
	e = entry_find(bus, name);
	pthread_mutex_unlock(&list_lock);
	return e != NULL ? e->da : NULL;
}

struct devargs_entry *
devargs_reserve(void)
{
	return calloc(1, sizeof(struct devargs_entry));
}

void
devargs_link(struct rte_devargs *da, struct devargs_entry *node, struct rte_devargs *where)
{
	node->da = da;
	pthread_mutex_lock(&list_lock);
	if (where != NULL)
		TAILQ_INSERT_BEFORE(where, da, next);
	else
		TAILQ_INSERT_TAIL(&list, da, next);
	LIST_INSERT_HEAD(&bucket[name_bucket(da->name)], node, next);
	pthread_mutex_unlock(&list_lock);
}

struct devargs_entry *
devargs_unlink(struct rte_devargs *da)
{
	struct devargs_entry *e;

	/* by pointer: while an entry is replaced, two of one name are linked */
	pthread_mutex_lock(&list_lock);
	LIST_FOREACH(e, &bucket[name_bucket(da->name)], next)
		if (e->da == da)
			break;
	if (e != NULL) {
		LIST_REMOVE(e, next);
		TAILQ_REMOVE(&list, da, next);
	}
	pthread_mutex_unlock(&list_lock);
	return e;
}

void
devargs_free(struct rte_devargs *da)
{
	if (da == NULL)
		return;
	rte_devargs_reset(da);
	free(da);
}

void
devargs_clear(void)
{
	struct rte_devargs *da;

	while ((da = TAILQ_FIRST(&list)) != NULL) {
		free(devargs_unlink(da));
		devargs_free(da);
	}
}

/* Let @p old take over what @p fresh says; the list position, and so pointers to @p old, stay. */
static void
entry_take_over(struct rte_devargs *old, struct rte_devargs *fresh)
{
	free(old->data);
	old->type = fresh->type;
	old->policy = fresh->policy;
	old->args = fresh->args;
	old->cls = fresh->cls;
	old->bus_str = fresh->bus_str;
	old->cls_str = fresh->cls_str;
	old->data = fresh->data;
	fresh->data = NULL;
	devargs_free(fresh);
}

int
rte_devargs_insert(struct rte_devargs **da)
{
	struct devargs_entry *node;
	struct rte_devargs *old;

	if (da == NULL || *da == NULL || (*da)->bus == NULL)
		return -1;
	old = devargs_find((*da)->bus, (*da)->name);
	if (old == *da)
		return 0;
	if (old != NULL) {
		entry_take_over(old, *da);
		*da = old;
		return 0;
	}
	node = devargs_reserve();
	if (node == NULL)
		return -1;
	devargs_link(*da, node, NULL);
	return 0;
}

int
rte_devargs_add(enum rte_devtype devtype, const char *devargs_str)
{
	struct rte_devargs *da = calloc(1, sizeof(*da));

	if (da == NULL || rte_devargs_parse(da, devargs_str) != 0 || da->bus == NULL)
		goto fail;
	da->type = devtype;
	da->policy = devtype == RTE_DEVTYPE_BLOCKED ? RTE_DEV_BLOCKED : RTE_DEV_ALLOWED;
	if (da->bus->conf.scan_mode == RTE_BUS_SCAN_UNDEFINED && devtype != RTE_DEVTYPE_VIRTUAL)
		da->bus->conf.scan_mode = devtype == RTE_DEVTYPE_ALLOWED ? RTE_BUS_SCAN_ALLOWLIST : RTE_BUS_SCAN_BLOCKLIST;
	if (rte_devargs_insert(&da) == 0)
		return 0;
fail:
	devargs_free(da);
	return -1;
}

int
rte_devargs_remove(struct rte_devargs *devargs)
{
	struct rte_devargs *da;

	if (devargs == NULL || devargs->bus == NULL)
		return -1;
	da = devargs_find(devargs->bus, devargs->name);
	if (da == NULL)
		return 1;
	free(devargs_unlink(da));
	devargs_free(da);
	return 0;
}

unsigned int
rte_devargs_type_count(enum rte_devtype devtype)
{
	struct rte_devargs *da;
	unsigned int n = 0;

	pthread_mutex_lock(&list_lock);
	TAILQ_FOREACH(da, &list, next)
		n += da->type == devtype;
	pthread_mutex_unlock(&list_lock);
	return n;
}

void
rte_devargs_dump(FILE *f)
{
	struct rte_devargs *da;

	fprintf(f, "User device list:\n");
	pthread_mutex_lock(&list_lock);
	TAILQ_FOREACH(da, &list, next)
		fprintf(f, "  [%s]: %s %s\n", da->bus != NULL ? da->bus->name : "??", da->name, da->args != NULL ? da->args : "");
	pthread_mutex_unlock(&list_lock);
}

struct rte_devargs *
rte_devargs_next(const char *busname, const struct rte_devargs *start)
{
	struct rte_devargs *da;

	pthread_mutex_lock(&list_lock);
	da = start != NULL ? TAILQ_NEXT(start, next) : TAILQ_FIRST(&list);
	while (da != NULL && busname != NULL && (da->bus == NULL || strcmp(da->bus->name, busname) != 0))
		da = TAILQ_NEXT(da, next);
	pthread_mutex_unlock(&list_lock);
	return da;
}
