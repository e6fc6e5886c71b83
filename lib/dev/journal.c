/* SPDX-License-Identifier: BSD-3-Clause */
/* The journal of what happened to devices: a ring of the last records, each with its sequence number. */
#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "journal.h"

#define RECORDS 256 /* power of two */

static struct rte_hotplug_record ring[RECORDS];
static uint64_t written; /* records ever; the newest has this number */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void
journal_write(const struct rte_hotplug_record *rec)
{
	struct rte_hotplug_record *slot;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	pthread_mutex_lock(&lock);
	slot = &ring[++written & (RECORDS - 1)];
	*slot = *rec;
	slot->seq = written;
	slot->time_ns = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
	pthread_mutex_unlock(&lock);
}

uint64_t
rte_hotplug_journal_last(void)
{
	uint64_t last;

	pthread_mutex_lock(&lock);
	last = written;
	pthread_mutex_unlock(&lock);
	return last;
}

int
rte_hotplug_journal_read(uint64_t after, struct rte_hotplug_record *out, unsigned int n, uint64_t *lost)
{
	uint64_t oldest;
	unsigned int k = 0;

	if (out == NULL && n > 0)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	oldest = written > RECORDS ? written - RECORDS : 0;
	if (lost != NULL)
		*lost = after < oldest ? oldest - after : 0;
	if (after < oldest)
		after = oldest;
	while (k < n && after < written)
		out[k++] = ring[++after & (RECORDS - 1)];
	pthread_mutex_unlock(&lock);
	return (int)k;
}
