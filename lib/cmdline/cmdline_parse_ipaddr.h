/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: an IPv4 or IPv6 address, or a network with its prefix length. */
#ifndef _PARSE_IPADDR_H_
#define _PARSE_IPADDR_H_

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CMDLINE_IPADDR_V4      0x01
#define CMDLINE_IPADDR_V6      0x02
#define CMDLINE_IPADDR_NETWORK 0x04

struct cmdline_ipaddr {
	uint8_t family; /**< AF_INET or AF_INET6 */
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
	} addr; /**< network byte order */
	unsigned int prefixlen; /**< bits; 0 unless a network */
};
typedef struct cmdline_ipaddr cmdline_ipaddr_t;

struct cmdline_token_ipaddr_data {
	uint8_t flags; /**< CMDLINE_IPADDR_* that are accepted */
};

struct cmdline_token_ipaddr {
	struct cmdline_token_hdr hdr;
	struct cmdline_token_ipaddr_data ipaddr_data;
};
typedef struct cmdline_token_ipaddr cmdline_parse_token_ipaddr_t;

extern struct cmdline_token_ops cmdline_token_ipaddr_ops;

/**
 * The parse op; the value is a cmdline_ipaddr_t. A network needs "/" and a decimal prefix length, an address must not have one.
 *
 * @return bytes read; -1: no such address, or @p res given and @p ressize too small. Since 2.0.
 */
int cmdline_parse_ipaddr(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);

/** The get_help op. 0; -1: NULL or too small. Since 2.0. */
int cmdline_get_help_ipaddr(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);

#define CMDLINE_TOKEN_IPADDR(structure, field, accept) \
	{ \
		.hdr = { &cmdline_token_ipaddr_ops, offsetof(structure, field) }, .ipaddr_data = { accept } \
	}

/* Stored into member field of structure: an address of either kind, of one kind, and the same for networks. */
#define TOKEN_IPADDR_INITIALIZER(structure, field) \
	CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V4 | CMDLINE_IPADDR_V6)
#define TOKEN_IPV4_INITIALIZER(structure, field) CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V4)
#define TOKEN_IPV6_INITIALIZER(structure, field) CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V6)
#define TOKEN_IPNET_INITIALIZER(structure, field) \
	CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V4 | CMDLINE_IPADDR_V6 | CMDLINE_IPADDR_NETWORK)
#define TOKEN_IPV4NET_INITIALIZER(structure, field) \
	CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V4 | CMDLINE_IPADDR_NETWORK)
#define TOKEN_IPV6NET_INITIALIZER(structure, field) \
	CMDLINE_TOKEN_IPADDR(structure, field, CMDLINE_IPADDR_V6 | CMDLINE_IPADDR_NETWORK)

#ifdef __cplusplus
}
#endif
#endif
