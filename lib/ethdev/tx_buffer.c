/* SPDX-License-Identifier: BSD-3-Clause */
/* Buffers of packets to be sent: set-up, and what becomes of packets that could not be sent. */
#include <errno.h>

#include <rte_mbuf.h>

#include "private.h"

int
rte_eth_tx_buffer_init(struct rte_eth_dev_tx_buffer *buffer, uint16_t size)
{
	if (buffer == NULL) {
		ETH_LOG(ERR, "%s: no buffer", __func__);
		return -EINVAL;
	}
	buffer->size = size;
	buffer->length = 0;
	return rte_eth_tx_buffer_set_err_callback(buffer, rte_eth_tx_buffer_drop_callback, NULL);
}

int
rte_eth_tx_buffer_set_err_callback(struct rte_eth_dev_tx_buffer *buffer, buffer_tx_error_fn callback, void *userdata)
{
	if (buffer == NULL || callback == NULL) {
		ETH_LOG(ERR, "%s: no %s", __func__, buffer == NULL ? "buffer" : "function");
		return -EINVAL;
	}
	buffer->error_callback = callback;
	buffer->error_userdata = userdata;
	return 0;
}

void
rte_eth_tx_buffer_drop_callback(struct rte_mbuf **pkts, uint16_t unsent, void *userdata)
{
	RTE_SET_USED(userdata);
	rte_pktmbuf_free_bulk(pkts, unsent);
}

void
rte_eth_tx_buffer_count_callback(struct rte_mbuf **pkts, uint16_t unsent, void *userdata)
{
	uint64_t *count = userdata;

	rte_pktmbuf_free_bulk(pkts, unsent);
	*count += unsent;
}
