/* SPDX-License-Identifier: BSD-3-Clause */
/* L2TPv2 headers (RFC 2661). */
#ifndef _RTE_L2TPV2_H_
#define _RTE_L2TPV2_H_

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/* flags and version in host order: which parts a header has (L: length, S: Ns and Nr, O: offset) */
#define RTE_L2TPV2_MSG_TYPE_CONTROL 0xC802
#define RTE_L2TPV2_MSG_TYPE_DATA 0x0002
#define RTE_L2TPV2_MSG_TYPE_DATA_L 0x4002
#define RTE_L2TPV2_MSG_TYPE_DATA_S 0x0802
#define RTE_L2TPV2_MSG_TYPE_DATA_O 0x0202
#define RTE_L2TPV2_MSG_TYPE_DATA_L_S 0x4802
#define RTE_L2TPV2_MSG_TYPE_DATA_L_O 0x4202
#define RTE_L2TPV2_MSG_TYPE_DATA_S_O 0x0A02
#define RTE_L2TPV2_MSG_TYPE_DATA_L_S_O 0x4A02

/** First part of every header. */
struct rte_l2tpv2_common_hdr {
	RTE_STD_C11
	union {
		rte_be16_t flags_version;
		__extension__
		struct {
			uint16_t ver : 4;
			uint16_t res3 : 4;
			uint16_t p : 1;
			uint16_t o : 1;
			uint16_t res2 : 1;
			uint16_t s : 1;
			uint16_t res1 : 2;
			uint16_t l : 1;
			uint16_t t : 1;
		};
	};
};

struct rte_l2tpv2_msg_with_all_options {
	rte_be16_t length;
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t ns;
	rte_be16_t nr;
	rte_be16_t offset_size;
	uint8_t *offset_padding;
} __rte_packed;

struct rte_l2tpv2_msg_without_length {
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t ns;
	rte_be16_t nr;
	rte_be16_t offset_size;
	uint8_t *offset_padding;
} __rte_packed;

struct rte_l2tpv2_msg_without_ns_nr {
	rte_be16_t length;
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t offset_size;
	uint8_t *offset_padding;
};

struct rte_l2tpv2_msg_without_offset {
	rte_be16_t length;
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t ns;
	rte_be16_t nr;
};

struct rte_l2tpv2_msg_with_offset {
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t offset_size;
	uint8_t *offset_padding;
} __rte_packed;

struct rte_l2tpv2_msg_with_ns_nr {
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
	rte_be16_t ns;
	rte_be16_t nr;
};

struct rte_l2tpv2_msg_with_length {
	rte_be16_t length;
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
};

struct rte_l2tpv2_msg_without_all_options {
	rte_be16_t tunnel_id;
	rte_be16_t session_id;
};

/** A header of any kind; the parts that are there follow from the flags. */
struct rte_l2tpv2_combined_msg_hdr {
	struct rte_l2tpv2_common_hdr common;
	RTE_STD_C11
	union {
		struct rte_l2tpv2_msg_with_all_options type0;
		struct rte_l2tpv2_msg_without_length type1;
		struct rte_l2tpv2_msg_without_ns_nr type2;
		struct rte_l2tpv2_msg_without_offset type3;
		struct rte_l2tpv2_msg_with_offset type4;
		struct rte_l2tpv2_msg_with_ns_nr type5;
		struct rte_l2tpv2_msg_with_length type6;
		struct rte_l2tpv2_msg_without_all_options type7;
	};
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
