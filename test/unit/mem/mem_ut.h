/* SPDX-License-Identifier: BSD-3-Clause */
/* Helpers that the tests of the memory room share: what a process holds, and quick starts. */
#ifndef MEM_UT_H
#define MEM_UT_H

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mem/mem.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_memory.h>
#include <rte_memzone.h>

#include "ut.h"

#if defined(__SANITIZE_ADDRESS__)
#define UT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UT_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define UT_SANITIZED 1
#endif
#endif
#ifndef UT_SANITIZED
#define UT_SANITIZED 0
#endif

/** Under a sanitizer or valgrind: mappings, limits and resident memory are not those of this program alone. */
static inline bool
ut_watched(void)
{
	const char *preload = getenv("LD_PRELOAD");

	return UT_SANITIZED || (preload != NULL && strstr(preload, "vgpreload") != NULL);
}

/** Read a byte that no block may contain; sanitizers would object. */
#if UT_SANITIZED
__attribute__((no_sanitize("address", "thread")))
#endif
static inline char
ut_peek(const void *p)
{
	return *(const volatile char *)p;
}

/** Options for a fixed heap of plain pages. */
static inline struct mem_params
ut_fixed(unsigned int mb)
{
	return (struct mem_params){ .no_huge = true, .mem_mb = mb };
}

/** Options for a heap that grows, of plain pages: no hugetlbfs can be there under this name. */
static inline struct mem_params
ut_dynamic(void)
{
	return (struct mem_params){ .file_prefix = "ut_mem" };
}

/** Number of open descriptors. */
static inline unsigned int
ut_count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned int n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n;
}

/**
 * The mappings of the process in words, without heap and stack; the caller frees it. Where somebody else maps too, only what is
 * ours by name is listed.
 */
static inline char *
ut_maps(void)
{
	FILE *f = fopen("/proc/self/maps", "re");
	size_t len = 0;
	char line[512], *text = NULL;
	FILE *out = open_memstream(&text, &len);

	while (fgets(line, sizeof(line), f) != NULL) {
		if (strstr(line, "[heap]") != NULL || strstr(line, "[stack]") != NULL)
			continue;
		if (ut_watched() && strstr(line, "memfd:") == NULL && strstr(line, "/config") == NULL &&
				strstr(line, "map_") == NULL)
			continue;
		fputs(line, out);
	}
	fclose(f);
	fclose(out);
	return text;
}

/** Resident kilobytes of the process. */
static inline long
ut_resident(void)
{
	long pages = 0, shared;
	FILE *f = fopen("/proc/self/statm", "re");

	if (fscanf(f, "%ld %ld", &shared, &pages) != 2)
		pages = 0;
	fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/** What the library logs, collected in memory. */
static char *ut_log_text;
static size_t ut_log_len;
static FILE *ut_log_file;

static inline void
ut_log_begin(void)
{
	ut_log_file = open_memstream(&ut_log_text, &ut_log_len);
	rte_openlog_stream(ut_log_file);
}

/** Lines logged since ut_log_begin(); 0 or more. @p part: a text that must be in them, or NULL. -1: it is not. */
static inline int
ut_log_end(const char *part)
{
	int lines = 0;
	char *p;

	rte_openlog_stream(NULL);
	fclose(ut_log_file);
	for (p = ut_log_text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	if (part != NULL && strstr(ut_log_text, part) == NULL) {
		printf("log was: %s\n", ut_log_text);
		lines = -1;
	}
	free(ut_log_text);
	return lines;
}

#define UT_STATS(st) UT_EQ(rte_malloc_get_socket_stats(0, st), 0)

#endif
