/* SPDX-License-Identifier: BSD-3-Clause */
/* Command lines on standard input and on files, and the mode of the terminal. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <rte_errno.h>

#include "cmdline_private.h"
#include "cmdline_socket.h"

static void
terminal_raw(struct cmdline *cl)
{
	struct termios term;

	if (cl->raw || tcgetattr(cl->s_in, &cl->oldterm) != 0)
		return;
	term = cl->oldterm;
	term.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	cl->raw = tcsetattr(cl->s_in, TCSANOW, &term) == 0;
}

static void
terminal_restore(struct cmdline *cl)
{
	if (cl->raw)
		tcsetattr(cl->s_in, TCSANOW, &cl->oldterm);
	cl->raw = false;
}

struct cmdline *
cmdline_file_new(cmdline_parse_ctx_t *ctx, const char *prompt, const char *path)
{
	struct cmdline *cl;
	int fd;

	if (ctx == NULL || prompt == NULL || path == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		rte_errno = errno;
		return NULL;
	}
	cl = cmdline_new(ctx, prompt, fd, -1);
	if (cl == NULL) {
		close(fd);
		return NULL;
	}
	cl->own_in = true;
	return cl;
}

struct cmdline *
cmdline_stdin_new(cmdline_parse_ctx_t *ctx, const char *prompt)
{
	struct cmdline *cl = cmdline_new(ctx, prompt, STDIN_FILENO, STDOUT_FILENO);

	if (cl != NULL && cl->terminal)
		terminal_raw(cl);
	return cl;
}

void
cmdline_stdin_exit(struct cmdline *cl)
{
	if (cl != NULL)
		terminal_restore(cl);
}
