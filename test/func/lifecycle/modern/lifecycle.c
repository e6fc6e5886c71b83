/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The life of a device as a program of today lives it: probe, find its port with the iterator, set it up, send a packet round
 * the ring, stop, remove. It knows public headers only and is built outside this tree's build, in both external ways.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>

#define CHECK(call, wanted)                                                                                                    \
	do {                                                                                                                   \
		long got_ = (long)(call);                                                                                      \
		if (got_ != (long)(wanted)) {                                                                                  \
			printf("%s is %ld, not %ld\n", #call, got_, (long)(wanted));                                           \
			exit(1);                                                                                               \
		}                                                                                                              \
	} while (0)

static unsigned int born, gone;

static int
port_event(uint16_t port, enum rte_eth_event_type type, void *arg, void *ret)
{
	(void)arg;
	(void)ret;
	printf("event: port %u %s\n", port, type == RTE_ETH_EVENT_NEW ? "is new" : "is destroyed");
	born += type == RTE_ETH_EVENT_NEW;
	gone += type == RTE_ETH_EVENT_DESTROY;
	return 0;
}

static void
port_use(uint16_t port, struct rte_mempool *pool)
{
	static const struct rte_eth_conf conf;
	static const char words[] = "sixty bytes of a frame that goes out and comes back as it was";
	struct rte_mbuf *out, *in = NULL;

	CHECK(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	CHECK(rte_eth_rx_queue_setup(port, 0, 128, rte_eth_dev_socket_id(port), NULL, pool), 0);
	CHECK(rte_eth_tx_queue_setup(port, 0, 128, rte_eth_dev_socket_id(port), NULL), 0);
	CHECK(rte_eth_dev_start(port), 0);

	out = rte_pktmbuf_alloc(pool);
	CHECK(out != NULL, 1);
	memcpy(rte_pktmbuf_append(out, sizeof(words)), words, sizeof(words));
	CHECK(rte_eth_tx_burst(port, 0, &out, 1), 1);
	CHECK(rte_eth_rx_burst(port, 0, &in, 1), 1);
	CHECK(rte_pktmbuf_pkt_len(in), sizeof(words));
	CHECK(memcmp(rte_pktmbuf_mtod(in, char *), words, sizeof(words)), 0);
	rte_pktmbuf_free(in);
}

static void
life(struct rte_mempool *pool)
{
	const char *devargs = "net_ring0";
	struct rte_eth_dev_info info;
	struct rte_dev_iterator iterator;
	uint16_t port_id, found = RTE_MAX_ETHPORTS;

	memset(&info, 0, sizeof(info));
	CHECK(rte_dev_probe(devargs), 0);
	RTE_ETH_FOREACH_MATCHING_DEV(port_id, devargs, &iterator) {
		CHECK(rte_eth_dev_info_get(port_id, &info), 0);
		port_use(port_id, pool);
		found = port_id;
	}
	CHECK(found, 0);
	CHECK(info.device != NULL, 1);
	CHECK(rte_eth_dev_stop(found), 0);
	CHECK(rte_dev_remove(info.device), 0);
	CHECK(rte_eth_dev_count_avail(), 0);
	CHECK(rte_eth_dev_is_valid_port(found), 0);
}

static void
life_by_names(void)
{
	uint16_t port;

	CHECK(rte_eal_hotplug_add("vdev", "net_ring0", ""), 0);
	CHECK(rte_eth_dev_get_port_by_name("net_ring0", &port), 0);
	CHECK(port, 0);
	CHECK(rte_eal_hotplug_remove("vdev", "net_ring0"), 0);
	CHECK(rte_eth_dev_count_avail(), 0);
}

int
main(int argc, char **argv)
{
	struct rte_mempool *pool;

	if (rte_eal_init(argc, argv) < 0) {
		printf("rte_eal_init: %s\n", rte_strerror(rte_errno));
		return 1;
	}
	pool = rte_pktmbuf_pool_create("packets", 1023, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	CHECK(pool != NULL, 1);
	CHECK(rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_NEW, port_event, NULL), 0);
	CHECK(rte_eth_dev_callback_register(RTE_ETH_ALL, RTE_ETH_EVENT_DESTROY, port_event, NULL), 0);
	life(pool);
	life(pool);
	life_by_names();
	CHECK(born, 3);
	CHECK(gone, 3);
	CHECK(rte_mempool_avail_count(pool), 1023);
	CHECK(rte_eal_cleanup(), 0);
	printf("three lives of net_ring0: all as it should be\n");
	return 0;
}
