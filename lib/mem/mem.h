/* SPDX-License-Identifier: BSD-3-Clause */
/* What the composition root and other rooms ask of the memory room. */
#ifndef MEM_H
#define MEM_H

#include <stdbool.h>
#include <stdint.h>

#include <rte_config.h>

struct rte_tailq_head;

enum mem_unlink { MEM_UNLINK_EXISTING, MEM_UNLINK_ALWAYS, MEM_UNLINK_NEVER };

/** Choices of the command line. Zero / NULL: not given. Strings are copied by mem_start(). */
struct mem_params {
	const char *file_prefix;  /**< --file-prefix, default "rte" */
	const char *runtime_dir;  /**< directory of the shared files, NULL with --in-memory / --no-shconf */
	const char *huge_dir;     /**< --huge-dir */
	uint64_t mem_mb;          /**< -m, MB over all nodes */
	uint64_t socket_mb[RTE_MAX_NUMA_NODES];  /**< --socket-mem, MB */
	uint64_t socket_limit_mb[RTE_MAX_NUMA_NODES]; /**< --socket-limit, MB */
	bool socket_mb_given;
	bool no_huge;
	bool in_memory;
	bool no_shconf;
	bool legacy_mem;
	bool single_file_segments;
	bool match_allocations;
	enum mem_unlink unlink;
	uint64_t base_virtaddr;   /**< --base-virtaddr, 0: 0x100000000 */
	int iova_mode;            /**< enum rte_iova_mode; RTE_IOVA_DC: decide */
	unsigned int nchannel;    /**< -n */
	unsigned int nrank;       /**< -r */
};

/**
 * Set up shared configuration, memory segments, memzones, heaps and the shared tailq table.
 *
 * Without hugepages on the machine and without any memory option, plain pages are used and said so at INFO.
 * @return 0, or after one log line that says what is missing and what to do: -EINVAL options contradict each other, or
 *   physical addresses were asked for and are not visible; -EBUSY another primary runs with this prefix; -ENOMEM memory,
 *   hugepages or address space; -EMFILE, -EACCES and others of the system; -EALREADY started (no log line). Nothing is
 *   left behind on failure.
 * Context: one thread, before others use this room.
 */
int mem_start(const struct mem_params *p);
/**
 * Unmap and close everything mem_start() made; all pointers into it die. Harmless when not started.
 * Context: one thread, no other is inside this room.
 */
void mem_stop(void);

/** Kind of device addresses that mem_start() settled on: RTE_IOVA_VA or RTE_IOVA_PA. RTE_IOVA_DC: not started. */
int mem_iova_mode(void);
/** True when the memory stands on hugepages. */
bool mem_has_hugepages(void);
/** The RTE_MAX_TAILQ shared list heads, set to empty lists without a name by mem_start(). NULL: not started. */
struct rte_tailq_head *mem_tailqs(void);

/**
 * A lock that may live in shared memory: the death of a holder never stops the others (robust mutex). Not recursive,
 * unless it was initialised so.
 */
struct mem_lock {
	uint64_t opaque[8];
};
/** Make an open lock of zeroed or used memory. Nobody may hold it. */
void mem_lock_init(struct mem_lock *l);
/** The same; its holder may take it again and drops it as often. */
void mem_lock_init_recursive(struct mem_lock *l);
/** Take the lock, waiting for it. Context: any thread, not interrupt handlers. */
void mem_lock_take(struct mem_lock *l);
/** Drop it, in the thread that took it. */
void mem_lock_drop(struct mem_lock *l);

#endif
