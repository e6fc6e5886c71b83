/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What hangs on a device (ports, ...) and takes part in its transactions.
 *
 * dev does not know ethdev: a class registers these operations from a constructor, and the engine calls them. They run in the
 * thread that runs the transaction: notify(), destroyed() and forget() with no lock held, the others under the transaction
 * lock, and those must not call the engine.
 */
#ifndef CLASS_H
#define CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct rte_device;
struct dev_class;
struct txn_error;

/** A port by number and generation: never meets the slot's next tenant. */
struct dev_handle {
	const struct dev_class *cls;
	uint32_t id;
	uint32_t gen;
};

enum dev_notice { DEV_NOTICE_NEW, DEV_NOTICE_DESTROY };

struct dev_class {
	TAILQ_ENTRY(dev_class) next;
	const char *name; /**< "eth" */

	/** Handles of all objects of @p dev that are not free, in order of creation. Writes at most @p n, returns how many
	 * there are. */
	size_t (*collect)(const struct rte_device *dev, struct dev_handle *out, size_t n);
	/** The device behind a handle, NULL when stale. A closed port still answers its device. */
	struct rte_device *(*device_of)(const struct dev_handle *h);

	/* ATTACH, after the driver's probe succeeded or failed */
	/** Make the reserved objects of @p dev visible (RESERVED -> ATTACHED). Cannot fail. */
	void (*publish)(struct rte_device *dev);
	/** Release what a probe that is being undone has left: RESERVED -> FREE, memory given back. @p probed: the probe had
	 *  succeeded, so the driver is asked to close each object first; a probe that failed has undone its own work. */
	void (*abort)(struct rte_device *dev, bool probed);

	/* DETACH */
	/** Who stands in the way? 0, or -EBUSY (member of a group), -ENOTSUP, ... with the reason in @p err. Changes nothing. */
	int (*check_detach)(struct rte_device *dev, struct txn_error *err);
	/** Hide from predicates and iterators, swap in dummy bursts, wait until no thread is inside. 0 or -errno (then nothing
	 * is frozen). */
	int (*freeze)(struct rte_device *dev);
	/** Exact opposite of freeze. */
	void (*thaw)(struct rte_device *dev);
	/** Stop (with a WARNING when running) and close every object: all rest at CLOSED afterwards and belong to no device
	 *  any more, since @p dev is freed next and its address may come back as another device. Cannot fail. */
	void (*retire)(struct rte_device *dev);
	/** CLOSED -> FREE: the number may be used again. Called after the notices of the transaction have been delivered. */
	void (*forget)(const struct dev_handle *h);

	/** Deliver NEW or DESTROY to the application. No lock is held; the callback may call the whole API. */
	void (*notify)(const struct dev_handle *h, enum dev_notice what);
	/** Whether DESTROY was delivered earlier already (the application closed the port itself). */
	bool (*destroyed)(const struct dev_handle *h);
	/** For the state checker: 0 when every object of @p dev fits the device's state, else -EINVAL with the text in @p err. */
	int (*check)(const struct rte_device *dev, struct txn_error *err);
};

/** Register a class; from a constructor. */
void class_register(struct dev_class *cls);
/** Class after @p cls (NULL: the first), NULL at the end. */
struct dev_class *class_next(const struct dev_class *cls);

#endif
