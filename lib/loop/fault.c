/* SPDX-License-Identifier: BSD-3-Clause */
/* SIGBUS in mapped device memory: a lock-free table, a page of all-ones, and the previous disposition for everybody else. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rte_pause.h>

#include "fault.h"

#define RANGES 512
#define ONES_PAGES 16 /* pages that one mmap call can replace */

/* start == 0: free. Written in the order end, lost, hint_fd, start; cleared start first. */
struct range {
	uintptr_t start;
	uintptr_t end;
	uint8_t *lost;
	int hint_fd;
};

static struct range ranges[RANGES];
static unsigned int handlers_inside; /* threads that may hold a range they have found */
/* guards changes of the table and of the disposition; never in the handler */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool enabled;
static struct sigaction previous;
static int ones_fd = -1; /* file of ONES_PAGES pages of 0xff */
static size_t page;

/* The file that replaces pages in one step, so that no thread ever sees zeros in between. */
static int
ones_make(void)
{
	unsigned char buf[4096];
	size_t left;
	int fd;

	if (ones_fd >= 0)
		return 0;
	page = (size_t)sysconf(_SC_PAGESIZE);
	fd = memfd_create("all-ones", MFD_CLOEXEC);
	if (fd < 0)
		return -errno;
	memset(buf, 0xff, sizeof(buf));
	for (left = ONES_PAGES * page; left > 0; left -= sizeof(buf)) {
		if (write(fd, buf, sizeof(buf)) != (ssize_t)sizeof(buf)) {
			close(fd);
			return -ENOSPC;
		}
	}
	__atomic_store_n(&ones_fd, fd, __ATOMIC_RELEASE);
	return 0;
}

int
fault_blank(void *addr, size_t len)
{
	char *p = addr;
	size_t n;

	for (; len > 0; p += n, len -= n) {
		n = len < ONES_PAGES * page ? len : ONES_PAGES * page;
		if (mmap(p, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, ones_fd, 0) == MAP_FAILED)
			return -errno;
	}
	return 0;
}

/* True when the fault was in device memory and is mended. */
static bool
fault_mend(uintptr_t at)
{
	struct range *r;
	uint64_t one = 1;
	uintptr_t start;
	bool mended = false;

	__atomic_add_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	for (r = ranges; r < ranges + RANGES && !mended; r++) {
		start = __atomic_load_n(&r->start, __ATOMIC_SEQ_CST);
		if (start == 0 || at < start || at >= __atomic_load_n(&r->end, __ATOMIC_RELAXED))
			continue;
		mended = fault_blank((void *)(at & ~(page - 1)), page) == 0;
		__atomic_store_n(r->lost, 1, __ATOMIC_RELEASE);
		if (r->hint_fd >= 0)
			(void)!write(r->hint_fd, &one, sizeof(one));
	}
	__atomic_sub_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	return mended;
}

/* As if this handler were not there. */
static void
fault_pass_on(int sig, siginfo_t *info, void *context)
{
	struct sigaction dfl = { .sa_handler = SIG_DFL };
	bool sent = info->si_code <= 0; /* by kill() and the like: the instruction is not repeated */
	sigset_t set;

	if ((previous.sa_flags & SA_SIGINFO) != 0) {
		previous.sa_sigaction(sig, info, context);
		return;
	}
	if (previous.sa_handler == SIG_IGN && sent)
		return;
	if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
		previous.sa_handler(sig);
		return;
	}
	/* the kernel lets nobody ignore a fault: with the default in place, repeating it ends the process with a core */
	sigaction(sig, &dfl, NULL);
	if (sent) {
		sigemptyset(&set);
		sigaddset(&set, sig);
		raise(sig);
		pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	}
}

static void
fault_handler(int sig, siginfo_t *info, void *context)
{
	int saved = errno;

	if (info->si_code <= 0 || !fault_mend((uintptr_t)info->si_addr))
		fault_pass_on(sig, info, context);
	errno = saved;
}

int
fault_enable(void)
{
	struct sigaction ours = { .sa_sigaction = fault_handler };
	int ret = 0;

	pthread_mutex_lock(&lock);
	if (enabled)
		goto out;
	ret = ones_make();
	if (ret != 0)
		goto out;
	/* what the previous handler was promised about its stack, mask and restarts holds for ours too */
	if (sigaction(SIGBUS, NULL, &previous) == 0) {
		ours.sa_flags = SA_SIGINFO | (previous.sa_flags & (SA_ONSTACK | SA_RESTART | SA_NODEFER));
		ours.sa_mask = previous.sa_mask;
	}
	if (sigaction(SIGBUS, &ours, NULL) != 0)
		ret = -errno;
	else
		enabled = true;
out:
	pthread_mutex_unlock(&lock);
	return ret;
}

int
fault_disable(void)
{
	int ret = 0;

	pthread_mutex_lock(&lock);
	if (enabled && sigaction(SIGBUS, &previous, NULL) != 0)
		ret = -errno;
	else
		enabled = false;
	pthread_mutex_unlock(&lock);
	return ret;
}

int
fault_range_add(void *addr, size_t len, uint8_t *lost, int hint_fd)
{
	struct range *r;
	int ret;

	if (addr == NULL || len == 0 || lost == NULL)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	ret = ones_make();
	for (r = ranges; ret == 0 && r < ranges + RANGES && r->start != 0; r++)
		;
	if (ret == 0 && r == ranges + RANGES)
		ret = -ENOSPC;
	if (ret == 0) {
		__atomic_store_n(&r->end, (uintptr_t)addr + len, __ATOMIC_RELAXED);
		r->lost = lost;
		r->hint_fd = hint_fd;
		__atomic_store_n(&r->start, (uintptr_t)addr, __ATOMIC_SEQ_CST);
	}
	pthread_mutex_unlock(&lock);
	return ret;
}

void
fault_range_del(void *addr)
{
	struct range *r;

	pthread_mutex_lock(&lock);
	for (r = ranges; r < ranges + RANGES; r++) {
		if (addr == NULL || r->start != (uintptr_t)addr)
			continue;
		__atomic_store_n(&r->start, 0, __ATOMIC_SEQ_CST);
		while (__atomic_load_n(&handlers_inside, __ATOMIC_SEQ_CST) != 0)
			rte_pause();
		break;
	}
	pthread_mutex_unlock(&lock);
}
