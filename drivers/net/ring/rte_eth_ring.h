/* SPDX-License-Identifier: BSD-3-Clause */
/* Make Ethernet ports out of rings. */
#ifndef RTE_ETH_RING_H
#define RTE_ETH_RING_H

#include <rte_ring.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create a port whose queues are the caller's rings. The device and the port are called net_ring_<name>.
 *
 * @param name          at most 54 characters
 * @param rx_queues     ring k is what receive queue k takes packets from
 * @param nb_rx_queues  0 to 16
 * @param tx_queues     ring k is where transmit queue k puts packets; rings may stand in both arrays
 * @param nb_tx_queues  0 to 16
 * @param numa_node     node that the port reports and its memory comes from
 * @return port number; -1 with rte_errno: EINVAL no name, a missing array or ring, too many queues, or the device could not be
 *  attached (there is one of that name, no memory ...), ENAMETOOLONG, ENODEV the port has gone again, ENOTSUP called in a
 *  secondary process.
 * Context: any thread and callback in which a device may be attached; blocks.
 * Lifetime: the rings stay the caller's, who frees them after the port is closed. Since 2.0.
 */
int rte_eth_from_rings(const char *name, struct rte_ring *const rx_queues[], const unsigned int nb_rx_queues,
	struct rte_ring *const tx_queues[], const unsigned int nb_tx_queues, const unsigned int numa_node);

/**
 * Create a port with one queue each way, both of them the ring @p r, under the ring's name: what is sent comes back.
 *
 * @return as rte_eth_from_rings(); -1 with rte_errno EINVAL when @p r is NULL.
 * Context: as rte_eth_from_rings(). Since 2.0.
 */
int rte_eth_from_ring(struct rte_ring *r);

#ifdef __cplusplus
}
#endif

#endif
