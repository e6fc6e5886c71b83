/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A line editor that is fed one byte at a time and writes through a callback: for sockets and serial lines, and for programs that
 * bring their own input. It knows nothing of commands.
 */
#ifndef _RDLINE_H_
#define _RDLINE_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rdline;

enum rdline_status {
	RDLINE_INIT,    /**< no line was begun, or stopped */
	RDLINE_RUNNING, /**< editing */
	RDLINE_EXITED   /**< rdline_quit() was called */
};

/* What rdline_char_in() answers. */
#define RDLINE_RES_SUCCESS      0  /**< taken */
#define RDLINE_RES_VALIDATED    1  /**< a line is complete; call rdline_newline() to go on */
#define RDLINE_RES_COMPLETE     2  /**< completion or help was shown */
#define RDLINE_RES_NOT_RUNNING  -1 /**< no line was begun */
#define RDLINE_RES_EOF          -2 /**< Ctrl-D on an empty line */
#define RDLINE_RES_EXITED       -3 /**< quitted */

/** Send one character to the terminal; the return value is ignored. */
typedef int (rdline_write_char_t)(struct rdline *rdl, char c);
/** A line is complete. @p buf ends with a newline and a NUL, @p size counts both. */
typedef void (rdline_validate_t)(struct rdline *rdl, const char *buf, unsigned int size);
/**
 * Complete or explain the text left of the cursor.
 *
 * @param state 0 at the first call for Tab, -1 for help; the callee keeps its place in it
 * @return 1: @p dstbuf holds one possibility, ask again; 2: @p dstbuf holds text to insert; 0 or negative: nothing more.
 */
typedef int (rdline_complete_t)(struct rdline *rdl, const char *buf, char *dstbuf, unsigned int dstsize, int *state);

/**
 * Make an editor.
 *
 * @param opaque for the callbacks, see rdline_get_opaque()
 * @return the editor; NULL: a callback is NULL or memory is short (rte_errno EINVAL, ENOMEM).
 * Context: one thread at a time per editor; only rdline_quit() may be called from elsewhere. Lifetime: rdline_free(). Since
 * 21.11.
 */
struct rdline *rdline_new(rdline_write_char_t *write_char, rdline_validate_t *validate, rdline_complete_t *complete,
	void *opaque);

/** Free an editor; NULL is ignored. Since 21.11. */
void rdline_free(struct rdline *rdl);

/**
 * Begin an empty line: show @p prompt (copied, cut to the room there is) and take characters. Ignored after rdline_quit().
 * Since 2.0.
 */
void rdline_newline(struct rdline *rdl, const char *prompt);

/** Stop taking characters; the line is kept. Since 2.0. */
void rdline_stop(struct rdline *rdl);

/** Stop for good: rdline_char_in() answers RDLINE_RES_EXITED. Async-signal-safe, callable from any thread. Since 2.0. */
void rdline_quit(struct rdline *rdl);

/** Take characters again after rdline_stop() or rdline_quit(), with the line as it was. Since 2.0. */
void rdline_restart(struct rdline *rdl);

/** Show prompt and line again. Since 2.0. */
void rdline_redisplay(struct rdline *rdl);

/** Empty the line and what was cut, and take characters. Since 2.0. */
void rdline_reset(struct rdline *rdl);

/**
 * Take one byte from the terminal.
 *
 * @return RDLINE_RES_*; -EINVAL: NULL. Context: runs the callbacks in place. Since 2.0.
 */
int rdline_char_in(struct rdline *rdl, char c);

/** The line as text that ends with a newline, valid until the next call for this editor; NULL for NULL. Since 2.0. */
const char *rdline_get_buffer(struct rdline *rdl);

/**
 * Remember @p buf (a newline at its end is not kept). Oldest lines make room. 0; -EINVAL: NULL or longer than the history.
 * Since 2.0.
 */
int rdline_add_history(struct rdline *rdl, const char *buf);

/** Forget all remembered lines. Since 2.0. */
void rdline_clear_history(struct rdline *rdl);

/** The @p i-th remembered line, 0 is the newest; NULL: there is none. Valid until the history changes. Since 2.0. */
char *rdline_get_history_item(struct rdline *rdl, unsigned int i);

/** Bytes that the history can hold; 0 for NULL. Since 21.11. */
size_t rdline_get_history_buffer_size(struct rdline *rdl);

/** What was given to rdline_new(); NULL for NULL. Since 21.11. */
void *rdline_get_opaque(struct rdline *rdl);

#ifdef __cplusplus
}
#endif
#endif
