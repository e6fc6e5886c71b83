/* SPDX-License-Identifier: BSD-3-Clause */
/* Life of stacks, the order of their objects, and many threads at one. */
#include <pthread.h>
#include <sched.h>

#include <rte_lcore.h>
#include <rte_stack.h>

#include "test/unit/ring/packet_ut.h"

#define CAPACITY 64
#define THREADS 4
#define ROUNDS 5000

static const uint32_t kinds[] = {0, RTE_STACK_F_LF};

static void
order_and_limits(void)
{
	struct footprint before = footprint_now();
	void *in[CAPACITY + 1], *out[CAPACITY + 1];

	for (uintptr_t i = 0; i <= CAPACITY; i++)
		in[i] = (void *)(i + 1);
	for (unsigned int k = 0; k < RTE_DIM(kinds); k++) {
		struct rte_stack *s = rte_stack_create("order", CAPACITY, SOCKET_ID_ANY, kinds[k]);

		UT_NOT_NULL_FATAL(s);
		for (unsigned int n = 1; n <= CAPACITY; n++) {
			UT_EQ(rte_stack_push(s, in, n), n);
			UT_EQ(rte_stack_count(s), n);
			UT_EQ(rte_stack_free_count(s), CAPACITY - n);
			UT_EQ(rte_stack_push(s, in, CAPACITY - n + 1), 0);
			UT_EQ(rte_stack_pop(s, out, n + 1), 0);
			UT_EQ(rte_stack_count(s), n);
			UT_EQ(rte_stack_pop(s, out, n), n);
			for (unsigned int i = 0; i < n; i++)
				UT_PTR_EQ(out[i], in[n - 1 - i]);
		}
		/* what was pushed in pieces comes out the other way round */
		UT_EQ(rte_stack_push(s, in, 3), 3);
		UT_EQ(rte_stack_push(s, &in[3], 2), 2);
		UT_EQ(rte_stack_pop(s, out, 1), 1);
		UT_PTR_EQ(out[0], in[4]);
		UT_EQ(rte_stack_pop(s, out, 4), 4);
		UT_PTR_EQ(out[0], in[3]);
		UT_PTR_EQ(out[3], in[0]);
		UT_EQ(rte_stack_push(s, in, 0), 0);
		UT_EQ(rte_stack_pop(s, out, 0), 0);
		UT_EQ(rte_stack_count(s), 0);
		rte_stack_free(s);
	}
	UT_SAME_FOOTPRINT(before);
}

static void
names_and_bad_requests(void)
{
	struct footprint before = footprint_now();
	struct rte_stack *a, *b;

	UT_TRUE(rte_stack_create(NULL, 8, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_stack_create("bad", 8, SOCKET_ID_ANY, 0x2) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_stack_create("a-name-of-twenty-eight-char-", 8, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, ENAMETOOLONG);
	a = rte_stack_create("a-name-of-twenty-seven-char", 8, SOCKET_ID_ANY, 0);
	b = rte_stack_create("b", 8, SOCKET_ID_ANY, RTE_STACK_F_LF);
	UT_NOT_NULL_FATAL(a);
	UT_NOT_NULL_FATAL(b);
	UT_TRUE(rte_stack_create("b", 8, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EEXIST);
	UT_PTR_EQ(rte_stack_lookup("a-name-of-twenty-seven-char"), a);
	UT_PTR_EQ(rte_stack_lookup("b"), b);
	rte_stack_free(a);
	UT_TRUE(rte_stack_lookup("a-name-of-twenty-seven-char") == NULL);
	UT_EQ(rte_errno, ENOENT);
	UT_TRUE(rte_stack_lookup(NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	rte_stack_free(b);
	rte_stack_free(NULL);
	UT_SAME_FOOTPRINT(before);
}

static void
failing_allocations(void)
{
	struct footprint before = footprint_now();

	for (unsigned int n = 1;; n++) {
		struct rte_stack *s;

		alloc_fail_at = n;
		alloc_failed = false;
		s = rte_stack_create("fail", 8, SOCKET_ID_ANY, RTE_STACK_F_LF);
		alloc_fail_at = 0;
		if (!alloc_failed) {
			UT_NOT_NULL(s);
			UT_EQ(n, 3);
			rte_stack_free(s);
			break;
		}
		UT_TRUE(s == NULL);
		UT_EQ(rte_errno, ENOMEM);
		UT_SAME_FOOTPRINT(before);
	}
	UT_SAME_FOOTPRINT(before);
}

/* Plain memory: the stack orders one holder's writes before the next one's reads. */
struct object {
	unsigned int holder;
};

struct worker {
	struct rte_stack *s;
	unsigned int id;
	unsigned int errors;
	unsigned int pops;
	pthread_t thread;
};

static void *
pop_and_push(void *arg)
{
	struct worker *w = arg;
	void *objs[8];

	for (unsigned int round = 0; round < ROUNDS; round++) {
		unsigned int n = 1 + (round + w->id) % RTE_DIM(objs);

		if (rte_stack_pop(w->s, objs, n) != n) {
			sched_yield();
			continue;
		}
		w->pops++;
		for (unsigned int i = 0; i < n; i++) {
			struct object *o = objs[i];

			w->errors += o->holder != 0;
			o->holder = w->id;
		}
		if (round % 64 == 0)
			sched_yield();
		for (unsigned int i = 0; i < n; i++) {
			struct object *o = objs[i];

			w->errors += o->holder != w->id;
			o->holder = 0;
		}
		/* as many places as objects: it always fits */
		w->errors += rte_stack_push(w->s, objs, n) != n;
		w->errors += rte_stack_count(w->s) > CAPACITY;
	}
	return NULL;
}

static void
many_threads(void)
{
	static struct object objects[CAPACITY];
	void *out[CAPACITY];

	for (unsigned int k = 0; k < RTE_DIM(kinds); k++) {
		struct rte_stack *s = rte_stack_create("mt", CAPACITY, SOCKET_ID_ANY, kinds[k]);
		struct worker workers[THREADS];
		unsigned int pops = 0;

		UT_NOT_NULL_FATAL(s);
		for (unsigned int i = 0; i < CAPACITY; i++) {
			void *o = &objects[i];

			UT_EQ(rte_stack_push(s, &o, 1), 1);
		}
		for (unsigned int i = 0; i < THREADS; i++) {
			workers[i] = (struct worker){.s = s, .id = i + 1};
			UT_EQ_FATAL(pthread_create(&workers[i].thread, NULL, pop_and_push, &workers[i]), 0);
		}
		for (unsigned int i = 0; i < THREADS; i++) {
			pthread_join(workers[i].thread, NULL);
			UT_EQ(workers[i].errors, 0);
			pops += workers[i].pops;
		}
		UT_TRUE(pops > 0);
		UT_EQ(rte_stack_count(s), CAPACITY);
		UT_EQ(rte_stack_pop(s, out, CAPACITY), CAPACITY);
		for (unsigned int i = 0; i < CAPACITY; i++)
			for (unsigned int j = i + 1; j < CAPACITY; j++)
				UT_TRUE(out[i] != out[j]);
		rte_stack_free(s);
	}
}

static void
layout(void)
{
	UT_EQ(sizeof(struct rte_stack), 192);
	UT_EQ(offsetof(struct rte_stack, capacity), 40);
	UT_EQ(offsetof(struct rte_stack, flags), 44);
	UT_EQ(sizeof(struct rte_stack_lf_list), 32);
	UT_EQ(sizeof(struct rte_stack_lf), 128);
	UT_EQ(offsetof(struct rte_stack_lf, free), 64);
	UT_EQ(sizeof(struct rte_stack_std), 8);
	UT_EQ(rte_stack_std_get_memsize(8), 192 + 64);
	UT_EQ(rte_stack_lf_get_memsize(8), 192 + 128);
}

UT_MAIN_FIXTURE("stack", runtime_start, runtime_stop,
		{"last in, first out, all or none, at every fill level", order_and_limits},
		{"names and bad requests", names_and_bad_requests},
		{"a failing allocation leaves nothing behind", failing_allocations},
		{"no object is held by two of many threads", many_threads},
		{"the layout that old programs know", layout})
