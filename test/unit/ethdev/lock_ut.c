/* SPDX-License-Identifier: BSD-3-Clause */
/* Control calls of a port run one at a time; those of different ports do not wait for each other. */
#include "fake_port.h"

static unsigned int stop;

static void *
control_storm(void *arg)
{
	uint16_t port = *(uint16_t *)arg;
	struct rte_eth_stats stats;
	struct rte_eth_link link;
	struct rte_ether_addr mac = { { 2, 0, 0, 0, 0, 0x77 } };

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		rte_eth_dev_set_link_up(port);
		rte_eth_stats_get(port, &stats);
		rte_eth_stats_reset(port);
		rte_eth_link_get_nowait(port, &link);
		rte_eth_promiscuous_enable(port);
		rte_eth_dev_mac_addr_add(port, &mac, 0);
		rte_eth_dev_mac_addr_remove(port, &mac);
		rte_eth_promiscuous_disable(port);
	}
	return NULL;
}

static void
one_at_a_time(void)
{
	uint16_t port = fake_running("net_fake0");
	pthread_t t[2];
	unsigned int i;

	for (i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, control_storm, &port);
	for (i = 0; i < 100; i++) {
		UT_EQ(rte_eth_dev_stop(port), 0);
		UT_EQ(fake_configure_port(port, 2, 2), 0);
		UT_EQ(rte_eth_dev_start(port), 0);
		trace_take();
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	UT_EQ(fake_faults, 0); /* the driver counts operations that overlap */
	UT_EQ(fake_detach("net_fake0"), 0);
}

static uint16_t blocked, other;
static unsigned int in_op, go;

static void
wait_in_op(struct rte_eth_dev *dev, const char *op)
{
	if (dev->data->port_id != blocked || strcmp(op, "link_up") != 0)
		return;
	__atomic_store_n(&in_op, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE))
		sched_yield();
}

static void *
link_up(void *arg)
{
	RTE_SET_USED(arg);
	rte_eth_dev_set_link_up(blocked);
	return NULL;
}

static void
ports_do_not_wait_for_each_other(void)
{
	struct rte_mbuf *pkts[4];
	struct rte_eth_stats stats;
	uint16_t id;
	pthread_t t;

	blocked = fake_running("net_fake0");
	other = fake_running("net_fake1");
	knobs.in_op = wait_in_op;
	pthread_create(&t, NULL, link_up, NULL);
	while (!__atomic_load_n(&in_op, __ATOMIC_ACQUIRE))
		sched_yield();
	UT_EQ(rte_eth_stats_get(other, &stats), 0);
	UT_EQ(rte_eth_dev_stop(other), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_TRUE(fake_attach("net_fake2") != NO_PORT);
	/* and these need no lock at all */
	UT_EQ(rte_eth_dev_is_valid_port(blocked), 1);
	UT_EQ(rte_eth_find_next(0), blocked);
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake0", &id), 0);
	UT_EQ(rte_eth_rx_burst(blocked, 0, pkts, 4), 4);
	__atomic_store_n(&go, 1, __ATOMIC_RELEASE);
	pthread_join(t, NULL);
	knobs.in_op = NULL;
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake2"), 0);
}

static void
recursive_ops(struct rte_eth_dev *dev, const char *op)
{
	struct rte_eth_link link;

	if (strcmp(op, "link_up") == 0)
		say("got%d", rte_eth_link_get(dev->data->port_id, &link));
}

static void
operations_call_back(void)
{
	uint16_t port = fake_running("net_fake0");

	knobs.in_op = recursive_ops;
	UT_EQ(rte_eth_dev_set_link_up(port), 0);
	UT_STR_EQ(trace_take(), "link_up link-wait got0 ");
	UT_FALSE(eth_locked());
	knobs.in_op = NULL;
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("lock",
	  { "operations of a port never overlap", one_at_a_time },
	  { "ports do not wait for each other", ports_do_not_wait_for_each_other },
	  { "an operation may call the API of its own port", operations_call_back })
