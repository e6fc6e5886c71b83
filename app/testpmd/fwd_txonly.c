/* SPDX-License-Identifier: BSD-3-Clause */
/* The mode that makes packets: UDP between two addresses of the benchmarking range, in segments as `set txpkts` wants. */
#include <string.h>

#include <rte_ether.h>
#include <rte_ip.h>
#include <rte_udp.h>

#include "fwd.h"
#include "fwd_mode.h"

#define UDP_PORT 9 /* discard */
#define ADDRESS_FROM UINT32_C(0xc6120001) /* 198.18.0.1, RFC 2544 */
#define ADDRESS_TO UINT32_C(0xc6120002)

struct headers {
	struct rte_ether_hdr eth;
	struct rte_ipv4_hdr ip;
	struct rte_udp_hdr udp;
} __rte_packed __rte_aligned(2);

unsigned int
fwd_txonly_headers(void)
{
	return sizeof(struct headers);
}

static void
headers_fill(struct headers *h, const struct fwd_stream *s, uint32_t length)
{
	memset(h, 0, sizeof(*h));
	rte_ether_addr_copy(&s->peer, &h->eth.dst_addr);
	rte_ether_addr_copy(&s->source, &h->eth.src_addr);
	h->eth.ether_type = rte_cpu_to_be_16(RTE_ETHER_TYPE_IPV4);
	h->ip.version_ihl = RTE_IPV4_VHL_DEF;
	h->ip.time_to_live = 64;
	h->ip.next_proto_id = IPPROTO_UDP;
	h->ip.total_length = rte_cpu_to_be_16((uint16_t)(length - sizeof(h->eth)));
	h->ip.src_addr = rte_cpu_to_be_32(ADDRESS_FROM);
	h->ip.dst_addr = rte_cpu_to_be_32(ADDRESS_TO);
	h->ip.hdr_checksum = rte_ipv4_cksum(&h->ip);
	h->udp.src_port = rte_cpu_to_be_16(UDP_PORT);
	h->udp.dst_port = rte_cpu_to_be_16(UDP_PORT);
	h->udp.dgram_len = rte_cpu_to_be_16((uint16_t)(length - sizeof(h->eth) - sizeof(h->ip)));
}

/* One packet of the stream's segments, the first of which begins with @h; NULL: no mbufs. */
static struct rte_mbuf *
packet_make(const struct fwd_stream *s, const struct headers *h, uint32_t length)
{
	struct rte_mbuf *pkt = NULL, *seg, **next = &pkt;
	uint8_t i;

	for (i = 0; i < s->nb_segments; i++) {
		seg = rte_pktmbuf_alloc(s->pool);
		if (seg == NULL) {
			rte_pktmbuf_free(pkt);
			return NULL;
		}
		seg->data_len = s->segments[i];
		memset(rte_pktmbuf_mtod(seg, char *), 0, seg->data_len);
		*next = seg;
		next = &seg->next;
		pkt->nb_segs = (uint16_t)(i + 1);
		pkt->pkt_len = length; /* of the first segment; set again is set the same */
	}
	memcpy(rte_pktmbuf_mtod(pkt, char *), h, sizeof(*h));
	pkt->l2_len = sizeof(h->eth);
	pkt->l3_len = sizeof(h->ip);
	return pkt;
}

unsigned int
fwd_txonly_burst(struct fwd_stream *s)
{
	unsigned int n = 0, burst = SETTING_GET(burst);
	struct rte_mbuf *pkts[BURST_MAX];
	uint32_t length = 0;
	struct headers h;
	uint8_t i;

	for (i = 0; i < s->nb_segments; i++)
		length += s->segments[i];
	headers_fill(&h, s, length);
	while (n < burst && (pkts[n] = packet_make(s, &h, length)) != NULL)
		n++;
	if (n > 0)
		stream_send(s, pkts, n);
	return n;
}

static unsigned int
txonly_run(struct engine_item *item)
{
	return fwd_txonly_burst((struct fwd_stream *)item);
}

const struct fwd_mode fwd_txonly = { "txonly", txonly_run, false, true, false };
