/* SPDX-License-Identifier: BSD-3-Clause */
/* Events of ports and devices: printed as they come, worked on as chores (control.h). */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdbool.h>
#include <stdint.h>

/** Listen to the events of all ports; with @p devices also to those of devices. 0, -errno (said). */
int events_start(bool devices);
void events_stop(void);

/** Read one name of an event ("intr_lsc", ...; "all": every one) into a mask of enum rte_eth_event_type. 0; -EINVAL. */
int events_mask_read(const char *name, uint32_t *mask);

/* The chores; the control lock is held. */

/** A port was attached. */
void events_port_new(uint16_t port);
/** A port is no more, or is closed. */
void events_port_gone(uint16_t port);
/** The hardware of a port is gone: stop, close, detach. */
void events_port_remove(uint16_t port);
/** Device @p name is gone; empty: find out which. */
void events_device_gone(const char *name);

#endif
