/* SPDX-License-Identifier: BSD-3-Clause */
/* Locks for shared memory: process-shared robust mutexes behind an opaque type. */
#include <errno.h>
#include <pthread.h>

#include <rte_debug.h>

#include "mem.h"

union lock_body {
	struct mem_lock lock;
	pthread_mutex_t mutex;
};

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(struct mem_lock), "the mutex fits the opaque type");

static inline pthread_mutex_t *
lock_mutex(struct mem_lock *l)
{
	return &((union lock_body *)l)->mutex;
}

static void
lock_make(struct mem_lock *l, int type)
{
	pthread_mutexattr_t attr;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, type);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(lock_mutex(l), &attr);
	pthread_mutexattr_destroy(&attr);
}

void
mem_lock_init(struct mem_lock *l)
{
	lock_make(l, PTHREAD_MUTEX_NORMAL);
}

void
mem_lock_init_recursive(struct mem_lock *l)
{
	lock_make(l, PTHREAD_MUTEX_RECURSIVE);
}

void
mem_lock_take(struct mem_lock *l)
{
	int ret = pthread_mutex_lock(lock_mutex(l));

	if (ret == EOWNERDEAD)
		pthread_mutex_consistent(lock_mutex(l));
	else if (ret != 0)
		rte_panic("lock at %p is broken: error %d\n", (void *)l, ret);
}

void
mem_lock_drop(struct mem_lock *l)
{
	pthread_mutex_unlock(lock_mutex(l));
}
