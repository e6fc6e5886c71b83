/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Blocks of a heap. Regions of memory are cut into blocks, each with a header of one cache line; neighbours find each
 * other through the headers, free blocks also hang in the size classes of their list. No two neighbours are free.
 */
#ifndef HEAP_H
#define HEAP_H

#include <string.h>

#include <rte_branch_prediction.h>

#include "mem_shared.h"

#if defined(__SANITIZE_ADDRESS__)
#define HEAP_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAP_ASAN 1
#endif
#endif

#ifdef HEAP_ASAN
#include <sanitizer/asan_interface.h>
/** For functions that read or write headers, which are poisoned for everybody else. */
#define HEAP_FN __attribute__((no_sanitize("address")))
#define heap_poison(p, n) __asan_poison_memory_region(p, n)
#define heap_unpoison(p, n) __asan_unpoison_memory_region(p, n)
#else
#define HEAP_FN
#define heap_poison(p, n) do { (void)(p); (void)(n); } while (0)
#define heap_unpoison(p, n) do { (void)(p); (void)(n); } while (0)
#endif

#if (defined(RTE_DEBUG) || defined(RTE_MALLOC_DEBUG)) && !defined(HEAP_ASAN)
/** Bytes behind a block's content that nobody may write. */
#define HEAP_GUARD 64
#else
#define HEAP_GUARD 0 /* the sanitizer guards better */
#endif

#define ELEM_HDR 64
/** Smallest block: a header and a cache line. */
#define ELEM_MIN 128
/** Larger requests cannot be met; keeps sums of sizes from overflowing. */
#define HEAP_MAX_SIZE (1ULL << 40)

enum elem_state { ELEM_NONE, ELEM_FREE, ELEM_USED };

/** Last block of its region. */
#define ELEM_LAST 1

/** Value of mem_list.edge for a segment inside a region. */
#define EDGE_INNER 1

/** Header of a block. Heap lock, except that the owner of a used block may read it. */
struct elem {
	uint32_t cookie;        /**< elem_cookie() of its own address: this is a header */
	uint8_t state;          /**< enum elem_state */
	uint8_t flags;          /**< ELEM_LAST */
	uint16_t list;          /**< index of its list */
	struct elem *prev;      /**< neighbour below, NULL for the first of a region */
	size_t size;            /**< bytes, with this header */
	size_t dirty;           /**< free or just taken: only these first bytes may differ from zero */
	struct elem *next_free; /**< free: list of the size class */
	struct elem *prev_free;
	size_t asked;           /**< used: bytes the owner asked for */
	uint64_t unused;
};

_Static_assert(sizeof(struct elem) == ELEM_HDR, "a header is one cache line");

HEAP_FN static inline size_t
elem_size(const struct elem *e)
{
	return e->size;
}

/** A wish for memory. */
struct heap_want {
	size_t size;        /**< bytes, as asked for */
	size_t total;       /**< bytes of the block: header, size rounded up, guard; see want_set() */
	size_t align;       /**< power of two, at least a cache line */
	size_t bound;       /**< do not cross a multiple of this power of two; 0: may */
	uint64_t page_mask; /**< page sizes that will do, or-ed; 0: all */
	bool contig;        /**< contiguous for devices */
};

static inline uint32_t
elem_cookie(const struct elem *e)
{
	return 0x5eed0b1cu ^ (uint32_t)((uintptr_t)e >> 6) * 0x9e3779b1u;
}

static inline void *
elem_data(struct elem *e)
{
	return (char *)e + ELEM_HDR;
}

/** Fill @p w. False: the size is too large for any heap. */
static inline bool
want_set(struct heap_want *w, size_t size, size_t align)
{
	if (size > HEAP_MAX_SIZE || align > HEAP_MAX_SIZE)
		return false;
	w->size = size;
	w->total = ELEM_HDR + ((size + HEAP_GUARD + ELEM_HDR - 1) & ~(size_t)(ELEM_HDR - 1));
	w->align = align > ELEM_HDR ? align : ELEM_HDR;
	w->bound = 0;
	w->page_mask = 0;
	w->contig = false;
	return true;
}

/** Bytes that a free block must have to hold @p w wherever it begins. */
static inline size_t
want_worst(const struct heap_want *w)
{
	return w->total + (w->align > ELEM_HDR ? w->align + ELEM_HDR : 0) + w->bound;
}

/* bins.c; all under the heap lock. */

/** Hang @p e, which is free, into its size class. */
void bins_add(struct mem_list *l, struct elem *e);
/** Take it out again. */
void bins_del(struct mem_list *l, struct elem *e);
/** A free block that can hold @p w, NULL: none. @p data: where its content begins. @p deep: look at every block if need be. */
struct elem *bins_find(struct mem_list *l, const struct heap_want *w, bool deep, uintptr_t *data);
/** The largest free block, NULL: none. */
struct elem *bins_largest(struct mem_list *l);

/* elem.c; all under the heap lock. */

/** Turn all or part of the free block @p e into a used one with its content at @p data. */
struct elem *elem_use(struct mem_heap *h, struct mem_list *l, struct elem *e, uintptr_t data, const struct heap_want *w);
/** Turn @p e into a free block, joined with its free neighbours; the joined block is returned. */
struct elem *elem_unuse(struct mem_heap *h, struct mem_list *l, struct elem *e);
/** Change the size of the used block @p e where it is. False: there is no room. */
bool elem_resize(struct mem_heap *h, struct mem_list *l, struct elem *e, const struct heap_want *w);
/** Add a region of whole segments. @p dirty: it may differ from zero. */
void region_add(struct mem_heap *h, struct mem_list *l, void *addr, size_t len, bool dirty);
/** Cut whole segments, which the free block @p e holds, out of the heap. @p e is gone afterwards, what remains of it is free. */
void region_cut(struct mem_heap *h, struct mem_list *l, struct elem *e, void *addr, size_t len);
/** Call @p fn for every block of @p l from low to high addresses. */
void region_walk(struct mem_list *l, void (*fn)(struct elem *e, void *arg), void *arg);

/* alloc.c */

/**
 * Get a block on @p socket, growing the heaps if need be.
 *
 * @param socket NUMA node, SOCKET_ID_ANY, or id of an external heap
 * @return the block, which is zero from byte dirty on; its content starts at elem_data(). NULL: rte_errno ENOMEM or EINVAL
 * Context: any thread, no lock of this room held except the map lock.
 */
struct elem *heap_alloc(int socket, const struct heap_want *w);
/** Get the largest free block, aligned and of pages as @p w asks; w->size receives its size. Never grows. NULL: rte_errno. */
struct elem *heap_alloc_largest(int socket, struct heap_want *w);
/** Write zeros to what is not zero of a fresh block. */
void *heap_zero(struct elem *e, size_t size);
/** The used block whose content starts at @p ptr, or NULL. @p list: receives its list. */
struct elem *heap_find(const void *ptr, struct mem_list **list);
/** Give a block back. 0 or -EINVAL: it is not in use (nothing is changed). */
int heap_free(struct elem *e, struct mem_list *l);
/** Change the size of a block in place. False: there is no room, or it is not in use. */
bool heap_resize(struct mem_heap *h, struct mem_list *l, struct elem *e, const struct heap_want *w);
/** Heap that serves @p socket (not SOCKET_ID_ANY), or NULL. */
struct mem_heap *heap_of_socket(int socket);
/** Make an empty heap of slot @p h. */
void heap_init(struct mem_heap *h, const char *name, int socket, bool external);
/** Let @p h use list @p l from now on; nothing is in it yet. Heap lock. */
void heap_add_list(struct mem_heap *h, struct mem_list *l);
/** Opposite of heap_add_list(); nothing is in it any more. Heap lock. */
void heap_del_list(struct mem_heap *h, struct mem_list *l);
/** Put memory that was mapped into the heap, and use it for @p w (may be NULL) at once, before others see it. */
struct elem *heap_feed(struct mem_heap *h, struct mem_list *l, void *addr, size_t len, bool dirty, const struct heap_want *w);

/** Heap that @p l, a list with msl.heap set, belongs to. */
static inline struct mem_heap *
list_heap(const struct mem_list *l)
{
	return &mem_shared->heap[l->heap];
}

/** List that @p e stands in. */
HEAP_FN static inline struct mem_list *
elem_list(const struct elem *e)
{
	return &mem_shared->list[e->list];
}

#endif
