/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The epoll, its sources and the thread rte-loop.
 *
 * An event carries the descriptor and a generation, not a pointer: the dispatcher looks the source up, so an event that was
 * fetched before its source was deleted finds nothing. A deleter on another thread waits until the source's function has
 * returned. No lock is held while a function runs.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <rte_common.h>
#include <rte_log.h>
#include <rte_per_lcore.h>

#include <base/base.h>

#include "loop.h"
#include "loop_priv.h"

#define BATCH 32
/* No descriptor has this number: events of the wake-up descriptor. */
#define WAKE_KEY UINT64_MAX

struct loop_source {
	int fd;
	uint32_t events;
	uint32_t generation;
	loop_fn fn;
	void *arg;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t idle;               /* running changed */
	struct loop_source **by_fd;        /* the sources, indexed by descriptor */
	size_t by_fd_size;
	uint32_t generation;
	const struct loop_source *running; /* whose function runs now; only compared: it may be gone already */
	bool up;
	bool stop;
	int epfd;
	int wakefd;
	pid_t owner; /* process that has the threads: a forked child has none */
	pthread_t thread;
} loop = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.idle = PTHREAD_COND_INITIALIZER,
	.epfd = -1,
	.wakefd = -1,
};

static RTE_DEFINE_PER_LCORE(bool, on_loop);

bool
loop_is_self(void)
{
	return RTE_PER_LCORE(on_loop);
}

int
rte_thread_is_intr(void)
{
	return loop_is_self() || work_is_self();
}

static void
loop_wake(void)
{
	const uint64_t one = 1;

	/* fails only when the counter is full: then it is readable anyway */
	while (write(loop.wakefd, &one, sizeof(one)) < 0 && errno == EINTR)
		continue;
}

static void
wake_drain(void)
{
	uint64_t count;

	while (read(loop.wakefd, &count, sizeof(count)) < 0 && errno == EINTR)
		continue;
}

/* Room for @p fd in the index; lock held. */
static int
index_grow(int fd)
{
	size_t size = loop.by_fd_size == 0 ? 64 : loop.by_fd_size;
	struct loop_source **bigger;

	if ((size_t)fd < loop.by_fd_size)
		return 0;
	while (size <= (size_t)fd)
		size *= 2;
	bigger = realloc(loop.by_fd, size * sizeof(*bigger));
	if (bigger == NULL)
		return -ENOMEM;
	memset(bigger + loop.by_fd_size, 0, (size - loop.by_fd_size) * sizeof(*bigger));
	loop.by_fd = bigger;
	loop.by_fd_size = size;
	return 0;
}

/* Lock held. */
static int
source_insert(struct loop_source *src)
{
	struct epoll_event ev = { .events = src->events };
	int ret;

	if (!loop.up)
		return -ESRCH;
	ret = index_grow(src->fd);
	if (ret != 0)
		return ret;
	if (loop.by_fd[src->fd] != NULL)
		return -EEXIST;
	src->generation = ++loop.generation;
	ev.data.u64 = (uint64_t)src->generation << 32 | (uint32_t)src->fd;
	if (epoll_ctl(loop.epfd, EPOLL_CTL_ADD, src->fd, &ev) != 0)
		return -errno;
	loop.by_fd[src->fd] = src;
	return 0;
}

int
loop_add(int fd, uint32_t events, loop_fn fn, void *arg, struct loop_source **out)
{
	struct loop_source *src;
	int ret;

	if (fd < 0 || fn == NULL || out == NULL)
		return -EINVAL;
	src = calloc(1, sizeof(*src));
	if (src == NULL)
		return -ENOMEM;
	src->fd = fd;
	src->events = events;
	src->fn = fn;
	src->arg = arg;
	pthread_mutex_lock(&loop.lock);
	ret = source_insert(src);
	if (ret == 0)
		*out = src; /* before its function can run */
	pthread_mutex_unlock(&loop.lock);
	if (ret != 0)
		free(src);
	return ret;
}

/* Lock held. */
static bool
source_known(const struct loop_source *src)
{
	return loop.up && src->fd < (int)loop.by_fd_size && loop.by_fd[src->fd] == src;
}

void
loop_mute(struct loop_source *src)
{
	if (src == NULL)
		return;
	pthread_mutex_lock(&loop.lock);
	if (source_known(src))
		(void)epoll_ctl(loop.epfd, EPOLL_CTL_DEL, src->fd, NULL);
	pthread_mutex_unlock(&loop.lock);
}

void
loop_del(struct loop_source *src)
{
	if (src == NULL)
		return;
	pthread_mutex_lock(&loop.lock);
	if (!loop.up) {
		/* the stop freed all sources */
		pthread_mutex_unlock(&loop.lock);
		return;
	}
	loop.by_fd[src->fd] = NULL;
	/* fails when the descriptor is muted or closed already: then there is nothing to take out */
	(void)epoll_ctl(loop.epfd, EPOLL_CTL_DEL, src->fd, NULL);
	while (loop.running == src && !loop_is_self())
		pthread_cond_wait(&loop.idle, &loop.lock);
	pthread_mutex_unlock(&loop.lock);
	free(src);
}

static void
event_dispatch(const struct epoll_event *ev)
{
	const int fd = (int)(uint32_t)ev->data.u64;
	const uint32_t generation = (uint32_t)(ev->data.u64 >> 32);
	const struct loop_source *src;
	loop_fn fn;
	void *arg;

	pthread_mutex_lock(&loop.lock);
	src = loop.by_fd[fd];
	if (src == NULL || src->generation != generation) {
		pthread_mutex_unlock(&loop.lock);
		return;
	}
	loop.running = src;
	fn = src->fn;
	arg = src->arg;
	pthread_mutex_unlock(&loop.lock);

	fn(fd, ev->events, arg);

	pthread_mutex_lock(&loop.lock);
	loop.running = NULL;
	pthread_cond_broadcast(&loop.idle);
	pthread_mutex_unlock(&loop.lock);
}

static bool
stop_wanted(void)
{
	bool stop;

	pthread_mutex_lock(&loop.lock);
	stop = loop.stop;
	pthread_mutex_unlock(&loop.lock);
	return stop;
}

static void *
loop_main(void *arg)
{
	struct epoll_event events[BATCH];
	int i, n;

	RTE_SET_USED(arg);
	RTE_PER_LCORE(on_loop) = true;
	do {
		n = epoll_wait(loop.epfd, events, BATCH, -1);
		if (n < 0 && errno != EINTR) {
			RTE_LOG(CRIT, EAL, "Event loop: waiting failed, no event will be seen any more: %s\n", strerror(errno));
			break;
		}
		for (i = 0; i < n; i++) {
			if (events[i].data.u64 == WAKE_KEY)
				wake_drain();
			else
				event_dispatch(&events[i]);
		}
	} while (!stop_wanted());
	return NULL;
}

static void
loop_close(void)
{
	if (loop.wakefd >= 0)
		close(loop.wakefd);
	if (loop.epfd >= 0)
		close(loop.epfd);
	loop.wakefd = -1;
	loop.epfd = -1;
}

static int
loop_open(void)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u64 = WAKE_KEY };
	int err;

	loop.epfd = epoll_create1(EPOLL_CLOEXEC);
	loop.wakefd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (loop.epfd >= 0 && loop.wakefd >= 0 && epoll_ctl(loop.epfd, EPOLL_CTL_ADD, loop.wakefd, &ev) == 0)
		return 0;
	err = -errno;
	loop_close();
	return err;
}

static int
thread_start(void)
{
	int ret;

	loop.stop = false;
	ret = ctrl_thread_start(&loop.thread, "rte-loop", NULL, loop_main, NULL);
	if (ret == 0) {
		pthread_mutex_lock(&loop.lock);
		loop.up = true;
		pthread_mutex_unlock(&loop.lock);
	}
	return ret;
}

/* Join the thread and free all sources. */
static void
thread_stop(void)
{
	size_t fd;

	pthread_mutex_lock(&loop.lock);
	loop.stop = true;
	loop_wake();
	pthread_mutex_unlock(&loop.lock);
	pthread_join(loop.thread, NULL);

	pthread_mutex_lock(&loop.lock);
	loop.up = false;
	for (fd = 0; fd < loop.by_fd_size; fd++)
		free(loop.by_fd[fd]);
	free(loop.by_fd);
	loop.by_fd = NULL;
	loop.by_fd_size = 0;
	pthread_mutex_unlock(&loop.lock);
}

int
loop_start(void)
{
	int ret;

	if (loop.epfd >= 0)
		return -EALREADY;
	loop.owner = getpid();
	ret = loop_open();
	if (ret != 0)
		return ret;
	ret = thread_start();
	if (ret != 0) {
		loop_close();
		return ret;
	}
	ret = work_start();
	if (ret == 0)
		ret = alarm_start();
	if (ret != 0)
		loop_stop();
	return ret;
}

void
loop_stop(void)
{
	if (loop.epfd < 0 || loop.owner != getpid())
		return;
	/* the worker may wait for the loop, the loop never for the worker */
	work_stop();
	thread_stop();
	alarm_stop();
	intr_stop();
	epoll_stop();
	loop_close();
}
