/* SPDX-License-Identifier: BSD-3-Clause */
/* The ring driver: loopback ports, ports over the caller's rings, ports of nodeaction, and what becomes of the rings. */
#include <pthread.h>

#include <rte_eth_ring.h>
#include <rte_ring.h>

#include "net_common/net_faults.h"
#include "net_common/net_port.h"

#define NAME "net_ring_ut"

static void
refuses_bad_arguments(void)
{
	static const struct net_bad_args bad[] = {
		{"bogus=1", -EINVAL, "bogus=1: unknown key"},
		{"nodeaction=", -EINVAL, "nodeaction"},
		{"nodeaction=A", -EINVAL, "nodeaction=A: must be NAME:NODE:CREATE"},
		{"nodeaction=A:0", -EINVAL, "nodeaction=A:0: must be"},
		{"nodeaction=:0:CREATE", -EINVAL, "nodeaction=:0:CREATE: must be"},
		{"nodeaction=A::CREATE", -EINVAL, "nodeaction=A::CREATE: must be"},
		{"nodeaction=A:0x:CREATE", -EINVAL, "nodeaction=A:0x:CREATE: must be"},
		{"nodeaction=A:-1:CREATE", -EINVAL, "nodeaction=A:-1:CREATE: must be"},
		{"nodeaction=A:99:CREATE", -EINVAL, "nodeaction=A:99:CREATE: must be"},
		{"nodeaction=A:0:create", -EINVAL, "nodeaction=A:0:create: must be"},
		{"nodeaction=A:0:CREATE:1", -EINVAL, "nodeaction=A:0:CREATE:1: must be"},
		{"nodeaction=A:0:CREATE,nodeaction=A:0:CREATE", -EINVAL,
			"nodeaction=A:0:CREATE: must be a port name that stands only once"},
		{"nodeaction=A:0:ATTACH", -ENOENT, "rings ETH_RXTX<n>_A"},
		{"nodeaction=A:0:CREATE,nodeaction=B:0:ATTACH", -ENOENT, "rings ETH_RXTX<n>_B"},
		{"nodeaction=name_of_18_letters:0:CREATE", -ENAMETOOLONG, "rings ETH_RXTX<n>_name_of_18_letters"},
	};

	net_refuses(NAME, "RING: " NAME ": ", bad, RTE_DIM(bad));
}

static void
sends_to_itself(void)
{
	struct rte_mbuf *bufs[32], *got[32];
	uint16_t port = net_up(NAME, "", 16, 16), q;
	struct rte_eth_stats st;
	unsigned int i;

	UT_TRUE(port != NO_PORT);
	for (q = 0; q < 16; q++) {
		for (i = 0; i < 32; i++)
			bufs[i] = net_packet(60 + i, (uint8_t)(q + i), 4000);
		UT_EQ(rte_eth_tx_burst(port, q, bufs, 32), 32);
		UT_EQ(rte_eth_rx_burst(port, (uint16_t)((q + 1) % 16), got, 32), 0);
		UT_EQ(rte_eth_rx_burst(port, q, got, 32), 32);
		for (i = 0; i < 32; i++)
			UT_TRUE(got[i] == bufs[i] && net_packet_is(got[i], 60 + i, (uint8_t)(q + i)));
		rte_pktmbuf_free_bulk(got, 32);
	}
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets, 512);
	UT_EQ(st.opackets, 512);
	UT_EQ(st.q_ipackets[15], 32);
	UT_TRUE(rte_ring_lookup("ETH_RXTX15_" NAME) != NULL);
	UT_EQ(net_detach(NAME), 0);
	UT_PTR_EQ(rte_ring_lookup("ETH_RXTX15_" NAME), NULL);
}

static void
keeps_what_a_full_ring_refuses(void)
{
	struct rte_mbuf *m = net_packet(60, 0, 4000);
	uint16_t port = net_up(NAME, "", 1, 1);
	struct rte_eth_stats st;
	unsigned int sent = 0;

	rte_mbuf_refcnt_update(m, 1100);
	while (sent < 1100 && rte_eth_tx_burst(port, 0, &m, 1) == 1)
		sent++;
	UT_EQ(sent, 1023);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.opackets, 1023);
	rte_mbuf_refcnt_update(m, -(1100 - 1023));
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(rte_mbuf_refcnt_read(m), 1);
	rte_pktmbuf_free(m);
}

static void
second_life_equals_the_first(void)
{
	struct net_picture before;
	struct rte_mbuf *m;
	unsigned int i, q;
	uint16_t port;

	net_picture_take(&before);
	for (i = 0; i < 3; i++) {
		net_log_begin();
		/* fewer queues than there are rings */
		port = net_up(NAME, "", 1, 1);
		UT_TRUE(port != NO_PORT);
		UT_EQ(rte_eth_rx_burst(port, 0, &m, 1), 0);
		for (q = 0; q < 10; q++) {
			m = net_packet(60, 0, 4000);
			UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
		}
		UT_EQ(net_detach(NAME), 0);
		UT_EQ(net_log_end("RING"), 0);
		/* rings, and the packets that waited in them */
		UT_TRUE(net_picture_same(&before));
	}
}

static void
closing_frees_the_rings(void)
{
	uint16_t port = net_up(NAME, "", 1, 1);

	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_PTR_EQ(rte_ring_lookup("ETH_RXTX0_" NAME), NULL);
	UT_EQ(net_detach(NAME), 0);
}

static void
nodeaction_makes_ports_of_other_names(void)
{
	struct net_picture before;
	uint16_t a, b;

	net_picture_take(&before);
	UT_EQ(rte_eal_hotplug_add("vdev", NAME, "nodeaction=R0:0:CREATE,nodeaction=R1:0:CREATE"), 0);
	UT_EQ(rte_eth_dev_get_port_by_name("R0", &a), 0);
	UT_EQ(rte_eth_dev_get_port_by_name("R1", &b), 0);
	UT_TRUE(rte_ring_lookup("ETH_RXTX0_R0") != NULL);
	UT_TRUE(rte_ring_lookup("ETH_RXTX15_R1") != NULL);
	/* a third port of a name in use: nothing of it remains, and the two are untouched */
	UT_EQ(rte_eal_hotplug_add("vdev", NAME "2", "nodeaction=R2:0:CREATE,nodeaction=R1:0:CREATE"), -EEXIST);
	UT_PTR_EQ(rte_ring_lookup("ETH_RXTX0_R2"), NULL);
	UT_EQ(rte_eth_dev_is_valid_port(a) + rte_eth_dev_is_valid_port(b), 2);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(rte_eth_dev_is_valid_port(a) + rte_eth_dev_is_valid_port(b), 0);
	UT_TRUE(net_picture_same(&before));
}

static void
create_falls_back_to_rings_that_exist(void)
{
	struct rte_ring *r[16];
	char name[32];
	unsigned int i;

	for (i = 0; i < 16; i++) {
		snprintf(name, sizeof(name), "ETH_RXTX%u_R3", i);
		r[i] = rte_ring_create(name, 64, 0, 0);
		UT_TRUE(r[i] != NULL);
	}
	UT_EQ(rte_eal_hotplug_add("vdev", NAME, "nodeaction=R3:0:CREATE"), 0);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(rte_eal_hotplug_add("vdev", NAME, "nodeaction=R3:0:ATTACH"), 0);
	UT_EQ(net_detach(NAME), 0);
	for (i = 0; i < 16; i++) {
		snprintf(name, sizeof(name), "ETH_RXTX%u_R3", i);
		UT_PTR_EQ(rte_ring_lookup(name), r[i]);
		rte_ring_free(r[i]);
	}
}

static void
ports_over_the_callers_rings(void)
{
	struct rte_ring *there = rte_ring_create("there", 64, 0, RING_F_SP_ENQ | RING_F_SC_DEQ);
	struct rte_ring *back = rte_ring_create("back", 64, 0, 0);
	struct rte_eth_dev_info info;
	struct rte_mbuf *m;
	uint16_t by_name;
	int a, b;

	a = rte_eth_from_rings("left", &there, 1, &back, 1, 0);
	b = rte_eth_from_rings("right", &back, 1, &there, 1, 0);
	UT_TRUE(a >= 0 && b >= 0);
	UT_EQ(rte_eth_dev_get_port_by_name("net_ring_left", &by_name), 0);
	UT_EQ(by_name, a);
	UT_EQ(rte_eth_dev_info_get((uint16_t)a, &info), 0);
	UT_EQ(info.max_rx_queues, 1);
	UT_EQ(net_configure((uint16_t)a, 1, 1, net_pool), 0);
	UT_EQ(net_configure((uint16_t)b, 1, 1, net_pool), 0);
	UT_EQ(rte_eth_dev_start((uint16_t)a), 0);
	UT_EQ(rte_eth_dev_start((uint16_t)b), 0);
	m = net_packet(77, 7, 4000);
	UT_EQ(rte_eth_tx_burst((uint16_t)b, 0, &m, 1), 1);
	m = NULL;
	UT_EQ(rte_eth_rx_burst((uint16_t)a, 0, &m, 1), 1);
	UT_TRUE(net_packet_is(m, 77, 7));
	rte_pktmbuf_free(m);
	UT_EQ(rte_eth_from_rings("left", &there, 1, &back, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(net_detach("net_ring_left"), 0);
	UT_EQ(net_detach("net_ring_right"), 0);
	UT_PTR_EQ(rte_ring_lookup("there"), there);
	/* the name is free again, also for an ordinary loopback */
	UT_TRUE(net_attach("net_ring_left", "") != NO_PORT);
	UT_EQ(net_detach("net_ring_left"), 0);
	rte_ring_free(there);
	rte_ring_free(back);
}

static void
a_port_of_one_ring_is_a_loopback(void)
{
	struct rte_ring *r = rte_ring_create("one", 64, 0, 0);
	struct rte_mbuf *m = net_packet(60, 1, 4000);
	int port = rte_eth_from_ring(r);

	UT_TRUE(port >= 0);
	UT_EQ(net_configure((uint16_t)port, 1, 1, net_pool), 0);
	UT_EQ(rte_eth_dev_start((uint16_t)port), 0);
	UT_EQ(rte_eth_tx_burst((uint16_t)port, 0, &m, 1), 1);
	UT_EQ(rte_eth_rx_burst((uint16_t)port, 0, &m, 1), 1);
	rte_pktmbuf_free(m);
	UT_EQ(net_detach("net_ring_one"), 0);
	rte_ring_free(r);
}

static void
from_rings_refuses_nonsense(void)
{
	struct rte_ring *r = rte_ring_create("r", 64, 0, 0), *rings[17];
	struct net_picture before;
	char name[80], device[80];
	unsigned int i;

	for (i = 0; i < 17; i++)
		rings[i] = r;
	memset(name, 'x', sizeof(name));
	name[55] = '\0';
	net_picture_take(&before);
	UT_EQ(rte_eth_from_rings(NULL, rings, 1, rings, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eth_from_rings("", rings, 1, rings, 1, 0), -1);
	UT_EQ(rte_eth_from_rings("x", NULL, 1, rings, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eth_from_rings("x", rings, 1, NULL, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eth_from_rings("x", rings, 17, rings, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eth_from_rings("x", rings, 1, rings, 17, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	rings[1] = NULL;
	UT_EQ(rte_eth_from_rings("x", rings, 2, rings, 1, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_eth_from_rings(name, rings, 1, rings, 1, 0), -1);
	UT_EQ(rte_errno, ENAMETOOLONG);
	UT_EQ(rte_eth_from_ring(NULL), -1);
	UT_EQ(rte_errno, EINVAL);
	name[54] = '\0';
	UT_TRUE(rte_eth_from_rings(name, rings, 1, NULL, 0, 0) >= 0);
	snprintf(device, sizeof(device), "net_ring_%.54s", name);
	UT_EQ(net_detach(device), 0);
	UT_TRUE(net_picture_same(&before));
	rte_ring_free(r);
}

static void
addresses_and_link(void)
{
	struct rte_ether_addr mac, other = {{2, 0, 0, 0, 0, 1}};
	uint16_t port = net_up("eth_ring_ut", "", 1, 1);
	struct rte_eth_link link;

	UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
	UT_TRUE(rte_is_zero_ether_addr(&mac));
	UT_EQ(rte_eth_dev_default_mac_addr_set(port, &other), 0);
	UT_EQ(rte_eth_dev_set_link_down(port), 0);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_DOWN);
	UT_EQ(rte_eth_dev_set_link_up(port), 0);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_UP);
	UT_EQ(net_detach("eth_ring_ut"), 0);
}

static void
lives_a_thousand_times(void)
{
	struct net_picture before;
	unsigned int i;

	UT_TRUE(net_up(NAME, "", 2, 2) != NO_PORT);
	UT_EQ(net_detach(NAME), 0);
	net_picture_take(&before);
	for (i = 0; i < 1000; i++) {
		if (net_up(NAME, "", 2, 2) == NO_PORT || net_detach(NAME) != 0)
			break;
	}
	UT_EQ(i, 1000);
	UT_TRUE(net_picture_same(&before));
}

static int
act_up(void)
{
	return rte_eal_hotplug_add("vdev", NAME, "nodeaction=F0:0:CREATE,nodeaction=F1:0:CREATE");
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
		if (n == 0 && (bufs[0] = rte_pktmbuf_alloc(net_pool)) != NULL)
			n = 1;
		n -= rte_eth_tx_burst(port, 0, bufs, n);
		rte_pktmbuf_free_bulk(bufs, n);
	}
	return NULL;
}

static void
may_be_detached_while_polled(void)
{
	uint16_t port = net_up(NAME, "", 1, 1);
	unsigned int i, all = net_pool_free();
	pthread_t thread;

	pthread_create(&thread, NULL, poll_main, &port);
	for (i = 0; i < 50; i++) {
		usleep(1000);
		UT_EQ(net_detach(NAME), 0);
		UT_EQ(net_up(NAME, "", 1, 1), port);
	}
	__atomic_store_n(&poll_end, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_pool_free(), all);
}

UT_MAIN_FIXTURE("ring", net_eal_start, net_eal_stop,
	{"bad arguments are refused with one line that names them", refuses_bad_arguments},
	{"what is sent on a queue comes back on it", sends_to_itself},
	{"a full ring refuses and the sender keeps", keeps_what_a_full_ring_refuses},
	{"the second life equals the first", second_life_equals_the_first},
	{"closing frees the rings", closing_frees_the_rings},
	{"nodeaction makes ports of other names, and they go with the device", nodeaction_makes_ports_of_other_names},
	{"CREATE falls back to rings that exist, and leaves them", create_falls_back_to_rings_that_exist},
	{"ports over the caller's rings", ports_over_the_callers_rings},
	{"a port of one ring is a loopback", a_port_of_one_ring_is_a_loopback},
	{"rte_eth_from_rings refuses nonsense", from_rings_refuses_nonsense},
	{"the address is zero, the link can be set", addresses_and_link},
	{"a thousand lives leave nothing", lives_a_thousand_times},
	{"every failing step of attach is undone", every_failing_step_is_undone},
	{"detach under a polling thread", may_be_detached_while_polled})
