/* SPDX-License-Identifier: BSD-3-Clause */
/* Queues: set-up and its refusals, start and stop, set-up while the port runs. */
#include "fake_port.h"

static struct rte_eth_conf conf;
static uint16_t port;

static void
begin(void)
{
	knobs_reset();
	memset(&conf, 0, sizeof(conf));
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_dev_configure(port, 2, 2, &conf), 0);
	trace_take();
}

static void
end(void)
{
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_queues, 0);
	knobs_reset();
}

static void
receive_set_up(void)
{
	struct rte_mempool *tiny = rte_pktmbuf_pool_create("tiny", 31, 0, 0, RTE_PKTMBUF_HEADROOM + 128, SOCKET_ID_ANY);
	struct rte_mempool *alien = rte_mempool_create("alien", 31, 64, 0, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
	struct rte_eth_rxconf rx;

	begin();
	memset(&rx, 0, sizeof(rx));
	UT_EQ(rte_eth_rx_queue_setup(port, 2, 64, 0, NULL, pool), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 65535, 64, 0, NULL, pool), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, NULL), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, alien), -ENOSPC);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, tiny), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 16, 0, NULL, pool), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 8192, 0, NULL, pool), -EINVAL);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 65, 0, NULL, pool), -EINVAL);
	rx.offloads = RTE_ETH_RX_OFFLOAD_VLAN_STRIP;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, pool), -EINVAL);
	rx.offloads = 0;
	rx.share_group = 1;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, pool), -EINVAL);
	rx.share_group = 0;
	UT_STR_EQ(trace_take(), "");
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 0, 0, NULL, pool), 0);
	UT_STR_EQ(trace_take(), "rxq 0:512:0 ");
	knobs.limits.default_rxportconf.ring_size = 128;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 0, 0, NULL, pool), 0);
	UT_STR_EQ(trace_take(), "rxq-0 rxq 0:128:0 "); /* the old one goes first */
	UT_EQ(rte_eth_devices[port].data->min_rx_buf_size, RTE_MBUF_DEFAULT_BUF_SIZE);
	knobs.rxq = -EOVERFLOW;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), -EOVERFLOW);
	knobs.rxq = 0;
	UT_EQ(fake_queues, 0);
	UT_EQ(rte_eth_rx_queue_setup(900, 0, 64, 0, NULL, pool), -ENODEV);
	end();
	rte_mempool_free(tiny);
	rte_mempool_free(alien);
}

static void
buffers_in_segments_and_pools(void)
{
	struct rte_mempool *pools[2] = { pool, pool };
	union rte_eth_rxseg segs[2];
	struct rte_eth_rxconf rx;

	begin();
	memset(&rx, 0, sizeof(rx));
	memset(segs, 0, sizeof(segs));
	segs[0].split.mp = pool;
	segs[1].split.mp = pool;
	rx.rx_nseg = 2;
	rx.rx_seg = segs;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL); /* offload is missing */
	knobs.limits.rx_offload_capa = knobs.limits.rx_queue_offload_capa = RTE_ETH_RX_OFFLOAD_BUFFER_SPLIT;
	rx.offloads = RTE_ETH_RX_OFFLOAD_BUFFER_SPLIT;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL); /* the port splits not at all */
	knobs.limits.rx_seg_capa.max_nseg = 2;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), 0);
	segs[1].split.offset = 8;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL);
	segs[1].split.offset = 0;
	segs[1].split.mp = NULL;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL);
	memset(&rx, 0, sizeof(rx));
	rx.rx_mempools = pools;
	rx.rx_nmempool = 2;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL);
	knobs.limits.max_rx_mempools = 2;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), 0);
	pools[1] = NULL;
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, &rx, NULL), -EINVAL);
	end();
}

static void
transmit_set_up(void)
{
	struct rte_eth_txconf tx;

	begin();
	memset(&tx, 0, sizeof(tx));
	UT_EQ(rte_eth_tx_queue_setup(port, 2, 64, 0, NULL), -EINVAL);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 31, 0, NULL), -EINVAL);
	tx.offloads = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, &tx), -EINVAL);
	knobs.limits.tx_offload_capa = knobs.limits.tx_queue_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, &tx), 0);
	UT_STR_EQ(trace_take(), "txq 0:64:8000 ");
	UT_EQ(rte_eth_tx_queue_setup(port, 1, 0, 0, NULL), 0);
	UT_STR_EQ(trace_take(), "txq 1:512:0 ");
	knobs.txq = -ENOMEM;
	UT_EQ(rte_eth_tx_queue_setup(port, 1, 0, 0, NULL), -ENOMEM);
	UT_EQ(fake_queues, 1);
	end();
	/* what is on for the whole port is not asked of the queue again */
	begin();
	knobs.limits.tx_offload_capa = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	conf.txmode.offloads = RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	trace_take();
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, &tx), 0);
	UT_STR_EQ(trace_take(), "txq 0:64:0 ");
	end();
}

static void
start_and_stop_of_one_queue(void)
{
	begin();
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, NULL), 0);
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), -EINVAL); /* the port does not run */
	UT_EQ(rte_eth_dev_start(port), 0);
	trace_take();
	UT_EQ(rte_eth_dev_rx_queue_start(port, 1), -EINVAL); /* not set up */
	UT_EQ(rte_eth_dev_rx_queue_start(port, 2), -EINVAL);
	UT_EQ(rte_eth_dev_tx_queue_start(port, 2), -EINVAL);
	UT_EQ(rte_eth_dev_rx_queue_stop(port, 0), 0); /* it is stopped already */
	UT_STR_EQ(trace_take(), "");
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), 0);
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), 0);
	UT_EQ(rte_eth_dev_tx_queue_start(port, 0), 0);
	UT_EQ(rte_eth_dev_tx_queue_stop(port, 0), 0);
	UT_EQ(rte_eth_dev_rx_queue_stop(port, 0), 0);
	UT_STR_EQ(trace_take(), "rxq-start txq-start txq-stop rxq-stop ");
	rte_eth_devices[port].data->rx_queue_state[0] = RTE_ETH_QUEUE_STATE_HAIRPIN;
	UT_EQ(rte_eth_dev_rx_queue_start(port, 0), -EINVAL);
	rte_eth_devices[port].data->rx_queue_state[0] = RTE_ETH_QUEUE_STATE_STOPPED;
	knobs.other = -EPIPE;
	UT_EQ(rte_eth_dev_tx_queue_start(port, 0), -EPIPE);
	end();
}

static void
set_up_while_the_port_runs(void)
{
	struct rte_mbuf *pkts[8];

	begin();
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 0, 64, 0, NULL), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), -EBUSY);
	knobs.limits.dev_capa = RTE_ETH_DEV_CAPA_RUNTIME_RX_QUEUE_SETUP | RTE_ETH_DEV_CAPA_RUNTIME_TX_QUEUE_SETUP;
	UT_EQ(rte_eth_rx_burst(port, 1, pkts, 8), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), 0);
	UT_EQ(rte_eth_rx_burst(port, 1, pkts, 8), 8);
	UT_EQ(rte_eth_tx_burst(port, 1, pkts, 8), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 1, 64, 0, NULL), 0);
	UT_EQ(rte_eth_tx_burst(port, 1, pkts, 8), 8);
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), 0); /* again: released and made anew */
	UT_EQ(rte_eth_rx_burst(port, 1, pkts, 8), 8);
	UT_EQ(rte_eth_dev_rx_queue_start(port, 1), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), -EBUSY); /* not while it runs itself */
	UT_EQ(rte_eth_dev_rx_queue_stop(port, 1), 0);
	knobs.rxq = -ENXIO;
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), -ENXIO);
	UT_EQ(rte_eth_rx_burst(port, 1, pkts, 8), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_EQ(fake_faults, 0);
	end();
}

FAKE_MAIN("queue",
	  { "receive queues: limits and defaults", receive_set_up },
	  { "receive buffers in segments and pools", buffers_in_segments_and_pools },
	  { "transmit queues: limits and defaults", transmit_set_up },
	  { "start and stop of one queue", start_and_stop_of_one_queue },
	  { "set-up while the port runs", set_up_while_the_port_runs })
