/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of moves against the one that people read in the guide. */
#include <errno.h>

#include <dev/life.h>
#include <rte_common.h>

#include "ut.h"

struct move {
	unsigned int from, to;
};

static const struct move device_moves[] = {
	{ DEV_ABSENT, DEV_SCANNED }, { DEV_SCANNED, DEV_ATTACHING }, { DEV_SCANNED, DEV_ABSENT }, { DEV_ATTACHING, DEV_PROBED },
	{ DEV_ATTACHING, DEV_SCANNED }, { DEV_PROBED, DEV_DETACHING }, { DEV_DETACHING, DEV_SCANNED }, { DEV_DETACHING,
		DEV_ABSENT },
	{ DEV_DETACHING, DEV_PROBED },
};

static const struct move port_moves[] = {
	{ PORT_FREE, PORT_RESERVED }, { PORT_RESERVED, PORT_ATTACHED }, { PORT_RESERVED, PORT_FREE }, { PORT_ATTACHED,
		PORT_CONFIGURED },
	{ PORT_ATTACHED, PORT_CLOSED }, { PORT_CONFIGURED, PORT_CONFIGURED }, { PORT_CONFIGURED, PORT_STARTED },
	{ PORT_CONFIGURED, PORT_CLOSED }, { PORT_STARTED, PORT_STOPPED }, { PORT_STOPPED, PORT_CONFIGURED },
	{ PORT_STOPPED, PORT_STARTED }, { PORT_STOPPED, PORT_CLOSED }, { PORT_CLOSED, PORT_FREE },
};

static bool
listed(const struct move *m, size_t n, unsigned int from, unsigned int to)
{
	while (n-- > 0)
		if (m[n].from == from && m[n].to == to)
			return true;
	return false;
}

static void
check_kind(enum life_kind kind, const struct move *m, size_t n, unsigned int states)
{
	struct rte_dev_life l;
	unsigned int from, to;

	for (from = 0; from < states; from++) {
		for (to = 0; to < states + 3; to++) {
			life_init(&l, kind);
			l.state = (uint8_t)from;
			UT_EQ(life_may(&l, to), listed(m, n, from, to));
			UT_EQ(life_move(&l, to), listed(m, n, from, to) ? 0 : -EPERM);
			UT_EQ(life_state(&l), listed(m, n, from, to) ? to : from);
		}
	}
}

static void
only_listed_moves(void)
{
	check_kind(LIFE_DEVICE, device_moves, RTE_DIM(device_moves), DEV_STATES);
	check_kind(LIFE_PORT, port_moves, RTE_DIM(port_moves), PORT_STATES);
}

static void
lost_goes_down_only(void)
{
	struct rte_dev_life l;

	life_init(&l, LIFE_PORT);
	UT_EQ(life_move(&l, PORT_RESERVED), 0);
	UT_EQ(life_move(&l, PORT_ATTACHED), 0);
	UT_EQ(life_move(&l, PORT_CONFIGURED), 0);
	UT_EQ(life_move(&l, PORT_STARTED), 0);
	UT_EQ(life_lose(&l), true);
	UT_EQ(life_lose(&l), false);
	UT_EQ(life_move(&l, PORT_STOPPED), 0);
	UT_EQ(life_move(&l, PORT_STARTED), -EIO);
	UT_EQ(life_move(&l, PORT_CONFIGURED), -EIO);
	UT_EQ(life_state(&l), PORT_STOPPED);
	UT_EQ(life_move(&l, PORT_CLOSED), 0);
	UT_EQ(life_move(&l, PORT_FREE), 0);
	life_init(&l, LIFE_PORT);
	UT_EQ(life_lost(&l), false);
}

static void
names_for_people(void)
{
	UT_STR_EQ(life_name(LIFE_DEVICE, DEV_ATTACHING), "ATTACHING");
	UT_STR_EQ(life_name(LIFE_PORT, PORT_CLOSED), "CLOSED");
	UT_STR_EQ(life_name(LIFE_PORT, 99), "?");
}

UT_MAIN("life", { "only the listed moves are made", only_listed_moves }, { "a lost object only goes down", lost_goes_down_only },
	{ "states have names", names_for_people })
