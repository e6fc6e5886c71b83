/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands as tables of tokens: parsing a line, completing one. */
#ifndef _CMDLINE_PARSE_H_
#define _CMDLINE_PARSE_H_

#ifdef __cplusplus
extern "C" {
#endif

struct cmdline;

/* Results of cmdline_parse(). */
#define CMDLINE_PARSE_SUCCESS     0
#define CMDLINE_PARSE_AMBIGUOUS   -1 /**< two commands match */
#define CMDLINE_PARSE_NOMATCH     -2 /**< no command begins like that */
#define CMDLINE_PARSE_BAD_ARGS    -3 /**< a command begins like that, the rest does not fit */

/* Results of cmdline_complete(). */
#define CMDLINE_PARSE_COMPLETE_FINISHED   0
#define CMDLINE_PARSE_COMPLETE_AGAIN      1
#define CMDLINE_PARSE_COMPLETED_BUFFER    2

/** Size of the area that the tokens of one command are parsed into, bytes; a result structure must not be larger. */
#define CMDLINE_PARSE_RESULT_BUFSIZE 8192

/** Begins every token structure. */
struct cmdline_token_hdr {
	struct cmdline_token_ops *ops;
	unsigned int offset; /**< of the member of the result structure that the value goes to */
};
typedef struct cmdline_token_hdr cmdline_parse_token_hdr_t;

/** What a kind of token can do. */
struct cmdline_token_ops {
	/**
	 * Read one token.
	 *
	 * @param srcbuf the rest of the line, no blank in front
	 * @param res    where the value goes, @p ressize bytes; NULL: only check
	 * @return bytes that were read; negative: does not fit.
	 */
	int (*parse)(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize);
	/** Number of words that may stand here. NULL: cannot be completed. */
	int (*complete_get_nb)(cmdline_parse_token_hdr_t *tk);
	/** Copy word @p i. 0; negative: no such word or too small. NULL: cannot be completed. */
	int (*complete_get_elt)(cmdline_parse_token_hdr_t *tk, int i, char *dstbuf, unsigned int size);
	/** Copy a short name of the kind. 0; negative: too small. */
	int (*get_help)(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size);
};

/**
 * One command.
 *
 * If tokens[0] is NULL the tokens are asked for: f() is called with the address of a token pointer in place of the result,
 * a NULL command line, and &tokens[i] in place of data (an address to tell i from, neither to be read nor written); f() stores
 * the i-th token, or NULL after the last.
 */
struct cmdline_inst {
	/** Run: the filled result structure, the command line (NULL if there is none), and data. */
	void (*f)(void *result, struct cmdline *cl, void *data);
	void *data;
	const char *help_str;
	cmdline_parse_token_hdr_t *tokens[]; /**< ends with NULL */
};
typedef struct cmdline_inst cmdline_parse_inst_t;

/** A list of commands, ends with NULL. */
typedef cmdline_parse_inst_t *cmdline_parse_ctx_t;

/**
 * Find the command that the first line of @p buf means and run it. A '#' begins a comment.
 *
 * @param cl  the command line, for its list of commands and for f()
 * @param buf text with a line end; without one nothing is done
 * @return bytes of the line with its end; 0: no whole line; CMDLINE_PARSE_AMBIGUOUS, _NOMATCH, _BAD_ARGS (also for NULL).
 * Context: runs f() in place; f() may call this again. Since 2.0.
 */
int cmdline_parse(struct cmdline *cl, const char *buf);

/** As cmdline_parse(), but nothing is run. Since 22.07. */
int cmdline_parse_check(struct cmdline *cl, const char *buf);

/**
 * Complete the last word of @p buf, or list what may stand there, one possibility per call.
 *
 * @param state 0 at the first call to complete, -1 to list; keeps the place, give it back unchanged
 * @param dst   where the answer goes, @p size bytes, always terminated
 * @return CMDLINE_PARSE_COMPLETED_BUFFER: @p dst is to be appended; CMDLINE_PARSE_COMPLETE_AGAIN: @p dst is one possibility, call
 *   again; CMDLINE_PARSE_COMPLETE_FINISHED: nothing (more); -EINVAL: NULL or size 0.
 * Context: any; runs the token ops. Since 2.0.
 */
int cmdline_complete(struct cmdline *cl, const char *buf, int *state, char *dst, unsigned int size);

/** True if @p c ends a token: NUL, blank, line end, '#'. Since 2.0. */
int cmdline_isendoftoken(char c);

/** True if @p c ends a command: NUL, line end, '#'. Since 16.07. */
int cmdline_isendofcommand(char c);

#ifdef __cplusplus
}
#endif
#endif
