/* SPDX-License-Identifier: BSD-3-Clause */
/* Takes and compares pictures of what a process holds. */
#include <dirent.h>
#include <limits.h>
#include <malloc.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <rte_dev.h>
#include <rte_devargs.h>
#include <rte_ethdev.h>
#include <rte_malloc.h>
#include <rte_memzone.h>

#include "state.h"

#define SETTLE_SECONDS 2
#define TUNABLES "glibc.malloc.tcache_count=0:glibc.pthread.stack_cache_size=0"
#define HEAP_RESERVE (64 << 20)

void
state_prepare(char **argv)
{
	const char *now = getenv("GLIBC_TUNABLES");

	if (now == NULL || strstr(now, TUNABLES) == NULL) {
		setenv("GLIBC_TUNABLES", TUNABLES, 1);
		execv("/proc/self/exe", argv);
	}
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, HEAP_RESERVE);
	mallopt(M_TRIM_THRESHOLD, HEAP_RESERVE);
	mallopt(M_TOP_PAD, HEAP_RESERVE);
	free(malloc(1));
}

static unsigned int threads_usual = UINT_MAX;
static bool quiet;

void
state_quiet(bool on)
{
	quiet = on;
}

void
state_say(const char *fmt, ...)
{
	va_list ap;

	if (quiet)
		return;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
}

size_t
state_heap(void)
{
#if defined(STATE_ASAN) || defined(STATE_TSAN)
	return 0; /* the sanitizer has its own heap and its own leak check */
#else
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
#endif
}

size_t
state_resident(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	size_t size = 0, resident = 0;

	if (f == NULL || fscanf(f, "%zu %zu", &size, &resident) != 2)
		resident = 0;
	if (f != NULL)
		fclose(f);
	return resident;
}

/* Every descriptor but the one that reads the directory; a socket's inode number is not part of the picture. */
static unsigned int
fds_walk(FILE *out)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned int count = 0;
	struct dirent *e;
	char target[256];

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		ssize_t len;

		if (e->d_name[0] == '.' || atoi(e->d_name) == dirfd(dir))
			continue;
		len = readlinkat(dirfd(dir), e->d_name, target, sizeof(target) - 1);
		if (len < 0)
			continue;
		target[len] = '\0';
		count++;
		if (out != NULL)
			fprintf(out, "fd %s %.*s\n", e->d_name, (int)strcspn(target, "["), target);
	}
	if (dir != NULL)
		closedir(dir);
	return count;
}

unsigned int
state_fds(void)
{
	return fds_walk(NULL);
}

static void
maps_walk(FILE *out)
{
#if defined(STATE_ASAN) || defined(STATE_TSAN)
	fprintf(out, "maps: left to the sanitizer\n");
#else
	FILE *f = fopen("/proc/self/maps", "re");
	char line[512];

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strstr(line, "[heap]") == NULL && strstr(line, "[stack]") == NULL)
			fprintf(out, "map %s", line);
	if (f != NULL)
		fclose(f);
#endif
}

static unsigned int
threads_count(void)
{
	DIR *dir = opendir("/proc/self/task");
	unsigned int count = 0;
	struct dirent *e;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		count += e->d_name[0] != '.';
	if (dir != NULL)
		closedir(dir);
	return count;
}

static void
memzone_note(const struct rte_memzone *mz, void *out)
{
	fprintf(out, "memzone %s %zu\n", mz->name, (size_t)mz->len);
}

static void
memory_walk(FILE *out)
{
	struct rte_malloc_socket_stats stats;
	int socket;

	for (socket = 0; socket < RTE_MAX_NUMA_NODES; socket++) {
		if (rte_malloc_get_socket_stats(socket, &stats) != 0 || stats.heap_totalsz_bytes == 0)
			continue;
		fprintf(out, "rte heap %d: total %zu, used %zu in %u pieces\n", socket, stats.heap_totalsz_bytes,
			stats.heap_allocsz_bytes, stats.alloc_count);
	}
	rte_memzone_walk(memzone_note, out);
}

static void
devices_walk(FILE *out)
{
	struct rte_dev_iterator it;
	struct rte_device *dev;
	struct rte_devargs *da;
	uint16_t port;
	char name[RTE_ETH_NAME_MAX_LEN];

	RTE_DEV_FOREACH(dev, "bus=vdev", &it)
		fprintf(out, "device %s probed %d\n", rte_dev_name(dev), rte_dev_is_probed(dev));
	RTE_EAL_DEVARGS_FOREACH("vdev", da)
		fprintf(out, "devargs %s\n", da->name);
	for (port = 0; port < RTE_MAX_ETHPORTS; port++)
		if (rte_eth_dev_is_valid_port(port) && rte_eth_dev_get_name_by_port(port, name) == 0)
			fprintf(out, "port %u %s\n", port, name);
	fprintf(out, "ports %u available %u\n", rte_eth_dev_count_total(), rte_eth_dev_count_avail());
}

static void
interface_walk(FILE *out)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq req = {.ifr_name = "lo"};

	if (fd < 0)
		return;
	if (ioctl(fd, SIOCGIFFLAGS, &req) == 0)
		fprintf(out, "lo flags %x\n", (unsigned int)req.ifr_flags & 0xffff);
	if (ioctl(fd, SIOCGIFMTU, &req) == 0)
		fprintf(out, "lo mtu %d\n", req.ifr_mtu);
	close(fd);
}

static void
picture_take(struct state *s)
{
	size_t heap = state_heap();
	FILE *out = fmemopen(s->text, sizeof(s->text), "w");

	if (out == NULL)
		abort();
	fprintf(out, "heap %zu\n", heap);
	fds_walk(out);
	maps_walk(out);
	fprintf(out, "threads %u\n", threads_count());
	memory_walk(out);
	devices_walk(out);
	interface_walk(out);
	if (ferror(out) || ftell(out) >= (long)sizeof(s->text) - 1)
		abort();
	fclose(out);
}

/* A driver may leave the end of a socket to a thread of its own; such a thread and what it holds are not part of a picture. */
void
state_take(struct state *s)
{
	struct timespec pause = {0, 1000000};
	time_t end = time(NULL) + SETTLE_SECONDS;

	while (threads_count() > threads_usual && time(NULL) <= end)
		nanosleep(&pause, NULL);
	picture_take(s);
}

void
state_begin(void)
{
	threads_usual = threads_count();
}

static bool
line_in(const char *text, const char *line, size_t len)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (n == len && memcmp(text, line, n) == 0)
			return true;
		text += n + (text[n] == '\n');
	}
	return false;
}

static void
lines_print(const char *sign, const char *text, const char *other)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (!line_in(other, text, n))
			printf("    %s %.*s\n", sign, (int)n, text);
		text += n + (text[n] == '\n');
	}
}

bool
state_same(const struct state *before, const char *what)
{
	struct timespec start, now, pause = {0, 1000000};
	static struct state after;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (;;) {
		picture_take(&after);
		if (strcmp(before->text, after.text) == 0)
			return true;
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec - start.tv_sec >= SETTLE_SECONDS)
			break;
		nanosleep(&pause, NULL);
	}
	if (quiet)
		return false;
	printf("    %s: the state differs (- before, + after)\n", what);
	lines_print("-", before->text, after.text);
	lines_print("+", after.text, before->text);
	return false;
}
