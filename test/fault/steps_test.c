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

enum condition { PORT_FRESH, PORT_RUNNING, PORT_HALTED, PORT_CONDITIONS };
static const char *const condition_words[] = {"fresh", "running", "stopped"};

static struct state before;

static bool
entry_attach(const struct subject *s, bool legacy, int *ret)
{
	uint16_t port;

	*ret = legacy ? rte_eth_dev_attach(s->devargs, &port) : rte_dev_probe(s->devargs);
	return *ret == 0;
}

static void
attach_steps(const struct subject *s, bool legacy)
{
	unsigned int k, steps = txn_rows(TXN_ATTACH), wrong = 0;
	int ret;

	state_take(&before);
	for (k = 0; k < steps; k++) {
		txn_inject(TXN_ATTACH, (int)k, INJECTED);
		entry_attach(s, legacy, &ret);
		txn_inject(TXN_ATTACH, -1, 0);
		if (ret != -INJECTED) {
			printf("    step %u (%s) failed, but attach returned %d\n", k, txn_row_name(TXN_ATTACH, k), ret);
			wrong++;
		}
		if (!state_same(&before, txn_row_name(TXN_ATTACH, k)))
			wrong++;
	}
	if (!entry_attach(s, legacy, &ret) || subject_device(s->name) == NULL) {
		printf("    the attach after the failures returned %d\n", ret);
		wrong++;
	} else {
		rte_dev_remove(subject_device(s->name));
	}
	if (!state_same(&before, "after one whole life"))
		wrong++;
	subject_result(wrong == 0, "%s: each of %u steps of %s fails without a trace", s->devargs, steps,
		       legacy ? "rte_eth_dev_attach" : "rte_dev_probe");
}

/* What the port did before must still work: a running one passes packets, a fresh one can be set up. */
static bool
port_alive(uint16_t port, enum condition c)
{
	struct rte_eth_link link;

	if (!rte_eth_dev_is_valid_port(port))
		return false;
	if (c == PORT_RUNNING)
		return rte_eth_link_get_nowait(port, &link) == 0 && link.link_status == RTE_ETH_LINK_UP;
	return true;
}

static int
detach_once(const struct subject *s, bool legacy)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	int port = subject_port(s->name);

	if (!legacy)
		return rte_dev_remove(subject_device(s->name));
	return port < 0 ? port : rte_eth_dev_detach((uint16_t)port, name);
}

static bool
condition_reach(int port, enum condition c)
{
	if (port < 0 || (c != PORT_FRESH && subject_run((uint16_t)port) != 0))
		return false;
	return c != PORT_HALTED || rte_eth_dev_stop((uint16_t)port) == 0;
}

static void
detach_steps(const struct subject *s, enum condition c, bool legacy)
{
	static struct state attached;
	unsigned int k, steps = txn_rows(TXN_DETACH), wrong = 0;
	int port, ret = rte_dev_probe(s->devargs);

	port = subject_port(s->name);
	if (ret != 0 || !condition_reach(port, c)) {
		subject_result(false, "%s: attach and set-up: %d", s->devargs, ret);
		return;
	}
	state_take(&attached);
	for (k = 0; k < steps; k++) {
		txn_inject(TXN_DETACH, (int)k, INJECTED);
		ret = detach_once(s, legacy);
		txn_inject(TXN_DETACH, -1, 0);
		if (ret != -INJECTED) {
			printf("    step %u (%s) failed, but detach returned %d\n", k, txn_row_name(TXN_DETACH, k), ret);
			wrong++;
		}
		if (!state_same(&attached, txn_row_name(TXN_DETACH, k)) || !port_alive((uint16_t)port, c))
			wrong++;
		if (subject_device(s->name) == NULL)
			break;
	}
	ret = subject_device(s->name) == NULL ? -ENODEV : detach_once(s, legacy);
	if (ret != 0 || !state_same(&before, "after the detach that succeeded")) {
		printf("    the detach after the failures returned %d\n", ret);
		wrong++;
	}
	subject_result(wrong == 0, "%s, %s port: each of %u steps of %s fails without a trace", s->devargs,
		       condition_words[c], steps, legacy ? "rte_eth_dev_detach" : "rte_dev_remove");
}

/* Prepare and then abort: the answer to "would this work?" must leave as little behind as a failure. */
static void
dry_runs(const struct subject *s)
{
	static struct state attached;
	static struct txn_request req;
	unsigned int wrong = 0;
	int ret;

	state_take(&before);
	req = (struct txn_request){.op = TXN_ATTACH, .dry_run = true, .devargs = s->devargs};
	ret = txn_run(&req);
	wrong += ret != 0 || !state_same(&before, "dry run of attach");
	if (rte_dev_probe(s->devargs) == 0) {
		state_take(&attached);
		req = (struct txn_request){.op = TXN_DETACH, .dry_run = true, .name = s->name};
		ret = txn_run(&req);
		wrong += ret != 0 || !state_same(&attached, "dry run of detach");
		ret = rte_dev_remove(subject_device(s->name));
		wrong += ret != 0 || !state_same(&before, "after one whole life");
	}
	subject_result(wrong == 0, "%s: dry runs of attach and detach leave no trace", s->devargs);
}

/* With this switch every probe is probe, remove, probe: the driver's remove is tried by each attach. */
static void
probed_twice(const struct subject *s)
{
	int ret;

	state_take(&before);
	txn_probe_twice(true);
	ret = rte_dev_probe(s->devargs);
	txn_probe_twice(false);
	if (ret == 0)
		ret = rte_dev_remove(subject_device(s->name));
	subject_result(ret == 0 && state_same(&before, "after one whole life"), "%s: probe, remove, probe in one attach",
		       s->devargs);
}

/* The first life of a driver may leave things that stay for good: rings' tables, the C library's own. */
static void
warm_up(const struct subject *s)
{
	struct rte_device *dev;
	int ret, port;

	txn_inject(TXN_ATTACH, (int)txn_rows(TXN_ATTACH) - 1, INJECTED);
	ret = rte_dev_probe(s->devargs);
	txn_inject(TXN_ATTACH, -1, 0);
	ret = rte_dev_probe(s->devargs);
	port = subject_port(s->name);
	dev = subject_device(s->name);
	if (ret != 0 || port < 0 || dev == NULL || subject_run((uint16_t)port) != 0 || rte_dev_remove(dev) != 0)
		printf("    %s: the first life went wrong (%d, port %d)\n", s->devargs, ret, port);
	state_take(&before);
}

int
main(int argc, char **argv)
{
	size_t i;
	int c;

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
		warm_up(s);
		dry_runs(s);
		probed_twice(s);
		attach_steps(s, false);
		attach_steps(s, true);
		for (c = PORT_FRESH; c < PORT_CONDITIONS; c++)
			detach_steps(s, (enum condition)c, false);
		detach_steps(s, PORT_FRESH, true);
	}
	subject_stop();
	return subject_status();
}
