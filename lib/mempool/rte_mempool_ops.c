/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of handlers and the calls that go through it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_log.h>

#include "mempool_private.h"

struct rte_mempool_ops_table rte_mempool_ops_table = {
	.sl = RTE_SPINLOCK_INITIALIZER,
	.num_ops = 0,
};

int
mempool_ops_find(const char *name)
{
	uint32_t num = __atomic_load_n(&rte_mempool_ops_table.num_ops, __ATOMIC_ACQUIRE);

	for (uint32_t i = 0; i < num; i++) {
		if (strncmp(name, rte_mempool_ops_table.ops[i].name, RTE_MEMPOOL_OPS_NAMESIZE) == 0)
			return i;
	}
	return -1;
}

int
rte_mempool_register_ops(const struct rte_mempool_ops *h)
{
	int ret;

	if (h->alloc == NULL || h->enqueue == NULL || h->dequeue == NULL || h->get_count == NULL || h->name[0] == '\0') {
		RTE_LOG(ERR, MEMPOOL, "handler \"%.*s\": a call or its name is missing\n", RTE_MEMPOOL_OPS_NAMESIZE, h->name);
		return -EINVAL;
	}
	if (strnlen(h->name, RTE_MEMPOOL_OPS_NAMESIZE) == RTE_MEMPOOL_OPS_NAMESIZE) {
		RTE_LOG(ERR, MEMPOOL, "handler %.*s...: the name is too long\n", RTE_MEMPOOL_OPS_NAMESIZE, h->name);
		return -EEXIST;
	}
	rte_spinlock_lock(&rte_mempool_ops_table.sl);
	if (mempool_ops_find(h->name) >= 0) {
		ret = -EEXIST;
	} else if (rte_mempool_ops_table.num_ops == RTE_MEMPOOL_MAX_OPS_IDX) {
		ret = -ENOSPC;
	} else {
		ret = rte_mempool_ops_table.num_ops;
		rte_mempool_ops_table.ops[ret] = *h;
		__atomic_store_n(&rte_mempool_ops_table.num_ops, ret + 1, __ATOMIC_RELEASE);
	}
	rte_spinlock_unlock(&rte_mempool_ops_table.sl);
	if (ret == -EEXIST)
		RTE_LOG(ERR, MEMPOOL, "handler %s: the name is taken\n", h->name);
	else if (ret == -ENOSPC)
		RTE_LOG(ERR, MEMPOOL, "handler %s: all %d places are taken\n", h->name, RTE_MEMPOOL_MAX_OPS_IDX);
	return ret;
}

int
rte_mempool_set_ops_byname(struct rte_mempool *mp, const char *name, void *pool_config)
{
	int index;

	if (mp->flags & RTE_MEMPOOL_F_POOL_CREATED) {
		RTE_LOG(ERR, MEMPOOL, "pool %s has a handler at work\n", mp->name);
		return -EEXIST;
	}
	index = name == NULL ? -1 : mempool_ops_find(name);
	if (index < 0) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: no handler is called %s\n", mp->name, name == NULL ? "NULL" : name);
		return -EINVAL;
	}
	mp->ops_index = index;
	mp->pool_config = pool_config;
	return 0;
}

int
rte_mempool_ops_alloc(struct rte_mempool *mp)
{
	return rte_mempool_get_ops(mp->ops_index)->alloc(mp);
}

void
rte_mempool_ops_free(struct rte_mempool *mp)
{
	struct rte_mempool_ops *ops = rte_mempool_get_ops(mp->ops_index);

	if (ops->free != NULL)
		ops->free(mp);
}

unsigned int
rte_mempool_ops_get_count(const struct rte_mempool *mp)
{
	return rte_mempool_get_ops(mp->ops_index)->get_count(mp);
}

ssize_t
rte_mempool_ops_calc_mem_size(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift, size_t *min_chunk_size,
			      size_t *align)
{
	struct rte_mempool_ops *ops = rte_mempool_get_ops(mp->ops_index);

	if (ops->calc_mem_size == NULL)
		return rte_mempool_op_calc_mem_size_default(mp, obj_num, pg_shift, min_chunk_size, align);
	return ops->calc_mem_size(mp, obj_num, pg_shift, min_chunk_size, align);
}

int
rte_mempool_ops_populate(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
			 rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg)
{
	struct rte_mempool_ops *ops = rte_mempool_get_ops(mp->ops_index);

	if (ops->populate == NULL)
		return rte_mempool_op_populate_default(mp, max_objs, vaddr, iova, len, obj_cb, obj_cb_arg);
	return ops->populate(mp, max_objs, vaddr, iova, len, obj_cb, obj_cb_arg);
}

int
rte_mempool_ops_get_info(const struct rte_mempool *mp, struct rte_mempool_info *info)
{
	struct rte_mempool_ops *ops = rte_mempool_get_ops(mp->ops_index);

	return ops->get_info != NULL ? ops->get_info(mp, info) : -ENOTSUP;
}
