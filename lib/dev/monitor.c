/* SPDX-License-Identifier: BSD-3-Clause */
/* The monitor of kernel device events: takes hints on rte-loop, delivers on rte-work. */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <loop/fault.h>
#include <loop/loop.h>
#include <loop/uevent.h>
#include <rte_dev.h>

#include "event.h"
#include "log.h"

struct hint {
	STAILQ_ENTRY(hint) next;
	char device[RTE_DEV_NAME_MAX_LEN];
	enum rte_dev_event_type event;
};

static STAILQ_HEAD(, hint) hints = STAILQ_HEAD_INITIALIZER(hints);
static pthread_mutex_t hints_lock = PTHREAD_MUTEX_INITIALIZER; /* guards hints and missed */
static uint64_t missed; /* times that the kernel, or memory, made us drop hints */

static pthread_mutex_t start_lock = PTHREAD_MUTEX_INITIALIZER; /* guards starts, and start against stop */
static unsigned int starts;

static void hints_work(void *arg);

static struct work_item work = { .fn = hints_work };

static void
hints_work(void *arg)
{
	struct hint *h;
	uint64_t lost;

	(void)arg;
	for (;;) {
		pthread_mutex_lock(&hints_lock);
		h = STAILQ_FIRST(&hints);
		if (h != NULL)
			STAILQ_REMOVE_HEAD(&hints, next);
		lost = h == NULL ? missed : 0;
		if (h == NULL)
			missed = 0;
		pthread_mutex_unlock(&hints_lock);
		if (lost != 0)
			DEV_LOG(WARNING, "the kernel dropped device events %" PRIu64 " times", lost);
		if (h == NULL)
			return;
		rte_dev_event_callback_process(h->device, h->event);
		free(h);
	}
}

/* On rte-loop: only what names a PCI function is for us, as its slot is the device's name. */
static void
uevent_take(const struct uevent *ev, void *arg)
{
	struct hint *h = NULL;
	bool add;

	(void)arg;
	if (ev != NULL) {
		add = strcmp(ev->action, "add") == 0;
		if (ev->slot[0] == '\0' || (!add && strcmp(ev->action, "remove") != 0))
			return;
		if (strcmp(ev->subsystem, "pci") != 0 && strcmp(ev->subsystem, "uio") != 0 && strcmp(ev->subsystem, "vfio") != 0)
			return;
		h = calloc(1, sizeof(*h));
		if (h != NULL) {
			memcpy(h->device, ev->slot, sizeof(h->device));
			h->event = add ? RTE_DEV_EVENT_ADD : RTE_DEV_EVENT_REMOVE;
		}
	}
	pthread_mutex_lock(&hints_lock);
	if (h != NULL)
		STAILQ_INSERT_TAIL(&hints, h, next);
	else
		missed++;
	pthread_mutex_unlock(&hints_lock);
	(void)work_post(&work);
}

int
rte_dev_event_monitor_start(void)
{
	int ret = 0;

	if (loop_is_self())
		return -EDEADLK;
	pthread_mutex_lock(&start_lock);
	if (starts == 0)
		ret = uevent_start(uevent_take, NULL);
	if (ret == 0)
		starts++;
	pthread_mutex_unlock(&start_lock);
	if (ret != 0)
		DEV_LOG(ERR, "device event monitor cannot start: %s", strerror(-ret));
	return ret;
}

static void
hints_drop(void)
{
	struct hint *h;

	work_cancel(&work);
	pthread_mutex_lock(&hints_lock);
	while ((h = STAILQ_FIRST(&hints)) != NULL) {
		STAILQ_REMOVE_HEAD(&hints, next);
		free(h);
	}
	missed = 0;
	pthread_mutex_unlock(&hints_lock);
}

int
rte_dev_event_monitor_stop(void)
{
	bool last = false;

	if (loop_is_self())
		return -EDEADLK;
	pthread_mutex_lock(&start_lock);
	if (starts == 0) {
		DEV_LOG(NOTICE, "device event monitor is not running");
	} else if (--starts == 0) {
		uevent_stop();
		last = true;
	}
	pthread_mutex_unlock(&start_lock);
	if (last)
		hints_drop();
	return 0;
}

void
monitor_clear(void)
{
	while (__atomic_load_n(&starts, __ATOMIC_RELAXED) > 0)
		(void)rte_dev_event_monitor_stop();
	(void)fault_disable();
}

int
rte_dev_hotplug_handle_enable(void)
{
	int ret = fault_enable();

	if (ret != 0)
		DEV_LOG(ERR, "SIGBUS handling cannot be enabled: %s", strerror(-ret));
	return ret;
}

int
rte_dev_hotplug_handle_disable(void)
{
	int ret = fault_disable();

	if (ret != 0)
		DEV_LOG(ERR, "SIGBUS handling cannot be disabled: %s", strerror(-ret));
	return ret;
}
