/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Locks over the tables that all processes share.
 *
 * Each is one recursive robust mutex: readers exclude each other too, the holder may lock again for reading or
 * writing, the death of a holder does not stop the others. Unlock in the thread that locked. All do nothing while
 * the runtime is not started.
 */
#ifndef _RTE_EAL_MEMCONFIG_H_
#define _RTE_EAL_MEMCONFIG_H_

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Hold the memory map: nobody else adds or gives back a segment meanwhile. Context: any thread, blocks. Since 19.08. */
void rte_mcfg_mem_read_lock(void);
/** Opposite of rte_mcfg_mem_read_lock(). Since 19.08. */
void rte_mcfg_mem_read_unlock(void);
/** Same lock, for writing. Since 19.08. */
void rte_mcfg_mem_write_lock(void);
/** Opposite of rte_mcfg_mem_write_lock(). Since 19.08. */
void rte_mcfg_mem_write_unlock(void);

/** Hold the tailq lists. Context: any thread, blocks. Since 19.08. */
void rte_mcfg_tailq_read_lock(void);
/** Opposite of rte_mcfg_tailq_read_lock(). Since 19.08. */
void rte_mcfg_tailq_read_unlock(void);
/** Same lock, for writing. Since 19.08. */
void rte_mcfg_tailq_write_lock(void);
/** Opposite of rte_mcfg_tailq_write_lock(). Since 19.08. */
void rte_mcfg_tailq_write_unlock(void);

/** Hold the list of mempools. Context: any thread, blocks. Since 19.08. */
void rte_mcfg_mempool_read_lock(void);
/** Opposite of rte_mcfg_mempool_read_lock(). Since 19.08. */
void rte_mcfg_mempool_read_unlock(void);
/** Same lock, for writing. Since 19.08. */
void rte_mcfg_mempool_write_lock(void);
/** Opposite of rte_mcfg_mempool_write_lock(). Since 19.08. */
void rte_mcfg_mempool_write_unlock(void);

/** Hold the timer library's table. Context: any thread, blocks. Since 19.11. */
void rte_mcfg_timer_lock(void);
/** Opposite of rte_mcfg_timer_lock(). Since 19.11. */
void rte_mcfg_timer_unlock(void);

/** Was --single-file-segments given? Since 19.11. */
bool rte_mcfg_get_single_file_segments(void);

#ifdef __cplusplus
}
#endif

#endif
