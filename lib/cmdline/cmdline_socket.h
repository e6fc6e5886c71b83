/* SPDX-License-Identifier: BSD-3-Clause */
/* Command lines on standard input and on files. */
#ifndef _CMDLINE_SOCKET_H_
#define _CMDLINE_SOCKET_H_

#include <cmdline_parse.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cmdline;

/**
 * A command line that reads the file @p path and writes nothing.
 *
 * @return the command line; NULL with rte_errno of open(2) or of cmdline_new(). Lifetime: cmdline_free(). Since 2.0.
 */
struct cmdline *cmdline_file_new(cmdline_parse_ctx_t *ctx, const char *prompt, const char *path);

/**
 * A command line on standard input and output. A terminal is switched to byte-wise input without echo and signals (Ctrl-C cancels
 * the line) until cmdline_stdin_exit().
 *
 * @return the command line; NULL as cmdline_new(). Lifetime: cmdline_stdin_exit(), which keeps it usable for cmdline_printf(),
 *   then cmdline_free(). Since 2.0.
 */
struct cmdline *cmdline_stdin_new(cmdline_parse_ctx_t *ctx, const char *prompt);

/** Put the terminal back as cmdline_stdin_new() found it. NULL is ignored. Since 2.0. */
void cmdline_stdin_exit(struct cmdline *cl);

#ifdef __cplusplus
}
#endif
#endif
