/* SPDX-License-Identifier: BSD-3-Clause */
/* The reserved range of addresses that all own segments are mapped into. */
#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "mem_priv.h"

#define HOLE_FLAGS (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)

int
window_reserve(size_t len, size_t align, uint64_t hint)
{
	uintptr_t start, aligned;
	void *p;

	hint = RTE_ALIGN_CEIL(hint, align);
	p = mmap((void *)(uintptr_t)hint, len, PROT_NONE, HOLE_FLAGS, -1, 0);
	if (p == MAP_FAILED)
		return -errno;
	if ((uintptr_t)p % align != 0) {
		munmap(p, len);
		p = mmap(NULL, len + align, PROT_NONE, HOLE_FLAGS, -1, 0);
		if (p == MAP_FAILED)
			return -errno;
		start = (uintptr_t)p;
		aligned = RTE_ALIGN_CEIL(start, align);
		if (aligned != start)
			munmap(p, aligned - start);
		if (start + align != aligned)
			munmap((void *)(aligned + len), start + align - aligned);
		p = (void *)aligned;
	}
	mem_local.window = p;
	mem_local.window_len = len;
	return 0;
}

void
window_release(void)
{
	if (mem_local.window == NULL)
		return;
	munmap(mem_local.window, mem_local.window_len);
	mem_local.window = NULL;
	mem_local.window_len = 0;
}

int
window_hole(void *addr, size_t len)
{
	return mmap(addr, len, PROT_NONE, HOLE_FLAGS | MAP_FIXED, -1, 0) == MAP_FAILED ? -errno : 0;
}

int
window_restore(void *addr, size_t len, int err)
{
	return window_hole(addr, len) == 0 ? err : -ENOTRECOVERABLE;
}

size_t
window_spare(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_AS, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY)
		return lim.rlim_cur / 4;
	return SIZE_MAX;
}
