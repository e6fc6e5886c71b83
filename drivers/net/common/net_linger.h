/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Gives up packet sockets without waiting for the kernel. Shared by the drivers; header only.
 *
 * The last close of a packet socket with a ring waits for two or three grace periods of the kernel (8 ms each, measured
 * at 250 Hz on 6.18), in the middle of a detach. Here a short-lived thread with a descriptor table of its own holds a
 * second reference while the caller closes, and then does the waiting. At most NET_LINGER_THREADS of them live per
 * driver; a batch beyond waits for the oldest. Whatever fails (no thread, an old kernel, a sandbox) only means that the
 * caller's close() waits as it always did.
 */
#ifndef NET_LINGER_H
#define NET_LINGER_H

#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rte_common.h>

#ifndef CLOSE_RANGE_UNSHARE
#define CLOSE_RANGE_UNSHARE (1U << 1)
#endif

/** Sockets of one batch; more are closed the slow way. */
#define NET_LINGER_MAX 64
#define NET_LINGER_THREADS 4

/** One batch. */
struct net_linger {
	pthread_t thread;
	pid_t owner;          /**< process that has the thread: a forked child must not join it */
	bool running;
	sem_t held;           /**< posted when the thread holds its references, or cannot */
	sem_t closed;         /**< posted when the caller has closed its own */
	unsigned int n;
	int fds[NET_LINGER_MAX]; /**< ascending */
	/* a stack of our own, so that the map of the process stays as it was */
	uint8_t stack[256 * 1024] __attribute__((aligned(64)));
};

static struct net_linger net_lingers[NET_LINGER_THREADS];
static unsigned int net_linger_turn; /**< the batch that comes next, or is being closed */
/** Held from net_linger_begin() to net_linger_end(); guards the batches. */
static pthread_mutex_t net_linger_lock = PTHREAD_MUTEX_INITIALIZER;

static inline int
net_linger_range(unsigned int first, unsigned int last, unsigned int flags)
{
#ifdef SYS_close_range
	return first > last ? 0 : (int)syscall(SYS_close_range, first, last, flags);
#else
	RTE_SET_USED(first);
	RTE_SET_USED(last);
	RTE_SET_USED(flags);
	return -1;
#endif
}

/** Get a descriptor table of our own that holds the sockets and nothing else. */
static inline bool
net_linger_hold(const struct net_linger *l)
{
	unsigned int i, next = 0;

	if (net_linger_range((unsigned int)l->fds[l->n - 1] + 1, UINT_MAX, CLOSE_RANGE_UNSHARE) != 0)
		return false;
	for (i = 0; i < l->n; i++) {
		if (l->fds[i] > 0 && (unsigned int)l->fds[i] > next)
			net_linger_range(next, (unsigned int)l->fds[i] - 1, 0);
		next = (unsigned int)l->fds[i] + 1;
	}
	return true;
}

static inline void *
net_linger_main(void *arg)
{
	struct net_linger *l = arg;
	bool holds = net_linger_hold(l);
	unsigned int i;

	sem_post(&l->held);
	while (sem_wait(&l->closed) != 0)
		;
	for (i = 0; holds && i < l->n; i++)
		close(l->fds[i]);
	return NULL;
}

static inline int
net_linger_order(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/** Wait until the sockets of a batch are gone. */
static inline void
net_linger_join(struct net_linger *l)
{
	if (l->running && l->owner == getpid())
		pthread_join(l->thread, NULL);
	l->running = false;
}

/**
 * Before closing @p n sockets (-1 among them are skipped): see that the closing will not be the last. Always followed by
 * net_linger_end() in the same thread, whatever became of it. Blocks while too many earlier batches are still closing.
 */
static inline void
net_linger_begin(const int *fds, unsigned int n)
{
	struct net_linger *l;
	sigset_t all, old;
	pthread_attr_t attr;
	unsigned int i;

	pthread_mutex_lock(&net_linger_lock);
	l = &net_lingers[net_linger_turn];
	net_linger_join(l);
	l->n = 0;
	for (i = 0; i < n && l->n < NET_LINGER_MAX; i++) {
		if (fds[i] >= 0)
			l->fds[l->n++] = fds[i];
	}
	if (l->n == 0 || pthread_attr_init(&attr) != 0)
		return;
	qsort(l->fds, l->n, sizeof(l->fds[0]), net_linger_order);
	sem_init(&l->held, 0, 0);
	sem_init(&l->closed, 0, 0);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	if (pthread_attr_setstack(&attr, l->stack, sizeof(l->stack)) == 0 &&
	    pthread_create(&l->thread, &attr, net_linger_main, l) == 0) {
		l->running = true;
		l->owner = getpid();
		pthread_setname_np(l->thread, "rte-net-close");
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
	if (l->running) {
		while (sem_wait(&l->held) != 0)
			;
	}
}

/** After closing: let the thread drop its references. */
static inline void
net_linger_end(void)
{
	struct net_linger *l = &net_lingers[net_linger_turn];

	if (l->running && l->owner == getpid()) {
		sem_post(&l->closed);
		net_linger_turn = (net_linger_turn + 1) % NET_LINGER_THREADS;
	}
	pthread_mutex_unlock(&net_linger_lock);
}

/** When the driver's code goes away, its threads must be gone. */
RTE_FINI(net_linger_fini)
{
	unsigned int i;

	pthread_mutex_lock(&net_linger_lock);
	for (i = 0; i < NET_LINGER_THREADS; i++)
		net_linger_join(&net_lingers[i]);
	pthread_mutex_unlock(&net_linger_lock);
}

#endif
