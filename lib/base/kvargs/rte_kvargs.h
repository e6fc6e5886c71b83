/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device arguments: "key=value,key=value". A value may hold commas inside [ ]. A key may stand alone; its value is NULL.
 * Empty pairs are skipped.
 */
#ifndef _RTE_KVARGS_H_
#define _RTE_KVARGS_H_

#include <rte_compat.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Most pairs in one list. */
#define RTE_KVARGS_MAX 32
#define RTE_KVARGS_PAIRS_DELIM ","
#define RTE_KVARGS_KV_DELIM "="

/**
 * Handles one pair. Runs in the caller of rte_kvargs_process().
 * @param value  NULL for a key that stands alone.
 * @return 0 to go on, negative to stop with an error.
 */
typedef int (*arg_handler_t)(const char *key, const char *value, void *opaque);

/** One pair; both texts belong to the list. */
struct rte_kvargs_pair {
	char *key;
	char *value;
};

/** A parsed list. */
struct rte_kvargs {
	char *str; /**< the text that the pairs point into */
	unsigned int count;
	struct rte_kvargs_pair pairs[RTE_KVARGS_MAX];
};

/**
 * Parse a list.
 *
 * @param args       The text; copied. NULL fails.
 * @param valid_keys NULL-terminated names that are allowed; NULL: any.
 * @return The list, to be freed with rte_kvargs_free(); NULL with errno EINVAL (malformed, unknown key), E2BIG (more than
 *  RTE_KVARGS_MAX pairs) or ENOMEM.
 * Context: any thread. Since 2.0.
 */
struct rte_kvargs *rte_kvargs_parse(const char *args, const char *const valid_keys[]);

/** As rte_kvargs_parse() for the part of @p args before the first character that is in @p valid_ends (outside [ ]). NULL
 *  or empty: all of it. Since 18.05. */
struct rte_kvargs *rte_kvargs_parse_delim(const char *args, const char *const valid_keys[], const char *valid_ends);

/** Free a list; NULL is harmless. Since 2.0. */
void rte_kvargs_free(struct rte_kvargs *kvlist);

/** Value of the first pair with this key; NULL if there is none, it has no value, or an argument is NULL. Since 21.05. */
const char *rte_kvargs_get(const struct rte_kvargs *kvlist, const char *key);

/** Value of the first pair with this key (NULL: any) and this value (NULL: any); NULL if there is none. Since 21.11. */
const char *rte_kvargs_get_with_value(const struct rte_kvargs *kvlist, const char *key, const char *value);

/**
 * Run a handler on each pair with a key, in order.
 *
 * @param key_match NULL: every pair.
 * @return 0 (also when nothing matched); -1 when @p kvlist or @p handler is NULL or a handler failed.
 * Context: any thread. Since 2.0.
 */
int rte_kvargs_process(const struct rte_kvargs *kvlist, const char *key_match, arg_handler_t handler, void *opaque_arg);

/** Number of pairs with a key (NULL: all pairs); 0 for a NULL list. Since 2.0. */
unsigned int rte_kvargs_count(const struct rte_kvargs *kvlist, const char *key_match);

#ifdef __cplusplus
}
#endif

#endif
