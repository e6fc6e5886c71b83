/* SPDX-License-Identifier: BSD-3-Clause */
/* What a port is and can do: limits, capabilities, names, the state of its queues. */
#ifndef RTE_ETH_INFO_H
#define RTE_ETH_INFO_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_config.h>
#include <rte_dev.h>
#include <rte_eth_conf.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a port name, its terminator included. */
#define RTE_ETH_NAME_MAX_LEN RTE_DEV_NAME_MAX_LEN

/* Numbers used when neither application nor driver gives one. Since 18.05. */
#define RTE_ETH_DEV_FALLBACK_RX_RINGSIZE 512
#define RTE_ETH_DEV_FALLBACK_TX_RINGSIZE 512
#define RTE_ETH_DEV_FALLBACK_RX_NBQUEUES 1
#define RTE_ETH_DEV_FALLBACK_TX_NBQUEUES 1

/** Limits of a ring, in descriptors. Since 2.2. */
struct rte_eth_desc_lim {
	uint16_t nb_max;
	uint16_t nb_min;
	uint16_t nb_align;
	uint16_t nb_seg_max;     /**< segments of a packet with segmentation offload */
	uint16_t nb_mtu_seg_max; /**< segments of a packet without it */
};

/** Sizes that a driver prefers; 0: no preference. Since 18.05. */
struct rte_eth_dev_portconf {
	uint16_t burst_size;
	uint16_t ring_size;
	uint16_t nb_queues;
};

/** The switch domain is not known. */
#define RTE_ETH_DEV_SWITCH_DOMAIN_ID_INVALID UINT16_MAX

/** The switch that a port belongs to. Since 18.05. */
struct rte_eth_switch_info {
	const char *name;
	uint16_t domain_id;
	uint16_t port_id;
	uint16_t rx_domain;
};

/** What splitting of receive buffers can do. Since 20.11. */
struct rte_eth_rxseg_capa {
	__extension__
	uint32_t multi_pools : 1;
	uint32_t offset_allowed : 1;
	uint32_t offset_align_log2 : 4;
	uint16_t max_nseg;
	uint16_t reserved;
};

/** Who handles errors of the device. Since 22.11. */
enum rte_eth_err_handle_mode {
	RTE_ETH_ERROR_HANDLE_MODE_NONE,
	RTE_ETH_ERROR_HANDLE_MODE_PASSIVE,   /**< the application resets on RTE_ETH_EVENT_INTR_RESET */
	RTE_ETH_ERROR_HANDLE_MODE_PROACTIVE, /**< the driver recovers and tells by RTE_ETH_EVENT_ERR_RECOVERING */
};

/* rte_eth_dev_info.dev_capa. Since 18.05. */
#define RTE_ETH_DEV_CAPA_RUNTIME_RX_QUEUE_SETUP RTE_BIT64(0)
#define RTE_ETH_DEV_CAPA_RUNTIME_TX_QUEUE_SETUP RTE_BIT64(1)
#define RTE_ETH_DEV_CAPA_RXQ_SHARE RTE_BIT64(2)
#define RTE_ETH_DEV_CAPA_FLOW_RULE_KEEP RTE_BIT64(3)
#define RTE_ETH_DEV_CAPA_FLOW_SHARED_OBJECT_KEEP RTE_BIT64(4)

/** Limits and capabilities of a port. Since 2.0, this layout since 22.11. */
struct rte_eth_dev_info {
	struct rte_device *device; /**< the device behind the port; valid until it is removed */
	const char *driver_name;
	unsigned int if_index;     /**< kernel interface, 0: none */
	uint16_t min_mtu;
	uint16_t max_mtu;
	const uint32_t *dev_flags; /**< RTE_ETH_DEV_* */
	uint32_t min_rx_bufsize;   /**< bytes */
	uint32_t max_rx_pktlen;    /**< bytes of the longest frame */
	uint32_t max_lro_pkt_size; /**< bytes */
	uint16_t max_rx_queues;
	uint16_t max_tx_queues;
	uint32_t max_mac_addrs;
	uint32_t max_hash_mac_addrs;
	uint16_t max_vfs;
	uint16_t max_vmdq_pools;
	struct rte_eth_rxseg_capa rx_seg_capa;
	uint64_t rx_offload_capa;       /**< RTE_ETH_RX_OFFLOAD_* of the port, those of queues included */
	uint64_t tx_offload_capa;
	uint64_t rx_queue_offload_capa; /**< those that may differ between queues */
	uint64_t tx_queue_offload_capa;
	uint16_t reta_size;             /**< entries of the redirection table */
	uint8_t hash_key_size;          /**< bytes */
	uint64_t flow_type_rss_offloads; /**< RTE_ETH_RSS_* */
	struct rte_eth_rxconf default_rxconf;
	struct rte_eth_txconf default_txconf;
	uint16_t vmdq_queue_base;
	uint16_t vmdq_queue_num;
	uint16_t vmdq_pool_base;
	struct rte_eth_desc_lim rx_desc_lim;
	struct rte_eth_desc_lim tx_desc_lim;
	uint32_t speed_capa;            /**< RTE_ETH_LINK_SPEED_* */
	uint16_t nb_rx_queues;          /**< configured now */
	uint16_t nb_tx_queues;
	uint16_t max_rx_mempools;
	struct rte_eth_dev_portconf default_rxportconf;
	struct rte_eth_dev_portconf default_txportconf;
	uint64_t dev_capa;              /**< RTE_ETH_DEV_CAPA_* */
	struct rte_eth_switch_info switch_info;
	enum rte_eth_err_handle_mode err_handle_mode;
	uint64_t reserved_64s[2];
	void *reserved_ptrs[2];
};

#define RTE_ETH_QUEUE_STATE_STOPPED 0
#define RTE_ETH_QUEUE_STATE_STARTED 1
#define RTE_ETH_QUEUE_STATE_HAIRPIN 2

/** A receive queue as it is. Since 2.2, this layout since 22.11. */
struct rte_eth_rxq_info {
	struct rte_mempool *mp;
	struct rte_eth_rxconf conf;
	uint8_t scattered_rx;
	uint8_t queue_state; /**< RTE_ETH_QUEUE_STATE_* */
	uint16_t nb_desc;
	uint16_t rx_buf_size;
	uint8_t avail_thresh;
} __rte_cache_min_aligned;

/** A transmit queue as it is. Since 2.2. */
struct rte_eth_txq_info {
	struct rte_eth_txconf conf;
	uint16_t nb_desc;
	uint8_t queue_state;
} __rte_cache_min_aligned;

#define RTE_ETH_BURST_FLAG_PER_QUEUE RTE_BIT64(0)
#define RTE_ETH_BURST_MODE_INFO_SIZE 1024

/** Which burst function a queue uses, in words. Since 19.11. */
struct rte_eth_burst_mode {
	uint64_t flags; /**< RTE_ETH_BURST_FLAG_* */
	char info[RTE_ETH_BURST_MODE_INFO_SIZE];
};

/**
 * Read limits and capabilities; *dev_info is cleared first.
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL; -ENOTSUP no such operation; else the driver's code (*dev_info cleared)
 * Context: any thread; blocks for other control calls of the port. Since 2.0.
 */
int rte_eth_dev_info_get(uint16_t port_id, struct rte_eth_dev_info *dev_info);
/** Copy the configuration in force. 0; -ENODEV; -EINVAL NULL. Since 21.11. */
int rte_eth_dev_conf_get(uint16_t port_id, struct rte_eth_conf *dev_conf);
/** Copy the name into @p name, RTE_ETH_NAME_MAX_LEN bytes. 0; -ENODEV; -EINVAL NULL. Since 16.07. */
int rte_eth_dev_get_name_by_port(uint16_t port_id, char *name);
/** Port of exactly this name. 0; -EINVAL NULL; -ENODEV none, *port_id untouched. Since 16.07. */
int rte_eth_dev_get_port_by_name(const char *name, uint16_t *port_id);
/** Memory node nearest to the port; -1 when unknown, or for a bad port (rte_errno EINVAL then, else 0). Since 2.0. */
int rte_eth_dev_socket_id(uint16_t port_id);
/**
 * Firmware version as text. 0; bytes needed when @p fw_size is too small; -ENODEV; -EINVAL NULL with a size; -ENOTSUP;
 * -EIO. Since 17.02.
 */
int rte_eth_dev_fw_version_get(uint16_t port_id, char *fw_version, size_t fw_size);
/**
 * Packet types that the port recognises.
 *
 * @param ptype_mask RTE_PTYPE_* layers that matter
 * @param ptypes room for @p num types; NULL with 0: only count
 * @return number of types that match (more than @p num may exist); 0 also when the driver cannot tell; -ENODEV; -EINVAL NULL
 *   with room. Since 16.04.
 */
int rte_eth_dev_get_supported_ptypes(uint16_t port_id, uint32_t ptype_mask, uint32_t *ptypes, int num);
/**
 * Ask the port to recognise only packet types of some layers, so that it may save the work for others.
 *
 * @param ptype_mask RTE_PTYPE_*_MASK of whole layers; 0: none
 * @param set_ptypes room for @p num types that stay recognised; the list ends with RTE_PTYPE_UNKNOWN if there is room. NULL
 *   with 0: not wanted
 * @return 0, also when the driver cannot choose; -ENODEV; -EINVAL part of a layer, or NULL with room; else the driver's
 *   code. Since 19.11.
 */
int rte_eth_dev_set_ptypes(uint16_t port_id, uint32_t ptype_mask, uint32_t *set_ptypes, unsigned int num);
/** Bring descriptor counts into the port's limits. 0; -ENODEV; -EINVAL NULL. Since 17.08. */
int rte_eth_dev_adjust_nb_rx_tx_desc(uint16_t port_id, uint16_t *nb_rx_desc, uint16_t *nb_tx_desc);
/**
 * 1 best, 0 good enough, -ENOTSUP not usable: packet pools with operations @p pool for this port. -ENODEV; -EINVAL NULL.
 * Since 17.11.
 */
int rte_eth_dev_pool_ops_supported(uint16_t port_id, const char *pool);
/** Security context of the port, NULL when there is none or the port is bad. Since 17.11. */
void *rte_eth_dev_get_sec_ctx(uint16_t port_id);
/** Let the driver print its private state. 0; -ENODEV; -EINVAL NULL; -ENOTSUP; -EIO. Since 22.03. */
int rte_eth_dev_priv_dump(uint16_t port_id, FILE *file);

/** Name of one receive offload bit, "UNKNOWN" for others. Static text. Since 18.02. */
const char *rte_eth_dev_rx_offload_name(uint64_t offload);
/** Name of one transmit offload bit. Since 18.02. */
const char *rte_eth_dev_tx_offload_name(uint64_t offload);
/** Name of one capability bit. Since 21.11. */
const char *rte_eth_dev_capability_name(uint64_t capability);

/**
 * Describe a queue; *qinfo is cleared first.
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL, bad queue or one that is not set up; -ENOTSUP no such operation. Since 2.2.
 */
int rte_eth_rx_queue_info_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_rxq_info *qinfo);
/** As rte_eth_rx_queue_info_get(). Since 2.2. */
int rte_eth_tx_queue_info_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_txq_info *qinfo);
/** Burst function of a queue. 0; -ENODEV; -EINVAL NULL or bad queue; -ENOTSUP; -EIO. Since 19.11. */
int rte_eth_rx_burst_mode_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_burst_mode *mode);
/** As rte_eth_rx_burst_mode_get(). Since 19.11. */
int rte_eth_tx_burst_mode_get(uint16_t port_id, uint16_t queue_id, struct rte_eth_burst_mode *mode);

#ifdef __cplusplus
}
#endif

#endif
