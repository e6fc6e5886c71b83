/* SPDX-License-Identifier: BSD-3-Clause */
/* Panics, assertions and stack dumps, each in a child whose output is read. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rte_debug.h>

#include "ut.h"

/* Run fn in a child with standard error in a pipe. Wait status; the text in out. */
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
		signal(SIGABRT, SIG_DFL);
		fn();
		_exit(0);
	}
	close(fds[1]);
	while (used < size - 1 && (n = read(fds[0], out + used, size - 1 - used)) > 0)
		used += (size_t)n;
	out[used] = '\0';
	close(fds[0]);
	waitpid(pid, &status, 0);
	return status;
}

static void
do_panic(void)
{
	rte_panic("number %d\n", 42);
}

static void
do_verify(void)
{
	RTE_VERIFY(1 + 1 == 3);
}

static void
do_dump(void)
{
	RTE_VERIFY(1 + 1 == 2);
	rte_dump_stack();
}

static void
panic_says_and_aborts(void)
{
	char text[16384];
	int status = run_child(do_panic, text, sizeof(text));

	UT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	UT_NOT_NULL(strstr(text, "PANIC in do_panic():"));
	UT_NOT_NULL(strstr(text, "number 42"));
	UT_NOT_NULL(strstr(text, "0: "));
}

static void
verify_names_the_condition(void)
{
	char text[16384];
	int status = run_child(do_verify, text, sizeof(text));

	UT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	UT_NOT_NULL(strstr(text, "assert \"1 + 1 == 3\" failed"));
}

static void
dump_goes_on(void)
{
	char text[16384];
	int status = run_child(do_dump, text, sizeof(text));

	UT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	UT_NOT_NULL(strstr(text, "rte_dump_stack"));
	UT_NOT_NULL(strstr(text, "+0x"));
}

UT_MAIN("debug",
	{"a panic says where and aborts", panic_says_and_aborts},
	{"a failed check names its condition", verify_names_the_condition},
	{"a stack dump returns", dump_goes_on})
