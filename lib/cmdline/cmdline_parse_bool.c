/* SPDX-License-Identifier: BSD-3-Clause */
/* The on/off token: a choice of two words that is stored as a number. */
#include <stdint.h>
#include <string.h>

#include "cmdline_parse_bool.h"
#include "cmdline_parse_string.h"
#include "cmdline_private.h"

static int
bool_words(cmdline_parse_token_hdr_t *tk)
{
	return tk != NULL ? 2 : -1;
}

static int
bool_word(cmdline_parse_token_hdr_t *tk, int i, char *dstbuf, unsigned int size)
{
	if (tk == NULL || i < 0 || i > 1)
		return -1;
	return cmdline_help_copy(i == 0 ? "on" : "off", dstbuf, size);
}

static int
bool_help(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	return tk != NULL ? cmdline_help_copy("on or off", dstbuf, size) : -1;
}

struct cmdline_token_ops cmdline_token_bool_ops = {
	.parse = cmdline_parse_bool,
	.complete_get_nb = bool_words,
	.complete_get_elt = bool_word,
	.get_help = bool_help,
};

int
cmdline_parse_bool(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	char word[4];
	uint8_t on;
	int n;

	(void)tk;
	if (srcbuf == NULL || (res != NULL && ressize < sizeof(on)))
		return -1;
	n = cmdline_token_copy(srcbuf, word, sizeof(word));
	if (n < 0 || (strcmp(word, "on") != 0 && strcmp(word, "off") != 0))
		return -1;
	on = strcmp(word, "on") == 0;
	if (res != NULL)
		memcpy(res, &on, sizeof(on));
	return n;
}
