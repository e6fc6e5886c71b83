/* SPDX-License-Identifier: BSD-3-Clause */
/* Both devargs syntaxes, with errors that name the word that is wrong. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_class.h>
#include <rte_errno.h>
#include <rte_kvargs.h>

#include "device.h"
#include "devargs.h"
#include "log.h"

#define LAYERS_MAX 3

static __rte_format_printf(4, 5) int
parse_fail(char *text, size_t len, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, len, fmt, ap);
	va_end(ap);
	return -err;
}

/* Whether a layer of kind @p key begins at @p s ("key=..." or the bare word). */
static bool
layer_is(const char *s, const char *key)
{
	size_t n = strlen(key);

	return strncmp(s, key, n) == 0 && (s[n] == '=' || s[n] == '\0' || s[n] == ',' || s[n] == '/');
}

static bool
layer_starts(const char *s)
{
	return layer_is(s, RTE_DEVARGS_KEY_BUS) || layer_is(s, RTE_DEVARGS_KEY_CLASS) || layer_is(s, RTE_DEVARGS_KEY_DRIVER);
}

/* Cut da->data into its layers; a '/' splits only in front of a layer's key, so that paths in values survive. */
static int
layers_split(struct rte_devargs *da, char *text, size_t len)
{
	char *p = da->data, *end;
	unsigned int n = 0;
	const char **slot;
	const char *what;

	while (p != NULL) {
		for (end = strchr(p, '/'); end != NULL && !layer_starts(end + 1); end = strchr(end + 1, '/'))
			;
		if (end != NULL)
			*end++ = '\0';
		if (++n > LAYERS_MAX)
			return parse_fail(text, len, E2BIG, "more than %d layers, from \"%s\" on", LAYERS_MAX, p);
		if (layer_is(p, RTE_DEVARGS_KEY_BUS)) {
			slot = &da->bus_str;
			what = RTE_DEVARGS_KEY_BUS;
		} else if (layer_is(p, RTE_DEVARGS_KEY_CLASS)) {
			slot = &da->cls_str;
			what = RTE_DEVARGS_KEY_CLASS;
		} else {
			slot = &da->drv_str;
			what = RTE_DEVARGS_KEY_DRIVER;
		}
		if (p[strlen(what)] != '=' || p[strlen(what) + 1] == '\0' || p[strlen(what) + 1] == ',')
			return parse_fail(text, len, EINVAL, "key \"%s\" has no value", what);
		if (*slot != NULL && slot != &da->drv_str)
			return parse_fail(text, len, EINVAL, "layer \"%s\" given twice", what);
		*slot = p;
		p = end;
	}
	return 0;
}

/* Value of the first pair of a layer, e.g. "vdev" of "bus=vdev,name=x", copied to @p out. */
static bool
layer_word(const char *layer, char *out, size_t len)
{
	const char *v = strchr(layer, '=') + 1;
	size_t n = strcspn(v, ",");

	if (n >= len)
		return false;
	memcpy(out, v, n);
	out[n] = '\0';
	return true;
}

static int
bus_layer(struct rte_devargs *da, char *text, size_t len)
{
	char word[RTE_DEV_NAME_MAX_LEN];
	struct rte_kvargs *kv;
	const char *name;
	int ret = 0;

	if (!layer_word(da->bus_str, word, sizeof(word)) || (da->bus = rte_bus_find_by_name(word)) == NULL)
		return parse_fail(text, len, EFAULT, "there is no bus \"%.*s\"", (int)strcspn(da->bus_str + 4, ","),
			da->bus_str + 4);
	if (da->bus->devargs_parse != NULL) {
		ret = da->bus->devargs_parse(da);
		return ret == 0 ? 0 : parse_fail(text, len, ret < 0 ? -ret : EINVAL, "bus %s cannot read \"%s\"", word,
			da->bus_str);
	}
	kv = rte_kvargs_parse(da->bus_str, NULL);
	if (kv == NULL)
		return parse_fail(text, len, EINVAL, "the bus layer \"%s\" is not a list of key=value pairs", da->bus_str);
	name = rte_kvargs_get(kv, "name");
	if (name != NULL && strlen(name) >= sizeof(da->name))
		ret = parse_fail(text, len, EINVAL, "name \"%.40s...\" is longer than %zu bytes", name, sizeof(da->name) - 1);
	else if (name != NULL)
		strcpy(da->name, name);
	rte_kvargs_free(kv);
	return ret;
}

static int
layers_check(const char *layer, char *text, size_t len)
{
	struct rte_kvargs *kv;

	if (layer == NULL)
		return 0;
	kv = rte_kvargs_parse(layer, NULL);
	if (kv == NULL)
		return parse_fail(text, len, EINVAL, "\"%s\" is not a list of key=value pairs", layer);
	rte_kvargs_free(kv);
	return 0;
}

static int
parse_layered(struct rte_devargs *da, char *text, size_t len)
{
	char word[RTE_DEV_NAME_MAX_LEN];
	int ret = layers_split(da, text, len);

	if (ret == 0)
		ret = layers_check(da->drv_str, text, len);
	if (ret == 0)
		ret = layers_check(da->cls_str, text, len);
	if (ret == 0 && da->bus_str != NULL)
		ret = bus_layer(da, text, len);
	if (ret == 0 && da->cls_str != NULL &&
	    (!layer_word(da->cls_str, word, sizeof(word)) || (da->cls = rte_class_find_by_name(word)) == NULL))
		ret = parse_fail(text, len, EFAULT, "there is no class \"%.*s\"", (int)strcspn(da->cls_str + 6, ","),
			da->cls_str + 6);
	if (ret == 0 && da->bus == NULL && da->cls == NULL)
		ret = parse_fail(text, len, EINVAL, "neither a bus nor a class is named");
	return ret;
}

/* Bus for "name" or "bus:name"; *name is moved behind the prefix. */
static struct rte_bus *
plain_bus(const char **name, const char *whole)
{
	struct rte_bus *bus;
	size_t n;

	/* any one character may stand behind the bus name, as programs have come to write it */
	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus)) {
		n = strlen(bus->name);
		if (bus->parse == NULL || strncmp(whole, bus->name, n) != 0 || whole[n] == '\0')
			continue;
		if (bus->parse(*name + n + 1, NULL) == 0) {
			*name += n + 1;
			return bus;
		}
	}
	for (bus = bus_next(NULL); bus != NULL; bus = bus_next(bus))
		if (bus->parse != NULL && bus->parse(*name, NULL) == 0)
			return bus;
	return NULL;
}

static int
parse_plain(struct rte_devargs *da, char *text, size_t len)
{
	char head[2 * RTE_DEV_NAME_MAX_LEN];
	const char *name = head;
	size_t n = strcspn(da->data, ",");
	char *comma;

	/* "vdev,net_null0" counts as a bus prefix too: look behind a first word that is a bus */
	if (da->data[n] == ',') {
		char word[RTE_DEV_NAME_MAX_LEN];

		if (n < sizeof(word)) {
			memcpy(word, da->data, n);
			word[n] = '\0';
			if (rte_bus_find_by_name(word) != NULL)
				n += 1 + strcspn(da->data + n + 1, ",");
		}
	}
	if (n >= sizeof(head))
		return parse_fail(text, len, EINVAL, "name \"%.40s...\" is longer than %d bytes", da->data,
			RTE_DEV_NAME_MAX_LEN - 1);
	memcpy(head, da->data, n);
	head[n] = '\0';
	da->bus = plain_bus(&name, head);
	if (da->bus == NULL && strlen(name) >= sizeof(da->name))
		return parse_fail(text, len, EINVAL, "name \"%.40s...\" is longer than %zu bytes", name, sizeof(da->name) - 1);
	if (da->bus == NULL)
		return parse_fail(text, len, EFAULT, "no bus or driver takes the name \"%s\"", head);
	if (strlen(name) >= sizeof(da->name))
		return parse_fail(text, len, EINVAL, "name \"%.40s...\" is longer than %zu bytes", name, sizeof(da->name) - 1);
	strcpy(da->name, name);
	comma = da->data + n;
	da->args = *comma == ',' ? comma + 1 : comma;
	return 0;
}

int
devargs_parse(struct rte_devargs *da, const char *str, char *text, size_t len)
{
	size_t n;
	int ret;

	memset(da, 0, sizeof(*da));
	if (str == NULL || str[0] == '\0')
		return parse_fail(text, len, EINVAL, "the device string is empty");
	n = strnlen(str, RTE_DEVARGS_MAX_LEN + 1);
	if (n > RTE_DEVARGS_MAX_LEN)
		return parse_fail(text, len, E2BIG, "the device string is longer than %d bytes", RTE_DEVARGS_MAX_LEN);
	da->data = malloc(n + 1);
	if (da->data == NULL)
		return parse_fail(text, len, ENOMEM, "out of memory");
	memcpy(da->data, str, n + 1);
	ret = layer_starts(str) ? parse_layered(da, text, len) : parse_plain(da, text, len);
	if (ret != 0) {
		rte_devargs_reset(da);
		memset(da, 0, sizeof(*da));
		return ret;
	}
	if (da->args == NULL)
		da->args = da->data + n; /* the terminator: "" */
	return 0;
}

int
rte_devargs_parse(struct rte_devargs *da, const char *dev)
{
	char text[192];
	int ret;

	if (da == NULL) {
		rte_errno = EINVAL;
		return -EINVAL;
	}
	ret = devargs_parse(da, dev, text, sizeof(text));
	if (ret != 0) {
		DEV_LOG(ERR, "device string \"%.80s\": %s", dev != NULL ? dev : "", text);
		rte_errno = -ret;
	}
	return ret;
}

int
rte_devargs_parsef(struct rte_devargs *da, const char *format, ...)
{
	char *str = NULL;
	va_list ap;
	int ret;

	if (da == NULL || format == NULL) {
		rte_errno = EINVAL;
		return -EINVAL;
	}
	va_start(ap, format);
	ret = vasprintf(&str, format, ap);
	va_end(ap);
	if (ret < 0) {
		rte_errno = ENOMEM;
		return -ENOMEM;
	}
	ret = rte_devargs_parse(da, str);
	free(str);
	return ret;
}

void
rte_devargs_reset(struct rte_devargs *da)
{
	if (da == NULL)
		return;
	free(da->data);
	da->data = NULL;
	da->args = NULL;
	da->bus_str = NULL;
	da->cls_str = NULL;
}
