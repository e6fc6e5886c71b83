/* SPDX-License-Identifier: BSD-3-Clause */
/* Facts about this run, decided once by the composition root and read by every room. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include <rte_eal.h>

struct runtime {
	enum rte_proc_type_t proc_type;
	enum rte_iova_mode iova_mode;
	bool running;       /**< between the end of a good init and the start of cleanup */
	bool has_hugepages;
	bool no_pci;
	uint64_t base_virtaddr;
	char dir[256];      /**< runtime directory, "" when none */
	enum rte_intr_mode vfio_intr;
	unsigned char vfio_vf_token[16];
	char mbuf_ops[32];  /**< --mbuf-pool-ops-name, "" when none */
};

/** Written by lib/eal alone, while no other thread of the runtime exists. */
extern struct runtime runtime;

/** Back to the state before the first start. */
void runtime_reset(void);

/** What a room that the composition root does not know by name wants done when the runtime ends, e.g. forget shared memory. */
struct runtime_hook {
	TAILQ_ENTRY(runtime_hook) next;
	void (*stop)(void);
};

/** Have @p hook called at the end of the runtime, before the memory goes; later hooks first. From a constructor. */
void runtime_hook_add(struct runtime_hook *hook);
/** Run the hooks. */
void runtime_hooks_stop(void);

#endif
