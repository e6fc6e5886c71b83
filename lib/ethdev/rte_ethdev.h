/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ethernet ports, for applications: an umbrella over headers that hold one concept each.
 *
 *   attach -> configure -> queue set-up -> start -> bursts -> stop -> close -> detach
 *
 * Control calls of one port are serialised by the library; bursts never wait. An id that names no usable port gives -ENODEV
 * from every call that does not say otherwise.
 */
#ifndef RTE_ETHDEV_H
#define RTE_ETHDEV_H

#include <errno.h>
#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_compat.h>
#include <rte_config.h>
#include <rte_dev.h>
#include <rte_dev_info.h>
#include <rte_devargs.h>
#include <rte_errno.h>
#include <rte_eth_addr.h>
#include <rte_eth_burst.h>
#include <rte_eth_conf.h>
#include <rte_eth_event.h>
#include <rte_eth_hw.h>
#include <rte_eth_info.h>
#include <rte_eth_link.h>
#include <rte_eth_port.h>
#include <rte_eth_queue.h>
#include <rte_eth_rss.h>
#include <rte_eth_stats.h>
#include <rte_ethdev_core.h>
#include <rte_ether.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_ETHDEV_HAS_LRO_SUPPORT

extern int rte_eth_dev_logtype;

#define RTE_ETHDEV_LOG(level, ...) rte_log(RTE_LOG_##level, rte_eth_dev_logtype, "" __VA_ARGS__)

/** Leave the calling function with @p retval when @p port_id is no valid port. */
#define RTE_ETH_VALID_PORTID_OR_ERR_RET(port_id, retval)                                                      \
	do {                                                                                                    \
		if (!rte_eth_dev_is_valid_port(port_id)) {                                                      \
			RTE_ETHDEV_LOG(ERR, "ETHDEV: %s: invalid port %u\n", __func__, (unsigned int)(port_id)); \
			return retval;                                                                          \
		}                                                                                               \
	} while (0)

/** Leave the calling function when @p port_id is no valid port. */
#define RTE_ETH_VALID_PORTID_OR_RET(port_id)                                                                  \
	do {                                                                                                    \
		if (!rte_eth_dev_is_valid_port(port_id)) {                                                      \
			RTE_ETHDEV_LOG(ERR, "ETHDEV: %s: invalid port %u\n", __func__, (unsigned int)(port_id)); \
			return;                                                                                 \
		}                                                                                               \
	} while (0)

/* rte_eth_dev_info.dev_flags. */
/** Rules of flows may be made in several threads at once. Since 20.11. */
#define RTE_ETH_DEV_FLOW_OPS_THREAD_SAFE RTE_BIT32(0)
/** Link changes raise RTE_ETH_EVENT_INTR_LSC. Since 2.2. */
#define RTE_ETH_DEV_INTR_LSC RTE_BIT32(1)
/** The port is a member of a bonded one. Since 16.04. */
#define RTE_ETH_DEV_BONDED_SLAVE RTE_BIT32(2)
/** Removal raises RTE_ETH_EVENT_INTR_RMV. Since 17.05. */
#define RTE_ETH_DEV_INTR_RMV RTE_BIT32(3)
/** The port stands for another one. Since 18.02. */
#define RTE_ETH_DEV_REPRESENTOR RTE_BIT32(4)
/** Addresses cannot be set while the port runs. Since 19.02. */
#define RTE_ETH_DEV_NOLIVE_MAC_ADDR RTE_BIT32(5)
/** The library makes named counters from the per-queue ones. Since 20.11. */
#define RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS RTE_BIT32(6)
/** The legacy detach call may take the port's device away. Value private: it means other things in other releases. */
#define RTE_ETH_DEV_DETACHABLE RTE_BIT32(31)

/** SR-IOV settings of a driver. */
struct rte_eth_dev_sriov {
	uint8_t active;
	uint8_t nb_q_per_pool;
	uint16_t def_vmdq_idx;
	uint16_t def_pool_q_idx;
};

#define RTE_ETH_DEV_SRIOV(dev) ((dev)->data->sriov)

#ifdef __cplusplus
}
#endif

#endif
