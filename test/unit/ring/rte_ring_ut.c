/* SPDX-License-Identifier: BSD-3-Clause */
/* Life of rings: sizes, names, flags, list; and that order is kept at every fill level and across the wrap of positions. */
#include <stdlib.h>

#include <rte_ring.h>
#include <rte_ring_elem.h>

#include "test/unit/ring/packet_ut.h"

static const unsigned int all_modes[] = {
	0,
	RING_F_SP_ENQ | RING_F_SC_DEQ,
	RING_F_SP_ENQ,
	RING_F_SC_DEQ,
	RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ,
	RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ,
	RING_F_MP_RTS_ENQ | RING_F_MC_HTS_DEQ,
	RING_F_MP_HTS_ENQ | RING_F_SC_DEQ,
	RING_F_SP_ENQ | RING_F_MC_RTS_DEQ,
};

static void *
token(uintptr_t i)
{
	return (void *)(i * 8 + 8);
}

static void
size_and_capacity(void)
{
	struct rte_ring *r;

	r = rte_ring_create("size", 64, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(r);
	UT_EQ(rte_ring_get_size(r), 64);
	UT_EQ(rte_ring_get_capacity(r), 63);
	UT_EQ(rte_ring_count(r), 0);
	UT_EQ(rte_ring_free_count(r), 63);
	UT_EQ(rte_ring_empty(r), 1);
	UT_EQ(rte_ring_full(r), 0);
	rte_ring_free(r);

	for (unsigned int n = 1; n <= 65; n += 7) {
		r = rte_ring_create("size", n, SOCKET_ID_ANY, RING_F_EXACT_SZ);
		UT_NOT_NULL_FATAL(r);
		UT_EQ(rte_ring_get_capacity(r), n);
		for (unsigned int i = 0; i < n; i++)
			UT_EQ(rte_ring_enqueue(r, token(i)), 0);
		UT_EQ(rte_ring_full(r), 1);
		UT_EQ(rte_ring_enqueue(r, token(n)), -ENOBUFS);
		UT_EQ(rte_ring_count(r), n);
		rte_ring_free(r);
	}
}

static void
memory_size(void)
{
	UT_EQ(rte_ring_get_memsize(8), 384 + 64);
	UT_EQ(rte_ring_get_memsize_elem(4, 8), 384 + 64);
	UT_EQ(rte_ring_get_memsize_elem(16, 8), 384 + 128);
	UT_EQ(rte_ring_get_memsize(0), -EINVAL);
	UT_EQ(rte_ring_get_memsize(6), -EINVAL);
	UT_EQ(rte_ring_get_memsize(1U << 31), -EINVAL);
	UT_EQ(rte_ring_get_memsize_elem(6, 8), -EINVAL);
	UT_EQ(rte_ring_get_memsize_elem(0, 8), -EINVAL);
	UT_TRUE(rte_ring_get_memsize(1U << 30) > (ssize_t)1 << 32);
}

static void
bad_requests(void)
{
	static const unsigned int contradictions[] = {
		RING_F_SP_ENQ | RING_F_MP_RTS_ENQ, RING_F_SP_ENQ | RING_F_MP_HTS_ENQ, RING_F_MP_RTS_ENQ | RING_F_MP_HTS_ENQ,
		RING_F_SC_DEQ | RING_F_MC_RTS_DEQ, RING_F_MC_RTS_DEQ | RING_F_MC_HTS_DEQ, 0x80, 0x80000000U,
	};
	struct footprint before = footprint_now();

	UT_TRUE(rte_ring_create("bad", 63, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_ring_create("bad", 0, SOCKET_ID_ANY, RING_F_EXACT_SZ) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_ring_create("bad", UINT32_MAX, SOCKET_ID_ANY, RING_F_EXACT_SZ) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_ring_create(NULL, 64, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_ring_create_elem("bad", 5, 64, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_ring_create("a-name-of-twenty-nine-letters", 64, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, ENAMETOOLONG);
	for (unsigned int i = 0; i < RTE_DIM(contradictions); i++) {
		UT_TRUE(rte_ring_create("bad", 64, SOCKET_ID_ANY, contradictions[i]) == NULL);
		UT_EQ(rte_errno, EINVAL);
	}
	UT_TRUE(rte_ring_lookup("bad") == NULL);
	UT_EQ(rte_errno, ENOENT);
	UT_SAME_FOOTPRINT(before);
}

static void
names(void)
{
	struct footprint before = footprint_now();
	struct rte_ring *a, *b;

	a = rte_ring_create("a-name-of-28-letters--------", 64, SOCKET_ID_ANY, 0);
	b = rte_ring_create("b", 64, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(a);
	UT_NOT_NULL_FATAL(b);
	UT_TRUE(rte_ring_create("b", 64, SOCKET_ID_ANY, 0) == NULL);
	UT_EQ(rte_errno, EEXIST);
	UT_PTR_EQ(rte_ring_lookup("a-name-of-28-letters--------"), a);
	UT_PTR_EQ(rte_ring_lookup("b"), b);
	UT_TRUE(rte_ring_lookup("a") == NULL);
	UT_TRUE(rte_ring_lookup(NULL) == NULL);
	rte_ring_free(a);
	UT_TRUE(rte_ring_lookup("a-name-of-28-letters--------") == NULL);
	UT_PTR_EQ(rte_ring_lookup("b"), b);
	rte_ring_free(b);
	rte_ring_free(NULL);
	UT_SAME_FOOTPRINT(before);
}

static void
caller_owns_memory(void)
{
	struct rte_ring *r = aligned_alloc(RTE_CACHE_LINE_SIZE, rte_ring_get_memsize(16));
	void *obj = NULL;

	UT_NOT_NULL_FATAL(r);
	memset(r, 0xa5, rte_ring_get_memsize(16));
	UT_EQ(rte_ring_init(r, "mine", 10, 0), -EINVAL);
	UT_EQ(rte_ring_init(r, "mine", 16, 0x100), -EINVAL);
	UT_EQ(rte_ring_init(r, NULL, 16, 0), -EINVAL);
	UT_EQ(rte_ring_init(r, "a-name-of-twenty-nine-letters", 16, 0), -ENAMETOOLONG);
	UT_EQ(rte_ring_init(r, "mine", 10, RING_F_EXACT_SZ | RING_F_SP_ENQ), 0);
	UT_EQ(rte_ring_get_size(r), 16);
	UT_EQ(rte_ring_get_capacity(r), 10);
	UT_EQ(rte_ring_is_prod_single(r), 1);
	UT_EQ(rte_ring_is_cons_single(r), 0);
	UT_EQ(rte_ring_enqueue(r, token(1)), 0);
	UT_EQ(rte_ring_dequeue(r, &obj), 0);
	UT_PTR_EQ(obj, token(1));
	UT_TRUE(rte_ring_lookup("mine") == NULL);
	rte_ring_free(r); /* refused: still there */
	UT_EQ(rte_ring_count(r), 0);
	free(r);
}

static void
modes_follow_flags(void)
{
	struct rte_ring *r = rte_ring_create("mode", 64, SOCKET_ID_ANY, RING_F_MP_RTS_ENQ | RING_F_MC_HTS_DEQ);

	UT_NOT_NULL_FATAL(r);
	UT_EQ(rte_ring_get_prod_sync_type(r), RTE_RING_SYNC_MT_RTS);
	UT_EQ(rte_ring_get_cons_sync_type(r), RTE_RING_SYNC_MT_HTS);
	UT_EQ(rte_ring_get_prod_htd_max(r), 63 / 8);
	UT_EQ(rte_ring_set_prod_htd_max(r, 5), 0);
	UT_EQ(rte_ring_get_prod_htd_max(r), 5);
	UT_EQ(rte_ring_get_cons_htd_max(r), UINT32_MAX);
	UT_EQ(rte_ring_set_cons_htd_max(r, 5), -ENOTSUP);
	rte_ring_free(r);
}

/* All of them or none, as many as fit, and what is left is told. */
static void
bulk_and_burst(void)
{
	for (unsigned int m = 0; m < RTE_DIM(all_modes); m++) {
		struct rte_ring *r = rte_ring_create("bulk", 16, SOCKET_ID_ANY, all_modes[m]);
		void *in[20], *out[20];
		unsigned int left;

		UT_NOT_NULL_FATAL(r);
		for (unsigned int i = 0; i < RTE_DIM(in); i++)
			in[i] = token(i);
		UT_EQ(rte_ring_enqueue_bulk(r, in, 16, &left), 0);
		UT_EQ(left, 15);
		UT_EQ(rte_ring_enqueue_bulk(r, in, 10, &left), 10);
		UT_EQ(left, 5);
		UT_EQ(rte_ring_enqueue_bulk(r, in + 10, 6, &left), 0);
		UT_EQ(left, 5);
		UT_EQ(rte_ring_enqueue_burst(r, in + 10, 10, &left), 5);
		UT_EQ(left, 0);
		UT_EQ(rte_ring_enqueue_burst(r, in, 1, &left), 0);
		UT_EQ(rte_ring_enqueue_bulk(r, in, 0, NULL), 0);

		UT_EQ(rte_ring_dequeue_bulk(r, out, 16, &left), 0);
		UT_EQ(left, 15);
		UT_EQ(rte_ring_dequeue_bulk(r, out, 4, &left), 4);
		UT_EQ(left, 11);
		UT_EQ(rte_ring_dequeue_burst(r, out + 4, 16, &left), 11);
		UT_EQ(left, 0);
		UT_EQ(memcmp(in, out, 15 * sizeof(void *)), 0);
		UT_EQ(rte_ring_dequeue_burst(r, out, 1, &left), 0);
		UT_EQ(rte_ring_dequeue(r, out), -ENOENT);
		rte_ring_free(r);
	}
}

/* Start the positions just below the end of 32 bits. */
static void
positions_near_end(struct rte_ring *r)
{
	const uint32_t pos = UINT32_MAX - 20;

	r->prod.tail = r->cons.tail = pos;
	if (r->prod.sync_type == RTE_RING_SYNC_MT_RTS)
		r->rts_prod.head.val.pos = pos;
	else
		r->prod.head = pos;
	if (r->cons.sync_type == RTE_RING_SYNC_MT_RTS)
		r->rts_cons.head.val.pos = pos;
	else
		r->cons.head = pos;
}

static void
order_across_wraps(void)
{
	for (unsigned int m = 0; m < RTE_DIM(all_modes); m++) {
		struct rte_ring *r = rte_ring_create("wrap", 32, SOCKET_ID_ANY, all_modes[m]);
		uintptr_t next_in = 0, next_out = 0;
		void *objs[31];

		UT_NOT_NULL_FATAL(r);
		positions_near_end(r);
		for (unsigned int i = 0; i < 2000; i++) {
			unsigned int n = i * 7 % 32, got;

			for (unsigned int j = 0; j < n; j++)
				objs[j] = token(next_in + j);
			next_in += rte_ring_enqueue_burst(r, objs, n, NULL);
			UT_EQ(rte_ring_count(r), next_in - next_out);
			got = rte_ring_dequeue_burst(r, objs, i * 5 % 32, NULL);
			for (unsigned int j = 0; j < got; j++, next_out++) {
				if (objs[j] != token(next_out))
					UT_PTR_EQ(objs[j], token(next_out));
			}
			UT_EQ(rte_ring_count(r) + rte_ring_free_count(r), 31);
		}
		UT_TRUE(next_in > 10000);
		rte_ring_free(r);
	}
}

static void
reset_forgets_all(void)
{
	for (unsigned int m = 0; m < RTE_DIM(all_modes); m++) {
		struct rte_ring *r = rte_ring_create("reset", 16, SOCKET_ID_ANY, all_modes[m]);
		void *objs[15] = {NULL};

		UT_NOT_NULL_FATAL(r);
		for (unsigned int round = 0; round < 3; round++) {
			UT_EQ(rte_ring_enqueue_bulk(r, objs, 15, NULL), 15);
			UT_EQ(rte_ring_full(r), 1);
			rte_ring_reset(r);
			UT_EQ(rte_ring_empty(r), 1);
			UT_EQ(rte_ring_free_count(r), 15);
		}
		rte_ring_free(r);
	}
}

static void
dump_tells_state(void)
{
	struct rte_ring *r = rte_ring_create("dumped", 16, SOCKET_ID_ANY, 0);
	char text[1024] = "";
	FILE *f = fmemopen(text, sizeof(text), "w");
	void *objs[3] = {NULL};

	UT_NOT_NULL_FATAL(r);
	rte_ring_enqueue_bulk(r, objs, 3, NULL);
	rte_ring_list_dump(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "ring <dumped>@"));
	UT_NOT_NULL(strstr(text, "  used=3\n"));
	UT_NOT_NULL(strstr(text, "  avail=12\n"));
	rte_ring_free(r);
}

static void
failed_allocations_leave_nothing(void)
{
	struct footprint before = footprint_now();
	struct rte_ring *r;
	unsigned int n;

	for (n = 1; n < 100; n++) {
		alloc_fail_at = n;
		alloc_failed = false;
		r = rte_ring_create("fail", 64, SOCKET_ID_ANY, 0);
		if (!alloc_failed)
			break;
		UT_TRUE(r == NULL);
		UT_EQ(rte_errno, ENOMEM);
		UT_TRUE(rte_ring_lookup("fail") == NULL);
		UT_SAME_FOOTPRINT(before);
	}
	alloc_fail_at = 0;
	UT_EQ(n, 3);
	UT_NOT_NULL(r);
	rte_ring_free(r);
	UT_SAME_FOOTPRINT(before);
}

UT_MAIN_FIXTURE("rte_ring", runtime_start, runtime_stop,
	{"a ring holds one less than its size, an exact one all", size_and_capacity},
	{"the memory size is told or the request refused", memory_size},
	{"requests that make no sense are refused and leave nothing", bad_requests},
	{"rings are found by their whole name until freed", names},
	{"a ring can be made in the caller's memory", caller_owns_memory},
	{"flags choose the mode of each side", modes_follow_flags},
	{"bulk moves all or none, burst what fits", bulk_and_burst},
	{"order is kept across the ends of ring and of positions", order_across_wraps},
	{"reset forgets all objects", reset_forgets_all},
	{"a dump tells what is used", dump_tells_state},
	{"creation that fails anywhere leaves nothing", failed_allocations_leave_nothing})
