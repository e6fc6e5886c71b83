/* SPDX-License-Identifier: BSD-3-Clause */
/* Virtual devices: names and aliases, creation and removal, scans, iterators, many devices. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <bus_vdev_driver.h>
#include <dev/device.h>
#include <rte_errno.h>

#include "ut.h"

static int probed, removed, probe_result;
static char seen_args[64];

static int
ut_probe(struct rte_vdev_device *vdev)
{
	snprintf(seen_args, sizeof(seen_args), "%s", rte_vdev_device_args(vdev));
	probed++;
	return probe_result;
}

static int
ut_remove(struct rte_vdev_device *vdev)
{
	removed += vdev != NULL;
	return 0;
}

static struct rte_vdev_driver ut_drv = { .probe = ut_probe, .remove = ut_remove };
static struct rte_vdev_driver ut_long_drv = { .probe = ut_probe, .remove = ut_remove };
static struct rte_vdev_driver ut_fixed_drv = { .probe = ut_probe };
static struct rte_vdev_driver ut_nodetach_drv = { .probe = ut_probe, .remove = ut_remove, .drv_flags =
	RTE_VDEV_DRV_NOT_DETACHABLE };

RTE_PMD_REGISTER_ALIAS(net_ut, eth_ut);
RTE_PMD_REGISTER_VDEV(net_ut, ut_drv);
RTE_PMD_REGISTER_VDEV(net_ut_long, ut_long_drv);
RTE_PMD_REGISTER_VDEV(net_fixed, ut_fixed_drv);
RTE_PMD_REGISTER_VDEV(net_nodetach, ut_nodetach_drv);

static struct rte_device *
find(const char *name)
{
	return device_find(rte_bus_find_by_name("vdev"), name);
}

static void
created_by_name_or_alias(void)
{
	UT_EQ(rte_vdev_init("net_ut0", "a=1"), 0);
	UT_STR_EQ(seen_args, "a=1");
	UT_EQ(rte_vdev_init("eth_ut1", NULL), 0);
	UT_STR_EQ(seen_args, "");
	UT_EQ(rte_vdev_init("net_ut0", "a=2"), -EEXIST);
	UT_STR_EQ(find("net_ut0")->devargs->args, "a=1");
	UT_EQ(rte_vdev_init("net_ut01", ""), 0);
	UT_EQ(rte_vdev_init("tap_ut", ""), -EFAULT);
	UT_EQ(rte_vdev_init(NULL, ""), -EINVAL);
	UT_EQ(rte_vdev_uninit("net_ut"), -ENOENT);
	UT_EQ(rte_vdev_uninit(NULL), -EINVAL);
	UT_EQ(rte_vdev_uninit("net_ut0"), 0);
	UT_EQ(rte_vdev_uninit("net_ut0"), -ENOENT);
	UT_EQ(rte_vdev_uninit("net_ut01"), 0);
	UT_EQ(rte_vdev_uninit("eth_ut1"), 0);
	UT_EQ(removed, 3);
	UT_TRUE(rte_devargs_next(NULL, NULL) == NULL);
}

static void
the_longest_name_serves(void)
{
	UT_EQ(rte_dev_probe("net_ut_long0"), 0);
	UT_STR_EQ(find("net_ut_long0")->driver->name, "net_ut_long");
	UT_EQ(rte_dev_remove(find("net_ut_long0")), 0);
}

static void
a_failed_probe_leaves_no_device(void)
{
	probe_result = -EINVAL;
	UT_EQ(rte_dev_probe("net_ut5,bogus=1"), -EINVAL);
	probe_result = 0;
	UT_TRUE(find("net_ut5") == NULL);
	UT_TRUE(rte_devargs_next(NULL, NULL) == NULL);
	UT_EQ(rte_dev_probe("net_ut5,good=1"), 0);
	UT_STR_EQ(seen_args, "good=1");
	UT_EQ(rte_eal_hotplug_remove("vdev", "net_ut5"), 0);
}

static void
drivers_decide_what_may_be_detached(void)
{
	struct rte_device *dev;

	UT_EQ(rte_dev_probe("net_fixed0"), 0);
	dev = find("net_fixed0");
	UT_EQ(rte_dev_remove(dev), -ENOTSUP);
	UT_EQ(rte_dev_is_probed(dev), 1);
	UT_EQ(rte_dev_probe("net_nodetach0"), 0);
	UT_EQ(find("net_nodetach0")->caps, RTE_DEV_CAP_REMOVE);
	UT_EQ(rte_dev_remove(find("net_nodetach0")), 0);
	UT_EQ(rte_bus_find_by_name("vdev")->cleanup(), 0);
	UT_TRUE(find("net_fixed0") == NULL);
}

static void
add_devargs(void *arg)
{
	(void)rte_devargs_add(RTE_DEVTYPE_VIRTUAL, arg);
}

static void
scans_take_devargs_and_custom_callbacks(void)
{
	struct rte_bus *bus = rte_bus_find_by_name("vdev");

	UT_EQ(rte_vdev_add_custom_scan(NULL, NULL), -EINVAL);
	UT_EQ(rte_vdev_add_custom_scan(add_devargs, (void *)(uintptr_t)"net_ut_custom,c=1"), 0);
	UT_EQ(rte_vdev_add_custom_scan(add_devargs, (void *)(uintptr_t)"net_ut_custom,c=1"), 0);
	UT_EQ(rte_devargs_add(RTE_DEVTYPE_VIRTUAL, "net_ut_line,l=1"), 0);
	UT_EQ(bus->scan(), 0);
	UT_NOT_NULL_FATAL(find("net_ut_custom"));
	UT_EQ(rte_dev_is_probed(find("net_ut_line")), 0);
	probed = 0;
	UT_EQ(rte_bus_probe(), 0);
	UT_EQ(probed, 2);
	UT_EQ(rte_dev_is_probed(find("net_ut_line")), 1);
	UT_EQ(rte_vdev_remove_custom_scan(add_devargs, (void *)-1), 0);
	UT_EQ(rte_bus_find_by_name("vdev")->cleanup(), 0);
	UT_TRUE(find("net_ut_custom") == NULL);
	UT_TRUE(rte_devargs_next(NULL, NULL) == NULL);
}

static void
iterators_walk_what_fits(void)
{
	struct rte_dev_iterator it;
	struct rte_device *dev;
	int n = 0;

	UT_EQ(rte_dev_probe("net_ut0"), 0);
	UT_EQ(rte_dev_probe("net_ut1"), 0);
	RTE_DEV_FOREACH(dev, "bus=vdev", &it)
		n++;
	UT_EQ(n, 2);
	RTE_DEV_FOREACH(dev, "bus=vdev,name=net_ut1", &it) {
		UT_STR_EQ(rte_dev_name(dev), "net_ut1");
		n++;
	}
	UT_EQ(n, 3);
	UT_EQ(rte_dev_iterator_init(&it, "bus=vdev,color=red"), 0);
	UT_TRUE(rte_dev_iterator_next(&it) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_dev_iterator_init(&it, "net_ut0"), -EINVAL);
	UT_EQ(rte_dev_iterator_init(&it, "bus"), -EINVAL);
	UT_EQ(rte_dev_iterator_init(&it, "class"), -EINVAL);
	UT_EQ(rte_dev_iterator_init(&it, "bus=nobus"), -EFAULT);
	UT_EQ(rte_dev_iterator_init(&it, NULL), -EINVAL);
	UT_EQ(rte_dev_iterator_init(NULL, "bus=vdev"), -EINVAL);
	UT_TRUE(rte_dev_iterator_next(NULL) == NULL);
	UT_EQ(rte_bus_find_by_name("vdev")->cleanup(), 0);
}

static void
ten_thousand_names_leave_no_trace(void)
{
	char name[32];
	int i;

	for (i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), "net_ut_n%d", i);
		if (rte_vdev_init(name, "x=1") != 0 || (i % 2 == 0 && rte_vdev_uninit(name) != 0))
			CU_FAIL_FATAL("attach or detach failed");
	}
	UT_EQ(rte_devargs_type_count(RTE_DEVTYPE_VIRTUAL), 5000);
	UT_EQ(rte_bus_find_by_name("vdev")->cleanup(), 0);
	UT_EQ(rte_devargs_type_count(RTE_DEVTYPE_VIRTUAL), 0);
}

static void
accessors_take_null(void)
{
	UT_TRUE(rte_dev_name(NULL) == NULL && rte_dev_driver(NULL) == NULL && rte_dev_bus(NULL) == NULL);
	UT_TRUE(rte_dev_bus_info(NULL) == NULL && rte_dev_devargs(NULL) == NULL && rte_driver_name(NULL) == NULL);
	UT_EQ(rte_dev_numa_node(NULL), -1);
	UT_EQ(rte_dev_is_probed(NULL), 0);
	UT_TRUE(rte_bus_name(NULL) == NULL && rte_bus_find_by_name(NULL) == NULL && rte_bus_find_by_device(NULL) == NULL);
}

UT_MAIN("vdev", { "devices are created by driver name or alias", created_by_name_or_alias },
	{ "the longest driver name serves", the_longest_name_serves },
	{ "a failed probe leaves no device", a_failed_probe_leaves_no_device },
	{ "drivers decide what may be detached", drivers_decide_what_may_be_detached },
	{ "scans take devargs and custom callbacks", scans_take_devargs_and_custom_callbacks },
	{ "iterators walk what fits", iterators_walk_what_fits },
	{ "ten thousand names leave no trace", ten_thousand_names_leave_no_trace }, { "accessors take NULL",
		accessors_take_null })
