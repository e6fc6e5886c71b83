/* SPDX-License-Identifier: BSD-3-Clause */
/* Who wants to be told of device events, and the telling: from references, with no lock held. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <rte_dev.h>

#include "event.h"
#include "journal.h"

struct listener {
	TAILQ_ENTRY(listener) next;
	char *name; /* NULL: every device */
	rte_dev_event_cb_fn fn;
	void *arg;
	unsigned int refs; /* one for the list, one per dispatcher that stands on it */
	bool gone;
};

/* A callback that is running now, on the stack of its thread. */
struct running {
	TAILQ_ENTRY(running) next;
	const struct listener *who;
	pthread_t thread;
};

static TAILQ_HEAD(, listener) listeners = TAILQ_HEAD_INITIALIZER(listeners);
static TAILQ_HEAD(, running) runs = TAILQ_HEAD_INITIALIZER(runs);
/* guards both lists, refs and gone; never held while a callback runs */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t run_ended = PTHREAD_COND_INITIALIZER;

static bool
name_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
listener_unref(struct listener *l)
{
	if (--l->refs > 0)
		return;
	TAILQ_REMOVE(&listeners, l, next);
	free(l->name);
	free(l);
}

static struct listener *
listener_new(const char *device_name, rte_dev_event_cb_fn fn, void *arg)
{
	struct listener *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	if (device_name != NULL && (l->name = strdup(device_name)) == NULL) {
		free(l);
		return NULL;
	}
	l->fn = fn;
	l->arg = arg;
	l->refs = 1;
	return l;
}

int
rte_dev_event_callback_register(const char *device_name, rte_dev_event_cb_fn cb_fn, void *cb_arg)
{
	struct listener *l, *fresh;
	int ret = 0;

	if (cb_fn == NULL)
		return -EINVAL;
	fresh = listener_new(device_name, cb_fn, cb_arg);
	if (fresh == NULL)
		return -ENOMEM;
	pthread_mutex_lock(&lock);
	TAILQ_FOREACH(l, &listeners, next)
		if (!l->gone && l->fn == cb_fn && l->arg == cb_arg && name_same(l->name, device_name))
			ret = -EEXIST;
	if (ret == 0)
		TAILQ_INSERT_TAIL(&listeners, fresh, next);
	pthread_mutex_unlock(&lock);
	if (ret != 0) {
		free(fresh->name);
		free(fresh);
	}
	return ret;
}

static bool
runs_elsewhere(const struct listener *l)
{
	struct running *r;

	TAILQ_FOREACH(r, &runs, next)
		if (r->who == l && !pthread_equal(r->thread, pthread_self()))
			return true;
	return false;
}

int
rte_dev_event_callback_unregister(const char *device_name, rte_dev_event_cb_fn cb_fn, void *cb_arg)
{
	struct listener *l, *next;
	int removed = 0;

	if (cb_fn == NULL)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	for (l = TAILQ_FIRST(&listeners); l != NULL; l = next) {
		next = TAILQ_NEXT(l, next);
		if (l->gone || l->fn != cb_fn || (cb_arg != (void *)-1 && l->arg != cb_arg) ||
		    (device_name != NULL && !name_same(l->name, device_name)))
			continue;
		l->gone = true;
		removed++;
		while (runs_elsewhere(l))
			pthread_cond_wait(&run_ended, &lock);
		next = TAILQ_NEXT(l, next); /* the list may have changed while waiting; l itself is still referenced */
		listener_unref(l);
	}
	pthread_mutex_unlock(&lock);
	return removed > 0 ? removed : -ENOENT;
}

static void
event_record(const char *device_name, enum rte_dev_event_type event)
{
	struct rte_hotplug_record rec = { .what = event == RTE_DEV_EVENT_ADD ? RTE_HOTPLUG_EVENT_ADD : RTE_HOTPLUG_EVENT_REMOVE };

	snprintf(rec.device, sizeof(rec.device), "%s", device_name);
	journal_write(&rec);
}

void
rte_dev_event_callback_process(const char *device_name, enum rte_dev_event_type event)
{
	struct listener *l, *next;
	struct running run = { .thread = pthread_self() };

	if (device_name == NULL)
		return;
	event_record(device_name, event);
	pthread_mutex_lock(&lock);
	for (l = TAILQ_FIRST(&listeners); l != NULL; l = next) {
		if (!l->gone && (l->name == NULL || strcmp(l->name, device_name) == 0)) {
			l->refs++;
			run.who = l;
			TAILQ_INSERT_TAIL(&runs, &run, next);
			pthread_mutex_unlock(&lock);
			l->fn(device_name, event, l->arg);
			pthread_mutex_lock(&lock);
			TAILQ_REMOVE(&runs, &run, next);
			pthread_cond_broadcast(&run_ended);
			next = TAILQ_NEXT(l, next);
			listener_unref(l);
		} else {
			next = TAILQ_NEXT(l, next);
		}
	}
	pthread_mutex_unlock(&lock);
}

void
event_clear(void)
{
	struct listener *l, *next;

	pthread_mutex_lock(&lock);
	for (l = TAILQ_FIRST(&listeners); l != NULL; l = next) {
		next = TAILQ_NEXT(l, next);
		if (l->gone) /* its last reference is a dispatcher's */
			continue;
		l->gone = true;
		listener_unref(l);
	}
	while (!TAILQ_EMPTY(&runs))
		pthread_cond_wait(&run_ended, &lock);
	pthread_mutex_unlock(&lock);
}
