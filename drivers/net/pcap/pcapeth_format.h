/* SPDX-License-Identifier: BSD-3-Clause */
/* The classic capture file format, version 2.4: a header, then records of a header and bytes each. */
#ifndef PCAPETH_FORMAT_H
#define PCAPETH_FORMAT_H

#include <stdint.h>

/* The magic number tells byte order and the unit of the records' fractions. */
#define PCAP_MAGIC_USEC 0xa1b2c3d4
#define PCAP_MAGIC_NSEC 0xa1b23c4d
#define PCAP_LINK_ETHERNET 1

struct pcap_file_head {
	uint32_t magic;
	uint16_t major;
	uint16_t minor;
	uint32_t zone;
	uint32_t accuracy;
	uint32_t snaplen;
	uint32_t link;
};

struct pcap_record_head {
	uint32_t sec;
	uint32_t frac; /**< micro- or nanoseconds */
	uint32_t len;  /**< bytes that follow */
	uint32_t wire; /**< bytes that the packet had */
};

#endif
