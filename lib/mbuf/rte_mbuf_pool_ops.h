/* SPDX-License-Identifier: BSD-3-Clause */
/* Which mempool handler packet pools get when nobody names one: the user's, else the platform's, else the default. */
#ifndef _RTE_MBUF_POOL_OPS_H_
#define _RTE_MBUF_POOL_OPS_H_

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Set the handler that suits the hardware; called by buses and drivers.
 * @return 0, -EEXIST (another one is set), -EINVAL (no name), -ENAMETOOLONG, -ENOMEM. Context: any thread, blocks. Since: 18.02.
 */
int rte_mbuf_set_platform_mempool_ops(const char *ops_name);

/** @return Name of the platform's handler, or NULL. Since: 18.02. */
const char *rte_mbuf_platform_mempool_ops(void);

/**
 * Set the handler that the user wants, in place of an earlier one.
 * @return 0, -EINVAL (no name), -ENAMETOOLONG, -ENOMEM. Context: any thread, blocks. Since: 18.02.
 */
int rte_mbuf_set_user_mempool_ops(const char *ops_name);

/** @return Name of the user's handler, from the call above or the option --mbuf-pool-ops-name, or NULL. Since: 18.02. */
const char *rte_mbuf_user_mempool_ops(void);

/** @return Name of the handler to use. Since: 18.02. */
const char *rte_mbuf_best_mempool_ops(void);

#ifdef __cplusplus
}
#endif

#endif
