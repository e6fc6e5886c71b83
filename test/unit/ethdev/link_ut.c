/* SPDX-License-Identifier: BSD-3-Clause */
/* Links: reading, words, bits. */
#include "fake_port.h"

static void
reading(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_eth_link link, down;
	struct rte_eth_conf conf;
	uint16_t port;

	memset(&conf, 0, sizeof(conf));
	memset(&down, 0, sizeof(down));
	knobs.dev_flags = RTE_ETH_DEV_INTR_LSC;
	port = fake_attach("net_fake0");
	trace_take();
	UT_EQ(rte_eth_link_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_link_get(300, &link), -ENODEV);
	UT_EQ(rte_eth_link_get_nowait(port, NULL), -EINVAL);
	UT_EQ(rte_eth_link_get(port, &link), 0);
	UT_EQ(link.link_speed, 10000);
	UT_EQ(link.link_status, RTE_ETH_LINK_UP);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_STR_EQ(trace_take(), "link-wait link ");
	/* with interrupts, a running port's driver keeps it up to date */
	conf.intr_conf.lsc = 1;
	UT_EQ(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	trace_take();
	UT_EQ(rte_eth_linkstatus_set(&rte_eth_devices[port], &down), 0); /* changed */
	UT_EQ(rte_eth_linkstatus_set(&rte_eth_devices[port], &down), -1); /* as before */
	UT_EQ(rte_eth_link_get(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_DOWN);
	UT_STR_EQ(trace_take(), "");
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
	UT_EQ(link.link_status, RTE_ETH_LINK_UP);
	UT_STR_EQ(trace_take(), "stop link ");
	ops.link_update = NULL;
	rte_eth_devices[port].dev_ops = &ops;
	UT_EQ(rte_eth_link_get(port, &link), -ENOTSUP);
	rte_eth_devices[port].dev_ops = &fake_ops;
	UT_EQ(rte_eth_dev_set_link_up(port), 0);
	UT_EQ(rte_eth_dev_set_link_down(port), 0);
	knobs.other = -EAGAIN;
	UT_EQ(rte_eth_dev_set_link_down(port), -EAGAIN);
	UT_STR_EQ(trace_take(), "link_up link_down link_down ");
	UT_EQ(rte_eth_dev_set_link_up(300), -ENODEV);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
words(void)
{
	struct rte_eth_link link = { .link_speed = 10000, .link_duplex = 1, .link_autoneg = 1, .link_status = 1 };
	char text[RTE_ETH_LINK_MAX_STR_LEN];

	UT_EQ(rte_eth_link_to_str(text, sizeof(text), &link), 30);
	UT_STR_EQ(text, "Link up at 10 Gbps FDX Autoneg");
	link.link_duplex = 0;
	link.link_autoneg = 0;
	link.link_speed = RTE_ETH_SPEED_NUM_UNKNOWN;
	UT_EQ(rte_eth_link_to_str(text, sizeof(text), &link), 28);
	UT_STR_EQ(text, "Link up at Unknown HDX Fixed");
	UT_EQ(rte_eth_link_to_str(text, 5, &link), 28);
	UT_STR_EQ(text, "Link");
	link.link_status = 0;
	UT_EQ(rte_eth_link_to_str(text, sizeof(text), &link), 9);
	UT_STR_EQ(text, "Link down");
	UT_EQ(rte_eth_link_to_str(NULL, 5, &link), -EINVAL);
	UT_EQ(rte_eth_link_to_str(text, 0, &link), -EINVAL);
	UT_EQ(rte_eth_link_to_str(text, 5, NULL), -EINVAL);
	UT_STR_EQ(rte_eth_link_speed_to_str(0), "None");
	UT_STR_EQ(rte_eth_link_speed_to_str(2500), "2.5 Gbps");
	UT_STR_EQ(rte_eth_link_speed_to_str(200000), "200 Gbps");
	UT_STR_EQ(rte_eth_link_speed_to_str(7), "Invalid");
}

static void
bits(void)
{
	UT_EQ(rte_eth_speed_bitflag(10, 1), RTE_ETH_LINK_SPEED_10M);
	UT_EQ(rte_eth_speed_bitflag(10, 0), RTE_ETH_LINK_SPEED_10M_HD);
	UT_EQ(rte_eth_speed_bitflag(100, 0), RTE_ETH_LINK_SPEED_100M_HD);
	UT_EQ(rte_eth_speed_bitflag(200000, 0), RTE_ETH_LINK_SPEED_200G);
	UT_EQ(rte_eth_speed_bitflag(0, 1), 0);
	UT_EQ(rte_eth_speed_bitflag(123, 1), 0);
}

FAKE_MAIN("link",
	  { "reading, with and without interrupts", reading },
	  { "links and speeds in words", words },
	  { "speeds as bits", bits })
