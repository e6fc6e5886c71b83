/* SPDX-License-Identifier: BSD-3-Clause */
/* The mapping of the shared configuration: the locked file "config" of the runtime directory, or memory of this process. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem_priv.h"

struct mem_shared *mem_shared;

/** Write-lock the whole file for as long as the descriptor lives. 0 or -errno; -EAGAIN: somebody else holds it. */
static int
config_lock(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
		return 0;
	if (errno == EINVAL && fcntl(fd, F_SETLK, &lock) == 0)
		return 0;
	return errno == EACCES ? -EAGAIN : -errno;
}

/** Is @p fd still what @p path leads to? */
static bool
config_current(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/**
 * Replace the file of a dead primary, which we hold locked, by an empty one. It is not cut, since secondaries may still
 * live on it. Descriptor of the new one, locked, or -errno.
 */
static int
config_replace(const char *path)
{
	char fresh[PATH_MAX + 24];
	int fd, ret;

	snprintf(fresh, sizeof(fresh), "%s.%d", path, (int)getpid());
	unlink(fresh);
	fd = open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	ret = config_lock(fd);
	if (ret == 0 && rename(fresh, path) != 0)
		ret = -errno;
	if (ret == 0)
		return fd;
	unlink(fresh);
	close(fd);
	return ret;
}

/** Open and lock an empty config file at @p path. Descriptor or -errno. */
static int
config_open(const char *path)
{
	struct stat st;
	int fd, fresh, ret;

	for (;;) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0)
			return mem_why(-errno, "cannot open %s", path);
		ret = config_lock(fd);
		if (ret == 0 && config_current(fd, path))
			break;
		close(fd);
		if (ret == -EAGAIN)
			return mem_why(-EBUSY, "%s is locked. Is another primary process running? Use another --file-prefix",
					path);
		if (ret != 0)
			return mem_why(ret, "cannot lock %s", path);
		/* Its owner removed it between our open and our lock. */
	}
	if (fstat(fd, &st) == 0 && st.st_size == 0)
		return fd;
	fresh = config_replace(path);
	close(fd);
	return fresh >= 0 ? fresh : mem_why(fresh, "cannot replace the old %s", path);
}

/** Back the mapping with a file of the runtime directory, or with nameless memory; @p fd stays -1 for anonymous memory. */
static int
config_back(size_t size, int *fd)
{
	int ret;

	if (mem_local.p.runtime_dir != NULL) {
		snprintf(mem_local.config_path, sizeof(mem_local.config_path), "%s/config", mem_local.runtime_dir);
		ret = config_open(mem_local.config_path);
		if (ret < 0)
			return ret;
		mem_local.config_file = true;
	} else {
		ret = memfd_create("rte_config", MFD_CLOEXEC);
		if (ret < 0)
			return fd_scarce(errno) ? mem_why(-errno, "cannot create the shared configuration") : 0;
	}
	*fd = ret;
	ret = file_resize(*fd, size);
	return ret == 0 ? 0 : mem_why(ret, "cannot give the shared configuration %zu bytes", size);
}

int
shared_create(size_t size, uint64_t hint)
{
	int fd = -1, ret;
	void *map;

	ret = config_back(size, &fd);
	mem_local.config_fd = fd;
	if (ret < 0) {
		shared_destroy();
		return ret;
	}
	map = mmap((void *)(uintptr_t)hint, size, PROT_READ | PROT_WRITE, MAP_SHARED | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
	if (map == MAP_FAILED) {
		ret = mem_why(-errno, "cannot map the shared configuration");
		shared_destroy();
		return ret;
	}
	mem_shared = map;
	ret = shared_commit(map, offsetof(struct mem_shared, list));
	if (ret < 0) {
		munmap(map, size);
		mem_shared = NULL;
		shared_destroy();
		return mem_why(ret, "no room for %zu bytes in %s", size, mem_local.runtime_dir);
	}
	mem_shared->self = map;
	mem_shared->size = size;
	return 0;
}

void
shared_destroy(void)
{
	if (mem_shared != NULL)
		munmap(mem_shared, mem_shared->size);
	mem_shared = NULL;
	if (mem_local.config_file)
		unlink(mem_local.config_path);
	mem_local.config_file = false;
	if (mem_local.config_fd >= 0)
		close(mem_local.config_fd);
	mem_local.config_fd = -1;
}

int
shared_commit(const void *addr, size_t len)
{
	size_t page = rte_mem_page_size(), start, end;

	if (!mem_local.config_file)
		return 0;
	start = RTE_ALIGN_FLOOR((uintptr_t)addr - (uintptr_t)mem_shared, page);
	end = RTE_ALIGN_CEIL((uintptr_t)addr + len - (uintptr_t)mem_shared, page);
	return backing_commit(mem_local.config_fd, start, end - start);
}
