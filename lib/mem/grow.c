/* SPDX-License-Identifier: BSD-3-Clause */
/* Growing and shrinking of heaps: maps segments, tells those who asked to be told, feeds the heap; and back. */
#include <errno.h>
#include <stdlib.h>

#include "heap.h"
#include "mem_priv.h"

/** Addresses for devices are reachable under the mask, and contiguous when asked for. */
static bool
grow_suits(const struct mem_list *l, const rte_iova_t *iova, unsigned int n, bool contig)
{
	uint8_t bits = __atomic_load_n(&mem_shared->dma_bits, __ATOMIC_RELAXED);
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (bits != 0 && iova[i] != RTE_BAD_IOVA && (iova[i] + l->msl.page_sz - 1) >> bits != 0)
			return false;
		if (contig && i > 0 && mem_shared->iova_mode == RTE_IOVA_PA && iova[i] != iova[i - 1] + l->msl.page_sz)
			return false;
	}
	return true;
}

/** Map @p n segments somewhere in @p l. Index of the first or -errno. */
static int
grow_map(struct mem_list *l, unsigned int n, bool contig, uint32_t flags, bool *dirty)
{
	struct mem_backing *b = &mem_local.backing[list_index(l)];
	rte_iova_t *iova;
	int first, ret;

	iova = malloc(n * sizeof(*iova));
	if (iova == NULL)
		return -ENOMEM;
	first = segs_claim(l, n);
	if (first < 0) {
		free(iova);
		return first;
	}
	ret = b->ops->map(b, l, first, n, dirty);
	if (ret == 0) {
		ret = iova_fill(l, list_addr(l, first), n, iova);
		if (ret == 0 && !grow_suits(l, iova, n, contig))
			ret = -ENOMEM;
		if (ret == 0)
			segs_enter(l, first, n, iova, flags | (*dirty ? RTE_MEMSEG_FLAG_DIRTY : 0));
		else if (b->ops->unmap(b, l, first, n) != 0)
			ret = -ENOTRECOVERABLE;
	}
	free(iova);
	if (ret != 0 && ret != -ENOTRECOVERABLE)
		segs_unclaim(l, first, n);
	return ret == 0 ? first : ret;
}

/** Let @p h grow by segments of @p l that can hold @p w. */
static struct elem *
grow_list(struct mem_heap *h, struct mem_list *l, const struct heap_want *w)
{
	size_t len = RTE_ALIGN_CEIL(want_worst(w), l->msl.page_sz);
	struct elem *e = NULL;
	bool dirty;
	int first;

	if (len >> l->seg_shift > list_nseg(l))
		return NULL;
	if (notify_allowed(heap_socket(h), __atomic_add_fetch(&h->claimed, len, __ATOMIC_RELAXED))) {
		first = grow_map(l, len >> l->seg_shift, w->contig, 0, &dirty);
		if (first >= 0) {
			notify_event(RTE_MEM_EVENT_ALLOC, list_addr(l, first), len);
			return heap_feed(h, l, list_addr(l, first), len, dirty, w);
		}
	}
	__atomic_sub_fetch(&h->claimed, len, __ATOMIC_RELAXED);
	return e;
}

struct elem *
mem_grow(struct mem_heap *h, const struct heap_want *w)
{
	struct elem *e = NULL;
	struct mem_list *l;
	unsigned int i;
	int pass;

	if (mem_shared->fixed || h->external)
		return NULL;
	/* First the lists whose segments are not much larger than what is wanted. */
	for (pass = 0; pass < 2 && e == NULL; pass++) {
		for (i = 0; i < h->nb_lists && e == NULL; i++) {
			l = &mem_shared->list[h->list[i]];
			if (w->page_mask != 0 && !(w->page_mask & l->page_sz))
				continue;
			if ((pass == 0) == (i == 0 || want_worst(w) >= l->msl.page_sz / 2))
				e = grow_list(h, l, w);
		}
	}
	return e;
}

int
mem_grow_initial(struct mem_list *l, unsigned int n)
{
	struct mem_heap *h = list_heap(l);
	size_t len = (size_t)n << l->seg_shift;
	bool dirty;
	int first;

	first = grow_map(l, n, false, RTE_MEMSEG_FLAG_DO_NOT_FREE, &dirty);
	if (first < 0)
		return first;
	h->claimed += len;
	l->floor = n;
	heap_feed(h, l, list_addr(l, first), len, dirty, NULL);
	return 0;
}

void
mem_shrink(struct mem_heap *h, struct mem_list *l, void *addr, size_t len)
{
	struct mem_backing *b = &mem_local.backing[list_index(l)];
	unsigned int first = list_seg_index(l, addr), n = len >> l->seg_shift;

	if (segs_leave(l, first, n)) {
		notify_event(RTE_MEM_EVENT_FREE, addr, len);
		if (b->ops->unmap(b, l, first, n) == 0) {
			segs_unclaim(l, first, n);
			__atomic_sub_fetch(&h->claimed, len, __ATOMIC_RELAXED);
			return;
		}
		segs_stay(l, first, n);
		notify_event(RTE_MEM_EVENT_ALLOC, addr, len);
	}
	heap_feed(h, l, addr, len, true, NULL);
}
