/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Hugepages: on hugetlbfs files and as nameless memory. The test reserves a few pages and mounts a hugetlbfs that nobody else
 * sees, and undoes both at its end; where that is not possible it is skipped.
 */
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <rte_eal.h>

#include "mem_fault.h"

#define PAGES 24
#define PAGE ((size_t)2 << 20)
#define NR_PATH "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"

static char dir[] = "/tmp/mem_huge_XXXXXX";
static char run[] = "/tmp/mem_run_XXXXXX";
static long pages_before = -1;
static bool mounted;

static long
number_read(const char *path)
{
	FILE *f = fopen(path, "re");
	long n = -1;

	if (f != NULL) {
		if (fscanf(f, "%ld", &n) != 1)
			n = -1;
		fclose(f);
	}
	return n;
}

static void
number_write(const char *path, long n)
{
	FILE *f = fopen(path, "we");

	if (f != NULL) {
		fprintf(f, "%ld", n);
		fclose(f);
	}
}

static long
pages_free(void)
{
	return number_read("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages");
}

static int
setup(void)
{
	if (mkdtemp(dir) == NULL || mkdtemp(run) == NULL)
		return -1;
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0 ||
			mount("none", dir, "hugetlbfs", 0, "pagesize=2M") != 0) {
		ut_skip("a private hugetlbfs mount is not permitted");
		return -1;
	}
	mounted = true;
	if (pages_free() < PAGES) {
		pages_before = number_read(NR_PATH);
		number_write(NR_PATH, pages_before + PAGES);
	}
	if (pages_free() < PAGES) {
		ut_skip("no hugepages can be reserved");
		return -1;
	}
	return 0;
}

static void
teardown(void)
{
	if (mounted)
		umount(dir);
	if (pages_before >= 0)
		number_write(NR_PATH, pages_before);
	rmdir(dir);
	rmdir(run);
}

/** Files in the mount whose names begin with @p prefix. */
static unsigned int
files(const char *prefix)
{
	DIR *d = opendir(dir);
	struct dirent *ent;
	unsigned int n = 0;

	while ((ent = readdir(d)) != NULL)
		n += strncmp(ent->d_name, prefix, strlen(prefix)) == 0;
	closedir(d);
	return n;
}

static struct mem_params
huge(unsigned int mb)
{
	return (struct mem_params){ .file_prefix = "ut", .huge_dir = dir, .mem_mb = mb };
}

static size_t
total(void)
{
	struct rte_malloc_socket_stats st;

	UT_STATS(&st);
	return st.heap_totalsz_bytes;
}

static void
minimum_stays(void)
{
	struct mem_params p = huge(7);
	long before = pages_free();
	struct rte_memseg *ms;
	char *q;

	p.runtime_dir = run;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_TRUE(mem_has_hugepages());
	UT_EQ(total(), 4 * PAGE);
	UT_EQ(files("utmap_"), 4);
	UT_EQ(pages_free(), before - 4);
	q = rte_zmalloc(NULL, 9 << 20, 0);
	UT_NOT_NULL_FATAL(q);
	UT_EQ(files("utmap_"), 9);
	ms = rte_mem_virt2memseg(q, NULL);
	UT_NOT_NULL_FATAL(ms);
	UT_EQ(ms->len, PAGE);
	UT_EQ(ms->hugepage_sz, PAGE);
	UT_TRUE(rte_memseg_get_fd(ms) >= 0);
	memset(q, 1, 9 << 20);
	rte_free(q);
	/* One spare page stays, so that blocks do not flap. */
	UT_EQ(total(), 4 * PAGE);
	UT_EQ(files("utmap_"), 4);
	UT_EQ(pages_free(), before - 4);
	mem_stop();
	UT_EQ(files("ut"), 0);
	UT_EQ(pages_free(), before);
}

static void
page_size_wishes(void)
{
	struct mem_params p = huge(4);
	const struct rte_memzone *mz;

	UT_EQ_FATAL(mem_start(&p), 0);
	mz = rte_memzone_reserve("two", 3 << 20, 0, RTE_MEMZONE_2MB);
	UT_NOT_NULL_FATAL(mz);
	UT_EQ(mz->hugepage_sz, PAGE);
	UT_EQ(rte_memzone_free(mz), 0);
	UT_PTR_EQ(rte_memzone_reserve("one", 100, 0, RTE_MEMZONE_1GB), NULL);
	UT_EQ(rte_errno, ENOMEM);
	mz = rte_memzone_reserve("one", 100, 0, RTE_MEMZONE_1GB | RTE_MEMZONE_SIZE_HINT_ONLY);
	UT_NOT_NULL(mz);
	/* Hugepages are bound to nodes; this one does not exist. */
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc_socket(NULL, 64, 0, 30), NULL);
	UT_EQ(rte_errno, EINVAL);
	mem_stop();
}

static void
promises_that_cannot_be_kept(void)
{
	struct mem_params p = huge(100000);
	unsigned int fds = ut_count_fds();
	long before = pages_free();
	void *q;

	ut_log_begin();
	UT_EQ(mem_start(&p), -ENOMEM);
	UT_EQ(ut_log_end("100000 MB of hugepages asked for"), 1);
	p = huge(0);
	p.socket_mb_given = true;
	p.socket_mb[0] = 100000;
	ut_log_begin();
	UT_EQ(mem_start(&p), -ENOMEM);
	UT_EQ(ut_log_end("100000 MB of hugepages asked for"), 1);
	p.socket_mb[0] = 0;
	p.socket_mb[31] = 2;
	ut_log_begin();
	UT_EQ(mem_start(&p), -EINVAL);
	UT_EQ(ut_log_end("NUMA node 31"), 1);
	p.socket_mb[31] = 0;
	p.socket_mb[0] = 4;
	p.socket_limit_mb[0] = 2;
	ut_log_begin();
	UT_EQ(mem_start(&p), -EINVAL);
	UT_EQ(ut_log_end("--socket-limit"), 1);
	p.socket_limit_mb[0] = 0;
	UT_EQ(mem_start(&p), 0);
	UT_EQ(total(), 2 * PAGE);
	/* At run time too. */
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc(NULL, (size_t)1 << 32, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	q = rte_malloc(NULL, 5 * PAGE, 0);
	UT_NOT_NULL(q);
	rte_free(q);
	mem_stop();
	UT_EQ(pages_free(), before);
	UT_EQ(ut_count_fds(), fds);
}

static void
left_over_files(void)
{
	struct mem_params p = huge(4), other = huge(4);
	long before = pages_free();
	int fds[2], fd;
	char path[64], c;
	pid_t pid;

	/* A killed process leaves its pages in files. */
	UT_EQ(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		if (mem_start(&p) != 0 || write(fds[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	UT_EQ(read(fds[0], &c, 1), 1);
	/* While it lives they are its own, whoever asks. */
	ut_log_begin();
	UT_EQ(mem_start(&p), -EBUSY);
	UT_EQ(ut_log_end("is in use by another process"), 1);
	UT_EQ(files("utmap_"), 2);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fds[0]);
	close(fds[1]);
	UT_EQ(files("utmap_"), 2);
	/* Files of other prefixes are none of our business. */
	snprintf(path, sizeof(path), "%s/utx_map_0", dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	close(fd);
	other.file_prefix = "ut2";
	UT_EQ(mem_start(&other), 0);
	mem_stop();
	UT_EQ(files("utmap_"), 2);
	UT_EQ(mem_start(&p), 0);
	UT_EQ(files("utmap_"), 2);
	mem_stop();
	UT_EQ(files("utmap_"), 0);
	UT_EQ(files("utx_map_0"), 1);
	unlink(path);
	UT_EQ(pages_free(), before);
}

static void
unlink_always(void)
{
	struct mem_params p = huge(4);
	long before = pages_free();
	unsigned int i;

	p.unlink = MEM_UNLINK_ALWAYS;
	for (i = 0; i < 2; i++) {
		p.single_file_segments = i == 1;
		UT_EQ_FATAL(mem_start(&p), 0);
		UT_EQ(files("ut"), 0);
		UT_EQ(pages_free(), before - 2);
		rte_free(rte_malloc(NULL, 7 * PAGE, 0));
		UT_EQ(files("ut"), 0);
		mem_stop();
		UT_EQ(pages_free(), before);
	}
}

static void
unlink_never(void)
{
	struct mem_params p = huge(8);
	long before = pages_free();
	unsigned int i, j;
	size_t n;
	char *q;

	p.unlink = MEM_UNLINK_NEVER;
	for (i = 0; i < 4; i++) {
		p.single_file_segments = i >= 2;
		UT_EQ_FATAL(mem_start(&p), 0);
		q = rte_zmalloc(NULL, 7 << 20, 0);
		UT_NOT_NULL_FATAL(q);
		for (n = 0; n < 7 << 20 && q[n] == 0; n++)
			;
		UT_EQ(n, 7 << 20);
		UT_EQ(!!(rte_mem_virt2memseg(q, NULL)->flags & RTE_MEMSEG_FLAG_DIRTY), i % 2 == 1);
		memset(q, 0xff, 7 << 20);
		rte_free(q);
		for (j = 0; j < 3; j++) {
			q = rte_zmalloc(NULL, 11 << 20, 0);
			UT_NOT_NULL_FATAL(q);
			for (n = 0; n < 11 << 20 && q[n] == 0; n++)
				;
			UT_EQ(n, 11 << 20);
			memset(q, 0xff, 11 << 20);
			rte_free(q);
		}
		mem_stop();
		UT_TRUE(files("ut") > 0);
		UT_TRUE(pages_free() < before);
	}
	/* Another run without the option cleans up. */
	p.unlink = MEM_UNLINK_EXISTING;
	UT_EQ_FATAL(mem_start(&p), 0);
	mem_stop();
	UT_EQ(files("ut"), 0);
	UT_EQ(pages_free(), before);
}

static void
kept_pages_count_as_there(void)
{
	struct mem_params p = huge(PAGES * 2 - 8);
	unsigned int i;

	p.unlink = MEM_UNLINK_NEVER;
	for (i = 0; i < 2; i++) {
		UT_EQ_FATAL(mem_start(&p), 0);
		mem_stop();
	}
	p.unlink = MEM_UNLINK_EXISTING;
	UT_EQ_FATAL(mem_start(&p), 0);
	mem_stop();
	UT_EQ(files("ut"), 0);
}

static void
single_file(void)
{
	struct mem_params p = huge(4);
	long before = pages_free();
	size_t offset;
	char *q;

	p.single_file_segments = true;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(files("utseg_"), 1);
	UT_EQ(files("utmap_"), 0);
	q = rte_zmalloc(NULL, 9 << 20, 0);
	UT_NOT_NULL_FATAL(q);
	UT_EQ(rte_memseg_get_fd_offset(rte_mem_virt2memseg(q + 2 * PAGE, NULL), &offset), 0);
	UT_EQ(offset, (uintptr_t)rte_mem_virt2memseg(q + 2 * PAGE, NULL)->addr - rte_mem_virt2memseg_list(q)->addr_64);
	memset(q, 1, 9 << 20);
	rte_free(q);
	UT_EQ(pages_free(), before - 2);
	mem_stop();
	UT_EQ(files("ut"), 0);
	UT_EQ(pages_free(), before);
}

static void
in_memory(void)
{
	struct mem_params p = { .in_memory = true, .mem_mb = 4 };
	unsigned int fds = ut_count_fds(), i;
	long before = pages_free();
	char *q;

	for (i = 0; i < 3; i++) {
		UT_EQ_FATAL(mem_start(&p), 0);
		UT_TRUE(mem_has_hugepages());
		UT_EQ(files(""), 2);
		/* Configuration and list. */
		UT_TRUE(ut_count_fds() <= fds + 3);
		q = rte_zmalloc(NULL, 9 << 20, 0);
		UT_NOT_NULL_FATAL(q);
		UT_EQ(q[5 << 20], 0);
		memset(q, 1, 9 << 20);
		UT_TRUE(rte_memseg_get_fd(rte_mem_virt2memseg(q, NULL)) >= 0);
		rte_free(q);
		UT_EQ(pages_free(), before - 2);
		mem_stop();
		UT_EQ(pages_free(), before);
		UT_EQ(ut_count_fds(), fds);
	}
}

static void
legacy_takes_all(void)
{
	struct mem_params p = huge(0);
	long before = pages_free();

	p.legacy_mem = true;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(total(), before * PAGE);
	UT_EQ(pages_free(), 0);
	UT_PTR_EQ(rte_malloc(NULL, before * PAGE, 0), NULL);
	UT_EQ(rte_mem_event_callback_register("n", (rte_mem_event_callback_t)abort, NULL), -1);
	UT_EQ(rte_errno, ENOTSUP);
	rte_free(rte_malloc(NULL, 10 * PAGE, 0));
	UT_EQ(total(), before * PAGE);
	mem_stop();
	UT_EQ(pages_free(), before);
	p.mem_mb = 6;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_EQ(total(), 3 * PAGE);
	mem_stop();
}

static void
mount_with_a_limit(void)
{
	struct mem_params p = huge(8);
	char small[] = "/tmp/mem_small_XXXXXX";
	void *q;

	UT_NOT_NULL_FATAL(mkdtemp(small));
	UT_EQ_FATAL(mount("none", small, "hugetlbfs", 0, "pagesize=2M,size=6M"), 0);
	p.huge_dir = small;
	ut_log_begin();
	UT_EQ(mem_start(&p), -ENOMEM);
	UT_EQ(ut_log_end("2 MB are missing (free: 3 x 2048 kB"), 1);
	p.mem_mb = 4;
	UT_EQ(mem_start(&p), 0);
	UT_PTR_EQ(rte_malloc(NULL, 2 * PAGE, 0), NULL);
	q = rte_malloc(NULL, PAGE, 0);
	UT_NOT_NULL(q);
	rte_free(q);
	mem_stop();
	UT_EQ(umount(small), 0);
	rmdir(small);
}

static void
physical_addresses(void)
{
	struct mem_params p = huge(8);
	const struct rte_memzone *mz;
	rte_iova_t iova;
	size_t i;
	char *q;

	if (!rte_eal_using_phys_addrs())
		UT_SKIP("the kernel hides physical addresses");
	p.iova_mode = RTE_IOVA_PA;
	UT_EQ_FATAL(mem_start(&p), 0);
	q = rte_malloc(NULL, 5 << 20, 0);
	UT_NOT_NULL_FATAL(q);
	for (i = 0; i < 5 << 20; i += 4096 * 37) {
		UT_EQ(rte_mem_virt2iova(q + i), rte_mem_virt2phy(q + i));
		UT_EQ(rte_malloc_virt2iova(q + i), rte_mem_virt2phy(q + i));
		UT_PTR_EQ(rte_mem_iova2virt(rte_mem_virt2iova(q + i)), q + i);
	}
	rte_free(q);
	mz = rte_memzone_reserve("contig", 3 << 19, SOCKET_ID_ANY, RTE_MEMZONE_IOVA_CONTIG);
	UT_NOT_NULL_FATAL(mz);
	iova = mz->iova;
	for (i = 0; i < mz->len; i += 4096)
		UT_EQ(rte_mem_virt2phy((char *)mz->addr + i), iova + i);
	UT_EQ(rte_memzone_free(mz), 0);
	UT_EQ(rte_mem_check_dma_mask(63), 0);
	UT_EQ(rte_mem_check_dma_mask(21), -1);
	mem_stop();
}

static void
few_descriptors(void)
{
	struct rlimit lim, old;
	struct mem_params p = huge(4);
	void *q;

	if (ut_watched())
		UT_SKIP("others use descriptors too");
	UT_EQ_FATAL(mem_start(&p), 0);
	getrlimit(RLIMIT_NOFILE, &old);
	lim = old;
	lim.rlim_cur = ut_count_fds() + 2;
	UT_EQ(setrlimit(RLIMIT_NOFILE, &lim), 0);
	UT_PTR_EQ(rte_malloc(NULL, 10 * PAGE, 0), NULL);
	UT_EQ(files("utmap_"), 2);
	UT_EQ(setrlimit(RLIMIT_NOFILE, &old), 0);
	q = rte_malloc(NULL, 10 * PAGE, 0);
	UT_NOT_NULL(q);
	rte_free(q);
	mem_stop();
}

static void
failing_steps(void)
{
	struct mem_params p[] = { huge(6), huge(6), huge(6), { .in_memory = true, .mem_mb = 6 } };
	long before = pages_free();
	unsigned int i;

	p[1].single_file_segments = true;
	p[1].runtime_dir = run;
	p[2].unlink = MEM_UNLINK_ALWAYS;
	for (i = 0; i < 4; i++) {
		UT_TRUE(fault_start_all(&p[i]) >= 4);
		UT_EQ(files("ut"), 0);
		UT_EQ(pages_free(), before);
		UT_EQ_FATAL(mem_start(&p[i]), 0);
		UT_TRUE(fault_grow_all(11 << 20) >= 1);
		mem_stop();
		UT_EQ(files("ut"), 0);
		UT_EQ(pages_free(), before);
	}
}

UT_MAIN_FIXTURE("huge", setup, teardown,
	{ "the amount asked for stays, the rest comes and goes", minimum_stays },
	{ "wishes for page sizes and nodes", page_size_wishes },
	{ "what is not there is refused with numbers", promises_that_cannot_be_kept },
	{ "files of dead processes are removed, others not", left_over_files },
	{ "files are unlinked at once when asked", unlink_always },
	{ "files are kept when asked, their content is not trusted", unlink_never },
	{ "kept pages count as available", kept_pages_count_as_there },
	{ "all segments in one file", single_file },
	{ "nameless hugepages", in_memory },
	{ "legacy memory takes all there is, once", legacy_takes_all },
	{ "the limit of a mount counts", mount_with_a_limit },
	{ "physical addresses", physical_addresses },
	{ "few descriptors are a clean error", few_descriptors },
	{ "every step fails once", failing_steps })
