/* SPDX-License-Identifier: BSD-3-Clause */
/* Modes that pass packets on: as they are, with new addresses, with swapped addresses; and one that only receives. */
#include <rte_ether.h>

#include "fwd_mode.h"

static unsigned int
io_run(struct engine_item *item)
{
	struct fwd_stream *s = (struct fwd_stream *)item;
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n = stream_receive(s, pkts);

	if (n > 0)
		stream_send(s, pkts, n);
	return n;
}

/* Packets too short to hold an Ethernet header are passed on as they are. */
static struct rte_ether_hdr *
ether_of(struct rte_mbuf *pkt)
{
	return likely(pkt->data_len >= sizeof(struct rte_ether_hdr)) ? rte_pktmbuf_mtod(pkt, struct rte_ether_hdr *) : NULL;
}

static unsigned int
mac_run(struct engine_item *item)
{
	struct fwd_stream *s = (struct fwd_stream *)item;
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n = stream_receive(s, pkts), i;

	for (i = 0; i < n; i++) {
		struct rte_ether_hdr *eth = ether_of(pkts[i]);

		if (eth == NULL)
			continue;
		rte_ether_addr_copy(&s->peer, &eth->dst_addr);
		rte_ether_addr_copy(&s->source, &eth->src_addr);
	}
	if (n > 0)
		stream_send(s, pkts, n);
	return n;
}

static unsigned int
macswap_run(struct engine_item *item)
{
	struct fwd_stream *s = (struct fwd_stream *)item;
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n = stream_receive(s, pkts), i;

	for (i = 0; i < n; i++) {
		struct rte_ether_hdr *eth = ether_of(pkts[i]);
		struct rte_ether_addr mac;

		if (eth == NULL)
			continue;
		rte_ether_addr_copy(&eth->dst_addr, &mac);
		rte_ether_addr_copy(&eth->src_addr, &eth->dst_addr);
		rte_ether_addr_copy(&mac, &eth->src_addr);
	}
	if (n > 0)
		stream_send(s, pkts, n);
	return n;
}

static unsigned int
rxonly_run(struct engine_item *item)
{
	struct fwd_stream *s = (struct fwd_stream *)item;
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n = stream_receive(s, pkts);

	rte_pktmbuf_free_bulk(pkts, n);
	return n;
}

const struct fwd_mode fwd_io = { "io", io_run, true, true, false };
const struct fwd_mode fwd_mac = { "mac", mac_run, true, true, false };
const struct fwd_mode fwd_macswap = { "macswap", macswap_run, true, true, false };
const struct fwd_mode fwd_rxonly = { "rxonly", rxonly_run, true, false, false };
