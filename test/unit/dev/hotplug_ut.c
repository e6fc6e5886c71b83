/* SPDX-License-Identifier: BSD-3-Clause */
/* The additions: checks without effect, detachability, the journal with its numbers and its overflow. */
#include <errno.h>

#include <dev/event.h>
#include <rte_hotplug.h>

#include "fake.h"
#include "ut.h"

static void
checks_answer_and_change_nothing(void)
{
	struct rte_hotplug_error e;
	char before[2048];

	strcpy(before, world());
	UT_EQ(rte_hotplug_attach_check("fake0,a=1"), 0);
	UT_EQ(rte_hotplug_attach_check("nobody"), -EFAULT);
	UT_EQ(rte_hotplug_last_error(&e), 0);
	UT_STR_EQ(e.step, "parse devargs");
	UT_EQ(rte_hotplug_attach_check(NULL), -EINVAL);
	UT_STR_EQ(world(), before);
	UT_EQ(rte_dev_probe("fake0"), 0);
	strcpy(before, world());
	fail_check = -EBUSY;
	UT_EQ(rte_hotplug_detach_check("testbus", "fake0"), -EBUSY);
	fail_check = 0;
	UT_EQ(rte_hotplug_detach_check(NULL, "fake0"), 0);
	UT_EQ(rte_hotplug_detach_check("testbus", "fake9"), -EINVAL);
	UT_STR_EQ(world(), before);
	UT_EQ(rte_hotplug_last_error(NULL), -EINVAL);
	UT_EQ(rte_eal_hotplug_remove("testbus", "fake0"), 0);
}

static void
detachability_is_told(void)
{
	UT_FALSE(rte_hotplug_is_detachable(NULL, false));
	driver_caps = RTE_DEV_CAP_REMOVE;
	UT_EQ(rte_dev_probe("fake0"), 0);
	UT_TRUE(rte_hotplug_is_detachable(device_find(&fake_bus, "fake0"), false));
	UT_FALSE(rte_hotplug_is_detachable(device_find(&fake_bus, "fake0"), true));
	driver_caps |= RTE_DEV_CAP_DETACHABLE;
	UT_EQ(rte_eal_hotplug_remove("testbus", "fake0"), 0);
}

static void
the_journal_tells_the_story(void)
{
	static const enum rte_hotplug_what story[] = {
		RTE_HOTPLUG_ATTACHED, RTE_HOTPLUG_PORT_NEW, RTE_HOTPLUG_ATTACH_FAILED, RTE_HOTPLUG_EVENT_REMOVE,
		RTE_HOTPLUG_DETACHED, RTE_HOTPLUG_PORT_DESTROY,
	};
	struct rte_hotplug_record rec[8];
	uint64_t from = rte_hotplug_journal_last(), lost = 99;
	unsigned int i;
	int n;

	UT_EQ(rte_dev_probe("fake0"), 0);
	UT_EQ(rte_dev_probe("fake0"), 0); /* nothing happened */
	fail_map = -EACCES;
	UT_EQ(rte_dev_probe("fake1"), -EACCES);
	fail_map = 0;
	rte_dev_event_callback_process("fake0", RTE_DEV_EVENT_REMOVE);
	UT_EQ(rte_eal_hotplug_remove("testbus", "fake0"), 0);
	n = rte_hotplug_journal_read(from, rec, RTE_DIM(rec), &lost);
	UT_EQ(n, RTE_DIM(story));
	UT_EQ(lost, 0);
	for (i = 0; i < RTE_DIM(story); i++) {
		UT_EQ(rec[i].what, story[i]);
		UT_EQ(rec[i].seq, from + i + 1);
	}
	UT_STR_EQ(rec[0].device, "fake0");
	UT_EQ(rec[0].nb_ports, 1);
	UT_EQ(rec[2].err, EACCES);
	UT_STR_EQ(rec[2].step, "map resources");
	UT_TRUE(rec[0].cycles[0] > 0 && rec[0].step == NULL);
	UT_EQ(rec[1].port.generation, rec[5].port.generation);
	UT_EQ(rte_hotplug_journal_read(from + 2, rec, 1, NULL), 1);
	UT_EQ(rec[0].seq, from + 3);
	UT_EQ(rte_hotplug_journal_read(0, NULL, 1, NULL), -EINVAL);
}

static void
a_late_reader_learns_how_much_it_missed(void)
{
	struct rte_hotplug_record rec[300];
	uint64_t from = rte_hotplug_journal_last(), lost;
	unsigned int i;

	for (i = 0; i < 300; i++)
		rte_dev_event_callback_process("x", RTE_DEV_EVENT_ADD);
	UT_EQ(rte_hotplug_journal_read(from, rec, RTE_DIM(rec), &lost), 256);
	UT_EQ(lost, 44);
	UT_EQ(rec[0].seq, from + 45);
	UT_EQ(rec[255].seq, from + 300);
	UT_EQ(rte_hotplug_journal_read(from + 300, rec, RTE_DIM(rec), &lost), 0);
	UT_EQ(lost, 0);
}

UT_MAIN_FIXTURE("hotplug", fake_setup, NULL, { "checks answer and change nothing", checks_answer_and_change_nothing },
		{ "detachability is told", detachability_is_told }, { "the journal tells the story",
			the_journal_tells_the_story },
		{ "a late reader learns how much it missed", a_late_reader_learns_how_much_it_missed })
