/* SPDX-License-Identifier: BSD-3-Clause */
/* Queues of a port: set-up, start and stop, interrupts, functions that see every burst. */
#ifndef RTE_ETH_QUEUE_H
#define RTE_ETH_QUEUE_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_eth_conf.h>
#include <rte_ethdev_core.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Set up a receive queue of a configured port. A queue that was set up before is released first.
 *
 * @param nb_rx_desc descriptors; 0: what the driver prefers, else 512
 * @param socket_id memory node for the ring
 * @param rx_conf NULL: the driver's default
 * @param mb_pool buffers; NULL only with rx_conf that gives pools or segments
 * @return 0; -ENODEV bad port; -EINVAL bad queue, no pool, buffers too small, number of descriptors or offloads that the
 *   port does not take; -ENOSPC the pool was not made for packets; -EBUSY started, and neither the port nor the queue
 *   allows it; -ENOTSUP no such operation; -EIO hardware gone; else the driver's code
 * Context: any thread; blocks for other control calls of the port. Since 2.0.
 */
int rte_eth_rx_queue_setup(uint16_t port_id, uint16_t rx_queue_id, uint16_t nb_rx_desc, unsigned int socket_id,
			   const struct rte_eth_rxconf *rx_conf, struct rte_mempool *mb_pool);
/** Set up a transmit queue, as rte_eth_rx_queue_setup(). Since 2.0. */
int rte_eth_tx_queue_setup(uint16_t port_id, uint16_t tx_queue_id, uint16_t nb_tx_desc, unsigned int socket_id,
			   const struct rte_eth_txconf *tx_conf);

/**
 * Start a queue of a started port.
 *
 * @return 0, also when it runs; -ENODEV bad port; -EINVAL bad queue, not set up, or port not started; -ENOTSUP; -EIO; else the
 *   driver's code. Since 2.0.
 */
int rte_eth_dev_rx_queue_start(uint16_t port_id, uint16_t rx_queue_id);
/** Stop a queue. 0, also when it is stopped; errors as rte_eth_dev_rx_queue_start(), but the port need not run. Since 2.0. */
int rte_eth_dev_rx_queue_stop(uint16_t port_id, uint16_t rx_queue_id);
/** As rte_eth_dev_rx_queue_start(). Since 2.0. */
int rte_eth_dev_tx_queue_start(uint16_t port_id, uint16_t tx_queue_id);
/** As rte_eth_dev_rx_queue_stop(). Since 2.0. */
int rte_eth_dev_tx_queue_stop(uint16_t port_id, uint16_t tx_queue_id);

/** Let a receive queue raise interrupts. 0; -ENODEV; -EINVAL bad queue; -ENOTSUP; -EIO. Since 2.1. */
int rte_eth_dev_rx_intr_enable(uint16_t port_id, uint16_t queue_id);
/** Opposite of rte_eth_dev_rx_intr_enable(). Since 2.1. */
int rte_eth_dev_rx_intr_disable(uint16_t port_id, uint16_t queue_id);
/**
 * Watch a receive queue's interrupt in an epoll instance, or end that.
 *
 * @param epfd epoll descriptor or RTE_EPOLL_PER_THREAD
 * @param op RTE_INTR_EVENT_ADD or RTE_INTR_EVENT_DEL
 * @param data comes back with the event
 * @return 0; -ENODEV; -EINVAL bad queue; -ENOTSUP the port has no interrupts; -EPERM its queues have no vectors, or bad @p
 *   op; -EEXIST watched already; else the errno of epoll. Since 2.1.
 */
int rte_eth_dev_rx_intr_ctl_q(uint16_t port_id, uint16_t queue_id, int epfd, int op, void *data);
/**
 * rte_eth_dev_rx_intr_ctl_q() for all receive queues; those watched already do not matter. The first failure is returned.
 * Since 2.1.
 */
int rte_eth_dev_rx_intr_ctl(uint16_t port_id, int epfd, int op, void *data);
/** Descriptor that becomes readable when the queue raises an interrupt; -1 bad port or queue, or none. Since 18.11. */
int rte_eth_dev_rx_intr_ctl_q_get_fd(uint16_t port_id, uint16_t queue_id);

struct rte_eth_rxtx_callback;

/**
 * Sees the packets of a receive burst and may change them; returns how many there are then, at most @p max_pkts. Runs
 * inside the port: stop, close and detach wait for it.
 */
typedef uint16_t (*rte_rx_callback_fn)(uint16_t port_id, uint16_t queue, struct rte_mbuf *pkts[], uint16_t nb_pkts,
				       uint16_t max_pkts, void *user_param);
/** Sees the packets of a transmit burst before they are sent; returns how many are left. */
typedef uint16_t (*rte_tx_callback_fn)(uint16_t port_id, uint16_t queue, struct rte_mbuf *pkts[], uint16_t nb_pkts,
				       void *user_param);

/**
 * Add a function to the end of the list of a receive queue.
 *
 * @return handle, or NULL with rte_errno: EINVAL bad port, bad queue or NULL function; ENOMEM
 * Lifetime: until it is removed, or the port is closed (then the library frees it).
 * Context: any thread, while the port runs or not. Since 2.0.
 */
const struct rte_eth_rxtx_callback *rte_eth_add_rx_callback(uint16_t port_id, uint16_t queue_id, rte_rx_callback_fn fn,
							    void *user_param);
/** As rte_eth_add_rx_callback(), at the front of the list. Since 16.07. */
const struct rte_eth_rxtx_callback *rte_eth_add_first_rx_callback(uint16_t port_id, uint16_t queue_id, rte_rx_callback_fn fn,
								  void *user_param);
/** As rte_eth_add_rx_callback() for a transmit queue. Since 2.0. */
const struct rte_eth_rxtx_callback *rte_eth_add_tx_callback(uint16_t port_id, uint16_t queue_id, rte_tx_callback_fn fn,
							    void *user_param);
/**
 * Take a function away again. When it returns no thread runs the function (but the caller, if it calls from inside a burst).
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL, bad queue, or not in its list; -EBUSY called from inside a burst that another
 *   thread waits for: the function may still run in a thread
 * Lifetime: the handle belongs to the caller afterwards, who may rte_free() it, but not inside a burst of the port. Since 2.0.
 */
int rte_eth_remove_rx_callback(uint16_t port_id, uint16_t queue_id, const struct rte_eth_rxtx_callback *user_cb);
/** As rte_eth_remove_rx_callback() for a transmit queue. Since 2.0. */
int rte_eth_remove_tx_callback(uint16_t port_id, uint16_t queue_id, const struct rte_eth_rxtx_callback *user_cb);

#ifdef __cplusplus
}
#endif

#endif
