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
#include <rte_byteorder.h>

#include "pcapeth.h"
#include "pcapeth_format.h"

/** Bytes of one read: fits the second-level cache, and holds the largest record. */
#define READER_SIZE (384 * 1024)

struct pcapeth_reader {
	pcap_t *pcap;  /**< the file is libpcap's to read */
	bool pending;  /**< libpcap's record has been looked at and not been skipped */
	struct pcapeth_record record;
	int fd;
	bool swapped;
	bool nsec;
	bool ended;
	size_t pos;    /**< first byte of buf not skipped */
	size_t end;    /**< bytes in buf */
	uint8_t *buf;
};

static uint32_t
reader_u32(const struct pcapeth_reader *r, uint32_t v)
{
	return r->swapped ? rte_bswap32(v) : v;
}

static uint64_t
reader_time(const struct pcapeth_reader *r, const struct pcap_record_head *h)
{
	uint32_t frac = reader_u32(r, h->frac);

	return (uint64_t)reader_u32(r, h->sec) * 1000000 + (r->nsec ? frac / 1000 : frac);
}

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
	r->nsec = reader_u32(r, h->magic) == PCAP_MAGIC_NSEC;
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
	if ((reader_u32(r, h.link) & 0xffff) != PCAP_LINK_ETHERNET)
		PCAP_LOG(WARNING, "%s: link type %u is not Ethernet; its packets are received as they are", path, reader_u32(r, h.link));
	r->buf = malloc(READER_SIZE);
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

/** Read on behind what is buffered. False at the end of the file. */
static bool
reader_fill(struct pcapeth_reader *r)
{
	ssize_t n;

	if (r->ended)
		return false;
	memmove(r->buf, r->buf + r->pos, r->end - r->pos);
	r->end -= r->pos;
	r->pos = 0;
	do {
		n = read(r->fd, r->buf + r->end, READER_SIZE - r->end);
	} while (n < 0 && errno == EINTR);
	if (n <= 0) {
		if (n < 0 || r->end > 0)
			PCAP_LOG(WARNING, "capture file: %s", n < 0 ? strerror(errno) : "ends within a packet; that one is left out");
		r->ended = true;
		return false;
	}
	r->end += (size_t)n;
	return true;
}

/** The records that are whole in the buffer. */
static unsigned int
reader_parse(struct pcapeth_reader *r, struct pcapeth_record *out, unsigned int n)
{
	size_t pos = r->pos;
	unsigned int i;

	for (i = 0; i < n && r->end - pos >= sizeof(struct pcap_record_head); i++) {
		const struct pcap_record_head *h = (const struct pcap_record_head *)(r->buf + pos);
		struct pcap_record_head copy;
		uint32_t len;

		memcpy(&copy, h, sizeof(copy));
		len = reader_u32(r, copy.len);
		if (unlikely(len > PCAPETH_RECORD_MAX)) {
			if (i == 0) {
				PCAP_LOG(ERR, "capture file: a packet of %u bytes cannot be right; the rest is left out", len);
				r->ended = true;
				r->pos = r->end = 0;
			}
			break;
		}
		if (r->end - pos - sizeof(copy) < len)
			break;
		out[i].data = (const uint8_t *)(h + 1);
		out[i].len = len;
		out[i].time = reader_time(r, &copy);
		pos += sizeof(copy) + len;
	}
	return i;
}

static unsigned int
reader_peek_libpcap(struct pcapeth_reader *r, struct pcapeth_record *out)
{
	struct pcap_pkthdr *h;
	const uint8_t *data;

	if (!r->pending) {
		if (r->ended || pcap_next_ex(r->pcap, &h, &data) != 1) {
			r->ended = true;
			return 0;
		}
		r->record.data = data;
		r->record.len = h->caplen;
		r->record.time = (uint64_t)h->ts.tv_sec * 1000000 + (uint64_t)h->ts.tv_usec;
		r->pending = true;
	}
	*out = r->record;
	return 1;
}

unsigned int
pcapeth_reader_peek(struct pcapeth_reader *r, struct pcapeth_record *out, unsigned int n)
{
	unsigned int got;

	if (r->pcap != NULL)
		return reader_peek_libpcap(r, out);
	do {
		got = reader_parse(r, out, n);
	} while (got == 0 && reader_fill(r));
	return got;
}

void
pcapeth_reader_skip(struct pcapeth_reader *r, unsigned int n)
{
	if (r->pcap != NULL) {
		r->pending = r->pending && n == 0;
		return;
	}
	while (n-- > 0) {
		struct pcap_record_head h;

		memcpy(&h, r->buf + r->pos, sizeof(h));
		r->pos += sizeof(h) + reader_u32(r, h.len);
	}
}
