/* SPDX-License-Identifier: BSD-3-Clause */
/* The life of a port: every call in every state, what the driver is asked, what is left. */
#include "fake_port.h"

static unsigned int destroyed;
static unsigned int last_valid;

static int
on_destroy(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	struct rte_eth_dev_info info;

	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	destroyed++;
	last_valid = (unsigned int)rte_eth_dev_is_valid_port(port);
	if (rte_eth_dev_info_get(port, &info) != -ENODEV)
		last_valid = 99;
	return 0;
}

static void
whole_life(void)
{
	uint16_t port = fake_attach("net_fake0");

	UT_TRUE_FATAL(port != NO_PORT);
	UT_STR_EQ(state_of(port), "ATTACHED");
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_STR_EQ(trace_take(), "probe ");
	UT_EQ(fake_configure_port(port, 2, 1), 0);
	UT_STR_EQ(state_of(port), "CONFIGURED");
	UT_EQ(rte_eth_devices[port].data->dev_configured, 1);
	UT_STR_EQ(trace_take(), "configure rxq 0:64:0 rxq 1:64:0 txq 0:64:0 ");
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_STR_EQ(state_of(port), "STARTED");
	UT_EQ(rte_eth_devices[port].data->dev_started, 1);
	UT_STR_EQ(trace_take(), "start mac=01 promisc_off allmulti_off link ");
	UT_EQ(rte_eth_dev_start(port), 0); /* again */
	UT_STR_EQ(trace_take(), "");
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_STR_EQ(state_of(port), "STOPPED");
	UT_EQ(rte_eth_devices[port].data->dev_started, 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_STR_EQ(trace_take(), "stop ");
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	trace_take();
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_STR_EQ(trace_take(), "rxq-0 rxq-1 txq-0 close ");
	UT_EQ(fake_queues, 0);
	UT_STR_EQ(state_of(port), "CLOSED");
	UT_EQ(rte_eth_dev_is_valid_port(port), 0);
	UT_EQ(rte_eth_dev_is_closed(port), 1);
	UT_EQ(rte_eth_dev_close(port), -ENODEV);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_STR_EQ(trace_take(), "remove ");
	UT_STR_EQ(state_of(port), "FREE");
	UT_EQ(rte_eth_dev_is_closed(port), 0);
}

static void
closed_number_stays_taken(void)
{
	uint16_t port = fake_attach("net_fake0"), other;

	destroyed = 0;
	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, on_destroy, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_DESTROY, on_destroy, &destroyed), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(destroyed, 2);
	UT_EQ(last_valid, 0);
	UT_EQ(rte_eth_find_next(0), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_dev_count_total(), 0);
	UT_TRUE(rte_eth_dev_allocated("net_fake0") == NULL);
	UT_EQ(rte_eth_promiscuous_disable(port), -ENODEV);
	other = fake_attach("net_fake1");
	UT_EQ(other, port + 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(destroyed, 2); /* not told again */
	UT_EQ(fake_attach("net_fake2"), port);
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_EQ(destroyed, 3); /* the registration of the old port 0 is gone, that of all ports is not */
	UT_EQ(fake_detach("net_fake2"), 0);
	UT_EQ(destroyed, 4);
	UT_EQ(rte_eth_dev_callback_unregister(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, on_destroy, (void *)-1), 0);
}

/* What each call gives in each state. */
static void
calls_by_state(void)
{
	struct rte_eth_conf conf;
	uint16_t port = fake_attach("net_fake0");

	memset(&conf, 0, sizeof(conf));
	/* ATTACHED */
	UT_EQ(rte_eth_dev_start(port), -EINVAL);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), -EINVAL);
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), -EINVAL);
	UT_EQ(rte_eth_dev_set_mtu(port, 1000), -EINVAL);
	UT_STR_EQ(state_of(port), "ATTACHED");
	/* CONFIGURED */
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_STR_EQ(state_of(port), "CONFIGURED");
	/* STARTED */
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EBUSY);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), -EBUSY);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, NULL), -EBUSY);
	trace_take();
	UT_EQ(rte_eth_dev_close(port), -EINVAL);
	UT_STR_EQ(trace_take(), ""); /* nothing done */
	UT_STR_EQ(state_of(port), "STARTED");
	UT_EQ(rte_eth_dev_internal_reset(&rte_eth_devices[port]), -EBUSY);
	/* STOPPED */
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), -EINVAL);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_STR_EQ(state_of(port), "CONFIGURED");
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
	/* FREE and out of range */
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -ENODEV);
	UT_EQ(rte_eth_dev_start(32), -ENODEV);
	UT_EQ(rte_eth_dev_stop(255), -ENODEV);
	UT_EQ(rte_eth_dev_close(1024), -ENODEV);
	UT_EQ(rte_eth_dev_reset(65535), -ENODEV);
	UT_EQ(rte_eth_dev_is_valid_port(65535), 0);
	UT_EQ(rte_eth_dev_is_removed(65535), 0);
	UT_EQ(rte_eth_dev_is_closed(65535), 0);
}

static void
failing_start(void)
{
	struct rte_mbuf *pkts[4];
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(fake_configure_port(port, 1, 1), 0);
	knobs.start = -EAGAIN;
	UT_EQ(rte_eth_dev_start(port), -EAGAIN);
	UT_STR_EQ(state_of(port), "CONFIGURED");
	knobs.start = 0;
	knobs.promisc = -EPERM; /* the replay after the start */
	trace_take();
	UT_EQ(rte_eth_dev_start(port), -EPERM);
	UT_STR_EQ(trace_take(), "start mac=01 promisc_off stop ");
	UT_STR_EQ(state_of(port), "CONFIGURED");
	UT_EQ(rte_eth_devices[port].data->dev_started, 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 4), 0);
	knobs.promisc = -ENOTSUP; /* does not matter */
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 4), 4);
	knobs.promisc = 0;
	knobs.info = -EFAULT;
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_start(port), -EFAULT);
	knobs.info = 0;
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
failing_stop(void)
{
	struct rte_mbuf *pkts[4];
	uint16_t port = fake_running("net_fake0");

	knobs.stop = -EIO;
	UT_EQ(rte_eth_dev_stop(port), -EIO);
	UT_STR_EQ(state_of(port), "STARTED");
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 4), 4); /* it runs on */
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 4), 4);
	knobs.stop = 0;
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
failing_close(void)
{
	uint16_t port = fake_attach("net_fake0");

	knobs.close = -EIO;
	destroyed = 0;
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_DESTROY, on_destroy, NULL), 0);
	UT_EQ(rte_eth_dev_close(port), -EIO);
	UT_STR_EQ(state_of(port), "CLOSED");
	UT_EQ(destroyed, 1);
	knobs.close = 0;
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
drivers_that_cannot(void)
{
	static const struct eth_dev_ops none;
	struct rte_eth_conf conf;
	uint16_t port;

	memset(&conf, 0, sizeof(conf));
	knobs.ops = &none;
	port = fake_attach("net_fake0");
	UT_TRUE_FATAL(port != NO_PORT);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -ENOTSUP);
	UT_EQ(rte_eth_dev_start(port), -EINVAL);
	UT_EQ(rte_eth_dev_close(port), -ENOTSUP);
	UT_EQ(rte_eth_dev_reset(port), -ENOTSUP);
	UT_EQ(rte_eth_dev_set_link_up(port), -ENOTSUP);
	UT_EQ(rte_eth_dev_is_removed(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
reset_wants_new_configuration(void)
{
	uint16_t port = fake_running("net_fake0");

	UT_EQ(rte_eth_dev_reset(port), 0);
	UT_STR_EQ(trace_take(), "stop reset ");
	UT_STR_EQ(state_of(port), "STOPPED");
	UT_EQ(rte_eth_dev_start(port), -EINVAL);
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	knobs.other = -EBADF;
	UT_EQ(rte_eth_dev_reset(port), -EBADF);
	knobs.other = 0;
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
modes_and_addresses_survive_a_stop(void)
{
	struct rte_ether_addr mac = { { 2, 0, 0, 0, 0, 0x99 } };
	uint16_t port = fake_running("net_fake0");

	UT_EQ(rte_eth_promiscuous_enable(port), 0);
	UT_EQ(rte_eth_allmulticast_enable(port), 0);
	UT_EQ(rte_eth_dev_mac_addr_add(port, &mac, 3), 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	trace_take();
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_STR_EQ(trace_take(), "start mac=01 mac+ 99@1.3 promisc_on allmulti_on link ");
	UT_EQ(rte_eth_promiscuous_get(port), 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	/* a device whose addresses cannot be set while it runs gets them first */
	knobs.dev_flags = RTE_ETH_DEV_NOLIVE_MAC_ADDR;
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_promiscuous_get(port), 0); /* nothing of the former tenant */
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	trace_take();
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_STR_EQ(trace_take(), "mac=01 start promisc_off allmulti_off link ");
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
hardware_that_is_gone(void)
{
	uint16_t port = fake_running("net_fake0");
	struct rte_eth_conf conf;
	struct rte_eth_stats stats;

	memset(&conf, 0, sizeof(conf));
	UT_EQ(rte_eth_dev_is_removed(port), 0);
	knobs.gone = 1;
	knobs.stats = -EBADMSG;
	knobs.stop = -ETIMEDOUT;
	knobs.close = -ETIMEDOUT;
	UT_EQ(rte_eth_stats_get(port, &stats), -EIO);
	UT_EQ(rte_eth_dev_is_removed(port), 1);
	knobs.gone = 0;
	UT_EQ(rte_eth_dev_is_removed(port), 1); /* it stays gone */
	UT_EQ(rte_eth_devices[port].state, RTE_ETH_DEV_REMOVED);
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_EQ(rte_eth_dev_stop(port), 0); /* though the driver fails */
	UT_EQ(rte_eth_dev_start(port), -EIO);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EIO);
	UT_EQ(rte_eth_dev_close(port), -ETIMEDOUT);
	UT_STR_EQ(state_of(port), "CLOSED");
	knobs_reset();
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_queues, 0);
	/* the number's next tenant is not gone */
	port = fake_running("net_fake0");
	UT_EQ(rte_eth_dev_is_removed(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
lost_while_it_starts(struct rte_eth_dev *dev, const char *op)
{
	if (strcmp(op, "start") == 0 || strcmp(op, "configure") == 0) {
		knobs.gone = 1;
		UT_EQ(rte_eth_dev_is_removed(dev->data->port_id), 1);
	}
}

static void
hardware_that_goes_during_a_call(void)
{
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(fake_configure_port(port, 1, 1), 0);
	knobs.in_op = lost_while_it_starts;
	UT_EQ(rte_eth_dev_start(port), -EIO);
	UT_STR_EQ(state_of(port), "CONFIGURED");
	knobs_reset();
	UT_EQ(fake_detach("net_fake0"), 0);
	port = fake_attach("net_fake0");
	knobs.in_op = lost_while_it_starts;
	UT_EQ(fake_configure_port(port, 1, 1), -EIO);
	UT_STR_EQ(state_of(port), "ATTACHED");
	knobs_reset();
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
op_calls_back(struct rte_eth_dev *dev, const char *op)
{
	struct rte_eth_dev_info info;

	/* an operation may ask about its own port, even while the port is hidden */
	if (strcmp(op, "stop") == 0 || strcmp(op, "close") == 0)
		say("info=%d", rte_eth_dev_info_get(dev->data->port_id, &info));
}

static void
detach_of_a_running_port(void)
{
	uint16_t port = fake_running("net_fake0");

	destroyed = 0;
	knobs.in_op = op_calls_back;
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_DESTROY, on_destroy, NULL), 0);
	log_begin();
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(log_end("still runs"), 2); /* and one of the question in on_destroy() */
	UT_STR_EQ(trace_take(), "stop info=0 rxq-0 txq-0 close info=0 remove ");
	UT_EQ(destroyed, 1);
	UT_EQ(last_valid, 0);
	UT_STR_EQ(state_of(port), "FREE");
	UT_EQ(fake_queues, 0);
	knobs_reset();
}

/* One thread closes, and its DESTROY function takes its time; another one detaches the device meanwhile. */
static unsigned int in_destroy, destroy_go;

static int
slow_destroy(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	__atomic_store_n(&in_destroy, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&destroy_go, __ATOMIC_ACQUIRE))
		sched_yield();
	return 0;
}

static void *
close_run(void *arg)
{
	rte_eth_dev_close(*(uint16_t *)arg);
	return NULL;
}

static void
number_waits_for_destroy(void)
{
	uint16_t port = fake_attach("net_fake0");
	pthread_t t;

	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_DESTROY, slow_destroy, NULL), 0);
	pthread_create(&t, NULL, close_run, &port);
	while (!__atomic_load_n(&in_destroy, __ATOMIC_ACQUIRE))
		sched_yield();
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_STR_EQ(state_of(port), "CLOSED");
	UT_EQ(fake_attach("net_fake1"), port + 1); /* nobody hears DESTROY of a number that is another port's by then */
	__atomic_store_n(&destroy_go, 1, __ATOMIC_RELEASE);
	pthread_join(t, NULL);
	UT_STR_EQ(state_of(port), "FREE");
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_EQ(fake_attach("net_fake0"), port);
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* Blocks in use on the library's own heap. */
static unsigned int
heap_blocks(void)
{
	struct rte_malloc_socket_stats s;

	return rte_malloc_get_socket_stats(0, &s) == 0 ? s.alloc_count : 0;
}

static uint16_t
see(uint16_t port, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	RTE_SET_USED(port);
	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	RTE_SET_USED(arg);
	return n;
}

static void
nothing_stays_on_the_heap(void)
{
	struct rte_mbuf *pkts[4];
	unsigned int before = heap_blocks(), i;
	uint16_t port;

	UT_TRUE(before != 0);
	for (i = 0; i < 12; i++) {
		knobs.nb_ports = 2;
		port = fake_attach("net_fake0");
		UT_TRUE(heap_blocks() > before);
		if (i % 2 == 0) {
			UT_EQ(fake_configure_port(port, 3, 2), 0);
			UT_EQ(rte_eth_dev_start(port), 0);
			UT_NOT_NULL(rte_eth_add_rx_callback(port, 1, see, NULL));
			UT_EQ(rte_eth_rx_burst(port, 1, pkts, 4), 4);
		}
		if (i % 3 == 0) {
			UT_EQ(rte_eth_dev_stop(port), 0);
			UT_EQ(rte_eth_dev_close(port), 0);
		}
		UT_EQ(fake_detach("net_fake0"), 0);
		UT_EQ(heap_blocks(), before);
		knobs.probe = -EPERM;
		UT_EQ(rte_dev_probe("net_fake0"), -EPERM);
		knobs.probe = 0;
		UT_EQ(heap_blocks(), before);
	}
	knobs_reset();
}

static void
one_line_per_refusal(void)
{
	uint16_t port = fake_attach("net_fake0");
	struct rte_eth_conf conf;

	memset(&conf, 0, sizeof(conf));
	log_begin();
	rte_eth_dev_start(port);
	UT_EQ(log_end("is not configured"), 1);
	log_begin();
	rte_eth_dev_start(777);
	UT_EQ(log_end("there is no port 777"), 1);
	knobs.configure = -EFAULT;
	log_begin();
	rte_eth_dev_configure(port, 1, 1, &conf);
	UT_EQ(log_end("refuses the configuration"), 1);
	knobs.configure = 0;
	rte_eth_dev_configure(port, 1, 1, &conf);
	knobs.start = -EFAULT;
	log_begin();
	rte_eth_dev_start(port);
	UT_EQ(log_end("does not start"), 1);
	knobs.start = 0;
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("port_life",
	  { "from attach to detach, in order", whole_life },
	  { "a closed port is hidden, its number taken until the device goes", closed_number_stays_taken },
	  { "every call in every state", calls_by_state },
	  { "a start that fails leaves the port as it was", failing_start },
	  { "a stop that fails leaves the port running", failing_stop },
	  { "a close that fails closes", failing_close },
	  { "drivers without operations", drivers_that_cannot },
	  { "reset wants a new configuration", reset_wants_new_configuration },
	  { "modes and addresses survive a stop, not the port", modes_and_addresses_survive_a_stop },
	  { "hardware that is gone: -EIO, but stop and close work", hardware_that_is_gone },
	  { "hardware that goes during configure or start", hardware_that_goes_during_a_call },
	  { "detach stops and closes a running port with one warning", detach_of_a_running_port },
	  { "a number is not used again before its DESTROY was heard", number_waits_for_destroy },
	  { "nothing stays on the heap", nothing_stays_on_the_heap },
	  { "one log line per refusal", one_line_per_refusal })
