/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The af_packet driver's port and its queue pairs. af_packet.c owns the device, afp_port.c the port operations, afp_args.c the
 * arguments, afp_socket.c sockets and rings, afp_iface.c the kernel interface, af_packet_rxtx.c the bursts.
 *
 * Each pair has one packet socket. Receiving goes through a TPACKET_V2 ring: version 3 hands over whole blocks, which
 * costs up to a millisecond of latency and a timer interrupt per millisecond and socket, and was not measurably cheaper.
 * Sending goes through sendmmsg(): no slower than a transmit ring, two grace periods of the kernel less per attach and
 * detach, and the kernel never sends a frame whose memory is being written again.
 */
#ifndef AF_PACKET_H
#define AF_PACKET_H

#include <linux/if_packet.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <ethdev_driver.h>
#include <rte_log.h>

#include "../common/net_queue.h"
#include "../common/net_watch.h"

extern int afp_logtype;
#define AFP_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, afp_logtype, "AF_PACKET: " fmt "\n", ##__VA_ARGS__)

#define AFP_WHY_MAX 256
#define AFP_PAIRS_MAX 256 /**< sockets that one fanout group takes */
#define AFP_VLAN_LEN 4

/** What the kernel puts in front of an Ethernet frame in a ring frame: its header, an address, and the frame's own alignment. */
#define AFP_FRAME_HEAD ((uint32_t)(TPACKET_ALIGN(TPACKET2_HDRLEN + 16) - 14))
/** Smallest ring frame that takes an Ethernet frame of 60 bytes. */
#define AFP_FRAME_MIN 128

/* --- afp_args.c ------------------------------------------------------------------------------------------------------- */

struct afp_options {
	char iface[IFNAMSIZ];
	uint32_t qpairs;
	uint32_t blocksz;  /**< bytes */
	uint32_t framesz;  /**< bytes */
	uint32_t framecnt; /**< frames of one pair's ring */
	bool qdisc_bypass;
	uint16_t fanout;   /**< PACKET_FANOUT_* with its flags */
};

/** 0, or -EINVAL, -ENOMEM with the sentence in @p why (NET_ARGS_WHY_MAX bytes). */
int afp_options_read(const char *args, struct afp_options *opt, char *why);

/* --- Queue pairs ------------------------------------------------------------------------------------------------------- */

/** Packets of one sendmmsg(). */
#define AFP_TX_MSGS 64
/** Pieces of all of them together. */
#define AFP_TX_PIECES 256

struct afp_port;

struct afp_rxq {
	struct net_tally tally;
	struct net_source source;
	struct tpacket2_hdr **frame; /**< the ring's frames in order; NULL: no ring yet */
	uint32_t nb_frames;
	uint32_t next;        /**< frame that the kernel fills next, or has filled */
	bool strip;           /**< leave VLAN tags out of the packets */
	bool bound;           /**< the socket has its protocol: it receives */
	bool joined;          /**< and is member of the fanout group */
	uint64_t time_flag;   /**< of the mbuf, with the timestamp offload */
	int time_offset;
	uint8_t *map;
	size_t map_len;
	uint64_t missed;      /**< packets for which the ring had no room */
	uint64_t missed_zero;
	struct afp_port *port;
	uint16_t id;
} __rte_cache_aligned;

struct afp_txq {
	struct net_tally tally;
	int fd;               /**< of the pair */
	struct mmsghdr msg[AFP_TX_MSGS];
	struct iovec piece[AFP_TX_PIECES];
	uint8_t vlan[AFP_TX_MSGS][AFP_VLAN_LEN];
} __rte_cache_aligned;

/** dev_private of a port. Descriptors and mappings belong to the primary process. */
struct afp_port {
	struct afp_options opt;
	struct net_watch watch; /**< in the network namespace of the attach */
	uint32_t ifindex;
	bool gone;            /**< the interface was deleted, or moved to another namespace. Written on rte-loop */
	bool running;         /**< the interface is up and has a carrier, as last seen. Written on rte-loop and by start */
	bool started;
	bool promisc;         /**< we switched it on */
	struct afp_rxq *rxq;  /**< opt.qpairs of each */
	struct afp_txq *txq;
	int *fd;              /**< packet socket of each pair, -1: none */
};

/* --- afp_socket.c ------------------------------------------------------------------------------------------------------ */

/** Open the sockets of all pairs; they receive nothing yet. 0, or -errno with the sentence in @p why and nothing open. */
int afp_sockets_open(struct afp_port *port, char *why);
/** Close sockets and rings, without waiting for the kernel's grace periods. */
void afp_sockets_close(struct afp_port *port);
/** Give a pair its receive ring, unless it has one. Waits for a grace period of the kernel. 0, or -errno with the
 *  sentence in @p why. */
int afp_ring_create(struct afp_rxq *q, char *why);
/** Let the first @p n pairs receive, the others not. Packets from before are dropped. 0, or -errno with the sentence in
 *  @p why. */
int afp_receive_start(struct afp_port *port, unsigned int n, char *why);
/** Let no pair receive any more. */
void afp_receive_stop(struct afp_port *port);
/** Add what the kernel dropped since the last call to q->missed. */
void afp_missed_collect(struct afp_rxq *q);

/* --- afp_iface.c ------------------------------------------------------------------------------------------------------ */

/* The kernel interface. Everything goes by its index, so that a renamed interface stays the same. 0 or -errno. */

/** Find the interface and begin to watch it. On failure the watch may be left for the close, and the sentence is in @p why. */
int afp_iface_open(struct rte_eth_dev *dev, char *why);
int afp_iface_flags(const struct afp_port *port, short set, short clear, bool *changed);
int afp_iface_mac_get(const struct afp_port *port, struct rte_ether_addr *mac);
int afp_iface_mac_set(const struct afp_port *port, const struct rte_ether_addr *mac);
int afp_iface_mtu_get(const struct afp_port *port, uint32_t *mtu);
int afp_iface_mtu_set(const struct afp_port *port, uint32_t mtu);

/* --- af_packet_rxtx.c --------------------------------------------------------------------------------------------------- */

uint16_t afp_rx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t afp_tx(void *queue, struct rte_mbuf **bufs, uint16_t n);
uint16_t afp_none(void *queue, struct rte_mbuf **bufs, uint16_t n);

/* --- afp_port.c -------------------------------------------------------------------------------------------------------- */

extern const struct eth_dev_ops afp_ops;
extern const struct eth_dev_ops afp_secondary_ops;

#endif
