/* SPDX-License-Identifier: BSD-3-Clause */
/* Every step of start, growth and shrinking fails once; nothing is left behind, and the next try works. */
#include "mem_fault.h"

static char dir[] = "/tmp/mem_ut_XXXXXX";

static int
setup(void)
{
	struct mem_params p = ut_dynamic();

	if (mkdtemp(dir) == NULL)
		return -1;
	p.runtime_dir = dir;
	if (mem_start(&p) != 0)
		return -1;
	rte_free(rte_malloc(NULL, 10 << 20, 0));
	mem_stop();
	return 0;
}

static void
teardown(void)
{
	rmdir(dir);
}

static void
fixed_start(void)
{
	struct mem_params p = ut_fixed(8);

	UT_TRUE(fault_start_all(&p) >= 4);
}

static void
start_with_files(void)
{
	struct mem_params p = ut_fixed(8);
	char path[64];

	p.runtime_dir = dir;
	UT_TRUE(fault_start_all(&p) >= 6);
	snprintf(path, sizeof(path), "%s/config", dir);
	UT_EQ(access(path, F_OK), -1);
}

static void
dynamic_start(void)
{
	struct mem_params p = ut_dynamic();

	p.socket_limit_mb[0] = 100;
	UT_TRUE(fault_start_all(&p) >= 3);
}

static void
refused_memfd(void)
{
	struct mem_params p = ut_fixed(8);
	unsigned int n;
	void *q;
	bool more = true;

	/* Forbidden or unknown, not exhausted: anonymous memory serves instead. */
	fault_memfd_errno = EPERM;
	UT_TRUE(fault_start_all(&p) >= 2);
	for (n = 1; more && n < 100; n++) {
		fault_arm(n);
		if (mem_start(&p) == 0) {
			q = rte_zmalloc(NULL, 3 << 20, 0);
			UT_NOT_NULL_FATAL(q);
			memset(q, 1, 3 << 20);
			rte_free(q);
		}
		more = fault_disarm();
		mem_stop();
	}
	fault_memfd_errno = EMFILE;
}

static void
old_config_file(void)
{
	struct mem_params p = ut_fixed(4);
	char path[64];
	unsigned int n;
	bool more = true;
	int fd, ret;

	p.runtime_dir = dir;
	snprintf(path, sizeof(path), "%s/config", dir);
	for (n = 1; more && n < 100; n++) {
		fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		UT_EQ(write(fd, "old", 3), 3);
		close(fd);
		ut_log_begin();
		fault_arm(n);
		ret = mem_start(&p);
		more = fault_disarm();
		UT_TRUE(ret == 0 || more);
		UT_TRUE(ut_log_end(NULL) == 1 || ret == 0);
		mem_stop();
	}
	unlink(path);
}

static void
growth(void)
{
	struct mem_params p = ut_dynamic();

	UT_EQ_FATAL(mem_start(&p), 0);
	UT_TRUE(fault_grow_all(15 << 20) >= 1);
	mem_stop();
	p.runtime_dir = dir;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_TRUE(fault_grow_all(15 << 20) >= 2);
	mem_stop();
}

static void
callbacks(void)
{
	struct mem_params p = ut_dynamic();

	UT_EQ_FATAL(mem_start(&p), 0);
	if (!ut_watched()) {
		fault_arm(1);
		UT_EQ(rte_mem_event_callback_register("n", (rte_mem_event_callback_t)abort, NULL), -1);
		UT_TRUE(fault_disarm());
		UT_EQ(rte_errno, ENOMEM);
	}
	mem_stop();
}

UT_MAIN_FIXTURE("fault", setup, teardown,
	{ "start of a fixed heap", fixed_start },
	{ "start with files in the runtime directory", start_with_files },
	{ "start of a heap that grows", dynamic_start },
	{ "a system that refuses memfds", refused_memfd },
	{ "an old config file in the way", old_config_file },
	{ "growth and shrinking", growth },
	{ "registration of callbacks", callbacks })
