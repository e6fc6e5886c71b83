/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared data: clones, clones of clones, external and pinned buffers; the last user releases, in whatever order and thread. */
#include <pthread.h>
#include <stdlib.h>

#include <rte_mbuf.h>

#include "test/unit/ring/packet_ut.h"

#define N 255
#define ROOM 512

static struct rte_mempool *mp, *clones;

static int
start(void)
{
	if (runtime_start() < 0)
		return -1;
	mp = rte_pktmbuf_pool_create("direct", N, 0, 16, ROOM, SOCKET_ID_ANY);
	clones = rte_pktmbuf_pool_create("clones", N, 0, 8, 64, SOCKET_ID_ANY);
	return mp == NULL || clones == NULL ? -1 : 0;
}

static void
stop(void)
{
	rte_mempool_free(mp);
	rte_mempool_free(clones);
	runtime_stop();
}

static struct rte_mbuf *
packet(unsigned int segments)
{
	struct rte_mbuf *head = NULL;

	for (unsigned int i = 0; i < segments; i++) {
		struct rte_mbuf *m = rte_pktmbuf_alloc(mp);

		memset(rte_pktmbuf_append(m, 100), 'a' + (int)i, 100);
		if (head == NULL)
			head = m;
		else
			UT_EQ(rte_pktmbuf_chain(head, m), 0);
	}
	return head;
}

static void
all_back(void)
{
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_full(clones), 1);
}

static void
clone_shows_the_same(void)
{
	struct rte_mbuf *m = packet(3), *c = rte_pktmbuf_clone(m, clones), *s, *d;
	const char *reason;

	UT_NOT_NULL_FATAL(c);
	UT_EQ(c->nb_segs, 3);
	UT_EQ(c->pkt_len, 300);
	UT_EQ(rte_mbuf_check(c, 1, &reason), 0);
	for (s = c, d = m; s != NULL; s = s->next, d = d->next) {
		UT_TRUE(RTE_MBUF_CLONED(s) != 0);
		UT_FALSE(RTE_MBUF_DIRECT(s));
		UT_PTR_EQ(rte_pktmbuf_mtod(s, void *), rte_pktmbuf_mtod(d, void *));
		UT_TRUE(rte_pktmbuf_iova(s) == rte_pktmbuf_iova(d));
		UT_PTR_EQ(rte_mbuf_from_indirect(s), d);
		UT_EQ(rte_mbuf_refcnt_read(d), 2);
		UT_EQ(rte_mbuf_refcnt_read(s), 1);
	}
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_in_use_count(mp), 3);
	UT_EQ(*rte_pktmbuf_mtod(c->next, char *), 'b');
	rte_pktmbuf_free(c);
	all_back();
}

static void
clone_of_clone(void)
{
	struct rte_mbuf *m = packet(1), *c = rte_pktmbuf_clone(m, clones), *cc = rte_pktmbuf_clone(c, clones);

	UT_NOT_NULL_FATAL(cc);
	UT_PTR_EQ(rte_mbuf_from_indirect(cc), m);
	UT_EQ(rte_mbuf_refcnt_read(m), 3);
	UT_EQ(rte_mbuf_refcnt_read(c), 1);
	rte_pktmbuf_free(m);
	rte_pktmbuf_free(c);
	UT_EQ(*rte_pktmbuf_mtod(cc, char *), 'a');
	rte_pktmbuf_free(cc);
	all_back();
}

static void
detached_mbuf_is_itself_again(void)
{
	struct rte_mbuf *m = packet(1), *c = rte_pktmbuf_alloc(clones);
	void *own = c->buf_addr;
	rte_iova_t iova = rte_mbuf_iova_get(c);

	rte_pktmbuf_attach(c, m);
	UT_PTR_EQ(c->buf_addr, m->buf_addr);
	UT_EQ(c->priv_size, 16);
	rte_pktmbuf_detach(c);
	UT_TRUE(RTE_MBUF_DIRECT(c));
	UT_PTR_EQ(c->buf_addr, own);
	UT_TRUE(rte_mbuf_iova_get(c) == iova);
	UT_EQ(c->buf_len, 64);
	UT_EQ(c->priv_size, 8);
	UT_EQ(c->data_len, 0);
	UT_EQ(c->pkt_len, 0);
	UT_EQ(c->data_off, 64);
	UT_EQ(rte_mbuf_refcnt_read(m), 1);
	rte_pktmbuf_free(m);

	/* the last one to detach frees the direct one */
	m = packet(1);
	rte_pktmbuf_attach(c, m);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_in_use_count(mp), 1);
	rte_pktmbuf_detach(c);
	UT_EQ(rte_mempool_full(mp), 1);
	rte_pktmbuf_free(c);
	all_back();
}

static void
count_release(void *addr, void *opaque)
{
	unsigned int *releases = opaque;

	releases[0]++;
	free(addr);
}

static void
external_buffer(void)
{
	unsigned int releases = 0;
	struct rte_mbuf_ext_shared_info *shinfo;
	struct rte_mbuf *m, *c, *cc;
	uint16_t len = 1024;
	char *buf = malloc(len), tiny[24];

	UT_NOT_NULL_FATAL(buf);
	for (len = 0; len <= 24; len++) {
		uint16_t room = len;

		UT_TRUE(rte_pktmbuf_ext_shinfo_init_helper(tiny, &room, count_release, &releases) == NULL);
		UT_EQ(room, len);
	}
	len = 1024;
	shinfo = rte_pktmbuf_ext_shinfo_init_helper(buf, &len, count_release, &releases);
	UT_NOT_NULL_FATAL(shinfo);
	UT_EQ(len, 1000);
	UT_PTR_EQ(shinfo, buf + 1000);
	UT_EQ(rte_mbuf_ext_refcnt_read(shinfo), 1);

	m = rte_pktmbuf_alloc(clones);
	rte_pktmbuf_attach_extbuf(m, buf, 0x5000, len, shinfo);
	UT_TRUE(RTE_MBUF_HAS_EXTBUF(m) != 0);
	UT_FALSE(RTE_MBUF_DIRECT(m));
	UT_EQ(rte_pktmbuf_headroom(m), 0);
	UT_EQ(rte_pktmbuf_tailroom(m), 1000);
	memset(rte_pktmbuf_append(m, 900), 'e', 900);
	UT_TRUE(rte_pktmbuf_iova(m) == 0x5000);

	c = rte_pktmbuf_clone(m, clones);
	cc = rte_pktmbuf_clone(c, mp);
	UT_EQ(rte_mbuf_ext_refcnt_read(shinfo), 3);
	UT_EQ(rte_mbuf_refcnt_read(m), 1);
	UT_TRUE(RTE_MBUF_HAS_EXTBUF(cc) != 0);
	UT_TRUE(RTE_MBUF_CLONED(cc) == 0);
	UT_PTR_EQ(rte_pktmbuf_mtod(cc, void *), buf);
	UT_EQ(cc->pkt_len, 900);
	rte_pktmbuf_free(c);
	rte_pktmbuf_detach_extbuf(m);
	UT_TRUE(RTE_MBUF_DIRECT(m));
	UT_EQ(m->buf_len, 64);
	UT_EQ(releases, 0);
	rte_pktmbuf_free(cc);
	UT_EQ(releases, 1);
	rte_pktmbuf_free(m);
	all_back();
}

static struct rte_mempool *
pinned_pool(char **memory, unsigned int n)
{
	struct rte_pktmbuf_extmem ext[3];

	/* pieces of different sizes, the second too small for anything */
	for (unsigned int i = 0; i < 3; i++) {
		ext[i].elt_size = 1024;
		ext[i].buf_len = (size_t[]){n / 2 * 1024 + 500, 1000, (n - n / 2) * 1024}[i];
		ext[i].buf_ptr = memory[i] = malloc(ext[i].buf_len);
		ext[i].buf_iova = 0x100000 * (i + 1);
	}
	return rte_pktmbuf_pool_create_extbuf("pinned", n, 0, 16, 1000, SOCKET_ID_ANY, ext, 3);
}

static void
pinned_buffers(void)
{
	struct footprint before = footprint_now();
	char *memory[3];
	struct rte_mempool *pinned = pinned_pool(memory, 31);
	struct rte_mbuf *m[31];
	unsigned int bad = 0;

	UT_NOT_NULL_FATAL(pinned);
	UT_EQ(rte_pktmbuf_priv_flags(pinned), RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF);
	for (unsigned int round = 0; round < 2; round++) {
		UT_EQ(rte_pktmbuf_alloc_bulk(pinned, m, 31), 0);
		for (unsigned int i = 0; i < 31; i++) {
			char *buf = m[i]->buf_addr;
			bool first = buf >= memory[0] && buf + 1000 <= memory[0] + 15 * 1024 + 500;
			bool last = buf >= memory[2] && buf + 1000 <= memory[2] + 16 * 1024;

			bad += !first && !last;
			bad += rte_mbuf_iova_get(m[i]) != (first ? 0x100000 + (rte_iova_t)(buf - memory[0]) :
								   0x300000 + (rte_iova_t)(buf - memory[2]));
			bad += !RTE_MBUF_HAS_EXTBUF(m[i]) || !RTE_MBUF_HAS_PINNED_EXTBUF(m[i]) || m[i]->buf_len != 1000;
			bad += rte_pktmbuf_headroom(m[i]) != RTE_PKTMBUF_HEADROOM || rte_mbuf_ext_refcnt_read(m[i]->shinfo) != 1;
			memset(rte_pktmbuf_append(m[i], 800), (int)i, 800);
		}
		for (unsigned int i = 0; i < 31; i++)
			bad += *rte_pktmbuf_mtod(m[i], uint8_t *) != i || *rte_pktmbuf_mtod_offset(m[i], uint8_t *, 799) != i;
		rte_pktmbuf_free_bulk(m, 31);
		UT_EQ(rte_mempool_full(pinned), 1);
	}
	UT_EQ(bad, 0);
	rte_mempool_free(pinned);
	for (unsigned int i = 0; i < 3; i++)
		free(memory[i]);
	UT_SAME_FOOTPRINT(before);
}

static void
pinned_buffers_shown_by_others(void)
{
	char *memory[3];
	struct rte_mempool *pinned = pinned_pool(memory, 7);
	struct rte_mbuf *m, *c;

	UT_NOT_NULL_FATAL(pinned);
	m = rte_pktmbuf_alloc(pinned);
	UT_EQ(rte_pktmbuf_chain(m, rte_pktmbuf_alloc(pinned)), 0);
	memset(rte_pktmbuf_append(m, 10), 'p', 10);
	c = rte_pktmbuf_clone(m, clones);
	UT_NOT_NULL_FATAL(c);
	UT_EQ(rte_mbuf_ext_refcnt_read(m->shinfo), 2);
	/* the mbuf is not free before its buffer is */
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_in_use_count(pinned), 2);
	UT_EQ(*rte_pktmbuf_mtod(c->next, char *), 'p');
	rte_pktmbuf_free(c);
	UT_EQ(rte_mempool_full(pinned), 1);

	/* the other order */
	m = rte_pktmbuf_alloc(pinned);
	c = rte_pktmbuf_clone(m, clones);
	rte_pktmbuf_free(c);
	UT_EQ(rte_mempool_in_use_count(pinned), 1);
	UT_EQ(rte_mbuf_ext_refcnt_read(m->shinfo), 1);
	rte_pktmbuf_detach(m);
	UT_TRUE(RTE_MBUF_HAS_EXTBUF(m) != 0);
	rte_pktmbuf_free(m);
	UT_EQ(rte_mempool_full(pinned), 1);
	m = rte_pktmbuf_alloc(pinned);
	UT_EQ(m->nb_segs, 1);
	UT_TRUE(m->next == NULL);
	UT_EQ(m->ol_flags, RTE_MBUF_F_EXTERNAL);
	rte_pktmbuf_free(m);
	rte_mempool_free(pinned);
	for (unsigned int i = 0; i < 3; i++)
		free(memory[i]);
	all_back();
}

#define THREADS 4
#define ROUNDS 3000

/* Threads write, read and free; each packet is written over by whoever takes its mbuf next. */
static struct rte_mbuf *volatile slot[THREADS];

static void *
free_shared(void *arg)
{
	struct rte_mbuf **mine = arg;
	unsigned int bad = 0;

	for (unsigned int i = 0; i < ROUNDS; i++) {
		struct rte_mbuf *c;

		while ((c = __atomic_load_n(mine, __ATOMIC_ACQUIRE)) == NULL)
			sched_yield();
		bad += *rte_pktmbuf_mtod(c, char *) != *rte_pktmbuf_mtod_offset(c, char *, 99);
		__atomic_store_n(mine, NULL, __ATOMIC_RELAXED);
		rte_pktmbuf_free(c);
	}
	return (void *)(uintptr_t)bad;
}

static void
last_user_in_any_thread(void)
{
	pthread_t t[THREADS];
	void *bad;

	for (unsigned int i = 0; i < THREADS; i++)
		UT_EQ_FATAL(pthread_create(&t[i], NULL, free_shared, (void *)(uintptr_t)&slot[i]), 0);
	for (unsigned int i = 0; i < ROUNDS; i++) {
		struct rte_mbuf *m;

		while ((m = rte_pktmbuf_alloc(mp)) == NULL)
			sched_yield();
		memset(rte_pktmbuf_append(m, 100), (int)i, 100);
		for (unsigned int j = 0; j < THREADS; j++) {
			struct rte_mbuf *c;

			while (__atomic_load_n(&slot[j], __ATOMIC_RELAXED) != NULL)
				sched_yield();
			while ((c = rte_pktmbuf_clone(m, clones)) == NULL)
				sched_yield();
			__atomic_store_n(&slot[j], c, __ATOMIC_RELEASE);
		}
		rte_pktmbuf_free(m);
	}
	for (unsigned int i = 0; i < THREADS; i++) {
		pthread_join(t[i], &bad);
		UT_PTR_EQ(bad, NULL);
	}
	all_back();
}

UT_MAIN_FIXTURE("mbuf_share", start, stop,
	{"a clone shows the same data", clone_shows_the_same},
	{"a clone of a clone shows the direct one", clone_of_clone},
	{"a detached mbuf is itself again", detached_mbuf_is_itself_again},
	{"an external buffer is released by its last user", external_buffer},
	{"pinned buffers stay with their mbufs", pinned_buffers},
	{"pinned buffers shown by others", pinned_buffers_shown_by_others},
	{"the last user may be in any thread", last_user_in_any_thread})
