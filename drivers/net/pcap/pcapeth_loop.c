/* SPDX-License-Identifier: BSD-3-Clause */
/* infinite_rx: a capture file that is held in mbufs of the receive queue's pool and replayed for ever. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_malloc.h>

#include "pcapeth.h"
#include "pcapeth_reader.h"

/** Make room for one more packet. */
static int
loop_grow(struct pcapeth_loop *loop, unsigned int *room)
{
	unsigned int n = *room == 0 ? 64 : *room * 2;
	struct rte_mbuf **more = rte_realloc(loop->packets, n * sizeof(*more), 0);

	if (more == NULL)
		return -ENOMEM;
	loop->packets = more;
	*room = n;
	return 0;
}

static int
loop_add(struct pcapeth_rxq *q, const struct pcapeth_record *rec, const char *path, char *why)
{
	struct rte_mbuf *m;

	if (rec->len > q->source.room) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: infinite_rx: packet %u has %u bytes, mbufs of pool %s hold %u", path,
			q->loop.n + 1, rec->len, q->source.pool->name, q->source.room);
		return -EINVAL;
	}
	if (net_source_take(&q->source, &m, 1) != 0) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: infinite_rx: pool %s has no more than %u mbufs to hold its packets", path,
			q->source.pool->name, q->loop.n);
		return -EINVAL;
	}
	pcapeth_packet(q, m, rec->data, rec->len, rec->time);
	q->loop.packets[q->loop.n++] = m;
	return 0;
}

int
pcapeth_loop_load(struct pcapeth_rxq *q, const char *path, char *why)
{
	struct pcapeth_reader *r;
	struct pcapeth_record rec;
	unsigned int room = 0;
	int ret;

	memset(&q->loop, 0, sizeof(q->loop));
	ret = pcapeth_reader_open(path, &r, why);
	if (ret != 0)
		return ret;
	while (ret == 0 && pcapeth_reader_next(r, &rec)) {
		if (q->loop.n == room && loop_grow(&q->loop, &room) != 0) {
			snprintf(why, PCAPETH_WHY_MAX, "%s: infinite_rx: no memory", path);
			ret = -ENOMEM;
		} else {
			ret = loop_add(q, &rec, path, why);
		}
	}
	pcapeth_reader_close(r);
	if (ret == 0 && q->loop.n == 0) {
		snprintf(why, PCAPETH_WHY_MAX, "%s: infinite_rx: has no packets", path);
		ret = -ENOENT;
	}
	if (ret != 0)
		pcapeth_loop_free(&q->loop);
	return ret;
}

void
pcapeth_loop_free(struct pcapeth_loop *loop)
{
	if (loop->n > 0)
		net_mbuf_free(loop->packets, loop->n);
	rte_free(loop->packets);
	memset(loop, 0, sizeof(*loop));
}
