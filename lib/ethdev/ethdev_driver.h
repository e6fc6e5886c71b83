/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ethernet ports, for those who write drivers: the port object, its shared data, the operations, and the calls of a probe.
 *
 * probe:   rte_eth_dev_allocate() (or rte_eth_vdev_allocate()) - fill dev_ops, bursts and data - rte_eth_dev_probing_finish().
 *          The port is shown when the whole attach has succeeded. A probe that fails undoes what it acquired itself and returns
 *          its code; a port that is left reserved is released by the library, with dev_private and addresses.
 * remove:  ports have been stopped and closed through dev_stop and dev_close before; only what belongs to the device is left.
 *
 * All operations of one port run one at a time, under the port's lock, unless an operation says otherwise. An operation
 * must not attach or detach. Events that an operation raises are delivered after the lock is released.
 */
#ifndef ETHDEV_DRIVER_H
#define ETHDEV_DRIVER_H

#include <stdint.h>
#include <stdio.h>

#include <dev_driver.h>
#include <rte_common.h>
#include <rte_config.h>
#include <rte_ethdev.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_memzone;

/** A function that sees bursts; rte_malloc'ed. */
struct rte_eth_rxtx_callback {
	struct rte_eth_rxtx_callback *next;
	union {
		rte_rx_callback_fn rx;
		rte_tx_callback_fn tx;
	} fn;
	void *param;
};

/** What processes share of a port: one row of the port table. Members of the library are written under the port's lock. */
struct rte_eth_dev_data {
	char name[RTE_ETH_NAME_MAX_LEN];

	/** Driver's queue objects, nb_rx_queues entries; NULL: not set up, such a queue gives no packets. */
	void **rx_queues;
	void **tx_queues;
	uint16_t nb_rx_queues;
	uint16_t nb_tx_queues;

	struct rte_eth_dev_sriov sriov;

	void *dev_private;      /**< rte_malloc'ed; freed by the library at close unless set to NULL */

	struct rte_eth_link dev_link; /**< through rte_eth_linkstatus_set() and _get() */
	struct rte_eth_conf dev_conf;
	uint16_t mtu;
	uint32_t min_rx_buf_size;

	uint64_t rx_mbuf_alloc_failed;
	/** rte_malloc'ed; freed at close: set it to NULL there when it is part of dev_private or not from the heap. */
	struct rte_ether_addr *mac_addrs;
	uint64_t mac_pool_sel[RTE_ETH_NUM_RECEIVE_MAC_ADDR];
	struct rte_ether_addr *hash_mac_addrs; /**< as mac_addrs */

	uint16_t port_id;

	__extension__
	uint8_t promiscuous : 1,
		scattered_rx : 1,
		all_multicast : 1,
		dev_started : 1,    /**< the port is STARTED; written by the library */
		lro : 1,
		dev_configured : 1, /**< the configuration is valid; written by the library */
		flow_configured : 1;

	uint8_t rx_queue_state[RTE_MAX_QUEUES_PER_PORT]; /**< RTE_ETH_QUEUE_STATE_* */
	uint8_t tx_queue_state[RTE_MAX_QUEUES_PER_PORT];

	uint32_t dev_flags;     /**< RTE_ETH_DEV_* */
	int numa_node;
	struct rte_vlan_filter_conf vlan_filter_conf;
	uint16_t representor_id;
	uint16_t backer_port_id; /**< port that holds this one's hardware, RTE_MAX_ETHPORTS: none */

	/*
	 * private to the library from here on; also looked at without a lock, when the row may belong to the next port already
	 */
	struct rte_eth_dev_owner owner; /**< under the lock of the port table; id atomic */
	struct rte_dev_life life;
	uint32_t gen;           /**< counts the tenants of this row (atomic) */
} __rte_cache_aligned;

struct eth_dev_ops;

/** A port in this process. */
struct rte_eth_dev {
	/* set by the driver before the port is started; a NULL burst gives and takes nothing */
	eth_rx_burst_t rx_pkt_burst;
	eth_tx_burst_t tx_pkt_burst;
	eth_tx_prep_t tx_pkt_prepare;
	eth_rx_queue_count_t rx_queue_count;
	eth_rx_descriptor_status_t rx_descriptor_status;
	eth_tx_descriptor_status_t tx_descriptor_status;

	struct rte_eth_dev_data *data;
	void *process_private;           /**< driver's data of this process; the driver frees it */
	const struct eth_dev_ops *dev_ops;
	struct rte_device *device;
	struct rte_intr_handle *intr_handle;
	struct rte_eth_dev_cb_list link_intr_cbs; /**< not used */

	/* first function of each queue, RTE_MAX_QUEUES_PER_PORT entries; written under the port's lock */
	struct rte_eth_rxtx_callback **post_rx_burst_cbs;
	struct rte_eth_rxtx_callback **pre_tx_burst_cbs;

	enum rte_eth_dev_state state;    /**< written by the library */
	void *security_ctx;
} __rte_cache_aligned;

/** Ports by number. */
extern struct rte_eth_dev rte_eth_devices[];

/* Operations. int: 0 or -errno unless said otherwise. */

/** Take data->dev_conf and the queue counts into force; the port is not started. */
typedef int (*eth_dev_configure_t)(struct rte_eth_dev *dev);
/** Start; bursts are called only after it has succeeded. */
typedef int (*eth_dev_start_t)(struct rte_eth_dev *dev);
/** Stop; no thread is in a burst any more. A code that is not 0: the port still runs (ignored when the hardware is gone). */
typedef int (*eth_dev_stop_t)(struct rte_eth_dev *dev);
typedef int (*eth_dev_set_link_up_t)(struct rte_eth_dev *dev);
typedef int (*eth_dev_set_link_down_t)(struct rte_eth_dev *dev);
/** Free everything of a stopped port but what the library frees. Queues have been given to rx/tx_queue_release before. */
typedef int (*eth_dev_close_t)(struct rte_eth_dev *dev);
typedef int (*eth_dev_reset_t)(struct rte_eth_dev *dev);
/** 1 when the hardware is gone. */
typedef int (*eth_is_removed_t)(struct rte_eth_dev *dev);

typedef int (*eth_promiscuous_enable_t)(struct rte_eth_dev *dev);
typedef int (*eth_promiscuous_disable_t)(struct rte_eth_dev *dev);
typedef int (*eth_allmulticast_enable_t)(struct rte_eth_dev *dev);
typedef int (*eth_allmulticast_disable_t)(struct rte_eth_dev *dev);

/** Refresh data->dev_link; @p wait_to_complete: a negotiation may be waited for. The result does not matter. */
typedef int (*eth_link_update_t)(struct rte_eth_dev *dev, int wait_to_complete);

typedef int (*eth_stats_get_t)(struct rte_eth_dev *dev, struct rte_eth_stats *stats);
typedef int (*eth_stats_reset_t)(struct rte_eth_dev *dev);
/** The driver's own counters, ids from 0. Returns how many there are; writes only when @p n suffices. */
typedef int (*eth_xstats_get_t)(struct rte_eth_dev *dev, struct rte_eth_xstat *stats, unsigned int n);
typedef int (*eth_xstats_get_by_id_t)(struct rte_eth_dev *dev, const uint64_t *ids, uint64_t *values, unsigned int n);
typedef int (*eth_xstats_reset_t)(struct rte_eth_dev *dev);
typedef int (*eth_xstats_get_names_t)(struct rte_eth_dev *dev, struct rte_eth_xstat_name *xstats_names, unsigned int size);
typedef int (*eth_xstats_get_names_by_id_t)(struct rte_eth_dev *dev, const uint64_t *ids,
					    struct rte_eth_xstat_name *xstats_names, unsigned int size);
typedef int (*eth_queue_stats_mapping_set_t)(struct rte_eth_dev *dev, uint16_t queue_id, uint8_t stat_idx, uint8_t is_rx);

/** Fill what differs from 0 and from the library's defaults. */
typedef int (*eth_dev_infos_get_t)(struct rte_eth_dev *dev, struct rte_eth_dev_info *dev_info);
/** Static array that ends with RTE_PTYPE_UNKNOWN, or NULL. */
typedef const uint32_t *(*eth_dev_supported_ptypes_get_t)(struct rte_eth_dev *dev);
/** Recognise only types of the layers in @p ptype_mask. */
typedef int (*eth_dev_ptypes_set_t)(struct rte_eth_dev *dev, uint32_t ptype_mask);

typedef int (*eth_queue_start_t)(struct rte_eth_dev *dev, uint16_t queue_id);
typedef int (*eth_queue_stop_t)(struct rte_eth_dev *dev, uint16_t queue_id);
/** Make data->rx_queues[rx_queue_id]. */
typedef int (*eth_rx_queue_setup_t)(struct rte_eth_dev *dev, uint16_t rx_queue_id, uint16_t nb_rx_desc, unsigned int socket_id,
				    const struct rte_eth_rxconf *rx_conf, struct rte_mempool *mb_pool);
/** Make data->tx_queues[tx_queue_id]. */
typedef int (*eth_tx_queue_setup_t)(struct rte_eth_dev *dev, uint16_t tx_queue_id, uint16_t nb_tx_desc, unsigned int socket_id,
				    const struct rte_eth_txconf *tx_conf);
/** Free a queue object that is not NULL; no thread is in it. The library sets the entry to NULL. */
typedef void (*eth_queue_release_t)(struct rte_eth_dev *dev, uint16_t queue_id);
typedef int (*eth_rx_enable_intr_t)(struct rte_eth_dev *dev, uint16_t rx_queue_id);
typedef int (*eth_rx_disable_intr_t)(struct rte_eth_dev *dev, uint16_t rx_queue_id);
/** Returns packets freed. Called by the polling thread, without the port's lock. */
typedef int (*eth_tx_done_cleanup_t)(void *txq, uint32_t free_cnt);
typedef void (*eth_rxq_info_get_t)(struct rte_eth_dev *dev, uint16_t rx_queue_id, struct rte_eth_rxq_info *qinfo);
typedef void (*eth_txq_info_get_t)(struct rte_eth_dev *dev, uint16_t tx_queue_id, struct rte_eth_txq_info *qinfo);
typedef int (*eth_burst_mode_get_t)(struct rte_eth_dev *dev, uint16_t queue_id, struct rte_eth_burst_mode *mode);

/** Returns 0, or the bytes needed when @p fw_size is too small. */
typedef int (*eth_fw_version_get_t)(struct rte_eth_dev *dev, char *fw_version, size_t fw_size);
typedef int (*mtu_set_t)(struct rte_eth_dev *dev, uint16_t mtu);

typedef int (*vlan_filter_set_t)(struct rte_eth_dev *dev, uint16_t vlan_id, int on);
typedef int (*vlan_tpid_set_t)(struct rte_eth_dev *dev, enum rte_vlan_type type, uint16_t tpid);
/** data->dev_conf.rxmode.offloads holds the new offloads; @p mask tells which of them changed (RTE_ETH_VLAN_*_MASK). */
typedef int (*vlan_offload_set_t)(struct rte_eth_dev *dev, int mask);
typedef int (*vlan_pvid_set_t)(struct rte_eth_dev *dev, uint16_t vlan_id, int on);
typedef void (*vlan_strip_queue_set_t)(struct rte_eth_dev *dev, uint16_t rx_queue_id, int on);

typedef int (*flow_ctrl_get_t)(struct rte_eth_dev *dev, struct rte_eth_fc_conf *fc_conf);
typedef int (*flow_ctrl_set_t)(struct rte_eth_dev *dev, struct rte_eth_fc_conf *fc_conf);
typedef int (*priority_flow_ctrl_set_t)(struct rte_eth_dev *dev, struct rte_eth_pfc_conf *pfc_conf);
typedef int (*eth_get_dcb_info)(struct rte_eth_dev *dev, struct rte_eth_dcb_info *dcb_info);

typedef int (*reta_update_t)(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size);
typedef int (*reta_query_t)(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size);
typedef int (*rss_hash_update_t)(struct rte_eth_dev *dev, struct rte_eth_rss_conf *rss_conf);
typedef int (*rss_hash_conf_get_t)(struct rte_eth_dev *dev, struct rte_eth_rss_conf *rss_conf);

/** @p index: place in data->mac_addrs that the library fills afterwards. */
typedef int (*eth_mac_addr_add_t)(struct rte_eth_dev *dev, struct rte_ether_addr *mac_addr, uint32_t index, uint32_t vmdq);
typedef void (*eth_mac_addr_remove_t)(struct rte_eth_dev *dev, uint32_t index);
typedef int (*eth_mac_addr_set_t)(struct rte_eth_dev *dev, struct rte_ether_addr *mac_addr);
typedef int (*eth_set_mc_addr_list_t)(struct rte_eth_dev *dev, struct rte_ether_addr *mc_addr_set, uint32_t nb_mc_addr);
typedef int (*eth_uc_hash_table_set_t)(struct rte_eth_dev *dev, struct rte_ether_addr *mac_addr, uint8_t on);
typedef int (*eth_uc_all_hash_table_set_t)(struct rte_eth_dev *dev, uint8_t on);

typedef int (*eth_dev_led_on_t)(struct rte_eth_dev *dev);
typedef int (*eth_dev_led_off_t)(struct rte_eth_dev *dev);
typedef int (*eth_get_reg_t)(struct rte_eth_dev *dev, struct rte_dev_reg_info *info);
typedef int (*eth_get_eeprom_length_t)(struct rte_eth_dev *dev);
typedef int (*eth_get_eeprom_t)(struct rte_eth_dev *dev, struct rte_dev_eeprom_info *info);
typedef int (*eth_set_eeprom_t)(struct rte_eth_dev *dev, struct rte_dev_eeprom_info *info);
typedef int (*eth_get_module_info_t)(struct rte_eth_dev *dev, struct rte_eth_dev_module_info *modinfo);
typedef int (*eth_get_module_eeprom_t)(struct rte_eth_dev *dev, struct rte_dev_eeprom_info *info);
typedef int (*eth_fec_get_capability_t)(struct rte_eth_dev *dev, struct rte_eth_fec_capa *speed_fec_capa, unsigned int num);
typedef int (*eth_fec_get_t)(struct rte_eth_dev *dev, uint32_t *fec_capa);
typedef int (*eth_fec_set_t)(struct rte_eth_dev *dev, uint32_t fec_capa);
typedef int (*eth_timesync_enable_t)(struct rte_eth_dev *dev);
typedef int (*eth_timesync_disable_t)(struct rte_eth_dev *dev);
typedef int (*eth_timesync_read_rx_timestamp_t)(struct rte_eth_dev *dev, struct timespec *timestamp, uint32_t flags);
typedef int (*eth_timesync_read_tx_timestamp_t)(struct rte_eth_dev *dev, struct timespec *timestamp);
typedef int (*eth_timesync_adjust_time)(struct rte_eth_dev *dev, int64_t delta);
typedef int (*eth_timesync_read_time)(struct rte_eth_dev *dev, struct timespec *timestamp);
typedef int (*eth_timesync_write_time)(struct rte_eth_dev *dev, const struct timespec *timestamp);
typedef int (*eth_read_clock)(struct rte_eth_dev *dev, uint64_t *timestamp);
typedef int (*eth_udp_tunnel_port_add_t)(struct rte_eth_dev *dev, struct rte_eth_udp_tunnel *tunnel_udp);
typedef int (*eth_udp_tunnel_port_del_t)(struct rte_eth_dev *dev, struct rte_eth_udp_tunnel *tunnel_udp);
typedef int (*eth_set_queue_rate_limit_t)(struct rte_eth_dev *dev, uint16_t queue_idx, uint32_t tx_rate);
/** 1 best, 0 good enough, -ENOTSUP. */
typedef int (*eth_pool_ops_supported_t)(struct rte_eth_dev *dev, const char *pool);
typedef int (*eth_dev_priv_dump_t)(struct rte_eth_dev *dev, FILE *file);

/** Operations of a driver; NULL: not supported. */
struct eth_dev_ops {
	eth_dev_configure_t dev_configure;
	eth_dev_start_t dev_start;
	eth_dev_stop_t dev_stop;
	eth_dev_set_link_up_t dev_set_link_up;
	eth_dev_set_link_down_t dev_set_link_down;
	eth_dev_close_t dev_close;
	eth_dev_reset_t dev_reset;
	eth_link_update_t link_update;
	eth_is_removed_t is_removed;

	eth_promiscuous_enable_t promiscuous_enable;
	eth_promiscuous_disable_t promiscuous_disable;
	eth_allmulticast_enable_t allmulticast_enable;
	eth_allmulticast_disable_t allmulticast_disable;
	eth_mac_addr_remove_t mac_addr_remove;
	eth_mac_addr_add_t mac_addr_add;
	eth_mac_addr_set_t mac_addr_set;
	eth_set_mc_addr_list_t set_mc_addr_list;
	mtu_set_t mtu_set;

	eth_stats_get_t stats_get;
	eth_stats_reset_t stats_reset;
	eth_xstats_get_t xstats_get;
	eth_xstats_reset_t xstats_reset;
	eth_xstats_get_names_t xstats_get_names;
	eth_queue_stats_mapping_set_t queue_stats_mapping_set;
	eth_xstats_get_by_id_t xstats_get_by_id;
	eth_xstats_get_names_by_id_t xstats_get_names_by_id;

	eth_dev_infos_get_t dev_infos_get;
	eth_rxq_info_get_t rxq_info_get;
	eth_txq_info_get_t txq_info_get;
	eth_burst_mode_get_t rx_burst_mode_get;
	eth_burst_mode_get_t tx_burst_mode_get;
	eth_fw_version_get_t fw_version_get;
	eth_dev_supported_ptypes_get_t dev_supported_ptypes_get;
	eth_dev_ptypes_set_t dev_ptypes_set;

	vlan_filter_set_t vlan_filter_set;
	vlan_tpid_set_t vlan_tpid_set;
	vlan_strip_queue_set_t vlan_strip_queue_set;
	vlan_offload_set_t vlan_offload_set;
	vlan_pvid_set_t vlan_pvid_set;

	eth_queue_start_t rx_queue_start;
	eth_queue_stop_t rx_queue_stop;
	eth_queue_start_t tx_queue_start;
	eth_queue_stop_t tx_queue_stop;
	eth_rx_queue_setup_t rx_queue_setup;
	eth_queue_release_t rx_queue_release;
	eth_rx_enable_intr_t rx_queue_intr_enable;
	eth_rx_disable_intr_t rx_queue_intr_disable;
	eth_tx_queue_setup_t tx_queue_setup;
	eth_queue_release_t tx_queue_release;
	eth_tx_done_cleanup_t tx_done_cleanup;

	eth_dev_led_on_t dev_led_on;
	eth_dev_led_off_t dev_led_off;
	flow_ctrl_get_t flow_ctrl_get;
	flow_ctrl_set_t flow_ctrl_set;
	priority_flow_ctrl_set_t priority_flow_ctrl_set;
	eth_uc_hash_table_set_t uc_hash_table_set;
	eth_uc_all_hash_table_set_t uc_all_hash_table_set;
	eth_udp_tunnel_port_add_t udp_tunnel_port_add;
	eth_udp_tunnel_port_del_t udp_tunnel_port_del;
	eth_set_queue_rate_limit_t set_queue_rate_limit;
	rss_hash_update_t rss_hash_update;
	rss_hash_conf_get_t rss_hash_conf_get;
	reta_update_t reta_update;
	reta_query_t reta_query;

	eth_get_reg_t get_reg;
	eth_get_eeprom_length_t get_eeprom_length;
	eth_get_eeprom_t get_eeprom;
	eth_set_eeprom_t set_eeprom;
	eth_get_module_info_t get_module_info;
	eth_get_module_eeprom_t get_module_eeprom;
	eth_get_dcb_info get_dcb_info;
	eth_fec_get_capability_t fec_get_capability;
	eth_fec_get_t fec_get;
	eth_fec_set_t fec_set;
	eth_timesync_enable_t timesync_enable;
	eth_timesync_disable_t timesync_disable;
	eth_timesync_read_rx_timestamp_t timesync_read_rx_timestamp;
	eth_timesync_read_tx_timestamp_t timesync_read_tx_timestamp;
	eth_timesync_adjust_time timesync_adjust_time;
	eth_timesync_read_time timesync_read_time;
	eth_timesync_write_time timesync_write_time;
	eth_read_clock read_clock;
	eth_pool_ops_supported_t pool_ops_supported;
	eth_dev_priv_dump_t eth_dev_priv_dump;
};

/**
 * Reserve a port for the device that is being probed: the lowest free number. It is invisible until the attach succeeds.
 *
 * @param name unique, 1 to RTE_ETH_NAME_MAX_LEN - 1 characters
 * @return port with MTU 1500 and everything else 0, or NULL with rte_errno: EINVAL bad name; EEXIST name in use; ENOSPC no
 *   number free; ENOMEM
 * Context: a driver's probe, or anywhere else outside of callbacks. Since 2.0.
 */
struct rte_eth_dev *rte_eth_dev_allocate(const char *name);
/**
 * rte_eth_dev_allocate() for a device: the port has its name and node, and private data of @p private_data_size bytes (0: none).
 *
 * @return port, or NULL with rte_errno as rte_eth_dev_allocate(); EINVAL for NULL.
 */
struct rte_eth_dev *rte_eth_device_allocate(struct rte_device *device, size_t private_data_size);
/** Reserved or usable port of this name in this process, or NULL. Since 2.0. */
struct rte_eth_dev *rte_eth_dev_allocated(const char *name);
/**
 * In a secondary process: bind to the primary's port of this name. NULL: rte_errno EINVAL bad name, ENODEV none. Since 17.05.
 */
struct rte_eth_dev *rte_eth_dev_attach_secondary(const char *name);
/**
 * The port is complete. Inside an attach it is shown when that commits; elsewhere at once, and NEW is delivered before the
 * call returns. NULL is ignored. Since 18.05.
 */
void rte_eth_dev_probing_finish(struct rte_eth_dev *eth_dev);
/**
 * Give a port up without its driver's operations: its memory is freed. A reserved port becomes free; a usable one is closed
 * (DESTROY) and, outside of a detach, becomes free; a closed one stays as it is.
 *
 * @return 0; -EINVAL NULL. Since 2.0.
 */
int rte_eth_dev_release_port(struct rte_eth_dev *eth_dev);

/** Sets up what a kind of bus needs. */
typedef int (*ethdev_bus_specific_init)(struct rte_eth_dev *ethdev, void *bus_init_params);
/** Sets up the port. */
typedef int (*ethdev_init_t)(struct rte_eth_dev *ethdev, void *init_params);
/** Opposite of ethdev_init_t. */
typedef int (*ethdev_uninit_t)(struct rte_eth_dev *ethdev);

/**
 * Allocate, initialise and finish a port.
 *
 * @param device device behind it
 * @param priv_data_size bytes of dev_private, 0: none
 * @param bus_specific_init called first, or NULL
 * @param ethdev_init called then
 * @return 0; -EINVAL NULL; -ENODEV no port; -ENOMEM; else the code of an initialiser, everything undone. Since 18.05.
 */
int rte_eth_dev_create(struct rte_device *device, const char *name, size_t priv_data_size,
		       ethdev_bus_specific_init bus_specific_init, void *bus_init_params, ethdev_init_t ethdev_init,
		       void *init_params);
/**
 * Uninitialise and release a port. 0; -ENODEV NULL or not in use; -EINVAL no function; else its code, nothing done. Since 18.05.
 */
int rte_eth_dev_destroy(struct rte_eth_dev *ethdev, ethdev_uninit_t ethdev_uninit);

/**
 * Raise an event.
 *
 * From inside an operation or an attach or detach it is delivered when the lock is released; from a driver's interrupt
 * handler on rte-work, unless @p ret_param wants an answer; else at once. Events of a port that is not shown are dropped.
 *
 * @param ret_param data of the event, or NULL. When delivery is put off, descriptions of MACSEC and IPSEC events are
 *   copied, and other events arrive with NULL.
 * @return result of the last function that was told, 0 when none was or delivery was put off. Since 20.11.
 */
int rte_eth_dev_callback_process(struct rte_eth_dev *dev, enum rte_eth_event_type event, void *ret_param);

/**
 * Take a port that is not started back to where it was before it was configured: queues released. -EBUSY started. Since 20.11.
 */
int rte_eth_dev_internal_reset(struct rte_eth_dev *dev);

/**
 * Reserve memory for a ring, or find the one that was reserved for it before (it must fit).
 *
 * @param name kind of ring
 * @param size bytes
 * @param align power of two, 0: a cache line
 * @return zone, or NULL with rte_errno: ENAMETOOLONG; EINVAL the one found does not fit; else of
 *   rte_memzone_reserve_aligned(). Since 2.2.
 */
const struct rte_memzone *rte_eth_dma_zone_reserve(const struct rte_eth_dev *eth_dev, const char *name, uint16_t queue_id,
						   size_t size, unsigned int align, int socket_id);
/** Free a ring's memory. 0; -ENOENT none; -ENAMETOOLONG. Since 20.08. */
int rte_eth_dma_zone_free(const struct rte_eth_dev *eth_dev, const char *name, uint16_t queue_id);

/** A burst function that gives and takes nothing. Since 22.03. */
uint16_t rte_eth_pkt_burst_dummy(void *queue, struct rte_mbuf **pkts, uint16_t nb_pkts);

union ethdev_link_word {
	struct rte_eth_link link;
	uint64_t word;
};

/** Store a link state in one piece. 0 when the link went up or down by it, -1 when it is as it was. Since 18.05. */
static inline int
rte_eth_linkstatus_set(struct rte_eth_dev *dev, const struct rte_eth_link *new_link)
{
	union ethdev_link_word now, before;

	now.word = 0;
	now.link = *new_link;
	before.word = __atomic_exchange_n((uint64_t *)(void *)&dev->data->dev_link, now.word, __ATOMIC_SEQ_CST);
	return before.link.link_status == now.link.link_status ? -1 : 0;
}

/** Read a link state in one piece. Since 18.05. */
static inline void
rte_eth_linkstatus_get(const struct rte_eth_dev *dev, struct rte_eth_link *link)
{
	union ethdev_link_word now;

	now.word = __atomic_load_n((uint64_t *)(void *)&dev->data->dev_link, __ATOMIC_SEQ_CST);
	*link = now.link;
}

#ifdef __cplusplus
}
#endif

#endif
