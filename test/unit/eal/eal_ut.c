/* SPDX-License-Identifier: BSD-3-Clause */
/* Start and end of the runtime: returned words, again and again, every failing step, nothing left behind. */
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <eal/eal.h>
#include <rte_alarm.h>
#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_malloc.h>

#include "ut.h"

static int
init(char **argv)
{
	int argc = 0;

	while (argv[argc] != NULL)
		argc++;
	return rte_eal_init(argc, argv);
}

#define INIT(...) init((char *[]){ (char *)(uintptr_t)"ut", ##__VA_ARGS__, NULL })
#define W(text) ((char *)(uintptr_t)text)

static unsigned int
entries(const char *path)
{
	DIR *d = opendir(path);
	unsigned int n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

/* lines of /proc/self/maps that are neither heap nor thread stacks kept by the C library */
static unsigned int
shared_mappings(void)
{
	FILE *f = fopen("/proc/self/maps", "r");
	char line[512];
	unsigned int n = 0;

	while (fgets(line, sizeof(line), f) != NULL)
		n += strstr(line, "memfd:") != NULL || strstr(line, "-s ") != NULL || strstr(line, "rw-s") != NULL;
	fclose(f);
	return n;
}

static void
words_are_counted_as_promised(void)
{
	char *argv[] = { W("ut"), W("--no-huge"), W("--no-shconf"), W("--"), W("app"), W("--x"), NULL };
	int ret = init(argv);

	UT_EQ(ret, 3);
	UT_STR_EQ(argv[3], "ut");
	UT_STR_EQ(argv[4], "app");
	UT_EQ(INIT(W("--no-huge")), -1);
	UT_EQ(rte_errno, EALREADY);
	UT_EQ(rte_eal_process_type(), RTE_PROC_PRIMARY);
	UT_EQ(rte_eal_cleanup(), 0);
	UT_EQ(rte_eal_cleanup(), -EALREADY);
}

static void
it_starts_again_and_again(void)
{
	unsigned int fds, tasks, maps, i;
	void *p;

	UT_EQ(INIT(W("--no-huge"), W("--no-shconf")) >= 0, 1);
	UT_EQ(rte_eal_cleanup(), 0);
	fds = entries("/proc/self/fd");
	tasks = entries("/proc/self/task");
	maps = shared_mappings();
	for (i = 0; i < 20; i++) {
		UT_EQ(INIT(W("--no-huge"), W("--no-shconf"), W("-m"), W("32")), 4);
		p = rte_malloc("ut", 1 << 20, 0);
		UT_NOT_NULL(p);
		UT_EQ(rte_eal_cleanup(), 0);
	}
	UT_EQ(entries("/proc/self/fd"), fds);
	UT_EQ(entries("/proc/self/task"), tasks);
	UT_EQ(shared_mappings(), maps);
}

static void
a_failing_step_undoes_the_others(void)
{
	unsigned int fds, tasks, maps, k;

	fds = entries("/proc/self/fd");
	tasks = entries("/proc/self/task");
	maps = shared_mappings();
	for (k = 0; eal_step_name(k) != NULL; k++) {
		eal_inject((int)k, ENOMEM);
		UT_EQ(INIT(W("--no-huge"), W("--no-shconf")), -1);
		UT_EQ(rte_errno, ENOMEM);
		UT_EQ(entries("/proc/self/fd"), fds);
		UT_EQ(entries("/proc/self/task"), tasks);
		UT_EQ(shared_mappings(), maps);
	}
	eal_inject(-1, 0);
	UT_EQ(k >= 10, 1);
	UT_EQ(INIT(W("--no-huge"), W("--no-shconf")), 2);
	UT_EQ(rte_eal_cleanup(), 0);
}

static void
bad_words_fail_and_may_be_corrected(void)
{
	UT_EQ(INIT(W("--nonsense")), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(INIT(W("--no-huge"), W("--no-shconf"), W("-l"), W("9999")), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(INIT(W("--no-huge"), W("--no-shconf"), W("--vdev"), W("no_such_driver0")), -1);
	UT_EQ(rte_errno, ENODEV);
	UT_EQ(INIT(W("--no-huge"), W("--no-shconf"), W("-d"), W("/nonexistent/driver.so")), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eal_init(0, NULL), -1);
	UT_EQ(INIT(W("--no-huge"), W("--no-shconf")), 2);
	UT_EQ(rte_eal_cleanup(), 0);
}

static void
the_runtime_directory_is_ours_and_goes(void)
{
	char base[] = "/tmp/replug-ut-XXXXXX", path[128];
	struct stat st;

	UT_NOT_NULL_FATAL(mkdtemp(base));
	setenv("RUNTIME_DIRECTORY", base, 1);
	UT_EQ(INIT(W("--no-huge"), W("--file-prefix"), W("ut1")), 3);
	snprintf(path, sizeof(path), "%s/dpdk/ut1", base);
	UT_STR_EQ(rte_eal_get_runtime_dir(), path);
	UT_EQ(stat(path, &st), 0);
	UT_EQ(st.st_mode & 0777, 0700);
	UT_EQ(rte_eal_cleanup(), 0);
	UT_EQ(stat(path, &st), -1);
	/* a link, or a directory that others can write, is refused */
	snprintf(path, sizeof(path), "%s/dpdk", base);
	UT_EQ(symlink("/tmp", path), 0);
	UT_EQ(INIT(W("--no-huge")), -1);
	UT_EQ(rte_errno, EACCES);
	unlink(path);
	mkdir(path, 0700);
	chmod(path, 0777);
	UT_EQ(INIT(W("--no-huge")), -1);
	UT_EQ(rte_errno, EACCES);
	rmdir(path);
	unsetenv("RUNTIME_DIRECTORY");
	UT_EQ(rmdir(base), 0);
}

static int cleanup_result = 1;

static void
cleanup_from_alarm(void *arg)
{
	cleanup_result = rte_eal_cleanup();
	__atomic_store_n((int *)arg, 1, __ATOMIC_RELEASE);
}

static void
cleanup_is_refused_in_a_callback(void)
{
	int done = 0;

	UT_EQ(INIT(W("--no-huge"), W("--no-shconf")), 2);
	UT_EQ(rte_eal_alarm_set(1, cleanup_from_alarm, &done), 0);
	while (__atomic_load_n(&done, __ATOMIC_ACQUIRE) == 0)
		sched_yield();
	UT_EQ(cleanup_result, -EDEADLK);
	UT_EQ(rte_eal_cleanup(), 0);
}

static int
spin_until(void *arg)
{
	while (__atomic_load_n((int *)arg, __ATOMIC_ACQUIRE) == 0)
		sched_yield();
	return 0;
}

static void
cleanup_is_refused_while_a_worker_runs(void)
{
	unsigned int worker;
	int stop = 0;

	UT_EQ(INIT(W("--no-huge"), W("--no-shconf"), W("--lcores"), W("0@0,1@0")), 4);
	worker = rte_get_next_lcore(-1, 1, 0);
	UT_EQ(rte_eal_remote_launch(spin_until, &stop, worker), 0);
	UT_EQ(rte_eal_cleanup(), -EBUSY);
	__atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
	UT_EQ(rte_eal_wait_lcore(worker), 0);
	UT_EQ(rte_eal_cleanup(), 0);
}

UT_MAIN("eal", { "words are counted and replaced as promised", words_are_counted_as_promised },
	{ "it starts and ends again and again", it_starts_again_and_again },
	{ "a failing step undoes the others", a_failing_step_undoes_the_others },
	{ "bad words fail cleanly and may be corrected", bad_words_fail_and_may_be_corrected },
	{ "the runtime directory is private and goes", the_runtime_directory_is_ours_and_goes },
	{ "cleanup inside a callback is refused", cleanup_is_refused_in_a_callback },
	{ "cleanup is refused while a worker runs", cleanup_is_refused_while_a_worker_runs })
