/* SPDX-License-Identifier: BSD-3-Clause */
/* Handlers: registration, choice, the calls that reach them, and what happens when they fail. */
#include <stdlib.h>

#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

/* A handler that is a stack of its own and can be told to fail. */
struct stack {
	unsigned int n;
	void *objs[256];
};

static struct {
	int alloc_err;
	unsigned int enqueue_fails_at; /* objects there are when enqueue fails, 0: never */
	int allocs, frees;
} told;

static int
stack_alloc(struct rte_mempool *mp)
{
	if (told.alloc_err != 0)
		return told.alloc_err;
	mp->pool_data = calloc(1, sizeof(struct stack));
	told.allocs++;
	return mp->pool_data == NULL ? -ENOMEM : 0;
}

static void
stack_free(struct rte_mempool *mp)
{
	free(mp->pool_data);
	told.frees++;
}

static int
stack_enqueue(struct rte_mempool *mp, void *const *objs, unsigned int n)
{
	struct stack *s = mp->pool_data;

	if (told.enqueue_fails_at != 0 && s->n >= told.enqueue_fails_at)
		return -EIO;
	if (n > RTE_DIM(s->objs) - s->n)
		return -ENOBUFS;
	memcpy(&s->objs[s->n], objs, n * sizeof(void *));
	s->n += n;
	return 0;
}

static int
stack_dequeue(struct rte_mempool *mp, void **objs, unsigned int n)
{
	struct stack *s = mp->pool_data;

	memset(objs, 0xab, n * sizeof(void *)); /* a handler may write before it gives up */
	if (n > s->n)
		return -ENOBUFS;
	s->n -= n;
	memcpy(objs, &s->objs[s->n], n * sizeof(void *));
	return 0;
}

static unsigned int
stack_count(const struct rte_mempool *mp)
{
	return ((struct stack *)mp->pool_data)->n;
}

static int
stack_info(const struct rte_mempool *mp, struct rte_mempool_info *info)
{
	(void)mp;
	info->contig_block_size = 4;
	return 0;
}

static int
stack_blocks(struct rte_mempool *mp, void **first, unsigned int n)
{
	(void)first;
	(void)mp;
	return n == 1 ? 0 : -ENOBUFS;
}

static const struct rte_mempool_ops stack_ops = {
	.name = "test_stack",
	.alloc = stack_alloc,
	.free = stack_free,
	.enqueue = stack_enqueue,
	.dequeue = stack_dequeue,
	.get_count = stack_count,
};
RTE_MEMPOOL_REGISTER_OPS(stack_ops);

static struct rte_mempool *
empty(unsigned int cache_size)
{
	memset(&told, 0, sizeof(told));
	return rte_mempool_create_empty("ops", 100, 64, cache_size, 0, SOCKET_ID_ANY, 0);
}

static void
registration(void)
{
	struct rte_mempool_ops ops = stack_ops;
	uint32_t num = rte_mempool_ops_table.num_ops;

	UT_EQ(rte_mempool_register_ops(&stack_ops), -EEXIST);
	snprintf(ops.name, sizeof(ops.name), "other");
	ops.get_count = NULL;
	UT_EQ(rte_mempool_register_ops(&ops), -EINVAL);
	ops.get_count = stack_count;
	ops.alloc = NULL;
	UT_EQ(rte_mempool_register_ops(&ops), -EINVAL);
	ops.alloc = stack_alloc;
	ops.name[0] = '\0';
	UT_EQ(rte_mempool_register_ops(&ops), -EINVAL);
	memset(ops.name, 'x', sizeof(ops.name));
	UT_EQ(rte_mempool_register_ops(&ops), -EEXIST);
	UT_EQ(rte_mempool_ops_table.num_ops, num);

	/* up to the last place */
	for (uint32_t i = num; i < RTE_MEMPOOL_MAX_OPS_IDX; i++) {
		snprintf(ops.name, sizeof(ops.name), "other%u", i);
		UT_EQ(rte_mempool_register_ops(&ops), i);
	}
	snprintf(ops.name, sizeof(ops.name), "one too many");
	UT_EQ(rte_mempool_register_ops(&ops), -ENOSPC);
}

static void
choice(void)
{
	struct rte_mempool *mp = empty(0);
	int config;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "no such handler", NULL), -EINVAL);
	UT_EQ(rte_mempool_set_ops_byname(mp, NULL, NULL), -EINVAL);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", &config), 0);
	UT_PTR_EQ(mp->pool_config, &config);
	UT_EQ(rte_mempool_populate_default(mp), 100);
	UT_EQ(rte_mempool_set_ops_byname(mp, "ring_mp_mc", NULL), -EEXIST);
	UT_EQ(told.allocs, 1);
	UT_EQ(rte_mempool_ops_get_count(mp), 100);
	rte_mempool_free(mp);
	UT_EQ(told.frees, 1);
}

static void
pool_never_filled(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = empty(0);

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", NULL), 0);
	UT_EQ(rte_mempool_avail_count(mp), 0);
	rte_mempool_free(mp);
	UT_EQ(told.allocs, 0);
	UT_EQ(told.frees, 0);
	UT_SAME_FOOTPRINT(before);
}

static void
failing_handler(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = empty(0);

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", NULL), 0);
	told.alloc_err = -EACCES;
	UT_EQ(rte_mempool_populate_default(mp), -EACCES);
	told.alloc_err = 0;
	told.enqueue_fails_at = 40;
	UT_EQ(rte_mempool_populate_default(mp), -EIO);
	UT_EQ(mp->populated_size, 0);
	UT_EQ(mp->nb_mem_chunks, 0);
	UT_EQ(rte_mempool_avail_count(mp), 0);
	UT_TRUE(STAILQ_EMPTY(&mp->elt_list));
	/* as empty as before, so it can be tried again */
	told.enqueue_fails_at = 0;
	UT_EQ(rte_mempool_populate_default(mp), 100);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

static void
cache_survives_a_careless_handler(void)
{
	struct rte_mempool *mp = empty(16);
	struct rte_mempool_cache *cache;
	void *objs[100], *more[20];
	unsigned int bad = 0;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", NULL), 0);
	UT_EQ(rte_mempool_populate_default(mp), 100);
	cache = rte_mempool_default_cache(mp, rte_lcore_id());
	UT_EQ(rte_mempool_get_bulk(mp, objs, 100), 0);
	rte_mempool_put_bulk(mp, objs, 10);
	UT_EQ(cache->len, 10);
	UT_EQ(rte_mempool_get_bulk(mp, more, 11), -ENOBUFS);
	UT_EQ(cache->len, 10);
	UT_EQ(rte_mempool_get_bulk(mp, more, 10), 0);
	for (unsigned int i = 0; i < 10; i++)
		bad += more[i] != objs[i];
	UT_EQ(bad, 0);
	rte_mempool_put_bulk(mp, more, 10);
	rte_mempool_put_bulk(mp, objs + 10, 90);
	rte_mempool_free(mp);
}

static void
contiguous_blocks(void)
{
	struct rte_mempool *mp = empty(0);
	struct rte_mempool_info info;
	struct rte_mempool_ops *ops;
	void *first;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", NULL), 0);
	UT_EQ(rte_mempool_populate_default(mp), 100);
	UT_EQ(rte_mempool_ops_get_info(mp, &info), -ENOTSUP);
	UT_EQ(rte_mempool_get_contig_blocks(mp, &first, 1), -ENOTSUP);
	ops = rte_mempool_get_ops(mp->ops_index);
	ops->get_info = stack_info;
	ops->dequeue_contig_blocks = stack_blocks;
	UT_EQ(rte_mempool_ops_get_info(mp, &info), 0);
	UT_EQ(info.contig_block_size, 4);
	UT_EQ(rte_mempool_get_contig_blocks(mp, &first, 2), -ENOBUFS);
	ops->get_info = NULL;
	ops->dequeue_contig_blocks = NULL;
	rte_mempool_free(mp);
}

static int
aligned_populate(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
		 rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg)
{
	return rte_mempool_op_populate_helper(mp, RTE_MEMPOOL_POPULATE_F_ALIGN_OBJ, max_objs, vaddr, iova, len, obj_cb,
					      obj_cb_arg);
}

static ssize_t
one_object_more(const struct rte_mempool *mp, uint32_t n, uint32_t pg_shift, size_t *min_chunk, size_t *align)
{
	return rte_mempool_op_calc_mem_size_default(mp, n + 1, pg_shift, min_chunk, align);
}

static void
count_misaligned(struct rte_mempool *mp, void *opaque, void *obj, unsigned int idx)
{
	uintptr_t head = (uintptr_t)obj - mp->header_size;

	(void)idx;
	*(unsigned int *)opaque += head % (mp->header_size + mp->elt_size + mp->trailer_size) != 0;
}

static void
aligned_objects(void)
{
	struct rte_mempool *mp = empty(0);
	struct rte_mempool_ops *ops;
	unsigned int misaligned = 0;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_set_ops_byname(mp, "test_stack", NULL), 0);
	ops = rte_mempool_get_ops(mp->ops_index);
	ops->populate = aligned_populate;
	ops->calc_mem_size = one_object_more;
	UT_EQ(rte_mempool_populate_default(mp), 100);
	UT_EQ(rte_mempool_obj_iter(mp, count_misaligned, &misaligned), 100);
	UT_EQ(misaligned, 0);
	ops->populate = NULL;
	ops->calc_mem_size = NULL;
	rte_mempool_free(mp);
}

static void
all_ring_handlers(void)
{
	static const char *const names[] = {"ring_mp_mc", "ring_sp_sc", "ring_mp_sc", "ring_sp_mc", "ring_mt_rts", "ring_mt_hts"};
	struct footprint before = footprint_now();

	for (unsigned int i = 0; i < RTE_DIM(names); i++) {
		struct rte_mempool *mp = empty(0);
		void *objs[100];

		UT_NOT_NULL_FATAL(mp);
		UT_EQ(rte_mempool_set_ops_byname(mp, names[i], NULL), 0);
		UT_EQ(rte_mempool_populate_default(mp), 100);
		UT_EQ(rte_mempool_get_bulk(mp, objs, 101), -ENOBUFS);
		UT_EQ(rte_mempool_get_bulk(mp, objs, 100), 0);
		UT_EQ(rte_mempool_get_bulk(mp, objs, 1), -ENOBUFS);
		UT_EQ(rte_mempool_ops_get_count(mp), 0);
		rte_mempool_put_bulk(mp, objs, 100);
		UT_EQ(rte_mempool_ops_get_count(mp), 100);
		rte_mempool_free(mp);
	}
	UT_SAME_FOOTPRINT(before);
}

UT_MAIN_FIXTURE("rte_mempool_ops", runtime_start, runtime_stop,
	{"a handler is chosen by name, once", choice},
	{"a pool that never had objects is freed", pool_never_filled},
	{"a handler that fails leaves the pool empty", failing_handler},
	{"a handler that writes and fails does no harm", cache_survives_a_careless_handler},
	{"blocks of contiguous objects", contiguous_blocks},
	{"objects at multiples of their size", aligned_objects},
	{"each ring handler keeps all objects", all_ring_handlers},
	{"registration: names, calls, places", registration})
