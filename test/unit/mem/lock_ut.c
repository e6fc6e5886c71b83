/* SPDX-License-Identifier: BSD-3-Clause */
/* Locks for shared memory, and the public locks made of them. */
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <rte_eal_memconfig.h>

#include "mem_ut.h"

#define THREADS 4
#define ROUNDS 20000

static struct mem_lock *shared;
static unsigned long *counter;

static int
setup(void)
{
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	counter = (unsigned long *)(shared + 1);
	return shared == MAP_FAILED;
}

static void *
count_up(void *arg)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		mem_lock_take(shared);
		*counter += 1;
		mem_lock_drop(shared);
	}
	return arg;
}

static void
excludes_threads(void)
{
	pthread_t t[THREADS];
	unsigned int i;

	*counter = 0;
	mem_lock_init(shared);
	for (i = 0; i < THREADS; i++)
		UT_EQ(pthread_create(&t[i], NULL, count_up, NULL), 0);
	for (i = 0; i < THREADS; i++)
		pthread_join(t[i], NULL);
	UT_EQ(*counter, THREADS * ROUNDS);
}

static void
survives_dead_holder(void)
{
	unsigned int i;
	pid_t pid;

	mem_lock_init(shared);
	for (i = 0; i < 3; i++) {
		pid = fork();
		if (pid == 0) {
			mem_lock_take(shared);
			raise(SIGKILL);
		}
		UT_EQ(waitpid(pid, NULL, 0), pid);
		mem_lock_take(shared);
		mem_lock_drop(shared);
	}
}

static void
recursive_counts(void)
{
	pthread_t t;

	*counter = 0;
	mem_lock_init_recursive(shared);
	mem_lock_take(shared);
	mem_lock_take(shared);
	mem_lock_drop(shared);
	UT_EQ(pthread_create(&t, NULL, count_up, NULL), 0);
	/* The other thread cannot get in before the second drop. */
	UT_EQ(__atomic_load_n(counter, __ATOMIC_RELAXED), 0);
	mem_lock_drop(shared);
	pthread_join(t, NULL);
	UT_EQ(*counter, ROUNDS);
}

static void
public_locks_nest(void)
{
	struct mem_params p = ut_fixed(4);

	rte_mcfg_mem_read_lock();
	rte_mcfg_mem_read_unlock();
	UT_EQ_FATAL(mem_start(&p), 0);
	rte_mcfg_mem_write_lock();
	rte_mcfg_mem_read_lock();
	rte_mcfg_tailq_write_lock();
	rte_mcfg_tailq_read_lock();
	rte_mcfg_mempool_write_lock();
	rte_mcfg_mempool_read_lock();
	rte_mcfg_timer_lock();
	rte_mcfg_timer_unlock();
	rte_mcfg_mempool_read_unlock();
	rte_mcfg_mempool_write_unlock();
	rte_mcfg_tailq_read_unlock();
	rte_mcfg_tailq_write_unlock();
	rte_mcfg_mem_read_unlock();
	rte_mcfg_mem_write_unlock();
	UT_FALSE(rte_mcfg_get_single_file_segments());
	mem_stop();
	p.single_file_segments = true;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_TRUE(rte_mcfg_get_single_file_segments());
	mem_stop();
}

UT_MAIN_FIXTURE("lock", setup, NULL,
	{ "a lock excludes other threads", excludes_threads },
	{ "the death of a holder does not stop the others", survives_dead_holder },
	{ "a recursive lock is free after as many drops", recursive_counts },
	{ "the public locks nest, and do nothing before the start", public_locks_nest })
