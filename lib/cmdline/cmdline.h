/* SPDX-License-Identifier: BSD-3-Clause */
/* A command line: a list of commands, a prompt, and where the text comes from and goes to. */
#ifndef _CMDLINE_H_
#define _CMDLINE_H_

#include <termios.h>

#include <rte_common.h>

#include <cmdline_parse.h>
#include <cmdline_rdline.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cmdline;

/**
 * Make a command line.
 *
 * @param ctx    commands, ends with NULL; must outlive the command line
 * @param prompt copied, cut to 127 bytes; shown at once unless @p s_in is a terminal
 * @param s_in   where cmdline_interact() and cmdline_poll() read; -1: the program feeds cmdline_in()
 * @param s_out  where echo, prompts and cmdline_printf() go; -1: nowhere
 * @return the command line; NULL: @p ctx or @p prompt NULL, or no memory (rte_errno EINVAL, ENOMEM, EMFILE).
 * Context: one thread at a time; only cmdline_quit() may be called from elsewhere. Lifetime: cmdline_free(), which closes @p s_in
 * and @p s_out if they are above 2. Since 2.0.
 */
struct cmdline *cmdline_new(cmdline_parse_ctx_t *ctx, const char *prompt, int s_in, int s_out);

/** Change the prompt, from the next line on; NULLs are ignored. Since 2.0. */
void cmdline_set_prompt(struct cmdline *cl, const char *prompt);

/** End a command line, see cmdline_new(); NULL is ignored. Not from inside one of its commands. Since 2.0. */
void cmdline_free(struct cmdline *cl);

/** Write formatted text; ignored for NULL and without an output. Since 2.0. */
void cmdline_printf(const struct cmdline *cl, const char *fmt, ...) __rte_format_printf(2, 3);

/**
 * Take bytes as if they were typed; whole lines run their commands in place.
 *
 * @return bytes taken; -1: NULL, Ctrl-D on an empty line, or cmdline_quit(). Since 2.0.
 */
int cmdline_in(struct cmdline *cl, const char *buf, int size);

/**
 * Send one character of the line editor @p rdl to the output of its command line. The result of write(2); -1: none. Since 2.0.
 */
int cmdline_write_char(struct rdline *rdl, char c);

/**
 * Take the input that is there and return.
 *
 * @return an enum rdline_status: RDLINE_EXITED after cmdline_quit() or the end of input; -EINVAL: NULL or no input; -errno.
 * Context: never blocks, but runs commands in place. Since 2.1.
 */
int cmdline_poll(struct cmdline *cl);

/**
 * Read and run lines until the end of input or cmdline_quit(). A terminal gets line editing, history (arrows), completion (Tab)
 * and help (?); from a pipe or file lines are read without echo.
 *
 * Context: blocks; runs commands in place. Since 2.0.
 */
void cmdline_interact(struct cmdline *cl);

/** End cmdline_interact() and make cmdline_poll() say so, also while it waits. Async-signal-safe, any thread. Since 2.0. */
void cmdline_quit(struct cmdline *cl);

/** The byte-fed editor of the command line; NULL for NULL. Since 20.11. */
struct rdline *cmdline_get_rdline(struct cmdline *cl);

#ifdef __cplusplus
}
#endif
#endif
