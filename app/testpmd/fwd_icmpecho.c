/* SPDX-License-Identifier: BSD-3-Clause */
/* The mode that answers ARP and ping on the receiving port, whatever address is asked for. All else is dropped. */
#include <string.h>

#include <rte_arp.h>
#include <rte_ether.h>
#include <rte_icmp.h>
#include <rte_ip.h>

#include "fwd_mode.h"

static bool
arp_answer(struct rte_mbuf *pkt, struct rte_ether_hdr *eth, const struct rte_ether_addr *own)
{
	struct rte_arp_hdr *arp = (struct rte_arp_hdr *)(eth + 1);
	rte_be32_t asked;

	if (pkt->data_len < sizeof(*eth) + sizeof(*arp) || arp->arp_hardware != rte_cpu_to_be_16(RTE_ARP_HRD_ETHER) ||
	    arp->arp_protocol != rte_cpu_to_be_16(RTE_ETHER_TYPE_IPV4) || arp->arp_hlen != RTE_ETHER_ADDR_LEN ||
	    arp->arp_plen != sizeof(asked) || arp->arp_opcode != rte_cpu_to_be_16(RTE_ARP_OP_REQUEST))
		return false;
	arp->arp_opcode = rte_cpu_to_be_16(RTE_ARP_OP_REPLY);
	asked = arp->arp_data.arp_tip;
	rte_ether_addr_copy(&arp->arp_data.arp_sha, &arp->arp_data.arp_tha);
	arp->arp_data.arp_tip = arp->arp_data.arp_sip;
	rte_ether_addr_copy(own, &arp->arp_data.arp_sha);
	arp->arp_data.arp_sip = asked;
	rte_ether_addr_copy(&arp->arp_data.arp_tha, &eth->dst_addr);
	rte_ether_addr_copy(own, &eth->src_addr);
	return true;
}

static bool
ping_answer(struct rte_mbuf *pkt, struct rte_ether_hdr *eth)
{
	struct rte_ipv4_hdr *ip = (struct rte_ipv4_hdr *)(eth + 1);
	struct rte_icmp_hdr *icmp;
	struct rte_ether_addr mac;
	rte_be32_t address;
	uint32_t sum;
	uint8_t len;

	if (pkt->data_len < sizeof(*eth) + sizeof(*ip))
		return false;
	len = rte_ipv4_hdr_len(ip);
	if (ip->version_ihl >> 4 != 4 || len < sizeof(*ip) || pkt->data_len < sizeof(*eth) + len + sizeof(*icmp) ||
	    ip->next_proto_id != IPPROTO_ICMP)
		return false;
	icmp = (struct rte_icmp_hdr *)((char *)ip + len);
	if (icmp->icmp_type != RTE_IP_ICMP_ECHO_REQUEST || icmp->icmp_code != 0)
		return false;
	rte_ether_addr_copy(&eth->src_addr, &mac);
	rte_ether_addr_copy(&eth->dst_addr, &eth->src_addr);
	rte_ether_addr_copy(&mac, &eth->dst_addr);
	address = ip->src_addr;
	ip->src_addr = ip->dst_addr;
	ip->dst_addr = address;
	icmp->icmp_type = RTE_IP_ICMP_ECHO_REPLY;
	/* RFC 1624: one 16 bit word went from 0x0800 to 0. */
	sum = (uint16_t)~icmp->icmp_cksum + (uint32_t)(uint16_t)~rte_cpu_to_be_16(0x0800);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	icmp->icmp_cksum = (uint16_t)~sum;
	return true;
}

static bool
packet_answer(struct rte_mbuf *pkt, const struct rte_ether_addr *own)
{
	struct rte_ether_hdr *eth = rte_pktmbuf_mtod(pkt, struct rte_ether_hdr *);

	if (pkt->data_len < sizeof(*eth))
		return false;
	if (eth->ether_type == rte_cpu_to_be_16(RTE_ETHER_TYPE_ARP))
		return arp_answer(pkt, eth, own);
	return eth->ether_type == rte_cpu_to_be_16(RTE_ETHER_TYPE_IPV4) && ping_answer(pkt, eth);
}

static unsigned int
icmpecho_run(struct engine_item *item)
{
	struct fwd_stream *s = (struct fwd_stream *)item;
	struct rte_mbuf *pkts[BURST_MAX];
	unsigned int n = stream_receive(s, pkts), i, answers = 0;

	for (i = 0; i < n; i++) {
		if (packet_answer(pkts[i], &s->source))
			pkts[answers++] = pkts[i];
		else
			rte_pktmbuf_free(pkts[i]);
	}
	if (answers > 0)
		stream_send(s, pkts, answers);
	return n;
}

const struct fwd_mode fwd_icmpecho = { "icmpecho", icmpecho_run, true, true, true };
