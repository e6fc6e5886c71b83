/* SPDX-License-Identifier: BSD-3-Clause */
/* The virtual devices that exist, in order of creation, with an index so that their number does not matter. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <base/strhash.h>
#include <dev/device.h>
#include <dev/life.h>
#include <rte_memory.h>

#include "vdev.h"

#define INDEX_BUCKETS 1024 /* power of two */

/* A device with its place in the index; drivers see the middle part only. */
struct vdev_entry {
	LIST_ENTRY(vdev_entry) index;
	struct rte_vdev_device vdev;
	char name[]; /* owned here: device.name points to it */
};

static TAILQ_HEAD(vdev_list, rte_vdev_device) devices = TAILQ_HEAD_INITIALIZER(devices);
static LIST_HEAD(, vdev_entry) bucket[INDEX_BUCKETS];
/* guards list and index; recursive since a comparison function may look up another device */
static pthread_mutex_t list_lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static unsigned int
name_bucket(const char *name)
{
	return strhash(name) & (INDEX_BUCKETS - 1);
}

static struct vdev_entry *
entry_find(const char *name)
{
	struct vdev_entry *e;

	LIST_FOREACH(e, &bucket[name_bucket(name)], index)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}

struct rte_vdev_device *
vdev_find(const char *name)
{
	struct vdev_entry *e;

	pthread_mutex_lock(&list_lock);
	e = entry_find(name);
	pthread_mutex_unlock(&list_lock);
	return e != NULL ? &e->vdev : NULL;
}

int
vdev_create(const char *name, struct rte_devargs *da, struct rte_vdev_device **out)
{
	size_t len = strlen(name) + 1;
	struct vdev_entry *e;

	if (vdev_find(name) != NULL)
		return -EEXIST;
	e = calloc(1, sizeof(*e) + len);
	if (e == NULL)
		return -ENOMEM;
	memcpy(e->name, name, len);
	device_init(&e->vdev.device, &rte_vdev_bus, e->name, SOCKET_ID_ANY);
	e->vdev.device.devargs = da;
	(void)life_move(&e->vdev.device.life, DEV_SCANNED);
	pthread_mutex_lock(&list_lock);
	TAILQ_INSERT_TAIL(&devices, &e->vdev, next);
	LIST_INSERT_HEAD(&bucket[name_bucket(name)], e, index);
	pthread_mutex_unlock(&list_lock);
	*out = &e->vdev;
	return 0;
}

void
vdev_destroy(struct rte_vdev_device *vdev)
{
	struct vdev_entry *e = container_of(vdev, struct vdev_entry, vdev);

	pthread_mutex_lock(&list_lock);
	TAILQ_REMOVE(&devices, vdev, next);
	LIST_REMOVE(e, index);
	pthread_mutex_unlock(&list_lock);
	free(e);
}

struct rte_device *
vdev_walk(const struct rte_device *start, rte_dev_cmp_t cmp, const void *data)
{
	const struct rte_vdev_device *from = start != NULL ? RTE_DEV_TO_VDEV_CONST(start) : NULL;
	struct rte_vdev_device *v;

	pthread_mutex_lock(&list_lock);
	for (v = from != NULL ? TAILQ_NEXT(from, next) : TAILQ_FIRST(&devices); v != NULL; v = TAILQ_NEXT(v, next))
		if (cmp(&v->device, data) == 0)
			break;
	pthread_mutex_unlock(&list_lock);
	return v != NULL ? &v->device : NULL;
}

struct rte_device *
vdev_last(void)
{
	struct rte_vdev_device *v;

	pthread_mutex_lock(&list_lock);
	v = TAILQ_LAST(&devices, vdev_list);
	pthread_mutex_unlock(&list_lock);
	return v != NULL ? &v->device : NULL;
}
