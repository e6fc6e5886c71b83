/* SPDX-License-Identifier: BSD-3-Clause */
/* The kernel's uevents, one at a time, each checked to come from the kernel. */
#ifndef UEVENT_H
#define UEVENT_H

#include <stddef.h>
#include <stdint.h>

struct uevent {
	char action[16];    /**< "add", "remove", "bind", ... */
	char subsystem[16]; /**< "pci", "uio", ... */
	char slot[64];      /**< PCI_SLOT_NAME, "" when the kernel gives none */
};

/** Told of one uevent, or with @p ev NULL that the kernel had to drop some. Runs on rte-loop: must not block. */
typedef void (*uevent_fn)(const struct uevent *ev, void *arg);

/**
 * Open the socket and watch it.
 *
 * Only the kernel's group is joined, with an automatic port id, so that the application may have sockets of its own.
 * @return 0; -EALREADY; -errno of the socket calls or of loop_add()
 */
int uevent_start(uevent_fn fn, void *arg);
/** Stop watching; @p fn does not run any more on return. Harmless when not started. Not from @p fn. */
void uevent_stop(void);

/** Read one message of @p len bytes as the kernel sends it: "action@path", then KEY=value strings. 0; -EINVAL it is none. */
int uevent_parse(const char *msg, size_t len, struct uevent *ev);

#endif
