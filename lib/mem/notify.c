/* SPDX-License-Identifier: BSD-3-Clause */
/* Callbacks of this process about its memory map: memory events, and validators of growth. They run with no lock held. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "mem_priv.h"

_Static_assert(RTE_MEM_EVENT_CALLBACK_NAME_LEN == RTE_MEM_ALLOC_VALIDATOR_NAME_LEN, "one kind of watcher serves both");

/** A callback; (name, arg, socket) is its identity. All under watch_lock. */
struct watcher {
	TAILQ_ENTRY(watcher) next;
	char name[RTE_MEM_EVENT_CALLBACK_NAME_LEN];
	rte_mem_event_callback_t event;     /**< of an event callback */
	rte_mem_alloc_validator_t validate; /**< of a validator; NULL: never beyond the limit */
	void *arg;
	int socket;
	size_t limit;
	unsigned int running;               /**< threads inside it */
	bool dead;                          /**< unregistered while running; the last one to leave frees it, unless awaited */
	bool awaited;                       /**< who unregistered it waits, and frees it */
};

/** Callbacks that this thread is inside of. */
struct inside {
	const struct watcher *watcher;
	struct inside *up;
};

TAILQ_HEAD(watcher_list, watcher);

static pthread_mutex_t watch_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t watch_left = PTHREAD_COND_INITIALIZER;
static struct watcher_list watch_events = TAILQ_HEAD_INITIALIZER(watch_events);
static struct watcher_list watch_limits = TAILQ_HEAD_INITIALIZER(watch_limits);
static __thread struct inside *watch_inside;

static void
watcher_drop(struct watcher_list *list, struct watcher *w)
{
	TAILQ_REMOVE(list, w, next);
	free(w);
}

/** Leave @p w (NULL: begin) and enter the next one, which is returned; @p stop: enter none. */
static struct watcher *
watcher_step(struct watcher_list *list, struct watcher *w, bool stop)
{
	struct watcher *next;

	pthread_mutex_lock(&watch_lock);
	next = w == NULL ? TAILQ_FIRST(list) : TAILQ_NEXT(w, next);
	while (next != NULL && next->dead)
		next = TAILQ_NEXT(next, next);
	if (stop)
		next = NULL;
	if (next != NULL)
		next->running++;
	if (w != NULL && --w->running == 0 && w->dead) {
		if (w->awaited)
			pthread_cond_broadcast(&watch_left);
		else
			watcher_drop(list, w);
	}
	pthread_mutex_unlock(&watch_lock);
	return next;
}

void
notify_event(enum rte_mem_event event, const void *addr, size_t len)
{
	struct watcher *w = NULL;

	while ((w = watcher_step(&watch_events, w, false)) != NULL) {
		struct inside here = { w, watch_inside };

		watch_inside = &here;
		w->event(event, addr, len, w->arg);
		watch_inside = here.up;
	}
}

bool
notify_allowed(int socket, size_t total)
{
	struct watcher *w = NULL;
	bool ok = true;

	while ((w = watcher_step(&watch_limits, w, !ok)) != NULL) {
		struct inside here = { w, watch_inside };

		if (w->socket != socket || total <= w->limit)
			continue;
		watch_inside = &here;
		ok = w->validate != NULL && w->validate(socket, w->limit, total) == 0;
		watch_inside = here.up;
	}
	return ok;
}

static int
name_check(const char *name)
{
	if (name == NULL || name[0] == '\0')
		return -EINVAL;
	return strnlen(name, RTE_MEM_EVENT_CALLBACK_NAME_LEN) == RTE_MEM_EVENT_CALLBACK_NAME_LEN ? -ENAMETOOLONG : 0;
}

static struct watcher *
watcher_find(struct watcher_list *list, const char *name, const void *arg, int socket)
{
	struct watcher *w;

	TAILQ_FOREACH(w, list, next)
		if (!w->dead && w->arg == arg && w->socket == socket && strcmp(w->name, name) == 0)
			return w;
	return NULL;
}

static int
watcher_add(struct watcher_list *list, const char *name, const struct watcher *what)
{
	struct watcher *w = malloc(sizeof(*w));
	int ret = -EEXIST;

	if (w == NULL)
		return -ENOMEM;
	*w = *what;
	strcpy(w->name, name);
	pthread_mutex_lock(&watch_lock);
	if (watcher_find(list, name, what->arg, what->socket) == NULL) {
		TAILQ_INSERT_TAIL(list, w, next);
		ret = 0;
	}
	pthread_mutex_unlock(&watch_lock);
	if (ret != 0)
		free(w);
	return ret;
}

static int
watcher_del(struct watcher_list *list, const char *name, const void *arg, int socket)
{
	const struct inside *in;
	struct watcher *w;

	pthread_mutex_lock(&watch_lock);
	w = watcher_find(list, name, arg, socket);
	if (w == NULL) {
		pthread_mutex_unlock(&watch_lock);
		return -ENOENT;
	}
	for (in = watch_inside; in != NULL && in->watcher != w; in = in->up)
		;
	w->dead = true;
	w->awaited = in == NULL;
	while (w->awaited && w->running > 0)
		pthread_cond_wait(&watch_left, &watch_lock);
	if (w->awaited)
		watcher_drop(list, w);
	pthread_mutex_unlock(&watch_lock);
	return 0;
}

/** Public form of a result. */
static int
result(int ret)
{
	if (ret == 0)
		return 0;
	rte_errno = -ret;
	return -1;
}

int
rte_mem_event_callback_register(const char *name, rte_mem_event_callback_t clb, void *arg)
{
	int ret = clb == NULL ? -EINVAL : name_check(name);

	if (ret == 0 && mem_map_fixed())
		ret = -ENOTSUP;
	return result(ret != 0 ? ret : watcher_add(&watch_events, name, &(struct watcher){ .event = clb, .arg = arg }));
}

int
rte_mem_event_callback_unregister(const char *name, void *arg)
{
	int ret = name_check(name);

	if (ret == 0 && mem_map_fixed())
		ret = -ENOTSUP;
	return result(ret != 0 ? ret : watcher_del(&watch_events, name, arg, 0));
}

int
rte_mem_alloc_validator_register(const char *name, rte_mem_alloc_validator_t clb, int socket_id, size_t limit)
{
	int ret = clb == NULL || socket_id < 0 ? -EINVAL : name_check(name);

	if (ret == 0 && mem_map_fixed())
		ret = -ENOTSUP;
	if (ret == 0)
		ret = watcher_add(&watch_limits, name, &(struct watcher){ .validate = clb, .socket = socket_id, .limit = limit });
	return result(ret);
}

int
rte_mem_alloc_validator_unregister(const char *name, int socket_id)
{
	int ret = socket_id < 0 ? -EINVAL : name_check(name);

	if (ret == 0 && mem_map_fixed())
		ret = -ENOTSUP;
	return result(ret != 0 ? ret : watcher_del(&watch_limits, name, NULL, socket_id));
}

int
notify_limit(int socket, size_t limit)
{
	return watcher_add(&watch_limits, "socket-limit", &(struct watcher){ .socket = socket, .limit = limit });
}

static void
watchers_free(struct watcher_list *list)
{
	struct watcher *w, *next;

	for (w = TAILQ_FIRST(list); w != NULL; w = next) {
		next = TAILQ_NEXT(w, next);
		free(w);
	}
	TAILQ_INIT(list);
}

void
notify_reset(void)
{
	watchers_free(&watch_events);
	watchers_free(&watch_limits);
}
