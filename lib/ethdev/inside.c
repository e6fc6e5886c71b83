/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Who is inside a burst: the words of all threads that ever made one, and waiting until none of them names a port.
 *
 * A thread writes its word with plain stores and no barrier. The waiting side makes that enough: first it changes the burst
 * table, then it has every processor that runs a thread of this process pass a full barrier (membarrier(2)). After that a
 * thread either has its mark visible, or will see the changed table.
 */
#include <errno.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rte_debug.h>
#include <rte_pause.h>

#include "private.h"

/* Ports deep that a burst may call the bursts of other ports. */
#define NEST_MAX 8
/* Looks at the words before the processor is given away. */
#define SPINS 64

__thread struct rte_eth_inside rte_eth_inside __attribute__((tls_model("initial-exec"))) = { RTE_ETH_INSIDE_UNKNOWN };

/*
 * One thread. The word holds the outermost port all the time, and each port called from there has an entry of its own: a
 * mark never moves, so a look at them misses none.
 */
struct walker {
	LIST_ENTRY(walker) link;
	uint32_t *word;
	uint32_t nest[NEST_MAX];
};

static __thread struct walker self;

static pthread_mutex_t walkers_lock = PTHREAD_MUTEX_INITIALIZER;
static LIST_HEAD(, walker) walkers = LIST_HEAD_INITIALIZER(walkers);
static pthread_once_t walkers_once = PTHREAD_ONCE_INIT;
static pthread_key_t walkers_key;

/* ---- threads come and go ---- */

static void
walker_end(void *arg)
{
	struct walker *w = arg;

	pthread_mutex_lock(&walkers_lock);
	LIST_REMOVE(w, link);
	pthread_mutex_unlock(&walkers_lock);
	__atomic_store_n(w->word, RTE_ETH_INSIDE_UNKNOWN, __ATOMIC_RELAXED);
	w->word = NULL;
}

/* In the child of a fork only the forking thread lives on; the marks of the others will never go. */
static void
walkers_forked(void)
{
	pthread_mutex_init(&walkers_lock, NULL);
	LIST_INIT(&walkers);
	if (self.word != NULL)
		LIST_INSERT_HEAD(&walkers, &self, link);
}

static void
walkers_setup(void)
{
	/* without a key the words of ended threads would stay in the list */
	if (pthread_key_create(&walkers_key, walker_end) != 0)
		rte_panic("no thread key is left for the burst marks\n");
	pthread_atfork(NULL, NULL, walkers_forked);
}

static void
walker_begin(void)
{
	unsigned int i;

	pthread_once(&walkers_once, walkers_setup);
	for (i = 0; i < NEST_MAX; i++)
		__atomic_store_n(&self.nest[i], RTE_ETH_INSIDE_IDLE, __ATOMIC_RELAXED);
	self.word = &rte_eth_inside.port;
	__atomic_store_n(self.word, RTE_ETH_INSIDE_IDLE, __ATOMIC_RELAXED);
	pthread_setspecific(walkers_key, &self);
	pthread_mutex_lock(&walkers_lock);
	LIST_INSERT_HEAD(&walkers, &self, link);
	pthread_mutex_unlock(&walkers_lock);
}

/* ---- marks ---- */

uint32_t *
rte_eth_enter_slow(uint16_t port_id, uint16_t queue_id)
{
	uint32_t *in = &rte_eth_inside.port;
	unsigned int i;

	if (port_id >= RTE_ETH_FP_ROWS || queue_id >= RTE_ETH_FP_ROWS) {
		rte_errno = EINVAL;
		return NULL;
	}
	if (__atomic_load_n(in, __ATOMIC_RELAXED) == RTE_ETH_INSIDE_UNKNOWN)
		walker_begin();
	if (__atomic_load_n(in, __ATOMIC_RELAXED) != RTE_ETH_INSIDE_IDLE) {
		for (i = 0; i < NEST_MAX && self.nest[i] != RTE_ETH_INSIDE_IDLE; i++)
			;
		if (i == NEST_MAX) {
			rte_errno = ELOOP;
			return NULL;
		}
		in = &self.nest[i];
	}
	__atomic_store_n(in, port_id, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return in;
}

static bool
walker_names(const struct walker *w, uint32_t port_id)
{
	unsigned int i;

	if (__atomic_load_n(w->word, __ATOMIC_ACQUIRE) == port_id)
		return true;
	for (i = 0; i < NEST_MAX; i++)
		if (__atomic_load_n(&w->nest[i], __ATOMIC_ACQUIRE) == port_id)
			return true;
	return false;
}

bool
eth_inside_any(void)
{
	return __atomic_load_n(&rte_eth_inside.port, __ATOMIC_RELAXED) < RTE_ETH_INSIDE_UNKNOWN;
}

bool
eth_inside_self(uint16_t port_id)
{
	return self.word != NULL && walker_names(&self, port_id);
}

/* Whether somebody waits for the calling thread to leave a port; @p mine is a port that it waits for itself. */
static bool
awaited_by_others(uint32_t mine)
{
	uint32_t port = __atomic_load_n(&rte_eth_inside.port, __ATOMIC_RELAXED);
	unsigned int i;

	for (i = 0; i <= NEST_MAX; i++) {
		if (port < RTE_MAX_ETHPORTS &&
		    __atomic_load_n(&eth_ports[port].awaited, __ATOMIC_SEQ_CST) > (port == mine ? 1u : 0u))
			return true;
		if (i < NEST_MAX)
			port = self.nest[i];
	}
	return false;
}

bool
eth_inside_awaited(void)
{
	return awaited_by_others(RTE_ETH_INSIDE_IDLE);
}

/* ---- waiting ---- */

static long
membarrier(int cmd)
{
	return syscall(SYS_membarrier, cmd, 0, 0);
}

/*
 * For kernels that refuse membarrier: taking the right to write from a page that was written makes the kernel interrupt
 * every processor that runs this address space, which is a full barrier there.
 */
static void
barrier_by_mapping(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static volatile char *page;
	size_t size = (size_t)sysconf(_SC_PAGESIZE);

	pthread_mutex_lock(&lock);
	if (page == NULL) {
		void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (map == MAP_FAILED)
			rte_panic("no page for the barrier of the burst marks\n");
		mlock(map, size);
		page = map;
	}
	if (mprotect((void *)(uintptr_t)page, size, PROT_READ | PROT_WRITE) != 0)
		rte_panic("no barrier for the burst marks: errno %d\n", errno);
	*page = 1;
	if (mprotect((void *)(uintptr_t)page, size, PROT_READ) != 0)
		rte_panic("no barrier for the burst marks: errno %d\n", errno);
	pthread_mutex_unlock(&lock);
}

/* Every processor that runs a thread of this process passes a full barrier before this returns. */
static void
barrier_everywhere(void)
{
	if (membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0)
		return;
	/* a forked child may have to sign up again */
	if (errno == EPERM && membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0 &&
	    membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0)
		return;
	if (membarrier(MEMBARRIER_CMD_GLOBAL) == 0)
		return;
	barrier_by_mapping();
}

/* While the process has one thread signing up is cheap; later it would cost the first detach a kernel grace period. */
RTE_INIT(barrier_sign_up)
{
	(void)membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
}

static bool
others_inside(uint16_t port_id)
{
	const struct walker *w;
	bool inside = false;

	/* dropped between looks, so that a thread that comes or goes is never kept waiting by one that stays inside */
	pthread_mutex_lock(&walkers_lock);
	LIST_FOREACH(w, &walkers, link) {
		if (w != &self && walker_names(w, port_id)) {
			inside = true;
			break;
		}
	}
	pthread_mutex_unlock(&walkers_lock);
	return inside;
}

int
eth_wait_outside(uint16_t port_id)
{
	bool inside = eth_inside_any();
	unsigned int looks = 0;
	int ret = 0;

	__atomic_fetch_add(&eth_ports[port_id].awaited, 1, __ATOMIC_SEQ_CST);
	barrier_everywhere();
	while (ret == 0 && others_inside(port_id)) {
		if (++looks < SPINS)
			rte_pause();
		else
			sched_yield();
		/* two threads that wait from inside bursts for each other would wait for ever */
		if (inside && awaited_by_others(port_id))
			ret = -EBUSY;
	}
	__atomic_fetch_sub(&eth_ports[port_id].awaited, 1, __ATOMIC_SEQ_CST);
	return ret;
}
