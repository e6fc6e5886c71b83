/* SPDX-License-Identifier: BSD-3-Clause */
/* The string token. */
#include <string.h>

#include "cmdline_parse_string.h"
#include "cmdline_private.h"

struct cmdline_token_ops cmdline_token_string_ops = {
	.parse = cmdline_parse_string,
	.complete_get_nb = cmdline_complete_get_nb_string,
	.complete_get_elt = cmdline_complete_get_elt_string,
	.get_help = cmdline_get_help_string,
};

static const char *
token_text(const cmdline_parse_token_hdr_t *tk)
{
	return ((const struct cmdline_token_string *)tk)->string_data.str;
}

bool
cmdline_string_is_multi(const cmdline_parse_token_hdr_t *token)
{
	return token->ops == &cmdline_token_string_ops && token_text(token) != NULL && token_text(token)[0] == '\0';
}

/* The word after @word in a list between '#'; NULL after the last. */
static const char *
word_next(const char *word)
{
	word += strcspn(word, "#");
	return *word == '#' ? word + 1 : NULL;
}

static size_t
word_length(const char *word)
{
	return strcspn(word, "#");
}

static bool
word_among(const char *words, const char *p, size_t n)
{
	const char *w;

	for (w = words; w != NULL; w = word_next(w))
		if (word_length(w) == n && strncmp(w, p, n) == 0)
			return true;
	return false;
}

int
cmdline_parse_string(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	const char *words;
	size_t n, room;

	if (tk == NULL || srcbuf == NULL)
		return -1;
	words = token_text(tk);
	if (cmdline_string_is_multi(tk)) {
		for (n = 0; !cmdline_isendofcommand(srcbuf[n]); n++)
			;
		room = STR_MULTI_TOKEN_SIZE;
	} else {
		n = cmdline_token_length(srcbuf);
		room = STR_TOKEN_SIZE;
	}
	if (n == 0 || n >= room || (res != NULL && ressize < room))
		return -1;
	if (words != NULL && words[0] != '\0' && !word_among(words, srcbuf, n))
		return -1;
	if (res != NULL) {
		memcpy(res, srcbuf, n);
		((char *)res)[n] = '\0';
	}
	return (int)n;
}

int
cmdline_complete_get_nb_string(cmdline_parse_token_hdr_t *tk)
{
	const char *w;
	int n = 0;

	if (tk == NULL)
		return -1;
	for (w = token_text(tk); w != NULL; w = word_next(w))
		n++;
	return n;
}

int
cmdline_complete_get_elt_string(cmdline_parse_token_hdr_t *tk, int idx, char *dstbuf, unsigned int size)
{
	const char *w;
	size_t n;

	if (tk == NULL || dstbuf == NULL || idx < 0)
		return -1;
	for (w = token_text(tk); w != NULL && idx > 0; idx--)
		w = word_next(w);
	if (w == NULL)
		return -1;
	n = word_length(w);
	if (n >= size)
		return -1;
	memcpy(dstbuf, w, n);
	dstbuf[n] = '\0';
	return 0;
}

int
cmdline_get_help_string(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	const char *words;

	if (tk == NULL)
		return -1;
	words = token_text(tk);
	if (words == NULL)
		return cmdline_help_copy("Any STRING", dstbuf, size);
	if (words[0] == '\0')
		return cmdline_help_copy("Any STRINGS", dstbuf, size);
	return cmdline_help_copy(word_next(words) != NULL ? "Mul-choice STRING" : "Fixed STRING", dstbuf, size);
}
