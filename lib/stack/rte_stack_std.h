/* SPDX-License-Identifier: BSD-3-Clause */
/* The standard stack: an array under a spinlock. */
/* before the guard: included first, this is read on its turn inside */
#include <rte_stack.h>

#ifndef _RTE_STACK_STD_H_
#define _RTE_STACK_STD_H_

#ifdef __cplusplus
extern "C" {
#endif

/** See rte_stack_push(). */
static __rte_always_inline unsigned int
__rte_stack_std_push(struct rte_stack *s, void *const *obj_table, unsigned int n)
{
	struct rte_stack_std *stack = &s->stack_std;
	unsigned int i;

	rte_spinlock_lock(&stack->lock);
	if (unlikely(n > s->capacity - stack->len)) {
		rte_spinlock_unlock(&stack->lock);
		return 0;
	}
	for (i = 0; i < n; i++)
		stack->objs[stack->len + i] = obj_table[i];
	__atomic_store_n(&stack->len, stack->len + n, __ATOMIC_RELAXED);
	rte_spinlock_unlock(&stack->lock);
	return n;
}

/** See rte_stack_pop(). */
static __rte_always_inline unsigned int
__rte_stack_std_pop(struct rte_stack *s, void **obj_table, unsigned int n)
{
	struct rte_stack_std *stack = &s->stack_std;
	unsigned int i;

	rte_spinlock_lock(&stack->lock);
	if (unlikely(n > stack->len)) {
		rte_spinlock_unlock(&stack->lock);
		return 0;
	}
	for (i = 0; i < n; i++)
		obj_table[i] = stack->objs[stack->len - 1 - i];
	__atomic_store_n(&stack->len, stack->len - n, __ATOMIC_RELAXED);
	rte_spinlock_unlock(&stack->lock);
	return n;
}

/** See rte_stack_count(). */
static __rte_always_inline unsigned int
__rte_stack_std_count(struct rte_stack *s)
{
	return __atomic_load_n(&s->stack_std.len, __ATOMIC_RELAXED);
}

/** Make an empty standard stack in memory that holds zeros behind its header. */
void rte_stack_std_init(struct rte_stack *s);

/** Bytes of a standard stack for @p count objects. */
ssize_t rte_stack_std_get_memsize(unsigned int count);

#ifdef __cplusplus
}
#endif

#endif
