/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: numbers and ranges between 0 and 31, as "1,3-5". */
#ifndef _PARSE_PORTLIST_H_
#define _PARSE_PORTLIST_H_

#include <stddef.h>
#include <stdint.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTLIST_TOKEN_SIZE 128
#define PORTLIST_MAX_TOKENS 32

struct cmdline_portlist {
	uint32_t map; /**< bit n: number n was named */
};
typedef struct cmdline_portlist cmdline_portlist_t;

struct cmdline_token_portlist {
	struct cmdline_token_hdr hdr;
};
typedef struct cmdline_token_portlist cmdline_parse_token_portlist_t;

extern struct cmdline_token_ops cmdline_token_portlist_ops;

/**
 * The parse op; the value is a cmdline_portlist_t.
 *
 * @return bytes read; -1: not such a list, a number above 31, a range backwards, or @p res given and @p ressize below 4. Since
 *   2.0.
 */
int cmdline_parse_portlist(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);

/** The get_help op. 0; -1: NULL or too small. Since 2.0. */
int cmdline_get_help_portlist(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);

/** A list of numbers, stored into member @p field of @p structure. */
#define TOKEN_PORTLIST_INITIALIZER(structure, field) \
	{ \
		.hdr = { &cmdline_token_portlist_ops, offsetof(structure, field) } \
	}

#ifdef __cplusplus
}
#endif
#endif
