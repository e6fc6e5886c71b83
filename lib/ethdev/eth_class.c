/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports as a class of objects that hang on devices: what the transaction engine asks of them. */
#include <errno.h>
#include <string.h>

#include <dev/txn.h>

#include "private.h"

/*
 * Whether a reserved port is one of @p dev. Its driver may not have said it yet, or have failed before: then the name
 * tells, which begins with the device's. Ports that are made outside of transactions are none of the engine's while they
 * are reserved.
 */
static bool
reserved_is_of(uint32_t id, const struct rte_device *dev)
{
	const struct rte_device *of = eth_device(id);

	if (!eth_ports[id].in_txn)
		return false;
	if (of == NULL)
		of = rte_eth_devices[id].device;
	if (of == NULL && dev->name != NULL)
		return strncmp(eth_row(id)->name, dev->name, strlen(dev->name)) == 0;
	return of == dev;
}

static uint32_t
reserved_next_of(const struct rte_device *dev, uint32_t id)
{
	for (id = eth_next_reserved(id); id < RTE_MAX_ETHPORTS; id = eth_next_reserved(id + 1))
		if (reserved_is_of(id, dev))
			return id;
	return RTE_MAX_ETHPORTS;
}

static uint32_t
port_next_of(const struct rte_device *dev, uint32_t id)
{
	uint32_t reserved = reserved_next_of(dev, id);

	while (id < reserved && eth_device(id) != dev)
		id++;
	return id < reserved ? id : reserved;
}

/* Row behind a handle, NULL when its port is gone. */
static struct rte_eth_dev_data *
handle_row(const struct dev_handle *h)
{
	struct rte_eth_dev_data *row = h != NULL ? eth_row(h->id) : NULL;

	return row != NULL && eth_gen(row) == h->gen ? row : NULL;
}

static size_t
class_collect(const struct rte_device *dev, struct dev_handle *out, size_t n)
{
	size_t nb = 0, i;
	uint32_t id;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = port_next_of(dev, id + 1)) {
		if (nb < n) {
			for (i = nb; i > 0 && eth_ports[out[i - 1].id].serial > eth_ports[id].serial; i--)
				out[i] = out[i - 1];
			out[i] = (struct dev_handle){ &eth_class, id, eth_gen(eth_row(id)) };
		}
		nb++;
	}
	return nb;
}

static struct rte_device *
class_device_of(const struct dev_handle *h)
{
	return handle_row(h) != NULL ? eth_device(h->id) : NULL;
}

/* ---- attach ---- */

static void
class_publish(struct rte_device *dev)
{
	uint32_t id;

	for (id = reserved_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = reserved_next_of(dev, id + 1)) {
		eth_lock_must((uint16_t)id);
		rte_eth_devices[id].device = dev;
		eth_publish(&rte_eth_devices[id]);
		eth_unlock((uint16_t)id);
	}
}

static void
class_abort(struct rte_device *dev, bool probed)
{
	uint32_t id;

	for (id = reserved_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = reserved_next_of(dev, id + 1)) {
		eth_lock_must((uint16_t)id);
		eth_abort(&rte_eth_devices[id], probed);
		eth_unlock((uint16_t)id);
	}
}

/* ---- detach ---- */

static int
class_check_detach(struct rte_device *dev, struct txn_error *err)
{
	uint32_t id;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = port_next_of(dev, id + 1))
		if (eth_state_usable(eth_state(id)) && (rte_eth_devices[id].data->dev_flags & RTE_ETH_DEV_BONDED_SLAVE))
			return txn_fail(err, EBUSY, "port %u is a member of a bonded port", id);
	return 0;
}

static void
port_thaw(uint32_t id)
{
	eth_lock_must((uint16_t)id);
	if (eth_state_usable(eth_state(id))) {
		if (eth_state(id) == PORT_STARTED)
			eth_fast_publish(&rte_eth_devices[id]);
		eth_show((uint16_t)id, true);
	}
	eth_unlock((uint16_t)id);
}

static int
port_freeze(uint32_t id)
{
	int ret = eth_lock((uint16_t)id);

	if (ret != 0)
		return ret;
	if (eth_state_usable(eth_state(id))) {
		eth_show((uint16_t)id, false);
		ret = eth_fast_withdraw(&rte_eth_devices[id]);
		if (ret != 0)
			eth_show((uint16_t)id, true);
	}
	return eth_leave((uint16_t)id, ret);
}

static int
class_freeze(struct rte_device *dev)
{
	uint32_t id, done;
	int ret;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = port_next_of(dev, id + 1)) {
		ret = port_freeze(id);
		if (ret == 0)
			continue;
		for (done = port_next_of(dev, 0); done < id; done = port_next_of(dev, done + 1))
			port_thaw(done);
		return ret;
	}
	return 0;
}

static void
class_thaw(struct rte_device *dev)
{
	uint32_t id;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = port_next_of(dev, id + 1))
		port_thaw(id);
}

static void
port_retire(struct rte_eth_dev *dev)
{
	uint16_t id = dev->data->port_id;

	if (eth_state(id) == PORT_STARTED) {
		ETH_LOG(WARNING, "port %u (%s) still runs while its device is detached: it is stopped and closed", id,
			dev->data->name);
		eth_stop(dev, true);
	}
	if (eth_state_usable(eth_state(id)))
		eth_close(dev);
}

static void
class_retire(struct rte_device *dev)
{
	uint32_t id;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS; id = port_next_of(dev, id + 1)) {
		eth_lock_must((uint16_t)id);
		port_retire(&rte_eth_devices[id]);
		/* the device goes now, the number a little later */
		eth_device_set(id, NULL);
		rte_eth_devices[id].device = NULL;
		eth_unlock((uint16_t)id);
	}
}

static void
class_forget(const struct dev_handle *h)
{
	struct eth_port *p;

	if (handle_row(h) == NULL)
		return;
	p = &eth_ports[h->id];
	eth_lock_must((uint16_t)h->id);
	if (handle_row(h) != NULL) {
		if (p->destroy_due) /* a close in another thread is about to tell DESTROY: it frees the number then */
			p->forget_wanted = true;
		else
			eth_slot_free((uint16_t)h->id);
	}
	eth_unlock((uint16_t)h->id);
}

/* ---- events ---- */

static void
class_notify(const struct dev_handle *h, enum dev_notice what)
{
	if (handle_row(h) == NULL)
		return;
	if (what == DEV_NOTICE_NEW) {
		if (eth_valid(h->id))
			eth_event_dispatch((uint16_t)h->id, RTE_ETH_EVENT_NEW, NULL);
	} else {
		eth_event_dispatch((uint16_t)h->id, RTE_ETH_EVENT_DESTROY, NULL);
		eth_event_port_clear((uint16_t)h->id);
	}
	eth_notice_flush();
}

static bool
class_destroyed(const struct dev_handle *h)
{
	return handle_row(h) == NULL || __atomic_load_n(&eth_ports[h->id].destroy_done, __ATOMIC_ACQUIRE);
}

/* ---- invariants ---- */

/* Under the port's lock. */
static int
port_check(uint32_t id, unsigned int held, struct txn_error *err)
{
	unsigned int state = eth_state(id);

	if (held != DEV_PROBED && held != DEV_DETACHING && state != PORT_FREE && state != PORT_RESERVED)
		return txn_fail(err, EINVAL, "port %u is %s, but its device is %s", id, life_name(LIFE_PORT, state),
				life_name(LIFE_DEVICE, held));
	if (state == PORT_STARTED && eth_valid(id) && !eth_ports[id].live)
		return txn_fail(err, EINVAL, "port %u runs without bursts", id);
	if (state != PORT_STARTED && eth_ports[id].live)
		return txn_fail(err, EINVAL, "port %u is %s, but has bursts", id, life_name(LIFE_PORT, state));
	return 0;
}

static int
class_check(const struct rte_device *dev, struct txn_error *err)
{
	uint32_t id;
	int ret = 0;

	for (id = port_next_of(dev, 0); id < RTE_MAX_ETHPORTS && ret == 0; id = port_next_of(dev, id + 1)) {
		/* a port in the middle of a call is looked at another time: transactions do not wait for calls of other ports */
		if (!eth_lock_now((uint16_t)id))
			continue;
		ret = eth_leave((uint16_t)id, port_check(id, life_state(&dev->life), err));
	}
	return ret;
}

struct dev_class eth_class = {
	.name = "eth",
	.collect = class_collect,
	.device_of = class_device_of,
	.publish = class_publish,
	.abort = class_abort,
	.check_detach = class_check_detach,
	.freeze = class_freeze,
	.thaw = class_thaw,
	.retire = class_retire,
	.forget = class_forget,
	.notify = class_notify,
	.destroyed = class_destroyed,
	.check = class_check,
};

RTE_INIT(eth_class_init)
{
	class_register(&eth_class);
}
