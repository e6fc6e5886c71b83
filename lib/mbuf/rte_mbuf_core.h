/* SPDX-License-Identifier: BSD-3-Clause */
/* The packet buffer: its layout, its flags, and the macros that lead to packet data. */
#ifndef _RTE_MBUF_CORE_H_
#define _RTE_MBUF_CORE_H_

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Flags of rte_mbuf::ol_flags. Receive flags tell what the device found, transmit flags ask it for work. Free for dynamic
 * flags are the bits from FIRST_FREE to LAST_FREE.
 */

#define RTE_MBUF_F_RX_VLAN (1ULL << 0)          /**< the packet was tagged, vlan_tci is its tag */
#define RTE_MBUF_F_RX_RSS_HASH (1ULL << 1)      /**< hash.rss is valid */
#define RTE_MBUF_F_RX_FDIR (1ULL << 2)          /**< a flow director rule matched */
#define RTE_MBUF_F_RX_L4_CKSUM_BAD (1ULL << 3)
#define RTE_MBUF_F_RX_IP_CKSUM_BAD (1ULL << 4)
#define RTE_MBUF_F_RX_OUTER_IP_CKSUM_BAD (1ULL << 5)
#define RTE_MBUF_F_RX_VLAN_STRIPPED (1ULL << 6) /**< the tag was taken out of the data; RX_VLAN is set too */
#define RTE_MBUF_F_RX_IP_CKSUM_GOOD (1ULL << 7)
#define RTE_MBUF_F_RX_L4_CKSUM_GOOD (1ULL << 8)
#define RTE_MBUF_F_RX_IEEE1588_PTP (1ULL << 9)
#define RTE_MBUF_F_RX_IEEE1588_TMST (1ULL << 10)
#define RTE_MBUF_F_RX_FDIR_ID (1ULL << 13)      /**< hash.fdir.hi is the rule's number */
#define RTE_MBUF_F_RX_FDIR_FLX (1ULL << 14)     /**< hash.fdir holds packet bytes */
#define RTE_MBUF_F_RX_QINQ_STRIPPED (1ULL << 15) /**< both tags were taken out; VLAN, VLAN_STRIPPED and QINQ are set too */
#define RTE_MBUF_F_RX_LRO (1ULL << 16)          /**< several packets were coalesced, tso_segsz is the segment size */
#define RTE_MBUF_F_RX_SEC_OFFLOAD (1ULL << 18)
#define RTE_MBUF_F_RX_SEC_OFFLOAD_FAILED (1ULL << 19)
#define RTE_MBUF_F_RX_QINQ (1ULL << 20)         /**< vlan_tci_outer is the outer tag */
#define RTE_MBUF_F_RX_OUTER_L4_CKSUM_BAD (1ULL << 21)
#define RTE_MBUF_F_RX_OUTER_L4_CKSUM_GOOD (1ULL << 22)

/* What is known of a checksum: nothing, it is wrong, it is right, or it is wrong in the data although the content is sound. */
#define RTE_MBUF_F_RX_IP_CKSUM_MASK (RTE_MBUF_F_RX_IP_CKSUM_BAD | RTE_MBUF_F_RX_IP_CKSUM_GOOD)
#define RTE_MBUF_F_RX_IP_CKSUM_UNKNOWN 0
#define RTE_MBUF_F_RX_IP_CKSUM_NONE (RTE_MBUF_F_RX_IP_CKSUM_BAD | RTE_MBUF_F_RX_IP_CKSUM_GOOD)
#define RTE_MBUF_F_RX_L4_CKSUM_MASK (RTE_MBUF_F_RX_L4_CKSUM_BAD | RTE_MBUF_F_RX_L4_CKSUM_GOOD)
#define RTE_MBUF_F_RX_L4_CKSUM_UNKNOWN 0
#define RTE_MBUF_F_RX_L4_CKSUM_NONE (RTE_MBUF_F_RX_L4_CKSUM_BAD | RTE_MBUF_F_RX_L4_CKSUM_GOOD)
#define RTE_MBUF_F_RX_OUTER_L4_CKSUM_MASK (RTE_MBUF_F_RX_OUTER_L4_CKSUM_BAD | RTE_MBUF_F_RX_OUTER_L4_CKSUM_GOOD)
#define RTE_MBUF_F_RX_OUTER_L4_CKSUM_UNKNOWN 0
#define RTE_MBUF_F_RX_OUTER_L4_CKSUM_INVALID (RTE_MBUF_F_RX_OUTER_L4_CKSUM_BAD | RTE_MBUF_F_RX_OUTER_L4_CKSUM_GOOD)

#define RTE_MBUF_F_FIRST_FREE (1ULL << 23)
#define RTE_MBUF_F_LAST_FREE (1ULL << 40)

#define RTE_MBUF_F_TX_OUTER_UDP_CKSUM (1ULL << 41)
#define RTE_MBUF_F_TX_UDP_SEG (1ULL << 42)      /**< cut into datagrams of tso_segsz bytes of payload */
#define RTE_MBUF_F_TX_SEC_OFFLOAD (1ULL << 43)
#define RTE_MBUF_F_TX_MACSEC (1ULL << 44)
#define RTE_MBUF_F_TX_TUNNEL_VXLAN (0x1ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_GRE (0x2ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_IPIP (0x3ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_GENEVE (0x4ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_MPLSINUDP (0x5ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_VXLAN_GPE (0x6ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_GTP (0x7ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_ESP (0x8ULL << 45)
#define RTE_MBUF_F_TX_TUNNEL_IP (0xDULL << 45)  /**< some tunnel in IP without a transport header */
#define RTE_MBUF_F_TX_TUNNEL_UDP (0xEULL << 45) /**< some tunnel in UDP */
#define RTE_MBUF_F_TX_TUNNEL_MASK (0xFULL << 45)
#define RTE_MBUF_F_TX_QINQ (1ULL << 49)         /**< insert vlan_tci_outer and vlan_tci */
#define RTE_MBUF_F_TX_TCP_SEG (1ULL << 50)      /**< cut into segments of tso_segsz bytes of payload; implies TCP_CKSUM */
#define RTE_MBUF_F_TX_IEEE1588_TMST (1ULL << 51)
#define RTE_MBUF_F_TX_L4_NO_CKSUM (0ULL << 52)
#define RTE_MBUF_F_TX_TCP_CKSUM (1ULL << 52)    /**< the field holds the pseudo header's sum; l2_len, l3_len and IPV4/6 are set */
#define RTE_MBUF_F_TX_SCTP_CKSUM (2ULL << 52)
#define RTE_MBUF_F_TX_UDP_CKSUM (3ULL << 52)
#define RTE_MBUF_F_TX_L4_MASK (3ULL << 52)
#define RTE_MBUF_F_TX_IP_CKSUM (1ULL << 54)     /**< the field holds 0; l2_len and l3_len are set */
#define RTE_MBUF_F_TX_IPV4 (1ULL << 55)
#define RTE_MBUF_F_TX_IPV6 (1ULL << 56)
#define RTE_MBUF_F_TX_VLAN (1ULL << 57)         /**< insert vlan_tci */
#define RTE_MBUF_F_TX_OUTER_IP_CKSUM (1ULL << 58)
#define RTE_MBUF_F_TX_OUTER_IPV4 (1ULL << 59)
#define RTE_MBUF_F_TX_OUTER_IPV6 (1ULL << 60)

#define RTE_MBUF_F_EXTERNAL (1ULL << 61)        /**< the data stands in a buffer of somebody else, counted in shinfo */
#define RTE_MBUF_F_INDIRECT (1ULL << 62)        /**< the data stands in another mbuf */

/** All flags that ask a device for work. */
#define RTE_MBUF_F_TX_OFFLOAD_MASK \
	(RTE_MBUF_F_TX_OUTER_IPV6 | RTE_MBUF_F_TX_OUTER_IPV4 | RTE_MBUF_F_TX_OUTER_IP_CKSUM | RTE_MBUF_F_TX_VLAN | \
	 RTE_MBUF_F_TX_IPV6 | RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_L4_MASK | \
	 RTE_MBUF_F_TX_IEEE1588_TMST | RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_QINQ | RTE_MBUF_F_TX_TUNNEL_MASK | \
	 RTE_MBUF_F_TX_MACSEC | RTE_MBUF_F_TX_SEC_OFFLOAD | RTE_MBUF_F_TX_UDP_SEG | RTE_MBUF_F_TX_OUTER_UDP_CKSUM)

/** Private areas are a multiple of this. */
#define RTE_MBUF_PRIV_ALIGN 8

#define RTE_MBUF_DEFAULT_DATAROOM 2048
#define RTE_MBUF_DEFAULT_BUF_SIZE (RTE_MBUF_DEFAULT_DATAROOM + RTE_PKTMBUF_HEADROOM)

#define RTE_MBUF_MAX_NB_SEGS UINT16_MAX

#define RTE_MBUF_PORT_INVALID UINT16_MAX
#define MBUF_INVALID_PORT RTE_MBUF_PORT_INVALID /**< older name */

struct rte_mempool;
struct rte_mbuf_ext_shared_info;

/** What a scheduler stores in a packet. */
struct rte_mbuf_sched {
	uint32_t queue_id;
	uint8_t traffic_class;
	uint8_t color;
	uint16_t reserved;
};

/* Widths and places of the parts of rte_mbuf::tx_offload. */
enum {
	RTE_MBUF_L2_LEN_BITS = 7,
	RTE_MBUF_L3_LEN_BITS = 9,
	RTE_MBUF_L4_LEN_BITS = 8,
	RTE_MBUF_TSO_SEGSZ_BITS = 16,
	RTE_MBUF_OUTL3_LEN_BITS = 9,
	RTE_MBUF_OUTL2_LEN_BITS = 7,
	RTE_MBUF_TXOFLD_UNUSED_BITS = sizeof(uint64_t) * 8 - RTE_MBUF_L2_LEN_BITS - RTE_MBUF_L3_LEN_BITS -
				      RTE_MBUF_L4_LEN_BITS - RTE_MBUF_TSO_SEGSZ_BITS - RTE_MBUF_OUTL3_LEN_BITS -
				      RTE_MBUF_OUTL2_LEN_BITS,
};
enum {
	RTE_MBUF_L2_LEN_OFS = 0,
	RTE_MBUF_L3_LEN_OFS = RTE_MBUF_L2_LEN_OFS + RTE_MBUF_L2_LEN_BITS,
	RTE_MBUF_L4_LEN_OFS = RTE_MBUF_L3_LEN_OFS + RTE_MBUF_L3_LEN_BITS,
	RTE_MBUF_TSO_SEGSZ_OFS = RTE_MBUF_L4_LEN_OFS + RTE_MBUF_L4_LEN_BITS,
	RTE_MBUF_OUTL3_LEN_OFS = RTE_MBUF_TSO_SEGSZ_OFS + RTE_MBUF_TSO_SEGSZ_BITS,
	RTE_MBUF_OUTL2_LEN_OFS = RTE_MBUF_OUTL3_LEN_OFS + RTE_MBUF_OUTL3_LEN_BITS,
	RTE_MBUF_TXOFLD_UNUSED_OFS = RTE_MBUF_OUTL2_LEN_OFS + RTE_MBUF_OUTL2_LEN_BITS,
};

/**
 * A packet buffer, or one segment of a packet:
 *
 *     mbuf | private area | headroom | data ............ | tailroom
 *                         ^ buf_addr ^ + data_off         ^ + data_len           ^ buf_addr + buf_len
 *
 * The first cache line is what receiving needs. Drivers write several of its fields at a time, so their places are fixed.
 */
struct rte_mbuf {
	RTE_MARKER cacheline0;

	void *buf_addr; /**< start of the buffer: the headroom */
	/** start of the buffer for devices */
	RTE_STD_C11
	union {
		rte_iova_t buf_iova;
		rte_iova_t buf_physaddr; /**< name before 17.11 */
	} __rte_aligned(sizeof(rte_iova_t));

	/* eight bytes that a receiving driver sets at once */
	RTE_MARKER64 rearm_data;
	uint16_t data_off; /**< bytes from buf_addr to the data */
	uint16_t refcnt;   /**< users; through the rte_mbuf_refcnt_ calls only */
	uint16_t nb_segs;  /**< segments of the packet; valid in the first one */
	uint16_t port;     /**< where it was received, RTE_MBUF_PORT_INVALID if nowhere */

	uint64_t ol_flags; /**< RTE_MBUF_F_* */

	RTE_MARKER rx_descriptor_fields1;
	/** RTE_PTYPE_* as found by the receiving device */
	RTE_STD_C11
	union {
		uint32_t packet_type;
		__extension__
		struct {
			uint8_t l2_type : 4;
			uint8_t l3_type : 4;
			uint8_t l4_type : 4;
			uint8_t tun_type : 4;
			RTE_STD_C11
			union {
				uint8_t inner_esp_next_proto; /**< after decryption: protocol in the ESP trailer */
				__extension__
				struct {
					uint8_t inner_l2_type : 4;
					uint8_t inner_l3_type : 4;
				};
			};
			uint8_t inner_l4_type : 4;
		};
	};

	uint32_t pkt_len;  /**< bytes of the packet; valid in the first segment */
	uint16_t data_len; /**< bytes of data in this segment */
	uint16_t vlan_tci; /**< tag, or inner tag, in host order */

	RTE_STD_C11
	union {
		union {
			uint32_t rss; /**< hash computed by the device */
			struct {
				union {
					struct {
						uint16_t hash;
						uint16_t id;
					};
					uint32_t lo; /**< second word of packet bytes */
				};
				uint32_t hi; /**< first word of packet bytes, or the number of the rule */
			} fdir;
			struct rte_mbuf_sched sched;
			struct {
				uint32_t reserved1;
				uint16_t reserved2;
				uint16_t txq;
			} txadapter;
			uint32_t usr; /**< of the application, as used by the distributor */
		} hash;
	};

	uint16_t vlan_tci_outer; /**< outer tag in host order */
	uint16_t buf_len;        /**< bytes of the buffer */

	struct rte_mempool *pool; /**< pool of this mbuf */

	/* second cache line: sending and chains */
	RTE_MARKER cacheline1 __rte_cache_min_aligned;

	struct rte_mbuf *next; /**< next segment, NULL in the last one and in free mbufs */

	/** lengths of headers, for the flags that ask for work */
	RTE_STD_C11
	union {
		uint64_t tx_offload;
		__extension__
		struct {
			uint64_t l2_len : RTE_MBUF_L2_LEN_BITS; /**< with a tunnel: from the outer L4 header to the inner L3 */
			uint64_t l3_len : RTE_MBUF_L3_LEN_BITS;
			uint64_t l4_len : RTE_MBUF_L4_LEN_BITS;
			uint64_t tso_segsz : RTE_MBUF_TSO_SEGSZ_BITS;
			uint64_t outer_l3_len : RTE_MBUF_OUTL3_LEN_BITS;
			uint64_t outer_l2_len : RTE_MBUF_OUTL2_LEN_BITS;
		};
	};

	struct rte_mbuf_ext_shared_info *shinfo; /**< users of an external buffer */

	uint16_t priv_size; /**< bytes of the private area of the mbuf that the buffer belongs to */
	uint16_t timesync;  /**< flags of IEEE 1588 time stamping */

	/** space of dynamic fields; members of releases before 20.11 lie over it, packed since it begins at half a word */
	RTE_STD_C11
	union {
		uint32_t dynfield1[9];
		__extension__
		struct __rte_packed __rte_aligned(4) {
			uint32_t seqn;
			RTE_STD_C11
			union {
				void *userdata;
				uint64_t udata64;
			};
			uint64_t timestamp;
		};
	};
} __rte_cache_aligned;

/** Called with the buffer's address when the last user of an external buffer is gone. */
typedef void (*rte_mbuf_extbuf_free_callback_t)(void *addr, void *opaque);

/** Users of an external buffer. */
struct rte_mbuf_ext_shared_info {
	rte_mbuf_extbuf_free_callback_t free_cb;
	void *fcb_opaque;
	uint16_t refcnt; /**< mbufs that show the buffer; through the rte_mbuf_ext_refcnt_ calls only */
};

/** Is the data in another mbuf? */
#define RTE_MBUF_CLONED(mb) ((mb)->ol_flags & RTE_MBUF_F_INDIRECT)

/** Is the data in an external buffer? */
#define RTE_MBUF_HAS_EXTBUF(mb) ((mb)->ol_flags & RTE_MBUF_F_EXTERNAL)

/** Is the data in the mbuf's own buffer? */
#define RTE_MBUF_DIRECT(mb) (!((mb)->ol_flags & (RTE_MBUF_F_INDIRECT | RTE_MBUF_F_EXTERNAL)))

/** Address of byte @p o of the data of @p m, as type @p t. */
#define rte_pktmbuf_mtod_offset(m, t, o) ((t)(void *)((char *)(m)->buf_addr + (m)->data_off + (o)))

/** Address of the data of @p m, as type @p t. */
#define rte_pktmbuf_mtod(m, t) rte_pktmbuf_mtod_offset(m, t, 0)

/** Address of byte @p o of the data of @p m for devices. */
#define rte_pktmbuf_iova_offset(m, o) (rte_iova_t)(rte_mbuf_iova_get(m) + (m)->data_off + (o))

/** Address of the data of @p m for devices. */
#define rte_pktmbuf_iova(m) rte_pktmbuf_iova_offset(m, 0)

/** Bytes of the packet whose first segment is @p m. */
#define rte_pktmbuf_pkt_len(m) ((m)->pkt_len)

/** Bytes of data in the segment @p m. */
#define rte_pktmbuf_data_len(m) ((m)->data_len)

#ifdef __cplusplus
}
#endif

#endif
