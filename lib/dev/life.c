/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of allowed moves of devices and ports, and the one function that writes a state. */
#include <errno.h>

#include <rte_common.h>
#include <rte_debug.h>

#include "life.h"

#define BIT(s) (1u << (s))

/* from -> set of states that may follow */
static const uint8_t device_moves[DEV_STATES] = {
	[DEV_ABSENT] = BIT(DEV_SCANNED),
	[DEV_SCANNED] = BIT(DEV_ATTACHING) | BIT(DEV_ABSENT),
	[DEV_ATTACHING] = BIT(DEV_PROBED) | BIT(DEV_SCANNED),
	[DEV_PROBED] = BIT(DEV_DETACHING),
	[DEV_DETACHING] = BIT(DEV_SCANNED) | BIT(DEV_ABSENT) | BIT(DEV_PROBED),
};

static const uint8_t port_moves[PORT_STATES] = {
	[PORT_FREE] = BIT(PORT_RESERVED),
	[PORT_RESERVED] = BIT(PORT_ATTACHED) | BIT(PORT_FREE),
	[PORT_ATTACHED] = BIT(PORT_CONFIGURED) | BIT(PORT_CLOSED),
	[PORT_CONFIGURED] = BIT(PORT_CONFIGURED) | BIT(PORT_STARTED) | BIT(PORT_CLOSED),
	[PORT_STARTED] = BIT(PORT_STOPPED),
	[PORT_STOPPED] = BIT(PORT_CONFIGURED) | BIT(PORT_STARTED) | BIT(PORT_CLOSED),
	[PORT_CLOSED] = BIT(PORT_FREE),
};

/* moves that a lost object must not make any more: towards use */
static const uint8_t device_upward = BIT(DEV_ATTACHING);
static const uint8_t port_upward = BIT(PORT_RESERVED) | BIT(PORT_ATTACHED) | BIT(PORT_CONFIGURED) | BIT(PORT_STARTED);

static const char *const device_names[DEV_STATES] = {
#define LIFE_X(n) [DEV_##n] = #n,
	LIFE_DEVICE_STATES(LIFE_X)
#undef LIFE_X
};

static const char *const port_names[PORT_STATES] = {
#define LIFE_X(n) [PORT_##n] = #n,
	LIFE_PORT_STATES(LIFE_X)
#undef LIFE_X
};

static int
move_refusal(const struct rte_dev_life *l, unsigned int to)
{
	bool device = l->kind == LIFE_DEVICE;
	unsigned int from = life_state(l);

	if (to >= (device ? (unsigned int)DEV_STATES : (unsigned int)PORT_STATES))
		return -EPERM;
	if (((device ? device_moves[from] : port_moves[from]) & BIT(to)) == 0)
		return -EPERM;
	if (life_lost(l) && ((device ? device_upward : port_upward) & BIT(to)) != 0)
		return -EIO;
	return 0;
}

void
life_init(struct rte_dev_life *l, enum life_kind kind)
{
	l->kind = kind;
	l->lost = 0;
	__atomic_store_n(&l->state, kind == LIFE_DEVICE ? (uint8_t)DEV_ABSENT : (uint8_t)PORT_FREE, __ATOMIC_RELEASE);
}

int
life_move(struct rte_dev_life *l, unsigned int to)
{
	int ret = move_refusal(l, to);

	if (ret == 0)
		__atomic_store_n(&l->state, (uint8_t)to, __ATOMIC_RELEASE);
	return ret;
}

bool
life_may(const struct rte_dev_life *l, unsigned int to)
{
	return move_refusal(l, to) == 0;
}

bool
life_lose(struct rte_dev_life *l)
{
	return __atomic_exchange_n(&l->lost, 1, __ATOMIC_ACQ_REL) == 0;
}

const char *
life_name(enum life_kind kind, unsigned int state)
{
	if (kind == LIFE_DEVICE)
		return state < DEV_STATES ? device_names[state] : "?";
	return state < PORT_STATES ? port_names[state] : "?";
}
