/* SPDX-License-Identifier: BSD-3-Clause */
/* The byte-fed line editor, its keys and history; the key recogniser; circular buffers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmdline_cirbuf.h>
#include <cmdline_rdline.h>
#include <cmdline_vt100.h>

#include "ut.h"

static char last_line[10000];
static unsigned int last_size, lines;

static int
char_drop(struct rdline *rdl, char c)
{
	(void)rdl;
	(void)c;
	return 1;
}

static void
line_keep(struct rdline *rdl, const char *buf, unsigned int size)
{
	(void)rdl;
	lines++;
	last_size = size;
	snprintf(last_line, sizeof(last_line), "%s", buf);
}

static int
two_items(struct rdline *rdl, const char *buf, char *dst, unsigned int size, int *state)
{
	(void)rdl;
	if (strcmp(buf, "com") == 0) {
		snprintf(dst, size, "plete ");
		return 2;
	}
	if (*state > 1)
		return 0;
	*state = *state < 0 ? 1 : *state + 1;
	snprintf(dst, size, "item");
	return 1;
}

static struct rdline *
editor(void)
{
	struct rdline *rdl = rdline_new(char_drop, line_keep, two_items, &lines);

	UT_NOT_NULL_FATAL(rdl);
	lines = 0;
	rdline_newline(rdl, "> ");
	return rdl;
}

/* Type @keys and Return on a fresh line; the line that came out, without its end. */
static const char *
typed(struct rdline *rdl, const char *keys)
{
	rdline_newline(rdl, "> ");
	for (; *keys != '\0'; keys++)
		UT_TRUE(rdline_char_in(rdl, *keys) >= 0);
	UT_EQ(rdline_char_in(rdl, '\n'), RDLINE_RES_VALIDATED);
	UT_EQ(last_size, strlen(last_line) + 1);
	last_line[strlen(last_line) - 1] = '\0';
	return last_line;
}

static void
keys_edit_the_line(void)
{
	struct rdline *rdl = editor();

	UT_STR_EQ(typed(rdl, "plain text"), "plain text");
	UT_STR_EQ(typed(rdl, "abc\001x\005y"), "xabcy");
	UT_STR_EQ(typed(rdl, "abc\177\bd"), "ad");
	UT_STR_EQ(typed(rdl, "abc\033[D\033[Dx\033[Cy"), "axbyc");
	UT_STR_EQ(typed(rdl, "abc\002\002\006x"), "abxc");
	UT_STR_EQ(typed(rdl, "abc\001\033[3~"), "bc");
	UT_STR_EQ(typed(rdl, "abc\001\004"), "bc");
	UT_STR_EQ(typed(rdl, "one two\027x\031"), "one xtwo");
	UT_STR_EQ(typed(rdl, "one two \033\177"), "one ");
	UT_STR_EQ(typed(rdl, "one two\033b\033bx\033fy"), "xoney two");
	UT_STR_EQ(typed(rdl, "one two\001\033d"), " two");
	UT_STR_EQ(typed(rdl, "one two\001\006\013\031\031"), "one twone two");
	UT_STR_EQ(typed(rdl, "lost\003kept"), "kept");
	UT_STR_EQ(typed(rdl, "a\025b\033[Zc\014"), "abc");
	UT_STR_EQ(typed(rdl, "\177\033[D\033[C\033[3~\027\013\031\033b\033f\033d"), "");
	rdline_free(rdl);
}

static void
tab_inserts_or_lists(void)
{
	struct rdline *rdl = editor();

	UT_STR_EQ(typed(rdl, "com\tx"), "complete x");
	UT_STR_EQ(typed(rdl, "lis\tx?"), "lisx");
	UT_EQ(rdline_char_in(rdl, '\t'), RDLINE_RES_NOT_RUNNING);
	rdline_newline(rdl, "> ");
	UT_EQ(rdline_char_in(rdl, '\t'), RDLINE_RES_COMPLETE);
	rdline_free(rdl);
}

static void
history_goes_back_and_forth(void)
{
	struct rdline *rdl = editor();

	UT_EQ(rdline_add_history(rdl, "first\n"), 0);
	UT_EQ(rdline_add_history(rdl, "second"), 0);
	UT_STR_EQ(rdline_get_history_item(rdl, 0), "second");
	UT_STR_EQ(rdline_get_history_item(rdl, 1), "first");
	UT_PTR_EQ(rdline_get_history_item(rdl, 2), NULL);
	UT_STR_EQ(typed(rdl, "\033[A"), "second");
	UT_STR_EQ(typed(rdl, "\020\020\020"), "first");
	UT_STR_EQ(typed(rdl, "\020\020\016x"), "secondx");
	UT_STR_EQ(typed(rdl, "half\033[A\033[A\033[B\033[B\033[B"), "half");
	rdline_clear_history(rdl);
	UT_PTR_EQ(rdline_get_history_item(rdl, 0), NULL);
	UT_STR_EQ(typed(rdl, "\033[A"), "");
	rdline_free(rdl);
}

static void
history_is_bounded(void)
{
	struct rdline *rdl = editor();
	size_t size = rdline_get_history_buffer_size(rdl), total = 0;
	char *big = malloc(size + 1), line[600];
	unsigned int i;

	memset(big, 'z', size);
	big[size] = '\0';
	UT_EQ(rdline_add_history(rdl, big), -EINVAL);
	big[size - 1] = '\0';
	UT_EQ(rdline_add_history(rdl, big), 0);
	for (i = 0; i < 1000; i++) {
		memset(line, 'a' + (int)(i % 26), sizeof(line));
		line[1 + i % (sizeof(line) - 1)] = '\0';
		UT_EQ(rdline_add_history(rdl, line), 0);
		UT_STR_EQ(rdline_get_history_item(rdl, 0), line);
	}
	for (i = 0; rdline_get_history_item(rdl, i) != NULL; i++)
		total += strlen(rdline_get_history_item(rdl, i)) + 1;
	UT_TRUE(total <= size);
	UT_EQ(rdline_add_history(NULL, "a"), -EINVAL);
	UT_EQ(rdline_add_history(rdl, NULL), -EINVAL);
	free(big);
	rdline_free(rdl);
}

static void
a_full_line_takes_no_more(void)
{
	struct rdline *rdl = editor();
	unsigned int i, seed = 7;

	for (i = 0; i < 20000; i++)
		UT_EQ(rdline_char_in(rdl, 'x'), RDLINE_RES_SUCCESS);
	for (i = 0; i < 100; i++)
		rdline_char_in(rdl, '\002');
	rdline_char_in(rdl, 'y');
	i = (unsigned int)strlen(rdline_get_buffer(rdl));
	UT_EQ(i, 8192 + 1);
	for (i = 0; i < 200000; i++) {
		int ret = rdline_char_in(rdl, (char)(rand_r(&seed) >> 7));

		if (ret == RDLINE_RES_VALIDATED)
			rdline_newline(rdl, "> ");
	}
	rdline_free(rdl);
}

static void
states_are_answered(void)
{
	struct rdline *rdl = rdline_new(char_drop, line_keep, two_items, &lines);

	UT_PTR_EQ(rdline_get_opaque(rdl), &lines);
	UT_EQ(rdline_char_in(rdl, 'a'), RDLINE_RES_NOT_RUNNING);
	rdline_newline(rdl, "> ");
	UT_EQ(rdline_char_in(rdl, '\004'), RDLINE_RES_EOF);
	UT_EQ(rdline_char_in(rdl, 'a'), RDLINE_RES_SUCCESS);
	rdline_stop(rdl);
	UT_EQ(rdline_char_in(rdl, 'a'), RDLINE_RES_NOT_RUNNING);
	rdline_restart(rdl);
	UT_EQ(rdline_char_in(rdl, 'b'), RDLINE_RES_SUCCESS);
	UT_STR_EQ(rdline_get_buffer(rdl), "ab\n");
	rdline_redisplay(rdl);
	rdline_reset(rdl);
	UT_STR_EQ(rdline_get_buffer(rdl), "\n");
	rdline_quit(rdl);
	UT_EQ(rdline_char_in(rdl, 'a'), RDLINE_RES_EXITED);
	rdline_newline(rdl, "> ");
	rdline_stop(rdl);
	UT_EQ(rdline_char_in(rdl, 'a'), RDLINE_RES_EXITED);
	rdline_free(rdl);
	UT_EQ(rdline_char_in(NULL, 'a'), -EINVAL);
	UT_PTR_EQ(rdline_new(NULL, line_keep, two_items, NULL), NULL);
	UT_PTR_EQ(rdline_new(char_drop, NULL, two_items, NULL), NULL);
	UT_PTR_EQ(rdline_new(char_drop, line_keep, NULL, NULL), NULL);
	rdline_free(NULL);
}

static int
key(const char *bytes)
{
	struct cmdline_vt100 vt;
	int ret = -3;

	vt100_init(&vt);
	for (; *bytes != '\0'; bytes++) {
		UT_TRUE(ret == -3 || ret == -2);
		ret = vt100_parser(&vt, *bytes);
	}
	return ret;
}

static void
keys_are_recognised(void)
{
	UT_EQ(key("a"), -1);
	UT_EQ(key("\x80"), -1);
	UT_EQ(key("\t"), CMDLINE_KEY_TAB);
	UT_EQ(key("\r"), CMDLINE_KEY_RETURN2);
	UT_EQ(key(vt100_up_arr), CMDLINE_KEY_UP_ARR);
	UT_EQ(key(vt100_suppr), CMDLINE_KEY_SUPPR);
	UT_EQ(key("\033d"), CMDLINE_KEY_META_D);
	UT_EQ(key("\033\033[A"), CMDLINE_KEY_UP_ARR);
	UT_EQ(key("\033[1;5D"), -1);
	UT_EQ(key("\033x"), -1);
	vt100_init(NULL);
}

static void
circular_buffer_wraps(void)
{
	char store[8], got[9] = "";
	struct cirbuf c;
	unsigned int i;
	char e;

	UT_EQ(cirbuf_init(&c, store, 5, sizeof(store)), 0);
	UT_EQ(cirbuf_add_buf_tail(&c, "abcdef", 6), 6);
	UT_EQ(cirbuf_add_buf_tail(&c, "ghi", 3), -EINVAL);
	UT_EQ(cirbuf_add_buf_head(&c, "xy", 2), 2);
	UT_TRUE(CIRBUF_IS_FULL(&c));
	UT_EQ(cirbuf_add_head_safe(&c, 'q'), -EINVAL);
	UT_EQ(cirbuf_add_tail_safe(&c, 'q'), -EINVAL);
	CIRBUF_FOREACH(&c, i, e)
		got[i] = e;
	UT_STR_EQ(got, "xyabcdef");
	UT_EQ(cirbuf_align_left(&c), 0);
	UT_EQ(memcmp(store, "xyabcdef", 8), 0);
	UT_EQ(cirbuf_del_buf_head(&c, 3), 0);
	UT_EQ(cirbuf_align_right(&c), 0);
	UT_EQ(memcmp(store + 3, "bcdef", 5), 0);
	UT_EQ(cirbuf_get_head(&c), 'b');
	UT_EQ(cirbuf_get_tail(&c), 'f');
	memset(got, 0, sizeof(got));
	UT_EQ(cirbuf_get_buf_tail(&c, got, 3), 3);
	UT_STR_EQ(got, "def");
	UT_EQ(cirbuf_get_buf_head(&c, got, 100), 5);
	UT_EQ(cirbuf_del_buf_tail(&c, 6), -EINVAL);
	UT_EQ(cirbuf_del_buf_tail(&c, 5), 0);
	UT_TRUE(CIRBUF_IS_EMPTY(&c));
	UT_EQ(cirbuf_del_head_safe(&c), -EINVAL);
	UT_EQ(cirbuf_del_tail_safe(&c), -EINVAL);
	UT_EQ(cirbuf_align_left(&c), 0);
	UT_EQ(cirbuf_align_right(&c), 0);
	cirbuf_add_head(&c, 'z');
	UT_EQ(cirbuf_get_tail(&c), 'z');
	UT_EQ(cirbuf_init(NULL, store, 0, 8), -EINVAL);
	UT_EQ(cirbuf_init(&c, store, 8, 8), -EINVAL);
	UT_EQ(cirbuf_add_buf_tail(&c, NULL, 1), -EINVAL);
	UT_EQ(cirbuf_add_buf_tail(&c, "", 0), -EINVAL);
}

UT_MAIN("cmdline_rdline",
	{ "keys edit the line", keys_edit_the_line },
	{ "Tab inserts or lists", tab_inserts_or_lists },
	{ "history goes back and forth", history_goes_back_and_forth },
	{ "history is bounded", history_is_bounded },
	{ "a full line takes no more, and no bytes do harm", a_full_line_takes_no_more },
	{ "states are answered", states_are_answered },
	{ "keys are recognised", keys_are_recognised },
	{ "a circular buffer wraps", circular_buffer_wraps })
