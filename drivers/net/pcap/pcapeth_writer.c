/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Writing capture files: classic format, nanoseconds, the machine's byte order.
 *
 * Packets gather in a buffer, since a write() per burst costs more than all the rest. The buffer goes to the kernel when it holds
 * FLUSH_BYTES; when the last write is FLUSH_NS ago, so that slow traffic is never held back; and, for what is left when a
 * fast stream pauses, by an alarm ALARM_US after the first packet was held back. It also goes when the port's statistics
 * are read and when the port stops. A process that is killed loses no more than those few milliseconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <rte_alarm.h>
#include <rte_spinlock.h>

#include "pcapeth.h"
#include "pcapeth_format.h"

#define FLUSH_BYTES (64 * 1024)
#define FLUSH_NS 1000000
#define ALARM_US 2000
#define WRITER_SIZE (FLUSH_BYTES + sizeof(struct pcap_record_head) + PCAPETH_RECORD_MAX)

struct pcapeth_writer {
	rte_spinlock_t lock; /**< between the sender and whoever flushes; guards all below but fd, snaplen and offset */
	int fd;
	uint32_t snaplen;
	int64_t offset;      /**< from the monotonic clock to the time of day, ns, taken once: times never go back */
	uint64_t written;    /**< monotonic time of the last write, ns */
	bool armed;          /**< an alarm is coming */
	bool failing;        /**< the last write failed, and that was said */
	size_t used;
	uint8_t *buf;
};

static uint64_t
clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* --- Flushing -------------------------------------------------------------------------------------------------------- */

/** Write what is buffered; what the file does not take stays. The lock is held. */
static void
writer_drain(struct pcapeth_writer *w, uint64_t now)
{
	size_t done = 0;
	ssize_t n = 0;

	while (done < w->used) {
		n = write(w->fd, w->buf + done, w->used - done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			break;
	}
	if (done < w->used && n < 0 && errno != EAGAIN) {
		if (!w->failing)
			PCAP_LOG(ERR, "capture file: %s; packets are dropped until it can be written again", strerror(errno));
		w->failing = true;
	} else {
		w->failing = false;
	}
	if (done > 0)
		memmove(w->buf, w->buf + done, w->used - done);
	w->used -= done;
	w->written = now;
}

void
pcapeth_writer_flush(struct pcapeth_writer *w)
{
	rte_spinlock_lock(&w->lock);
	writer_drain(w, clock_ns(CLOCK_MONOTONIC));
	rte_spinlock_unlock(&w->lock);
}

static void
writer_alarm(void *arg)
{
	struct pcapeth_writer *w = arg;

	rte_spinlock_lock(&w->lock);
	w->armed = false;
	writer_drain(w, clock_ns(CLOCK_MONOTONIC));
	rte_spinlock_unlock(&w->lock);
}

/* --- Opening and closing --------------------------------------------------------------------------------------------- */

int
pcapeth_writer_open(const char *path, uint32_t snaplen, struct pcapeth_writer **out, char *why)
{
	struct pcapeth_writer *w = calloc(1, sizeof(*w));
	int err = ENOMEM;

	if (w == NULL || (w->buf = malloc(WRITER_SIZE)) == NULL)
		goto fail;
	w->fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666);
	if (w->fd < 0) {
		err = errno;
		goto fail;
	}
	rte_spinlock_init(&w->lock);
	w->snaplen = snaplen;
	*out = w;
	return 0;
fail:
	snprintf(why, PCAPETH_WHY_MAX, "%s: cannot be written: %s", path, strerror(err));
	if (w != NULL)
		free(w->buf);
	free(w);
	return -err;
}

int
pcapeth_writer_begin(struct pcapeth_writer *w, char *why)
{
	const struct pcap_file_head h = {
		.magic = PCAP_MAGIC_NSEC,
		.major = 2,
		.minor = 4,
		.snaplen = RTE_MAX(w->snaplen, PCAPETH_LIVE_MAX),
		.link = PCAP_LINK_ETHERNET,
	};
	struct stat st;
	int err = EIO;

	/* the header first, then cut behind it: ext4 takes a file that was cut to nothing for one that must reach the
	 * disk at once */
	if (write(w->fd, &h, sizeof(h)) == (ssize_t)sizeof(h) &&
	    (fstat(w->fd, &st) != 0 || !S_ISREG(st.st_mode) || ftruncate(w->fd, sizeof(h)) == 0)) {
		w->offset = (int64_t)(clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_MONOTONIC));
		return 0;
	}
	if (errno > 0)
		err = errno;
	snprintf(why, PCAPETH_WHY_MAX, "capture file cannot be written: %s", strerror(err));
	return -err;
}

void
pcapeth_writer_close(struct pcapeth_writer *w)
{
	if (w == NULL)
		return;
	rte_eal_alarm_cancel(writer_alarm, w);
	pcapeth_writer_flush(w);
	close(w->fd);
	free(w->buf);
	free(w);
}

int
pcapeth_writer_fd(const struct pcapeth_writer *w)
{
	return w->fd;
}

/* --- Writing --------------------------------------------------------------------------------------------------------- */

static void
writer_append(struct pcapeth_writer *w, const struct rte_mbuf *m, uint32_t len, uint64_t time)
{
	const struct pcap_record_head h = {
		.sec = (uint32_t)(time / 1000000000), .frac = (uint32_t)(time % 1000000000), .len = len, .wire = m->pkt_len};

	memcpy(w->buf + w->used, &h, sizeof(h));
	w->used += sizeof(h);
	while (len > 0 && m != NULL) {
		uint32_t part = RTE_MIN(len, (uint32_t)m->data_len);

		memcpy(w->buf + w->used, rte_pktmbuf_mtod(m, void *), part);
		w->used += part;
		len -= part;
		m = m->next;
	}
}

unsigned int
pcapeth_writer_put(struct pcapeth_writer *w, struct rte_mbuf **bufs, unsigned int n, uint64_t *bytes, unsigned int *errors)
{
	uint64_t now = clock_ns(CLOCK_MONOTONIC), time = (uint64_t)((int64_t)now + w->offset);
	bool arm = false;
	unsigned int i;

	rte_spinlock_lock(&w->lock);
	for (i = 0; i < n; i++) {
		uint32_t len = RTE_MIN(bufs[i]->pkt_len, w->snaplen);

		if (w->used + sizeof(struct pcap_record_head) + len > WRITER_SIZE)
			writer_drain(w, now);
		if (w->used + sizeof(struct pcap_record_head) + len > WRITER_SIZE) {
			if (!w->failing)
				break; /* the reader of a pipe is slow: the sender keeps the rest */
			(*errors)++;
			continue;
		}
		writer_append(w, bufs[i], len, time);
		*bytes += bufs[i]->pkt_len;
	}
	if (w->used >= FLUSH_BYTES || now - w->written >= FLUSH_NS) {
		writer_drain(w, now);
	} else if (!w->armed && w->used > 0) {
		arm = w->armed = true;
	}
	rte_spinlock_unlock(&w->lock);
	if (arm && rte_eal_alarm_set(ALARM_US, writer_alarm, w) != 0)
		writer_alarm(w);
	return i;
}
