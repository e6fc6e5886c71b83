/* SPDX-License-Identifier: BSD-3-Clause */
/* The internet checksum against examples, against a byte-wise one, and over chains cut anywhere. */
#include <rte_ip.h>
#include <rte_net.h>

#include "test/unit/ring/packet_ut.h"

static struct rte_mempool *mp;

static int
start(void)
{
	if (runtime_start() < 0)
		return -1;
	mp = rte_pktmbuf_pool_create("ip", 63, 0, 0, 2048, SOCKET_ID_ANY);
	return mp == NULL ? -1 : 0;
}

static void
stop(void)
{
	rte_mempool_free(mp);
	runtime_stop();
}

static uint32_t seed = 1;

static uint32_t
next_random(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

/* RFC 1071: the sum of 16-bit words in network order, an odd byte padded with zero, carries added back. */
static uint32_t
plain_sum(const uint8_t *p, size_t len, uint32_t sum)
{
	for (size_t i = 0; i < len; i++) {
		sum += i % 2 == 0 ? (uint32_t)p[i] << 8 : p[i];
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return (sum & 0xffff) + (sum >> 16);
}

static void
examples(void)
{
	/* RFC 1071, section 3 */
	static const uint8_t rfc1071[] = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
	/* an IPv4 header with the checksum 0xb861 */
	static const uint8_t header[] = {0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
					 0x00, 0x00, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7};
	uint8_t copy[sizeof(header)];
	struct rte_ipv4_hdr *ip = (struct rte_ipv4_hdr *)copy;

	UT_EQ(rte_be_to_cpu_16(rte_raw_cksum(rfc1071, sizeof(rfc1071))), 0xddf2);
	memcpy(copy, header, sizeof(copy));
	UT_EQ(rte_ipv4_hdr_len(ip), 20);
	UT_EQ(rte_be_to_cpu_16(rte_ipv4_cksum(ip)), 0xb861);
	ip->hdr_checksum = rte_ipv4_cksum(ip);
	UT_EQ(rte_ipv4_cksum(ip), 0);
	/* zeros sum to zero, and nothing else does */
	memset(copy, 0, sizeof(copy));
	UT_EQ(rte_raw_cksum(copy, sizeof(copy)), 0);
	UT_EQ(rte_raw_cksum(copy, 0), 0);
	copy[0] = copy[1] = 0xff;
	UT_EQ(rte_raw_cksum(copy, sizeof(copy)), 0xffff);
}

static void
every_length_and_alignment(void)
{
	static uint8_t buf[2100];
	unsigned int bad = 0;

	for (unsigned int fill = 0; fill < 3; fill++) {
		for (unsigned int i = 0; i < sizeof(buf); i++)
			buf[i] = fill == 0 ? 0xff : fill == 1 ? 0 : next_random();
		for (unsigned int len = 0; len < 200; len++) {
			for (unsigned int at = 0; at < 9; at++)
				bad += rte_be_to_cpu_16(rte_raw_cksum(buf + at, len)) != plain_sum(buf + at, len, 0);
		}
		bad += rte_be_to_cpu_16(rte_raw_cksum(buf, sizeof(buf))) != plain_sum(buf, sizeof(buf), 0);
	}
	UT_EQ(bad, 0);
}

static void
largest_packets(void)
{
	static uint8_t buf[1 << 18];

	memset(buf, 0xff, sizeof(buf));
	UT_EQ(rte_raw_cksum(buf, sizeof(buf)), 0xffff);
	buf[0] = 0xfe;
	buf[sizeof(buf) - 1] = 0xfe;
	UT_EQ(rte_be_to_cpu_16(rte_raw_cksum(buf, sizeof(buf))), plain_sum(buf, 2, plain_sum(buf + 2, sizeof(buf) - 2, 0)));
}

/* len random bytes in segments of random lengths, also empty ones; the same bytes in flat. */
static struct rte_mbuf *
random_chain(uint8_t *flat, unsigned int len)
{
	struct rte_mbuf *head = rte_pktmbuf_alloc(mp);
	unsigned int done = 0;

	for (unsigned int i = 0; i < len; i++)
		flat[i] = next_random();
	while (done < len) {
		unsigned int n = RTE_MIN(next_random() % 40, len - done);
		struct rte_mbuf *m = done == 0 ? head : rte_pktmbuf_alloc(mp);

		memcpy(rte_pktmbuf_append(m, n), flat + done, n);
		if (m != head)
			UT_EQ(rte_pktmbuf_chain(head, m), 0);
		done += n;
		if (head->nb_segs > 40) {
			memcpy(rte_pktmbuf_append(head, len - done), flat + done, len - done);
			done = len;
		}
	}
	return head;
}

static void
chains_cut_anywhere(void)
{
	unsigned int bad = 0;
	uint8_t flat[300];

	for (unsigned int round = 0; round < 300; round++) {
		unsigned int len = 1 + next_random() % 300;
		struct rte_mbuf *m = random_chain(flat, len);

		for (unsigned int i = 0; i < 20; i++) {
			unsigned int off = next_random() % (len + 1), n = next_random() % (len - off + 1);
			uint16_t cksum = 0;

			bad += rte_raw_cksum_mbuf(m, off, n, &cksum) != 0;
			bad += rte_be_to_cpu_16(cksum) != plain_sum(flat + off, n, 0);
		}
		bad += rte_raw_cksum_mbuf(m, 1, len, &(uint16_t){0}) != -1;
		bad += rte_raw_cksum_mbuf(m, len + 1, 0, &(uint16_t){0}) != -1;
		bad += rte_raw_cksum_mbuf(m, 1, UINT32_MAX, &(uint16_t){0}) != -1;
		rte_pktmbuf_free(m);
	}
	UT_EQ(bad, 0);
	UT_EQ(rte_mempool_full(mp), 1);
}

/* Checksum of a UDP or TCP part by the book: pseudo header of RFC 768 and RFC 793, or of RFC 8200. */
static uint16_t
plain_l4(const uint8_t *ip, bool v6, const uint8_t *l4, unsigned int len, uint8_t proto)
{
	uint32_t sum = v6 ? plain_sum(ip + 8, 32, 0) : plain_sum(ip + 12, 8, 0);

	sum += proto + len;
	return ~plain_sum(l4, len, sum) & 0xffff;
}

static void
transport(void)
{
	static const uint8_t protos[] = {IPPROTO_UDP, IPPROTO_TCP};
	unsigned int bad = 0;

	for (unsigned int round = 0; round < 2000; round++) {
		uint8_t buf[300], proto = protos[round % 2];
		bool v6 = round / 2 % 2;
		unsigned int hdr = v6 ? 40 : 20 + 4 * (round % 5), len = 20 + next_random() % 200, field;
		uint8_t *l4 = buf + hdr;
		uint16_t cksum, want;
		struct rte_mbuf *m;

		for (unsigned int i = 0; i < sizeof(buf); i++)
			buf[i] = next_random();
		field = proto == IPPROTO_UDP ? 6 : 16;
		l4[field] = l4[field + 1] = 0;
		if (v6) {
			struct rte_ipv6_hdr *ip = (struct rte_ipv6_hdr *)buf;

			ip->payload_len = rte_cpu_to_be_16(len);
			ip->proto = proto;
			cksum = rte_ipv6_udptcp_cksum(ip, l4);
		} else {
			struct rte_ipv4_hdr *ip = (struct rte_ipv4_hdr *)buf;

			ip->version_ihl = 4 << 4 | hdr / 4;
			ip->total_length = rte_cpu_to_be_16(hdr + len);
			ip->next_proto_id = proto;
			cksum = rte_ipv4_udptcp_cksum(ip, l4);
		}
		want = plain_l4(buf, v6, l4, len, proto);
		bad += rte_be_to_cpu_16(cksum) != want;

		/* the same in a packet with padding behind it */
		memcpy(l4 + field, &cksum, 2);
		m = rte_pktmbuf_alloc(mp);
		memcpy(rte_pktmbuf_append(m, hdr + 7), buf, hdr + 7);
		UT_EQ(rte_pktmbuf_chain(m, rte_pktmbuf_alloc(mp)), 0);
		memcpy(rte_pktmbuf_append(m, len - 7 + 6), l4 + 7, len - 7 + 6);
		if (v6) {
			bad += rte_ipv6_udptcp_cksum_verify((struct rte_ipv6_hdr *)buf, l4) != 0;
			bad += rte_ipv6_udptcp_cksum_mbuf_verify(m, (struct rte_ipv6_hdr *)buf, hdr) != 0;
			l4[9] ^= 1;
			bad += rte_ipv6_udptcp_cksum_verify((struct rte_ipv6_hdr *)buf, l4) != -1;
		} else {
			bad += rte_ipv4_udptcp_cksum_verify((struct rte_ipv4_hdr *)buf, l4) != 0;
			bad += rte_ipv4_udptcp_cksum_mbuf_verify(m, (struct rte_ipv4_hdr *)buf, hdr) != 0;
			l4[9] ^= 1;
			bad += rte_ipv4_udptcp_cksum_verify((struct rte_ipv4_hdr *)buf, l4) != -1;
		}
		rte_pktmbuf_free(m);
	}
	UT_EQ(bad, 0);
}

/* UDP says all ones for a sum that comes out as zero (RFC 768), TCP does not. */
static void
zero_is_sent_as_ones(void)
{
	struct {
		struct rte_ipv4_hdr ip;
		struct rte_udp_hdr udp;
	} __rte_packed p = {.ip = {.version_ihl = RTE_IPV4_VHL_DEF, .total_length = RTE_BE16(28), .next_proto_id = IPPROTO_UDP}};
	uint16_t sum;

	sum = rte_ipv4_udptcp_cksum(&p.ip, &p.udp);
	p.udp.src_port = sum; /* makes the sum 0xffff */
	UT_EQ(rte_ipv4_udptcp_cksum(&p.ip, &p.udp), 0xffff);
	p.ip.next_proto_id = IPPROTO_TCP;
	p.udp.src_port = 0;
	p.udp.src_port = rte_ipv4_udptcp_cksum(&p.ip, &p.udp);
	UT_EQ(rte_ipv4_udptcp_cksum(&p.ip, &p.udp), 0);
	/* lengths that cannot be */
	p.ip.total_length = RTE_BE16(19);
	UT_EQ(rte_ipv4_udptcp_cksum_verify(&p.ip, &p.udp), -1);
}

static void
pseudo_headers(void)
{
	struct rte_ipv4_hdr v4 = {.version_ihl = RTE_IPV4_VHL_DEF, .total_length = RTE_BE16(120), .next_proto_id = IPPROTO_TCP,
				  .src_addr = RTE_BE32(RTE_IPV4(10, 0, 0, 1)), .dst_addr = RTE_BE32(RTE_IPV4(10, 0, 0, 2))};
	struct rte_ipv6_hdr v6 = {.payload_len = RTE_BE16(100), .proto = IPPROTO_UDP,
				  .src_addr = {0xfe, 0x80}, .dst_addr = {0xff, 2}};

	UT_EQ(rte_be_to_cpu_16(rte_ipv4_phdr_cksum(&v4, 0)), 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6 + 100);
	UT_EQ(rte_be_to_cpu_16(rte_ipv4_phdr_cksum(&v4, RTE_MBUF_F_TX_TCP_SEG)), 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6);
	UT_EQ(rte_be_to_cpu_16(rte_ipv4_phdr_cksum(&v4, RTE_MBUF_F_TX_UDP_SEG)), 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6);
	UT_EQ(rte_be_to_cpu_16(rte_ipv6_phdr_cksum(&v6, 0)), (0xfe80 + 0xff02 + 17 + 100) - 0xffff);
	UT_EQ(rte_be_to_cpu_16(rte_ipv6_phdr_cksum(&v6, RTE_MBUF_F_TX_TCP_SEG)), (0xfe80 + 0xff02 + 17) - 0xffff);
}

static void
extension_headers(void)
{
	static const uint8_t ext[] = {IPPROTO_UDP, 2};
	size_t len = 0;

	UT_EQ(rte_ipv6_get_next_ext(ext, IPPROTO_HOPOPTS, &len), IPPROTO_UDP);
	UT_EQ(len, 24);
	UT_EQ(rte_ipv6_get_next_ext(ext, IPPROTO_AH, &len), IPPROTO_UDP);
	UT_EQ(len, 16);
	UT_EQ(rte_ipv6_get_next_ext(ext, IPPROTO_FRAGMENT, &len), IPPROTO_UDP);
	UT_EQ(len, 8);
	len = 99;
	UT_EQ(rte_ipv6_get_next_ext(ext, IPPROTO_TCP, &len), -EINVAL);
	UT_EQ(len, 99);
}

UT_MAIN_FIXTURE("rte_ip", start, stop,
	{"examples", examples},
	{"every length and alignment", every_length_and_alignment},
	{"carries of the largest packets", largest_packets},
	{"chains cut anywhere", chains_cut_anywhere},
	{"UDP and TCP, both versions, flat and in segments", transport},
	{"zero is sent as all ones by UDP alone", zero_is_sent_as_ones},
	{"pseudo headers for devices", pseudo_headers},
	{"stepping over extension headers", extension_headers})
