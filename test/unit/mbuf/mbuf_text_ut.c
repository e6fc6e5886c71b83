/* SPDX-License-Identifier: BSD-3-Clause */
/* Flags and packet types as text, mbufs as text, and finding damage. */
#include <rte_mbuf.h>
#include <rte_mbuf_ptype.h>

#include "test/unit/ring/packet_ut.h"

static void
flag_names(void)
{
	UT_STR_EQ(rte_get_rx_ol_flag_name(RTE_MBUF_F_RX_VLAN), "RTE_MBUF_F_RX_VLAN");
	UT_STR_EQ(rte_get_rx_ol_flag_name(RTE_MBUF_F_RX_L4_CKSUM_GOOD), "RTE_MBUF_F_RX_L4_CKSUM_GOOD");
	UT_STR_EQ(rte_get_rx_ol_flag_name(RTE_MBUF_F_RX_OUTER_L4_CKSUM_INVALID), "RTE_MBUF_F_RX_OUTER_L4_CKSUM_INVALID");
	UT_STR_EQ(rte_get_tx_ol_flag_name(RTE_MBUF_F_TX_UDP_CKSUM), "RTE_MBUF_F_TX_UDP_CKSUM");
	UT_STR_EQ(rte_get_tx_ol_flag_name(RTE_MBUF_F_TX_TUNNEL_GTP), "RTE_MBUF_F_TX_TUNNEL_GTP");
	UT_TRUE(rte_get_rx_ol_flag_name(0) == NULL);
	UT_TRUE(rte_get_tx_ol_flag_name(0) == NULL);
	UT_TRUE(rte_get_rx_ol_flag_name(RTE_MBUF_F_TX_VLAN) == NULL);
	UT_TRUE(rte_get_tx_ol_flag_name(RTE_MBUF_F_RX_VLAN) == NULL);
	/* every bit that a driver may set has a name */
	for (unsigned int bit = 0; bit < 23; bit++) {
		if (bit != 11 && bit != 12 && bit != 17)
			UT_NOT_NULL(rte_get_rx_ol_flag_name(1ULL << bit));
	}
	for (unsigned int bit = 41; bit < 61; bit++)
		UT_NOT_NULL(rte_get_tx_ol_flag_name(1ULL << bit));
}

static void
flag_lists(void)
{
	static const char none[] = "RTE_MBUF_F_RX_L4_CKSUM_UNKNOWN RTE_MBUF_F_RX_IP_CKSUM_UNKNOWN "
				   "RTE_MBUF_F_RX_OUTER_L4_CKSUM_UNKNOWN ";
	char buf[2048];

	UT_EQ(rte_get_rx_ol_flag_list(0, buf, sizeof(buf)), 0);
	UT_STR_EQ(buf, none);
	UT_EQ(rte_get_rx_ol_flag_list(RTE_MBUF_F_RX_RSS_HASH | RTE_MBUF_F_RX_L4_CKSUM_NONE | RTE_MBUF_F_RX_IP_CKSUM_BAD, buf,
				      sizeof(buf)), 0);
	UT_STR_EQ(buf, "RTE_MBUF_F_RX_RSS_HASH RTE_MBUF_F_RX_L4_CKSUM_NONE RTE_MBUF_F_RX_IP_CKSUM_BAD "
		       "RTE_MBUF_F_RX_OUTER_L4_CKSUM_UNKNOWN ");
	UT_EQ(rte_get_tx_ol_flag_list(0, buf, sizeof(buf)), 0);
	UT_STR_EQ(buf, "RTE_MBUF_F_TX_L4_NO_CKSUM ");
	UT_EQ(rte_get_tx_ol_flag_list(RTE_MBUF_F_TX_TCP_CKSUM | RTE_MBUF_F_TX_IPV6 | RTE_MBUF_F_TX_TUNNEL_VXLAN_GPE, buf,
				      sizeof(buf)), 0);
	UT_STR_EQ(buf, "RTE_MBUF_F_TX_TCP_CKSUM RTE_MBUF_F_TX_IPV6 RTE_MBUF_F_TX_TUNNEL_VXLAN_GPE ");

	/* the exact size will do, one less is told and cut at a name */
	UT_EQ(rte_get_rx_ol_flag_list(0, buf, sizeof(none)), 0);
	UT_EQ(rte_get_rx_ol_flag_list(0, buf, sizeof(none) - 1), -1);
	UT_STR_EQ(buf, "RTE_MBUF_F_RX_L4_CKSUM_UNKNOWN RTE_MBUF_F_RX_IP_CKSUM_UNKNOWN ");
	UT_EQ(rte_get_rx_ol_flag_list(0, buf, 1), -1);
	UT_STR_EQ(buf, "");
	UT_EQ(rte_get_rx_ol_flag_list(0, buf, 0), -1);
}

static void
type_names(void)
{
	char buf[256];

	UT_STR_EQ(rte_get_ptype_l2_name(RTE_PTYPE_L2_ETHER_QINQ), "L2_ETHER_QINQ");
	UT_STR_EQ(rte_get_ptype_l3_name(RTE_PTYPE_L3_IPV6_EXT_UNKNOWN), "L3_IPV6_EXT_UNKNOWN");
	UT_STR_EQ(rte_get_ptype_l4_name(RTE_PTYPE_L4_IGMP), "L4_IGMP");
	UT_STR_EQ(rte_get_ptype_tunnel_name(RTE_PTYPE_TUNNEL_MPLS_IN_UDP), "TUNNEL_MPLS_IN_UDP");
	UT_STR_EQ(rte_get_ptype_inner_l2_name(RTE_PTYPE_INNER_L2_ETHER_VLAN), "INNER_L2_ETHER_VLAN");
	UT_STR_EQ(rte_get_ptype_inner_l3_name(RTE_PTYPE_INNER_L3_IPV4_EXT), "INNER_L3_IPV4_EXT");
	UT_STR_EQ(rte_get_ptype_inner_l4_name(RTE_PTYPE_INNER_L4_NONFRAG), "INNER_L4_NONFRAG");
	UT_STR_EQ(rte_get_ptype_l2_name(0xf), "L2_UNKNOWN");
	UT_STR_EQ(rte_get_ptype_l3_name(0), "L3_UNKNOWN");
	UT_STR_EQ(rte_get_ptype_inner_l4_name(0), "INNER_L4_UNKNOWN");
	UT_STR_EQ(rte_get_ptype_tunnel_name(RTE_PTYPE_TUNNEL_GRE | RTE_PTYPE_L4_UDP), "TUNNEL_GRE");

	UT_EQ(rte_get_ptype_name(RTE_PTYPE_L2_ETHER | RTE_PTYPE_L3_IPV4 | RTE_PTYPE_L4_UDP | RTE_PTYPE_TUNNEL_VXLAN |
				 RTE_PTYPE_INNER_L2_ETHER | RTE_PTYPE_INNER_L3_IPV6 | RTE_PTYPE_INNER_L4_TCP,
				 buf, sizeof(buf)), 0);
	UT_STR_EQ(buf, "L2_ETHER L3_IPV4 L4_UDP TUNNEL_VXLAN INNER_L2_ETHER INNER_L3_IPV6 INNER_L4_TCP ");
	UT_EQ(rte_get_ptype_name(RTE_PTYPE_L3_IPV4, buf, sizeof(buf)), 0);
	UT_STR_EQ(buf, "L3_IPV4 ");
	UT_EQ(rte_get_ptype_name(0, buf, sizeof(buf)), 0);
	UT_STR_EQ(buf, "UNKNOWN");
	UT_EQ(rte_get_ptype_name(RTE_PTYPE_L2_ETHER | RTE_PTYPE_L3_IPV4, buf, 12), -1);
	UT_STR_EQ(buf, "L2_ETHER ");
	UT_EQ(rte_get_ptype_name(0, buf, 0), -1);

	UT_TRUE(RTE_ETH_IS_IPV4_HDR(RTE_PTYPE_L3_IPV4_EXT_UNKNOWN));
	UT_FALSE(RTE_ETH_IS_IPV4_HDR(RTE_PTYPE_L3_IPV6_EXT_UNKNOWN));
	UT_TRUE(RTE_ETH_IS_IPV6_HDR(RTE_PTYPE_L3_IPV6_EXT));
	UT_FALSE(RTE_ETH_IS_IPV6_HDR(RTE_PTYPE_L3_IPV4_EXT));
	UT_TRUE(RTE_ETH_IS_TUNNEL_PKT(RTE_PTYPE_INNER_L4_TCP));
	UT_FALSE(RTE_ETH_IS_TUNNEL_PKT(RTE_PTYPE_L2_MASK | RTE_PTYPE_L3_MASK | RTE_PTYPE_L4_MASK));
}

static struct rte_mbuf *
two_segments(struct rte_mempool *mp)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(mp);

	memcpy(rte_pktmbuf_append(m, 6), "abcdef", 6);
	UT_EQ(rte_pktmbuf_chain(m, rte_pktmbuf_alloc(mp)), 0);
	memcpy(rte_pktmbuf_append(m, 4), "ghij", 4);
	return m;
}

static void
damage_is_found(void)
{
	struct rte_mempool *mp = rte_pktmbuf_pool_create("text", 15, 0, 0, 256, SOCKET_ID_ANY);
	struct rte_mbuf *m, good;
	const char *reason = "";

	UT_NOT_NULL_FATAL(mp);
	m = two_segments(mp);
	good = *m;
#define DAMAGE(change, words) \
	do { \
		change; \
		UT_EQ(rte_mbuf_check(m, 1, &reason), -1); \
		UT_STR_EQ(reason, words); \
		*m = good; \
	} while (0)
	DAMAGE(m->pool = NULL, "bad mbuf pool");
	DAMAGE(m->buf_iova = 0, "bad IO addr");
	DAMAGE(m->buf_addr = NULL, "bad virt addr");
	DAMAGE(m->refcnt = 0, "bad ref cnt");
	DAMAGE(m->refcnt = UINT16_MAX, "bad ref cnt");
	DAMAGE(m->data_len = 11, "bad data_len");
	DAMAGE(m->data_off = 257, "data offset too big in mbuf segment");
	DAMAGE(m->data_off = 251, "data length too big in mbuf segment");
	DAMAGE(m->nb_segs = 3, "bad nb_segs");
	DAMAGE(m->nb_segs = 1, "bad nb_segs");
	DAMAGE(m->pkt_len = 11, "bad pkt_len");
#undef DAMAGE
	UT_EQ(rte_mbuf_check(NULL, 1, &reason), -1);
	UT_STR_EQ(reason, "mbuf is NULL");
	UT_EQ(rte_mbuf_check(m, 1, &reason), 0);
	m->pkt_len = 77;
	UT_EQ(rte_mbuf_check(m, 0, &reason), 0); /* not asked */
	*m = good;
	rte_mbuf_sanity_check(m, 1);
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);
}

static void
dump(void)
{
	struct rte_mempool *mp = rte_pktmbuf_pool_create("text", 15, 0, 0, 256, SOCKET_ID_ANY);
	static char text[4096];
	FILE *f = fmemopen(text, sizeof(text), "w");
	struct rte_mbuf *m = two_segments(mp);
	char want[256];

	m->ol_flags = RTE_MBUF_F_RX_VLAN;
	m->vlan_tci = 5;
	m->port = 2;
	m->packet_type = 0x11;
	rte_pktmbuf_dump(f, m, 8);
	fclose(f);
	UT_NOT_NULL(strstr(text, "  pkt_len=10, ol_flags=0x1, nb_segs=2, port=2, vlan_tci=5, ptype=0x11\n"));
	snprintf(want, sizeof(want), "  segment at %p, data=%p, len=6, off=128, refcnt=1\n", (void *)m,
		 rte_pktmbuf_mtod(m, void *));
	UT_NOT_NULL(strstr(text, want));
	UT_NOT_NULL(strstr(text, "| abcdef"));
	UT_NOT_NULL(strstr(text, "| gh"));
	UT_TRUE(strstr(text, "| ghi") == NULL);
	rte_pktmbuf_free(m);
	rte_mempool_free(mp);
}

static void
offloads_that_fit(void)
{
	static const struct {
		uint64_t flags;
		uint16_t segsz;
		int ret;
	} cases[] = {
		{0, 0, 0},
		{RTE_MBUF_F_RX_VLAN, 0, 0},
		{RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_IPV4, 0, 0},
		{RTE_MBUF_F_TX_IP_CKSUM | RTE_MBUF_F_TX_IPV6, 0, -EINVAL},
		{RTE_MBUF_F_TX_TCP_CKSUM, 0, -EINVAL},
		{RTE_MBUF_F_TX_UDP_CKSUM | RTE_MBUF_F_TX_IPV6, 0, 0},
		{RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IP_CKSUM, 1000, 0},
		{RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IP_CKSUM, 0, -EINVAL},
		{RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_IPV4, 1000, -EINVAL},
		{RTE_MBUF_F_TX_TCP_SEG | RTE_MBUF_F_TX_IPV6, 1000, 0},
		{RTE_MBUF_F_TX_TCP_SEG, 1000, -EINVAL},
		{RTE_MBUF_F_TX_OUTER_IP_CKSUM | RTE_MBUF_F_TX_OUTER_IPV4, 0, 0},
		{RTE_MBUF_F_TX_OUTER_IP_CKSUM | RTE_MBUF_F_TX_OUTER_IPV6, 0, -EINVAL},
		{RTE_MBUF_F_TX_VLAN, 0, 0},
	};
	struct rte_mbuf m = {.refcnt = 1};

	for (unsigned int i = 0; i < RTE_DIM(cases); i++) {
		m.ol_flags = cases[i].flags;
		m.tso_segsz = cases[i].segsz;
		UT_EQ(rte_validate_tx_offload(&m), cases[i].ret);
	}
	m.tx_offload = rte_mbuf_tx_offload(14, 20, 32, 1448, 40, 18, 0);
	UT_EQ(m.l2_len, 14);
	UT_EQ(m.l3_len, 20);
	UT_EQ(m.l4_len, 32);
	UT_EQ(m.tso_segsz, 1448);
	UT_EQ(m.outer_l3_len, 40);
	UT_EQ(m.outer_l2_len, 18);
}

static void
scheduler_fields(void)
{
	struct rte_mbuf m = {.refcnt = 1};
	uint32_t queue;
	uint8_t class, color;

	m.hash.sched.reserved = 7;
	rte_mbuf_sched_set(&m, 1000000, 3, 2);
	UT_EQ(m.hash.sched.reserved, 0);
	rte_mbuf_sched_get(&m, &queue, &class, &color);
	UT_EQ(queue, 1000000);
	UT_EQ(class, 3);
	UT_EQ(color, 2);
	rte_mbuf_sched_queue_set(&m, 5);
	rte_mbuf_sched_traffic_class_set(&m, 6);
	rte_mbuf_sched_color_set(&m, 1);
	UT_EQ(rte_mbuf_sched_queue_get(&m), 5);
	UT_EQ(rte_mbuf_sched_traffic_class_get(&m), 6);
	UT_EQ(rte_mbuf_sched_color_get(&m), 1);
}

UT_MAIN_FIXTURE("mbuf_text", runtime_start, runtime_stop,
	{"names of flags", flag_names},
	{"lists of flags", flag_lists},
	{"names of packet types", type_names},
	{"damage is found and named", damage_is_found},
	{"a dump shows segments and bytes", dump},
	{"transmit flags that fit together", offloads_that_fit},
	{"fields of schedulers", scheduler_fields})
