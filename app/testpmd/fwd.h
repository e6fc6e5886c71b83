/* SPDX-License-Identifier: BSD-3-Clause */
/* Forwarding as the commands see it: the list of ports, the mode, the session. The control lock is held. */
#ifndef FWD_H
#define FWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The list of ports that forward when `start` is given (fwd_list.c). */

/** Append @p port, which is new. */
void fwd_list_add(uint16_t port);
void fwd_list_remove(uint16_t port);
/** Set the list. 0; -EINVAL (said). */
int fwd_list_set(const unsigned int *list, unsigned int n);
/** Set the list from a bit mask. 0; -EINVAL (said). */
int fwd_list_set_mask(uint64_t mask);
/** Use the first @p n ports of the list. 0; -EINVAL (said). */
int fwd_nbport_set(unsigned int n);
/** True if @p port is in the list and in use. */
bool fwd_list_has(uint16_t port);
/** The ports in use. */
const uint16_t *fwd_list(unsigned int *n);
/** All ports that are there, all cores: `set default`. */
void fwd_list_default(void);

/* The mode (fwd_mode.c). */

/** Choose the mode of the next session. 0; -EINVAL (said). */
int fwd_mode_set(const char *name, bool retry);
/** The words that fwd_mode_set() takes; NULL after the last. */
const char *fwd_mode_name(unsigned int i);
/** Bytes of headers in a generated packet. */
unsigned int fwd_txonly_headers(void);

/* The session (fwd_session.c). */

/** Begin to forward; with @p bursts packets first. 0, -errno (said). */
int fwd_start(unsigned int bursts);
/** End forwarding and show what was done. 0, -errno (said). */
int fwd_stop(void);
bool fwd_running(void);
/** Take @p port out of the session, before it is stopped. True if it was in. */
bool fwd_leave(uint16_t port);
/** Bring the started ports of the list that @p wanted names into the session, if there is one. */
void fwd_join(uint32_t wanted);
/** @p port goes away or is closed: what it did so far is shown and added up. */
void fwd_forget(uint16_t port);
/** Show who forwards, or would forward, to whom. */
void fwd_config_show(void);
void fwd_stats_show(void);
void fwd_stats_clear(void);
/** Show queues and descriptors of the forwarding ports. */
void fwd_rxtx_show(void);

#endif
