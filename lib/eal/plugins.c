/* SPDX-License-Identifier: BSD-3-Clause */
/* Drivers in shared objects: their constructors register them, so loading is all there is to do. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rte_common.h>

#include "eal_log.h"
#include "plugins.h"

static int
object_load(const char *path)
{
	if (dlopen(path, RTLD_NOW | RTLD_GLOBAL) != NULL)
		return 0;
	EAL_LOG(ERR, "driver %s cannot be loaded: %s", path, dlerror());
	return -EINVAL;
}

static int
name_is_object(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 3 && strcmp(d->d_name + n - 3, ".so") == 0;
}

static int
directory_load(const char *path)
{
	struct dirent **names;
	char *file;
	int n = scandir(path, &names, name_is_object, alphasort), i, ret = 0;

	if (n < 0) {
		EAL_LOG(ERR, "driver directory %s cannot be read: %s", path, strerror(errno));
		return -EINVAL;
	}
	for (i = 0; i < n; i++) {
		if (ret == 0) {
			if (asprintf(&file, "%s/%s", path, names[i]->d_name) < 0) {
				ret = -ENOMEM;
			} else {
				ret = object_load(file);
				free(file);
			}
		}
		free(names[i]);
	}
	free(names);
	return ret;
}

int
plugins_load(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return directory_load(path);
	return object_load(path); /* a bare name is looked for in the loader's own path */
}
