/* SPDX-License-Identifier: BSD-3-Clause */
/* Device arguments inside the device room: parsing with a reason, and list moves that cannot fail. */
#ifndef DEVARGS_H
#define DEVARGS_H

#include <stddef.h>

#include <rte_devargs.h>

/**
 * rte_devargs_parse() without the log line: on failure @p text says in one sentence which word is wrong. @p da is cleared
 * first and holds nothing to free on failure.
 */
int devargs_parse(struct rte_devargs *da, const char *str, char *text, size_t len);

/** An entry of the list with its index node. */
struct devargs_entry;

/** The list entry of this bus and name, or NULL. */
struct rte_devargs *devargs_find(const struct rte_bus *bus, const char *name);
/** Allocate an index node now, so that devargs_link() cannot fail later. NULL: no memory. */
struct devargs_entry *devargs_reserve(void);
/** Put @p da (malloc'ed) with its reserved node into the list, before @p where (NULL: at the end). */
void devargs_link(struct rte_devargs *da, struct devargs_entry *node, struct rte_devargs *where);
/** Take @p da out of the list without freeing it; its node is returned for reuse or free(). */
struct devargs_entry *devargs_unlink(struct rte_devargs *da);
/** Free @p da with its texts; NULL ok. It must not be in the list. */
void devargs_free(struct rte_devargs *da);
/** Empty the list, at the end of the runtime. */
void devargs_clear(void);

#endif
