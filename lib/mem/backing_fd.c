/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists backed by one descriptor: a memfd of plain pages or hugepages, or one file on a hugetlbfs
 * (--single-file-segments); and lists of plain anonymous memory for systems that refuse memfds.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mem_priv.h"

#ifndef MFD_HUGETLB
#define MFD_HUGETLB 4U
#endif
#ifndef MFD_HUGE_SHIFT
#define MFD_HUGE_SHIFT 26
#endif

#define FD_PATH_MAX (PATH_MAX + PREFIX_MAX + 16)

static void
fd_path(const struct mem_backing *b, const struct mem_list *l, char *path)
{
	snprintf(path, FD_PATH_MAX, "%s/%sseg_%u", b->dir, mem_local.prefix, list_index(l));
}

/** Open the one file of the list. Descriptor or -errno. */
static int
fd_open_file(struct mem_backing *b, const struct mem_list *l)
{
	char path[FD_PATH_MAX];
	int fd, ret;

	fd_path(b, l, path);
	fd = backing_file(path, &b->dirty);
	if (fd < 0 || mem_local.p.unlink != MEM_UNLINK_ALWAYS || unlink(path) == 0)
		return fd;
	ret = -errno;
	close(fd);
	return mem_why(ret, "cannot unlink %s", path);
}

static void
fd_close(struct mem_backing *b, const struct mem_list *l)
{
	char path[FD_PATH_MAX];

	if (b->fd < 0)
		return;
	if (b->dir[0] != '\0') {
		fd_path(b, l, path);
		backing_file_drop(b->fd, path);
	} else {
		close(b->fd);
	}
	b->fd = -1;
}

static int
fd_open(struct mem_backing *b, const struct mem_list *l)
{
	unsigned int flags = MFD_CLOEXEC;
	int ret;

	if (b->dir[0] != '\0') {
		b->fd = fd_open_file(b, l);
	} else {
		if (b->huge)
			flags |= MFD_HUGETLB | (unsigned int)__builtin_ctzl(b->page_sz) << MFD_HUGE_SHIFT;
		b->fd = memfd_create(l->msl.memseg_arr.name, flags);
		if (b->fd < 0)
			b->fd = -errno;
	}
	if (b->fd < 0) {
		ret = b->fd;
		b->fd = -1;
		return ret;
	}
	ret = file_resize(b->fd, l->msl.len);
	if (ret != 0)
		fd_close(b, l);
	return ret;
}

/** Give the pages of a range back. They stay as they are with --huge-unlink=never, for the next run. */
static int
fd_punch(struct mem_backing *b, off_t offset, size_t len)
{
	int ret = -EPERM;

	if (b->dir[0] == '\0' || mem_local.p.unlink != MEM_UNLINK_NEVER)
		ret = backing_punch(b->fd, offset, len);
	if (ret != 0)
		b->dirty = true;
	return ret;
}

static int
fd_map(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n, bool *dirty)
{
	size_t offset = (size_t)first << l->seg_shift, len = (size_t)n << l->seg_shift;
	void *addr = list_addr(l, first);
	int ret;

	if (mmap(addr, len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, b->fd, offset) == MAP_FAILED)
		return window_restore(addr, len, -errno);
	*dirty = b->dirty;
	ret = node_bind(addr, len, b->node, b->huge);
	if (ret == 0 && b->huge)
		ret = backing_commit(b->fd, offset, len);
	if (ret == 0)
		return 0;
	fd_punch(b, offset, len);
	return window_restore(addr, len, ret);
}

static int
fd_unmap(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n)
{
	size_t offset = (size_t)first << l->seg_shift, len = (size_t)n << l->seg_shift;
	int ret = window_hole(list_addr(l, first), len);

	if (ret == 0)
		fd_punch(b, offset, len);
	return ret;
}

const struct backing_ops backing_fd_ops = {
	.open = fd_open,
	.map = fd_map,
	.unmap = fd_unmap,
	.close = fd_close,
};

static int
anon_open(struct mem_backing *b, const struct mem_list *l)
{
	(void)b;
	(void)l;
	return 0;
}

static int
anon_map(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n, bool *dirty)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
	size_t len = (size_t)n << l->seg_shift;
	void *addr = list_addr(l, first);
	int ret;

	*dirty = false;
	if (mmap(addr, len, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED)
		return window_restore(addr, len, -errno);
	ret = node_bind(addr, len, b->node, false);
	return ret == 0 ? 0 : window_restore(addr, len, ret);
}

static int
anon_unmap(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n)
{
	(void)b;
	return window_hole(list_addr(l, first), (size_t)n << l->seg_shift);
}

static void
anon_close(struct mem_backing *b, const struct mem_list *l)
{
	(void)b;
	(void)l;
}

const struct backing_ops backing_anon_ops = {
	.open = anon_open,
	.map = anon_map,
	.unmap = anon_unmap,
	.close = anon_close,
};
