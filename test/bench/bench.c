/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The same figures for any DPDK of this interface: one source, compiled once against ours and once against another.
 *
 * Prints lines "figure value unit". Arguments are those of the EAL.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <rte_cycles.h>
#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_malloc.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <rte_ring.h>

#define BURST 32
#define MBUFS 8191
#define CACHE 256

static struct rte_mempool *pool;

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
figure(const char *name, double value, const char *unit)
{
	printf("figure|%s|%.3f|%s\n", name, value, unit);
	fflush(stdout);
}

static void
die(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, rte_strerror(rte_errno));
	exit(1);
}

static struct rte_device *
device_of(const char *name)
{
	struct rte_eth_dev_info info;
	uint16_t port;

	if (rte_eth_dev_get_port_by_name(name, &port) != 0 || rte_eth_dev_info_get(port, &info) != 0)
		die(name);
	return info.device;
}

static void
measure_attach(const char *name, const char *args, unsigned int rounds)
{
	char devargs[256], words[64];
	double start, attach = 0, detach = 0;
	unsigned int i;

	snprintf(devargs, sizeof(devargs), "%s%s%s", name, args[0] ? "," : "", args);
	for (i = 0; i < rounds + 3; i++) {
		struct rte_device *dev;

		start = now_us();
		if (rte_dev_probe(devargs) != 0) {
			fprintf(stderr, "%s cannot be attached here\n", devargs);
			return;
		}
		attach += i < 3 ? 0 : now_us() - start;
		dev = device_of(name);
		start = now_us();
		if (rte_dev_remove(dev) != 0)
			die(name);
		detach += i < 3 ? 0 : now_us() - start;
	}
	snprintf(words, sizeof(words), "attach %s", name);
	figure(words, attach / rounds, "us");
	snprintf(words, sizeof(words), "detach %s", name);
	figure(words, detach / rounds, "us");
}

static uint16_t
port_up(const char *devargs, const char *name)
{
	static const struct rte_eth_conf conf;
	uint16_t port;

	if (rte_dev_probe(devargs) != 0 || rte_eth_dev_get_port_by_name(name, &port) != 0 ||
	    rte_eth_dev_configure(port, 1, 1, &conf) != 0 ||
	    rte_eth_rx_queue_setup(port, 0, 512, SOCKET_ID_ANY, NULL, pool) != 0 ||
	    rte_eth_tx_queue_setup(port, 0, 512, SOCKET_ID_ANY, NULL) != 0 || rte_eth_dev_start(port) != 0)
		die(devargs);
	return port;
}

static void
port_gone(uint16_t port, const char *name)
{
	struct rte_device *dev = device_of(name);

	rte_eth_dev_stop(port);
	if (rte_dev_remove(dev) != 0)
		die(name);
}

static void
measure_forwarding(void)
{
	uint16_t in = port_up("net_null0", "net_null0"), out = port_up("net_null1", "net_null1"), n;
	const unsigned int rounds = 400000;
	struct rte_mbuf *pkts[BURST];
	uint64_t start, packets = 0;
	unsigned int i;

	for (i = 0; i < rounds / 10; i++) {
		n = rte_eth_rx_burst(in, 0, pkts, BURST);
		rte_eth_tx_burst(out, 0, pkts, n);
	}
	start = rte_rdtsc();
	for (i = 0; i < rounds; i++) {
		n = rte_eth_rx_burst(in, 0, pkts, BURST);
		packets += rte_eth_tx_burst(out, 0, pkts, n);
	}
	figure("null to null, burst 32", (double)(rte_rdtsc() - start) / (double)packets, "cycles/packet");
	port_gone(in, "net_null0");
	port_gone(out, "net_null1");
}

static void
measure_ring_port(void)
{
	uint16_t port = port_up("net_ring0", "net_ring0");
	const unsigned int rounds = 2000000;
	struct rte_mbuf *pkts[BURST];
	uint64_t start;
	unsigned int i;

	for (i = 0; i < rounds / 10; i++)
		rte_eth_rx_burst(port, 0, pkts, BURST);
	start = rte_rdtsc();
	for (i = 0; i < rounds; i++)
		rte_eth_rx_burst(port, 0, pkts, BURST);
	figure("empty poll of a ring port", (double)(rte_rdtsc() - start) / rounds, "cycles/poll");

	if (rte_pktmbuf_alloc_bulk(pool, pkts, BURST) != 0)
		die("packets");
	start = rte_rdtsc();
	for (i = 0; i < rounds / 4; i++) {
		rte_eth_tx_burst(port, 0, pkts, BURST);
		rte_eth_rx_burst(port, 0, pkts, BURST);
	}
	figure("ring port out and in, burst 32", (double)(rte_rdtsc() - start) / (rounds / 4) / BURST, "cycles/packet");
	rte_pktmbuf_free_bulk(pkts, BURST);
	port_gone(port, "net_ring0");
}

static void
measure_ring(const char *words, unsigned int flags)
{
	struct rte_ring *r = rte_ring_create("bench", 1024, SOCKET_ID_ANY, flags);
	const unsigned int rounds = 1000000;
	void *objs[BURST] = {NULL};
	uint64_t start;
	unsigned int i;

	if (r == NULL)
		die("ring");
	start = rte_rdtsc();
	for (i = 0; i < rounds; i++) {
		rte_ring_enqueue_burst(r, objs, BURST, NULL);
		rte_ring_dequeue_burst(r, objs, BURST, NULL);
	}
	figure(words, (double)(rte_rdtsc() - start) / rounds / BURST, "cycles/object");
	rte_ring_free(r);
}

static void
measure_pools(void)
{
	const unsigned int rounds = 1000000;
	struct rte_mbuf *pkts[BURST];
	void *objs[BURST];
	uint64_t start;
	unsigned int i;

	start = rte_rdtsc();
	for (i = 0; i < rounds; i++) {
		if (rte_mempool_get_bulk(pool, objs, BURST) != 0)
			die("mempool");
		rte_mempool_put_bulk(pool, objs, BURST);
	}
	figure("mempool get and put, bulk 32", (double)(rte_rdtsc() - start) / rounds / BURST, "cycles/object");

	start = rte_rdtsc();
	for (i = 0; i < rounds; i++) {
		if (rte_pktmbuf_alloc_bulk(pool, pkts, BURST) != 0)
			die("packets");
		rte_pktmbuf_free_bulk(pkts, BURST);
	}
	figure("packet alloc and free, bulk 32", (double)(rte_rdtsc() - start) / rounds / BURST, "cycles/packet");
}

static void
measure_malloc(void)
{
	const unsigned int rounds = 200000;
	void *volatile p;
	double start = now_us();
	unsigned int i;

	for (i = 0; i < rounds; i++) {
		p = rte_malloc("bench", 64, 0);
		if (p == NULL)
			die("rte_malloc");
		rte_free(p);
	}
	figure("rte_malloc and rte_free, 64 bytes", (now_us() - start) * 1e3 / rounds, "ns");
}

int
main(int argc, char **argv)
{
	char args[256], path[] = "/tmp/replug-bench-XXXXXX";
	const char *interface = getenv("BENCH_IFACE");
	int fd = mkstemp(path);
	double start;

	if (fd < 0)
		return 1;
	close(fd);
	start = now_us();
	if (rte_eal_init(argc, argv) < 0)
		die("rte_eal_init");
	figure("rte_eal_init", (now_us() - start) / 1e3, "ms");
	pool = rte_pktmbuf_pool_create("bench", MBUFS, CACHE, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	if (pool == NULL)
		die("pool");

	measure_attach("net_null0", "", 300);
	measure_attach("net_ring0", "", 300);
	snprintf(args, sizeof(args), "tx_pcap=%s", path);
	measure_attach("net_pcap0", args, 300);
	if (interface != NULL) {
		snprintf(args, sizeof(args), "iface=%s", interface);
		measure_attach("net_af_packet0", args, 10);
	}
	measure_forwarding();
	measure_ring_port();
	measure_ring("rte_ring, one producer and consumer", RING_F_SP_ENQ | RING_F_SC_DEQ);
	measure_ring("rte_ring, many producers and consumers", 0);
	measure_pools();
	measure_malloc();

	start = now_us();
	rte_eal_cleanup();
	figure("rte_eal_cleanup", (now_us() - start) / 1e3, "ms");
	unlink(path);
	return 0;
}
