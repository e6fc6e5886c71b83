/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stand-ins for calls into the C library and the kernel that count, and fail when their number is up.
 *
 * They count only in the thread that armed them, so other threads of the process are never disturbed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <rte_malloc.h>
#include <rte_memzone.h>

#include "wrap.h"

static __thread enum wrap_mode mode;
static __thread unsigned int made, limit;
static __thread const char *failed = "";

void
wrap_arm(enum wrap_mode m, unsigned int n)
{
	made = 0;
	limit = n;
	failed = "";
	mode = m;
}

void
wrap_disarm(void)
{
	mode = WRAP_OFF;
}

const char *
wrap_failed(void)
{
	return failed;
}

static bool
call_fails(const char *name, int err)
{
	if (mode == WRAP_OFF)
		return false;
	made++;
	if (made != limit && (mode != WRAP_FROM || made < limit))
		return false;
	if (failed[0] == '\0')
		failed = name;
	errno = err;
	return true;
}

/* WRAP(result, name, parameters, arguments, value on failure, errno) */
#define WRAP(type, name, params, args, value, err)                                                                             \
	type __real_##name params;                                                                                             \
	type __wrap_##name params;                                                                                             \
	type __wrap_##name params                                                                                              \
	{                                                                                                                      \
		return call_fails(#name, err) ? (value) : __real_##name args;                                                  \
	}

WRAP(void *, malloc, (size_t n), (n), NULL, ENOMEM)
WRAP(void *, calloc, (size_t n, size_t m), (n, m), NULL, ENOMEM)
WRAP(void *, realloc, (void *p, size_t n), (p, n), NULL, ENOMEM)
WRAP(void *, aligned_alloc, (size_t a, size_t n), (a, n), NULL, ENOMEM)
WRAP(char *, strdup, (const char *s), (s), NULL, ENOMEM)
WRAP(char *, strndup, (const char *s, size_t n), (s, n), NULL, ENOMEM)
WRAP(void *, mmap, (void *a, size_t n, int prot, int flags, int fd, off_t off), (a, n, prot, flags, fd, off), MAP_FAILED, ENOMEM)
WRAP(int, socket, (int d, int t, int p), (d, t, p), -1, EMFILE)
WRAP(int, bind, (int fd, const struct sockaddr *a, socklen_t n), (fd, a, n), -1, EADDRINUSE)
WRAP(int, setsockopt, (int fd, int l, int o, const void *v, socklen_t n), (fd, l, o, v, n), -1, ENOMEM)
WRAP(int, getsockopt, (int fd, int l, int o, void *v, socklen_t *n), (fd, l, o, v, n), -1, ENOMEM)
WRAP(FILE *, fopen, (const char *path, const char *how), (path, how), NULL, EMFILE)
WRAP(FILE *, fdopen, (int fd, const char *how), (fd, how), NULL, ENOMEM)
WRAP(int, eventfd, (unsigned int v, int flags), (v, flags), -1, EMFILE)
WRAP(int, timerfd_create, (int clock, int flags), (clock, flags), -1, EMFILE)
WRAP(int, epoll_ctl, (int ep, int op, int fd, void *ev), (ep, op, fd, ev), -1, ENOMEM)

WRAP(void *, rte_malloc, (const char *t, size_t n, unsigned int a), (t, n, a), NULL, ENOMEM)
WRAP(void *, rte_malloc_socket, (const char *t, size_t n, unsigned int a, int s), (t, n, a, s), NULL, ENOMEM)
WRAP(void *, rte_zmalloc, (const char *t, size_t n, unsigned int a), (t, n, a), NULL, ENOMEM)
WRAP(void *, rte_zmalloc_socket, (const char *t, size_t n, unsigned int a, int s), (t, n, a, s), NULL, ENOMEM)
WRAP(void *, rte_calloc, (const char *t, size_t n, size_t m, unsigned int a), (t, n, m, a), NULL, ENOMEM)
WRAP(void *, rte_calloc_socket, (const char *t, size_t n, size_t m, unsigned int a, int s), (t, n, m, a, s), NULL, ENOMEM)
WRAP(const struct rte_memzone *, rte_memzone_reserve, (const char *n, size_t len, int s, unsigned int f), (n, len, s, f),
     NULL, ENOMEM)
WRAP(const struct rte_memzone *, rte_memzone_reserve_aligned, (const char *n, size_t len, int s, unsigned int f, unsigned int a),
     (n, len, s, f, a), NULL, ENOMEM)

int __real_posix_memalign(void **p, size_t a, size_t n);
int __wrap_posix_memalign(void **p, size_t a, size_t n);
int
__wrap_posix_memalign(void **p, size_t a, size_t n)
{
	return call_fails("posix_memalign", ENOMEM) ? ENOMEM : __real_posix_memalign(p, a, n);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int
__wrap_open(const char *path, int flags, ...)
{
	unsigned int perm = 0;
	va_list ap;

	if (flags & (O_CREAT | __O_TMPFILE)) {
		va_start(ap, flags);
		perm = va_arg(ap, unsigned int);
		va_end(ap);
	}
	return call_fails("open", EMFILE) ? -1 : __real_open(path, flags, perm);
}

int __real_openat(int dir, const char *path, int flags, ...);
int __wrap_openat(int dir, const char *path, int flags, ...);
int
__wrap_openat(int dir, const char *path, int flags, ...)
{
	unsigned int perm = 0;
	va_list ap;

	if (flags & (O_CREAT | __O_TMPFILE)) {
		va_start(ap, flags);
		perm = va_arg(ap, unsigned int);
		va_end(ap);
	}
	return call_fails("openat", EMFILE) ? -1 : __real_openat(dir, path, flags, perm);
}

int __real_ioctl(int fd, unsigned long what, ...);
int __wrap_ioctl(int fd, unsigned long what, ...);
int
__wrap_ioctl(int fd, unsigned long what, ...)
{
	va_list ap;
	void *arg;

	va_start(ap, what);
	arg = va_arg(ap, void *);
	va_end(ap);
	return call_fails("ioctl", EIO) ? -1 : __real_ioctl(fd, what, arg);
}

int __wrap_asprintf(char **out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int
__wrap_asprintf(char **out, const char *fmt, ...)
{
	va_list ap;
	int ret;

	if (call_fails("asprintf", ENOMEM))
		return -1;
	va_start(ap, fmt);
	ret = vasprintf(out, fmt, ap);
	va_end(ap);
	return ret;
}
