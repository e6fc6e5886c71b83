/* SPDX-License-Identifier: BSD-3-Clause */
/* Heaps in the memory that devices and all processes can reach. */
#ifndef _RTE_MALLOC_H_
#define _RTE_MALLOC_H_

#include <stddef.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_memory.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Numbers of one heap, in bytes and blocks. Since 2.0. */
struct rte_malloc_socket_stats {
	size_t heap_totalsz_bytes;  /**< memory of the heap */
	size_t heap_freesz_bytes;   /**< not in use */
	size_t greatest_free_size;  /**< largest free block */
	unsigned int free_count;    /**< free blocks */
	unsigned int alloc_count;   /**< blocks in use */
	size_t heap_allocsz_bytes;  /**< in use, with headers */
};

/*
 * Allocation. Common to all of them:
 * type: a word for debugging, may be NULL; not kept.
 * size: bytes; 0 gives NULL.
 * align: 0, or a power of two; the result is aligned to at least a cache line in any case.
 * socket: NUMA node, SOCKET_ID_ANY (that of the caller first), or the id of an external heap.
 * Result NULL: rte_errno ENOMEM (also: the size overflows), or EINVAL for a bad alignment or node.
 * Context: any thread; may block for growth of the heap; not from interrupt handlers.
 * Lifetime: until rte_free(), also beyond the end of the process that allocated it.
 */

/** Memory of any content, on any NUMA node, that of the caller first. Since 2.0. */
void *rte_malloc(const char *type, size_t size, unsigned int align);
/** Memory of zeros. Memory that was never used is not touched. Since 2.0. */
void *rte_zmalloc(const char *type, size_t size, unsigned int align);
/** @p num times @p size bytes of zeros. Since 2.0. */
void *rte_calloc(const char *type, size_t num, size_t size, unsigned int align);
/** As rte_malloc() on one node. Since 2.0. */
void *rte_malloc_socket(const char *type, size_t size, unsigned int align, int socket);
/** As rte_zmalloc() on one node. Since 2.0. */
void *rte_zmalloc_socket(const char *type, size_t size, unsigned int align, int socket);
/** As rte_calloc() on one node. Since 2.0. */
void *rte_calloc_socket(const char *type, size_t num, size_t size, unsigned int align, int socket);
/**
 * Change the size of @p ptr, in place when possible and aligned so; the content is kept up to the smaller size.
 * NULL allocates, size 0 frees and gives NULL. On failure @p ptr stays as it was. Since 2.0.
 */
void *rte_realloc(void *ptr, size_t size, unsigned int align);
/** As rte_realloc(), the result being on NUMA node @p socket. Since 19.08. */
void *rte_realloc_socket(void *ptr, size_t size, unsigned int align, int socket);
/**
 * Give memory back. NULL is harmless. A pointer that is not ours, or was freed already, is logged and left alone as
 * far as this can be seen. The time does not depend on the size, except when whole segments go back to the system.
 * Context: any thread, not from interrupt handlers. Since 2.0.
 */
void rte_free(void *ptr);

/** Check the header of @p ptr; usable bytes into @p size (may be NULL). 0, or -1: no block in use begins here. Since 2.0. */
int rte_malloc_validate(const void *ptr, size_t *size);
/** Numbers of the heap of @p socket. 0, or -1: no such heap. Since 2.0. */
int rte_malloc_get_socket_stats(int socket, struct rte_malloc_socket_stats *socket_stats);
/** Print the numbers of all heaps to @p f. @p type is not used. Since 2.0. */
void rte_malloc_dump_stats(FILE *f, const char *type);
/** Print every block of all heaps to @p f. Since 18.05. */
void rte_malloc_dump_heaps(FILE *f);
/** Address for devices of @p addr, which lies in memory of a heap; RTE_BAD_IOVA: it does not. Since 17.11. */
rte_iova_t rte_malloc_virt2iova(const void *addr);

/**
 * Create an empty heap for memory of the application.
 * @return 0, or -1 with rte_errno: EINVAL name is NULL, empty or longer than 31; EEXIST; ENOSPC no heap free
 * Context: any thread. Since 18.11.
 */
int rte_malloc_heap_create(const char *heap_name);
/** Remove an empty heap. 0, or -1 with rte_errno: EINVAL; ENOENT; EPERM heap of a node; EBUSY has memory. Since 18.11. */
int rte_malloc_heap_destroy(const char *heap_name);
/**
 * Add memory of the application to the heap; arguments as for rte_extmem_register(). Memory event callbacks are told.
 * @return 0, or -1 with rte_errno: EINVAL; ENOENT no such heap; EPERM heap of a NUMA node; EEXIST overlap; ENOSPC;
 *   ENOMEM
 * Context: any thread. Since 18.11.
 */
int rte_malloc_heap_memory_add(const char *heap_name, void *va_addr, size_t len, rte_iova_t iova_addrs[], unsigned int n_pages,
		size_t page_sz);
/** Take memory that was added so out of the heap. 0, or -1 with rte_errno: EINVAL; ENOENT; EPERM; EBUSY in use. Since 18.11. */
int rte_malloc_heap_memory_remove(const char *heap_name, void *va_addr, size_t len);
/** Id of a heap for the socket argument of allocations, or -1 with rte_errno: EINVAL; ENOENT. Since 18.11. */
int rte_malloc_heap_get_socket(const char *name);
/** 1: external heap, 0: NUMA node (SOCKET_ID_ANY too), -1: no such heap. Since 18.11. */
int rte_malloc_heap_socket_is_external(int socket_id);

#ifdef __cplusplus
}
#endif

#endif
