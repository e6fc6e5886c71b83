/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: a number, decimal, hexadecimal (0x), octal (0) or binary (0b). */
#ifndef _PARSE_NUM_H_
#define _PARSE_NUM_H_

#include <stddef.h>
#include <stdint.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cmdline_numtype {
	RTE_UINT8 = 0,
	RTE_UINT16,
	RTE_UINT32,
	RTE_UINT64,
	RTE_INT8,
	RTE_INT16,
	RTE_INT32,
	RTE_INT64
};

struct cmdline_token_num_data {
	enum cmdline_numtype type;
};

struct cmdline_token_num {
	struct cmdline_token_hdr hdr;
	struct cmdline_token_num_data num_data;
};
typedef struct cmdline_token_num cmdline_parse_token_num_t;

extern struct cmdline_token_ops cmdline_token_num_ops;

/**
 * The parse op. A minus sign is taken by the signed types; what follows it is decimal.
 *
 * @return bytes read; -1: no number, out of range, or @p res given and @p ressize too small for the type. Since 2.0.
 */
int cmdline_parse_num(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);

/** The get_help op: the name of the type. 0; -1: NULL or too small. Since 2.0. */
int cmdline_get_help_num(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);

/** A number of type @p numtype (RTE_UINT8, ...), stored into member @p field of @p structure. */
#define TOKEN_NUM_INITIALIZER(structure, field, numtype) \
	{ \
		.hdr = { &cmdline_token_num_ops, offsetof(structure, field) }, .num_data = { numtype } \
	}

#ifdef __cplusplus
}
#endif
#endif
