/* SPDX-License-Identifier: BSD-3-Clause */
/* Interfaces behind queues, through libpcap: capture, injection, and the interface's address. */
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include "../common/net_linger.h"
#include "pcapeth.h"

/** How long the kernel may hold packets back to hand over many at once, ms: the least it knows. */
#define LIVE_HOLD_MS 1

struct pcapeth_live {
	pcap_t *pcap;
	uint8_t *linear; /**< tx: where packets of several segments are put together */
	char iface[IFNAMSIZ];
};

/* --- Opening and closing --------------------------------------------------------------------------------------------- */

static int
live_errno(int status)
{
	switch (status) {
	case PCAP_ERROR_NO_SUCH_DEVICE: return -ENODEV;
	case PCAP_ERROR_PERM_DENIED: return -EPERM;
	case PCAP_ERROR_PROMISC_PERM_DENIED: return -EPERM;
	case PCAP_ERROR_IFACE_NOT_UP: return -ENETDOWN;
	default: return -EIO;
	}
}

/** A handle that only injects need not receive: let the kernel throw everything away. */
static int
live_refuse_all(pcap_t *pcap)
{
	struct bpf_insn nothing = {.code = BPF_RET | BPF_K, .k = 0};
	struct bpf_program program = {.bf_len = 1, .bf_insns = &nothing};

	return pcap_setfilter(pcap, &program);
}

static int
live_activate(pcap_t *pcap, enum pcapeth_live_use use, uint32_t snaplen)
{
	char text[PCAP_ERRBUF_SIZE];
	int ret;

	pcap_set_snaplen(pcap, (int)(snaplen != 0 ? RTE_MIN(snaplen, PCAPETH_LIVE_MAX) : PCAPETH_LIVE_MAX));
	pcap_set_promisc(pcap, use != PCAPETH_LIVE_TX);
	pcap_set_timeout(pcap, LIVE_HOLD_MS);
	ret = pcap_activate(pcap);
	if (ret < 0)
		return live_errno(ret);
	if (pcap_setnonblock(pcap, 1, text) != 0)
		return -EIO;
	if (use == PCAPETH_LIVE_RX_IN && pcap_setdirection(pcap, PCAP_D_IN) != 0)
		return -EIO;
	if (use == PCAPETH_LIVE_TX && live_refuse_all(pcap) != 0)
		return -EIO;
	return 0;
}

static int
live_open(struct pcapeth_live *live, enum pcapeth_live_use use, uint32_t snaplen, char *why)
{
	char text[PCAP_ERRBUF_SIZE] = "";
	int ret;

	live->linear = malloc(PCAPETH_LIVE_MAX);
	if (live->linear == NULL) {
		snprintf(why, PCAPETH_WHY_MAX, "interface %s: no memory", live->iface);
		return -ENOMEM;
	}
	/* libpcap's words for it are long and speak of its own calls */
	if (if_nametoindex(live->iface) == 0) {
		snprintf(why, PCAPETH_WHY_MAX, "interface %s: there is none of that name", live->iface);
		return -ENODEV;
	}
	live->pcap = pcap_create(live->iface, text);
	ret = live->pcap != NULL ? live_activate(live->pcap, use, snaplen) : -EIO;
	if (ret != 0) {
		const char *said = live->pcap != NULL ? pcap_geterr(live->pcap) : text;

		snprintf(why, PCAPETH_WHY_MAX, "interface %s: cannot be opened: %s", live->iface,
			said[0] != '\0' ? said : strerror(-ret));
	}
	return ret;
}

int
pcapeth_live_open(const char *iface, enum pcapeth_live_use use, uint32_t snaplen, struct pcapeth_live **out, char *why)
{
	struct pcapeth_live *live = calloc(1, sizeof(*live));
	int ret;

	if (live == NULL) {
		snprintf(why, PCAPETH_WHY_MAX, "interface %s: no memory", iface);
		return -ENOMEM;
	}
	snprintf(live->iface, sizeof(live->iface), "%s", iface);
	ret = live_open(live, use, snaplen, why);
	if (ret != 0) {
		pcapeth_live_close(&live, 1);
		return ret;
	}
	*out = live;
	return 0;
}

void
pcapeth_live_close(struct pcapeth_live **live, unsigned int n)
{
	int fds[NET_LINGER_MAX];
	unsigned int i, nb_fds = 0;

	for (i = 0; i < n && nb_fds < RTE_DIM(fds); i++) {
		if (live[i] != NULL && live[i]->pcap != NULL)
			fds[nb_fds++] = pcap_fileno(live[i]->pcap);
	}
	net_linger_begin(fds, nb_fds);
	for (i = 0; i < n; i++) {
		if (live[i] == NULL)
			continue;
		if (live[i]->pcap != NULL)
			pcap_close(live[i]->pcap);
		free(live[i]->linear);
		free(live[i]);
		live[i] = NULL;
	}
	net_linger_end();
}

/* --- Traffic --------------------------------------------------------------------------------------------------------- */

/** One receive burst, for libpcap's callback. */
struct live_burst {
	struct pcapeth_rxq *q;
	struct rte_mbuf **bufs;
	uint16_t taken; /**< of the mbufs in bufs, those that are packets */
	uint16_t lost;
	uint64_t bytes;
};

static void
live_packet(u_char *arg, const struct pcap_pkthdr *h, const u_char *data)
{
	struct live_burst *b = (struct live_burst *)arg;
	struct rte_mbuf *m = b->bufs[b->taken];
	struct rte_mbuf *fresh;

	if (unlikely(!pcapeth_packet(b->q, m, data, h->caplen, (uint64_t)h->ts.tv_sec * 1000000 + (uint64_t)h->ts.tv_usec))) {
		b->lost++;
		rte_pktmbuf_free(m);
		/* what was freed last is there to be taken again */
		if (net_source_take(&b->q->source, &fresh, 1) == 0) {
			b->bufs[b->taken] = fresh;
			return;
		}
		b->bufs[b->taken] = NULL;
		pcap_breakloop(b->q->live->pcap);
		return;
	}
	b->taken++;
	b->bytes += m->pkt_len;
}

uint16_t
pcapeth_live_rx(struct pcapeth_rxq *q, struct rte_mbuf **bufs, uint16_t n)
{
	struct live_burst b = {.q = q, .bufs = bufs};
	uint16_t i;

	/* mbufs first: a packet that libpcap has handed over cannot be put back */
	while (n > 0 && net_source_take(&q->source, bufs, n) != 0)
		n /= 2;
	if (n == 0) {
		net_count(&q->tally.now.nombuf, 1);
		return 0;
	}
	pcap_dispatch(q->live->pcap, n, live_packet, (u_char *)&b);
	i = b.taken;
	if (i < n && bufs[i] == NULL)
		i++;
	net_source_return(&q->source, bufs + i, n - i);
	net_count(&q->tally.now.packets, b.taken);
	net_count(&q->tally.now.bytes, b.bytes);
	net_count(&q->tally.now.nombuf, b.lost);
	return b.taken;
}

int
pcapeth_live_tx(struct pcapeth_live *live, struct rte_mbuf *m)
{
	const void *data = rte_pktmbuf_mtod(m, const void *);
	uint32_t len = m->pkt_len;

	if (len > PCAPETH_LIVE_MAX)
		return -EMSGSIZE;
	if (m->nb_segs > 1)
		data = rte_pktmbuf_read(m, 0, len, live->linear);
	return data != NULL && pcap_inject(live->pcap, data, len) == (int)len ? 0 : -EIO;
}

uint64_t
pcapeth_live_missed(struct pcapeth_live *live)
{
	struct pcap_stat st;

	return pcap_stats(live->pcap, &st) == 0 ? st.ps_drop : 0;
}

int
pcapeth_iface_mac(const char *iface, struct rte_ether_addr *mac)
{
	struct ifreq req = {0};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), ret = 0;

	if (fd < 0)
		return -errno;
	snprintf(req.ifr_name, sizeof(req.ifr_name), "%s", iface);
	if (ioctl(fd, SIOCGIFHWADDR, &req) != 0)
		ret = -errno;
	else
		memcpy(mac->addr_bytes, req.ifr_hwaddr.sa_data, RTE_ETHER_ADDR_LEN);
	close(fd);
	return ret;
}
