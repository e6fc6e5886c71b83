/* SPDX-License-Identifier: BSD-3-Clause */
/* Fails every step of attach and of detach, for every driver and every state of the port: nothing may have changed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_ethdev.h>

#include <dev/txn.h>

#include "state.h"
#include "subject.h"

#define INJECTED EMEDIUMTYPE /* a code that nobody else returns */

enum entry { MODERN, LEGACY };
enum condition { PORT_FRESH, PORT_RUNNING, PORT_HALTED, PORT_CONDITIONS };

/* What is tried with one subject. */
struct trial {
	const struct subject *s;
	enum entry entry;
	enum condition condition;
};

static struct state before, attached;
static const char *const condition_words[] = {"fresh", "running", "stopped"};

static bool
wrong(const char *step, const char *what, int ret)
{
	state_say("    step %s failed, %s returned %d\n", step, what, ret);
	return false;
}

static int
attach_once(const struct trial *t)
{
	uint16_t port;

	return t->entry == LEGACY ? rte_eth_dev_attach(t->s->devargs, &port) : rte_dev_probe(t->s->devargs);
}

static int
detach_once(const struct trial *t)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	int port = subject_port(t->s->name);

	if (t->entry == MODERN)
		return rte_dev_remove(subject_device(t->s->name));
	return port < 0 ? port : rte_eth_dev_detach((uint16_t)port, name);
}

static bool
attach_steps(const struct trial *t)
{
	unsigned int k, steps = txn_rows(TXN_ATTACH);
	bool good = true;
	int ret;

	for (k = 0; k < steps; k++) {
		const char *step = txn_row_name(TXN_ATTACH, k);

		txn_inject(TXN_ATTACH, (int)k, INJECTED);
		ret = attach_once(t);
		txn_inject(TXN_ATTACH, -1, 0);
		if (ret != -INJECTED)
			good = wrong(step, "attach", ret);
		good &= state_same(&before, step);
	}
	ret = attach_once(t);
	if (ret != 0 || subject_device(t->s->name) == NULL)
		return wrong("none", "attach", ret);
	ret = detach_once(t);
	return ret == 0 ? good && state_same(&before, "after one whole life") : wrong("none", "detach", ret);
}

/* What the port was before it must still be. */
static bool
port_alive(uint16_t port, enum condition c)
{
	struct rte_eth_link link;

	if (!rte_eth_dev_is_valid_port(port))
		return false;
	return c != PORT_RUNNING || (rte_eth_link_get_nowait(port, &link) == 0 && link.link_status == RTE_ETH_LINK_UP);
}

static bool
condition_reach(int port, enum condition c)
{
	if (port < 0 || (c != PORT_FRESH && subject_run((uint16_t)port) != 0))
		return false;
	return c != PORT_HALTED || rte_eth_dev_stop((uint16_t)port) == 0;
}

static bool
detach_steps(const struct trial *t)
{
	unsigned int k, steps = txn_rows(TXN_DETACH);
	int port, ret = rte_dev_probe(t->s->devargs);
	bool good = true;

	port = subject_port(t->s->name);
	if (ret != 0 || !condition_reach(port, t->condition))
		return wrong("none", "attach and set-up", ret);
	state_take(&attached);
	for (k = 0; k < steps && subject_device(t->s->name) != NULL; k++) {
		const char *step = txn_row_name(TXN_DETACH, k);

		txn_inject(TXN_DETACH, (int)k, INJECTED);
		ret = detach_once(t);
		txn_inject(TXN_DETACH, -1, 0);
		if (ret != -INJECTED || !port_alive((uint16_t)port, t->condition))
			good = wrong(step, "detach", ret);
		good &= state_same(&attached, step);
	}
	ret = subject_device(t->s->name) == NULL ? -ENODEV : detach_once(t);
	return ret == 0 ? good && state_same(&before, "after the detach that succeeded") : wrong("none", "detach", ret);
}

/* Prepare and then abort: the answer to "would this work?" must leave as little behind as a failure. */
static bool
dry_runs(const struct trial *t)
{
	static struct txn_request req;
	bool good;
	int ret;

	req = (struct txn_request){.op = TXN_ATTACH, .dry_run = true, .devargs = t->s->devargs};
	ret = txn_run(&req);
	good = ret == 0 ? state_same(&before, "dry run of attach") : wrong("none", "dry run of attach", ret);
	ret = rte_dev_probe(t->s->devargs);
	if (ret != 0)
		return wrong("none", "attach", ret);
	state_take(&attached);
	req = (struct txn_request){.op = TXN_DETACH, .dry_run = true, .name = t->s->name};
	ret = txn_run(&req);
	good &= ret == 0 ? state_same(&attached, "dry run of detach") : wrong("none", "dry run of detach", ret);
	ret = rte_dev_remove(subject_device(t->s->name));
	return ret == 0 ? good && state_same(&before, "after one whole life") : wrong("none", "detach", ret);
}

/* With this switch every probe is probe, remove, probe: the driver's remove is tried by each attach. */
static bool
probed_twice(const struct trial *t)
{
	int ret;

	txn_probe_twice(true);
	ret = rte_dev_probe(t->s->devargs);
	txn_probe_twice(false);
	if (ret == 0)
		ret = rte_dev_remove(subject_device(t->s->name));
	return ret == 0 ? state_same(&before, "after one whole life") : wrong("none", "attach or detach", ret);
}

static bool
good_in_some_try(bool (*trial)(const struct trial *t), const struct trial *t)
{
	unsigned int i;

	for (i = 1; i <= STATE_TRIES; i++) {
		state_quiet(i < STATE_TRIES);
		state_take(&before);
		if (trial(t))
			return true;
	}
	return false;
}

static void
subject_tried(const struct subject *s)
{
	struct trial t = {.s = s};
	int c;

	subject_result(good_in_some_try(dry_runs, &t), "%s: dry runs of attach and detach leave no trace", s->devargs);
	subject_result(good_in_some_try(probed_twice, &t), "%s: probe, remove, probe in one attach", s->devargs);
	for (t.entry = MODERN; t.entry <= LEGACY; t.entry++)
		subject_result(good_in_some_try(attach_steps, &t), "%s: each of %u steps of %s fails without a trace", s->devargs,
			       txn_rows(TXN_ATTACH), t.entry == LEGACY ? "rte_eth_dev_attach" : "rte_dev_probe");
	for (t.entry = MODERN; t.entry <= LEGACY; t.entry++) {
		for (c = PORT_FRESH; c < PORT_CONDITIONS; c++) {
			t.condition = (enum condition)c;
			subject_result(good_in_some_try(detach_steps, &t),
				       "%s, %s port: each of %u steps of %s fails without a trace", s->devargs,
				       condition_words[c], txn_rows(TXN_DETACH),
				       t.entry == LEGACY ? "rte_eth_dev_detach" : "rte_dev_remove");
		}
	}
}

int
main(int argc, char **argv)
{
	size_t i;

	(void)argc;
	subject_start(argv, 1, 1024);
	for (i = 0; i < nb_subjects; i++) {
		const struct subject *s = &subjects[i];

		if (!subject_wanted(s))
			continue;
		if (subject_missing(s) != NULL) {
			printf("skip - %s: failing steps: %s\n", s->devargs, subject_missing(s));
			continue;
		}
		subject_warm_up(s);
		subject_tried(s);
	}
	subject_stop();
	return subject_status();
}
