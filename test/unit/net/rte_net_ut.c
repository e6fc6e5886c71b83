/* SPDX-License-Identifier: BSD-3-Clause */
/* What headers a packet has, whole, cut short and in segments; and checksum fields prepared for devices. */
#include <rte_ether.h>
#include <rte_net.h>

#include "test/unit/ring/packet_ut.h"

static struct rte_mempool *mp;

static int
start(void)
{
	if (runtime_start() < 0)
		return -1;
	mp = rte_pktmbuf_pool_create("net", 255, 0, 0, 512, SOCKET_ID_ANY);
	return mp == NULL ? -1 : 0;
}

static void
stop(void)
{
	rte_mempool_free(mp);
	runtime_stop();
}

#define ETH(type) "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c" type
#define T_IP4 "\x08\x00"
#define T_IP6 "\x86\xdd"
#define T_ARP "\x08\x06"
#define T_VLAN "\x81\x00"
#define T_QINQ "\x88\xa8"
#define T_MPLS "\x88\x47"
#define T_TEB "\x65\x58"
#define TAG(type) "\x00\x05" type
#define IP4(proto) "\x45\0\0\x40\0\0\0\0\x40" proto "\0\0\x0a\0\0\1\x0a\0\0\2"
#define IP4_OPT(proto) "\x46\0\0\x40\0\0\0\0\x40" proto "\0\0\x0a\0\0\1\x0a\0\0\2\1\1\1\1"
#define IP4_FRAG(proto) "\x45\0\0\x40\0\0\x20\0\x40" proto "\0\0\x0a\0\0\1\x0a\0\0\2"
#define IP6(proto) "\x60\0\0\0\0\x40" proto "\x40" "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb"
#define P_HOP "\x00"
#define P_IPIP "\x04"
#define P_TCP "\x06"
#define P_UDP "\x11"
#define P_IP6 "\x29"
#define P_FRAG "\x2c"
#define P_GRE "\x2f"
#define P_AH "\x33"
#define P_NONE "\x3b"
#define P_DST "\x3c"
#define P_SCTP "\x84"
#define UDP "\0\x01\0\x02\0\x10\0\0"
#define TCP "\0\x01\0\x02\0\0\0\0\0\0\0\0\x80\x10\0\0\0\0\0\0"
#define SCTP "\0\x01\0\x02\0\0\0\0\0\0\0\0"
#define EXT8(next) next "\x00" "eeeeee"
#define EXT16(next) next "\x01" "eeeeeeeeeeeeee"
#define GRE(flags, type) flags "\0" type

struct packet_case {
	const char *what;
	const char *bytes;
	size_t len;
	uint32_t ptype;
	struct rte_net_hdr_lens lens;
};
#define CASE(what, bytes, ...) {what, bytes, sizeof(bytes) - 1, __VA_ARGS__}
#define PT(x) RTE_PTYPE_##x

static const struct packet_case cases[] = {
	CASE("other type", ETH(T_ARP) "....", PT(L2_ETHER), {.l2_len = 14}),
	CASE("udp", ETH(T_IP4) IP4(P_UDP) UDP, PT(L2_ETHER) | PT(L3_IPV4) | PT(L4_UDP),
	     {.l2_len = 14, .l3_len = 20, .l4_len = 8}),
	CASE("tcp", ETH(T_IP4) IP4(P_TCP) TCP, PT(L2_ETHER) | PT(L3_IPV4) | PT(L4_TCP),
	     {.l2_len = 14, .l3_len = 20, .l4_len = 32}),
	CASE("sctp", ETH(T_IP4) IP4(P_SCTP) SCTP, PT(L2_ETHER) | PT(L3_IPV4) | PT(L4_SCTP),
	     {.l2_len = 14, .l3_len = 20, .l4_len = 12}),
	CASE("other protocol", ETH(T_IP4) IP4("\x01") "....", PT(L2_ETHER) | PT(L3_IPV4), {.l2_len = 14, .l3_len = 20}),
	CASE("options", ETH(T_IP4) IP4_OPT(P_UDP) UDP, PT(L2_ETHER) | PT(L3_IPV4_EXT) | PT(L4_UDP),
	     {.l2_len = 14, .l3_len = 24, .l4_len = 8}),
	CASE("fragment", ETH(T_IP4) IP4_FRAG(P_UDP) UDP, PT(L2_ETHER) | PT(L3_IPV4) | PT(L4_FRAG), {.l2_len = 14, .l3_len = 20}),
	CASE("tag", ETH(T_VLAN) TAG(T_IP4) IP4(P_UDP) UDP, PT(L2_ETHER_VLAN) | PT(L3_IPV4) | PT(L4_UDP),
	     {.l2_len = 18, .l3_len = 20, .l4_len = 8}),
	CASE("two tags", ETH(T_QINQ) TAG(T_VLAN) TAG(T_IP6) IP6(P_TCP) TCP, PT(L2_ETHER_QINQ) | PT(L3_IPV6) | PT(L4_TCP),
	     {.l2_len = 22, .l3_len = 40, .l4_len = 32}),
	CASE("labels", ETH(T_MPLS) "\0\1\0\x40" "\0\2\1\x40" IP4(P_UDP), PT(L2_ETHER_MPLS), {.l2_len = 22}),
	CASE("labels without end", ETH(T_MPLS) "\0\1\0\x40\0\1\0\x40\0\1\0\x40\0\1\0\x40\0\1\0\x40\0\1\1\x40", PT(L2_ETHER_MPLS),
	     {.l2_len = 14}),
	CASE("v6", ETH(T_IP6) IP6(P_UDP) UDP, PT(L2_ETHER) | PT(L3_IPV6) | PT(L4_UDP), {.l2_len = 14, .l3_len = 40, .l4_len = 8}),
	CASE("v6 with extensions", ETH(T_IP6) IP6(P_HOP) EXT8(P_DST) EXT16(P_UDP) UDP,
	     PT(L2_ETHER) | PT(L3_IPV6_EXT) | PT(L4_UDP),
	     {.l2_len = 14, .l3_len = 64, .l4_len = 8}),
	CASE("v6 fragment", ETH(T_IP6) IP6(P_HOP) EXT8(P_FRAG) EXT8(P_UDP) UDP, PT(L2_ETHER) | PT(L3_IPV6_EXT) | PT(L4_FRAG),
	     {.l2_len = 14, .l3_len = 56}),
	CASE("v6 with nothing", ETH(T_IP6) IP6(P_HOP) EXT8(P_NONE), PT(L2_ETHER) | PT(L3_IPV6_EXT), {.l2_len = 14, .l3_len = 48}),
	CASE("v6 cut in an extension", ETH(T_IP6) IP6(P_HOP) EXT8(P_DST), PT(L2_ETHER) | PT(L3_IPV6_EXT),
	     {.l2_len = 14, .l3_len = 40}),
	CASE("v6 with six extensions",
	     ETH(T_IP6) IP6(P_HOP) EXT8(P_DST) EXT8(P_DST) EXT8(P_DST) EXT8(P_DST) EXT8(P_DST) EXT8(P_UDP) UDP,
	     PT(L2_ETHER) | PT(L3_IPV6_EXT), {.l2_len = 14, .l3_len = 40}),
	CASE("ip in ip", ETH(T_IP4) IP4(P_IPIP) IP4(P_TCP) TCP,
	     PT(L2_ETHER) | PT(L3_IPV4) | PT(TUNNEL_IP) | PT(INNER_L3_IPV4) | PT(INNER_L4_TCP),
	     {.l2_len = 14, .l3_len = 20, .inner_l3_len = 20, .inner_l4_len = 32}),
	CASE("v6 in v4", ETH(T_IP4) IP4(P_IP6) IP6(P_UDP) UDP,
	     PT(L2_ETHER) | PT(L3_IPV4) | PT(TUNNEL_IP) | PT(INNER_L3_IPV6) | PT(INNER_L4_UDP),
	     {.l2_len = 14, .l3_len = 20, .inner_l3_len = 40, .inner_l4_len = 8}),
	CASE("gre", ETH(T_IP4) IP4(P_GRE) GRE("\x00", T_IP4) IP4_OPT(P_UDP) UDP,
	     PT(L2_ETHER) | PT(L3_IPV4) | PT(TUNNEL_GRE) | PT(INNER_L3_IPV4_EXT) | PT(INNER_L4_UDP),
	     {.l2_len = 14, .l3_len = 20, .tunnel_len = 4, .inner_l3_len = 24, .inner_l4_len = 8}),
	CASE("gre with checksum, key and sequence", ETH(T_IP6) IP6(P_GRE) GRE("\xb0", T_IP4) "cccckkkkssss" IP4(P_SCTP) SCTP,
	     PT(L2_ETHER) | PT(L3_IPV6) | PT(TUNNEL_GRE) | PT(INNER_L3_IPV4) | PT(INNER_L4_SCTP),
	     {.l2_len = 14, .l3_len = 40, .tunnel_len = 16, .inner_l3_len = 20, .inner_l4_len = 12}),
	CASE("gre with a route", ETH(T_IP4) IP4(P_GRE) GRE("\x40", T_IP4) IP4(P_UDP), PT(L2_ETHER) | PT(L3_IPV4),
	     {.l2_len = 14, .l3_len = 20}),
	CASE("frame in gre", ETH(T_IP4) IP4(P_GRE) GRE("\x20", T_TEB) "kkkk" ETH(T_VLAN) TAG(T_IP6) IP6(P_UDP) UDP,
	     PT(L2_ETHER) | PT(L3_IPV4) | PT(TUNNEL_NVGRE) | PT(INNER_L2_ETHER_VLAN) | PT(INNER_L3_IPV6) | PT(INNER_L4_UDP),
	     {.l2_len = 14, .l3_len = 20, .tunnel_len = 8, .inner_l2_len = 18, .inner_l3_len = 40, .inner_l4_len = 8}),
	CASE("fragment inside", ETH(T_IP4) IP4(P_IPIP) IP4_FRAG(P_TCP) TCP,
	     PT(L2_ETHER) | PT(L3_IPV4) | PT(TUNNEL_IP) | PT(INNER_L3_IPV4) | PT(INNER_L4_FRAG),
	     {.l2_len = 14, .l3_len = 20, .inner_l3_len = 20}),
};

/* A packet of these bytes in segments of at most seg bytes. */
static struct rte_mbuf *
packet(const char *bytes, size_t len, size_t seg)
{
	struct rte_mbuf *head = NULL;

	do {
		size_t n = RTE_MIN(len, seg);
		struct rte_mbuf *m = rte_pktmbuf_alloc(mp);

		UT_NOT_NULL_FATAL(m);
		memcpy(rte_pktmbuf_append(m, n), bytes, n);
		bytes += n;
		len -= n;
		if (head == NULL)
			head = m;
		else
			UT_EQ(rte_pktmbuf_chain(head, m), 0);
	} while (len > 0);
	return head;
}

static void
known_packets(void)
{
	static const size_t segments[] = {512, 14, 7, 3, 1};

	for (unsigned int i = 0; i < RTE_DIM(cases); i++) {
		for (unsigned int s = 0; s < RTE_DIM(segments); s++) {
			struct rte_mbuf *m = packet(cases[i].bytes, cases[i].len, segments[s]);
			struct rte_net_hdr_lens lens;
			uint32_t ptype;

			memset(&lens, 0xee, sizeof(lens));
			ptype = rte_net_get_ptype(m, &lens, RTE_PTYPE_ALL_MASK);
			if (ptype != cases[i].ptype || memcmp(&lens, &cases[i].lens, sizeof(lens)) != 0) {
				printf("%s in segments of %zu: %x\n", cases[i].what, segments[s], ptype);
				UT_EQ(ptype, cases[i].ptype);
				UT_EQ(lens.l2_len, cases[i].lens.l2_len);
				UT_EQ(lens.l3_len, cases[i].lens.l3_len);
				UT_EQ(lens.l4_len, cases[i].lens.l4_len);
				UT_EQ(lens.tunnel_len, cases[i].lens.tunnel_len);
				UT_EQ(lens.inner_l2_len, cases[i].lens.inner_l2_len);
				UT_EQ(lens.inner_l3_len, cases[i].lens.inner_l3_len);
				UT_EQ(lens.inner_l4_len, cases[i].lens.inner_l4_len);
			}
			UT_EQ(rte_net_get_ptype(m, NULL, RTE_PTYPE_ALL_MASK), cases[i].ptype);
			rte_pktmbuf_free(m);
		}
	}
	UT_EQ(rte_mempool_full(mp), 1);
}

/* Cut anywhere, a packet has the types of the headers before the cut, as far as they could be told. */
static void
cut_packets(void)
{
	unsigned int bad = 0;

	for (unsigned int i = 0; i < RTE_DIM(cases); i++) {
		for (size_t len = 1; len < cases[i].len; len++) {
			struct rte_mbuf *m = packet(cases[i].bytes, len, 512);
			uint32_t ptype = rte_net_get_ptype(m, NULL, RTE_PTYPE_ALL_MASK);

			for (unsigned int shift = 0; shift < 28; shift += 4) {
				uint32_t nibble = ptype >> shift & 0xf, whole = cases[i].ptype >> shift & 0xf;

				/* before its tag is read a frame in a tunnel is a plain one, and so is one without its own */
				if (nibble != 0 && nibble != whole && shift != 16 && shift != 0)
					bad++;
			}
			bad += len < 14 && ptype != 0;
			rte_pktmbuf_free(m);
		}
	}
	UT_EQ(bad, 0);
}

static void
only_wanted_layers(void)
{
	const struct packet_case *c = &cases[RTE_DIM(cases) - 2];
	struct rte_mbuf *m = packet(c->bytes, c->len, 512);
	static const uint32_t masks[] = {PT(L2_MASK), PT(L3_MASK), PT(L4_MASK), PT(TUNNEL_MASK), PT(INNER_L2_MASK),
					 PT(INNER_L3_MASK), PT(INNER_L4_MASK)};
	uint32_t layers = 0;

	UT_STR_EQ(c->what, "frame in gre");
	UT_EQ(rte_net_get_ptype(m, NULL, 0), 0);
	for (unsigned int i = 0; i < RTE_DIM(masks); i++) {
		layers |= masks[i];
		UT_EQ(rte_net_get_ptype(m, NULL, layers), c->ptype & layers);
	}
	/* the search ends at a layer that is not wanted */
	UT_EQ(rte_net_get_ptype(m, NULL, RTE_PTYPE_ALL_MASK & ~RTE_PTYPE_L3_MASK), RTE_PTYPE_L2_ETHER);
	rte_pktmbuf_free(m);
}

static void
skipping_extensions(void)
{
	static const char bytes[] = EXT8(P_DST) EXT16(P_FRAG) EXT8(P_TCP) "rest";
	struct rte_mbuf *m = packet(bytes, sizeof(bytes) - 1, 5);
	uint32_t off = 0;
	int frag = 9;

	UT_EQ(rte_net_skip_ip6_ext(IPPROTO_HOPOPTS, m, &off, &frag), IPPROTO_TCP);
	UT_EQ(off, 32);
	UT_EQ(frag, 1);
	off = 8;
	UT_EQ(rte_net_skip_ip6_ext(IPPROTO_UDP, m, &off, &frag), IPPROTO_UDP);
	UT_EQ(off, 8);
	UT_EQ(frag, 0);
	off = sizeof(bytes) - 2;
	UT_EQ(rte_net_skip_ip6_ext(IPPROTO_DSTOPTS, m, &off, &frag), -1);
	rte_pktmbuf_free(m);
}

/* Prepare bytes with these flags and lengths; the result of the call. */
static int
prepare(struct rte_mbuf *m, uint64_t flags, unsigned int l2, unsigned int l3, unsigned int l4, unsigned int outer_l2,
	unsigned int outer_l3)
{
	m->ol_flags = flags;
	m->tx_offload = rte_mbuf_tx_offload(l2, l3, l4, 1000, outer_l3, outer_l2, 0);
	return rte_net_intel_cksum_prepare(m);
}

static uint16_t
word_at(struct rte_mbuf *m, unsigned int off)
{
	uint16_t word;

	memcpy(&word, rte_pktmbuf_mtod_offset(m, char *, off), sizeof(word));
	return word;
}

static void
prepared_checksums(void)
{
	static const char tcp4[] = ETH(T_IP4) IP4(P_TCP) TCP, udp6[] = ETH(T_IP6) IP6(P_UDP) UDP;
	struct rte_mbuf *m = packet(tcp4, sizeof(tcp4) - 1, 512);
	struct rte_ipv4_hdr *ip4 = rte_pktmbuf_mtod_offset(m, struct rte_ipv4_hdr *, 14);
	struct rte_ipv6_hdr *ip6;

	ip4->hdr_checksum = 0x1234;
	UT_EQ(prepare(m, 0, 14, 20, 20, 0, 0), 0);
	UT_EQ(ip4->hdr_checksum, 0x1234);
	UT_EQ(prepare(m, RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_TCP_CKSUM, 14, 20, 20, 0, 0), 0);
	UT_EQ(ip4->hdr_checksum, 0x1234);
	UT_EQ(word_at(m, 14 + 20 + 16), rte_ipv4_phdr_cksum(ip4, 0));
	UT_EQ(prepare(m, RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_TCP_SEG, 14, 20, 20, 0, 0), 0);
	UT_EQ(ip4->hdr_checksum, 0);
	UT_EQ(word_at(m, 14 + 20 + 16), rte_ipv4_phdr_cksum(ip4, RTE_MBUF_F_TX_TCP_SEG));
	/* headers that are not all there */
	UT_EQ(prepare(m, RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_TCP_CKSUM, 14, 20, 21, 0, 0), -ENOTSUP);
	UT_EQ(prepare(m, RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_TCP_CKSUM, 14, 24, 0, 0, 0), -ENOTSUP);
	rte_pktmbuf_free(m);

	m = packet(udp6, sizeof(udp6) - 1, 512);
	ip6 = rte_pktmbuf_mtod_offset(m, struct rte_ipv6_hdr *, 14);
	UT_EQ(prepare(m, RTE_MBUF_F_TX_IPV6 | RTE_MBUF_F_TX_UDP_CKSUM, 14, 40, 8, 0, 0), 0);
	UT_EQ(word_at(m, 14 + 40 + 6), rte_ipv6_phdr_cksum(ip6, 0));
	rte_pktmbuf_free(m);
}

static void
prepared_checksums_in_tunnels(void)
{
	/* Ethernet, IPv4, UDP, eight bytes of tunnel, Ethernet, IPv4, UDP */
	static const char bytes[] = ETH(T_IP4) IP4(P_UDP) UDP "tunneled" ETH(T_IP4) IP4(P_UDP) UDP;
	struct rte_mbuf *m = packet(bytes, sizeof(bytes) - 1, 512);
	struct rte_ipv4_hdr *outer = rte_pktmbuf_mtod_offset(m, struct rte_ipv4_hdr *, 14);
	struct rte_ipv4_hdr *inner = rte_pktmbuf_mtod_offset(m, struct rte_ipv4_hdr *, 64);

	outer->hdr_checksum = inner->hdr_checksum = 0x1234;
	UT_EQ(prepare(m, RTE_MBUF_F_TX_OUTER_IPV4 | RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_UDP_CKSUM,
		      30, 20, 8, 14, 20), 0);
	UT_EQ(outer->hdr_checksum, 0x1234);
	UT_EQ(inner->hdr_checksum, 0);
	UT_EQ(word_at(m, 64 + 20 + 6), rte_ipv4_phdr_cksum(inner, 0));
	UT_EQ(word_at(m, 14 + 20 + 6), 0);
	UT_EQ(prepare(m, RTE_MBUF_F_TX_OUTER_IPV4 | RTE_MBUF_F_TX_OUTER_IP_CKSUM | RTE_MBUF_F_TX_OUTER_UDP_CKSUM,
		      30, 20, 8, 14, 20), 0);
	UT_EQ(outer->hdr_checksum, 0);
	UT_EQ(word_at(m, 14 + 20 + 6), rte_ipv4_phdr_cksum(outer, 0));
	rte_pktmbuf_free(m);
}

UT_MAIN_FIXTURE("rte_net", start, stop,
	{"headers of known packets, in any segments", known_packets},
	{"packets cut anywhere", cut_packets},
	{"only wanted layers are looked at", only_wanted_layers},
	{"extension headers are stepped over", skipping_extensions},
	{"checksum fields for devices", prepared_checksums},
	{"checksum fields for devices in tunnels", prepared_checksums_in_tunnels})
