/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for something to happen on another thread, with a deadline. */
#ifndef WAITING_H
#define WAITING_H

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#define DEADLINE_S 20

/** True when the semaphore was posted in time. */
static inline bool
sem_wait_deadline(sem_t *sem)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += DEADLINE_S;
	while (sem_timedwait(sem, &until) != 0)
		if (errno != EINTR)
			return false;
	return true;
}

/** Number of open descriptors of this process, by the lowest free ones. */
static inline unsigned int
open_fds(void)
{
	unsigned int fd, n = 0;

	for (fd = 0; fd < 256; fd++)
		n += fcntl((int)fd, F_GETFD) != -1;
	return n;
}

static inline uint64_t
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}

/** CPU time of the whole process in microseconds. */
static inline uint64_t
cpu_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}

#endif
