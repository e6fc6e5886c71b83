/* SPDX-License-Identifier: BSD-3-Clause */
/* The public allocation calls. */
#include <errno.h>

#include "heap.h"
#include "mem_priv.h"

/** Get a block, NULL with rte_errno. */
static inline struct elem *
block_get(size_t size, unsigned int align, int socket)
{
	struct heap_want w;

	if (unlikely(size == 0 || (align & (align - 1)) != 0)) {
		rte_errno = EINVAL;
		return NULL;
	}
	if (unlikely(!want_set(&w, size, align))) {
		rte_errno = ENOMEM;
		return NULL;
	}
	return heap_alloc(socket, &w);
}

void *
rte_malloc_socket(const char *type, size_t size, unsigned int align, int socket)
{
	struct elem *e = block_get(size, align, socket);

	(void)type;
	return likely(e != NULL) ? elem_data(e) : NULL;
}

void *
rte_malloc(const char *type, size_t size, unsigned int align)
{
	return rte_malloc_socket(type, size, align, SOCKET_ID_ANY);
}

void *
rte_zmalloc_socket(const char *type, size_t size, unsigned int align, int socket)
{
	struct elem *e = block_get(size, align, socket);

	(void)type;
	return likely(e != NULL) ? heap_zero(e, size) : NULL;
}

void *
rte_zmalloc(const char *type, size_t size, unsigned int align)
{
	return rte_zmalloc_socket(type, size, align, SOCKET_ID_ANY);
}

void *
rte_calloc_socket(const char *type, size_t num, size_t size, unsigned int align, int socket)
{
	size_t bytes;

	if (__builtin_mul_overflow(num, size, &bytes)) {
		rte_errno = ENOMEM;
		return NULL;
	}
	return rte_zmalloc_socket(type, bytes, align, socket);
}

void *
rte_calloc(const char *type, size_t num, size_t size, unsigned int align)
{
	return rte_calloc_socket(type, num, size, align, SOCKET_ID_ANY);
}

void
rte_free(void *ptr)
{
	struct mem_list *l;
	struct elem *e;

	if (ptr == NULL)
		return;
	e = heap_find(ptr, &l);
	if (unlikely(e == NULL || heap_free(e, l) != 0))
		RTE_LOG(ERR, MALLOC, "rte_free: %p is not a block in use\n", ptr);
}

/** Bytes that the owner of a block may use. */
HEAP_FN static size_t
block_usable(const struct elem *e)
{
#if HEAP_GUARD || defined(HEAP_ASAN)
	return e->asked;
#else
	return e->size - ELEM_HDR;
#endif
}

int
rte_malloc_validate(const void *ptr, size_t *size)
{
	struct mem_list *l;
	struct elem *e = heap_find(ptr, &l);

	if (e == NULL)
		return -1;
	if (size != NULL)
		*size = block_usable(e);
	return 0;
}

/** Change the size of a block in place, if it is on @p socket and so aligned. */
static bool
block_resize(struct elem *e, struct mem_list *l, size_t size, unsigned int align, int socket)
{
	struct mem_heap *h = list_heap(l);
	struct heap_want w;

	if ((uintptr_t)elem_data(e) & ((align > ELEM_HDR ? align : ELEM_HDR) - 1))
		return false;
	if ((socket != SOCKET_ID_ANY && socket != heap_socket(h)) || !want_set(&w, size, align))
		return false;
	return heap_resize(h, l, e, &w);
}

void *
rte_realloc_socket(void *ptr, size_t size, unsigned int align, int socket)
{
	struct mem_list *l;
	struct elem *e;
	size_t old;
	void *fresh;

	if (ptr == NULL)
		return rte_malloc_socket(NULL, size, align, socket);
	if (size == 0) {
		rte_free(ptr);
		return NULL;
	}
	e = heap_find(ptr, &l);
	if (e == NULL || (align & (align - 1)) != 0) {
		if (e == NULL)
			RTE_LOG(ERR, MALLOC, "rte_realloc: %p is not a block in use\n", ptr);
		rte_errno = EINVAL;
		return NULL;
	}
	if (block_resize(e, l, size, align, socket))
		return ptr;
	fresh = rte_malloc_socket(NULL, size, align, socket);
	if (fresh == NULL)
		return NULL;
	old = block_usable(e);
	memcpy(fresh, ptr, old < size ? old : size);
	rte_free(ptr);
	return fresh;
}

void *
rte_realloc(void *ptr, size_t size, unsigned int align)
{
	return rte_realloc_socket(ptr, size, align, SOCKET_ID_ANY);
}
