/* SPDX-License-Identifier: BSD-3-Clause */
/* The directory of the runtime files: made private, and refused when it is not ours. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "eal_log.h"
#include "runtime_dir.h"

static const char *
run_base(void)
{
	const char *dir = getenv("RUNTIME_DIRECTORY");

	if (dir != NULL && dir[0] == '/')
		return dir;
	if (getuid() == 0)
		return "/var/run";
	dir = getenv("XDG_RUNTIME_DIR");
	return dir != NULL && dir[0] == '/' ? dir : "/tmp";
}

static int
level_make(const char *path)
{
	struct stat st;
	const char *why = NULL;

	if (mkdir(path, 0700) != 0 && errno != EEXIST) {
		EAL_LOG(ERR, "runtime directory %s cannot be made: %s (--no-shconf works without)", path, strerror(errno));
		return -errno;
	}
	if (lstat(path, &st) != 0)
		return -errno;
	if (!S_ISDIR(st.st_mode))
		why = "is no directory";
	else if (st.st_uid != geteuid())
		why = "belongs to another user";
	else if ((st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		why = "can be written by others";
	if (why == NULL)
		return 0;
	EAL_LOG(ERR, "runtime directory %s %s", path, why);
	return -EACCES;
}

int
runtime_dir_make(const char *prefix, char *out, size_t len)
{
	int n = snprintf(out, len, "%s/dpdk", run_base()), ret;

	if (n < 0 || (size_t)n >= len)
		return -ENAMETOOLONG;
	ret = level_make(out);
	if (ret != 0)
		return ret;
	n += snprintf(out + n, len - (size_t)n, "/%s", prefix);
	if ((size_t)n >= len)
		return -ENAMETOOLONG;
	return level_make(out);
}

void
runtime_dir_drop(const char *path)
{
	char up[256];
	char *slash;

	if (rmdir(path) != 0)
		return;
	snprintf(up, sizeof(up), "%s", path);
	slash = strrchr(up, '/');
	if (slash != NULL) {
		*slash = '\0';
		(void)rmdir(up);
	}
}
