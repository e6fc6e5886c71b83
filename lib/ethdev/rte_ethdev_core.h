/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table that bursts go through, and the mark by which a thread says in which port it is.
 *
 * A row always can be called: a port that is not started has functions that return 0 and queues that are NULL. Rows are
 * written by the control calls alone.
 */
#ifndef RTE_ETHDEV_CORE_H
#define RTE_ETHDEV_CORE_H

#include <stdint.h>
#include <sys/queue.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_eth_dev;
struct rte_eth_dev_callback;
struct rte_mbuf;

/** Coarse state of a port as drivers see it in eth_dev->state; derived from the port's own. Since 17.05. */
enum rte_eth_dev_state {
	RTE_ETH_DEV_UNUSED = 0,
	RTE_ETH_DEV_ATTACHED,
	RTE_ETH_DEV_REMOVED,
};

/** List head that older driver sources initialise; the library does not use it. */
TAILQ_HEAD(rte_eth_dev_cb_list, rte_eth_dev_callback);

/** Receive up to @p nb_pkts packets from a driver's queue object. */
typedef uint16_t (*eth_rx_burst_t)(void *rxq, struct rte_mbuf **rx_pkts, uint16_t nb_pkts);
/** Hand up to @p nb_pkts packets to a driver's queue object. */
typedef uint16_t (*eth_tx_burst_t)(void *txq, struct rte_mbuf **tx_pkts, uint16_t nb_pkts);
/** Check and fix up packets before they are sent; returns how many are good. */
typedef uint16_t (*eth_tx_prep_t)(void *txq, struct rte_mbuf **tx_pkts, uint16_t nb_pkts);
/** Number of used descriptors. */
typedef uint32_t (*eth_rx_queue_count_t)(void *rxq);
/** RTE_ETH_RX_DESC_* of the descriptor @p offset places behind the next one, or -errno. */
typedef int (*eth_rx_descriptor_status_t)(void *rxq, uint16_t offset);
/** RTE_ETH_TX_DESC_* of the descriptor @p offset places behind the next one, or -errno. */
typedef int (*eth_tx_descriptor_status_t)(void *txq, uint16_t offset);

/** Queue objects of a port as the burst functions see them: two arrays of RTE_MAX_QUEUES_PER_PORT. */
struct rte_ethdev_qdata {
	void **data; /**< driver's queue object, NULL when the queue is not in use */
	void **clbk; /**< first rx or tx callback, NULL when there is none */
};

/** One row of the burst table. The layout is part of the ABI. Since 21.11. */
struct rte_eth_fp_ops {
	eth_rx_burst_t rx_pkt_burst;
	eth_rx_queue_count_t rx_queue_count;             /**< NULL: not supported */
	eth_rx_descriptor_status_t rx_descriptor_status; /**< NULL: not supported */
	struct rte_ethdev_qdata rxq;
	uintptr_t reserved1[3];

	eth_tx_burst_t tx_pkt_burst;
	eth_tx_prep_t tx_pkt_prepare;                    /**< NULL: nothing to prepare */
	eth_tx_descriptor_status_t tx_descriptor_status; /**< NULL: not supported */
	struct rte_ethdev_qdata txq;
	uintptr_t reserved2[3];
} __rte_cache_aligned;

/** The table: RTE_ETH_FP_ROWS rows, whatever RTE_MAX_ETHPORTS an application sees. */
extern struct rte_eth_fp_ops rte_eth_fp_ops[];

/** Rows of the table and queues of a row: equal, so that one test covers both ids of a burst. */
#define RTE_ETH_FP_ROWS 1024

/** The thread is in no port. */
#define RTE_ETH_INSIDE_IDLE UINT32_MAX
/** The thread is not known yet: its first burst takes the slow path once. */
#define RTE_ETH_INSIDE_UNKNOWN (UINT32_MAX - 1)

/** In which port the calling thread is. Written by the thread alone, read by whoever waits for it to leave. */
struct rte_eth_inside {
	uint32_t port;
};

extern __thread struct rte_eth_inside rte_eth_inside __attribute__((tls_model("initial-exec")));

/**
 * Mark the calling thread as inside @p port_id, in all cases that the inline path does not cover: its first burst, and a
 * burst from within another port's burst.
 *
 * @return word to hand to rte_eth_leave(), NULL (rte_errno EINVAL: bad id; ELOOP: more than eight ports deep)
 * Context: any thread.
 */
uint32_t *rte_eth_enter_slow(uint16_t port_id, uint16_t queue_id);

/** Mark the calling thread as inside @p port_id. NULL as rte_eth_enter_slow(). */
static __rte_always_inline uint32_t *
rte_eth_enter(uint16_t port_id, uint16_t queue_id)
{
	uint32_t *in = &rte_eth_inside.port;

	if (__builtin_expect(__atomic_load_n(in, __ATOMIC_RELAXED) != RTE_ETH_INSIDE_IDLE ||
			     ((unsigned int)port_id | queue_id) >= RTE_ETH_FP_ROWS, 0))
		return rte_eth_enter_slow(port_id, queue_id);
	__atomic_store_n(in, port_id, __ATOMIC_RELAXED);
	/* the waiting side issues the barrier of the processor */
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return in;
}

/** Take the mark back: from here on the port's resources may go. */
static __rte_always_inline void
rte_eth_leave(uint32_t *in)
{
	__atomic_store_n(in, RTE_ETH_INSIDE_IDLE, __ATOMIC_RELEASE);
}

#ifdef __cplusplus
}
#endif

#endif
