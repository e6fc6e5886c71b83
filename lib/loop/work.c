/* SPDX-License-Identifier: BSD-3-Clause */
/* The queue of deferred work and the thread rte-work that runs it, one item at a time, with no lock held. */
#include <errno.h>
#include <pthread.h>

#include <rte_common.h>
#include <rte_per_lcore.h>

#include <base/base.h>

#include "loop.h"
#include "loop_priv.h"

TAILQ_HEAD(item_list, work_item);

static struct {
	pthread_mutex_t lock;
	pthread_cond_t more; /* the queue was empty and is not any more, or stop */
	pthread_cond_t done; /* running changed */
	struct item_list queue;
	const struct work_item *running; /* only compared: the item may be gone already */
	bool up;
	bool stop;
	pthread_t thread;
} work = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.more = PTHREAD_COND_INITIALIZER,
	.done = PTHREAD_COND_INITIALIZER,
	.queue = TAILQ_HEAD_INITIALIZER(work.queue),
};

static RTE_DEFINE_PER_LCORE(bool, on_work);

bool
work_is_self(void)
{
	return RTE_PER_LCORE(on_work);
}

int
work_post(struct work_item *item)
{
	int ret = 0;

	if (item == NULL || item->fn == NULL)
		return -EINVAL;
	pthread_mutex_lock(&work.lock);
	if (!work.up) {
		ret = -ESRCH;
	} else if (!item->pending) {
		if (TAILQ_EMPTY(&work.queue))
			pthread_cond_signal(&work.more);
		item->pending = true;
		TAILQ_INSERT_TAIL(&work.queue, item, next);
	}
	pthread_mutex_unlock(&work.lock);
	return ret;
}

void
work_cancel(struct work_item *item)
{
	if (item == NULL)
		return;
	pthread_mutex_lock(&work.lock);
	for (;;) {
		if (item->pending) {
			TAILQ_REMOVE(&work.queue, item, next);
			item->pending = false;
		}
		if (work.running != item || work_is_self())
			break;
		/* it may post itself again before it ends */
		pthread_cond_wait(&work.done, &work.lock);
	}
	pthread_mutex_unlock(&work.lock);
}

static void *
work_main(void *arg)
{
	struct work_item *item;
	void (*fn)(void *);

	RTE_SET_USED(arg);
	RTE_PER_LCORE(on_work) = true;
	pthread_mutex_lock(&work.lock);
	for (;;) {
		while (TAILQ_EMPTY(&work.queue) && !work.stop)
			pthread_cond_wait(&work.more, &work.lock);
		if (work.stop)
			break;
		item = TAILQ_FIRST(&work.queue);
		TAILQ_REMOVE(&work.queue, item, next);
		item->pending = false;
		work.running = item;
		fn = item->fn;
		arg = item->arg;
		pthread_mutex_unlock(&work.lock);

		fn(arg);

		pthread_mutex_lock(&work.lock);
		work.running = NULL;
		pthread_cond_broadcast(&work.done);
	}
	pthread_mutex_unlock(&work.lock);
	return NULL;
}

int
work_start(void)
{
	int ret;

	work.stop = false;
	ret = ctrl_thread_start(&work.thread, "rte-work", NULL, work_main, NULL);
	if (ret != 0)
		return ret;
	pthread_mutex_lock(&work.lock);
	work.up = true;
	pthread_mutex_unlock(&work.lock);
	return 0;
}

void
work_stop(void)
{
	struct work_item *item;
	bool was_up;

	pthread_mutex_lock(&work.lock);
	was_up = work.up;
	work.up = false;
	work.stop = true;
	pthread_cond_signal(&work.more);
	pthread_mutex_unlock(&work.lock);
	if (!was_up)
		return;
	pthread_join(work.thread, NULL);
	pthread_mutex_lock(&work.lock);
	while ((item = TAILQ_FIRST(&work.queue)) != NULL) {
		TAILQ_REMOVE(&work.queue, item, next);
		item->pending = false;
	}
	pthread_mutex_unlock(&work.lock);
}
