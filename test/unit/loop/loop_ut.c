/* SPDX-License-Identifier: BSD-3-Clause */
/* Sources on the event loop: adding, deleting from anywhere, start and stop. */
#include <dirent.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/wait.h>

#include <rte_common.h>
#include <rte_interrupts.h>

#include <loop/loop.h>

#include "ut.h"
#include "waiting.h"

static sem_t ran;
static unsigned int runs; /* atomic */
static struct loop_source *own;

static void
post(int fd)
{
	uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) < 0)
		abort();
}

static void
drain(int fd)
{
	uint64_t v;

	if (read(fd, &v, sizeof(v)) < 0)
		return;
}

static void
on_event(int fd, uint32_t events, void *arg)
{
	drain(fd);
	__atomic_fetch_add(&runs, 1, __ATOMIC_RELAXED);
	if ((events & EPOLLIN) && arg != NULL)
		*(bool *)arg = loop_is_self() && rte_thread_is_intr() && !work_is_self();
	sem_post(&ran);
}

static bool inherited[64];

static int
start(void)
{
	int fd;

	for (fd = 0; fd < 64; fd++)
		inherited[fd] = fcntl(fd, F_GETFD) != -1;
	sem_init(&ran, 0, 0);
	return loop_start();
}

static void
events_come_on_the_loop_thread(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct loop_source *src, *again;
	bool on_loop = false;

	UT_FALSE(loop_is_self());
	UT_EQ(rte_thread_is_intr(), 0);
	UT_EQ_FATAL(loop_add(fd, EPOLLIN, on_event, &on_loop, &src), 0);
	UT_EQ(loop_add(fd, EPOLLIN, on_event, NULL, &again), -EEXIST);
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_TRUE(on_loop);
	loop_del(src);
	/* nobody listens any more, so the count stays */
	post(fd);
	UT_EQ(loop_add(fd, EPOLLIN, on_event, &on_loop, &src), 0);
	UT_TRUE(sem_wait_deadline(&ran));
	loop_del(src);
	loop_del(NULL);
	close(fd);
}

static void
bad_input(void)
{
	struct loop_source *src;

	UT_EQ(loop_add(-1, EPOLLIN, on_event, NULL, &src), -EINVAL);
	UT_EQ(loop_add(0, EPOLLIN, NULL, NULL, &src), -EINVAL);
	UT_EQ(loop_add(0, EPOLLIN, on_event, NULL, NULL), -EINVAL);
	UT_EQ(loop_add(200, EPOLLIN, on_event, NULL, &src), -EBADF);
	UT_EQ(loop_start(), -EALREADY);
}

static void
delete_self(int fd, uint32_t events, void *arg)
{
	RTE_SET_USED(events);
	RTE_SET_USED(arg);
	__atomic_fetch_add(&runs, 1, __ATOMIC_RELAXED);
	loop_del(own);
	/* the number may be used again at once */
	if (loop_add(fd, EPOLLIN, on_event, NULL, &own) != 0)
		abort();
}

static void
a_source_may_delete_itself(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	runs = 0;
	UT_EQ_FATAL(loop_add(fd, EPOLLIN, delete_self, NULL, &own), 0);
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(__atomic_load_n(&runs, __ATOMIC_RELAXED), 2);
	loop_del(own);
	close(fd);
}

static sem_t entered, leave;
static bool left; /* atomic */

static void
stay(int fd, uint32_t events, void *arg)
{
	RTE_SET_USED(events);
	RTE_SET_USED(arg);
	drain(fd);
	sem_post(&entered);
	if (!sem_wait_deadline(&leave))
		abort();
	__atomic_store_n(&left, true, __ATOMIC_RELEASE);
}

static void *
let_go(void *arg)
{
	struct timespec ts = { 0, 20000000 };

	nanosleep(&ts, NULL);
	sem_post(&leave);
	return arg;
}

static void
deleting_waits_for_a_running_function(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct loop_source *src;
	pthread_t t;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	UT_EQ_FATAL(loop_add(fd, EPOLLIN, stay, NULL, &src), 0);
	post(fd);
	UT_TRUE_FATAL(sem_wait_deadline(&entered));
	pthread_create(&t, NULL, let_go, NULL);
	loop_del(src);
	UT_TRUE(__atomic_load_n(&left, __ATOMIC_ACQUIRE));
	pthread_join(t, NULL);
	close(fd);
}

#define PAIRS 16
static struct loop_source *pair_src[PAIRS];
static int pair_fd[PAIRS];

/* All are ready in one batch; the first that runs deletes all the others. */
static void
delete_others(int fd, uint32_t events, void *arg)
{
	int i;

	RTE_SET_USED(events);
	RTE_SET_USED(arg);
	drain(fd);
	for (i = 0; i < PAIRS; i++) {
		if (pair_fd[i] == fd)
			continue;
		loop_del(pair_src[i]);
		pair_src[i] = NULL;
	}
	__atomic_fetch_add(&runs, 1, __ATOMIC_RELAXED);
	sem_post(&ran);
}

static void
events_fetched_already_are_dropped(void)
{
	int gate = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), i;
	struct loop_source *gate_src;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	runs = 0;
	/* hold the loop while all become ready */
	UT_EQ_FATAL(loop_add(gate, EPOLLIN, stay, NULL, &gate_src), 0);
	post(gate);
	UT_TRUE_FATAL(sem_wait_deadline(&entered));
	for (i = 0; i < PAIRS; i++) {
		pair_fd[i] = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
		UT_EQ_FATAL(loop_add(pair_fd[i], EPOLLIN, delete_others, NULL, &pair_src[i]), 0);
	}
	sem_post(&leave);
	UT_TRUE(sem_wait_deadline(&ran));
	loop_del(gate_src);
	for (i = 0; i < PAIRS; i++) {
		loop_del(pair_src[i]);
		close(pair_fd[i]);
	}
	UT_EQ(__atomic_load_n(&runs, __ATOMIC_RELAXED), 1);
	close(gate);
}

static void *
add_and_delete(void *arg)
{
	struct loop_source *src;
	int i, fd;

	for (i = 0; i < 500; i++) {
		fd = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
		if (loop_add(fd, EPOLLIN, on_event, NULL, &src) != 0)
			abort();
		if (i % 3 == 0)
			sched_yield();
		loop_del(src);
		close(fd);
	}
	return arg;
}

static void
threads_add_and_delete(void)
{
	pthread_t t[3];
	int i;

	for (i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, add_and_delete, NULL);
	for (i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	while (sem_trywait(&ran) == 0)
		continue;
}

static void
mute_silences_a_dead_descriptor(void)
{
	struct loop_source *src;
	int fds[2];
	uint64_t cpu;
	struct timespec ts = { 0, 100000000 };

	UT_EQ_FATAL(pipe(fds), 0);
	UT_EQ_FATAL(loop_add(fds[0], EPOLLIN, on_event, NULL, &src), 0);
	loop_mute(src);
	close(fds[1]);
	cpu = cpu_us();
	nanosleep(&ts, NULL);
	UT_TRUE(cpu_us() - cpu < 50000);
	loop_del(src);
	close(fds[0]);
}

static unsigned int
threads_now(void)
{
	unsigned int n = 0;
	struct dirent *e;
	DIR *d = opendir("/proc/self/task");

	while ((e = readdir(d)) != NULL)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
stop_leaves_nothing(void)
{
	unsigned int fds, threads, i;
	struct loop_source *src;
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	loop_stop();
	loop_stop();
	fds = open_fds();
	threads = threads_now();
	UT_EQ(loop_add(fd, EPOLLIN, on_event, NULL, &src), -ESRCH);
	for (i = 0; i < 50; i++) {
		UT_EQ_FATAL(loop_start(), 0);
		UT_EQ(loop_add(fd, EPOLLIN, on_event, NULL, &src), 0);
		loop_stop();
	}
	UT_EQ(open_fds(), fds);
	UT_EQ(threads_now(), threads);
	/* a source of a stopped loop is gone already */
	loop_del(src);
	close(fd);
	UT_EQ(loop_start(), 0);
}

static void
a_forked_child_can_stop(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		alarm(DEADLINE_S);
		loop_stop();
		_exit(loop_is_self());
	}
	waitpid(pid, &status, 0);
	UT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	/* the parent's loop still works */
	events_come_on_the_loop_thread();
}

static void
descriptors_are_close_on_exec(void)
{
	int fd, flags, own_fds = 0;

	for (fd = 0; fd < 64; fd++) {
		flags = fcntl(fd, F_GETFD);
		if (flags == -1 || inherited[fd])
			continue;
		UT_TRUE(flags & FD_CLOEXEC);
		own_fds++;
	}
	UT_TRUE(own_fds >= 3);
}

UT_MAIN_FIXTURE("loop", start, loop_stop,
	{"descriptors are close-on-exec", descriptors_are_close_on_exec},
	{"events come on the loop thread", events_come_on_the_loop_thread},
	{"bad input", bad_input},
	{"a source may delete itself and come back", a_source_may_delete_itself},
	{"deleting waits for a running function", deleting_waits_for_a_running_function},
	{"events fetched already are dropped", events_fetched_already_are_dropped},
	{"threads add and delete", threads_add_and_delete},
	{"mute silences a dead descriptor", mute_silences_a_dead_descriptor},
	{"a forked child can stop", a_forked_child_can_stop},
	{"stop leaves no descriptor and no thread", stop_leaves_nothing})
