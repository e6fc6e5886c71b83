/* SPDX-License-Identifier: BSD-3-Clause */
/* The insides of struct rdline and struct cmdline, and what the files of this room ask of each other. */
#ifndef CMDLINE_PRIVATE_H
#define CMDLINE_PRIVATE_H

#include <stdarg.h>
#include <stdbool.h>
#include <termios.h>

#include "cmdline.h"
#include "cmdline_cirbuf.h"
#include "cmdline_vt100.h"

#define RDLINE_BUF_SIZE 8192
#define RDLINE_PROMPT_SIZE 128
#define RDLINE_HISTORY_BUF_SIZE 8192
#define RDLINE_HISTORY_LINES 128
/** Longest line of a pipe or file; the rest of a longer one is skipped with one message. */
#define CMDLINE_LINE_MAX 65536

struct rdline {
	enum rdline_status status; /**< written by rdline_quit() from anywhere: atomic */
	struct cirbuf left;        /**< text before the cursor */
	struct cirbuf right;       /**< text from the cursor on */
	char left_buf[RDLINE_BUF_SIZE + 2]; /**< and room for the newline and NUL of rdline_get_buffer() */
	char right_buf[RDLINE_BUF_SIZE];
	char prompt[RDLINE_PROMPT_SIZE];
	char kill_buf[RDLINE_BUF_SIZE]; /**< what was cut last, for Ctrl-Y */
	unsigned int kill_size;
	char *history[RDLINE_HISTORY_LINES]; /**< newest first */
	unsigned int history_lines;
	size_t history_bytes;
	int history_cur_line; /**< shown now, -1: the line being typed */
	char *typed;          /**< the line being typed while older ones are shown */
	rdline_write_char_t *write_char;
	rdline_validate_t *validate;
	rdline_complete_t *complete;
	void *opaque;
	struct cmdline_vt100 vt100;
};

/** Bytes of a pipe or file that are not a whole line yet. */
struct cmdline_input {
	char *buf;
	size_t len, cap;
	bool skipping; /**< inside a line that was too long */
};

struct cmdline {
	int s_in, s_out; /**< -1: none */
	bool own_in;     /**< s_in was opened here */
	bool terminal;   /**< s_in and s_out are terminals: edit */
	bool prompted;   /**< the prompt stands at the end of the output */
	int wake;        /**< eventfd that ends a wait for input, -1: none */
	cmdline_parse_ctx_t *ctx;
	struct rdline *rdl;
	char prompt[RDLINE_PROMPT_SIZE];
	bool raw;        /**< oldterm is to be restored */
	struct termios oldterm;
	struct cmdline_input input;
};

/* None of this leaves the shared object. */
#pragma GCC visibility push(hidden)

/** rdline: keys (rdline_keys.c) */
int rdline_key_run(struct rdline *rdl, int key);
/** Change the status, unless it is RDLINE_EXITED. */
void rdline_status_move(struct rdline *rdl, enum rdline_status to);
/** Write text to the terminal. */
void rdline_puts(struct rdline *rdl, const char *text);
/** Write @p fmt, which takes one number. */
void rdline_move(struct rdline *rdl, const char *fmt, unsigned int n) __attribute__((format(printf, 2, 0)));
/** Show the characters of @p right and step back to the cursor. */
void rdline_show_right(struct rdline *rdl);

/** Write to s_out what stdio still holds, then @p text. */
void cmdline_write(const struct cmdline *cl, const char *text, size_t len);
/** Show the prompt if it does not stand there already. */
void cmdline_prompt_show(struct cmdline *cl);
/** True once cmdline_quit() was called. */
bool cmdline_quitting(const struct cmdline *cl);
/** Wait for input. 1: there is some; 0: quit; -errno. @p block false: 0 also when there is none. */
int cmdline_wait(struct cmdline *cl, bool block);

/**
 * Run one line of foreign bytes, without its line end: blank lines and comments do nothing; what is wrong is said on s_out.
 *
 * @param line @p len bytes, any values
 * @param name_it also show the line that was wrong (nobody has seen it echoed)
 * @return what cmdline_parse() returned; CMDLINE_PARSE_BAD_ARGS also for a NUL inside and for memory.
 */
int cmdline_line_run(struct cmdline *cl, const char *line, size_t len, bool name_it);

/** Loop over the lines of a pipe or file until its end or cmdline_quit(). */
void cmdline_plain_loop(struct cmdline *cl);
/** Take what is there without blocking; runs whole lines. 0, 1: end of input, -errno. */
int cmdline_plain_poll(struct cmdline *cl);
/** Loop over lines edited with libedit until end of input or cmdline_quit(). 0; -errno: no editor, nothing was read. */
int cmdline_edit_loop(struct cmdline *cl);

/** The @p index-th token of @p inst, also of a dynamic one; NULL at the end. */
cmdline_parse_token_hdr_t *cmdline_token_at(cmdline_parse_inst_t *inst, unsigned int index);
const char *cmdline_blanks_skip(const char *p);
/** Bytes of the token at @p p. */
size_t cmdline_token_length(const char *p);
/** Copy the token at @p p, terminated. Its length; -1: empty, or longer than @p size - 1. */
int cmdline_token_copy(const char *p, char *dst, size_t size);
/** True for a string token that takes the rest of the line. */
bool cmdline_string_is_multi(const cmdline_parse_token_hdr_t *token);
/** The get_help op of tokens whose kind is a fixed text. 0; -1: NULL or too small. */
int cmdline_help_copy(const char *text, char *dst, unsigned int size);

#pragma GCC visibility pop

#endif
