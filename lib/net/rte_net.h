/* SPDX-License-Identifier: BSD-3-Clause */
/* What headers a packet has, and preparing checksums for devices. */
#ifndef _RTE_NET_PTYPE_H_
#define _RTE_NET_PTYPE_H_

#include <rte_ip.h>
#include <rte_udp.h>
#include <rte_tcp.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Lengths of the headers of a packet in bytes. */
struct rte_net_hdr_lens {
	uint8_t l2_len;
	uint8_t inner_l2_len;
	uint16_t l3_len;
	uint16_t inner_l3_len;
	uint16_t tunnel_len;
	uint8_t l4_len;
	uint8_t inner_l4_len;
};

/**
 * Step over the extension headers of IPv6.
 * @param proto Type of the first one.
 * @param off In: where it stands in @p m. Out: where the last one ends.
 * @param frag Gets 1 at a fragment header, where the search ends, else 0.
 * @return Type of what follows, or -1: the packet ends before, or has more than five extension headers. Since: 17.11.
 */
int rte_net_skip_ip6_ext(uint16_t proto, const struct rte_mbuf *m, uint32_t *off, int *frag);

/**
 * Find out what headers a packet has by looking at its data: Ethernet, up to two tags or MPLS, IPv4, IPv6, UDP, TCP, SCTP, and
 * GRE or IP tunnels with the same inside.
 * @param hdr_lens Gets the lengths of the headers found, 0 for the others; may be NULL.
 * @param layers RTE_PTYPE_*_MASK of the layers to look at; the search ends at the first that is not wanted.
 * @return RTE_PTYPE_*, 0 in a nibble whose header is not there or not known. Context: any thread. Since: 16.11.
 */
uint32_t rte_net_get_ptype(const struct rte_mbuf *m, struct rte_net_hdr_lens *hdr_lens, uint32_t layers);

/** @internal Where devices want the pseudo header's sum in a header of protocol @p l4_flag, NULL if nowhere. */
static inline char *
__rte_net_l4_cksum_field(char *l4_hdr, uint64_t l4_flag)
{
	if (l4_flag == RTE_MBUF_F_TX_UDP_CKSUM)
		return l4_hdr + offsetof(struct rte_udp_hdr, dgram_cksum);
	if (l4_flag == RTE_MBUF_F_TX_TCP_CKSUM)
		return l4_hdr + offsetof(struct rte_tcp_hdr, cksum);
	return NULL;
}

/**
 * Prepare the checksum fields of a packet for devices of the usual kind: IPv4 ones become 0, TCP and UDP ones the sum over the
 * pseudo header.
 * @param ol_flags RTE_MBUF_F_TX_* to go by; lengths are taken from @p m.
 * @return 0, or -ENOTSUP: the headers are not all in the first segment. Context: owner of @p m and its data. Since: 20.08.
 */
static inline int
rte_net_intel_cksum_flags_prepare(struct rte_mbuf *m, uint64_t ol_flags)
{
	const uint64_t wanted = RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_L4_MASK | RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_UDP_SEG |
				RTE_MBUF_F_TX_OUTER_IP_CKSUM | RTE_MBUF_F_TX_OUTER_UDP_CKSUM;
	uint64_t l4_flag = ol_flags & RTE_MBUF_F_TX_L4_MASK;
	uint64_t l3_off = m->l2_len, l4_off, end;
	char *data = rte_pktmbuf_mtod(m, char *), *field;
	struct rte_ipv4_hdr *ipv4;
	rte_be16_t sum;

	if (!(ol_flags & wanted))
		return 0;
	if (ol_flags & RTE_MBUF_F_TX_TCP_SEG)
		l4_flag = RTE_MBUF_F_TX_TCP_CKSUM;
	else if (ol_flags & RTE_MBUF_F_TX_UDP_SEG)
		l4_flag = RTE_MBUF_F_TX_UDP_CKSUM;
	if (ol_flags & (RTE_MBUF_F_TX_OUTER_IPV4 | RTE_MBUF_F_TX_OUTER_IPV6))
		l3_off += m->outer_l2_len + m->outer_l3_len;

	/* every header in the first segment, and as long as what is written to it */
	l4_off = l3_off + m->l3_len;
	end = l4_off + m->l4_len;
	if (l4_flag == RTE_MBUF_F_TX_TCP_CKSUM)
		end = RTE_MAX(end, l4_off + sizeof(struct rte_tcp_hdr));
	else if (l4_flag == RTE_MBUF_F_TX_UDP_CKSUM)
		end = RTE_MAX(end, l4_off + sizeof(struct rte_udp_hdr));
	if (unlikely(end > rte_pktmbuf_data_len(m)))
		return -ENOTSUP;

	if (ol_flags & RTE_MBUF_F_TX_OUTER_IPV4) {
		ipv4 = (struct rte_ipv4_hdr *)(void *)(data + m->outer_l2_len);
		if (ol_flags & RTE_MBUF_F_TX_OUTER_IP_CKSUM)
			ipv4->hdr_checksum = 0;
		if (ol_flags & RTE_MBUF_F_TX_OUTER_UDP_CKSUM) {
			field = __rte_net_l4_cksum_field(data + m->outer_l2_len + m->outer_l3_len, RTE_MBUF_F_TX_UDP_CKSUM);
			sum = rte_ipv4_phdr_cksum(ipv4, ol_flags);
			memcpy(field, &sum, sizeof(sum));
		}
	} else if ((ol_flags & RTE_MBUF_F_TX_OUTER_IPV6) && (ol_flags & RTE_MBUF_F_TX_OUTER_UDP_CKSUM)) {
		field = __rte_net_l4_cksum_field(data + m->outer_l2_len + m->outer_l3_len, RTE_MBUF_F_TX_UDP_CKSUM);
		sum = rte_ipv6_phdr_cksum((struct rte_ipv6_hdr *)(void *)(data + m->outer_l2_len), ol_flags);
		memcpy(field, &sum, sizeof(sum));
	}

	if (ol_flags & RTE_MBUF_F_TX_IPV4) {
		ipv4 = (struct rte_ipv4_hdr *)(void *)(data + l3_off);
		if (ol_flags & RTE_MBUF_F_TX_IP_CKSUM)
			ipv4->hdr_checksum = 0;
	}
	field = __rte_net_l4_cksum_field(data + l4_off, l4_flag);
	if (field != NULL) {
		if (ol_flags & RTE_MBUF_F_TX_IPV4)
			sum = rte_ipv4_phdr_cksum((struct rte_ipv4_hdr *)(void *)(data + l3_off), ol_flags);
		else
			sum = rte_ipv6_phdr_cksum((struct rte_ipv6_hdr *)(void *)(data + l3_off), ol_flags);
		memcpy(field, &sum, sizeof(sum));
	}
	return 0;
}

/** As rte_net_intel_cksum_flags_prepare(), by the flags in @p m. Since: 17.02. */
static inline int
rte_net_intel_cksum_prepare(struct rte_mbuf *m)
{
	return rte_net_intel_cksum_flags_prepare(m, m->ol_flags);
}

#ifdef __cplusplus
}
#endif

#endif
