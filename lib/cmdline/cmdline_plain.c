/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines from a pipe or a file: no editing, no echo; the end of input ends the loop. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmdline_private.h"

#define OWN_CHUNK 4096

static void
line_run(struct cmdline *cl, const char *line, size_t len)
{
	if (len > 0 && line[len - 1] == '\r')
		len--;
	if (cl->prompted && cl->prompt[0] != '\0')
		cmdline_write(cl, "\n", 1); /* the answer begins on its own line */
	cl->prompted = false;
	cmdline_line_run(cl, line, len, true);
}

/* Keep @n more bytes of the line that is being read. False: no memory. */
static bool
bytes_keep(struct cmdline_input *in, const char *bytes, size_t n)
{
	size_t cap = in->cap != 0 ? in->cap : 256;
	char *buf;

	while (cap < in->len + n)
		cap *= 2;
	if (cap != in->cap) {
		buf = realloc(in->buf, cap);
		if (buf == NULL)
			return false;
		in->buf = buf;
		in->cap = cap;
	}
	memcpy(in->buf + in->len, bytes, n);
	in->len += n;
	return true;
}

static void
line_end(struct cmdline *cl)
{
	struct cmdline_input *in = &cl->input;
	size_t len = in->len;

	in->len = 0;
	if (!in->skipping)
		line_run(cl, in->buf != NULL ? in->buf : "", len);
	in->skipping = false;
}

/* Run the lines that @bytes complete; keep the rest. */
static void
bytes_take(struct cmdline *cl, const char *bytes, size_t n)
{
	struct cmdline_input *in = &cl->input;

	while (n > 0 && !cmdline_quitting(cl)) {
		const char *nl = memchr(bytes, '\n', n);
		size_t part = nl != NULL ? (size_t)(nl - bytes) : n;

		if (!in->skipping && (in->len + part > CMDLINE_LINE_MAX || !bytes_keep(in, bytes, part))) {
			cmdline_printf(cl, "Bad arguments: the line is longer than %d bytes\n", CMDLINE_LINE_MAX);
			in->skipping = true;
		}
		if (nl != NULL) {
			line_end(cl);
			if (!cmdline_quitting(cl))
				cmdline_prompt_show(cl);
			part++;
		}
		bytes += part;
		n -= part;
	}
}

/* Read once. 0; 1: end of input (a last line without an end was run); -errno. */
static int
input_read(struct cmdline *cl)
{
	char chunk[OWN_CHUNK];
	/* Of what others may read after us, standard input above all, not a byte too much is taken. */
	ssize_t n = read(cl->s_in, chunk, cl->own_in ? sizeof(chunk) : 1);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? 0 : -errno;
	if (n > 0) {
		bytes_take(cl, chunk, (size_t)n);
		return 0;
	}
	if (cl->input.len > 0 || cl->input.skipping)
		line_end(cl);
	else if (cl->prompted && cl->prompt[0] != '\0')
		cmdline_write(cl, "\n", 1);
	cl->prompted = false;
	return 1;
}

int
cmdline_plain_poll(struct cmdline *cl)
{
	int ret;

	while ((ret = cmdline_wait(cl, false)) > 0) {
		ret = input_read(cl);
		if (ret != 0)
			break;
	}
	return ret;
}

void
cmdline_plain_loop(struct cmdline *cl)
{
	cmdline_prompt_show(cl);
	while (cmdline_wait(cl, true) > 0 && input_read(cl) == 0)
		;
}
