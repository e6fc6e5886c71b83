/* SPDX-License-Identifier: BSD-3-Clause */
/* Growth and shrinking of heaps, and who is told and asked. */
#include <pthread.h>

#include <rte_eal_memconfig.h>

#include "mem_ut.h"

#define SEG ((size_t)2 << 20)

static void
start_dynamic(void)
{
	struct mem_params p = ut_dynamic();

	UT_EQ_FATAL(mem_start(&p), 0);
}

static size_t
total(void)
{
	struct rte_malloc_socket_stats st;

	UT_STATS(&st);
	return st.heap_totalsz_bytes;
}

static void
grows_and_shrinks(void)
{
	unsigned int i;
	char *p[10];

	start_dynamic();
	UT_EQ(total(), 0);
	UT_EQ(rte_eal_get_physmem_size(), 0);
	for (i = 0; i < 10; i++) {
		p[i] = rte_malloc(NULL, 5 << 20, 0);
		UT_NOT_NULL_FATAL(p[i]);
		memset(p[i], 1, 5 << 20);
	}
	UT_TRUE(total() >= 50 << 20 && total() <= 64 << 20);
	UT_EQ(rte_eal_get_physmem_size(), total());
	for (i = 0; i < 10; i += 2)
		rte_free(p[i]);
	UT_TRUE(total() <= 48 << 20);
	for (i = 1; i < 10; i += 2) {
		UT_EQ(p[i][5 << 19], 1);
		rte_free(p[i]);
	}
	UT_TRUE(total() <= 4 << 20);
	mem_stop();
}

static void
memory_comes_back_zeroed(void)
{
	unsigned int round;
	size_t i;
	char *p;

	start_dynamic();
	for (round = 0; round < 5; round++) {
		p = rte_zmalloc(NULL, 9 << 20, 0);
		UT_NOT_NULL_FATAL(p);
		for (i = 0; i < 9 << 20 && p[i] == 0; i++)
			;
		UT_EQ(i, 9 << 20);
		memset(p, 0xff, 9 << 20);
		rte_free(p);
	}
	mem_stop();
}

static void
resident_memory_returns(void)
{
	long before, used;
	char *p;

	if (ut_watched())
		UT_SKIP("sanitizers touch memory of their own");
	start_dynamic();
	rte_free(rte_malloc(NULL, 100, 0));
	before = ut_resident();
	p = rte_malloc(NULL, 40 << 20, 0);
	UT_NOT_NULL_FATAL(p);
	UT_TRUE(ut_resident() - before < 256);
	memset(p, 1, 40 << 20);
	used = ut_resident();
	UT_TRUE(used - before > 39 * 1024);
	rte_free(p);
	UT_TRUE(ut_resident() - before < 6 * 1024);
	mem_stop();
}

static void
small_blocks_do_not_flap(void)
{
	uint32_t version;
	unsigned int i;
	void *p, *q;

	start_dynamic();
	q = rte_malloc(NULL, 64, 0);
	version = rte_mem_virt2memseg_list(q)->version;
	for (i = 0; i < 100; i++) {
		p = rte_malloc(NULL, 1 << 20, 0);
		rte_free(p);
	}
	UT_EQ(rte_mem_virt2memseg_list(q)->version, version);
	rte_free(q);
	mem_stop();
}

struct event_log {
	size_t bytes[2];
	unsigned int calls[2];
	const void *last;
};

static void
event_note(enum rte_mem_event event, const void *addr, size_t len, void *arg)
{
	struct event_log *log = arg;

	log->bytes[event] += len;
	log->calls[event]++;
	log->last = addr;
	/* Mapped at both events. */
	UT_NOT_NULL(rte_mem_virt2memseg(addr, NULL));
	UT_NOT_NULL(rte_mem_virt2memseg((const char *)addr + len - 1, NULL));
	ut_peek(addr);
}

static void
events_tell_all(void)
{
	struct event_log log = { 0 };
	void *p;

	start_dynamic();
	UT_EQ(rte_mem_event_callback_register("log", event_note, &log), 0);
	p = rte_malloc(NULL, 11 << 20, 0);
	UT_EQ(log.calls[RTE_MEM_EVENT_ALLOC], 1);
	UT_EQ(log.bytes[RTE_MEM_EVENT_ALLOC], 12 << 20);
	rte_free(p);
	UT_EQ(log.calls[RTE_MEM_EVENT_FREE], 1);
	UT_EQ(log.bytes[RTE_MEM_EVENT_FREE], (12 << 20) - total());
	UT_PTR_EQ(rte_mem_virt2memseg(log.last, NULL), NULL);
	UT_EQ(rte_mem_event_callback_unregister("log", &log), 0);
	rte_free(rte_malloc(NULL, 11 << 20, 0));
	UT_EQ(log.calls[RTE_MEM_EVENT_ALLOC], 1);
	mem_stop();
}

#define REFUSED(call, err)                                                                                           \
	do {                                                                                                         \
		rte_errno = 0;                                                                                       \
		UT_EQ(call, -1);                                                                                     \
		UT_EQ(rte_errno, err);                                                                               \
	} while (0)

static int
allow_all(int socket, size_t limit, size_t len)
{
	(void)socket;
	(void)limit;
	(void)len;
	return 0;
}

static void
registration_errors(void)
{
	char name[100];

	memset(name, 'n', 99);
	name[99] = '\0';
	start_dynamic();
	REFUSED(rte_mem_event_callback_register(NULL, event_note, NULL), EINVAL);
	REFUSED(rte_mem_event_callback_register("", event_note, NULL), EINVAL);
	REFUSED(rte_mem_event_callback_register("n", NULL, NULL), EINVAL);
	REFUSED(rte_mem_event_callback_register(name, event_note, NULL), ENAMETOOLONG);
	REFUSED(rte_mem_event_callback_unregister("n", NULL), ENOENT);
	REFUSED(rte_mem_event_callback_unregister(NULL, NULL), EINVAL);
	UT_EQ(rte_mem_event_callback_register("n", event_note, NULL), 0);
	REFUSED(rte_mem_event_callback_register("n", event_note, NULL), EEXIST);
	UT_EQ(rte_mem_event_callback_register("n", event_note, name), 0);
	UT_EQ(rte_mem_event_callback_unregister("n", NULL), 0);
	REFUSED(rte_mem_alloc_validator_register(NULL, allow_all, 0, 0), EINVAL);
	REFUSED(rte_mem_alloc_validator_register("v", NULL, 0, 0), EINVAL);
	REFUSED(rte_mem_alloc_validator_register("v", allow_all, -1, 0), EINVAL);
	REFUSED(rte_mem_alloc_validator_register(name, allow_all, 0, 0), ENAMETOOLONG);
	UT_EQ(rte_mem_alloc_validator_register("v", allow_all, 0, 0), 0);
	REFUSED(rte_mem_alloc_validator_register("v", allow_all, 0, 0), EEXIST);
	UT_EQ(rte_mem_alloc_validator_unregister("v", 0), 0);
	REFUSED(rte_mem_alloc_validator_unregister("v", 0), ENOENT);
	mem_stop();
}

static void
fixed_map_has_no_callbacks(void)
{
	struct mem_params p = ut_fixed(8);

	UT_EQ_FATAL(mem_start(&p), 0);
	REFUSED(rte_mem_event_callback_register("n", event_note, NULL), ENOTSUP);
	REFUSED(rte_mem_event_callback_unregister("n", NULL), ENOTSUP);
	REFUSED(rte_mem_alloc_validator_register("v", allow_all, 0, 0), ENOTSUP);
	REFUSED(rte_mem_alloc_validator_unregister("v", 0), ENOTSUP);
	UT_PTR_EQ(rte_malloc(NULL, 9 << 20, 0), NULL);
	mem_stop();
}

static void
event_reenter(enum rte_mem_event event, const void *addr, size_t len, void *arg)
{
	unsigned int *calls = arg;
	void *p;

	(void)addr;
	(void)len;
	if (event != RTE_MEM_EVENT_ALLOC || ++*calls > 3)
		return;
	/* Grows in turn, which calls us again. */
	p = rte_malloc(NULL, 3 << 20, 0);
	UT_NOT_NULL(p);
	rte_free(p);
	rte_mcfg_mem_write_lock();
	rte_mcfg_mem_write_unlock();
	/* The innermost call first; for the others it is gone. */
	UT_EQ(rte_mem_event_callback_unregister("self", arg), *calls == 4 ? 0 : -1);
	*calls = 5;
}

static void
callbacks_may_do_anything(void)
{
	unsigned int calls = 0;
	void *p;

	start_dynamic();
	UT_EQ(rte_mem_event_callback_register("self", event_reenter, &calls), 0);
	p = rte_malloc(NULL, 3 << 20, 0);
	UT_NOT_NULL(p);
	UT_EQ(calls, 5);
	rte_free(p);
	REFUSED(rte_mem_event_callback_unregister("self", &calls), ENOENT);
	mem_stop();
}

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int state; /* 1: inside the callback, 2: may leave */
	bool left;
};

static void
gate_set(struct gate *g, int state)
{
	pthread_mutex_lock(&g->lock);
	g->state = state;
	pthread_cond_broadcast(&g->changed);
	pthread_mutex_unlock(&g->lock);
}

static void
gate_await(struct gate *g, int state)
{
	pthread_mutex_lock(&g->lock);
	while (g->state < state)
		pthread_cond_wait(&g->changed, &g->lock);
	pthread_mutex_unlock(&g->lock);
}

static void
event_gate(enum rte_mem_event event, const void *addr, size_t len, void *arg)
{
	struct gate *g = arg;

	(void)event;
	(void)addr;
	(void)len;
	gate_set(g, 1);
	gate_await(g, 2);
	__atomic_store_n(&g->left, true, __ATOMIC_RELEASE);
}

static void *
grow_once(void *arg)
{
	return rte_malloc(arg, 3 << 20, 0);
}

static void *
open_gate(void *arg)
{
	gate_set(arg, 2);
	return NULL;
}

static void
unregister_waits_for_a_running_callback(void)
{
	struct gate g = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, false };
	pthread_t grower, opener;
	void *p;

	start_dynamic();
	UT_EQ(rte_mem_event_callback_register("gate", event_gate, &g), 0);
	UT_EQ_FATAL(pthread_create(&grower, NULL, grow_once, NULL), 0);
	gate_await(&g, 1);
	/* Others can allocate what is there, and read the map, while a callback runs. */
	UT_EQ(rte_memseg_list_walk((rte_memseg_list_walk_t)NULL, NULL), -1);
	UT_TRUE(rte_eal_get_physmem_size() >= 4 << 20);
	UT_EQ_FATAL(pthread_create(&opener, NULL, open_gate, &g), 0);
	UT_EQ(rte_mem_event_callback_unregister("gate", &g), 0);
	UT_TRUE(__atomic_load_n(&g.left, __ATOMIC_ACQUIRE));
	pthread_join(opener, NULL);
	pthread_join(grower, &p);
	UT_NOT_NULL(p);
	rte_free(p);
	mem_stop();
}

static size_t asked_len, asked_limit;

static int
refuse_all(int socket, size_t limit, size_t len)
{
	UT_EQ(socket, 0);
	asked_limit = limit;
	asked_len = len;
	return -1;
}

static void
validators_decide(void)
{
	void *p, *q;

	start_dynamic();
	UT_EQ(rte_mem_alloc_validator_register("no", refuse_all, 0, 10 << 20), 0);
	p = rte_malloc(NULL, 5 << 20, 0);
	UT_NOT_NULL(p);
	UT_EQ(asked_len, 0);
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc(NULL, 7 << 20, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	UT_EQ(asked_limit, 10 << 20);
	UT_EQ(asked_len, 14 << 20);
	q = rte_malloc(NULL, 3 << 20, 0);
	UT_NOT_NULL(q);
	UT_EQ(rte_mem_alloc_validator_unregister("no", 0), 0);
	rte_free(q);
	q = rte_malloc(NULL, 70 << 20, 0);
	UT_NOT_NULL(q);
	rte_free(p);
	rte_free(q);
	mem_stop();
}

static void
socket_limit_holds(void)
{
	struct mem_params p = ut_dynamic();
	void *a, *b;

	p.socket_limit_mb[0] = 16;
	UT_EQ_FATAL(mem_start(&p), 0);
	UT_PTR_EQ(rte_malloc(NULL, 17 << 20, 0), NULL);
	a = rte_malloc(NULL, 9 << 20, 0);
	UT_NOT_NULL(a);
	UT_PTR_EQ(rte_malloc(NULL, 9 << 20, 0), NULL);
	rte_free(a);
	b = rte_malloc(NULL, 11 << 20, 0);
	UT_NOT_NULL(b);
	rte_free(b);
	mem_stop();
}

static void
match_gives_back_exactly(void)
{
	struct mem_params p = ut_dynamic();
	char *a, *b, *c;

	p.match_allocations = true;
	UT_EQ_FATAL(mem_start(&p), 0);
	a = rte_malloc(NULL, 3 << 20, 0);
	c = rte_malloc(NULL, 1000, 0);
	UT_EQ(total(), 4 << 20);
	b = rte_malloc(NULL, 3 << 20, 0);
	UT_EQ(total(), 8 << 20);
	rte_free(b);
	UT_EQ(total(), 4 << 20);
	rte_free(a);
	/* c sits in the rest of a's memory. */
	UT_EQ(total(), 4 << 20);
	rte_free(c);
	UT_EQ(total(), 0);
	mem_stop();
}

static int
seg_note(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	void **block = arg;

	(void)msl;
	/* Frees what it stands on: the memory stays until the walk has ended. */
	if (*block != NULL)
		rte_free(*block);
	*block = NULL;
	ut_peek(ms->addr);
	ut_peek((char *)ms->addr + ms->len - 1);
	return 0;
}

static void
walk_holds_memory(void)
{
	void *p;

	start_dynamic();
	p = rte_malloc(NULL, 20 << 20, 0);
	UT_EQ(total(), 22 << 20);
	UT_EQ(rte_memseg_walk(seg_note, &p), 0);
	UT_EQ(total(), 22 << 20);
	/* The next free takes it along. */
	rte_free(rte_malloc(NULL, 64, 0));
	UT_TRUE(total() <= 4 << 20);
	mem_stop();
}

static void
resize_grows_and_moves(void)
{
	char *p;

	start_dynamic();
	p = rte_malloc(NULL, 1 << 20, 0);
	p[5] = 5;
	p = rte_realloc(p, 10 << 20, 0);
	UT_NOT_NULL_FATAL(p);
	UT_EQ(p[5], 5);
	p[9 << 20] = 6;
	p = rte_realloc(p, 1 << 20, 0);
	UT_EQ(p[5], 5);
	rte_free(p);
	UT_TRUE(total() <= 4 << 20);
	mem_stop();
}

static void
dma_mask_is_kept(void)
{
	void *p;

	start_dynamic();
	p = rte_malloc(NULL, 64, 0);
	UT_EQ(rte_mem_check_dma_mask(63), 0);
	REFUSED(rte_mem_check_dma_mask(64), EINVAL);
	UT_EQ(rte_mem_check_dma_mask(20), -1);
	UT_EQ(rte_mem_check_dma_mask_thread_unsafe(48), 0);
	rte_mem_set_dma_mask(20);
	UT_PTR_EQ(rte_malloc(NULL, 5 << 20, 0), NULL);
	UT_NOT_NULL(rte_malloc(NULL, 64, 0));
	rte_free(p);
	mem_stop();
}

UT_MAIN("grow",
	{ "the heap grows and shrinks with its use", grows_and_shrinks },
	{ "memory that comes back is zero where promised", memory_comes_back_zeroed },
	{ "resident memory goes back to the system", resident_memory_returns },
	{ "small blocks that come and go do not remap", small_blocks_do_not_flap },
	{ "event callbacks are told of all changes, while mapped", events_tell_all },
	{ "bad registrations are refused", registration_errors },
	{ "a fixed map refuses callbacks and growth", fixed_map_has_no_callbacks },
	{ "a callback may allocate, lock, and unregister itself", callbacks_may_do_anything },
	{ "unregistering waits for a running callback", unregister_waits_for_a_running_callback },
	{ "validators decide on growth", validators_decide },
	{ "the socket limit holds", socket_limit_holds },
	{ "matched allocations go back exactly", match_gives_back_exactly },
	{ "a walk holds the memory it sees", walk_holds_memory },
	{ "blocks may grow beyond their segment", resize_grows_and_moves },
	{ "memory beyond the DMA mask is not used", dma_mask_is_kept })
