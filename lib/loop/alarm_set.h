/* SPDX-License-Identifier: BSD-3-Clause */
/* The pending alarms, by time and by callback. Not locked: the owner does that. */
#ifndef ALARM_SET_H
#define ALARM_SET_H

#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include <rte_alarm.h>

struct alarm {
	LIST_ENTRY(alarm) chain; /**< those with the same hash */
	uint64_t when;           /**< nanoseconds of the monotonic clock */
	uint64_t seq;            /**< order of setting, for equal times */
	size_t at;               /**< place in the heap */
	rte_eal_alarm_callback cb;
	void *arg;
};

LIST_HEAD(alarm_chain, alarm);

struct alarm_set {
	struct alarm **heap; /**< the earliest one first */
	size_t count;
	size_t room;
	struct alarm_chain *buckets; /**< by hash of callback and argument; as many as the heap has room */
	uint64_t next_seq;
};

void alarm_set_init(struct alarm_set *set);
/** Free every alarm and the tables. */
void alarm_set_clear(struct alarm_set *set);
/** Put @p a in; when, cb and arg are set. O(log n). 0, -ENOMEM. */
int alarm_set_insert(struct alarm_set *set, struct alarm *a);
/** Take @p a out, which is in; it stays the caller's. O(log n). */
void alarm_set_remove(struct alarm_set *set, struct alarm *a);
/** The next one to run, or NULL. */
struct alarm *alarm_set_first(const struct alarm_set *set);
/** One with this callback and argument, or NULL. O(1). */
struct alarm *alarm_set_find(const struct alarm_set *set, rte_eal_alarm_callback cb, const void *arg);
/** Take out and free all with this callback. Their number. O(n). */
int alarm_set_drop_cb(struct alarm_set *set, rte_eal_alarm_callback cb);

#endif
