/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists of elements for the lock-free stack.
 *
 * Who pops first takes its elements off the length, and then surely finds that many in the list: a push adds to the length last.
 * The walk to the new top may read elements that others pop meanwhile; they stay memory of the stack, and the count in the head
 * tells that something has changed.
 */
/* before the guard: included first, this is read on its turn inside */
#include <rte_stack.h>

#ifndef _RTE_STACK_LF_GENERIC_H_
#define _RTE_STACK_LF_GENERIC_H_

#include <rte_atomic.h>
#include <rte_branch_prediction.h>
#include <rte_prefetch.h>

#ifdef __cplusplus
extern "C" {
#endif

/** See rte_stack_count(). */
static __rte_always_inline unsigned int
__rte_stack_lf_count(struct rte_stack *s)
{
	return (unsigned int)__atomic_load_n(&s->stack_lf.used.len, __ATOMIC_RELAXED);
}

#ifndef __has_feature
#define __RTE_STACK_TSAN 0
#else
#define __RTE_STACK_TSAN __has_feature(thread_sanitizer)
#endif

/* Exchange the head if it is still @p old, else read it into @p old. Full ordering. */
static __rte_always_inline int
__rte_stack_lf_head_swap(struct rte_stack_lf_head *head, struct rte_stack_lf_head *old, const struct rte_stack_lf_head *head_new)
{
	rte_int128_t was = { { { (uintptr_t)old->top, old->cnt } } };
	rte_int128_t want = { { { (uintptr_t)head_new->top, head_new->cnt } } };
	int done;

#if defined(__SANITIZE_THREAD__) || __RTE_STACK_TSAN
	/* the thread sanitizer must see the exchange, and looks into no assembly */
	rte_int128_t found;

	found.int128 = __sync_val_compare_and_swap(&((rte_int128_t *)head)->int128, was.int128, want.int128);
	done = found.int128 == was.int128;
	was = found;
#else
	done = rte_atomic128_cmp_exchange((rte_int128_t *)head, &was, &want, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
#endif
	old->top = (struct rte_stack_lf_elem *)(uintptr_t)was.val[0];
	old->cnt = was.val[1];
	return done;
}

/* Read both halves, maybe not of the same time: then the exchange fails. */
static __rte_always_inline void
__rte_stack_lf_head_read(struct rte_stack_lf_head *head, struct rte_stack_lf_head *out)
{
	out->cnt = __atomic_load_n(&head->cnt, __ATOMIC_ACQUIRE);
	out->top = __atomic_load_n(&head->top, __ATOMIC_ACQUIRE);
}

/** Put a chain of @p num elements on top of the list. */
static __rte_always_inline void
__rte_stack_lf_push_elems(struct rte_stack_lf_list *list, struct rte_stack_lf_elem *first, struct rte_stack_lf_elem *last,
			  unsigned int num)
{
	struct rte_stack_lf_head old, head_new;

	__rte_stack_lf_head_read(&list->head, &old);
	do {
		__atomic_store_n(&last->next, old.top, __ATOMIC_RELAXED);
		head_new.top = first;
		head_new.cnt = old.cnt + 1;
	} while (!__rte_stack_lf_head_swap(&list->head, &old, &head_new));
	__atomic_fetch_add(&list->len, num, __ATOMIC_RELEASE);
}

/** Take @p num elements off the top: the first one, or NULL if there are fewer. Their data go to @p obj_table, if that is given,
 *  the last of them to @p last. */
static __rte_always_inline struct rte_stack_lf_elem *
__rte_stack_lf_pop_elems(struct rte_stack_lf_list *list, unsigned int num, void **obj_table, struct rte_stack_lf_elem **last)
{
	struct rte_stack_lf_head old, head_new;
	uint64_t len = __atomic_load_n(&list->len, __ATOMIC_RELAXED);
	struct rte_stack_lf_elem *elem;
	unsigned int i;

	do {
		if (len < num)
			return NULL;
	} while (!__atomic_compare_exchange_n(&list->len, &len, len - num, 1, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED));

	__rte_stack_lf_head_read(&list->head, &old);
	for (;;) {
		for (i = 0, elem = old.top; i < num && elem != NULL; i++) {
			struct rte_stack_lf_elem *next = __atomic_load_n(&elem->next, __ATOMIC_RELAXED);

			rte_prefetch0(next);
			if (obj_table != NULL)
				obj_table[i] = __atomic_load_n(&elem->data, __ATOMIC_RELAXED);
			*last = elem;
			elem = next;
		}
		if (unlikely(i != num)) { /* the list has changed under the walk */
			__rte_stack_lf_head_read(&list->head, &old);
			continue;
		}
		head_new.top = elem;
		head_new.cnt = old.cnt + 1;
		if (__rte_stack_lf_head_swap(&list->head, &old, &head_new))
			return old.top;
	}
}

#ifdef __cplusplus
}
#endif

#endif
