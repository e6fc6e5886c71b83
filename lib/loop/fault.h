/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * SIGBUS: mapped device memory stands in a fixed table that the handler reads without a lock. A fault in it gets a page of
 * all-ones in its place, the device is marked lost, and the program goes on. Any other fault acts as if this handler were not
 * there.
 */
#ifndef FAULT_H
#define FAULT_H

#include <stddef.h>
#include <stdint.h>

/** Install the handler. 0, also when it is installed; -errno. Context: any thread. */
int fault_enable(void);
/** Give the previous disposition back. 0, also when not installed; -errno. Context: any thread. */
int fault_disable(void);

/**
 * Publish mapped device memory.
 *
 * @param addr start, page aligned, @p len bytes
 * @param lost set to 1 by the handler
 * @param hint_fd eventfd that the handler adds 1 to, -1: none
 * @return 0; -EINVAL; -ENOSPC the table is full
 * Context: any thread. Lifetime: until fault_range_del(); @p lost and @p hint_fd must live as long.
 */
int fault_range_add(void *addr, size_t len, uint8_t *lost, int hint_fd);
/** Take it back; on return no handler looks at @p lost or the descriptor any more. Nothing when unknown. */
void fault_range_del(void *addr);

/** Put pages of all-ones in the place of [addr, addr + len), page aligned: reads give all-ones, writes go nowhere. 0 or -errno.
 *  Async-signal-safe after the first fault_enable() or fault_range_add(). */
int fault_blank(void *addr, size_t len);

#endif
