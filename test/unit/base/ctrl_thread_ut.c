/* SPDX-License-Identifier: BSD-3-Clause */
/* Control threads: name, CPUs, signals. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>

#include <base/base.h>

#include "ut.h"

struct seen {
	char name[32];
	sigset_t blocked;
	cpu_set_t cpus;
};

static void *
look(void *arg)
{
	struct seen *s = arg;

	pthread_getname_np(pthread_self(), s->name, sizeof(s->name));
	pthread_sigmask(SIG_SETMASK, NULL, &s->blocked);
	pthread_getaffinity_np(pthread_self(), sizeof(s->cpus), &s->cpus);
	return arg;
}

static void
name_and_signals(void)
{
	sigset_t before, after;
	struct seen s;
	void *ret = NULL;
	pthread_t t;

	pthread_sigmask(SIG_SETMASK, NULL, &before);
	UT_EQ_FATAL(ctrl_thread_start(&t, "a-name-that-is-too-long", NULL, look, &s), 0);
	pthread_join(t, &ret);
	UT_PTR_EQ(ret, &s);
	UT_STR_EQ(s.name, "a-name-that-is-");
	UT_EQ(sigismember(&s.blocked, SIGINT), 1);
	UT_EQ(sigismember(&s.blocked, SIGTERM), 1);
	UT_EQ(sigismember(&s.blocked, SIGUSR1), 1);
	/* a fault must reach its handler */
	UT_EQ(sigismember(&s.blocked, SIGBUS), 0);
	UT_EQ(sigismember(&s.blocked, SIGSEGV), 0);
	/* the creator's own mask is as before */
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	UT_EQ(sigismember(&after, SIGINT), sigismember(&before, SIGINT));
}

static void
runs_on_the_control_cpus(void)
{
	cpu_set_t mine, one;
	struct seen s;
	pthread_t t;
	int cpu;

	UT_EQ_FATAL(sched_getaffinity(0, sizeof(mine), &mine), 0);
	for (cpu = CPU_SETSIZE - 1; !CPU_ISSET(cpu, &mine); cpu--)
		continue;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	ctrl_thread_cpus(&one);
	UT_EQ_FATAL(ctrl_thread_start(&t, NULL, NULL, look, &s), 0);
	pthread_join(t, NULL);
	UT_TRUE(CPU_EQUAL(&s.cpus, &one));
	ctrl_thread_cpus(NULL);
	UT_EQ_FATAL(ctrl_thread_start(&t, NULL, NULL, look, &s), 0);
	pthread_join(t, NULL);
	UT_TRUE(CPU_EQUAL(&s.cpus, &mine));
}

static void *
end_at_once(void *arg)
{
	return arg;
}

static void
detached_threads_and_bad_input(void)
{
	pthread_attr_t attr;
	pthread_t t;
	int i;

	UT_EQ(ctrl_thread_start(NULL, "x", NULL, look, NULL), -EINVAL);
	UT_EQ(ctrl_thread_start(&t, "x", NULL, NULL, NULL), -EINVAL);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	for (i = 0; i < 50; i++)
		UT_EQ(ctrl_thread_start(&t, "short", &attr, end_at_once, NULL), 0);
	pthread_attr_destroy(&attr);
}

UT_MAIN("ctrl_thread",
	{"has its name and blocks signals", name_and_signals},
	{"runs on the control CPUs", runs_on_the_control_cpus},
	{"may be detached; bad input", detached_threads_and_bad_input})
