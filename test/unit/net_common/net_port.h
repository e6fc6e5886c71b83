/* SPDX-License-Identifier: BSD-3-Clause */
/* What the unit tests of the net drivers share: one EAL per program, ports up and down, log lines, and pictures of what
 * is held. */
#ifndef NET_PORT_H
#define NET_PORT_H

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <rte_memzone.h>

#include "ut.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define NET_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define NET_SANITIZED 1
#endif
#endif

#define NET_POOL_SIZE 2047
#define NO_PORT UINT16_MAX

static struct rte_mempool *net_pool;

/** Start the EAL and make net_pool. For fixtures: 0 or -1. */
static inline int
net_eal_start(void)
{
	char *argv[] = {(char *)"ut", (char *)"--no-huge", (char *)"--no-shconf", (char *)"-m", (char *)"64",
		(char *)"-l", (char *)"0",
		(char *)"--log-level=lib.ethdev:4", NULL};

	/* or a service thread's first malloc() makes a mapping that looks like a leak */
	mallopt(M_ARENA_MAX, 1);
	if (rte_eal_init((int)RTE_DIM(argv) - 1, argv) < 0)
		return -1;
	net_pool = rte_pktmbuf_pool_create("net_pool", NET_POOL_SIZE, 64, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	return net_pool != NULL ? 0 : -1;
}

static inline void
net_eal_stop(void)
{
	rte_mempool_free(net_pool);
	rte_eal_cleanup();
}

/* --- Ports ----------------------------------------------------------------------------------------------------------- */

static inline uint16_t
net_attach(const char *name, const char *args)
{
	uint16_t port = NO_PORT;

	if (rte_eal_hotplug_add("vdev", name, args) != 0 || rte_eth_dev_get_port_by_name(name, &port) != 0)
		return NO_PORT;
	return port;
}

static inline int
net_detach(const char *name)
{
	return rte_eal_hotplug_remove("vdev", name);
}

static inline int
net_configure(uint16_t port, uint16_t nb_rx, uint16_t nb_tx, struct rte_mempool *pool)
{
	struct rte_eth_conf conf = {0};
	uint16_t i;
	int ret = rte_eth_dev_configure(port, nb_rx, nb_tx, &conf);

	for (i = 0; i < nb_rx && ret == 0; i++)
		ret = rte_eth_rx_queue_setup(port, i, 512, SOCKET_ID_ANY, NULL, pool);
	for (i = 0; i < nb_tx && ret == 0; i++)
		ret = rte_eth_tx_queue_setup(port, i, 512, SOCKET_ID_ANY, NULL);
	return ret;
}

/** Attach, configure and start. */
static inline uint16_t
net_up(const char *name, const char *args, uint16_t nb_rx, uint16_t nb_tx)
{
	uint16_t port = net_attach(name, args);

	if (port != NO_PORT && (net_configure(port, nb_rx, nb_tx, net_pool) != 0 || rte_eth_dev_start(port) != 0)) {
		net_detach(name);
		port = NO_PORT;
	}
	return port;
}

/** A packet of @p len bytes first + i, in segments of at most @p seg bytes. */
static inline struct rte_mbuf *
net_packet(uint32_t len, uint8_t first, uint16_t seg)
{
	struct rte_mbuf *head = rte_pktmbuf_alloc(net_pool), *m = head;
	uint32_t i;

	for (i = 0; m != NULL && i < len; i++) {
		if (m->data_len == seg) {
			m->next = rte_pktmbuf_alloc(net_pool);
			m = m->next;
			if (m == NULL)
				break;
			head->nb_segs++;
		}
		rte_pktmbuf_mtod(m, uint8_t *)[m->data_len++] = (uint8_t)(first + i);
		head->pkt_len++;
	}
	return head;
}

/** Whether a packet is what net_packet() made. */
static inline bool
net_packet_is(const struct rte_mbuf *m, uint32_t len, uint8_t first)
{
	uint32_t i, at = 0;

	if (m->pkt_len != len)
		return false;
	for (i = 0; i < len; i++, at++) {
		while (at == m->data_len) {
			m = m->next;
			at = 0;
			if (m == NULL)
				return false;
		}
		if (rte_pktmbuf_mtod(m, const uint8_t *)[at] != (uint8_t)(first + i))
			return false;
	}
	return m->next == NULL && at == m->data_len;
}

static inline double
net_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/** Receive until @p n packets are there or two seconds have passed. */
static inline unsigned int
net_receive(uint16_t port, uint16_t queue, struct rte_mbuf **bufs, unsigned int n)
{
	double end = net_seconds() + 2;
	unsigned int got = 0;

	while (got < n && net_seconds() < end)
		got += rte_eth_rx_burst(port, queue, bufs + got, (uint16_t)RTE_MIN(n - got, 32U));
	return got;
}

/** Free mbufs of net_pool that nobody has, caches included. */
static inline unsigned int
net_pool_free(void)
{
	return rte_mempool_avail_count(net_pool);
}

/* --- Log lines ------------------------------------------------------------------------------------------------------- */

static struct {
	FILE *stream;
	char *text;
	size_t len;
} net_log;

static inline void
net_log_begin(void)
{
	net_log.stream = open_memstream(&net_log.text, &net_log.len);
	rte_openlog_stream(net_log.stream);
}

/** How many lines that contain @p what were logged since net_log_begin(). */
static inline unsigned int
net_log_end(const char *what)
{
	unsigned int n = 0;
	char *line, *rest;

	rte_openlog_stream(NULL);
	fclose(net_log.stream);
	rest = net_log.text;
	while ((line = strsep(&rest, "\n")) != NULL)
		n += strstr(line, what) != NULL;
	free(net_log.text);
	return n;
}

/* --- Pictures -------------------------------------------------------------------------------------------------------- */

struct net_picture {
	unsigned int fds;
	unsigned int tasks;
	unsigned int ports;
	unsigned int memzones;
	unsigned int objects; /**< of the shared heap */
	unsigned int mbufs;
	unsigned int maps;
};

static inline unsigned int
net_dir_count(const char *path)
{
	DIR *dir = opendir(path);
	unsigned int n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n;
}

/** Mappings, without the C library's heap, which grows and shrinks as it likes. */
static inline unsigned int
net_map_count(void)
{
	FILE *f = fopen("/proc/self/maps", "r");
	unsigned int n = 0;
	char line[512];

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		n += strstr(line, "[heap]") == NULL;
	if (f != NULL)
		fclose(f);
	return n;
}

static inline void
net_memzone_count(const struct rte_memzone *zone, void *arg)
{
	RTE_SET_USED(zone);
	++*(unsigned int *)arg;
}

static inline void
net_picture_take(struct net_picture *p)
{
	struct rte_malloc_socket_stats st = {0};

	memset(p, 0, sizeof(*p));
	p->fds = net_dir_count("/proc/self/fd");
	p->tasks = net_dir_count("/proc/self/task");
	p->ports = rte_eth_dev_count_avail();
	rte_memzone_walk(net_memzone_count, &p->memzones);
	rte_malloc_get_socket_stats(0, &st);
	p->objects = st.alloc_count;
	p->mbufs = net_pool_free();
#ifndef NET_SANITIZED
	p->maps = net_map_count();
#endif
}

/** Wait until no more than @p usual threads are left: those that close sockets of former ports have ended. */
static inline bool
net_threads_settle(unsigned int usual)
{
	double end = net_seconds() + 5;

	while (net_dir_count("/proc/self/task") > usual && net_seconds() < end)
		usleep(1000);
	return net_dir_count("/proc/self/task") <= usual;
}

/** A picture of a state that does not move any more. */
static inline void
net_picture_settled(struct net_picture *p)
{
	struct net_picture before;

	net_picture_take(p);
	do {
		before = *p;
		usleep(60000);
		net_picture_take(p);
	} while (memcmp(&before, p, sizeof(before)) != 0);
}

/** Whether all is as in the picture; what the kernel takes its time for is waited for. */
static inline bool
net_picture_same(const struct net_picture *before)
{
	double end = net_seconds() + 3;
	struct net_picture now;

	do {
		net_picture_take(&now);
		/* one that was on its way out when the picture was taken */
		now.tasks = RTE_MAX(now.tasks, before->tasks);
		if (memcmp(before, &now, sizeof(now)) == 0)
			return true;
		usleep(2000);
	} while (net_seconds() < end);
	printf("  before and now: fds %u %u, threads %u %u, ports %u %u, memzones %u %u, heap objects %u %u, mbufs %u %u, "
	       "maps %u %u\n",
		before->fds, now.fds, before->tasks, now.tasks, before->ports, now.ports, before->memzones,
			now.memzones, before->objects,
		now.objects, before->mbufs, now.mbufs, before->maps, now.maps);
	return false;
}

/* --- Arguments ------------------------------------------------------------------------------------------------------- */

struct net_bad_args {
	const char *args;
	int code;
	const char *said; /**< part of the one line that the driver logs */
};

/** Every entry must be refused with its code and one line, and leave nothing behind. */
static inline void
net_refuses(const char *name, const char *prefix, const struct net_bad_args *bad, size_t n)
{
	struct net_picture before;
	char said[256];
	size_t i;
	int ret;

	for (i = 0; i < n; i++) {
		/* what is made once per process is made by the first of the two */
		rte_eal_hotplug_add("vdev", name, bad[i].args);
		net_picture_take(&before);
		net_log_begin();
		ret = rte_eal_hotplug_add("vdev", name, bad[i].args);
		snprintf(said, sizeof(said), "%s%s", prefix, bad[i].said);
		if (net_log_end(said) != 1 || ret != bad[i].code) {
			printf("  %s,%s: %d, not %d with a line \"%s\"\n", name, bad[i].args, ret, bad[i].code, said);
			CU_FAIL("arguments that must be refused");
		}
		CU_ASSERT(net_picture_same(&before));
	}
}

#endif
