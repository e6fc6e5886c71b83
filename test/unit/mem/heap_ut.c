/* SPDX-License-Identifier: BSD-3-Clause */
/* Blocks of the heap: sizes, alignment, content, errors, joining of neighbours. */
#include "mem_ut.h"

#ifdef UT_ASAN
#include <sanitizer/asan_interface.h>
#endif

static struct rte_malloc_socket_stats idle;

static int
setup(void)
{
	struct mem_params p = ut_fixed(64);

	return mem_start(&p) != 0 || rte_malloc_get_socket_stats(0, &idle) != 0;
}

/** The heap is as it was after the start: one free block, nothing lost. */
static void
check_idle(void)
{
	struct rte_malloc_socket_stats st;

	UT_STATS(&st);
	UT_EQ(st.heap_totalsz_bytes, idle.heap_totalsz_bytes);
	UT_EQ(st.heap_freesz_bytes, idle.heap_freesz_bytes);
	UT_EQ(st.greatest_free_size, idle.greatest_free_size);
	UT_EQ(st.alloc_count, 0);
	UT_EQ(st.free_count, 1);
}

static void
amount_is_as_asked(void)
{
	UT_EQ(idle.heap_totalsz_bytes, 64 << 20);
	UT_EQ(rte_eal_get_physmem_size(), 64 << 20);
	check_idle();
}

static void
sizes_and_alignment(void)
{
	static const size_t sizes[] = { 1, 8, 63, 64, 65, 1000, 4096, 65536, 1 << 20, 5 << 20 };
	unsigned int align, i;
	size_t usable;
	void *p;

	for (align = 0; align <= 4 << 20; align = align == 0 ? 1 : align * 2) {
		for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			p = rte_malloc("x", sizes[i], align);
			UT_NOT_NULL_FATAL(p);
			UT_EQ((uintptr_t)p % (align > 64 ? align : 64), 0);
			UT_EQ(rte_malloc_validate(p, &usable), 0);
			UT_TRUE(usable >= sizes[i]);
			memset(p, 0xee, sizes[i]);
			rte_free(p);
		}
	}
	check_idle();
}

static void
bad_arguments(void)
{
	UT_PTR_EQ(rte_malloc(NULL, 0, 0), NULL);
	UT_PTR_EQ(rte_malloc(NULL, 10, 3), NULL);
	UT_EQ(rte_errno, EINVAL);
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc(NULL, (size_t)1 << 45, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc(NULL, SIZE_MAX - 5, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc(NULL, 100 << 20, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	rte_errno = 0;
	UT_PTR_EQ(rte_calloc(NULL, (size_t)1 << 40, (size_t)1 << 40, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	rte_errno = 0;
	UT_PTR_EQ(rte_malloc_socket(NULL, 10, 0, -7), NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_malloc_validate(NULL, NULL), -1);
	UT_EQ(rte_malloc_get_socket_stats(-1, &idle), -1);
	UT_EQ(rte_malloc_get_socket_stats(31, &idle), -1);
	UT_EQ(rte_malloc_get_socket_stats(0, NULL), -1);
	check_idle();
}

static void
bad_frees_are_logged(void)
{
	char local[256];
	char *p = rte_malloc(NULL, 1000, 0), *q = rte_malloc(NULL, 1000, 0), *big = rte_zmalloc(NULL, 1 << 20, 0);

	rte_free(NULL);
	ut_log_begin();
	rte_free(p + 64);
	rte_free(p + 1);
	rte_free(local);
	rte_free((void *)64);
	rte_free((void *)0x7fffffffffc0);
	rte_free(big + 4096);
	UT_EQ(ut_log_end("is not a block in use"), 6);
	rte_free(p);
	ut_log_begin();
	rte_free(p);
	UT_EQ(ut_log_end("is not a block in use"), 1);
	rte_free(q);
	rte_free(big);
	ut_log_begin();
	rte_free(q);
	rte_free(big);
	UT_PTR_EQ(rte_realloc(q, 10, 0), NULL);
	UT_EQ(ut_log_end("is not a block in use"), 3);
	check_idle();
}

static void
zeroed_memory_is_zero(void)
{
	unsigned int round, i;
	unsigned char *p, *q;

	for (round = 0; round < 4; round++) {
		p = rte_malloc(NULL, 100000, 0);
		memset(p, 0xff, 100000);
		rte_free(p);
		p = rte_zmalloc(NULL, 300000, 64 << round);
		q = rte_calloc(NULL, 3, 333, 0);
		for (i = 0; i < 300000 && p[i] == 0; i++)
			;
		UT_EQ(i, 300000);
		for (i = 0; i < 999 && q[i] == 0; i++)
			;
		UT_EQ(i, 999);
		memset(p, 0xff, 300000);
		memset(q, 0xff, 999);
		rte_free(p);
		rte_free(q);
	}
	check_idle();
}

static void
realloc_keeps_content(void)
{
	unsigned char *p = rte_realloc(NULL, 100, 0), *q, *wall;
	unsigned int i;

	UT_NOT_NULL_FATAL(p);
	for (i = 0; i < 100; i++)
		p[i] = i;
	/* In place: what follows is free. */
	q = rte_realloc(p, 100000, 0);
	UT_PTR_EQ(p, q);
	for (i = 0; i < 100 && q[i] == i; i++)
		;
	UT_EQ(i, 100);
	q = rte_realloc(p, 100, 0);
	UT_PTR_EQ(p, q);
	/* Not in place: somebody sits behind. */
	wall = rte_malloc(NULL, 64, 0);
	q = rte_realloc(p, 5000, 0);
	UT_TRUE(p != q);
	for (i = 0; i < 100 && q[i] == i; i++)
		;
	UT_EQ(i, 100);
	p = rte_realloc(q, 5000, 65536);
	UT_EQ((uintptr_t)p % 65536, 0);
	for (i = 0; i < 100 && p[i] == i; i++)
		;
	UT_EQ(i, 100);
	UT_PTR_EQ(rte_realloc(p, 1 << 30, 0), NULL);
	UT_EQ(rte_errno, ENOMEM);
	UT_PTR_EQ(rte_realloc(p, 10, 3), NULL);
	UT_EQ(p[99], 99);
	UT_PTR_EQ(rte_realloc(p, 0, 0), NULL);
	rte_free(wall);
	check_idle();
}

static void
realloc_grows_over_slack(void)
{
	unsigned char *p = rte_zmalloc(NULL, 10, 0), *wall = rte_malloc(NULL, 10, 0);

	p = rte_realloc(p, 60, 0);
	memset(p, 1, 60);
	rte_free(p);
	rte_free(wall);
	check_idle();
}

static void
fills_up_and_empties(void)
{
	struct rte_malloc_socket_stats st;
	unsigned int n = 0, i;
	static void *p[1 << 16];

	while (n < sizeof(p) / sizeof(p[0]) && (p[n] = rte_malloc(NULL, 16000, 0)) != NULL)
		n++;
	UT_TRUE(n > 4000);
	UT_EQ(rte_errno, ENOMEM);
	UT_STATS(&st);
	UT_EQ(st.alloc_count, n);
	UT_TRUE(st.heap_freesz_bytes < 20000);
	/* Every second block: holes that cannot join. */
	for (i = 0; i < n; i += 2)
		rte_free(p[i]);
	UT_STATS(&st);
	UT_TRUE(st.greatest_free_size < 40000);
	UT_PTR_EQ(rte_malloc(NULL, 60000, 0), NULL);
	/* But each is good for what was there. */
	for (i = 0; i < n; i += 2)
		UT_NOT_NULL(p[i] = rte_malloc(NULL, 16000, 0));
	for (i = 1; i < n; i += 2)
		rte_free(p[i]);
	for (i = 0; i < n; i += 2)
		rte_free(p[i]);
	check_idle();
}

static void
last_hole_is_found(void)
{
	static void *p[4096];
	unsigned int n = 0, i;
	void *q;

	while ((p[n] = rte_malloc(NULL, 100 * 1024 + n / 2 % 100 * 64, 0)) != NULL)
		n++;
	while ((q = rte_malloc(NULL, 64, 0)) != NULL)
		p[n++] = q;
	/* Holes of all sizes, several to a class; asked for from large to small, each has one left that fits. */
	for (i = 0; i < 200; i += 2)
		rte_free(p[i]);
	for (i = 200; i > 0; i -= 2)
		UT_NOT_NULL(p[i - 2] = rte_malloc(NULL, 100 * 1024 + (i - 2) / 2 * 64, 0));
	for (i = 0; i < n; i++)
		rte_free(p[i]);
	check_idle();
}

static void
unused_memory_is_not_touched(void)
{
	void *p, *q;
	long before;

	if (ut_watched())
		UT_SKIP("sanitizers touch memory of their own");
	mem_stop();
	UT_EQ_FATAL(setup(), 0);
	before = ut_resident();
	p = rte_zmalloc(NULL, 40 << 20, 0);
	UT_NOT_NULL(p);
	q = rte_malloc(NULL, 15 << 20, 2 << 20);
	UT_NOT_NULL(q);
	rte_free(p);
	rte_free(q);
	UT_TRUE(ut_resident() - before < 512);
	check_idle();
}

struct block {
	unsigned char *addr;
	size_t size;
	unsigned char fill;
};

static unsigned int
block_check(const struct block *b)
{
	size_t i;

	for (i = 0; i < b->size; i++)
		if (b->addr[i] != b->fill)
			return 1;
	return 0;
}

static void
random_operations(void)
{
	static struct block blocks[512];
	unsigned int round, bad = 0, i;
	struct block *b;
	size_t size;

	srandom(1);
	for (round = 0; round < 60000; round++) {
		b = &blocks[random() % 512];
		size = random() % (random() % 16 == 0 ? 100000 : 600) + 1;
		if (b->addr != NULL && random() % 4 == 0) {
			bad += block_check(b);
			b->addr = rte_realloc(b->addr, size, 1 << random() % 12);
			if (b->addr == NULL)
				abort();
			for (i = 0; i < size && i < b->size; i++)
				bad += b->addr[i] != b->fill;
		} else if (b->addr != NULL) {
			bad += block_check(b);
			rte_free(b->addr);
			b->addr = NULL;
			continue;
		} else if (random() % 2 == 0) {
			b->addr = rte_zmalloc(NULL, size, 1 << random() % 14);
			b->fill = 0;
			b->size = size;
			bad += block_check(b);
		} else {
			b->addr = rte_malloc(NULL, size, 1 << random() % 8);
		}
		b->size = size;
		b->fill = random();
		memset(b->addr, b->fill, size);
	}
	for (i = 0; i < 512; i++)
		rte_free(blocks[i].addr);
	UT_EQ(bad, 0);
	check_idle();
}

static void
misuse_is_poisoned(void)
{
#ifdef UT_ASAN
	char *p = rte_malloc(NULL, 1001, 0);

	UT_FALSE(__asan_address_is_poisoned(p));
	UT_FALSE(__asan_address_is_poisoned(p + 1000));
	UT_TRUE(__asan_address_is_poisoned(p + 1001));
	UT_TRUE(__asan_address_is_poisoned(p - 1));
	p = rte_realloc(p, 500, 0);
	UT_TRUE(__asan_address_is_poisoned(p + 501));
	UT_FALSE(__asan_address_is_poisoned(p + 499));
	rte_free(p);
	UT_TRUE(__asan_address_is_poisoned(p));
#else
	UT_SKIP("only the address sanitizer can see this");
#endif
}

static void
overruns_are_logged(void)
{
#if (defined(RTE_DEBUG) || defined(RTE_MALLOC_DEBUG)) && !defined(UT_ASAN)
	char *p = rte_malloc(NULL, 100, 0);

	p[100] = 1;
	ut_log_begin();
	rte_free(p);
	UT_EQ(ut_log_end("was written to at offset 100"), 1);
	UT_EQ(p[5], 0x6b);
#else
	UT_SKIP("only debug builds guard blocks");
#endif
}

static void
dumps_name_blocks(void)
{
	char *text = NULL, want[64];
	void *p = rte_malloc(NULL, 777, 0);
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	rte_malloc_dump_stats(f, NULL);
	rte_malloc_dump_heaps(f);
	fclose(f);
	snprintf(want, sizeof(want), "used block %p", p);
	UT_NOT_NULL(strstr(text, want));
	UT_NOT_NULL(strstr(text, "777 asked for"));
	UT_NOT_NULL(strstr(text, "Heap name:socket_0"));
	UT_NOT_NULL(strstr(text, "Alloc_count:1,"));
	free(text);
	rte_free(p);
}

UT_MAIN_FIXTURE("heap", setup, mem_stop,
	{ "the heap has the amount asked for", amount_is_as_asked },
	{ "blocks have size and alignment", sizes_and_alignment },
	{ "bad arguments give NULL and a reason", bad_arguments },
	{ "wild and double frees are logged and harmless", bad_frees_are_logged },
	{ "zeroed memory is zero, also where others were before", zeroed_memory_is_zero },
	{ "realloc keeps the content, in place when it can", realloc_keeps_content },
	{ "realloc within the block makes the rest usable", realloc_grows_over_slack },
	{ "a full heap refuses, and is whole again when emptied", fills_up_and_empties },
	{ "a hole of the right size is found among many", last_hole_is_found },
	{ "memory that nobody used stays untouched", unused_memory_is_not_touched },
	{ "random operations keep every block intact", random_operations },
	{ "what lies around a block is poisoned", misuse_is_poisoned },
	{ "writes beyond a block are logged when it is freed", overruns_are_logged },
	{ "the dumps name heaps and blocks", dumps_name_blocks })
