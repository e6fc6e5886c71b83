/* SPDX-License-Identifier: BSD-3-Clause */
/* What each key does in the byte-fed line editor: one function per key, one table. */
#include <stdlib.h>
#include <string.h>

#include "cmdline_private.h"

static bool
char_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static int
key_left(struct rdline *rdl)
{
	char c;

	if (CIRBUF_IS_EMPTY(&rdl->left))
		return RDLINE_RES_SUCCESS;
	c = cirbuf_get_tail(&rdl->left);
	cirbuf_del_tail(&rdl->left);
	cirbuf_add_head(&rdl->right, c);
	rdline_puts(rdl, vt100_left_arr);
	return RDLINE_RES_SUCCESS;
}

static int
key_right(struct rdline *rdl)
{
	char c;

	if (CIRBUF_IS_EMPTY(&rdl->right))
		return RDLINE_RES_SUCCESS;
	c = cirbuf_get_head(&rdl->right);
	cirbuf_del_head(&rdl->right);
	cirbuf_add_tail(&rdl->left, c);
	rdline_puts(rdl, vt100_right_arr);
	return RDLINE_RES_SUCCESS;
}

static int
key_word_left(struct rdline *rdl)
{
	while (!CIRBUF_IS_EMPTY(&rdl->left) && char_is_blank(cirbuf_get_tail(&rdl->left)))
		key_left(rdl);
	while (!CIRBUF_IS_EMPTY(&rdl->left) && !char_is_blank(cirbuf_get_tail(&rdl->left)))
		key_left(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_word_right(struct rdline *rdl)
{
	while (!CIRBUF_IS_EMPTY(&rdl->right) && char_is_blank(cirbuf_get_head(&rdl->right)))
		key_right(rdl);
	while (!CIRBUF_IS_EMPTY(&rdl->right) && !char_is_blank(cirbuf_get_head(&rdl->right)))
		key_right(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_line_begin(struct rdline *rdl)
{
	while (!CIRBUF_IS_EMPTY(&rdl->left))
		key_left(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_line_end(struct rdline *rdl)
{
	while (!CIRBUF_IS_EMPTY(&rdl->right))
		key_right(rdl);
	return RDLINE_RES_SUCCESS;
}

/* Take @n characters before the cursor away. */
static void
left_cut(struct rdline *rdl, unsigned int n)
{
	if (n == 0)
		return;
	cirbuf_del_buf_tail(&rdl->left, n);
	while (n-- > 0)
		rdline_puts(rdl, vt100_bs);
	rdline_show_right(rdl);
}

static int
key_backspace(struct rdline *rdl)
{
	left_cut(rdl, CIRBUF_IS_EMPTY(&rdl->left) ? 0 : 1);
	return RDLINE_RES_SUCCESS;
}

static int
key_delete(struct rdline *rdl)
{
	if (cirbuf_del_head_safe(&rdl->right) == 0)
		rdline_show_right(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_delete_or_eof(struct rdline *rdl)
{
	if (CIRBUF_IS_EMPTY(&rdl->left) && CIRBUF_IS_EMPTY(&rdl->right))
		return RDLINE_RES_EOF;
	return key_delete(rdl);
}

static char
left_char(const struct rdline *rdl, unsigned int back)
{
	return rdl->left.buf[(rdl->left.start + rdl->left.len - 1 - back) % rdl->left.maxlen];
}

static int
key_cut_word_left(struct rdline *rdl)
{
	unsigned int n = 0;

	while (n < rdl->left.len && char_is_blank(left_char(rdl, n)))
		n++;
	while (n < rdl->left.len && !char_is_blank(left_char(rdl, n)))
		n++;
	rdl->kill_size = (unsigned int)cirbuf_get_buf_tail(&rdl->left, rdl->kill_buf, n);
	left_cut(rdl, n);
	return RDLINE_RES_SUCCESS;
}

static int
key_cut_word_right(struct rdline *rdl)
{
	while (!CIRBUF_IS_EMPTY(&rdl->right) && char_is_blank(cirbuf_get_head(&rdl->right)))
		cirbuf_del_head(&rdl->right);
	while (!CIRBUF_IS_EMPTY(&rdl->right) && !char_is_blank(cirbuf_get_head(&rdl->right)))
		cirbuf_del_head(&rdl->right);
	rdline_show_right(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_cut_right(struct rdline *rdl)
{
	rdl->kill_size = (unsigned int)cirbuf_get_buf_head(&rdl->right, rdl->kill_buf, RDLINE_BUF_SIZE);
	cirbuf_del_buf_head(&rdl->right, rdl->right.len);
	rdline_puts(rdl, vt100_clear_right);
	return RDLINE_RES_SUCCESS;
}

static void
text_insert(struct rdline *rdl, const char *text, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n && rdl->left.len + rdl->right.len < RDLINE_BUF_SIZE; i++) {
		cirbuf_add_tail(&rdl->left, text[i]);
		rdl->write_char(rdl, text[i]);
	}
	rdline_show_right(rdl);
}

static int
key_paste(struct rdline *rdl)
{
	text_insert(rdl, rdl->kill_buf, rdl->kill_size);
	return RDLINE_RES_SUCCESS;
}

static int
key_cancel(struct rdline *rdl)
{
	rdline_puts(rdl, "\r\n");
	rdline_newline(rdl, rdl->prompt);
	return RDLINE_RES_SUCCESS;
}

static int
key_redisplay(struct rdline *rdl)
{
	rdline_redisplay(rdl);
	return RDLINE_RES_SUCCESS;
}

static int
key_return(struct rdline *rdl)
{
	const char *line = rdline_get_buffer(rdl);

	rdline_status_move(rdl, RDLINE_INIT);
	rdline_puts(rdl, "\r\n");
	rdl->validate(rdl, line, (unsigned int)strlen(line) + 1);
	return RDLINE_RES_VALIDATED;
}

/* Show what @complete offers, beginning in @state. Text to insert is inserted. */
static int
line_complete(struct rdline *rdl, int state)
{
	char before[RDLINE_BUF_SIZE + 1], item[RDLINE_BUF_SIZE];
	bool listed = false;
	int n, ret;

	n = cirbuf_get_buf_head(&rdl->left, before, RDLINE_BUF_SIZE);
	before[n] = '\0';
	for (;;) {
		item[0] = '\0';
		ret = rdl->complete(rdl, before, item, sizeof(item), &state);
		item[sizeof(item) - 1] = '\0';
		if (ret == 2) {
			text_insert(rdl, item, (unsigned int)strlen(item));
			return RDLINE_RES_COMPLETE;
		}
		if (ret != 1)
			break;
		if (!listed)
			rdline_puts(rdl, "\r\n");
		listed = true;
		rdl->write_char(rdl, ' ');
		rdline_puts(rdl, item);
		rdline_puts(rdl, "\r\n");
	}
	if (listed)
		rdline_redisplay(rdl);
	return RDLINE_RES_COMPLETE;
}

static int
key_tab(struct rdline *rdl)
{
	return line_complete(rdl, 0);
}

static int
key_help(struct rdline *rdl)
{
	return line_complete(rdl, -1);
}

/* Replace the line by @line. */
static void
line_show(struct rdline *rdl, const char *line)
{
	cirbuf_init(&rdl->left, rdl->left_buf, 0, RDLINE_BUF_SIZE);
	cirbuf_init(&rdl->right, rdl->right_buf, 0, RDLINE_BUF_SIZE);
	if (line[0] != '\0')
		cirbuf_add_buf_tail(&rdl->left, line, (unsigned int)strlen(line));
	rdline_redisplay(rdl);
}

static void
typed_keep(struct rdline *rdl)
{
	const char *line = rdline_get_buffer(rdl);

	free(rdl->typed);
	rdl->typed = strndup(line, strlen(line) - 1);
}

static int
key_older(struct rdline *rdl)
{
	if (rdl->history_cur_line + 1 >= (int)rdl->history_lines)
		return RDLINE_RES_SUCCESS;
	if (rdl->history_cur_line == -1)
		typed_keep(rdl);
	rdl->history_cur_line++;
	line_show(rdl, rdl->history[rdl->history_cur_line]);
	return RDLINE_RES_SUCCESS;
}

static int
key_newer(struct rdline *rdl)
{
	if (rdl->history_cur_line == -1)
		return RDLINE_RES_SUCCESS;
	rdl->history_cur_line--;
	if (rdl->history_cur_line >= 0)
		line_show(rdl, rdl->history[rdl->history_cur_line]);
	else
		line_show(rdl, rdl->typed != NULL ? rdl->typed : "");
	return RDLINE_RES_SUCCESS;
}

int
rdline_key_run(struct rdline *rdl, int key)
{
	static int (*const keys[])(struct rdline *) = {
		[CMDLINE_KEY_UP_ARR] = key_older,
		[CMDLINE_KEY_DOWN_ARR] = key_newer,
		[CMDLINE_KEY_RIGHT_ARR] = key_right,
		[CMDLINE_KEY_LEFT_ARR] = key_left,
		[CMDLINE_KEY_BKSPACE] = key_backspace,
		[CMDLINE_KEY_RETURN] = key_return,
		[CMDLINE_KEY_CTRL_A] = key_line_begin,
		[CMDLINE_KEY_CTRL_E] = key_line_end,
		[CMDLINE_KEY_CTRL_K] = key_cut_right,
		[CMDLINE_KEY_CTRL_Y] = key_paste,
		[CMDLINE_KEY_CTRL_C] = key_cancel,
		[CMDLINE_KEY_CTRL_F] = key_right,
		[CMDLINE_KEY_CTRL_B] = key_left,
		[CMDLINE_KEY_SUPPR] = key_delete,
		[CMDLINE_KEY_TAB] = key_tab,
		[CMDLINE_KEY_CTRL_D] = key_delete_or_eof,
		[CMDLINE_KEY_CTRL_L] = key_redisplay,
		[CMDLINE_KEY_RETURN2] = key_return,
		[CMDLINE_KEY_META_BKSPACE] = key_cut_word_left,
		[CMDLINE_KEY_WLEFT] = key_word_left,
		[CMDLINE_KEY_WRIGHT] = key_word_right,
		[CMDLINE_KEY_HELP] = key_help,
		[CMDLINE_KEY_CTRL_W] = key_cut_word_left,
		[CMDLINE_KEY_CTRL_P] = key_older,
		[CMDLINE_KEY_CTRL_N] = key_newer,
		[CMDLINE_KEY_META_D] = key_cut_word_right,
		[CMDLINE_KEY_BKSPACE2] = key_backspace,
	};

	return keys[key](rdl);
}
