/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Alarms: a heap by time for the next one to run, a hash by callback and argument for cancelling.
 *
 * One timer descriptor on rte-loop is armed for the earliest alarm; when it fires, the expired alarms run as one work item on
 * rte-work. Times are absolute nanoseconds of CLOCK_MONOTONIC.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <rte_alarm.h>
#include <rte_common.h>
#include <rte_errno.h>

#include "alarm_set.h"
#include "loop.h"
#include "loop_priv.h"

/* Far enough, and inside what the kernel's clocks can hold. */
#define HORIZON_US (UINT64_C(100) * 365 * 86400 * 1000000)
#define ANY_ARG ((void *)-1)

/* A thread that waits in rte_eal_alarm_cancel(); what matches it is dropped instead of run, so it waits for one run at most. */
struct cancel_wait {
	TAILQ_ENTRY(cancel_wait) next;
	rte_eal_alarm_callback cb;
	void *arg;
	int dropped;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t done; /* runs changed */
	struct alarm_set set;
	TAILQ_HEAD(, cancel_wait) waits;
	bool running;                       /* running_cb is being called */
	rte_eal_alarm_callback running_cb;
	void *running_arg;
	uint64_t runs;                      /* callbacks that have returned */
	uint64_t armed;                     /* time that the timer is set to; 0: not set */
	bool up;
	int fd;
	struct loop_source *src;
	struct work_item work;
} alarms = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.done = PTHREAD_COND_INITIALIZER,
	.waits = TAILQ_HEAD_INITIALIZER(alarms.waits),
	.fd = -1,
};

static uint64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000 + (uint64_t)ts.tv_nsec;
}

static bool
alarm_matches(rte_eal_alarm_callback cb, void *arg, rte_eal_alarm_callback want_cb, void *want_arg)
{
	return cb == want_cb && (want_arg == ANY_ARG || arg == want_arg);
}

/* Lock held. */
static void
timer_arm(void)
{
	const struct alarm *first = alarm_set_first(&alarms.set);
	struct itimerspec spec = { 0 };

	if (first == NULL || first->when == alarms.armed)
		return;
	alarms.armed = first->when;
	spec.it_value.tv_sec = (time_t)(first->when / 1000000000);
	spec.it_value.tv_nsec = (long)(first->when % 1000000000);
	timerfd_settime(alarms.fd, TFD_TIMER_ABSTIME, &spec, NULL);
}

/* On rte-loop. */
static void
timer_fired(int fd, uint32_t events, void *arg)
{
	uint64_t count;

	RTE_SET_USED(events);
	RTE_SET_USED(arg);
	while (read(fd, &count, sizeof(count)) < 0 && errno == EINTR)
		continue;
	pthread_mutex_lock(&alarms.lock);
	alarms.armed = 0;
	pthread_mutex_unlock(&alarms.lock);
	work_post(&alarms.work);
}

/* Lock held. True when somebody waits for the alarm to be gone. */
static bool
alarm_drop_for_wait(const struct alarm *a)
{
	struct cancel_wait *w;

	TAILQ_FOREACH(w, &alarms.waits, next) {
		if (alarm_matches(a->cb, a->arg, w->cb, w->arg)) {
			w->dropped++;
			return true;
		}
	}
	return false;
}

/* Lock held; dropped while the callback runs. */
static void
alarm_run(const struct alarm *a)
{
	alarms.running_cb = a->cb;
	alarms.running_arg = a->arg;
	alarms.running = true;
	pthread_mutex_unlock(&alarms.lock);

	a->cb(a->arg);

	pthread_mutex_lock(&alarms.lock);
	alarms.running = false;
	alarms.runs++;
	pthread_cond_broadcast(&alarms.done);
}

/* On rte-work: run what has expired by now; what expires meanwhile comes behind the other items in the queue. */
static void
alarms_run(void *arg)
{
	const uint64_t now = now_ns();
	struct alarm *a;

	RTE_SET_USED(arg);
	pthread_mutex_lock(&alarms.lock);
	while (alarms.up && (a = alarm_set_first(&alarms.set)) != NULL && a->when <= now) {
		alarm_set_remove(&alarms.set, a);
		if (!alarm_drop_for_wait(a))
			alarm_run(a);
		free(a);
	}
	timer_arm();
	pthread_mutex_unlock(&alarms.lock);
}

int
rte_eal_alarm_set(uint64_t us, rte_eal_alarm_callback cb, void *cb_arg)
{
	struct alarm *a;
	int ret;

	if (us < 1 || us > UINT64_MAX - 1000000 || cb == NULL)
		return -EINVAL;
	a = calloc(1, sizeof(*a));
	if (a == NULL)
		return -ENOMEM;
	a->when = now_ns() + RTE_MIN(us, HORIZON_US) * 1000;
	a->cb = cb;
	a->arg = cb_arg;
	pthread_mutex_lock(&alarms.lock);
	ret = alarms.up ? alarm_set_insert(&alarms.set, a) : -ESRCH;
	if (ret == 0 && alarm_set_first(&alarms.set) == a)
		timer_arm();
	pthread_mutex_unlock(&alarms.lock);
	if (ret != 0)
		free(a);
	return ret;
}

/* Lock held. Number of pending alarms taken away. */
static int
pending_cancel(rte_eal_alarm_callback cb, void *arg)
{
	struct alarm *a;
	int n = 0;

	if (arg == ANY_ARG)
		return alarm_set_drop_cb(&alarms.set, cb);
	while ((a = alarm_set_find(&alarms.set, cb, arg)) != NULL) {
		alarm_set_remove(&alarms.set, a);
		free(a);
		n++;
	}
	return n;
}

/* Lock held. Wait for the end of the run that matches, then take away what it set again. */
static int
running_await(rte_eal_alarm_callback cb, void *arg)
{
	struct cancel_wait w = { .cb = cb, .arg = arg };
	const uint64_t run = alarms.runs;

	TAILQ_INSERT_TAIL(&alarms.waits, &w, next);
	while (alarms.runs == run)
		pthread_cond_wait(&alarms.done, &alarms.lock);
	TAILQ_REMOVE(&alarms.waits, &w, next);
	return w.dropped + pending_cancel(cb, arg);
}

int
rte_eal_alarm_cancel(rte_eal_alarm_callback cb_fn, void *cb_arg)
{
	int err = 0, n;

	if (cb_fn == NULL) {
		rte_errno = EINVAL;
		return -1;
	}
	pthread_mutex_lock(&alarms.lock);
	n = pending_cancel(cb_fn, cb_arg);
	if (alarms.running && alarm_matches(alarms.running_cb, alarms.running_arg, cb_fn, cb_arg)) {
		if (work_is_self() || loop_is_self())
			err = EINPROGRESS;
		else
			n += running_await(cb_fn, cb_arg);
	}
	pthread_mutex_unlock(&alarms.lock);
	rte_errno = n == 0 && err == 0 ? ENOENT : err;
	return n;
}

int
alarm_start(void)
{
	int ret;

	alarms.fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (alarms.fd < 0)
		return -errno;
	alarm_set_init(&alarms.set);
	alarms.work.fn = alarms_run;
	ret = loop_add(alarms.fd, EPOLLIN, timer_fired, NULL, &alarms.src);
	if (ret != 0) {
		close(alarms.fd);
		alarms.fd = -1;
		return ret;
	}
	pthread_mutex_lock(&alarms.lock);
	alarms.armed = 0;
	alarms.up = true;
	pthread_mutex_unlock(&alarms.lock);
	return 0;
}

void
alarm_stop(void)
{
	if (alarms.fd < 0)
		return;
	pthread_mutex_lock(&alarms.lock);
	alarms.up = false;
	alarm_set_clear(&alarms.set);
	pthread_mutex_unlock(&alarms.lock);
	close(alarms.fd);
	alarms.fd = -1;
	alarms.src = NULL; /* went with the loop's sources */
}
