/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: an Ethernet address, as aa:bb:cc:dd:ee:ff or aabb:ccdd:eeff. */
#ifndef _PARSE_ETHERADDR_H_
#define _PARSE_ETHERADDR_H_

#include <stddef.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cmdline_token_etheraddr {
	struct cmdline_token_hdr hdr;
};
typedef struct cmdline_token_etheraddr cmdline_parse_token_etheraddr_t;

extern struct cmdline_token_ops cmdline_token_etheraddr_ops;

/**
 * The parse op; the value is a struct rte_ether_addr. It may be called with @p tk NULL to read an address out of a text.
 *
 * @return bytes read; -1: no address, or @p res given and @p ressize below 6. Since 2.0.
 */
int cmdline_parse_etheraddr(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);

/** The get_help op. 0; -1: NULL or too small. Since 2.0. */
int cmdline_get_help_etheraddr(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);

/** An Ethernet address, stored into member @p field of @p structure. */
#define TOKEN_ETHERADDR_INITIALIZER(structure, field) \
	{ \
		.hdr = { &cmdline_token_etheraddr_ops, offsetof(structure, field) } \
	}

#ifdef __cplusplus
}
#endif
#endif
