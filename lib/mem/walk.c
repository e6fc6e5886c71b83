/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading the memory map: look-ups, walks, descriptors of segments, print-outs. */
#include <errno.h>
#include <inttypes.h>

#include "mem_priv.h"

struct rte_memseg_list *
rte_mem_virt2memseg_list(const void *virt)
{
	struct mem_list *l = mem_shared != NULL ? list_covering(virt) : NULL;

	if (l != NULL)
		return &l->msl;
	rte_errno = ENOENT;
	return NULL;
}

struct rte_memseg *
rte_mem_virt2memseg(const void *virt, const struct rte_memseg_list *msl)
{
	struct rte_memseg *ms;

	if (msl == NULL)
		msl = rte_mem_virt2memseg_list(virt);
	if (msl == NULL)
		return NULL;
	if ((uintptr_t)virt - msl->addr_64 < msl->len) {
		ms = (struct rte_memseg *)msl->memseg_arr.data + ((uintptr_t)virt - msl->addr_64) / msl->page_sz;
		if (seg_mapped(ms))
			return ms;
	}
	rte_errno = ENOENT;
	return NULL;
}

/** From here to walk_unpin() no segment leaves. */
static void
walk_pin(void)
{
	if (mem_shared == NULL)
		return;
	/* Under the lock, so that a shrinking that did not see the pin is visible to the walk. */
	mem_lock_take(&mem_shared->map);
	__atomic_add_fetch(&mem_local.pins, 1, __ATOMIC_RELEASE);
	mem_lock_drop(&mem_shared->map);
}

static void
walk_unpin(void)
{
	if (mem_shared != NULL)
		__atomic_sub_fetch(&mem_local.pins, 1, __ATOMIC_RELEASE);
}

/** The list of slot @p i if it is in use; false at the end of the slots. */
static bool
walk_list(unsigned int i, const struct mem_list **l)
{
	if (mem_shared == NULL || i >= __atomic_load_n(&mem_shared->nb_lists, __ATOMIC_ACQUIRE))
		return false;
	*l = __atomic_load_n(&mem_shared->range[i].len, __ATOMIC_ACQUIRE) != 0 ? &mem_shared->list[i] : NULL;
	return true;
}

/** Segment @p i when it is mapped and stays so, else NULL. */
static const struct rte_memseg *
walk_seg(const struct mem_list *l, unsigned int i)
{
	const struct rte_memseg *ms = list_seg(l, i);

	/* In this order: a segment that was leaving loses its address before it loses the mark. */
	return !(__atomic_load_n(&ms->flags, __ATOMIC_ACQUIRE) & SEG_LEAVING) && seg_mapped(ms) ? ms : NULL;
}

static int
walk_result(int ret)
{
	return ret < 0 ? -1 : ret > 0;
}

static int
walk_bad(void)
{
	rte_errno = EINVAL;
	return -1;
}

int
rte_memseg_walk_thread_unsafe(rte_memseg_walk_t func, void *arg)
{
	const struct rte_memseg *ms;
	const struct mem_list *l;
	unsigned int i, s;
	int ret = 0;

	if (func == NULL)
		return walk_bad();
	for (i = 0; ret == 0 && walk_list(i, &l); i++) {
		for (s = 0; l != NULL && ret == 0 && s < __atomic_load_n(&l->top, __ATOMIC_RELAXED); s++) {
			ms = walk_seg(l, s);
			if (ms != NULL)
				ret = func(&l->msl, ms, arg);
		}
	}
	return walk_result(ret);
}

/** Bytes that are contiguous for CPU and devices from segment @p ms, number @p i, on; the number of segments into @p n. */
static size_t
walk_run(const struct mem_list *l, const struct rte_memseg *ms, unsigned int i, unsigned int *n)
{
	unsigned int top = __atomic_load_n(&l->top, __ATOMIC_RELAXED);
	const struct rte_memseg *next;
	size_t len = ms->len;

	for (*n = 1; i + *n < top; (*n)++) {
		next = walk_seg(l, i + *n);
		if (next == NULL || (ms->iova != RTE_BAD_IOVA ? next->iova != ms->iova + len : next->iova != RTE_BAD_IOVA))
			break;
		len += next->len;
	}
	return len;
}

int
rte_memseg_contig_walk_thread_unsafe(rte_memseg_contig_walk_t func, void *arg)
{
	const struct rte_memseg *ms;
	const struct mem_list *l;
	unsigned int i, s, n;
	size_t len;
	int ret = 0;

	if (func == NULL)
		return walk_bad();
	for (i = 0; ret == 0 && walk_list(i, &l); i++) {
		for (s = 0; l != NULL && ret == 0 && s < __atomic_load_n(&l->top, __ATOMIC_RELAXED); s += n) {
			n = 1;
			ms = walk_seg(l, s);
			if (ms == NULL)
				continue;
			len = walk_run(l, ms, s, &n);
			ret = func(&l->msl, ms, len, arg);
		}
	}
	return walk_result(ret);
}

int
rte_memseg_list_walk_thread_unsafe(rte_memseg_list_walk_t func, void *arg)
{
	const struct mem_list *l;
	unsigned int i;
	int ret = 0;

	if (func == NULL)
		return walk_bad();
	for (i = 0; ret == 0 && walk_list(i, &l); i++)
		if (l != NULL)
			ret = func(&l->msl, arg);
	return walk_result(ret);
}

int
rte_memseg_walk(rte_memseg_walk_t func, void *arg)
{
	int ret;

	walk_pin();
	ret = rte_memseg_walk_thread_unsafe(func, arg);
	walk_unpin();
	return ret;
}

int
rte_memseg_contig_walk(rte_memseg_contig_walk_t func, void *arg)
{
	int ret;

	walk_pin();
	ret = rte_memseg_contig_walk_thread_unsafe(func, arg);
	walk_unpin();
	return ret;
}

int
rte_memseg_list_walk(rte_memseg_list_walk_t func, void *arg)
{
	int ret;

	walk_pin();
	ret = rte_memseg_list_walk_thread_unsafe(func, arg);
	walk_unpin();
	return ret;
}

/** Own list whose table @p ms stands in, or NULL. */
static const struct mem_list *
seg_list(const struct rte_memseg *ms)
{
	const struct mem_list *l;
	unsigned int i;

	for (i = 0; walk_list(i, &l); i++)
		if (l != NULL && !l->msl.external && ms >= list_seg(l, 0) && ms < list_seg(l, list_nseg(l)))
			return l;
	return NULL;
}

/** List and index of @p ms. 0 or -1 with rte_errno. */
static int
seg_place(const struct rte_memseg *ms, const struct mem_list **l, unsigned int *i)
{
	if (ms == NULL)
		return walk_bad();
	*l = seg_list(ms);
	if (*l == NULL) {
		rte_errno = ENODEV;
		return -1;
	}
	*i = ms - list_seg(*l, 0);
	if (!seg_mapped(ms)) {
		rte_errno = ENOENT;
		return -1;
	}
	if (backing_fd(&mem_local.backing[list_index(*l)], *i) < 0) {
		rte_errno = ENOTSUP;
		return -1;
	}
	return 0;
}

int
rte_memseg_get_fd(const struct rte_memseg *ms)
{
	const struct mem_list *l;
	unsigned int i;

	return seg_place(ms, &l, &i) == 0 ? backing_fd(&mem_local.backing[list_index(l)], i) : -1;
}

int
rte_memseg_get_fd_thread_unsafe(const struct rte_memseg *ms)
{
	return rte_memseg_get_fd(ms);
}

int
rte_memseg_get_fd_offset(const struct rte_memseg *ms, size_t *offset)
{
	const struct mem_list *l;
	unsigned int i;

	if (offset == NULL)
		return walk_bad();
	if (seg_place(ms, &l, &i) != 0)
		return -1;
	*offset = backing_offset(&mem_local.backing[list_index(l)], l, i);
	return 0;
}

int
rte_memseg_get_fd_offset_thread_unsafe(const struct rte_memseg *ms, size_t *offset)
{
	return rte_memseg_get_fd_offset(ms, offset);
}

static int
size_seg(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	if (!msl->external)
		*(uint64_t *)arg += ms->len;
	return 0;
}

uint64_t
rte_eal_get_physmem_size(void)
{
	uint64_t size = 0;

	rte_memseg_walk(size_seg, &size);
	return size;
}

static int
dump_seg(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	const struct mem_list *l = (const struct mem_list *)msl;
	unsigned int i = ms - list_seg(l, 0);
	int fd = msl->external ? -1 : backing_fd(&mem_local.backing[list_index(l)], i);

	fprintf(arg, "Segment %u-%u: IOVA:0x%" PRIx64 ", len:%zu, virt:%p, socket_id:%" PRId32 ", ", list_index(l), i, ms->iova,
			ms->len, ms->addr, ms->socket_id);
	fprintf(arg, "hugepage_sz:%" PRIu64 ", nchannel:%" PRIx32 ", nrank:%" PRIx32 " fd:%d\n", ms->hugepage_sz, ms->nchannel,
			ms->nrank, fd);
	return 0;
}

void
rte_dump_physmem_layout(FILE *f)
{
	rte_memseg_walk(dump_seg, f);
}

unsigned int
rte_memory_get_nchannel(void)
{
	return mem_shared != NULL ? mem_shared->nchannel : 0;
}

unsigned int
rte_memory_get_nrank(void)
{
	return mem_shared != NULL ? mem_shared->nrank : 0;
}
