/* SPDX-License-Identifier: BSD-3-Clause */
/* Ethernet: addresses, headers, types, VLAN tags. */
#ifndef _RTE_ETHER_H_
#define _RTE_ETHER_H_

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>

#include <rte_memcpy.h>
#include <rte_random.h>
#include <rte_mbuf.h>
#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/* lengths in bytes */
#define RTE_ETHER_ADDR_LEN 6
#define RTE_ETHER_TYPE_LEN 2
#define RTE_ETHER_CRC_LEN 4
#define RTE_ETHER_HDR_LEN (RTE_ETHER_ADDR_LEN * 2 + RTE_ETHER_TYPE_LEN)
#define RTE_ETHER_MIN_LEN 64                     /**< smallest frame with its CRC */
#define RTE_ETHER_MAX_LEN 1518                   /**< largest frame with its CRC */
#define RTE_ETHER_MTU (RTE_ETHER_MAX_LEN - RTE_ETHER_HDR_LEN - RTE_ETHER_CRC_LEN)
#define RTE_VLAN_HLEN 4
#define RTE_ETHER_MAX_VLAN_FRAME_LEN (RTE_ETHER_MAX_LEN + RTE_VLAN_HLEN)
#define RTE_ETHER_MAX_JUMBO_FRAME_LEN 0x3F00
#define RTE_ETHER_MIN_MTU 68                     /**< RFC 791: every internet module forwards this much */

#define RTE_ETHER_MAX_VLAN_ID 4095

/* A tag: three bits of priority, the drop eligible bit, the VLAN. */
#define RTE_VLAN_DEI_SHIFT 12
#define RTE_VLAN_PRI_SHIFT 13
#define RTE_VLAN_PRI_MASK 0xe000
#define RTE_VLAN_DEI_MASK 0x1000
#define RTE_VLAN_ID_MASK 0x0fff
#define RTE_VLAN_TCI_ID(vlan_tci) ((vlan_tci) & RTE_VLAN_ID_MASK)
#define RTE_VLAN_TCI_PRI(vlan_tci) (((vlan_tci) & RTE_VLAN_PRI_MASK) >> RTE_VLAN_PRI_SHIFT)
#define RTE_VLAN_TCI_DEI(vlan_tci) (((vlan_tci) & RTE_VLAN_DEI_MASK) >> RTE_VLAN_DEI_SHIFT)
#define RTE_VLAN_TCI_MAKE(id, pri, dei) \
	((id) | (((pri) << RTE_VLAN_PRI_SHIFT) & RTE_VLAN_PRI_MASK) | (((dei) << RTE_VLAN_DEI_SHIFT) & RTE_VLAN_DEI_MASK))

/* in the first byte of an address */
#define RTE_ETHER_LOCAL_ADMIN_ADDR 0x02 /**< not from a vendor's range */
#define RTE_ETHER_GROUP_ADDR 0x01       /**< more than one receiver */

/** An address. */
struct rte_ether_addr {
	uint8_t addr_bytes[RTE_ETHER_ADDR_LEN]; /**< in the order of transmission */
} __rte_aligned(2);

/** @return 1 if the addresses are equal, else 0. Since: 19.08. */
static inline int
rte_is_same_ether_addr(const struct rte_ether_addr *ea1, const struct rte_ether_addr *ea2)
{
	return memcmp(ea1->addr_bytes, ea2->addr_bytes, RTE_ETHER_ADDR_LEN) == 0;
}

/** @return 1 if all bytes of @p ea are 0, else 0. Since: 19.08. */
static inline int
rte_is_zero_ether_addr(const struct rte_ether_addr *ea)
{
	return (ea->addr_bytes[0] | ea->addr_bytes[1] | ea->addr_bytes[2] | ea->addr_bytes[3] | ea->addr_bytes[4] |
		ea->addr_bytes[5]) == 0;
}

/** @return 1 if @p ea is for one receiver, else 0. Since: 19.08. */
static inline int
rte_is_unicast_ether_addr(const struct rte_ether_addr *ea)
{
	return (ea->addr_bytes[0] & RTE_ETHER_GROUP_ADDR) == 0;
}

/** @return Not 0 if @p ea is for a group (or for all), else 0. Since: 19.08. */
static inline int
rte_is_multicast_ether_addr(const struct rte_ether_addr *ea)
{
	return ea->addr_bytes[0] & RTE_ETHER_GROUP_ADDR;
}

/** @return 1 if @p ea is for all, else 0. Since: 19.08. */
static inline int
rte_is_broadcast_ether_addr(const struct rte_ether_addr *ea)
{
	return (ea->addr_bytes[0] & ea->addr_bytes[1] & ea->addr_bytes[2] & ea->addr_bytes[3] & ea->addr_bytes[4] &
		ea->addr_bytes[5]) == 0xff;
}

/** @return 1 if @p ea is from a vendor's range, else 0. Since: 19.08. */
static inline int
rte_is_universal_ether_addr(const struct rte_ether_addr *ea)
{
	return (ea->addr_bytes[0] & RTE_ETHER_LOCAL_ADMIN_ADDR) == 0;
}

/** @return 1 if @p ea is locally administered, else 0. Since: 19.08. */
static inline int
rte_is_local_admin_ether_addr(const struct rte_ether_addr *ea)
{
	return (ea->addr_bytes[0] & RTE_ETHER_LOCAL_ADMIN_ADDR) != 0;
}

/** @return 1 if an interface can have @p ea: for one receiver and not zero; else 0. Since: 19.08. */
static inline int
rte_is_valid_assigned_ether_addr(const struct rte_ether_addr *ea)
{
	return rte_is_unicast_ether_addr(ea) && !rte_is_zero_ether_addr(ea);
}

/** Make a random, locally administered address for one receiver at @p addr (6 bytes). Context: any thread. Since: 19.08. */
void rte_eth_random_addr(uint8_t *addr);

/** Copy an address. Since: 19.08. */
static inline void
rte_ether_addr_copy(const struct rte_ether_addr *__rte_restrict ea_from, struct rte_ether_addr *__rte_restrict ea_to)
{
	*ea_to = *ea_from;
}

/** Format and arguments to print an address with printf(). */
#define RTE_ETHER_ADDR_PRT_FMT "%02X:%02X:%02X:%02X:%02X:%02X"
#define RTE_ETHER_ADDR_BYTES(mac_addrs) \
	((mac_addrs)->addr_bytes[0]), ((mac_addrs)->addr_bytes[1]), ((mac_addrs)->addr_bytes[2]), \
	((mac_addrs)->addr_bytes[3]), ((mac_addrs)->addr_bytes[4]), ((mac_addrs)->addr_bytes[5])

/** Size of the text of an address with its final NUL. */
#define RTE_ETHER_ADDR_FMT_SIZE 18

/** Write @p eth_addr as text (AA:BB:CC:DD:EE:FF) into @p buf of @p size bytes, cut if it is too small. Since: 19.08. */
void rte_ether_format_addr(char *buf, uint16_t size, const struct rte_ether_addr *eth_addr);

/**
 * Read an address from text, six times two digits (AA:BB:CC:DD:EE:FF) or three times four (AABB:CCDD:EEFF).
 * @return 0, or -1 with rte_errno EINVAL: @p str is not such a text, @p eth_addr is unchanged. Since: 19.08.
 */
int rte_ether_unformat_addr(const char *str, struct rte_ether_addr *eth_addr);

/** Header of a frame. */
struct rte_ether_hdr {
	RTE_STD_C11
	union {
		struct rte_ether_addr dst_addr;
		struct rte_ether_addr d_addr; /**< name before 21.11 */
	};
	RTE_STD_C11
	union {
		struct rte_ether_addr src_addr;
		struct rte_ether_addr s_addr; /**< name before 21.11 */
	};
	rte_be16_t ether_type;
} __rte_aligned(2);

/** A tag with the type behind it. */
struct rte_vlan_hdr {
	rte_be16_t vlan_tci;
	rte_be16_t eth_proto;
} __rte_packed;

/* types */
#define RTE_ETHER_TYPE_IPV4 0x0800
#define RTE_ETHER_TYPE_IPV6 0x86DD
#define RTE_ETHER_TYPE_ARP 0x0806
#define RTE_ETHER_TYPE_RARP 0x8035
#define RTE_ETHER_TYPE_VLAN 0x8100
#define RTE_ETHER_TYPE_QINQ 0x88A8
#define RTE_ETHER_TYPE_QINQ1 0x9100 /**< used for the outer tag before there was a standard */
#define RTE_ETHER_TYPE_QINQ2 0x9200
#define RTE_ETHER_TYPE_QINQ3 0x9300
#define RTE_ETHER_TYPE_PPPOE_DISCOVERY 0x8863
#define RTE_ETHER_TYPE_PPPOE_SESSION 0x8864
#define RTE_ETHER_TYPE_ETAG 0x893F
#define RTE_ETHER_TYPE_1588 0x88F7
#define RTE_ETHER_TYPE_SLOW 0x8809  /**< link aggregation control, marker */
#define RTE_ETHER_TYPE_TEB 0x6558   /**< a frame in a tunnel */
#define RTE_ETHER_TYPE_LLDP 0x88CC
#define RTE_ETHER_TYPE_MPLS 0x8847
#define RTE_ETHER_TYPE_MPLSM 0x8848
#define RTE_ETHER_TYPE_ECPRI 0xAEFE

/**
 * Take the tag out of the frame @p m and put it into vlan_tci.
 * @return 0, or -1: the frame has no tag, or its first segment ends before it. Since: 2.0.
 */
static inline int
rte_vlan_strip(struct rte_mbuf *m)
{
	struct rte_ether_hdr *eh = rte_pktmbuf_mtod(m, struct rte_ether_hdr *);
	struct rte_vlan_hdr *vh;

	if (rte_pktmbuf_data_len(m) < sizeof(*eh) + sizeof(*vh) || eh->ether_type != RTE_BE16(RTE_ETHER_TYPE_VLAN))
		return -1;
	vh = (struct rte_vlan_hdr *)(eh + 1);
	m->ol_flags |= RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_RX_VLAN_STRIPPED;
	m->vlan_tci = rte_be_to_cpu_16(vh->vlan_tci);
	memmove(rte_pktmbuf_adj(m, sizeof(*vh)), eh, 2 * RTE_ETHER_ADDR_LEN);
	return 0;
}

/**
 * Put the tag in vlan_tci into the frame @p *m.
 * @return 0, -EINVAL (the data is shown by others too), or -ENOSPC (the headroom is too small). Since: 2.0.
 */
static inline int
rte_vlan_insert(struct rte_mbuf **m)
{
	struct rte_ether_hdr *oh, *nh;
	struct rte_vlan_hdr *vh;

	if (!RTE_MBUF_DIRECT(*m) || rte_mbuf_refcnt_read(*m) > 1)
		return -EINVAL;
	if (rte_pktmbuf_data_len(*m) < 2 * RTE_ETHER_ADDR_LEN)
		return -EINVAL;
	oh = rte_pktmbuf_mtod(*m, struct rte_ether_hdr *);
	nh = (struct rte_ether_hdr *)(void *)rte_pktmbuf_prepend(*m, sizeof(struct rte_vlan_hdr));
	if (nh == NULL)
		return -ENOSPC;
	memmove(nh, oh, 2 * RTE_ETHER_ADDR_LEN);
	/* the old type has become the one behind the tag */
	nh->ether_type = RTE_BE16(RTE_ETHER_TYPE_VLAN);
	vh = (struct rte_vlan_hdr *)(nh + 1);
	vh->vlan_tci = rte_cpu_to_be_16((*m)->vlan_tci);

	(*m)->ol_flags &= ~(RTE_MBUF_F_RX_VLAN_STRIPPED | RTE_MBUF_F_TX_VLAN);
	if ((*m)->ol_flags & RTE_MBUF_F_TX_TUNNEL_MASK)
		(*m)->outer_l2_len += sizeof(struct rte_vlan_hdr);
	else
		(*m)->l2_len += sizeof(struct rte_vlan_hdr);
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif
