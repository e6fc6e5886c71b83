/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of offload and capability bits. */
#include "private.h"

#define RX_OFFLOADS(X)                                                                                        \
	X(VLAN_STRIP) X(IPV4_CKSUM) X(UDP_CKSUM) X(TCP_CKSUM) X(TCP_LRO) X(QINQ_STRIP) X(OUTER_IPV4_CKSUM)      \
	X(MACSEC_STRIP) X(VLAN_FILTER) X(VLAN_EXTEND) X(SCATTER) X(TIMESTAMP) X(SECURITY) X(KEEP_CRC)           \
	X(SCTP_CKSUM) X(OUTER_UDP_CKSUM) X(RSS_HASH) X(BUFFER_SPLIT)

#define TX_OFFLOADS(X)                                                                                        \
	X(VLAN_INSERT) X(IPV4_CKSUM) X(UDP_CKSUM) X(TCP_CKSUM) X(SCTP_CKSUM) X(TCP_TSO) X(UDP_TSO)              \
	X(OUTER_IPV4_CKSUM) X(QINQ_INSERT) X(VXLAN_TNL_TSO) X(GRE_TNL_TSO) X(IPIP_TNL_TSO) X(GENEVE_TNL_TSO)    \
	X(MACSEC_INSERT) X(MT_LOCKFREE) X(MULTI_SEGS) X(MBUF_FAST_FREE) X(SECURITY) X(UDP_TNL_TSO)              \
	X(IP_TNL_TSO) X(OUTER_UDP_CKSUM) X(SEND_ON_TIMESTAMP)

#define CAPABILITIES(X)                                                                                       \
	X(RUNTIME_RX_QUEUE_SETUP) X(RUNTIME_TX_QUEUE_SETUP) X(RXQ_SHARE) X(FLOW_RULE_KEEP)                      \
	X(FLOW_SHARED_OBJECT_KEEP)

const char *
rte_eth_dev_rx_offload_name(uint64_t offload)
{
	switch (offload) {
#define X(n)                                                                                                  \
	case RTE_ETH_RX_OFFLOAD_##n:                                                                            \
		return #n;
		RX_OFFLOADS(X)
#undef X
	default:
		return "UNKNOWN";
	}
}

const char *
rte_eth_dev_tx_offload_name(uint64_t offload)
{
	switch (offload) {
#define X(n)                                                                                                  \
	case RTE_ETH_TX_OFFLOAD_##n:                                                                            \
		return #n;
		TX_OFFLOADS(X)
#undef X
	default:
		return "UNKNOWN";
	}
}

const char *
rte_eth_dev_capability_name(uint64_t capability)
{
	switch (capability) {
#define X(n)                                                                                                  \
	case RTE_ETH_DEV_CAPA_##n:                                                                              \
		return #n;
		CAPABILITIES(X)
#undef X
	default:
		return "UNKNOWN";
	}
}
