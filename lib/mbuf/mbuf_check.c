/* SPDX-License-Identifier: BSD-3-Clause */
/* Checking mbufs for damage, and showing them. */
#include <inttypes.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_debug.h>
#include <rte_hexdump.h>

#include "rte_mbuf.h"

/* Look at one segment alone. */
static const char *
segment_fault(const struct rte_mbuf *m)
{
	if (m->pool == NULL)
		return "bad mbuf pool";
	if (rte_mbuf_iova_get(m) == 0)
		return "bad IO addr";
	if (m->buf_addr == NULL)
		return "bad virt addr";
	if (rte_mbuf_refcnt_read(m) == 0 || rte_mbuf_refcnt_read(m) == UINT16_MAX)
		return "bad ref cnt";
	return NULL;
}

int
rte_mbuf_check(const struct rte_mbuf *m, int is_header, const char **reason)
{
	unsigned int nb_segs;
	uint32_t pkt_len;

	*reason = m == NULL ? "mbuf is NULL" : segment_fault(m);
	if (*reason != NULL)
		return -1;
	if (!is_header)
		return 0;

	if (m->data_len > m->pkt_len) {
		*reason = "bad data_len";
		return -1;
	}
	nb_segs = m->nb_segs;
	pkt_len = m->pkt_len;
	for (; m != NULL; m = m->next) {
		if (m->data_off > m->buf_len)
			*reason = "data offset too big in mbuf segment";
		else if (m->data_off + m->data_len > m->buf_len)
			*reason = "data length too big in mbuf segment";
		else if (nb_segs == 0)
			*reason = "bad nb_segs";
		if (*reason != NULL)
			return -1;
		nb_segs--;
		pkt_len -= m->data_len;
	}
	if (nb_segs != 0)
		*reason = "bad nb_segs";
	else if (pkt_len != 0)
		*reason = "bad pkt_len";
	return *reason == NULL ? 0 : -1;
}

void
rte_mbuf_sanity_check(const struct rte_mbuf *m, int is_header)
{
	const char *reason;

	if (rte_mbuf_check(m, is_header, &reason) < 0)
		rte_panic("MBUF: %p: %s\n", (const void *)m, reason);
}

void
rte_pktmbuf_dump(FILE *f, const struct rte_mbuf *m, unsigned int dump_len)
{
	unsigned int left = m->nb_segs;

	__rte_mbuf_sanity_check(m, 1);
	fprintf(f, "dump mbuf at %p, iova=%#" PRIx64 ", buf_len=%u\n", (const void *)m, rte_mbuf_iova_get(m), m->buf_len);
	fprintf(f, "  pkt_len=%u, ol_flags=%#" PRIx64 ", nb_segs=%u, port=%u", m->pkt_len, m->ol_flags, m->nb_segs, m->port);
	if (m->ol_flags & (RTE_MBUF_F_RX_QINQ | RTE_MBUF_F_TX_QINQ))
		fprintf(f, ", vlan_tci_outer=%u", m->vlan_tci_outer);
	if (m->ol_flags & (RTE_MBUF_F_RX_VLAN | RTE_MBUF_F_TX_VLAN))
		fprintf(f, ", vlan_tci=%u", m->vlan_tci);
	fprintf(f, ", ptype=%#" PRIx32 "\n", m->packet_type);

	for (; m != NULL && left > 0; m = m->next, left--) {
		unsigned int n = RTE_MIN(dump_len, m->data_len);

		__rte_mbuf_sanity_check(m, 0);
		fprintf(f, "  segment at %p, data=%p, len=%u, off=%u, refcnt=%u\n", (const void *)m, rte_pktmbuf_mtod(m, void *),
			m->data_len, m->data_off, rte_mbuf_refcnt_read(m));
		if (n > 0)
			rte_hexdump(f, "  Dump data", rte_pktmbuf_mtod(m, void *), n);
		dump_len -= n;
	}
}
