/* SPDX-License-Identifier: BSD-3-Clause */
/* Pages about the configuration: queues, cores, generated packets. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include <rte_errno.h>
#include <rte_ethdev.h>

#include "fwd.h"
#include "fwd_mode.h"
#include "ports.h"
#include "settings.h"
#include "show.h"

static void
rx_queue_show(uint16_t queue, const struct rte_eth_dev_info *info)
{
	const struct rte_eth_rxconf *conf = &info->default_rxconf;

	printf("    RX queue: %u\n", queue);
	printf("      RX desc=%u - RX free threshold=%u\n", settings.nb_rxd,
	       settings.rx_free_thresh != 0 ? settings.rx_free_thresh : conf->rx_free_thresh);
	printf("      RX threshold registers: pthresh=%u hthresh=%u  wthresh=%u\n",
	       settings.rx_thresh.pthresh != 0 ? settings.rx_thresh.pthresh : conf->rx_thresh.pthresh,
	       settings.rx_thresh.hthresh != 0 ? settings.rx_thresh.hthresh : conf->rx_thresh.hthresh,
	       settings.rx_thresh.wthresh != 0 ? settings.rx_thresh.wthresh : conf->rx_thresh.wthresh);
	printf("      RX Offloads=0x%" PRIx64 "\n", settings.rx_offloads);
}

static void
tx_queue_show(uint16_t queue, const struct rte_eth_dev_info *info)
{
	const struct rte_eth_txconf *conf = &info->default_txconf;

	printf("    TX queue: %u\n", queue);
	printf("      TX desc=%u - TX free threshold=%u\n", settings.nb_txd,
	       settings.tx_free_thresh != 0 ? settings.tx_free_thresh : conf->tx_free_thresh);
	printf("      TX threshold registers: pthresh=%u hthresh=%u  wthresh=%u\n",
	       settings.tx_thresh.pthresh != 0 ? settings.tx_thresh.pthresh : conf->tx_thresh.pthresh,
	       settings.tx_thresh.hthresh != 0 ? settings.tx_thresh.hthresh : conf->tx_thresh.hthresh,
	       settings.tx_thresh.wthresh != 0 ? settings.tx_thresh.wthresh : conf->tx_thresh.wthresh);
	printf("      TX offloads=0x%" PRIx64 " - TX RS bit threshold=%u\n", settings.tx_offloads,
	       settings.tx_rs_thresh != 0 ? settings.tx_rs_thresh : conf->tx_rs_thresh);
}

static void
port_rxtx_show(uint16_t port)
{
	struct rte_eth_dev_info info;
	uint16_t q;

	if (rte_eth_dev_info_get(port, &info) != 0)
		return;
	printf("  port %u: RX queue number: %u Tx queue number: %u\n", port, settings.nb_rxq, settings.nb_txq);
	printf("    Rx offloads=0x%" PRIx64 " Tx offloads=0x%" PRIx64 "\n", settings.rx_offloads, settings.tx_offloads);
	/* All queues of a port are set up alike. */
	for (q = 0; q < settings.nb_rxq && q < 1; q++)
		rx_queue_show(q, &info);
	for (q = 0; q < settings.nb_txq && q < 1; q++)
		tx_queue_show(q, &info);
}

void
fwd_rxtx_show(void)
{
	const struct fwd_mode *mode = fwd_mode_chosen();
	unsigned int n, i;
	const uint16_t *list = fwd_list(&n);

	printf("  %s packet forwarding%s packets/burst=%u\n", mode->name, fwd_retry_suffix(), SETTING_GET(burst));
	if (mode == &fwd_txonly)
		printf("  packet len=%u - nb packet segments=%u\n", settings.segments[0], settings.nb_segments);
	printf("  nb forwarding cores=%u - nb forwarding ports=%u\n", settings.nb_cores > 0 ? settings.nb_cores : 1, n);
	for (i = 0; i < n; i++)
		port_rxtx_show(list[i]);
}

void
show_config_cores(void)
{
	unsigned int i;

	if (settings.nb_cores == 0) {
		printf("List of forwarding lcores: none, a service thread forwards\n");
		return;
	}
	printf("List of forwarding lcores:");
	for (i = 0; i < settings.nb_cores; i++)
		printf(" %2u", settings.cores[i]);
	printf("\n");
}

void
show_config_txpkts(void)
{
	unsigned int i;

	printf("Number of segments: %u\n", settings.nb_segments);
	printf("Segment sizes: ");
	for (i = 0; i < settings.nb_segments; i++)
		printf("%s%u", i > 0 ? "," : "", settings.segments[i]);
	printf("\nSplit packet: off\n");
}

static void
queue_failed(const char *kind, uint16_t port, uint16_t queue, int ret)
{
	printf("Failed to retrieve information for port: %u, %s queue: %u\nerror desc: %s(%d)\n", port, kind, queue,
		rte_strerror(-ret),
	       ret);
}

void
show_rxq_info(uint16_t port, uint16_t queue)
{
	struct rte_eth_rxq_info info;
	int ret;

	if (!ports_check(port))
		return;
	ret = rte_eth_rx_queue_info_get(port, queue, &info);
	if (ret != 0) {
		queue_failed("RX", port, queue, ret);
		return;
	}
	printf("\n********************* Infos for port %-2u, RX queue %-2u *********************\n", port, queue);
	printf("Mempool: %s\n", info.mp != NULL ? info.mp->name : "NULL");
	printf("RX prefetch threshold: %u\n", info.conf.rx_thresh.pthresh);
	printf("RX host threshold: %u\n", info.conf.rx_thresh.hthresh);
	printf("RX writeback threshold: %u\n", info.conf.rx_thresh.wthresh);
	printf("RX free threshold: %u\n", info.conf.rx_free_thresh);
	printf("RX drop packets: %s\n", info.conf.rx_drop_en ? "on" : "off");
	printf("RX deferred start: %s\n", info.conf.rx_deferred_start ? "on" : "off");
	printf("RX scattered packets: %s\n", info.scattered_rx ? "on" : "off");
	printf("Rx queue state: %s\n", info.queue_state == RTE_ETH_QUEUE_STATE_STARTED ? "started" : "stopped");
	if (info.rx_buf_size != 0)
		printf("RX buffer size: %u\n", info.rx_buf_size);
	printf("Number of RXDs: %u\n", info.nb_desc);
}

void
show_txq_info(uint16_t port, uint16_t queue)
{
	struct rte_eth_txq_info info;
	int ret;

	if (!ports_check(port))
		return;
	ret = rte_eth_tx_queue_info_get(port, queue, &info);
	if (ret != 0) {
		queue_failed("TX", port, queue, ret);
		return;
	}
	printf("\n********************* Infos for port %-2u, TX queue %-2u *********************\n", port, queue);
	printf("TX prefetch threshold: %u\n", info.conf.tx_thresh.pthresh);
	printf("TX host threshold: %u\n", info.conf.tx_thresh.hthresh);
	printf("TX writeback threshold: %u\n", info.conf.tx_thresh.wthresh);
	printf("TX RS threshold: %u\n", info.conf.tx_rs_thresh);
	printf("TX free threshold: %u\n", info.conf.tx_free_thresh);
	printf("TX deferred start: %s\n", info.conf.tx_deferred_start ? "on" : "off");
	printf("Tx queue state: %s\n", info.queue_state == RTE_ETH_QUEUE_STATE_STARTED ? "started" : "stopped");
	printf("Number of TXDs: %u\n", info.nb_desc);
}
