/* SPDX-License-Identifier: BSD-3-Clause */
/* Mempool handlers that keep the free objects in a stack: what was used last, and is still in a cache, is handed out first. */
#include <errno.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_mempool.h>
#include <rte_stack.h>

static int
pool_alloc(struct rte_mempool *mp, uint32_t flags)
{
	char name[RTE_STACK_NAMESIZE];
	struct rte_stack *s;
	int len;

	len = snprintf(name, sizeof(name), RTE_MEMPOOL_MZ_FORMAT, mp->name);
	if (len < 0 || (size_t)len >= sizeof(name))
		return -ENAMETOOLONG;
	s = rte_stack_create(name, mp->size, mp->socket_id, flags);
	if (s == NULL)
		return -rte_errno;
	mp->pool_data = s;
	return 0;
}

static int
std_alloc(struct rte_mempool *mp)
{
	return pool_alloc(mp, 0);
}

static int
lf_alloc(struct rte_mempool *mp)
{
	return pool_alloc(mp, RTE_STACK_F_LF);
}

static void
pool_free(struct rte_mempool *mp)
{
	rte_stack_free(mp->pool_data);
	mp->pool_data = NULL;
}

static int
pool_enqueue(struct rte_mempool *mp, void *const *obj_table, unsigned int n)
{
	return rte_stack_push(mp->pool_data, obj_table, n) == n ? 0 : -ENOBUFS;
}

static int
pool_dequeue(struct rte_mempool *mp, void **obj_table, unsigned int n)
{
	return rte_stack_pop(mp->pool_data, obj_table, n) == n ? 0 : -ENOBUFS;
}

static unsigned int
pool_count(const struct rte_mempool *mp)
{
	return rte_stack_count(mp->pool_data);
}

static const struct rte_mempool_ops ops_stack = {
	.name = "stack",
	.alloc = std_alloc,
	.free = pool_free,
	.enqueue = pool_enqueue,
	.dequeue = pool_dequeue,
	.get_count = pool_count,
};
RTE_MEMPOOL_REGISTER_OPS(ops_stack);

static const struct rte_mempool_ops ops_lf_stack = {
	.name = "lf_stack",
	.alloc = lf_alloc,
	.free = pool_free,
	.enqueue = pool_enqueue,
	.dequeue = pool_dequeue,
	.get_count = pool_count,
};
RTE_MEMPOOL_REGISTER_OPS(ops_lf_stack);
