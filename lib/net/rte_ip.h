/* SPDX-License-Identifier: BSD-3-Clause */
/* IPv4 (RFC 791) and IPv6 (RFC 8200) headers, and the internet checksum (RFC 1071). */
#ifndef _RTE_IP_H_
#define _RTE_IP_H_

#include <stdint.h>
#include <string.h>
#include <errno.h>

#include <sys/socket.h>
#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>

#include <rte_byteorder.h>
#include <rte_mbuf.h>

#ifdef __cplusplus
extern "C" {
#endif

/** IPv4 header without options. */
struct rte_ipv4_hdr {
	__extension__
	union {
		uint8_t version_ihl;
		struct {
			uint8_t ihl : 4;     /**< length of the header in words of 4 bytes */
			uint8_t version : 4; /**< 4 */
		};
	};
	uint8_t type_of_service;
	rte_be16_t total_length; /**< header and data */
	rte_be16_t packet_id;
	rte_be16_t fragment_offset; /**< with the flags in the upper bits */
	uint8_t time_to_live;
	uint8_t next_proto_id;
	rte_be16_t hdr_checksum;
	rte_be32_t src_addr;
	rte_be32_t dst_addr;
} __rte_packed;

/** An IPv4 address in host order. */
#define RTE_IPV4(a, b, c, d) \
	(((uint32_t)((a) & 0xff) << 24) | (((b) & 0xff) << 16) | (((c) & 0xff) << 8) | ((d) & 0xff))

#define RTE_IPV4_MAX_PKT_LEN 65535

/* first byte */
#define RTE_IPV4_HDR_IHL_MASK 0x0f
#define RTE_IPV4_IHL_MULTIPLIER 4
#define RTE_IPV4_MIN_IHL 0x5
#define RTE_IPV4_VHL_DEF ((IPVERSION << 4) | RTE_IPV4_MIN_IHL)

/* type of service */
#define RTE_IPV4_HDR_DSCP_MASK 0xfc
#define RTE_IPV4_HDR_ECN_MASK 0x03
#define RTE_IPV4_HDR_ECN_CE RTE_IPV4_HDR_ECN_MASK

/* fragment offset */
#define RTE_IPV4_HDR_DF_SHIFT 14
#define RTE_IPV4_HDR_MF_SHIFT 13
#define RTE_IPV4_HDR_FO_SHIFT 3
#define RTE_IPV4_HDR_DF_FLAG (1 << RTE_IPV4_HDR_DF_SHIFT) /**< do not fragment */
#define RTE_IPV4_HDR_MF_FLAG (1 << RTE_IPV4_HDR_MF_SHIFT) /**< not the last fragment */
#define RTE_IPV4_HDR_OFFSET_MASK ((1 << RTE_IPV4_HDR_MF_SHIFT) - 1)
#define RTE_IPV4_HDR_OFFSET_UNITS 8

/* options */
#define RTE_IPV4_HDR_OPT_EOL 0
#define RTE_IPV4_HDR_OPT_NOP 1
#define RTE_IPV4_HDR_OPT_COPIED(v) ((v) & 0x80)
#define RTE_IPV4_HDR_OPT_MAX_LEN 40

/* addresses */
#define RTE_IPV4_ANY ((uint32_t)0x00000000)
#define RTE_IPV4_LOOPBACK ((uint32_t)0x7f000001)
#define RTE_IPV4_BROADCAST ((uint32_t)0xe0000000)
#define RTE_IPV4_ALLHOSTS_GROUP ((uint32_t)0xe0000001)
#define RTE_IPV4_ALLRTRS_GROUP ((uint32_t)0xe0000002)
#define RTE_IPV4_MAX_LOCAL_GROUP ((uint32_t)0xe00000ff)
#define RTE_IPV4_MIN_MCAST RTE_IPV4(224, 0, 0, 0)
#define RTE_IPV4_MAX_MCAST RTE_IPV4(239, 255, 255, 255)
/** Is @p x, in host order, a multicast address? */
#define RTE_IS_IPV4_MCAST(x) ((x) >= RTE_IPV4_MIN_MCAST && (x) <= RTE_IPV4_MAX_MCAST)

/** @return Bytes of the header with its options. Since: 20.08. */
static inline uint8_t
rte_ipv4_hdr_len(const struct rte_ipv4_hdr *ipv4_hdr)
{
	return (uint8_t)((ipv4_hdr->version_ihl & RTE_IPV4_HDR_IHL_MASK) * RTE_IPV4_IHL_MULTIPLIER);
}

/*
 * The internet checksum. Sums are kept unfolded over 16-bit words in network order, loaded as they stand; words of any size give
 * the same sum modulo 0xffff, so memory is read in larger ones.
 */

/** @internal Add @p len bytes at @p buf to @p sum; an odd last byte is followed by a zero. @return Less than 2^17. */
static inline uint32_t
__rte_raw_cksum(const void *buf, size_t len, uint32_t sum)
{
	const char *p = (const char *)buf;
	uint64_t acc = sum;

	for (; len >= sizeof(uint64_t); len -= sizeof(uint64_t), p += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, p, sizeof(word));
		acc += (word & UINT32_MAX) + (word >> 32);
	}
	if (len > 0) {
		uint64_t word = 0;

		/* what lacks is zero; on a little endian machine the bytes come first */
		if (len & 4) {
			uint32_t half;

			memcpy(&half, p, sizeof(half));
			acc += half;
			p += sizeof(half);
		}
		if (len & 2) {
			uint16_t quarter;

			memcpy(&quarter, p, sizeof(quarter));
			acc += quarter;
			p += sizeof(quarter);
		}
		if (len & 1)
			memcpy(&word, p, 1);
		acc += word;
	}
	acc = (acc & UINT32_MAX) + (acc >> 32);
	acc = (acc & UINT32_MAX) + (acc >> 32);
	return (uint32_t)((acc & UINT16_MAX) + (acc >> 16));
}

/** @internal Fold a sum to 16 bits. */
static inline uint16_t
__rte_raw_cksum_reduce(uint32_t sum)
{
	sum = (sum >> 16) + (sum & UINT16_MAX);
	sum = (sum >> 16) + (sum & UINT16_MAX);
	return (uint16_t)sum;
}

/** @return Sum (not its complement) of @p len bytes at @p buf. Context: any thread. Since: 16.11. */
static inline uint16_t
rte_raw_cksum(const void *buf, size_t len)
{
	return __rte_raw_cksum_reduce(__rte_raw_cksum(buf, len, 0));
}

/** Sum (no complement) of @p len bytes of @p m from byte @p off on to @p cksum. @return 0, or -1: it is shorter. Since: 16.11. */
static inline int
rte_raw_cksum_mbuf(const struct rte_mbuf *m, uint32_t off, uint32_t len, uint16_t *cksum)
{
	uint32_t sum = 0, done = 0;

	if (unlikely(off > rte_pktmbuf_pkt_len(m) || len > rte_pktmbuf_pkt_len(m) - off))
		return -1;
	for (; m != NULL && off >= rte_pktmbuf_data_len(m) && off > 0; m = m->next)
		off -= rte_pktmbuf_data_len(m);
	for (; m != NULL && done < len; m = m->next) {
		uint32_t n = RTE_MIN(rte_pktmbuf_data_len(m) - off, len - done);
		uint16_t part = rte_raw_cksum(rte_pktmbuf_mtod_offset(m, const char *, off), n);

		/* a segment that begins inside a word has its bytes the other way round */
		sum += done & 1 ? rte_bswap16(part) : part;
		sum = (sum & UINT16_MAX) + (sum >> 16);
		done += n;
		off = 0;
	}
	*cksum = __rte_raw_cksum_reduce(sum);
	return 0;
}

/** @return Checksum of the header @p ipv4_hdr, whose field is 0 (or, of a valid header as it stands, 0). Since: 16.11. */
static inline uint16_t
rte_ipv4_cksum(const struct rte_ipv4_hdr *ipv4_hdr)
{
	return (uint16_t)~rte_raw_cksum(ipv4_hdr, rte_ipv4_hdr_len(ipv4_hdr));
}

/**
 * Compute the sum over the pseudo header, as devices want it in the TCP or UDP checksum field.
 * @param ol_flags With RTE_MBUF_F_TX_TCP_SEG or _UDP_SEG the length is left out: the device adds that of each segment.
 * @return The sum (not its complement). Since: 16.11.
 */
static inline uint16_t
rte_ipv4_phdr_cksum(const struct rte_ipv4_hdr *ipv4_hdr, uint64_t ol_flags)
{
	struct {
		uint32_t src_addr;
		uint32_t dst_addr;
		uint8_t zero;
		uint8_t proto;
		uint16_t len;
	} pseudo;

	pseudo.src_addr = ipv4_hdr->src_addr;
	pseudo.dst_addr = ipv4_hdr->dst_addr;
	pseudo.zero = 0;
	pseudo.proto = ipv4_hdr->next_proto_id;
	if (ol_flags & (RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_UDP_SEG))
		pseudo.len = 0;
	else
		pseudo.len = rte_cpu_to_be_16(
			(uint16_t)(rte_be_to_cpu_16(ipv4_hdr->total_length) - rte_ipv4_hdr_len(ipv4_hdr)));
	return rte_raw_cksum(&pseudo, sizeof(pseudo));
}

/** @internal Sum over pseudo header and @p l4_hdr; 0 if the lengths do not fit. */
static inline uint16_t
__rte_ipv4_udptcp_cksum(const struct rte_ipv4_hdr *ipv4_hdr, const void *l4_hdr)
{
	uint32_t l3_len = rte_be_to_cpu_16(ipv4_hdr->total_length);
	uint8_t hdr_len = rte_ipv4_hdr_len(ipv4_hdr);

	if (l3_len < hdr_len)
		return 0;
	return __rte_raw_cksum_reduce(__rte_raw_cksum(l4_hdr, l3_len - hdr_len, rte_ipv4_phdr_cksum(ipv4_hdr, 0)));
}

/** @internal Complement of a sum as it is sent: UDP says 0xffff for 0, since 0 means none. */
static inline uint16_t
__rte_udptcp_cksum_send(uint16_t sum, uint8_t proto)
{
	uint16_t cksum = (uint16_t)~sum;

	return cksum == 0 && proto == IPPROTO_UDP ? 0xffff : cksum;
}

/** @return Checksum of the TCP or UDP header @p l4_hdr (whose field is 0) with the data behind it. Since: 16.11. */
static inline uint16_t
rte_ipv4_udptcp_cksum(const struct rte_ipv4_hdr *ipv4_hdr, const void *l4_hdr)
{
	return __rte_udptcp_cksum_send(__rte_ipv4_udptcp_cksum(ipv4_hdr, l4_hdr), ipv4_hdr->next_proto_id);
}

/** @internal Sum over pseudo header and what it says of @p m from @p l4_off on (padding may follow); 0 if @p m is shorter. */
static inline uint16_t
__rte_ipv4_udptcp_cksum_mbuf(const struct rte_mbuf *m, const struct rte_ipv4_hdr *ipv4_hdr, uint16_t l4_off)
{
	uint32_t l3_len = rte_be_to_cpu_16(ipv4_hdr->total_length);
	uint8_t hdr_len = rte_ipv4_hdr_len(ipv4_hdr);
	uint16_t sum;

	if (l3_len < hdr_len || rte_raw_cksum_mbuf(m, l4_off, l3_len - hdr_len, &sum) != 0)
		return 0;
	return __rte_raw_cksum_reduce((uint32_t)sum + rte_ipv4_phdr_cksum(ipv4_hdr, 0));
}

/** As rte_ipv4_udptcp_cksum(), for the packet @p m whose TCP or UDP header is at byte @p l4_off. Since: 22.03. */
static inline uint16_t
rte_ipv4_udptcp_cksum_mbuf(const struct rte_mbuf *m, const struct rte_ipv4_hdr *ipv4_hdr, uint16_t l4_off)
{
	return __rte_udptcp_cksum_send(__rte_ipv4_udptcp_cksum_mbuf(m, ipv4_hdr, l4_off), ipv4_hdr->next_proto_id);
}

/** @return 0 if the checksum in the TCP or UDP header @p l4_hdr is right, else -1. Since: 20.08. */
static inline int
rte_ipv4_udptcp_cksum_verify(const struct rte_ipv4_hdr *ipv4_hdr, const void *l4_hdr)
{
	return __rte_ipv4_udptcp_cksum(ipv4_hdr, l4_hdr) == 0xffff ? 0 : -1;
}

/** As rte_ipv4_udptcp_cksum_verify(), for the packet @p m whose TCP or UDP header is at byte @p l4_off. Since: 22.03. */
static inline int
rte_ipv4_udptcp_cksum_mbuf_verify(const struct rte_mbuf *m, const struct rte_ipv4_hdr *ipv4_hdr, uint16_t l4_off)
{
	return __rte_ipv4_udptcp_cksum_mbuf(m, ipv4_hdr, l4_off) == 0xffff ? 0 : -1;
}

/** IPv6 header. */
struct rte_ipv6_hdr {
	rte_be32_t vtc_flow;    /**< version, traffic class, flow label */
	rte_be16_t payload_len; /**< bytes behind the header */
	uint8_t proto;          /**< type of the next header */
	uint8_t hop_limits;
	uint8_t src_addr[16];
	uint8_t dst_addr[16];
} __rte_packed;

/* vtc_flow */
#define RTE_IPV6_HDR_FL_SHIFT 0
#define RTE_IPV6_HDR_TC_SHIFT 20
#define RTE_IPV6_HDR_FL_MASK ((1u << RTE_IPV6_HDR_TC_SHIFT) - 1)
#define RTE_IPV6_HDR_TC_MASK (0xff << RTE_IPV6_HDR_TC_SHIFT)
#define RTE_IPV6_HDR_DSCP_MASK (0xfc << RTE_IPV6_HDR_TC_SHIFT)
#define RTE_IPV6_HDR_ECN_MASK (0x03 << RTE_IPV6_HDR_TC_SHIFT)
#define RTE_IPV6_HDR_ECN_CE RTE_IPV6_HDR_ECN_MASK

#define RTE_IPV6_MIN_MTU 1280

/** As rte_ipv4_phdr_cksum(), for IPv6. Since: 16.11. */
static inline uint16_t
rte_ipv6_phdr_cksum(const struct rte_ipv6_hdr *ipv6_hdr, uint64_t ol_flags)
{
	struct {
		rte_be32_t len;
		rte_be32_t proto;
	} pseudo;
	uint32_t sum;

	pseudo.proto = (uint32_t)ipv6_hdr->proto << 24;
	if (ol_flags & (RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_UDP_SEG))
		pseudo.len = 0;
	else
		pseudo.len = ipv6_hdr->payload_len;
	sum = __rte_raw_cksum(ipv6_hdr->src_addr, sizeof(ipv6_hdr->src_addr) + sizeof(ipv6_hdr->dst_addr), 0);
	sum = __rte_raw_cksum(&pseudo, sizeof(pseudo), sum);
	return __rte_raw_cksum_reduce(sum);
}

/** @internal Sum over pseudo header and @p l4_hdr. */
static inline uint16_t
__rte_ipv6_udptcp_cksum(const struct rte_ipv6_hdr *ipv6_hdr, const void *l4_hdr)
{
	uint32_t l4_len = rte_be_to_cpu_16(ipv6_hdr->payload_len);

	return __rte_raw_cksum_reduce(__rte_raw_cksum(l4_hdr, l4_len, rte_ipv6_phdr_cksum(ipv6_hdr, 0)));
}

/** As rte_ipv4_udptcp_cksum(), for IPv6 without extension headers. Since: 16.11. */
static inline uint16_t
rte_ipv6_udptcp_cksum(const struct rte_ipv6_hdr *ipv6_hdr, const void *l4_hdr)
{
	return __rte_udptcp_cksum_send(__rte_ipv6_udptcp_cksum(ipv6_hdr, l4_hdr), ipv6_hdr->proto);
}

/** @internal Sum over pseudo header and what it says of @p m from @p l4_off on (padding may follow); 0 if @p m is shorter. */
static inline uint16_t
__rte_ipv6_udptcp_cksum_mbuf(const struct rte_mbuf *m, const struct rte_ipv6_hdr *ipv6_hdr, uint16_t l4_off)
{
	uint16_t sum;

	if (rte_raw_cksum_mbuf(m, l4_off, rte_be_to_cpu_16(ipv6_hdr->payload_len), &sum) != 0)
		return 0;
	return __rte_raw_cksum_reduce((uint32_t)sum + rte_ipv6_phdr_cksum(ipv6_hdr, 0));
}

/** As rte_ipv4_udptcp_cksum_mbuf(), for IPv6 without extension headers. Since: 22.03. */
static inline uint16_t
rte_ipv6_udptcp_cksum_mbuf(const struct rte_mbuf *m, const struct rte_ipv6_hdr *ipv6_hdr, uint16_t l4_off)
{
	return __rte_udptcp_cksum_send(__rte_ipv6_udptcp_cksum_mbuf(m, ipv6_hdr, l4_off), ipv6_hdr->proto);
}

/** As rte_ipv4_udptcp_cksum_verify(), for IPv6. Since: 20.08. */
static inline int
rte_ipv6_udptcp_cksum_verify(const struct rte_ipv6_hdr *ipv6_hdr, const void *l4_hdr)
{
	return __rte_ipv6_udptcp_cksum(ipv6_hdr, l4_hdr) == 0xffff ? 0 : -1;
}

/** As rte_ipv4_udptcp_cksum_mbuf_verify(), for IPv6. Since: 22.03. */
static inline int
rte_ipv6_udptcp_cksum_mbuf_verify(const struct rte_mbuf *m, const struct rte_ipv6_hdr *ipv6_hdr, uint16_t l4_off)
{
	return __rte_ipv6_udptcp_cksum_mbuf(m, ipv6_hdr, l4_off) == 0xffff ? 0 : -1;
}

/* fragment header */
#define RTE_IPV6_EHDR_MF_SHIFT 0
#define RTE_IPV6_EHDR_MF_MASK 1
#define RTE_IPV6_EHDR_FO_SHIFT 3
#define RTE_IPV6_EHDR_FO_MASK (~((1 << RTE_IPV6_EHDR_FO_SHIFT) - 1))
#define RTE_IPV6_EHDR_FO_ALIGN (1 << RTE_IPV6_EHDR_FO_SHIFT)
#define RTE_IPV6_FRAG_USED_MASK (RTE_IPV6_EHDR_MF_MASK | RTE_IPV6_EHDR_FO_MASK)
#define RTE_IPV6_GET_MF(x) ((x) & RTE_IPV6_EHDR_MF_MASK)
#define RTE_IPV6_GET_FO(x) ((x) >> RTE_IPV6_EHDR_FO_SHIFT)
#define RTE_IPV6_SET_FRAG_DATA(fo, mf) (((fo) & RTE_IPV6_EHDR_FO_MASK) | ((mf) & RTE_IPV6_EHDR_MF_MASK))

/** Fragment extension header. */
struct rte_ipv6_fragment_ext {
	uint8_t next_header;
	uint8_t reserved;
	rte_be16_t frag_data; /**< offset and more-fragments bit */
	rte_be32_t id;
} __rte_packed;

#define RTE_IPV6_FRAG_HDR_SIZE sizeof(struct rte_ipv6_fragment_ext)

/**
 * Step over an extension header.
 * @param p The header, 2 bytes of it at least. @param proto Its type. @param ext_len Gets its length in bytes.
 * @return Type of the next header, or -EINVAL: @p proto is no extension header. Since: 19.11.
 */
static inline int
rte_ipv6_get_next_ext(const uint8_t *p, int proto, size_t *ext_len)
{
	switch (proto) {
	case IPPROTO_AH:
		*ext_len = ((size_t)p[1] + 2) * sizeof(uint32_t);
		return p[0];
	case IPPROTO_HOPOPTS:
	case IPPROTO_ROUTING:
	case IPPROTO_DSTOPTS:
		*ext_len = ((size_t)p[1] + 1) * sizeof(uint64_t);
		return p[0];
	case IPPROTO_FRAGMENT:
		*ext_len = RTE_IPV6_FRAG_HDR_SIZE;
		return p[0];
	default:
		return -EINVAL;
	}
}

#ifdef __cplusplus
}
#endif

#endif
