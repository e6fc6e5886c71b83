/* SPDX-License-Identifier: BSD-3-Clause */
/* The public calls that attach and detach: each is one request to the engine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>

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

	if (drvargs == NULL)
		drvargs = "";
	if (busname != NULL && devname != NULL && asprintf(&str, "%s:%s,%s", busname, devname, drvargs) < 0)
		return -ENOMEM;
	req.devargs = str;
	ret = txn_run(&req);
	free(str);
	return ret;
}

int
rte_eal_hotplug_remove(const char *busname, const char *devname)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .bus = busname };

	if (busname != NULL)
		req.name = devname;
	return txn_run(&req);
}
