/* SPDX-License-Identifier: BSD-3-Clause */
/* Epoll of packet threads: waiting, signals, ending a watch while others wait. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <rte_common.h>
#include <rte_epoll.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "ut.h"
#include "waiting.h"

static void
post(int fd)
{
	uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) < 0)
		abort();
}

static void
drain(int fd, void *arg)
{
	uint64_t v;

	if (arg != NULL)
		(*(unsigned int *)arg)++;
	if (read(fd, &v, sizeof(v)) < 0)
		return;
}

static void
add_modify_delete(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), epfd = epoll_create1(EPOLL_CLOEXEC);
	unsigned int calls = 0;
	struct rte_epoll_event ev = { .epdata = { .event = EPOLLIN, .data = &calls, .cb_fun = drain, .cb_arg = &calls } }, got[2];

	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_MOD, fd, &ev), -ENOENT);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_ADD, fd, NULL), -EINVAL);
	UT_EQ(rte_epoll_ctl(epfd, 77, fd, &ev), -EINVAL);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_ADD, 250, &ev), -EBADF);
	UT_EQ(ev.status, RTE_EPOLL_INVALID);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev), 0);
	UT_EQ(ev.status, RTE_EPOLL_VALID);
	UT_EQ(ev.fd, fd);
	UT_EQ(ev.epfd, epfd);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev), -EEXIST);
	UT_EQ(rte_epoll_wait(epfd, got, 2, 0), 0);
	post(fd);
	UT_EQ(rte_epoll_wait(epfd, got, 2, 5000), 1);
	UT_EQ(calls, 1);
	UT_EQ(got[0].fd, fd);
	UT_EQ(got[0].status, RTE_EPOLL_VALID);
	UT_EQ(got[0].epdata.event, EPOLLIN);
	UT_PTR_EQ(got[0].epdata.data, &calls);
	ev.epdata.event = EPOLLOUT;
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_MOD, fd, &ev), 0);
	UT_EQ(rte_epoll_wait(epfd, got, 2, 5000), 1);
	UT_EQ(got[0].epdata.event, EPOLLOUT);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_DEL, fd, &ev), 0);
	UT_EQ(ev.status, RTE_EPOLL_INVALID);
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_DEL, fd, &ev), -ENOENT);
	UT_EQ(rte_epoll_wait(epfd, got, 2, 0), 0);
	UT_EQ(rte_epoll_wait(epfd, NULL, 2, 0), -1);
	UT_EQ(rte_epoll_wait(epfd, got, 0, 0), -1);
	UT_EQ(rte_epoll_wait(250, got, 2, 0), -1);
	close(fd);
	close(epfd);
}

static void
delete_own(int fd, void *arg)
{
	struct rte_epoll_event *ev = arg;

	UT_EQ(rte_epoll_ctl(ev->epfd, EPOLL_CTL_DEL, fd, ev), 0);
}

static void
a_callback_may_end_its_own_watch(void)
{
	int fd = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC), epfd = epoll_create1(EPOLL_CLOEXEC);
	struct rte_epoll_event ev = { .epdata = { .event = EPOLLIN, .cb_fun = delete_own } }, got;

	ev.epdata.cb_arg = &ev;
	UT_EQ(rte_epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev), 0);
	UT_EQ(rte_epoll_wait(epfd, &got, 1, 5000), 1);
	UT_EQ(got.fd, fd);
	UT_EQ(ev.status, RTE_EPOLL_INVALID);
	UT_EQ(rte_epoll_wait(epfd, &got, 1, 0), 0);
	close(fd);
	close(epfd);
}

static void
on_signal(int sig)
{
	(void)sig;
}

static pthread_t main_thread;

static void *
send_signals(void *arg)
{
	struct timespec ts = { 0, 10000000 };
	int i;

	for (i = 0; i < 5; i++) {
		nanosleep(&ts, NULL);
		pthread_kill(main_thread, SIGUSR1);
	}
	return arg;
}

static void
signals_interrupt_only_where_asked(void)
{
	struct sigaction sa = { .sa_handler = on_signal };
	struct rte_epoll_event got;
	uint64_t start;
	pthread_t t;

	sigaction(SIGUSR1, &sa, NULL);
	main_thread = pthread_self();
	start = now_us();
	pthread_create(&t, NULL, send_signals, NULL);
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, &got, 1, 150), 0);
	UT_TRUE(now_us() - start >= 145000);
	pthread_join(t, NULL);
	pthread_create(&t, NULL, send_signals, NULL);
	UT_EQ(rte_epoll_wait_interruptible(RTE_EPOLL_PER_THREAD, &got, 1, 10000), -1);
	UT_EQ(errno, EINTR);
	pthread_join(t, NULL);
}

static void *
own_epfd(void *arg)
{
	*(int *)arg = rte_intr_tls_epfd();
	return rte_intr_tls_epfd() == *(int *)arg ? arg : NULL;
}

static void
each_thread_has_its_own_and_takes_it_along(void)
{
	unsigned int fds;
	int mine = rte_intr_tls_epfd(), theirs = -1;
	void *same;
	pthread_t t;

	UT_TRUE(mine >= 0);
	UT_EQ(rte_intr_tls_epfd(), mine);
	UT_EQ(fcntl(mine, F_GETFD), FD_CLOEXEC);
	fds = open_fds();
	pthread_create(&t, NULL, own_epfd, &theirs);
	pthread_join(t, &same);
	UT_PTR_EQ(same, &theirs);
	UT_TRUE(theirs >= 0 && theirs != mine);
	UT_EQ(open_fds(), fds);
}

static bool stop; /* atomic */
static int shared_epfd;

static void *
keep_waiting(void *arg)
{
	struct rte_epoll_event got[8];

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED))
		if (rte_epoll_wait(shared_epfd, got, 8, 1) < 0)
			abort();
	return arg;
}

/* Events on the heap that are freed right after their watch ended, while two threads fetch events. */
static void
ending_a_watch_frees_its_event(void)
{
	pthread_t t[2];
	int i, k, fd[8];

	shared_epfd = epoll_create1(EPOLL_CLOEXEC);
	for (i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, keep_waiting, NULL);
	for (i = 0; i < 300; i++) {
		struct rte_epoll_event *ev[8];

		for (k = 0; k < 8; k++) {
			fd[k] = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
			ev[k] = calloc(1, sizeof(**ev));
			ev[k]->epdata.event = EPOLLIN;
			ev[k]->epdata.cb_fun = drain;
			UT_EQ(rte_epoll_ctl(shared_epfd, EPOLL_CTL_ADD, fd[k], ev[k]), 0);
		}
		for (k = 0; k < 8; k++)
			post(fd[k]);
		for (k = 0; k < 8; k++) {
			UT_EQ(rte_epoll_ctl(shared_epfd, EPOLL_CTL_DEL, fd[k], ev[k]), 0);
			memset(ev[k], 0xee, sizeof(**ev));
			free(ev[k]);
			close(fd[k]);
		}
	}
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	close(shared_epfd);
}

static int
quiet(void)
{
	rte_log_set_global_level(RTE_LOG_ALERT);
	return 0;
}

UT_MAIN_FIXTURE("epoll", quiet, NULL,
	{"add, modify, delete", add_modify_delete},
	{"a callback may end its own watch", a_callback_may_end_its_own_watch},
	{"signals interrupt only where asked", signals_interrupt_only_where_asked},
	{"each thread has its own and takes it along", each_thread_has_its_own_and_takes_it_along},
	{"ending a watch frees its event", ending_a_watch_frees_its_event})
