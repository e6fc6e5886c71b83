/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Interrupt callbacks: one source per descriptor, any number of callbacks on it, run on rte-loop in order of registration.
 *
 * While the callbacks of a source run ("active") its list does not shrink: who wants to unregister gets -EAGAIN, leaves a mark
 * that is cleared up when they have returned, or waits for that moment.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <rte_common.h>
#include <rte_interrupts.h>
#include <rte_log.h>
#include <rte_tailq.h>

#include "loop.h"
#include "loop_priv.h"

#define ANY_ARG ((void *)-1)

struct intr_callback {
	TAILQ_ENTRY(intr_callback) next;
	rte_intr_callback_fn cb;
	void *arg;
	bool doomed;                          /* to be removed when the source is idle */
	rte_intr_unregister_callback_fn gone; /* told then */
	struct rte_intr_handle *gone_handle;
};

TAILQ_HEAD(callback_list, intr_callback);

struct intr_source {
	TAILQ_ENTRY(intr_source) next;
	int fd;
	enum rte_intr_handle_type type;
	bool active; /* its callbacks are being run */
	struct callback_list callbacks;
	struct loop_source *loop_src;
};

/* Everything above is under this lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t idle = PTHREAD_COND_INITIALIZER; /* some source stopped being active, or is gone */
static TAILQ_HEAD(source_list, intr_source) sources = TAILQ_HEAD_INITIALIZER(sources);
static struct source_list dying = TAILQ_HEAD_INITIALIZER(dying); /* empty, still known to the loop */
static void (*gone_hook)(int fd, enum rte_intr_handle_type type); /* atomic */

void
intr_on_gone(void (*fn)(int fd, enum rte_intr_handle_type type))
{
	__atomic_store_n(&gone_hook, fn, __ATOMIC_RELEASE);
}

size_t
intr_read_size(enum rte_intr_handle_type type)
{
	switch (type) {
	case RTE_INTR_HANDLE_UIO:
	case RTE_INTR_HANDLE_UIO_INTX:
		return sizeof(uint32_t);
	case RTE_INTR_HANDLE_VFIO_LEGACY:
	case RTE_INTR_HANDLE_VFIO_MSI:
	case RTE_INTR_HANDLE_VFIO_MSIX:
	case RTE_INTR_HANDLE_VFIO_REQ:
	case RTE_INTR_HANDLE_ALARM:
		return sizeof(uint64_t);
	default:
		return 0;
	}
}

/* Lock held. */
static struct intr_source *
source_find(const struct source_list *list, int fd)
{
	struct intr_source *src;

	TAILQ_FOREACH(src, list, next)
		if (src->fd == fd)
			return src;
	return NULL;
}

static void
callbacks_free(struct callback_list *list)
{
	struct intr_callback *c;

	while ((c = TAILQ_FIRST(list)) != NULL) {
		TAILQ_REMOVE(list, c, next);
		free(c);
	}
}

/* Lock held. Nobody finds it any more. */
static void
source_bury(struct intr_source *src)
{
	TAILQ_REMOVE(&sources, src, next);
	TAILQ_INSERT_TAIL(&dying, src, next);
}

/* Free a buried source. The lock is not held: the loop may have to be waited for. */
static void
source_free(struct intr_source *src)
{
	loop_del(src->loop_src);
	pthread_mutex_lock(&lock);
	TAILQ_REMOVE(&dying, src, next);
	pthread_cond_broadcast(&idle);
	pthread_mutex_unlock(&lock);
	callbacks_free(&src->callbacks);
	free(src);
}

/* False when the descriptor is dead. */
static bool
source_drain(const struct intr_source *src)
{
	size_t size = intr_read_size(src->type);
	uint64_t buf;
	ssize_t n;

	if (size == 0)
		return true;
	n = read(src->fd, &buf, size);
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK));
}

/* Run the callbacks; those that were registered meanwhile too. Lock held, dropped around each. */
static void
callbacks_run(struct intr_source *src)
{
	struct intr_callback *c;

	TAILQ_FOREACH(c, &src->callbacks, next) {
		rte_intr_callback_fn cb = c->cb;
		void *arg = c->arg;

		if (c->doomed)
			continue;
		pthread_mutex_unlock(&lock);
		cb(arg);
		pthread_mutex_lock(&lock);
	}
}

/* Move the marked callbacks to @p out. Lock held. */
static void
doomed_collect(struct intr_source *src, struct callback_list *out)
{
	struct intr_callback *c, *tmp;

	RTE_TAILQ_FOREACH_SAFE(c, &src->callbacks, next, tmp) {
		if (!c->doomed)
			continue;
		TAILQ_REMOVE(&src->callbacks, c, next);
		TAILQ_INSERT_TAIL(out, c, next);
	}
}

static void
doomed_tell(struct callback_list *list)
{
	struct intr_callback *c;

	TAILQ_FOREACH(c, list, next)
		if (c->gone != NULL)
			c->gone(c->gone_handle, c->arg);
	callbacks_free(list);
}

/* A descriptor that hung up with nothing left to read stays ready for ever. */
static bool
hung_up_and_empty(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLRDHUP };
	int left = 0;

	if (poll(&p, 1, 0) <= 0 || (p.revents & (POLLHUP | POLLERR | POLLRDHUP | POLLNVAL)) == 0)
		return false;
	return (p.revents & POLLIN) == 0 || ioctl(fd, FIONREAD, &left) != 0 || left == 0;
}

static void
source_gone(int fd, enum rte_intr_handle_type type)
{
	void (*hook)(int, enum rte_intr_handle_type) = __atomic_load_n(&gone_hook, __ATOMIC_ACQUIRE);

	RTE_LOG(ERR, EAL, "Interrupt descriptor %d is dead, its callbacks are dropped\n", fd);
	if (hook != NULL)
		hook(fd, type);
}

/* On rte-loop. */
static void
source_ready(int fd, uint32_t events, void *arg)
{
	struct callback_list doomed = TAILQ_HEAD_INITIALIZER(doomed);
	struct intr_source *src = arg;
	enum rte_intr_handle_type type;
	bool alive, empty;

	pthread_mutex_lock(&lock);
	if (TAILQ_EMPTY(&src->callbacks)) {
		/* the last one was unregistered and its thread is about to delete the source */
		pthread_mutex_unlock(&lock);
		return;
	}
	type = src->type;
	src->active = true;
	pthread_mutex_unlock(&lock);

	alive = source_drain(src);

	pthread_mutex_lock(&lock);
	if (alive)
		callbacks_run(src);
	doomed_collect(src, &doomed);
	src->active = false;
	empty = !alive || TAILQ_EMPTY(&src->callbacks);
	if (empty)
		source_bury(src);
	pthread_cond_broadcast(&idle);
	if (!empty && (events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0 && hung_up_and_empty(fd)) {
		RTE_LOG(NOTICE, EAL, "Interrupt descriptor %d has hung up, it is not watched any more\n", fd);
		loop_mute(src->loop_src);
	}
	pthread_mutex_unlock(&lock);
	if (empty)
		source_free(src);
	doomed_tell(&doomed);
	if (!alive)
		source_gone(fd, type);
}

/* A source with nothing on it, watched; lock held. Its function waits for the lock. */
static int
source_new(const struct rte_intr_handle *h, struct intr_source **out)
{
	struct intr_source *src = calloc(1, sizeof(*src));
	int ret;

	if (src == NULL)
		return -ENOMEM;
	src->fd = h->fd;
	src->type = h->type;
	TAILQ_INIT(&src->callbacks);
	ret = loop_add(h->fd, EPOLLIN | EPOLLPRI | EPOLLRDHUP, source_ready, src, &src->loop_src);
	if (ret != 0) {
		free(src);
		return ret;
	}
	TAILQ_INSERT_TAIL(&sources, src, next);
	*out = src;
	return 0;
}

int
rte_intr_callback_register(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg)
{
	struct intr_source *src;
	struct intr_callback *c;
	int ret = 0;

	if (intr_handle == NULL || intr_handle->fd < 0 || cb == NULL) {
		RTE_LOG(ERR, EAL, "Interrupt callback refused: %s\n",
			cb == NULL ? "no function" : intr_handle == NULL ? "no handle" : "the handle has no descriptor");
		return -EINVAL;
	}
	c = calloc(1, sizeof(*c));
	if (c == NULL)
		return -ENOMEM;
	c->cb = cb;
	c->arg = cb_arg;
	pthread_mutex_lock(&lock);
	/* the descriptor's last source may be on its way out of the loop */
	while (source_find(&dying, intr_handle->fd) != NULL)
		pthread_cond_wait(&idle, &lock);
	src = source_find(&sources, intr_handle->fd);
	if (src == NULL)
		ret = source_new(intr_handle, &src);
	if (ret == 0)
		TAILQ_INSERT_TAIL(&src->callbacks, c, next);
	pthread_mutex_unlock(&lock);
	if (ret != 0)
		free(c);
	return ret;
}

static bool
callback_matches(const struct intr_callback *c, rte_intr_callback_fn cb, const void *arg)
{
	return !c->doomed && c->cb == cb && (arg == ANY_ARG || c->arg == arg);
}

/* Take matching callbacks out of an idle source; lock held. A source that is left empty is buried. */
static int
callbacks_remove(struct intr_source *src, rte_intr_callback_fn cb, const void *arg, struct callback_list *removed)
{
	struct intr_callback *c, *tmp;
	int n = 0;

	RTE_TAILQ_FOREACH_SAFE(c, &src->callbacks, next, tmp) {
		if (!callback_matches(c, cb, arg))
			continue;
		TAILQ_REMOVE(&src->callbacks, c, next);
		TAILQ_INSERT_TAIL(removed, c, next);
		n++;
	}
	if (TAILQ_EMPTY(&src->callbacks))
		source_bury(src);
	return n;
}

static int
callback_unregister(const struct rte_intr_handle *h, rte_intr_callback_fn cb, const void *arg, bool wait)
{
	struct callback_list removed = TAILQ_HEAD_INITIALIZER(removed);
	struct intr_source *src, *empty = NULL;
	int ret;

	if (h == NULL || h->fd < 0)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	/* looked up again after each wait: it may be gone by then */
	while ((src = source_find(&sources, h->fd)) != NULL && src->active && wait && !loop_is_self())
		pthread_cond_wait(&idle, &lock);
	if (src == NULL) {
		ret = -ENOENT;
	} else if (src->active) {
		ret = wait ? -EDEADLK : -EAGAIN;
	} else {
		ret = callbacks_remove(src, cb, arg, &removed);
		if (TAILQ_EMPTY(&src->callbacks))
			empty = src;
	}
	pthread_mutex_unlock(&lock);
	if (empty != NULL)
		source_free(empty);
	callbacks_free(&removed);
	return ret;
}

int
rte_intr_callback_unregister(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg)
{
	return callback_unregister(intr_handle, cb, cb_arg, false);
}

int
rte_intr_callback_unregister_sync(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg)
{
	return callback_unregister(intr_handle, cb, cb_arg, true);
}

int
rte_intr_callback_unregister_pending(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb_fn, void *cb_arg,
				     rte_intr_unregister_callback_fn ucb_fn)
{
	struct intr_callback *c;
	struct intr_source *src;
	int ret = 0;

	if (intr_handle == NULL || intr_handle->fd < 0)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	src = source_find(&sources, intr_handle->fd);
	if (src == NULL) {
		ret = -ENOENT;
	} else if (!src->active) {
		ret = -EAGAIN;
	} else {
		TAILQ_FOREACH(c, &src->callbacks, next) {
			if (!callback_matches(c, cb_fn, cb_arg))
				continue;
			c->doomed = true;
			c->gone = ucb_fn;
			c->gone_handle = (struct rte_intr_handle *)(uintptr_t)intr_handle;
			ret++;
		}
	}
	pthread_mutex_unlock(&lock);
	return ret;
}

void
intr_stop(void)
{
	struct intr_source *src;

	while ((src = TAILQ_FIRST(&sources)) != NULL) {
		TAILQ_REMOVE(&sources, src, next);
		callbacks_free(&src->callbacks);
		free(src); /* its loop source went with the loop */
	}
}
