/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines from a terminal, edited with libedit: history, arrows, Tab completes, ? explains. */
#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmdline_private.h"

#define HISTORY_LINES 256

struct editor {
	struct cmdline *cl;
	EditLine *el;
	History *history;
	FILE *in, *out;
};

static struct editor *
editor_of(EditLine *el)
{
	struct editor *ed = NULL;

	el_get(el, EL_CLIENTDATA, &ed);
	return ed;
}

static char *
prompt_get(EditLine *el)
{
	return editor_of(el)->cl->prompt;
}

/* One character for libedit: a wait that cmdline_quit() ends. Bytes outside ASCII have no place in a command. */
static int
char_get(EditLine *el, wchar_t *c)
{
	struct cmdline *cl = editor_of(el)->cl;
	unsigned char byte;
	ssize_t n;
	int ret;

	for (;;) {
		ret = cmdline_wait(cl, true);
		if (ret <= 0)
			return ret;
		n = read(cl->s_in, &byte, 1);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return (int)n;
		if (byte < 0x80)
			break;
	}
	/* ^D typed while a command ran: the terminal, not yet raw then, kept it as the mark of an end of file, which reads as
	 * 0 */
	*c = byte != 0 ? (wchar_t)byte : L'\004';
	return 1;
}

/* The text before the cursor, to be freed. */
static char *
text_before(EditLine *el)
{
	const LineInfo *line = el_line(el);

	return strndup(line->buffer, (size_t)(line->cursor - line->buffer));
}

static unsigned char
line_complete(EditLine *el, int state)
{
	struct cmdline *cl = editor_of(el)->cl;
	char item[RDLINE_BUF_SIZE];
	char *before = text_before(el);
	unsigned char answer = CC_NORM;
	int ret;

	if (before == NULL)
		return CC_ERROR;
	while ((ret = cmdline_complete(cl, before, &state, item, sizeof(item))) == CMDLINE_PARSE_COMPLETE_AGAIN) {
		if (answer != CC_REDISPLAY)
			cmdline_write(cl, "\n", 1);
		cmdline_printf(cl, " %s\n", item);
		answer = CC_REDISPLAY;
	}
	if (ret == CMDLINE_PARSE_COMPLETED_BUFFER)
		answer = el_insertstr(el, item) == 0 ? CC_REFRESH : CC_ERROR;
	free(before);
	return answer;
}

static unsigned char
key_tab(EditLine *el, int c)
{
	(void)c;
	return line_complete(el, 0);
}

static unsigned char
key_help(EditLine *el, int c)
{
	(void)c;
	return line_complete(el, -1);
}

static unsigned char
key_cancel(EditLine *el, int c)
{
	const LineInfo *line = el_line(el);
	int len = (int)(line->lastchar - line->buffer);

	(void)c;
	el_cursor(el, (int)(line->lastchar - line->cursor));
	if (len > 0)
		el_deletestr(el, len);
	cmdline_write(editor_of(el)->cl, "\n", 1);
	return CC_REDISPLAY;
}

static void
editor_close(struct editor *ed)
{
	if (ed->el != NULL)
		el_end(ed->el);
	if (ed->history != NULL)
		history_end(ed->history);
	if (ed->in != NULL)
		fclose(ed->in);
	if (ed->out != NULL)
		fclose(ed->out);
}

static FILE *
stream_open(int fd, const char *mode)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	FILE *f;

	if (copy < 0)
		return NULL;
	f = fdopen(copy, mode);
	if (f == NULL)
		close(copy);
	return f;
}

static void
keys_bind(EditLine *el)
{
	el_set(el, EL_EDITOR, "emacs");
	el_set(el, EL_ADDFN, "cmdline-complete", "complete the word", key_tab);
	el_set(el, EL_ADDFN, "cmdline-help", "what may stand here", key_help);
	el_set(el, EL_ADDFN, "cmdline-cancel", "drop the line", key_cancel);
	el_set(el, EL_BIND, "^I", "cmdline-complete", NULL);
	el_set(el, EL_BIND, "?", "cmdline-help", NULL);
	el_set(el, EL_BIND, "^C", "cmdline-cancel", NULL);
	el_set(el, EL_BIND, "^W", "ed-delete-prev-word", NULL);
	/* Ctrl-C is a key of the editor; outside of it, while a command runs, the terminal is as the program set it. */
	el_set(el, EL_SETTY, "-d", "-isig", NULL);
}

static int
editor_open(struct editor *ed, struct cmdline *cl)
{
	HistEvent ev;

	ed->cl = cl;
	ed->in = stream_open(cl->s_in, "r");
	ed->out = stream_open(cl->s_out, "w");
	ed->history = history_init();
	if (ed->in == NULL || ed->out == NULL || ed->history == NULL)
		return -ENOMEM;
	ed->el = el_init("cmdline", ed->in, ed->out, stderr);
	if (ed->el == NULL)
		return -ENOTTY;
	history(ed->history, &ev, H_SETSIZE, HISTORY_LINES);
	history(ed->history, &ev, H_SETUNIQUE, 1);
	el_set(ed->el, EL_CLIENTDATA, ed);
	el_set(ed->el, EL_PROMPT, prompt_get);
	el_set(ed->el, EL_SIGNAL, 0);
	el_set(ed->el, EL_GETCFN, char_get);
	el_set(ed->el, EL_HIST, history, ed->history);
	keys_bind(ed->el);
	return 0;
}

static void
line_run(struct editor *ed, const char *line, size_t len)
{
	HistEvent ev;

	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (strspn(line, " \t") < len) {
		char *copy = strndup(line, len);

		if (copy != NULL) {
			history(ed->history, &ev, H_ENTER, copy);
			rdline_add_history(ed->cl->rdl, copy);
		}
		free(copy);
	}
	cmdline_line_run(ed->cl, line, len, false);
}

int
cmdline_edit_loop(struct cmdline *cl)
{
	struct editor ed = { 0 };
	const char *line;
	int n, ret;

	ret = editor_open(&ed, cl);
	if (ret == 0) {
		while (!cmdline_quitting(cl)) {
			fflush(stdout);
			line = el_gets(ed.el, &n);
			if (line == NULL || n <= 0) {
				cmdline_write(cl, "\n", 1);
				break;
			}
			line_run(&ed, line, (size_t)n);
		}
	}
	editor_close(&ed);
	return ret;
}
