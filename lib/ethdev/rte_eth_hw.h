/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls that hardware answers: flow control, error correction, LEDs, memories, registers, clocks, tunnels, rates. */
#ifndef RTE_ETH_HW_H
#define RTE_ETH_HW_H

#include <stdint.h>
#include <time.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_dev_info.h>
#include <rte_eth_conf.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All return 0; -ENODEV bad port; -EINVAL NULL or bad argument; -ENOTSUP the driver has no such operation; -EIO hardware
 * gone; else the driver's code. They may be called from any thread and block for other control calls of the port.
 */

enum rte_eth_fc_mode {
	RTE_ETH_FC_NONE = 0, /**< off */
	RTE_ETH_FC_RX_PAUSE, /**< pause frames that arrive are obeyed */
	RTE_ETH_FC_TX_PAUSE, /**< pause frames are sent */
	RTE_ETH_FC_FULL      /**< both */
};

/** Ethernet flow control. Since 2.0. */
struct rte_eth_fc_conf {
	uint32_t high_water;
	uint32_t low_water;
	uint16_t pause_time;
	uint16_t send_xon;
	enum rte_eth_fc_mode mode;
	uint8_t mac_ctrl_frame_fwd;
	uint8_t autoneg;
};

/** Flow control of one priority. Since 2.0. */
struct rte_eth_pfc_conf {
	struct rte_eth_fc_conf fc;
	uint8_t priority; /**< 0 to 7 */
};

int rte_eth_dev_flow_ctrl_get(uint16_t port_id, struct rte_eth_fc_conf *fc_conf);
/** -EINVAL also for send_xon above 1. */
int rte_eth_dev_flow_ctrl_set(uint16_t port_id, struct rte_eth_fc_conf *fc_conf);
/** -EINVAL also for a priority above 7, or a high water mark that is not above the low one. */
int rte_eth_dev_priority_flow_ctrl_set(uint16_t port_id, struct rte_eth_pfc_conf *pfc_conf);

struct rte_eth_pfc_queue_info {
	uint8_t tc_max;
	enum rte_eth_fc_mode mode_capa;
};

struct rte_eth_pfc_queue_conf {
	enum rte_eth_fc_mode mode;
	struct {
		uint16_t tx_qid;
		uint8_t tc;
	} rx_pause;
	struct {
		uint16_t pause_time;
		uint16_t rx_qid;
		uint8_t tc;
	} tx_pause;
};

/** How queues map to traffic classes. Since 2.2. */
struct rte_eth_dcb_tc_queue_mapping {
	struct {
		uint16_t base;
		uint16_t nb_queue;
	} tc_rxq[RTE_ETH_MAX_VMDQ_POOL][RTE_ETH_DCB_NUM_TCS];
	struct {
		uint16_t base;
		uint16_t nb_queue;
	} tc_txq[RTE_ETH_MAX_VMDQ_POOL][RTE_ETH_DCB_NUM_TCS];
};

struct rte_eth_dcb_info {
	uint8_t nb_tcs;
	uint8_t prio_tc[RTE_ETH_DCB_NUM_USER_PRIORITIES];
	uint8_t tc_bws[RTE_ETH_DCB_NUM_TCS]; /**< share of each class, in percent */
	struct rte_eth_dcb_tc_queue_mapping tc_queue;
};

/** Cleared first. Since 2.2. */
int rte_eth_dev_get_dcb_info(uint16_t port_id, struct rte_eth_dcb_info *dcb_info);

/* Forward error correction. Since 20.11. */
enum rte_eth_fec_mode {
	RTE_ETH_FEC_NOFEC = 0,
	RTE_ETH_FEC_AUTO,
	RTE_ETH_FEC_BASER,
	RTE_ETH_FEC_RS,
};

#define RTE_ETH_FEC_MODE_TO_CAPA(x) RTE_BIT32(x)
#define RTE_ETH_FEC_MODE_CAPA_MASK(x) RTE_BIT32(RTE_ETH_FEC_##x)

struct rte_eth_fec_capa {
	uint32_t speed; /**< RTE_ETH_SPEED_NUM_* */
	uint32_t capa;  /**< RTE_ETH_FEC_MODE_CAPA_MASK() */
};

/** Number of entries that there are, written only when @p num suffices; NULL with 0 asks for it. */
int rte_eth_fec_get_capability(uint16_t port_id, struct rte_eth_fec_capa *speed_fec_capa, unsigned int num);
int rte_eth_fec_get(uint16_t port_id, uint32_t *fec_capa);
/** -EINVAL also for no mode at all. */
int rte_eth_fec_set(uint16_t port_id, uint32_t fec_capa);

/** Light the port's LED. Since 2.0. */
int rte_eth_led_on(uint16_t port_id);
int rte_eth_led_off(uint16_t port_id);

/** Registers; with data NULL only length and width. Since 2.1. */
int rte_eth_dev_get_reg_info(uint16_t port_id, struct rte_dev_reg_info *info);
/** Bytes of the EEPROM. Since 2.1. */
int rte_eth_dev_get_eeprom_length(uint16_t port_id);
int rte_eth_dev_get_eeprom(uint16_t port_id, struct rte_dev_eeprom_info *info);
int rte_eth_dev_set_eeprom(uint16_t port_id, struct rte_dev_eeprom_info *info);
/** The plug-in module. Since 18.05. */
int rte_eth_dev_get_module_info(uint16_t port_id, struct rte_eth_dev_module_info *modinfo);
/** -EINVAL also for no buffer or length 0. Since 18.05. */
int rte_eth_dev_get_module_eeprom(uint16_t port_id, struct rte_dev_eeprom_info *info);

/** Precision time. Since 2.1; reading, writing and adjusting the clock 2.2. */
int rte_eth_timesync_enable(uint16_t port_id);
int rte_eth_timesync_disable(uint16_t port_id);
int rte_eth_timesync_read_rx_timestamp(uint16_t port_id, struct timespec *timestamp, uint32_t flags);
int rte_eth_timesync_read_tx_timestamp(uint16_t port_id, struct timespec *timestamp);
/** @p delta in nanoseconds. */
int rte_eth_timesync_adjust_time(uint16_t port_id, int64_t delta);
int rte_eth_timesync_read_time(uint16_t port_id, struct timespec *time);
int rte_eth_timesync_write_time(uint16_t port_id, const struct timespec *time);
/** The port's free running clock, in its own ticks. Since 19.08. */
int rte_eth_read_clock(uint16_t port_id, uint64_t *clock);

/** Tell which UDP port carries tunnels. -EINVAL also for an unknown kind. Since 16.04. */
int rte_eth_dev_udp_tunnel_port_add(uint16_t port_id, struct rte_eth_udp_tunnel *tunnel_udp);
int rte_eth_dev_udp_tunnel_port_delete(uint16_t port_id, struct rte_eth_udp_tunnel *tunnel_udp);

/** Limit a transmit queue to @p tx_rate Mb/s. -EINVAL bad queue, or above the link's speed. Since 2.0. */
int rte_eth_set_queue_rate_limit(uint16_t port_id, uint16_t queue_idx, uint32_t tx_rate);

#ifdef __cplusplus
}
#endif

#endif
