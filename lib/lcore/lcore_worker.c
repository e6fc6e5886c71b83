/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The worker threads: start, stop, and handing functions to them.
 *
 * A worker waits on its command word. It spins for a moment, then announces SLEEP in the word and sleeps on it; who gives a
 * command wakes it only if it finds SLEEP. The way back is the state word: a thread that waits for the worker spins, then counts
 * itself as a sleeper and sleeps on it; the worker wakes only if somebody is counted.
 */
#include <errno.h>
#include <linux/futex.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rte_log.h>
#include <rte_pause.h>

#include "lcore.h"
#include "lcore_priv.h"

#define SPINS 500

enum worker_command {
	CMD_NONE,
	CMD_SLEEP,
	CMD_RUN,
	CMD_QUIT,
};

struct worker {
	uint32_t command;  /* enum worker_command; futex */
	uint32_t state;    /* enum rte_lcore_state_t; futex */
	uint32_t sleepers; /* threads asleep on state; atomic */
	int ret;           /* result of the last function; owned by the worker while RUNNING */
	lcore_function_t *f;
	void *arg;
	pthread_t thread;
	bool started; /* under the start and stop of the EAL */
} __rte_cache_aligned;

static struct worker workers[RTE_MAX_LCORE];
static bool running; /* atomic */
static pid_t owner;  /* process that started the workers: a forked child has none */
static rte_cpuset_t old_affinity;

static void
futex_sleep(uint32_t *word, uint32_t value)
{
	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void
futex_wake_all(uint32_t *word)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

bool
lcore_running(void)
{
	return __atomic_load_n(&running, __ATOMIC_ACQUIRE);
}

bool
lcore_is_owner(void)
{
	return owner == getpid();
}

static void
command_give(struct worker *w, enum worker_command command)
{
	if (__atomic_exchange_n(&w->command, (uint32_t)command, __ATOMIC_ACQ_REL) == CMD_SLEEP)
		futex_wake_all(&w->command);
}

static enum worker_command
command_wait(struct worker *w)
{
	uint32_t command, none;
	unsigned int i;

	for (i = 0; i < SPINS; i++) {
		command = __atomic_load_n(&w->command, __ATOMIC_ACQUIRE);
		if (command > CMD_SLEEP)
			return (enum worker_command)command;
		rte_pause();
	}
	none = CMD_NONE;
	__atomic_compare_exchange_n(&w->command, &none, CMD_SLEEP, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
	while ((command = __atomic_load_n(&w->command, __ATOMIC_ACQUIRE)) <= CMD_SLEEP)
		futex_sleep(&w->command, CMD_SLEEP);
	return (enum worker_command)command;
}

static void
worker_finish(struct worker *w, int ret)
{
	w->ret = ret;
	/* with full ordering on both sides either we see the sleeper or it sees the state */
	__atomic_store_n(&w->state, WAIT, __ATOMIC_SEQ_CST);
	if (__atomic_load_n(&w->sleepers, __ATOMIC_SEQ_CST) != 0)
		futex_wake_all(&w->state);
}

static void
worker_await(struct worker *w)
{
	unsigned int i;

	for (i = 0; i < SPINS; i++) {
		if (__atomic_load_n(&w->state, __ATOMIC_ACQUIRE) == WAIT)
			return;
		rte_pause();
	}
	__atomic_fetch_add(&w->sleepers, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&w->state, __ATOMIC_SEQ_CST) != WAIT)
		futex_sleep(&w->state, RUNNING);
	__atomic_fetch_sub(&w->sleepers, 1, __ATOMIC_SEQ_CST);
}

static void *
worker_main(void *arg)
{
	struct worker *w = arg;
	unsigned int id = (unsigned int)(w - workers);
	char name[RTE_MAX_THREAD_NAME_LEN];
	rte_cpuset_t cpus = rte_lcore_cpuset(id);

	snprintf(name, sizeof(name), "rte-worker-%u", id);
	(void)pthread_setname_np(pthread_self(), name);
	RTE_PER_LCORE(_lcore_id) = id;
	thread_cpus_set(&cpus);
	while (command_wait(w) == CMD_RUN) {
		lcore_function_t *f = w->f;
		void *f_arg = w->arg;

		__atomic_store_n(&w->command, CMD_NONE, __ATOMIC_RELAXED);
		worker_finish(w, f(f_arg));
	}
	return NULL;
}

static bool
lcore_has_worker(unsigned int id)
{
	enum rte_lcore_role_t role = lcore_role(id);

	return (role == ROLE_RTE && id != lcore_table.main_lcore) || role == ROLE_SERVICE;
}

static int
affinity_fail(unsigned int id, int err)
{
	RTE_LOG(ERR, EAL, "Cannot run lcore %u on its CPUs (first: %d): %s\n", id, lcore_table.lcores[id].cpu, strerror(err));
	return -err;
}

static int
worker_start(unsigned int id)
{
	struct worker *w = &workers[id];
	pthread_attr_t attr;
	int err;

	memset(w, 0, sizeof(*w));
	err = pthread_attr_init(&attr);
	if (err != 0)
		return affinity_fail(id, err);
	err = pthread_attr_setaffinity_np(&attr, sizeof(rte_cpuset_t), &lcore_table.lcores[id].cpuset);
	if (err == 0)
		err = pthread_create(&w->thread, &attr, worker_main, w);
	pthread_attr_destroy(&attr);
	if (err != 0)
		return affinity_fail(id, err);
	w->started = true;
	return 0;
}

static int
main_pin(void)
{
	unsigned int id = lcore_table.main_lcore;
	rte_cpuset_t cpus = lcore_table.lcores[id].cpuset;
	int err;

	err = pthread_getaffinity_np(pthread_self(), sizeof(old_affinity), &old_affinity);
	if (err == 0)
		err = pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	if (err != 0)
		return affinity_fail(id, err);
	RTE_PER_LCORE(_lcore_id) = id;
	thread_cpus_set(&cpus);
	memset(&workers[id], 0, sizeof(workers[id]));
	return 0;
}

static void
main_unpin(void)
{
	RTE_PER_LCORE(_lcore_id) = LCORE_ID_ANY;
	(void)pthread_setaffinity_np(pthread_self(), sizeof(old_affinity), &old_affinity);
	thread_cpus_forget();
}

static void
workers_stop(void)
{
	unsigned int id;

	for (id = 0; id < RTE_MAX_LCORE; id++)
		if (workers[id].started)
			worker_await(&workers[id]);
	for (id = 0; id < RTE_MAX_LCORE; id++)
		if (workers[id].started)
			command_give(&workers[id], CMD_QUIT);
	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (!workers[id].started)
			continue;
		pthread_join(workers[id].thread, NULL);
		workers[id].started = false;
	}
}

int
lcore_start(void)
{
	unsigned int id;
	int ret;

	if (lcore_running())
		return -EALREADY;
	if (lcore_table.count == 0)
		return -EINVAL;
	owner = getpid();
	ret = main_pin();
	if (ret != 0)
		return ret;
	for (id = 0; id < RTE_MAX_LCORE && ret == 0; id++)
		if (lcore_has_worker(id))
			ret = worker_start(id);
	if (ret == 0)
		ret = lcore_cb_start();
	if (ret != 0) {
		workers_stop();
		main_unpin();
		return ret;
	}
	__atomic_store_n(&running, true, __ATOMIC_RELEASE);
	return 0;
}

void
lcore_stop(void)
{
	if (!__atomic_exchange_n(&running, false, __ATOMIC_ACQ_REL) || !lcore_is_owner())
		return;
	lcore_cb_stop();
	workers_stop();
	main_unpin();
	lcore_table_clear(&lcore_table);
}

bool
lcore_busy(void)
{
	unsigned int id;

	for (id = 0; id < RTE_MAX_LCORE; id++)
		if (workers[id].started && id != rte_lcore_id() && !service_core_busy(id) &&
		    __atomic_load_n(&workers[id].state, __ATOMIC_ACQUIRE) != WAIT)
			return true;
	return false;
}

int
rte_eal_remote_launch(lcore_function_t *f, void *arg, unsigned int worker_id)
{
	struct worker *w;
	uint32_t wait = WAIT;

	if (f == NULL || worker_id >= RTE_MAX_LCORE || !lcore_has_worker(worker_id))
		return -EINVAL;
	w = &workers[worker_id];
	if (!lcore_running() || !w->started)
		return -EPIPE;
	if (!__atomic_compare_exchange_n(&w->state, &wait, RUNNING, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
		return -EBUSY;
	w->f = f;
	w->arg = arg;
	command_give(w, CMD_RUN);
	return 0;
}

int
rte_eal_mp_remote_launch(lcore_function_t *f, void *arg, enum rte_rmt_call_main_t call_main)
{
	unsigned int id, main_lcore = rte_get_main_lcore();
	int ret;

	if (f == NULL)
		return -EINVAL;
	if (!lcore_running())
		return -EPIPE;
	RTE_LCORE_FOREACH_WORKER(id)
		if (rte_eal_get_lcore_state(id) != WAIT)
			return -EBUSY;
	RTE_LCORE_FOREACH_WORKER(id) {
		ret = rte_eal_remote_launch(f, arg, id);
		if (ret != 0)
			return ret;
	}
	if (call_main == CALL_MAIN)
		workers[main_lcore].ret = f(arg);
	return 0;
}

enum rte_lcore_state_t
rte_eal_get_lcore_state(unsigned int worker_id)
{
	if (worker_id >= RTE_MAX_LCORE)
		return WAIT;
	return (enum rte_lcore_state_t)__atomic_load_n(&workers[worker_id].state, __ATOMIC_ACQUIRE);
}

int
rte_eal_wait_lcore(unsigned int worker_id)
{
	if (worker_id >= RTE_MAX_LCORE)
		return 0;
	worker_await(&workers[worker_id]);
	return workers[worker_id].ret;
}

void
rte_eal_mp_wait_lcore(void)
{
	unsigned int id;

	RTE_LCORE_FOREACH_WORKER(id)
		rte_eal_wait_lcore(id);
}
