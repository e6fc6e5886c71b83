/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Commands: one result structure and a few token macros serve all of them, so that a command is a line of a table and a function.
 * Every command runs with the control lock held.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <cmdline.h>
#include <cmdline_parse_etheraddr.h>
#include <cmdline_parse_num.h>
#include <cmdline_parse_string.h>
#include <rte_ether.h>

/** What the tokens of a command leave. */
struct words {
	cmdline_fixed_string_t w[8]; /**< by position in the macros, not in the line */
	uint32_t n[4];               /**< numbers, port numbers, PORT_ALL */
	uint64_t mask;
	struct rte_ether_addr mac;
	cmdline_multi_string_t rest;
};

struct command {
	void (*run)(const struct words *words);
};

/** Commands of one kind, for `help`. */
struct command_section {
	const char *name, *about;
	cmdline_parse_inst_t *const *commands; /**< ends with NULL */
};

/** One of the words in @p choice ("a#b"), or any word (NULL), into w[i]. */
#define WORD(i, choice) ((void *)&(cmdline_parse_token_string_t)TOKEN_STRING_INITIALIZER(struct words, w[i], choice))
/** A number of 32 bits, or of 16, into n[i]. */
#define NUMBER(i) ((void *)&(cmdline_parse_token_num_t)TOKEN_NUM_INITIALIZER(struct words, n[i], RTE_UINT32))
#define NUMBER16(i) ((void *)&(cmdline_parse_token_num_t)TOKEN_NUM_INITIALIZER(struct words, n[i], RTE_UINT16))
/** A port number of 16 bits, or "all", into n[i]. */
#define PORT_OR_ALL(i) ((void *)&(struct token_plain) { { &token_ports_ops, offsetof(struct words, n[i]) } })
/** Any word into w[i], completed to the names of the forwarding modes. */
#define MODE(i) ((void *)&(struct token_plain) { { &token_mode_ops, offsetof(struct words, w[i]) } })
#define MASK ((void *)&(cmdline_parse_token_num_t)TOKEN_NUM_INITIALIZER(struct words, mask, RTE_UINT64))
#define MAC ((void *)&(cmdline_parse_token_etheraddr_t)TOKEN_ETHERADDR_INITIALIZER(struct words, mac))
/** All that follows, into rest. */
#define REST ((void *)&(cmdline_parse_token_string_t)TOKEN_STRING_INITIALIZER(struct words, rest, TOKEN_STRING_MULTI))

#define COMMAND(name, fn, help, ...) \
	static cmdline_parse_inst_t name = { \
		.f = command_run, \
		.data = (void *)&(struct command) { fn }, \
		.help_str = help, \
		.tokens = { __VA_ARGS__, NULL }, \
	}

struct token_plain {
	struct cmdline_token_hdr hdr;
};
extern struct cmdline_token_ops token_ports_ops, token_mode_ops;

/** The f of every command. */
void command_run(void *result, struct cmdline *cl, void *data);

extern const struct command_section control_section, display_section, config_section, ports_section, devices_section;

/** All commands. */
cmdline_parse_ctx_t *commands_all(void);
/** Show the commands of section @p name; NULL: the names of the sections. */
void commands_help(const char *name);

/** Run the commands of file @p path. 0, -errno (said). */
int script_run(const char *path);
/** Read commands from standard input until its end or `quit`. */
void prompt_run(void);

#endif
