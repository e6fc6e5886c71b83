/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls that the driver answers: bad ports, missing operations, bad arguments, and that the right one is called. */
#include "fake_port.h"

#define ANSWER(name, ...)                                                                                     \
	static int name(struct rte_eth_dev *dev, ##__VA_ARGS__)                                                 \
	{                                                                                                       \
		RTE_SET_USED(dev);                                                                              \
		say(#name);                                                                                     \
		return knobs.other;                                                                             \
	}

ANSWER(fc_get, struct rte_eth_fc_conf *c __rte_unused)
ANSWER(fc_set, struct rte_eth_fc_conf *c __rte_unused)
ANSWER(pfc_set, struct rte_eth_pfc_conf *c __rte_unused)
ANSWER(dcb_get, struct rte_eth_dcb_info *c __rte_unused)
ANSWER(fec_capa, struct rte_eth_fec_capa *c __rte_unused, unsigned int n __rte_unused)
ANSWER(fec_get, uint32_t *c __rte_unused)
ANSWER(fec_set, uint32_t c __rte_unused)
ANSWER(led_on)
ANSWER(led_off)
ANSWER(regs, struct rte_dev_reg_info *c __rte_unused)
ANSWER(eeprom_len)
ANSWER(eeprom_get, struct rte_dev_eeprom_info *c __rte_unused)
ANSWER(eeprom_set, struct rte_dev_eeprom_info *c __rte_unused)
ANSWER(module, struct rte_eth_dev_module_info *c __rte_unused)
ANSWER(module_eeprom, struct rte_dev_eeprom_info *c __rte_unused)
ANSWER(ts_on)
ANSWER(ts_off)
ANSWER(ts_rx, struct timespec *t __rte_unused, uint32_t f __rte_unused)
ANSWER(ts_tx, struct timespec *t __rte_unused)
ANSWER(ts_adjust, int64_t d __rte_unused)
ANSWER(ts_read, struct timespec *t __rte_unused)
ANSWER(ts_write, const struct timespec *t __rte_unused)
ANSWER(clock_read, uint64_t *t __rte_unused)
ANSWER(tunnel_add, struct rte_eth_udp_tunnel *t __rte_unused)
ANSWER(tunnel_del, struct rte_eth_udp_tunnel *t __rte_unused)
ANSWER(rate, uint16_t q __rte_unused, uint32_t r __rte_unused)

static struct rte_eth_fc_conf fc;
static struct rte_eth_pfc_conf pfc;
static struct rte_eth_dcb_info dcb;
static struct rte_eth_fec_capa capa[2];
static struct rte_dev_reg_info reg;
static struct rte_dev_eeprom_info rom = { .data = &reg, .length = 1 };
static struct rte_eth_dev_module_info mod;
static struct timespec ts;
static struct rte_eth_udp_tunnel tunnel = { .prot_type = RTE_ETH_TUNNEL_TYPE_VXLAN };
static uint32_t word;
static uint64_t ticks;

/* All calls with good arguments; each has to give @p want. */
static void
all_calls(uint16_t port, int want)
{
	UT_EQ(rte_eth_dev_flow_ctrl_get(port, &fc), want);
	UT_EQ(rte_eth_dev_flow_ctrl_set(port, &fc), want);
	UT_EQ(rte_eth_dev_priority_flow_ctrl_set(port, &pfc), want);
	UT_EQ(rte_eth_dev_get_dcb_info(port, &dcb), want);
	UT_EQ(rte_eth_fec_get_capability(port, capa, 2), want);
	UT_EQ(rte_eth_fec_get(port, &word), want);
	UT_EQ(rte_eth_fec_set(port, RTE_ETH_FEC_MODE_CAPA_MASK(RS)), want);
	UT_EQ(rte_eth_led_on(port), want);
	UT_EQ(rte_eth_led_off(port), want);
	UT_EQ(rte_eth_dev_get_reg_info(port, &reg), want);
	UT_EQ(rte_eth_dev_get_eeprom_length(port), want);
	UT_EQ(rte_eth_dev_get_eeprom(port, &rom), want);
	UT_EQ(rte_eth_dev_set_eeprom(port, &rom), want);
	UT_EQ(rte_eth_dev_get_module_info(port, &mod), want);
	UT_EQ(rte_eth_dev_get_module_eeprom(port, &rom), want);
	UT_EQ(rte_eth_timesync_enable(port), want);
	UT_EQ(rte_eth_timesync_disable(port), want);
	UT_EQ(rte_eth_timesync_read_rx_timestamp(port, &ts, 0), want);
	UT_EQ(rte_eth_timesync_read_tx_timestamp(port, &ts), want);
	UT_EQ(rte_eth_timesync_adjust_time(port, -5), want);
	UT_EQ(rte_eth_timesync_read_time(port, &ts), want);
	UT_EQ(rte_eth_timesync_write_time(port, &ts), want);
	UT_EQ(rte_eth_read_clock(port, &ticks), want);
	UT_EQ(rte_eth_dev_udp_tunnel_port_add(port, &tunnel), want);
	UT_EQ(rte_eth_dev_udp_tunnel_port_delete(port, &tunnel), want);
	UT_EQ(rte_eth_set_queue_rate_limit(port, 0, 1000), want);
}

static void
each_call(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_eth_link link;
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_link_get(port, &link), 0);
	all_calls(300, -ENODEV);
	all_calls(65535, -ENODEV);
	all_calls(port, -ENOTSUP);
	ops.flow_ctrl_get = fc_get;
	ops.flow_ctrl_set = fc_set;
	ops.priority_flow_ctrl_set = pfc_set;
	ops.get_dcb_info = dcb_get;
	ops.fec_get_capability = fec_capa;
	ops.fec_get = fec_get;
	ops.fec_set = fec_set;
	ops.dev_led_on = led_on;
	ops.dev_led_off = led_off;
	ops.get_reg = regs;
	ops.get_eeprom_length = eeprom_len;
	ops.get_eeprom = eeprom_get;
	ops.set_eeprom = eeprom_set;
	ops.get_module_info = module;
	ops.get_module_eeprom = module_eeprom;
	ops.timesync_enable = ts_on;
	ops.timesync_disable = ts_off;
	ops.timesync_read_rx_timestamp = ts_rx;
	ops.timesync_read_tx_timestamp = ts_tx;
	ops.timesync_adjust_time = ts_adjust;
	ops.timesync_read_time = ts_read;
	ops.timesync_write_time = ts_write;
	ops.read_clock = clock_read;
	ops.udp_tunnel_port_add = tunnel_add;
	ops.udp_tunnel_port_del = tunnel_del;
	ops.set_queue_rate_limit = rate;
	rte_eth_devices[port].dev_ops = &ops;
	trace_take();
	all_calls(port, 0);
	UT_STR_EQ(trace_take(),
		"fc_get fc_set pfc_set dcb_get fec_capa fec_get fec_set led_on led_off regs eeprom_len eeprom_get "
		"eeprom_set module module_eeprom ts_on ts_off ts_rx ts_tx ts_adjust ts_read ts_write clock_read tunnel_add "
		"tunnel_del rate ");
	knobs.other = -ERANGE;
	all_calls(port, -ERANGE);
	knobs.gone = 1;
	all_calls(port, -EIO);
	knobs.other = 0;
	rte_eth_devices[port].dev_ops = &fake_ops;
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
bad_arguments(void)
{
	struct rte_dev_eeprom_info none = { .data = NULL, .length = 1 };
	struct rte_eth_udp_tunnel odd = { .prot_type = RTE_ETH_TUNNEL_TYPE_MAX };
	struct rte_eth_fc_conf xon = { .send_xon = 2 };
	struct rte_eth_pfc_conf high = {.priority = 8},
				water = {.fc = {.high_water = 5, .low_water = 5, .mode = RTE_ETH_FC_FULL}};
	uint16_t port = fake_attach("net_fake0");

	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_flow_ctrl_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_flow_ctrl_set(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_flow_ctrl_set(port, &xon), -EINVAL);
	UT_EQ(rte_eth_dev_priority_flow_ctrl_set(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_priority_flow_ctrl_set(port, &high), -EINVAL);
	UT_EQ(rte_eth_dev_priority_flow_ctrl_set(port, &water), -EINVAL);
	UT_EQ(rte_eth_dev_get_dcb_info(port, NULL), -EINVAL);
	UT_EQ(rte_eth_fec_get_capability(port, NULL, 1), -EINVAL);
	UT_EQ(rte_eth_fec_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_fec_set(port, 0), -EINVAL);
	UT_EQ(rte_eth_dev_get_reg_info(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_eeprom(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_set_eeprom(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_module_info(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_module_eeprom(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_module_eeprom(port, &none), -EINVAL);
	UT_EQ(rte_eth_timesync_read_rx_timestamp(port, NULL, 0), -EINVAL);
	UT_EQ(rte_eth_timesync_read_tx_timestamp(port, NULL), -EINVAL);
	UT_EQ(rte_eth_timesync_read_time(port, NULL), -EINVAL);
	UT_EQ(rte_eth_timesync_write_time(port, NULL), -EINVAL);
	UT_EQ(rte_eth_read_clock(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_udp_tunnel_port_add(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_udp_tunnel_port_delete(port, &odd), -EINVAL);
	UT_EQ(rte_eth_set_queue_rate_limit(port, 1, 10), -EINVAL);
	UT_EQ(rte_eth_set_queue_rate_limit(port, 0, 20000), -EINVAL);
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("hw", { "each call on bad ports, without and with its operation", each_call }, { "bad arguments", bad_arguments })
