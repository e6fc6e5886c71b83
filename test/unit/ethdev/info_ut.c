/* SPDX-License-Identifier: BSD-3-Clause */
/* What ports tell about themselves. */
#include "fake_port.h"

static void
limits(void)
{
	struct rte_eth_dev_info info;
	struct rte_eth_conf conf;
	uint16_t port = fake_attach("net_fake0");

	memset(&info, 0xff, sizeof(info));
	UT_EQ(rte_eth_dev_info_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_info_get(300, &info), -ENODEV);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_STR_EQ(info.driver_name, "net_fake");
	UT_PTR_EQ(info.device, rte_eth_devices[port].device);
	UT_STR_EQ(rte_dev_name(info.device), "net_fake0");
	UT_EQ(info.nb_rx_queues, 0);
	UT_EQ(info.max_rx_queues, 16);
	UT_EQ(info.switch_info.domain_id, RTE_ETH_DEV_SWITCH_DOMAIN_ID_INVALID);
	UT_EQ(*info.dev_flags, 0);
	UT_EQ(info.reserved_64s[0], 0);
	UT_EQ(fake_configure_port(port, 3, 2), 0);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.nb_rx_queues, 3);
	UT_EQ(info.nb_tx_queues, 2);
	UT_EQ(rte_eth_dev_conf_get(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_conf_get(300, &conf), -ENODEV);
	rte_errno = 5;
	UT_EQ(rte_eth_dev_socket_id(port), -1); /* a virtual device has no node */
	UT_EQ(rte_errno, 0);
	UT_EQ(rte_eth_dev_socket_id(300), -1);
	UT_EQ(rte_errno, EINVAL);
	rte_eth_devices[port].data->numa_node = 1;
	UT_EQ(rte_eth_dev_socket_id(port), 1);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static int
defaults_only(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	RTE_SET_USED(dev);
	info->max_rx_queues = 1;
	return 0;
}

static void
defaults(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_eth_dev_info info;
	uint16_t port;

	ops.dev_infos_get = defaults_only;
	knobs.ops = &ops;
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.min_mtu, 46);
	UT_EQ(info.max_mtu, UINT16_MAX);
	UT_EQ(info.rx_desc_lim.nb_max, UINT16_MAX);
	UT_EQ(info.rx_desc_lim.nb_align, 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static int
fw_version(struct rte_eth_dev *dev, char *text, size_t size)
{
	RTE_SET_USED(dev);
	if (size < 4)
		return 4;
	strcpy(text, "1.2");
	return 0;
}

static const uint32_t ptypes[] = {RTE_PTYPE_L2_ETHER, RTE_PTYPE_L3_IPV4, RTE_PTYPE_L3_IPV6, RTE_PTYPE_L4_TCP, RTE_PTYPE_UNKNOWN};

static const uint32_t *
ptypes_get(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return ptypes;
}

static uint32_t mask_set = 1;

static int
ptypes_set(struct rte_eth_dev *dev, uint32_t mask)
{
	RTE_SET_USED(dev);
	mask_set = mask;
	return knobs.other;
}

static void
rxq_info(struct rte_eth_dev *dev, uint16_t q, struct rte_eth_rxq_info *info)
{
	RTE_SET_USED(dev);
	info->nb_desc = 100 + q;
}

static void
txq_info(struct rte_eth_dev *dev, uint16_t q, struct rte_eth_txq_info *info)
{
	RTE_SET_USED(dev);
	info->nb_desc = 200 + q;
}

static int
burst_mode(struct rte_eth_dev *dev, uint16_t q, struct rte_eth_burst_mode *mode)
{
	RTE_SET_USED(dev);
	snprintf(mode->info, sizeof(mode->info), "mode %u", q);
	return 0;
}

static int
pool_ops(struct rte_eth_dev *dev, const char *name)
{
	RTE_SET_USED(dev);
	return strcmp(name, "best") == 0 ? 1 : -ENOTSUP;
}

static int
priv_dump(struct rte_eth_dev *dev, FILE *f)
{
	RTE_SET_USED(dev);
	return fprintf(f, "private") > 0 ? 0 : -EIO;
}

static struct eth_dev_ops
rich_ops(void)
{
	struct eth_dev_ops ops = fake_ops;

	ops.fw_version_get = fw_version;
	ops.dev_supported_ptypes_get = ptypes_get;
	ops.dev_ptypes_set = ptypes_set;
	ops.rxq_info_get = rxq_info;
	ops.txq_info_get = txq_info;
	ops.rx_burst_mode_get = burst_mode;
	ops.tx_burst_mode_get = burst_mode;
	ops.pool_ops_supported = pool_ops;
	ops.eth_dev_priv_dump = priv_dump;
	return ops;
}

static void
without_operations(void)
{
	struct rte_eth_rxq_info rxq;
	struct rte_eth_txq_info txq;
	struct rte_eth_burst_mode mode;
	char text[8];
	uint16_t port = fake_attach("net_fake0");
	uint32_t types[2] = { 9, 9 };

	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_fw_version_get(port, text, 8), -ENOTSUP);
	UT_EQ(rte_eth_dev_get_supported_ptypes(port, RTE_PTYPE_ALL_MASK, NULL, 0), 0);
	UT_EQ(rte_eth_dev_set_ptypes(port, RTE_PTYPE_L2_MASK, types, 2), 0);
	UT_EQ(types[0], RTE_PTYPE_UNKNOWN);
	UT_EQ(rte_eth_rx_queue_info_get(port, 0, &rxq), -ENOTSUP);
	UT_EQ(rte_eth_tx_queue_info_get(port, 0, &txq), -ENOTSUP);
	UT_EQ(rte_eth_rx_burst_mode_get(port, 0, &mode), -ENOTSUP);
	UT_EQ(rte_eth_tx_burst_mode_get(port, 0, &mode), -ENOTSUP);
	UT_EQ(rte_eth_dev_pool_ops_supported(port, "any"), 1);
	UT_EQ(rte_eth_dev_priv_dump(port, stdout), -ENOTSUP);
	UT_TRUE(rte_eth_dev_get_sec_ctx(port) == NULL);
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
versions_types_pools(void)
{
	struct eth_dev_ops ops = rich_ops();
	char text[8], *dump = NULL;
	uint32_t types[8];
	size_t len;
	uint16_t port;
	FILE *f;

	knobs.ops = &ops;
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_dev_fw_version_get(port, NULL, 5), -EINVAL);
	UT_EQ(rte_eth_dev_fw_version_get(port, NULL, 0), 4);
	UT_EQ(rte_eth_dev_fw_version_get(port, text, 3), 4);
	UT_EQ(rte_eth_dev_fw_version_get(port, text, 4), 0);
	UT_STR_EQ(text, "1.2");
	UT_EQ(rte_eth_dev_get_supported_ptypes(port, RTE_PTYPE_ALL_MASK, NULL, 5), -EINVAL);
	UT_EQ(rte_eth_dev_get_supported_ptypes(port, RTE_PTYPE_L3_MASK, NULL, 0), 2);
	types[1] = 77;
	UT_EQ(rte_eth_dev_get_supported_ptypes(port, RTE_PTYPE_L3_MASK, types, 1), 2);
	UT_EQ(types[0], RTE_PTYPE_L3_IPV4);
	UT_EQ(types[1], 77);
	UT_EQ(rte_eth_dev_set_ptypes(port, RTE_PTYPE_L3_MASK | RTE_PTYPE_L2_MASK, types, 8), 0);
	UT_EQ(mask_set, RTE_PTYPE_L3_MASK | RTE_PTYPE_L2_MASK);
	UT_EQ(types[2], RTE_PTYPE_L3_IPV6);
	UT_EQ(types[3], RTE_PTYPE_UNKNOWN);
	UT_EQ(rte_eth_dev_set_ptypes(port, 0x1, types, 8), -EINVAL);
	UT_EQ(rte_eth_dev_set_ptypes(port, 0xf0000000, types, 8), -EINVAL);
	UT_EQ(rte_eth_dev_set_ptypes(port, 0, NULL, 1), -EINVAL);
	UT_EQ(rte_eth_dev_set_ptypes(port, 0, NULL, 0), 0);
	UT_EQ(mask_set, 0);
	knobs.other = -EPERM;
	UT_EQ(rte_eth_dev_set_ptypes(port, RTE_PTYPE_L4_MASK, NULL, 0), -EPERM);
	knobs.other = 0;
	UT_EQ(rte_eth_dev_pool_ops_supported(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_pool_ops_supported(port, "best"), 1);
	UT_EQ(rte_eth_dev_pool_ops_supported(port, "bad"), -ENOTSUP);
	UT_EQ(rte_eth_dev_priv_dump(port, NULL), -EINVAL);
	f = open_memstream(&dump, &len);
	UT_EQ(rte_eth_dev_priv_dump(port, f), 0);
	fclose(f);
	UT_STR_EQ(dump, "private");
	free(dump);
	rte_eth_devices[port].security_ctx = &ops;
	UT_PTR_EQ(rte_eth_dev_get_sec_ctx(port), &ops);
	UT_TRUE(rte_eth_dev_get_sec_ctx(300) == NULL);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
queues(void)
{
	struct eth_dev_ops ops = rich_ops();
	struct rte_eth_rxq_info rxq;
	struct rte_eth_txq_info txq;
	struct rte_eth_burst_mode mode;
	struct rte_eth_conf conf;
	uint16_t port;

	knobs.ops = &ops;
	memset(&conf, 0, sizeof(conf));
	port = fake_attach("net_fake0");
	UT_EQ(rte_eth_dev_configure(port, 2, 2, &conf), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 0, 64, 0, NULL, pool), 0);
	UT_EQ(rte_eth_tx_queue_setup(port, 1, 64, 0, NULL), 0);
	rte_eth_devices[port].data->rx_queue_state[0] = RTE_ETH_QUEUE_STATE_STARTED;
	UT_EQ(rte_eth_rx_queue_info_get(port, 0, &rxq), 0);
	UT_EQ(rxq.nb_desc, 100);
	UT_EQ(rxq.queue_state, RTE_ETH_QUEUE_STATE_STARTED);
	UT_EQ(rte_eth_rx_queue_info_get(port, 1, &rxq), -EINVAL); /* not set up */
	UT_EQ(rte_eth_rx_queue_info_get(port, 2, &rxq), -EINVAL);
	UT_EQ(rte_eth_rx_queue_info_get(port, 0, NULL), -EINVAL);
	UT_EQ(rte_eth_tx_queue_info_get(port, 1, &txq), 0);
	UT_EQ(txq.nb_desc, 201);
	UT_EQ(rte_eth_tx_queue_info_get(port, 0, &txq), -EINVAL);
	UT_EQ(rte_eth_rx_burst_mode_get(port, 1, &mode), 0);
	UT_STR_EQ(mode.info, "mode 1");
	UT_EQ(rte_eth_rx_burst_mode_get(port, 2, &mode), -EINVAL);
	UT_EQ(rte_eth_tx_burst_mode_get(port, 0, NULL), -EINVAL);
	UT_EQ(rte_eth_tx_burst_mode_get(port, 0, &mode), 0);
	UT_STR_EQ(mode.info, "mode 0");
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
descriptor_counts(void)
{
	uint16_t rx = 33, tx = 9999, port = fake_attach("net_fake0");

	UT_EQ(rte_eth_dev_adjust_nb_rx_tx_desc(port, NULL, &tx), -EINVAL);
	UT_EQ(rte_eth_dev_adjust_nb_rx_tx_desc(300, &rx, &tx), -ENODEV);
	UT_EQ(rte_eth_dev_adjust_nb_rx_tx_desc(port, &rx, &tx), 0);
	UT_EQ(rx, 40);
	UT_EQ(tx, 4096);
	rx = 1;
	knobs.limits.tx_desc_lim.nb_max = 0; /* no limit */
	tx = 65535;
	knobs.limits.tx_desc_lim.nb_align = 1;
	UT_EQ(rte_eth_dev_adjust_nb_rx_tx_desc(port, &rx, &tx), 0);
	UT_EQ(rx, 32);
	UT_EQ(tx, 65535);
	UT_EQ(fake_detach("net_fake0"), 0);
	knobs_reset();
}

static void
names(void)
{
	UT_STR_EQ(rte_eth_dev_rx_offload_name(RTE_ETH_RX_OFFLOAD_VLAN_STRIP), "VLAN_STRIP");
	UT_STR_EQ(rte_eth_dev_rx_offload_name(RTE_ETH_RX_OFFLOAD_BUFFER_SPLIT), "BUFFER_SPLIT");
	UT_STR_EQ(rte_eth_dev_rx_offload_name(RTE_ETH_RX_OFFLOAD_CHECKSUM), "UNKNOWN"); /* several bits */
	UT_STR_EQ(rte_eth_dev_rx_offload_name(0), "UNKNOWN");
	UT_STR_EQ(rte_eth_dev_tx_offload_name(RTE_ETH_TX_OFFLOAD_SEND_ON_TIMESTAMP), "SEND_ON_TIMESTAMP");
	UT_STR_EQ(rte_eth_dev_tx_offload_name(RTE_ETH_TX_OFFLOAD_MT_LOCKFREE), "MT_LOCKFREE");
	UT_STR_EQ(rte_eth_dev_tx_offload_name(1ULL << 63), "UNKNOWN");
	UT_STR_EQ(rte_eth_dev_capability_name(RTE_ETH_DEV_CAPA_RXQ_SHARE), "RXQ_SHARE");
	UT_STR_EQ(rte_eth_dev_capability_name(1ULL << 50), "UNKNOWN");
}

FAKE_MAIN("info",
	  { "limits, configuration, node", limits },
	  { "defaults of the library", defaults },
	  { "drivers without operations", without_operations },
	  { "firmware, packet types, pools, dump", versions_types_pools },
	  { "queues", queues },
	  { "descriptor counts are brought into the limits", descriptor_counts },
	  { "names of offloads and capabilities", names })
