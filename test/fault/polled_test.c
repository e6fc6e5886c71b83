/* SPDX-License-Identifier: BSD-3-Clause */
/* A port comes, runs and is detached, again and again, while two threads poll its number without ever stopping. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_ethdev.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>

#include "state.h"
#include "subject.h"

#define PORT 0
#define FRAME 60
#define BURST 16
#define MBUFS 4096

#if defined(STATE_ASAN) || defined(STATE_TSAN)
#define ROUNDS 20
#else
#define ROUNDS 100
#endif

static struct {
	unsigned int stop;     /* both threads end */
	unsigned int polls[2]; /* how often each has been through its loop */
} shared;

/* Both do what a program does that knows nothing of hotplug. One is a thread of the EAL, the other is the program's own. */
static int
lcore_receives(void *arg)
{
	struct rte_mbuf *pkts[BURST];
	uint16_t n, i;

	(void)arg;
	while (!__atomic_load_n(&shared.stop, __ATOMIC_RELAXED)) {
		n = rte_eth_rx_burst(PORT, 0, pkts, BURST);
		for (i = 0; i < n; i++)
			rte_pktmbuf_free(pkts[i]);
		__atomic_add_fetch(&shared.polls[0], 1, __ATOMIC_RELAXED);
	}
	return 0;
}

static void *
thread_sends(void *arg)
{
	struct rte_mbuf *pkts[BURST];
	uint16_t n, i;

	while (!__atomic_load_n(&shared.stop, __ATOMIC_RELAXED)) {
		if (rte_pktmbuf_alloc_bulk(subject_pool, pkts, BURST) == 0) {
			for (i = 0; i < BURST; i++)
				memset(rte_pktmbuf_append(pkts[i], FRAME), 0, FRAME);
			n = rte_eth_tx_burst(PORT, 0, pkts, BURST);
			for (i = n; i < BURST; i++)
				rte_pktmbuf_free(pkts[i]);
		}
		__atomic_add_fetch(&shared.polls[1], 1, __ATOMIC_RELAXED);
	}
	return arg;
}

/* Wait until both threads have been through their loop so many times more. */
static bool
polls_pass(unsigned int wanted)
{
	unsigned int i, start;
	time_t end = time(NULL) + 60;

	for (i = 0; i < 2; i++) {
		start = __atomic_load_n(&shared.polls[i], __ATOMIC_RELAXED);
		while (__atomic_load_n(&shared.polls[i], __ATOMIC_RELAXED) - start < wanted) {
			if (time(NULL) > end)
				return false;
			sched_yield();
		}
	}
	return true;
}

static const char *
round_once(const struct subject *s, unsigned int round)
{
	int port;

	if (rte_dev_probe(s->devargs) != 0)
		return "attach failed";
	port = subject_port(s->name);
	if (port != 0)
		return "the port has not number 0";
	if (subject_run((uint16_t)port) != 0)
		return "the port did not start";
	if (!polls_pass(10))
		return "the pollers stand still";
	if (round % 2 == 1 && rte_eth_dev_stop((uint16_t)port) != 0)
		return "the port did not stop";
	if (round % 4 == 3 && rte_eth_dev_close((uint16_t)port) != 0)
		return "the port did not close";
	if (rte_dev_remove(subject_device(s->name)) != 0)
		return "detach failed";
	return polls_pass(5) ? NULL : "the pollers stand still";
}

static void
subject_polled(const struct subject *s)
{
	unsigned int round, lcore = rte_get_next_lcore(-1, 1, 0);
	const char *trouble = NULL;
	pthread_t sender;

	memset(&shared, 0, sizeof(shared));
	if (rte_eal_remote_launch(lcore_receives, NULL, lcore) != 0 ||
	    pthread_create(&sender, NULL, thread_sends, NULL) != 0)
		abort();
	for (round = 0; round < ROUNDS && trouble == NULL; round++)
		trouble = round_once(s, round);
	__atomic_store_n(&shared.stop, 1, __ATOMIC_RELAXED);
	rte_eal_mp_wait_lcore();
	pthread_join(sender, NULL);
	if (trouble == NULL && rte_mempool_avail_count(subject_pool) != MBUFS)
		trouble = "packet buffers are missing afterwards";
	subject_result(trouble == NULL, "%s: detached %u times while two threads poll it%s%s", s->devargs, round,
		       trouble ? ": " : "", trouble ? trouble : "");
}

int
main(int argc, char **argv)
{
	size_t i;

	(void)argc;
	subject_start(argv, 2, MBUFS);
	for (i = 0; i < nb_subjects; i++)
		if (subject_missing(&subjects[i]) != NULL)
			printf("skip - %s: detached while polled: %s\n", subjects[i].devargs, subject_missing(&subjects[i]));
		else if (subject_wanted(&subjects[i]))
			subject_polled(&subjects[i]);
	subject_stop();
	return subject_status();
}
