/* SPDX-License-Identifier: BSD-3-Clause */
/* Blocks and regions: splitting, joining, and the ends of regions. All under the heap lock. */
#include "heap.h"

HEAP_FN static inline struct elem *
elem_next(const struct elem *e)
{
	return e->flags & ELEM_LAST ? NULL : (struct elem *)((uintptr_t)e + e->size);
}

/** Note @p e as the last block of its region. */
HEAP_FN static inline void
elem_set_last(struct mem_list *l, struct elem *e)
{
	e->flags |= ELEM_LAST;
	if (l->edge != NULL)
		l->edge[list_seg_index(l, (char *)e + e->size - 1)] = (uintptr_t)e;
}

HEAP_FN static inline void
elem_make(struct elem *e, unsigned int list, struct elem *prev, size_t size, size_t dirty)
{
	e->cookie = elem_cookie(e);
	e->state = ELEM_NONE;
	e->flags = 0;
	e->list = list;
	e->prev = prev;
	e->size = size;
	e->dirty = dirty > ELEM_HDR ? dirty : ELEM_HDR;
}

/** A header that is one no more. */
HEAP_FN static inline void
elem_forget(struct elem *e)
{
	e->cookie = 0;
	e->state = ELEM_NONE;
}

HEAP_FN static inline void
elem_hang(struct mem_heap *h, struct mem_list *l, struct elem *e)
{
	e->state = ELEM_FREE;
	bins_add(l, e);
	h->nb_free++;
	h->free += e->size;
}

HEAP_FN static inline void
elem_unhang(struct mem_heap *h, struct mem_list *l, struct elem *e)
{
	bins_del(l, e);
	h->nb_free--;
	h->free -= e->size;
}

/** Cut @p e, which hangs nowhere, at @p size; the upper part is returned and hangs nowhere either. */
HEAP_FN static struct elem *
elem_split(struct mem_list *l, struct elem *e, size_t size)
{
	struct elem *up = (struct elem *)((uintptr_t)e + size), *next = elem_next(e);

	elem_make(up, e->list, e, e->size - size, e->dirty > size ? e->dirty - size : 0);
	e->size = size;
	if (e->dirty > size)
		e->dirty = size;
	if (next != NULL) {
		next->prev = up;
	} else {
		e->flags &= ~ELEM_LAST;
		elem_set_last(l, up);
	}
	return up;
}

/** Join @p e with @p up, the next one; neither hangs. */
HEAP_FN static void
elem_join(struct mem_list *l, struct elem *e, struct elem *up)
{
	struct elem *next = elem_next(up);
	size_t up_size = up->size;

	if (e->dirty < e->size && up->dirty == ELEM_HDR) {
		heap_unpoison(up, ELEM_HDR);
		memset(up, 0, ELEM_HDR);
		heap_poison(up, ELEM_HDR);
	} else {
		elem_forget(up);
		e->dirty = e->size + up->dirty;
	}
	e->size += up_size;
	if (next != NULL)
		next->prev = e;
	else
		elem_set_last(l, e);
}

/** Join @p e, which hangs nowhere, with its free neighbours, and hang the result. */
HEAP_FN static struct elem *
elem_settle(struct mem_heap *h, struct mem_list *l, struct elem *e)
{
	struct elem *near = elem_next(e);

	if (near != NULL && near->state == ELEM_FREE) {
		elem_unhang(h, l, near);
		elem_join(l, e, near);
	}
	near = e->prev;
	if (near != NULL && near->state == ELEM_FREE) {
		elem_unhang(h, l, near);
		elem_join(l, near, e);
		e = near;
	}
	elem_hang(h, l, e);
	return e;
}

HEAP_FN struct elem *
elem_use(struct mem_heap *h, struct mem_list *l, struct elem *e, uintptr_t data, const struct heap_want *w)
{
	size_t gap = data - ELEM_HDR - (uintptr_t)e;
	struct elem *low = e;

	elem_unhang(h, l, e);
	if (unlikely(gap != 0)) {
		e = elem_split(l, low, gap);
		elem_hang(h, l, low);
	}
	if (e->size - w->total >= ELEM_MIN)
		elem_hang(h, l, elem_split(l, e, w->total));
	e->state = ELEM_USED;
	e->asked = w->size;
	h->nb_used++;
	return e;
}

HEAP_FN struct elem *
elem_unuse(struct mem_heap *h, struct mem_list *l, struct elem *e)
{
	h->nb_used--;
	e->dirty = e->size;
	return elem_settle(h, l, e);
}

HEAP_FN bool
elem_resize(struct mem_heap *h, struct mem_list *l, struct elem *e, const struct heap_want *w)
{
	struct elem *next = elem_next(e);

	e->dirty = e->size;
	if (w->total > e->size) {
		if (next == NULL || next->state != ELEM_FREE || e->size + next->size < w->total)
			return false;
		elem_unhang(h, l, next);
		elem_join(l, e, next);
	}
	if (e->size - w->total >= ELEM_MIN)
		elem_settle(h, l, elem_split(l, e, w->total));
	e->asked = w->size;
	return true;
}

/** Tie the region of @p e to those that begin or end where it ends or begins. */
HEAP_FN static void
region_tie(struct mem_list *l, struct elem *e)
{
	unsigned int first = list_seg_index(l, e), n = e->size >> l->seg_shift, i;
	struct elem *near;

	for (i = first; i < first + n; i++)
		l->edge[i] = EDGE_INNER;
	if (mem_shared->match) {
		elem_set_last(l, e);
		return;
	}
	if (first > 0 && l->edge[first - 1] > EDGE_INNER) {
		near = (struct elem *)l->edge[first - 1];
		near->flags &= ~ELEM_LAST;
		l->edge[first - 1] = EDGE_INNER;
		e->prev = near;
	}
	if (first + n < list_nseg(l) && l->edge[first + n] != 0)
		((struct elem *)((uintptr_t)e + e->size))->prev = e;
	else
		elem_set_last(l, e);
}

HEAP_FN void
region_add(struct mem_heap *h, struct mem_list *l, void *addr, size_t len, bool dirty)
{
	struct elem *e = addr;

	elem_make(e, list_index(l), NULL, len, dirty ? len : ELEM_HDR);
	heap_poison(addr, len);
	if (l->edge != NULL)
		region_tie(l, e);
	else
		elem_set_last(l, e);
	h->total += len;
	elem_settle(h, l, e);
}

HEAP_FN void
region_cut(struct mem_heap *h, struct mem_list *l, struct elem *e, void *addr, size_t len)
{
	struct elem *below = e->prev, *next = elem_next(e), *up;
	size_t low = (uintptr_t)addr - (uintptr_t)e, i;

	elem_unhang(h, l, e);
	if (low != 0) {
		below = e;
		e = elem_split(l, e, low);
		elem_hang(h, l, below);
	}
	if (e->size > len) {
		up = elem_split(l, e, len);
		up->prev = NULL;
		elem_hang(h, l, up);
	} else if (next != NULL) {
		next->prev = NULL;
	}
	for (i = 0; l->edge != NULL && i < len >> l->seg_shift; i++)
		l->edge[list_seg_index(l, addr) + i] = 0;
	if (below != NULL)
		elem_set_last(l, below);
	elem_forget(e);
	h->total -= len;
	heap_unpoison(addr, len);
}

HEAP_FN void
region_walk(struct mem_list *l, void (*fn)(struct elem *e, void *arg), void *arg)
{
	unsigned int i, top = l->edge != NULL ? __atomic_load_n(&l->top, __ATOMIC_RELAXED) : 1;
	struct elem *e;

	for (i = 0; i < top; i++) {
		if (l->edge != NULL && (l->edge[i] == 0 || (i > 0 && l->edge[i - 1] == EDGE_INNER)))
			continue;
		for (e = list_addr(l, i); e != NULL; e = elem_next(e))
			fn(e, arg);
	}
}
