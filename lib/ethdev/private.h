/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the files of the ethdev room share.
 *
 * Order of locks: transaction (lib/dev) - port - { table | events | threads }; the last three are leaves. No lock is held
 * while a function of the application runs.
 */
#ifndef ETHDEV_PRIVATE_H
#define ETHDEV_PRIVATE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include <dev/class.h>
#include <dev/life.h>
#include <ethdev_driver.h>
#include <rte_log.h>

#define ETH_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, rte_eth_dev_logtype, "ETHDEV: " fmt "\n", ##__VA_ARGS__)

/** Result of an operation of the driver, -ENOTSUP when it has none. */
#define ETH_OP(dev, op, ...) \
	((dev)->dev_ops->op != NULL ? eth_result(dev, (dev)->dev_ops->op(dev, ##__VA_ARGS__)) : -ENOTSUP)

/** An event on its way to the application. */
struct eth_notice {
	STAILQ_ENTRY(eth_notice) next;
	uint16_t port;
	uint32_t gen;
	enum rte_eth_event_type event;
	bool last;     /**< DESTROY of a closed port: belongs to struct eth_port, and its registrations end with it */
	bool has_desc;
	union {
		struct rte_eth_event_macsec_desc macsec;
		struct rte_eth_event_ipsec_desc ipsec;
	} desc;
};

struct eth_callback;
TAILQ_HEAD(eth_callbacks, eth_callback);

/** Arrays that the burst table points into; made for a number once, kept for ever, since readers take no lock. */
struct eth_queues {
	void *rx[RTE_MAX_QUEUES_PER_PORT];
	void *tx[RTE_MAX_QUEUES_PER_PORT];
	struct rte_eth_rxtx_callback *rx_cbs[RTE_MAX_QUEUES_PER_PORT];
	struct rte_eth_rxtx_callback *tx_cbs[RTE_MAX_QUEUES_PER_PORT];
	unsigned int nb_cbs; /**< functions in these lists */
	void *dead; /**< rxtx_cb.c: functions of a former tenant that a burst may still walk */
};

/** A port number in this process. Zero is a valid unused one. */
struct eth_port {
	/* lock.c */
	pthread_mutex_t mutex;
	uintptr_t owner;                 /**< thread that holds the lock, 0: none (atomic) */
	unsigned int depth;
	unsigned int awaited;            /**< threads that wait for others to leave this port's bursts (atomic) */

	/* under the port's lock; read without it where marked atomic */
	struct rte_eth_dev_data *row;    /**< its row of the shared table, NULL: number not in use here (atomic) */
	uint64_t serial;                 /**< order of creation */
	bool shown;                      /**< the application may see it (atomic) */
	bool in_txn;                     /**< reserved by a driver's probe, which the engine ends */
	bool borrowed;                   /**< made by another process: shared memory is not ours to free */
	bool live;                       /**< the burst table holds the driver's functions */
	bool destroy_due;                /**< DESTROY was taken over by a close and is not delivered yet */
	bool destroy_done;               /**< DESTROY was delivered, or will be by a close (atomic) */
	bool forget_wanted;              /**< becomes FREE when DESTROY is delivered */
	struct eth_queues *queues;
	struct eth_notice last;

	struct eth_callbacks callbacks;  /**< of this port alone; under the events' lock */
};

extern struct eth_port eth_ports[RTE_MAX_ETHPORTS];

/**
 * Device of each number since its port was finished, until a detach takes it away (atomic). Apart, so that looking through
 * all is quick.
 */
extern struct rte_device *eth_device_of[RTE_MAX_ETHPORTS];

static inline struct rte_device *
eth_device(uint32_t id)
{
	return __atomic_load_n(&eth_device_of[id], __ATOMIC_ACQUIRE);
}

static inline void
eth_device_set(uint32_t id, struct rte_device *dev)
{
	__atomic_store_n(&eth_device_of[id], dev, __ATOMIC_RELEASE);
}

/* ---- states: lock.c ---- */

/** Row of a number in use in this process, else NULL. Any thread, no lock. */
static inline struct rte_eth_dev_data *
eth_row(uint32_t id)
{
	return id < RTE_MAX_ETHPORTS ? __atomic_load_n(&eth_ports[id].row, __ATOMIC_ACQUIRE) : NULL;
}

/** Which tenant of its number a row belongs to. */
static inline uint32_t
eth_gen(const struct rte_eth_dev_data *row)
{
	return __atomic_load_n(&row->gen, __ATOMIC_RELAXED);
}

/** State of a number, FREE when it is not in use in this process. */
static inline unsigned int
eth_state(uint32_t id)
{
	const struct rte_eth_dev_data *row = eth_row(id);

	return row != NULL ? life_state(&row->life) : (unsigned int)PORT_FREE;
}

/** Whether the state is one in which the application uses a port. */
static inline bool
eth_state_usable(unsigned int state)
{
	return state >= PORT_ATTACHED && state <= PORT_STOPPED;
}

/** What rte_eth_dev_is_valid_port() tells. Any thread, no lock. */
bool eth_valid(uint32_t id);
/** eth_valid(), or a reserved port seen by the attach that makes it. */
bool eth_usable(uint32_t id);
/** Move the port's state and what is derived from it (data bits, eth_dev->state). The move must be allowed. */
void eth_move(uint16_t id, unsigned int to);
/** 0, or -EIO in place of a driver's error when the hardware is gone. */
int eth_result(struct rte_eth_dev *dev, int ret);
/** Whether the hardware of the port is gone, asking the driver when that is not known yet. */
bool eth_gone(struct rte_eth_dev *dev);

/* ---- locks: lock.c ---- */

/**
 * Begin a control call: take the port's lock and check that it can be used.
 *
 * @return 0; -ENODEV (one log line with @p who); -EBUSY inside a burst that another thread waits for
 */
int eth_enter(uint16_t port_id, struct rte_eth_dev **dev, const char *who);
/** End it: drop the lock, deliver what was queued. Returns @p ret. */
int eth_leave(uint16_t port_id, int ret);
/** Take the lock of any number, whatever its state. 0 or -EBUSY. */
int eth_lock(uint16_t port_id);
/** Take it if nobody else has it. */
bool eth_lock_now(uint16_t port_id);
/** eth_lock() for calls that cannot fail: of a port in whose operations no other thread is. */
void eth_lock_must(uint16_t port_id);
void eth_unlock(uint16_t port_id);
/** Whether the calling thread holds the lock of any port. */
bool eth_locked(void);
/** Log that an argument is bad, and return -EINVAL. */
int eth_bad(const char *who, uint16_t port_id, const char *what);

/* ---- table: port.c ---- */

/** Make a number FREE. The port is RESERVED or CLOSED, its memory given back; its lock is held. */
void eth_slot_free(uint16_t id);
/** Take the name of a closed port out of the index, so that it can be used again. */
void eth_name_drop(uint16_t id);
/** Lock of the shared table; false when there is no table in this process yet. */
bool eth_table_lock(void);
void eth_table_unlock(void);
/** Draw an owner id. 0 or -ENOMEM. */
int eth_owner_draw(uint64_t *id);
/** Whether an owner id was drawn ever. Under the table's lock. */
bool eth_owner_drawn(uint64_t id);
/** First number from @p id on that may be in use in this process, RTE_MAX_ETHPORTS at the end. */
uint32_t eth_next_used(uint32_t id);
/** First reserved number from @p id on in this process. */
uint32_t eth_next_reserved(uint32_t id);
void eth_reserved_clear(uint16_t id);
/** Let the application see a port, or not. */
void eth_show(uint16_t id, bool shown);

/* ---- bursts: fast.c, inside.c ---- */

/** Put the driver's functions and queues into the burst table. */
void eth_fast_publish(struct rte_eth_dev *dev);
/**
 * Put the idle functions there and wait until no other thread is inside. Does nothing when they are there already. 0, or
 * -EBUSY as eth_wait_outside(): then the driver's are there still.
 */
int eth_fast_withdraw(struct rte_eth_dev *dev);
/**
 * Publish one queue of a running port, or withdraw it (NULL), which waits. 0, or -EBUSY as eth_wait_outside(): then it is
 * as before.
 */
int eth_fast_rxq(struct rte_eth_dev *dev, uint16_t queue_id, void *queue);
int eth_fast_txq(struct rte_eth_dev *dev, uint16_t queue_id, void *queue);
/** The arrays of a number, made at the first call. NULL: no memory. */
struct eth_queues *eth_queues_get(uint16_t id);
/**
 * Wait until no other thread is inside a burst of the port. 0, or -EBUSY: the caller is inside a burst itself, and somebody
 * waits for it.
 */
int eth_wait_outside(uint16_t port_id);
/** Whether the calling thread is inside a burst of any port. */
bool eth_inside_any(void);
/** Whether the calling thread is inside a burst of @p port_id. */
bool eth_inside_self(uint16_t port_id);
/** Whether some thread waits for the calling one to leave a burst. */
bool eth_inside_awaited(void);
/** Free the rx and tx functions of a closed port; no thread is inside. */
void eth_rxtx_cbs_free(struct rte_eth_dev *dev);

/* ---- life: port_life.c, port_create.c, port_conf.c, queue_conf.c ---- */

/**
 * Stop under the lock. 0; -EBUSY as eth_wait_outside(), or the driver's code (the port then runs on). @p must: the driver's
 * code does not matter.
 */
int eth_stop(struct rte_eth_dev *dev, bool must);
/** Close a port that is not started, under its lock: it ends CLOSED, DESTROY not delivered. Returns the driver's code. */
int eth_close(struct rte_eth_dev *dev);
/** Free what a port has in memory. Under its lock; no thread is inside. */
void eth_memory_free(struct rte_eth_dev *dev);
/** Hand DESTROY of a port that was closed just now to the calling thread's queue. Under its lock. */
void eth_destroy_queue(struct rte_eth_dev *dev);
/** Reserved port of an attach becomes visible. */
void eth_publish(struct rte_eth_dev *dev);
/** Reserved port of an attach that is undone becomes free; @p probed: its driver closes it first. */
void eth_abort(struct rte_eth_dev *dev, bool probed);

/** Limits as the driver tells them, on top of the library's defaults. */
int eth_info(struct rte_eth_dev *dev, struct rte_eth_dev_info *info);
/** The common counters. 0 or -errno. */
int eth_stats(struct rte_eth_dev *dev, struct rte_eth_stats *stats);
/** Set them to 0. */
int eth_stats_clear(struct rte_eth_dev *dev);
/** Release one queue, if it is set up; bursts do not see it any more. */
void eth_rx_queue_release(struct rte_eth_dev *dev, uint16_t queue_id);
void eth_tx_queue_release(struct rte_eth_dev *dev, uint16_t queue_id);
/** Release queues from @p keep on. */
void eth_rx_queues_release(struct rte_eth_dev *dev, uint16_t keep);
void eth_tx_queues_release(struct rte_eth_dev *dev, uint16_t keep);
/** Have exactly @p nb queue entries; those that stay keep their set-up. 0 or -ENOMEM (nothing changed). */
int eth_rx_queues_resize(struct rte_eth_dev *dev, uint16_t nb);
int eth_tx_queues_resize(struct rte_eth_dev *dev, uint16_t nb);
/** Whether a packet length fits the port; logs why not. 0 or -EINVAL. */
int eth_mtu_check(uint16_t port_id, const struct rte_eth_dev_info *info, uint32_t mtu);
/** Bytes that a frame has beyond its MTU. */
uint32_t eth_frame_overhead(const struct rte_eth_dev_info *info);
/** Put addresses and promiscuity into force again after a start. 0 or the driver's code. */
int eth_addr_replay(struct rte_eth_dev *dev);
void eth_mac_replay(struct rte_eth_dev *dev, const struct rte_eth_dev_info *info);

/* ---- events: eth_event.c, eth_notice.c ---- */

/** Tell the registered functions, in the calling thread. No lock may be held. Returns the last result. */
int eth_event_dispatch(uint16_t port_id, enum rte_eth_event_type event, void *ret_param);
/** Prepare a number that may never have had registrations. */
void eth_event_port_init(uint16_t port_id);
/** End the registrations of one port. */
void eth_event_port_clear(uint16_t port_id);
/** Deliver what the calling thread has queued, and what was left behind, if it holds no lock and is in no transaction. */
void eth_notice_flush(void);
/** Queue a notice for the calling thread's next flush. */
void eth_notice_queue(struct eth_notice *notice);
/** DESTROY of a closed port was delivered: its registrations end, and its number may become free. */
void eth_destroyed(uint16_t port_id, uint32_t gen);

/* ---- class: eth_class.c ---- */

extern struct dev_class eth_class;

#endif
