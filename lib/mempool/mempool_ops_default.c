/* SPDX-License-Identifier: BSD-3-Clause */
/* How objects stand in memory when the handler does not care: one after the other, none across a page where pages matter. */
#include <errno.h>

#include <rte_common.h>

#include "mempool_private.h"

static size_t
object_size(const struct rte_mempool *mp)
{
	return (size_t)mp->header_size + mp->elt_size + mp->trailer_size;
}

ssize_t
rte_mempool_op_calc_mem_size_helper(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift, size_t chunk_reserve,
				    size_t *min_chunk_size, size_t *align)
{
	const size_t obj_size = object_size(mp);
	const size_t pg_sz = (size_t)1 << pg_shift;
	size_t need, per_page, on_last_page;

	*min_chunk_size = obj_size + chunk_reserve;
	*align = RTE_MEMPOOL_ALIGN;
	if (obj_num == 0 || obj_size == 0)
		return 0;
	if (chunk_reserve >= pg_sz && pg_shift > 0)
		return -EINVAL;

	if (pg_shift == 0) {
		need = chunk_reserve + obj_size * obj_num;
	} else if (obj_size + chunk_reserve > pg_sz) {
		/* each begins on a page of its own */
		need = RTE_ALIGN(obj_size + chunk_reserve, pg_sz) * obj_num + pg_sz - 1;
	} else {
		per_page = (pg_sz - chunk_reserve) / obj_size;
		on_last_page = (obj_num - 1) % per_page + 1;
		/* memory that begins inside a page may lose almost an object more at the end of that page */
		need = (obj_num - on_last_page) / per_page * pg_sz + on_last_page * obj_size + chunk_reserve + obj_size - 1;
	}
	return need;
}

ssize_t
rte_mempool_op_calc_mem_size_default(const struct rte_mempool *mp, uint32_t obj_num, uint32_t pg_shift, size_t *min_chunk_size,
				     size_t *align)
{
	return rte_mempool_op_calc_mem_size_helper(mp, obj_num, pg_shift, 0, min_chunk_size, align);
}

/* First place at or behind addr from which an object does not cross a page (one larger than a page begins on a page). */
static uintptr_t
fitting_place(uintptr_t addr, size_t obj_size, size_t pg_sz)
{
	if (pg_sz == 0 || (addr & ~(pg_sz - 1)) == ((addr + obj_size - 1) & ~(pg_sz - 1)))
		return addr;
	return RTE_ALIGN(addr, (uintptr_t)pg_sz);
}

int
rte_mempool_op_populate_helper(struct rte_mempool *mp, unsigned int flags, unsigned int max_objs, void *vaddr, rte_iova_t iova,
			       size_t len, rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg)
{
	const uintptr_t start = (uintptr_t)vaddr;
	const size_t obj_size = object_size(mp);
	uintptr_t place = start, fit;
	size_t pg_sz;
	unsigned int n;
	void *obj;
	int ret;

	ret = rte_mempool_get_page_size(mp, &pg_sz);
	if (ret < 0)
		return ret;
	for (n = 0; n < max_objs; n++, place += obj_size) {
		if (flags & RTE_MEMPOOL_POPULATE_F_ALIGN_OBJ)
			place = RTE_ALIGN_MUL_CEIL(place, (uintptr_t)obj_size);
		fit = fitting_place(place, obj_size, pg_sz);
		if (fit != place && flags & RTE_MEMPOOL_POPULATE_F_ALIGN_OBJ)
			fit = RTE_ALIGN_MUL_CEIL(fit, (uintptr_t)obj_size);
		place = fit;
		if (place - start > len || len - (place - start) < obj_size)
			break;
		obj = (char *)vaddr + (place - start) + mp->header_size;
		obj_cb(mp, obj_cb_arg, obj,
		       iova == RTE_BAD_IOVA ? RTE_BAD_IOVA : iova + (place - start) + mp->header_size);
		ret = rte_mempool_ops_enqueue_bulk(mp, &obj, 1);
		if (ret < 0)
			return ret;
	}
	return n;
}

int
rte_mempool_op_populate_default(struct rte_mempool *mp, unsigned int max_objs, void *vaddr, rte_iova_t iova, size_t len,
				rte_mempool_populate_obj_cb_t *obj_cb, void *obj_cb_arg)
{
	return rte_mempool_op_populate_helper(mp, 0, max_objs, vaddr, iova, len, obj_cb, obj_cb_arg);
}
