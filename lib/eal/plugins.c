/* SPDX-License-Identifier: BSD-3-Clause */
/* Drivers in shared objects: their constructors register them, so loading is all there is to do. */
#include <dirent.h>
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rte_common.h>

#include "eal_log.h"
#include "plugins.h"

#define EAL_OBJECT "librte_eal.so"
#define BESIDE "dpdk/pmds-23"

/* Path of the shared library that this code is in, NULL when it is part of the program. */
static const char *
eal_object(void)
{
	const char *base;
	Dl_info info;

	if (dladdr((void *)(uintptr_t)plugins_load, &info) == 0 || info.dli_fname == NULL)
		return NULL;
	base = strrchr(info.dli_fname, '/');
	base = base != NULL ? base + 1 : info.dli_fname;
	return strncmp(base, EAL_OBJECT, strlen(EAL_OBJECT)) == 0 ? info.dli_fname : NULL;
}

/* Whether the dynamic section of an ELF image names librte_eal as needed. Every offset is checked: the file is anybody's. */
static bool
image_needs_eal(const unsigned char *p, size_t len)
{
	const Elf64_Ehdr *eh = (const void *)p;
	const Elf64_Shdr *sh, *str;
	const Elf64_Dyn *dyn;
	const char *name;
	size_t i, n;

	if (len < sizeof(*eh) || memcmp(eh->e_ident, ELFMAG, SELFMAG) != 0 || eh->e_ident[EI_CLASS] != ELFCLASS64)
		return false;
	if (eh->e_shentsize != sizeof(*sh) || eh->e_shoff > len || (size_t)eh->e_shnum * sizeof(*sh) > len - eh->e_shoff)
		return false;
	sh = (const void *)(p + eh->e_shoff);
	for (i = 0; i < eh->e_shnum && sh[i].sh_type != SHT_DYNAMIC; i++)
		;
	if (i == eh->e_shnum || sh[i].sh_link >= eh->e_shnum || sh[i].sh_offset > len || sh[i].sh_size > len - sh[i].sh_offset)
		return false;
	str = &sh[sh[i].sh_link];
	if (str->sh_offset > len || str->sh_size > len - str->sh_offset)
		return false;
	dyn = (const void *)(p + sh[i].sh_offset);
	for (n = sh[i].sh_size / sizeof(*dyn); n > 0 && dyn->d_tag != DT_NULL; n--, dyn++) {
		if (dyn->d_tag != DT_NEEDED || dyn->d_un.d_val >= str->sh_size)
			continue;
		name = (const char *)p + str->sh_offset + dyn->d_un.d_val;
		if (strncmp(name, EAL_OBJECT, RTE_MIN(strlen(EAL_OBJECT), (size_t)(str->sh_size - dyn->d_un.d_val))) == 0)
			return true;
	}
	return false;
}

/* A driver that brings a second copy of the runtime into a program that has one would end it. */
static bool
needs_second_eal(const char *path)
{
	bool needs = false;
	struct stat st;
	void *p;
	int fd;

	if (eal_object() != NULL)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false; /* the loader may find it elsewhere, and tells if not */
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (p != MAP_FAILED) {
			needs = image_needs_eal(p, (size_t)st.st_size);
			munmap(p, (size_t)st.st_size);
		}
	}
	close(fd);
	return needs;
}

static int
object_load(const char *path)
{
	if (needs_second_eal(path)) {
		EAL_LOG(ERR, "driver %s needs %s, but this program is linked with the static libraries", path, EAL_OBJECT);
		return -EINVAL;
	}
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

int
plugins_load_beside(void)
{
	const char *object = eal_object(), *slash = object != NULL ? strrchr(object, '/') : NULL;
	struct stat st;
	char *dir;
	int ret;

	if (slash == NULL)
		return 0;
	if (asprintf(&dir, "%.*s/%s", (int)(slash - object), object, BESIDE) < 0)
		return -ENOMEM;
	ret = stat(dir, &st) == 0 && S_ISDIR(st.st_mode) ? directory_load(dir) : 0;
	free(dir);
	return ret;
}
