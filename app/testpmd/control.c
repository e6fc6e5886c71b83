/* SPDX-License-Identifier: BSD-3-Clause */
/* The control lock, the chores that events ask for, and the end of the program. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmdline.h>
#include <rte_dev.h>
#include <rte_ethdev.h>
#include <rte_lcore.h>

#include "control.h"
#include "events.h"

#define DEVICES_MAX 32

static pthread_mutex_t control = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* What is to be done; @lock guards all but the quit flag. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool ending, running, waiting;
	pthread_t thread;
	uint8_t ports[RTE_MAX_ETHPORTS]; /* bit per enum chore */
	char devices[DEVICES_MAX][RTE_DEV_NAME_MAX_LEN];
	unsigned int nb_devices;
	bool devices_lost; /* more were noted than fit: look at all */
} chores = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };

static int quit_fd = -1;
static bool quitting; /* atomic */
static pthread_mutex_t quit_lock = PTHREAD_MUTEX_INITIALIZER;
static struct cmdline *quit_cmdline; /* guarded by quit_lock: it is freed after it was taken out */

void
control_lock(void)
{
	pthread_mutex_lock(&control);
}

void
control_unlock(void)
{
	pthread_mutex_unlock(&control);
}

void
control_note_port(uint16_t port, enum chore what)
{
	if (port >= RTE_MAX_ETHPORTS)
		return;
	pthread_mutex_lock(&chores.lock);
	chores.ports[port] |= (uint8_t)(1u << what);
	chores.waiting = true;
	pthread_cond_signal(&chores.wake);
	pthread_mutex_unlock(&chores.lock);
}

void
control_note_device(const char *name)
{
	pthread_mutex_lock(&chores.lock);
	if (chores.nb_devices < DEVICES_MAX)
		snprintf(chores.devices[chores.nb_devices++], RTE_DEV_NAME_MAX_LEN, "%s", name);
	else
		chores.devices_lost = true;
	chores.waiting = true;
	pthread_cond_signal(&chores.wake);
	pthread_mutex_unlock(&chores.lock);
}

/* Take one noted device; false: none. @name empty: look at all. */
static bool
device_chore_take(char *name)
{
	bool any = true;

	pthread_mutex_lock(&chores.lock);
	name[0] = '\0';
	if (chores.nb_devices > 0)
		memcpy(name, chores.devices[--chores.nb_devices], RTE_DEV_NAME_MAX_LEN);
	else if (chores.devices_lost)
		chores.devices_lost = false;
	else
		any = false;
	pthread_mutex_unlock(&chores.lock);
	return any;
}

static uint8_t
chore_take(uint16_t port)
{
	uint8_t what;

	pthread_mutex_lock(&chores.lock);
	what = chores.ports[port];
	chores.ports[port] = 0;
	pthread_mutex_unlock(&chores.lock);
	return what;
}

void
control_chores_run(void)
{
	char name[RTE_DEV_NAME_MAX_LEN];
	uint16_t port;

	pthread_mutex_lock(&chores.lock);
	chores.waiting = false;
	pthread_mutex_unlock(&chores.lock);
	while (device_chore_take(name))
		events_device_gone(name);
	for (port = 0; port < RTE_MAX_ETHPORTS; port++) {
		uint8_t what = chore_take(port);

		if (what & 1u << CHORE_GONE)
			events_port_gone(port);
		if (what & 1u << CHORE_NEW)
			events_port_new(port);
		if (what & 1u << CHORE_REMOVE)
			events_port_remove(port);
	}
}

static void *
chores_loop(void *arg)
{
	pthread_mutex_lock(&chores.lock);
	while (!chores.ending) {
		if (!chores.waiting) {
			pthread_cond_wait(&chores.wake, &chores.lock);
			continue;
		}
		pthread_mutex_unlock(&chores.lock);
		control_lock();
		control_chores_run();
		control_unlock();
		pthread_mutex_lock(&chores.lock);
	}
	pthread_mutex_unlock(&chores.lock);
	return arg;
}

int
control_open(void)
{
	quit_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return quit_fd < 0 ? -errno : 0;
}

int
control_start(void)
{
	int ret;

	ret = rte_ctrl_thread_create(&chores.thread, "testpmd-chores", NULL, chores_loop, NULL);
	chores.running = ret == 0;
	return ret > 0 ? -ret : ret;
}

void
control_stop(void)
{
	if (!chores.running)
		return;
	pthread_mutex_lock(&chores.lock);
	chores.ending = true;
	pthread_cond_signal(&chores.wake);
	pthread_mutex_unlock(&chores.lock);
	pthread_join(chores.thread, NULL);
	chores.running = false;
}

void
control_quit(void)
{
	const uint64_t one = 1;
	ssize_t n;

	__atomic_store_n(&quitting, true, __ATOMIC_RELEASE);
	n = write(quit_fd, &one, sizeof(one)); /* fails only when it is readable already */
	(void)n;
	pthread_mutex_lock(&quit_lock);
	cmdline_quit(quit_cmdline);
	pthread_mutex_unlock(&quit_lock);
}

bool
control_quitting(void)
{
	return __atomic_load_n(&quitting, __ATOMIC_ACQUIRE);
}

bool
control_wait(int ms)
{
	struct pollfd p = { .fd = quit_fd, .events = POLLIN };

	if (!control_quitting() && poll(&p, 1, ms) < 0 && errno != EINTR)
		return true;
	return control_quitting();
}

bool
control_wait_input(int fd)
{
	struct pollfd p[2] = {
		{ .fd = quit_fd, .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};

	while (!control_quitting()) {
		int n = poll(p, 2, -1);

		if (n > 0 || (n < 0 && errno != EINTR))
			break;
	}
	return control_quitting();
}

struct cmdline *
control_cmdline_set(struct cmdline *cl)
{
	struct cmdline *before;

	pthread_mutex_lock(&quit_lock);
	before = quit_cmdline;
	quit_cmdline = cl;
	if (control_quitting())
		cmdline_quit(cl);
	pthread_mutex_unlock(&quit_lock);
	return before;
}
