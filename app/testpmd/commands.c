/* SPDX-License-Identifier: BSD-3-Clause */
/* All commands together: how they are run, listed, and the tokens that are ours. */
#include <stdio.h>
#include <string.h>

#include <rte_common.h>

#include "commands.h"
#include "control.h"
#include "fwd.h"
#include "ports.h"

#define COMMANDS_MAX 256

static const struct command_section *const sections[] = {
	&control_section, &display_section, &config_section, &ports_section, &devices_section,
};

void
command_run(void *result, struct cmdline *cl, void *data)
{
	const struct command *command = data;

	control_lock();
	command->run(result);
	control_chores_run();
	control_unlock();
	fflush(stdout);
	if (control_quitting()) /* also the command line of which a file was loaded */
		cmdline_quit(cl);
}

cmdline_parse_ctx_t *
commands_all(void)
{
	static cmdline_parse_ctx_t all[COMMANDS_MAX + 1];
	cmdline_parse_inst_t *const *command;
	unsigned int i, n = 0;

	for (i = 0; i < RTE_DIM(sections); i++)
		for (command = sections[i]->commands; *command != NULL && n < COMMANDS_MAX; command++)
			all[n++] = *command;
	return all;
}

static void
section_show(const struct command_section *section)
{
	cmdline_parse_inst_t *const *command;

	printf("\n%s\n", section->about);
	printf("%.*s\n\n", (int)strlen(section->about),
		"------------------------------------------------------------------------");
	for (command = section->commands; *command != NULL; command++) {
		const char *help = (*command)->help_str, *colon = strstr(help, ": ");

		if (colon != NULL)
			printf("%.*s\n    %s\n\n", (int)(colon - help), help, colon + 2);
		else
			printf("%s\n\n", help);
	}
}

void
commands_help(const char *name)
{
	bool all = name != NULL && strcmp(name, "all") == 0, found = false;
	unsigned int i;

	if (name == NULL) {
		printf("\nHelp is available for the following sections:\n\n");
		for (i = 0; i < RTE_DIM(sections); i++)
			printf("    help %-28s: %s\n", sections[i]->name, sections[i]->about);
		printf("    help %-28s: %s\n\n", "all", "All of the above sections.");
		return;
	}
	for (i = 0; i < RTE_DIM(sections); i++) {
		if (!all && strcmp(sections[i]->name, name) != 0)
			continue;
		section_show(sections[i]);
		found = true;
	}
	if (!found)
		printf("There are no commands of section %s in this program\n", name);
}

/* A port number or "all". */

static int
ports_parse(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	static cmdline_parse_token_num_t number = { { &cmdline_token_num_ops, 0 }, { RTE_UINT16 } };
	uint32_t ports_wanted = PORT_ALL;
	uint16_t port;
	int n = 3;

	(void)tk;
	if (strncmp(srcbuf, "all", 3) != 0 || !cmdline_isendoftoken(srcbuf[3])) {
		n = cmdline_parse_num(&number.hdr, srcbuf, &port, sizeof(port));
		ports_wanted = port;
	}
	if (n < 0 || (res != NULL && ressize < sizeof(ports_wanted)))
		return -1;
	if (res != NULL)
		memcpy(res, &ports_wanted, sizeof(ports_wanted));
	return n;
}

static int
text_copy(const char *text, char *dst, unsigned int size)
{
	if (text == NULL || strlen(text) >= size)
		return -1;
	strcpy(dst, text);
	return 0;
}

static int
ports_help(cmdline_parse_token_hdr_t *tk, char *dst, unsigned int size)
{
	(void)tk;
	return text_copy("port number or all", dst, size);
}

struct cmdline_token_ops token_ports_ops = { .parse = ports_parse, .get_help = ports_help };

/* The name of a forwarding mode: any word, so that a wrong one can be told what would be right. */

static int
mode_parse(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	static cmdline_parse_token_string_t any = { { &cmdline_token_string_ops, 0 }, { NULL } };

	(void)tk;
	return cmdline_parse_string(&any.hdr, srcbuf, res, ressize);
}

static int
mode_words(cmdline_parse_token_hdr_t *tk)
{
	int n = 0;

	(void)tk;
	while (fwd_mode_name((unsigned int)n) != NULL)
		n++;
	return n;
}

static int
mode_word(cmdline_parse_token_hdr_t *tk, int i, char *dst, unsigned int size)
{
	(void)tk;
	return text_copy(fwd_mode_name((unsigned int)i), dst, size);
}

static int
mode_help(cmdline_parse_token_hdr_t *tk, char *dst, unsigned int size)
{
	(void)tk;
	return text_copy("forwarding mode", dst, size);
}

struct cmdline_token_ops token_mode_ops = {
	.parse = mode_parse, .complete_get_nb = mode_words, .complete_get_elt = mode_word, .get_help = mode_help,
};
