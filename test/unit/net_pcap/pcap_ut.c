/* SPDX-License-Identifier: BSD-3-Clause */
/* The pcap driver on files: arguments, formats, bytes, times, lives. Interfaces are in pcap_live_ut.c. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

#include <pcap/pcap.h>
#include <rte_mbuf_dyn.h>

#include "net_common/net_faults.h"
#include "net_common/net_port.h"

#define NAME "net_pcap_ut"

static char dir[] = "/tmp/pcap_ut_XXXXXX";
static char in_path[64], out_path[64];

/* --- Files, written and read without the code under test ----------------------------------------------------------------- */

struct file_kind {
	uint32_t magic;
	bool swapped;
};

static const struct file_kind usec = {0xa1b2c3d4, false};

static void
put32(FILE *f, uint32_t v, bool swapped)
{
	if (swapped)
		v = __builtin_bswap32(v);
	fwrite(&v, 4, 1, f);
}

static void
put16(FILE *f, uint16_t v, bool swapped)
{
	if (swapped)
		v = __builtin_bswap16(v);
	fwrite(&v, 2, 1, f);
}

/** Packet k has lengths[k] bytes k, k + 1, ... and the time 1000 + k seconds, 5 microseconds. */
static void
file_write(const char *path, const struct file_kind *kind, const uint32_t *lengths, unsigned int n)
{
	FILE *f = fopen(path, "w");
	uint32_t i, k;

	put32(f, kind->magic, kind->swapped);
	put16(f, 2, kind->swapped);
	put16(f, 4, kind->swapped);
	put32(f, 0, kind->swapped);
	put32(f, 0, kind->swapped);
	put32(f, 262144, kind->swapped);
	put32(f, 1, kind->swapped);
	for (k = 0; k < n; k++) {
		put32(f, 1000 + k, kind->swapped);
		put32(f, kind->magic == 0xa1b23c4d ? 5000 : 5, kind->swapped);
		put32(f, lengths[k], kind->swapped);
		put32(f, lengths[k], kind->swapped);
		for (i = 0; i < lengths[k]; i++)
			fputc((int)((k + i) & 0xff), f);
	}
	fclose(f);
}

/** The same as pcapng. */
static void
file_write_ng(const char *path, const uint32_t *lengths, unsigned int n)
{
	FILE *f = fopen(path, "w");
	uint32_t i, k, pad;

	put32(f, 0x0a0d0d0a, false);
	put32(f, 28, false);
	put32(f, 0x1a2b3c4d, false);
	put16(f, 1, false);
	put16(f, 0, false);
	put32(f, UINT32_MAX, false);
	put32(f, UINT32_MAX, false);
	put32(f, 28, false);
	put32(f, 1, false);
	put32(f, 20, false);
	put16(f, 1, false);
	put16(f, 0, false);
	put32(f, 262144, false);
	put32(f, 20, false);
	for (k = 0; k < n; k++) {
		uint64_t time = (uint64_t)(1000 + k) * 1000000 + 5;

		pad = -lengths[k] & 3;
		put32(f, 6, false);
		put32(f, 32 + lengths[k] + pad, false);
		put32(f, 0, false);
		put32(f, (uint32_t)(time >> 32), false);
		put32(f, (uint32_t)time, false);
		put32(f, lengths[k], false);
		put32(f, lengths[k], false);
		for (i = 0; i < lengths[k] + pad; i++)
			fputc((int)((k + i) & 0xff), f);
		put32(f, 32 + lengths[k] + pad, false);
	}
	fclose(f);
}

/** Read a file with libpcap; whether packet k is as file_write() writes it (times apart). */
static bool
file_is(const char *path, const uint32_t *lengths, unsigned int n, unsigned int times)
{
	char text[PCAP_ERRBUF_SIZE];
	pcap_t *p = pcap_open_offline_with_tstamp_precision(path, PCAP_TSTAMP_PRECISION_NANO, text);
	unsigned int k = 0, i, bad = 0;
	struct pcap_pkthdr *h;
	const uint8_t *data;
	int64_t last = 0;
	int ret;

	if (p == NULL)
		return false;
	while ((ret = pcap_next_ex(p, &h, &data)) == 1) {
		unsigned int first = k % n;
		int64_t time = (int64_t)h->ts.tv_sec * 1000000000 + h->ts.tv_usec;

		bad += h->caplen != lengths[first] || h->len != lengths[first] || time < last;
		for (i = 0; i < h->caplen && i < lengths[first]; i++)
			bad += data[i] != (uint8_t)(first + i);
		last = time;
		k++;
	}
	pcap_close(p);
	if (ret != PCAP_ERROR_BREAK || k != n * times)
		printf("  %s: %u packets, end %d\n", path, k, ret);
	return ret == PCAP_ERROR_BREAK && bad == 0 && k == n * times;
}

/** How many packets a file has by now; -1: it ends within one. */
static int
file_count(const char *path)
{
	char text[PCAP_ERRBUF_SIZE];
	pcap_t *p = pcap_open_offline(path, text);
	struct pcap_pkthdr *h;
	const uint8_t *data;
	int n = 0, ret;

	if (p == NULL)
		return -1;
	while ((ret = pcap_next_ex(p, &h, &data)) == 1)
		n++;
	pcap_close(p);
	return ret == PCAP_ERROR_BREAK ? n : -1;
}

static const char *
args_of(const char *fmt, ...)
{
	static char text[8][512];
	static unsigned int turn;
	va_list ap;

	turn = (turn + 1) % 8;
	va_start(ap, fmt);
	vsnprintf(text[turn], sizeof(text[turn]), fmt, ap);
	va_end(ap);
	return text[turn];
}

static int
start(void)
{
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(in_path, sizeof(in_path), "%s/in.pcap", dir);
	snprintf(out_path, sizeof(out_path), "%s/out.pcap", dir);
	return net_eal_start();
}

static void
stop(void)
{
	char command[64];

	net_eal_stop();
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	if (system(command) != 0)
		printf("cannot remove %s\n", dir);
}

/* --- Arguments ------------------------------------------------------------------------------------------------------- */

static void
refuses_bad_arguments(void)
{
	static const uint32_t lengths[] = {60};
	const struct net_bad_args bad[] = {
		{"", -ENOENT, "one of rx_pcap"},
		{"phy_mac=1", -ENOENT, "one of rx_pcap"},
		{"bogus=1", -EINVAL, "bogus=1: unknown key"},
		{"rx_pcap=", -EINVAL, "rx_pcap: no value given"},
		{"rx_pcap=/no/such/file", -ENOENT, "/no/such/file: cannot be read"},
		{"tx_pcap=/no/such/file", -ENOENT, "/no/such/file: cannot be written"},
		{"rx_pcap=/tmp", -EINVAL, "/tmp: is not a regular file"},
		{"rx_pcap=/dev/zero", -EINVAL, "/dev/zero: is not a regular file"},
		{"rx_pcap=/etc/passwd", -EINVAL, "/etc/passwd: "},
		{"rx_iface=nosuchif0", -ENODEV, "interface nosuchif0: there is none of that name"},
		{"tx_iface=nosuchif0", -ENODEV, "interface nosuchif0: there is none of that name"},
		{"iface=nosuchif0", -ENODEV, "interface nosuchif0: there is none of that name"},
		{"iface=a_name_of_16_let", -EINVAL, "iface=a_name_of_16_let: must be an interface name"},
		{"iface=lo,iface=lo", -EINVAL, "iface=lo: the key may stand only once"},
		{args_of("rx_pcap=%s,infinite_rx=2", in_path), -EINVAL, "infinite_rx=2: must be 0 or 1"},
		{args_of("rx_pcap=%s,snaplen=13", in_path), -EINVAL, "snaplen=13: must be"},
		{args_of("rx_pcap=%s,infinite_rx=1,eof=1", in_path), -EINVAL, "eof=1,infinite_rx=1"},
		{args_of("rx_pcap=%s,tx_pcap=%s", in_path, in_path), -EINVAL,
			args_of("%s: another queue of the port uses this file", in_path)},
		{"tx_pcap=/dev/full", -ENOSPC, "capture file cannot be written"},
	};
	char many[2048] = "";
	unsigned int i;

	file_write(in_path, &usec, lengths, 1);
	net_refuses(NAME, "PCAP: " NAME ": ", bad, RTE_DIM(bad));
	for (i = 0; i < 17; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many), "%srx_pcap=%s", i > 0 ? "," : "", in_path);
	{
		const struct net_bad_args too_many[] = {{many, -EINVAL, "17 rx and 0 tx queues: at most 16"}};

		net_refuses(NAME, "PCAP: " NAME ": ", too_many, 1);
	}
	/* none of that has harmed the file */
	UT_EQ(file_count(in_path), 1);
}

static void
gives_each_direction_queues(void)
{
	static const uint32_t lengths[] = {60};
	struct rte_eth_dev_info info;
	struct rte_mbuf *m;
	struct rte_eth_stats st;
	uint16_t port;

	file_write(in_path, &usec, lengths, 1);
	port = net_up(NAME, args_of("rx_pcap=%s,rx_pcap=%s", in_path, in_path), 2, 2);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.max_rx_queues, 2);
	UT_EQ(info.max_tx_queues, 2);
	m = net_packet(60, 0, 4000);
	UT_EQ(rte_eth_tx_burst(port, 1, &m, 1), 1);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.q_opackets[1], 1);
	UT_EQ(st.obytes, 60);
	/* fewer queues for a while do not make the maximum smaller */
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(net_configure(port, 1, 1, net_pool), 0);
	UT_EQ(rte_eth_dev_info_get(port, &info), 0);
	UT_EQ(info.max_rx_queues, 2);
	UT_EQ(net_detach(NAME), 0);

	port = net_up(NAME, args_of("tx_pcap=%s", out_path), 1, 1);
	UT_EQ(rte_eth_rx_burst(port, 0, &m, 1), 0);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(file_count(out_path), 0);
}

/* --- Bytes ----------------------------------------------------------------------------------------------------------- */

static const uint32_t mixed[] = {60, 64, 1514, 1, 14, 2048, 2049, 9000, 65535, 70000, 100, 262144, 61, 333};

static void
file_to_file(const char *what)
{
	uint16_t port = net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s", in_path, out_path), 1, 1);
	unsigned int n = RTE_DIM(mixed), got, i, seen = 0;
	struct rte_mbuf *bufs[32];
	struct rte_eth_stats st;
	uint64_t bytes = 0;

	UT_TRUE(port != NO_PORT);
	while ((got = rte_eth_rx_burst(port, 0, bufs, 5)) > 0) {
		for (i = 0; i < got; i++, seen++) {
			int offset = rte_mbuf_dynfield_lookup(RTE_MBUF_DYNFIELD_TIMESTAMP_NAME, NULL);
			int flag = rte_mbuf_dynflag_lookup(RTE_MBUF_DYNFLAG_RX_TIMESTAMP_NAME, NULL);

			UT_TRUE(net_packet_is(bufs[i], mixed[seen], (uint8_t)seen));
			UT_EQ(bufs[i]->port, port);
			UT_TRUE((bufs[i]->ol_flags & (1ULL << flag)) != 0);
			UT_EQ(*RTE_MBUF_DYNFIELD(bufs[i], offset, rte_mbuf_timestamp_t *), (uint64_t)(1000 + seen) * 1000000 + 5);
			bytes += mixed[seen];
		}
		UT_EQ(rte_eth_tx_burst(port, 0, bufs, (uint16_t)got), got);
	}
	UT_EQ(seen, n);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.ipackets, n);
	UT_EQ(st.opackets, n);
	UT_EQ(st.ibytes, bytes);
	UT_EQ(st.obytes, bytes);
	UT_TRUE(file_is(out_path, mixed, n, 1)); /* without a stop */
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_TRUE(file_is(out_path, mixed, n, 1));
	UT_EQ(net_detach(NAME), 0);
	printf("  %s\n", what);
}

static void
every_format_arrives_whole(void)
{
	static const struct {
		const char *what;
		struct file_kind kind;
	} kinds[] = {
		{"microseconds", {0xa1b2c3d4, false}},
		{"microseconds, other byte order", {0xa1b2c3d4, true}},
		{"nanoseconds", {0xa1b23c4d, false}},
		{"nanoseconds, other byte order", {0xa1b23c4d, true}},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(kinds); i++) {
		file_write(in_path, &kinds[i].kind, mixed, RTE_DIM(mixed));
		file_to_file(kinds[i].what);
	}
	file_write_ng(in_path, mixed, RTE_DIM(mixed));
	file_to_file("pcapng");
}

static void
a_large_file_arrives_whole(void)
{
	const unsigned int n = 40000;
	uint32_t *lengths = malloc(n * sizeof(*lengths));
	unsigned int i, seen = 0, got, bad = 0;
	struct rte_mbuf *bufs[32];
	uint16_t port;

	for (i = 0; i < n; i++)
		lengths[i] = 1 + i * 7 % 300;
	file_write(in_path, &usec, lengths, n);
	port = net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s", in_path, out_path), 1, 1);
	while ((got = rte_eth_rx_burst(port, 0, bufs, 32)) > 0) {
		for (i = 0; i < got; i++, seen++)
			bad += !net_packet_is(bufs[i], lengths[seen], (uint8_t)seen);
		UT_EQ(rte_eth_tx_burst(port, 0, bufs, (uint16_t)got), got);
	}
	UT_EQ(seen, n);
	UT_EQ(bad, 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 32), 0);
	UT_EQ(net_detach(NAME), 0);
	UT_TRUE(file_is(out_path, lengths, n, 1));
	free(lengths);
}

static void
segmented_packets_are_written_whole(void)
{
	static const uint32_t lengths[] = {60, 1514, 9000, 100000};
	uint16_t port = net_up(NAME, args_of("tx_pcap=%s", out_path), 1, 1);
	struct rte_mbuf *bufs[4];
	unsigned int i;

	for (i = 0; i < 4; i++)
		bufs[i] = net_packet(lengths[i], (uint8_t)i, (uint16_t)(i % 2 == 0 ? 7 : 900));
	UT_EQ(rte_eth_tx_burst(port, 0, bufs, 4), 4);
	UT_EQ(net_detach(NAME), 0);
	UT_TRUE(file_is(out_path, lengths, 4, 1));
}

static void
snaplen_limits_what_is_written(void)
{
	uint16_t port = net_up(NAME, args_of("tx_pcap=%s,snaplen=100", out_path), 1, 1);
	struct rte_mbuf *m = net_packet(1000, 0, 64);
	char text[PCAP_ERRBUF_SIZE];
	struct pcap_pkthdr *h;
	const uint8_t *data;
	pcap_t *p;

	UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	UT_EQ(net_detach(NAME), 0);
	p = pcap_open_offline(out_path, text);
	UT_EQ(pcap_next_ex(p, &h, &data), 1);
	UT_EQ(h->caplen, 100);
	UT_EQ(h->len, 1000);
	UT_EQ(pcap_next_ex(p, &h, &data), PCAP_ERROR_BREAK);
	pcap_close(p);
}

static void
want_of_mbufs_loses_nothing(void)
{
	static const uint32_t lengths[] = {60, 5000, 60, 5000, 60, 5000, 60, 5000};
	struct rte_mempool *small = rte_pktmbuf_pool_create("small", 6, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	struct rte_mbuf *bufs[8];
	unsigned int seen = 0, tries = 0, got, i;
	struct rte_eth_stats st;
	uint16_t port;

	file_write(in_path, &usec, lengths, 8);
	port = net_attach(NAME, args_of("rx_pcap=%s", in_path));
	UT_EQ(net_configure(port, 1, 1, small), 0);
	UT_EQ(rte_eth_dev_start(port), 0);
	while (seen < 8 && tries++ < 50) {
		got = rte_eth_rx_burst(port, 0, bufs, 8);
		for (i = 0; i < got; i++, seen++)
			UT_TRUE(net_packet_is(bufs[i], lengths[seen], (uint8_t)seen));
		rte_pktmbuf_free_bulk(bufs, got);
	}
	UT_EQ(seen, 8);
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_TRUE(st.rx_nombuf > 0);
	UT_EQ(rte_mempool_avail_count(small), 6);
	UT_EQ(net_detach(NAME), 0);
	rte_mempool_free(small);
}

static void
broken_files_end_where_they_break(void)
{
	static const uint32_t lengths[] = {60, 61, 62};
	struct rte_mbuf *bufs[8];
	uint16_t port;
	FILE *f;

	file_write(in_path, &usec, lengths, 3);
	UT_EQ(truncate(in_path, 24 + 16 + 60 + 16 + 61 + 16 + 30), 0);
	port = net_up(NAME, args_of("rx_pcap=%s", in_path), 1, 1);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 2);
	rte_pktmbuf_free_bulk(bufs, 2);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 0);
	UT_EQ(net_detach(NAME), 0);

	f = fopen(in_path, "r+");
	fseek(f, 24 + 16 + 60 + 8, SEEK_SET);
	put32(f, 0x7fffffff, false);
	fclose(f);
	port = net_up(NAME, args_of("rx_pcap=%s", in_path), 1, 1);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 1);
	rte_pktmbuf_free_bulk(bufs, 1);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 0);
	UT_EQ(net_detach(NAME), 0);

	/* a file that is cut while it is read */
	file_write(in_path, &usec, lengths, 3);
	port = net_up(NAME, args_of("rx_pcap=%s", in_path), 1, 1);
	UT_EQ(truncate(in_path, 0), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 0);
	UT_EQ(net_detach(NAME), 0);
}

/* --- Time ------------------------------------------------------------------------------------------------------------ */

static void
stop_and_start_begin_anew(void)
{
	static const uint32_t lengths[] = {60, 61};
	struct rte_mbuf *bufs[4];
	uint16_t port;
	unsigned int i;

	file_write(in_path, &usec, lengths, 2);
	port = net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s", in_path, out_path), 1, 1);
	for (i = 0; i < 3; i++) {
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 2);
		UT_EQ(rte_eth_tx_burst(port, 0, bufs, 2), 2);
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 0);
		UT_EQ(rte_eth_dev_stop(port), 0);
		UT_TRUE(file_is(out_path, lengths, 2, 1));
		UT_EQ(rte_eth_dev_start(port), 0);
		UT_EQ(file_count(out_path), 0);
	}
	/* a start that fails leaves the port stopped, and the next one may succeed */
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(unlink(in_path), 0);
	UT_EQ(rte_eth_dev_start(port), -ENOENT);
	file_write(in_path, &usec, lengths, 2);
	UT_EQ(rte_eth_dev_start(port), 0);
	UT_EQ(rte_eth_rx_burst(port, 0, bufs, 4), 2);
	rte_pktmbuf_free_bulk(bufs, 2);
	UT_EQ(net_detach(NAME), 0);
}

static void
packets_reach_the_file_soon(void)
{
	uint16_t port = net_up(NAME, args_of("tx_pcap=%s", out_path), 1, 1);
	struct rte_eth_stats st;
	struct rte_mbuf *m;
	unsigned int i;
	double end;

	/* bursts so close to each other that they are held back */
	for (i = 0; i < 100; i++) {
		m = net_packet(60, 0, 4000);
		UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	}
	end = net_seconds() + 2;
	while (file_count(out_path) != 100 && net_seconds() < end)
		usleep(500);
	UT_EQ(file_count(out_path), 100);
	for (i = 0; i < 100; i++) {
		m = net_packet(60, 0, 4000);
		UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	}
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.opackets, 200);
	UT_EQ(file_count(out_path), 200);
	UT_EQ(net_detach(NAME), 0);
}

static void
a_full_disk_is_counted(void)
{
	char link_path[64];
	struct rte_eth_stats st;
	struct rte_mbuf *m;
	unsigned int i;
	uint16_t port;

	/* a link that leads to a full device after the file was opened by its name */
	snprintf(link_path, sizeof(link_path), "%s/small", dir);
	{
		char command[256];

		snprintf(command, sizeof(command), "mkdir -p %s && mount -t tmpfs -o size=256k tmpfs %s 2>/dev/null",
			link_path, link_path);
		if (system(command) != 0)
			UT_SKIP("a small file system cannot be mounted");
	}
	port = net_up(NAME, args_of("tx_pcap=%s/out", link_path), 1, 1);
	for (i = 0; i < 1000; i++) {
		m = net_packet(1500, 0, 4000);
		UT_EQ(rte_eth_tx_burst(port, 0, &m, 1), 1);
	}
	UT_EQ(rte_eth_stats_get(port, &st), 0);
	UT_EQ(st.opackets + st.oerrors, 1000);
	UT_TRUE(st.oerrors > 100);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(system(args_of("umount %s", link_path)), 0);
}

static void
infinite_rx_replays(void)
{
	static const uint32_t lengths[] = {60, 61, 62}, large[] = {60, 4000};
	struct rte_mempool *small = rte_pktmbuf_pool_create("small", 2, 0, 0, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	struct rte_mbuf *bufs[32];
	unsigned int i, k, seen = 0, got;
	uint16_t port;

	file_write(in_path, &usec, lengths, 3);
	port = net_up(NAME, args_of("rx_pcap=%s,infinite_rx=1", in_path), 1, 1);
	UT_EQ(net_pool_free(), NET_POOL_SIZE - 3);
	for (k = 0; k < 40; k++) {
		got = rte_eth_rx_burst(port, 0, bufs, 32);
		UT_EQ(got, 32);
		for (i = 0; i < got; i++, seen++)
			UT_TRUE(net_packet_is(bufs[i], lengths[seen % 3], (uint8_t)(seen % 3)));
		rte_eth_tx_burst(port, 0, bufs, (uint16_t)got);
	}
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);

	port = net_attach(NAME, args_of("rx_pcap=%s,infinite_rx=1", in_path));
	UT_EQ(net_configure(port, 1, 1, small), -EINVAL);
	UT_EQ(rte_mempool_avail_count(small), 2);
	file_write(in_path, &usec, large, 2);
	UT_EQ(net_configure(port, 1, 1, net_pool), -EINVAL);
	file_write(in_path, &usec, large, 0);
	UT_EQ(net_configure(port, 1, 1, net_pool), -ENOENT);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
	UT_EQ(net_detach(NAME), 0);
	rte_mempool_free(small);
}

static unsigned int eof_events;

static int
eof_seen(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret);
	__atomic_fetch_add(&eof_events, 1, __ATOMIC_RELAXED);
	return 0;
}

static void
the_end_of_the_file_takes_the_link_down(void)
{
	static const uint32_t lengths[] = {60, 61, 62};
	struct rte_eth_link link;
	struct rte_mbuf *bufs[8];
	unsigned int round;
	uint16_t port;
	double end;

	file_write(in_path, &usec, lengths, 3);
	port = net_up(NAME, args_of("rx_pcap=%s,eof=1", in_path), 1, 1);
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_INTR_LSC, eof_seen, NULL), 0);
	for (round = 1; round <= 2; round++) {
		UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
		UT_EQ(link.link_status, RTE_ETH_LINK_UP);
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 3), 3);
		rte_pktmbuf_free_bulk(bufs, 3);
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 0);
		UT_EQ(rte_eth_rx_burst(port, 0, bufs, 8), 0);
		end = net_seconds() + 2;
		while (__atomic_load_n(&eof_events, __ATOMIC_RELAXED) < round && net_seconds() < end)
			usleep(500);
		UT_EQ(__atomic_load_n(&eof_events, __ATOMIC_RELAXED), round);
		UT_EQ(rte_eth_link_get_nowait(port, &link), 0);
		UT_EQ(link.link_status, RTE_ETH_LINK_DOWN);
		UT_EQ(rte_eth_dev_stop(port), 0);
		UT_EQ(rte_eth_dev_start(port), 0);
	}
	UT_EQ(net_detach(NAME), 0);
}

static void
addresses_count_up(void)
{
	struct rte_ether_addr a, b;
	uint16_t port = net_attach(NAME, args_of("tx_pcap=%s", out_path));

	UT_EQ(rte_eth_macaddr_get(port, &a), 0);
	UT_EQ(net_detach(NAME), 0);
	port = net_attach(NAME, args_of("tx_pcap=%s", out_path));
	UT_EQ(rte_eth_macaddr_get(port, &b), 0);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(memcmp(a.addr_bytes, "\x02pcap", 5), 0);
	UT_EQ((uint8_t)(a.addr_bytes[5] + 1), b.addr_bytes[5]);
}

/* --- Lives ----------------------------------------------------------------------------------------------------------- */

static void
lives_a_thousand_times(void)
{
	static const uint32_t lengths[] = {60, 5000};
	struct net_picture before;
	struct rte_mbuf *bufs[8];
	unsigned int i;
	uint16_t port;

	file_write(in_path, &usec, lengths, 2);
	UT_TRUE(net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s", in_path, out_path), 1, 1) != NO_PORT);
	UT_EQ(net_detach(NAME), 0);
	net_picture_take(&before);
	for (i = 0; i < 1000; i++) {
		port = net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s%s", in_path, out_path, i % 3 == 0 ? ",eof=1" : ""), 1, 1);
		if (port == NO_PORT)
			break;
		rte_eth_tx_burst(port, 0, bufs, rte_eth_rx_burst(port, 0, bufs, 8));
		if (net_detach(NAME) != 0)
			break;
	}
	UT_EQ(i, 1000);
	UT_TRUE(net_picture_same(&before));
}

static int
act_up(void)
{
	uint16_t port = NO_PORT;
	int ret = rte_eal_hotplug_add("vdev", NAME,
		args_of("rx_pcap=%s,rx_pcap=%s,tx_pcap=%s,tx_pcap=%s.2,infinite_rx=1", in_path, in_path, out_path, out_path));

	if (ret != 0)
		return ret;
	rte_eth_dev_get_port_by_name(NAME, &port);
	ret = net_configure(port, 2, 2, net_pool);
	if (ret == 0)
		ret = rte_eth_dev_start(port);
	if (ret != 0)
		net_detach(NAME);
	return ret;
}

static void
undo_up(void)
{
	net_detach(NAME);
}

static void
every_failing_step_is_undone(void)
{
	static const uint32_t lengths[] = {60, 61};

	file_write(in_path, &usec, lengths, 2);
	faults_everywhere(act_up, undo_up);
}

static bool poll_end;

static void *
poll_main(void *arg)
{
	struct rte_mbuf *bufs[32];
	uint16_t port = *(uint16_t *)arg, n;

	while (!__atomic_load_n(&poll_end, __ATOMIC_ACQUIRE)) {
		n = rte_eth_rx_burst(port, 0, bufs, 32);
		n -= rte_eth_tx_burst(port, 0, bufs, n);
		rte_pktmbuf_free_bulk(bufs, n);
	}
	return NULL;
}

static void
may_be_detached_while_polled(void)
{
	static const uint32_t lengths[] = {60, 61, 62, 3000};
	struct rte_eth_stats st;
	pthread_t thread;
	unsigned int i;
	uint16_t port;

	file_write(in_path, &usec, lengths, 3);
	port = net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s,infinite_rx=1", in_path, out_path), 1, 1);
	pthread_create(&thread, NULL, poll_main, &port);
	for (i = 0; i < 50; i++) {
		usleep(1000);
		rte_eth_stats_get(port, &st);
		UT_EQ(net_detach(NAME), 0);
		UT_TRUE(file_count(out_path) >= 0);
		UT_EQ(net_up(NAME, args_of("rx_pcap=%s,tx_pcap=%s%s", in_path, out_path,
			i % 2 == 0 ? ",infinite_rx=1" : ""), 1, 1), port);
	}
	__atomic_store_n(&poll_end, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	UT_EQ(net_detach(NAME), 0);
	UT_EQ(net_pool_free(), NET_POOL_SIZE);
}

UT_MAIN_FIXTURE("pcap", start, stop,
	{"bad arguments are refused with one line that names them", refuses_bad_arguments},
	{"a direction that is not given gets queues too", gives_each_direction_queues},
	{"every format arrives whole, with its times", every_format_arrives_whole},
	{"a large file arrives whole", a_large_file_arrives_whole},
	{"segmented packets are written whole", segmented_packets_are_written_whole},
	{"snaplen limits what is written", snaplen_limits_what_is_written},
	{"want of mbufs loses nothing", want_of_mbufs_loses_nothing},
	{"broken files end where they break", broken_files_end_where_they_break},
	{"stop and start begin anew", stop_and_start_begin_anew},
	{"packets reach the file soon, and with the statistics", packets_reach_the_file_soon},
	{"a full disk is counted", a_full_disk_is_counted},
	{"infinite_rx replays", infinite_rx_replays},
	{"eof=1: the end of the file takes the link down, once per start", the_end_of_the_file_takes_the_link_down},
	{"addresses count up", addresses_count_up},
	{"a thousand lives leave nothing", lives_a_thousand_times},
	{"every failing step of attach and start is undone", every_failing_step_is_undone},
	{"detach under a polling thread", may_be_detached_while_polled})
