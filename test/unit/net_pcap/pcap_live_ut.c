/* SPDX-License-Identifier: BSD-3-Clause */
/* The pcap driver on interfaces: one end of a veth pair; plain sockets on the other end tell what really passes. */
#include <pthread.h>

#include "net_common/net_faults.h"
#include "net_common/net_port.h"
#include "net_common/net_veth.h"

#define NAME "net_pcap_live"

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

/** Frames of the test that arrive within a while; others are freed. */
static unsigned int
receive(uint16_t port, struct rte_mbuf **out, unsigned int n, double seconds)
{
	double end = net_seconds() + seconds;
	struct rte_mbuf *bufs[32];
	unsigned int got = 0, i, k;

	while (got < n && net_seconds() < end) {
		k = rte_eth_rx_burst(port, 0, bufs, (uint16_t)RTE_MIN(n - got, 32U));
		for (i = 0; i < k; i++) {
			if (rte_pktmbuf_mtod(bufs[i], const uint8_t *)[12] == VETH_TYPE >> 8)
				out[got++] = bufs[i];
			else
				rte_pktmbuf_free(bufs[i]);
		}
	}
	return got;
}

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

static void
peer_drain(void)
{
	uint8_t frame[16384];

	while (recv(peer, frame, sizeof(frame), MSG_DONTWAIT) > 0)
		;
}

static void
receives(uint16_t port)
{
	static const unsigned int lengths[] = {60, 14, 100, 1514, 61};
	struct rte_mbuf *bufs[200];
	struct rte_eth_stats st;
	unsigned int i;

	UT_EQ(rte_eth_stats_reset(port), 0);
	for (i = 0; i < 200; i++)
		UT_TRUE(veth_send(peer, lengths[i % 5], (uint8_t)i));
	UT_EQ(receive(port, bufs, 200, 2), 200);
	for (i = 0; i < 200; i++)
		UT_TRUE(frame_is(bufs[i], lengths[i % 5], (uint8_t)i));
	rte_pktmbuf_free_bulk(bufs, 200);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_TRUE(st.ipackets >= 200);
	UT_EQ(st.imissed, 0);
}

static void
sends(uint16_t port)
{
	static const unsigned int lengths[] = {60, 14, 100, 1514, 61};
	uint8_t frame[16384], want[16384];
	struct rte_mbuf *bufs[50];
	unsigned int i;

	peer_drain();
	for (i = 0; i < 50; i++)
		bufs[i] = frame_make(lengths[i % 5], (uint8_t)i, (uint16_t)(i % 2 == 0 ? 4000 : 33));
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 50), 50);
	for (i = 0; i < 50; i++) {
		UT_EQ(veth_recv(peer, frame, sizeof(frame), 2000), lengths[i % 5]);
		veth_frame(want, lengths[i % 5], (uint8_t)i);
		UT_EQ(memcmp(frame, want, lengths[i % 5]), 0);
	}
}

static void
one_interface_both_ways(void)
{
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);
	struct rte_eth_dev_info info;

	UT_TRUE(port != NO_PORT);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.max_rx_queues, 1);
	UT_EQ(info.if_index, if_nametoindex("utva"));
	receives(port);
	sends(port);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	receives(port);
	sends(port);
	UT_EQ(net_detach(NAME), 0);
}

static void
directions_apart(void)
{
	static const char *const keys[] = {"rx_iface", "rx_iface_in"};
	struct rte_mbuf *bufs[4];
	char args[64];
	unsigned int i, round;
	uint16_t port;
	int beside;

	for (i = 0; i < 2; i++) {
		snprintf(args, sizeof(args), "%s=utva,tx_iface=utva", keys[i]);
		port = net_up(NAME, args, 1, 1);
		UT_TRUE(port != NO_PORT);
		for (round = 0; round < 2; round++) {
			receives(port);
			/* what others send from this side: only rx_iface sees it */
			beside = veth_socket("utva");
			UT_TRUE(veth_send(beside, 60, 77));
			close(beside);
			UT_EQ(receive(port, bufs, 1, i == 0 ? 2 : 0.1), 1 - i);
			if (i == 0)
				rte_pktmbuf_free(bufs[0]);
			sends(port);
			while (receive(port, bufs, 1, 0.05) == 1)
				rte_pktmbuf_free(bufs[0]);
			UT_EQ(rte_eth_dev_stop(port), 0);
			UT_EQ(rte_eth_dev_start(port), 0);
		}
		UT_EQ(net_detach(NAME), 0);
	}
}

static void
the_interfaces_own_address(void)
{
	struct rte_ether_addr mac;
	uint16_t port;

	UT_EQ(veth_run("ip link set utva address 02:0a:0b:0c:0d:0e"), 0);
	port = net_attach(NAME, "iface=utva,phy_mac=1");
	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_EQ(memcmp(&mac, "\x02\x0a\x0b\x0c\x0d\x0e", 6), 0);
	UT_EQ(net_detach(NAME), 0);
	port = net_attach(NAME, "iface=utva,phy_mac=0");
	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_EQ(memcmp(mac.addr_bytes, "\x02pcap", 5), 0);
	UT_EQ(net_detach(NAME), 0);
}

static void
an_interface_that_is_down_is_refused(void)
{
	struct net_picture before;

	net_picture_settled(&before);
	UT_EQ(veth_run("ip link set utva down"), 0);
	UT_EQ(rte_eal_hotplug_add("vdev", NAME, "iface=utva"), -ENETDOWN);
	UT_EQ(veth_run("ip link set utva up"), 0);
	UT_TRUE(net_picture_same(&before));
}

static unsigned int removals;

static int
removal_seen(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret);
	__atomic_fetch_add(&removals, 1, __ATOMIC_RELAXED);
	return 0;
}

static void
a_deleted_interface_does_no_harm(void)
{
	uint16_t port = net_up(NAME, "iface=utva", 1, 1);
	struct rte_mbuf *m = frame_make(60, 1, 4000);
	struct rte_mbuf *bufs[4];
	unsigned int i;
	double end;

	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_INTR_RMV, removal_seen, NULL), 0);
	UT_EQ(veth_run("ip link del utva"), 0);
	end = net_seconds() + 1;
	while (__atomic_load_n(&removals, __ATOMIC_RELAXED) == 0 && net_seconds() < end)
		usleep(500);
	UT_EQ(__atomic_load_n(&removals, __ATOMIC_RELAXED), 1);
	UT_EQ(rte_eth_dev_is_removed(port), 1);
	for (i = 0; i < 3; i++)
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 0);
	if (rte_eth_tx_burst(port, 0, &m, 1) == 0)
		rte_pktmbuf_free(m);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_TRUE(rte_eth_dev_start(port) < 0);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
	close(peer);
	UT_EQ(veth_pair(), 0);
	peer = veth_socket("utvb");
}

static void
detach_does_not_wait_for_the_kernel(void)
{
	unsigned int threads = net_dir_count("/proc/self/task"), i;
	double worst = 0, took;

	for (i = 0; i < 5; i++) {
		UT_TRUE(net_up(NAME, "rx_iface=utva,tx_iface=utva", 1, 1) != NO_PORT);
		UT_TRUE(net_threads_settle(threads)); /* the sockets of the turn before are gone */
		took = net_seconds();
		UT_EQ(net_detach(NAME), 0);
		took = net_seconds() - took;
		worst = RTE_MAX(worst, took);
	}
	printf("  detach of two interface handles: at most %.2f ms\n", worst * 1e3);
	UT_TRUE(worst < 1);
}

static int
act_up(void)
{
	uint16_t port = NO_PORT;
	int ret = rte_eal_hotplug_add("vdev", NAME, "rx_iface=utva,tx_iface=utva");

	if (ret != 0)
		return ret;
	rte_eth_dev_get_port_by_name(NAME, &port);
	ret = net_configure(port, 1, 1, net_pool);
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
lives_many_times(void)
{
	struct net_picture before;
	unsigned int i;

	UT_EQ(act_up(), 0);
	undo_up();
	net_picture_settled(&before);
	for (i = 0; i < 100; i++) {
		if (act_up() != 0)
			break;
		undo_up();
	}
	UT_EQ(i, 100);
	UT_TRUE(net_picture_same(&before));
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

UT_MAIN_FIXTURE("pcap_live", start, stop,
	{"iface: receives and sends, also after a stop", one_interface_both_ways},
	{"rx_iface sees both directions, rx_iface_in what comes in", directions_apart},
	{"phy_mac takes the interface's address", the_interfaces_own_address},
	{"an interface that is down is refused", an_interface_that_is_down_is_refused},
	{"a deleted interface is told and does no harm", a_deleted_interface_does_no_harm},
	{"detach does not wait for the kernel", detach_does_not_wait_for_the_kernel},
	{"many lives leave nothing", lives_many_times},
	{"every failing step of attach and start is undone", every_failing_step_is_undone},
	{"detach under a polling thread", may_be_detached_while_polled})
