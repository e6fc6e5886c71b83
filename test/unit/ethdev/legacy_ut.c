/* SPDX-License-Identifier: BSD-3-Clause */
/* Attach and detach by number. */
#include "fake_port.h"

static void
attach_and_detach(void)
{
	char name[RTE_ETH_NAME_MAX_LEN + 8];
	uint16_t port = 55, second = 55;

	UT_EQ(rte_eth_dev_attach(NULL, &port), -EINVAL);
	UT_EQ(rte_eth_dev_attach("net_fake0", NULL), -EINVAL);
	UT_EQ(rte_eth_dev_attach("nothing0", &port), -EFAULT);
	UT_EQ(port, 55);
	UT_EQ(rte_eth_dev_attach("net_fake0,x=1", &port), 0);
	UT_EQ(port, 0);
	UT_EQ(rte_eth_dev_attach("net_fake0", &second), -EEXIST);
	UT_EQ(second, 55);
	UT_EQ(rte_eth_dev_attach("vdev:net_fake1", &second), 0);
	UT_EQ(second, 1);
	memset(name, 'z', sizeof(name));
	UT_EQ(rte_eth_dev_detach(99, name), -EINVAL);
	UT_EQ(rte_eth_dev_detach(65535, name), -EINVAL);
	UT_EQ(rte_eth_dev_detach(port, NULL), -EINVAL);
	UT_EQ(name[0], 'z');
	UT_EQ(rte_eth_dev_detach(port, name), 0);
	UT_STR_EQ(name, "net_fake0");
	UT_EQ(name[RTE_ETH_NAME_MAX_LEN], 'z'); /* not a byte behind the room */
	UT_EQ(rte_eth_dev_detach(port, name), -EINVAL);
	UT_EQ(rte_eth_dev_attach("net_fake2", &port), 0);
	UT_EQ(port, 0); /* lowest free */
	UT_EQ(rte_eth_dev_detach(second, name), 0);
	UT_EQ(rte_eth_dev_detach(port, name), 0);
}

static void
device_with_several_ports(void)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t port;

	knobs.nb_ports = 3;
	UT_EQ(rte_eth_dev_attach("net_fake0", &port), 0);
	UT_EQ(port, 2); /* the one created last */
	UT_EQ(rte_eth_dev_detach(1, name), 0); /* by any of them */
	UT_EQ(rte_eth_dev_count_total(), 0);
	knobs_reset();
}

static void
device_without_ports(void)
{
	uint16_t port = 9;

	knobs.nb_ports = 0;
	UT_EQ(rte_eth_dev_attach("net_fake0", &port), -ENODEV);
	UT_EQ(port, 9);
	knobs_reset();
	UT_EQ(rte_eth_dev_attach("net_fake0", &port), 0); /* nothing of it was left */
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
after_stop_and_close(void)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t port, other;

	UT_EQ(rte_eth_dev_attach("net_fake0", &port), 0);
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(rte_eth_dev_is_closed(port), 1);
	/* the number is not another device's in between */
	UT_EQ(rte_eth_dev_attach("net_fake1", &other), 0);
	UT_EQ(other, port + 1);
	UT_EQ(rte_eth_dev_detach(port, name), 0);
	UT_STR_EQ(name, "net_fake0");
	UT_EQ(rte_eth_dev_is_closed(port), 0);
	UT_EQ(rte_eth_dev_is_valid_port(other), 1);
	UT_EQ(rte_eth_dev_detach(other, name), 0);
}

static void
of_a_running_port(void)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t port = fake_running("net_fake0");

	UT_EQ(rte_eth_dev_detach(port, name), 0);
	UT_EQ(fake_queues, 0);
}

static void
drivers_that_do_not_allow_it(void)
{
	char name[RTE_ETH_NAME_MAX_LEN] = "untouched";
	uint16_t port;

	fake_vdev.drv_flags = RTE_VDEV_DRV_NOT_DETACHABLE;
	UT_EQ(rte_eth_dev_attach("net_fake0", &port), 0);
	UT_EQ(rte_eth_dev_detach(port, name), -ENOTSUP);
	UT_STR_EQ(name, "untouched");
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_EQ(fake_detach("net_fake0"), 0); /* the modern call does not mind */
	fake_vdev.drv_flags = 0;
	knobs.dev_flags = RTE_ETH_DEV_BONDED_SLAVE;
	UT_EQ(rte_eth_dev_attach("net_fake0", &port), 0);
	UT_EQ(rte_eth_dev_detach(port, name), -EBUSY);
	UT_STR_EQ(name, "untouched");
	rte_eth_devices[port].data->dev_flags = 0;
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

FAKE_MAIN("legacy",
	  { "attach and detach, their refusals, the room for the name", attach_and_detach },
	  { "a device with several ports", device_with_several_ports },
	  { "a device without ports", device_without_ports },
	  { "detach by the number of a closed port", after_stop_and_close },
	  { "detach of a running port", of_a_running_port },
	  { "drivers and members that do not allow it", drivers_that_do_not_allow_it })
