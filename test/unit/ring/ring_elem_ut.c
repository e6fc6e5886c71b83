/* SPDX-License-Identifier: BSD-3-Clause */
/* Rings of objects of every size, through every call, byte by byte. */
#include <stdlib.h>

#include <rte_ring.h>
#include <rte_ring_elem.h>

#include "test/unit/ring/packet_ut.h"

#define COUNT 32
#define ESIZE_MAX 76

/* Byte number i of object number n. */
static uint8_t
pattern(unsigned int n, unsigned int i)
{
	return n * 31 + i * 7 + 1;
}

typedef unsigned int (*enqueue_fn)(struct rte_ring *r, const void *objs, unsigned int esize, unsigned int n, unsigned int *left);
typedef unsigned int (*dequeue_fn)(struct rte_ring *r, void *objs, unsigned int esize, unsigned int n, unsigned int *left);

static unsigned int
enqueue_one(struct rte_ring *r, const void *objs, unsigned int esize, unsigned int n, unsigned int *left)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		uint8_t copy[ESIZE_MAX] __rte_aligned(8);

		memcpy(copy, (const uint8_t *)objs + i * esize, esize);
		if (rte_ring_enqueue_elem(r, copy, esize) < 0)
			break;
	}
	if (left != NULL)
		*left = rte_ring_free_count(r);
	return i;
}

static unsigned int
dequeue_one(struct rte_ring *r, void *objs, unsigned int esize, unsigned int n, unsigned int *left)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (rte_ring_dequeue_elem(r, (uint8_t *)objs + i * esize, esize) < 0)
			break;
	}
	if (left != NULL)
		*left = rte_ring_count(r);
	return i;
}

static const struct {
	unsigned int flags;
	enqueue_fn enqueue;
	dequeue_fn dequeue;
} calls[] = {
	{0, rte_ring_enqueue_burst_elem, rte_ring_dequeue_burst_elem},
	{0, rte_ring_mp_enqueue_burst_elem, rte_ring_mc_dequeue_burst_elem},
	{0, rte_ring_mp_enqueue_bulk_elem, rte_ring_mc_dequeue_bulk_elem},
	{RING_F_SP_ENQ | RING_F_SC_DEQ, rte_ring_sp_enqueue_burst_elem, rte_ring_sc_dequeue_burst_elem},
	{RING_F_SP_ENQ | RING_F_SC_DEQ, rte_ring_sp_enqueue_bulk_elem, rte_ring_sc_dequeue_bulk_elem},
	{RING_F_SP_ENQ | RING_F_SC_DEQ, rte_ring_enqueue_bulk_elem, rte_ring_dequeue_bulk_elem},
	{RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ, rte_ring_mp_rts_enqueue_burst_elem, rte_ring_mc_rts_dequeue_burst_elem},
	{RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ, rte_ring_mp_rts_enqueue_bulk_elem, rte_ring_mc_rts_dequeue_bulk_elem},
	{RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ, rte_ring_mp_hts_enqueue_burst_elem, rte_ring_mc_hts_dequeue_burst_elem},
	{RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ, rte_ring_mp_hts_enqueue_bulk_elem, rte_ring_mc_hts_dequeue_bulk_elem},
	{0, enqueue_one, dequeue_one},
	{RING_F_MP_HTS_ENQ | RING_F_MC_RTS_DEQ, enqueue_one, dequeue_one},
};

/* Push objects round the ring a few times and compare all bytes, also those around the destination. */
static unsigned int
round_trips(struct rte_ring *r, unsigned int c, unsigned int esize)
{
	static uint8_t in[COUNT * ESIZE_MAX] __rte_aligned(8), out[COUNT * ESIZE_MAX + 16] __rte_aligned(8);
	unsigned int next_in = 0, next_out = 0, bad = 0;

	for (unsigned int i = 0; i < 60; i++) {
		unsigned int n = 1 + i * 5 % (COUNT - 1), got;

		for (unsigned int j = 0; j < n * esize; j++)
			in[j] = pattern(next_in + j / esize, j % esize);
		next_in += calls[c].enqueue(r, in, esize, n, NULL);

		n = 1 + i * 3 % (COUNT - 1);
		memset(out, 0xee, sizeof(out));
		got = calls[c].dequeue(r, out, esize, n, NULL);
		for (unsigned int j = 0; j < got * esize; j++)
			bad += out[j] != pattern(next_out + j / esize, j % esize);
		for (unsigned int j = got * esize; j < sizeof(out); j++)
			bad += out[j] != 0xee;
		next_out += got;
	}
	UT_EQ(rte_ring_count(r), next_in - next_out);
	UT_TRUE(next_out > 100);
	return bad;
}

static void
every_size_every_call(void)
{
	for (unsigned int esize = 4; esize <= ESIZE_MAX; esize += 4) {
		for (unsigned int c = 0; c < RTE_DIM(calls); c++) {
			struct rte_ring *r = rte_ring_create_elem("elem", esize, COUNT, SOCKET_ID_ANY, calls[c].flags);

			UT_NOT_NULL_FATAL(r);
			UT_EQ(round_trips(r, c, esize), 0);
			rte_ring_free(r);
		}
	}
}

/* The slots stop where the memory said by get_memsize stops. */
static void
stays_in_its_memory(void)
{
	for (unsigned int esize = 4; esize <= 20; esize += 4) {
		size_t size = rte_ring_get_memsize_elem(esize, 16);
		uint8_t *memory = aligned_alloc(RTE_CACHE_LINE_SIZE, size + RTE_CACHE_LINE_SIZE);
		struct rte_ring *r = (struct rte_ring *)memory;
		unsigned int bad = 0;

		UT_NOT_NULL_FATAL(memory);
		memset(memory + size, 0xcc, RTE_CACHE_LINE_SIZE);
		UT_EQ(rte_ring_init(r, "mine", 16, 0), 0);
		for (unsigned int i = 0; i < 100; i++) {
			uint8_t objs[15 * 20] __rte_aligned(8) = {0};

			UT_EQ(rte_ring_enqueue_bulk_elem(r, objs, esize, 15, NULL), 15);
			UT_EQ(rte_ring_dequeue_bulk_elem(r, objs, esize, 15, NULL), 15);
		}
		for (unsigned int i = 0; i < RTE_CACHE_LINE_SIZE; i++)
			bad += memory[size + i] != 0xcc;
		UT_EQ(bad, 0);
		free(memory);
	}
}

static void
single_objects(void)
{
	struct rte_ring *r = rte_ring_create_elem("single", 4, 2, SOCKET_ID_ANY, 0);
	uint32_t a = 0x12345678, b = 0;

	UT_NOT_NULL_FATAL(r);
	UT_EQ(rte_ring_mp_enqueue_elem(r, &a, 4), 0);
	UT_EQ(rte_ring_mp_enqueue_elem(r, &a, 4), -ENOBUFS);
	UT_EQ(rte_ring_sp_enqueue_elem(r, &a, 4), -ENOBUFS);
	UT_EQ(rte_ring_mc_dequeue_elem(r, &b, 4), 0);
	UT_EQ(b, a);
	UT_EQ(rte_ring_mc_dequeue_elem(r, &b, 4), -ENOENT);
	UT_EQ(rte_ring_sp_enqueue_elem(r, &a, 4), 0);
	b = 0;
	UT_EQ(rte_ring_sc_dequeue_elem(r, &b, 4), 0);
	UT_EQ(b, a);
	UT_EQ(rte_ring_sc_dequeue_elem(r, &b, 4), -ENOENT);
	rte_ring_free(r);
}

UT_MAIN_FIXTURE("ring_elem", runtime_start, runtime_stop,
	{"objects of every size pass every call unchanged", every_size_every_call},
	{"nothing is written behind the ring's memory", stays_in_its_memory},
	{"single objects: full and empty are told", single_objects})
