/* SPDX-License-Identifier: BSD-3-Clause */
/* Faults in device memory (a mapped file that shrinks) are mended; everybody else's faults end as they always did. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <loop/fault.h>

#include "ut.h"

#define PAGE 4096
#define LEN (4 * PAGE)

/* A mapping whose file was cut to nothing: every access faults. */
static volatile uint32_t *
dead_memory(void)
{
	int fd = memfd_create("bar", MFD_CLOEXEC);
	void *p;

	if (fd < 0 || ftruncate(fd, LEN) != 0)
		return NULL;
	p = mmap(NULL, LEN, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p != MAP_FAILED && ftruncate(fd, 0) != 0)
		return NULL;
	close(fd);
	return p;
}

static void
device_memory_reads_all_ones(void)
{
	volatile uint32_t *bar = dead_memory();
	int hint = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	uint8_t lost = 0;
	uint64_t n = 0;

	UT_NOT_NULL_FATAL(bar);
	UT_EQ(fault_range_add((void *)(uintptr_t)bar, LEN, &lost, hint), 0);
	UT_EQ(fault_enable(), 0);
	UT_EQ(fault_enable(), 0);
	UT_EQ(bar[0], 0xffffffff);
	UT_EQ(__atomic_load_n(&lost, __ATOMIC_ACQUIRE), 1);
	bar[PAGE / 4 + 1] = 5; /* a write goes nowhere but harms nothing */
	UT_EQ(bar[PAGE / 4], 0xffffffff);
	UT_EQ(bar[LEN / 4 - 1], 0xffffffff);
	UT_EQ(read(hint, &n, sizeof(n)), sizeof(n));
	UT_EQ(n, 3);
	fault_range_del((void *)(uintptr_t)bar);
	UT_EQ(fault_disable(), 0);
	UT_EQ(fault_disable(), 0);
	munmap((void *)(uintptr_t)bar, LEN);
	close(hint);
	UT_EQ(fault_range_add(NULL, 1, &lost, -1), -EINVAL);
	UT_EQ(fault_range_add(&lost, 0, &lost, -1), -EINVAL);
	UT_EQ(fault_range_add(&lost, 1, NULL, -1), -EINVAL);
	fault_range_del(&lost);
}

static void
the_first_hint_blanks_everything(void)
{
	uint8_t *p = mmap(NULL, 40 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), lost = 0;

	UT_EQ(fault_range_add(p, 40 * PAGE, &lost, -1), 0);
	UT_EQ(fault_blank(p, 40 * PAGE), 0);
	UT_EQ(p[0], 0xff);
	UT_EQ(p[40 * PAGE - 1], 0xff);
	fault_range_del(p);
	munmap(p, 40 * PAGE);
}

static void
table_has_a_limit(void)
{
	uint8_t lost = 0;
	uintptr_t i;

	for (i = 1; i <= 512; i++)
		UT_EQ(fault_range_add((void *)(i * PAGE), PAGE, &lost, -1), 0);
	UT_EQ(fault_range_add((void *)(i * PAGE), PAGE, &lost, -1), -ENOSPC);
	for (i = 1; i <= 512; i++)
		fault_range_del((void *)(i * PAGE));
}

/* What becomes of a child that has our handling enabled on top of @p before and then does @p act. */
static int
child_end(void (*before)(void), void (*act)(void))
{
	struct rlimit none = { 0, 0 };
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		setrlimit(RLIMIT_CORE, &none);
		signal(SIGBUS, SIG_DFL); /* not the sanitizer's */
		if (before != NULL)
			before();
		if (fault_enable() != 0)
			_exit(99);
		act();
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

static sigjmp_buf jump;
static char alt_stack[65536];
static volatile int on_alt;

static void
touch(void)
{
	(void)*dead_memory();
}

static void
touch_in_guard(void)
{
	if (sigsetjmp(jump, 1) == 0)
		touch();
	else
		_exit(on_alt ? 43 : 42);
}

static void
send_self(void)
{
	kill(getpid(), SIGBUS);
}

static void
one_argument(int sig)
{
	char here;

	on_alt = &here > alt_stack && &here < alt_stack + sizeof(alt_stack);
	siglongjmp(jump, sig);
}

static void
three_arguments(int sig, siginfo_t *info, void *context)
{
	if (sig == SIGBUS && info->si_code == BUS_ADRERR && context != NULL)
		siglongjmp(jump, sig);
}

static void
before_ignored(void)
{
	signal(SIGBUS, SIG_IGN);
}

static void
before_one(void)
{
	signal(SIGBUS, one_argument);
}

static void
before_three_restart(void)
{
	struct sigaction sa = { .sa_sigaction = three_arguments, .sa_flags = SA_SIGINFO | SA_RESTART };

	sigaction(SIGBUS, &sa, NULL);
}

static void
before_alt_stack(void)
{
	struct sigaction sa = { .sa_handler = one_argument, .sa_flags = SA_ONSTACK };
	stack_t ss = { .ss_sp = alt_stack, .ss_size = sizeof(alt_stack) };

	sigaltstack(&ss, NULL);
	sigaction(SIGBUS, &sa, NULL);
}

static void
mended_then_foreign(void)
{
	static uint8_t lost;
	volatile uint32_t *bar = dead_memory();

	if (fault_range_add((void *)(uintptr_t)bar, LEN, &lost, -1) != 0 || bar[0] != 0xffffffff)
		_exit(98);
	touch_in_guard();
}

static void
other_faults_end_as_before(void)
{
	UT_EQ(child_end(NULL, touch), 1000 + SIGBUS);
	UT_EQ(child_end(before_ignored, touch), 1000 + SIGBUS);
	UT_EQ(child_end(before_one, touch_in_guard), 42);
	UT_EQ(child_end(before_three_restart, touch_in_guard), 42);
	UT_EQ(child_end(before_alt_stack, touch_in_guard), 43);
	UT_EQ(child_end(NULL, send_self), 1000 + SIGBUS);
	UT_EQ(child_end(before_ignored, send_self), 0);
	UT_EQ(child_end(before_one, mended_then_foreign), 42);
}

UT_MAIN("fault", { "device memory reads all-ones after its device is gone", device_memory_reads_all_ones },
	{ "a hint blanks the whole mapping", the_first_hint_blanks_everything }, { "the table has a limit and says so",
		table_has_a_limit },
	{ "other faults end as if nobody had been there", other_faults_end_as_before })
