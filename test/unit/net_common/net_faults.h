/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls that fail by number. A test of a driver is linked with --wrap for these names (see the Makefiles beside the
 * tests); of the wrapped calls that the armed thread makes, the n-th fails.
 */
#ifndef NET_FAULTS_H
#define NET_FAULTS_H

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_port.h"

static __thread unsigned int fault_in; /**< the call that fails, counted from 1; 0: off */
static __thread unsigned int fault_calls;
static __thread const char *fault_name;

static inline bool
fault_now(const char *name)
{
	if (fault_in == 0 || ++fault_calls != fault_in)
		return false;
	fault_name = name;
	return true;
}

#define FAULT_CALL(type, name, err, params, args)                                                                    \
	type __real_##name params;                                                                                   \
	type __wrap_##name params;                                                                                   \
	type __wrap_##name params                                                                                    \
	{                                                                                                            \
		if (fault_now(#name)) {                                                                              \
			errno = err;                                                                                 \
			return (type)(err == ENOMEM && sizeof(type) == sizeof(void *) ? 0 : -1);                     \
		}                                                                                                    \
		return __real_##name args;                                                                           \
	}

FAULT_CALL(void *, malloc, ENOMEM, (size_t n), (n))
FAULT_CALL(void *, calloc, ENOMEM, (size_t n, size_t size), (n, size))
FAULT_CALL(void *, rte_zmalloc, ENOMEM, (const char *t, size_t n, unsigned int a), (t, n, a))
FAULT_CALL(void *, rte_zmalloc_socket, ENOMEM, (const char *t, size_t n, unsigned int a, int s), (t, n, a, s))
FAULT_CALL(void *, rte_malloc, ENOMEM, (const char *t, size_t n, unsigned int a), (t, n, a))
FAULT_CALL(int, socket, EMFILE, (int d, int t, int p), (d, t, p))
FAULT_CALL(int, setsockopt, ENOBUFS, (int fd, int l, int n, const void *v, socklen_t len), (fd, l, n, v, len))
FAULT_CALL(int, bind, ENODEV, (int fd, const struct sockaddr *a, socklen_t len), (fd, a, len))
FAULT_CALL(int, pthread_create, EAGAIN, (pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *arg), (t, a, f, arg))
FAULT_CALL(int, ftruncate, EIO, (int fd, off_t len), (fd, len))
FAULT_CALL(void *, mmap, EAGAIN, (void *a, size_t n, int p, int f, int fd, off_t o), (a, n, p, f, fd, o))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int
__wrap_open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = (flags & O_CREAT) != 0 ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	if (fault_now("open")) {
		errno = EMFILE;
		return -1;
	}
	return __real_open(path, flags, mode);
}

int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int
__wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	void *arg;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (fault_now("ioctl")) {
		errno = EPERM;
		return -1;
	}
	return __real_ioctl(fd, request, arg);
}

/**
 * Run @p act with its 1st, 2nd, ... wrapped call failing until none fails any more. Each time it fails, nothing may be left; each
 * time it succeeds, @p undo must take everything back.
 */
static inline void
faults_everywhere(int (*act)(void), void (*undo)(void))
{
	struct net_picture before;
	unsigned int k, failures = 0;
	bool reached;
	int ret;

	/* what is made once per process */
	if (act() == 0)
		undo();
	net_picture_settled(&before);
	for (k = 1; k < 2000; k++) {
		net_log_begin();
		fault_name = NULL;
		fault_calls = 0;
		fault_in = k;
		ret = act();
		fault_in = 0;
		net_log_end("");
		reached = fault_name != NULL;
		failures += ret != 0;
		if (ret == 0)
			undo();
		else if (!reached)
			break;
		if (!net_picture_same(&before)) {
			printf("  call %u (%s) failed: %s\n", k, fault_name != NULL ? fault_name : "none",
				ret == 0 ? "undone" : strerror(-ret));
			CU_FAIL("a failed step left something behind");
			return;
		}
		if (!reached)
			break;
	}
	CU_ASSERT(failures > 3);
	CU_ASSERT(k < 2000);
}

#endif
