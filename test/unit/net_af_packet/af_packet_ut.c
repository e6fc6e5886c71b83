/* SPDX-License-Identifier: BSD-3-Clause */
/* The af_packet driver on one end of a veth pair; plain sockets on the other end tell what really passes. */
#include <pthread.h>

#include "net_common/net_faults.h"
#include "net_common/net_port.h"
#include "net_common/net_veth.h"

#define NAME "net_af_packet_ut"

static int peer = -1;

static int
start(void)
{
	if (veth_start() != 0)
		return -1;
	peer = veth_socket("utvb");
	return peer >= 0 ? net_eal_start() : -1;
}

static void
stop(void)
{
	if (peer < 0)
		return;
	close(peer);
	net_eal_stop();
}

/** Whether @p m is veth_frame(len, first). */
static bool
frame_is(const struct rte_mbuf *m, unsigned int len, uint8_t first)
{
	static uint8_t want[16384], got[16384];
	const void *data;

	veth_frame(want, len, first);
	if (m->pkt_len != len)
		return false;
	data = rte_pktmbuf_read(m, 0, len, got);
	return data != NULL && memcmp(data, want, len) == 0;
}

static struct rte_mbuf *
frame_make(unsigned int len, uint8_t first, uint16_t seg)
{
	struct rte_mbuf *m = net_packet(len, 0, seg), *s;
	unsigned int i, at = 0;
	uint8_t frame[16384];

	veth_frame(frame, len, first);
	for (s = m, i = 0; i < len; i++, at++) {
		if (at == s->data_len) {
			s = s->next;
			at = 0;
		}
		rte_pktmbuf_mtod(s, uint8_t *)[at] = frame[i];
	}
	return m;
}

/** Frames of the test that arrive within a while; others are freed. */
static unsigned int
receive(uint16_t port, uint16_t queue, struct rte_mbuf **out, unsigned int n, double seconds)
{
	double end = net_seconds() + seconds;
	struct rte_mbuf *bufs[32];
	unsigned int got = 0, i, k;

	while (got < n && net_seconds() < end) {
		k = rte_eth_rx_burst(port, queue, bufs, (uint16_t)RTE_MIN(n - got, 32U));
		for (i = 0; i < k; i++) {
			const uint8_t *data = rte_pktmbuf_mtod(bufs[i], const uint8_t *);

			if ((data[12] == VETH_TYPE >> 8 && data[13] == (VETH_TYPE & 0xff)) || data[12] == 0x81)
				out[got++] = bufs[i];
			else
				rte_pktmbuf_free(bufs[i]);
		}
	}
	return got;
}

static void
peer_drain(void)
{
	uint8_t frame[16384];

	while (recv(peer, frame, sizeof(frame), MSG_DONTWAIT) > 0)
		;
}

static void
refuses_bad_arguments(void)
{
	static const struct net_bad_args bad[] = {
		{"", -EINVAL, "iface: must be given"},
		{"qpairs=1", -EINVAL, "iface: must be given"},
		{"iface=", -EINVAL, "iface: no value given"},
		{"iface=nosuchif0", -ENODEV, "iface=nosuchif0: there is no interface of that name"},
		{"iface=a_name_of_16_let", -EINVAL, "iface=a_name_of_16_let: must be an interface name"},
		{"iface=utva,iface=utvb", -EINVAL, "iface=utva: the key may stand only once"},
		{"iface=utva,bogus=1", -EINVAL, "bogus=1: unknown key"},
		{"iface=utva,qpairs=0", -EINVAL, "qpairs=0: must be a number from 1 to 256"},
		{"iface=utva,qpairs=257", -EINVAL, "qpairs=257"},
		{"iface=utva,qpairs=2x", -EINVAL, "qpairs=2x"},
		{"iface=utva,blocksz=0", -EINVAL, "blocksz=0"},
		{"iface=utva,blocksz=4095", -EINVAL, "blocksz=4095: must be a multiple of the page size"},
		{"iface=utva,framesz=0", -EINVAL, "framesz=0"},
		{"iface=utva,framesz=64", -EINVAL, "framesz=64: must be at least 128"},
		{"iface=utva,framesz=2040", -EINVAL, "framesz=2040: must be a multiple of 16"},
		{"iface=utva,framesz=8192", -EINVAL, "framesz=8192: must not be larger than blocksz"},
		{"iface=utva,framecnt=0", -EINVAL, "framecnt=0"},
		{"iface=utva,framecnt=511", -EINVAL, "framecnt=511: must be a multiple of the 2 frames of a block"},
		{"iface=utva,framecnt=1", -EINVAL, "framecnt=1: must be a multiple"},
		{"iface=utva,framecnt=2147483646", -EINVAL, "framecnt=2147483646: the ring would be larger"},
		{"iface=utva,qdisc_bypass=2", -EINVAL, "qdisc_bypass=2: must be 0 or 1"},
		{"iface=utva,fanout_mode=none", -EINVAL, "fanout_mode=none: must be hash, lb"},
	};

	net_refuses(NAME, "AF_PACKET: " NAME ": ", bad, RTE_DIM(bad));
}

static void
receives_what_the_peer_sends(void)
{
	static const unsigned int lengths[] = {60, 14, 15, 100, 1513, 1514, 61, 1000};
	struct rte_mbuf *bufs[256];
	struct rte_eth_stats st;
	uint64_t bytes = 0;
	unsigned int i;
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);

	UT_TRUE(port != NO_PORT);
	for (i = 0; i < 200; i++) {
		UT_TRUE(veth_send(peer, lengths[i % 8], (uint8_t)i));
		bytes += lengths[i % 8];
	}
	UT_EQ(receive(port, 0, bufs, 200, 2), 200);
	for (i = 0; i < 200; i++) {
		UT_TRUE(frame_is(bufs[i], lengths[i % 8], (uint8_t)i));
		UT_EQ(bufs[i]->port, port);
		UT_EQ(bufs[i]->ol_flags, 0);
	}
	rte_pktmbuf_free_bulk(bufs, 200);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets, 200);
	UT_EQ(st.ibytes, bytes);
	UT_EQ(st.q_ipackets[0], 200);
	UT_EQ(st.imissed, 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
sends_to_the_peer(void)
{
	static const unsigned int lengths[] = {60, 100, 1514, 14, 777};
	struct rte_mbuf *bufs[100];
	uint8_t frame[16384], want[16384];
	struct rte_eth_stats st;
	unsigned int i;
	uint16_t port = net_up("eth_af_packet_ut", "iface=utva,qdisc_bypass=0,driver=net_af_packet", 1, 1);

	peer_drain();
	for (i = 0; i < 100; i++)
		bufs[i] = frame_make(lengths[i % 5], (uint8_t)i, (uint16_t)(i % 3 == 0 ? 5000 : i % 3 == 1 ? 50 : 13));
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 100), 100);
	for (i = 0; i < 100; i++) {
		UT_EQ(veth_recv(peer, frame, sizeof(frame), 2000), lengths[i % 5]);
		veth_frame(want, lengths[i % 5], (uint8_t)i);
		UT_EQ(memcmp(frame, want, lengths[i % 5]), 0);
	}
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.opackets, 100);
	UT_EQ(st.oerrors, 0);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
	/* neither its own nor others' transmissions from this side come back */
	{
		int beside = veth_socket("utva");

		UT_TRUE(veth_send(beside, 60, 1));
		close(beside);
	}
	UT_EQ(receive(port, 0, bufs, 1, 0.1), 0);
	UT_EQ(net_detach("eth_af_packet_ut"), 0);
}

static void
what_is_too_long_is_an_error(void)
{
	struct rte_mbuf *bufs[3] = {frame_make(60, 1, 4000), frame_make(1900, 2, 4000), frame_make(60, 3, 4000)};
	uint8_t frame[16384];
	struct rte_eth_stats st;
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);

	peer_drain();
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 3), 3);
	UT_EQ(veth_recv(peer, frame, sizeof(frame), 2000), 60);
	UT_EQ(frame[14], 1);
	UT_EQ(veth_recv(peer, frame, sizeof(frame), 2000), 60);
	UT_EQ(frame[14], 3);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.opackets, 2);
	UT_EQ(st.oerrors, 1);
	UT_EQ(st.obytes, 120);
	UT_EQ(veth_run("ip link set utva mtu 4000; ip link set utvb mtu 4000"), 0);
	UT_TRUE(veth_send(peer, 60, 4));
	UT_TRUE(veth_send(peer, 1983, 5));
	UT_TRUE(veth_send(peer, 1982, 6));
	UT_EQ(receive(port, 0, bufs, 2, 2), 2);
	UT_TRUE(frame_is(bufs[0], 60, 4));
	UT_TRUE(frame_is(bufs[1], 1982, 6));
	rte_pktmbuf_free_bulk(bufs, 2);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ierrors, 1);
	UT_EQ(net_detach(NAME), 0);
	/* with larger frames everything passes, into as many segments as it takes */
	port = net_up(NAME, "iface=utva,blocksz=8192,framesz=4096,framecnt=64", 1, 1);
	UT_TRUE(veth_send(peer, 4000, 7));
	UT_EQ(receive(port, 0, bufs, 1, 2), 1);
	UT_TRUE(frame_is(bufs[0], 4000, 7));
	UT_EQ(bufs[0]->nb_segs, 2);
	rte_pktmbuf_free(bufs[0]);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(veth_run("ip link set utva mtu 1500; ip link set utvb mtu 1500"), 0);
}

static void
vlan_tags(void)
{
	struct rte_eth_conf conf = {.rxmode.offloads = RTE_ETH_RX_OFFLOAD_VLAN_STRIP};
	uint8_t tagged[64], plain[60], frame[16384];
	struct rte_mbuf *m;
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);

	veth_frame(plain, 60, 9);
	memcpy(tagged, plain, 12);
	memcpy(tagged + 12, "\x81\x00\x60\x05", 4);
	memcpy(tagged + 16, plain + 12, 48);
	UT_EQ(send(peer, tagged, 64, 0), 64);
	UT_EQ(receive(port, 0, &m, 1, 2), 1);
	UT_EQ(m->pkt_len, 64);
	UT_EQ(memcmp(rte_pktmbuf_mtod(m, void *), tagged, 64), 0);
	UT_EQ(m->vlan_tci, 0x6005);
	UT_EQ(m->ol_flags, RTE_MBUF_F_RX_VLAN);
	rte_pktmbuf_free(m);
	UT_EQ(rte_eth_dev_stop(port), 0);

	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 512, 0, NULL, net_pool), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 512, 0, NULL), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(send(peer, tagged, 64, 0), 64);
	UT_EQ(receive(port, 0, &m, 1, 2), 1);
	UT_TRUE(frame_is(m, 60, 9));
	UT_EQ(m->vlan_tci, 0x6005);
	UT_EQ(m->ol_flags, RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_RX_VLAN_STRIPPED);

	peer_drain();
	m->ol_flags = RTE_MBUF_F_TX_VLAN;
	UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	{
		/* the kernel takes the tag out again and tells it beside the frame */
		uint8_t control[256];
		struct iovec io = {frame, sizeof(frame)};
		struct msghdr msg = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)};
		struct cmsghdr *c;
		bool seen = false;

		UT_EQ(recvmsg(peer, &msg, 0), 60);
		for (c = CMSG_FIRSTHDR(&msg); c != NULL; c = CMSG_NXTHDR(&msg, c)) {
			struct tpacket_auxdata aux;

			memcpy(&aux, CMSG_DATA(c), sizeof(aux));
			if (c->cmsg_level == SOL_PACKET && c->cmsg_type == PACKET_AUXDATA)
				seen = aux.tp_vlan_tci == 0x6005;
		}
		UT_TRUE(seen);
		UT_EQ(memcmp(frame, plain, 60), 0);
	}
	UT_EQ(net_detach(NAME), 0);
}

static void
stop_and_start_keep_traffic_apart(void)
{
	struct rte_mbuf *bufs[8];
	unsigned int i;
	uint16_t port = net_attach(NAME, "iface=utva");

	UT_TRUE(veth_send(peer, 60, 1));
	UT_EQ(net_configure(port, 1, 1, net_pool), 0);
	UT_TRUE(veth_send(peer, 60, 2));
	for (i = 0; i < 5; i++) {
		UT_EQ(rte_eth_dev_start(port), 0);
		UT_TRUE(veth_send(peer, 60, (uint8_t)(10 + i)));
		UT_EQ(receive(port, 0, bufs, 1, 2), 1);
		UT_TRUE(frame_is(bufs[0], 60, (uint8_t)(10 + i)));
		rte_pktmbuf_free(bufs[0]);
		UT_TRUE(veth_send(peer, 60, 3)); /* received, never fetched */
		UT_EQ(rte_eth_dev_stop(port), 0);
		UT_TRUE(veth_send(peer, 60, 4));
	}
	UT_EQ(net_detach(NAME), 0);
}

static void
want_of_mbufs_loses_nothing(void)
{
	struct rte_mempool *small = rte_pktmbuf_pool_create("small", 3, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	uint16_t port = net_attach(NAME, "iface=utva");
	unsigned int i, seen = 0, got, tries = 0;
	struct rte_mbuf *bufs[8];
	struct rte_eth_stats st;

	UT_EQ(net_configure(port, 1, 1, small), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	for (i = 0; i < 100; i++)
		UT_TRUE(veth_send(peer, 60, (uint8_t)i));
	while (seen < 100 && tries++ < 1000) {
		got = rte_eth_rx_burst(port, 0, bufs, 8);
		for (i = 0; i < got; i++, seen++)
			UT_TRUE(frame_is(bufs[i], 60, (uint8_t)seen));
		rte_pktmbuf_free_bulk(bufs, got);
	}
	UT_EQ(seen, 100);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_TRUE(st.rx_nombuf > 0);
	UT_EQ(st.imissed, 0);
	UT_EQ(rte_mempool_avail_count(small), 3);
	UT_EQ(net_detach(NAME), 0);
	rte_mempool_free(small);
}

static void
a_full_ring_is_counted(void)
{
	uint16_t port = net_up(NAME, "iface=utva,framecnt=64", 1, 1);
	struct rte_mbuf *bufs[128];
	struct rte_eth_stats st;
	unsigned int i;

	for (i = 0; i < 100; i++)
		UT_TRUE(veth_send(peer, 60, (uint8_t)i));
	UT_EQ(receive(port, 0, bufs, 128, 0.2), 64);
	for (i = 0; i < 64; i++)
		UT_TRUE(frame_is(bufs[i], 60, (uint8_t)i));
	rte_pktmbuf_free_bulk(bufs, 64);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.imissed, 36);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.imissed, 36);
	UT_EQ(rte_eth_stats_reset(port), 0);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.imissed + st.ipackets, 0);
	UT_EQ(net_detach(NAME), 0);
}

/** Send @p n frames of different flows. */
static void
flows_send(unsigned int n)
{
	uint8_t frame[60];
	unsigned int i;

	for (i = 0; i < n; i++) {
		/* IPv4 and UDP as far as a hash wants it */
		static const uint8_t ip[] = {0x45, 0, 0, 46, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2};

		memset(frame, 0, sizeof(frame));
		veth_frame(frame, 14, 0);
		frame[12] = 8;
		frame[13] = 0;
		memcpy(frame + 14, ip, sizeof(ip));
		frame[29] = (uint8_t)i; /* source address */
		frame[35] = (uint8_t)i; /* source port */
		frame[37] = 9;
		frame[39] = 26;
		UT_EQ(send(peer, frame, sizeof(frame), 0), 60);
	}
}

/** Each of the @p n frames must come out of one of the port's queues. */
static void
flows_collect(uint16_t port, uint16_t queues, unsigned int n)
{
	unsigned int seen[256] = {0}, i, q, got, once = 0, used = 0, total = 0;
	struct rte_mbuf *bufs[256];

	for (q = 0; q < queues; q++) {
		double end = net_seconds() + 0.05;

		got = 0;
		while (net_seconds() < end && got < 224)
			got += rte_eth_rx_burst(port, (uint16_t)q, bufs + got, 32);
		used += got > 0;
		total += got;
		for (i = 0; i < got; i++)
			seen[rte_pktmbuf_mtod(bufs[i], uint8_t *)[29]]++;
		rte_pktmbuf_free_bulk(bufs, got);
	}
	for (i = 0; i < n; i++)
		once += seen[i] == 1;
	UT_EQ(once, n);
	UT_EQ(total, n);
	UT_TRUE(queues == 1 || used > 1);
}

static void
flows_round(uint16_t port, uint16_t queues, unsigned int n)
{
	flows_send(n);
	flows_collect(port, queues, n);
}

static void
queue_pairs_share_the_packets(void)
{
	static const char *const modes[] = {"", ",fanout_mode=lb", ",fanout_mode=rnd", ",fanout_mode=hash"};
	uint16_t port = NO_PORT;
	char args[64];
	unsigned int i;

	for (i = 0; i < RTE_DIM(modes); i++) {
		snprintf(args, sizeof(args), "iface=utva,qpairs=4%s", modes[i]);
		port = net_up(NAME, args, 4, 4);
		UT_TRUE(port != NO_PORT);
		flows_round(port, 4, 200);
		if (i + 1 < RTE_DIM(modes))
			UT_EQ(net_detach(NAME), 0);
	}
	/* pairs that are not used any more get no packets, and those that are used again get some */
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(net_configure(port, 2, 2, net_pool), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	flows_round(port, 2, 200);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(net_configure(port, 1, 1, net_pool), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	flows_round(port, 1, 200);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(net_configure(port, 4, 4, net_pool), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	flows_round(port, 4, 200);
	UT_EQ(net_detach(NAME), 0);
}

static void
two_ports_share_an_interface(void)
{
	uint16_t a = net_up(NAME, "iface=utva,qpairs=2", 2, 2), b = net_up(NAME "2", "iface=utva,qpairs=2", 2, 2);

	/* each port sees each packet: their groups are different ones */
	flows_send(100);
	flows_collect(a, 2, 100);
	flows_collect(b, 2, 100);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(rte_eth_dev_stop(b), 0);
	UT_EQ(rte_eth_dev_start(b), 0);
	flows_round(b, 2, 100);
	UT_EQ(net_detach(NAME "2"), 0);
}

static unsigned int
link_of(uint16_t port)
{
	struct rte_eth_link link = {0};

	rte_eth_link_get_nowait(port, &link);
	return link.link_status;
}

static bool
link_becomes(uint16_t port, unsigned int status)
{
	double end = net_seconds() + 2;

	while (link_of(port) != status && net_seconds() < end)
		usleep(1000);
	return link_of(port) == status;
}

static unsigned int events[RTE_ETH_EVENT_MAX];

static int
event_count(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret)
{
	RTE_SET_USED(port);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret);
	__atomic_fetch_add(&events[event], 1, __ATOMIC_RELAXED);
	return 0;
}

/** Whether the event has come @p n times, within a second. */
static bool
event_seen(enum rte_eth_event_type event, unsigned int n)
{
	double end = net_seconds() + 1;

	while (__atomic_load_n(&events[event], __ATOMIC_RELAXED) < n && net_seconds() < end)
		usleep(500);
	return __atomic_load_n(&events[event], __ATOMIC_RELAXED) == n;
}

static void
tells_link_changes(void)
{
	struct rte_eth_conf conf = {.intr_conf.lsc = 1};
	uint16_t port = net_attach(NAME, "iface=utva");

	memset(events, 0, sizeof(events));
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_INTR_LSC, event_count, NULL), 0);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 512, 0, NULL, net_pool), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 512, 0, NULL), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_TRUE(link_becomes(port, RTE_ETH_LINK_UP));
	UT_EQ(veth_run("ip link set utvb down"), 0);
	UT_TRUE(event_seen(RTE_ETH_EVENT_INTR_LSC, 1));
	UT_EQ(link_of(port), RTE_ETH_LINK_DOWN);
	UT_EQ(veth_run("ip link set utvb up"), 0);
	UT_TRUE(event_seen(RTE_ETH_EVENT_INTR_LSC, 2));
	UT_EQ(link_of(port), RTE_ETH_LINK_UP);
	UT_EQ(net_detach(NAME), 0);
}

static void
acts_on_the_kernel_interface(void)
{
	struct rte_ether_addr mac = {{2, 1, 2, 3, 4, 5}}, got;
	uint16_t port = net_up(NAME, "iface=utva", 1, 1), mtu;
	struct rte_eth_dev_info info;
	char text[64] = "";
	FILE *f;

	UT_EQ(rte_eth_macaddr_get(port, &got), 0);
	f = fopen("/sys/class/net/utva/address", "r");
	if (f != NULL) {
		char want[64];

		/* the mount of /sys may be of another namespace: then there is no such file */
		UT_PTR_EQ(fgets(text, sizeof(text), f), text);
		fclose(f);
		snprintf(want, sizeof(want), "%02x:%02x:%02x:%02x:%02x:%02x\n", got.addr_bytes[0], got.addr_bytes[1],
			got.addr_bytes[2],
			got.addr_bytes[3], got.addr_bytes[4], got.addr_bytes[5]);
		UT_STR_EQ(text, want);
	}
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.if_index, if_nametoindex("utva"));
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &mac), 0);
	UT_EQ(veth_run("ip link show utva | grep -q 02:01:02:03:04:05"), 0);
	UT_EQ(rte_eth_dev_set_mtu(port, 1400), 0);
	UT_EQ(veth_run("ip link show utva | grep -q 'mtu 1400'"), 0);
	UT_EQ(rte_eth_dev_get_mtu(port, &mtu), 0);
	UT_EQ(mtu, 1400);
	UT_EQ(rte_eth_dev_set_mtu(port, 9000), -EINVAL);
	UT_EQ(rte_eth_dev_set_mtu(port, 1500), 0);
	UT_EQ(rte_eth_promiscuous_get(port), 0);
	UT_EQ(rte_eth_promiscuous_enable(port), 0);
	UT_TRUE((veth_flags("utva") & IFF_PROMISC) != 0);
	UT_EQ(rte_eth_promiscuous_disable(port), 0);
	UT_EQ(veth_flags("utva") & IFF_PROMISC, 0);
	UT_EQ(rte_eth_promiscuous_enable(port), 0);

	UT_TRUE(link_becomes(port, RTE_ETH_LINK_UP));
	UT_EQ(veth_run("ip link set utvb down"), 0);
	UT_TRUE(link_becomes(port, RTE_ETH_LINK_DOWN));
	UT_EQ(veth_run("ip link set utvb up"), 0);
	UT_TRUE(link_becomes(port, RTE_ETH_LINK_UP));

	UT_EQ(veth_run("ip link set utva down && ip link set utva name utvc && ip link set utvc up"), 0);
	UT_TRUE(link_becomes(port, RTE_ETH_LINK_UP));
	UT_EQ(rte_eth_dev_set_mtu(port, 1401), 0);
	UT_EQ(veth_run("ip link show utvc | grep -q 'mtu 1401'"), 0);
	UT_EQ(rte_eth_dev_set_mtu(port, 1500), 0);
	{
		struct rte_mbuf *m = frame_make(60, 1, 4000);
		uint8_t frame[16384];

		peer_drain();
		UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
		UT_EQ(veth_recv(peer, frame, sizeof(frame), 2000), 60);
		UT_TRUE(veth_send(peer, 60, 2));
		UT_EQ(receive(port, 0, &m, 1, 2), 1);
		rte_pktmbuf_free(m);
	}
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(veth_flags("utvc") & IFF_PROMISC, 0);
	UT_EQ(veth_run("ip link set utvc down && ip link set utvc name utva && ip link set utva up"), 0);
}

static void
a_deleted_interface_does_no_harm(void)
{
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);
	struct rte_mbuf *bufs[4];
	struct rte_eth_stats st;
	unsigned int i;

	memset(events, 0, sizeof(events));
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_INTR_RMV, event_count, NULL), 0);
	UT_EQ(veth_run("ip link del utva"), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 0);
	for (i = 0; i < 4; i++)
		bufs[i] = frame_make(60, 1, 4000);
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 4), 4);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.oerrors, 4);
	UT_EQ(st.opackets, 0);
	UT_EQ(link_of(port), RTE_ETH_LINK_DOWN);
	UT_TRUE(event_seen(RTE_ETH_EVENT_INTR_RMV, 1));
	UT_EQ(rte_eth_dev_is_removed(port), 1);
	UT_TRUE(rte_eth_promiscuous_enable(port) < 0);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(net_detach(NAME), 0);
	close(peer);
	UT_EQ(veth_pair(), 0);
	peer = veth_socket("utvb");
	port = net_up(NAME, "iface=utva", 1, 1);
	UT_TRUE(veth_send(peer, 60, 2));
	UT_EQ(receive(port, 0, bufs, 1, 2), 1);
	rte_pktmbuf_free(bufs[0]);
	UT_EQ(net_detach(NAME), 0);
}

static void
detach_does_not_wait_for_the_kernel(void)
{
	unsigned int threads = net_dir_count("/proc/self/task"), i;
	double worst = 0, took;

	for (i = 0; i < 5; i++) {
		UT_TRUE(net_up(NAME, "iface=utva,qpairs=2", 2, 2) != NO_PORT);
		UT_TRUE(net_threads_settle(threads)); /* the sockets of the turn before are gone */
		took = net_seconds();
		UT_EQ(net_detach(NAME), 0);
		took = net_seconds() - took;
		worst = RTE_MAX(worst, took);
	}
	printf("  detach of two queue pairs: at most %.2f ms\n", worst * 1e3);
	UT_TRUE(worst < 1);
}

static void
lives_many_times(void)
{
	struct net_picture before;
	unsigned int i;

	UT_TRUE(net_up(NAME, "iface=utva", 1, 1) != NO_PORT);
	UT_EQ(net_detach(NAME), 0);
	net_picture_settled(&before);
	for (i = 0; i < 1000; i++) {
		/* a ring costs a wait for the kernel; some are enough */
		if ((i % 20 == 0 ? net_up(NAME, "iface=utva", 1, 1) : net_attach(NAME, "iface=utva")) == NO_PORT ||
			net_detach(NAME) != 0)
			break;
	}
	UT_EQ(i, 1000);
	UT_TRUE(net_picture_same(&before));
}

static int
act_up(void)
{
	uint16_t port = NO_PORT;
	int ret = rte_eal_hotplug_add("vdev", NAME, "iface=utva,qpairs=2");

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

static bool poll_end;

static void *
poll_main(void *arg)
{
	struct rte_mbuf *bufs[32];
	uint16_t port = *(uint16_t *)arg, n;

	while (!__atomic_load_n(&poll_end, __ATOMIC_ACQUIRE)) {
		n = rte_eth_rx_burst(port, 0, bufs, 32);
		n -= rte_eth_tx_burst(port, 0, bufs, n);
		rte_pktmbuf_free_bulk(bufs, n);
	}
	return NULL;
}

static void
may_be_detached_while_polled(void)
{
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);
	struct rte_eth_stats st;
	pthread_t thread;
	unsigned int i, k;

	pthread_create(&thread, NULL, poll_main, &port);
	for (i = 0; i < 20; i++) {
		for (k = 0; k < 50; k++)
			veth_send(peer, 60, (uint8_t)k);
		rte_eth_stats_get(port, &st);
		UT_EQ(net_detach(NAME), 0);
		UT_EQ(net_up(NAME, "iface=utva", 1, 1), port);
	}
	__atomic_store_n(&poll_end, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
}

UT_MAIN_FIXTURE("af_packet", start, stop,
	{"bad arguments are refused with one line that names them", refuses_bad_arguments},
	{"what the peer sends is received, byte by byte", receives_what_the_peer_sends},
	{"what is sent reaches the peer, and nothing sent comes back", sends_to_the_peer},
	{"what is too long is an error, each way", what_is_too_long_is_an_error},
	{"VLAN tags are put back, or taken out, or put in", vlan_tags},
	{"packets from before a start are never received", stop_and_start_keep_traffic_apart},
	{"want of mbufs loses nothing", want_of_mbufs_loses_nothing},
	{"what a full ring loses is counted", a_full_ring_is_counted},
	{"queue pairs share the packets, each exactly once", queue_pairs_share_the_packets},
	{"two ports on one interface do not share", two_ports_share_an_interface},
	{"address, MTU, promiscuous mode and link are the kernel's", acts_on_the_kernel_interface},
	{"link changes are told", tells_link_changes},
	{"a deleted interface is told and does no harm", a_deleted_interface_does_no_harm},
	{"detach does not wait for the kernel", detach_does_not_wait_for_the_kernel},
	{"a thousand lives leave nothing", lives_many_times},
	{"every failing step of attach and start is undone", every_failing_step_is_undone},
	{"detach under a polling thread", may_be_detached_while_polled})
