/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports that drivers make outside of transactions: create, finish, release, destroy. */
#include "fake_port.h"

static struct rte_device device = { .name = "platform0", .numa_node = -1 };
static char told[64];

static int
tell(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	char text[24];

	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	snprintf(text, sizeof(text), "%s%u ", event == RTE_ETH_EVENT_NEW ? "+" : "-", port);
	strcat(told, text);
	return 0;
}

static const char *
told_take(void)
{
	static char last[sizeof(told)];

	strcpy(last, told);
	told[0] = '\0';
	return last;
}

static int bus_ret, init_ret, uninit_ret;

static int
bus_init(struct rte_eth_dev *dev, void *params)
{
	RTE_SET_USED(dev);
	say("bus:%s", (const char *)params);
	return bus_ret;
}

static int
init(struct rte_eth_dev *dev, void *params)
{
	say("init:%s", (const char *)params);
	return init_ret != 0 ? init_ret : fake_fill(dev);
}

static int
uninit(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	say("uninit");
	return uninit_ret;
}

static int
create(void)
{
	return rte_eth_dev_create(&device, "made0", sizeof(struct fake_port), bus_init, W("b"), init, W("i"));
}

static void
create_and_destroy(void)
{
	struct rte_eth_dev *dev;

	rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_NEW, tell, NULL);
	rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, tell, NULL);
	UT_EQ(create(), 0);
	UT_STR_EQ(trace_take(), "bus:b init:i ");
	UT_STR_EQ(told_take(), "+0 ");
	dev = rte_eth_dev_allocated("made0");
	UT_NOT_NULL_FATAL(dev);
	UT_EQ(rte_eth_dev_is_valid_port(dev->data->port_id), 1);
	UT_EQ(create(), -ENODEV); /* the name is in use */
	trace_take();
	UT_EQ(rte_eth_dev_destroy(dev, NULL), -EINVAL);
	uninit_ret = -EBUSY;
	UT_EQ(rte_eth_dev_destroy(dev, uninit), -EBUSY);
	UT_EQ(rte_eth_dev_is_valid_port(0), 1);
	uninit_ret = 0;
	UT_EQ(rte_eth_dev_destroy(dev, uninit), 0);
	UT_STR_EQ(told_take(), "-0 ");
	UT_STR_EQ(state_of(0), "FREE");
	UT_EQ(rte_eth_dev_destroy(dev, uninit), -ENODEV);
	UT_EQ(rte_eth_dev_destroy(NULL, uninit), -ENODEV);
}

static void
create_refusals(void)
{
	unsigned int k, failures = 0;
	int ret = -1;

	UT_EQ(rte_eth_dev_create(NULL, "made0", 0, NULL, NULL, init, W("i")), -EINVAL);
	UT_EQ(rte_eth_dev_create(&device, "made0", 0, NULL, NULL, NULL, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_create(&device, "", 0, NULL, NULL, init, W("i")), -ENODEV);
	bus_ret = -EPERM;
	UT_EQ(create(), -EPERM);
	bus_ret = 0;
	init_ret = -ENOSYS;
	UT_EQ(create(), -ENOSYS);
	init_ret = 0;
	UT_TRUE(rte_eth_dev_allocated("made0") == NULL);
	for (k = 1; k < 10 && ret != 0; k++) {
		fault_calls = 0;
		fault_in = k;
		ret = create();
		fault_in = 0;
		failures += ret != 0;
		UT_TRUE(ret == 0 || ret == -ENOMEM || ret == -ENODEV);
		UT_TRUE(ret == 0 || eth_next_used(0) == RTE_MAX_ETHPORTS);
	}
	UT_TRUE(failures >= 2);
	UT_EQ(rte_eth_dev_destroy(rte_eth_dev_allocated("made0"), uninit), 0);
	told_take();
	trace_take();
}

/* No transaction will ever come for the device, so a closed port's number is free at once. */
static void
close_of_a_port_without_managed_device(void)
{
	UT_EQ(create(), 0);
	UT_EQ(rte_eth_dev_close(0), 0);
	UT_STR_EQ(told_take(), "+0 -0 ");
	UT_STR_EQ(state_of(0), "FREE");
	UT_EQ(create(), 0);
	UT_STR_EQ(told_take(), "+0 ");
	/* released while it runs, without its driver: bursts go idle first */
	UT_EQ(fake_configure_port(0, 1, 1), 0);
	UT_EQ(rte_eth_dev_start(0), 0);
	trace_take();
	queue_free(rte_eth_devices[0].data->rx_queues[0]);
	queue_free(rte_eth_devices[0].data->tx_queues[0]);
	UT_EQ(rte_eth_dev_release_port(&rte_eth_devices[0]), 0);
	UT_STR_EQ(trace_take(), "");
	UT_STR_EQ(told_take(), "-0 ");
	UT_STR_EQ(state_of(0), "FREE");
}

static void
release_of_closed_ports_does_nothing(void)
{
	uint16_t port = fake_attach("net_fake0");

	told_take();
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(rte_eth_dev_release_port(&rte_eth_devices[port]), 0);
	UT_STR_EQ(state_of(port), "CLOSED");
	UT_STR_EQ(told_take(), "-0 ");
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_STR_EQ(told_take(), "");
}

static void
finish_is_harmless(void)
{
	uint16_t port = fake_attach("net_fake0");

	told_take();
	rte_eth_dev_probing_finish(NULL);
	rte_eth_dev_probing_finish(&rte_eth_devices[port]); /* again */
	rte_eth_dev_probing_finish(&rte_eth_devices[port + 1]); /* not in use */
	UT_STR_EQ(told_take(), "");
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* Memory that the driver says is not the library's is left alone. */
static uint8_t own_private[64];
static struct rte_ether_addr own_mac;

static int
init_own_memory(struct rte_eth_dev *dev, void *params)
{
	RTE_SET_USED(params);
	dev->data->dev_private = own_private;
	dev->data->mac_addrs = &own_mac;
	dev->dev_ops = &fake_ops;
	return 0;
}

static int
close_own_memory(struct rte_eth_dev *dev)
{
	dev->data->dev_private = NULL;
	dev->data->mac_addrs = NULL;
	return 0;
}

static void
memory_of_the_driver(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_ether_addr mac;

	ops.dev_close = close_own_memory;
	UT_EQ(rte_eth_dev_create(&device, "made0", 0, NULL, NULL, init_own_memory, NULL), 0);
	rte_eth_devices[0].dev_ops = &ops;
	own_mac.addr_bytes[5] = 7;
	UT_EQ(rte_eth_macaddr_get(0, &mac), 0);
	UT_EQ(mac.addr_bytes[5], 7);
	UT_EQ(rte_eth_dev_close(0), 0);
	told_take();
}

FAKE_MAIN("port_create",
	  { "create and destroy", create_and_destroy },
	  { "create: refusals, and each allocation failing", create_refusals },
	  { "close and release without a managed device free the number", close_of_a_port_without_managed_device },
	  { "release of a closed port does nothing", release_of_closed_ports_does_nothing },
	  { "finishing twice, or nothing, is harmless", finish_is_harmless },
	  { "memory of the driver is left alone", memory_of_the_driver })
