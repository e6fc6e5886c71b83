/* SPDX-License-Identifier: BSD-3-Clause */
/* The pending alarms: a binary heap by time, and a hash by callback and argument of the same size. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "alarm_set.h"

#define ROOM_MIN 64

void
alarm_set_init(struct alarm_set *set)
{
	memset(set, 0, sizeof(*set));
}

void
alarm_set_clear(struct alarm_set *set)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		free(set->heap[i]);
	free(set->heap);
	free(set->buckets);
	alarm_set_init(set);
}

static bool
alarm_before(const struct alarm *a, const struct alarm *b)
{
	return a->when != b->when ? a->when < b->when : a->seq < b->seq;
}

static void
heap_put(struct alarm_set *set, size_t at, struct alarm *a)
{
	set->heap[at] = a;
	a->at = at;
}

static void
heap_up(struct alarm_set *set, size_t at, struct alarm *a)
{
	while (at > 0 && alarm_before(a, set->heap[(at - 1) / 2])) {
		heap_put(set, at, set->heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	heap_put(set, at, a);
}

static void
heap_down(struct alarm_set *set, size_t at, struct alarm *a)
{
	size_t child;

	while ((child = 2 * at + 1) < set->count) {
		if (child + 1 < set->count && alarm_before(set->heap[child + 1], set->heap[child]))
			child++;
		if (!alarm_before(set->heap[child], a))
			break;
		heap_put(set, at, set->heap[child]);
		at = child;
	}
	heap_put(set, at, a);
}

static struct alarm_chain *
bucket_of(struct alarm_chain *buckets, size_t room, rte_eal_alarm_callback cb, const void *arg)
{
	uint64_t h = (uintptr_t)cb * UINT64_C(0x9e3779b97f4a7c15) ^ (uintptr_t)arg;

	h *= UINT64_C(0xbf58476d1ce4e5b9);
	return &buckets[(h ^ h >> 32) & (room - 1)];
}

/* Room for one more in both tables. */
static int
set_grow(struct alarm_set *set)
{
	size_t i, room = set->room == 0 ? ROOM_MIN : set->room * 2;
	struct alarm_chain *buckets;
	struct alarm **heap;

	if (set->count < set->room)
		return 0;
	buckets = calloc(room, sizeof(*buckets));
	if (buckets == NULL)
		return -ENOMEM;
	heap = realloc(set->heap, room * sizeof(*heap));
	if (heap == NULL) {
		free(buckets);
		return -ENOMEM;
	}
	free(set->buckets);
	set->heap = heap;
	set->buckets = buckets;
	set->room = room;
	for (i = 0; i < set->count; i++)
		LIST_INSERT_HEAD(bucket_of(buckets, room, heap[i]->cb, heap[i]->arg), heap[i], chain);
	return 0;
}

int
alarm_set_insert(struct alarm_set *set, struct alarm *a)
{
	int ret = set_grow(set);

	if (ret != 0)
		return ret;
	a->seq = set->next_seq++;
	LIST_INSERT_HEAD(bucket_of(set->buckets, set->room, a->cb, a->arg), a, chain);
	heap_up(set, set->count++, a);
	return 0;
}

void
alarm_set_remove(struct alarm_set *set, struct alarm *a)
{
	struct alarm *last = set->heap[--set->count];

	LIST_REMOVE(a, chain);
	if (last == a)
		return;
	/* the last one takes the free place and moves to where it belongs */
	if (a->at > 0 && alarm_before(last, set->heap[(a->at - 1) / 2]))
		heap_up(set, a->at, last);
	else
		heap_down(set, a->at, last);
}

struct alarm *
alarm_set_first(const struct alarm_set *set)
{
	return set->count > 0 ? set->heap[0] : NULL;
}

struct alarm *
alarm_set_find(const struct alarm_set *set, rte_eal_alarm_callback cb, const void *arg)
{
	struct alarm *a;

	if (set->count == 0)
		return NULL;
	LIST_FOREACH(a, bucket_of(set->buckets, set->room, cb, arg), chain)
		if (a->cb == cb && a->arg == arg)
			return a;
	return NULL;
}

int
alarm_set_drop_cb(struct alarm_set *set, rte_eal_alarm_callback cb)
{
	size_t i, kept = 0, dropped;

	for (i = 0; i < set->count; i++) {
		struct alarm *a = set->heap[i];

		if (a->cb != cb) {
			heap_put(set, kept++, a);
			continue;
		}
		LIST_REMOVE(a, chain);
		free(a);
	}
	dropped = set->count - kept;
	set->count = kept;
	/* make a heap of what is left, from the last inner node up */
	if (dropped > 0)
		for (i = kept / 2; i-- > 0;)
			heap_down(set, i, set->heap[i]);
	return (int)dropped;
}
