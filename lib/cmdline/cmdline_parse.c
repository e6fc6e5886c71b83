/* SPDX-License-Identifier: BSD-3-Clause */
/* Finds the command that a line means. */
#include <ctype.h>
#include <string.h>

#include "cmdline_private.h"

int
cmdline_isendofcommand(char c)
{
	return c == '\0' || c == '\n' || c == '\r' || c == '#';
}

int
cmdline_isendoftoken(char c)
{
	return cmdline_isendofcommand(c) || c == ' ' || c == '\t';
}

const char *
cmdline_blanks_skip(const char *p)
{
	while (*p == ' ' || *p == '\t')
		p++;
	return p;
}

size_t
cmdline_token_length(const char *p)
{
	size_t n = 0;

	while (!cmdline_isendoftoken(p[n]))
		n++;
	return n;
}

int
cmdline_token_copy(const char *p, char *dst, size_t size)
{
	size_t n = cmdline_token_length(p);

	if (n == 0 || n >= size)
		return -1;
	memcpy(dst, p, n);
	dst[n] = '\0';
	return (int)n;
}

int
cmdline_help_copy(const char *text, char *dst, unsigned int size)
{
	if (dst == NULL || strlen(text) >= size)
		return -1;
	strcpy(dst, text);
	return 0;
}

cmdline_parse_token_hdr_t *
cmdline_token_at(cmdline_parse_inst_t *inst, unsigned int index)
{
	cmdline_parse_token_hdr_t *token = NULL;

	if (inst->tokens[0] != NULL || inst->f == NULL)
		return inst->tokens[index];
	inst->f(&token, NULL, (void *)((uintptr_t)inst->tokens + index * sizeof(inst->tokens[0])));
	return token;
}

/*
 * Match @line against @inst, values into @res. The number of tokens that fitted goes to @fitted.
 * True: the whole command fits.
 */
static bool
inst_match(cmdline_parse_inst_t *inst, const char *line, char *res, unsigned int *fitted)
{
	cmdline_parse_token_hdr_t *token;
	unsigned int i;
	int n;

	*fitted = 0;
	for (i = 0; (token = cmdline_token_at(inst, i)) != NULL; i++) {
		line = cmdline_blanks_skip(line);
		if (cmdline_isendofcommand(*line) || token->offset >= CMDLINE_PARSE_RESULT_BUFSIZE)
			return false;
		n = token->ops->parse(token, line, res + token->offset, CMDLINE_PARSE_RESULT_BUFSIZE - token->offset);
		if (n < 0)
			return false;
		line += n;
		(*fitted)++;
	}
	return i != 0 && cmdline_isendofcommand(*cmdline_blanks_skip(line));
}

/* Bytes of the first line of @buf with its end; 0: it has no end. */
static int
line_length(const char *buf)
{
	size_t n = strcspn(buf, "\r\n");

	if (buf[n] == '\0')
		return 0;
	while (buf[n] == '\r' || buf[n] == '\n')
		n++;
	return (int)n;
}

static int
line_parse(struct cmdline *cl, const char *buf, bool run)
{
	union {
		char bytes[CMDLINE_PARSE_RESULT_BUFSIZE];
		long double align;
	} res, found_res;
	cmdline_parse_inst_t *found = NULL;
	cmdline_parse_ctx_t *inst;
	unsigned int fitted;
	bool began = false;
	int len;

	if (cl == NULL || buf == NULL)
		return CMDLINE_PARSE_BAD_ARGS;
	len = line_length(buf);
	if (len == 0 || cmdline_isendofcommand(*cmdline_blanks_skip(buf)))
		return len;
	for (inst = cl->ctx; *inst != NULL; inst++) {
		memset(&res, 0, sizeof(res));
		if (!inst_match(*inst, buf, res.bytes, &fitted)) {
			began = began || fitted > 0;
			continue;
		}
		if (found != NULL)
			return CMDLINE_PARSE_AMBIGUOUS;
		found = *inst;
		found_res = res;
	}
	if (found == NULL)
		return began ? CMDLINE_PARSE_BAD_ARGS : CMDLINE_PARSE_NOMATCH;
	if (run && found->f != NULL)
		found->f(found_res.bytes, cl, found->data);
	return len;
}

int
cmdline_parse(struct cmdline *cl, const char *buf)
{
	return line_parse(cl, buf, true);
}

int
cmdline_parse_check(struct cmdline *cl, const char *buf)
{
	return line_parse(cl, buf, false);
}
