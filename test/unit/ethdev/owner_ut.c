/* SPDX-License-Identifier: BSD-3-Clause */
/* Ownership of ports. */
#include "fake_port.h"

static void
ids(void)
{
	uint64_t a = 0, b = 0;

	UT_EQ(rte_eth_dev_owner_new(NULL), -EINVAL);
	UT_EQ(rte_eth_dev_owner_new(&a), 0);
	UT_EQ(rte_eth_dev_owner_new(&b), 0);
	UT_EQ(a, 1);
	UT_EQ(b, 2);
	UT_EQ(rte_eth_dev_owner_delete(0), -EINVAL);
	UT_EQ(rte_eth_dev_owner_delete(3), -EINVAL);
	UT_EQ(rte_eth_dev_owner_delete(b), 0);
	UT_EQ(rte_eth_dev_owner_delete(b), 0); /* again */
	UT_EQ(rte_eth_dev_owner_new(&a), 0);
	UT_EQ(a, 3); /* never given twice */
}

static void
set_and_unset(void)
{
	struct rte_eth_dev_owner me = { .name = "me" }, got;
	uint16_t port = fake_attach("net_fake0"), other = fake_attach("net_fake1"), p;
	unsigned int n = 0;

	UT_EQ(rte_eth_dev_owner_new(&me.id), 0);
	UT_EQ(rte_eth_dev_owner_set(100, &me), -ENODEV);
	UT_EQ(rte_eth_dev_owner_set(65535, &me), -ENODEV);
	UT_EQ(rte_eth_dev_owner_set(port, NULL), -EINVAL);
	me.id += 100;
	UT_EQ(rte_eth_dev_owner_set(port, &me), -EINVAL);
	me.id -= 100;
	UT_EQ(rte_eth_dev_owner_set(port, &me), 0);
	UT_EQ(rte_eth_dev_owner_set(port, &me), -EPERM); /* also its own */
	UT_EQ(rte_eth_dev_owner_get(port, &got), 0);
	UT_EQ(got.id, me.id);
	UT_STR_EQ(got.name, "me");
	UT_EQ(rte_eth_dev_owner_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_owner_get(100, &got), -ENODEV);
	UT_EQ(rte_eth_dev_owner_get(other, &got), 0);
	UT_EQ(got.id, RTE_ETH_DEV_NO_OWNER);
	/* loops */
	UT_EQ(rte_eth_dev_count_avail(), 1);
	UT_EQ(rte_eth_dev_count_total(), 2);
	RTE_ETH_FOREACH_DEV(p) {
		UT_EQ(p, other);
		n++;
	}
	UT_EQ(n, 1);
	RTE_ETH_FOREACH_DEV_OWNED_BY(p, me.id) {
		UT_EQ(p, port);
		n++;
	}
	UT_EQ(n, 2);
	UT_EQ(rte_eth_find_next(0), port); /* this one sees all */
	UT_EQ(rte_eth_dev_owner_unset(port, me.id - 1), -EPERM);
	UT_EQ(rte_eth_dev_owner_unset(port, 5000), -EINVAL);
	UT_EQ(rte_eth_dev_owner_unset(100, me.id), -ENODEV);
	UT_EQ(rte_eth_dev_owner_unset(port, me.id), 0);
	UT_EQ(rte_eth_dev_owner_unset(port, me.id), -EPERM);
	/* deleting an owner frees all its ports */
	UT_EQ(rte_eth_dev_owner_set(port, &me), 0);
	UT_EQ(rte_eth_dev_owner_set(other, &me), 0);
	UT_EQ(rte_eth_dev_count_avail(), 0);
	UT_EQ(rte_eth_dev_owner_delete(me.id), 0);
	UT_EQ(rte_eth_dev_count_avail(), 2);
	/* ownership ends with the port */
	UT_EQ(rte_eth_dev_owner_set(port, &me), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_attach("net_fake0"), port);
	UT_EQ(rte_eth_dev_owner_get(port, &got), 0);
	UT_EQ(got.id, RTE_ETH_DEV_NO_OWNER);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(rte_eth_dev_owner_get(port, &got), -ENODEV);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
}

static uint16_t shared_port;
static unsigned int owners_at_once, clashes;

static void *
grab_run(void *arg)
{
	struct rte_eth_dev_owner me = { .name = "racer" };
	unsigned int i, got = 0;

	RTE_SET_USED(arg);
	rte_eth_dev_owner_new(&me.id);
	for (i = 0; i < 100000 && got < 200; i++) {
		if (rte_eth_dev_owner_set(shared_port, &me) != 0)
			continue;
		got++;
		if (__atomic_fetch_add(&owners_at_once, 1, __ATOMIC_RELAXED) != 0)
			__atomic_fetch_add(&clashes, 1, __ATOMIC_RELAXED);
		__atomic_fetch_sub(&owners_at_once, 1, __ATOMIC_RELAXED);
		if (rte_eth_dev_owner_unset(shared_port, me.id) != 0)
			__atomic_fetch_add(&clashes, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void
one_owner_at_a_time(void)
{
	pthread_t t[2];
	unsigned int i;

	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_EMERG);
	shared_port = fake_attach("net_fake0");
	for (i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, grab_run, NULL);
	for (i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_ERR);
	UT_EQ(clashes, 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("owner",
	  { "ids are drawn once", ids },
	  { "set, unset, delete, loops", set_and_unset },
	  { "one owner at a time", one_owner_at_a_time })
