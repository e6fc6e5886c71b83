/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Who may touch what: commands and chores hold the control lock while they work on ports, settings and the forwarding session.
 * Chores are what events ask for; they run on a thread of their own, since an event callback must not wait for a command.
 */
#ifndef CONTROL_H
#define CONTROL_H

#include <stdbool.h>
#include <stdint.h>

/** First of all: make control_quit() possible. 0, -errno. */
int control_open(void);
/** Start the thread for chores. 0, -errno. */
int control_start(void);
/** Let the chores that are waiting run, then end their thread. */
void control_stop(void);

/** Take the control lock; it may be taken again by its holder. Never from an event callback or a forwarding thread. */
void control_lock(void);
void control_unlock(void);

/** Things that events leave to be done; any thread, never blocks for long. */
enum chore { CHORE_NEW, CHORE_GONE, CHORE_REMOVE };
/** Note that @p what happened to a port; noted twice is done once. */
void control_note_port(uint16_t port, enum chore what);
/** Note that device @p name is gone. */
void control_note_device(const char *name);
/** Do what is noted now, in this thread, which holds the control lock. */
void control_chores_run(void);

/** End the program; any thread. */
void control_quit(void);
bool control_quitting(void);
/** Wait up to @p ms milliseconds, negative: for ever; true if the program is to end. */
bool control_wait(int ms);
/** As control_wait(), for ever, but also until there is something to read from @p fd, or its end. */
bool control_wait_input(int fd);

struct cmdline;
/** The command line that control_quit() must wake; NULL: none. The one that was there before. */
struct cmdline *control_cmdline_set(struct cmdline *cl);

#endif
