/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The one transaction: every attach and detach, whoever asks, is a request to this engine.
 *
 * Prepare (all that can fail, invisible), decide, commit (cannot fail). Each step that succeeded leaves an undo record; a
 * failure pops them in reverse. The lock is dropped before any callback runs.
 */
#ifndef TXN_H
#define TXN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <rte_dev.h>

#include "class.h"

#define TXN_TEXT_MAX 192
#define TXN_PORTS_MAX 64

enum txn_op { TXN_ATTACH, TXN_DETACH };

/**
 * Who asks. LEGACY (attach and detach by port number) honours the driver's DETACHABLE flag, wants a port to come of an attach,
 * and answers
 * -EEXIST for a device that is there already, as LEGACY_VDEV (creation by name) does; MODERN and STARTUP answer 0 for it. All set
 * txn_request.existed. CLEANUP, the end of the runtime, asks nobody for permission.
 */
enum txn_entry { TXN_MODERN, TXN_LEGACY, TXN_LEGACY_VDEV, TXN_STARTUP, TXN_CLEANUP };

/** Why the last operation failed, for people and programs. */
struct txn_error {
	int err;                       /**< positive errno, 0: no failure */
	const char *step;              /**< name of the row that failed, static text */
	char device[RTE_DEV_NAME_MAX_LEN];
	char text[TXN_TEXT_MAX];       /**< one sentence that names what was wrong */
};

/** Fill @p e (NULL ok) and return -err. */
int txn_fail(struct txn_error *e, int err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

struct txn_request {
	enum txn_op op;
	enum txn_entry entry;
	bool dry_run; /**< prepare, then abort */

	/* what: one of these */
	const char *devargs;           /**< ATTACH: string in either syntax */
	struct rte_device *dev;        /**< DETACH: by pointer; checked against the lists before it is used */
	const struct dev_handle *port; /**< DETACH: by port handle */
	const char *bus;               /**< the bus must exist; NULL: any */
	const char *name;              /**< DETACH: by name, on that bus */

	/* results */
	bool existed;                  /**< ATTACH: the device was probed before, nothing was done */
	size_t nb_ports;               /**< handles that were created (ATTACH) or taken away (DETACH) */
	struct dev_handle ports[TXN_PORTS_MAX];
	char device[RTE_DEV_NAME_MAX_LEN]; /**< canonical name of the device, set on success */
	struct txn_error error;
};

/**
 * Run one request to its end, in the calling thread.
 *
 * @return 0, or -errno with req->error filled and one line logged:
 *   -EINVAL NULL or unparsable argument; -EFAULT no bus or driver can take the name; -ENODEV no such device; -ENOENT not probed;
 *   -EEXIST already attached (LEGACY); -ENOTSUP cannot be plugged or unplugged; -EBUSY somebody stands in the way;
 *   -E2BIG string too long; -ENOMEM; -EDEADLK called on rte-loop; else the driver's code.
 * Context: any thread and callback but rte-loop; blocks; runs the NEW/DESTROY callbacks before it returns.
 */
int txn_run(struct txn_request *req);

/** True while the calling thread is inside a transaction (a driver's probe or remove). */
bool txn_inside(void);
/** Copy the last failure of this process. */
void txn_last_error(struct txn_error *out);

/* Fault injection: the k-th row (from 0) of the next transactions of @p op fails with @p err before it does anything. k < 0:
 * off. */
void txn_inject(enum txn_op op, int k, int err);
/** Number of rows of @p op and the name of row @p k (NULL outside). */
unsigned int txn_rows(enum txn_op op);
const char *txn_row_name(enum txn_op op, unsigned int k);
/** Debug switch: every probe runs probe, remove, probe. */
void txn_probe_twice(bool on);

#endif
