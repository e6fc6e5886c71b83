/* SPDX-License-Identifier: BSD-3-Clause */
/* The link of a port: state, speed, duplex. */
#ifndef RTE_ETH_LINK_H
#define RTE_ETH_LINK_H

#include <stddef.h>
#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Speeds as bits, for capabilities and settings. Since 16.04; spelled ETH_LINK_SPEED_* before 21.11. */
#define RTE_ETH_LINK_SPEED_AUTONEG 0
#define RTE_ETH_LINK_SPEED_FIXED RTE_BIT32(0)
#define RTE_ETH_LINK_SPEED_10M_HD RTE_BIT32(1)
#define RTE_ETH_LINK_SPEED_10M RTE_BIT32(2)
#define RTE_ETH_LINK_SPEED_100M_HD RTE_BIT32(3)
#define RTE_ETH_LINK_SPEED_100M RTE_BIT32(4)
#define RTE_ETH_LINK_SPEED_1G RTE_BIT32(5)
#define RTE_ETH_LINK_SPEED_2_5G RTE_BIT32(6)
#define RTE_ETH_LINK_SPEED_5G RTE_BIT32(7)
#define RTE_ETH_LINK_SPEED_10G RTE_BIT32(8)
#define RTE_ETH_LINK_SPEED_20G RTE_BIT32(9)
#define RTE_ETH_LINK_SPEED_25G RTE_BIT32(10)
#define RTE_ETH_LINK_SPEED_40G RTE_BIT32(11)
#define RTE_ETH_LINK_SPEED_50G RTE_BIT32(12)
#define RTE_ETH_LINK_SPEED_56G RTE_BIT32(13)
#define RTE_ETH_LINK_SPEED_100G RTE_BIT32(14)
#define RTE_ETH_LINK_SPEED_200G RTE_BIT32(15)

/* Speeds as numbers, in Mb/s. */
#define RTE_ETH_SPEED_NUM_NONE 0
#define RTE_ETH_SPEED_NUM_10M 10
#define RTE_ETH_SPEED_NUM_100M 100
#define RTE_ETH_SPEED_NUM_1G 1000
#define RTE_ETH_SPEED_NUM_2_5G 2500
#define RTE_ETH_SPEED_NUM_5G 5000
#define RTE_ETH_SPEED_NUM_10G 10000
#define RTE_ETH_SPEED_NUM_20G 20000
#define RTE_ETH_SPEED_NUM_25G 25000
#define RTE_ETH_SPEED_NUM_40G 40000
#define RTE_ETH_SPEED_NUM_50G 50000
#define RTE_ETH_SPEED_NUM_56G 56000
#define RTE_ETH_SPEED_NUM_100G 100000
#define RTE_ETH_SPEED_NUM_200G 200000
#define RTE_ETH_SPEED_NUM_UNKNOWN UINT32_MAX

#define RTE_ETH_LINK_HALF_DUPLEX 0
#define RTE_ETH_LINK_FULL_DUPLEX 1
#define RTE_ETH_LINK_DOWN 0
#define RTE_ETH_LINK_UP 1
#define RTE_ETH_LINK_FIXED 0
#define RTE_ETH_LINK_AUTONEG 1
/** Bytes that rte_eth_link_to_str() may need. */
#define RTE_ETH_LINK_MAX_STR_LEN 40

/** State of a link; read and written as one 64-bit word. Since 2.0, this layout since 16.04. */
__extension__ struct rte_eth_link {
	uint32_t link_speed;        /**< RTE_ETH_SPEED_NUM_* */
	uint16_t link_duplex : 1;   /**< RTE_ETH_LINK_HALF/FULL_DUPLEX */
	uint16_t link_autoneg : 1;  /**< RTE_ETH_LINK_AUTONEG/FIXED */
	uint16_t link_status : 1;   /**< RTE_ETH_LINK_DOWN/UP */
} __rte_aligned(8);

/**
 * Read the link; a driver may wait for the end of a negotiation (up to 9 s with some hardware).
 *
 * @return 0; -ENODEV bad port; -EINVAL NULL; -ENOTSUP no such operation; -EIO hardware gone
 * Context: any thread; blocks. Since 2.0.
 */
int rte_eth_link_get(uint16_t port_id, struct rte_eth_link *link);
/** rte_eth_link_get() without waiting for a negotiation. Since 2.0. */
int rte_eth_link_get_nowait(uint16_t port_id, struct rte_eth_link *link);
/** Bring the link up. 0; -ENODEV; -ENOTSUP; -EIO; else the driver's code. Since 2.0. */
int rte_eth_dev_set_link_up(uint16_t port_id);
/** Bring the link down; the port counts as started still. As rte_eth_dev_set_link_up(). Since 2.0. */
int rte_eth_dev_set_link_down(uint16_t port_id);

/** Bit of RTE_ETH_LINK_SPEED_* for a speed in Mb/s, 0 when there is none. Since 16.04. */
uint32_t rte_eth_speed_bitflag(uint32_t speed, int duplex);
/** "10 Gbps", ...; "None", "Unknown", "Invalid". Static text. Since 20.11. */
const char *rte_eth_link_speed_to_str(uint32_t link_speed);
/**
 * Describe a link, e.g. "Link up at 10 Gbps FDX Autoneg" or "Link down".
 *
 * @param len bytes of @p str; RTE_ETH_LINK_MAX_STR_LEN always suffice
 * @return characters that the text has (more than fit when @p len is too small); -EINVAL NULL or length 0. Since 20.11.
 */
int rte_eth_link_to_str(char *str, size_t len, const struct rte_eth_link *eth_link);

#ifdef __cplusplus
}
#endif

#endif
