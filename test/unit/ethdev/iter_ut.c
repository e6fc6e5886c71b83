/* SPDX-License-Identifier: BSD-3-Clause */
/* Walking over ports by device and by strings. */
#include "fake_port.h"

static struct rte_dev_iterator it;

/* Ports that fit, as text. */
static const char *
matching(const char *filter)
{
	static char text[64];
	uint16_t p;

	text[0] = '\0';
	RTE_ETH_FOREACH_MATCHING_DEV(p, filter, &it) {
		char one[8];

		snprintf(one, sizeof(one), "%u ", p);
		strcat(text, one);
	}
	return text;
}

static void
by_string(void)
{
	uint64_t owner;
	struct rte_eth_dev_owner me;

	knobs.nb_ports = 2;
	UT_EQ(fake_attach("net_fake0"), 0);
	knobs.nb_ports = 1;
	UT_EQ(fake_attach("net_fake1"), 2);
	UT_STR_EQ(matching("net_fake0"), "0 1 ");
	UT_STR_EQ(matching("net_fake1"), "2 ");
	UT_STR_EQ(matching("vdev:net_fake1"), "2 ");
	UT_STR_EQ(matching("net_fake0,size=64,unknown=x"), "0 1 "); /* arguments of the driver */
	UT_STR_EQ(matching("net_fake0,mac=02:00:00:00:00:02"), "1 ");
	UT_STR_EQ(matching("net_fake7"), "");
	UT_STR_EQ(matching("bus=vdev,name=net_fake1"), "2 ");
	UT_STR_EQ(matching("bus=vdev"), "0 1 2 ");
	UT_STR_EQ(matching("bus=vdev/class=eth,mac=02:00:00:00:00:03"), "2 ");
	UT_STR_EQ(matching("class=eth"), "0 1 2 ");
	UT_STR_EQ(matching("class=eth,mac=02:00:00:00:00:01"), "0 ");
	UT_STR_EQ(matching("class=eth,mac=02:00:00:00:00:aa"), "");
	UT_STR_EQ(matching("class=eth,mac=rubbish"), "");
	UT_STR_EQ(matching("class=eth,unknown=1"), "");
	/* representors are found only when they are asked for */
	rte_eth_devices[2].data->dev_flags |= RTE_ETH_DEV_REPRESENTOR;
	rte_eth_devices[2].data->representor_id = 5;
	UT_STR_EQ(matching("class=eth"), "0 1 ");
	UT_STR_EQ(matching("class=eth,representor=5"), "2 ");
	UT_STR_EQ(matching("class=eth,representor=[1,3-6]"), "2 ");
	UT_STR_EQ(matching("class=eth,representor=vf[0-4]"), "");
	UT_STR_EQ(matching("class=eth,representor=x"), "");
	/* owned ports are seen, closed ones are not */
	rte_eth_dev_owner_new(&owner);
	memset(&me, 0, sizeof(me));
	me.id = owner;
	UT_EQ(rte_eth_dev_owner_set(0, &me), 0);
	UT_EQ(rte_eth_dev_close(1), 0);
	UT_STR_EQ(matching("net_fake0"), "0 ");
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
}

static void
refusals(void)
{
	UT_EQ(rte_eth_iterator_init(NULL, "net_fake0"), -EINVAL);
	UT_EQ(rte_eth_iterator_init(&it, NULL), -EINVAL);
	UT_EQ(rte_eth_iterator_next(NULL), RTE_MAX_ETHPORTS);
	rte_eth_iterator_cleanup(NULL);
	UT_EQ(rte_eth_iterator_init(&it, "foo0"), -EFAULT);
	UT_EQ(rte_eth_iterator_next(&it), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_iterator_init(&it, "bus=nobus,name=a"), -EFAULT);
	UT_EQ(rte_eth_iterator_init(&it, "class=nothing"), -EFAULT);
	UT_EQ(rte_eth_iterator_init(&it, ""), -EINVAL);
	UT_TRUE(rte_eth_iterator_init(&it, "bus") < 0);
	UT_TRUE(rte_eth_iterator_init(&it, "class") < 0);
	UT_EQ(rte_eth_iterator_init(&it, "class=eth"), 0);
	UT_EQ(rte_eth_iterator_next(&it), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_iterator_next(&it), RTE_MAX_ETHPORTS); /* the end stays the end */
}

static void
left_early(void)
{
	uint16_t p;

	UT_EQ(fake_attach("net_fake0"), 0);
	UT_EQ(fake_attach("net_fake1"), 1);
	RTE_ETH_FOREACH_MATCHING_DEV(p, "class=eth", &it) {
		UT_EQ(p, 0);
		break;
	}
	rte_eth_iterator_cleanup(&it); /* the leak check of the sanitizer sees the rest */
	rte_eth_iterator_cleanup(&it);
	/* devices may go during a walk */
	UT_EQ(rte_eth_iterator_init(&it, "class=eth"), 0);
	UT_EQ(rte_eth_iterator_next(&it), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_EQ(rte_eth_iterator_next(&it), RTE_MAX_ETHPORTS);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
memory_runs_out(void)
{
	unsigned int k;
	int ret = -1;

	UT_EQ(fake_attach("net_fake0"), 0);
	for (k = 1; k < 20 && ret != 0; k++) {
		fault_calls = 0;
		fault_in = k;
		ret = rte_eth_iterator_init(&it, "net_fake0");
		fault_in = 0;
		UT_TRUE(ret == 0 || ret == -ENOMEM);
		UT_TRUE(ret == 0 || rte_eth_iterator_next(&it) == RTE_MAX_ETHPORTS);
	}
	UT_EQ(ret, 0);
	UT_TRUE(k > 2);
	rte_eth_iterator_cleanup(&it);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
by_device(void)
{
	struct rte_eth_dev_info info;
	uint16_t p;
	unsigned int n = 0;

	knobs.nb_ports = 3;
	UT_EQ(fake_attach("net_fake0"), 0);
	knobs.nb_ports = 1;
	UT_EQ(fake_attach("net_fake1"), 3);
	UT_EQ(rte_eth_dev_info_get(1, &info), 0);
	RTE_ETH_FOREACH_DEV_OF(p, info.device)
		n += 1 + p;
	UT_EQ(n, 6);
	n = 0;
	RTE_ETH_FOREACH_DEV_SIBLING(p, 2)
		n += 1 + p;
	UT_EQ(n, 6);
	n = 0;
	RTE_ETH_FOREACH_DEV_SIBLING(p, 77)
		n++;
	UT_EQ(n, 0);
	UT_EQ(rte_eth_find_next(3), 3);
	UT_EQ(rte_eth_find_next(4), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_find_next(1023), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_find_next(1024), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_find_next(65535), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_find_next_of(0, NULL), RTE_MAX_ETHPORTS);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(rte_eth_find_next(0), 3);
	UT_EQ(fake_detach("net_fake1"), 0);
}

static void
devices_by_class(void)
{
	struct rte_device *dev;
	unsigned int n = 0;

	UT_EQ(fake_attach("net_fake0"), 0);
	UT_EQ(fake_attach("net_fake1"), 1);
	UT_EQ(rte_dev_iterator_init(&it, "class=eth"), 0);
	while (rte_dev_iterator_next(&it) != NULL)
		n++;
	UT_EQ(n, 2);
	n = 0;
	UT_EQ(rte_dev_iterator_init(&it, "bus=vdev/class=eth,mac=02:00:00:00:00:02"), 0);
	while ((dev = rte_dev_iterator_next(&it)) != NULL) {
		UT_STR_EQ(rte_dev_name(dev), "net_fake1");
		n++;
	}
	UT_EQ(n, 1);
	UT_EQ(rte_dev_iterator_init(&it, "class=eth,bad=1"), 0);
	UT_TRUE(rte_dev_iterator_next(&it) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
}

FAKE_MAIN("iter",
	  { "ports by string", by_string },
	  { "strings that are refused", refusals },
	  { "a walk that is left early, ports that go during a walk", left_early },
	  { "no memory for a walk, at each allocation", memory_runs_out },
	  { "ports by device", by_device },
	  { "devices by class", devices_by_class })
