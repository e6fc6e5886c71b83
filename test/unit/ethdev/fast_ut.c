/* SPDX-License-Identifier: BSD-3-Clause */
/* Bursts of ports in every state, and while other threads stop, close, detach and attach them. */
#include <time.h>

#include "fake_port.h"

static struct rte_mbuf *pkts[32];

static void
idle_rows(void)
{
	static const uint16_t ids[] = { 0, 5, 31, 32, 255, 1023, 1024, 65535 };
	unsigned int i;

	for (i = 0; i < RTE_DIM(ids); i++) {
		rte_errno = 0;
		UT_EQ(rte_eth_rx_burst(ids[i], 0, pkts, 32), 0);
		UT_EQ(rte_errno, ids[i] < 1024 ? ENOTSUP : EINVAL);
		UT_EQ(rte_eth_tx_burst(ids[i], 0, pkts, 32), 0);
		UT_EQ(rte_eth_rx_queue_count(ids[i], 0), -ENODEV);
		UT_EQ(rte_eth_rx_descriptor_status(ids[i], 0, 0), -ENODEV);
		UT_EQ(rte_eth_tx_descriptor_status(ids[i], 0, 0), -ENODEV);
		UT_EQ(rte_eth_tx_done_cleanup(ids[i], 0, 0), -ENODEV);
		UT_EQ(rte_eth_tx_prepare(ids[i], 0, pkts, 32), ids[i] < 1024 ? 32 : 0);
	}
	UT_EQ(rte_eth_rx_burst(0, 1024, pkts, 32), 0);
	UT_EQ(rte_eth_rx_burst(0, 65535, pkts, 32), 0);
	UT_EQ(rte_eth_pkt_burst_dummy(NULL, pkts, 32), 0);
	/* callers that do not look at the queue find a function */
	UT_EQ(rte_eth_fp_ops[3].rx_pkt_burst(NULL, pkts, 32), 0);
	UT_EQ(rte_eth_fp_ops[3].tx_pkt_burst(rte_eth_fp_ops[3].txq.data[0], pkts, 32), 0);
}

static void
bursts_follow_the_state(void)
{
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 0);
	UT_EQ(fake_configure_port(port, 2, 2), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 0);
	UT_EQ(rte_eth_rx_queue_count(port, 0), -EINVAL);
	UT_EQ(rte_eth_tx_done_cleanup(port, 1, 5), 5); /* what was sent can be freed before the start and after the stop */
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 32);
	UT_EQ(rte_eth_rx_burst(port, 1, pkts, 7), 7);
	UT_EQ(rte_eth_rx_burst(port, 2, pkts, 7), 0);
	UT_EQ(rte_eth_tx_burst(port, 1, pkts, 9), 9);
	UT_EQ(rte_eth_tx_burst(port, 2, pkts, 9), 0);
	UT_EQ(rte_eth_tx_prepare(port, 0, pkts, 8), 4);
	UT_EQ(rte_eth_rx_queue_count(port, 1), 101);
	UT_EQ(rte_eth_rx_queue_count(port, 2), -EINVAL);
	UT_EQ(rte_eth_rx_descriptor_status(port, 0, 3), 1);
	UT_EQ(rte_eth_rx_descriptor_status(port, 0, 30), -EINVAL);
	UT_EQ(rte_eth_tx_descriptor_status(port, 0, 3), 1);
	UT_EQ(rte_eth_tx_done_cleanup(port, 0, 17), 17);
	UT_EQ(rte_eth_tx_done_cleanup(port, 2, 17), -EINVAL);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 0);
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 32), 0);
	UT_EQ(rte_eth_tx_prepare(port, 0, pkts, 8), 8);
	UT_EQ(rte_eth_rx_queue_count(port, 0), -EINVAL);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 32);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 32), 0);
	UT_EQ(rte_eth_rx_queue_count(port, 0), -ENODEV);
	UT_EQ(fake_faults, 0);
}

static void
drivers_without_the_small_calls(void)
{
	struct eth_dev_ops ops = fake_ops;
	uint16_t port;

	ops.tx_done_cleanup = NULL;
	knobs.ops = &ops;
	port = fake_attach("net_fake0");
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	rte_eth_devices[port].rx_queue_count = NULL;
	rte_eth_devices[port].rx_descriptor_status = NULL;
	rte_eth_devices[port].tx_descriptor_status = NULL;
	rte_eth_devices[port].tx_pkt_prepare = NULL;
	rte_eth_devices[port].tx_pkt_burst = NULL;
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_queue_count(port, 0), -ENOTSUP);
	UT_EQ(rte_eth_rx_descriptor_status(port, 0, 0), -ENOTSUP);
	UT_EQ(rte_eth_tx_descriptor_status(port, 0, 0), -ENOTSUP);
	UT_EQ(rte_eth_tx_prepare(port, 0, pkts, 8), 8);
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 8), 0);
	UT_EQ(rte_eth_tx_done_cleanup(port, 0, 0), -ENOTSUP);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

/* ---- with threads ---- */

static unsigned int stop_polling;
static uint64_t polled;

struct poller {
	pthread_t thread;
	uint16_t port;
	uint64_t got;
};

static void *
poll_run(void *arg)
{
	struct poller *p = arg;
	struct rte_mbuf *mine[32];

	while (!__atomic_load_n(&stop_polling, __ATOMIC_RELAXED)) {
		p->got += rte_eth_rx_burst(p->port, 0, mine, 32);
		p->got += rte_eth_tx_burst(p->port, 0, mine, 32);
		rte_eth_tx_prepare(p->port, 0, mine, 32);
		rte_eth_rx_queue_count(p->port, 0);
		rte_eth_rx_descriptor_status(p->port, 0, 1);
		rte_eth_tx_done_cleanup(p->port, 0, 1);
	}
	__atomic_fetch_add(&polled, p->got, __ATOMIC_RELAXED);
	return NULL;
}

static void
pollers_start(struct poller *p, unsigned int n, uint16_t port)
{
	unsigned int i;

	__atomic_store_n(&stop_polling, 0, __ATOMIC_RELAXED);
	polled = 0;
	for (i = 0; i < n; i++) {
		p[i] = (struct poller){ .port = port };
		pthread_create(&p[i].thread, NULL, poll_run, &p[i]);
	}
}

static void
pollers_stop(struct poller *p, unsigned int n)
{
	unsigned int i;

	__atomic_store_n(&stop_polling, 1, __ATOMIC_RELAXED);
	for (i = 0; i < n; i++)
		pthread_join(p[i].thread, NULL);
}

/* Each thread polls a queue of its own in real life; here the driver does not mind, since it only looks. */
static void
polled_while_stopped_and_started(void)
{
	struct poller p[3];
	uint16_t port = fake_running("net_fake0");
	unsigned int i;

	pollers_start(p, 1, port);
	for (i = 0; i < 300; i++) {
		UT_EQ(rte_eth_dev_stop(port), 0);
		if (i % 3 == 0)
			UT_EQ(fake_configure_port(port, 1, 1), 0);
		UT_EQ(rte_eth_dev_start(port), 0);
	}
	/* the last word is a running port: it gives packets */
	while (__atomic_load_n(&polled, __ATOMIC_RELAXED) == 0 && rte_eth_rx_burst(port, 0, pkts, 1) == 0)
		;
	pollers_stop(p, 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_faults, 0);
	UT_EQ(fake_queues, 0);
}

static void
polled_while_detached_and_attached(void)
{
	struct poller p[2];
	uint16_t port = fake_running("net_fake0");
	unsigned int i;

	pollers_start(p, 1, port);
	for (i = 0; i < 200; i++) {
		if (i % 2 != 0) {
			UT_EQ(rte_eth_dev_stop(port), 0);
			UT_EQ(rte_eth_dev_close(port), 0);
		}
		UT_EQ(fake_detach("net_fake0"), 0);
		UT_EQ(fake_running("net_fake0"), port);
	}
	pollers_stop(p, 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_faults, 0);
	UT_EQ(fake_queues, 0);
}

static void
polled_while_a_queue_is_set_up(void)
{
	struct poller p[1];
	uint16_t port;
	unsigned int i;

	knobs.limits.dev_capa = RTE_ETH_DEV_CAPA_RUNTIME_RX_QUEUE_SETUP | RTE_ETH_DEV_CAPA_RUNTIME_TX_QUEUE_SETUP;
	port = fake_running("net_fake0");
	pollers_start(p, 1, port);
	for (i = 0; i < 300; i++) {
		UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), 0);
		UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, NULL), 0);
	}
	pollers_stop(p, 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_faults, 0);
	knobs_reset();
}

/* ---- a thread that stays inside ---- */

static unsigned int in_gate, gate_open;

static void
wait_in_burst(uint16_t port)
{
	RTE_SET_USED(port);
	__atomic_store_n(&in_gate, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&gate_open, __ATOMIC_ACQUIRE))
		sched_yield();
}

static void *
one_burst(void *arg)
{
	struct rte_mbuf *mine[4];

	rte_eth_rx_burst(*(uint16_t *)arg, 0, mine, 4);
	return NULL;
}

static unsigned int stop_returned;

static void *
stop_run(void *arg)
{
	int ret = rte_eth_dev_stop(*(uint16_t *)arg);

	__atomic_store_n(&stop_returned, ret == 0 ? 1u : 2u, __ATOMIC_RELEASE);
	return NULL;
}

static void
stop_waits_for_a_burst(void)
{
	struct timespec ms = { .tv_nsec = 20000000 };
	uint16_t port = fake_running("net_fake0"), other = fake_running("net_fake1");
	pthread_t inside, stopper;

	in_gate = gate_open = stop_returned = 0;
	knobs.in_rx = wait_in_burst;
	pthread_create(&inside, NULL, one_burst, &port);
	while (!__atomic_load_n(&in_gate, __ATOMIC_ACQUIRE))
		sched_yield();
	knobs.in_rx = NULL;
	/* other ports are not concerned */
	UT_EQ(rte_eth_dev_stop(other), 0);
	UT_EQ(rte_eth_dev_start(other), 0);
	pthread_create(&stopper, NULL, stop_run, &port);
	nanosleep(&ms, NULL); /* it has every chance to be wrong */
	UT_EQ(__atomic_load_n(&stop_returned, __ATOMIC_ACQUIRE), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 4), 0); /* nobody gets in any more */
	__atomic_store_n(&gate_open, 1, __ATOMIC_RELEASE);
	pthread_join(stopper, NULL);
	pthread_join(inside, NULL);
	UT_EQ(stop_returned, 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_EQ(fake_faults, 0);
}

FAKE_MAIN("fast",
	  { "ports that are not there and ids that cannot be", idle_rows },
	  { "bursts follow the state of the port", bursts_follow_the_state },
	  { "drivers without the small calls", drivers_without_the_small_calls },
	  { "stop waits for a burst, and lets nobody in", stop_waits_for_a_burst },
	  { "a thread polls while the port is stopped, configured, started", polled_while_stopped_and_started },
	  { "a thread polls while the device is detached and attached", polled_while_detached_and_attached },
	  { "a thread polls while its queue is set up anew", polled_while_a_queue_is_set_up })
