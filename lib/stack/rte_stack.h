/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stacks of pointers with a fixed capacity: what was pushed last is popped first. Pushes and pops take all objects or none. The
 * standard stack has a spinlock; the lock-free one moves lists of elements with 16-byte compare-and-exchange, so that a thread
 * that is held up inside holds up no other.
 */
#ifndef _RTE_STACK_H_
#define _RTE_STACK_H_

#include <stdint.h>
#include <sys/types.h>

#include <rte_config.h>
#include <rte_common.h>
#include <rte_debug.h>
#include <rte_errno.h>
#include <rte_memzone.h>
#include <rte_spinlock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Name of the list of all stacks. */
#define RTE_TAILQ_STACK_NAME "RTE_STACK"
/** Memory zones of stacks are named with this prefix. */
#define RTE_STACK_MZ_PREFIX "STK_"
/** Size of a stack name with its final NUL. */
#define RTE_STACK_NAMESIZE (RTE_MEMZONE_NAMESIZE - sizeof(RTE_STACK_MZ_PREFIX) + 1)

/** Flag of rte_stack_create(): lock-free. */
#define RTE_STACK_F_LF 0x0001

/** An element of a lock-free stack; in one of its two lists at a time. */
struct rte_stack_lf_elem {
	void *data;
	struct rte_stack_lf_elem *next;
};

/** Top of a list and a count of its changes, exchanged as one: a top that has come back is not taken for one that stayed. */
struct rte_stack_lf_head {
	struct rte_stack_lf_elem *top;
	uint64_t cnt;
};

/** A list of elements. */
struct rte_stack_lf_list {
	struct rte_stack_lf_head head __rte_aligned(16);
	uint64_t len; /**< never more than there are in the list; atomic */
};

/** The lock-free kind. */
struct rte_stack_lf {
	struct rte_stack_lf_list used __rte_cache_aligned; /**< objects of the stack */
	struct rte_stack_lf_list free __rte_cache_aligned; /**< elements without object */
	struct rte_stack_lf_elem elems[] __rte_cache_aligned;
};

/** The standard kind. */
struct rte_stack_std {
	rte_spinlock_t lock;
	uint32_t len;
	void *objs[];
};

/** A stack; to be used through the functions only. */
struct rte_stack {
	char name[RTE_STACK_NAMESIZE] __rte_cache_aligned;
	const struct rte_memzone *memzone;
	uint32_t capacity;
	uint32_t flags; /**< RTE_STACK_F_* */
	RTE_STD_C11
	union {
		struct rte_stack_lf stack_lf;
		struct rte_stack_std stack_std;
	};
} __rte_cache_aligned;

#include <rte_stack_std.h>
#include <rte_stack_lf.h>

/** Push @p n objects, the last of the table on top. @return @p n, or 0 if they do not all fit. Context: any thread. Since
 *  19.05. */
static __rte_always_inline unsigned int
rte_stack_push(struct rte_stack *s, void *const *obj_table, unsigned int n)
{
	RTE_ASSERT(s != NULL);
	RTE_ASSERT(obj_table != NULL);

	return s->flags & RTE_STACK_F_LF ? __rte_stack_lf_push(s, obj_table, n) : __rte_stack_std_push(s, obj_table, n);
}

/** Pop @p n objects, the top one into the first entry. @return @p n, or 0 if there are fewer. Context: any thread. Since
 *  19.05. */
static __rte_always_inline unsigned int
rte_stack_pop(struct rte_stack *s, void **obj_table, unsigned int n)
{
	RTE_ASSERT(s != NULL);
	RTE_ASSERT(obj_table != NULL);

	return s->flags & RTE_STACK_F_LF ? __rte_stack_lf_pop(s, obj_table, n) : __rte_stack_std_pop(s, obj_table, n);
}

/** Number of objects now. Context: any thread. Since 19.05. */
static __rte_always_inline unsigned int
rte_stack_count(struct rte_stack *s)
{
	RTE_ASSERT(s != NULL);

	return s->flags & RTE_STACK_F_LF ? __rte_stack_lf_count(s) : __rte_stack_std_count(s);
}

/** Number of objects that fit in now. Context: any thread. Since 19.05. */
static __rte_always_inline unsigned int
rte_stack_free_count(struct rte_stack *s)
{
	RTE_ASSERT(s != NULL);

	return s->capacity - rte_stack_count(s);
}

/**
 * Make an empty stack.
 *
 * @param name      Shorter than RTE_STACK_NAMESIZE; one of each name.
 * @param count     Capacity in objects.
 * @param socket_id NUMA node of its memory, or SOCKET_ID_ANY.
 * @param flags     0 or RTE_STACK_F_LF.
 * @return The stack; NULL with rte_errno: EINVAL no name, or unknown flags; ENAMETOOLONG; EEXIST the name is taken; ENOMEM;
 *  E_RTE_NO_CONFIG the runtime is not initialized.
 * Context: control threads. Lifetime: until rte_stack_free(). Since 19.05.
 */
struct rte_stack *rte_stack_create(const char *name, unsigned int count, int socket_id, uint32_t flags);

/** Free a stack, which no thread may use any more; NULL is harmless. What it holds is not touched. Context: control threads.
 *  Since 19.05. */
void rte_stack_free(struct rte_stack *s);

/** Find a stack by name. NULL with rte_errno: EINVAL @p name is NULL; ENOENT there is none. Context: control threads. Since
 *  19.05. */
struct rte_stack *rte_stack_lookup(const char *name);

#ifdef __cplusplus
}
#endif

#endif
