/* SPDX-License-Identifier: BSD-3-Clause */
/* What an application asks of a port and its queues: modes, offloads, pools, thresholds. */
#ifndef RTE_ETH_CONF_H
#define RTE_ETH_CONF_H

#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_eth_rss.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_mempool;

/* Receive offloads. Since 17.11; spelled DEV_RX_OFFLOAD_* before 21.11. */
#define RTE_ETH_RX_OFFLOAD_VLAN_STRIP RTE_BIT64(0)
#define RTE_ETH_RX_OFFLOAD_IPV4_CKSUM RTE_BIT64(1)
#define RTE_ETH_RX_OFFLOAD_UDP_CKSUM RTE_BIT64(2)
#define RTE_ETH_RX_OFFLOAD_TCP_CKSUM RTE_BIT64(3)
#define RTE_ETH_RX_OFFLOAD_TCP_LRO RTE_BIT64(4)
#define RTE_ETH_RX_OFFLOAD_QINQ_STRIP RTE_BIT64(5)
#define RTE_ETH_RX_OFFLOAD_OUTER_IPV4_CKSUM RTE_BIT64(6)
#define RTE_ETH_RX_OFFLOAD_MACSEC_STRIP RTE_BIT64(7)
#define RTE_ETH_RX_OFFLOAD_VLAN_FILTER RTE_BIT64(9)
#define RTE_ETH_RX_OFFLOAD_VLAN_EXTEND RTE_BIT64(10)
#define RTE_ETH_RX_OFFLOAD_SCATTER RTE_BIT64(13)
#define RTE_ETH_RX_OFFLOAD_TIMESTAMP RTE_BIT64(14)
#define RTE_ETH_RX_OFFLOAD_SECURITY RTE_BIT64(15)
#define RTE_ETH_RX_OFFLOAD_KEEP_CRC RTE_BIT64(16)
#define RTE_ETH_RX_OFFLOAD_SCTP_CKSUM RTE_BIT64(17)
#define RTE_ETH_RX_OFFLOAD_OUTER_UDP_CKSUM RTE_BIT64(18)
#define RTE_ETH_RX_OFFLOAD_RSS_HASH RTE_BIT64(19)
#define RTE_ETH_RX_OFFLOAD_BUFFER_SPLIT RTE_BIT64(20)

#define RTE_ETH_RX_OFFLOAD_CHECKSUM                                                                           \
	(RTE_ETH_RX_OFFLOAD_IPV4_CKSUM | RTE_ETH_RX_OFFLOAD_UDP_CKSUM | RTE_ETH_RX_OFFLOAD_TCP_CKSUM)
#define RTE_ETH_RX_OFFLOAD_VLAN                                                                               \
	(RTE_ETH_RX_OFFLOAD_VLAN_STRIP | RTE_ETH_RX_OFFLOAD_VLAN_FILTER | RTE_ETH_RX_OFFLOAD_VLAN_EXTEND |      \
	 RTE_ETH_RX_OFFLOAD_QINQ_STRIP)

/* Transmit offloads. */
#define RTE_ETH_TX_OFFLOAD_VLAN_INSERT RTE_BIT64(0)
#define RTE_ETH_TX_OFFLOAD_IPV4_CKSUM RTE_BIT64(1)
#define RTE_ETH_TX_OFFLOAD_UDP_CKSUM RTE_BIT64(2)
#define RTE_ETH_TX_OFFLOAD_TCP_CKSUM RTE_BIT64(3)
#define RTE_ETH_TX_OFFLOAD_SCTP_CKSUM RTE_BIT64(4)
#define RTE_ETH_TX_OFFLOAD_TCP_TSO RTE_BIT64(5)
#define RTE_ETH_TX_OFFLOAD_UDP_TSO RTE_BIT64(6)
#define RTE_ETH_TX_OFFLOAD_OUTER_IPV4_CKSUM RTE_BIT64(7)
#define RTE_ETH_TX_OFFLOAD_QINQ_INSERT RTE_BIT64(8)
#define RTE_ETH_TX_OFFLOAD_VXLAN_TNL_TSO RTE_BIT64(9)
#define RTE_ETH_TX_OFFLOAD_GRE_TNL_TSO RTE_BIT64(10)
#define RTE_ETH_TX_OFFLOAD_IPIP_TNL_TSO RTE_BIT64(11)
#define RTE_ETH_TX_OFFLOAD_GENEVE_TNL_TSO RTE_BIT64(12)
#define RTE_ETH_TX_OFFLOAD_MACSEC_INSERT RTE_BIT64(13)
/** Several threads may send on one queue without a lock. */
#define RTE_ETH_TX_OFFLOAD_MT_LOCKFREE RTE_BIT64(14)
#define RTE_ETH_TX_OFFLOAD_MULTI_SEGS RTE_BIT64(15)
/** All packets of a queue come from one pool and are referenced once. */
#define RTE_ETH_TX_OFFLOAD_MBUF_FAST_FREE RTE_BIT64(16)
#define RTE_ETH_TX_OFFLOAD_SECURITY RTE_BIT64(17)
#define RTE_ETH_TX_OFFLOAD_UDP_TNL_TSO RTE_BIT64(18)
#define RTE_ETH_TX_OFFLOAD_IP_TNL_TSO RTE_BIT64(19)
#define RTE_ETH_TX_OFFLOAD_OUTER_UDP_CKSUM RTE_BIT64(20)
#define RTE_ETH_TX_OFFLOAD_SEND_ON_TIMESTAMP RTE_BIT64(21)

/* Sizes of the tables below. */
#define RTE_ETH_DCB_NUM_USER_PRIORITIES 8
#define RTE_ETH_VMDQ_DCB_NUM_QUEUES 128
#define RTE_ETH_DCB_NUM_QUEUES 128
#define RTE_ETH_DCB_NUM_TCS 8
#define RTE_ETH_MAX_VMDQ_POOL 64
#define RTE_ETH_VMDQ_MAX_VLAN_FILTERS 64
#define RTE_ETH_NUM_RECEIVE_MAC_ADDR 128
#define RTE_ETH_VMDQ_NUM_UC_HASH_ARRAY 128

#define RTE_ETH_DCB_PG_SUPPORT RTE_BIT32(0)
#define RTE_ETH_DCB_PFC_SUPPORT RTE_BIT32(1)

/* What a VMDq pool accepts. */
#define RTE_ETH_VMDQ_ACCEPT_UNTAG RTE_BIT32(0)
#define RTE_ETH_VMDQ_ACCEPT_HASH_MC RTE_BIT32(1)
#define RTE_ETH_VMDQ_ACCEPT_HASH_UC RTE_BIT32(2)
#define RTE_ETH_VMDQ_ACCEPT_BROADCAST RTE_BIT32(3)
#define RTE_ETH_VMDQ_ACCEPT_MULTICAST RTE_BIT32(4)

#define RTE_ETH_MQ_RX_RSS_FLAG RTE_BIT32(0)
#define RTE_ETH_MQ_RX_DCB_FLAG RTE_BIT32(1)
#define RTE_ETH_MQ_RX_VMDQ_FLAG RTE_BIT32(2)

/** How received packets are spread over queues. Since 2.0. */
enum rte_eth_rx_mq_mode {
	RTE_ETH_MQ_RX_NONE = 0,
	RTE_ETH_MQ_RX_RSS = RTE_ETH_MQ_RX_RSS_FLAG,
	RTE_ETH_MQ_RX_DCB = RTE_ETH_MQ_RX_DCB_FLAG,
	RTE_ETH_MQ_RX_DCB_RSS = RTE_ETH_MQ_RX_RSS_FLAG | RTE_ETH_MQ_RX_DCB_FLAG,
	RTE_ETH_MQ_RX_VMDQ_ONLY = RTE_ETH_MQ_RX_VMDQ_FLAG,
	RTE_ETH_MQ_RX_VMDQ_RSS = RTE_ETH_MQ_RX_RSS_FLAG | RTE_ETH_MQ_RX_VMDQ_FLAG,
	RTE_ETH_MQ_RX_VMDQ_DCB = RTE_ETH_MQ_RX_VMDQ_FLAG | RTE_ETH_MQ_RX_DCB_FLAG,
	RTE_ETH_MQ_RX_VMDQ_DCB_RSS = RTE_ETH_MQ_RX_RSS_FLAG | RTE_ETH_MQ_RX_DCB_FLAG | RTE_ETH_MQ_RX_VMDQ_FLAG,
};

/** How packets are taken from several transmit queues. Since 2.0. */
enum rte_eth_tx_mq_mode {
	RTE_ETH_MQ_TX_NONE = 0,
	RTE_ETH_MQ_TX_DCB,
	RTE_ETH_MQ_TX_VMDQ_DCB,
	RTE_ETH_MQ_TX_VMDQ_ONLY,
};

/** Receive side of a port. Reserved members must be 0. Since 2.0, this layout since 22.11. */
struct rte_eth_rxmode {
	enum rte_eth_rx_mq_mode mq_mode;
	uint32_t mtu;              /**< bytes; 0: 1500 or the port's maximum, whichever is less */
	uint32_t max_lro_pkt_size; /**< bytes; 0: the longest frame */
	uint64_t offloads;         /**< RTE_ETH_RX_OFFLOAD_* for every queue */
	uint64_t reserved_64s[2];
	void *reserved_ptrs[2];
};

/** Transmit side of a port. Since 2.0, this layout since 22.11. */
struct rte_eth_txmode {
	enum rte_eth_tx_mq_mode mq_mode;
	uint64_t offloads; /**< RTE_ETH_TX_OFFLOAD_* for every queue */
	uint16_t pvid;     /**< port's VLAN id */
	__extension__
	uint8_t hw_vlan_reject_tagged : 1,
		hw_vlan_reject_untagged : 1,
		hw_vlan_insert_pvid : 1;
	uint64_t reserved_64s[2];
	void *reserved_ptrs[2];
};

enum rte_eth_nb_tcs {
	RTE_ETH_4_TCS = 4,
	RTE_ETH_8_TCS = 8
};

enum rte_eth_nb_pools {
	RTE_ETH_8_POOLS = 8,
	RTE_ETH_16_POOLS = 16,
	RTE_ETH_32_POOLS = 32,
	RTE_ETH_64_POOLS = 64
};

struct rte_eth_dcb_rx_conf {
	enum rte_eth_nb_tcs nb_tcs;
	uint8_t dcb_tc[RTE_ETH_DCB_NUM_USER_PRIORITIES]; /**< traffic class of each user priority */
};

struct rte_eth_vmdq_dcb_tx_conf {
	enum rte_eth_nb_pools nb_queue_pools;
	uint8_t dcb_tc[RTE_ETH_DCB_NUM_USER_PRIORITIES];
};

struct rte_eth_dcb_tx_conf {
	enum rte_eth_nb_tcs nb_tcs;
	uint8_t dcb_tc[RTE_ETH_DCB_NUM_USER_PRIORITIES];
};

struct rte_eth_vmdq_tx_conf {
	enum rte_eth_nb_pools nb_queue_pools;
};

struct rte_eth_vmdq_dcb_conf {
	enum rte_eth_nb_pools nb_queue_pools;
	uint8_t enable_default_pool;
	uint8_t default_pool;
	uint8_t nb_pool_maps;
	struct {
		uint16_t vlan_id;
		uint64_t pools; /**< bit mask of the pools that get the VLAN */
	} pool_map[RTE_ETH_VMDQ_MAX_VLAN_FILTERS];
	uint8_t dcb_tc[RTE_ETH_DCB_NUM_USER_PRIORITIES];
};

struct rte_eth_vmdq_rx_conf {
	enum rte_eth_nb_pools nb_queue_pools;
	uint8_t enable_default_pool;
	uint8_t default_pool;
	uint8_t enable_loop_back;
	uint8_t nb_pool_maps;
	uint32_t rx_mode; /**< RTE_ETH_VMDQ_ACCEPT_* */
	struct {
		uint16_t vlan_id;
		uint64_t pools;
	} pool_map[RTE_ETH_VMDQ_MAX_VLAN_FILTERS];
};

/** Which events raise an interrupt. Since 2.0; rxq 2.1, rmv 17.05. */
struct rte_eth_intr_conf {
	uint32_t lsc : 1; /**< link state changes */
	uint32_t rxq : 1; /**< packets arrive */
	uint32_t rmv : 1; /**< the device is removed */
};

/** Configuration of a port; zero is a valid one. Since 2.0, this layout since 22.11. */
struct rte_eth_conf {
	uint32_t link_speeds; /**< RTE_ETH_LINK_SPEED_*; 0: negotiate all */
	struct rte_eth_rxmode rxmode;
	struct rte_eth_txmode txmode;
	uint32_t lpbk_mode;   /**< loopback, driver's meaning; 0: off */
	struct {
		struct rte_eth_rss_conf rss_conf;
		struct rte_eth_vmdq_dcb_conf vmdq_dcb_conf;
		struct rte_eth_dcb_rx_conf dcb_rx_conf;
		struct rte_eth_vmdq_rx_conf vmdq_rx_conf;
	} rx_adv_conf;
	union {
		struct rte_eth_vmdq_dcb_tx_conf vmdq_dcb_tx_conf;
		struct rte_eth_dcb_tx_conf dcb_tx_conf;
		struct rte_eth_vmdq_tx_conf vmdq_tx_conf;
	} tx_adv_conf;
	uint32_t dcb_capability_en; /**< RTE_ETH_DCB_*_SUPPORT */
	struct rte_eth_intr_conf intr_conf;
};

/** Thresholds of a ring (prefetch, host, write-back). Since 2.0. */
struct rte_eth_thresh {
	uint8_t pthresh;
	uint8_t hthresh;
	uint8_t wthresh;
};

/** One segment of a split receive buffer. Since 20.11. */
struct rte_eth_rxseg_split {
	struct rte_mempool *mp;
	uint16_t length;     /**< bytes; 0: what the pool's buffers hold */
	uint16_t offset;     /**< bytes left free in front */
	uint32_t proto_hdr;  /**< RTE_PTYPE_* up to which the segment reaches */
};

union rte_eth_rxseg {
	struct rte_eth_rxseg_split split;
};

/** Settings of a receive queue. Since 2.0, this layout since 22.11. */
struct rte_eth_rxconf {
	struct rte_eth_thresh rx_thresh;
	uint16_t rx_free_thresh;
	uint8_t rx_drop_en;        /**< drop packets when no descriptor is free */
	uint8_t rx_deferred_start; /**< the queue does not start with the port */
	uint16_t rx_nseg;          /**< entries of rx_seg */
	uint16_t share_group;
	uint16_t share_qid;
	uint64_t offloads;         /**< RTE_ETH_RX_OFFLOAD_* of this queue alone */
	union rte_eth_rxseg *rx_seg;
	struct rte_mempool **rx_mempools;
	uint16_t rx_nmempool;      /**< entries of rx_mempools */
	uint64_t reserved_64s[2];
	void *reserved_ptrs[2];
};

/** Settings of a transmit queue. Since 2.0, this layout since 22.11. */
struct rte_eth_txconf {
	struct rte_eth_thresh tx_thresh;
	uint16_t tx_rs_thresh;
	uint16_t tx_free_thresh;
	uint8_t tx_deferred_start; /**< the queue does not start with the port */
	uint64_t offloads;         /**< RTE_ETH_TX_OFFLOAD_* of this queue alone */
	uint64_t reserved_64s[2];
	void *reserved_ptrs[2];
};

/** Direct connection of a receive and a transmit queue inside the device. Since 19.11. */
#define RTE_ETH_MAX_HAIRPIN_PEERS 32

struct rte_eth_hairpin_queue_cap {
	uint32_t locked_device_memory : 1;
	uint32_t rte_memory : 1;
	uint32_t reserved : 30;
};

struct rte_eth_hairpin_cap {
	uint16_t max_nb_queues;
	uint16_t max_rx_2_tx;
	uint16_t max_tx_2_rx;
	uint16_t max_nb_desc;
	struct rte_eth_hairpin_queue_cap rx_cap;
	struct rte_eth_hairpin_queue_cap tx_cap;
};

struct rte_eth_hairpin_peer {
	uint16_t port;
	uint16_t queue;
};

struct rte_eth_hairpin_conf {
	uint32_t peer_count : 16;
	uint32_t tx_explicit : 1;
	uint32_t manual_bind : 1;
	uint32_t use_locked_device_memory : 1;
	uint32_t use_rte_memory : 1;
	uint32_t force_memory : 1;
	uint32_t reserved : 11;
	struct rte_eth_hairpin_peer peers[RTE_ETH_MAX_HAIRPIN_PEERS];
};

/** Kinds of tunnels whose UDP ports a device can recognise. Since 2.0. */
enum rte_eth_tunnel_type {
	RTE_ETH_TUNNEL_TYPE_NONE = 0,
	RTE_ETH_TUNNEL_TYPE_VXLAN,
	RTE_ETH_TUNNEL_TYPE_GENEVE,
	RTE_ETH_TUNNEL_TYPE_TEREDO,
	RTE_ETH_TUNNEL_TYPE_NVGRE,
	RTE_ETH_TUNNEL_TYPE_IP_IN_GRE,
	RTE_ETH_L2_TUNNEL_TYPE_E_TAG,
	RTE_ETH_TUNNEL_TYPE_VXLAN_GPE,
	RTE_ETH_TUNNEL_TYPE_ECPRI,
	RTE_ETH_TUNNEL_TYPE_MAX,
};

/** A UDP port that carries a kind of tunnel. Since 2.0. */
struct rte_eth_udp_tunnel {
	uint16_t udp_port;
	uint8_t prot_type; /**< enum rte_eth_tunnel_type */
};

#ifdef __cplusplus
}
#endif

#endif
