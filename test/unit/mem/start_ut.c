/* SPDX-License-Identifier: BSD-3-Clause */
/* Start and stop: options, files, limits of the process, what is left behind. */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include <rte_eal.h>
#include <rte_tailq.h>

#include "mem_ut.h"

static char dir[] = "/tmp/mem_ut_XXXXXX";
static char config[64];

static int
setup(void)
{
	struct mem_params p = ut_fixed(4);
	int ret;

	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(config, sizeof(config), "%s/config", dir);
	/* Once before anything is compared, so that libraries have their buffers. */
	ret = mem_start(&p);
	mem_stop();
	return ret;
}

static void
teardown(void)
{
	rmdir(dir);
}

/** Start with @p p must fail with @p err, one line that has @p text, and nothing left behind. */
static void
refused(const struct mem_params *p, int err, const char *text)
{
	unsigned int fds = ut_count_fds();
	char *before = ut_maps(), *after;

	ut_log_begin();
	UT_EQ(mem_start(p), -err);
	UT_EQ(ut_log_end(text), 1);
	UT_EQ(ut_count_fds(), fds);
	after = ut_maps();
	UT_STR_EQ(after, before);
	free(before);
	free(after);
	UT_EQ(access(config, F_OK), -1);
}

static void
leaves_nothing(void)
{
	struct mem_params p[] = { ut_fixed(16), ut_fixed(0), ut_dynamic(), ut_fixed(16) };
	unsigned int i, fds = ut_count_fds();
	char *before = ut_maps(), *after;

	p[3].runtime_dir = dir;
	for (i = 0; i < 8; i++) {
		UT_EQ_FATAL(mem_start(&p[i % 4]), 0);
		UT_EQ(mem_start(&p[i % 4]), -EALREADY);
		UT_NOT_NULL(rte_malloc(NULL, 100000, 0));
		UT_NOT_NULL(rte_memzone_reserve("left", 100, SOCKET_ID_ANY, 0));
		UT_EQ(access(config, F_OK), i % 4 == 3 ? 0 : -1);
		UT_FALSE(mem_has_hugepages());
		mem_stop();
		mem_stop();
	}
	UT_EQ(access(config, F_OK), -1);
	UT_EQ(ut_count_fds(), fds);
	after = ut_maps();
	UT_STR_EQ(after, before);
	free(before);
	free(after);
}

static void
default_amount(void)
{
	struct mem_params p = ut_fixed(0);

	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(rte_eal_get_physmem_size(), 64 << 20);
	mem_stop();
	p.mem_mb = 7;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(rte_eal_get_physmem_size(), 8 << 20);
	mem_stop();
}

static void
is_quick_and_small(void)
{
	struct mem_params p = ut_fixed(1024);
	struct timespec a, b;
	long before, us, best = 1000000;
	unsigned int i;

	if (ut_watched())
		UT_SKIP("sanitizers take time and memory");
	before = ut_resident();
	for (i = 0; i < 10; i++) {
		clock_gettime(CLOCK_MONOTONIC, &a);
		UT_EQ_FATAL(mem_start(&p), 0);
		clock_gettime(CLOCK_MONOTONIC, &b);
		us = (b.tv_sec - a.tv_sec) * 1000000 + (b.tv_nsec - a.tv_nsec) / 1000;
		best = us < best ? us : best;
		UT_TRUE(ut_resident() - before < 1024);
		mem_stop();
	}
	UT_TRUE(best < 2000);
}

static void
contradictions_are_refused(void)
{
	struct mem_params p;

	p = (struct mem_params){ .mem_mb = 10, .socket_mb_given = true };
	refused(&p, EINVAL, "exclude each other");
	p = (struct mem_params){ .no_huge = true, .socket_mb_given = true };
	refused(&p, EINVAL, "exclude each other");
	p = (struct mem_params){ .no_huge = true, .in_memory = true };
	refused(&p, EINVAL, "--in-memory");
	p = (struct mem_params){ .no_huge = true, .match_allocations = true };
	refused(&p, EINVAL, "--match-allocations");
	p = (struct mem_params){ .no_huge = true, .socket_limit_mb = { 5 } };
	refused(&p, EINVAL, "--socket-limit");
	p = (struct mem_params){ .no_huge = true, .file_prefix = "a/b" };
	refused(&p, EINVAL, "--file-prefix");
	p = (struct mem_params){ .no_huge = true, .file_prefix = "" };
	refused(&p, EINVAL, "--file-prefix");
	p = (struct mem_params){ .huge_dir = dir };
	refused(&p, EINVAL, dir);
	p = (struct mem_params){ .no_huge = true, .mem_mb = 1ull << 40 };
	refused(&p, ENOMEM, "the machine has");
	p = ut_fixed(4);
	p.runtime_dir = "/nonexistent/dir";
	refused(&p, ENOENT, "/nonexistent/dir/config");
}

static void
tells_what_it_was_given(void)
{
	struct mem_params p = ut_fixed(4);
	struct rte_tailq_head *heads;
	unsigned int i;

	UT_EQ(mem_iova_mode(), RTE_IOVA_DC);
	UT_PTR_EQ(mem_tailqs(), NULL);
	UT_EQ(rte_memory_get_nchannel(), 0);
	p.nchannel = 4;
	p.nrank = 2;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(mem_iova_mode(), RTE_IOVA_VA);
	UT_EQ(rte_memory_get_nchannel(), 4);
	UT_EQ(rte_memory_get_nrank(), 2);
	heads = mem_tailqs();
	UT_NOT_NULL_FATAL(heads);
	for (i = 0; i < RTE_MAX_TAILQ; i++) {
		UT_STR_EQ(heads[i].name, "");
		UT_TRUE(TAILQ_EMPTY(&heads[i].tailq_head));
	}
	mem_stop();
}

/** In a child: start with @p p and wait to be killed, after a byte on the pipe. */
static pid_t
other_primary(const struct mem_params *p)
{
	int fds[2];
	pid_t pid;
	char c;

	UT_EQ(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		if (mem_start(p) != 0 || write(fds[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(fds[1]);
	UT_EQ(read(fds[0], &c, 1), 1);
	close(fds[0]);
	return pid;
}

static void
second_primary_is_refused(void)
{
	struct mem_params p = ut_fixed(4);
	unsigned int fds = ut_count_fds(), i;
	pid_t pid;

	p.runtime_dir = dir;
	for (i = 0; i < 3; i++) {
		pid = other_primary(&p);
		ut_log_begin();
		UT_EQ(mem_start(&p), -EBUSY);
		UT_EQ(ut_log_end("Is another primary process running?"), 1);
		UT_EQ(ut_count_fds(), fds);
		UT_EQ(access(config, F_OK), 0);
		/* The file that the dead one left is no obstacle. */
		kill(pid, SIGKILL);
		UT_EQ(waitpid(pid, NULL, 0), pid);
		UT_EQ(access(config, F_OK), 0);
		UT_EQ(mem_start(&p), 0);
		UT_NOT_NULL(rte_malloc(NULL, 100, 0));
		mem_stop();
		UT_EQ(access(config, F_OK), -1);
	}
}

static void
lock_is_seen_and_kept(void)
{
	struct mem_params p = ut_fixed(4);
	struct flock lock = { .l_type = F_WRLCK };
	struct stat st;
	pid_t pid;
	int fd, i, status;

	p.runtime_dir = dir;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(stat(config, &st), 0);
	UT_EQ(st.st_mode & 0777, 0600);
	/* Opening and closing the file in this process does not lose the lock. */
	fd = open(config, O_RDWR | O_CLOEXEC);
	close(fd);
	for (i = 0; i < 2; i++) {
		pid = fork();
		if (pid == 0) {
			fd = open(config, O_RDWR | O_CLOEXEC);
			_exit(fd < 0 ? 1 : fcntl(fd, F_GETLK, &lock) != 0 ? 2 : lock.l_type == F_UNLCK ? 3 : 0);
		}
		UT_EQ(waitpid(pid, &status, 0), pid);
		UT_EQ(status, 0);
	}
	mem_stop();
}

static void
old_file_with_users_is_not_cut(void)
{
	struct mem_params p = ut_fixed(4);
	volatile char *map;
	pid_t pid;
	int fd;

	p.runtime_dir = dir;
	pid = other_primary(&p);
	fd = open(config, O_RDWR | O_CLOEXEC);
	map = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	UT_TRUE_FATAL(map != MAP_FAILED);
	close(fd);
	kill(pid, SIGKILL);
	UT_EQ(waitpid(pid, NULL, 0), pid);
	UT_EQ_FATAL(mem_start(&p), 0);
	/* A secondary of the old primary would still read its magic number here. */
	UT_EQ(*(volatile uint32_t *)map, RTE_MAGIC);
	munmap((void *)(uintptr_t)map, 4096);
	mem_stop();
}

static void
descriptors_do_not_survive_exec(void)
{
	struct mem_params p = ut_fixed(4);
	int fd, flags, seen = 0;
	bool before[100];

	for (fd = 0; fd < 100; fd++)
		before[fd] = fcntl(fd, F_GETFD) >= 0;
	p.runtime_dir = dir;
	UT_EQ_FATAL(mem_start(&p), 0);
	for (fd = 0; fd < 100; fd++) {
		flags = fcntl(fd, F_GETFD);
		if (before[fd] || flags < 0)
			continue;
		seen++;
		UT_TRUE(flags & FD_CLOEXEC);
	}
	UT_EQ(seen, 2);
	mem_stop();
}

static void
base_address_is_a_wish(void)
{
	struct mem_params p = ut_fixed(4);
	void *taken;

	if (ut_watched())
		UT_SKIP("sanitizers have their own idea of addresses");
	p.base_virtaddr = 0x500000000000;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ((uintptr_t)rte_malloc(NULL, 64, 0) >> 21, 0x500000000000 >> 21);
	mem_stop();
	taken = mmap((void *)0x500000000000, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	UT_PTR_EQ(taken, (void *)0x500000000000);
	ut_log_begin();
	UT_EQ(mem_start(&p), 0);
	UT_EQ(ut_log_end("--base-virtaddr"), 1);
	UT_NOT_NULL(rte_malloc(NULL, 64, 0));
	mem_stop();
	munmap(taken, 4096);
}

/** With the limit, in a child: the result of a start, after which allocation must do or refuse cleanly. */
static int
start_limited(int what, rlim_t limit, const struct mem_params *p, size_t block)
{
	struct rlimit lim = { limit, limit };
	int status;
	pid_t pid = fork();
	void *q;

	if (pid == 0) {
		alarm(5);
		if (setrlimit(what, &lim) != 0)
			_exit(99);
		if (mem_start(p) != 0) {
			q = NULL;
		} else {
			q = rte_malloc(NULL, block, 0);
			if (q != NULL)
				memset(q, 1, block);
			rte_free(q);
			if (rte_malloc(NULL, 64, 0) == NULL)
				_exit(98);
			mem_stop();
		}
		_exit(q != NULL ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
little_address_space(void)
{
	struct mem_params p = ut_fixed(64), d = ut_dynamic();
	rlim_t mb = 1 << 20;

	if (ut_watched())
		UT_SKIP("sanitizers need all of the address space");
	UT_EQ(start_limited(RLIMIT_AS, 200 * mb, &p, 50 * mb), 0);
	UT_EQ(start_limited(RLIMIT_AS, 200 * mb, &d, 30 * mb), 0);
	UT_EQ(start_limited(RLIMIT_AS, 200 * mb, &d, 150 * mb), 1);
	UT_EQ(start_limited(RLIMIT_AS, 50 * mb, &p, 64), 1);
	UT_EQ(start_limited(RLIMIT_AS, 12 * mb, &d, 64), 0);
}

static void
few_descriptors(void)
{
	struct mem_params p = ut_fixed(4);
	unsigned int n;
	int ret = 1;

	if (ut_watched())
		UT_SKIP("others use descriptors too");
	for (n = 3; n < 12 && ret != 0; n++) {
		ret = start_limited(RLIMIT_NOFILE, n, &p, 64);
		UT_TRUE(ret == 0 || ret == 1);
	}
	UT_EQ(ret, 0);
	UT_EQ(start_limited(RLIMIT_NOFILE, 3, &p, 64), 1);
}

static void
small_files(void)
{
	struct mem_params p = ut_fixed(64), d = ut_dynamic(), f = ut_fixed(4);

	if (ut_watched())
		UT_SKIP("others write files too");
	f.runtime_dir = dir;
	/* Memory that no file can hold is anonymous; no SIGXFSZ. */
	UT_EQ(start_limited(RLIMIT_FSIZE, 10 << 20, &p, 1000), 0);
	UT_EQ(start_limited(RLIMIT_FSIZE, 10 << 20, &d, 5 << 20), 0);
	UT_EQ(start_limited(RLIMIT_FSIZE, 4096, &f, 64), 1);
	UT_EQ(access(config, F_OK), -1);
}

UT_MAIN_FIXTURE("start", setup, teardown,
	{ "stop leaves nothing behind, and start works again", leaves_nothing },
	{ "without -m there are 64 MB of plain memory", default_amount },
	{ "a start is quick and touches little", is_quick_and_small },
	{ "contradictions are refused with one line", contradictions_are_refused },
	{ "options come back through the interface", tells_what_it_was_given },
	{ "a second primary is refused, a dead one is replaced", second_primary_is_refused },
	{ "other processes see the lock, and it is not lost", lock_is_seen_and_kept },
	{ "the file of a dead primary is replaced, not cut", old_file_with_users_is_not_cut },
	{ "all descriptors are close-on-exec", descriptors_do_not_survive_exec },
	{ "the base address is used if free", base_address_is_a_wish },
	{ "little address space is an error or enough, never a hang", little_address_space },
	{ "few descriptors are an error or enough", few_descriptors },
	{ "small files are an error or not needed", small_files })
