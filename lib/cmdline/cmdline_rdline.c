/* SPDX-License-Identifier: BSD-3-Clause */
/* The byte-fed line editor: its life, its line and its history. What each key does is in rdline_keys.c. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>

#include "cmdline_private.h"

static enum rdline_status
status_get(const struct rdline *rdl)
{
	return __atomic_load_n(&rdl->status, __ATOMIC_RELAXED);
}

static void
status_set(struct rdline *rdl, enum rdline_status status)
{
	__atomic_store_n(&rdl->status, status, __ATOMIC_RELAXED);
}

/* rdline_quit() may come from a signal handler at any moment: nothing but a restart overwrites it. */
void
rdline_status_move(struct rdline *rdl, enum rdline_status to)
{
	enum rdline_status now = status_get(rdl);

	while (now != RDLINE_EXITED &&
		!__atomic_compare_exchange_n(&rdl->status, &now, to, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

static void
line_empty(struct rdline *rdl)
{
	cirbuf_init(&rdl->left, rdl->left_buf, 0, RDLINE_BUF_SIZE);
	cirbuf_init(&rdl->right, rdl->right_buf, 0, RDLINE_BUF_SIZE);
}

struct rdline *
rdline_new(rdline_write_char_t *write_char, rdline_validate_t *validate, rdline_complete_t *complete, void *opaque)
{
	struct rdline *rdl;

	if (write_char == NULL || validate == NULL || complete == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	rdl = calloc(1, sizeof(*rdl));
	if (rdl == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	rdl->write_char = write_char;
	rdl->validate = validate;
	rdl->complete = complete;
	rdl->opaque = opaque;
	rdl->history_cur_line = -1;
	rdl->status = RDLINE_INIT;
	vt100_init(&rdl->vt100);
	line_empty(rdl);
	return rdl;
}

void
rdline_free(struct rdline *rdl)
{
	if (rdl == NULL)
		return;
	rdline_clear_history(rdl);
	free(rdl->typed);
	free(rdl);
}

void
rdline_puts(struct rdline *rdl, const char *text)
{
	for (; *text != '\0'; text++)
		rdl->write_char(rdl, *text);
}

void
rdline_move(struct rdline *rdl, const char *fmt, unsigned int n)
{
	char seq[32];

	if (n == 0)
		return;
	snprintf(seq, sizeof(seq), fmt, n);
	rdline_puts(rdl, seq);
}

void
rdline_show_right(struct rdline *rdl)
{
	unsigned int i;
	char c;

	rdline_puts(rdl, vt100_clear_right);
	CIRBUF_FOREACH(&rdl->right, i, c)
		rdl->write_char(rdl, c);
	rdline_move(rdl, vt100_multi_left, rdl->right.len);
}

void
rdline_newline(struct rdline *rdl, const char *prompt)
{
	if (rdl == NULL || prompt == NULL || status_get(rdl) == RDLINE_EXITED)
		return;
	vt100_init(&rdl->vt100);
	line_empty(rdl);
	if (prompt != rdl->prompt)
		snprintf(rdl->prompt, sizeof(rdl->prompt), "%s", prompt);
	rdline_puts(rdl, rdl->prompt);
	rdl->history_cur_line = -1;
	rdline_status_move(rdl, RDLINE_RUNNING);
}

void
rdline_stop(struct rdline *rdl)
{
	if (rdl != NULL)
		rdline_status_move(rdl, RDLINE_INIT);
}

void
rdline_quit(struct rdline *rdl)
{
	if (rdl != NULL)
		status_set(rdl, RDLINE_EXITED);
}

void
rdline_restart(struct rdline *rdl)
{
	if (rdl != NULL)
		status_set(rdl, RDLINE_RUNNING);
}

void
rdline_reset(struct rdline *rdl)
{
	if (rdl == NULL)
		return;
	vt100_init(&rdl->vt100);
	line_empty(rdl);
	rdl->kill_size = 0;
	rdl->history_cur_line = -1;
	status_set(rdl, RDLINE_RUNNING);
}

void
rdline_redisplay(struct rdline *rdl)
{
	unsigned int i;
	char c;

	if (rdl == NULL)
		return;
	rdline_puts(rdl, vt100_home);
	rdline_puts(rdl, rdl->prompt);
	CIRBUF_FOREACH(&rdl->left, i, c)
		rdl->write_char(rdl, c);
	rdline_show_right(rdl);
}

const char *
rdline_get_buffer(struct rdline *rdl)
{
	unsigned int n, room;

	if (rdl == NULL)
		return NULL;
	cirbuf_align_left(&rdl->left);
	cirbuf_align_left(&rdl->right);
	n = rdl->left.len;
	room = RDLINE_BUF_SIZE - n;
	if (room > rdl->right.len)
		room = rdl->right.len;
	memcpy(rdl->left_buf + n, rdl->right_buf, room);
	rdl->left_buf[n + room] = '\n';
	rdl->left_buf[n + room + 1] = '\0';
	return rdl->left_buf;
}

static int
char_insert(struct rdline *rdl, char c)
{
	if (rdl->left.len + rdl->right.len >= RDLINE_BUF_SIZE || (unsigned char)c < ' ') {
		rdline_puts(rdl, vt100_bell);
		return RDLINE_RES_SUCCESS;
	}
	cirbuf_add_tail(&rdl->left, c);
	rdl->write_char(rdl, c);
	if (!CIRBUF_IS_EMPTY(&rdl->right))
		rdline_show_right(rdl);
	return RDLINE_RES_SUCCESS;
}

int
rdline_char_in(struct rdline *rdl, char c)
{
	bool sequence;
	int key;

	if (rdl == NULL)
		return -EINVAL;
	if (status_get(rdl) == RDLINE_EXITED)
		return RDLINE_RES_EXITED;
	if (status_get(rdl) != RDLINE_RUNNING)
		return RDLINE_RES_NOT_RUNNING;
	sequence = rdl->vt100.state != CMDLINE_VT100_INIT;
	key = vt100_parser(&rdl->vt100, c);
	if (key == -2 || (key < 0 && sequence)) /* more to come, or the end of a key that means nothing here */
		return RDLINE_RES_SUCCESS;
	if (key < 0)
		return char_insert(rdl, c);
	return rdline_key_run(rdl, key);
}

static void
history_drop_oldest(struct rdline *rdl)
{
	char *line = rdl->history[--rdl->history_lines];

	rdl->history_bytes -= strlen(line) + 1;
	free(line);
}

int
rdline_add_history(struct rdline *rdl, const char *buf)
{
	size_t len;
	char *line;

	if (rdl == NULL || buf == NULL)
		return -EINVAL;
	len = strcspn(buf, "\r\n");
	if (len == 0 && buf[0] == '\0')
		return -EINVAL;
	if (len + 1 > RDLINE_HISTORY_BUF_SIZE)
		return -EINVAL;
	rdl->history_cur_line = -1;
	line = strndup(buf, len);
	if (line == NULL)
		return -ENOMEM;
	while (rdl->history_lines == RDLINE_HISTORY_LINES || rdl->history_bytes + len + 1 > RDLINE_HISTORY_BUF_SIZE)
		history_drop_oldest(rdl);
	memmove(&rdl->history[1], &rdl->history[0], rdl->history_lines * sizeof(rdl->history[0]));
	rdl->history[0] = line;
	rdl->history_lines++;
	rdl->history_bytes += len + 1;
	return 0;
}

void
rdline_clear_history(struct rdline *rdl)
{
	if (rdl == NULL)
		return;
	while (rdl->history_lines > 0)
		history_drop_oldest(rdl);
	rdl->history_cur_line = -1;
}

char *
rdline_get_history_item(struct rdline *rdl, unsigned int i)
{
	if (rdl == NULL || i >= rdl->history_lines)
		return NULL;
	return rdl->history[i];
}

size_t
rdline_get_history_buffer_size(struct rdline *rdl)
{
	return rdl != NULL ? RDLINE_HISTORY_BUF_SIZE : 0;
}

void *
rdline_get_opaque(struct rdline *rdl)
{
	return rdl != NULL ? rdl->opaque : NULL;
}
