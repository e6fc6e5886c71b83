/* SPDX-License-Identifier: BSD-3-Clause */
/* The memory layout of a ring: positions of both sides, flags and the header that stands before the slots. */
#ifndef _RTE_RING_CORE_H_
#define _RTE_RING_CORE_H_

#ifdef __cplusplus
extern "C" {
#endif

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <sys/types.h>
#include <sys/queue.h>

#include <rte_config.h>
#include <rte_common.h>
#include <rte_memory.h>
#include <rte_atomic.h>
#include <rte_branch_prediction.h>
#include <rte_memzone.h>
#include <rte_pause.h>
#include <rte_debug.h>

/** Name of the list of all rings. */
#define RTE_TAILQ_RING_NAME "RTE_RING"

/** What a transfer of n objects does when fewer fit. */
enum rte_ring_queue_behavior {
	RTE_RING_QUEUE_FIXED = 0, /**< all n or none ("bulk") */
	RTE_RING_QUEUE_VARIABLE   /**< as many as possible ("burst") */
};

/** Memory zones of rings are named with this prefix. */
#define RTE_RING_MZ_PREFIX "RG_"
/** Size of a ring name with its final NUL. */
#define RTE_RING_NAMESIZE (RTE_MEMZONE_NAMESIZE - sizeof(RTE_RING_MZ_PREFIX) + 1)

/** How the threads on one side of a ring share it. */
enum rte_ring_sync_type {
	RTE_RING_SYNC_MT,     /**< any number of threads; each waits for those before it to finish */
	RTE_RING_SYNC_ST,     /**< one thread at a time, no locked instruction */
	RTE_RING_SYNC_MT_RTS, /**< relaxed tail: only the last one to finish moves the tail */
	RTE_RING_SYNC_MT_HTS  /**< head and tail move together: one thread inside at a time */
};

/** One side of a ring in the plain modes. Positions run freely over 32 bits; a slot is position & mask. */
struct rte_ring_headtail {
	volatile uint32_t head; /**< next position to claim */
	volatile uint32_t tail; /**< positions before it are finished and visible to the other side */
	union {
		enum rte_ring_sync_type sync_type;
		uint32_t single; /**< non-zero: not the default multi-thread mode */
	};
};

/** Position and number of operations, moved as one word. */
union __rte_ring_rts_poscnt {
	/** whole word, for atomic access */
	uint64_t raw __rte_aligned(8);
	struct {
		uint32_t cnt; /**< claims (head) or finished operations (tail) */
		uint32_t pos; /**< position */
	} val;
};

/** One side of a ring in relaxed-tail mode. */
struct rte_ring_rts_headtail {
	volatile union __rte_ring_rts_poscnt tail;
	enum rte_ring_sync_type sync_type;
	uint32_t htd_max; /**< claims wait while head is further than this from tail */
	volatile union __rte_ring_rts_poscnt head;
};

/** Head and tail as one word. */
union __rte_ring_hts_pos {
	/** whole word, for atomic access */
	uint64_t raw __rte_aligned(8);
	struct {
		uint32_t head;
		uint32_t tail;
	} pos;
};

/** One side of a ring in head-tail-sync mode: free when head equals tail. */
struct rte_ring_hts_headtail {
	volatile union __rte_ring_hts_pos ht;
	enum rte_ring_sync_type sync_type;
};

/** A ring; its slots follow the header. The tail of either side is found at the same place in every mode. */
struct rte_ring {
	char name[RTE_RING_NAMESIZE] __rte_cache_aligned;
	int flags;                         /**< RING_F_* given at creation */
	const struct rte_memzone *memzone; /**< memory of the ring, NULL if the caller owns it */
	uint32_t size;                     /**< slots, a power of two */
	uint32_t mask;                     /**< size - 1 */
	uint32_t capacity;                 /**< objects that fit */

	char pad0 __rte_cache_aligned; /**< keeps the neighbour line out of prefetches */

	union {
		struct rte_ring_headtail prod;
		struct rte_ring_hts_headtail hts_prod;
		struct rte_ring_rts_headtail rts_prod;
	} __rte_cache_aligned;

	char pad1 __rte_cache_aligned;

	union {
		struct rte_ring_headtail cons;
		struct rte_ring_hts_headtail hts_cons;
		struct rte_ring_rts_headtail rts_cons;
	} __rte_cache_aligned;

	char pad2 __rte_cache_aligned;
};

#define RING_F_SP_ENQ 0x0001     /**< the default enqueue is for a single producer */
#define RING_F_SC_DEQ 0x0002     /**< the default dequeue is for a single consumer */
#define RING_F_EXACT_SZ 0x0004   /**< hold exactly count objects; count need not be a power of two */
#define RTE_RING_SZ_MASK (0x7fffffffU) /**< largest ring */
#define RING_F_MP_RTS_ENQ 0x0008 /**< the default enqueue is multi-producer, relaxed tail */
#define RING_F_MC_RTS_DEQ 0x0010 /**< the default dequeue is multi-consumer, relaxed tail */
#define RING_F_MP_HTS_ENQ 0x0020 /**< the default enqueue is multi-producer, head-tail-sync */
#define RING_F_MC_HTS_DEQ 0x0040 /**< the default dequeue is multi-consumer, head-tail-sync */

#ifdef __cplusplus
}
#endif

#endif
