/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory segment lists: slots, and the tables of segments in them. */
#include <errno.h>
#include <stdio.h>

#include "mem_priv.h"

struct mem_list *
list_claim(void *base, unsigned int seg_shift, uint64_t page_sz, unsigned int nseg, int socket, const char *name,
		struct rte_memseg *table)
{
	struct mem_shared *sh = mem_shared;
	struct rte_memseg_list *msl;
	struct mem_list *l = NULL;
	unsigned int i;

	/* Own lists are made first, so that they have the low slots, and are never dropped alone. */
	for (i = 0; i < RTE_MAX_MEMSEG_LISTS && l == NULL; i++)
		if (shared_commit(&sh->list[i], sizeof(*l)) == 0 && sh->list[i].used == LIST_UNUSED)
			l = &sh->list[i];
	if (l == NULL)
		return NULL;
	memset(l, 0, sizeof(*l));
	l->used = LIST_USED;
	l->page_sz = page_sz;
	l->seg_shift = seg_shift;
	msl = &l->msl;
	msl->base_va = base;
	msl->page_sz = 1ULL << seg_shift;
	msl->socket_id = socket;
	msl->len = (size_t)nseg << seg_shift;
	snprintf(msl->memseg_arr.name, sizeof(msl->memseg_arr.name), "%s", name);
	msl->memseg_arr.len = nseg;
	msl->memseg_arr.elt_sz = sizeof(struct rte_memseg);
	msl->memseg_arr.data = table;
	return l;
}

void
list_publish(struct mem_list *l)
{
	struct mem_shared *sh = mem_shared;
	unsigned int i = list_index(l);

	__atomic_store_n(&sh->range[i].base, l->msl.addr_64, __ATOMIC_RELEASE);
	__atomic_store_n(&sh->range[i].len, l->msl.len, __ATOMIC_RELEASE);
	if (i >= sh->nb_lists)
		__atomic_store_n(&sh->nb_lists, i + 1, __ATOMIC_RELEASE);
}

void
list_drop(struct mem_list *l)
{
	__atomic_store_n(&mem_shared->range[list_index(l)].len, 0, __ATOMIC_RELEASE);
	l->used = LIST_DROPPED;
}

struct rte_memseg *
list_reap(void)
{
	struct mem_shared *sh = mem_shared;
	unsigned int i;

	if (__atomic_load_n(&mem_local.pins, __ATOMIC_ACQUIRE) != 0)
		return NULL;
	for (i = sh->nb_own; i < sh->nb_lists; i++) {
		if (sh->list[i].used == LIST_DROPPED) {
			sh->list[i].used = LIST_UNUSED;
			return sh->list[i].msl.memseg_arr.data;
		}
	}
	return NULL;
}

/** Make sure that the rows of the tables for these segments can be written. */
static int
segs_commit(const struct mem_list *l, unsigned int first, unsigned int n)
{
	int ret = shared_commit(list_seg(l, first), n * sizeof(struct rte_memseg));

	return ret != 0 ? ret : shared_commit(&l->edge[first], n * sizeof(l->edge[0]));
}

/** Index of the first of @p n free neighbours, or -ENOMEM. */
static int
segs_search(const struct mem_list *l, unsigned int n)
{
	unsigned int i, run = 0;

	if (n > list_nseg(l))
		return -ENOMEM;
	for (i = l->floor; i < l->top; i++) {
		const struct rte_memseg *ms = list_seg(l, i);

		run = ms->addr == NULL && !(ms->flags & (SEG_CLAIMED | SEG_LEAVING)) ? run + 1 : 0;
		if (run == n)
			return i + 1 - n;
	}
	return i - run + n <= list_nseg(l) ? (int)(i - run) : -ENOMEM;
}

int
segs_claim(struct mem_list *l, unsigned int n)
{
	int first, ret;
	unsigned int i;

	mem_lock_take(&mem_shared->map);
	first = segs_search(l, n);
	ret = first < 0 ? first : segs_commit(l, first, n);
	if (ret == 0) {
		for (i = first; i < first + n; i++)
			__atomic_store_n(&list_seg(l, i)->flags, SEG_CLAIMED, __ATOMIC_RELAXED);
		if (first + n > l->top)
			__atomic_store_n(&l->top, first + n, __ATOMIC_RELAXED);
	}
	mem_lock_drop(&mem_shared->map);
	return ret == 0 ? first : ret;
}

void
segs_unclaim(struct mem_list *l, unsigned int first, unsigned int n)
{
	struct rte_memseg *ms;
	unsigned int i;

	mem_lock_take(&mem_shared->map);
	for (i = first; i < first + n; i++) {
		ms = list_seg(l, i);
		if (ms->addr != NULL)
			l->msl.memseg_arr.count--;
		__atomic_store_n(&ms->addr, NULL, __ATOMIC_RELEASE);
		__atomic_store_n(&ms->flags, 0, __ATOMIC_RELEASE);
	}
	l->msl.version++;
	mem_lock_drop(&mem_shared->map);
}

void
segs_enter(struct mem_list *l, unsigned int first, unsigned int n, const rte_iova_t *iova, uint32_t flags)
{
	struct rte_memseg *ms;
	unsigned int i;

	mem_lock_take(&mem_shared->map);
	for (i = first; i < first + n; i++) {
		ms = list_seg(l, i);
		ms->iova = iova != NULL ? iova[i - first] : RTE_BAD_IOVA;
		ms->len = l->msl.page_sz;
		ms->hugepage_sz = l->page_sz;
		ms->socket_id = l->msl.socket_id;
		ms->nchannel = mem_shared->nchannel;
		ms->nrank = mem_shared->nrank;
		__atomic_store_n(&ms->flags, flags, __ATOMIC_RELAXED);
		__atomic_store_n(&ms->addr, list_addr(l, i), __ATOMIC_RELEASE);
	}
	l->msl.memseg_arr.count += n;
	l->msl.version++;
	mem_lock_drop(&mem_shared->map);
}

bool
segs_leave(struct mem_list *l, unsigned int first, unsigned int n)
{
	unsigned int i;
	bool ok;

	mem_lock_take(&mem_shared->map);
	ok = __atomic_load_n(&mem_local.pins, __ATOMIC_ACQUIRE) == 0;
	for (i = first; ok && i < first + n; i++)
		__atomic_or_fetch(&list_seg(l, i)->flags, SEG_LEAVING, __ATOMIC_RELEASE);
	mem_lock_drop(&mem_shared->map);
	return ok;
}

void
segs_stay(struct mem_list *l, unsigned int first, unsigned int n)
{
	unsigned int i;

	mem_lock_take(&mem_shared->map);
	for (i = first; i < first + n; i++)
		__atomic_and_fetch(&list_seg(l, i)->flags, ~SEG_LEAVING, __ATOMIC_RELEASE);
	mem_lock_drop(&mem_shared->map);
}
