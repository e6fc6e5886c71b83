/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: on or off. */
#ifndef _PARSE_BOOL_H_
#define _PARSE_BOOL_H_

#include <stddef.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cmdline_token_bool {
	struct cmdline_token_hdr hdr;
};
typedef struct cmdline_token_bool cmdline_parse_token_bool_t;

extern struct cmdline_token_ops cmdline_token_bool_ops;

/** The parse op: stores a uint8_t, 1 for "on", 0 for "off". Bytes read; -1: another word, or no room. Since 25.03. */
int cmdline_parse_bool(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);

/** "on" or "off", stored into the uint8_t member @p field of @p structure. */
#define TOKEN_BOOL_INITIALIZER(structure, field) \
	{ \
		.hdr = { &cmdline_token_bool_ops, offsetof(structure, field) } \
	}

#ifdef __cplusplus
}
#endif
#endif
