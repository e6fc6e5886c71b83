/* SPDX-License-Identifier: BSD-3-Clause */
/* Hash settings and redirection tables. */
#include "fake_port.h"

static int
reta_op(struct rte_eth_dev *dev, struct rte_eth_rss_reta_entry64 *conf, uint16_t size)
{
	RTE_SET_USED(dev);
	say("reta%u:%llx", size, (unsigned long long)conf[0].mask);
	return knobs.other;
}

static int
hash_op(struct rte_eth_dev *dev, struct rte_eth_rss_conf *conf)
{
	RTE_SET_USED(dev);
	say("hash%llx", (unsigned long long)conf->rss_hf);
	return knobs.other;
}

static void
tables_and_hashes(void)
{
	struct rte_eth_rss_reta_entry64 reta[2];
	struct rte_eth_rss_conf rss = { .rss_hf = RTE_ETH_RSS_IP };
	struct eth_dev_ops ops = fake_ops;
	struct rte_eth_conf conf;
	uint16_t port;

	memset(reta, 0, sizeof(reta));
	memset(&conf, 0, sizeof(conf));
	knobs.ops = &ops;
	knobs.limits.flow_type_rss_offloads = RTE_ETH_RSS_IP;
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_dev_configure(port, 2, 1, &conf), 0);
	UT_EQ(rte_eth_dev_rss_reta_update(port, NULL, 128), -EINVAL);
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 0), -EINVAL);
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), -EINVAL); /* no entry chosen */
	reta[1].mask = 1ULL << 63;
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 127), -EINVAL); /* it lies behind the table */
	reta[1].reta[63] = 2;
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), -EINVAL); /* no such queue */
	reta[1].reta[63] = 1;
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), -ENOTSUP); /* configured without RSS */
	UT_EQ(rte_eth_dev_rss_hash_update(port, &rss), -ENOTSUP);
	conf.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
	UT_EQ(rte_eth_dev_configure(port, 2, 1, &conf), 0);
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), -ENOTSUP); /* the driver lacks it */
	UT_EQ(rte_eth_dev_rss_reta_query(port, reta, 128), -ENOTSUP);
	UT_EQ(rte_eth_dev_rss_hash_update(port, &rss), -ENOTSUP);
	UT_EQ(rte_eth_dev_rss_hash_conf_get(port, &rss), -ENOTSUP);
	ops.reta_update = reta_op;
	ops.reta_query = reta_op;
	ops.rss_hash_update = hash_op;
	ops.rss_hash_conf_get = hash_op;
	trace_take();
	UT_EQ(rte_eth_dev_rss_reta_update(port, reta, 128), 0);
	UT_EQ(rte_eth_dev_rss_reta_query(port, reta, 128), 0);
	UT_EQ(rte_eth_dev_rss_reta_query(port, NULL, 128), -EINVAL);
	UT_EQ(rte_eth_dev_rss_hash_update(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_rss_hash_conf_get(port, NULL), -EINVAL);
	rss.rss_hf = RTE_ETH_RSS_TCP;
	UT_EQ(rte_eth_dev_rss_hash_update(port, &rss), -EINVAL);
	rss.rss_hf = RTE_ETH_RSS_IPV4 | RTE_ETH_RSS_L4_SRC_ONLY | RTE_ETH_RSS_L4_DST_ONLY;
	UT_EQ(rte_eth_dev_rss_hash_update(port, &rss), 0);
	UT_EQ(rte_eth_dev_rss_hash_conf_get(port, &rss), 0);
	UT_STR_EQ(trace_take(), "reta128:0 reta128:0 hash4 hash4 ");
	UT_EQ(rte_eth_dev_rss_reta_update(300, reta, 128), -ENODEV);
	UT_EQ(rte_eth_dev_rss_hash_conf_get(300, &rss), -ENODEV);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

FAKE_MAIN("rss", { "redirection tables and hash settings", tables_and_hashes })
