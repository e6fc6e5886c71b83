/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The af_packet driver's bursts.
 *
 * Received are frames of other senders only. A frame that was longer than a ring frame is dropped and counted as an
 * error. Checksums are as the kernel has them: a local sender on a veth leaves them to the hardware that is not there,
 * and such bytes are handed on.
 */
#include <errno.h>
#include <linux/if_ether.h>

#include <rte_byteorder.h>
#include <rte_ether.h>
#include <rte_mbuf_dyn.h>
#include <rte_memcpy.h>

#include "af_packet.h"

#define RX_PIECE 32
/** Bytes in front of a VLAN tag. */
#define ADDRESSES (2 * RTE_ETHER_ADDR_LEN)

/* --- Receive --------------------------------------------------------------------------------------------------------- */

/** Frames in a row that the kernel has filled. */
static unsigned int
ring_ready(const struct afp_rxq *q, unsigned int n)
{
	uint32_t at = q->next;
	unsigned int i;

	n = RTE_MIN(n, q->nb_frames);
	for (i = 0; i < n; i++) {
		if ((__atomic_load_n(&q->frame[at]->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) == 0)
			break;
		at = at + 1 == q->nb_frames ? 0 : at + 1;
	}
	return i;
}

/** Whether it is a frame that we want; *error: it is, but not whole. */
static bool
frame_wanted(const struct tpacket2_hdr *h, unsigned int *error)
{
	const struct sockaddr_ll *from = (const struct sockaddr_ll *)((const uint8_t *)h + TPACKET_ALIGN(sizeof(*h)));

	if (unlikely(from->sll_pkttype == PACKET_OUTGOING))
		return false;
	if (unlikely(h->tp_snaplen < h->tp_len)) {
		(*error)++;
		return false;
	}
	return true;
}

/** Copy a frame whose VLAN tag the kernel took out and that gets it back. */
static bool
frame_copy_tagged(const struct afp_rxq *q, struct rte_mbuf *m, const struct tpacket2_hdr *h, const uint8_t *data)
{
	uint16_t tag[2] = {
		rte_cpu_to_be_16((h->tp_status & TP_STATUS_VLAN_TPID_VALID) != 0 ? h->tp_vlan_tpid : RTE_ETHER_TYPE_VLAN),
		rte_cpu_to_be_16(h->tp_vlan_tci),
	};
	uint32_t front = RTE_MIN(h->tp_snaplen, (uint32_t)ADDRESSES);
	struct rte_mbuf *last = m;

	return net_mbuf_append(&q->source, m, &last, data, front) && net_mbuf_append(&q->source, m, &last, tag, sizeof(tag)) &&
	       net_mbuf_append(&q->source, m, &last, data + front, h->tp_snaplen - front);
}

/** Make @p m the packet of a frame. False: no mbufs for its tail; then it is only fit to be freed. */
static bool
frame_copy(const struct afp_rxq *q, struct rte_mbuf *m, const struct tpacket2_hdr *h)
{
	const uint8_t *data = (const uint8_t *)h + h->tp_mac;
	const bool tagged = (h->tp_status & TP_STATUS_VLAN_VALID) != 0;
	struct rte_mbuf *last = m;

	if (likely(!tagged && h->tp_snaplen <= q->source.room)) {
		net_mbuf_open(m, net_mbuf_head(&q->source), net_mbuf_lengths(h->tp_snaplen, (uint16_t)h->tp_snaplen));
		rte_memcpy(rte_pktmbuf_mtod(m, void *), data, h->tp_snaplen);
	} else {
		net_mbuf_open(m, net_mbuf_head(&q->source), net_mbuf_lengths(0, 0));
		if (tagged && !q->strip) {
			if (!frame_copy_tagged(q, m, h, data))
				return false;
		} else if (!net_mbuf_append(&q->source, m, &last, data, h->tp_snaplen)) {
			return false;
		}
	}
	if (unlikely(tagged)) {
		m->vlan_tci = h->tp_vlan_tci;
		m->ol_flags |= RTE_MBUF_F_RX_VLAN | (q->strip ? RTE_MBUF_F_RX_VLAN_STRIPPED : 0);
	}
	if (q->time_flag != 0) {
		*RTE_MBUF_DYNFIELD(m, q->time_offset, rte_mbuf_timestamp_t *) = (uint64_t)h->tp_sec * 1000000000 + h->tp_nsec;
		m->ol_flags |= q->time_flag;
	}
	return true;
}

/** Receive from @p ready frames into as many mbufs as there are. Returns the packets; *starved: mbufs ran out. */
static unsigned int
ring_take(struct afp_rxq *q, struct rte_mbuf **bufs, unsigned int ready, uint64_t *bytes, bool *starved)
{
	unsigned int have = ready, used = 0, errors = 0, i;

	while (have > 0 && net_source_take(&q->source, bufs, have) != 0)
		have /= 2;
	for (i = 0; i < ready && !*starved; i++) {
		struct tpacket2_hdr *h = q->frame[q->next];

		if (frame_wanted(h, &errors)) {
			if (used == have || !frame_copy(q, bufs[used], h)) {
				*starved = true;
				break;
			}
			*bytes += bufs[used++]->pkt_len;
		}
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		q->next = q->next + 1 == q->nb_frames ? 0 : q->next + 1;
	}
	if (unlikely(*starved && used < have)) {
		rte_pktmbuf_free(bufs[used]); /* half a packet; its frame stays */
		net_source_return(&q->source, bufs + used + 1, have - used - 1);
	} else {
		net_source_return(&q->source, bufs + used, have - used);
	}
	if (unlikely(errors > 0))
		net_count(&q->tally.now.errors, errors);
	return used;
}

uint16_t
afp_rx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct afp_rxq *q = queue;
	unsigned int piece = RX_PIECE, done = 0, ready;
	bool starved = false;
	uint64_t bytes = 0;

	while (done < n) {
		ready = ring_ready(q, RTE_MIN(n - done, piece));
		if (ready == 0)
			break;
		starved = false;
		done += ring_take(q, bufs + done, ready, &bytes, &starved);
		if (unlikely(starved)) {
			if (ready == 1)
				break;
			piece = 1; /* what was taken for the packets behind it may suffice for this one */
		}
	}
	if (done > 0) {
		net_count(&q->tally.now.packets, done);
		net_count(&q->tally.now.bytes, bytes);
	}
	if (unlikely(starved))
		net_count(&q->tally.now.nombuf, 1);
	return (uint16_t)done;
}

/* --- Transmit -------------------------------------------------------------------------------------------------------- */

/** Describe one packet in at most @p room pieces. Returns how many; 0: it needs more, or cannot be described. */
static unsigned int
packet_pieces(struct rte_mbuf *m, struct iovec *piece, unsigned int room, uint8_t *vlan)
{
	unsigned int n = 0;

	if (m->nb_segs + 2U > room)
		return 0;
	if ((m->ol_flags & RTE_MBUF_F_TX_VLAN) != 0) {
		uint8_t *data = rte_pktmbuf_mtod(m, uint8_t *);

		if (m->data_len < ADDRESSES)
			return 0;
		vlan[0] = RTE_ETHER_TYPE_VLAN >> 8;
		vlan[1] = RTE_ETHER_TYPE_VLAN & 0xff;
		vlan[2] = (uint8_t)(m->vlan_tci >> 8);
		vlan[3] = (uint8_t)m->vlan_tci;
		piece[n++] = (struct iovec){data, ADDRESSES};
		piece[n++] = (struct iovec){vlan, AFP_VLAN_LEN};
		piece[n++] = (struct iovec){data + ADDRESSES, m->data_len - ADDRESSES};
		m = m->next;
	}
	for (; m != NULL; m = m->next)
		piece[n++] = (struct iovec){rte_pktmbuf_mtod(m, void *), m->data_len};
	return n;
}

/** Describe packets for one sendmmsg(). Returns how many fitted; 0: not even the first. */
static unsigned int
queue_describe(struct afp_txq *q, struct rte_mbuf **bufs, unsigned int n)
{
	unsigned int i, used = 0, k;

	n = RTE_MIN(n, (unsigned int)AFP_TX_MSGS);
	for (i = 0; i < n; i++) {
		k = packet_pieces(bufs[i], &q->piece[used], AFP_TX_PIECES - used, q->vlan[i]);
		if (k == 0)
			break;
		q->msg[i].msg_hdr.msg_iov = &q->piece[used];
		q->msg[i].msg_hdr.msg_iovlen = k;
		used += k;
	}
	return i;
}

enum send_end { SEND_SKIP, SEND_FULL, SEND_DOWN };

/** What the kernel's refusal of a packet means for the burst. */
static enum send_end
send_judge(int err)
{
	switch (err) {
	case EAGAIN:
	case ENOBUFS:
	case ENOMEM:
		return SEND_FULL; /* the sender keeps the rest */
	case ENETDOWN:
	case ENXIO:
	case ENODEV:
		return SEND_DOWN; /* nothing can be sent: all is lost, as on a cable that is not plugged in */
	default:
		return SEND_SKIP; /* too long, too short ... */
	}
}

uint16_t
afp_tx(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	struct afp_txq *q = queue;
	unsigned int done = 0, errors = 0, ready, k;
	bool again = false;
	uint64_t bytes = 0;
	int sent;

	while (done < n) {
		ready = queue_describe(q, bufs + done, n - done);
		sent = ready > 0 ? sendmmsg(q->fd, q->msg, ready, MSG_DONTWAIT) : -1;
		for (k = 0; sent > 0 && k < (unsigned int)sent; k++)
			bytes += bufs[done + k]->pkt_len;
		if (sent > 0) {
			done += (unsigned int)sent;
			continue;
		}
		if (ready > 0 && errno == EINTR)
			continue;
		if (ready > 0 && send_judge(errno) == SEND_FULL)
			break;
		if (ready > 0 && send_judge(errno) == SEND_DOWN) {
			/* the first refusal may only tell that the interface was down some time ago */
			if (again) {
				errors += n - done;
				done = n;
			}
			again = true;
			continue;
		}
		errors++;
		done++;
	}
	net_mbuf_free(bufs, done);
	net_count(&q->tally.now.packets, done - errors);
	net_count(&q->tally.now.bytes, bytes);
	if (unlikely(errors > 0))
		net_count(&q->tally.now.errors, errors);
	return (uint16_t)done;
}

/** A secondary process has no sockets. */
uint16_t
afp_none(void *queue, struct rte_mbuf **bufs, uint16_t n)
{
	RTE_SET_USED(queue);
	RTE_SET_USED(bufs);
	RTE_SET_USED(n);
	return 0;
}
