/* SPDX-License-Identifier: BSD-3-Clause */
/* Configuration: what is refused, what is filled in, what a failure leaves. */
#include "fake_port.h"

static struct rte_eth_conf conf;
static uint16_t port;

static void
begin(void)
{
	knobs_reset();
	memset(&conf, 0, sizeof(conf));
	port = fake_attach("net_fake0");
	trace_take();
}

static void
end(void)
{
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_queues, 0);
	knobs_reset();
}

#define REFUSED(nb_rx, nb_tx)                                                                                 \
	do {                                                                                                    \
		log_begin();                                                                                    \
		UT_EQ(rte_eth_dev_configure(port, nb_rx, nb_tx, &conf), -EINVAL);                               \
		UT_EQ(log_end(NULL), 1);                                                                        \
		UT_STR_EQ(trace_take(), "");                                                                    \
	} while (0)

static void
queue_counts(void)
{
	begin();
	UT_EQ(rte_eth_dev_configure(port, 1, 1, NULL), -EINVAL);
	REFUSED(17, 1);
	REFUSED(1, 17);
	knobs.limits.max_rx_queues = 2000; /* a driver cannot promise more than the library can */
	REFUSED(1025, 1);
	UT_EQ(rte_eth_dev_configure(port, 0, 0, &conf), 0);
	UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 1);
	UT_EQ(rte_eth_devices[port].data->nb_tx_queues, 1);
	knobs.limits.default_rxportconf.nb_queues = 4;
	knobs.limits.default_txportconf.nb_queues = 3;
	UT_EQ(rte_eth_dev_configure(port, 0, 0, &conf), 0);
	UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 4);
	UT_EQ(rte_eth_devices[port].data->nb_tx_queues, 3);
	UT_EQ(rte_eth_dev_configure(port, 0, 2, &conf), 0); /* one direction alone */
	UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 0);
	end();
}

static void
interrupts_without_the_flag(void)
{
	begin();
	conf.intr_conf.lsc = 1;
	REFUSED(1, 1);
	conf.intr_conf.lsc = 0;
	conf.intr_conf.rmv = 1;
	REFUSED(1, 1);
	rte_eth_devices[port].data->dev_flags = RTE_ETH_DEV_INTR_RMV | RTE_ETH_DEV_INTR_LSC;
	conf.intr_conf.lsc = 1;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	end();
}

static void
lengths(void)
{
	struct rte_eth_conf now;
	uint16_t mtu;

	begin();
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_get_mtu(port, &mtu), 0);
	UT_EQ(mtu, 1500);
	UT_EQ(rte_eth_dev_conf_get(port, &now), 0);
	UT_EQ(now.rxmode.mtu, 1500);
	trace_take();
	conf.rxmode.mtu = 67;
	REFUSED(1, 1);
	conf.rxmode.mtu = 9001;
	REFUSED(1, 1);
	conf.rxmode.mtu = 70000; /* does not fit 16 bits */
	REFUSED(1, 1);
	conf.rxmode.mtu = 9000;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_get_mtu(port, &mtu), 0);
	UT_EQ(mtu, 9000);
	trace_take();
	knobs.limits.max_rx_pktlen = 9010; /* 10 bytes around a packet */
	conf.rxmode.mtu = 9000;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	knobs.limits.max_mtu = UINT16_MAX; /* then the usual 18 */
	trace_take();
	REFUSED(1, 1);
	knobs.limits.max_mtu = 1000;
	conf.rxmode.mtu = 0;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_get_mtu(port, &mtu), 0);
	UT_EQ(mtu, 1000);
	end();
}

static void
large_receive(void)
{
	struct rte_eth_conf now;

	begin();
	knobs.limits.rx_offload_capa = RTE_ETH_RX_OFFLOAD_TCP_LRO;
	knobs.limits.max_lro_pkt_size = 30000;
	conf.rxmode.offloads = RTE_ETH_RX_OFFLOAD_TCP_LRO;
	conf.rxmode.max_lro_pkt_size = 30001;
	REFUSED(1, 1);
	conf.rxmode.max_lro_pkt_size = 63;
	REFUSED(1, 1);
	conf.rxmode.max_lro_pkt_size = 0;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_conf_get(port, &now), 0);
	UT_EQ(now.rxmode.max_lro_pkt_size, 1518);
	end();
}

static void
offloads(void)
{
	begin();
	knobs.limits.rx_offload_capa = RTE_ETH_RX_OFFLOAD_VLAN_STRIP;
	conf.rxmode.offloads = RTE_ETH_RX_OFFLOAD_VLAN_STRIP | RTE_ETH_RX_OFFLOAD_SCATTER;
	log_begin();
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EINVAL);
	UT_EQ(log_end("receive offload SCATTER"), 1);
	conf.rxmode.offloads = RTE_ETH_RX_OFFLOAD_VLAN_STRIP;
	conf.txmode.offloads = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	log_begin();
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EINVAL);
	UT_EQ(log_end("transmit offload MULTI_SEGS"), 1);
	conf.txmode.offloads = 0;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	end();
}

static void
hashing(void)
{
	struct rte_eth_conf now;

	begin();
	knobs.limits.flow_type_rss_offloads = RTE_ETH_RSS_IP;
	knobs.limits.rx_offload_capa = RTE_ETH_RX_OFFLOAD_RSS_HASH;
	conf.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
	conf.rx_adv_conf.rss_conf.rss_hf = RTE_ETH_RSS_TCP;
	REFUSED(1, 1);
	conf.rx_adv_conf.rss_conf.rss_hf = RTE_ETH_RSS_IPV4 | RTE_ETH_RSS_L3_SRC_ONLY | RTE_ETH_RSS_L3_DST_ONLY;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0); /* both sides: the same as none in particular */
	UT_EQ(rte_eth_dev_conf_get(port, &now), 0);
	UT_EQ(now.rx_adv_conf.rss_conf.rss_hf, RTE_ETH_RSS_IPV4);
	trace_take();
	conf.rxmode.mq_mode = RTE_ETH_MQ_RX_NONE;
	conf.rxmode.offloads = RTE_ETH_RX_OFFLOAD_RSS_HASH;
	REFUSED(1, 1);
	end();
}

static void
failure_brings_the_old_one_back(void)
{
	struct rte_eth_conf now;
	uint16_t mtu;

	begin();
	conf.rxmode.mtu = 2000;
	UT_EQ(rte_eth_dev_configure(port, 2, 2, &conf), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), 0);
	/* refused by the library: nothing happens */
	conf.rxmode.mtu = 60000;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EINVAL);
	UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 2);
	UT_EQ(fake_queues, 1);
	/* refused by the driver: the old configuration, but no queues */
	conf.rxmode.mtu = 3000;
	knobs.configure = -ENOSPC;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -ENOSPC);
	knobs.configure = 0;
	UT_EQ(rte_eth_dev_conf_get(port, &now), 0);
	UT_EQ(now.rxmode.mtu, 2000);
	UT_EQ(rte_eth_dev_get_mtu(port, &mtu), 0);
	UT_EQ(mtu, 2000);
	UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 0);
	UT_EQ(fake_queues, 0);
	UT_EQ(rte_eth_dev_start(port), -EINVAL);
	conf.rxmode.mtu = 0;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	end();
}

static void
fewer_queues_release_the_rest(void)
{
	begin();
	UT_EQ(fake_configure_port(port, 4, 2), 0);
	UT_EQ(fake_queues, 6);
	trace_take();
	UT_EQ(rte_eth_dev_configure(port, 2, 1, &conf), 0);
	UT_STR_EQ(trace_take(), "rxq-2 rxq-3 txq-1 configure ");
	UT_EQ(fake_queues, 3);
	UT_EQ(rte_eth_dev_configure(port, 5, 1, &conf), 0); /* those that stay keep their set-up */
	UT_EQ(fake_queues, 3);
	UT_NOT_NULL(rte_eth_devices[port].data->rx_queues[1]);
	UT_TRUE(rte_eth_devices[port].data->rx_queues[2] == NULL);
	UT_EQ(rte_eth_dev_internal_reset(&rte_eth_devices[port]), 0);
	UT_EQ(fake_queues, 0);
	UT_EQ(rte_eth_dev_start(port), -EINVAL);
	end();
}

static void
memory_runs_out(void)
{
	unsigned int k;
	int ret = -ENOMEM;

	begin();
	for (k = 1; k < 10 && ret != 0; k++) {
		fault_calls = 0;
		fault_in = k;
		ret = rte_eth_dev_configure(port, 3, 3, &conf);
		fault_in = 0;
		if (ret != 0) {
			UT_EQ(ret, -ENOMEM);
			UT_EQ(rte_eth_devices[port].data->nb_rx_queues, 0);
			UT_EQ(rte_eth_devices[port].data->nb_tx_queues, 0);
			UT_STR_EQ(state_of(port), "ATTACHED");
		}
	}
	UT_EQ(ret, 0);
	UT_EQ(k, 4); /* two allocations, then it passed */
	end();
}

static void
limits_are_unknown(void)
{
	struct rte_eth_dev_info info;
	struct eth_dev_ops ops = fake_ops;

	begin();
	knobs.info = -EPERM;
	memset(&info, 0xff, sizeof(info));
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -EPERM);
	UT_EQ(rte_eth_dev_info_get(port, &info), -EPERM);
	UT_EQ(info.max_rx_queues, 0);
	UT_TRUE(info.device == NULL);
	knobs.info = 0;
	ops.dev_infos_get = NULL;
	rte_eth_devices[port].dev_ops = &ops;
	UT_EQ(rte_eth_dev_info_get(port, &info), -ENOTSUP);
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), -ENOTSUP);
	rte_eth_devices[port].dev_ops = &fake_ops;
	end();
}

FAKE_MAIN("port_conf",
	  { "numbers of queues", queue_counts },
	  { "interrupts that the driver cannot give", interrupts_without_the_flag },
	  { "packet lengths", lengths },
	  { "large receive", large_receive },
	  { "offloads, named in the refusal", offloads },
	  { "hashing", hashing },
	  { "a failure brings the old configuration back", failure_brings_the_old_one_back },
	  { "fewer queues release the rest", fewer_queues_release_the_rest },
	  { "memory that runs out", memory_runs_out },
	  { "a driver that does not tell its limits", limits_are_unknown })
