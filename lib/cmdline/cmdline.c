/* SPDX-License-Identifier: BSD-3-Clause */
/* The command line: its life, its output, and the lines that go through it. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <rte_errno.h>

#include "cmdline_private.h"

static int
line_complete(struct rdline *rdl, const char *buf, char *dst, unsigned int size, int *state)
{
	return cmdline_complete(rdline_get_opaque(rdl), buf, state, dst, size);
}

static void
line_valid(struct rdline *rdl, const char *buf, unsigned int size)
{
	cmdline_line_run(rdline_get_opaque(rdl), buf, size - 2, false); /* without newline and NUL */
}

/* An eventfd that never takes the place of a closed standard descriptor: that could be s_in. */
static int
wake_open(void)
{
	int low = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), fd = low;

	if (low >= 0 && low <= STDERR_FILENO) {
		fd = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(low);
	}
	return fd;
}

struct cmdline *
cmdline_new(cmdline_parse_ctx_t *ctx, const char *prompt, int s_in, int s_out)
{
	struct cmdline *cl;

	if (ctx == NULL || prompt == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	cl = calloc(1, sizeof(*cl));
	if (cl == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	cl->s_in = s_in;
	cl->s_out = s_out;
	cl->ctx = ctx;
	cl->terminal = s_in >= 0 && s_out >= 0 && isatty(s_in) && isatty(s_out);
	cl->wake = wake_open();
	cl->rdl = rdline_new(cmdline_write_char, line_valid, line_complete, cl);
	if (cl->wake < 0 || cl->rdl == NULL) {
		rte_errno = cl->wake < 0 ? errno : ENOMEM;
		cl->s_in = cl->s_out = -1; /* they stay the caller's */
		cmdline_free(cl);
		return NULL;
	}
	cmdline_set_prompt(cl, prompt);
	if (!cl->terminal)
		cmdline_prompt_show(cl);
	return cl;
}

void
cmdline_free(struct cmdline *cl)
{
	if (cl == NULL)
		return;
	if (cl->s_in > STDERR_FILENO)
		close(cl->s_in);
	if (cl->s_out > STDERR_FILENO && cl->s_out != cl->s_in)
		close(cl->s_out);
	if (cl->wake >= 0)
		close(cl->wake);
	rdline_free(cl->rdl);
	free(cl->input.buf);
	free(cl);
}

void
cmdline_set_prompt(struct cmdline *cl, const char *prompt)
{
	if (cl != NULL && prompt != NULL)
		snprintf(cl->prompt, sizeof(cl->prompt), "%s", prompt);
}

struct rdline *
cmdline_get_rdline(struct cmdline *cl)
{
	return cl != NULL ? cl->rdl : NULL;
}

void
cmdline_write(const struct cmdline *cl, const char *text, size_t len)
{
	struct pollfd p = { .fd = cl->s_out, .events = POLLOUT };
	ssize_t n;

	if (cl->s_out < 0)
		return;
	if (cl->s_out == STDOUT_FILENO)
		fflush(stdout); /* what the program printed before comes before */
	while (len > 0) {
		n = write(cl->s_out, text, len);
		if (n < 0 && errno == EAGAIN)
			n = poll(&p, 1, -1) < 0 && errno != EINTR ? -1 : 0;
		else if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return;
		text += n;
		len -= (size_t)n;
	}
}

void
cmdline_printf(const struct cmdline *cl, const char *fmt, ...)
{
	char *text;
	va_list ap;
	int n;

	if (cl == NULL || fmt == NULL || cl->s_out < 0)
		return;
	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	cmdline_write(cl, text, (size_t)n);
	free(text);
}

int
cmdline_write_char(struct rdline *rdl, char c)
{
	const struct cmdline *cl = rdline_get_opaque(rdl);

	if (cl == NULL || cl->s_out < 0)
		return -1;
	cmdline_write(cl, &c, 1);
	return 1;
}

void
cmdline_prompt_show(struct cmdline *cl)
{
	if (cl->prompted || cmdline_quitting(cl))
		return;
	rdline_newline(cl->rdl, cl->prompt);
	cl->prompted = true;
}

bool
cmdline_quitting(const struct cmdline *cl)
{
	return __atomic_load_n(&cl->rdl->status, __ATOMIC_RELAXED) == RDLINE_EXITED;
}

void
cmdline_quit(struct cmdline *cl)
{
	const uint64_t one = 1;
	int saved = errno;
	ssize_t n;

	if (cl == NULL)
		return;
	rdline_quit(cl->rdl);
	n = write(cl->wake, &one, sizeof(one)); /* it fails only when it is awake already */
	(void)n;
	errno = saved;
}

int
cmdline_wait(struct cmdline *cl, bool block)
{
	struct pollfd p[2] = {
		{ .fd = cl->s_in, .events = POLLIN },
		{ .fd = cl->wake, .events = POLLIN },
	};
	int n;

	for (;;) {
		if (cmdline_quitting(cl))
			return 0;
		n = poll(p, 2, block ? -1 : 0);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n >= 0)
			break;
	}
	if (n == 0 || cmdline_quitting(cl))
		return 0;
	return p[0].revents & POLLNVAL ? -EBADF : p[0].revents != 0;
}

/* Say what was wrong with a line, and which one it was if nobody has seen it. */
static void
line_wrong(struct cmdline *cl, const char *what, const char *line, size_t len, bool name_it)
{
	char shown[81];
	size_t i;

	if (!name_it) {
		cmdline_printf(cl, "%s\n", what);
		return;
	}
	for (i = 0; i < len && i < sizeof(shown) - 1; i++)
		shown[i] = isprint((unsigned char)line[i]) ? line[i] : '?';
	shown[i] = '\0';
	cmdline_printf(cl, "%s: %s%s\n", what, shown, i < len ? "..." : "");
}

int
cmdline_line_run(struct cmdline *cl, const char *line, size_t len, bool name_it)
{
	char *buf = NULL;
	int ret = CMDLINE_PARSE_BAD_ARGS;

	if (memchr(line, '\0', len) == NULL && memchr(line, '\r', len) == NULL && memchr(line, '\n', len) == NULL)
		buf = malloc(len + 2);
	if (buf != NULL) {
		memcpy(buf, line, len);
		memcpy(buf + len, "\n", 2);
		ret = cmdline_parse(cl, buf);
		free(buf);
	}
	if (ret == CMDLINE_PARSE_AMBIGUOUS)
		line_wrong(cl, "Ambiguous command", line, len, name_it);
	else if (ret == CMDLINE_PARSE_NOMATCH)
		line_wrong(cl, "Command not found", line, len, name_it);
	else if (ret == CMDLINE_PARSE_BAD_ARGS)
		line_wrong(cl, "Bad arguments", line, len, name_it);
	return ret;
}

/* A line was entered: remember it and begin the next one. */
static void
line_entered(struct cmdline *cl)
{
	const char *line = rdline_get_buffer(cl->rdl);
	const char *newest = rdline_get_history_item(cl->rdl, 0);
	size_t len = strlen(line) - 1;

	if (len > 0 && (newest == NULL || strlen(newest) != len || strncmp(newest, line, len) != 0))
		rdline_add_history(cl->rdl, line);
	cl->prompted = false;
	cmdline_prompt_show(cl);
}

int
cmdline_in(struct cmdline *cl, const char *buf, int size)
{
	int i, ret;

	if (cl == NULL || buf == NULL)
		return -1;
	cmdline_prompt_show(cl);
	for (i = 0; i < size; i++) {
		ret = rdline_char_in(cl->rdl, buf[i]);
		if (ret == RDLINE_RES_VALIDATED)
			line_entered(cl);
		if (ret == RDLINE_RES_EOF || cmdline_quitting(cl))
			return -1;
	}
	return i;
}

/* One byte from a terminal goes to the byte-fed editor. 0, 1: end of input, -errno. */
static int
terminal_poll(struct cmdline *cl)
{
	ssize_t n;
	char c;
	int ret = cmdline_wait(cl, false);

	if (ret <= 0)
		return ret;
	n = read(cl->s_in, &c, 1);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? 0 : -errno;
	return n == 0 || cmdline_in(cl, &c, 1) < 0;
}

int
cmdline_poll(struct cmdline *cl)
{
	int ret;

	if (cl == NULL || cl->s_in < 0)
		return -EINVAL;
	cmdline_prompt_show(cl);
	ret = cl->terminal ? terminal_poll(cl) : cmdline_plain_poll(cl);
	if (ret < 0)
		return ret;
	if (ret > 0)
		rdline_quit(cl->rdl);
	return cmdline_quitting(cl) ? RDLINE_EXITED : RDLINE_RUNNING;
}

void
cmdline_interact(struct cmdline *cl)
{
	if (cl == NULL || cl->s_in < 0)
		return;
	if (!cl->terminal || cmdline_edit_loop(cl) < 0)
		cmdline_plain_loop(cl);
}
