/* SPDX-License-Identifier: BSD-3-Clause */
/* Lists with one hugetlbfs file for each segment. Every process that uses a file holds a shared flock on it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mem_priv.h"

#define FILE_PATH_MAX (PATH_MAX + PREFIX_MAX + 16)

static void
file_path(const struct mem_backing *b, unsigned int i, char *path)
{
	snprintf(path, FILE_PATH_MAX, "%s/%smap_%u", b->dir, mem_local.prefix, b->number + i);
}

/** Drop the file of segment @p i, and with it the page. */
static void
file_drop(struct mem_backing *b, unsigned int i)
{
	int fd = b->seg_fd[i] - 1;
	char path[FILE_PATH_MAX];

	if (fd < 0)
		return;
	b->seg_fd[i] = 0;
	file_path(b, i, path);
	backing_file_drop(fd, path);
}

static int
file_map(struct mem_backing *b, const struct mem_list *l, unsigned int i, bool *dirty)
{
	void *addr = list_addr(l, i);
	char path[FILE_PATH_MAX];
	int fd, ret;

	file_path(b, i, path);
	fd = backing_file(path, dirty);
	if (fd < 0)
		return fd;
	b->seg_fd[i] = fd + 1;
	ret = file_resize(fd, b->page_sz);
	if (ret == 0 && mmap(addr, l->msl.page_sz, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
		ret = -errno;
	if (ret == 0)
		ret = node_bind(addr, l->msl.page_sz, b->node, true);
	if (ret == 0)
		ret = backing_commit(fd, 0, l->msl.page_sz);
	if (ret == 0 && mem_local.p.unlink == MEM_UNLINK_ALWAYS)
		ret = unlink(path) == 0 ? 0 : -errno;
	if (ret != 0) {
		ret = window_restore(addr, l->msl.page_sz, ret);
		file_drop(b, i);
	}
	return ret;
}

static int
files_map(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n, bool *dirty)
{
	unsigned int i;
	int ret = 0;

	*dirty = false;
	for (i = first; i < first + n; i++) {
		ret = file_map(b, l, i, dirty);
		if (ret != 0)
			break;
	}
	if (ret == 0)
		return 0;
	if (i > first)
		ret = window_restore(list_addr(l, first), (size_t)(i - first) << l->seg_shift, ret);
	while (i-- > first)
		file_drop(b, i);
	return ret;
}

static int
files_unmap(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n)
{
	int ret = window_hole(list_addr(l, first), (size_t)n << l->seg_shift);
	unsigned int i;

	for (i = first; ret == 0 && i < first + n; i++)
		file_drop(b, i);
	return ret;
}

static int
files_open(struct mem_backing *b, const struct mem_list *l)
{
	b->seg_fd = calloc(list_nseg(l), sizeof(*b->seg_fd));
	return b->seg_fd != NULL ? 0 : -ENOMEM;
}

static void
files_close(struct mem_backing *b, const struct mem_list *l)
{
	unsigned int i;

	for (i = 0; i < l->top; i++)
		file_drop(b, i);
	free(b->seg_fd);
	b->seg_fd = NULL;
}

const struct backing_ops backing_files_ops = {
	.open = files_open,
	.map = files_map,
	.unmap = files_unmap,
	.close = files_close,
};
