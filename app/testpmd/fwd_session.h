/* SPDX-License-Identifier: BSD-3-Clause */
/* The forwarding session: its slots and streams, and what each port did in it. */
#ifndef FWD_SESSION_H
#define FWD_SESSION_H

#include "fwd_mode.h"

/** What a port did in the session, besides what its streams in the table still count. */
struct session_port {
	bool took_part;
	uint64_t count[COUNTS]; /**< of streams that are gone */
	uint64_t missed;        /**< packets that the port dropped on receive, up to its last leaving */
	uint64_t missed_base;   /**< the port's counter when it joined, or at the last clear */
	bool counting;          /**< missed_base is valid: the port is in */
};

struct session {
	bool running;
	const struct fwd_mode *mode;
	struct slots slots;
	struct fwd_stream **streams;
	unsigned int nb_streams;
	unsigned int nb_threads;
	struct session_port port[RTE_MAX_ETHPORTS];
	uint64_t departed[COUNTS], departed_missed; /**< of ports that are gone */
};

extern struct session session;

/** Routes of @p slots in the mode and topology of @p mode; to be freed. NULL: none (@p n 0) or no memory. */
struct route *session_routes(const struct slots *slots, const struct fwd_mode *mode, unsigned int *n);
/** Add what the port's counter of missed packets grew by; @p stop: it leaves. */
void session_missed_update(uint16_t port, bool stop);
/** Show the port's block of the summary and add it to @p total (COUNTS) and @p missed. */
void session_port_show(uint16_t port, uint64_t *total, uint64_t *missed);
/** Show blocks of all ports and their sum. */
void session_stats_show(void);

#endif
