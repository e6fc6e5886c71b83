/* SPDX-License-Identifier: BSD-3-Clause */
/* The memory map of the runtime: segments, their addresses for devices, and notices of its growing and shrinking. */
#ifndef _RTE_MEMORY_H_
#define _RTE_MEMORY_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_fbarray.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_PGSIZE_4K (1ULL << 12)
#define RTE_PGSIZE_64K (1ULL << 16)
#define RTE_PGSIZE_256K (1ULL << 18)
#define RTE_PGSIZE_2M (1ULL << 21)
#define RTE_PGSIZE_16M (1ULL << 24)
#define RTE_PGSIZE_256M (1ULL << 28)
#define RTE_PGSIZE_512M (1ULL << 29)
#define RTE_PGSIZE_1G (1ULL << 30)
#define RTE_PGSIZE_4G (1ULL << 32)
#define RTE_PGSIZE_16G (1ULL << 34)

/** Any NUMA node. */
#define SOCKET_ID_ANY (-1)

/** Segment belongs to the permanent minimum (-m, --socket-mem) and is never given back. */
#define RTE_MEMSEG_FLAG_DO_NOT_FREE (1 << 0)
/** Segment may hold data of an earlier run (--huge-unlink=never). Since 22.03. */
#define RTE_MEMSEG_FLAG_DIRTY (1 << 1)

/**
 * One page of hugepage memory, or one granule of plain memory. Read-only for applications.
 *
 * With plain pages a segment is larger than a page: hugepage_sz is then the size of the pages, len that of the segment.
 * Everywhere else they are equal.
 */
struct rte_memseg {
	__extension__ union {
		rte_iova_t iova;       /**< address for devices; RTE_BAD_IOVA: none for the whole segment */
		rte_iova_t phys_addr;  /**< name of the member before 17.11 */
	};
	__extension__ union {
		void *addr;            /**< start */
		uint64_t addr_64;
	};
	size_t len;                    /**< bytes */
	uint64_t hugepage_sz;          /**< bytes of a page */
	int32_t socket_id;             /**< NUMA node */
	uint32_t nchannel;             /**< memory channels, 0: unknown */
	uint32_t nrank;                /**< memory ranks, 0: unknown */
	uint32_t flags;                /**< RTE_MEMSEG_FLAG_*; higher bits are private */
};

/** Address range of segments of one page size on one NUMA node, with holes. Read-only for applications. Since 18.05. */
struct rte_memseg_list {
	__extension__ union {
		void *base_va;         /**< start of the range */
		uint64_t addr_64;
	};
	uint64_t page_sz;              /**< bytes of one segment: (address - base_va) / page_sz is its index */
	int socket_id;                 /**< NUMA node; 256 and more: external heap */
	volatile uint32_t version;     /**< counts changes */
	size_t len;                    /**< bytes of the range */
	unsigned int external;         /**< 1: memory of the application (rte_extmem_register, rte_malloc_heap_memory_add) */
	unsigned int heap;             /**< 1: a heap lives here */
	struct rte_fbarray memseg_arr; /**< the struct rte_memseg table */
};

/**
 * Make sure that the page of @p virt is resident and stays so (mlock).
 * @return 0, or -1 with rte_errno: ENOMEM limit of locked memory or no such page; EPERM; EINVAL
 * Context: any thread, may block. Since 2.0.
 */
int rte_mem_lock_page(const void *virt);

/** Bytes of a page of the system. Context: any. Since 20.08. */
size_t rte_mem_page_size(void);

/**
 * Physical address of @p virt, as the kernel tells it in /proc/self/pagemap. Works for any mapped, resident memory.
 * @return the address, or RTE_BAD_IOVA: not resident, or physical addresses are hidden from this process (CAP_SYS_ADMIN)
 * Context: any thread; system calls. Since 2.0.
 */
phys_addr_t rte_mem_virt2phy(const void *virt);

/**
 * Address of @p virt for devices: @p virt itself in IOVA-as-VA mode, else that of its segment, else as rte_mem_virt2phy().
 * @return the address or RTE_BAD_IOVA
 * Context: any thread. Since 17.11.
 */
rte_iova_t rte_mem_virt2iova(const void *virt);

/** Memory of the runtime that devices see at @p iova; NULL: none (rte_errno ENOENT). Context: any thread. Since 18.05. */
void *rte_mem_iova2virt(rte_iova_t iova);

/**
 * Segment of @p virt.
 * @param msl its list when known, else NULL
 * @return the segment, or NULL: not memory of the runtime, or not mapped now (rte_errno ENOENT)
 * Context: any thread, also memory event callbacks. Lifetime: until the segment is given back. Since 18.05.
 */
struct rte_memseg *rte_mem_virt2memseg(const void *virt, const struct rte_memseg_list *msl);
/** List of @p virt, or NULL (rte_errno ENOENT). Context: any thread, also callbacks. Since 18.05. */
struct rte_memseg_list *rte_mem_virt2memseg_list(const void *virt);

/** Called for one segment. 0 goes on, 1 ends the walk with 1, a negative value ends it with -1. */
typedef int (*rte_memseg_walk_t)(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg);
/** Called for @p len bytes that are contiguous for the CPU and for devices, starting with segment @p ms. Results as above. */
typedef int (*rte_memseg_contig_walk_t)(const struct rte_memseg_list *msl, const struct rte_memseg *ms, size_t len, void *arg);
/** Called for one segment list. Results as above. */
typedef int (*rte_memseg_list_walk_t)(const struct rte_memseg_list *msl, void *arg);

/**
 * Visit every mapped segment, external ones too.
 *
 * No segment that was seen goes away before the walk ends (giving memory back is put off); segments that are added meanwhile may
 * or may not be seen. No lock is held: the callback may allocate, free, and walk again.
 * @return 0 all seen, 1 or -1 as the callback chose; -1 with rte_errno EINVAL: @p func is NULL
 * Context: any thread. Since 18.05.
 */
int rte_memseg_walk(rte_memseg_walk_t func, void *arg);
/** The same for contiguous runs of segments. Since 18.05. */
int rte_memseg_contig_walk(rte_memseg_contig_walk_t func, void *arg);
/** The same for lists, empty ones too. Since 18.05. */
int rte_memseg_list_walk(rte_memseg_list_walk_t func, void *arg);
/** As without the suffix, for callers that hold rte_mcfg_mem_read_lock() or run in a memory event callback. Since 18.08. */
int rte_memseg_walk_thread_unsafe(rte_memseg_walk_t func, void *arg);
/** See rte_memseg_walk_thread_unsafe(). Since 18.08. */
int rte_memseg_contig_walk_thread_unsafe(rte_memseg_contig_walk_t func, void *arg);
/** See rte_memseg_walk_thread_unsafe(). Since 18.08. */
int rte_memseg_list_walk_thread_unsafe(rte_memseg_list_walk_t func, void *arg);

/**
 * Descriptor that backs @p ms; it stays ours, never close it.
 * @return the descriptor, or -1 with rte_errno: EINVAL @p ms is NULL; ENODEV not a segment, or external memory;
 *   ENOENT the segment is not mapped; ENOTSUP it has no descriptor
 * Context: any thread. Lifetime: until the segment is given back. Since 18.11.
 */
int rte_memseg_get_fd(const struct rte_memseg *ms);
/** See rte_memseg_get_fd(). Since 18.11. */
int rte_memseg_get_fd_thread_unsafe(const struct rte_memseg *ms);
/** Bytes from the start of its descriptor to @p ms, into @p offset. 0, or -1 as rte_memseg_get_fd(). Since 18.11. */
int rte_memseg_get_fd_offset(const struct rte_memseg *ms, size_t *offset);
/** See rte_memseg_get_fd_offset(). Since 18.11. */
int rte_memseg_get_fd_offset_thread_unsafe(const struct rte_memseg *ms, size_t *offset);

/**
 * Tell the runtime about memory of the application that devices are to reach; walks and look-ups see it, heaps do not
 * use it.
 *
 * @param va_addr start, aligned to @p page_sz
 * @param len bytes, a multiple of @p page_sz
 * @param iova_addrs one address per page; NULL: RTE_BAD_IOVA for all
 * @param n_pages entries in @p iova_addrs; 0 with NULL
 * @param page_sz bytes, a power of two, at least a page of the system
 * @return 0, or -1 with rte_errno: EINVAL argument; EEXIST overlaps memory that is known; ENOSPC no list free; ENOMEM
 * Context: any thread. Lifetime: until rte_extmem_unregister(); the memory stays the caller's. Since 19.02.
 */
int rte_extmem_register(void *va_addr, size_t len, rte_iova_t iova_addrs[], unsigned int n_pages, size_t page_sz);
/** Forget memory registered with the same @p va_addr and @p len. 0, or -1 with rte_errno: EINVAL; ENOENT. Since 19.02. */
int rte_extmem_unregister(void *va_addr, size_t len);

/** Print every segment to @p f. Context: any thread. Since 2.0. */
void rte_dump_physmem_layout(FILE *f);
/** Bytes of all mapped segments, without external memory. Since 2.0. */
uint64_t rte_eal_get_physmem_size(void);
/** Memory channels given with -n, 0: unknown. Since 2.0. */
unsigned int rte_memory_get_nchannel(void);
/** Memory ranks given with -r, 0: unknown. Since 2.0. */
unsigned int rte_memory_get_nrank(void);

/**
 * May devices that reach only addresses below 2^@p maskbits use all memory of the runtime? If so, memory that is added later also
 * stays below.
 * @return 0 yes, -1 no, or rte_errno EINVAL: more than 63
 * Context: any thread. Since 18.11.
 */
int rte_mem_check_dma_mask(uint8_t maskbits);
/** See rte_mem_check_dma_mask(), for callers that hold rte_mcfg_mem_read_lock(). Since 18.11. */
int rte_mem_check_dma_mask_thread_unsafe(uint8_t maskbits);
/** Keep later memory below 2^@p maskbits without looking at what is there; the smallest value ever given counts. Since 18.11. */
void rte_mem_set_dma_mask(uint8_t maskbits);

/** 1 when this process may see physical addresses, else 0. Since 18.02. */
int rte_eal_using_phys_addrs(void);

/** Change of the memory map. Since 18.05. */
enum rte_mem_event {
	RTE_MEM_EVENT_ALLOC = 0, /**< segments were added, nobody uses them yet */
	RTE_MEM_EVENT_FREE,      /**< nobody uses the segments any more, they are still mapped */
};

/** Size of a callback's name, with its NUL. */
#define RTE_MEM_EVENT_CALLBACK_NAME_LEN 64

/** Receives a change of @p len bytes at @p addr. Runs in the thread that caused it, with no lock held. */
typedef void (*rte_mem_event_callback_t)(enum rte_mem_event event_type, const void *addr, size_t len, void *arg);

/**
 * Be told of every change of the memory map.
 * @param name with @p arg the identity of the registration
 * @return 0, or -1 with rte_errno: EINVAL NULL or empty; ENAMETOOLONG; EEXIST; ENOMEM; ENOTSUP the map is fixed
 *   (--legacy-mem, --no-huge)
 * Context: any thread, also callbacks. Since 18.05.
 */
int rte_mem_event_callback_register(const char *name, rte_mem_event_callback_t clb, void *arg);
/**
 * No longer be told. On return the callback does not run and will not run again, except when called from inside it.
 * @return 0, or -1 with rte_errno: EINVAL, ENAMETOOLONG; ENOENT; ENOTSUP
 * Context: any thread, also callbacks. Since 18.05.
 */
int rte_mem_event_callback_unregister(const char *name, void *arg);

/** Size of a validator's name, with its NUL. */
#define RTE_MEM_ALLOC_VALIDATOR_NAME_LEN 64

/** Asked before node @p socket_id grows to @p new_len bytes, beyond its @p cur_limit. 0 allows, -1 refuses. No lock is held. */
typedef int (*rte_mem_alloc_validator_t)(int socket_id, size_t cur_limit, size_t new_len);

/**
 * Have a say in the growth of NUMA node @p socket_id beyond @p limit bytes.
 * @return 0, or -1 with rte_errno: EINVAL; ENAMETOOLONG; EEXIST same name and node; ENOMEM; ENOTSUP the map is fixed
 * Context: any thread. Since 18.05.
 */
int rte_mem_alloc_validator_register(const char *name, rte_mem_alloc_validator_t clb, int socket_id, size_t limit);
/** End that say. 0, or -1 with rte_errno: EINVAL, ENAMETOOLONG; ENOENT; ENOTSUP. Waits as for event callbacks. Since 18.05. */
int rte_mem_alloc_validator_unregister(const char *name, int socket_id);

#ifdef __cplusplus
}
#endif

#endif
