/* SPDX-License-Identifier: BSD-3-Clause */
/* rte_errno is per thread; every number has a text; a forked child has its own thread id. */
#include <pthread.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rte_eal.h>
#include <rte_errno.h>

#include "ut.h"

static void *
set_own(void *arg)
{
	*(int *)arg = rte_errno;
	rte_errno = ENOENT;
	return NULL;
}

static void
each_thread_has_its_own(void)
{
	int seen = -1;
	pthread_t t;

	rte_errno = EBUSY;
	UT_EQ_FATAL(pthread_create(&t, NULL, set_own, &seen), 0);
	pthread_join(t, NULL);
	UT_EQ(seen, 0);
	UT_EQ(rte_errno, EBUSY);
}

static void
texts(void)
{
	UT_STR_EQ(rte_strerror(ENOENT), strerror(ENOENT));
	UT_STR_EQ(rte_strerror(-ENOENT), strerror(ENOENT));
	UT_NOT_NULL(strstr(rte_strerror(E_RTE_SECONDARY), "secondary"));
	UT_NOT_NULL(strstr(rte_strerror(E_RTE_NO_CONFIG), "config"));
	UT_NOT_NULL(strstr(rte_strerror(54321), "54321"));
	UT_EQ(E_RTE_SECONDARY, 1001);
	errno = 5;
	rte_strerror(54321);
	UT_EQ(errno, 5);
}

static void
fork_renews_the_thread_id(void)
{
	int status = -1;
	pid_t pid;

	UT_EQ(rte_gettid(), rte_sys_gettid());
	pid = fork();
	if (pid == 0)
		_exit(rte_gettid() == getpid() ? 0 : 1);
	waitpid(pid, &status, 0);
	UT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

UT_MAIN("errno",
	{"each thread has its own", each_thread_has_its_own},
	{"numbers have texts", texts},
	{"a forked child has a new thread id", fork_renews_the_thread_id})
