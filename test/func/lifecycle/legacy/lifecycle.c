/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The same life by port number, as programs of the first generations live it: rte_eth_dev_attach gives the number, the port
 * is set up, stopped and closed, rte_eth_dev_detach takes the number and writes the name.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#define CANARY 0x5a

static void
port_use(uint16_t port, struct rte_mempool *pool)
{
	static const struct rte_eth_conf conf;
	struct rte_mbuf *out, *in = NULL;

	CHECK(rte_eth_dev_configure(port, 1, 1, &conf), 0);
	CHECK(rte_eth_rx_queue_setup(port, 0, 128, rte_eth_dev_socket_id(port), NULL, pool), 0);
	CHECK(rte_eth_tx_queue_setup(port, 0, 128, rte_eth_dev_socket_id(port), NULL), 0);
	CHECK(rte_eth_dev_start(port), 0);
	out = rte_pktmbuf_alloc(pool);
	CHECK(out != NULL, 1);
	memset(rte_pktmbuf_append(out, 60), 0x42, 60);
	CHECK(rte_eth_tx_burst(port, 0, &out, 1), 1);
	CHECK(rte_eth_rx_burst(port, 0, &in, 1), 1);
	CHECK(in == out, 1);
	rte_pktmbuf_free(in);
}

static void
port_detach(uint16_t port, const char *wanted)
{
	char name[RTE_ETH_NAME_MAX_LEN + 16];
	size_t i;

	memset(name, CANARY, sizeof(name));
	CHECK(rte_eth_dev_detach(port, name), 0);
	CHECK(strcmp(name, wanted), 0);
	for (i = RTE_ETH_NAME_MAX_LEN; i < sizeof(name); i++)
		CHECK(name[i], CANARY);
	printf("port %u (%s) is detached\n", port, name);
}

static void
life(struct rte_mempool *pool, const char *devargs)
{
	uint16_t port = 0xffff;

	CHECK(rte_eth_dev_attach(devargs, &port), 0);
	CHECK(port, 0);
	port_use(port, pool);
	CHECK(rte_eth_dev_stop(port), 0);
	CHECK(rte_eth_dev_close(port), 0);
	port_detach(port, devargs);
	CHECK(rte_eth_dev_is_valid_port(port), 0);
}

static void
refusals(void)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t port = 77;

	CHECK(rte_eth_dev_attach(NULL, &port), -EINVAL);
	CHECK(rte_eth_dev_attach("net_ring0", NULL), -EINVAL);
	CHECK(rte_eth_dev_attach("nosuchdriver0", &port) < 0, 1);
	CHECK(port, 77);
	CHECK(rte_eth_dev_detach(5, name), -EINVAL);
	CHECK(rte_eth_dev_attach("net_null0", &port), 0);
	CHECK(rte_eth_dev_attach("net_null0", &port) < 0, 1);
	CHECK(rte_eth_dev_detach(port, NULL), -EINVAL);
	port_detach(port, "net_null0");
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
	life(pool, "net_ring0");
	life(pool, "eth_ring0");
	life(pool, "net_ring0");
	refusals();
	CHECK(rte_mempool_avail_count(pool), 1023);
	printf("three lives by port number: all as it should be\n");
	return 0;
}
