/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions that see bursts: order, removal, end of the port, use while a thread polls. */
#include "fake_port.h"

static struct rte_mbuf *pkts[32];
static uint16_t port;
static char order[64];

static uint16_t
see_rx(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	RTE_SET_USED(m);
	UT_EQ(p, port);
	UT_EQ(q, 0);
	UT_EQ(max, 32);
	strcat(order, arg);
	return n - 1;
}

static uint16_t
see_tx(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, void *arg)
{
	RTE_SET_USED(m);
	UT_EQ(p, port);
	UT_EQ(q, 0);
	strcat(order, arg);
	return n - 2;
}

static void
order_and_removal(void)
{
	const struct rte_eth_rxtx_callback *a, *b, *c, *t;

	port = fake_running("net_fake0");
	a = rte_eth_add_rx_callback(port, 0, see_rx, W("a"));
	b = rte_eth_add_rx_callback(port, 0, see_rx, W("b"));
	c = rte_eth_add_first_rx_callback(port, 0, see_rx, W("c"));
	t = rte_eth_add_tx_callback(port, 0, see_tx, W("t"));
	UT_TRUE_FATAL(a != NULL && b != NULL && c != NULL && t != NULL);
	order[0] = '\0';
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 29);
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 32), 30);
	UT_STR_EQ(order, "cabt");
	UT_EQ(rte_eth_remove_rx_callback(port, 0, a), 0);
	UT_EQ(rte_eth_remove_rx_callback(port, 0, a), -EINVAL);
	UT_EQ(rte_eth_remove_tx_callback(port, 0, b), -EINVAL);
	UT_EQ(rte_eth_remove_rx_callback(port, 1, b), -EINVAL);
	UT_EQ(rte_eth_remove_rx_callback(port, 0, NULL), -EINVAL);
	UT_EQ(rte_eth_remove_rx_callback(999, 0, b), -ENODEV);
	order[0] = '\0';
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 30);
	UT_STR_EQ(order, "cb");
	rte_free((void *)(uintptr_t)a); /* it belongs to the application now */
	UT_EQ(rte_eth_remove_tx_callback(port, 0, t), 0);
	rte_free((void *)(uintptr_t)t);
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 32), 32);
	/* the others end with the port; its number's next tenant has none */
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_running("net_fake0"), port);
	order[0] = '\0';
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 32);
	UT_STR_EQ(order, "");
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
refusals(void)
{
	port = fake_running("net_fake0");
	UT_TRUE(rte_eth_add_rx_callback(port, 0, NULL, NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_eth_add_rx_callback(port, 1, see_rx, NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_eth_add_tx_callback(port, 1, see_tx, NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_eth_add_first_rx_callback(333, 0, see_rx, NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	fault_calls = 0;
	fault_in = 1;
	UT_TRUE(rte_eth_add_rx_callback(port, 0, see_rx, NULL) == NULL);
	fault_in = 0;
	UT_EQ(rte_errno, ENOMEM);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 32);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static const struct rte_eth_rxtx_callback *own;
static int own_result;

static uint16_t
removes_itself(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	RTE_SET_USED(arg);
	own_result = rte_eth_remove_rx_callback(p, q, own);
	return n;
}

static void
removal_from_inside(void)
{
	port = fake_running("net_fake0");
	own = rte_eth_add_rx_callback(port, 0, removes_itself, NULL);
	rte_eth_add_rx_callback(port, 0, see_rx, W("z"));
	order[0] = '\0';
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 31);
	UT_EQ(own_result, 0);
	rte_free((void *)(uintptr_t)own);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 31);
	UT_STR_EQ(order, "zz");
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* ---- while a thread polls ---- */

static unsigned int stop_polling, seen;

static uint16_t
count_rx(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	uint32_t *alive = arg;

	RTE_SET_USED(p);
	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	if (*alive != 0xa11fe)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&seen, 1, __ATOMIC_RELAXED);
	return n;
}

static void *
poll_run(void *arg)
{
	struct rte_mbuf *mine[8];

	RTE_SET_USED(arg);
	while (!__atomic_load_n(&stop_polling, __ATOMIC_RELAXED))
		rte_eth_rx_burst(port, 0, mine, 8);
	return NULL;
}

static void
added_and_freed_while_polled(void)
{
	const struct rte_eth_rxtx_callback *cb[3];
	unsigned int round, i, before;
	uint32_t *alive;
	pthread_t t;

	port = fake_running("net_fake0");
	stop_polling = 0;
	pthread_create(&t, NULL, poll_run, NULL);
	for (round = 0; round < 200; round++) {
		alive = malloc(sizeof(*alive));
		*alive = 0xa11fe;
		before = __atomic_load_n(&seen, __ATOMIC_RELAXED);
		for (i = 0; i < 3; i++)
			cb[i] = rte_eth_add_rx_callback(port, 0, count_rx, alive);
		while (round < 5 && __atomic_load_n(&seen, __ATOMIC_RELAXED) == before)
			sched_yield();
		for (i = 0; i < 3; i++) {
			UT_EQ(rte_eth_remove_rx_callback(port, 0, cb[i]), 0);
			rte_free((void *)(uintptr_t)cb[i]); /* at once: nobody runs it any more */
		}
		*alive = 0;
		free(alive);
	}
	__atomic_store_n(&stop_polling, 1, __ATOMIC_RELAXED);
	pthread_join(t, NULL);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_faults, 0);
}

FAKE_MAIN("rxtx_cb",
	  { "order, removal, and the end of the port", order_and_removal },
	  { "refusals", refusals },
	  { "a function that removes itself", removal_from_inside },
	  { "functions added, removed and freed while a thread polls", added_and_freed_while_polled })
