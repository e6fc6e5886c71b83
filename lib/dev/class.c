/* SPDX-License-Identifier: BSD-3-Clause */
/* The lists of classes: the engine's operations, and the public rte_class registry for iterators. */
#include <errno.h>
#include <string.h>

#include <rte_class.h>
#include <rte_debug.h>

#include "class.h"

static TAILQ_HEAD(, dev_class) engine_classes = TAILQ_HEAD_INITIALIZER(engine_classes);
static TAILQ_HEAD(, rte_class) public_classes = TAILQ_HEAD_INITIALIZER(public_classes);

void
class_register(struct dev_class *cls)
{
	TAILQ_INSERT_TAIL(&engine_classes, cls, next);
}

struct dev_class *
class_next(const struct dev_class *cls)
{
	return cls == NULL ? TAILQ_FIRST(&engine_classes) : TAILQ_NEXT(cls, next);
}

void
rte_class_register(struct rte_class *cls)
{
	RTE_VERIFY(cls != NULL && cls->name != NULL && cls->name[0] != '\0');
	TAILQ_INSERT_TAIL(&public_classes, cls, next);
}

void
rte_class_unregister(struct rte_class *cls)
{
	TAILQ_REMOVE(&public_classes, cls, next);
}

struct rte_class *
rte_class_find(const struct rte_class *start, rte_class_cmp_t cmp, const void *data)
{
	struct rte_class *cls;

	if (cmp == NULL)
		return NULL;
	cls = start != NULL ? TAILQ_NEXT(start, next) : TAILQ_FIRST(&public_classes);
	while (cls != NULL && cmp(cls, data) != 0)
		cls = TAILQ_NEXT(cls, next);
	return cls;
}

static int
class_named(const struct rte_class *cls, const void *name)
{
	return strcmp(cls->name, name);
}

struct rte_class *
rte_class_find_by_name(const char *name)
{
	return name != NULL ? rte_class_find(NULL, class_named, name) : NULL;
}
