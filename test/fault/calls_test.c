/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fails the 1st, 2nd, ... Nth call for memory, a file, a socket or a mapping that attach and detach make, until one passes
 * without reaching the number; once only that call, once that call and all after it. Nothing may be left behind.
 */
#include <stdio.h>
#include <string.h>

#include <rte_ethdev.h>

#include "state.h"
#include "subject.h"
#include "wrap.h"

#define CALLS_MAX 2000

/* One try with call number n failing: true when all is as it was. */
typedef bool (*try_fn)(const struct subject *s, enum wrap_mode mode, unsigned int n);

static struct state before, attached;
static const char *const mode_words[] = {"", "the nth call", "the nth and all later calls"};

static bool
complain(unsigned int n, const char *what, int ret)
{
	state_say("    call %u (%s) failed, %s returned %d\n", n, wrap_failed(), what, ret);
	return false;
}

/* Either it failed and nothing is there, or it succeeded and the device is whole. */
static bool
attach_try(const struct subject *s, enum wrap_mode mode, unsigned int n)
{
	struct rte_device *dev;
	int ret;

	wrap_arm(mode, n);
	ret = rte_dev_probe(s->devargs);
	wrap_disarm();
	dev = subject_device(s->name);
	if (ret > 0 || (ret == 0) != (dev != NULL) || (dev != NULL && rte_dev_remove(dev) != 0) ||
	    !state_same(&before, wrap_failed()))
		return complain(n, "attach", ret);
	return true;
}

/* Setting up a port may fail too; it must then be possible to detach it. */
static bool
setup_try(const struct subject *s, enum wrap_mode mode, unsigned int n)
{
	int ret = rte_dev_probe(s->devargs), port = subject_port(s->name);
	struct rte_device *dev = subject_device(s->name);

	if (ret != 0 || port < 0)
		return complain(n, "the attach before", ret);
	wrap_arm(mode, n);
	ret = subject_run((uint16_t)port);
	wrap_disarm();
	if (ret > 0 || rte_dev_remove(dev) != 0 || !state_same(&before, wrap_failed()))
		return complain(n, "set-up", ret);
	return true;
}

/* Either it failed and the device is as it was, or it succeeded and nothing is there. */
static bool
detach_try(const struct subject *s, enum wrap_mode mode, unsigned int n, bool running)
{
	int ret = rte_dev_probe(s->devargs), port = subject_port(s->name);
	struct rte_device *dev = subject_device(s->name);
	bool good;

	if (ret != 0 || port < 0 || (running && subject_run((uint16_t)port) != 0))
		return complain(n, "the attach and set-up before", ret);
	state_take(&attached);
	wrap_arm(mode, n);
	ret = rte_dev_remove(dev);
	wrap_disarm();
	if (ret == 0)
		good = subject_device(s->name) == NULL;
	else
		good = ret < 0 && subject_device(s->name) == dev && state_same(&attached, wrap_failed()) &&
		       rte_dev_remove(dev) == 0;
	return (good && state_same(&before, wrap_failed())) || complain(n, "detach", ret);
}

static bool
detach_fresh_try(const struct subject *s, enum wrap_mode mode, unsigned int n)
{
	return detach_try(s, mode, n, false);
}

static bool
detach_running_try(const struct subject *s, enum wrap_mode mode, unsigned int n)
{
	return detach_try(s, mode, n, true);
}

static bool
try_again(try_fn try, const struct subject *s, enum wrap_mode mode, unsigned int n)
{
	unsigned int i;

	for (i = 1; i <= STATE_TRIES; i++) {
		state_quiet(i < STATE_TRIES);
		if (try(s, mode, n))
			return true;
		state_take(&before);
	}
	return false;
}

static void
calls_fail(const struct subject *s, enum wrap_mode mode, const char *what, try_fn try)
{
	unsigned int n = 0, wrong = 0;

	state_take(&before);
	do
		wrong += !try_again(try, s, mode, ++n);
	while (wrap_failed()[0] != '\0' && n < CALLS_MAX && wrong < 5);
	subject_result(wrong == 0 && n < CALLS_MAX, "%s: %s with %s failing, n = 1 ... %u", s->devargs, what, mode_words[mode],
		       n);
}

int
main(int argc, char **argv)
{
	size_t i;
	int mode;

	(void)argc;
	subject_start(argv, 1, 1024);
	for (i = 0; i < nb_subjects; i++) {
		const struct subject *s = &subjects[i];

		if (!subject_wanted(s))
			continue;
		if (subject_missing(s) != NULL) {
			printf("skip - %s: failing calls: %s\n", s->devargs, subject_missing(s));
			continue;
		}
		subject_warm_up(s);
		for (mode = WRAP_ONE; mode <= WRAP_FROM; mode++) {
			calls_fail(s, (enum wrap_mode)mode, "attach", attach_try);
			calls_fail(s, (enum wrap_mode)mode, "set-up", setup_try);
			calls_fail(s, (enum wrap_mode)mode, "detach of a fresh port", detach_fresh_try);
			calls_fail(s, (enum wrap_mode)mode, "detach of a running port", detach_running_try);
		}
	}
	subject_stop();
	return subject_status();
}
