/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Strict reading of a virtual network device's arguments: one table of keys per driver, and one sentence that names key and
 * value when something is wrong. Shared by the drivers of this directory; header only, so that they need no common archive.
 */
#ifndef NET_ARGS_H
#define NET_ARGS_H

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base/kvargs/kvargs.h>
#include <rte_common.h>
#include <rte_kvargs.h>

#define NET_ARGS_WHY_MAX 512

/** One key of a driver. */
struct net_arg {
	const char *key;
	bool repeats; /**< may stand more than once */
	/** Check @p value and put it into @p where; NULL when fine, else what a good value looks like ("0 or 1"). */
	const char *(*take)(const char *value, void *where);
};

/** A whole number, decimal or 0x..., without sign, space or anything behind it. 0, or -EINVAL with @p out untouched. */
static inline int
net_args_number(const char *value, uint64_t min, uint64_t max, uint64_t *out)
{
	unsigned long long n;
	char *end;

	if (!isdigit((unsigned char)value[0]))
		return -EINVAL;
	errno = 0;
	n = strtoull(value, &end, 0);
	if (errno != 0 || *end != '\0' || n < min || n > max)
		return -EINVAL;
	*out = n;
	return 0;
}

/** A switch. NULL, or what it should have been. */
static inline const char *
net_args_bool(const char *value, bool *out)
{
	uint64_t n;

	if (net_args_number(value, 0, 1, &n) != 0)
		return "0 or 1";
	*out = n != 0;
	return NULL;
}

static inline int
net_args_pair(const struct rte_kvargs *list, unsigned int i, const struct net_arg *table, size_t n, void *where, char *why)
{
	const char *key = list->pairs[i].key, *value = list->pairs[i].value, *wanted;
	size_t k;

	if (strcmp(key, "driver") == 0)
		return 0;
	for (k = 0; k < n && strcmp(key, table[k].key) != 0; k++)
		;
	if (k == n)
		snprintf(why, NET_ARGS_WHY_MAX, "%s%s%s: unknown key", key, value != NULL ? "=" : "", value != NULL ? value : "");
	else if (value == NULL || value[0] == '\0')
		snprintf(why, NET_ARGS_WHY_MAX, "%s: no value given", key);
	else if (!table[k].repeats && rte_kvargs_count(list, key) > 1)
		snprintf(why, NET_ARGS_WHY_MAX, "%s=%s: the key may stand only once", key, value);
	else if ((wanted = table[k].take(value, where)) != NULL)
		snprintf(why, NET_ARGS_WHY_MAX, "%s=%s: must be %s", key, value, wanted);
	else
		return 0;
	return -EINVAL;
}

/**
 * Read @p args by the table of @p n keys. The key "driver" of the layered syntax is accepted and skipped.
 *
 * @param args  text of the user; NULL and "" are fine
 * @param where handed to each take()
 * @param why   NET_ARGS_WHY_MAX bytes; the sentence on failure
 * @return 0; -EINVAL no list, unknown or doubled key, no value or a wrong one; -E2BIG too many pairs; -ENOMEM
 * Context: any thread.
 */
static inline int
net_args_read(const char *args, const struct net_arg *table, size_t n, void *where, char *why)
{
	struct rte_kvargs *list;
	char text[128] = "";
	unsigned int i;
	int ret = 0;

	if (args == NULL || args[0] == '\0')
		return 0;
	list = rte_kvargs_parse(args, NULL);
	if (list == NULL) {
		ret = kvargs_parse_err(args, NULL, text, sizeof(text));
		snprintf(why, NET_ARGS_WHY_MAX, "%.200s: %s", args, ret != 0 ? text : "no memory");
		return ret != 0 ? ret : -ENOMEM;
	}
	for (i = 0; i < list->count && ret == 0; i++)
		ret = net_args_pair(list, i, table, n, where, why);
	rte_kvargs_free(list);
	return ret;
}

#endif
