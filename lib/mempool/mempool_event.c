/* SPDX-License-Identifier: BSD-3-Clause */
/* Callbacks on events of pools, of this process. Each event walks over the list with the lock dropped around every call. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include <rte_common.h>
#include <rte_log.h>

#include "mempool_private.h"

struct event_cb {
	TAILQ_ENTRY(event_cb) next;
	rte_mempool_event_callback *func;
	void *user_data;
	unsigned int running; /* threads that are in func */
	bool gone;            /* unregistered: the last to leave frees it */
};
TAILQ_HEAD(event_cb_list, event_cb);

/* Calls that this thread is in, innermost first. */
struct event_call {
	const struct event_call *outer;
	const struct event_cb *cb;
};

static pthread_mutex_t event_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t event_left = PTHREAD_COND_INITIALIZER;
static struct event_cb_list event_cbs = TAILQ_HEAD_INITIALIZER(event_cbs); /* event_lock */
static __thread const struct event_call *event_innermost;

static struct event_cb *
event_find(rte_mempool_event_callback *func, void *user_data)
{
	struct event_cb *cb;

	TAILQ_FOREACH(cb, &event_cbs, next) {
		if (!cb->gone && cb->func == func && cb->user_data == user_data)
			break;
	}
	return cb;
}

/* Take an unregistered callback that nobody is in any more off the list. */
static void
event_reap(struct event_cb *cb)
{
	if (cb->gone && cb->running == 0) {
		TAILQ_REMOVE(&event_cbs, cb, next);
		free(cb);
	}
}

void
mempool_event_send(enum rte_mempool_event event, struct rte_mempool *mp)
{
	struct event_call call = {event_innermost, NULL};
	struct event_cb *cb, *next;

	pthread_mutex_lock(&event_lock);
	/* an entry being called stays on the list, so its successor can be found afterwards */
	for (cb = TAILQ_FIRST(&event_cbs); cb != NULL; cb = next) {
		if (!cb->gone) {
			cb->running++;
			call.cb = cb;
			event_innermost = &call;
			pthread_mutex_unlock(&event_lock);
			cb->func(event, mp, cb->user_data);
			pthread_mutex_lock(&event_lock);
			event_innermost = call.outer;
			cb->running--;
			if (cb->gone)
				pthread_cond_broadcast(&event_left);
		}
		next = TAILQ_NEXT(cb, next);
		event_reap(cb);
	}
	pthread_mutex_unlock(&event_lock);
}

int
rte_mempool_event_callback_register(rte_mempool_event_callback *func, void *user_data)
{
	struct event_cb *cb;
	int ret = 0;

	if (func == NULL) {
		RTE_LOG(ERR, MEMPOOL, "an event callback needs a function\n");
		return -EINVAL;
	}
	cb = calloc(1, sizeof(*cb));
	if (cb == NULL)
		return -ENOMEM;
	cb->func = func;
	cb->user_data = user_data;
	pthread_mutex_lock(&event_lock);
	if (event_find(func, user_data) != NULL)
		ret = -EEXIST;
	else
		TAILQ_INSERT_TAIL(&event_cbs, cb, next);
	pthread_mutex_unlock(&event_lock);
	if (ret < 0)
		free(cb);
	return ret;
}

int
rte_mempool_event_callback_unregister(rte_mempool_event_callback *func, void *user_data)
{
	const struct event_call *call;
	struct event_cb *cb;
	unsigned int mine = 0;

	pthread_mutex_lock(&event_lock);
	cb = event_find(func, user_data);
	if (cb == NULL) {
		pthread_mutex_unlock(&event_lock);
		return -ENOENT;
	}
	for (call = event_innermost; call != NULL; call = call->outer)
		mine += call->cb == cb;
	cb->gone = true;
	if (mine == 0) {
		/* hold it, so that it is not freed under the wait */
		cb->running++;
		while (cb->running > 1)
			pthread_cond_wait(&event_left, &event_lock);
		cb->running--;
		event_reap(cb);
	}
	pthread_mutex_unlock(&event_lock);
	return 0;
}
