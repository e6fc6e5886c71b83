/* SPDX-License-Identifier: BSD-3-Clause */
/* Starts the EAL for fault and soak tests and knows one or more device strings per driver. */
#include <errno.h>
#include <ftw.h>
#include <net/if.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>

#include "state.h"
#include "subject.h"

/* The working directory is a directory of the test's own. */
const struct subject subjects[] = {
	{"net_null0", "net_null0", false},
	{"net_null1", "net_null1,size=128,copy=1", false},
	{"net_ring0", "net_ring0", false},
	{"net_ring1", "net_ring1,nodeaction=R1:0:CREATE", false},
	{"net_pcap0", "net_pcap0,tx_pcap=out.pcap", false},
	{"net_pcap1", "net_pcap1,rx_pcap=in.pcap,tx_pcap=out.pcap", false},
	{"net_pcap2", "net_pcap2,iface=lo", true},
	{"net_af_packet0", "net_af_packet0,iface=lo", true},
};
const size_t nb_subjects = sizeof(subjects) / sizeof(subjects[0]);
struct rte_mempool *subject_pool;

#define WARM_UP_LIVES 10

static char directory[] = "/tmp/replug-test-XXXXXX";
static bool own_namespace, bad;
static char words[BUFSIZ]; /* of stdout, so that it is not on the heap */

/* A capture file with one frame of 60 zero bytes. */
static void
capture_write(const char *path)
{
	static const uint32_t head[] = {0xa1b2c3d4, 0x00040002, 0, 0, 65535, 1, 1, 0, 60, 60};
	static const char frame[60];
	FILE *f = fopen(path, "we");

	if (f == NULL || fwrite(head, sizeof(head), 1, f) != 1 || fwrite(frame, sizeof(frame), 1, f) != 1 || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

static void
loopback_up(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq req = {.ifr_name = "lo"};

	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &req) != 0)
		own_namespace = false;
	req.ifr_flags |= IFF_UP;
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &req) != 0)
		own_namespace = false;
	if (fd >= 0)
		close(fd);
}

void
subject_start(char **argv, unsigned int lcores, unsigned int mbufs)
{
	char map[64] = "0@0", runtime[] = "--file-prefix=subject";
	char *args[] = {argv[0], (char *)(uintptr_t)"--no-huge", (char *)(uintptr_t)"--no-shconf", (char *)(uintptr_t)"-m",
			(char *)(uintptr_t)"128", (char *)(uintptr_t)"--no-pci", runtime, (char *)(uintptr_t)"--lcores", map,
			(char *)(uintptr_t)"--log-level=critical", NULL};
	unsigned int cpus = (unsigned int)sysconf(_SC_NPROCESSORS_ONLN), i;

	state_prepare(argv);
	setvbuf(stdout, words, _IOLBF, sizeof(words));
	own_namespace = unshare(CLONE_NEWNET) == 0;
	if (own_namespace)
		loopback_up();
	if (mkdtemp(directory) == NULL || chdir(directory) != 0) {
		perror(directory);
		exit(1);
	}
	capture_write("in.pcap");
	for (i = 1; i < lcores; i++)
		snprintf(map + strlen(map), sizeof(map) - strlen(map), ",%u@%u", i, i % cpus);
	if (rte_eal_init((int)(sizeof(args) / sizeof(args[0])) - 1, args) < 0) {
		fprintf(stderr, "rte_eal_init: %s\n", rte_strerror(rte_errno));
		exit(1);
	}
	subject_pool = rte_pktmbuf_pool_create("subject", mbufs, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	if (subject_pool == NULL) {
		fprintf(stderr, "rte_pktmbuf_pool_create: %s\n", rte_strerror(rte_errno));
		exit(1);
	}
	state_begin();
}

static int
entry_remove(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

void
subject_stop(void)
{
	rte_eal_cleanup();
	if (chdir("/") == 0)
		nftw(directory, entry_remove, 8, FTW_DEPTH | FTW_PHYS);
}

const char *
subject_missing(const struct subject *s)
{
	return s->needs_root && !own_namespace ? "a network namespace of its own needs root" : NULL;
}

bool
subject_wanted(const struct subject *s)
{
	const char *only = getenv("SUBJECT");

	return only == NULL || strstr(s->name, only) != NULL;
}

struct rte_device *
subject_device(const char *name)
{
	struct rte_dev_iterator it;
	struct rte_device *dev, *found = NULL;

	RTE_DEV_FOREACH(dev, "bus=vdev", &it)
		if (strcmp(rte_dev_name(dev), name) == 0)
			found = dev;
	return found != NULL && rte_dev_is_probed(found) ? found : NULL;
}

int
subject_port(const char *name)
{
	struct rte_dev_iterator it;
	uint16_t port, found = RTE_MAX_ETHPORTS;

	RTE_ETH_FOREACH_MATCHING_DEV(port, name, &it) {
		if (found == RTE_MAX_ETHPORTS)
			found = port;
	}
	return found == RTE_MAX_ETHPORTS ? -1 : found;
}

int
subject_run(uint16_t port)
{
	static const struct rte_eth_conf conf;
	int ret = rte_eth_dev_configure(port, 1, 1, &conf);

	if (ret == 0)
		ret = rte_eth_rx_queue_setup(port, 0, 128, SOCKET_ID_ANY, NULL, subject_pool);
	if (ret == 0)
		ret = rte_eth_tx_queue_setup(port, 0, 128, SOCKET_ID_ANY, NULL);
	return ret == 0 ? rte_eth_dev_start(port) : ret;
}

void
subject_warm_up(const struct subject *s)
{
	struct rte_device *dev;
	int i, ret = 0, port;

	for (i = 0; i < WARM_UP_LIVES && ret == 0; i++) {
		ret = rte_dev_probe(s->devargs);
		port = subject_port(s->name);
		dev = subject_device(s->name);
		if (ret == 0)
			ret = port < 0 || dev == NULL ? -ENODEV : subject_run((uint16_t)port);
		if (dev != NULL)
			rte_dev_remove(dev);
	}
	if (ret != 0)
		printf("    %s: a life without any fault went wrong: %d\n", s->devargs, ret);
}

bool
subject_result(bool good, const char *fmt, ...)
{
	va_list ap;

	printf("%s - ", good ? "ok" : "not ok");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	bad |= !good;
	return good;
}

int
subject_status(void)
{
	return bad;
}
