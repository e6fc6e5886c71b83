/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands that control the program: help, quit, load, start, stop. */
#include <stdio.h>

#include "commands.h"
#include "control.h"
#include "fwd.h"

static void
help_run(const struct words *words)
{
	commands_help(words->w[1][0] != '\0' ? words->w[1] : NULL);
}

static void
quit_run(const struct words *words)
{
	(void)words;
	control_quit();
}

static void
load_run(const struct words *words)
{
	script_run(words->w[1]);
}

static void
start_run(const struct words *words)
{
	(void)words;
	fwd_start(0);
}

static void
start_tx_first_run(const struct words *words)
{
	(void)words;
	fwd_start(1);
}

static void
start_tx_first_n_run(const struct words *words)
{
	fwd_start(words->n[0]);
}

static void
stop_run(const struct words *words)
{
	(void)words;
	fwd_stop();
}

COMMAND(help, help_run, "help: list the sections of help", WORD(0, "help"));
COMMAND(help_section, help_run, "help SECTION: describe the commands of a section, or of all", WORD(0, "help"),
	WORD(1, "all#control#display#config#ports#devices#registers#filters#traffic_management#drivers"));
COMMAND(quit, quit_run, "quit: stop forwarding, stop, close and detach all ports, and leave", WORD(0, "quit"));
COMMAND(load, load_run, "load FILE: run the commands in a file", WORD(0, "load"), WORD(1, NULL));
COMMAND(start, start_run,
	"start: forward packets between the ports of the list. While it runs ports may be attached, started, stopped, closed and "
	"detached; started ports of the list join, and a port that is stopped leaves, the others go on",
	WORD(0, "start"));
COMMAND(start_tx_first, start_tx_first_run, "start tx_first: send a burst on every port, then forward", WORD(0, "start"),
	WORD(1, "tx_first"));
COMMAND(start_tx_first_n, start_tx_first_n_run, "start tx_first N: send N bursts on every port, then forward", WORD(0, "start"),
	WORD(1, "tx_first"), NUMBER(0));
COMMAND(stop, stop_run, "stop: end forwarding and show what was forwarded", WORD(0, "stop"));

static cmdline_parse_inst_t *const commands[] = {
	&help, &help_section, &quit, &load, &start, &start_tx_first, &start_tx_first_n, &stop, NULL,
};

const struct command_section control_section = { "control", "Start and stop forwarding.", commands };
