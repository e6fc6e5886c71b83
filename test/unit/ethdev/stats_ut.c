/* SPDX-License-Identifier: BSD-3-Clause */
/* Common and named counters. */
#include "fake_port.h"

#define DRIVER_XSTATS 3

static int
xnames(struct rte_eth_dev *dev, struct rte_eth_xstat_name *names, unsigned int n)
{
	unsigned int i;

	RTE_SET_USED(dev);
	if (knobs.xstats != 0)
		return knobs.xstats;
	if (names != NULL && n >= DRIVER_XSTATS)
		for (i = 0; i < DRIVER_XSTATS; i++)
			snprintf(names[i].name, sizeof(names[i].name), "own_%u", i);
	return DRIVER_XSTATS;
}

static int
xvalues(struct rte_eth_dev *dev, struct rte_eth_xstat *x, unsigned int n)
{
	unsigned int i;

	RTE_SET_USED(dev);
	if (x != NULL && n >= DRIVER_XSTATS)
		for (i = 0; i < DRIVER_XSTATS; i++)
			x[i] = (struct rte_eth_xstat){ i, 5000 + i };
	return DRIVER_XSTATS;
}

static int
xvalues_by_id(struct rte_eth_dev *dev, const uint64_t *ids, uint64_t *values, unsigned int n)
{
	unsigned int i;

	RTE_SET_USED(dev);
	say("by_id%u", n);
	for (i = 0; i < n; i++)
		values[i] = 6000 + ids[i];
	return (int)n;
}

static int
xnames_by_id(struct rte_eth_dev *dev, const uint64_t *ids, struct rte_eth_xstat_name *names, unsigned int n)
{
	unsigned int i;

	RTE_SET_USED(dev);
	for (i = 0; i < n; i++)
		snprintf(names[i].name, sizeof(names[i].name), "picked_%u", (unsigned int)ids[i]);
	return (int)n;
}

static int
mapping(struct rte_eth_dev *dev, uint16_t q, uint8_t idx, uint8_t is_rx)
{
	RTE_SET_USED(dev);
	say("map%u:%u:%u", q, idx, is_rx);
	return 0;
}

static struct eth_dev_ops ops;
static uint16_t port;

static void
begin(uint32_t flags)
{
	ops = fake_ops;
	ops.xstats_get = xvalues;
	ops.xstats_get_names = xnames;
	knobs.ops = &ops;
	knobs.dev_flags = flags;
	port = fake_attach("net_fake0");
	UT_EQ(fake_configure_port(port, 2, 1), 0);
	trace_take();
}

static void
end(void)
{
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
common_counters(void)
{
	struct rte_eth_stats stats;

	begin(0);
	memset(&stats, 0xff, sizeof(stats));
	rte_eth_devices[port].data->rx_mbuf_alloc_failed = 9;
	UT_EQ(rte_eth_stats_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_stats_get(300, &stats), -ENODEV);
	UT_EQ(rte_eth_stats_get(port, &stats), 0);
	UT_EQ(stats.ipackets, 1);
	UT_EQ(stats.rx_nombuf, 9);
	UT_EQ(rte_eth_stats_reset(port), 0);
	UT_EQ(rte_eth_devices[port].data->rx_mbuf_alloc_failed, 0);
	UT_EQ(rte_eth_stats_reset(300), -ENODEV);
	knobs.stats = -ENOMSG;
	UT_EQ(rte_eth_stats_get(port, &stats), -ENOMSG);
	UT_EQ(rte_eth_stats_reset(port), -ENOMSG);
	knobs.stats = 0;
	ops.stats_get = NULL;
	ops.stats_reset = NULL;
	UT_EQ(rte_eth_stats_get(port, &stats), -ENOTSUP);
	UT_EQ(rte_eth_stats_reset(port), -ENOTSUP);
	UT_EQ(rte_eth_xstats_reset(port), -ENOTSUP);
	end();
}

static void
sizes(void)
{
	struct rte_eth_xstat x[32];
	struct rte_eth_xstat_name names[32];
	unsigned int i;

	begin(RTE_ETH_DEV_AUTOFILL_QUEUE_XSTATS);
	/* 8 common, 3 of each of 2 receive queues, 2 of the transmit queue, 3 of the driver */
	UT_EQ(rte_eth_xstats_get(port, NULL, 0), 19);
	UT_EQ(rte_eth_xstats_get_names(port, NULL, 0), 19);
	UT_EQ(rte_eth_xstats_get(port, NULL, 5), -EINVAL);
	memset(x, 0xee, sizeof(x));
	memset(names, 0xee, sizeof(names));
	UT_EQ(rte_eth_xstats_get(port, x, 18), 19);
	UT_EQ(rte_eth_xstats_get_names(port, names, 18), 19);
	UT_EQ((uint8_t)names[0].name[0], 0xee); /* untouched */
	UT_TRUE(x[0].id == 0xeeeeeeeeeeeeeeee);
	UT_EQ(rte_eth_xstats_get(port, x, 19), 19);
	UT_EQ(rte_eth_xstats_get_names(port, names, 32), 19);
	for (i = 0; i < 19; i++)
		UT_EQ(x[i].id, i);
	UT_STR_EQ(names[0].name, "rx_good_packets");
	UT_EQ(x[0].value, 1);
	UT_STR_EQ(names[7].name, "rx_mbuf_allocation_errors");
	UT_STR_EQ(names[8].name, "rx_q0_packets");
	UT_STR_EQ(names[12].name, "rx_q1_bytes");
	UT_EQ(x[12].value, 101);
	UT_STR_EQ(names[13].name, "rx_q1_errors");
	UT_EQ(x[13].value, 1001);
	UT_STR_EQ(names[15].name, "tx_q0_bytes");
	UT_EQ(x[15].value, 200);
	UT_STR_EQ(names[18].name, "own_2");
	UT_EQ(x[18].value, 5002);
	UT_EQ(rte_eth_xstats_get(300, x, 32), -ENODEV);
	UT_EQ(rte_eth_xstats_get_names(300, names, 32), -ENODEV);
	knobs.xstats = -EREMOTE;
	UT_EQ(rte_eth_xstats_get(port, x, 32), -EREMOTE);
	UT_EQ(rte_eth_xstats_get_names(port, names, 32), -EREMOTE);
	end();
	/* without the driver's wish no queues, without its operations none of its own */
	begin(0);
	UT_EQ(rte_eth_xstats_get(port, NULL, 0), 11);
	ops.xstats_get = NULL;
	UT_EQ(rte_eth_xstats_get(port, x, 32), 8);
	UT_EQ(rte_eth_xstats_get_names(port, names, 32), 8);
	knobs.stats = -EREMOTE;
	UT_EQ(rte_eth_xstats_get(port, x, 32), -EREMOTE);
	end();
}

static void
by_id(void)
{
	uint64_t ids[4] = { 1, 9, 0, 10 }, values[16], id = 77;
	struct rte_eth_xstat_name names[16];
	unsigned int way;

	begin(0);
	UT_EQ(rte_eth_xstats_get_by_id(port, NULL, NULL, 0), 11);
	UT_EQ(rte_eth_xstats_get_by_id(port, NULL, values, 10), 11);
	UT_EQ(rte_eth_xstats_get_by_id(port, NULL, NULL, 3), -EINVAL);
	UT_EQ(rte_eth_xstats_get_by_id(port, ids, NULL, 3), -EINVAL);
	UT_EQ(rte_eth_xstats_get_by_id(port, NULL, values, 16), 11);
	UT_EQ(values[8], 5000);
	UT_EQ(rte_eth_xstats_get_by_id(port, ids, values, 0), 0);
	UT_EQ(rte_eth_xstats_get_names_by_id(port, NULL, 0, NULL), 11);
	UT_EQ(rte_eth_xstats_get_names_by_id(port, names, 16, NULL), 11);
	UT_EQ(rte_eth_xstats_get_names_by_id(port, NULL, 2, ids), -EINVAL);
	/* picked by the library from all, or by the driver */
	for (way = 0; way < 2; way++) {
		UT_EQ(rte_eth_xstats_get_by_id(port, ids, values, 4), 4);
		UT_EQ(values[0], 2);
		UT_EQ(values[1], way == 0 ? 5001 : 6001);
		UT_EQ(values[2], 1);
		UT_EQ(values[3], way == 0 ? 5002 : 6002);
		UT_EQ(rte_eth_xstats_get_names_by_id(port, names, 4, ids), 4);
		UT_STR_EQ(names[0].name, "tx_good_packets");
		UT_STR_EQ(names[1].name, way == 0 ? "own_1" : "picked_1");
		UT_STR_EQ(names[2].name, "rx_good_packets");
		ops.xstats_get_by_id = xvalues_by_id;
		ops.xstats_get_names_by_id = xnames_by_id;
	}
	UT_STR_EQ(trace_take(), "by_id2 "); /* only its own, in one go */
	ids[2] = 11;
	UT_EQ(rte_eth_xstats_get_by_id(port, ids, values, 4), -EINVAL);
	UT_EQ(rte_eth_xstats_get_names_by_id(port, names, 4, ids), -EINVAL);
	UT_EQ(rte_eth_xstats_get_id_by_name(port, "own_2", &id), 0);
	UT_EQ(id, 10);
	UT_EQ(rte_eth_xstats_get_id_by_name(port, "own_3", &id), -EINVAL);
	UT_EQ(id, 10);
	UT_EQ(rte_eth_xstats_get_id_by_name(port, NULL, &id), -EINVAL);
	UT_EQ(rte_eth_xstats_get_id_by_name(port, "own_2", NULL), -EINVAL);
	UT_EQ(rte_eth_xstats_get_id_by_name(300, "own_2", &id), -ENODEV);
	end();
}

static void
memory_runs_out(void)
{
	uint64_t ids[2] = { 1, 9 }, values[16], id;
	unsigned int k;

	begin(0);
	for (k = 1; k <= 3; k++) {
		fault_calls = 0;
		fault_in = k;
		UT_EQ(rte_eth_xstats_get_by_id(port, ids, values, 2), -ENOMEM);
		fault_in = 0;
	}
	fault_calls = 0;
	fault_in = 1;
	UT_EQ(rte_eth_xstats_get_by_id(port, NULL, values, 16), -ENOMEM);
	fault_calls = 0;
	fault_in = 1;
	UT_EQ(rte_eth_xstats_get_id_by_name(port, "own_2", &id), -ENOMEM);
	fault_in = 0;
	end();
}

static void
resets_and_mappings(void)
{
	begin(0);
	UT_EQ(rte_eth_xstats_reset(port), 0); /* falls back to the common ones */
	UT_STR_EQ(trace_take(), "stats_reset ");
	ops.xstats_reset = fake_reset;
	UT_EQ(rte_eth_xstats_reset(port), 0);
	UT_STR_EQ(trace_take(), "reset ");
	UT_EQ(rte_eth_xstats_reset(300), -ENODEV);
	UT_EQ(rte_eth_dev_set_rx_queue_stats_mapping(port, 0, 1), -ENOTSUP);
	ops.queue_stats_mapping_set = mapping;
	UT_EQ(rte_eth_dev_set_rx_queue_stats_mapping(port, 1, 15), 0);
	UT_EQ(rte_eth_dev_set_tx_queue_stats_mapping(port, 0, 3), 0);
	UT_STR_EQ(trace_take(), "map1:15:1 map0:3:0 ");
	UT_EQ(rte_eth_dev_set_rx_queue_stats_mapping(port, 2, 0), -EINVAL);
	UT_EQ(rte_eth_dev_set_rx_queue_stats_mapping(port, 0, 16), -EINVAL);
	UT_EQ(rte_eth_dev_set_tx_queue_stats_mapping(port, 1, 0), -EINVAL);
	UT_EQ(rte_eth_dev_set_tx_queue_stats_mapping(300, 0, 0), -ENODEV);
	end();
}

FAKE_MAIN("stats",
	  { "common counters", common_counters },
	  { "named counters: names, values, sizes", sizes },
	  { "named counters by id and name", by_id },
	  { "no memory for named counters", memory_runs_out },
	  { "resets and mappings", resets_and_mappings })
