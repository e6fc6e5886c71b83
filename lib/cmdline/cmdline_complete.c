/* SPDX-License-Identifier: BSD-3-Clause */
/* Completes the last word of a line, or lists what may stand there. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmdline_private.h"

/* The word under the cursor and where it stands in the line. */
struct word {
	const char *line;
	const char *begin; /* of the word; it ends with the line */
	size_t len;
};

static struct word
word_last(const char *line)
{
	struct word w = { .line = line, .begin = line };
	const char *p;

	for (p = line; *p != '\0'; p++)
		if (*p == ' ' || *p == '\t')
			w.begin = p + 1;
	w.len = (size_t)(p - w.begin);
	return w;
}

/*
 * True if all words of @w.line before the last one fit @inst; the token of the last word goes to @token, NULL: the command is
 * complete without it.
 */
static bool
inst_fits(cmdline_parse_inst_t *inst, const struct word *w, cmdline_parse_token_hdr_t **token)
{
	const char *p = cmdline_blanks_skip(w->line);
	unsigned int i;
	int n;

	for (i = 0; p < w->begin; i++) {
		*token = cmdline_token_at(inst, i);
		if (*token == NULL || cmdline_isendofcommand(*p))
			return false;
		n = (*token)->ops->parse(*token, p, NULL, 0);
		if (n <= 0)
			return false;
		p = cmdline_blanks_skip(p + n);
	}
	if (p != w->begin) /* a token that takes the whole rest */
		return false;
	*token = cmdline_token_at(inst, i);
	return i > 0 || *token != NULL;
}

static int
token_words(cmdline_parse_token_hdr_t *token)
{
	if (token == NULL || token->ops->complete_get_nb == NULL || token->ops->complete_get_elt == NULL)
		return 0;
	return token->ops->complete_get_nb(token);
}

/* Copy word @i of @token if it begins like @w. */
static bool
token_word(cmdline_parse_token_hdr_t *token, int i, const struct word *w, char *dst, unsigned int size)
{
	dst[0] = '\0';
	if (token->ops->complete_get_elt(token, i, dst, size) < 0)
		return false;
	dst[size - 1] = '\0';
	return dst[0] != '\0' && strncmp(dst, w->begin, w->len) == 0;
}

/* A token without words of its own: can it be meant by @w? */
static bool
token_open(cmdline_parse_token_hdr_t *token, const struct word *w)
{
	if (token == NULL) /* the end of the command */
		return w->len == 0;
	return token_words(token) == 0 || cmdline_string_is_multi(token);
}

static void
prefix_shorten(char *common, const char *with)
{
	size_t n = 0;

	while (common[n] != '\0' && common[n] == with[n])
		n++;
	common[n] = '\0';
}

/* The text that all possibilities share beyond the word; false: there is none, or something other than a word may stand there. */
static bool
word_complete(struct cmdline *cl, const struct word *w, char *dst, unsigned int size)
{
	char common[RDLINE_BUF_SIZE], elt[RDLINE_BUF_SIZE];
	cmdline_parse_token_hdr_t *token;
	cmdline_parse_ctx_t *inst;
	bool any = false;
	int i, nb;

	for (inst = cl->ctx; *inst != NULL; inst++) {
		if (!inst_fits(*inst, w, &token))
			continue;
		if (token_open(token, w))
			return false;
		nb = token_words(token);
		for (i = 0; i < nb; i++) {
			if (!token_word(token, i, w, elt, sizeof(elt) - 1))
				continue;
			strcat(elt, " ");
			if (any)
				prefix_shorten(common, elt);
			else
				strcpy(common, elt);
			any = true;
		}
	}
	if (!any || common[w->len] == '\0' || strlen(common + w->len) >= size)
		return false;
	strcpy(dst, common + w->len);
	return true;
}

/* Describe possibility number @*skip of @inst; false: it has fewer, and @*skip was lowered by their number. */
static bool
inst_describe(cmdline_parse_inst_t *inst, const struct word *w, int *skip, char *dst, unsigned int size)
{
	const char *help = inst->help_str != NULL ? inst->help_str : "No help";
	char elt[RDLINE_BUF_SIZE], kind[128] = "";
	cmdline_parse_token_hdr_t *token;
	int i, nb;

	if (!inst_fits(inst, w, &token))
		return false;
	if (token != NULL && token->ops->get_help != NULL && token->ops->get_help(token, kind, sizeof(kind)) < 0)
		kind[0] = '\0';
	kind[sizeof(kind) - 1] = '\0';
	if (token_open(token, w)) {
		if ((*skip)-- > 0)
			return false;
		if (token == NULL)
			snprintf(dst, size, "[RETURN]");
		else
			snprintf(dst, size, "[%s]: %s", kind, help);
		return true;
	}
	nb = token_words(token);
	for (i = 0; i < nb; i++) {
		if (!token_word(token, i, w, elt, sizeof(elt)) || (*skip)-- > 0)
			continue;
		snprintf(dst, size, "%s [%s]: %s", elt, kind, help);
		return true;
	}
	return false;
}

int
cmdline_complete(struct cmdline *cl, const char *buf, int *state, char *dst, unsigned int size)
{
	cmdline_parse_ctx_t *inst;
	struct word w;
	int skip;

	if (cl == NULL || buf == NULL || state == NULL || dst == NULL || size == 0)
		return -EINVAL;
	dst[0] = '\0';
	w = word_last(buf);
	if (*state == 0 && word_complete(cl, &w, dst, size))
		return CMDLINE_PARSE_COMPLETED_BUFFER;
	if (*state < 0)
		*state = 0;
	skip = *state;
	for (inst = cl->ctx; *inst != NULL; inst++) {
		if (!inst_describe(*inst, &w, &skip, dst, size))
			continue;
		(*state)++;
		return CMDLINE_PARSE_COMPLETE_AGAIN;
	}
	return CMDLINE_PARSE_COMPLETE_FINISHED;
}
