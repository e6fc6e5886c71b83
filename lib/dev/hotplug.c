/* SPDX-License-Identifier: BSD-3-Clause */
/* The additions of rte_hotplug.h: requests to the engine with more to ask and more to tell. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_hotplug.h>

#include "txn.h"

int
rte_hotplug_last_error(struct rte_hotplug_error *error)
{
	struct txn_error e;

	if (error == NULL)
		return -EINVAL;
	txn_last_error(&e);
	if (e.err == 0)
		return -ENOENT;
	error->err = e.err;
	error->step = e.step;
	snprintf(error->device, sizeof(error->device), "%s", e.device);
	snprintf(error->text, sizeof(error->text), "%s", e.text);
	return 0;
}

static const struct dev_class *
eth_class(void)
{
	const struct dev_class *cls;

	for (cls = class_next(NULL); cls != NULL; cls = class_next(cls))
		if (strcmp(cls->name, "eth") == 0)
			return cls;
	return NULL;
}

int
rte_hotplug_attach(const char *devargs, struct rte_hotplug_port *ports, unsigned int *nb_ports)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_MODERN, .devargs = devargs };
	const struct dev_class *eth = eth_class();
	unsigned int room = nb_ports != NULL ? *nb_ports : 0, n = 0;
	size_t i;
	int ret;

	if (ports == NULL && room > 0)
		return -EINVAL;
	ret = txn_run(&req);
	if (ret != 0)
		return ret;
	for (i = 0; i < req.nb_ports; i++) {
		if (req.ports[i].cls != eth)
			continue;
		if (n < room)
			ports[n] = (struct rte_hotplug_port){ (uint16_t)req.ports[i].id, req.ports[i].gen };
		n++;
	}
	if (nb_ports != NULL)
		*nb_ports = n;
	return req.existed;
}

int
rte_hotplug_detach(const struct rte_hotplug_port *port)
{
	struct dev_handle handle = { .cls = eth_class() };
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN };

	if (port != NULL && handle.cls != NULL) {
		handle.id = port->port_id;
		handle.gen = port->generation;
		req.port = &handle;
	}
	return txn_run(&req);
}

int
rte_hotplug_attach_check(const char *devargs)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_MODERN, .devargs = devargs, .dry_run = true };

	return txn_run(&req);
}

int
rte_hotplug_detach_check(const char *busname, const char *devname)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .bus = busname, .name = devname, .dry_run = true };

	return txn_run(&req);
}

bool
rte_hotplug_is_detachable(const struct rte_device *dev, bool legacy)
{
	uint32_t wanted = RTE_DEV_CAP_REMOVE | (legacy ? RTE_DEV_CAP_DETACHABLE : 0);

	if (dev == NULL || !rte_dev_is_probed(dev))
		return false;
	if (dev->bus->one == NULL)
		return dev->bus->unplug != NULL;
	return (dev->caps & wanted) == wanted;
}

int
rte_hotplug_inject(enum rte_hotplug_op op, int step, int err)
{
	enum txn_op top = op == RTE_HOTPLUG_ATTACH ? TXN_ATTACH : TXN_DETACH;

	if (op != RTE_HOTPLUG_ATTACH && op != RTE_HOTPLUG_DETACH)
		return -EINVAL;
	if (step >= 0 && (err <= 0 || (unsigned int)step >= txn_rows(top)))
		return -EINVAL;
	txn_inject(top, step, err);
	return 0;
}

const char *
rte_hotplug_step_name(enum rte_hotplug_op op, unsigned int step)
{
	if (op != RTE_HOTPLUG_ATTACH && op != RTE_HOTPLUG_DETACH)
		return NULL;
	return txn_row_name(op == RTE_HOTPLUG_ATTACH ? TXN_ATTACH : TXN_DETACH, step);
}
