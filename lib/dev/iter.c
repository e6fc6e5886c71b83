/* SPDX-License-Identifier: BSD-3-Clause */
/* Walking the devices that fit a layered string. */
#include <errno.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_class.h>
#include <rte_errno.h>

#include "device.h"
#include "devargs.h"
#include "log.h"

static int
iterator_fail(struct rte_dev_iterator *it, int err, const char *str, const char *text)
{
	DEV_LOG(ERR, "device filter \"%.80s\": %s", str, text);
	memset(it, 0, sizeof(*it));
	rte_errno = err;
	return -err;
}

/* Where layer @p key begins in the user's own string, which outlives the walk. */
static const char *
layer_at(const char *str, const char *key)
{
	size_t n = strlen(key);

	if (strncmp(str, key, n) == 0 && str[n] == '=')
		return str;
	for (str = strchr(str, '/'); str != NULL; str = strchr(str + 1, '/'))
		if (strncmp(str + 1, key, n) == 0 && str[1 + n] == '=')
			return str + 1;
	return NULL;
}

int
rte_dev_iterator_init(struct rte_dev_iterator *it, const char *str)
{
	struct rte_devargs da;
	char text[192] = "";
	int ret;

	if (it == NULL || str == NULL) {
		rte_errno = EINVAL;
		return -EINVAL;
	}
	memset(it, 0, sizeof(*it));
	if (layer_at(str, RTE_DEVARGS_KEY_BUS) != str && layer_at(str, RTE_DEVARGS_KEY_CLASS) != str)
		return iterator_fail(it, EINVAL, str, "a filter begins with \"bus=\" or \"class=\"");
	ret = devargs_parse(&da, str, text, sizeof(text));
	if (ret != 0)
		return iterator_fail(it, -ret, str, text);
	it->dev_str = str;
	it->bus = da.bus;
	it->cls = da.cls;
	it->bus_str = da.bus != NULL ? layer_at(str, RTE_DEVARGS_KEY_BUS) : NULL;
	it->cls_str = da.cls != NULL ? layer_at(str, RTE_DEVARGS_KEY_CLASS) : NULL;
	rte_devargs_reset(&da);
	if (it->bus != NULL && it->bus->dev_iterate == NULL)
		return iterator_fail(it, ENOTSUP, str, "this bus cannot be walked");
	if (it->cls != NULL && it->cls->dev_iterate == NULL)
		return iterator_fail(it, ENOTSUP, str, "this class cannot be walked");
	rte_errno = 0;
	return 0;
}

static int
device_any(const struct rte_device *dev, const void *data)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(data);
	return 0;
}

/* Next device of @p bus that fits the bus layer. */
static struct rte_device *
bus_device_next(const struct rte_bus *bus, const struct rte_device *start, const struct rte_dev_iterator *it)
{
	if (it->bus_str != NULL)
		return bus->dev_iterate(start, it->bus_str, it);
	return bus->find_device(start, device_any, NULL);
}

static struct rte_device *
device_next(struct rte_dev_iterator *it)
{
	const struct rte_bus *bus = it->bus;
	struct rte_device *dev = it->device;

	if (bus != NULL)
		return bus_device_next(bus, dev, it);
	bus = dev != NULL ? dev->bus : bus_next(NULL);
	for (; bus != NULL; bus = bus_next(bus)) {
		dev = bus_device_next(bus, dev, it);
		if (dev != NULL)
			return dev;
	}
	return NULL;
}

struct rte_device *
rte_dev_iterator_next(struct rte_dev_iterator *it)
{
	if (it == NULL || (it->bus == NULL && it->cls == NULL)) {
		rte_errno = EINVAL;
		return NULL;
	}
	rte_errno = 0;
	while ((it->device = device_next(it)) != NULL) {
		if (it->cls == NULL || it->cls->dev_iterate(NULL, it->cls_str, it) != NULL)
			return it->device;
		if (rte_errno != 0)
			return NULL;
	}
	return NULL;
}
