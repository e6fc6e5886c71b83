/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of the offload flags. */
#include <stdint.h>
#include <stdio.h>

#include <rte_common.h>

#include "rte_mbuf.h"

/* A value of the bits in mask; zero: the name for when none of them is set. */
struct flag_name {
	uint64_t value;
	uint64_t mask;
	const char *name;
};

#define FLAG(f) {f, f, #f}
#define VALUE(f, mask) {f, mask, #f}

static const struct flag_name rx_names[] = {
	FLAG(RTE_MBUF_F_RX_VLAN),
	FLAG(RTE_MBUF_F_RX_RSS_HASH),
	FLAG(RTE_MBUF_F_RX_FDIR),
	VALUE(RTE_MBUF_F_RX_L4_CKSUM_BAD, RTE_MBUF_F_RX_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_L4_CKSUM_GOOD, RTE_MBUF_F_RX_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_L4_CKSUM_NONE, RTE_MBUF_F_RX_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_L4_CKSUM_UNKNOWN, RTE_MBUF_F_RX_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_IP_CKSUM_BAD, RTE_MBUF_F_RX_IP_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_IP_CKSUM_GOOD, RTE_MBUF_F_RX_IP_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_IP_CKSUM_NONE, RTE_MBUF_F_RX_IP_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_IP_CKSUM_UNKNOWN, RTE_MBUF_F_RX_IP_CKSUM_MASK),
	FLAG(RTE_MBUF_F_RX_OUTER_IP_CKSUM_BAD),
	FLAG(RTE_MBUF_F_RX_VLAN_STRIPPED),
	FLAG(RTE_MBUF_F_RX_IEEE1588_PTP),
	FLAG(RTE_MBUF_F_RX_IEEE1588_TMST),
	FLAG(RTE_MBUF_F_RX_FDIR_ID),
	FLAG(RTE_MBUF_F_RX_FDIR_FLX),
	FLAG(RTE_MBUF_F_RX_QINQ_STRIPPED),
	FLAG(RTE_MBUF_F_RX_LRO),
	FLAG(RTE_MBUF_F_RX_SEC_OFFLOAD),
	FLAG(RTE_MBUF_F_RX_SEC_OFFLOAD_FAILED),
	FLAG(RTE_MBUF_F_RX_QINQ),
	VALUE(RTE_MBUF_F_RX_OUTER_L4_CKSUM_BAD, RTE_MBUF_F_RX_OUTER_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_OUTER_L4_CKSUM_GOOD, RTE_MBUF_F_RX_OUTER_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_OUTER_L4_CKSUM_INVALID, RTE_MBUF_F_RX_OUTER_L4_CKSUM_MASK),
	VALUE(RTE_MBUF_F_RX_OUTER_L4_CKSUM_UNKNOWN, RTE_MBUF_F_RX_OUTER_L4_CKSUM_MASK),
};

static const struct flag_name tx_names[] = {
	FLAG(RTE_MBUF_F_TX_VLAN),
	FLAG(RTE_MBUF_F_TX_IP_CKSUM),
	VALUE(RTE_MBUF_F_TX_TCP_CKSUM, RTE_MBUF_F_TX_L4_MASK),
	VALUE(RTE_MBUF_F_TX_SCTP_CKSUM, RTE_MBUF_F_TX_L4_MASK),
	VALUE(RTE_MBUF_F_TX_UDP_CKSUM, RTE_MBUF_F_TX_L4_MASK),
	VALUE(RTE_MBUF_F_TX_L4_NO_CKSUM, RTE_MBUF_F_TX_L4_MASK),
	FLAG(RTE_MBUF_F_TX_IEEE1588_TMST),
	FLAG(RTE_MBUF_F_TX_TCP_SEG),
	FLAG(RTE_MBUF_F_TX_IPV4),
	FLAG(RTE_MBUF_F_TX_IPV6),
	FLAG(RTE_MBUF_F_TX_OUTER_IP_CKSUM),
	FLAG(RTE_MBUF_F_TX_OUTER_IPV4),
	FLAG(RTE_MBUF_F_TX_OUTER_IPV6),
	VALUE(RTE_MBUF_F_TX_TUNNEL_VXLAN, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_GRE, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_IPIP, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_GENEVE, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_MPLSINUDP, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_VXLAN_GPE, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_GTP, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_ESP, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_IP, RTE_MBUF_F_TX_TUNNEL_MASK),
	VALUE(RTE_MBUF_F_TX_TUNNEL_UDP, RTE_MBUF_F_TX_TUNNEL_MASK),
	FLAG(RTE_MBUF_F_TX_QINQ),
	FLAG(RTE_MBUF_F_TX_MACSEC),
	FLAG(RTE_MBUF_F_TX_SEC_OFFLOAD),
	FLAG(RTE_MBUF_F_TX_UDP_SEG),
	FLAG(RTE_MBUF_F_TX_OUTER_UDP_CKSUM),
};

static const char *
flag_name(const struct flag_name *names, unsigned int nb_names, uint64_t value)
{
	for (unsigned int i = 0; i < nb_names; i++) {
		if (value != 0 && names[i].value == value)
			return names[i].name;
	}
	return NULL;
}

static int
flag_list(const struct flag_name *names, unsigned int nb_names, uint64_t flags, char *buf, size_t buflen)
{
	size_t len = 0;
	int ret;

	if (buflen == 0)
		return -1;
	buf[0] = '\0';
	for (unsigned int i = 0; i < nb_names; i++) {
		if ((flags & names[i].mask) != names[i].value)
			continue;
		ret = snprintf(buf + len, buflen - len, "%s ", names[i].name);
		if (ret < 0 || (size_t)ret >= buflen - len) {
			buf[len] = '\0';
			return -1;
		}
		len += ret;
	}
	return 0;
}

const char *
rte_get_rx_ol_flag_name(uint64_t mask)
{
	return flag_name(rx_names, RTE_DIM(rx_names), mask);
}

int
rte_get_rx_ol_flag_list(uint64_t mask, char *buf, size_t buflen)
{
	return flag_list(rx_names, RTE_DIM(rx_names), mask, buf, buflen);
}

const char *
rte_get_tx_ol_flag_name(uint64_t mask)
{
	return flag_name(tx_names, RTE_DIM(tx_names), mask);
}

int
rte_get_tx_ol_flag_list(uint64_t mask, char *buf, size_t buflen)
{
	return flag_list(tx_names, RTE_DIM(tx_names), mask, buf, buflen);
}
