/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ten thousand lives of one device per driver: descriptors, heaps and resident memory stay flat.
 *
 * SOAK_CYCLES sets another number. Every tenth life is also configured and started, every other one ends by the legacy call.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_ethdev.h>

#include "../fault/state.h"
#include "../fault/subject.h"

#define CYCLES 10000
#define WARM_UP 200U
#define RESIDENT_SLACK 64 /* pages: the kernel counts in batches */

static int
life_once(const struct subject *s, unsigned int i)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t port = RTE_MAX_ETHPORTS;
	int ret;

	if (i % 2 == 0)
		ret = rte_dev_probe(s->devargs);
	else
		ret = rte_eth_dev_attach(s->devargs, &port);
	if (ret != 0)
		return ret;
	if (port == RTE_MAX_ETHPORTS)
		port = (uint16_t)subject_port(s->name);
	if (i % 10 == 0)
		ret = subject_run(port);
	if (ret != 0)
		return ret;
	return i % 4 < 2 ? rte_dev_remove(subject_device(s->name)) : rte_eth_dev_detach(port, name);
}

static void
subject_lives(const struct subject *s, unsigned int cycles)
{
	static struct state before;
	struct timespec start, end;
	size_t resident = 0;
	unsigned int i, tries;
	bool good = false;
	double us;
	int ret = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (i = 0; i < cycles && ret == 0; i++) {
		ret = life_once(s, i);
		if (i == RTE_MIN(WARM_UP, cycles / 2)) {
			state_take(&before);
			resident = state_resident();
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	if (ret != 0) {
		subject_result(false, "%s: life %u ended with %d", s->devargs, i, ret);
		return;
	}
	us = (double)(end.tv_sec - start.tv_sec) * 1e6 + (double)(end.tv_nsec - start.tv_nsec) / 1e3;
	for (tries = 1; !good && tries <= STATE_TRIES && ret == 0; tries++) {
		state_quiet(tries < STATE_TRIES);
		good = state_same(&before, "after the last life");
		ret = good ? 0 : life_once(s, 0);
	}
	subject_result(good,
		       "%s: %u lives leave descriptors, mappings, heaps and devices as they were (%.0f us each)",
		       s->devargs, cycles, us / cycles);
#if !defined(STATE_ASAN) && !defined(STATE_TSAN)
	subject_result(state_resident() <= resident + RESIDENT_SLACK,
		       "%s: resident memory stays flat (%zu pages early, %zu late)", s->devargs, resident, state_resident());
#else
	(void)resident;
#endif
}

int
main(int argc, char **argv)
{
	const char *wanted = getenv("SOAK_CYCLES");
	unsigned int cycles = wanted != NULL ? (unsigned int)atoi(wanted) : CYCLES;
	size_t i;

	(void)argc;
	subject_start(argv, 1, 1024);
	for (i = 0; i < nb_subjects; i++)
		if (subject_missing(&subjects[i]) != NULL)
			printf("skip - %s: %u lives: %s\n", subjects[i].devargs, cycles, subject_missing(&subjects[i]));
		else if (subject_wanted(&subjects[i]))
			subject_lives(&subjects[i], cycles);
	subject_stop();
	return subject_status();
}
