/* SPDX-License-Identifier: BSD-3-Clause */
/* The modes by name, sending with retries, and what `set verbose` shows. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_ether.h>

#include "fwd.h"
#include "fwd_mode.h"

static const struct fwd_mode *const modes[] = { &fwd_io, &fwd_mac, &fwd_macswap, &fwd_rxonly, &fwd_txonly, &fwd_icmpecho };
static const struct fwd_mode *chosen = &fwd_io;

const struct fwd_mode *
fwd_mode_chosen(void)
{
	return chosen;
}

const char *
fwd_retry_suffix(void)
{
	return SETTING_GET(retry) ? " with retry" : "";
}

const char *
fwd_mode_name(unsigned int i)
{
	return i < RTE_DIM(modes) ? modes[i]->name : NULL;
}

int
fwd_mode_set(const char *name, bool retry)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(modes); i++)
		if (strcmp(modes[i]->name, name) == 0)
			break;
	if (i == RTE_DIM(modes)) {
		printf("Invalid %s packet forwarding mode. Choose one of:", name);
		for (i = 0; i < RTE_DIM(modes); i++)
			printf(" %s", modes[i]->name);
		printf("\n");
		return -EINVAL;
	}
	chosen = modes[i];
	SETTING_SET(retry, retry);
	printf("Set %s packet forwarding mode%s\n", name, fwd_retry_suffix());
	if (fwd_running())
		printf("It takes effect at the next start\n");
	return 0;
}

/* Try again to send @n packets; the number sent. */
static unsigned int
send_again(const struct fwd_stream *s, struct rte_mbuf **pkts, unsigned int n)
{
	uint32_t tries = SETTING_GET(retries), delay = SETTING_GET(retry_delay);
	unsigned int sent = 0;

	while (sent < n && tries-- > 0) {
		rte_delay_us_block(delay);
		sent += rte_eth_tx_burst(s->route.tx_port, s->route.tx_queue, pkts + sent, (uint16_t)(n - sent));
	}
	return sent;
}

void
stream_send(struct fwd_stream *s, struct rte_mbuf **pkts, unsigned int n)
{
	unsigned int sent;

	if (unlikely(SETTING_GET(verbose) > 1))
		fwd_packets_show(s->route.tx_port, s->route.tx_queue, pkts, n, false);
	sent = rte_eth_tx_burst(s->route.tx_port, s->route.tx_queue, pkts, (uint16_t)n);
	if (unlikely(sent < n) && SETTING_GET(retry))
		sent += send_again(s, pkts + sent, n - sent);
	stream_count(s, COUNT_TX, sent);
	if (likely(sent == n))
		return;
	stream_count(s, COUNT_DROPPED, n - sent);
	rte_pktmbuf_free_bulk(pkts + sent, n - sent);
}

void
fwd_packets_show(uint16_t port, uint16_t queue, struct rte_mbuf **pkts, unsigned int n, bool received)
{
	unsigned int i;

	flockfile(stdout);
	printf("port %u/queue %u: %s %u packets\n", port, queue, received ? "received" : "sent", n);
	for (i = 0; i < n; i++) {
		const struct rte_ether_hdr *eth = rte_pktmbuf_mtod(pkts[i], const struct rte_ether_hdr *);
		char src[RTE_ETHER_ADDR_FMT_SIZE], dst[RTE_ETHER_ADDR_FMT_SIZE];

		if (pkts[i]->data_len < sizeof(*eth)) {
			printf("  length=%u - nb_segs=%u - shorter than an Ethernet header\n", pkts[i]->pkt_len,
				pkts[i]->nb_segs);
			continue;
		}
		rte_ether_format_addr(src, sizeof(src), &eth->src_addr);
		rte_ether_format_addr(dst, sizeof(dst), &eth->dst_addr);
		printf("  src=%s - dst=%s - pool=%s - type=0x%04x - length=%u - nb_segs=%u - %s queue=0x%x\n", src, dst,
		       pkts[i]->pool->name, rte_be_to_cpu_16(eth->ether_type), pkts[i]->pkt_len, pkts[i]->nb_segs,
		       received ? "Receive" : "Send", queue);
	}
	funlockfile(stdout);
}
