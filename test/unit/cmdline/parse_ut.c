/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines find their command: matching, ambiguity, errors, comments, dynamic tokens. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static struct {
	unsigned int count;
	const char *which;
	struct result result;
	struct cmdline *cl;
} ran;

static void
command_ran(void *result, struct cmdline *cl, void *data)
{
	ran.count++;
	ran.which = data;
	ran.cl = cl;
	memcpy(&ran.result, result, sizeof(ran.result));
}

static cmdline_parse_token_string_t show = TOKEN_STRING_INITIALIZER(struct result, a, "show");
static cmdline_parse_token_string_t start = TOKEN_STRING_INITIALIZER(struct result, a, "start");
static cmdline_parse_token_string_t what = TOKEN_STRING_INITIALIZER(struct result, b, "port#portlist#queue");
static cmdline_parse_token_string_t any = TOKEN_STRING_INITIALIZER(struct result, b, NULL);
static cmdline_parse_token_string_t rest = TOKEN_STRING_INITIALIZER(struct result, rest, TOKEN_STRING_MULTI);
static cmdline_parse_token_num_t num = TOKEN_NUM_INITIALIZER(struct result, n, RTE_UINT16);

#define COMMAND(name, ...) \
	static cmdline_parse_inst_t name = { \
		.f = command_ran, .data = (void *)(uintptr_t)#name, .help_str = #name, .tokens = { __VA_ARGS__, NULL } }
#define T(token) ((void *)&(token))

COMMAND(show_thing, T(show), T(what), T(num));
COMMAND(start_plain, T(start));
COMMAND(start_num, T(start), T(num));
COMMAND(start_any, T(start), T(any));
COMMAND(show_start, T(show), T(start), T(rest));
COMMAND(twin_one, T(show), T(what), T(num), T(start));
COMMAND(twin_two, T(show), T(what), T(num), T(start));

/* "dyn N N": two numbers after a word, handed out one by one. */
static cmdline_parse_token_string_t dyn = TOKEN_STRING_INITIALIZER(struct result, a, "dyn");
static cmdline_parse_inst_t dynamic;

static void
dynamic_run(void *result, struct cmdline *cl, void *data)
{
	if (cl == NULL) {
		cmdline_parse_token_hdr_t **token = result;
		size_t i = (size_t)((cmdline_parse_token_hdr_t **)data - dynamic.tokens);

		*token = i == 0 ? T(dyn) : i < 3 ? T(num) : NULL;
		return;
	}
	command_ran(result, cl, data);
}

static cmdline_parse_inst_t dynamic = { .f = dynamic_run, .data = (void *)(uintptr_t)"dynamic", .help_str = "dyn N N",
	.tokens = { NULL } };

static cmdline_parse_ctx_t commands[] = {
	&show_thing, &start_plain, &start_num, &start_any, &show_start, &twin_one, &twin_two, &dynamic, NULL,
};

static struct cmdline *cl;
static int out[2];

static void
setup(void)
{
	UT_TRUE_FATAL(pipe(out) == 0);
	cl = cmdline_new(commands, "> ", -1, out[1]);
	UT_NOT_NULL_FATAL(cl);
	memset(&ran, 0, sizeof(ran));
}

static void
teardown(void)
{
	cmdline_free(cl);
	close(out[0]);
}

/* Parse @line and expect that command @which ran, or none. */
static void
expect(const char *line, int ret, const char *which)
{
	unsigned int before = ran.count;

	UT_EQ(cmdline_parse_check(cl, line), ret);
	UT_EQ(ran.count, before);
	UT_EQ(cmdline_parse(cl, line), ret);
	UT_EQ(ran.count, before + (which != NULL));
	if (which != NULL) {
		UT_STR_EQ(ran.which, which);
		UT_PTR_EQ(ran.cl, cl);
	}
}

static void
whole_command_runs_with_its_values(void)
{
	setup();
	expect("show port 3\n", 12, "show_thing");
	UT_STR_EQ(ran.result.a, "show");
	UT_STR_EQ(ran.result.b, "port");
	UT_EQ(ran.result.n, 3);
	expect("start\n", 6, "start_plain");
	expect("start five\n", 11, "start_any");
	expect("show start a  b c\n", 18, "show_start");
	UT_STR_EQ(ran.result.rest, "a  b c");
	teardown();
}

static void
blanks_line_ends_and_comments_do_not_count(void)
{
	setup();
	expect("  show \t port   3  \n", 20, "show_thing");
	expect("show port 3 # why\n", 18, "show_thing");
	expect("show port 3#\n", 13, "show_thing");
	expect("start\r\n", 7, "start_plain");
	expect("start\r", 6, "start_plain");
	expect("\n", 1, NULL);
	expect(" \t\n", 3, NULL);
	expect("# start\n", 8, NULL);
	expect("show port 3\nshow port 4\n", 12, "show_thing");
	UT_EQ(ran.result.n, 3);
	teardown();
}

static void
line_without_end_waits(void)
{
	setup();
	expect("start", 0, NULL);
	expect("", 0, NULL);
	teardown();
}

static void
wrong_lines_are_told_apart(void)
{
	setup();
	expect("bogus\n", CMDLINE_PARSE_NOMATCH, NULL);
	expect("sho port 3\n", CMDLINE_PARSE_NOMATCH, NULL);
	expect("shows port 3\n", CMDLINE_PARSE_NOMATCH, NULL);
	expect("show\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("show port\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("show port x\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("show port 70000\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("show port 3 extra\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("show start\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("start 5\n", CMDLINE_PARSE_AMBIGUOUS, NULL);
	expect("show port 3 start\n", CMDLINE_PARSE_AMBIGUOUS, NULL);
	UT_EQ(cmdline_parse(NULL, "start\n"), CMDLINE_PARSE_BAD_ARGS);
	UT_EQ(cmdline_parse(cl, NULL), CMDLINE_PARSE_BAD_ARGS);
	UT_EQ(ran.count, 0);
	teardown();
}

static void
dynamic_tokens_are_asked_for(void)
{
	setup();
	expect("dyn 1 2\n", 8, "dynamic");
	UT_EQ(ran.result.n, 2);
	expect("dyn 1\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	expect("dyn 1 2 3\n", CMDLINE_PARSE_BAD_ARGS, NULL);
	teardown();
}

static void
token_outside_the_result_area_never_matches(void)
{
	cmdline_parse_token_num_t far = { .hdr = { &cmdline_token_num_ops, CMDLINE_PARSE_RESULT_BUFSIZE - 1 },
		.num_data = { RTE_UINT64 } };
	cmdline_parse_inst_t *inst = calloc(1, sizeof(*inst) + 2 * sizeof(inst->tokens[0]));
	cmdline_parse_ctx_t ctx[] = { inst, NULL };
	struct cmdline *c;

	inst->f = command_ran;
	inst->tokens[0] = T(far);
	c = cmdline_new(ctx, "> ", -1, -1);
	memset(&ran, 0, sizeof(ran));
	UT_EQ(cmdline_parse(c, "5\n"), CMDLINE_PARSE_NOMATCH);
	far.hdr.offset = 1u << 31;
	UT_EQ(cmdline_parse(c, "5\n"), CMDLINE_PARSE_NOMATCH);
	UT_EQ(ran.count, 0);
	cmdline_free(c);
	free(inst);
}

UT_MAIN("cmdline_parse",
	{ "a whole command runs with its values", whole_command_runs_with_its_values },
	{ "blanks, line ends and comments do not count", blanks_line_ends_and_comments_do_not_count },
	{ "a line without an end waits", line_without_end_waits },
	{ "wrong lines are told apart", wrong_lines_are_told_apart },
	{ "dynamic tokens are asked for", dynamic_tokens_are_asked_for },
	{ "a token outside the result area never matches", token_outside_the_result_area_never_matches })
