/* SPDX-License-Identifier: BSD-3-Clause */
/* The engine against a bus and a class that write down what they are asked: order, undo, notices, children, refusals. */
#include <errno.h>

#include "fake.h"
#include "ut.h"
#include <rte_hotplug.h>

static int
attach_as(const char *devargs, enum txn_entry entry)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = entry, .devargs = devargs };

	return txn_run(&req);
}

static int
detach_as(const char *name, enum txn_entry entry)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = entry, .bus = "testbus", .name = name };

	return txn_run(&req);
}

static void
attach_and_detach_in_order(void)
{
	UT_EQ(attach_as("fake0,k=v", TXN_MODERN), 0);
	UT_STR_EQ(trace_take(), "scan:fake0 map:fake0 probe:fake0 publish:fake0 NEW:fake0 ");
	UT_STR_EQ(device_find(&fake_bus, "fake0")->devargs->args, "k=v");
	UT_EQ(rte_dev_is_probed(device_find(&fake_bus, "fake0")), 1);
	UT_EQ(rte_dev_remove(device_find(&fake_bus, "fake0")), 0);
	UT_STR_EQ(trace_take(), "freeze:fake0 retire:fake0 remove:fake0 unmap:fake0 drop:fake0 DESTROY:fake0 forget:fake0 ");
	UT_TRUE(device_find(&fake_bus, "fake0") == NULL);
}

static void
every_failing_step_leaves_nothing(void)
{
	struct rte_hotplug_error e;
	char before[2048];
	unsigned int k;

	UT_EQ(attach_as("fakeother,a=1", TXN_MODERN), 0);
	for (k = 0; k < txn_rows(TXN_ATTACH); k++) {
		strcpy(before, world());
		txn_inject(TXN_ATTACH, (int)k, ENOSPC);
		UT_EQ(attach_as("fake0,k=v", TXN_MODERN), -ENOSPC);
		UT_EQ(attach_as("fakeother,b=2", TXN_MODERN), k <= 2 ? -ENOSPC : 0);
		txn_inject(TXN_ATTACH, -1, 0);
		UT_EQ(rte_hotplug_last_error(&e), 0);
		UT_STR_EQ(e.step, txn_row_name(TXN_ATTACH, k));
		UT_STR_EQ(world(), before);
	}
	UT_EQ(attach_as("fake0,k=v", TXN_MODERN), 0);
	for (k = 0; k < txn_rows(TXN_DETACH); k++) {
		strcpy(before, world());
		txn_inject(TXN_DETACH, (int)k, EINTR);
		UT_EQ(detach_as("fake0", TXN_MODERN), -EINTR);
		txn_inject(TXN_DETACH, -1, 0);
		UT_STR_EQ(world(), before);
	}
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_EQ(detach_as("fakeother", TXN_MODERN), 0);
	trace_take();
}

static void
real_failures_are_undone_and_named(void)
{
	struct rte_hotplug_error e;
	char before[2048];

	strcpy(before, world());
	fail_map = -EACCES;
	UT_EQ(attach_as("fake0", TXN_MODERN), -EACCES);
	fail_map = 0;
	UT_EQ(rte_hotplug_last_error(&e), 0);
	UT_STR_EQ(e.step, "map resources");
	UT_STR_EQ(e.device, "fake0");
	UT_EQ(e.err, EACCES);
	UT_STR_EQ(world(), before);

	trace_take();
	fail_probe = -EIO;
	UT_EQ(attach_as("fake0", TXN_MODERN), -EIO);
	fail_probe = 1;
	UT_EQ(attach_as("fake0", TXN_MODERN), -ENOTSUP);
	fail_probe = 0;
	UT_STR_EQ(trace_take(), "scan:fake0 map:fake0 probe:fake0 abort:fake0 unmap:fake0 drop:fake0 "
				"scan:fake0 map:fake0 probe:fake0 abort:fake0 unmap:fake0 drop:fake0 ");
	UT_STR_EQ(world(), before);

	fail_scan = -ENODEV;
	UT_EQ(attach_as("fake0", TXN_MODERN), -ENODEV);
	fail_scan = 0;
	UT_EQ(attach_as("fake_orphan", TXN_MODERN), -ENOTSUP);
	UT_EQ(attach_as("fake_portless", TXN_LEGACY), -ENODEV);
	UT_EQ(attach_as("nobody0", TXN_MODERN), -EFAULT);
	UT_EQ(attach_as("", TXN_MODERN), -EINVAL);
	UT_EQ(attach_as(NULL, TXN_MODERN), -EINVAL);
	UT_EQ(attach_as("class=eth", TXN_MODERN) < 0, 1);
	UT_EQ(rte_eal_hotplug_add("nobus", "fake0", ""), -EFAULT);
	UT_EQ(rte_eal_hotplug_add("testbus", NULL, ""), -EINVAL);
	UT_EQ(rte_eal_hotplug_add(NULL, "fake0", NULL), -EINVAL);
	UT_EQ(rte_eal_hotplug_remove("nobus", "fake0"), -ENOENT);
	UT_EQ(rte_eal_hotplug_remove("testbus", "fake0"), -EINVAL);
	UT_EQ(rte_eal_hotplug_remove(NULL, "fake0"), -EINVAL);
	UT_EQ(rte_dev_probe(NULL), -EINVAL);
	UT_EQ(rte_dev_remove(NULL), -EINVAL);
	UT_STR_EQ(world(), before);
	trace_take();
}

static void
attached_already_changes_nothing(void)
{
	char before[2048];

	UT_EQ(attach_as("fake0,k=v", TXN_MODERN), 0);
	strcpy(before, world());
	UT_EQ(attach_as("fake0,other=1", TXN_MODERN), 0);
	UT_EQ(attach_as("fake0,other=1", TXN_LEGACY), -EEXIST);
	UT_EQ(rte_eal_hotplug_add("testbus", "fake0", "x=y"), 0);
	UT_STR_EQ(world(), before);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	trace_take();
}

static void
a_failed_attach_gives_old_arguments_back(void)
{
	struct rte_devargs *da;
	char before[2048];

	hardware_stays = true;
	UT_EQ(attach_as("fake0,k=v", TXN_MODERN), 0);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	hardware_stays = false;
	UT_EQ(life_state(&device_find(&fake_bus, "fake0")->life), DEV_SCANNED);
	UT_EQ(rte_devargs_add(RTE_DEVTYPE_ALLOWED, "fake0,first=1"), 0);
	strcpy(before, world());
	fail_probe = -EIO;
	UT_EQ(attach_as("fake0,second=2", TXN_MODERN), -EIO);
	fail_probe = 0;
	UT_STR_EQ(world(), before);
	UT_EQ(attach_as("fake0,second=2", TXN_MODERN), 0);
	da = rte_devargs_next("testbus", NULL);
	UT_NOT_NULL_FATAL(da);
	UT_STR_EQ(da->args, "second=2");
	UT_TRUE(rte_devargs_next("testbus", da) == NULL);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_TRUE(rte_devargs_next("testbus", NULL) == NULL);
	UT_TRUE(device_find(&fake_bus, "fake0") == NULL);
	trace_take();
}

static void
who_stands_in_the_way_is_told_and_nothing_frozen(void)
{
	struct rte_hotplug_error e;
	char before[2048];

	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	strcpy(before, world());
	trace_take();
	fail_check = -EBUSY;
	UT_EQ(detach_as("fake0", TXN_MODERN), -EBUSY);
	fail_check = 0;
	UT_EQ(rte_hotplug_last_error(&e), 0);
	UT_STR_EQ(e.text, "fake0 is a member of a group");
	fail_freeze = -ENOMEM;
	UT_EQ(detach_as("fake0", TXN_MODERN), -ENOMEM);
	fail_freeze = 0;
	UT_STR_EQ(trace_take(), "");
	UT_STR_EQ(world(), before);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	trace_take();
}

static void
the_legacy_flag_gates_legacy_calls_only(void)
{
	driver_caps = RTE_DEV_CAP_REMOVE;
	UT_EQ(attach_as("fake0", TXN_LEGACY), 0);
	UT_EQ(detach_as("fake0", TXN_LEGACY), -ENOTSUP);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	driver_caps = 0;
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	UT_EQ(detach_as("fake0", TXN_MODERN), -ENOTSUP);
	UT_EQ(detach_as("fake0", TXN_CLEANUP), 0);
	driver_caps = RTE_DEV_CAP_REMOVE | RTE_DEV_CAP_DETACHABLE;
	UT_EQ(attach_as("fake0", TXN_LEGACY), 0);
	UT_EQ(detach_as("fake0", TXN_LEGACY), 0);
	trace_take();
}

static void
a_dry_run_answers_and_leaves_nothing(void)
{
	struct txn_request req = { .op = TXN_ATTACH, .devargs = "fake0", .dry_run = true };
	char before[2048];

	strcpy(before, world());
	UT_EQ(txn_run(&req), 0);
	UT_STR_EQ(world(), before);
	fail_probe = -EIO;
	UT_EQ(txn_run(&req), -EIO);
	fail_probe = 0;
	UT_STR_EQ(world(), before);
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	strcpy(before, world());
	req = (struct txn_request){ .op = TXN_DETACH, .bus = "testbus", .name = "fake0", .dry_run = true };
	UT_EQ(txn_run(&req), 0);
	UT_STR_EQ(world(), before);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	trace_take();
}

static void
detach_on_new(const char *name, enum dev_notice what)
{
	if (what == DEV_NOTICE_NEW) {
		UT_FALSE(txn_inside());
		UT_EQ(detach_as(name, TXN_MODERN), 0);
	}
}

static void
attach_on_destroy(const char *name, enum dev_notice what)
{
	RTE_SET_USED(name);
	if (what == DEV_NOTICE_DESTROY) {
		on_notify = NULL;
		UT_EQ(attach_as("fake_next", TXN_MODERN), 0);
	}
}

static void
callbacks_may_attach_and_detach(void)
{
	on_notify = detach_on_new;
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	on_notify = NULL;
	UT_TRUE(device_find(&fake_bus, "fake0") == NULL);
	UT_STR_EQ(trace_take(), "scan:fake0 map:fake0 probe:fake0 publish:fake0 NEW:fake0 freeze:fake0 retire:fake0 remove:fake0 "
				"unmap:fake0 drop:fake0 DESTROY:fake0 forget:fake0 ");
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	trace_take();
	on_notify = attach_on_destroy;
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_STR_EQ(trace_take(),
		"freeze:fake0 retire:fake0 remove:fake0 unmap:fake0 drop:fake0 DESTROY:fake0 scan:fake_next map:fake_next "
				"probe:fake_next publish:fake_next NEW:fake_next forget:fake0 ");
	UT_EQ(objects[1].gen > 0, 1); /* number 0 was still reserved while its DESTROY was heard */
	UT_EQ(detach_as("fake_next", TXN_MODERN), 0);
	trace_take();
}

static void
a_closed_port_is_not_destroyed_twice(void)
{
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	life_move(&objects[0].life, PORT_CLOSED);
	objects[0].destroyed = true;
	trace_take();
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_STR_EQ(trace_take(), "freeze:fake0 retire:fake0 remove:fake0 unmap:fake0 drop:fake0 forget:fake0 ");
}

static void
a_driver_may_attach_a_sub_device(void)
{
	char before[2048];

	strcpy(before, world());
	probe_attaches = "fake_sub";
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	UT_EQ(sub_result, 0);
	UT_STR_EQ(trace_take(), "scan:fake0 map:fake0 probe:fake0 scan:fake_sub map:fake_sub probe:fake_sub publish:fake_sub "
				"publish:fake0 NEW:fake_sub NEW:fake0 ");
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_EQ(detach_as("fake_sub", TXN_MODERN), 0);
	trace_take();
	/* the parent fails afterwards: the sub-device goes too, and nobody hears of either */
	txn_inject(TXN_ATTACH, 8, EIO);
	fail_probe = 0;
	UT_EQ(attach_as("fake0", TXN_MODERN), -EIO);
	txn_inject(TXN_ATTACH, -1, 0);
	UT_TRUE(strstr(trace_take(), "NEW") == NULL);
	probe_attaches = NULL;
	UT_STR_EQ(world(), before);
}

static void
a_sub_device_goes_when_the_parents_probe_fails(void)
{
	char before[2048];
	const char *t;

	strcpy(before, world());
	probe_attaches = "fake_sub";
	UT_EQ(attach_as("fake_sub", TXN_MODERN), 0);
	UT_EQ(detach_as("fake_sub", TXN_MODERN), 0);
	trace_take();
	/* fails behind its own children: both are undone, children last attached first */
	txn_probe_twice(true);
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	txn_probe_twice(false);
	t = trace_take();
	UT_TRUE(strstr(t, "probe:fake0") != NULL && strstr(strstr(t, "probe:fake0") + 1, "probe:fake0") != NULL);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_EQ(detach_as("fake_sub", TXN_MODERN), 0);
	probe_attaches = NULL;
	trace_take();
	UT_STR_EQ(world(), before);
}

static void
stale_pointers_and_handles_are_refused(void)
{
	struct txn_request req = { .op = TXN_DETACH };
	struct rte_device *dev;
	struct dev_handle old;

	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	dev = device_find(&fake_bus, "fake0");
	UT_EQ(class_collect(dev, &old, 1), 1);
	UT_EQ(rte_dev_remove(dev), 0);
	UT_EQ(rte_dev_remove(dev), -EINVAL);
	UT_EQ(attach_as("fake1", TXN_MODERN), 0);
	req.port = &old;
	UT_EQ(txn_run(&req), -EINVAL);
	UT_NOT_NULL(device_find(&fake_bus, "fake1"));
	UT_EQ(detach_as("fake1", TXN_MODERN), 0);
	trace_take();
}

static void
the_driver_layer_must_name_the_driver(void)
{
	UT_EQ(attach_as("bus=testbus,name=fake0/driver=other,k=1", TXN_MODERN), -EINVAL);
	UT_EQ(attach_as("bus=testbus,name=fake0/driver=fake_alias,k=1", TXN_MODERN), 0);
	UT_STR_EQ(device_find(&fake_bus, "fake0")->devargs->args, "k=1");
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_EQ(attach_as("bus=testbus,name=fake0/driver=fake_drv", TXN_MODERN), 0);
	UT_STR_EQ(device_find(&fake_bus, "fake0")->devargs->args, "");
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	UT_EQ(attach_as("bus=testbus", TXN_MODERN), -ENODEV);
	trace_take();
}

static void
a_lost_device_only_goes_down(void)
{
	UT_EQ(attach_as("fake0", TXN_MODERN), 0);
	hardware_stays = true;
	life_lose(&device_find(&fake_bus, "fake0")->life);
	UT_EQ(detach_as("fake0", TXN_MODERN), 0);
	hardware_stays = false;
	UT_TRUE(device_find(&fake_bus, "fake0") == NULL);
	trace_take();
}

static void *
churn(void *arg)
{
	const char *name = arg;
	int i, bad = 0;

	for (i = 0; i < 500; i++) {
		bad += attach_as(name, TXN_MODERN) != 0;
		bad += detach_as(name, TXN_MODERN) != 0;
	}
	return (void *)(intptr_t)bad;
}

static void
threads_attach_and_detach_at_once(void)
{
	static const char *const name[] = { "fake_a", "fake_b", "fake_c", "fake_d" };
	pthread_t thread[RTE_DIM(name)];
	char before[2048];
	unsigned int i;
	void *bad;

	strcpy(before, world());
	trace_on = false;
	for (i = 0; i < RTE_DIM(name); i++)
		UT_EQ(pthread_create(&thread[i], NULL, churn, (void *)(uintptr_t)name[i]), 0);
	for (i = 0; i < RTE_DIM(name); i++) {
		pthread_join(thread[i], &bad);
		UT_EQ((intptr_t)bad, 0);
	}
	trace_on = true;
	UT_STR_EQ(world(), before);
}

UT_MAIN_FIXTURE("txn", fake_setup, NULL, { "attach and detach call everybody in order", attach_and_detach_in_order },
		{ "every failing step leaves nothing behind", every_failing_step_leaves_nothing },
		{ "real failures are undone and named", real_failures_are_undone_and_named },
		{ "attaching twice changes nothing", attached_already_changes_nothing },
		{ "a failed attach gives the old arguments back", a_failed_attach_gives_old_arguments_back },
		{ "who stands in the way is told and nothing is frozen", who_stands_in_the_way_is_told_and_nothing_frozen },
		{ "the DETACHABLE flag gates the legacy calls only", the_legacy_flag_gates_legacy_calls_only },
		{ "a dry run answers and leaves nothing", a_dry_run_answers_and_leaves_nothing },
		{ "callbacks may attach and detach", callbacks_may_attach_and_detach },
		{ "a closed port is not destroyed twice", a_closed_port_is_not_destroyed_twice },
		{ "a driver may attach a sub-device", a_driver_may_attach_a_sub_device },
		{ "a sub-device goes with its parent's failed probe", a_sub_device_goes_when_the_parents_probe_fails },
		{ "stale pointers and handles are refused", stale_pointers_and_handles_are_refused },
		{ "the driver layer must name the driver", the_driver_layer_must_name_the_driver },
		{ "a lost device only goes down", a_lost_device_only_goes_down },
		{ "threads attach and detach at once", threads_attach_and_detach_at_once })
