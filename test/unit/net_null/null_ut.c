/* SPDX-License-Identifier: BSD-3-Clause */
/* The null driver: arguments, packets, counts, and lives without end. */
#include <pthread.h>

#include "net_common/net_faults.h"
#include "net_common/net_port.h"

#define NAME "net_null_ut"

static void
refuses_bad_arguments(void)
{
	static const struct net_bad_args bad[] = {
		{"size=abc", -EINVAL, "size=abc: must be a number of bytes from 1 to 65535"},
		{"size=[", -EINVAL, "size=["},
		{"size=64x", -EINVAL, "size=64x"},
		{"size=-1", -EINVAL, "size=-1"},
		{"size=+1", -EINVAL, "size=+1"},
		{"size=0", -EINVAL, "size=0"},
		{"size=65536", -EINVAL, "size=65536"},
		{"size=4294967295", -EINVAL, "size=4294967295"},
		{"size=99999999999999999999", -EINVAL, "size=99999999999999999999"},
		{"size=", -EINVAL, "size"},
		{"size", -EINVAL, "size: no value given"},
		{"size=64,size=64", -EINVAL, "size=64: the key may stand only once"},
		{"copy=2", -EINVAL, "copy=2: must be 0 or 1"},
		{"no-rx=2", -EINVAL, "no-rx=2: must be 0 or 1"},
		{"no-rx=yes", -EINVAL, "no-rx=yes"},
		{"bogus=1", -EINVAL, "bogus=1: unknown key"},
		{"copy=1,no-rx=1", -EINVAL, "copy=1,no-rx=1"},
	};

	net_refuses(NAME, "NULL: " NAME ": ", bad, 16);
	net_refuses(NAME, "NULL: " NAME ": ", &bad[16], 1);
}

static void
takes_good_arguments(void)
{
	static const char *const good[] = {NULL, "", "size=1", "size=0x40", "size=65535", "copy=0,no-rx=1", "copy=1,no-rx=0",
		"driver=net_null,size=128", "size=64,copy=1"};
	unsigned int i;

	for (i = 0; i < RTE_DIM(good); i++) {
		UT_TRUE(net_attach(NAME, good[i]) != NO_PORT);
		UT_EQ(net_detach(NAME), 0);
	}
	UT_TRUE(net_attach("eth_null7", "") != NO_PORT);
	UT_EQ(net_detach("eth_null7"), 0);
}

static void
receives_packets_of_the_size(void)
{
	struct rte_mbuf *bufs[64];
	uint16_t port = net_up(NAME, "size=99", 2, 2);
	unsigned int i;

	UT_EQ(rte_eth_rx_burst(port, 1, bufs, 64), 64);
	for (i = 0; i < 64; i++) {
		UT_EQ(bufs[i]->pkt_len, 99);
		UT_EQ(bufs[i]->data_len, 99);
		UT_EQ(bufs[i]->port, port);
		UT_EQ(bufs[i]->nb_segs, 1);
		UT_EQ(bufs[i]->data_off, RTE_PKTMBUF_HEADROOM);
		UT_EQ(bufs[i]->ol_flags, 0);
		UT_EQ(bufs[i]->packet_type, 0);
		UT_EQ(rte_mbuf_refcnt_read(bufs[i]), 1);
		UT_PTR_EQ(bufs[i]->next, NULL);
	}
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 64), 64);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 0), 0);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 0), 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
swallows_every_kind_of_packet(void)
{
	struct rte_mempool *other = rte_pktmbuf_pool_create("other", 63, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	uint16_t port = net_up(NAME, "", 1, 1);
	struct rte_mbuf *bufs[5], *shared;
	struct net_picture before;
	unsigned int others = rte_mempool_avail_count(other);

	net_picture_take(&before);
	shared = net_packet(100, 0, 4000);
	bufs[0] = net_packet(100, 0, 4000);
	bufs[1] = net_packet(1000, 0, 100);
	bufs[2] = rte_pktmbuf_alloc(other);
	bufs[3] = rte_pktmbuf_clone(shared, net_pool);
	bufs[4] = shared;
	rte_mbuf_refcnt_update(shared, 1);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 5), 5);
	UT_EQ(rte_mempool_avail_count(other), others);
	UT_EQ(rte_mbuf_refcnt_read(shared), 1);
	rte_pktmbuf_free(shared);
	UT_TRUE(net_picture_same(&before));
	UT_EQ(net_detach(NAME), 0);
	rte_mempool_free(other);
}

static void
copies_when_asked(void)
{
	uint16_t port = net_up(NAME, "copy=1,size=200", 1, 1);
	struct rte_mbuf *m = net_packet(200, 1, 4000);
	const uint8_t *data;
	unsigned int i;

	UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	UT_EQ(rte_eth_rx_burst(port, 0, &m, 1), 1);
	data = rte_pktmbuf_mtod(m, const uint8_t *);
	/* the receive queue's own packet: zeros, whatever the mbuf held before */
	for (i = 0; i < 200 && data[i] == 0; i++)
		;
	UT_EQ(i, 200);
	rte_pktmbuf_free(m);
	UT_EQ(net_detach(NAME), 0);
}

static void
receives_nothing_when_asked(void)
{
	uint16_t port = net_up(NAME, "no-rx=1", 1, 1);
	struct rte_mbuf *bufs[4];

	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
receives_all_or_none(void)
{
	struct rte_mempool *small = rte_pktmbuf_pool_create("small", 10, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	uint16_t port = net_attach(NAME, "");
	struct rte_eth_stats st;
	struct rte_mbuf *bufs[32];

	UT_EQ(net_configure(port, 1, 1, small), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 32), 0);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.rx_nombuf, 32);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 10), 10);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 10), 10);
	UT_EQ(net_detach(NAME), 0);
	rte_mempool_free(small);
}

static void
refuses_mbufs_that_are_too_small(void)
{
	uint16_t port = net_attach(NAME, "size=2049");

	UT_EQ(net_configure(port, 1, 1, net_pool), -EINVAL);
	UT_EQ(net_detach(NAME), 0);
	port = net_attach(NAME, "size=2048");
	UT_EQ(net_configure(port, 1, 1, net_pool), 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
counts_by_queue(void)
{
	uint16_t port = net_up(NAME, "size=60", 2, 2);
	struct rte_mbuf *bufs[32];
	struct rte_eth_stats st;

	UT_EQ(rte_eth_rx_burst(port, 1, bufs, 32), 32);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 32), 32);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 8);
	UT_EQ(rte_eth_tx_burst(port, 1, bufs, 8), 8);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets, 40);
	UT_EQ(st.opackets, 40);
	UT_EQ(st.ibytes, 2400);
	UT_EQ(st.obytes, 2400);
	UT_EQ(st.q_ipackets[0], 8);
	UT_EQ(st.q_ipackets[1], 32);
	UT_EQ(st.q_opackets[0], 32);
	UT_EQ(st.q_obytes[1], 480);
	UT_EQ(rte_eth_stats_reset(port), 0);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets + st.opackets + st.ibytes + st.obytes + st.q_ipackets[1], 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 8);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 8), 8);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets, 8);
	UT_EQ(net_detach(NAME), 0);
}

static void
link_follows_start_and_stop(void)
{
	uint16_t port = net_attach(NAME, "");
	struct rte_eth_link link;

	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_DOWN);
	UT_EQ(link.link_speed, RTE_ETH_SPEED_NUM_10G);
	UT_EQ(link.link_duplex, RTE_ETH_LINK_FULL_DUPLEX);
	UT_EQ(net_configure(port, 1, 1, net_pool), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_UP);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_DOWN);
	UT_EQ(rte_eth_promiscuous_get(port), 1);
	UT_EQ(rte_eth_allmulticast_get(port), 1);
	UT_EQ(net_detach(NAME), 0);
}

static void
has_an_address_of_its_own(void)
{
	uint16_t a = net_attach(NAME, ""), b = net_attach(NAME "2", "");
	struct rte_ether_addr x, y;

	UT_EQ(rte_eth_macaddr_get(a, &x), 0);
	UT_EQ(rte_eth_macaddr_get(b, &y), 0);
	UT_EQ(x.addr_bytes[0] & 3, 2);
	UT_TRUE(memcmp(&x, &y, sizeof(x)) != 0);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_detach(NAME "2"), 0);
}

static void
keeps_the_redirection_table(void)
{
	struct rte_eth_rss_reta_entry64 reta[2] = {{.mask = ~0ULL}, {.mask = 1}};
	uint8_t key[40] = {1, 2, 3}, got[40];
	struct rte_eth_rss_conf conf = {.rss_key = key, .rss_key_len = 40, .rss_hf = RTE_ETH_RSS_IP};
	uint16_t port = net_attach(NAME, "");
	struct rte_eth_dev_info info;
	struct rte_eth_conf port_conf = {.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS};
	unsigned int i;

	UT_EQ(rte_eth_dev_configure(port, 4, 4, &port_conf), 0);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.reta_size, 128);
	UT_EQ(info.hash_key_size, 40);
	UT_EQ(info.max_rx_queues, 1024);
	for (i = 0; i < 64; i++)
		reta[0].reta[i] = (uint16_t)(i % 4);
	reta[1].reta[0] = 3;
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), 0);
	memset(reta[0].reta, 9, sizeof(reta[0].reta));
	UT_EQ(rte_eth_dev_rss_reta_query(port, reta, 128), 0);
	UT_EQ(reta[0].reta[63], 3);
	UT_EQ(reta[1].reta[0], 3);
	UT_EQ(rte_eth_dev_rss_hash_update(port, &conf), 0);
	conf.rss_key = got;
	UT_EQ(rte_eth_dev_rss_hash_conf_get(port, &conf), 0);
	UT_EQ(memcmp(key, got, 40), 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
has_a_thousand_queues(void)
{
	uint16_t port = net_up(NAME, "", 1024, 1024);
	struct rte_mbuf *m;

	UT_TRUE(port != NO_PORT);
	UT_EQ(rte_eth_rx_burst(port, 1023, &m, 1), 1);
	UT_EQ(rte_eth_tx_burst(port, 1023, &m, 1), 1);
	UT_EQ(net_detach(NAME), 0);
}

static void
lives_a_thousand_times(void)
{
	struct net_picture before;
	struct rte_mbuf *bufs[32];
	unsigned int i;
	uint16_t port;

	UT_TRUE(net_up(NAME, "", 2, 2) != NO_PORT);
	UT_EQ(net_detach(NAME), 0);
	net_picture_take(&before);
	for (i = 0; i < 1000; i++) {
		port = i % 2 == 0 ? net_up(NAME, "", 2, 2) : net_attach(NAME, "copy=1");
		if (port == NO_PORT)
			break;
		if (i % 2 == 0)
			rte_eth_tx_burst(port, 0, bufs, rte_eth_rx_burst(port, 0, bufs, 32));
		if (net_detach(NAME) != 0)
			break;
	}
	UT_EQ(i, 1000);
	UT_TRUE(net_picture_same(&before));
}

static int
act_up(void)
{
	uint16_t port = NO_PORT;
	int ret = rte_eal_hotplug_add("vdev", NAME, "copy=1");

	if (ret != 0)
		return ret;
	rte_eth_dev_get_port_by_name(NAME, &port);
	ret = net_configure(port, 2, 2, net_pool);
	if (ret == 0)
		ret = rte_eth_dev_start(port);
	if (ret != 0)
		net_detach(NAME);
	return ret;
}

static void
undo_up(void)
{
	net_detach(NAME);
}

static void
every_failing_step_is_undone(void)
{
	faults_everywhere(act_up, undo_up);
}

static struct {
	bool end;
	uint64_t packets;
} poll_state;

static void *
poll_main(void *arg)
{
	struct rte_mbuf *bufs[32];
	uint16_t port = *(uint16_t *)arg, n;

	while (!__atomic_load_n(&poll_state.end, __ATOMIC_ACQUIRE)) {
		n = rte_eth_rx_burst(port, 0, bufs, 32);
		__atomic_fetch_add(&poll_state.packets, n, __ATOMIC_RELAXED);
		n -= rte_eth_tx_burst(port, 0, bufs, n);
		rte_pktmbuf_free_bulk(bufs, n);
	}
	return NULL;
}

static void
may_be_detached_while_polled(void)
{
	uint16_t port = net_up(NAME, "", 1, 1), again;
	struct net_picture before;
	pthread_t thread;
	unsigned int i;

	net_picture_take(&before);
	pthread_create(&thread, NULL, poll_main, &port);
	for (i = 0; i < 50; i++) {
		uint64_t seen = __atomic_load_n(&poll_state.packets, __ATOMIC_RELAXED);
		double end = net_seconds() + 2;

		while (__atomic_load_n(&poll_state.packets, __ATOMIC_RELAXED) == seen && net_seconds() < end)
			;
		UT_EQ(net_detach(NAME), 0);
		again = net_up(NAME, i % 2 == 0 ? "copy=1" : "", 1, 1);
		UT_EQ(again, port);
	}
	__atomic_store_n(&poll_state.end, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	UT_TRUE(poll_state.packets > 0);
	UT_EQ(net_detach(NAME), 0);
}

UT_MAIN_FIXTURE("null", net_eal_start, net_eal_stop,
	{"bad arguments are refused with one line that names them", refuses_bad_arguments},
	{"good arguments are taken", takes_good_arguments},
	{"packets have the size asked for and are fresh", receives_packets_of_the_size},
	{"segmented, cloned, shared packets and those of other pools are freed", swallows_every_kind_of_packet},
	{"copy=1 writes the bytes", copies_when_asked},
	{"no-rx=1 receives nothing", receives_nothing_when_asked},
	{"a burst for which mbufs are short is empty", receives_all_or_none},
	{"a pool whose mbufs are too small is refused", refuses_mbufs_that_are_too_small},
	{"packets and bytes are counted by queue, a reset starts at zero", counts_by_queue},
	{"the link is up while the port runs", link_follows_start_and_stop},
	{"each port has a random local address", has_an_address_of_its_own},
	{"redirection table and key are kept", keeps_the_redirection_table},
	{"1024 queues each way", has_a_thousand_queues},
	{"a thousand lives leave nothing", lives_a_thousand_times},
	{"every failing step of attach and start is undone", every_failing_step_is_undone},
	{"detach under a polling thread", may_be_detached_while_polled})
