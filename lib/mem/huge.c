/* SPDX-License-Identifier: BSD-3-Clause */
/* Hugepages of the machine: sizes, free pages, mounts, and page files that dead processes left. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "mem_priv.h"

#define HUGE_SYSFS "/sys/kernel/mm/hugepages"
#define NODE_SYSFS "/sys/devices/system/node"
#define HUGE_FS_MAGIC 0x958458f6

/** Number in the file at the formatted path; 0 when there is none. */
__attribute__((format(printf, 1, 2))) static uint64_t
number_read(const char *format, ...)
{
	char path[PATH_MAX], text[32];
	uint64_t value = 0;
	ssize_t n;
	va_list ap;
	int fd;

	va_start(ap, format);
	vsnprintf(path, sizeof(path), format, ap);
	va_end(ap);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	if (n > 0) {
		text[n] = '\0';
		value = strtoull(text, NULL, 10);
	}
	close(fd);
	return value;
}

/** Count the pages of one size that can be had, @p left of them in files of an earlier run. */
static void
huge_count(struct huge_size *s, const struct mem_nodes *nodes, uint64_t left)
{
	unsigned long kb = s->page_sz >> 10;
	uint64_t free_pages, taken, extra, surplus;
	struct statfs fs;
	unsigned int i;

	free_pages = number_read(HUGE_SYSFS "/hugepages-%lukB/free_hugepages", kb);
	taken = number_read(HUGE_SYSFS "/hugepages-%lukB/resv_hugepages", kb);
	extra = number_read(HUGE_SYSFS "/hugepages-%lukB/nr_overcommit_hugepages", kb);
	surplus = number_read(HUGE_SYSFS "/hugepages-%lukB/surplus_hugepages", kb);
	extra = extra > surplus ? extra - surplus : 0;
	s->avail = (free_pages > taken ? free_pages - taken : 0) + extra;
	/* The size limit of the mount; 0 blocks: none. */
	if (s->dir[0] != '\0' && statfs(s->dir, &fs) == 0 && fs.f_blocks != 0 && s->avail > fs.f_bavail)
		s->avail = fs.f_bavail;
	s->avail += left;
	s->node_avail[0] = s->avail;
	if (nodes->nb == 1)
		return;
	for (i = 0; i < nodes->nb; i++)
		s->node_avail[i] = extra + left + number_read(NODE_SYSFS "/node%d/hugepages/hugepages-%lukB/free_hugepages",
				nodes->id[i], kb);
}

static int
huge_compare(const void *a, const void *b)
{
	uint64_t x = ((const struct huge_size *)a)->page_sz, y = ((const struct huge_size *)b)->page_sz;

	return x < y ? -1 : x > y;
}

/** List the sizes that the kernel knows. */
static void
huge_list_sizes(struct huge_info *info)
{
	struct dirent *ent;
	unsigned long kb;
	DIR *dir = opendir(HUGE_SYSFS);

	if (dir == NULL)
		return;
	while (info->nb < HUGE_SIZES && (ent = readdir(dir)) != NULL) {
		if (sscanf(ent->d_name, "hugepages-%lukB", &kb) != 1 || kb == 0)
			continue;
		info->size[info->nb++].page_sz = (uint64_t)kb << 10;
	}
	closedir(dir);
	qsort(info->size, info->nb, sizeof(info->size[0]), huge_compare);
}

/** Use directory @p dir if it is a hugetlbfs that we may write to. False: it is not. */
static bool
huge_use_dir(struct huge_info *info, const char *dir)
{
	struct huge_size *s;
	struct statfs fs;

	if (strlen(dir) >= sizeof(info->size[0].dir) || statfs(dir, &fs) != 0 || (uint32_t)fs.f_type != HUGE_FS_MAGIC)
		return false;
	if (access(dir, W_OK | X_OK) != 0)
		return false;
	for (s = info->size; s < info->size + info->nb; s++)
		if (s->page_sz == (uint64_t)fs.f_bsize && s->dir[0] == '\0')
			strcpy(s->dir, dir);
	return true;
}

/** Find a mount for each size. */
static void
huge_list_mounts(struct huge_info *info)
{
	char text[PATH_MAX + 512];
	struct mntent ent;
	FILE *f = setmntent("/proc/self/mounts", "re");

	if (f == NULL)
		return;
	while (getmntent_r(f, &ent, text, sizeof(text)) != NULL)
		if (strcmp(ent.mnt_type, "hugetlbfs") == 0)
			huge_use_dir(info, ent.mnt_dir);
	endmntent(f);
}

/** Is @p name a page file of @p prefix: <prefix>map_<n> or <prefix>seg_<n>? */
static bool
huge_is_ours(const char *name, const char *prefix)
{
	size_t len = strlen(prefix);

	if (strncmp(name, prefix, len) != 0)
		return false;
	name += len;
	if (strncmp(name, "map_", 4) != 0 && strncmp(name, "seg_", 4) != 0)
		return false;
	name += 4;
	return name[0] != '\0' && strspn(name, "0123456789") == strlen(name);
}

/**
 * Look at the page files of @p prefix in @p path that no process holds: those that dead processes left. They are
 * removed, or with @p keep (--huge-unlink=never) their bytes, which will be used again, are counted.
 */
static uint64_t
huge_left(const char *path, const char *prefix, bool keep)
{
	DIR *dir = opendir(path);
	struct dirent *ent;
	uint64_t bytes = 0;
	struct stat st;
	int fd;

	if (dir == NULL)
		return 0;
	while ((ent = readdir(dir)) != NULL) {
		if (!huge_is_ours(ent->d_name, prefix))
			continue;
		fd = openat(dirfd(dir), ent->d_name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			continue;
		/* Every process that uses the file holds a shared lock on it. */
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			if (!keep)
				unlinkat(dirfd(dir), ent->d_name, 0);
			else if (fstat(fd, &st) == 0)
				bytes += (uint64_t)st.st_blocks * 512;
		}
		close(fd);
	}
	closedir(dir);
	return bytes;
}

int
huge_read(const struct mem_params *p, const struct mem_nodes *nodes, bool files, struct huge_info *info)
{
	uint64_t left;
	unsigned int i;

	memset(info, 0, sizeof(*info));
	huge_list_sizes(info);
	if (files && p->huge_dir == NULL)
		huge_list_mounts(info);
	else if (files && !huge_use_dir(info, p->huge_dir))
		return mem_why(-EINVAL, "--huge-dir %s is not a writable hugetlbfs mount", p->huge_dir);
	for (i = 0; i < info->nb; i++) {
		left = 0;
		if (info->size[i].dir[0] != '\0')
			left = huge_left(info->size[i].dir, p->file_prefix, p->unlink == MEM_UNLINK_NEVER);
		huge_count(&info->size[i], nodes, left / info->size[i].page_sz);
	}
	return 0;
}
