/* SPDX-License-Identifier: BSD-3-Clause */
/* Begin and end of a control call: the port's recursive lock, what its state lets be done, and the state itself. */
#include <errno.h>
#include <sched.h>

#include <dev/txn.h>
#include <rte_debug.h>

#include "private.h"

struct eth_port eth_ports[RTE_MAX_ETHPORTS];
struct rte_device *eth_device_of[RTE_MAX_ETHPORTS];

/* Ports whose lock this thread holds. */
static __thread unsigned int locks_held;

/* Names a thread among those that live. */
static uintptr_t
thread_key(void)
{
	return (uintptr_t)&rte_eth_inside;
}

static bool
lock_mine(const struct eth_port *p)
{
	return __atomic_load_n(&p->owner, __ATOMIC_RELAXED) == thread_key();
}

/*
 * A thread that is inside a burst must not block on a lock whose holder waits for that burst to end. It tries, and gives up
 * as soon as somebody waits for it.
 */
static int
lock_from_inside(struct eth_port *p)
{
	while (pthread_mutex_trylock(&p->mutex) != 0) {
		if (eth_inside_awaited())
			return -EBUSY;
		sched_yield();
	}
	return 0;
}

static void
lock_taken(struct eth_port *p)
{
	__atomic_store_n(&p->owner, thread_key(), __ATOMIC_RELAXED);
	p->depth = 1;
	locks_held++;
}

int
eth_lock(uint16_t port_id)
{
	struct eth_port *p = &eth_ports[port_id];
	int ret = 0;

	if (lock_mine(p)) {
		p->depth++;
		return 0;
	}
	if (eth_inside_any())
		ret = lock_from_inside(p);
	else
		pthread_mutex_lock(&p->mutex);
	if (ret == 0)
		lock_taken(p);
	return ret;
}

bool
eth_lock_now(uint16_t port_id)
{
	struct eth_port *p = &eth_ports[port_id];

	if (lock_mine(p)) {
		p->depth++;
		return true;
	}
	if (pthread_mutex_trylock(&p->mutex) != 0)
		return false;
	lock_taken(p);
	return true;
}

void
eth_lock_must(uint16_t port_id)
{
	while (eth_lock(port_id) != 0)
		sched_yield();
}

void
eth_unlock(uint16_t port_id)
{
	struct eth_port *p = &eth_ports[port_id];

	if (--p->depth != 0)
		return;
	__atomic_store_n(&p->owner, 0, __ATOMIC_RELAXED);
	pthread_mutex_unlock(&p->mutex);
	if (--locks_held == 0)
		eth_notice_flush();
}

bool
eth_locked(void)
{
	return locks_held != 0;
}

bool
eth_valid(uint32_t id)
{
	return id < RTE_MAX_ETHPORTS && __atomic_load_n(&eth_ports[id].shown, __ATOMIC_ACQUIRE) &&
		eth_state_usable(eth_state(id));
}

/* @p held: the caller is in an operation of the port, which may call back although the port is hidden. */
static bool
state_lets_in(uint32_t id, bool held)
{
	unsigned int state = eth_state(id);

	if (state == PORT_RESERVED)
		return txn_inside();
	return eth_state_usable(state) && (held || __atomic_load_n(&eth_ports[id].shown, __ATOMIC_ACQUIRE));
}

bool
eth_usable(uint32_t id)
{
	return id < RTE_MAX_ETHPORTS && state_lets_in(id, lock_mine(&eth_ports[id]));
}

int
eth_enter(uint16_t port_id, struct rte_eth_dev **dev, const char *who)
{
	bool held;
	int ret;

	if (port_id < RTE_MAX_ETHPORTS) {
		held = lock_mine(&eth_ports[port_id]);
		ret = state_lets_in(port_id, held) ? eth_lock(port_id) : -ENODEV;
		if (ret == -EBUSY) {
			ETH_LOG(ERR, "%s: port %u is waiting for this thread to leave its burst", who, port_id);
			return ret;
		}
		/* once more, now that nobody else changes it */
		if (ret == 0 && state_lets_in(port_id, held)) {
			*dev = &rte_eth_devices[port_id];
			return 0;
		}
		if (ret == 0)
			eth_unlock(port_id);
	}
	ETH_LOG(ERR, "%s: there is no port %u", who, port_id);
	return -ENODEV;
}

int
eth_leave(uint16_t port_id, int ret)
{
	eth_unlock(port_id);
	return ret;
}

int
eth_bad(const char *who, uint16_t port_id, const char *what)
{
	ETH_LOG(ERR, "%s: port %u: %s", who, port_id, what);
	return -EINVAL;
}

void
eth_move(uint16_t id, unsigned int to)
{
	struct rte_eth_dev *dev = &rte_eth_devices[id];
	struct rte_eth_dev_data *row = eth_ports[id].row;

	RTE_VERIFY(life_move(&row->life, to) == 0);
	dev->data->dev_started = to == PORT_STARTED;
	if (to == PORT_CONFIGURED || to == PORT_CLOSED)
		dev->data->dev_configured = to == PORT_CONFIGURED;
	if (to == PORT_ATTACHED)
		dev->state = RTE_ETH_DEV_ATTACHED;
	else if (to == PORT_CLOSED || to == PORT_FREE)
		dev->state = RTE_ETH_DEV_UNUSED;
}

bool
eth_gone(struct rte_eth_dev *dev)
{
	struct rte_eth_dev_data *row = eth_ports[dev->data->port_id].row;

	if (row == NULL)
		return false;
	if (life_lost(&row->life))
		return true;
	if (!(dev->device != NULL && life_lost(&dev->device->life)) &&
	    !(dev->dev_ops != NULL && dev->dev_ops->is_removed != NULL && dev->dev_ops->is_removed(dev) != 0))
		return false;
	if (eth_state_usable(life_state(&row->life))) {
		life_lose(&row->life);
		dev->state = RTE_ETH_DEV_REMOVED;
	}
	return true;
}

int
eth_result(struct rte_eth_dev *dev, int ret)
{
	return ret < 0 && eth_gone(dev) ? -EIO : ret;
}
