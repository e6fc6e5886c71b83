/* SPDX-License-Identifier: BSD-3-Clause */
/* Ethernet addresses as text and by kind, tags in and out of frames, the reverse request of RFC 903. */
#include <rte_arp.h>
#include <rte_ether.h>

#include "test/unit/ring/packet_ut.h"

static struct rte_mempool *mp;

static int
start(void)
{
	if (runtime_start() < 0)
		return -1;
	mp = rte_pktmbuf_pool_create("ether", 31, 0, 0, 512, SOCKET_ID_ANY);
	return mp == NULL ? -1 : 0;
}

static void
stop(void)
{
	rte_mempool_free(mp);
	runtime_stop();
}

static void
kinds_of_addresses(void)
{
	static const struct rte_ether_addr zero, all = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, group = {{0x01, 0, 0x5e, 0, 0, 1}},
					   vendor = {{0x00, 0x1b, 0x21, 1, 2, 3}}, local = {{0x02, 0, 0, 0, 0, 1}};
	struct rte_ether_addr copy;

	UT_EQ(rte_is_zero_ether_addr(&zero), 1);
	UT_EQ(rte_is_zero_ether_addr(&local), 0);
	UT_EQ(rte_is_broadcast_ether_addr(&all), 1);
	UT_EQ(rte_is_broadcast_ether_addr(&group), 0);
	UT_TRUE(rte_is_multicast_ether_addr(&group));
	UT_TRUE(rte_is_multicast_ether_addr(&all));
	UT_FALSE(rte_is_multicast_ether_addr(&vendor));
	UT_EQ(rte_is_unicast_ether_addr(&vendor), 1);
	UT_EQ(rte_is_unicast_ether_addr(&group), 0);
	UT_EQ(rte_is_universal_ether_addr(&vendor), 1);
	UT_EQ(rte_is_universal_ether_addr(&local), 0);
	UT_EQ(rte_is_local_admin_ether_addr(&local), 1);
	UT_EQ(rte_is_local_admin_ether_addr(&vendor), 0);
	UT_EQ(rte_is_valid_assigned_ether_addr(&vendor), 1);
	UT_EQ(rte_is_valid_assigned_ether_addr(&zero), 0);
	UT_EQ(rte_is_valid_assigned_ether_addr(&group), 0);
	rte_ether_addr_copy(&vendor, &copy);
	UT_EQ(rte_is_same_ether_addr(&vendor, &copy), 1);
	for (unsigned int i = 0; i < 6; i++) {
		copy = vendor;
		copy.addr_bytes[i] ^= 0x80;
		UT_EQ(rte_is_same_ether_addr(&vendor, &copy), 0);
	}
}

static void
random_addresses(void)
{
	struct rte_ether_addr a, b;
	unsigned int equal = 0;

	for (unsigned int i = 0; i < 100; i++) {
		rte_eth_random_addr(a.addr_bytes);
		rte_eth_random_addr(b.addr_bytes);
		UT_EQ(rte_is_valid_assigned_ether_addr(&a), 1);
		UT_EQ(rte_is_local_admin_ether_addr(&a), 1);
		equal += rte_is_same_ether_addr(&a, &b);
	}
	UT_EQ(equal, 0);
}

static void
text(void)
{
	static const char *const good[] = {"01:02:aB:04:05:fF", "0102:aB04:05fF"};
	static const char *const bad[] = {
		"", "0", "01", "01:02:03:04:05", "01:02:03:04:05:", "01:02:03:04:05:06:", "01:02:03:04:05:06:07", "1:2:3:4:5:6",
		"01-02-03-04-05-06", "01:02:03:04:05:0g", " 01:02:03:04:05:06", "01:02:03:04:05:06 ", "0102:0304",
		"0102:0304:0506:", "0102.0304.0506", "010203040506", "01:0203:0405:06", "0102:03:04:0506",
		"001:02:03:04:05:06", "-1:02:03:04:05:06",
	};
	static const struct rte_ether_addr want = {{1, 2, 0xab, 4, 5, 0xff}};
	struct rte_ether_addr ea;
	char buf[RTE_ETHER_ADDR_FMT_SIZE];

	for (unsigned int i = 0; i < RTE_DIM(good); i++) {
		memset(&ea, 0, sizeof(ea));
		UT_EQ(rte_ether_unformat_addr(good[i], &ea), 0);
		UT_EQ(rte_is_same_ether_addr(&ea, &want), 1);
	}
	for (unsigned int i = 0; i < RTE_DIM(bad); i++) {
		ea = want;
		rte_errno = 0;
		UT_EQ(rte_ether_unformat_addr(bad[i], &ea), -1);
		UT_EQ(rte_errno, EINVAL);
		UT_EQ(rte_is_same_ether_addr(&ea, &want), 1);
	}
	rte_ether_format_addr(buf, sizeof(buf), &want);
	UT_STR_EQ(buf, "01:02:AB:04:05:FF");
	rte_ether_format_addr(buf, 6, &want);
	UT_STR_EQ(buf, "01:02");
}

/* A frame without a tag, 60 bytes of which the type is IPv4. */
static struct rte_mbuf *
frame(void)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(mp);
	uint8_t *p = (uint8_t *)rte_pktmbuf_append(m, 60);

	for (unsigned int i = 0; i < 60; i++)
		p[i] = i + 1;
	p[12] = 0x08;
	p[13] = 0x00;
	return m;
}

static void
tags(void)
{
	struct rte_mbuf *m = frame();
	const uint8_t *p;
	unsigned int bad = 0;

	UT_EQ(rte_vlan_strip(m), -1);
	m->vlan_tci = RTE_VLAN_TCI_MAKE(0x123, 5, 1);
	m->ol_flags = RTE_MBUF_F_RX_VLAN_STRIPPED | RTE_MBUF_F_TX_VLAN;
	m->l2_len = 14;
	UT_EQ(rte_vlan_insert(&m), 0);
	UT_EQ(m->pkt_len, 64);
	UT_EQ(m->l2_len, 18);
	UT_EQ(m->ol_flags, 0);
	p = rte_pktmbuf_mtod(m, const uint8_t *);
	for (unsigned int i = 0; i < 12; i++)
		bad += p[i] != i + 1;
	UT_EQ(memcmp(p + 12, "\x81\x00\xb1\x23\x08\x00", 6), 0);
	for (unsigned int i = 18; i < 64; i++)
		bad += p[i] != i - 4 + 1;
	UT_EQ(bad, 0);

	m->vlan_tci = 0;
	UT_EQ(rte_vlan_strip(m), 0);
	UT_EQ(m->pkt_len, 60);
	UT_EQ(m->vlan_tci, 0xb123);
	UT_EQ(RTE_VLAN_TCI_ID(m->vlan_tci), 0x123);
	UT_EQ(RTE_VLAN_TCI_PRI(m->vlan_tci), 5);
	UT_EQ(RTE_VLAN_TCI_DEI(m->vlan_tci), 1);
	UT_EQ(m->ol_flags, RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_RX_VLAN_STRIPPED);
	p = rte_pktmbuf_mtod(m, const uint8_t *);
	for (unsigned int i = 0; i < 60; i++)
		bad += i != 12 && i != 13 && p[i] != i + 1;
	UT_EQ(memcmp(p + 12, "\x08\x00", 2), 0);
	UT_EQ(bad, 0);
	rte_pktmbuf_free(m);
}

static void
tags_that_do_not_fit(void)
{
	struct rte_mbuf *m = frame(), *clone;

	UT_NOT_NULL(rte_pktmbuf_prepend(m, rte_pktmbuf_headroom(m) - 2));
	UT_EQ(rte_vlan_insert(&m), -ENOSPC);
	UT_NOT_NULL(rte_pktmbuf_adj(m, 10));
	rte_mbuf_refcnt_update(m, 1);
	UT_EQ(rte_vlan_insert(&m), -EINVAL);
	rte_mbuf_refcnt_update(m, -1);
	clone = rte_pktmbuf_clone(m, mp);
	UT_EQ(rte_vlan_insert(&clone), -EINVAL);
	rte_pktmbuf_free(clone);
	/* in a tunnel it is the outer header that grows */
	m->ol_flags = RTE_MBUF_F_TX_TUNNEL_VXLAN;
	UT_EQ(rte_vlan_insert(&m), 0);
	UT_EQ(m->outer_l2_len, 4);
	UT_EQ(m->l2_len, 0);
	rte_pktmbuf_free(m);

	/* a frame that ends inside the tag */
	m = rte_pktmbuf_alloc(mp);
	memset(rte_pktmbuf_append(m, 17), 0, 17);
	memcpy(rte_pktmbuf_mtod_offset(m, char *, 12), "\x81\x00", 2);
	UT_EQ(rte_vlan_strip(m), -1);
	rte_pktmbuf_free(m);
	m = rte_pktmbuf_alloc(mp);
	UT_EQ(rte_vlan_insert(&m), -EINVAL);
	rte_pktmbuf_free(m);
}

static void
reverse_request(void)
{
	static const struct rte_ether_addr mac = {{2, 1, 2, 3, 4, 5}};
	/* to all, type RARP; Ethernet, IPv4, request reverse; sender and target are mac, their IPv4 addresses not known */
	static const char want[] = "\xff\xff\xff\xff\xff\xff\2\1\2\3\4\5\x80\x35"
				   "\0\1\x08\0\6\4\0\3"
				   "\2\1\2\3\4\5\0\0\0\0\2\1\2\3\4\5\0\0\0";
	struct rte_mempool *small = rte_pktmbuf_pool_create("small", 1, 0, 0, RTE_PKTMBUF_HEADROOM + 63, SOCKET_ID_ANY);
	struct rte_mbuf *m = rte_net_make_rarp_packet(mp, &mac), *last;
	unsigned int bad = 0;

	UT_NOT_NULL_FATAL(m);
	UT_EQ(m->pkt_len, 64);
	UT_EQ(m->data_len, 64);
	UT_EQ(memcmp(rte_pktmbuf_mtod(m, void *), want, sizeof(want)), 0);
	for (unsigned int i = sizeof(want); i < 64; i++)
		bad += *rte_pktmbuf_mtod_offset(m, uint8_t *, i) != 0;
	UT_EQ(bad, 0);
	rte_pktmbuf_free(m);

	UT_TRUE(rte_net_make_rarp_packet(small, &mac) == NULL);
	UT_EQ(rte_mempool_full(small), 1);
	last = rte_pktmbuf_alloc(small);
	UT_TRUE(rte_net_make_rarp_packet(small, &mac) == NULL);
	rte_pktmbuf_free(last);
	rte_mempool_free(small);
}

UT_MAIN_FIXTURE("rte_ether", start, stop,
	{"kinds of addresses", kinds_of_addresses},
	{"random addresses can be assigned", random_addresses},
	{"addresses as text", text},
	{"a tag goes in and out, nothing else changes", tags},
	{"tags that do not fit or may not be written", tags_that_do_not_fit},
	{"a reverse request", reverse_request})
