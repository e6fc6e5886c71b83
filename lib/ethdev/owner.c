/* SPDX-License-Identifier: BSD-3-Clause */
/* Ownership of ports: part of the shared table, under its lock. */
#include <errno.h>
#include <string.h>

#include <rte_string_fns.h>

#include "private.h"

int
rte_eth_dev_owner_new(uint64_t *owner_id)
{
	uint64_t id;
	int ret;

	if (owner_id == NULL) {
		ETH_LOG(ERR, "%s: no room for the id", __func__);
		return -EINVAL;
	}
	ret = eth_owner_draw(&id);
	if (ret != 0) {
		ETH_LOG(ERR, "%s: no memory for the table of ports", __func__);
		return ret;
	}
	*owner_id = id;
	return 0;
}

/*
 * Begin a call on the owner of a port: its row with the table's lock held, NULL with *err set (one line logged). Reserved
 * ports are let in: a driver owns its sub-devices before the application sees them.
 */
static struct rte_eth_dev_data *
owner_row(uint16_t port_id, const char *who, int *err)
{
	struct rte_eth_dev_data *row = eth_row(port_id);

	*err = -ENODEV;
	if (row == NULL || !eth_usable(port_id)) {
		ETH_LOG(ERR, "%s: there is no port %u", who, port_id);
		return NULL;
	}
	if (!eth_table_lock())
		return NULL;
	*err = 0;
	return row;
}

static int
owner_id_bad(const char *who, uint64_t id)
{
	ETH_LOG(ERR, "%s: owner id %llu was never given out", who, (unsigned long long)id);
	return -EINVAL;
}

int
rte_eth_dev_owner_set(const uint16_t port_id, const struct rte_eth_dev_owner *owner)
{
	struct rte_eth_dev_data *row;
	int ret;

	row = owner_row(port_id, __func__, &ret);
	if (row == NULL)
		return ret;
	if (owner == NULL) {
		ret = eth_bad(__func__, port_id, "no owner");
	} else if (!eth_owner_drawn(owner->id)) {
		ret = owner_id_bad(__func__, owner->id);
	} else if (row->owner.id != RTE_ETH_DEV_NO_OWNER) {
		ETH_LOG(ERR, "%s: port %u is owned by %s", __func__, port_id, row->owner.name);
		ret = -EPERM;
	} else {
		rte_strscpy(row->owner.name, owner->name, sizeof(row->owner.name));
		__atomic_store_n(&row->owner.id, owner->id, __ATOMIC_RELEASE);
	}
	eth_table_unlock();
	return ret;
}

int
rte_eth_dev_owner_unset(const uint16_t port_id, const uint64_t owner_id)
{
	struct rte_eth_dev_data *row;
	int ret;

	row = owner_row(port_id, __func__, &ret);
	if (row == NULL)
		return ret;
	if (!eth_owner_drawn(owner_id)) {
		ret = owner_id_bad(__func__, owner_id);
	} else if (row->owner.id != owner_id) {
		ETH_LOG(ERR, "%s: owner %llu does not own port %u", __func__, (unsigned long long)owner_id, port_id);
		ret = -EPERM;
	} else {
		__atomic_store_n(&row->owner.id, RTE_ETH_DEV_NO_OWNER, __ATOMIC_RELEASE);
		memset(row->owner.name, 0, sizeof(row->owner.name));
	}
	eth_table_unlock();
	return ret;
}

int
rte_eth_dev_owner_delete(const uint64_t owner_id)
{
	struct rte_eth_dev_data *row;
	uint32_t id;

	if (!eth_table_lock())
		return owner_id_bad(__func__, owner_id);
	if (!eth_owner_drawn(owner_id)) {
		eth_table_unlock();
		return owner_id_bad(__func__, owner_id);
	}
	for (id = eth_next_used(0); id < RTE_MAX_ETHPORTS; id = eth_next_used(id + 1)) {
		row = eth_row(id);
		if (row == NULL || row->owner.id != owner_id)
			continue;
		__atomic_store_n(&row->owner.id, RTE_ETH_DEV_NO_OWNER, __ATOMIC_RELEASE);
		memset(row->owner.name, 0, sizeof(row->owner.name));
	}
	eth_table_unlock();
	return 0;
}

int
rte_eth_dev_owner_get(const uint16_t port_id, struct rte_eth_dev_owner *owner)
{
	struct rte_eth_dev_data *row;
	int ret;

	row = owner_row(port_id, __func__, &ret);
	if (row == NULL)
		return ret;
	if (owner == NULL)
		ret = eth_bad(__func__, port_id, "no room for the owner");
	else
		*owner = row->owner;
	eth_table_unlock();
	return ret;
}
