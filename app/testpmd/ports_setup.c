/* SPDX-License-Identifier: BSD-3-Clause */
/* Setting a port up: configuration, queues, mbufs. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_ethdev.h>

#include "pools.h"
#include "ports.h"
#include "settings.h"

#define DESC_DEFAULT 512

static int
setup_failed(uint16_t port, const char *what, int ret, const char *advice)
{
	printf("Fail to configure port %u: %s: %s. %s\n", port, what, rte_strerror(-ret), advice);
	return ret;
}

/* Descriptors that will be used for a wish of 0. */
static uint32_t
descriptors(uint16_t wanted, uint16_t preferred)
{
	if (wanted != 0)
		return wanted;
	return preferred != 0 ? preferred : DESC_DEFAULT;
}

static void
conf_fill(struct rte_eth_conf *conf, const struct rte_eth_dev_info *info)
{
	memset(conf, 0, sizeof(*conf));
	conf->rxmode.offloads = settings.rx_offloads;
	conf->txmode.offloads = settings.tx_offloads;
	if (settings.max_pkt_len > RTE_ETHER_HDR_LEN + RTE_ETHER_CRC_LEN)
		conf->rxmode.mtu = settings.max_pkt_len - RTE_ETHER_HDR_LEN - RTE_ETHER_CRC_LEN;
	if (settings.nb_rxq > 1 && settings.rss && info->flow_type_rss_offloads != 0) {
		conf->rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
		conf->rx_adv_conf.rss_conf.rss_hf = info->flow_type_rss_offloads & RTE_ETH_RSS_IP;
	}
	if (info->dev_flags != NULL) {
		conf->intr_conf.lsc = settings.lsc_interrupt && (*info->dev_flags & RTE_ETH_DEV_INTR_LSC);
		conf->intr_conf.rmv = settings.rmv_interrupt && (*info->dev_flags & RTE_ETH_DEV_INTR_RMV);
	}
}

static int
rx_queues_setup(uint16_t port, const struct rte_eth_dev_info *info)
{
	struct rte_eth_rxconf conf = info->default_rxconf;
	uint16_t q;
	int ret;

	conf.offloads = settings.rx_offloads;
	if (settings.rx_thresh.pthresh != 0)
		conf.rx_thresh.pthresh = settings.rx_thresh.pthresh;
	if (settings.rx_thresh.hthresh != 0)
		conf.rx_thresh.hthresh = settings.rx_thresh.hthresh;
	if (settings.rx_thresh.wthresh != 0)
		conf.rx_thresh.wthresh = settings.rx_thresh.wthresh;
	if (settings.rx_free_thresh != 0)
		conf.rx_free_thresh = settings.rx_free_thresh;
	for (q = 0; q < settings.nb_rxq; q++) {
		ret = rte_eth_rx_queue_setup(port, q, settings.nb_rxd, (unsigned int)ports[port].socket, &conf, ports[port].pool);
		if (ret != 0)
			return setup_failed(port, "RX queue setup", ret, "Check --rxd and --mbuf-size.");
	}
	return 0;
}

static int
tx_queues_setup(uint16_t port, const struct rte_eth_dev_info *info)
{
	struct rte_eth_txconf conf = info->default_txconf;
	uint16_t q;
	int ret;

	conf.offloads = settings.tx_offloads;
	if (settings.tx_thresh.pthresh != 0)
		conf.tx_thresh.pthresh = settings.tx_thresh.pthresh;
	if (settings.tx_thresh.hthresh != 0)
		conf.tx_thresh.hthresh = settings.tx_thresh.hthresh;
	if (settings.tx_thresh.wthresh != 0)
		conf.tx_thresh.wthresh = settings.tx_thresh.wthresh;
	if (settings.tx_free_thresh != 0)
		conf.tx_free_thresh = settings.tx_free_thresh;
	if (settings.tx_rs_thresh != 0)
		conf.tx_rs_thresh = settings.tx_rs_thresh;
	for (q = 0; q < settings.nb_txq; q++) {
		ret = rte_eth_tx_queue_setup(port, q, settings.nb_txd, (unsigned int)ports[port].socket, &conf);
		if (ret != 0)
			return setup_failed(port, "TX queue setup", ret, "Check --txd.");
	}
	return 0;
}

int
port_configure(uint16_t port)
{
	struct rte_eth_dev_info info;
	struct rte_eth_conf conf;
	int ret;

	printf("Configuring Port %u (socket %d)\n", port, ports[port].socket);
	ret = rte_eth_dev_info_get(port, &info);
	if (ret != 0)
		return setup_failed(port, "no answer from the driver", ret, "Detach it.");
	if (settings.nb_rxq > info.max_rx_queues || settings.nb_txq > info.max_tx_queues) {
		printf("Fail to configure port %u: it has at most %u RX and %u TX queues. Use fewer with \"port config all "
			"rxq|txq\".\n",
		       port, info.max_rx_queues, info.max_tx_queues);
		return -EINVAL;
	}
	conf_fill(&conf, &info);
	ret = rte_eth_dev_configure(port, settings.nb_rxq, settings.nb_txq, &conf);
	if (ret != 0)
		return setup_failed(port, "configuration", ret, "Check the queue numbers and offloads.");
	ret = pool_reserve(port, settings.nb_rxq * descriptors(settings.nb_rxd, info.default_rxportconf.ring_size) +
				 settings.nb_txq * descriptors(settings.nb_txd, info.default_txportconf.ring_size));
	if (ret == 0)
		ret = rx_queues_setup(port, &info);
	if (ret == 0)
		ret = tx_queues_setup(port, &info);
	if (ret != 0)
		return ret;
	if (ports[port].mtu != 0) {
		ret = rte_eth_dev_set_mtu(port, ports[port].mtu);
		if (ret != 0)
			return setup_failed(port, "MTU", ret, "Set another one with \"port config mtu\".");
	}
	ports[port].nb_rxq = settings.nb_rxq;
	ports[port].nb_txq = settings.nb_txq;
	ports[port].configured = true;
	return 0;
}
