/* SPDX-License-Identifier: BSD-3-Clause */
/* What the user said about a device: bus, name, class, driver arguments. */
#ifndef RTE_DEVARGS_H
#define RTE_DEVARGS_H

#include <stdio.h>

#include <rte_compat.h>
#include <rte_dev.h>
#include <rte_tailq.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Keys that open a layer of the layered syntax. Since 21.11. */
#define RTE_DEVARGS_KEY_BUS "bus"
#define RTE_DEVARGS_KEY_CLASS "class"
#define RTE_DEVARGS_KEY_DRIVER "driver"

/** Longest devargs string, its terminator not counted. */
#define RTE_DEVARGS_MAX_LEN 4095

/** Where a devargs entry comes from. Since 2.0. */
enum rte_devtype {
	RTE_DEVTYPE_ALLOWED,
	RTE_DEVTYPE_BLOCKED,
	RTE_DEVTYPE_VIRTUAL,
};

struct rte_devargs {
	RTE_TAILQ_ENTRY(rte_devargs) next;
	enum rte_devtype type;
	enum rte_dev_policy policy;
	char name[RTE_DEV_NAME_MAX_LEN]; /**< canonical name on the bus */
	RTE_STD_C11
	union {
		const char *args;        /**< for the driver; "" when none */
		const char *drv_str;
	};
	struct rte_bus *bus;
	struct rte_class *cls;
	const char *bus_str;             /**< text of the bus layer, or NULL */
	const char *cls_str;             /**< text of the class layer, or NULL */
	char *data;                      /**< the one allocation that the texts point into */
};

/**
 * Parse a devargs string in either syntax into @p da, which is cleared first.
 *
 * @return 0; -EINVAL NULL, empty, unparsable or a name of 64 bytes and more; -EFAULT no bus or class takes it; -E2BIG more than
 *   three layers or longer than RTE_DEVARGS_MAX_LEN; -ENOMEM. One log line names the place. rte_errno is set too.
 * Lifetime: free with rte_devargs_reset(). Since 18.08.
 */
int rte_devargs_parse(struct rte_devargs *da, const char *dev);
/** rte_devargs_parse() of a formatted string. Since 18.08. */
int rte_devargs_parsef(struct rte_devargs *da, const char *format, ...) __rte_format_printf(2, 0);
/** Free what a parse allocated and clear the texts; NULL ok. Since 21.05. */
void rte_devargs_reset(struct rte_devargs *da);

/**
 * Put *da (allocated with malloc) into the list. An entry of the same bus and name takes over its content instead; *da then
 * is freed and points to that entry.
 *
 * @return 0, or -1 when NULL or without bus. Since 18.11.
 */
int rte_devargs_insert(struct rte_devargs **da);
/** Parse @p devargs_str and put it into the list with its type. 0 or -1. Since 18.05. */
int rte_devargs_add(enum rte_devtype devtype, const char *devargs_str);
/** Take the entry of the same bus and name out of the list and free it. 0; 1 not in it; -1 NULL. Since 18.11. */
int rte_devargs_remove(struct rte_devargs *devargs);
/** Number of entries of a type. Since 18.05. */
unsigned int rte_devargs_type_count(enum rte_devtype devtype);
/** Print the list. Since 18.05. */
void rte_devargs_dump(FILE *f);
/** Entry after @p start (NULL: the first) on the bus named @p busname (NULL: any), NULL at the end. Since 18.05. */
struct rte_devargs *rte_devargs_next(const char *busname, const struct rte_devargs *start);

/** Walk @p da over the entries of a bus. */
#define RTE_EAL_DEVARGS_FOREACH(busname, da)                                                                  \
	for (da = rte_devargs_next(busname, NULL); da != NULL; da = rte_devargs_next(busname, da))

#ifdef __cplusplus
}
#endif

#endif
