/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Epoll for packet threads.
 *
 * The kernel hands events to a waiting thread while another thread may just be ending the watch and freeing the event's
 * memory. So the kernel is given a ticket, not a pointer: an index into a table and a generation. Who ends a watch takes the
 * ticket out of the table and waits for a callback that runs; a late event finds its ticket gone.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include <rte_common.h>
#include <rte_epoll.h>
#include <rte_interrupts.h>
#include <rte_log.h>
#include <rte_per_lcore.h>

#include "loop_priv.h"

#define BATCH 64

struct ticket {
	struct rte_epoll_event *event; /* NULL: free */
	uint32_t generation;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t idle = PTHREAD_COND_INITIALIZER; /* a callback has returned */
static struct ticket *tickets; /* under lock */
static uint32_t nb_tickets;    /* under lock */
static uint32_t nb_used;       /* under lock */
static uint32_t generation;    /* under lock; of the last ticket, never reset: an event may arrive late */

/* The event whose callback this thread is running: it may end the watch from there and does not wait for itself. */
static RTE_DEFINE_PER_LCORE(const struct rte_epoll_event *, in_callback_of);

/* The calling thread's descriptor plus 1, so that 0 means none yet; the key closes it when the thread ends. */
static RTE_DEFINE_PER_LCORE(int, own_epfd_plus1);
static pthread_key_t own_epfd_key;
static pthread_once_t own_epfd_once = PTHREAD_ONCE_INIT;
static bool own_epfd_key_ok;

static void
own_epfd_close(void *value)
{
	close((int)(intptr_t)value - 1);
	RTE_PER_LCORE(own_epfd_plus1) = 0;
}

static void
own_epfd_key_make(void)
{
	own_epfd_key_ok = pthread_key_create(&own_epfd_key, own_epfd_close) == 0;
}

int
rte_intr_tls_epfd(void)
{
	int fd;

	if (RTE_PER_LCORE(own_epfd_plus1) != 0)
		return RTE_PER_LCORE(own_epfd_plus1) - 1;
	pthread_once(&own_epfd_once, own_epfd_key_make);
	if (!own_epfd_key_ok)
		return -1;
	fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0) {
		RTE_LOG(ERR, EAL, "Cannot create this thread's epoll: %s\n", strerror(errno));
		return -1;
	}
	if (pthread_setspecific(own_epfd_key, (void *)(intptr_t)(fd + 1)) != 0) {
		close(fd);
		return -1;
	}
	RTE_PER_LCORE(own_epfd_plus1) = fd + 1;
	return fd;
}

void
epoll_stop(void)
{
	int fd_plus1 = RTE_PER_LCORE(own_epfd_plus1);

	if (fd_plus1 == 0)
		return;
	pthread_setspecific(own_epfd_key, NULL);
	own_epfd_close((void *)(intptr_t)fd_plus1);
}

/* Lock held. */
static int
ticket_take(struct rte_epoll_event *event, uint64_t *key)
{
	uint32_t i, size;
	struct ticket *bigger;

	if (nb_used == nb_tickets) {
		size = nb_tickets == 0 ? 64 : nb_tickets * 2;
		bigger = realloc(tickets, size * sizeof(*bigger));
		if (bigger == NULL)
			return -ENOMEM;
		memset(bigger + nb_tickets, 0, (size - nb_tickets) * sizeof(*bigger));
		tickets = bigger;
		nb_tickets = size;
	}
	for (i = 0; tickets[i].event != NULL; i++)
		continue;
	tickets[i].event = event;
	tickets[i].generation = ++generation;
	nb_used++;
	*key = (uint64_t)tickets[i].generation << 32 | i;
	return 0;
}

/* Lock held. Its ticket number, or nb_tickets. */
static uint32_t
ticket_find(const struct rte_epoll_event *event)
{
	uint32_t i;

	for (i = 0; i < nb_tickets; i++)
		if (tickets[i].event == event)
			break;
	return i;
}

/* Lock held. */
static void
ticket_give(uint32_t i)
{
	tickets[i].event = NULL;
	if (--nb_used == 0) {
		free(tickets);
		tickets = NULL;
		nb_tickets = 0;
	}
}

/* Lock held. The event that a ticket stands for, or NULL if its watch has ended. */
static struct rte_epoll_event *
ticket_event(uint64_t key)
{
	const uint32_t i = (uint32_t)key;

	if (i >= nb_tickets || tickets[i].generation != (uint32_t)(key >> 32))
		return NULL;
	return tickets[i].event;
}

/* Copy the event behind a ticket to @p out and mark it while its callback runs. False if there is none to handle. */
static bool
event_begin(uint64_t key, uint32_t bits, struct rte_epoll_event *out)
{
	struct rte_epoll_event *event;

	pthread_mutex_lock(&lock);
	event = ticket_event(key);
	/* another thread that waits on the same epoll may have it in hand */
	if (event != NULL && __atomic_load_n(&event->status, __ATOMIC_ACQUIRE) != RTE_EPOLL_VALID)
		event = NULL;
	if (event != NULL) {
		*out = *event;
		out->epdata.event = bits;
		if (event->epdata.cb_fun != NULL) {
			RTE_PER_LCORE(in_callback_of) = event;
			__atomic_store_n(&event->status, RTE_EPOLL_EXEC, __ATOMIC_RELEASE);
		}
	}
	pthread_mutex_unlock(&lock);
	return event != NULL;
}

static void
event_end(uint64_t key)
{
	struct rte_epoll_event *event;

	pthread_mutex_lock(&lock);
	RTE_PER_LCORE(in_callback_of) = NULL;
	event = ticket_event(key);
	if (event != NULL) /* else the callback itself ended the watch */
		__atomic_store_n(&event->status, RTE_EPOLL_VALID, __ATOMIC_RELEASE);
	pthread_cond_broadcast(&idle);
	pthread_mutex_unlock(&lock);
}

static int
events_handle(const struct epoll_event *ready, int n, struct rte_epoll_event *out)
{
	int i, used = 0;

	for (i = 0; i < n; i++) {
		struct rte_epoll_event *e = &out[used];

		if (!event_begin(ready[i].data.u64, ready[i].events, e))
			continue;
		if (e->epdata.cb_fun != NULL) {
			e->epdata.cb_fun(e->fd, e->epdata.cb_arg);
			event_end(ready[i].data.u64);
		}
		used++;
	}
	return used;
}

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int
epoll_wait_common(int epfd, struct rte_epoll_event *events, int maxevents, int timeout, bool interruptible)
{
	struct epoll_event ready[BATCH];
	const int64_t until = timeout > 0 ? now_ms() + timeout : 0;
	int n, used;

	if (events == NULL || maxevents <= 0) {
		errno = EINVAL;
		return -1;
	}
	if (epfd == RTE_EPOLL_PER_THREAD)
		epfd = rte_intr_tls_epfd();
	for (;;) {
		n = epoll_wait(epfd, ready, RTE_MIN(maxevents, BATCH), timeout);
		if (n == 0)
			return 0;
		if (n < 0 && (errno != EINTR || interruptible)) {
			if (errno != EINTR)
				RTE_LOG(ERR, EAL, "Waiting for events on epoll %d failed: %s\n", epfd, strerror(errno));
			return -1;
		}
		used = n > 0 ? events_handle(ready, n, events) : 0;
		/* what was ready may all be gone by now, which is no reason to return early */
		if (used > 0 || timeout == 0)
			return used;
		if (timeout > 0)
			timeout = (int)RTE_MAX(until - now_ms(), INT64_C(0));
	}
}

int
rte_epoll_wait(int epfd, struct rte_epoll_event *events, int maxevents, int timeout)
{
	return epoll_wait_common(epfd, events, maxevents, timeout, false);
}

int
rte_epoll_wait_interruptible(int epfd, struct rte_epoll_event *events, int maxevents, int timeout)
{
	return epoll_wait_common(epfd, events, maxevents, timeout, true);
}

static int
watch_add(int epfd, int fd, struct rte_epoll_event *event)
{
	struct epoll_event ev = { .events = event->epdata.event };
	uint64_t key;
	int ret;

	pthread_mutex_lock(&lock);
	if (ticket_find(event) < nb_tickets) {
		pthread_mutex_unlock(&lock);
		return -EEXIST;
	}
	ret = ticket_take(event, &key);
	if (ret == 0) {
		ev.data.u64 = key;
		event->fd = fd;
		event->epfd = epfd;
		__atomic_store_n(&event->status, RTE_EPOLL_VALID, __ATOMIC_RELEASE);
		if (epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev) != 0) {
			ret = -errno;
			__atomic_store_n(&event->status, RTE_EPOLL_INVALID, __ATOMIC_RELEASE);
			ticket_give(ticket_find(event));
		}
	}
	pthread_mutex_unlock(&lock);
	return ret;
}

static int
watch_mod(int epfd, int fd, struct rte_epoll_event *event)
{
	struct epoll_event ev = { .events = event->epdata.event };
	uint32_t i;
	int ret = 0;

	pthread_mutex_lock(&lock);
	i = ticket_find(event);
	if (i == nb_tickets) {
		ret = -ENOENT;
	} else {
		ev.data.u64 = (uint64_t)tickets[i].generation << 32 | i;
		if (epoll_ctl(epfd, EPOLL_CTL_MOD, fd, &ev) != 0)
			ret = -errno;
	}
	pthread_mutex_unlock(&lock);
	return ret;
}

static int
watch_del(int epfd, int fd, struct rte_epoll_event *event)
{
	int ret = 0;
	uint32_t i;

	pthread_mutex_lock(&lock);
	if (epoll_ctl(epfd, EPOLL_CTL_DEL, fd, NULL) != 0)
		ret = -errno;
	if (event != NULL && ticket_find(event) < nb_tickets) {
		while (__atomic_load_n(&event->status, __ATOMIC_ACQUIRE) == RTE_EPOLL_EXEC &&
		       RTE_PER_LCORE(in_callback_of) != event)
			pthread_cond_wait(&idle, &lock);
		i = ticket_find(event);
		if (i < nb_tickets)
			ticket_give(i);
		__atomic_store_n(&event->status, RTE_EPOLL_INVALID, __ATOMIC_RELEASE);
		event->fd = -1;
		event->epfd = -1;
	}
	pthread_mutex_unlock(&lock);
	return ret;
}

int
rte_epoll_ctl(int epfd, int op, int fd, struct rte_epoll_event *event)
{
	int ret = -EINVAL;

	if (epfd == RTE_EPOLL_PER_THREAD)
		epfd = rte_intr_tls_epfd();
	if (op == EPOLL_CTL_DEL)
		ret = watch_del(epfd, fd, event);
	else if (op == EPOLL_CTL_ADD && event != NULL)
		ret = watch_add(epfd, fd, event);
	else if (op == EPOLL_CTL_MOD && event != NULL)
		ret = watch_mod(epfd, fd, event);
	if (ret < 0)
		RTE_LOG(ERR, EAL, "Epoll %d: operation %d on descriptor %d failed: %s\n", epfd, op, fd, strerror(-ret));
	return ret;
}
