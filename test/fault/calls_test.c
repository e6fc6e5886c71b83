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

static struct state before, attached;
static const char *const mode_words[] = {"", "the nth call", "the nth and all later calls"};

/* After an attach under fault: either it failed and nothing is there, or it succeeded and the device is whole. */
static bool
attach_settled(const struct subject *s, int ret)
{
	struct rte_device *dev = subject_device(s->name);

	if (ret == 0 && dev != NULL)
		ret = rte_dev_remove(dev);
	else if (ret == 0 || dev != NULL)
		return false;
	return ret <= 0 && state_same(&before, wrap_failed());
}

/* Whether the number was reached, so that there may be a next one. */
static bool
more_calls(unsigned int n, unsigned int wrong)
{
	return wrap_failed()[0] != '\0' && n < CALLS_MAX && wrong < 5;
}

static void
attach_calls(const struct subject *s, enum wrap_mode mode)
{
	unsigned int n = 0, wrong = 0;
	int ret;

	state_take(&before);
	do {
		wrap_arm(mode, ++n);
		ret = rte_dev_probe(s->devargs);
		wrap_disarm();
		if (!attach_settled(s, ret)) {
			printf("    call %u (%s) failed, attach returned %d\n", n, wrap_failed(), ret);
			wrong++;
			state_take(&before); /* so that one leak is told once */
		}
	} while (more_calls(n, wrong));
	subject_result(wrong == 0 && n < CALLS_MAX, "%s: attach with %s failing, n = 1 ... %u", s->devargs, mode_words[mode],
		       n);
}

static bool
detach_settled(const struct subject *s, int ret)
{
	struct rte_device *dev = subject_device(s->name);

	if (ret == 0)
		return dev == NULL && state_same(&before, wrap_failed());
	if (dev == NULL || !state_same(&attached, wrap_failed()))
		return false;
	return rte_dev_remove(dev) == 0 && state_same(&before, "after the detach that succeeded");
}

static void
detach_calls(const struct subject *s, enum wrap_mode mode, bool running)
{
	unsigned int n = 0, wrong = 0;

	do {
		int ret = rte_dev_probe(s->devargs), port = subject_port(s->name);
		struct rte_device *dev = subject_device(s->name);

		if (ret != 0 || port < 0 || (running && subject_run((uint16_t)port) != 0)) {
			printf("    attach and set-up before the detach: %d\n", ret);
			wrong++;
			break;
		}
		state_take(&attached);
		wrap_arm(mode, ++n);
		ret = rte_dev_remove(dev);
		wrap_disarm();
		if (!detach_settled(s, ret)) {
			printf("    call %u (%s) failed, detach returned %d\n", n, wrap_failed(), ret);
			wrong++;
			state_take(&before);
		}
	} while (more_calls(n, wrong));
	subject_result(wrong == 0 && n < CALLS_MAX, "%s, %s port: detach with %s failing, n = 1 ... %u", s->devargs,
		       running ? "running" : "fresh", mode_words[mode], n);
}

/* Setting up a port may fail too; it must then be possible to close and to detach it. */
static void
setup_calls(const struct subject *s, enum wrap_mode mode)
{
	unsigned int n = 0, wrong = 0;

	do {
		int ret = rte_dev_probe(s->devargs), port = subject_port(s->name), up;

		wrap_arm(mode, ++n);
		up = ret == 0 && port >= 0 ? subject_run((uint16_t)port) : -1;
		wrap_disarm();
		ret = ret == 0 ? rte_dev_remove(subject_device(s->name)) : ret;
		if (ret != 0 || !state_same(&before, wrap_failed())) {
			printf("    call %u (%s) failed, set-up returned %d, detach %d\n", n, wrap_failed(), up, ret);
			wrong++;
			state_take(&before);
		}
	} while (more_calls(n, wrong));
	subject_result(wrong == 0 && n < CALLS_MAX, "%s: set-up with %s failing, n = 1 ... %u", s->devargs, mode_words[mode],
		       n);
}

static void
warm_up(const struct subject *s)
{
	int i, port;

	for (i = 0; i < 2; i++) {
		if (rte_dev_probe(s->devargs) != 0)
			return;
		port = subject_port(s->name);
		if (port >= 0)
			subject_run((uint16_t)port);
		rte_dev_remove(subject_device(s->name));
	}
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
		warm_up(s);
		for (mode = WRAP_ONE; mode <= WRAP_FROM; mode++) {
			attach_calls(s, (enum wrap_mode)mode);
			setup_calls(s, (enum wrap_mode)mode);
			detach_calls(s, (enum wrap_mode)mode, false);
			detach_calls(s, (enum wrap_mode)mode, true);
		}
	}
	subject_stop();
	return subject_status();
}
