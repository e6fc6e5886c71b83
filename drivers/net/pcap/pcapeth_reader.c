/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reading capture files. Files of the classic format (version 2.4, either byte order, micro- or nanoseconds) are read in large
 * pieces and their records looked at in place; libpcap reads everything else (pcapng, old variants). Not mapped: a file that
 * is cut short while it is mapped would kill the process.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include "pcapeth.h"
#include "pcapeth_format.h"
#include "pcapeth_reader.h"

/** Bytes of one read: stays in the second-level cache until it has been copied on. */
#define READER_PIECE (128 * 1024)
/** Holds the largest record, and a read behind it. */
#define READER_SIZE (PCAPETH_RECORD_MAX + READER_PIECE)

/* --- Opening --------------------------------------------------------------------------------------------------------- */

/** Whether the classic format in its plain form begins here. */
static bool
reader_take_header(struct pcapeth_reader *r, const struct pcap_file_head *h)
{
	uint16_t major, minor;

	if (h->magic == PCAP_MAGIC_USEC || h->magic == PCAP_MAGIC_NSEC)
		r->swapped = false;
	else if (rte_bswap32(h->magic) == PCAP_MAGIC_USEC || rte_bswap32(h->magic) == PCAP_MAGIC_NSEC)
		r->swapped = true;
	else
		return false;
	r->nsec = pcapeth_reader_u32(h->magic, r->swapped) == PCAP_MAGIC_NSEC;
	major = r->swapped ? rte_bswap16(h->major) : h->major;
	minor = r->swapped ? rte_bswap16(h->minor) : h->minor;
	return major == 2 && minor == 4;
}

static int
reader_open_libpcap(struct pcapeth_reader *r, const char *path, char *why)
{
	char text[PCAP_ERRBUF_SIZE];

	r->pcap = pcap_open_offline_with_tstamp_precision(path, PCAP_TSTAMP_PRECISION_MICRO, text);
	if (r->pcap == NULL) {
		snprintf(why, PCAPETH_WHY_MAX, "%.200s: %s", path, text);
		return -EINVAL;
	}
	return 0;
}

static int
reader_open(struct pcapeth_reader *r, const char *path, char *why)
{
	struct pcap_file_head h;
	struct stat st;
	ssize_t n;

	/* opening a pipe must not wait for its writer */
	r->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (r->fd < 0 || fstat(r->fd, &st) != 0) {
		int err = errno;

		snprintf(why, PCAPETH_WHY_MAX, "%s: cannot be read: %s", path, strerror(err));
		return -err;
	}
	if (!S_ISREG(st.st_mode)) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: is not a regular file", path);
		return -EINVAL;
	}
	n = read(r->fd, &h, sizeof(h));
	if (n != (ssize_t)sizeof(h)) {
		int err = n < 0 ? errno : EINVAL;

		snprintf(why, PCAPETH_WHY_MAX, "%s: %s", path, n < 0 ? strerror(err) : "is shorter than a capture file's header");
		return -err;
	}
	if (!reader_take_header(r, &h))
		return reader_open_libpcap(r, path, why);
	if ((pcapeth_reader_u32(h.link, r->swapped) & 0xffff) != PCAP_LINK_ETHERNET)
		PCAP_LOG(WARNING, "%s: link type %u is not Ethernet; its packets are received as they are", path,
			pcapeth_reader_u32(h.link, r->swapped));
	posix_fadvise(r->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	r->buf = malloc(READER_SIZE + PCAPETH_SLACK);
	if (r->buf == NULL) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: no memory for reading it", path);
		return -ENOMEM;
	}
	return 0;
}

int
pcapeth_reader_open(const char *path, struct pcapeth_reader **out, char *why)
{
	struct pcapeth_reader *r = calloc(1, sizeof(*r));
	int ret;

	if (r == NULL) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: no memory for reading it", path);
		return -ENOMEM;
	}
	r->fd = -1;
	ret = reader_open(r, path, why);
	if (ret != 0) {
		pcapeth_reader_close(r);
		return ret;
	}
	*out = r;
	return 0;
}

void
pcapeth_reader_close(struct pcapeth_reader *r)
{
	if (r == NULL)
		return;
	if (r->pcap != NULL)
		pcap_close(r->pcap);
	if (r->fd >= 0)
		close(r->fd);
	free(r->buf);
	free(r);
}

int
pcapeth_reader_fd(const struct pcapeth_reader *r)
{
	return r->fd;
}

/* --- Reading --------------------------------------------------------------------------------------------------------- */

/** A record that cannot be one: nothing behind it makes sense. */
static bool
reader_broken(struct pcapeth_reader *r)
{
	struct pcap_record_head h;
	uint32_t len;

	if (r->end - r->pos < sizeof(h))
		return false;
	memcpy(&h, r->buf + r->pos, sizeof(h));
	len = pcapeth_reader_u32(h.len, r->swapped);
	if (len <= PCAPETH_RECORD_MAX)
		return false;
	PCAP_LOG(ERR, "capture file: a packet of %u bytes cannot be right; the rest is left out", len);
	r->ended = true;
	r->pos = r->end = 0;
	return true;
}

bool
pcapeth_reader_fill(struct pcapeth_reader *r)
{
	ssize_t n;

	if (r->ended || r->pcap != NULL || reader_broken(r))
		return false;
	memmove(r->buf, r->buf + r->pos, r->end - r->pos);
	r->end -= r->pos;
	r->pos = 0;
	do {
		n = read(r->fd, r->buf + r->end, RTE_MIN(READER_SIZE - r->end, (size_t)READER_PIECE));
	} while (n < 0 && errno == EINTR);
	if (n <= 0) {
		if (n < 0 || r->end > 0)
			PCAP_LOG(WARNING, "capture file: %s",
				n < 0 ? strerror(errno) : "ends within a packet; that one is left out");
		r->ended = true;
		r->pos = r->end = 0;
		return false;
	}
	r->end += (size_t)n;
	return true;
}

bool
pcapeth_reader_next_libpcap(struct pcapeth_reader *r, struct pcapeth_record *out)
{
	struct pcap_pkthdr *h;
	const uint8_t *data;

	if (!r->pending) {
		if (r->ended || pcap_next_ex(r->pcap, &h, &data) != 1) {
			r->ended = true;
			return false;
		}
		r->record.data = data;
		r->record.len = h->caplen;
		r->record.time = (uint64_t)h->ts.tv_sec * 1000000 + (uint64_t)h->ts.tv_usec;
	}
	r->pending = false;
	*out = r->record;
	return true;
}

bool
pcapeth_reader_next(struct pcapeth_reader *r, struct pcapeth_record *out)
{
	if (r->pcap != NULL)
		return pcapeth_reader_next_libpcap(r, out);
	while (!pcapeth_reader_next_classic(r, out, r->swapped, r->nsec)) {
		if (!pcapeth_reader_fill(r))
			return false;
	}
	return true;
}
