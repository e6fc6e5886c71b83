/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The pcap driver's port and its queues. pcap.c owns the device, pcapeth_port.c the port operations, pcapeth_args.c the
 * arguments, pcap_rxtx.c the bursts; each kind of source or sink has a file: reader, writer, live interface, endless loop.
 */
#ifndef PCAPETH_H
#define PCAPETH_H

#include <stdbool.h>
#include <stdint.h>

#include <ethdev_driver.h>
#include <rte_log.h>

#include "../common/net_queue.h"
#include "../common/net_watch.h"

extern int pcapeth_logtype;
#define PCAP_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, pcapeth_logtype, "PCAP: " fmt "\n", ##__VA_ARGS__)

#define PCAPETH_QUEUES_MAX 16
#define PCAPETH_WHY_MAX 512

/** Most bytes of one packet in a file: what libpcap accepts, so that every reader can read on behind it. */
#define PCAPETH_RECORD_MAX 262144U
/** Most bytes of one packet from or to an interface. */
#define PCAPETH_LIVE_MAX 65535U
#define PCAPETH_SNAPLEN_MIN 14
#define PCAPETH_SLACK 32

enum pcapeth_kind {
	PCAPETH_NONE,     /**< receives nothing; counts and drops what is sent */
	PCAPETH_FILE,
	PCAPETH_IFACE,
	PCAPETH_IFACE_IN, /**< rx: only packets that come in */
};

/* --- pcapeth_args.c --------------------------------------------------------------------------------------------------- */

struct pcapeth_name {
	enum pcapeth_kind kind;
	char *name; /**< file or interface; rte_malloc'ed */
};

/** The arguments, resolved into queues. */
struct pcapeth_options {
	struct pcapeth_name rx[PCAPETH_QUEUES_MAX];
	struct pcapeth_name tx[PCAPETH_QUEUES_MAX];
	uint16_t nb_rx;
	uint16_t nb_tx;
	bool single;    /**< iface=: one handle for rx queue 0 and tx queue 0 */
	bool phy_mac;
	bool infinite;
	bool eof;
	uint32_t snaplen; /**< 0: not given */
};

/** 0; -EINVAL, -ENOENT no queue at all, -ENOMEM with the sentence in @p why (NET_ARGS_WHY_MAX bytes) and nothing allocated. */
int pcapeth_options_read(const char *device, const char *args, struct pcapeth_options *opt, char *why);
void pcapeth_options_free(struct pcapeth_options *opt);

/* --- pcapeth_reader.c: a capture file that is read ----------------------------------------------------------------------- */

struct pcapeth_reader;

/** Open a capture file: classic format by our own buffered reads, others through libpcap. 0, or -errno with the sentence
 *  in @p why. */
int pcapeth_reader_open(const char *path, struct pcapeth_reader **out, char *why);
void pcapeth_reader_close(struct pcapeth_reader *r);
/** Descriptor of the open file, for comparing files. */
int pcapeth_reader_fd(const struct pcapeth_reader *r);

/* --- pcapeth_writer.c: a capture file that is written --------------------------------------------------------------------- */

struct pcapeth_writer;

/** Open or create a file, without touching its contents yet. 0, or -errno with the sentence in @p why. */
int pcapeth_writer_open(const char *path, uint32_t snaplen, struct pcapeth_writer **out, char *why);
/** Empty the file and write its header. 0 or -errno with the sentence in @p why. */
int pcapeth_writer_begin(struct pcapeth_writer *w, char *why);
/** Write what is still buffered and close; NULL ok. Waits for a flush that runs. */
void pcapeth_writer_close(struct pcapeth_writer *w);
/** Append packets; the mbufs stay the caller's. Returns how many are done with, and adds to @p bytes those of the written ones
 *  and to @p errors how many of them were lost. */
unsigned int pcapeth_writer_put(struct pcapeth_writer *w, struct rte_mbuf **bufs, unsigned int n, uint64_t *bytes,
	unsigned int *errors);
/** Hand everything to the kernel now. Any thread. */
void pcapeth_writer_flush(struct pcapeth_writer *w);
int pcapeth_writer_fd(const struct pcapeth_writer *w);

/* --- pcapeth_live.c: an interface ----------------------------------------------------------------------------------------- */

struct pcapeth_live;

enum pcapeth_live_use { PCAPETH_LIVE_RX, PCAPETH_LIVE_RX_IN, PCAPETH_LIVE_TX, PCAPETH_LIVE_BOTH };

int pcapeth_live_open(const char *iface, enum pcapeth_live_use use, uint32_t snaplen, struct pcapeth_live **out, char *why);
/** Close several at once, NULLs among them ok; does not wait for the kernel's grace periods. */
void pcapeth_live_close(struct pcapeth_live **live, unsigned int n);
struct pcapeth_rxq;
uint16_t pcapeth_live_rx(struct pcapeth_rxq *q, struct rte_mbuf **bufs, uint16_t n);
/** Send one packet. 0; -EMSGSIZE too long; -EIO refused by the kernel. */
int pcapeth_live_tx(struct pcapeth_live *live, struct rte_mbuf *m);
/** Packets that the kernel had no room for since the handle was opened. */
uint64_t pcapeth_live_missed(struct pcapeth_live *live);
int pcapeth_iface_mac(const char *iface, struct rte_ether_addr *mac);

/* --- pcapeth_loop.c: a file replayed for ever ----------------------------------------------------------------------------- */

struct pcapeth_loop {
	struct rte_mbuf **packets; /**< loaded from the file, held in the queue's pool */
	unsigned int n;
	unsigned int next;
};

/** Load @p path into mbufs of @p q's pool. 0; -ENOENT an empty file; -EINVAL a packet larger than an mbuf or a pool too
 *  small; -ENOMEM. */
int pcapeth_loop_load(struct pcapeth_rxq *q, const char *path, char *why);
void pcapeth_loop_free(struct pcapeth_loop *loop);

/* --- The port ------------------------------------------------------------------------------------------------------------- */

struct pcapeth_rxq {
	struct net_tally tally;
	struct net_source source;
	uint64_t time_flag; /**< of the mbuf: the capture time is there */
	int time_offset;
	const struct pcapeth_name *from;
	struct pcapeth_reader *reader;
	struct pcapeth_live *live;
	struct pcapeth_loop loop;
	struct pcapeth_port *port;
	bool ended;         /**< the file's end has been told */
	uint64_t missed;    /**< by handles that are closed */
	uint64_t missed_zero;
} __rte_cache_aligned;

struct pcapeth_txq {
	struct net_tally tally;
	const struct pcapeth_name *to;
	struct pcapeth_writer *writer;
	struct pcapeth_live *live;
} __rte_cache_aligned;

/** dev_private of a port. The handles belong to the primary process. */
struct pcapeth_port {
	struct pcapeth_rxq rxq[PCAPETH_QUEUES_MAX];
	struct pcapeth_txq txq[PCAPETH_QUEUES_MAX];
	struct pcapeth_options opt;
	uint32_t to_end;  /**< files whose end has not been reached since start */
	bool eof_told;    /**< that all have been read was said, since start */
	uint16_t port_id;
	uint32_t if_index;
	struct net_watch watch; /**< only with interfaces, in the network namespace of the attach */
	uint32_t watched[2 * PCAPETH_QUEUES_MAX];
	unsigned int nb_watched;
	bool gone;        /**< one of the interfaces was deleted. Written on rte-loop */
};

/* pcap_rxtx.c */
uint16_t pcapeth_rx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t pcapeth_tx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t pcapeth_none(void *queue, struct rte_mbuf **bufs, uint16_t n);
/** Make @p m, just taken, a packet of @p len bytes captured at @p time. False: no mbufs for its tail; then it is only fit
 *  to be freed. */
bool pcapeth_packet(const struct pcapeth_rxq *q, struct rte_mbuf *m, const uint8_t *data, uint32_t len, uint64_t time);

/* pcapeth_eof.c: link-down at the end of the files, told outside the data path */
/** A queue has met the end of its file. From a burst. */
void pcapeth_eof_reached(struct pcapeth_rxq *q);
/** The port stops. */
void pcapeth_eof_forget(const struct pcapeth_port *port);
/** Raise the event if it is due. From an operation. */
void pcapeth_eof_tell(struct rte_eth_dev *dev);

/* pcapeth_watch.c */
/** Watch the interfaces behind the queues. 0, or -errno with the sentence in @p why and nothing started. */
int pcapeth_watch_start(struct rte_eth_dev *dev, char *why);

/* pcapeth_port.c */
extern const struct eth_dev_ops pcapeth_ops;
extern const struct eth_dev_ops pcapeth_secondary_ops;
/** Open every handle that is not open. 0, or -errno with the sentence in @p why and nothing opened by this call. */
int pcapeth_port_open(struct pcapeth_port *port, char *why);
/** Close every handle. */
void pcapeth_port_shut(struct pcapeth_port *port);

#endif
