/* SPDX-License-Identifier: BSD-3-Clause */
/* Flow types, hash functions and the filter descriptions that drivers share with vendor specific calls. */
#ifndef RTE_ETH_CTRL_H
#define RTE_ETH_CTRL_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_ether.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of packets, as bit numbers of hash and filter masks. Since 2.0. */
#define RTE_ETH_FLOW_UNKNOWN 0
#define RTE_ETH_FLOW_RAW 1
#define RTE_ETH_FLOW_IPV4 2
#define RTE_ETH_FLOW_FRAG_IPV4 3
#define RTE_ETH_FLOW_NONFRAG_IPV4_TCP 4
#define RTE_ETH_FLOW_NONFRAG_IPV4_UDP 5
#define RTE_ETH_FLOW_NONFRAG_IPV4_SCTP 6
#define RTE_ETH_FLOW_NONFRAG_IPV4_OTHER 7
#define RTE_ETH_FLOW_IPV6 8
#define RTE_ETH_FLOW_FRAG_IPV6 9
#define RTE_ETH_FLOW_NONFRAG_IPV6_TCP 10
#define RTE_ETH_FLOW_NONFRAG_IPV6_UDP 11
#define RTE_ETH_FLOW_NONFRAG_IPV6_SCTP 12
#define RTE_ETH_FLOW_NONFRAG_IPV6_OTHER 13
#define RTE_ETH_FLOW_L2_PAYLOAD 14
#define RTE_ETH_FLOW_IPV6_EX 15
#define RTE_ETH_FLOW_IPV6_TCP_EX 16
#define RTE_ETH_FLOW_IPV6_UDP_EX 17
#define RTE_ETH_FLOW_PORT 18
#define RTE_ETH_FLOW_VXLAN 19
#define RTE_ETH_FLOW_GENEVE 20
#define RTE_ETH_FLOW_NVGRE 21
#define RTE_ETH_FLOW_VXLAN_GPE 22
#define RTE_ETH_FLOW_GTPU 23
#define RTE_ETH_FLOW_MAX 24

/** How a hash is computed. Since 2.0. */
enum rte_eth_hash_function {
	RTE_ETH_HASH_FUNCTION_DEFAULT = 0,
	RTE_ETH_HASH_FUNCTION_TOEPLITZ,
	RTE_ETH_HASH_FUNCTION_SIMPLE_XOR,
	RTE_ETH_HASH_FUNCTION_SYMMETRIC_TOEPLITZ,
	RTE_ETH_HASH_FUNCTION_MAX,
};

/* Which members of struct rte_eth_ntuple_filter count. */
#define RTE_NTUPLE_FLAGS_DST_IP 0x0001
#define RTE_NTUPLE_FLAGS_SRC_IP 0x0002
#define RTE_NTUPLE_FLAGS_DST_PORT 0x0004
#define RTE_NTUPLE_FLAGS_SRC_PORT 0x0008
#define RTE_NTUPLE_FLAGS_PROTO 0x0010
#define RTE_NTUPLE_FLAGS_TCP_FLAG 0x0020
#define RTE_5TUPLE_FLAGS                                                                                      \
	(RTE_NTUPLE_FLAGS_DST_IP | RTE_NTUPLE_FLAGS_SRC_IP | RTE_NTUPLE_FLAGS_DST_PORT |                        \
	 RTE_NTUPLE_FLAGS_SRC_PORT | RTE_NTUPLE_FLAGS_PROTO)
#define RTE_2TUPLE_FLAGS (RTE_NTUPLE_FLAGS_DST_PORT | RTE_NTUPLE_FLAGS_PROTO)
#define RTE_NTUPLE_TCP_FLAGS_MASK 0x3F

/** Filter on addresses, ports and protocol (network byte order). Since 2.0. */
struct rte_eth_ntuple_filter {
	uint16_t flags;
	uint32_t dst_ip;
	uint32_t dst_ip_mask;
	uint32_t src_ip;
	uint32_t src_ip_mask;
	uint16_t dst_port;
	uint16_t dst_port_mask;
	uint16_t src_port;
	uint16_t src_port_mask;
	uint8_t proto;
	uint8_t proto_mask;
	uint8_t tcp_flags;
	uint16_t priority; /**< 1 (lowest) to 7 */
	uint16_t queue;
};

/** Offload engine of tunnels in flow director filters. */
enum rte_eth_fdir_tunnel_type {
	RTE_FDIR_TUNNEL_TYPE_UNKNOWN = 0,
	RTE_FDIR_TUNNEL_TYPE_NVGRE,
	RTE_FDIR_TUNNEL_TYPE_VXLAN,
};

/** Fields that a hash or a filter looks at. Since 2.2. */
enum rte_eth_input_set_field {
	RTE_ETH_INPUT_SET_UNKNOWN = 0,

	RTE_ETH_INPUT_SET_L2_SRC_MAC = 1,
	RTE_ETH_INPUT_SET_L2_DST_MAC,
	RTE_ETH_INPUT_SET_L2_OUTER_VLAN,
	RTE_ETH_INPUT_SET_L2_INNER_VLAN,
	RTE_ETH_INPUT_SET_L2_ETHERTYPE,

	RTE_ETH_INPUT_SET_L3_SRC_IP4 = 129,
	RTE_ETH_INPUT_SET_L3_DST_IP4,
	RTE_ETH_INPUT_SET_L3_SRC_IP6,
	RTE_ETH_INPUT_SET_L3_DST_IP6,
	RTE_ETH_INPUT_SET_L3_IP4_TOS,
	RTE_ETH_INPUT_SET_L3_IP4_PROTO,
	RTE_ETH_INPUT_SET_L3_IP6_TC,
	RTE_ETH_INPUT_SET_L3_IP6_NEXT_HEADER,
	RTE_ETH_INPUT_SET_L3_IP4_TTL,
	RTE_ETH_INPUT_SET_L3_IP6_HOP_LIMITS,

	RTE_ETH_INPUT_SET_L4_UDP_SRC_PORT = 257,
	RTE_ETH_INPUT_SET_L4_UDP_DST_PORT,
	RTE_ETH_INPUT_SET_L4_TCP_SRC_PORT,
	RTE_ETH_INPUT_SET_L4_TCP_DST_PORT,
	RTE_ETH_INPUT_SET_L4_SCTP_SRC_PORT,
	RTE_ETH_INPUT_SET_L4_SCTP_DST_PORT,
	RTE_ETH_INPUT_SET_L4_SCTP_VERIFICATION_TAG,

	RTE_ETH_INPUT_SET_TUNNEL_L2_INNER_DST_MAC = 385,
	RTE_ETH_INPUT_SET_TUNNEL_L2_INNER_SRC_MAC,
	RTE_ETH_INPUT_SET_TUNNEL_L2_INNER_VLAN,
	RTE_ETH_INPUT_SET_TUNNEL_L4_UDP_KEY,
	RTE_ETH_INPUT_SET_TUNNEL_GRE_KEY,

	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_1ST_WORD = 641,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_2ND_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_3RD_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_4TH_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_5TH_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_6TH_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_7TH_WORD,
	RTE_ETH_INPUT_SET_FLEX_PAYLOAD_8TH_WORD,

	RTE_ETH_INPUT_SET_DEFAULT = 65533,
	RTE_ETH_INPUT_SET_NONE = 65534,
	RTE_ETH_INPUT_SET_MAX = 65535,
};

enum rte_filter_input_set_op {
	RTE_ETH_INPUT_SET_OP_UNKNOWN,
	RTE_ETH_INPUT_SET_SELECT,
	RTE_ETH_INPUT_SET_ADD,
	RTE_ETH_INPUT_SET_OP_MAX
};

#define RTE_ETH_INSET_SIZE_MAX 128

struct rte_eth_input_set_conf {
	uint16_t flow_type;
	uint16_t inset_size;
	enum rte_eth_input_set_field field[RTE_ETH_INSET_SIZE_MAX];
	enum rte_filter_input_set_op op;
};

struct rte_eth_l2_flow {
	uint16_t ether_type;
};

struct rte_eth_ipv4_flow {
	uint32_t src_ip;
	uint32_t dst_ip;
	uint8_t tos;
	uint8_t ttl;
	uint8_t proto;
};

struct rte_eth_udpv4_flow {
	struct rte_eth_ipv4_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
};

struct rte_eth_tcpv4_flow {
	struct rte_eth_ipv4_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
};

struct rte_eth_sctpv4_flow {
	struct rte_eth_ipv4_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
	uint32_t verify_tag;
};

struct rte_eth_ipv6_flow {
	uint32_t src_ip[4];
	uint32_t dst_ip[4];
	uint8_t tc;
	uint8_t proto;
	uint8_t hop_limits;
};

struct rte_eth_udpv6_flow {
	struct rte_eth_ipv6_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
};

struct rte_eth_tcpv6_flow {
	struct rte_eth_ipv6_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
};

struct rte_eth_sctpv6_flow {
	struct rte_eth_ipv6_flow ip;
	uint16_t src_port;
	uint16_t dst_port;
	uint32_t verify_tag;
};

struct rte_eth_mac_vlan_flow {
	struct rte_ether_addr mac_addr;
};

struct rte_eth_tunnel_flow {
	enum rte_eth_fdir_tunnel_type tunnel_type;
	uint32_t tunnel_id;
	struct rte_ether_addr mac_addr;
};

union rte_eth_fdir_flow {
	struct rte_eth_l2_flow l2_flow;
	struct rte_eth_udpv4_flow udp4_flow;
	struct rte_eth_tcpv4_flow tcp4_flow;
	struct rte_eth_sctpv4_flow sctp4_flow;
	struct rte_eth_ipv4_flow ip4_flow;
	struct rte_eth_udpv6_flow udp6_flow;
	struct rte_eth_tcpv6_flow tcp6_flow;
	struct rte_eth_sctpv6_flow sctp6_flow;
	struct rte_eth_ipv6_flow ipv6_flow;
	struct rte_eth_mac_vlan_flow mac_vlan_flow;
	struct rte_eth_tunnel_flow tunnel_flow;
};

#define RTE_ETH_FDIR_MAX_FLEXLEN 16

struct rte_eth_fdir_flow_ext {
	uint16_t vlan_tci;
	uint8_t flexbytes[RTE_ETH_FDIR_MAX_FLEXLEN];
	uint8_t is_vf;
	uint16_t dst_id;
};

struct rte_eth_fdir_input {
	uint16_t flow_type;
	union rte_eth_fdir_flow flow;
	struct rte_eth_fdir_flow_ext flow_ext;
};

enum rte_eth_fdir_behavior {
	RTE_ETH_FDIR_ACCEPT = 0,
	RTE_ETH_FDIR_REJECT,
	RTE_ETH_FDIR_PASSTHRU,
};

enum rte_eth_fdir_status {
	RTE_ETH_FDIR_NO_REPORT_STATUS = 0,
	RTE_ETH_FDIR_REPORT_ID,
	RTE_ETH_FDIR_REPORT_ID_FLEX_4,
	RTE_ETH_FDIR_REPORT_FLEX_8,
};

struct rte_eth_fdir_action {
	uint16_t rx_queue;
	enum rte_eth_fdir_behavior behavior;
	enum rte_eth_fdir_status report_status;
	uint8_t flex_off;
};

struct rte_eth_fdir_filter {
	uint32_t soft_id;
	struct rte_eth_fdir_input input;
	struct rte_eth_fdir_action action;
};

struct rte_eth_fdir_masks {
	uint16_t vlan_tci_mask;
	struct rte_eth_ipv4_flow ipv4_mask;
	struct rte_eth_ipv6_flow ipv6_mask;
	uint16_t src_port_mask;
	uint16_t dst_port_mask;
	uint8_t mac_addr_byte_mask;
	uint32_t tunnel_id_mask;
	uint8_t tunnel_type_mask;
};

enum rte_eth_payload_type {
	RTE_ETH_PAYLOAD_UNKNOWN = 0,
	RTE_ETH_RAW_PAYLOAD,
	RTE_ETH_L2_PAYLOAD,
	RTE_ETH_L3_PAYLOAD,
	RTE_ETH_L4_PAYLOAD,
	RTE_ETH_PAYLOAD_MAX = 8,
};

struct rte_eth_flex_payload_cfg {
	enum rte_eth_payload_type type;
	uint16_t src_offset[RTE_ETH_FDIR_MAX_FLEXLEN];
};

struct rte_eth_fdir_flex_mask {
	uint16_t flow_type;
	uint8_t mask[RTE_ETH_FDIR_MAX_FLEXLEN];
};

struct rte_eth_fdir_flex_conf {
	uint16_t nb_payloads;
	uint16_t nb_flexmasks;
	struct rte_eth_flex_payload_cfg flex_set[RTE_ETH_PAYLOAD_MAX];
	struct rte_eth_fdir_flex_mask flex_mask[RTE_ETH_FLOW_MAX];
};

enum rte_fdir_mode {
	RTE_FDIR_MODE_NONE = 0,
	RTE_FDIR_MODE_SIGNATURE,
	RTE_FDIR_MODE_PERFECT,
	RTE_FDIR_MODE_PERFECT_MAC_VLAN,
	RTE_FDIR_MODE_PERFECT_TUNNEL,
};

#define RTE_FLOW_MASK_ARRAY_SIZE ((RTE_ETH_FLOW_MAX + 63) / 64)

struct rte_eth_fdir_info {
	enum rte_fdir_mode mode;
	struct rte_eth_fdir_masks mask;
	struct rte_eth_fdir_flex_conf flex_conf;
	uint32_t guarant_spc;
	uint32_t best_spc;
	uint64_t flow_types_mask[RTE_FLOW_MASK_ARRAY_SIZE];
	uint32_t max_flexpayload;
	uint32_t flex_payload_unit;
	uint32_t max_flex_payload_segment_num;
	uint16_t flex_payload_limit;
	uint32_t flex_bitmask_unit;
	uint32_t max_flex_bitmask_num;
};

struct rte_eth_fdir_stats {
	uint32_t collision;
	uint32_t free;
	uint32_t maxhash;
	uint32_t maxlen;
	uint64_t add;
	uint64_t remove;
	uint64_t f_add;
	uint64_t f_remove;
	uint32_t guarant_cnt;
	uint32_t best_cnt;
};

#ifdef __cplusplus
}
#endif

#endif
