/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The event loop: owns the only epoll of the process and the two service threads.
 *
 * rte-loop watches every descriptor and runs only our own code and drivers' interrupt handlers, which must
 * not block. rte-work runs what may block: alarm callbacks, device-event callbacks, reconciliation.
 */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include <rte_interrupts.h>

struct loop_source;

/** Runs on rte-loop when @p events (EPOLLIN, ...) are ready on the descriptor. Must not block. */
typedef void (*loop_fn)(int fd, uint32_t events, void *arg);

/** Create the epoll and both threads, and what stands on them (alarms). 0 or -errno. -EALREADY when started. */
int loop_start(void);
/** Stop and join both threads, drop every source, alarm and pending item, close the epoll. Harmless when not started
 *  and in a forked child, which has no threads. Context: not from rte-loop or rte-work. */
void loop_stop(void);

/** Watch @p fd (the caller keeps ownership). 0, -EINVAL, -ENOMEM, -EEXIST (already watched), -ESRCH (the loop is stopped), or the
 *  epoll errno. @p fn may run before the call returns. Context: any thread, any callback. */
int loop_add(int fd, uint32_t events, loop_fn fn, void *arg, struct loop_source **out);
/** Stop watching. On return @p fn neither runs nor will run again, except when called from inside it. NULL ok. Call it before the
 *  descriptor is closed. Must not be called with a lock held that @p fn takes. */
void loop_del(struct loop_source *src);
/** Keep the source, but do not watch for anything any more: for a descriptor that is dead and would report that for ever. */
void loop_mute(struct loop_source *src);
/** True on rte-loop. Blocking calls of the public API answer -EDEADLK there. */
bool loop_is_self(void);

/** One unit of deferred work, embedded in its owner. A pending item posted again runs once (coalesced). */
struct work_item {
	TAILQ_ENTRY(work_item) next;
	void (*fn)(void *arg);
	void *arg;
	bool pending; /**< in the queue; under the queue's lock */
};

/** Queue @p item for rte-work. Callable from any thread, never blocks. 0, -EINVAL; -ESRCH when the loop is stopped. An item
 *  may be posted from inside its own function, and its memory may be freed there. */
int work_post(struct work_item *item);
/** Remove a pending item and wait until it does not run any more (does not wait when called from rte-work itself). */
void work_cancel(struct work_item *item);
/** True on rte-work. */
bool work_is_self(void);

/**
 * How a kind of interrupt is switched; set by the bus driver that knows the kernel interface. A missing function means that the
 * kind cannot do it. Each gets a handle with a descriptor and returns 0 or negative errno.
 */
struct intr_ops {
	int (*enable)(const struct rte_intr_handle *h);
	int (*disable)(const struct rte_intr_handle *h);
	int (*ack)(const struct rte_intr_handle *h);
};
/** Set the operations of one kind; NULL: back to the built-in ones (UIO: write 1 or 0 to the descriptor; EXT and VDEV: nothing to
 *  do; all others: not supported). 0, -EINVAL. Context: from constructors or while no handle of the kind is in use. */
int intr_ops_set(enum rte_intr_handle_type type, const struct intr_ops *ops);

/** Hears that a descriptor died (its read failed): the callbacks are gone by then. Runs on rte-loop with no lock held. NULL:
 *  nobody. */
void intr_on_gone(void (*fn)(int fd, enum rte_intr_handle_type type));

#endif
