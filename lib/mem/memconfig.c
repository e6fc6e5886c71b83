/* SPDX-License-Identifier: BSD-3-Clause */
/* The public locks over shared tables. */
#include <rte_eal_memconfig.h>

#include "mem_shared.h"

#define LOCK_CALLS(name, member, take, drop) \
	void rte_mcfg_##name##_##take(void) \
	{ \
		if (mem_shared != NULL) \
			mem_lock_take(&mem_shared->member); \
	} \
	void rte_mcfg_##name##_##drop(void) \
	{ \
		if (mem_shared != NULL) \
			mem_lock_drop(&mem_shared->member); \
	}

LOCK_CALLS(mem, map, read_lock, read_unlock)
LOCK_CALLS(mem, map, write_lock, write_unlock)
LOCK_CALLS(tailq, tailq, read_lock, read_unlock)
LOCK_CALLS(tailq, tailq, write_lock, write_unlock)
LOCK_CALLS(mempool, mempool, read_lock, read_unlock)
LOCK_CALLS(mempool, mempool, write_lock, write_unlock)
LOCK_CALLS(timer, timer, lock, unlock)

bool
rte_mcfg_get_single_file_segments(void)
{
	return mem_shared != NULL && mem_shared->single_file;
}
