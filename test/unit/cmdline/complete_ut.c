/* SPDX-License-Identifier: BSD-3-Clause */
/* Completion and context help. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmdline.h>
#include <cmdline_parse_num.h>
#include <cmdline_parse_string.h>

#include "ut.h"

struct result {
	cmdline_fixed_string_t a;
	uint16_t n;
	cmdline_fixed_string_t b;
	cmdline_multi_string_t rest;
};

static void
nothing(void *result, struct cmdline *cl, void *data)
{
	(void)result;
	(void)cl;
	(void)data;
}

static cmdline_parse_token_string_t show = TOKEN_STRING_INITIALIZER(struct result, a, "show");
static cmdline_parse_token_string_t start = TOKEN_STRING_INITIALIZER(struct result, a, "start");
static cmdline_parse_token_string_t load = TOKEN_STRING_INITIALIZER(struct result, a, "load");
static cmdline_parse_token_string_t what = TOKEN_STRING_INITIALIZER(struct result, b, "port#portlist#queue");
static cmdline_parse_token_string_t any = TOKEN_STRING_INITIALIZER(struct result, b, NULL);
static cmdline_parse_token_string_t rest = TOKEN_STRING_INITIALIZER(struct result, rest, TOKEN_STRING_MULTI);
static cmdline_parse_token_num_t num = TOKEN_NUM_INITIALIZER(struct result, n, RTE_UINT16);

#define COMMAND(name, help, ...) \
	static cmdline_parse_inst_t name = { .f = nothing, .help_str = help, .tokens = { __VA_ARGS__, NULL } }
#define T(token) ((void *)&(token))

COMMAND(show_thing, "show things", T(show), T(what), T(num));
COMMAND(start_plain, "start all", T(start));
COMMAND(start_num, NULL, T(start), T(num));
COMMAND(load_file, "load a file", T(load), T(any));
COMMAND(show_rest, "show the rest", T(show), T(start), T(rest));

static cmdline_parse_ctx_t commands[] = { &show_thing, &start_plain, &start_num, &load_file, &show_rest, NULL };

/* All answers for @text from @state on, joined by '|'; text to insert is put between braces. */
static const char *
answers(const char *text, int state)
{
	static char all[4096];
	struct cmdline *cl = cmdline_new(commands, "> ", -1, -1);
	char item[256];
	int ret, rounds = 0;

	all[0] = '\0';
	while ((ret = cmdline_complete(cl, text, &state, item, sizeof(item))) > 0 && rounds++ < 64) {
		if (all[0] != '\0')
			strcat(all, "|");
		if (ret == CMDLINE_PARSE_COMPLETED_BUFFER) {
			strcat(strcat(strcat(all, "{"), item), "}");
			break;
		}
		strcat(all, item);
	}
	UT_TRUE(ret >= 0);
	cmdline_free(cl);
	return all;
}

#define COMPLETES(text, want) UT_STR_EQ(answers(text, 0), want)
#define EXPLAINS(text, want) UT_STR_EQ(answers(text, -1), want)

static void
what_all_possibilities_share_is_inserted(void)
{
	COMPLETES("sh", "{ow }");
	COMPLETES("show", "{ }");
	COMPLETES("  sh", "{ow }");
	COMPLETES("l", "{oad }");
	COMPLETES("show q", "{ueue }");
	COMPLETES("show p", "{ort}");
	COMPLETES("show portl", "{ist }");
	COMPLETES("show  q", "{ueue }");
}

static void
several_possibilities_are_listed(void)
{
	COMPLETES("show port", "port [Mul-choice STRING]: show things|portlist [Mul-choice STRING]: show things");
	COMPLETES("s", "show [Fixed STRING]: show things|start [Fixed STRING]: start all|start [Fixed STRING]: No help|"
		       "show [Fixed STRING]: show the rest");
	EXPLAINS("sh", "show [Fixed STRING]: show things|show [Fixed STRING]: show the rest");
}

static void
what_is_not_a_word_is_named_by_its_kind(void)
{
	COMPLETES("show port ", "[UINT16]: show things");
	COMPLETES("start ", "[RETURN]|[UINT16]: No help");
	COMPLETES("show port 3 ", "[RETURN]");
	COMPLETES("show start a b ", "[RETURN]");
	COMPLETES("load ", "[Any STRING]: load a file");
	COMPLETES("show start ", "[Any STRINGS]: show the rest");
	EXPLAINS("start ", "[RETURN]|[UINT16]: No help");
}

static void
what_cannot_continue_has_no_answers(void)
{
	COMPLETES("bog", "");
	EXPLAINS("bog", "");
	COMPLETES("show x", "");
	COMPLETES("bogus ", "");
	COMPLETES("show port 3 4 ", "");
	COMPLETES("# sh", "");
	COMPLETES("show start a b", "");
}

static void
small_room_is_respected(void)
{
	struct cmdline *cl = cmdline_new(commands, "> ", -1, -1);
	char item[8];
	int state = 0;

	UT_EQ(cmdline_complete(cl, "sh", &state, item, 4), CMDLINE_PARSE_COMPLETED_BUFFER);
	UT_STR_EQ(item, "ow ");
	state = -1;
	UT_EQ(cmdline_complete(cl, "sh", &state, item, sizeof(item)), CMDLINE_PARSE_COMPLETE_AGAIN);
	UT_STR_EQ(item, "show [F");
	state = 0;
	UT_EQ(cmdline_complete(cl, "sh", &state, item, 1), CMDLINE_PARSE_COMPLETE_AGAIN);
	UT_STR_EQ(item, "");
	UT_EQ(cmdline_complete(cl, "sh", &state, item, 0), -EINVAL);
	UT_EQ(cmdline_complete(NULL, "sh", &state, item, 8), -EINVAL);
	UT_EQ(cmdline_complete(cl, NULL, &state, item, 8), -EINVAL);
	cmdline_free(cl);
}

UT_MAIN("cmdline_complete",
	{ "what all possibilities share is inserted", what_all_possibilities_share_is_inserted },
	{ "several possibilities are listed", several_possibilities_are_listed },
	{ "what is not a word is named by its kind", what_is_not_a_word_is_named_by_its_kind },
	{ "what cannot continue has no answers", what_cannot_continue_has_no_answers },
	{ "small room is respected", small_room_is_respected })
