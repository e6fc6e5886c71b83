/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The data path: bursts and what else a polling thread asks of a queue.
 *
 * None of these waits or takes a lock. A port that is not started, closed, detached or was never there gives 0 packets and takes
 * none, at any time and in any thread, also while another thread stops or detaches it: the mark of rte_ethdev_core.h
 * holds the port's resources until the burst is over.
 */
#ifndef RTE_ETH_BURST_H
#define RTE_ETH_BURST_H

#include <stddef.h>
#include <stdint.h>

#include <rte_branch_prediction.h>
#include <rte_common.h>
#include <rte_errno.h>
#include <rte_ethdev_core.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Run the functions of a receive queue over a burst, from @p opaque (its first) on. For the inline calls. Since 21.11. */
uint16_t rte_eth_call_rx_callbacks(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, uint16_t nb_rx,
				   uint16_t nb_pkts, void *opaque);
/** Run the functions of a transmit queue over a burst. For the inline calls. Since 21.11. */
uint16_t rte_eth_call_tx_callbacks(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts,
				   void *opaque);

/** Bursts of a thread's first call, of calls from inside another burst, and of bad ids. For the inline calls. */
uint16_t rte_eth_rx_burst_slow(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, uint16_t nb_pkts);
uint16_t rte_eth_tx_burst_slow(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts);
/** Result of a burst of a queue that is not in use: 0, rte_errno ENOTSUP. */
uint16_t rte_eth_burst_idle(void);
/** Why a queue is not in use: -ENODEV bad port, -EINVAL bad queue, not set up, or port not started. */
int rte_eth_idle_reason(uint16_t port_id);

/** Entry @p queue_id of an array of the burst table; the array may be replaced once, its entries at any time. */
static __rte_always_inline void *
rte_eth_queue_entry(void ***array, uint16_t queue_id)
{
	return __atomic_load_n(&__atomic_load_n(array, __ATOMIC_ACQUIRE)[queue_id], __ATOMIC_ACQUIRE);
}

/** Body of rte_eth_rx_burst(), with the mark set. */
static __rte_always_inline uint16_t
rte_eth_rx_inside(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, uint16_t nb_pkts)
{
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_rx_burst_t fn = __atomic_load_n(&p->rx_pkt_burst, __ATOMIC_ACQUIRE);
	void *qd = rte_eth_queue_entry(&p->rxq.data, queue_id);
	uint16_t nb_rx;
	void *cb;

	if (unlikely(qd == NULL))
		return rte_eth_burst_idle();
	nb_rx = fn(qd, rx_pkts, nb_pkts);
	cb = rte_eth_queue_entry(&p->rxq.clbk, queue_id);
	if (unlikely(cb != NULL))
		nb_rx = rte_eth_call_rx_callbacks(port_id, queue_id, rx_pkts, nb_rx, nb_pkts, cb);
	return nb_rx;
}

/**
 * Receive packets.
 *
 * @param rx_pkts room for @p nb_pkts; the packets become the caller's
 * @return 0 to @p nb_pkts; there are no errors. A queue that is not in use gives 0 and sets rte_errno to ENOTSUP.
 * Context: any thread, one at a time per queue. Since 2.0.
 */
static inline uint16_t
rte_eth_rx_burst(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **rx_pkts, const uint16_t nb_pkts)
{
	uint32_t *in = &rte_eth_inside.port;
	uint16_t nb_rx;

	if (unlikely(__atomic_load_n(in, __ATOMIC_RELAXED) != RTE_ETH_INSIDE_IDLE ||
		     ((unsigned int)port_id | queue_id) >= RTE_ETH_FP_ROWS))
		return rte_eth_rx_burst_slow(port_id, queue_id, rx_pkts, nb_pkts);
	__atomic_store_n(in, port_id, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	nb_rx = rte_eth_rx_inside(port_id, queue_id, rx_pkts, nb_pkts);
	rte_eth_leave(&rte_eth_inside.port);
	return nb_rx;
}

/** Body of rte_eth_tx_burst(), with the mark set. */
static __rte_always_inline uint16_t
rte_eth_tx_inside(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts)
{
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_tx_burst_t fn = __atomic_load_n(&p->tx_pkt_burst, __ATOMIC_ACQUIRE);
	void *qd = rte_eth_queue_entry(&p->txq.data, queue_id);
	void *cb;

	if (unlikely(qd == NULL))
		return rte_eth_burst_idle();
	cb = rte_eth_queue_entry(&p->txq.clbk, queue_id);
	if (unlikely(cb != NULL)) {
		nb_pkts = rte_eth_call_tx_callbacks(port_id, queue_id, tx_pkts, nb_pkts, cb);
		/* the function may have stopped the port */
		fn = __atomic_load_n(&p->tx_pkt_burst, __ATOMIC_ACQUIRE);
		qd = rte_eth_queue_entry(&p->txq.data, queue_id);
		if (qd == NULL)
			return rte_eth_burst_idle();
	}
	return fn(qd, tx_pkts, nb_pkts);
}

/**
 * Send packets.
 *
 * @param tx_pkts packets; those that are accepted become the driver's, which frees them when they are sent
 * @return number accepted, from the front; the rest stays the caller's. A queue that is not in use accepts none and sets
 *   rte_errno to ENOTSUP.
 * Context: any thread, one at a time per queue unless it is RTE_ETH_TX_OFFLOAD_MT_LOCKFREE. Since 2.0.
 */
static inline uint16_t
rte_eth_tx_burst(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts)
{
	uint32_t *in = &rte_eth_inside.port;
	uint16_t nb_tx;

	if (unlikely(__atomic_load_n(in, __ATOMIC_RELAXED) != RTE_ETH_INSIDE_IDLE ||
		     ((unsigned int)port_id | queue_id) >= RTE_ETH_FP_ROWS))
		return rte_eth_tx_burst_slow(port_id, queue_id, tx_pkts, nb_pkts);
	__atomic_store_n(in, port_id, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	nb_tx = rte_eth_tx_inside(port_id, queue_id, tx_pkts, nb_pkts);
	rte_eth_leave(&rte_eth_inside.port);
	return nb_tx;
}

/**
 * Check and fix up packets whose offloads need it, before they are sent.
 *
 * @return number of packets that are good, from the front; rte_errno tells what is wrong with the next: EINVAL, ENOTSUP;
 *   ENODEV when the ids are bad. A queue that is not in use leaves them as they are and returns @p nb_pkts.
 * Context: as rte_eth_tx_burst(). Since 17.02.
 */
static inline uint16_t
rte_eth_tx_prepare(uint16_t port_id, uint16_t queue_id, struct rte_mbuf **tx_pkts, uint16_t nb_pkts)
{
	uint32_t *in = rte_eth_enter(port_id, queue_id);
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_tx_prep_t fn;
	void *qd;

	if (unlikely(in == NULL)) {
		rte_errno = ENODEV;
		return 0;
	}
	fn = __atomic_load_n(&p->tx_pkt_prepare, __ATOMIC_ACQUIRE);
	qd = rte_eth_queue_entry(&p->txq.data, queue_id);
	if (fn != NULL && qd != NULL)
		nb_pkts = fn(qd, tx_pkts, nb_pkts);
	rte_eth_leave(in);
	return nb_pkts;
}

/**
 * Number of descriptors of a receive queue that hold packets.
 *
 * @return at least 0; -ENODEV bad port; -EINVAL bad queue or not in use; -ENOTSUP the driver cannot tell
 * Context: as rte_eth_rx_burst(). Since 2.0.
 */
static inline int
rte_eth_rx_queue_count(uint16_t port_id, uint16_t queue_id)
{
	uint32_t *in = rte_eth_enter(port_id, queue_id);
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_rx_queue_count_t fn;
	void *qd;
	int ret;

	if (unlikely(in == NULL))
		return rte_eth_idle_reason(port_id);
	fn = __atomic_load_n(&p->rx_queue_count, __ATOMIC_ACQUIRE);
	qd = rte_eth_queue_entry(&p->rxq.data, queue_id);
	if (unlikely(qd == NULL))
		ret = rte_eth_idle_reason(port_id);
	else
		ret = fn != NULL ? (int)fn(qd) : -ENOTSUP;
	rte_eth_leave(in);
	return ret;
}

/* What a receive descriptor is. */
#define RTE_ETH_RX_DESC_AVAIL 0   /**< waits for a packet */
#define RTE_ETH_RX_DESC_DONE 1    /**< holds a packet */
#define RTE_ETH_RX_DESC_UNAVAIL 2 /**< cannot be used by the hardware now */

/**
 * State of the receive descriptor @p offset places behind the next one to be read.
 *
 * @return RTE_ETH_RX_DESC_*; -ENODEV bad port; -EINVAL bad queue or offset, or not in use; -ENOTSUP the driver cannot tell
 * Context: as rte_eth_rx_burst(). Since 17.05.
 */
static inline int
rte_eth_rx_descriptor_status(uint16_t port_id, uint16_t queue_id, uint16_t offset)
{
	uint32_t *in = rte_eth_enter(port_id, queue_id);
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_rx_descriptor_status_t fn;
	void *qd;
	int ret;

	if (unlikely(in == NULL))
		return rte_eth_idle_reason(port_id);
	fn = __atomic_load_n(&p->rx_descriptor_status, __ATOMIC_ACQUIRE);
	qd = rte_eth_queue_entry(&p->rxq.data, queue_id);
	if (unlikely(qd == NULL))
		ret = rte_eth_idle_reason(port_id);
	else
		ret = fn != NULL ? fn(qd, offset) : -ENOTSUP;
	rte_eth_leave(in);
	return ret;
}

/* What a transmit descriptor is. */
#define RTE_ETH_TX_DESC_FULL 0    /**< not sent yet */
#define RTE_ETH_TX_DESC_DONE 1    /**< free */
#define RTE_ETH_TX_DESC_UNAVAIL 2 /**< cannot be used now */

/**
 * State of the transmit descriptor @p offset places behind the next one to be written. As rte_eth_rx_descriptor_status().
 * Since 17.05.
 */
static inline int
rte_eth_tx_descriptor_status(uint16_t port_id, uint16_t queue_id, uint16_t offset)
{
	uint32_t *in = rte_eth_enter(port_id, queue_id);
	struct rte_eth_fp_ops *p = &rte_eth_fp_ops[port_id];
	eth_tx_descriptor_status_t fn;
	void *qd;
	int ret;

	if (unlikely(in == NULL))
		return rte_eth_idle_reason(port_id);
	fn = __atomic_load_n(&p->tx_descriptor_status, __ATOMIC_ACQUIRE);
	qd = rte_eth_queue_entry(&p->txq.data, queue_id);
	if (unlikely(qd == NULL))
		ret = rte_eth_idle_reason(port_id);
	else
		ret = fn != NULL ? fn(qd, offset) : -ENOTSUP;
	rte_eth_leave(in);
	return ret;
}

/**
 * Ask the driver to free packets that are sent.
 *
 * @param free_cnt at most so many; 0: all
 * @return number freed; -ENODEV bad port; -EINVAL bad queue, not set up; -ENOTSUP; -EIO hardware gone; else the driver's code
 * Context: as rte_eth_tx_burst(). Since 17.05.
 */
int rte_eth_tx_done_cleanup(uint16_t port_id, uint16_t queue_id, uint32_t free_cnt);

/** Told of packets that a tx buffer could not send. */
typedef void (*buffer_tx_error_fn)(struct rte_mbuf **unsent, uint16_t count, void *userdata);

/** Packets on their way to one transmit queue; RTE_ETH_TX_BUFFER_SIZE() bytes. Since 16.04. */
struct rte_eth_dev_tx_buffer {
	buffer_tx_error_fn error_callback;
	void *error_userdata;
	uint16_t size;   /**< room, in packets */
	uint16_t length; /**< packets in it */
	struct rte_mbuf *pkts[];
};

/** Bytes of a tx buffer for @p sz packets. */
#define RTE_ETH_TX_BUFFER_SIZE(sz) (sizeof(struct rte_eth_dev_tx_buffer) + (sz) * sizeof(struct rte_mbuf *))

/** Make an empty buffer for @p size packets that drops what cannot be sent. 0; -EINVAL NULL. Since 16.04. */
int rte_eth_tx_buffer_init(struct rte_eth_dev_tx_buffer *buffer, uint16_t size);
/** Set who is told of unsent packets, and gets them. 0; -EINVAL NULL. Since 16.04. */
int rte_eth_tx_buffer_set_err_callback(struct rte_eth_dev_tx_buffer *buffer, buffer_tx_error_fn callback, void *userdata);
/** Frees unsent packets. Since 16.04. */
void rte_eth_tx_buffer_drop_callback(struct rte_mbuf **pkts, uint16_t unsent, void *userdata);
/** Frees unsent packets and adds their number to the uint64_t at @p userdata. Since 16.04. */
void rte_eth_tx_buffer_count_callback(struct rte_mbuf **pkts, uint16_t unsent, void *userdata);

/** Send what is in a buffer; returns how many were sent. Unsent ones went to the error function. Since 16.04. */
static inline uint16_t
rte_eth_tx_buffer_flush(uint16_t port_id, uint16_t queue_id, struct rte_eth_dev_tx_buffer *buffer)
{
	uint16_t to_send = buffer->length;
	uint16_t sent;

	if (to_send == 0)
		return 0;
	sent = rte_eth_tx_burst(port_id, queue_id, buffer->pkts, to_send);
	buffer->length = 0;
	if (unlikely(sent != to_send))
		buffer->error_callback(&buffer->pkts[sent], (uint16_t)(to_send - sent), buffer->error_userdata);
	return sent;
}

/** Put a packet into a buffer, and send when it is full; returns how many were sent. Since 16.04. */
static __rte_always_inline uint16_t
rte_eth_tx_buffer(uint16_t port_id, uint16_t queue_id, struct rte_eth_dev_tx_buffer *buffer, struct rte_mbuf *tx_pkt)
{
	buffer->pkts[buffer->length++] = tx_pkt;
	if (buffer->length < buffer->size)
		return 0;
	return rte_eth_tx_buffer_flush(port_id, queue_id, buffer);
}

#ifdef __cplusplus
}
#endif

#endif
