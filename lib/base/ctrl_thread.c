/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads for control work, kept away from the CPUs of the lcores and from the application's signals. */
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include <rte_common.h>
#include <rte_string_fns.h>

#include "base.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static rte_cpuset_t ctrl_cpus; /* under lock */
static bool ctrl_cpus_set;     /* under lock */

void
ctrl_thread_cpus(const rte_cpuset_t *cpus)
{
	pthread_mutex_lock(&lock);
	ctrl_cpus_set = cpus != NULL;
	if (cpus != NULL)
		ctrl_cpus = *cpus;
	pthread_mutex_unlock(&lock);
}

/* Signals that a thread raises itself must reach it, or the kernel ends the process. */
static void
signals_for_thread(sigset_t *set)
{
	sigfillset(set);
	sigdelset(set, SIGBUS);
	sigdelset(set, SIGFPE);
	sigdelset(set, SIGILL);
	sigdelset(set, SIGSEGV);
	sigdelset(set, SIGSYS);
	sigdelset(set, SIGTRAP);
	sigdelset(set, SIGABRT);
	sigdelset(set, SIGPROF);
}

struct thread_start {
	void *(*fn)(void *);
	void *arg;
	const char *name;
	sem_t ready; /* the creator may return: nothing of this structure is used any more */
};

static void *
thread_run(void *p)
{
	struct thread_start *start = p;
	void *(*fn)(void *) = start->fn;
	void *arg = start->arg;
	char name[RTE_MAX_THREAD_NAME_LEN];
	rte_cpuset_t cpus;
	bool have_cpus;

	pthread_mutex_lock(&lock);
	have_cpus = ctrl_cpus_set;
	cpus = ctrl_cpus;
	pthread_mutex_unlock(&lock);
	/* Neither hurts if it fails: CPUs that vanished meanwhile leave the thread where it is. */
	if (have_cpus)
		(void)pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	if (start->name != NULL) {
		rte_strlcpy(name, start->name, sizeof(name));
		(void)pthread_setname_np(pthread_self(), name);
	}
	sem_post(&start->ready);
	return fn(arg);
}

int
ctrl_thread_start(pthread_t *thread, const char *name, const pthread_attr_t *attr, void *(*fn)(void *), void *arg)
{
	struct thread_start start = { .fn = fn, .arg = arg, .name = name };
	sigset_t block, old;
	int err;

	if (thread == NULL || fn == NULL)
		return -EINVAL;
	sem_init(&start.ready, 0, 0);
	signals_for_thread(&block);
	pthread_sigmask(SIG_SETMASK, &block, &old);
	err = pthread_create(thread, attr, thread_run, &start);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (err == 0)
		while (sem_wait(&start.ready) != 0)
			continue;
	sem_destroy(&start.ready);
	return -err;
}
