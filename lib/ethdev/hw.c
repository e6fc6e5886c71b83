/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls that hardware answers: arguments are checked, the driver does the rest. */
#include <errno.h>
#include <string.h>

#include "private.h"

/* Calls whose only argument beside the port is a pointer that must be given. */
#define HW_CALL(name, type, op)                                                                               \
	int name(uint16_t port_id, type *arg)                                                                   \
	{                                                                                                       \
		struct rte_eth_dev *dev;                                                                        \
		int ret = eth_enter(port_id, &dev, __func__);                                                   \
                                                                                                                \
		if (ret != 0)                                                                                   \
			return ret;                                                                             \
		ret = arg != NULL ? ETH_OP(dev, op, arg) : eth_bad(__func__, port_id, "an argument is missing"); \
		return eth_leave(port_id, ret);                                                                 \
	}

/* Calls without an argument beside the port. */
#define HW_CALL_PLAIN(name, op)                                                                               \
	int name(uint16_t port_id)                                                                              \
	{                                                                                                       \
		struct rte_eth_dev *dev;                                                                        \
		int ret = eth_enter(port_id, &dev, __func__);                                                   \
                                                                                                                \
		if (ret != 0)                                                                                   \
			return ret;                                                                             \
		return eth_leave(port_id, ETH_OP(dev, op));                                                     \
	}

HW_CALL(rte_eth_dev_flow_ctrl_get, struct rte_eth_fc_conf, flow_ctrl_get)
HW_CALL(rte_eth_fec_get, uint32_t, fec_get)
HW_CALL(rte_eth_dev_get_reg_info, struct rte_dev_reg_info, get_reg)
HW_CALL(rte_eth_dev_get_eeprom, struct rte_dev_eeprom_info, get_eeprom)
HW_CALL(rte_eth_dev_set_eeprom, struct rte_dev_eeprom_info, set_eeprom)
HW_CALL(rte_eth_dev_get_module_info, struct rte_eth_dev_module_info, get_module_info)
HW_CALL(rte_eth_timesync_read_tx_timestamp, struct timespec, timesync_read_tx_timestamp)
HW_CALL(rte_eth_timesync_read_time, struct timespec, timesync_read_time)
HW_CALL(rte_eth_timesync_write_time, const struct timespec, timesync_write_time)
HW_CALL(rte_eth_read_clock, uint64_t, read_clock)

HW_CALL_PLAIN(rte_eth_led_on, dev_led_on)
HW_CALL_PLAIN(rte_eth_led_off, dev_led_off)
HW_CALL_PLAIN(rte_eth_dev_get_eeprom_length, get_eeprom_length)
HW_CALL_PLAIN(rte_eth_timesync_enable, timesync_enable)
HW_CALL_PLAIN(rte_eth_timesync_disable, timesync_disable)

int
rte_eth_dev_flow_ctrl_set(uint16_t port_id, struct rte_eth_fc_conf *fc_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (fc_conf == NULL || fc_conf->send_xon > 1)
		ret = eth_bad(__func__, port_id, "no settings, or send_xon is neither 0 nor 1");
	else
		ret = ETH_OP(dev, flow_ctrl_set, fc_conf);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_priority_flow_ctrl_set(uint16_t port_id, struct rte_eth_pfc_conf *pfc_conf)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (pfc_conf == NULL || pfc_conf->priority >= RTE_ETH_DCB_NUM_USER_PRIORITIES)
		ret = eth_bad(__func__, port_id, "no settings, or a priority above 7");
	else if (pfc_conf->fc.mode != RTE_ETH_FC_NONE && pfc_conf->fc.mode != RTE_ETH_FC_RX_PAUSE &&
		pfc_conf->fc.high_water != 0 && pfc_conf->fc.high_water <= pfc_conf->fc.low_water)
		ret = eth_bad(__func__, port_id, "the high water mark is not above the low one");
	else
		ret = ETH_OP(dev, priority_flow_ctrl_set, pfc_conf);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_get_dcb_info(uint16_t port_id, struct rte_eth_dcb_info *dcb_info)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (dcb_info == NULL) {
		ret = eth_bad(__func__, port_id, "no room for the answer");
	} else {
		memset(dcb_info, 0, sizeof(*dcb_info));
		ret = ETH_OP(dev, get_dcb_info, dcb_info);
	}
	return eth_leave(port_id, ret);
}

int
rte_eth_fec_get_capability(uint16_t port_id, struct rte_eth_fec_capa *speed_fec_capa, unsigned int num)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (speed_fec_capa == NULL && num != 0)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else
		ret = ETH_OP(dev, fec_get_capability, speed_fec_capa, num);
	return eth_leave(port_id, ret);
}

int
rte_eth_fec_set(uint16_t port_id, uint32_t fec_capa)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = fec_capa != 0 ? ETH_OP(dev, fec_set, fec_capa) : eth_bad(__func__, port_id, "no mode is given");
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_get_module_eeprom(uint16_t port_id, struct rte_dev_eeprom_info *info)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (info == NULL || info->data == NULL || info->length == 0)
		ret = eth_bad(__func__, port_id, "no room for the answer");
	else
		ret = ETH_OP(dev, get_module_eeprom, info);
	return eth_leave(port_id, ret);
}

int
rte_eth_timesync_read_rx_timestamp(uint16_t port_id, struct timespec *timestamp, uint32_t flags)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = timestamp != NULL ? ETH_OP(dev, timesync_read_rx_timestamp, timestamp, flags) :
				  eth_bad(__func__, port_id, "no room for the answer");
	return eth_leave(port_id, ret);
}

int
rte_eth_timesync_adjust_time(uint16_t port_id, int64_t delta)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	return eth_leave(port_id, ETH_OP(dev, timesync_adjust_time, delta));
}

static int
tunnel_check(uint16_t port_id, const struct rte_eth_udp_tunnel *tunnel, const char *who)
{
	if (tunnel != NULL && tunnel->prot_type < RTE_ETH_TUNNEL_TYPE_MAX)
		return 0;
	return eth_bad(who, port_id, "no tunnel, or one of an unknown kind");
}

int
rte_eth_dev_udp_tunnel_port_add(uint16_t port_id, struct rte_eth_udp_tunnel *tunnel_udp)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = tunnel_check(port_id, tunnel_udp, __func__);
	return eth_leave(port_id, ret != 0 ? ret : ETH_OP(dev, udp_tunnel_port_add, tunnel_udp));
}

int
rte_eth_dev_udp_tunnel_port_delete(uint16_t port_id, struct rte_eth_udp_tunnel *tunnel_udp)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	ret = tunnel_check(port_id, tunnel_udp, __func__);
	return eth_leave(port_id, ret != 0 ? ret : ETH_OP(dev, udp_tunnel_port_del, tunnel_udp));
}

int
rte_eth_set_queue_rate_limit(uint16_t port_id, uint16_t queue_idx, uint32_t tx_rate)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (queue_idx >= dev->data->nb_tx_queues)
		ret = eth_bad(__func__, port_id, "there is no such queue");
	else if (tx_rate > dev->data->dev_link.link_speed)
		ret = eth_bad(__func__, port_id, "the rate is above the speed of the link");
	else
		ret = ETH_OP(dev, set_queue_rate_limit, queue_idx, tx_rate);
	return eth_leave(port_id, ret);
}
