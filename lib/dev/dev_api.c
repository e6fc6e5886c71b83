/* SPDX-License-Identifier: BSD-3-Clause */
/* The public calls that attach and detach: each is one request to the engine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <rte_hotplug.h>

#include "device.h"
#include "txn.h"

int
rte_dev_probe(const char *devargs)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_MODERN, .devargs = devargs };

	return txn_run(&req);
}

int
rte_dev_remove(struct rte_device *dev)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .dev = dev };

	return txn_run(&req);
}

int
rte_eal_hotplug_add(const char *busname, const char *devname, const char *drvargs)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_MODERN, .bus = busname };
	char *str = NULL;
	int ret;

	if (busname != NULL && devname != NULL && asprintf(&str, "%s:%s,%s", busname, devname, drvargs != NULL ? drvargs : "") < 0)
		return -ENOMEM;
	req.devargs = str;
	ret = txn_run(&req);
	free(str);
	return ret;
}

int
rte_eal_hotplug_remove(const char *busname, const char *devname)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .bus = busname, .name = busname != NULL ? devname : NULL };

	return txn_run(&req);
}

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

int
rte_hotplug_inject(enum rte_hotplug_op op, int step, int err)
{
	enum txn_op top = op == RTE_HOTPLUG_ATTACH ? TXN_ATTACH : TXN_DETACH;

	if ((op != RTE_HOTPLUG_ATTACH && op != RTE_HOTPLUG_DETACH) || (step >= 0 && (err <= 0 || (unsigned int)step >= txn_rows(top))))
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
