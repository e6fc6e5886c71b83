/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Start and end of the runtime, and the facts about this process that were decided at start.
 *
 * The declarations stand at the bottom of the house because every room asks for the process type; rte_eal_init() and
 * rte_eal_cleanup() are implemented by the composition root on top.
 */
#ifndef RTE_EAL_H
#define RTE_EAL_H

#include <stdbool.h>
#include <stdint.h>
#include <sched.h>
#include <time.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_per_lcore.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Stored in the shared configuration once a primary process is ready. */
#define RTE_MAGIC 19820526

/** Role of a process. Since 2.0. */
enum rte_proc_type_t {
	RTE_PROC_AUTO = -1,
	RTE_PROC_PRIMARY = 0,
	RTE_PROC_SECONDARY,
	RTE_PROC_INVALID
};

/** Kind of addresses that devices use for DMA. Since 17.11. */
enum rte_iova_mode {
	RTE_IOVA_DC = 0,
	RTE_IOVA_PA = (1 << 0),
	RTE_IOVA_VA = (1 << 1)
};

/** Kind of interrupts that VFIO devices use. Since 2.0. */
enum rte_intr_mode {
	RTE_INTR_MODE_NONE = 0, /**< the best there is */
	RTE_INTR_MODE_LEGACY,
	RTE_INTR_MODE_MSI,
	RTE_INTR_MODE_MSIX
};

/**
 * Start the runtime.
 *
 * Parses the options up to "--" or the end (the caller's getopt state is kept), then starts every part in order; a failing part
 * undoes the ones before it, so the call may be repeated. Never ends the process except for -h/--help
 * and --log-level=help, with status 0.
 *
 * @param argc number of words in @p argv
 * @param argv words; argv[result] becomes the program name, so that `argc -= result; argv += result` leaves the application's own
 * @return number of words consumed, or -1 with rte_errno: EALREADY running already; EINVAL bad option or value; ENODEV device
 *   string that no bus can take; ENOMEM, EACCES, EBUSY memory; ENOTSUP no usable CPU
 * Context: once, from the main thread, before any other call. Blocks. Since 2.0.
 */
int rte_eal_init(int argc, char **argv);

/**
 * End the runtime: removes all devices (DESTROY is delivered), stops the threads, gives all memory back; every pointer obtained
 * from the library dies. rte_eal_init() may be called again afterwards.
 *
 * @return 0; -EALREADY it is not running; -EBUSY a worker lcore still runs a function; -EDEADLK called from a callback
 * Context: main thread. Since 18.02.
 */
int rte_eal_cleanup(void);

/** Role of this process. Since 2.0. */
enum rte_proc_type_t rte_eal_process_type(void);
/** 1 when hugepages are in use, else 0. Since 2.0. */
int rte_eal_has_hugepages(void);
/** 1 unless --no-pci was given. Since 18.05. */
int rte_eal_has_pci(void);
/** Directory of the runtime files of this prefix; "" when there is none. Valid until cleanup. Since 18.11. */
const char *rte_eal_get_runtime_dir(void);
/** Address kind in use. Since 17.11. */
enum rte_iova_mode rte_eal_iova_mode(void);
/** Name given with --mbuf-pool-ops-name, or NULL. Since 17.11. */
const char *rte_eal_mbuf_user_pool_ops(void);
/** Address given with --base-virtaddr, 0 when none. Since 18.11. */
uint64_t rte_eal_get_baseaddr(void);

/** Kind of interrupts given with --vfio-intr. Since 2.0. */
enum rte_intr_mode rte_eal_vfio_intr_mode(void);
/** Copy the token given with --vfio-vf-token, all zero when none, to @p vf_token (16 bytes). Since 20.05. */
void rte_eal_vfio_get_vf_token(unsigned char *vf_token);

/** Prints the application's own options below ours. */
typedef void (*rte_usage_hook_t)(const char *prgname);
/** Set the usage hook, returns the one before. Since 2.0. */
rte_usage_hook_t rte_set_application_usage_hook(rte_usage_hook_t usage_func);

/** Kernel id of the calling thread, asked from the kernel. Since 2.0. */
int rte_sys_gettid(void);

RTE_DECLARE_PER_LCORE(int, _thread_id);

/** Kernel id of the calling thread, remembered after the first call. Since 2.0. */
static inline int
rte_gettid(void)
{
	if (RTE_PER_LCORE(_thread_id) == -1)
		RTE_PER_LCORE(_thread_id) = rte_sys_gettid();
	return RTE_PER_LCORE(_thread_id);
}

#ifdef __cplusplus
}
#endif

#endif
