/* SPDX-License-Identifier: BSD-3-Clause */
/* Size classes of free blocks: adding, removing and finding in constant time (two-level segregated fit). */
#include "heap.h"
#include "mem_priv.h"

/** Blocks looked at one by one before the heap grows instead. */
#define BINS_PEEK 32

struct bin {
	unsigned int fl;
	unsigned int sl;
};

/** Class of blocks of @p size bytes. Sizes below HEAP_SL cache lines have a class each. */
static inline struct bin
bin_of(size_t size)
{
	size_t lines = size / ELEM_HDR;
	unsigned int log2;

	if (lines < HEAP_SL)
		return (struct bin){ 0, lines };
	log2 = 63 - __builtin_clzl(lines);
	if (log2 - HEAP_SL_BITS + 1 >= HEAP_FL)
		return (struct bin){ HEAP_FL - 1, HEAP_SL - 1 };
	return (struct bin){ log2 - HEAP_SL_BITS + 1, (lines >> (log2 - HEAP_SL_BITS)) & (HEAP_SL - 1) };
}

/** First class whose every block has at least @p size bytes. */
static inline struct bin
bin_from(size_t size)
{
	size_t lines = size / ELEM_HDR;

	if (lines >= HEAP_SL)
		size += (((size_t)1 << (63 - __builtin_clzl(lines) - HEAP_SL_BITS)) - 1) * ELEM_HDR;
	return bin_of(size);
}

/** First class at or after @p b that is not empty. False: none. */
static inline bool
bin_seek(const struct heap_bins *bins, struct bin *b)
{
	uint32_t sl = bins->sl[b->fl] & (~0u << b->sl), fl;

	if (sl == 0) {
		fl = b->fl + 1 < HEAP_FL ? bins->fl & (~0u << (b->fl + 1)) : 0;
		if (fl == 0)
			return false;
		b->fl = __builtin_ctz(fl);
		sl = bins->sl[b->fl];
	}
	b->sl = __builtin_ctz(sl);
	return true;
}

HEAP_FN void
bins_add(struct mem_list *l, struct elem *e)
{
	struct heap_bins *bins = &l->bins;
	struct bin b = bin_of(e->size);
	struct elem **head = &bins->head[b.fl][b.sl];

	e->prev_free = NULL;
	e->next_free = *head;
	if (*head != NULL)
		(*head)->prev_free = e;
	*head = e;
	bins->sl[b.fl] |= 1u << b.sl;
	bins->fl |= 1u << b.fl;
}

HEAP_FN void
bins_del(struct mem_list *l, struct elem *e)
{
	struct heap_bins *bins = &l->bins;
	struct bin b;

	if (e->next_free != NULL)
		e->next_free->prev_free = e->prev_free;
	if (e->prev_free != NULL) {
		e->prev_free->next_free = e->next_free;
		return;
	}
	b = bin_of(e->size);
	bins->head[b.fl][b.sl] = e->next_free;
	if (e->next_free != NULL)
		return;
	bins->sl[b.fl] &= ~(1u << b.sl);
	if (bins->sl[b.fl] == 0)
		bins->fl &= ~(1u << b.fl);
}

/** Start of the first page from @p addr on that does not continue the previous one for devices, or @p end. */
static uintptr_t
contig_break(const struct mem_list *l, uintptr_t addr, uintptr_t end)
{
	unsigned int i = list_seg_index(l, (void *)addr);
	const struct rte_memseg *ms;
	uintptr_t next;

	for (;; i++) {
		next = (uintptr_t)list_addr(l, i + 1);
		if (next >= end)
			return end;
		ms = list_seg(l, i);
		if (ms->iova == RTE_BAD_IOVA || ms->iova + ms->len != ms[1].iova)
			return next;
	}
}

/** Where the content for @p w can begin in @p e, 0: nowhere. */
HEAP_FN static uintptr_t
elem_fit(const struct mem_list *l, const struct elem *e, const struct heap_want *w)
{
	uintptr_t start = (uintptr_t)e, end = start + e->size, data = start + ELEM_HDR, last, next;
	size_t content = w->total - ELEM_HDR;

	if (w->total > e->size)
		return 0;
	for (;;) {
		data = (data + w->align - 1) & ~(w->align - 1);
		/* A gap of one line in front could not be a block. */
		if (data - ELEM_HDR - start == ELEM_HDR)
			data += w->align;
		if (data + content > end || data + content < data)
			return 0;
		last = data + (w->size > 0 ? w->size : 1) - 1;
		if (w->bound != 0 && (data & ~(w->bound - 1)) != (last & ~(w->bound - 1))) {
			data = last & ~(w->bound - 1);
			continue;
		}
		if (!w->contig || (mem_shared->iova_mode != RTE_IOVA_PA && !l->msl.external))
			return data;
		next = contig_break(l, data, last + 1);
		if (next == last + 1)
			return data;
		data = next;
	}
}

/** First block that fits among those of class @p b and larger ones, looking at no more than @p max. */
HEAP_FN static struct elem *
bins_scan(struct mem_list *l, struct bin b, const struct heap_want *w, size_t max, uintptr_t *data)
{
	struct elem *e;

	for (; bin_seek(&l->bins, &b); b.sl++) {
		for (e = l->bins.head[b.fl][b.sl]; e != NULL; e = e->next_free) {
			*data = elem_fit(l, e, w);
			if (*data != 0)
				return e;
			if (--max == 0)
				return NULL;
		}
		if (b.sl == HEAP_SL - 1) {
			if (b.fl == HEAP_FL - 1)
				return NULL;
			b = (struct bin){ b.fl + 1, -1 };
		}
	}
	return NULL;
}

HEAP_FN struct elem *
bins_find(struct mem_list *l, const struct heap_want *w, bool deep, uintptr_t *data)
{
	struct bin b = bin_of(w->total);
	struct elem *e;

	if (likely(w->align == ELEM_HDR && w->bound == 0 && !w->contig)) {
		e = l->bins.head[b.fl][b.sl];
		if (e == NULL || e->size < w->total) {
			b = bin_from(w->total);
			e = bin_seek(&l->bins, &b) ? l->bins.head[b.fl][b.sl] : NULL;
		}
		if (likely(e != NULL)) {
			*data = (uintptr_t)e + ELEM_HDR;
			return e;
		}
	}
	e = bins_scan(l, bin_of(w->total), w, BINS_PEEK, data);
	if (e != NULL)
		return e;
	b = bin_from(want_worst(w));
	if (bin_seek(&l->bins, &b)) {
		e = l->bins.head[b.fl][b.sl];
		*data = elem_fit(l, e, w);
		if (*data != 0)
			return e;
	}
	return deep ? bins_scan(l, bin_of(w->total), w, SIZE_MAX, data) : NULL;
}

HEAP_FN struct elem *
bins_largest(struct mem_list *l)
{
	struct elem *e, *best = NULL;
	unsigned int fl, sl;

	if (l->bins.fl == 0)
		return NULL;
	fl = 31 - __builtin_clz(l->bins.fl);
	sl = 31 - __builtin_clz(l->bins.sl[fl]);
	for (e = l->bins.head[fl][sl]; e != NULL; e = e->next_free)
		if (best == NULL || e->size > best->size)
			best = e;
	return best;
}
