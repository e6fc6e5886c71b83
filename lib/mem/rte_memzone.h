/* SPDX-License-Identifier: BSD-3-Clause */
/* Named pieces of shared memory. */
#ifndef _RTE_MEMZONE_H_
#define _RTE_MEMZONE_H_

#include <stdio.h>

#include <rte_common.h>
#include <rte_memory.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Page sizes that a zone may ask for; several may be combined, each is then good. */
#define RTE_MEMZONE_2MB 0x00000001
#define RTE_MEMZONE_1GB 0x00000002
#define RTE_MEMZONE_16MB 0x00000100
#define RTE_MEMZONE_16GB 0x00000200
#define RTE_MEMZONE_256KB 0x00010000
#define RTE_MEMZONE_256MB 0x00020000
#define RTE_MEMZONE_512MB 0x00040000
#define RTE_MEMZONE_4GB 0x00080000
/** The page sizes asked for are a wish: use others when they are not to be had. */
#define RTE_MEMZONE_SIZE_HINT_ONLY 0x00000004
/** Contiguous for devices. */
#define RTE_MEMZONE_IOVA_CONTIG 0x00100000

/** Size of a zone's name, with its NUL. */
#define RTE_MEMZONE_NAMESIZE 32

/** A named piece of memory. Read-only for applications. */
struct rte_memzone {
	char name[RTE_MEMZONE_NAMESIZE];
	__extension__ union {
		rte_iova_t iova;       /**< address for devices, of the first byte */
		rte_iova_t phys_addr;  /**< name of the member before 17.11 */
	};
	__extension__ union {
		void *addr;            /**< start */
		uint64_t addr_64;
	};
	size_t len;                    /**< bytes, rounded up to cache lines */
	uint64_t hugepage_sz;          /**< bytes of the pages it stands on */
	int32_t socket_id;             /**< NUMA node */
	uint32_t flags;                /**< 0 */
};

/**
 * Reserve @p len bytes under @p name, aligned to a cache line.
 *
 * The content is not defined.
 * @param name unique, at most 31 characters
 * @param len bytes; 0: the largest free block
 * @param socket_id NUMA node, or SOCKET_ID_ANY
 * @param flags RTE_MEMZONE_*
 * @return the zone, or NULL with rte_errno: EEXIST name is taken; ENAMETOOLONG; EINVAL name is empty, or other argument;
 *   ENOSPC table of RTE_MAX_MEMZONE zones is full; ENOMEM no memory of that size, node or page size
 * Context: any thread, may block; not from interrupt handlers. Lifetime: until rte_memzone_free(). Since 2.0.
 */
const struct rte_memzone *rte_memzone_reserve(const char *name, size_t len, int socket_id, unsigned int flags);
/** As rte_memzone_reserve(), aligned to @p align bytes, a power of two (or a cache line if that is more). Since 2.0. */
const struct rte_memzone *rte_memzone_reserve_aligned(const char *name, size_t len, int socket_id, unsigned int flags,
		unsigned int align);
/**
 * As rte_memzone_reserve_aligned(), not crossing a multiple of @p bound bytes: 0, or a power of two not less than @p len;
 * else EINVAL. Since 2.0.
 */
const struct rte_memzone *rte_memzone_reserve_bounded(const char *name, size_t len, int socket_id, unsigned int flags,
		unsigned int align, unsigned int bound);

/** Give a zone back. 0, or -EINVAL: not a zone in use. Context: any thread. Since 2.2. */
int rte_memzone_free(const struct rte_memzone *mz);
/** Find a zone, also one of another process. NULL: rte_errno ENOENT, or EINVAL for NULL. Context: any thread. Since 2.0. */
const struct rte_memzone *rte_memzone_lookup(const char *name);
/** Print all zones to @p f. Since 2.0. */
void rte_memzone_dump(FILE *f);
/** Call @p func for every zone, with no lock held; the callback may free the zone it is given. Since 2.0. */
void rte_memzone_walk(void (*func)(const struct rte_memzone *mz, void *arg), void *arg);

#ifdef __cplusplus
}
#endif

#endif
