/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupt callbacks: registering, the rules of unregistering, dying descriptors. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include <loop/loop.h>

#include "ut.h"
#include "waiting.h"

#define ANY ((void *)-1)

static sem_t ran;
static char trace[256]; /* by rte-loop; read after ran */

static int
start(void)
{
	sem_init(&ran, 0, 0);
	rte_log_set_global_level(RTE_LOG_ALERT);
	return loop_start();
}

static struct rte_intr_handle *
handle_new(int fd, enum rte_intr_handle_type type)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_PRIVATE);

	rte_intr_fd_set(h, fd);
	rte_intr_type_set(h, type);
	return h;
}

/* A handle with an eventfd whose count the library takes, as it does for VFIO. */
static struct rte_intr_handle *
self_reading(int *fd)
{
	*fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	return handle_new(*fd, RTE_INTR_HANDLE_VFIO_MSIX);
}

static void
post(int fd)
{
	uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) < 0)
		abort();
}

static void
note(void *arg)
{
	strcat(trace, arg);
}

static void
note_end(void *arg)
{
	strcat(trace, arg);
	if (!loop_is_self() || rte_thread_is_intr() != 1)
		abort();
	sem_post(&ran);
}

static void
several_callbacks_run_in_order(void)
{
	char a[] = "a", b[] = "b", c[] = "c";
	struct rte_intr_handle *h, *same;
	int fd;

	h = self_reading(&fd);
	same = handle_new(fd, RTE_INTR_HANDLE_VFIO_MSIX);
	trace[0] = '\0';
	UT_EQ(rte_intr_callback_register(h, note, a), 0);
	UT_EQ(rte_intr_callback_register(h, note, b), 0);
	UT_EQ(rte_intr_callback_register(same, note, a), 0);
	UT_EQ(rte_intr_callback_register(same, note_end, c), 0);
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_STR_EQ(trace, "abac");
	/* counted by callback and argument */
	UT_EQ(rte_intr_callback_unregister_sync(h, note, c), 0);
	UT_EQ(rte_intr_callback_unregister_sync(h, note, a), 2);
	UT_EQ(rte_intr_callback_unregister_sync(same, note, ANY), 1);
	UT_EQ(rte_intr_callback_unregister_sync(h, note_end, c), 1);
	UT_EQ(rte_intr_callback_unregister(h, note_end, c), -ENOENT);
	UT_EQ(rte_intr_callback_unregister_sync(h, note_end, c), -ENOENT);
	UT_EQ(rte_intr_callback_unregister_pending(h, note_end, c, NULL), -ENOENT);
	rte_intr_instance_free(h);
	rte_intr_instance_free(same);
	close(fd);
}

static void
bad_handles(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);

	UT_EQ(rte_intr_callback_register(NULL, note, NULL), -EINVAL);
	UT_EQ(rte_intr_callback_register(h, note, NULL), -EINVAL);
	rte_intr_fd_set(h, 0);
	UT_EQ(rte_intr_callback_register(h, NULL, NULL), -EINVAL);
	rte_intr_fd_set(h, 200);
	UT_EQ(rte_intr_callback_register(h, note, NULL), -EBADF);
	rte_intr_fd_set(h, -1);
	UT_EQ(rte_intr_callback_unregister(h, note, NULL), -EINVAL);
	UT_EQ(rte_intr_callback_unregister_sync(h, note, NULL), -EINVAL);
	UT_EQ(rte_intr_callback_unregister_pending(NULL, note, NULL, NULL), -EINVAL);
	rte_intr_instance_free(h);
}

struct inside {
	struct rte_intr_handle *h;
	int plain, sync, pending, twice;
	struct rte_intr_handle *gone_handle;
};

static void
told_gone(struct rte_intr_handle *h, void *arg)
{
	((struct inside *)arg)->gone_handle = h;
	strcat(trace, "gone");
	sem_post(&ran);
}

static void
unregister_self(void *arg)
{
	struct inside *in = arg;

	in->plain = rte_intr_callback_unregister(in->h, unregister_self, arg);
	in->sync = rte_intr_callback_unregister_sync(in->h, unregister_self, arg);
	in->pending = rte_intr_callback_unregister_pending(in->h, unregister_self, arg, told_gone);
	in->twice = rte_intr_callback_unregister_pending(in->h, unregister_self, arg, told_gone);
	strcat(trace, "run ");
}

static void
from_inside_only_pending_works(void)
{
	char z[] = "z";
	struct inside in = { 0 };
	int fd;

	trace[0] = '\0';
	in.h = self_reading(&fd);
	UT_EQ(rte_intr_callback_register(in.h, unregister_self, &in), 0);
	UT_EQ(rte_intr_callback_register(in.h, note, z), 0);
	UT_EQ(rte_intr_callback_unregister_pending(in.h, unregister_self, &in, NULL), -EAGAIN);
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(in.plain, -EAGAIN);
	UT_EQ(in.sync, -EDEADLK);
	UT_EQ(in.pending, 1);
	UT_EQ(in.twice, 0);
	UT_PTR_EQ(in.gone_handle, in.h);
	UT_STR_EQ(trace, "run zgone");
	UT_EQ(rte_intr_callback_unregister_sync(in.h, unregister_self, &in), 0);
	UT_EQ(rte_intr_callback_unregister_sync(in.h, note, z), 1);
	rte_intr_instance_free(in.h);
	close(fd);
}

/* The last one goes by a mark, and the same descriptor is registered again at once, from the place where it is told. */
static void
register_again(struct rte_intr_handle *h, void *arg)
{
	RTE_SET_USED(arg);
	if (rte_intr_callback_register(h, note_end, trace + 250) != 0)
		abort();
	sem_post(&ran);
}

static void
mark_self(void *arg)
{
	if (rte_intr_callback_unregister_pending(arg, mark_self, arg, register_again) != 1)
		abort();
}

static void
a_descriptor_can_be_registered_again_at_once(void)
{
	struct rte_intr_handle *h;
	int fd;

	memset(trace, 0, sizeof(trace));
	h = self_reading(&fd);
	UT_EQ(rte_intr_callback_register(h, mark_self, h), 0);
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	post(fd);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(rte_intr_callback_unregister_sync(h, note_end, ANY), 1);
	rte_intr_instance_free(h);
	close(fd);
}

static sem_t entered, leave;
static bool finished; /* atomic */

static void
stay(void *arg)
{
	RTE_SET_USED(arg);
	sem_post(&entered);
	if (!sem_wait_deadline(&leave))
		abort();
	__atomic_store_n(&finished, true, __ATOMIC_RELEASE);
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
running_callbacks_are_waited_for(void)
{
	struct rte_intr_handle *h;
	char q[] = "q";
	pthread_t t;
	int fd;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	h = self_reading(&fd);
	UT_EQ(rte_intr_callback_register(h, stay, NULL), 0);
	UT_EQ(rte_intr_callback_register(h, note, q), 0);
	post(fd);
	UT_TRUE_FATAL(sem_wait_deadline(&entered));
	/* running means the whole group */
	UT_EQ(rte_intr_callback_unregister(h, note, q), -EAGAIN);
	UT_EQ(rte_intr_callback_unregister(h, stay, NULL), -EAGAIN);
	pthread_create(&t, NULL, let_go, NULL);
	UT_EQ(rte_intr_callback_unregister_sync(h, stay, NULL), 1);
	UT_TRUE(__atomic_load_n(&finished, __ATOMIC_ACQUIRE));
	pthread_join(t, NULL);
	UT_EQ(rte_intr_callback_unregister_sync(h, note, q), 1);
	rte_intr_instance_free(h);
	close(fd);
}

static void
sizes_that_are_read(void)
{
	char e[] = "e";
	struct rte_intr_handle *h;
	int fds[2], left = -1;

	/* UIO: 4 of the bytes per interrupt */
	UT_EQ_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
	h = handle_new(fds[0], RTE_INTR_HANDLE_UIO);
	trace[0] = '\0';
	UT_EQ(rte_intr_callback_register(h, note_end, e), 0);
	UT_EQ(write(fds[1], "12345678", 8), 8);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(rte_intr_callback_unregister_sync(h, note_end, e), 1);
	UT_STR_EQ(trace, "ee");
	UT_EQ(read(fds[0], &left, 4), -1);
	rte_intr_instance_free(h);
	close(fds[0]);
	close(fds[1]);
}

static int gone_fd = -1;

static void
on_gone(int fd, enum rte_intr_handle_type type)
{
	gone_fd = type == RTE_INTR_HANDLE_UIO ? fd : -2;
	sem_post(&ran);
}

static void
a_dead_descriptor_is_dropped(void)
{
	char e[] = "e";
	struct rte_intr_handle *h;
	int fds[2];

	UT_EQ_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
	h = handle_new(fds[0], RTE_INTR_HANDLE_UIO);
	intr_on_gone(on_gone);
	trace[0] = '\0';
	UT_EQ(rte_intr_callback_register(h, note_end, e), 0);
	UT_EQ(rte_intr_callback_register(h, note, e), 0);
	close(fds[1]);
	UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(gone_fd, fds[0]);
	UT_STR_EQ(trace, "");
	UT_EQ(rte_intr_callback_unregister(h, note_end, e), -ENOENT);
	intr_on_gone(NULL);
	rte_intr_instance_free(h);
	close(fds[0]);
}

static unsigned int hangups; /* atomic */

static void
count_only(void *arg)
{
	RTE_SET_USED(arg);
	if (__atomic_fetch_add(&hangups, 1, __ATOMIC_RELAXED) == 0)
		sem_post(&ran);
}

/* The library does not read such descriptors; neither does this callback. */
static void
a_hung_up_descriptor_costs_no_cpu(void)
{
	struct timespec ts = { 0, 200000000 };
	struct rte_intr_handle *h;
	uint64_t cpu;
	int fds[2], kind;

	for (kind = 0; kind < 2; kind++) {
		if (kind == 0)
			UT_EQ_FATAL(pipe(fds), 0);
		else
			UT_EQ_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
		h = handle_new(fds[0], RTE_INTR_HANDLE_EXT);
		__atomic_store_n(&hangups, 0, __ATOMIC_RELAXED);
		UT_EQ(rte_intr_callback_register(h, count_only, NULL), 0);
		close(fds[1]);
		/* it hears of the end */
		UT_TRUE(sem_wait_deadline(&ran));
		cpu = cpu_us();
		nanosleep(&ts, NULL);
		UT_TRUE(cpu_us() - cpu < 20000);
		UT_TRUE(__atomic_load_n(&hangups, __ATOMIC_RELAXED) < 3);
		UT_EQ(rte_intr_callback_unregister_sync(h, count_only, NULL), 1);
		rte_intr_instance_free(h);
		close(fds[0]);
	}
}

static void
read_one(void *arg)
{
	char byte;

	if (read(*(int *)arg, &byte, 1) == 1)
		sem_post(&ran);
}

static void
a_hung_up_descriptor_is_read_to_its_end(void)
{
	struct rte_intr_handle *h;
	int fds[2], i;

	UT_EQ_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	h = handle_new(fds[0], RTE_INTR_HANDLE_EXT);
	UT_EQ(write(fds[1], "0123456789", 10), 10);
	close(fds[1]);
	UT_EQ(rte_intr_callback_register(h, read_one, &fds[0]), 0);
	for (i = 0; i < 10; i++)
		UT_TRUE(sem_wait_deadline(&ran));
	UT_EQ(rte_intr_callback_unregister_sync(h, read_one, &fds[0]), 1);
	rte_intr_instance_free(h);
	close(fds[0]);
}

static void
nothing(void *arg)
{
	RTE_SET_USED(arg);
}

static struct rte_intr_handle *churn_handle;

static void *
churn(void *arg)
{
	int i;

	for (i = 0; i < 500; i++) {
		if (rte_intr_callback_register(churn_handle, nothing, arg) != 0)
			abort();
		if (rte_intr_callback_unregister_sync(churn_handle, nothing, arg) != 1)
			abort();
	}
	return NULL;
}

static void
threads_share_a_descriptor(void)
{
	char tags[3];
	pthread_t t[3];
	int fd, i;

	churn_handle = self_reading(&fd);
	for (i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, churn, &tags[i]);
	for (i = 0; i < 2000; i++)
		post(fd);
	for (i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	UT_EQ(rte_intr_callback_unregister(churn_handle, nothing, ANY), -ENOENT);
	rte_intr_instance_free(churn_handle);
	close(fd);
}

static void
the_stop_drops_what_is_left(void)
{
	struct rte_intr_handle *h;
	int fd;

	h = self_reading(&fd);
	UT_EQ(rte_intr_callback_register(h, nothing, NULL), 0);
	loop_stop();
	UT_EQ(rte_intr_callback_unregister(h, nothing, NULL), -ENOENT);
	UT_EQ(rte_intr_callback_register(h, nothing, NULL), -ESRCH);
	UT_EQ(loop_start(), 0);
	rte_intr_instance_free(h);
	close(fd);
}

UT_MAIN_FIXTURE("intr", start, loop_stop,
	{"several callbacks run in order", several_callbacks_run_in_order},
	{"bad handles", bad_handles},
	{"from inside only pending works", from_inside_only_pending_works},
	{"a descriptor can be registered again at once", a_descriptor_can_be_registered_again_at_once},
	{"running callbacks are waited for", running_callbacks_are_waited_for},
	{"as many bytes as the kind has are read", sizes_that_are_read},
	{"a dead descriptor is dropped and told", a_dead_descriptor_is_dropped},
	{"a hung-up descriptor costs no CPU", a_hung_up_descriptor_costs_no_cpu},
	{"a hung-up descriptor is read to its end", a_hung_up_descriptor_is_read_to_its_end},
	{"threads share a descriptor", threads_share_a_descriptor},
	{"the stop drops what is left", the_stop_drops_what_is_left})
