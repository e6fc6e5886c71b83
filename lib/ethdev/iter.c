/* SPDX-License-Identifier: BSD-3-Clause */
/* Walking over ports: by number, owner, device, and by a string that describes them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_class.h>
#include <rte_devargs.h>
#include <rte_kvargs.h>

#include "private.h"

/* ---- by number, owner, device ---- */

uint16_t
rte_eth_find_next(uint16_t port_id)
{
	uint32_t id = eth_next_used(port_id);

	while (id < RTE_MAX_ETHPORTS && !eth_valid(id))
		id = eth_next_used(id + 1);
	return (uint16_t)id;
}

uint64_t
rte_eth_find_next_owned_by(uint16_t port_id, const uint64_t owner_id)
{
	const struct rte_eth_dev_data *row;
	uint16_t id;

	for (id = rte_eth_find_next(port_id); id < RTE_MAX_ETHPORTS; id = rte_eth_find_next(id + 1)) {
		row = eth_row(id);
		if (row != NULL && __atomic_load_n(&row->owner.id, __ATOMIC_ACQUIRE) == owner_id)
			break;
	}
	return id;
}

uint16_t
rte_eth_find_next_of(uint16_t port_id, const struct rte_device *parent)
{
	uint16_t id = rte_eth_find_next(port_id);

	while (id < RTE_MAX_ETHPORTS && eth_device(id) != parent)
		id = rte_eth_find_next(id + 1);
	return id;
}

uint16_t
rte_eth_find_next_sibling(uint16_t port_id_start, uint16_t ref_port_id)
{
	if (!eth_valid(ref_port_id)) {
		ETH_LOG(ERR, "%s: there is no port %u", __func__, ref_port_id);
		return RTE_MAX_ETHPORTS;
	}
	return rte_eth_find_next_of(port_id_start, eth_device(ref_port_id));
}

uint16_t
rte_eth_dev_count_avail(void)
{
	uint16_t count = 0;
	uint64_t p;

	for (p = rte_eth_find_next_owned_by(0, RTE_ETH_DEV_NO_OWNER); p < RTE_MAX_ETHPORTS;
	     p = rte_eth_find_next_owned_by((uint16_t)(p + 1), RTE_ETH_DEV_NO_OWNER))
		count++;
	return count;
}

uint16_t
rte_eth_dev_count_total(void)
{
	uint16_t count = 0, p;

	for (p = rte_eth_find_next(0); p < RTE_MAX_ETHPORTS; p = rte_eth_find_next(p + 1))
		count++;
	return count;
}

/* ---- filters ---- */

static const char *const filter_keys[] = { "mac", "representor", NULL };

/* "representor=N", "representor=vfN", a list in brackets of those, with ranges. */
static bool
number_in_list(const char *list, unsigned long number, bool *bad)
{
	unsigned long first, last;
	char *end;

	if (*list == '[')
		list++;
	while (*list != '\0' && *list != ']') {
		list += strspn(list, ",");
		if (list[0] == 'v' || list[0] == 's' || list[0] == 'p')
			list += list[1] == 'f' ? 2 : 0;
		first = last = strtoul(list, &end, 10);
		if (end != list && *end == '-')
			last = strtoul(end + 1, &end, 10);
		if (end == list) {
			*bad = true;
			return false;
		}
		if (number >= first && number <= last)
			return true;
		list = end;
	}
	return false;
}

/* One port against the filters. rte_kvargs_process() tells that a handler failed, but not how. */
struct match {
	struct rte_eth_dev *dev;
	int ret; /* 0 fits, -ENOENT does not, -EINVAL bad value */
};

/* "mac=...": one of the port's addresses. */
static int
mac_filter(const char *key, const char *value, void *opaque)
{
	struct match *m = opaque;
	struct rte_eth_dev_info info;
	struct rte_ether_addr mac;
	uint32_t i;

	RTE_SET_USED(key);
	m->ret = -EINVAL;
	if (value == NULL || rte_ether_unformat_addr(value, &mac) != 0)
		return m->ret;
	m->ret = -ENOENT;
	if (m->dev->data->mac_addrs == NULL || eth_info(m->dev, &info) != 0)
		return m->ret;
	for (i = 0; i < info.max_mac_addrs && m->ret != 0; i++)
		if (rte_is_same_ether_addr(&m->dev->data->mac_addrs[i], &mac))
			m->ret = 0;
	return m->ret;
}

static int
representor_filter(const char *key, const char *value, void *opaque)
{
	struct match *m = opaque;
	bool bad = value == NULL, in = !bad && number_in_list(value, m->dev->data->representor_id, &bad);

	RTE_SET_USED(key);
	m->ret = bad ? -EINVAL : in && (m->dev->data->dev_flags & RTE_ETH_DEV_REPRESENTOR) ? 0 : -ENOENT;
	return m->ret;
}

/*
 * Whether a port fits "mac=..." and "representor=...": 1, 0, or -EINVAL. Unless @p strict the string is meant for the
 * driver, and what is no filter does not count. Under the port's lock.
 */
static int
filter_match(struct rte_eth_dev *dev, const char *filters, bool strict)
{
	struct match m = { dev, 0 };
	struct rte_kvargs *kv = rte_kvargs_parse(filters, strict ? filter_keys : NULL);

	if (kv == NULL && strict)
		return -EINVAL;
	/* representors are found only when they are asked for */
	if (rte_kvargs_count(kv, "representor") == 0 && (dev->data->dev_flags & RTE_ETH_DEV_REPRESENTOR))
		m.ret = -ENOENT;
	if (m.ret == 0 && kv != NULL)
		rte_kvargs_process(kv, "mac", mac_filter, &m);
	if (m.ret == 0 && kv != NULL)
		rte_kvargs_process(kv, "representor", representor_filter, &m);
	rte_kvargs_free(kv);
	return m.ret == 0 ? 1 : m.ret == -EINVAL ? -EINVAL : 0;
}

/* ---- by string ---- */

/*
 * State in struct rte_dev_iterator: bus and bus_str (name of the device, ours to free) say which devices, cls_str (ours to
 * free) which of their ports; class_device is the port the walk stands on.
 */

static int
iterator_fail(int ret, const char *devargs, const char *why)
{
	ETH_LOG(ERR, "filter \"%.80s\": %s", devargs, why);
	return ret;
}

/* "class=eth" and "class=eth,...": no device is named. The filters behind it, else NULL. */
static const char *
pure_filters(const char *devargs)
{
	static const char word[] = "class=eth";

	if (strncmp(devargs, word, sizeof(word) - 1) != 0)
		return NULL;
	devargs += sizeof(word) - 1;
	if (*devargs == '\0')
		return devargs;
	return *devargs == ',' && strchr(devargs, '/') == NULL ? devargs + 1 : NULL;
}

/* What comes behind "class=eth" in the class layer. */
static const char *
layer_filters(const char *layer)
{
	layer = layer != NULL ? strchr(layer, ',') : NULL;
	return layer != NULL ? layer + 1 : "";
}

static int
iterator_fill(struct rte_dev_iterator *iter, const char *name, const char *filters, size_t filters_len)
{
	char *n = strdup(name), *f = strndup(filters, filters_len);

	if (n == NULL || f == NULL) {
		free(n);
		free(f);
		return -ENOMEM;
	}
	iter->bus_str = n;
	iter->cls_str = f;
	return 0;
}

static int
iterator_by_device(struct rte_dev_iterator *iter, const char *devargs)
{
	struct rte_devargs da;
	const char *filters;
	int ret = rte_devargs_parse(&da, devargs);

	if (ret != 0)
		return ret;
	if (da.cls != NULL && strcmp(da.cls->name, "eth") != 0) {
		rte_devargs_reset(&da);
		return iterator_fail(-ENOTSUP, devargs, "not a class of ports");
	}
	/* layered strings keep filters apart; in others the arguments are the driver's, and those that are filters count */
	filters = da.cls_str != NULL ? layer_filters(da.cls_str) : da.bus_str != NULL ? "" : da.args;
	iter->bus = da.bus;
	iter->cls = da.cls;
	ret = iterator_fill(iter, da.name, filters, strcspn(filters, "/"));
	rte_devargs_reset(&da);
	return ret;
}

int
rte_eth_iterator_init(struct rte_dev_iterator *iter, const char *devargs)
{
	const char *filters;
	int ret;

	if (iter == NULL || devargs == NULL) {
		ETH_LOG(ERR, "%s: no %s", __func__, iter == NULL ? "iterator" : "filter");
		return -EINVAL;
	}
	memset(iter, 0, sizeof(*iter));
	filters = pure_filters(devargs);
	if (filters != NULL) {
		iter->cls = rte_class_find_by_name("eth");
		ret = iterator_fill(iter, "", filters, strlen(filters));
	} else {
		ret = iterator_by_device(iter, devargs);
	}
	if (ret == -ENOMEM)
		iterator_fail(ret, devargs, "no memory");
	if (ret != 0)
		memset(iter, 0, sizeof(*iter));
	return ret;
}

/* Whether the device of a port is one that the walk is about. Under the port's lock. */
static bool
device_fits(const struct rte_dev_iterator *iter, const struct rte_device *device)
{
	if (iter->bus != NULL && (device == NULL || device->bus != iter->bus))
		return false;
	return iter->bus_str[0] == '\0' || (device != NULL && strcmp(device->name, iter->bus_str) == 0);
}

static int
iterator_match(const struct rte_dev_iterator *iter, uint16_t id)
{
	int ret = eth_lock(id);

	if (ret != 0)
		return 0;
	ret = eth_valid(id) && device_fits(iter, rte_eth_devices[id].device) ?
	      filter_match(&rte_eth_devices[id], iter->cls_str, iter->bus == NULL || iter->cls != NULL) : 0;
	return eth_leave(id, ret);
}

uint16_t
rte_eth_iterator_next(struct rte_dev_iterator *iter)
{
	const struct rte_eth_dev *at;
	uint16_t id;
	int ret = 0;

	if (iter == NULL || iter->cls_str == NULL)
		return RTE_MAX_ETHPORTS;
	at = iter->class_device;
	id = rte_eth_find_next(at != NULL ? (uint16_t)(at - rte_eth_devices + 1) : 0);
	for (; id < RTE_MAX_ETHPORTS; id = rte_eth_find_next(id + 1)) {
		ret = iterator_match(iter, id);
		if (ret < 0)
			iterator_fail(ret, iter->cls_str, "not a list of mac=... and representor=...");
		if (ret != 0)
			break;
	}
	if (id < RTE_MAX_ETHPORTS && ret > 0) {
		iter->class_device = &rte_eth_devices[id];
		return id;
	}
	rte_eth_iterator_cleanup(iter);
	return RTE_MAX_ETHPORTS;
}

void
rte_eth_iterator_cleanup(struct rte_dev_iterator *iter)
{
	if (iter == NULL)
		return;
	free((void *)(uintptr_t)iter->bus_str);
	free((void *)(uintptr_t)iter->cls_str);
	memset(iter, 0, sizeof(*iter));
}

/* ---- the class, for rte_dev_iterator ---- */

static int
class_match(uint16_t id, const struct rte_device *device, const char *filters)
{
	int ret = eth_lock(id);

	if (ret != 0)
		return 0;
	ret = eth_valid(id) && (device == NULL || rte_eth_devices[id].device == device) ?
	      filter_match(&rte_eth_devices[id], filters, true) : 0;
	return eth_leave(id, ret);
}

/* Next port after @p start that fits "class=eth,...", and the device of the walk if that names one. */
static void *
class_iterate(const void *start, const char *devstr, const struct rte_dev_iterator *it)
{
	const struct rte_eth_dev *at = start;
	const char *filters = layer_filters(devstr);
	char *own = strndup(filters, strcspn(filters, "/"));
	uint16_t id;
	int ret = 0;

	if (own == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	id = rte_eth_find_next(at != NULL ? (uint16_t)(at - rte_eth_devices + 1) : 0);
	for (; id < RTE_MAX_ETHPORTS; id = rte_eth_find_next(id + 1)) {
		ret = class_match(id, it != NULL ? it->device : NULL, own);
		if (ret != 0)
			break;
	}
	free(own);
	if (ret < 0)
		rte_errno = EINVAL;
	return ret > 0 ? &rte_eth_devices[id] : NULL;
}

static struct rte_class eth_rte_class = {
	.dev_iterate = class_iterate,
};

RTE_REGISTER_CLASS(eth, eth_rte_class)
