/* SPDX-License-Identifier: BSD-3-Clause */
/* Buffers of packets to be sent. */
#include "fake_port.h"

#define SIZE 8

static uint16_t
sends_three(void *queue, struct rte_mbuf **pkts, uint16_t nb)
{
	uint16_t n = RTE_MIN(nb, (uint16_t)3);

	RTE_SET_USED(queue);
	rte_pktmbuf_free_bulk(pkts, n);
	return n;
}

static unsigned int errors, unsent_total;

static void
on_error(struct rte_mbuf **pkts, uint16_t unsent, void *arg)
{
	UT_PTR_EQ(arg, &errors);
	errors++;
	unsent_total += unsent;
	rte_pktmbuf_free_bulk(pkts, unsent);
}

static void
fill_send_and_drop(void)
{
	struct rte_eth_dev_tx_buffer *buffer = calloc(1, RTE_ETH_TX_BUFFER_SIZE(SIZE));
	unsigned int i, sent = 0, room = rte_mempool_avail_count(pool);
	uint64_t dropped = 0;
	uint16_t port;

	port = fake_attach("net_fake0");
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	rte_eth_devices[port].tx_pkt_burst = sends_three;
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_tx_buffer_init(NULL, SIZE), -EINVAL);
	UT_EQ(rte_eth_tx_buffer_init(buffer, SIZE), 0);
	UT_EQ(rte_eth_tx_buffer_set_err_callback(NULL, on_error, NULL), -EINVAL);
	UT_EQ(rte_eth_tx_buffer_set_err_callback(buffer, NULL, NULL), -EINVAL);
	UT_EQ(rte_eth_tx_buffer_flush(port, 0, buffer), 0); /* empty */
	/* dropped by default: nothing is lost to the pool */
	for (i = 0; i < SIZE; i++) {
		UT_EQ(buffer->length, i);
		sent += rte_eth_tx_buffer(port, 0, buffer, rte_pktmbuf_alloc(pool));
	}
	UT_EQ(sent, 3);
	UT_EQ(buffer->length, 0);
	UT_EQ(rte_mempool_avail_count(pool), room);
	UT_EQ(rte_eth_tx_buffer_set_err_callback(buffer, rte_eth_tx_buffer_count_callback, &dropped), 0);
	for (i = 0; i < 5; i++)
		rte_eth_tx_buffer(port, 0, buffer, rte_pktmbuf_alloc(pool));
	UT_EQ(rte_eth_tx_buffer_flush(port, 0, buffer), 3);
	UT_EQ(dropped, 2);
	UT_EQ(rte_eth_tx_buffer_set_err_callback(buffer, on_error, &errors), 0);
	UT_EQ(rte_eth_dev_stop(port), 0); /* nothing is sent any more */
	for (i = 0; i < SIZE; i++)
		UT_EQ(rte_eth_tx_buffer(port, 0, buffer, rte_pktmbuf_alloc(pool)), 0);
	UT_EQ(errors, 1);
	UT_EQ(unsent_total, SIZE);
	UT_EQ(rte_mempool_avail_count(pool), room);
	UT_EQ(fake_detach("net_fake0"), 0);
	free(buffer);
}

FAKE_MAIN("tx_buffer", { "packets are buffered, sent, dropped, counted", fill_send_and_drop })
