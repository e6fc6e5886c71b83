/* SPDX-License-Identifier: BSD-3-Clause */
/* Choice of the heap, growth when it is full, and giving blocks back: the part of a heap that takes its lock. */
#include <errno.h>
#include <stdio.h>

#include "heap.h"
#include "mem_priv.h"

#if HEAP_GUARD
#define GUARD_BYTE 0xa5
#define FREED_BYTE 0x6b
/** At most so much of a freed block is filled. */
#define FREED_LEN 4096

static size_t
guard_len(const struct elem *e)
{
	return e->size - ELEM_HDR - e->asked;
}

static void
guard_set(struct elem *e)
{
	memset((char *)elem_data(e) + e->asked, GUARD_BYTE, guard_len(e));
}

/** Look at the guard, then fill the content. */
static void
guard_end(struct elem *e)
{
	const unsigned char *guard = (unsigned char *)elem_data(e) + e->asked;
	size_t i;

	for (i = 0; i < guard_len(e); i++) {
		if (guard[i] != GUARD_BYTE) {
			RTE_LOG(ERR, MALLOC, "block %p of %zu bytes was written to at offset %zu\n", elem_data(e), e->asked,
					e->asked + i);
			break;
		}
	}
	memset(elem_data(e), FREED_BYTE, RTE_MIN(e->asked, (size_t)FREED_LEN));
}
#else
#define guard_set(e) do { } while (0)
#define guard_end(e) do { } while (0)
#endif

void
heap_init(struct mem_heap *h, const char *name, int socket, bool external)
{
	memset(h, 0, sizeof(*h));
	mem_lock_init(&h->lock);
	snprintf(h->name, sizeof(h->name), "%s", name);
	h->external = external;
	__atomic_store_n(&h->id, socket + 1, __ATOMIC_RELEASE);
}

void
heap_add_list(struct mem_heap *h, struct mem_list *l)
{
	l->msl.heap = 1;
	l->heap = h - mem_shared->heap;
	h->list[h->nb_lists++] = list_index(l);
}

void
heap_del_list(struct mem_heap *h, struct mem_list *l)
{
	unsigned int i;

	for (i = 0; h->list[i] != list_index(l); i++)
		;
	h->nb_lists--;
	memmove(&h->list[i], &h->list[i + 1], (h->nb_lists - i) * sizeof(h->list[0]));
}

struct mem_heap *
heap_of_socket(int socket)
{
	struct mem_shared *sh = mem_shared;
	unsigned int i;

	for (i = 0; i < RTE_MAX_HEAPS; i++)
		if (socket >= 0 && heap_socket(&sh->heap[i]) == socket)
			return &sh->heap[i];
	return NULL;
}

/** Use a free block of @p h. Heap lock. */
HEAP_FN static struct elem *
heap_use(struct mem_heap *h, const struct heap_want *w, bool deep)
{
	struct mem_list *l;
	uintptr_t data;
	struct elem *e;
	unsigned int i;

	for (i = 0; i < h->nb_lists; i++) {
		l = &mem_shared->list[h->list[i]];
		if (unlikely(w->page_mask != 0) && !(w->page_mask & l->page_sz))
			continue;
		e = bins_find(l, w, deep, &data);
		if (likely(e != NULL))
			return elem_use(h, l, e, data, w);
	}
	return NULL;
}

static struct elem *
heap_use_locked(struct mem_heap *h, const struct heap_want *w, bool deep)
{
	struct elem *e;

	mem_lock_take(&h->lock);
	e = heap_use(h, w, deep);
	mem_lock_drop(&h->lock);
	return e;
}

/** Get a block of @p h in any way. */
static struct elem *
heap_get(struct mem_heap *h, const struct heap_want *w)
{
	struct elem *e = heap_use_locked(h, w, false);

	if (unlikely(e == NULL))
		e = mem_grow(h, w);
	if (unlikely(e == NULL))
		e = heap_use_locked(h, w, true);
	return e;
}

struct elem *
heap_feed(struct mem_heap *h, struct mem_list *l, void *addr, size_t len, bool dirty, const struct heap_want *w)
{
	struct elem *e = NULL;

	mem_lock_take(&h->lock);
	region_add(h, l, addr, len, dirty);
	if (w != NULL)
		e = heap_use(h, w, true);
	mem_lock_drop(&h->lock);
	return e;
}

/** Heap to begin with for @p socket, and whether others will do. NULL: there is no such node. */
static struct mem_heap *
heap_choose(int socket, bool *others)
{
	struct mem_shared *sh = mem_shared;
	struct mem_heap *h;

	*others = true;
	if (likely(socket == SOCKET_ID_ANY)) {
		if (likely(sh->nb_heaps == 1))
			return &sh->heap[0];
		h = heap_of_socket(node_current());
		return h != NULL ? h : &sh->heap[0];
	}
	h = heap_of_socket(socket);
	/* Plain memory is not bound to nodes, and nodes without memory have to take that of others. */
	*others = h != NULL ? !sh->huge && !h->external : socket >= 0 && socket < RTE_MAX_NUMA_NODES;
	if (h == NULL && *others && (!sh->huge || socket <= mem_local.nodes.max))
		return &sh->heap[0];
	return h;
}

struct elem *
heap_alloc(int socket, const struct heap_want *w)
{
	struct mem_shared *sh = mem_shared;
	struct mem_heap *h;
	struct elem *e;
	unsigned int i;
	bool others;

	if (unlikely(sh == NULL)) {
		rte_errno = ENOMEM;
		return NULL;
	}
	h = heap_choose(socket, &others);
	if (unlikely(h == NULL)) {
		rte_errno = EINVAL;
		return NULL;
	}
	e = heap_get(h, w);
	for (i = 0; unlikely(e == NULL) && others && i < sh->nb_heaps; i++)
		if (&sh->heap[i] != h)
			e = heap_get(&sh->heap[i], w);
	if (unlikely(e == NULL)) {
		rte_errno = ENOMEM;
		return NULL;
	}
	heap_unpoison(elem_data(e), w->size);
	guard_set(e);
	return e;
}

/** Use the largest free block of @p h. */
HEAP_FN static struct elem *
heap_use_largest(struct mem_heap *h, struct heap_want *w)
{
	struct elem *e, *best = NULL;
	struct mem_list *l;
	uintptr_t data;
	unsigned int i;

	mem_lock_take(&h->lock);
	for (i = 0; i < h->nb_lists; i++) {
		l = &mem_shared->list[h->list[i]];
		e = w->page_mask == 0 || w->page_mask & l->page_sz ? bins_largest(l) : NULL;
		if (e != NULL && (best == NULL || e->size > best->size))
			best = e;
	}
	e = NULL;
	if (best != NULL) {
		data = RTE_ALIGN_CEIL((uintptr_t)best + ELEM_HDR, w->align);
		if (data - (uintptr_t)best == 2 * ELEM_HDR)
			data += w->align;
		if (data + HEAP_GUARD + ELEM_HDR <= (uintptr_t)best + best->size) {
			w->size = (uintptr_t)best + best->size - data - HEAP_GUARD;
			w->total = ELEM_HDR + w->size + HEAP_GUARD;
			e = elem_use(h, elem_list(best), best, data, w);
		}
	}
	mem_lock_drop(&h->lock);
	return e;
}

struct elem *
heap_alloc_largest(int socket, struct heap_want *w)
{
	struct mem_shared *sh = mem_shared;
	struct mem_heap *h;
	struct elem *e;
	unsigned int i;
	bool others;

	h = sh != NULL ? heap_choose(socket, &others) : NULL;
	e = h != NULL ? heap_use_largest(h, w) : NULL;
	for (i = 0; e == NULL && h != NULL && others && i < sh->nb_heaps; i++)
		e = heap_use_largest(&sh->heap[i], w);
	if (e == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	heap_unpoison(elem_data(e), w->size);
	guard_set(e);
	return e;
}

HEAP_FN void *
heap_zero(struct elem *e, size_t size)
{
	size_t dirty = e->dirty - ELEM_HDR;

	return memset(elem_data(e), 0, dirty < size ? dirty : size);
}

HEAP_FN struct elem *
heap_find(const void *ptr, struct mem_list **list)
{
	struct elem *e = (struct elem *)((uintptr_t)ptr - ELEM_HDR);
	struct mem_list *l;

	if (mem_shared == NULL || (uintptr_t)ptr % ELEM_HDR != 0)
		return NULL;
	l = list_covering(e);
	if (l == NULL || !l->msl.heap || !seg_mapped(list_seg(l, list_seg_index(l, e))))
		return NULL;
	if (e->cookie != elem_cookie(e) || e->state != ELEM_USED)
		return NULL;
	*list = l;
	return e;
}

/** Whole segments in the free block @p e that can go back to the system now. Heap lock. */
HEAP_FN static size_t
heap_surplus(const struct mem_heap *h, const struct mem_list *l, const struct elem *e, void **addr)
{
	uintptr_t start = (uintptr_t)e, end = start + e->size, floor, low, high;
	size_t page = l->msl.page_sz, len;

	if (mem_shared->fixed || h->external || h->free < h->keep + page)
		return 0;
	if (mem_shared->match && (e->prev != NULL || !(e->flags & ELEM_LAST)))
		return 0;
	floor = (uintptr_t)list_addr(l, l->floor);
	low = RTE_ALIGN_CEIL(start > floor ? start : floor, page);
	if (low != start && low - start < ELEM_MIN)
		low += page;
	high = RTE_ALIGN_FLOOR(end, page);
	if (high != end && end - high < ELEM_MIN)
		high -= page;
	if (high <= low)
		return 0;
	len = RTE_ALIGN_FLOOR(h->free - h->keep, page);
	if (len > high - low)
		len = high - low;
	*addr = (void *)(high - len);
	return len;
}

HEAP_FN int
heap_free(struct elem *e, struct mem_list *l)
{
	struct mem_heap *h = list_heap(l);
	size_t surplus = 0;
	void *addr;

	guard_end(e);
	mem_lock_take(&h->lock);
	if (unlikely(e->cookie != elem_cookie(e) || e->state != ELEM_USED)) {
		mem_lock_drop(&h->lock);
		return -EINVAL;
	}
	heap_poison(elem_data(e), e->size - ELEM_HDR);
	e = elem_unuse(h, l, e);
	if (unlikely(e->size >= l->msl.page_sz)) {
		surplus = heap_surplus(h, l, e, &addr);
		if (surplus != 0)
			region_cut(h, l, e, addr, surplus);
	}
	mem_lock_drop(&h->lock);
	if (unlikely(surplus != 0))
		mem_shrink(h, l, addr, surplus);
	return 0;
}

HEAP_FN bool
heap_resize(struct mem_heap *h, struct mem_list *l, struct elem *e, const struct heap_want *w)
{
	bool ok = false;

	mem_lock_take(&h->lock);
	if (e->cookie == elem_cookie(e) && e->state == ELEM_USED) {
		heap_poison(elem_data(e), e->size - ELEM_HDR);
		ok = elem_resize(h, l, e, w);
		heap_unpoison(elem_data(e), e->asked);
	}
	mem_lock_drop(&h->lock);
	if (ok)
		guard_set(e);
	return ok;
}
