/* SPDX-License-Identifier: BSD-3-Clause */
/* Choice of the backing of a list, and what all kinds share. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
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

/** Remove the file at @p path unless some process uses it. False: it is in use, or cannot be removed. */
static bool
file_reclaim(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool done;

	if (fd < 0)
		return false;
	done = flock(fd, LOCK_EX | LOCK_NB) == 0 && unlink(path) == 0;
	close(fd);
	return done;
}

int
backing_file(const char *path, bool *dirty)
{
	bool keep = mem_local.p.unlink == MEM_UNLINK_NEVER;
	int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (keep ? 0 : O_EXCL), fd, ret;
	struct stat st;

	fd = open(path, flags, 0600);
	if (fd < 0 && errno == EEXIST) {
		if (!file_reclaim(path))
			return mem_why(-EBUSY, "%s is in use by another process; use another --file-prefix", path);
		fd = open(path, flags, 0600);
	}
	if (fd < 0)
		return mem_why(-errno, "cannot create %s", path);
	ret = flock(fd, LOCK_SH | LOCK_NB) == 0 ? 0 : -errno;
	if (ret == 0)
		ret = fstat(fd, &st) == 0 ? 0 : -errno;
	/* Another start may have taken the file for a left-over before it was locked. */
	if (ret == 0 && st.st_nlink == 0)
		ret = -EBUSY;
	if (ret == 0) {
		*dirty |= st.st_size != 0;
		return fd;
	}
	if (!keep)
		unlink(path);
	close(fd);
	return mem_why(ret, "cannot lock %s", path);
}

void
backing_file_drop(int fd, const char *path)
{
	/* The lock turns exclusive only when nobody else uses the file. */
	if (mem_local.p.unlink == MEM_UNLINK_EXISTING && flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlink(path);
	close(fd);
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
