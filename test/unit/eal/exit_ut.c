/* SPDX-License-Identifier: BSD-3-Clause */
/* rte_exit() in children: its message, its code, and that it does not wait for workers that poll. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rte_eal.h>
#include <rte_lcore.h>
#include <rte_pause.h>

#include <lcore/lcore.h>

#include "ut.h"

/* In place of the real one, which is not under test here. */
int
rte_eal_cleanup(void)
{
	fprintf(stderr, "cleaned up\n");
	lcore_stop();
	return 0;
}

static int
run_child(void (*fn)(void), char *out, size_t size)
{
	size_t used = 0;
	int fds[2], status = -1;
	ssize_t n;
	pid_t pid;

	if (pipe(fds) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(fds[1], STDERR_FILENO);
		alarm(20);
		fn();
		_exit(99);
	}
	close(fds[1]);
	while (used < size - 1 && (n = read(fds[0], out + used, size - 1 - used)) > 0)
		used += (size_t)n;
	out[used] = '\0';
	close(fds[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
start(void)
{
	const struct lcore_params p = { .map = "(0-1)@0" };

	if (lcore_plan(&p) != 0 || lcore_start() != 0)
		_exit(98);
}

static void
with_error(void)
{
	start();
	rte_exit(3, "no %s\n", "memory");
}

static void
without_error(void)
{
	start();
	rte_exit(0, "bye\n");
}

static int
poll_for_ever(void *arg)
{
	for (;;)
		rte_pause();
	return arg == NULL;
}

static void
with_polling_worker(void)
{
	start();
	rte_eal_remote_launch(poll_for_ever, NULL, 1);
	rte_exit(4, "stop\n");
}

static int
exit_here(void *arg)
{
	rte_exit(5, "from a worker\n");
	return arg == NULL;
}

static void
from_a_worker(void)
{
	start();
	rte_eal_remote_launch(exit_here, NULL, 1);
	for (;;)
		pause();
}

static void
with_parents_workers(void)
{
	rte_exit(6, "child\n");
}

static void
a_forked_child_leaves_the_parents_things_alone(void)
{
	char text[4096];

	start();
	UT_EQ(run_child(with_parents_workers, text, sizeof(text)), 6);
	UT_NOT_NULL(strstr(text, "child\n"));
	UT_PTR_EQ(strstr(text, "cleaned up"), NULL);
	lcore_stop();
}

static void
says_code_and_cause(void)
{
	char text[4096];

	UT_EQ(run_child(with_error, text, sizeof(text)), 3);
	UT_NOT_NULL(strstr(text, "Error - exiting with code: 3\n  Cause: "));
	UT_NOT_NULL(strstr(text, "no memory\n"));
	UT_NOT_NULL(strstr(text, "cleaned up"));
	UT_EQ(run_child(without_error, text, sizeof(text)), 0);
	UT_PTR_EQ(strstr(text, "Error"), NULL);
	UT_NOT_NULL(strstr(text, "bye\n"));
}

static void
never_waits_for_workers(void)
{
	char text[4096];

	UT_EQ(run_child(with_polling_worker, text, sizeof(text)), 4);
	UT_PTR_EQ(strstr(text, "cleaned up"), NULL);
	UT_EQ(run_child(from_a_worker, text, sizeof(text)), 5);
	UT_NOT_NULL(strstr(text, "from a worker"));
}

UT_MAIN("exit",
	{"says code and cause, cleans up", says_code_and_cause},
	{"never waits for workers", never_waits_for_workers},
	{"a forked child leaves the parent's things alone", a_forked_child_leaves_the_parents_things_alone})
