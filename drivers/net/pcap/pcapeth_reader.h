/* SPDX-License-Identifier: BSD-3-Clause */
/* Capture files that are read: what the receive burst inlines of pcapeth_reader.c. */
#ifndef PCAPETH_READER_H
#define PCAPETH_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <rte_branch_prediction.h>
#include <rte_byteorder.h>

#include "pcapeth.h"
#include "pcapeth_format.h"

struct pcap;

struct pcapeth_record {
	const uint8_t *data;
	uint32_t len;
	uint64_t time; /**< microseconds since 1970 */
};

struct pcapeth_reader {
	struct pcap *pcap; /**< the file is libpcap's to read; NULL: it is classic and ours */
	bool pending;      /**< libpcap's record was put back */
	struct pcapeth_record record;
	int fd;
	bool swapped;
	bool nsec;
	bool ended;
	size_t pos;        /**< first byte of buf that was not taken */
	size_t end;        /**< bytes in buf */
	uint8_t *buf;      /**< with PCAPETH_SLACK more bytes that may be read */
};

/** Read on behind what is buffered of a classic file. False: it ends or is broken here, and for ever. */
bool pcapeth_reader_fill(struct pcapeth_reader *r);
bool pcapeth_reader_next_libpcap(struct pcapeth_reader *r, struct pcapeth_record *out);
/** Take the next record; valid until the next call. False: end of file, and for ever. */
bool pcapeth_reader_next(struct pcapeth_reader *r, struct pcapeth_record *out);

static __rte_always_inline uint32_t
pcapeth_reader_u32(uint32_t v, bool swapped)
{
	return swapped ? rte_bswap32(v) : v;
}

/** Take the next record of a classic file if it is whole in the buffer. */
static __rte_always_inline bool
pcapeth_reader_next_classic(struct pcapeth_reader *r, struct pcapeth_record *out, bool swapped, bool nsec)
{
	const uint8_t *at = r->buf + r->pos;
	const size_t there = r->end - r->pos;
	struct pcap_record_head h;
	uint32_t frac;

	if (unlikely(there < sizeof(h)))
		return false;
	memcpy(&h, at, sizeof(h));
	out->len = pcapeth_reader_u32(h.len, swapped);
	if (unlikely(there - sizeof(h) < out->len))
		return false;
	frac = pcapeth_reader_u32(h.frac, swapped);
	out->time = (uint64_t)pcapeth_reader_u32(h.sec, swapped) * 1000000 + (nsec ? frac / 1000 : frac);
	out->data = at + sizeof(h);
	r->pos += sizeof(h) + out->len;
	return true;
}

/** Put the record that was taken last back. */
static inline void
pcapeth_reader_unread(struct pcapeth_reader *r, const struct pcapeth_record *rec)
{
	if (r->pcap != NULL)
		r->pending = true;
	else
		r->pos = (size_t)(rec->data - r->buf) - sizeof(struct pcap_record_head);
}

#endif
