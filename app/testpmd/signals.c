/* SPDX-License-Identifier: BSD-3-Clause */
/* SIGINT and SIGTERM, read from a descriptor by a thread: nothing runs in signal context. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "control.h"
#include "signals.h"

static pthread_t thread;
static bool running;
static int signal_fd = -1, end_fd = -1;

static void
signal_taken(unsigned int signo)
{
	sigset_t set;

	if (!control_quitting()) {
		printf("\nSignal %u received, preparing to exit...\n", signo);
		fflush(stdout);
		control_quit();
		return;
	}
	/* The orderly way takes too long: leave as if nobody had listened. */
	sigemptyset(&set);
	sigaddset(&set, (int)signo);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	raise((int)signo);
}

static void *
signals_loop(void *arg)
{
	struct pollfd p[2] = {
		{ .fd = signal_fd, .events = POLLIN },
		{ .fd = end_fd, .events = POLLIN },
	};
	struct signalfd_siginfo info;

	while (poll(p, 2, -1) >= 0 || errno == EINTR) {
		if (p[1].revents != 0)
			break;
		if (p[0].revents != 0 && read(signal_fd, &info, sizeof(info)) == sizeof(info))
			signal_taken(info.ssi_signo);
	}
	return arg;
}

int
signals_start(void)
{
	static const int numbers[] = { SIGINT, SIGTERM };
	sigset_t set;
	unsigned int i;
	int ret;

	sigemptyset(&set);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		sigaddset(&set, numbers[i]);
		signal(numbers[i], SIG_DFL); /* a shell ignores SIGINT in what it starts in the background */
	}
	signal(SIGPIPE, SIG_IGN);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal_fd = signalfd(-1, &set, SFD_CLOEXEC);
	end_fd = eventfd(0, EFD_CLOEXEC);
	if (signal_fd < 0 || end_fd < 0)
		return -errno;
	ret = pthread_create(&thread, NULL, signals_loop, NULL);
	running = ret == 0;
	return -ret;
}

void
signals_stop(void)
{
	const uint64_t one = 1;

	if (!running)
		return;
	if (write(end_fd, &one, sizeof(one)) == sizeof(one))
		pthread_join(thread, NULL);
	running = false;
	close(signal_fd);
	close(end_fd);
}
