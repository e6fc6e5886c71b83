/* SPDX-License-Identifier: BSD-3-Clause */
/* Finding out what headers a packet has. */
#include <stdbool.h>
#include <stddef.h>

#include "rte_ether.h"
#include "rte_gre.h"
#include "rte_mpls.h"
#include "rte_net.h"
#include "rte_sctp.h"

/* Extension headers and labels after which nobody looks on. */
#define MAX_EXT_HDRS 5
#define MAX_LABELS 5

/* How far a packet has been read. */
struct cursor {
	const struct rte_mbuf *m;
	uint32_t off;
	uint16_t proto; /* of the header at off: Ethernet type in network order, or IP protocol */
};

/* What a layer is called outside and inside a tunnel. */
enum { OUTER, INNER };
static const struct {
	uint32_t ether, vlan, qinq, ipv4, ipv4_ext, ipv6, ipv6_ext, tcp, udp, sctp, frag;
} types[] = {
#define TYPES(prefix) \
	{ \
		RTE_PTYPE_##prefix##L2_ETHER, RTE_PTYPE_##prefix##L2_ETHER_VLAN, RTE_PTYPE_##prefix##L2_ETHER_QINQ, \
		RTE_PTYPE_##prefix##L3_IPV4, RTE_PTYPE_##prefix##L3_IPV4_EXT, RTE_PTYPE_##prefix##L3_IPV6, \
		RTE_PTYPE_##prefix##L3_IPV6_EXT, RTE_PTYPE_##prefix##L4_TCP, RTE_PTYPE_##prefix##L4_UDP, \
		RTE_PTYPE_##prefix##L4_SCTP, RTE_PTYPE_##prefix##L4_FRAG, \
	}
	[OUTER] = TYPES(),
	[INNER] = TYPES(INNER_),
};

int
rte_net_skip_ip6_ext(uint16_t proto, const struct rte_mbuf *m, uint32_t *off, int *frag)
{
	*frag = 0;
	for (unsigned int i = 0; i < MAX_EXT_HDRS; i++) {
		uint8_t copy[2];
		const uint8_t *ext;
		size_t len = 0;

		switch (proto) {
		case IPPROTO_HOPOPTS:
		case IPPROTO_ROUTING:
		case IPPROTO_DSTOPTS:
		case IPPROTO_FRAGMENT:
			break;
		case IPPROTO_NONE:
			return 0;
		default:
			return proto;
		}
		ext = rte_pktmbuf_read(m, *off, sizeof(copy), copy);
		if (ext == NULL)
			return -1;
		if (proto == IPPROTO_FRAGMENT) {
			*off += RTE_IPV6_FRAG_HDR_SIZE;
			*frag = 1;
			return ext[0];
		}
		proto = rte_ipv6_get_next_ext(ext, proto, &len);
		*off += len;
	}
	return -1;
}

/* Read the tags after an Ethernet header. Their type, 0 if there are none; *len grows. False: the packet ends in them. */
static bool
tags_read(struct cursor *c, int where, uint32_t *type, uint8_t *len)
{
	const struct rte_vlan_hdr *vh;
	struct rte_vlan_hdr copy;
	uint32_t tags;

	if (c->proto == RTE_BE16(RTE_ETHER_TYPE_VLAN)) {
		*type = types[where].vlan;
		tags = 1;
	} else if (c->proto == RTE_BE16(RTE_ETHER_TYPE_QINQ)) {
		*type = types[where].qinq;
		tags = 2;
	} else {
		return true;
	}
	vh = rte_pktmbuf_read(c->m, c->off + (tags - 1) * sizeof(*vh), sizeof(*vh), &copy);
	if (vh == NULL)
		return false;
	c->off += tags * sizeof(*vh);
	c->proto = vh->eth_proto;
	*len += tags * sizeof(*vh);
	return true;
}

/* Read a label stack. Nobody knows what is behind it. */
static void
labels_read(struct cursor *c, uint8_t *len)
{
	const struct rte_mpls_hdr *mh;
	struct rte_mpls_hdr copy;

	for (unsigned int i = 0; i < MAX_LABELS; i++) {
		mh = rte_pktmbuf_read(c->m, c->off, sizeof(*mh), &copy);
		if (mh == NULL)
			return;
		c->off += sizeof(*mh);
		if (mh->bs) {
			*len += (i + 1) * sizeof(*mh);
			return;
		}
	}
}

/*
 * Read an IPv4 or IPv6 header with what belongs to it. *type is its type, 0 if there is none, *len its length, *frag says that
 * it is a fragment. False: nothing behind it can be read.
 */
static bool
ip_read(struct cursor *c, int where, bool look_behind, uint32_t *type, uint16_t *len, bool *frag)
{
	*type = 0;
	*frag = false;
	if (c->proto == RTE_BE16(RTE_ETHER_TYPE_IPV4)) {
		struct rte_ipv4_hdr copy;
		const struct rte_ipv4_hdr *ip = rte_pktmbuf_read(c->m, c->off, sizeof(*ip), &copy);

		if (ip == NULL)
			return false;
		/* version and length of a header without options, or with them; others are no headers */
		if (ip->version_ihl == RTE_IPV4_VHL_DEF)
			*type = types[where].ipv4;
		else if (ip->version_ihl > RTE_IPV4_VHL_DEF && ip->version_ihl <= (IPVERSION << 4 | RTE_IPV4_HDR_IHL_MASK))
			*type = types[where].ipv4_ext;
		*len = rte_ipv4_hdr_len(ip);
		c->off += *len;
		*frag = (ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_OFFSET_MASK | RTE_IPV4_HDR_MF_FLAG)) != 0;
		c->proto = ip->next_proto_id;
		return true;
	}
	if (c->proto == RTE_BE16(RTE_ETHER_TYPE_IPV6)) {
		struct rte_ipv6_hdr copy;
		const struct rte_ipv6_hdr *ip = rte_pktmbuf_read(c->m, c->off, sizeof(*ip), &copy);
		uint32_t start = c->off;
		int proto, is_frag;

		if (ip == NULL)
			return false;
		c->proto = ip->proto;
		c->off += sizeof(*ip);
		*len = sizeof(*ip);
		*type = types[where].ipv6;
		switch (c->proto) {
		case IPPROTO_HOPOPTS:
		case IPPROTO_ROUTING:
		case IPPROTO_FRAGMENT:
		case IPPROTO_ESP:
		case IPPROTO_AH:
		case IPPROTO_DSTOPTS:
			*type = types[where].ipv6_ext;
			break;
		default:
			return true;
		}
		if (!look_behind)
			return true;
		proto = rte_net_skip_ip6_ext(c->proto, c->m, &c->off, &is_frag);
		if (proto < 0)
			return false;
		*len = c->off - start;
		c->proto = proto;
		*frag = is_frag != 0;
		return true;
	}
	return false;
}

/* Read a transport header. Its type, and its length in *len, both 0 if it is none of them. */
static uint32_t
transport_read(struct cursor *c, int where, uint8_t *len)
{
	*len = 0;
	if (c->proto == IPPROTO_UDP) {
		*len = sizeof(struct rte_udp_hdr);
		return types[where].udp;
	}
	if (c->proto == IPPROTO_TCP) {
		struct rte_tcp_hdr copy;
		const struct rte_tcp_hdr *tcp = rte_pktmbuf_read(c->m, c->off, sizeof(*tcp), &copy);

		if (tcp == NULL)
			return 0;
		*len = (tcp->data_off & 0xf0) >> 2;
		return types[where].tcp;
	}
	if (c->proto == IPPROTO_SCTP) {
		*len = sizeof(struct rte_sctp_hdr);
		return types[where].sctp;
	}
	return 0;
}

/* Read the header of a tunnel. Its type, 0 if it is none; then nothing moves. */
static uint32_t
tunnel_read(struct cursor *c)
{
	struct rte_gre_hdr copy;
	const struct rte_gre_hdr *gre;

	switch (c->proto) {
	case IPPROTO_IPIP:
		c->proto = RTE_BE16(RTE_ETHER_TYPE_IPV4);
		return RTE_PTYPE_TUNNEL_IP;
	case IPPROTO_IPV6:
		c->proto = RTE_BE16(RTE_ETHER_TYPE_IPV6);
		return RTE_PTYPE_TUNNEL_IP;
	case IPPROTO_GRE:
		gre = rte_pktmbuf_read(c->m, c->off, sizeof(*gre), &copy);
		/* source routes (RFC 1701) have any length */
		if (gre == NULL || gre->res1)
			return 0;
		c->off += sizeof(*gre) + gre->c * sizeof(struct rte_gre_hdr_opt_checksum_rsvd) +
			  gre->k * sizeof(struct rte_gre_hdr_opt_key) + gre->s * sizeof(struct rte_gre_hdr_opt_sequence);
		c->proto = gre->proto;
		return c->proto == RTE_BE16(RTE_ETHER_TYPE_TEB) ? RTE_PTYPE_TUNNEL_NVGRE : RTE_PTYPE_TUNNEL_GRE;
	default:
		return 0;
	}
}

/* Read what is inside a tunnel. */
static uint32_t
inner_type(struct cursor *c, struct rte_net_hdr_lens *lens, uint32_t layers)
{
	uint32_t ptype = 0, type = 0;
	struct rte_ether_hdr copy;
	const struct rte_ether_hdr *eh;
	bool frag;

	if ((layers & RTE_PTYPE_INNER_L2_MASK) == 0)
		return 0;
	if (c->proto == RTE_BE16(RTE_ETHER_TYPE_TEB)) {
		eh = rte_pktmbuf_read(c->m, c->off, sizeof(*eh), &copy);
		if (eh == NULL)
			return 0;
		ptype = types[INNER].ether;
		c->proto = eh->ether_type;
		c->off += sizeof(*eh);
		lens->inner_l2_len = sizeof(*eh);
	}
	if (!tags_read(c, INNER, &type, &lens->inner_l2_len))
		return type;
	if (type != 0)
		ptype = type;

	if ((layers & RTE_PTYPE_INNER_L3_MASK) == 0 ||
	    !ip_read(c, INNER, (layers & RTE_PTYPE_INNER_L4_MASK) != 0, &type, &lens->inner_l3_len, &frag))
		return ptype | type;
	ptype |= type;
	if ((layers & RTE_PTYPE_INNER_L4_MASK) == 0)
		return ptype;
	if (frag)
		return ptype | types[INNER].frag;
	return ptype | transport_read(c, INNER, &lens->inner_l4_len);
}

uint32_t
rte_net_get_ptype(const struct rte_mbuf *m, struct rte_net_hdr_lens *hdr_lens, uint32_t layers)
{
	struct cursor c = {m, 0, 0};
	struct rte_net_hdr_lens own;
	struct rte_net_hdr_lens *lens = hdr_lens != NULL ? hdr_lens : &own;
	uint32_t ptype = RTE_PTYPE_L2_ETHER, type = 0, start;
	struct rte_ether_hdr copy;
	const struct rte_ether_hdr *eh;
	bool frag;

	*lens = (struct rte_net_hdr_lens){0};
	eh = rte_pktmbuf_read(m, 0, sizeof(*eh), &copy);
	if (eh == NULL)
		return 0;
	c.proto = eh->ether_type;
	c.off = sizeof(*eh);
	lens->l2_len = sizeof(*eh);
	if ((layers & RTE_PTYPE_L2_MASK) == 0)
		return 0;
	if (c.proto == RTE_BE16(RTE_ETHER_TYPE_MPLS) || c.proto == RTE_BE16(RTE_ETHER_TYPE_MPLSM)) {
		labels_read(&c, &lens->l2_len);
		return RTE_PTYPE_L2_ETHER_MPLS;
	}
	if (!tags_read(&c, OUTER, &type, &lens->l2_len))
		return type;
	if (type != 0)
		ptype = type;

	if ((layers & RTE_PTYPE_L3_MASK) == 0 ||
	    !ip_read(&c, OUTER, (layers & RTE_PTYPE_L4_MASK) != 0, &type, &lens->l3_len, &frag))
		return ptype | type;
	ptype |= type;
	if ((layers & RTE_PTYPE_L4_MASK) == 0)
		return ptype;
	if (frag)
		return ptype | types[OUTER].frag;
	type = transport_read(&c, OUTER, &lens->l4_len);
	if (type != 0)
		return ptype | type;

	if ((layers & RTE_PTYPE_TUNNEL_MASK) == 0)
		return ptype;
	start = c.off;
	type = tunnel_read(&c);
	lens->tunnel_len = c.off - start;
	return ptype | type | inner_type(&c, lens, layers);
}
