/* SPDX-License-Identifier: BSD-3-Clause */
/* Spreading received packets over queues: hash functions, keys and the redirection table. */
#ifndef RTE_ETH_RSS_H
#define RTE_ETH_RSS_H

#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_eth_ctrl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the hash covers. Since 2.0; spelled ETH_RSS_* before 21.11. */
#define RTE_ETH_RSS_IPV4 RTE_BIT64(2)
#define RTE_ETH_RSS_FRAG_IPV4 RTE_BIT64(3)
#define RTE_ETH_RSS_NONFRAG_IPV4_TCP RTE_BIT64(4)
#define RTE_ETH_RSS_NONFRAG_IPV4_UDP RTE_BIT64(5)
#define RTE_ETH_RSS_NONFRAG_IPV4_SCTP RTE_BIT64(6)
#define RTE_ETH_RSS_NONFRAG_IPV4_OTHER RTE_BIT64(7)
#define RTE_ETH_RSS_IPV6 RTE_BIT64(8)
#define RTE_ETH_RSS_FRAG_IPV6 RTE_BIT64(9)
#define RTE_ETH_RSS_NONFRAG_IPV6_TCP RTE_BIT64(10)
#define RTE_ETH_RSS_NONFRAG_IPV6_UDP RTE_BIT64(11)
#define RTE_ETH_RSS_NONFRAG_IPV6_SCTP RTE_BIT64(12)
#define RTE_ETH_RSS_NONFRAG_IPV6_OTHER RTE_BIT64(13)
#define RTE_ETH_RSS_L2_PAYLOAD RTE_BIT64(14)
#define RTE_ETH_RSS_IPV6_EX RTE_BIT64(15)
#define RTE_ETH_RSS_IPV6_TCP_EX RTE_BIT64(16)
#define RTE_ETH_RSS_IPV6_UDP_EX RTE_BIT64(17)
#define RTE_ETH_RSS_PORT RTE_BIT64(18)
#define RTE_ETH_RSS_VXLAN RTE_BIT64(19)
#define RTE_ETH_RSS_GENEVE RTE_BIT64(20)
#define RTE_ETH_RSS_NVGRE RTE_BIT64(21)
#define RTE_ETH_RSS_GTPU RTE_BIT64(23)
#define RTE_ETH_RSS_ETH RTE_BIT64(24)
#define RTE_ETH_RSS_S_VLAN RTE_BIT64(25)
#define RTE_ETH_RSS_C_VLAN RTE_BIT64(26)
#define RTE_ETH_RSS_ESP RTE_BIT64(27)
#define RTE_ETH_RSS_AH RTE_BIT64(28)
#define RTE_ETH_RSS_L2TPV3 RTE_BIT64(29)
#define RTE_ETH_RSS_PFCP RTE_BIT64(30)
#define RTE_ETH_RSS_PPPOE RTE_BIT64(31)
#define RTE_ETH_RSS_ECPRI RTE_BIT64(32)
#define RTE_ETH_RSS_MPLS RTE_BIT64(33)
#define RTE_ETH_RSS_IPV4_CHKSUM RTE_BIT64(34)
#define RTE_ETH_RSS_L4_CHKSUM RTE_BIT64(35)
#define RTE_ETH_RSS_L2TPV2 RTE_BIT64(36)

/* Narrowing to one side or to a prefix of the address. */
#define RTE_ETH_RSS_L3_SRC_ONLY RTE_BIT64(63)
#define RTE_ETH_RSS_L3_DST_ONLY RTE_BIT64(62)
#define RTE_ETH_RSS_L4_SRC_ONLY RTE_BIT64(61)
#define RTE_ETH_RSS_L4_DST_ONLY RTE_BIT64(60)
#define RTE_ETH_RSS_L2_SRC_ONLY RTE_BIT64(59)
#define RTE_ETH_RSS_L2_DST_ONLY RTE_BIT64(58)
#define RTE_ETH_RSS_L3_PRE32 RTE_BIT64(57)
#define RTE_ETH_RSS_L3_PRE40 RTE_BIT64(56)
#define RTE_ETH_RSS_L3_PRE48 RTE_BIT64(55)
#define RTE_ETH_RSS_L3_PRE56 RTE_BIT64(54)
#define RTE_ETH_RSS_L3_PRE64 RTE_BIT64(53)
#define RTE_ETH_RSS_L3_PRE96 RTE_BIT64(52)

/* Which header of a tunnelled packet is hashed. */
#define RTE_ETH_RSS_LEVEL_PMD_DEFAULT (UINT64_C(0) << 50)
#define RTE_ETH_RSS_LEVEL_OUTERMOST (UINT64_C(1) << 50)
#define RTE_ETH_RSS_LEVEL_INNERMOST (UINT64_C(2) << 50)
#define RTE_ETH_RSS_LEVEL_MASK (UINT64_C(3) << 50)
#define RTE_ETH_RSS_LEVEL(rss_hf) (((rss_hf) & RTE_ETH_RSS_LEVEL_MASK) >> 50)

/** Asking for both sides of an address is the same as asking for none in particular. Since 19.11. */
static inline uint64_t
rte_eth_rss_hf_refine(uint64_t rss_hf)
{
	const uint64_t l3 = RTE_ETH_RSS_L3_SRC_ONLY | RTE_ETH_RSS_L3_DST_ONLY;
	const uint64_t l4 = RTE_ETH_RSS_L4_SRC_ONLY | RTE_ETH_RSS_L4_DST_ONLY;

	if ((rss_hf & l3) == l3)
		rss_hf &= ~l3;
	if ((rss_hf & l4) == l4)
		rss_hf &= ~l4;
	return rss_hf;
}

#define RTE_ETH_RSS_IPV6_PRE32 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE32)
#define RTE_ETH_RSS_IPV6_PRE40 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE40)
#define RTE_ETH_RSS_IPV6_PRE48 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE48)
#define RTE_ETH_RSS_IPV6_PRE56 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE56)
#define RTE_ETH_RSS_IPV6_PRE64 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE64)
#define RTE_ETH_RSS_IPV6_PRE96 (RTE_ETH_RSS_IPV6 | RTE_ETH_RSS_L3_PRE96)

#define RTE_ETH_RSS_IPV6_PRE32_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE32)
#define RTE_ETH_RSS_IPV6_PRE40_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE40)
#define RTE_ETH_RSS_IPV6_PRE48_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE48)
#define RTE_ETH_RSS_IPV6_PRE56_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE56)
#define RTE_ETH_RSS_IPV6_PRE64_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE64)
#define RTE_ETH_RSS_IPV6_PRE96_UDP (RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_L3_PRE96)

#define RTE_ETH_RSS_IPV6_PRE32_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE32)
#define RTE_ETH_RSS_IPV6_PRE40_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE40)
#define RTE_ETH_RSS_IPV6_PRE48_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE48)
#define RTE_ETH_RSS_IPV6_PRE56_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE56)
#define RTE_ETH_RSS_IPV6_PRE64_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE64)
#define RTE_ETH_RSS_IPV6_PRE96_TCP (RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_L3_PRE96)

#define RTE_ETH_RSS_IPV6_PRE32_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE32)
#define RTE_ETH_RSS_IPV6_PRE40_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE40)
#define RTE_ETH_RSS_IPV6_PRE48_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE48)
#define RTE_ETH_RSS_IPV6_PRE56_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE56)
#define RTE_ETH_RSS_IPV6_PRE64_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE64)
#define RTE_ETH_RSS_IPV6_PRE96_SCTP (RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_L3_PRE96)

/* Groups. */
#define RTE_ETH_RSS_IP                                                                                        \
	(RTE_ETH_RSS_IPV4 | RTE_ETH_RSS_FRAG_IPV4 | RTE_ETH_RSS_NONFRAG_IPV4_OTHER | RTE_ETH_RSS_IPV6 |         \
	 RTE_ETH_RSS_FRAG_IPV6 | RTE_ETH_RSS_NONFRAG_IPV6_OTHER | RTE_ETH_RSS_IPV6_EX)
#define RTE_ETH_RSS_UDP                                                                                       \
	(RTE_ETH_RSS_NONFRAG_IPV4_UDP | RTE_ETH_RSS_NONFRAG_IPV6_UDP | RTE_ETH_RSS_IPV6_UDP_EX)
#define RTE_ETH_RSS_TCP                                                                                       \
	(RTE_ETH_RSS_NONFRAG_IPV4_TCP | RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_IPV6_TCP_EX)
#define RTE_ETH_RSS_SCTP (RTE_ETH_RSS_NONFRAG_IPV4_SCTP | RTE_ETH_RSS_NONFRAG_IPV6_SCTP)
#define RTE_ETH_RSS_TUNNEL (RTE_ETH_RSS_VXLAN | RTE_ETH_RSS_GENEVE | RTE_ETH_RSS_NVGRE)
#define RTE_ETH_RSS_VLAN (RTE_ETH_RSS_S_VLAN | RTE_ETH_RSS_C_VLAN)
#define RTE_ETH_RSS_PROTO_MASK                                                                                \
	(RTE_ETH_RSS_IPV4 | RTE_ETH_RSS_FRAG_IPV4 | RTE_ETH_RSS_NONFRAG_IPV4_TCP | RTE_ETH_RSS_NONFRAG_IPV4_UDP | \
	 RTE_ETH_RSS_NONFRAG_IPV4_SCTP | RTE_ETH_RSS_NONFRAG_IPV4_OTHER | RTE_ETH_RSS_IPV6 |                     \
	 RTE_ETH_RSS_FRAG_IPV6 | RTE_ETH_RSS_NONFRAG_IPV6_TCP | RTE_ETH_RSS_NONFRAG_IPV6_UDP |                   \
	 RTE_ETH_RSS_NONFRAG_IPV6_SCTP | RTE_ETH_RSS_NONFRAG_IPV6_OTHER | RTE_ETH_RSS_L2_PAYLOAD |               \
	 RTE_ETH_RSS_IPV6_EX | RTE_ETH_RSS_IPV6_TCP_EX | RTE_ETH_RSS_IPV6_UDP_EX | RTE_ETH_RSS_PORT |            \
	 RTE_ETH_RSS_VXLAN | RTE_ETH_RSS_GENEVE | RTE_ETH_RSS_NVGRE | RTE_ETH_RSS_MPLS)

/* Sizes of redirection tables. */
#define RTE_ETH_RSS_RETA_SIZE_64 64
#define RTE_ETH_RSS_RETA_SIZE_128 128
#define RTE_ETH_RSS_RETA_SIZE_256 256
#define RTE_ETH_RSS_RETA_SIZE_512 512
#define RTE_ETH_RETA_GROUP_SIZE 64

/** Hash settings. Since 2.0. */
struct rte_eth_rss_conf {
	uint8_t *rss_key;    /**< key, or NULL for the driver's */
	uint8_t rss_key_len; /**< bytes */
	uint64_t rss_hf;     /**< RTE_ETH_RSS_* */
};

/** 64 entries of a redirection table. Since 2.0. */
struct rte_eth_rss_reta_entry64 {
	uint64_t mask;                          /**< entries that count */
	uint16_t reta[RTE_ETH_RETA_GROUP_SIZE]; /**< queue of each entry */
};

/**
 * Write entries of the redirection table.
 *
 * @param reta_conf groups of 64 entries; only those whose mask bit is set are written
 * @param reta_size entries of the table, as told by rte_eth_dev_info_get()
 * @return 0; -ENODEV bad port; -EINVAL NULL, no entry chosen, size 0, or a queue that is not configured; -ENOTSUP no such
 *   operation, or the port was configured without RSS; -EIO hardware gone
 * Context: any thread; blocks for other control calls of the port. Since 2.0.
 */
int rte_eth_dev_rss_reta_update(uint16_t port_id, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size);
/** Read the chosen entries of the redirection table. As rte_eth_dev_rss_reta_update(). Since 2.0. */
int rte_eth_dev_rss_reta_query(uint16_t port_id, struct rte_eth_rss_reta_entry64 *reta_conf, uint16_t reta_size);
/**
 * Change hash fields and, when given, the key.
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL or fields that the port cannot hash; -ENOTSUP no such operation, or configured
 *   without RSS; -EIO hardware gone. Since 2.0.
 */
int rte_eth_dev_rss_hash_update(uint16_t port_id, struct rte_eth_rss_conf *rss_conf);
/** Read hash fields and key (into rss_key unless NULL). 0; -ENODEV; -EINVAL NULL; -ENOTSUP; -EIO. Since 2.0. */
int rte_eth_dev_rss_hash_conf_get(uint16_t port_id, struct rte_eth_rss_conf *rss_conf);

#ifdef __cplusplus
}
#endif

#endif
