/* SPDX-License-Identifier: BSD-3-Clause */
/* Token: a fixed word, one of several words, any word, or the rest of the line. */
#ifndef _PARSE_STRING_H_
#define _PARSE_STRING_H_

#include <stddef.h>

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Size of a word with its NUL, bytes. */
#define STR_TOKEN_SIZE 128
/** Size of the rest of a line with its NUL, bytes. */
#define STR_MULTI_TOKEN_SIZE 4096

typedef char cmdline_fixed_string_t[STR_TOKEN_SIZE];
typedef char cmdline_multi_string_t[STR_MULTI_TOKEN_SIZE];

struct cmdline_token_string_data {
	const char *str; /**< words between '#'; NULL: any word; TOKEN_STRING_MULTI: the rest of the line */
};

struct cmdline_token_string {
	struct cmdline_token_hdr hdr;
	struct cmdline_token_string_data string_data;
};
typedef struct cmdline_token_string cmdline_parse_token_string_t;

extern struct cmdline_token_ops cmdline_token_string_ops;

/**
 * The parse op. The value is a cmdline_fixed_string_t, for TOKEN_STRING_MULTI a cmdline_multi_string_t.
 *
 * @return bytes read; -1: another word, too long, or @p res given and @p ressize too small for the type. Since 2.0.
 */
int cmdline_parse_string(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);
/** The complete_get_nb op: number of words of the token; -1: NULL. Since 2.0. */
int cmdline_complete_get_nb_string(cmdline_parse_token_hdr_t *tk);
/** The complete_get_elt op: copy word @p idx. 0; -1: NULL, no such word, too small. Since 2.0. */
int cmdline_complete_get_elt_string(cmdline_parse_token_hdr_t *tk, int idx, char *dstbuf, unsigned int size);
/** The get_help op. 0; -1: NULL or too small. Since 2.0. */
int cmdline_get_help_string(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);

/** In place of the words: everything up to the end of the command. */
#define TOKEN_STRING_MULTI ""

/** A word of @p string ("start#stop"), stored into member @p field of @p structure. */
#define TOKEN_STRING_INITIALIZER(structure, field, string) \
	{ \
		.hdr = { &cmdline_token_string_ops, offsetof(structure, field) }, .string_data = { string } \
	}

#ifdef __cplusplus
}
#endif
#endif
