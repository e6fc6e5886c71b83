/* SPDX-License-Identifier: BSD-3-Clause */
/* One running transaction, as the engine (txn.c) and its rows (txn_steps.c) share it. */
#ifndef TXN_PRIV_H
#define TXN_PRIV_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/queue.h>

#include <rte_devargs.h>
#include <rte_hotplug.h>

#include "devargs.h"
#include "txn.h"

struct txn;

/** One undoable step. A row that failed has undone its own effects; undo runs only for rows that succeeded. */
struct txn_row {
	const char *name;
	int (*run)(struct txn *t);
	void (*undo)(struct txn *t); /**< NULL: nothing to undo */
};

/** An event to deliver after the lock is dropped. */
struct txn_notice {
	STAILQ_ENTRY(txn_notice) next;
	enum dev_notice what;
	struct dev_handle port;
	bool due;    /**< committed; a notice that is not due is dropped */
	bool silent; /**< nobody is told, but the number is given back */
	TAILQ_ENTRY(txn_notice) pending; /**< among the NEW notices that were not heard yet */
	pthread_t owner;                 /**< thread that delivers it */
};

STAILQ_HEAD(txn_notices, txn_notice);

/** A sub-device that a driver attached during its probe: it goes with the parent when that is undone. */
struct txn_child {
	SLIST_ENTRY(txn_child) next;
	struct rte_device *dev;
	uint32_t gen;
};

struct txn {
	struct txn_request *req;
	struct txn *parent;            /**< transaction whose driver asked for this one, or NULL */
	struct rte_bus *bus;
	struct rte_device *dev;
	bool created;                  /**< scan put the device on the list */
	const struct rte_driver *drv;
	uint32_t old_caps;

	/* arguments: ours until they are linked, the device's afterwards */
	struct rte_devargs *da;
	struct devargs_entry *da_node;
	struct rte_devargs *old_da;    /**< entry that was replaced */
	struct devargs_entry *old_node;
	struct rte_devargs *dev_old_da; /**< dev->devargs before */

	struct txn_notices notices;    /**< of this transaction and its children */
	SLIST_HEAD(, txn_child) children;

	/* for the journal */
	uint64_t cycles[RTE_HOTPLUG_STEPS_MAX];
	uint64_t cycles_commit;
};

extern const struct txn_row txn_attach_rows[];
extern const unsigned int txn_attach_nb;
extern const struct txn_row txn_detach_rows[];
extern const unsigned int txn_detach_nb;

/** The decision is made: take effect. Cannot fail. */
void txn_attach_commit(struct txn *t);
void txn_detach_commit(struct txn *t);

/** Detach what a failed parent's driver had attached. */
void txn_children_drop(struct txn *t);

/** Free what the transaction still owns. */
void txn_release(struct txn *t);

/** Allocate a notice and its handle slot, not due yet. 0 or -ENOMEM. */
int txn_notice_add(struct txn *t, enum dev_notice what, const struct dev_handle *port);

#endif
