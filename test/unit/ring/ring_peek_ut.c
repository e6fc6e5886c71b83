/* SPDX-License-Identifier: BSD-3-Clause */
/* Two-step transfers: what is held is neither lost nor doubled, whatever part of it is taken. */
#include <pthread.h>

#include <rte_ring.h>
#include <rte_ring_elem.h>
#include <rte_ring_peek.h>
#include <rte_ring_peek_zc.h>

#include "test/unit/ring/packet_ut.h"

static const unsigned int holding_modes[] = {RING_F_SP_ENQ | RING_F_SC_DEQ, RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ,
					     RING_F_SP_ENQ | RING_F_MC_HTS_DEQ};

static void *
token(uintptr_t i)
{
	return (void *)(i * 8 + 8);
}

static void
look_then_take(void)
{
	for (unsigned int m = 0; m < RTE_DIM(holding_modes); m++) {
		struct rte_ring *r = rte_ring_create("peek", 16, SOCKET_ID_ANY, holding_modes[m]);
		void *objs[16];
		unsigned int left;

		UT_NOT_NULL_FATAL(r);
		for (unsigned int i = 0; i < 10; i++)
			UT_EQ(rte_ring_enqueue(r, token(i)), 0);

		UT_EQ(rte_ring_dequeue_bulk_start(r, objs, 11, &left), 0);
		UT_EQ(left, 10);
		UT_EQ(rte_ring_dequeue_bulk_start(r, objs, 4, &left), 4);
		UT_EQ(left, 6);
		UT_PTR_EQ(objs[3], token(3));
		rte_ring_dequeue_finish(r, 0);
		UT_EQ(rte_ring_count(r), 10);

		UT_EQ(rte_ring_dequeue_burst_start(r, objs, 16, &left), 10);
		UT_PTR_EQ(objs[0], token(0));
		rte_ring_dequeue_finish(r, 3);
		UT_EQ(rte_ring_count(r), 7);
		UT_EQ(rte_ring_dequeue(r, objs), 0);
		UT_PTR_EQ(objs[0], token(3));
		rte_ring_free(r);
	}
}

static void
hold_then_fill(void)
{
	for (unsigned int m = 0; m < RTE_DIM(holding_modes); m++) {
		struct rte_ring *r = rte_ring_create("fill", 16, SOCKET_ID_ANY, holding_modes[m]);
		void *objs[16];
		unsigned int left;

		UT_NOT_NULL_FATAL(r);
		for (unsigned int i = 0; i < 16; i++)
			objs[i] = token(i);
		UT_EQ(rte_ring_enqueue_bulk_start(r, 16, &left), 0);
		UT_EQ(left, 15);
		UT_EQ(rte_ring_enqueue_burst_start(r, 16, &left), 15);
		UT_EQ(left, 0);
		UT_EQ(rte_ring_empty(r), 1);
		rte_ring_enqueue_finish(r, objs, 5);
		UT_EQ(rte_ring_count(r), 5);
		UT_EQ(rte_ring_enqueue_bulk_start(r, 10, &left), 10);
		rte_ring_enqueue_finish(r, objs + 5, 10);
		UT_EQ(rte_ring_full(r), 1);
		for (unsigned int i = 0; i < 15; i++) {
			UT_EQ(rte_ring_dequeue(r, objs), 0);
			UT_PTR_EQ(objs[0], token(i));
		}
		rte_ring_free(r);
	}
}

/* Object number i, of three words, of those that are held. */
static uint32_t *
held_object(const struct rte_ring_zc_data *zcd, unsigned int i)
{
	return i < zcd->n1 ? (uint32_t *)zcd->ptr1 + 3 * i : (uint32_t *)zcd->ptr2 + 3 * (i - zcd->n1);
}

/* Walk around the ring so that the held part wraps at every place. */
static void
zero_copy_wraps(void)
{
	for (unsigned int m = 0; m < RTE_DIM(holding_modes); m++) {
		struct rte_ring *r = rte_ring_create_elem("zc", 12, 16, SOCKET_ID_ANY, holding_modes[m]);
		uint32_t next_in = 0, next_out = 0;
		unsigned int wraps = 0, bad = 0;

		UT_NOT_NULL_FATAL(r);
		for (unsigned int round = 0; round < 200; round++) {
			struct rte_ring_zc_data zcd;
			unsigned int n, left;

			n = rte_ring_enqueue_zc_burst_elem_start(r, 12, 1 + round % 11, &zcd, &left);
			wraps += zcd.ptr2 != NULL;
			for (unsigned int i = 0; i < n; i++) {
				uint32_t *obj = held_object(&zcd, i);

				obj[0] = obj[1] = obj[2] = next_in + i;
			}
			n -= n > 0 && round % 3 == 0; /* give one back */
			rte_ring_enqueue_zc_elem_finish(r, n);
			next_in += n;
			UT_EQ(rte_ring_count(r), next_in - next_out);

			n = rte_ring_dequeue_zc_bulk_elem_start(r, 12, 1 + round % 7, &zcd, &left);
			for (unsigned int i = 0; i < n; i++) {
				uint32_t *obj = held_object(&zcd, i);

				bad += obj[0] != next_out + i || obj[2] != next_out + i;
			}
			if (n > 0)
				rte_ring_dequeue_zc_elem_finish(r, n);
			next_out += n;
		}
		UT_EQ(bad, 0);
		UT_TRUE(wraps > 10);
		UT_TRUE(next_out > 300);
		rte_ring_free(r);
	}
}

static void
zero_copy_of_pointers(void)
{
	struct rte_ring *r = rte_ring_create("zcp", 8, SOCKET_ID_ANY, RING_F_SP_ENQ | RING_F_SC_DEQ);
	struct rte_ring_zc_data zcd;

	UT_NOT_NULL_FATAL(r);
	UT_EQ(rte_ring_enqueue_zc_bulk_start(r, 8, &zcd, NULL), 0);
	UT_EQ(rte_ring_enqueue_zc_bulk_start(r, 2, &zcd, NULL), 2);
	((void **)zcd.ptr1)[0] = token(0);
	((void **)zcd.ptr1)[1] = token(1);
	rte_ring_enqueue_zc_finish(r, 2);
	UT_EQ(rte_ring_dequeue_zc_burst_start(r, 8, &zcd, NULL), 2);
	UT_PTR_EQ(((void **)zcd.ptr1)[1], token(1));
	rte_ring_dequeue_zc_finish(r, 2);
	UT_EQ(rte_ring_empty(r), 1);
	UT_EQ(rte_ring_enqueue_zc_burst_start(r, 3, &zcd, NULL), 3);
	rte_ring_enqueue_zc_finish(r, 0);
	UT_EQ(rte_ring_dequeue_zc_bulk_start(r, 1, &zcd, NULL), 0);
	rte_ring_free(r);
}

static void
other_modes_hold_nothing(void)
{
	static const unsigned int modes[] = {0, RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ};

	for (unsigned int m = 0; m < RTE_DIM(modes); m++) {
		struct rte_ring *r = rte_ring_create("none", 16, SOCKET_ID_ANY, modes[m]);
		void *objs[2];
		unsigned int left = 7;

		UT_NOT_NULL_FATAL(r);
		UT_EQ(rte_ring_enqueue(r, token(0)), 0);
		UT_EQ(rte_ring_enqueue_bulk_start(r, 1, &left), 0);
		UT_EQ(left, 0);
		UT_EQ(rte_ring_dequeue_bulk_start(r, objs, 1, &left), 0);
		UT_EQ(rte_ring_dequeue(r, objs), 0);
		rte_ring_free(r);
	}
}

#define TRANSFERS 20000

/* Take objects off in two steps, sometimes giving back; the sum of all values taken. */
static void *
peeking_consumer(void *arg)
{
	struct rte_ring *r = arg;
	uintptr_t sum = 0;
	void *objs[4];

	for (unsigned int i = 0;; i++) {
		unsigned int n = rte_ring_dequeue_burst_start(r, objs, 4, NULL);
		unsigned int take = n > 0 && i % 3 == 0 ? n - 1 : n;
		bool stop = false;

		for (unsigned int j = 0; j < take; j++) {
			if (objs[j] == token(TRANSFERS)) {
				take = j; /* leave the end mark for the others */
				stop = true;
				break;
			}
			sum += (uintptr_t)objs[j];
		}
		if (n > 0)
			rte_ring_dequeue_finish(r, take);
		if (stop)
			return (void *)sum;
		if (n == 0)
			sched_yield();
	}
}

static void
threads_share_a_held_side(void)
{
	struct rte_ring *r = rte_ring_create("share", 64, SOCKET_ID_ANY, RING_F_SP_ENQ | RING_F_MC_HTS_DEQ);
	uintptr_t sum = 0, want = 0;
	pthread_t t[3];
	void *result;

	UT_NOT_NULL_FATAL(r);
	for (unsigned int i = 0; i < RTE_DIM(t); i++)
		UT_EQ_FATAL(pthread_create(&t[i], NULL, peeking_consumer, r), 0);
	for (uintptr_t i = 0; i <= TRANSFERS; i++) {
		while (rte_ring_enqueue_bulk_start(r, 1, NULL) == 0)
			sched_yield();
		rte_ring_enqueue_finish(r, (void *[]){token(i)}, 1);
		want += i < TRANSFERS ? (uintptr_t)token(i) : 0;
	}
	for (unsigned int i = 0; i < RTE_DIM(t); i++) {
		pthread_join(t[i], &result);
		sum += (uintptr_t)result;
	}
	UT_EQ(sum, want);
	UT_EQ(rte_ring_count(r), 1);
	rte_ring_free(r);
}

UT_MAIN_FIXTURE("ring_peek", runtime_start, runtime_stop,
	{"dequeue: look first, take a part, the rest stays", look_then_take},
	{"enqueue: hold first, fill a part, the rest is free", hold_then_fill},
	{"without copies, at every place of the ring", zero_copy_wraps},
	{"without copies, pointers", zero_copy_of_pointers},
	{"sides that cannot be held answer 0", other_modes_hold_nothing},
	{"threads that peek lose and double nothing", threads_share_a_held_side})
