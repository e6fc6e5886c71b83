/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Layout of the shared configuration: one mapping at the same address in every process, which holds all tables that
 * processes share. Pointers in it lead only into itself, or into memory segments, which also have the same addresses
 * everywhere.
 *
 * Tables of variable length (segments of each own list) follow the structure in the same mapping.
 */
#ifndef MEM_SHARED_H
#define MEM_SHARED_H

#include <stdbool.h>
#include <stdint.h>

#include <rte_malloc.h>
#include <rte_memory.h>
#include <rte_memzone.h>
#include <rte_tailq.h>

#include "mem.h"

/** Changes with every change of the layout. */
#define MEM_VERSION 1

#define HEAP_NAME_LEN 32
/** Socket id of the first external heap. */
#define HEAP_FIRST_EXTERNAL 256

/* Free blocks are kept in HEAP_FL x HEAP_SL lists by size: each power of two is cut into HEAP_SL classes. */
#define HEAP_SL_BITS 4
#define HEAP_SL (1 << HEAP_SL_BITS)
#define HEAP_FL 32

/* Private bits of rte_memseg.flags. */
#define SEG_CLAIMED (1u << 30) /**< somebody is mapping it */
#define SEG_LEAVING (1u << 31) /**< somebody is unmapping it; no walk shows it any more */

struct elem;

struct heap_bins {
	uint32_t fl;          /**< bit i: sl[i] is not 0 */
	uint16_t sl[HEAP_FL]; /**< bit j: head[i][j] is not NULL */
	struct elem *head[HEAP_FL][HEAP_SL];
};

/** Address range of a list, apart from the rest because every look-up scans these. len 0: not in use. */
struct mem_range {
	uintptr_t base;
	size_t len;
};

enum list_used {
	LIST_UNUSED,
	LIST_USED,
	LIST_DROPPED,  /**< no look-up finds it any more, but a walk may still be reading its table */
};

struct mem_list {
	struct rte_memseg_list msl; /**< map lock; what applications see */
	uint64_t page_sz;           /**< constant; pages of the system under a segment, msl.page_sz is a multiple */
	uint32_t seg_shift;         /**< constant; log2 of msl.page_sz */
	uint32_t floor;             /**< segments below are never given back; written by mem_start() alone */
	uint32_t top;               /**< map lock; one past the highest segment ever claimed */
	uint32_t used;              /**< map lock; enum list_used */
	uint32_t heap;              /**< constant; index of the heap, if msl.heap */
	/**
	 * Heap lock; one word per segment: 0 not in the heap, EDGE_INNER in the heap, else the last block of a region, which ends
	 * with this segment. NULL for external lists, each of which is one region.
	 */
	uintptr_t *edge;
	struct heap_bins bins;      /**< heap lock */
};

struct mem_heap {
	struct mem_lock lock;
	char name[HEAP_NAME_LEN];   /**< map lock */
	int32_t id;                 /**< atomic, written under the map lock; socket + 1, 0: this slot is free */
	bool external;              /**< constant while in use */
	uint32_t nb_lists;          /**< heap lock; entries of list[] */
	uint16_t list[RTE_MAX_MEMSEG_LISTS]; /**< heap lock; smallest pages first */
	size_t total;               /**< heap lock; bytes */
	size_t free;                /**< heap lock; bytes in free blocks */
	size_t keep;                /**< constant; free bytes that stay rather than go back to the system */
	uint32_t nb_used;           /**< heap lock; blocks */
	uint32_t nb_free;           /**< heap lock; blocks */
	size_t claimed;             /**< atomic; total, and what is being added: what limits are compared with */
};

#define ZONE_BUCKETS 1024
#define ZONE_WORDS ((RTE_MAX_MEMZONE + 63) / 64)

/** The memzone table; zone lock. Slots are claimed (name is taken), then ready (can be found). */
struct mem_zones {
	struct mem_lock lock;
	uint32_t count;
	uint64_t claimed[ZONE_WORDS];
	uint64_t ready[ZONE_WORDS];
	uint16_t bucket[ZONE_BUCKETS];   /**< first slot + 1 by hash of the name */
	uint16_t next[RTE_MAX_MEMZONE];  /**< next slot + 1 in the bucket */
	struct rte_memzone zone[RTE_MAX_MEMZONE];
};

struct mem_shared {
	uint32_t magic;      /**< RTE_MAGIC once everything else stands */
	uint32_t version;    /**< MEM_VERSION */
	void *self;          /**< where this is mapped, in every process */
	size_t size;         /**< bytes of the mapping */
	int iova_mode;       /**< constant */
	bool fixed;          /**< constant; the map never changes after mem_start() */
	bool single_file;    /**< constant */
	bool match;          /**< constant; --match-allocations */
	bool huge;           /**< constant */
	uint8_t dma_bits;    /**< atomic; new memory must lie below 2^dma_bits, 0: anywhere */
	uint32_t nchannel;   /**< constant */
	uint32_t nrank;      /**< constant */
	uint32_t nb_own;     /**< constant; lists below are ours, those above external */
	uint32_t nb_lists;   /**< atomic, written under the map lock; one past the highest list slot ever used */
	uint32_t nb_heaps;   /**< constant; heaps below belong to NUMA nodes, those above are external */
	int next_socket;     /**< map lock; id of the next external heap */
	struct mem_lock map;     /**< recursive, as are the next three; see rte_eal_memconfig.h */
	struct mem_lock tailq;
	struct mem_lock mempool;
	struct mem_lock timer;
	struct rte_tailq_head tailqs[RTE_MAX_TAILQ]; /**< tailq lock */
	struct mem_range range[RTE_MAX_MEMSEG_LISTS]; /**< atomic, written under the map lock */
	struct mem_heap heap[RTE_MAX_HEAPS];
	struct mem_zones zones;
	struct mem_list list[RTE_MAX_MEMSEG_LISTS];
};

/** The shared configuration; NULL while not started. */
extern struct mem_shared *mem_shared;

/** List that covers @p addr, or NULL. Context: any thread, no lock. */
static inline struct mem_list *
list_covering(const void *addr)
{
	struct mem_shared *sh = mem_shared;
	uint32_t i, nb = __atomic_load_n(&sh->nb_lists, __ATOMIC_ACQUIRE);

	for (i = 0; i < nb; i++) {
		uintptr_t base = __atomic_load_n(&sh->range[i].base, __ATOMIC_ACQUIRE);
		size_t len = __atomic_load_n(&sh->range[i].len, __ATOMIC_ACQUIRE);

		/* The second look at base: the slot was not given to another list between the first two. */
		if ((uintptr_t)addr - base < len && __atomic_load_n(&sh->range[i].base, __ATOMIC_RELAXED) == base)
			return &sh->list[i];
	}
	return NULL;
}

static inline unsigned int
list_index(const struct mem_list *l)
{
	return l - mem_shared->list;
}

static inline unsigned int
list_nseg(const struct mem_list *l)
{
	return l->msl.memseg_arr.len;
}

static inline struct rte_memseg *
list_seg(const struct mem_list *l, unsigned int i)
{
	return (struct rte_memseg *)l->msl.memseg_arr.data + i;
}

static inline void *
list_addr(const struct mem_list *l, unsigned int i)
{
	return (char *)l->msl.base_va + ((size_t)i << l->seg_shift);
}

static inline unsigned int
list_seg_index(const struct mem_list *l, const void *addr)
{
	return ((uintptr_t)addr - l->msl.addr_64) >> l->seg_shift;
}

/** Id that allocations name the heap by. */
static inline int
heap_socket(const struct mem_heap *h)
{
	return __atomic_load_n(&h->id, __ATOMIC_ACQUIRE) - 1;
}

/** True when segment @p ms is mapped. No lock: segments whose content somebody owns do not change. */
static inline bool
seg_mapped(const struct rte_memseg *ms)
{
	return __atomic_load_n(&ms->addr, __ATOMIC_ACQUIRE) != NULL;
}

#endif
