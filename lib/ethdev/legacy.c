/* SPDX-License-Identifier: BSD-3-Clause */
/* Attach and detach by port number: one request to the engine each. */
#include <errno.h>

#include <dev/txn.h>
#include <rte_string_fns.h>

#include "private.h"

int
rte_eth_dev_attach(const char *devargs, uint16_t *port_id)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_LEGACY, .devargs = devargs };
	int ret;

	if (devargs == NULL || port_id == NULL) {
		ETH_LOG(ERR, "%s: no %s", __func__, devargs == NULL ? "device" : "room for the port");
		return -EINVAL;
	}
	ret = txn_run(&req);
	if (ret != 0)
		return ret;
	/* handles come in order of creation, and the engine refuses a device without any */
	*port_id = (uint16_t)req.ports[req.nb_ports - 1].id;
	return 0;
}

int
rte_eth_dev_detach(uint16_t port_id, char *devname)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_LEGACY };
	const struct rte_eth_dev_data *row = eth_row(port_id);
	struct dev_handle handle;
	int ret;

	if (row == NULL || (!eth_valid(port_id) && eth_state(port_id) != PORT_CLOSED)) {
		ETH_LOG(ERR, "%s: there is no port %u", __func__, port_id);
		return -EINVAL;
	}
	if (devname == NULL)
		return eth_bad(__func__, port_id, "no room for the name");
	handle = (struct dev_handle){ &eth_class, port_id, eth_gen(row) };
	req.port = &handle;
	ret = txn_run(&req);
	if (ret == 0)
		rte_strscpy(devname, req.device, RTE_ETH_NAME_MAX_LEN);
	return ret;
}
