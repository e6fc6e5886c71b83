/* SPDX-License-Identifier: BSD-3-Clause */
/* The lock-free stack: elements move between a list of used and one of free ones. */
/* before the guard: included first, this is read on its turn inside */
#include <rte_stack.h>

#ifndef _RTE_STACK_LF_H_
#define _RTE_STACK_LF_H_

#include <rte_stack_lf_generic.h>

/** This machine can exchange 16 bytes as one. */
#define RTE_STACK_LF_SUPPORTED

#ifdef __cplusplus
extern "C" {
#endif

/** See rte_stack_push(). */
static __rte_always_inline unsigned int
__rte_stack_lf_push(struct rte_stack *s, void *const *obj_table, unsigned int n)
{
	struct rte_stack_lf_elem *first, *last = NULL, *elem;
	unsigned int i;

	if (unlikely(n == 0))
		return 0;
	first = __rte_stack_lf_pop_elems(&s->stack_lf.free, n, NULL, &last);
	if (unlikely(first == NULL))
		return 0;
	for (i = n, elem = first; i-- > 0; elem = elem->next)
		__atomic_store_n(&elem->data, obj_table[i], __ATOMIC_RELAXED);
	__rte_stack_lf_push_elems(&s->stack_lf.used, first, last, n);
	return n;
}

/** See rte_stack_pop(). */
static __rte_always_inline unsigned int
__rte_stack_lf_pop(struct rte_stack *s, void **obj_table, unsigned int n)
{
	struct rte_stack_lf_elem *first, *last = NULL;

	if (unlikely(n == 0))
		return 0;
	first = __rte_stack_lf_pop_elems(&s->stack_lf.used, n, obj_table, &last);
	if (unlikely(first == NULL))
		return 0;
	__rte_stack_lf_push_elems(&s->stack_lf.free, first, last, n);
	return n;
}

/** Make an empty lock-free stack of @p count elements in memory that holds zeros. */
void rte_stack_lf_init(struct rte_stack *s, unsigned int count);

/** Bytes of a lock-free stack for @p count objects. */
ssize_t rte_stack_lf_get_memsize(unsigned int count);

#ifdef __cplusplus
}
#endif

#endif
