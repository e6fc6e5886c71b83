/* SPDX-License-Identifier: BSD-3-Clause */
/* The monitor against the real kernel: synthetic uevents of PCI functions, forged ones, counted starts. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <dev/event.h>
#include <loop/loop.h>
#include <loop/uevent.h>
#include <rte_dev.h>

#include "ut.h"

static char slot[64];
static int adds, removes, foreign, elsewhere, refused;
static sem_t heard;

static int
slot_find(void)
{
	DIR *d = opendir("/sys/bus/pci/devices");
	struct dirent *e;

	slot[0] = '\0';
	while (d != NULL && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			snprintf(slot, sizeof(slot), "%.63s", e->d_name);
	if (d != NULL)
		closedir(d);
	return slot[0] != '\0' && geteuid() == 0;
}

static int
setup(void)
{
	if (!slot_find()) {
		ut_skip("needs root and a PCI device for synthetic uevents");
		return 0;
	}
	sem_init(&heard, 0, 0);
	return loop_start();
}

static void
teardown(void)
{
	monitor_clear();
	event_clear();
	loop_stop();
}

static int
uevent_make(const char *action)
{
	char path[128];
	int fd, ok;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/uevent", slot);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	ok = fd >= 0 && write(fd, action, strlen(action)) == (ssize_t)strlen(action);
	close(fd);
	return ok;
}

static void
note(const char *name, enum rte_dev_event_type event, void *arg)
{
	(void)arg;
	if (strcmp(name, slot) != 0)
		foreign++;
	else if (event == RTE_DEV_EVENT_ADD)
		adds++;
	else
		removes++;
	elsewhere += !work_is_self();
	sem_post(&heard);
}

static int
hear(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec += 5;
	return sem_timedwait(&heard, &t);
}

static void
kernel_events_are_delivered_once(void)
{
	adds = removes = foreign = 0;
	UT_EQ(rte_dev_event_callback_register(NULL, note, NULL), 0);
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_TRUE_FATAL(uevent_make("add"));
	UT_EQ(hear(), 0);
	UT_TRUE_FATAL(uevent_make("change"));
	UT_TRUE_FATAL(uevent_make("remove"));
	UT_EQ(hear(), 0);
	UT_EQ(adds, 1);
	UT_EQ(removes, 1);
	UT_EQ(elsewhere, 0);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	/* after the stop nothing comes, after a new start it does again, and only the new one */
	UT_TRUE_FATAL(uevent_make("add"));
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_TRUE_FATAL(uevent_make("remove"));
	UT_EQ(hear(), 0);
	UT_EQ(adds, 1);
	UT_EQ(removes, 2);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	UT_EQ(rte_dev_event_callback_unregister(NULL, note, NULL), 1);
}

static void
starts_are_counted(void)
{
	adds = 0;
	UT_EQ(rte_dev_event_callback_register(slot, note, NULL), 0);
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	UT_TRUE_FATAL(uevent_make("add"));
	UT_EQ(hear(), 0);
	UT_EQ(adds, 1);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	UT_EQ(rte_dev_event_callback_unregister(slot, note, NULL), 1);
}

static void
forged_events_are_ignored(void)
{
	static const char msg[] = "remove@/devices/x\0ACTION=remove\0SUBSYSTEM=pci\0PCI_SLOT_NAME=forged";
	struct sockaddr_nl group = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);

	removes = foreign = 0;
	UT_EQ(rte_dev_event_callback_register(NULL, note, NULL), 0);
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_EQ(sendto(fd, msg, sizeof(msg), 0, (struct sockaddr *)&group, sizeof(group)), sizeof(msg));
	UT_TRUE_FATAL(uevent_make("remove")); /* comes behind the forged one */
	UT_EQ(hear(), 0);
	UT_EQ(removes, 1);
	UT_EQ(foreign, 0);
	UT_EQ(rte_dev_event_monitor_stop(), 0);
	UT_EQ(rte_dev_event_callback_unregister(NULL, note, NULL), 1);
	close(fd);
}

static void
stop_from_callback(const char *name, enum rte_dev_event_type event, void *arg)
{
	(void)event;
	refused += rte_dev_event_monitor_stop() != 0;
	refused += rte_dev_event_callback_unregister(name, stop_from_callback, arg) != 1;
	sem_post(&heard);
}

static void
a_callback_may_stop_the_monitor(void)
{
	UT_EQ(rte_dev_event_callback_register(slot, stop_from_callback, NULL), 0);
	UT_EQ(rte_dev_event_monitor_start(), 0);
	UT_TRUE_FATAL(uevent_make("remove"));
	UT_EQ(hear(), 0);
	UT_EQ(refused, 0);
	UT_EQ(rte_dev_event_callback_unregister(slot, stop_from_callback, NULL), -ENOENT);
}

static void
messages_are_read_as_written(void)
{
	static const char good[] = "add@/d\0ACTION=add\0DEVPATH=/d\0SUBSYSTEM=pci\0PCI_SLOT_NAME=0000:00:05.0\0SEQNUM=1";
	static const char longer[] =
		"add@/d\0ACTION=add\0PCI_SLOT_NAME=0123456789012345678901234567890123456789012345678901234567890123456789";
	struct uevent ev;

	UT_EQ(uevent_parse(good, sizeof(good), &ev), 0);
	UT_STR_EQ(ev.action, "add");
	UT_STR_EQ(ev.subsystem, "pci");
	UT_STR_EQ(ev.slot, "0000:00:05.0");
	UT_EQ(uevent_parse(longer, sizeof(longer), &ev), 0);
	UT_EQ(strlen(ev.slot), sizeof(ev.slot) - 1);
	UT_EQ(uevent_parse("libudev\0x", 10, &ev), -EINVAL);
	UT_EQ(uevent_parse(good, 0, &ev), -EINVAL);
	UT_EQ(uevent_parse(good, 8, &ev), -EINVAL);
	UT_EQ(uevent_parse("add@/d", 7, &ev), -EINVAL);
}

UT_MAIN_FIXTURE("monitor", setup, teardown, { "kernel events are delivered once", kernel_events_are_delivered_once },
		{ "starts are counted", starts_are_counted }, { "forged events are ignored", forged_events_are_ignored },
		{ "a callback may stop the monitor", a_callback_may_stop_the_monitor },
		{ "messages are read as written", messages_are_read_as_written })
