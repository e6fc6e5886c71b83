/* SPDX-License-Identifier: BSD-3-Clause */
/* Life of pools: creation and its refusals, every object once, exhaustion, list, walk, dump. */
#include <stdlib.h>

#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

#define N 255
#define ELT 100

static struct rte_mempool *
pool(const char *name, unsigned int cache_size, unsigned int flags)
{
	return rte_mempool_create(name, N, ELT, cache_size, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, flags);
}

static int
by_address(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;

	return (x > y) - (x < y);
}

/* Take all objects out: all different, aligned, not overlapping, and then none is left. */
static void
objects_are_distinct(struct rte_mempool *mp, size_t align)
{
	void *objs[N], *extra;
	unsigned int bad = 0;

	for (unsigned int i = 0; i < N; i++)
		UT_EQ_FATAL(rte_mempool_get(mp, &objs[i]), 0);
	UT_EQ(rte_mempool_get(mp, &extra), -ENOBUFS);
	UT_EQ(rte_mempool_avail_count(mp), 0);
	UT_EQ(rte_mempool_in_use_count(mp), N);
	UT_EQ(rte_mempool_empty(mp), 1);
	for (unsigned int i = 0; i < N; i++) {
		memset(objs[i], (int)i, ELT);
		bad += (uintptr_t)objs[i] % align != 0 || rte_mempool_from_obj(objs[i]) != mp;
	}
	for (unsigned int i = 0; i < N; i++)
		bad += ((uint8_t *)objs[i])[0] != i || ((uint8_t *)objs[i])[ELT - 1] != i;
	qsort(objs, N, sizeof(objs[0]), by_address);
	for (unsigned int i = 1; i < N; i++)
		bad += (char *)objs[i] - (char *)objs[i - 1] < ELT + (long)sizeof(struct rte_mempool_objhdr);
	UT_EQ(bad, 0);
	rte_mempool_audit(mp);
	rte_mempool_put_bulk(mp, objs, N);
	UT_EQ(rte_mempool_full(mp), 1);
}

static void
all_objects_once(void)
{
	static const unsigned int flags[] = {0, RTE_MEMPOOL_F_NO_SPREAD, RTE_MEMPOOL_F_NO_CACHE_ALIGN,
					     RTE_MEMPOOL_F_SP_PUT | RTE_MEMPOOL_F_SC_GET, RTE_MEMPOOL_F_SP_PUT,
					     RTE_MEMPOOL_F_SC_GET, RTE_MEMPOOL_F_NO_IOVA_CONTIG};
	struct footprint before = footprint_now();

	for (unsigned int i = 0; i < RTE_DIM(flags); i++) {
		for (unsigned int cache = 0; cache <= 64; cache += 32) {
			struct rte_mempool *mp = pool("once", cache, flags[i]);

			UT_NOT_NULL_FATAL(mp);
			UT_EQ(rte_mempool_full(mp), 1);
			objects_are_distinct(mp, flags[i] & RTE_MEMPOOL_F_NO_CACHE_ALIGN ? 8 : RTE_MEMPOOL_ALIGN);
			rte_mempool_free(mp);
		}
	}
	UT_SAME_FOOTPRINT(before);
}

static void
flags_choose_the_handler(void)
{
	static const struct {
		unsigned int flags;
		const char *name;
	} want[] = {
		{0, "ring_mp_mc"},
		{RTE_MEMPOOL_F_SP_PUT, "ring_sp_mc"},
		{RTE_MEMPOOL_F_SC_GET, "ring_mp_sc"},
		{RTE_MEMPOOL_F_SP_PUT | RTE_MEMPOOL_F_SC_GET, "ring_sp_sc"},
	};

	for (unsigned int i = 0; i < RTE_DIM(want); i++) {
		struct rte_mempool *mp = pool("handler", 0, want[i].flags);

		UT_NOT_NULL_FATAL(mp);
		UT_STR_EQ(rte_mempool_get_ops(mp->ops_index)->name, want[i].name);
		rte_mempool_free(mp);
	}
}

static void
init_pool(struct rte_mempool *mp, void *opaque)
{
	unsigned int *calls = opaque;

	UT_EQ(mp->populated_size, 0);
	memset(rte_mempool_get_priv(mp), 0x5a, 40);
	calls[0]++;
}

static void
init_object(struct rte_mempool *mp, void *opaque, void *obj, unsigned int idx)
{
	unsigned int *calls = opaque;

	UT_EQ(calls[0], 1);
	UT_PTR_EQ(rte_mempool_from_obj(obj), mp);
	UT_EQ(idx, calls[1]);
	*(unsigned int *)obj = idx + 1000;
	calls[1]++;
}

static void
constructors_run(void)
{
	unsigned int calls[2] = {0, 0};
	struct rte_mempool *mp;
	uint8_t want[40];
	void *obj;

	mp = rte_mempool_create("ctor", N, ELT, 0, 40, init_pool, calls, init_object, calls, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(mp);
	UT_EQ(calls[0], 1);
	UT_EQ(calls[1], N);
	memset(want, 0x5a, sizeof(want));
	UT_EQ(memcmp(rte_mempool_get_priv(mp), want, sizeof(want)), 0);
	UT_EQ(mp->private_data_size, RTE_MEMPOOL_ALIGN);
	UT_EQ(rte_mempool_get(mp, &obj), 0);
	UT_TRUE(*(unsigned int *)obj >= 1000 && *(unsigned int *)obj < 1000 + N);
	rte_mempool_free(mp);
}

static void
bad_requests(void)
{
	static const struct {
		const char *name;
		unsigned int n, elt_size, cache_size, flags;
		int err;
	} bad[] = {
		{NULL, N, ELT, 0, 0, EINVAL},
		{"bad", 0, ELT, 0, 0, EINVAL},
		{"bad", N, ELT, RTE_MEMPOOL_CACHE_MAX_SIZE + 1, 0, EINVAL},
		{"bad", N, ELT, N, 0, EINVAL},
		{"bad", N, ELT, 171, 0, EINVAL},
		{"bad", N, ELT, 0, RTE_MEMPOOL_F_POOL_CREATED, EINVAL},
		{"bad", N, ELT, 0, RTE_MEMPOOL_F_NON_IO, EINVAL},
		{"bad", N, ELT, 0, 0x8000, EINVAL},
		{"bad", N, UINT32_MAX, 0, 0, EINVAL},
		{"bad", N, UINT32_MAX - 60, 0, 0, EINVAL},
		{"a-name-of-twenty-six-chars", N, ELT, 0, 0, ENAMETOOLONG},
		{"bad", N, 1 << 30, 0, 0, ENOMEM},
	};
	struct footprint before = footprint_now();

	for (unsigned int i = 0; i < RTE_DIM(bad); i++) {
		rte_errno = 0;
		UT_TRUE(rte_mempool_create(bad[i].name, bad[i].n, bad[i].elt_size, bad[i].cache_size, 0, NULL, NULL, NULL, NULL,
					   SOCKET_ID_ANY, bad[i].flags) == NULL);
		UT_EQ(rte_errno, bad[i].err);
		UT_SAME_FOOTPRINT(before);
	}
	UT_TRUE(rte_mempool_lookup("bad") == NULL);
	UT_EQ(rte_errno, ENOENT);
}

static void
names(void)
{
	struct rte_mempool *a = pool("a-name-of-25-characters--", 0, 0), *b = pool("b", 0, 0);

	UT_NOT_NULL_FATAL(a);
	UT_NOT_NULL_FATAL(b);
	UT_TRUE(pool("b", 0, 0) == NULL);
	UT_EQ(rte_errno, EEXIST);
	UT_PTR_EQ(rte_mempool_lookup("a-name-of-25-characters--"), a);
	UT_PTR_EQ(rte_mempool_lookup("b"), b);
	UT_TRUE(rte_mempool_lookup("c") == NULL);
	UT_TRUE(rte_mempool_lookup(NULL) == NULL);
	rte_mempool_free(b);
	UT_TRUE(rte_mempool_lookup("b") == NULL);
	rte_mempool_free(a);
	rte_mempool_free(NULL);
}

static void
failed_allocations_leave_nothing(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp;
	unsigned int n;

	for (n = 1; n < 100; n++) {
		alloc_fail_at = n;
		alloc_failed = false;
		mp = pool("fail", 32, 0);
		if (!alloc_failed)
			break;
		/* a piece of memory that is not to be had whole is taken in halves, so a failure there is none of the pool */
		if (mp != NULL) {
			objects_are_distinct(mp, RTE_MEMPOOL_ALIGN);
			rte_mempool_free(mp);
		} else {
			UT_EQ(rte_errno, ENOMEM);
		}
		UT_TRUE(rte_mempool_lookup("fail") == NULL);
		UT_SAME_FOOTPRINT(before);
	}
	alloc_fail_at = 0;
	UT_TRUE(n > 5 && n < 20);
	UT_NOT_NULL(mp);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

static void
object_sizes(void)
{
	struct rte_mempool_objsz sz;

#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
	UT_SKIP("objects have cookies around them in this build");
#endif
	UT_EQ(rte_mempool_calc_obj_size(100, RTE_MEMPOOL_F_NO_CACHE_ALIGN, &sz), 24 + 104);
	UT_EQ(sz.header_size, 24);
	UT_EQ(sz.elt_size, 104);
	UT_EQ(sz.trailer_size, 0);
	UT_EQ(rte_mempool_calc_obj_size(100, RTE_MEMPOOL_F_NO_SPREAD, &sz), 192);
	UT_EQ(sz.header_size, 64);
	UT_EQ(sz.elt_size + sz.trailer_size, 128);
	/* spread over channels: an odd number of lines */
	UT_EQ(rte_mempool_calc_obj_size(64, 0, &sz), 192);
	UT_EQ(rte_mempool_calc_obj_size(128, 0, NULL), 192);
	UT_EQ(rte_mempool_calc_obj_size(2304, 0, NULL), 2368);
	UT_EQ(rte_mempool_calc_obj_size(UINT32_MAX, 0, NULL), 0);
}

/* Walking: a callback may look pools up, create and free, the pool it is given and others. */
struct walk {
	unsigned int calls;
	struct rte_mempool *victim, *created;
};

static void
walk_one(struct rte_mempool *mp, void *arg)
{
	struct walk *w = arg;

	w->calls++;
	UT_PTR_EQ(rte_mempool_lookup(mp->name), mp);
	if (w->created == NULL)
		w->created = pool("born in a walk", 0, 0);
	if (w->victim != NULL && mp != w->victim) {
		rte_mempool_free(w->victim);
		w->victim = NULL;
	}
}

static void
walk_without_lock(void)
{
	struct rte_mempool *a = pool("a", 0, 0), *b = pool("b", 0, 0);
	struct walk w = {.victim = b};

	UT_NOT_NULL_FATAL(a);
	UT_NOT_NULL_FATAL(b);
	rte_mempool_walk(walk_one, &w);
	UT_EQ(w.calls, 1); /* b was freed by the call for a, the new one came later */
	UT_NOT_NULL(w.created);
	w = (struct walk){.created = w.created};
	rte_mempool_walk(walk_one, &w);
	UT_EQ(w.calls, 2);
	rte_mempool_free(a);
	rte_mempool_free(w.created);
}

static void
dump_tells_state(void)
{
	struct rte_mempool *mp = pool("dumped", 32, 0);
	static char text[4096];
	FILE *f = fmemopen(text, sizeof(text), "w");
	void *obj;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_get(mp, &obj), 0);
	rte_mempool_put(mp, obj);
	rte_mempool_list_dump(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "mempool <dumped>@"));
	UT_NOT_NULL(strstr(text, "  size=255\n  populated_size=255\n"));
	UT_NOT_NULL(strstr(text, "  ops_name: <ring_mp_mc>\n"));
	UT_NOT_NULL(strstr(text, "    cache_count[0]=33\n    total_cache_count=33\n"));
	UT_NOT_NULL(strstr(text, "  common_pool_count=222\n"));
	rte_mempool_free(mp);
}

UT_MAIN_FIXTURE("rte_mempool", runtime_start, runtime_stop,
	{"every object is there once and none is left then", all_objects_once},
	{"flags choose the handler", flags_choose_the_handler},
	{"constructors run in order", constructors_run},
	{"requests that make no sense are refused and leave nothing", bad_requests},
	{"pools are found by name until freed", names},
	{"creation that fails anywhere leaves nothing", failed_allocations_leave_nothing},
	{"sizes of objects and their parts", object_sizes},
	{"a walk holds no lock", walk_without_lock},
	{"a dump tells what is where", dump_tells_state})
