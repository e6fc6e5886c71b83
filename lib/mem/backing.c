/* SPDX-License-Identifier: BSD-3-Clause */
/* Choice of the backing of a list, and what all kinds share. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "mem_priv.h"

/** The kinds to try for a list, in order. */
static unsigned int
backing_choices(enum mem_kind kind, const struct backing_ops *ops[2])
{
	if (kind == MEM_HUGE_FS && !mem_local.p.single_file_segments) {
		ops[0] = &backing_files_ops;
		return 1;
	}
	ops[0] = &backing_fd_ops;
	ops[1] = &backing_anon_ops;
	return kind == MEM_PLAIN ? 2 : 1;
}

int
backing_open(struct mem_backing *b, const struct mem_list *l, enum mem_kind kind, const struct plan_list *pl, unsigned int number)
{
	const struct backing_ops *ops[2];
	unsigned int nb = backing_choices(kind, ops), i;
	int ret = 0;

	memset(b, 0, sizeof(*b));
	b->fd = -1;
	b->page_sz = pl->page_sz;
	b->node = mem_local.nodes.id[pl->node];
	b->number = number;
	b->huge = kind != MEM_PLAIN;
	if (kind == MEM_HUGE_FS)
		strcpy(b->dir, pl->dir);
	for (i = 0; i < nb; i++) {
		ret = ops[i]->open(b, l);
		if (ret == 0) {
			b->ops = ops[i];
			return 0;
		}
		if (fd_scarce(-ret))
			break;
	}
	return mem_why(ret, "cannot create the memory of list %s", l->msl.memseg_arr.name);
}

void
backing_close(struct mem_backing *b, const struct mem_list *l)
{
	if (b->ops != NULL)
		b->ops->close(b, l);
	b->ops = NULL;
	b->fd = -1;
}

int
backing_fd(const struct mem_backing *b, unsigned int i)
{
	return b->seg_fd != NULL ? b->seg_fd[i] - 1 : b->fd;
}

size_t
backing_offset(const struct mem_backing *b, const struct mem_list *l, unsigned int i)
{
	return b->seg_fd != NULL ? 0 : (size_t)i << l->seg_shift;
}

int
backing_commit(int fd, off_t offset, size_t len)
{
	int ret;

	do
		ret = fallocate(fd, 0, offset, len);
	while (ret != 0 && errno == EINTR);
	if (ret == 0 || errno == EOPNOTSUPP)
		return 0;
	return errno == ENOSPC ? -ENOMEM : -errno;
}

int
backing_punch(int fd, off_t offset, size_t len)
{
	return fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, len) == 0 ? 0 : -errno;
}

int
file_resize(int fd, uint64_t size)
{
	struct rlimit lim;

	if (fd < 0)
		return 0;
	if (getrlimit(RLIMIT_FSIZE, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY && size > lim.rlim_cur)
		return -EFBIG;
	return ftruncate(fd, size) == 0 ? 0 : -errno;
}
