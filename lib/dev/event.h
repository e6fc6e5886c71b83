/* SPDX-License-Identifier: BSD-3-Clause */
/* Device events inside the runtime. */
#ifndef EVENT_H
#define EVENT_H

/** Forget every listener and wait until none runs, at the end of the runtime. Not from a callback. */
void event_clear(void);
/** Stop the monitor and give SIGBUS back, at the end of the runtime, however often they were started. */
void monitor_clear(void);

#endif
