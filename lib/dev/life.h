/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The one life of a device and of a port: states, allowed moves, the only setter.
 *
 *   device:  ABSENT -> SCANNED -> ATTACHING -> PROBED -> DETACHING -> SCANNED | ABSENT
 *   port:    FREE -> RESERVED -> ATTACHED -> CONFIGURED <-> ... STARTED -> STOPPED -> CLOSED -> FREE
 *
 * Every public predicate (probed? valid? started?) is derived from these words.
 */
#ifndef LIFE_H
#define LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include <dev_driver.h>

/* X(name): the order is part of the tables in life.c only. */
#define LIFE_DEVICE_STATES(X) X(ABSENT) X(SCANNED) X(ATTACHING) X(PROBED) X(DETACHING)
#define LIFE_PORT_STATES(X) X(FREE) X(RESERVED) X(ATTACHED) X(CONFIGURED) X(STARTED) X(STOPPED) X(CLOSED)

enum dev_life {
#define LIFE_X(n) DEV_##n,
	LIFE_DEVICE_STATES(LIFE_X)
#undef LIFE_X
	DEV_STATES
};

enum port_life {
#define LIFE_X(n) PORT_##n,
	LIFE_PORT_STATES(LIFE_X)
#undef LIFE_X
	PORT_STATES
};

enum life_kind { LIFE_DEVICE, LIFE_PORT };

static inline unsigned int
life_state(const struct rte_dev_life *l)
{
	return __atomic_load_n(&l->state, __ATOMIC_ACQUIRE);
}

static inline bool
life_lost(const struct rte_dev_life *l)
{
	return __atomic_load_n(&l->lost, __ATOMIC_ACQUIRE) != 0;
}

/** Put a fresh object into its first state (ABSENT or FREE), not lost. */
void life_init(struct rte_dev_life *l, enum life_kind kind);
/** Move to @p to. 0; -EPERM when the table has no such move (a bug of the caller), -EIO when
 *  the object is lost and the move leads upwards. The state is unchanged on failure. */
int life_move(struct rte_dev_life *l, unsigned int to);
/** Whether life_move(l, to) would succeed now. */
bool life_may(const struct rte_dev_life *l, unsigned int to);
/** Set the LOST mark. True when it was not set before. Async-signal-safe. */
bool life_lose(struct rte_dev_life *l);
/** "SCANNED", "STARTED", ...; "?" for a number outside the kind. */
const char *life_name(enum life_kind kind, unsigned int state);

#endif
