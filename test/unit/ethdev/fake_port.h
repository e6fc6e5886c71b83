/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver made for tests: virtual device "net_fake*" with ports that write down what is asked of them, fail on request,
 * and notice when they are used after their end.
 */
#ifndef FAKE_PORT_H
#define FAKE_PORT_H

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bus_vdev_driver.h>
#include <dev/txn.h>
#include <ethdev/private.h>
#include <ethdev_driver.h>
#include <ethdev_vdev.h>
#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_mbuf.h>
#include <rte_memzone.h>
#include <rte_mempool.h>

#include "ut.h"

#define NO_PORT UINT16_MAX
#define W(text) ((char *)(uintptr_t)text)

/* ---- calls that fail by number ---- */

static __thread unsigned int fault_in; /* the wrapped call that fails, counted from 1; 0: none */
static __thread unsigned int fault_calls;

static inline bool
fault_now(void)
{
	return fault_in != 0 && ++fault_calls == fault_in;
}

#define FAULT_CALL(type, name, params, args)                                                                  \
	type __real_##name params;                                                                              \
	type __wrap_##name params;                                                                              \
	type __wrap_##name params                                                                               \
	{                                                                                                       \
		if (!fault_now())                                                                               \
			return __real_##name args;                                                              \
		errno = ENOMEM;                                                                                 \
		rte_errno = ENOMEM;                                                                             \
		return NULL;                                                                                    \
	}

FAULT_CALL(void *, calloc, (size_t n, size_t size), (n, size))
FAULT_CALL(char *, strdup, (const char *s), (s))
FAULT_CALL(char *, strndup, (const char *s, size_t n), (s, n))
FAULT_CALL(void *, rte_zmalloc, (const char *t, size_t n, unsigned int a), (t, n, a))
FAULT_CALL(void *, rte_zmalloc_socket, (const char *t, size_t n, unsigned int a, int s), (t, n, a, s))
FAULT_CALL(const struct rte_memzone *, rte_memzone_reserve, (const char *name, size_t len, int s, unsigned int f),
	(name, len, s, f))

/* ---- what was asked of the driver, in order: "configure start rxq0 " ---- */

static char trace[8192];
static pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;

static inline __attribute__((format(printf, 1, 2))) void
say(const char *fmt, ...)
{
	va_list ap;
	size_t n;

	pthread_mutex_lock(&trace_lock);
	n = strlen(trace);
	va_start(ap, fmt);
	n += (size_t)vsnprintf(trace + n, sizeof(trace) - n, fmt, ap);
	va_end(ap);
	if (n + 1 < sizeof(trace))
		strcpy(trace + n, " ");
	pthread_mutex_unlock(&trace_lock);
}

static inline const char *
trace_take(void)
{
	static char last[sizeof(trace)];

	pthread_mutex_lock(&trace_lock);
	strcpy(last, trace);
	trace[0] = '\0';
	pthread_mutex_unlock(&trace_lock);
	return last;
}

/* ---- knobs ---- */

static struct {
	/* results of operations */
	int probe, probe_early, configure, start, stop, close, rxq, txq, info, promisc, mac_add, stats, xstats, other;
	int gone; /* is_removed */
	unsigned int nb_ports;
	const struct eth_dev_ops *ops;
	uint32_t dev_flags;
	void (*in_rx)(uint16_t port);                      /* called inside a receive burst */
	void (*in_op)(struct rte_eth_dev *dev, const char *op); /* called inside dev_stop, dev_start, ... */
	struct rte_eth_dev_info limits;                    /* what dev_infos_get adds */
} knobs;

static void knobs_reset(void);

/* ---- ports ---- */

#define QUEUE_MAGIC 0x51554555u
#define PORT_MACS 4

struct fake_queue {
	uint32_t magic;
	uint16_t port;
	uint16_t id;
	uint64_t bursts;
};

struct fake_port {
	uint32_t magic;
	uint64_t ipackets;
};

/* Things that must never happen, counted by the driver: bursts on freed queues, operations that overlap. */
static unsigned int fake_faults;
static unsigned int fake_busy[RTE_MAX_ETHPORTS];
static unsigned int fake_queues; /* queue objects that exist */

static inline void
op_begin(struct rte_eth_dev *dev, const char *op)
{
	if (__atomic_fetch_add(&fake_busy[dev->data->port_id], 1, __ATOMIC_RELAXED) != 0)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	say("%s", op);
	if (knobs.in_op != NULL)
		knobs.in_op(dev, op);
}

static inline int
op_end(struct rte_eth_dev *dev, int ret)
{
	__atomic_fetch_sub(&fake_busy[dev->data->port_id], 1, __ATOMIC_RELAXED);
	return ret;
}

#define FAKE_OP(name, knob)                                                                                   \
	static inline int fake_##name(struct rte_eth_dev *dev)                                                  \
	{                                                                                                       \
		op_begin(dev, #name);                                                                           \
		return op_end(dev, knobs.knob);                                                                 \
	}
FAKE_OP(configure, configure)
FAKE_OP(start, start)
FAKE_OP(stop, stop)
FAKE_OP(close, close)
FAKE_OP(reset, other)
FAKE_OP(link_up, other)
FAKE_OP(link_down, other)
FAKE_OP(promisc_on, promisc)
FAKE_OP(promisc_off, promisc)
FAKE_OP(allmulti_on, promisc)
FAKE_OP(allmulti_off, promisc)
FAKE_OP(stats_reset, stats)

static inline int
fake_is_removed(struct rte_eth_dev *dev)
{
	RTE_SET_USED(dev);
	return knobs.gone;
}

static inline uint16_t
fake_rx(void *queue, struct rte_mbuf **pkts, uint16_t nb)
{
	struct fake_queue *q = queue;
	uint16_t i;

	if (q->magic != QUEUE_MAGIC)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&q->bursts, 1, __ATOMIC_RELAXED);
	if (knobs.in_rx != NULL)
		knobs.in_rx(q->port);
	if (q->magic != QUEUE_MAGIC)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	for (i = 0; i < nb; i++)
		pkts[i] = NULL;
	return nb;
}

static inline uint16_t
fake_tx(void *queue, struct rte_mbuf **pkts, uint16_t nb)
{
	struct fake_queue *q = queue;

	RTE_SET_USED(pkts);
	if (q->magic != QUEUE_MAGIC)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&q->bursts, 1, __ATOMIC_RELAXED);
	return nb;
}

static inline uint16_t
fake_tx_prepare(void *queue, struct rte_mbuf **pkts, uint16_t nb)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(pkts);
	return nb / 2;
}

static inline uint32_t
fake_rx_count(void *queue)
{
	return ((struct fake_queue *)queue)->id + 100u;
}

static inline int
fake_desc_status(void *queue, uint16_t offset)
{
	RTE_SET_USED(queue);
	return offset < 8 ? 1 : -EINVAL;
}

static inline int
fake_tx_cleanup(void *queue, uint32_t nb)
{
	return ((struct fake_queue *)queue)->magic == QUEUE_MAGIC ? (int)nb : -EFAULT;
}

static inline struct fake_queue *
queue_make(struct rte_eth_dev *dev, uint16_t id)
{
	struct fake_queue *q = malloc(sizeof(*q));

	*q = (struct fake_queue){ .magic = QUEUE_MAGIC, .port = dev->data->port_id, .id = id };
	__atomic_fetch_add(&fake_queues, 1, __ATOMIC_RELAXED);
	return q;
}

static inline void
queue_free(struct fake_queue *q)
{
	q->magic = 0;
	free(q);
	__atomic_fetch_sub(&fake_queues, 1, __ATOMIC_RELAXED);
}

static inline int
fake_rxq_setup(struct rte_eth_dev *dev, uint16_t q, uint16_t nb, unsigned int socket, const struct rte_eth_rxconf *conf,
	       struct rte_mempool *mp)
{
	RTE_SET_USED(socket);
	RTE_SET_USED(mp);
	op_begin(dev, "rxq");
	say("%u:%u:%llx", q, nb, (unsigned long long)conf->offloads);
	if (knobs.rxq == 0)
		dev->data->rx_queues[q] = queue_make(dev, q);
	return op_end(dev, knobs.rxq);
}

static inline int
fake_txq_setup(struct rte_eth_dev *dev, uint16_t q, uint16_t nb, unsigned int socket, const struct rte_eth_txconf *conf)
{
	RTE_SET_USED(socket);
	op_begin(dev, "txq");
	say("%u:%u:%llx", q, nb, (unsigned long long)conf->offloads);
	if (knobs.txq == 0)
		dev->data->tx_queues[q] = queue_make(dev, q);
	return op_end(dev, knobs.txq);
}

static inline void
fake_rxq_release(struct rte_eth_dev *dev, uint16_t q)
{
	say("rxq-%u", q);
	queue_free(dev->data->rx_queues[q]);
}

static inline void
fake_txq_release(struct rte_eth_dev *dev, uint16_t q)
{
	say("txq-%u", q);
	queue_free(dev->data->tx_queues[q]);
}

static inline int
fake_rxq_start(struct rte_eth_dev *dev, uint16_t q)
{
	op_begin(dev, "rxq-start");
	dev->data->rx_queue_state[q] = RTE_ETH_QUEUE_STATE_STARTED;
	return op_end(dev, knobs.other);
}

static inline int
fake_rxq_stop(struct rte_eth_dev *dev, uint16_t q)
{
	op_begin(dev, "rxq-stop");
	dev->data->rx_queue_state[q] = RTE_ETH_QUEUE_STATE_STOPPED;
	return op_end(dev, knobs.other);
}

static inline int
fake_txq_start(struct rte_eth_dev *dev, uint16_t q)
{
	op_begin(dev, "txq-start");
	dev->data->tx_queue_state[q] = RTE_ETH_QUEUE_STATE_STARTED;
	return op_end(dev, knobs.other);
}

static inline int
fake_txq_stop(struct rte_eth_dev *dev, uint16_t q)
{
	op_begin(dev, "txq-stop");
	dev->data->tx_queue_state[q] = RTE_ETH_QUEUE_STATE_STOPPED;
	return op_end(dev, knobs.other);
}

static inline int
fake_infos_get(struct rte_eth_dev *dev, struct rte_eth_dev_info *info)
{
	struct rte_eth_dev_info before = *info;

	RTE_SET_USED(dev);
	if (knobs.info != 0)
		return knobs.info;
	*info = knobs.limits;
	info->device = before.device;
	info->dev_flags = before.dev_flags;
	info->switch_info = before.switch_info;
	return 0;
}

static inline int
fake_link_update(struct rte_eth_dev *dev, int wait)
{
	struct rte_eth_link link = { .link_speed = RTE_ETH_SPEED_NUM_10G, .link_duplex = 1, .link_status = 1 };

	say(wait ? "link-wait" : "link");
	return rte_eth_linkstatus_set(dev, &link);
}

static inline int
fake_stats_get(struct rte_eth_dev *dev, struct rte_eth_stats *stats)
{
	unsigned int i;

	RTE_SET_USED(dev);
	stats->ipackets = 1;
	stats->opackets = 2;
	stats->ibytes = 3;
	stats->obytes = 4;
	stats->imissed = 5;
	stats->ierrors = 6;
	stats->oerrors = 7;
	for (i = 0; i < RTE_ETHDEV_QUEUE_STAT_CNTRS; i++) {
		stats->q_ipackets[i] = 10 + i;
		stats->q_ibytes[i] = 100 + i;
		stats->q_errors[i] = 1000 + i;
		stats->q_opackets[i] = 20 + i;
		stats->q_obytes[i] = 200 + i;
	}
	return knobs.stats;
}

static inline int
fake_mac_add(struct rte_eth_dev *dev, struct rte_ether_addr *mac, uint32_t index, uint32_t pool)
{
	op_begin(dev, "mac+");
	say("%02x@%u.%u", mac->addr_bytes[5], index, pool);
	return op_end(dev, knobs.mac_add);
}

static inline void
fake_mac_remove(struct rte_eth_dev *dev, uint32_t index)
{
	RTE_SET_USED(dev);
	say("mac-@%u", index);
}

static inline int
fake_mac_set(struct rte_eth_dev *dev, struct rte_ether_addr *mac)
{
	RTE_SET_USED(dev);
	say("mac=%02x", mac->addr_bytes[5]);
	return knobs.mac_add;
}

static inline int
fake_mtu_set(struct rte_eth_dev *dev, uint16_t mtu)
{
	RTE_SET_USED(dev);
	say("mtu=%u", mtu);
	return knobs.other;
}

/* Everything that the life of a port needs. Tests that want more copy it and add. */
static const struct eth_dev_ops fake_ops = {
	.dev_configure = fake_configure,
	.dev_start = fake_start,
	.dev_stop = fake_stop,
	.dev_close = fake_close,
	.dev_reset = fake_reset,
	.dev_set_link_up = fake_link_up,
	.dev_set_link_down = fake_link_down,
	.is_removed = fake_is_removed,
	.dev_infos_get = fake_infos_get,
	.rx_queue_setup = fake_rxq_setup,
	.tx_queue_setup = fake_txq_setup,
	.rx_queue_release = fake_rxq_release,
	.tx_queue_release = fake_txq_release,
	.rx_queue_start = fake_rxq_start,
	.rx_queue_stop = fake_rxq_stop,
	.tx_queue_start = fake_txq_start,
	.tx_queue_stop = fake_txq_stop,
	.tx_done_cleanup = fake_tx_cleanup,
	.link_update = fake_link_update,
	.promiscuous_enable = fake_promisc_on,
	.promiscuous_disable = fake_promisc_off,
	.allmulticast_enable = fake_allmulti_on,
	.allmulticast_disable = fake_allmulti_off,
	.mac_addr_add = fake_mac_add,
	.mac_addr_remove = fake_mac_remove,
	.mac_addr_set = fake_mac_set,
	.mtu_set = fake_mtu_set,
	.stats_get = fake_stats_get,
	.stats_reset = fake_stats_reset,
};

static inline void
knobs_reset(void)
{
	memset(&knobs, 0, sizeof(knobs));
	knobs.nb_ports = 1;
	knobs.ops = &fake_ops;
	knobs.limits = (struct rte_eth_dev_info){
		.min_mtu = 68, .max_mtu = 9000, .max_rx_pktlen = 9018, .min_rx_bufsize = 256,
		.max_rx_queues = 16, .max_tx_queues = 16, .max_mac_addrs = PORT_MACS,
		.rx_desc_lim = { .nb_max = 4096, .nb_min = 32, .nb_align = 8 },
		.tx_desc_lim = { .nb_max = 4096, .nb_min = 32, .nb_align = 8 },
		.speed_capa = RTE_ETH_LINK_SPEED_10G,
	};
	trace_take();
}

/* ---- devices ---- */

/* Make the port complete; the name of the first is the device's. */
static inline int
fake_fill(struct rte_eth_dev *dev)
{
	struct fake_port *p = dev->data->dev_private;

	p->magic = QUEUE_MAGIC;
	dev->data->mac_addrs = rte_zmalloc("fake_macs", PORT_MACS * sizeof(struct rte_ether_addr), 0);
	if (dev->data->mac_addrs == NULL)
		return -ENOMEM;
	dev->data->mac_addrs[0] = (struct rte_ether_addr){ { 2, 0, 0, 0, 0, (uint8_t)(dev->data->port_id + 1) } };
	dev->data->dev_flags = knobs.dev_flags;
	dev->dev_ops = knobs.ops;
	dev->rx_pkt_burst = fake_rx;
	dev->tx_pkt_burst = fake_tx;
	dev->tx_pkt_prepare = fake_tx_prepare;
	dev->rx_queue_count = fake_rx_count;
	dev->rx_descriptor_status = fake_desc_status;
	dev->tx_descriptor_status = fake_desc_status;
	return 0;
}

static inline int
fake_probe(struct rte_vdev_device *vdev)
{
	char name[RTE_ETH_NAME_MAX_LEN];
	struct rte_eth_dev *dev;
	unsigned int i;
	int ret;

	say("probe");
	for (i = 0; i < knobs.nb_ports; i++) {
		snprintf(name, sizeof(name), i == 0 ? "%.50s" : "%.50s_%u", rte_vdev_device_name(vdev), i);
		if (i == 0) {
			dev = rte_eth_vdev_allocate(vdev, sizeof(struct fake_port));
		} else {
			dev = rte_eth_dev_allocate(name);
			if (dev != NULL) {
				if (knobs.probe_early != 0)
					return knobs.probe_early;
				dev->device = &vdev->device;
				dev->data->dev_private = rte_zmalloc(name, sizeof(struct fake_port), 0);
				if (dev->data->dev_private == NULL)
					return -ENOMEM;
			}
		}
		if (dev == NULL)
			return -rte_errno;
		ret = fake_fill(dev);
		if (ret != 0)
			return ret;
		rte_eth_dev_probing_finish(dev);
	}
	return knobs.probe;
}

static inline int
fake_remove(struct rte_vdev_device *vdev)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocated(rte_vdev_device_name(vdev));

	/* as drivers elsewhere do it: the library has closed the port, and must not mind being told again */
	say(dev != NULL ? "remove-with-port" : "remove");
	if (dev != NULL)
		rte_eth_dev_release_port(dev);
	return 0;
}

static struct rte_vdev_driver fake_vdev = { .probe = fake_probe, .remove = fake_remove };
RTE_PMD_REGISTER_VDEV(net_fake, fake_vdev);

/* ---- program ---- */

static struct rte_mempool *pool;

static int
fake_setup(void)
{
	char *argv[] = {W("ut"), W("--no-huge"), W("--no-shconf"), W("-m"), W("96"), W("-l"), W("0"),
		W("--log-level=lib.ethdev:4"), NULL};

	knobs_reset();
	if (rte_eal_init((int)RTE_DIM(argv) - 1, argv) < 0)
		return -1;
	pool = rte_pktmbuf_pool_create("pool", 511, 32, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	return pool != NULL ? 0 : -1;
}

static void
fake_teardown(void)
{
	rte_mempool_free(pool);
	rte_eal_cleanup();
}

/* Attach "net_fakeN" with the knobs as they are; its first port. */
static inline uint16_t
fake_attach(const char *name)
{
	uint16_t port = NO_PORT;

	if (rte_eal_hotplug_add("vdev", name, "") != 0 || rte_eth_dev_get_port_by_name(name, &port) != 0)
		return NO_PORT;
	return port;
}

static inline int
fake_detach(const char *name)
{
	return rte_eal_hotplug_remove("vdev", name);
}

static inline int
fake_configure_port(uint16_t port, uint16_t nb_rx, uint16_t nb_tx)
{
	struct rte_eth_conf conf;
	uint16_t q;
	int ret;

	memset(&conf, 0, sizeof(conf));
	ret = rte_eth_dev_configure(port, nb_rx, nb_tx, &conf);
	for (q = 0; q < nb_rx && ret == 0; q++)
		ret = rte_eth_rx_queue_setup(port, q, 64, SOCKET_ID_ANY, NULL, pool);
	for (q = 0; q < nb_tx && ret == 0; q++)
		ret = rte_eth_tx_queue_setup(port, q, 64, SOCKET_ID_ANY, NULL);
	return ret;
}

/* One queue each way, running. */
static inline uint16_t
fake_running(const char *name)
{
	uint16_t port = fake_attach(name);

	if (port == NO_PORT || fake_configure_port(port, 1, 1) != 0 || rte_eth_dev_start(port) != 0)
		return NO_PORT;
	trace_take();
	return port;
}

static inline const char *
state_of(uint16_t port)
{
	return life_name(LIFE_PORT, eth_state(port));
}

/* ---- log lines ---- */

static char *log_text;
static size_t log_len;
static FILE *log_file;

static inline void
log_begin(void)
{
	log_file = open_memstream(&log_text, &log_len);
	rte_openlog_stream(log_file);
	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_INFO);
}

/* Lines since log_begin(); @p want must be in one of them. */
static inline unsigned int
log_end(const char *want)
{
	unsigned int lines = 0;
	char *p;

	rte_log_set_level_pattern("lib.ethdev", RTE_LOG_ERR);
	rte_openlog_stream(NULL);
	fclose(log_file);
	for (p = log_text; p != NULL && (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	if (want != NULL && strstr(log_text, want) == NULL) {
		printf("  log has no \"%s\": %s\n", want, log_text);
		lines = 99;
	}
	free(log_text);
	log_text = NULL;
	return lines;
}

#define FAKE_MAIN(name, ...) UT_MAIN_FIXTURE(name, fake_setup, fake_teardown, __VA_ARGS__)

#endif
