/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports that join and leave while others forward, and ports that other threads attach and detach: with real ports. */
#include "app/testpmd/control.c"
#include "app/testpmd/engine.c"
#include "app/testpmd/events.c"
#include "app/testpmd/fwd_icmpecho.c"
#include "app/testpmd/fwd_io.c"
#include "app/testpmd/fwd_list.c"
#include "app/testpmd/fwd_mode.c"
#include "app/testpmd/fwd_session.c"
#include "app/testpmd/fwd_stats.c"
#include "app/testpmd/fwd_txonly.c"
#include "app/testpmd/pools.c"
#include "app/testpmd/ports.c"
#include "app/testpmd/ports_life.c"
#include "app/testpmd/ports_plug.c"
#include "app/testpmd/ports_setup.c"
#include "app/testpmd/settings.c"
#include "app/testpmd/show_config.c"
#include "app/testpmd/topology.c"

#include <rte_eal.h>

#include "ut.h"

/* The lock is given up while waiting, as the prompt does. */
static bool
await(bool (*done)(void))
{
	unsigned int i;

	for (i = 0; i < 5000; i++) {
		bool is;

		control_lock();
		is = done();
		control_unlock();
		if (is)
			return true;
		control_wait(1);
	}
	return false;
}

static uint64_t
stream_total(enum fwd_count what)
{
	uint64_t n = 0;
	unsigned int i;

	for (i = 0; i < session.nb_streams; i++)
		n += stream_counted(session.streams[i], what);
	return n;
}

static bool
packets_flow(void)
{
	static uint64_t before;
	uint64_t now = stream_total(COUNT_RX);
	bool more = now > before && before != 0;

	before = now;
	return more;
}

/* The port that the stream of @port sends to; -1: it has none. */
static int
peer(uint16_t port)
{
	unsigned int i;

	for (i = 0; i < session.nb_streams; i++)
		if (session.streams[i]->route.rx_port == port)
			return session.streams[i]->route.tx_port;
	return -1;
}

/* All mbufs are where they belong once the ports are gone. */
static void
ports_gone(void)
{
	while (ports_next(0) < RTE_MAX_ETHPORTS)
		UT_EQ_FATAL(device_remove(ports_next(0)), 0);
	UT_EQ(ports_count(), 0);
	UT_TRUE(rte_mempool_full(pool_any()));
}

static void
pairs_go_on_while_ports_come_and_go(void)
{
	unsigned int i;

	control_lock();
	for (i = 0; i < 4; i++) {
		char name[32];

		snprintf(name, sizeof(name), "net_ring%u", i);
		UT_EQ_FATAL(port_attach(name), 0);
	}
	UT_EQ_FATAL(port_start(PORT_ALL), 0);
	UT_EQ_FATAL(fwd_start(2), 0);
	UT_EQ(peer(0), 1);
	UT_EQ(peer(3), 2);
	control_unlock();
	UT_TRUE(await(packets_flow));

	control_lock();
	UT_EQ(port_stop(0), 0);
	UT_EQ(peer(0), -1);
	UT_EQ(peer(1), 1);
	UT_EQ(peer(2), 3);
	UT_EQ(port_detach("0"), 0);
	UT_EQ(port_attach("net_null7"), 0);
	UT_EQ(ports[0].status, PORT_STOPPED); /* the number is free again */
	UT_EQ(port_start(0), 0);
	UT_EQ(peer(0), 1);
	UT_EQ(peer(1), 0);
	UT_EQ(peer(2), 3);
	control_unlock();
	UT_TRUE(await(packets_flow));

	control_lock();
	UT_EQ(port_detach("net_ring2"), -EBUSY);
	UT_EQ(port_stop(2), 0);
	UT_EQ(port_detach("net_ring2"), 0);
	UT_EQ(peer(3), 3);
	UT_EQ(fwd_stop(), 0);
	ports_gone();
	control_unlock();
}

/* What comes in goes out or is counted as dropped, also over a change of the topology. */
static void
counts_stay_exact(void)
{
	uint64_t rx = 0, tx = 0, dropped = 0;
	uint16_t port;

	control_lock();
	UT_EQ_FATAL(port_attach("net_null0"), 0);
	UT_EQ_FATAL(port_attach("net_ring1"), 0);
	UT_EQ_FATAL(port_start(PORT_ALL), 0);
	UT_EQ_FATAL(fwd_start(0), 0);
	control_unlock();
	UT_TRUE(await(packets_flow));
	control_lock();
	UT_EQ(port_stop(1), 0);
	control_unlock();
	UT_TRUE(await(packets_flow));
	control_lock();
	UT_EQ(port_start(1), 0);
	control_unlock();
	UT_TRUE(await(packets_flow));
	control_lock();
	UT_EQ(fwd_stop(), 0);
	PORTS_FOREACH(port) {
		rx += session.port[port].count[COUNT_RX];
		tx += session.port[port].count[COUNT_TX];
		dropped += session.port[port].count[COUNT_DROPPED];
	}
	rx += stream_total(COUNT_RX);
	tx += stream_total(COUNT_TX);
	dropped += stream_total(COUNT_DROPPED);
	UT_TRUE(rx > 0);
	UT_EQ(rx, tx + dropped);
	ports_gone();
	control_unlock();
}

static bool
null5_is_here(void)
{
	return port_of_device("net_null5", 0) != RTE_MAX_ETHPORTS;
}

static bool
null5_is_gone(void)
{
	return !null5_is_here();
}

static void *
null5_attach(void *arg)
{
	*(int *)arg = rte_dev_probe("net_null5");
	return NULL;
}

static void *
null5_detach(void *arg)
{
	*(int *)arg = rte_eal_hotplug_remove("vdev", "net_null5");
	return NULL;
}

static int
in_thread(void *(*fn)(void *))
{
	pthread_t thread;
	int ret = 1;

	pthread_create(&thread, NULL, fn, &ret);
	pthread_join(thread, NULL);
	return ret;
}

static void
ports_of_others_are_followed(void)
{
	uint16_t port;

	control_lock();
	UT_EQ_FATAL(port_attach("net_null0"), 0);
	UT_EQ_FATAL(port_start(PORT_ALL), 0);
	UT_EQ_FATAL(fwd_start(0), 0);
	control_unlock();

	UT_EQ(in_thread(null5_attach), 0);
	UT_TRUE(await(null5_is_here));
	control_lock();
	port = port_of_device("net_null5", 0);
	UT_EQ(port_start(port), 0);
	UT_EQ(peer(port), 0);
	control_unlock();
	UT_TRUE(await(packets_flow));

	UT_EQ(in_thread(null5_detach), 0); /* it runs: stopped and closed with a warning */
	UT_TRUE(await(null5_is_gone));
	control_lock();
	UT_EQ(peer(port), -1);
	UT_EQ(peer(0), 0);
	control_unlock();
	UT_TRUE(await(packets_flow));

	control_lock();
	UT_EQ(fwd_stop(), 0);
	ports_gone();
	control_unlock();
}

static void
a_device_reported_gone_is_detached(void)
{
	control_lock();
	UT_EQ_FATAL(port_attach("net_null5"), 0);
	UT_EQ_FATAL(port_attach("net_ring6"), 0);
	UT_EQ_FATAL(port_start(PORT_ALL), 0);
	UT_EQ_FATAL(fwd_start(0), 0);
	control_unlock();
	rte_dev_event_callback_process("net_null5", RTE_DEV_EVENT_REMOVE);
	UT_TRUE(await(null5_is_gone));
	control_lock();
	UT_EQ(ports_count(), 1);
	UT_EQ(fwd_stop(), 0);
	ports_gone();
	control_unlock();
}

static void
refusals_change_nothing(void)
{
	control_lock();
	UT_EQ_FATAL(port_attach("net_null5,size=128"), 0);
	UT_EQ(port_attach("net_null5,size=64"), -EEXIST);
	UT_EQ(port_attach("bus=vdev,name=net_null5"), -EEXIST);
	UT_TRUE(port_attach("net_null6,nonsense=1") < 0);
	UT_TRUE(port_attach("bogus_xyz") < 0);
	UT_EQ(ports_count(), 1);
	UT_EQ(port_start(7), -EINVAL);
	UT_EQ(port_detach("7"), -ENODEV);
	UT_EQ(port_detach("70000"), -ENODEV);
	UT_TRUE(device_detach("net_null9") < 0);
	UT_EQ(port_start(0), 0);
	UT_EQ(port_close(0), -EBUSY);
	UT_EQ(port_reset(0), -EBUSY);
	UT_EQ(port_detach("0"), -EBUSY);
	UT_EQ(device_detach("net_null5"), -EBUSY);
	UT_EQ(port_stop(0), 0);
	UT_EQ(port_close(0), 0);
	UT_EQ(port_close(0), 0);
	UT_EQ(port_start(0), 0);
	UT_EQ(ports[0].status, PORT_CLOSED);
	UT_EQ(port_detach("vdev:net_null5"), 0); /* a closed port is detached, by any spelling */
	ports_gone();
	control_unlock();
}

static int
begin(void)
{
	static char *argv[] = { (char *)"ut", (char *)"-l", (char *)"0", (char *)"--no-huge", (char *)"--no-shconf",
		(char *)"-m", (char *)"128", NULL };
	int ret;

	engine_cpus_note();
	settings_default();
	settings.link_check = false;
	settings.flush_rx = false;
	if (control_open() != 0 || rte_eal_init(RTE_DIM(argv) - 1, argv) < 0)
		return -1;
	settings_cores_default();
	ret = events_start(true);
	if (ret == 0)
		ret = control_start();
	control_lock();
	if (ret == 0)
		ret = pools_start();
	control_unlock();
	return ret;
}

static void
end(void)
{
	events_stop();
	control_stop();
	pools_stop();
	rte_eal_cleanup();
}

UT_MAIN_FIXTURE("testpmd_session", begin, end,
	{ "pairs go on while ports come and go", pairs_go_on_while_ports_come_and_go },
	{ "counts stay exact", counts_stay_exact },
	{ "ports that others attach and detach are followed", ports_of_others_are_followed },
	{ "a device that is reported gone is detached", a_device_reported_gone_is_detached },
	{ "refusals change nothing", refusals_change_nothing })
