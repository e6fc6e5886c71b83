/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Makes the n-th call of the system fail. The functions below take the place of the C library's in the one program that
 * includes this.
 */
#ifndef MEM_FAULT_H
#define MEM_FAULT_H

#include <fcntl.h>
#include <numaif.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "mem_ut.h"

/* The sanitizers call these functions before they are ready. */
#if UT_SANITIZED
#define FAULT_FN __attribute__((no_sanitize("address", "thread")))
#else
#define FAULT_FN
#endif

static bool fault_armed;
static unsigned int fault_calls, fault_at;
static int fault_memfd_errno = EMFILE;

/** From now on, let call number @p n fail, counting from 1. */
static inline void
fault_arm(unsigned int n)
{
	fault_calls = 0;
	fault_at = n;
	fault_armed = true;
}

/** Back to normal. False: there were not that many calls. */
static inline bool
fault_disarm(void)
{
	fault_armed = false;
	return fault_calls >= fault_at;
}

FAULT_FN static inline bool
fault_now(int err)
{
	if (!fault_armed || ++fault_calls != fault_at)
		return false;
	errno = err;
	return true;
}

FAULT_FN void *
mmap(void *addr, size_t len, int prot, int flags, int fd, off_t offset)
{
	return fault_now(ENOMEM) ? MAP_FAILED : (void *)syscall(SYS_mmap, addr, len, prot, flags, fd, offset);
}

FAULT_FN int
memfd_create(const char *name, unsigned int flags)
{
	return fault_now(fault_memfd_errno) ? -1 : (int)syscall(SYS_memfd_create, name, flags);
}

FAULT_FN int
open(const char *path, int flags, ...)
{
	unsigned int mode;
	va_list ap;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, unsigned int) : 0;
	va_end(ap);
	return fault_now(EMFILE) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

FAULT_FN int
openat(int dir, const char *path, int flags, ...)
{
	unsigned int mode;
	va_list ap;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, unsigned int) : 0;
	va_end(ap);
	return fault_now(EMFILE) ? -1 : (int)syscall(SYS_openat, dir, path, flags, mode);
}

FAULT_FN int
fcntl(int fd, int cmd, ...)
{
	va_list ap;
	void *arg;

	va_start(ap, cmd);
	arg = va_arg(ap, void *);
	va_end(ap);
	return fault_now(ENOLCK) ? -1 : (int)syscall(SYS_fcntl, fd, cmd, arg);
}

FAULT_FN int
flock(int fd, int operation)
{
	return fault_now(ENOLCK) ? -1 : (int)syscall(SYS_flock, fd, operation);
}

FAULT_FN int
ftruncate(int fd, off_t length)
{
	return fault_now(ENOSPC) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

FAULT_FN int
fallocate(int fd, int mode, off_t offset, off_t len)
{
	return fault_now(ENOSPC) ? -1 : (int)syscall(SYS_fallocate, fd, mode, offset, len);
}

FAULT_FN int
rename(const char *from, const char *to)
{
	return fault_now(EIO) ? -1 : (int)syscall(SYS_rename, from, to);
}

FAULT_FN long
mbind(void *addr, unsigned long len, int mode, const unsigned long *mask, unsigned long max, unsigned int flags)
{
	return fault_now(EIO) ? -1 : syscall(SYS_mbind, addr, len, mode, mask, max, flags);
}

#if !UT_SANITIZED
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);

void *
malloc(size_t size)
{
	return fault_now(ENOMEM) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	return fault_now(ENOMEM) ? NULL : __libc_calloc(n, size);
}
#endif

/**
 * Start with @p p while the 1st, 2nd, ... call fails, until none does: each time nothing is left behind, and a start without
 * failure works. The number of failed starts.
 */
static inline unsigned int
fault_start_all(const struct mem_params *p)
{
	unsigned int fds = ut_count_fds(), n, failed = 0;
	char *before = ut_maps(), *after;
	bool more = true;
	int ret;

	for (n = 1; more && n < 5000; n++) {
		ut_log_begin();
		fault_arm(n);
		ret = mem_start(p);
		more = fault_disarm();
		UT_TRUE(ret == 0 || more);
		UT_TRUE(ut_log_end(NULL) == 1 || ret == 0);
		failed += ret != 0;
		if (ret == 0)
			mem_stop();
		UT_EQ(ut_count_fds(), fds);
		after = ut_maps();
		UT_STR_EQ(after, before);
		free(after);
		ut_log_begin();
		UT_EQ(mem_start(p), 0);
		mem_stop();
		ut_log_end(NULL);
	}
	free(before);
	return failed;
}

/**
 * In a heap that grows, allocate and free @p len bytes while the 1st, 2nd, ... call fails: each time the heap is as
 * before, and works afterwards. The number of failed allocations.
 */
static inline unsigned int
fault_grow_all(size_t len)
{
	struct rte_malloc_socket_stats st;
	unsigned int n, failed = 0, fds;
	char *before, *after;
	bool more = true;
	void *p;

	rte_free(rte_malloc(NULL, len, 0));
	fds = ut_count_fds();
	before = ut_maps();
	for (n = 1; more && n < 5000; n++) {
		fault_arm(n);
		p = rte_malloc(NULL, len, 0);
		failed += p == NULL;
		rte_free(p);
		more = fault_disarm();
		/* Anything that could not go back then goes back now. */
		p = rte_malloc(NULL, len, 0);
		UT_NOT_NULL_FATAL(p);
		memset(p, 1, len);
		rte_free(p);
		p = rte_zmalloc(NULL, len, 0);
		UT_NOT_NULL_FATAL(p);
		UT_EQ(((char *)p)[len / 2], 0);
		rte_free(p);
		UT_EQ(ut_count_fds(), fds);
		UT_STATS(&st);
		UT_EQ(st.alloc_count, 0);
		UT_EQ(st.heap_freesz_bytes, st.heap_totalsz_bytes);
	}
	after = ut_maps();
	UT_STR_EQ(after, before);
	free(after);
	free(before);
	return failed;
}

#endif
