/* SPDX-License-Identifier: BSD-3-Clause */
/* SIGINT and SIGTERM end the program in order; a second one ends it at once. */
#ifndef SIGNALS_H
#define SIGNALS_H

/**
 * Take the two signals to a thread of our own. Before any other thread is made, since all inherit that they are blocked.
 * 0, -errno.
 */
int signals_start(void);
void signals_stop(void);

#endif
