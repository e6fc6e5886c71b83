/* SPDX-License-Identifier: BSD-3-Clause */
/* Parsing "key=value,key=[a,b],key" and walking the result. The archive stands alone: it logs nothing, callers do. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_kvargs.h>

#include "kvargs.h"

/* One pair as it stands in the text; value NULL for a key alone. */
struct pair_span {
	const char *key;
	size_t key_len;
	const char *value;
	size_t value_len;
};

/* Where complaints go; positions are relative to args. */
struct complaint {
	const char *args;
	char *text;
	size_t len;
};

static __thread char last_error[256];

static int __attribute__((format(printf, 4, 5)))
complain(const struct complaint *c, int err, const char *where, const char *format, ...)
{
	va_list ap;
	int n;

	if (c->text == NULL || c->len == 0)
		return err;
	va_start(ap, format);
	n = vsnprintf(c->text, c->len, format, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < c->len)
		snprintf(c->text + n, c->len - (size_t)n, " at position %zu", (size_t)(where - c->args));
	return err;
}

/* Printable length of a piece of text in a complaint. */
static int
shown(size_t len)
{
	return len > 64 ? 64 : (int)len;
}

static bool
key_allowed(const char *key, size_t len, const char *const keys[])
{
	if (keys == NULL)
		return true;
	for (; *keys != NULL; keys++)
		if (strlen(*keys) == len && memcmp(*keys, key, len) == 0)
			return true;
	return false;
}

/* The end of the value at @p at: the first comma outside brackets, or @p end; NULL when a bracket stays open. */
static const char *
value_end(const char *at, const char *end)
{
	const char *open = NULL;

	for (; at < end; at++) {
		if (*at == '[' && open == NULL)
			open = at;
		else if (*at == ']')
			open = NULL;
		else if (*at == ',' && open == NULL)
			return at;
	}
	return open == NULL ? end : NULL;
}

/* Take the pair at *at and move behind it. 1: a pair, 0: an empty place, negative: an error that was explained. */
static int
pair_take(const char **at, const char *end, struct pair_span *pair, const char *const keys[], const struct complaint *c)
{
	const char *p = *at, *stop;

	memset(pair, 0, sizeof(*pair));
	pair->key = p;
	while (p < end && *p != '=' && *p != ',')
		p++;
	pair->key_len = (size_t)(p - pair->key);
	if (p == end || *p == ',') {
		*at = p;
		if (pair->key_len == 0)
			return 0;
	} else {
		if (pair->key_len == 0)
			return complain(c, -EINVAL, p, "value without a key");
		pair->value = p + 1;
		stop = value_end(pair->value, end);
		if (stop == NULL)
			return complain(c, -EINVAL, pair->value, "key \"%.*s\": list without its ]", shown(pair->key_len),
					pair->key);
		pair->value_len = (size_t)(stop - pair->value);
		*at = stop;
	}
	if (!key_allowed(pair->key, pair->key_len, keys))
		return complain(c, -EINVAL, pair->key, "unknown key \"%.*s\"", shown(pair->key_len), pair->key);
	return 1;
}

/* Read all pairs up to @p end into @p pairs (RTE_KVARGS_MAX of them). Their number or a negative errno. */
static int
pairs_read(const char *args, const char *end, struct pair_span *pairs, const char *const keys[], const struct complaint *c)
{
	struct pair_span pair;
	const char *at = args;
	int n = 0, ret;

	for (;;) {
		ret = pair_take(&at, end, &pair, keys, c);
		if (ret < 0)
			return ret;
		if (ret == 1) {
			if (n == RTE_KVARGS_MAX)
				return complain(c, -E2BIG, pair.key, "key \"%.*s\": more than %d pairs",
						shown(pair.key_len), pair.key, RTE_KVARGS_MAX);
			pairs[n++] = pair;
		}
		if (at == end)
			return n;
		at++; /* the comma */
	}
}

int
kvargs_parse_err(const char *args, const char *const keys[], char *text, size_t len)
{
	const struct complaint c = { args, text, len };
	struct pair_span pairs[RTE_KVARGS_MAX];
	int n;

	if (args == NULL) {
		if (text != NULL)
			snprintf(text, len, "no arguments");
		return -EINVAL;
	}
	n = pairs_read(args, args + strlen(args), pairs, keys, &c);
	return n < 0 ? n : 0;
}

const char *
kvargs_last_error(void)
{
	return last_error;
}

/* The list owns one copy of the text; keys and values are pieces of it, cut by zero bytes. */
static struct rte_kvargs *
list_build(const char *args, const char *end, const struct pair_span *pairs, unsigned int n)
{
	struct rte_kvargs *kvlist;
	size_t len = (size_t)(end - args);
	unsigned int i;

	kvlist = calloc(1, sizeof(*kvlist));
	if (kvlist == NULL)
		return NULL;
	kvlist->str = malloc(len + 1);
	if (kvlist->str == NULL) {
		free(kvlist);
		return NULL;
	}
	memcpy(kvlist->str, args, len);
	kvlist->str[len] = '\0';
	for (i = 0; i < n; i++) {
		kvlist->pairs[i].key = kvlist->str + (pairs[i].key - args);
		kvlist->pairs[i].key[pairs[i].key_len] = '\0';
		if (pairs[i].value == NULL)
			continue;
		kvlist->pairs[i].value = kvlist->str + (pairs[i].value - args);
		kvlist->pairs[i].value[pairs[i].value_len] = '\0';
	}
	kvlist->count = n;
	return kvlist;
}

static struct rte_kvargs *
list_parse(const char *args, const char *end, const char *const keys[])
{
	const struct complaint c = { args, last_error, sizeof(last_error) };
	struct pair_span pairs[RTE_KVARGS_MAX];
	struct rte_kvargs *kvlist;
	int n;

	last_error[0] = '\0';
	n = pairs_read(args, end, pairs, keys, &c);
	if (n < 0) {
		errno = -n;
		return NULL;
	}
	kvlist = list_build(args, end, pairs, (unsigned int)n);
	if (kvlist == NULL) {
		snprintf(last_error, sizeof(last_error), "out of memory");
		errno = ENOMEM;
	}
	return kvlist;
}

struct rte_kvargs *
rte_kvargs_parse(const char *args, const char *const valid_keys[])
{
	if (args == NULL) {
		snprintf(last_error, sizeof(last_error), "no arguments");
		errno = EINVAL;
		return NULL;
	}
	return list_parse(args, args + strlen(args), valid_keys);
}

struct rte_kvargs *
rte_kvargs_parse_delim(const char *args, const char *const valid_keys[], const char *valid_ends)
{
	const char *end;
	bool in_list = false;

	if (args == NULL || valid_ends == NULL)
		return rte_kvargs_parse(args, valid_keys);
	for (end = args; *end != '\0'; end++) {
		if (*end == '[')
			in_list = true;
		else if (*end == ']')
			in_list = false;
		else if (!in_list && strchr(valid_ends, *end) != NULL)
			break;
	}
	return list_parse(args, end, valid_keys);
}

void
rte_kvargs_free(struct rte_kvargs *kvlist)
{
	if (kvlist == NULL)
		return;
	free(kvlist->str);
	free(kvlist);
}

const char *
rte_kvargs_get_with_value(const struct rte_kvargs *kvlist, const char *key, const char *value)
{
	unsigned int i;

	if (kvlist == NULL)
		return NULL;
	for (i = 0; i < kvlist->count; i++) {
		if (key != NULL && strcmp(kvlist->pairs[i].key, key) != 0)
			continue;
		if (value != NULL && (kvlist->pairs[i].value == NULL || strcmp(kvlist->pairs[i].value, value) != 0))
			continue;
		return kvlist->pairs[i].value;
	}
	return NULL;
}

const char *
rte_kvargs_get(const struct rte_kvargs *kvlist, const char *key)
{
	if (kvlist == NULL || key == NULL)
		return NULL;
	return rte_kvargs_get_with_value(kvlist, key, NULL);
}

int
rte_kvargs_process(const struct rte_kvargs *kvlist, const char *key_match, arg_handler_t handler, void *opaque_arg)
{
	const struct rte_kvargs_pair *pair;
	unsigned int i;

	if (kvlist == NULL || handler == NULL)
		return -1;
	for (i = 0; i < kvlist->count; i++) {
		pair = &kvlist->pairs[i];
		if (key_match != NULL && strcmp(pair->key, key_match) != 0)
			continue;
		if (handler(pair->key, pair->value, opaque_arg) < 0)
			return -1;
	}
	return 0;
}

unsigned int
rte_kvargs_count(const struct rte_kvargs *kvlist, const char *key_match)
{
	unsigned int i, n = 0;

	if (kvlist == NULL)
		return 0;
	for (i = 0; i < kvlist->count; i++)
		if (key_match == NULL || strcmp(kvlist->pairs[i].key, key_match) == 0)
			n++;
	return n;
}
