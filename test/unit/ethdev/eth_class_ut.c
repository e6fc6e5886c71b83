/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports in transactions: publish, abort, freeze and thaw, retire, forget; every failing step leaves nothing. */
#include <dev/life_check.h>

#include "fake_port.h"

static char told[256];
static struct rte_mbuf *pkts[8];

static int
tell(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	struct rte_eth_dev_owner owner;
	struct rte_ether_addr mac;
	char text[40];
	int valid = rte_eth_dev_is_valid_port(port);

	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	UT_FALSE(txn_inside());
	snprintf(text, sizeof(text), "%s%u%s ", event == RTE_ETH_EVENT_NEW ? "+" : "-", port, valid ? "v" : "");
	strcat(told, text);
	if (event == RTE_ETH_EVENT_NEW) {
		/* everything works inside NEW */
		struct rte_eth_dev_info info;

		UT_EQ(rte_eth_dev_info_get(port, &info), 0);
		UT_EQ(rte_eth_macaddr_get(port, &mac), 0);
		UT_EQ(rte_eth_dev_owner_get(port, &owner), 0);
		UT_EQ(rte_eth_dev_socket_id(port) <= 0, 1);
	}
	return 0;
}

static const char *
told_take(void)
{
	static char last[sizeof(told)];

	strcpy(last, told);
	told[0] = '\0';
	return last;
}

static void
listen(void)
{
	rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_NEW, tell, NULL);
	rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, tell, NULL);
}

static void
several_ports(void)
{
	struct rte_eth_dev_info info;
	uint16_t port, p;
	unsigned int n = 0;

	listen();
	knobs.nb_ports = 3;
	port = fake_attach("net_fake0");
	UT_EQ(port, 0);
	UT_STR_EQ(told_take(), "+0v +1v +2v ");
	UT_EQ(rte_eth_dev_count_total(), 3);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	RTE_ETH_FOREACH_DEV_OF(p, info.device)
		n++;
	UT_EQ(n, 3);
	/* one port closed by the application: its DESTROY is not told twice */
	UT_EQ(rte_eth_dev_close(1), 0);
	UT_STR_EQ(told_take(), "-1 ");
	UT_EQ(rte_dev_remove(info.device), 0);
	UT_STR_EQ(told_take(), "-0 -2 ");
	UT_EQ(rte_eth_dev_count_total(), 0);
	UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
	knobs_reset();
}

static void
failing_probe(void)
{
	uint16_t id;

	knobs.nb_ports = 3;
	knobs.probe = -EPROTO; /* after all ports are complete */
	UT_EQ(rte_dev_probe("net_fake0"), -EPROTO);
	UT_STR_EQ(told_take(), "");
	UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake0", &id), -ENODEV);
	knobs.probe = 0;
	knobs.probe_early = -ENXIO; /* with a port that nobody has said anything about yet */
	UT_EQ(rte_dev_probe("net_fake0"), -ENXIO);
	UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
	knobs.probe_early = 0;
	UT_EQ(rte_dev_probe("net_fake0"), 0);
	UT_STR_EQ(told_take(), "+0v +1v +2v ");
	UT_EQ(fake_detach("net_fake0"), 0);
	told_take();
	knobs_reset();
}

static void
every_step_fails(void)
{
	unsigned int k;

	for (k = 0; k < txn_rows(TXN_ATTACH); k++) {
		txn_inject(TXN_ATTACH, (int)k, EILSEQ);
		UT_EQ(rte_dev_probe("net_fake0"), -EILSEQ);
		txn_inject(TXN_ATTACH, -1, 0);
		UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
		UT_STR_EQ(told_take(), "");
	}
	UT_EQ(fake_running("net_fake0"), 0);
	told_take();
	for (k = 0; k < txn_rows(TXN_DETACH); k++) {
		txn_inject(TXN_DETACH, (int)k, EILSEQ);
		UT_EQ(fake_detach("net_fake0"), -EILSEQ);
		txn_inject(TXN_DETACH, -1, 0);
		UT_EQ(rte_eth_dev_is_valid_port(0), 1);
		UT_EQ(rte_eth_rx_burst(0, 0, pkts, 8), 8);
		UT_STR_EQ(told_take(), "");
	}
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_STR_EQ(told_take(), "-0 ");
}

static void
freeze_and_thaw(void)
{
	struct txn_request req = { .op = TXN_DETACH, .name = "net_fake0", .dry_run = true };
	struct txn_error err = { 0 };
	uint16_t port;

	knobs.nb_ports = 2;
	port = fake_running("net_fake0");
	trace_take();
	UT_EQ(txn_run(&req), 0); /* freezes, then thaws */
	UT_STR_EQ(trace_take(), ""); /* the driver never knew */
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_STR_EQ(state_of(port), "STARTED");
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_EQ(rte_eth_dev_is_valid_port(port + 1), 1);
	UT_EQ(rte_eth_rx_burst(port + 1, 0, pkts, 8), 0);
	UT_EQ(life_check(&err), 0);
	/* by hand, to look at the frozen port */
	struct rte_device *dev = rte_eth_devices[port].device;
	UT_EQ(eth_class.freeze(dev), 0);
	UT_EQ(rte_eth_dev_is_valid_port(port), 0);
	UT_EQ(rte_eth_dev_count_total(), 0);
	UT_EQ(rte_eth_dev_stop(port), -ENODEV);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_NEW, tell, NULL), -EINVAL);
	UT_EQ(eth_class.check(dev, &err), 0);
	eth_class.thaw(dev);
	UT_EQ(rte_eth_dev_count_total(), 2);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
	told_take();
}

static void
members_stand_in_the_way(void)
{
	uint16_t port;

	knobs.dev_flags = RTE_ETH_DEV_BONDED_SLAVE;
	port = fake_running("net_fake0");
	UT_EQ(fake_detach("net_fake0"), -EBUSY);
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	rte_eth_devices[port].data->dev_flags = 0;
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
	told_take();
}

static void
handles_never_meet_the_next_tenant(void)
{
	struct dev_handle old;
	uint16_t port = fake_attach("net_fake0");
	struct rte_device *dev = rte_eth_devices[port].device;

	UT_EQ(eth_class.collect(dev, &old, 1), 1);
	UT_EQ(old.id, port);
	UT_PTR_EQ(eth_class.device_of(&old), dev);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_PTR_EQ(eth_class.device_of(&old), dev); /* a closed port still answers */
	UT_TRUE(eth_class.destroyed(&old));
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_TRUE(eth_class.device_of(&old) == NULL);
	UT_EQ(fake_attach("net_fake1"), port);
	told_take();
	UT_TRUE(eth_class.device_of(&old) == NULL);
	eth_class.notify(&old, DEV_NOTICE_DESTROY);
	eth_class.forget(&old);
	UT_STR_EQ(told_take(), "");
	UT_EQ(rte_eth_dev_is_valid_port(port), 1);
	UT_EQ(fake_detach("net_fake1"), 0);
	told_take();
}

static void
invariants_are_watched(void)
{
	struct txn_error err = { 0 };
	uint16_t port = fake_running("net_fake0");
	struct rte_device *dev = rte_eth_devices[port].device;

	UT_EQ(eth_class.check(dev, &err), 0);
	eth_ports[port].live = false;
	UT_EQ(eth_class.check(dev, &err), -EINVAL);
	eth_ports[port].live = true;
	UT_EQ(rte_eth_dev_stop(port), 0);
	eth_ports[port].live = true;
	UT_EQ(eth_class.check(dev, &err), -EINVAL);
	eth_ports[port].live = false;
	UT_EQ(fake_detach("net_fake0"), 0);
	told_take();
}

static void
probed_twice(void)
{
	knobs.nb_ports = 2;
	trace_take();
	txn_probe_twice(true);
	UT_EQ(rte_dev_probe("net_fake0"), 0);
	txn_probe_twice(false);
	UT_STR_EQ(trace_take(), "probe close close remove probe ");
	UT_STR_EQ(told_take(), "+0v +1v ");
	UT_EQ(rte_eth_dev_count_total(), 2);
	UT_EQ(fake_detach("net_fake0"), 0);
	told_take();
	knobs_reset();
}

/* Attach with its 1st, 2nd, ... allocation failing, until it passes: no port, no name, no device is left each time. */
static void
memory_runs_out(void)
{
	unsigned int k, failures = 0;
	uint16_t id;
	int ret = -1;

	knobs.nb_ports = 3;
	for (k = 1; k < 60; k++) {
		fault_calls = 0;
		fault_in = k;
		ret = rte_dev_probe("net_fake7");
		fault_in = 0;
		if (ret == 0 && fault_calls < k)
			break;
		if (ret == 0) { /* what failed did not matter */
			UT_EQ(fake_detach("net_fake7"), 0);
			continue;
		}
		failures++;
		UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
		UT_EQ(rte_eth_dev_get_port_by_name("net_fake7", &id), -ENODEV);
	}
	UT_EQ(ret, 0);
	UT_TRUE(failures >= 5);
	UT_EQ(fake_detach("net_fake7"), 0);
	knobs_reset();
	told_take();
}

/* ---- iterating, asking and polling while devices come and go ---- */

static unsigned int storm_stop, storm_faults;

static void *
watcher_run(void *arg)
{
	struct rte_eth_dev_info info;
	struct rte_eth_stats stats;
	struct rte_mbuf *mine[4];
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t p;
	int ret;

	RTE_SET_USED(arg);
	while (!__atomic_load_n(&storm_stop, __ATOMIC_RELAXED)) {
		RTE_ETH_FOREACH_DEV(p) {
			ret = rte_eth_dev_info_get(p, &info);
			if (ret != 0 && ret != -ENODEV)
				__atomic_fetch_add(&storm_faults, 1, __ATOMIC_RELAXED);
			ret = rte_eth_stats_get(p, &stats);
			if (ret != 0 && ret != -ENODEV)
				__atomic_fetch_add(&storm_faults, 1, __ATOMIC_RELAXED);
			/* what is shown is complete */
			if (ret == 0 && stats.ipackets != 1)
				__atomic_fetch_add(&storm_faults, 1, __ATOMIC_RELAXED);
			rte_eth_dev_get_name_by_port(p, name);
			rte_eth_rx_burst(p, 0, mine, 4);
			rte_eth_dev_is_removed(p);
		}
		rte_eth_dev_get_port_by_name("net_fake3", &p);
		rte_eth_dev_count_avail();
	}
	return NULL;
}

static void *
worker_run(void *arg)
{
	const char *name = arg;
	unsigned int i;

	for (i = 0; i < 60; i++) {
		if (fake_running(name) == NO_PORT || fake_detach(name) != 0)
			__atomic_fetch_add(&storm_faults, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void
storm(void)
{
	pthread_t watchers[2], workers[2];
	unsigned int i;

	rte_eth_dev_callback_unregister(RTE_ETH_ALL, RTE_ETH_EVENT_NEW, tell, NULL);
	rte_eth_dev_callback_unregister(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, tell, NULL);
	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_EMERG);
	for (i = 0; i < 2; i++)
		pthread_create(&watchers[i], NULL, watcher_run, NULL);
	pthread_create(&workers[0], NULL, worker_run, W("net_fake3"));
	pthread_create(&workers[1], NULL, worker_run, W("net_fake4"));
	for (i = 0; i < 2; i++)
		pthread_join(workers[i], NULL);
	__atomic_store_n(&storm_stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		pthread_join(watchers[i], NULL);
	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_ERR);
	UT_EQ(storm_faults, 0);
	UT_EQ(fake_faults, 0);
	UT_EQ(fake_queues, 0);
	UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
}

FAKE_MAIN("eth_class",
	  { "a device with several ports", several_ports },
	  { "a probe that fails leaves no port and tells nothing", failing_probe },
	  { "each step of attach and detach fails", every_step_fails },
	  { "freeze hides and idles, thaw is its opposite", freeze_and_thaw },
	  { "members of bonded ports stand in the way", members_stand_in_the_way },
	  { "handles never meet the number's next tenant", handles_never_meet_the_next_tenant },
	  { "broken invariants are noticed", invariants_are_watched },
	  { "probe, remove, probe", probed_twice },
	  { "no memory for an attach, at each allocation", memory_runs_out },
	  { "asking and polling while devices come and go", storm })
