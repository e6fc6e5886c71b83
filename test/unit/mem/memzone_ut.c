/* SPDX-License-Identifier: BSD-3-Clause */
/* Memzones: names, sizes, alignment, errors, life. */
#include <pthread.h>

#include "mem_ut.h"

static int
setup(void)
{
	struct mem_params p = ut_fixed(64);

	return mem_start(&p);
}

#define REFUSED(call, err)                                                                                           \
	do {                                                                                                         \
		rte_errno = 0;                                                                                       \
		UT_PTR_EQ(call, NULL);                                                                               \
		UT_EQ(rte_errno, err);                                                                               \
	} while (0)

static void
has_what_was_asked(void)
{
	const struct rte_memzone *mz = rte_memzone_reserve("one", 1000, SOCKET_ID_ANY, 0);

	UT_NOT_NULL_FATAL(mz);
	UT_STR_EQ(mz->name, "one");
	UT_EQ(mz->len, 1024);
	UT_EQ((uintptr_t)mz->addr % 64, 0);
	UT_EQ(mz->iova, (uintptr_t)mz->addr);
	UT_EQ(mz->socket_id, 0);
	UT_EQ(mz->hugepage_sz, sysconf(_SC_PAGESIZE));
	UT_EQ(mz->flags, 0);
	memset(mz->addr, 1, mz->len);
	UT_PTR_EQ(rte_memzone_lookup("one"), mz);
	UT_EQ(rte_memzone_free(mz), 0);
	REFUSED(rte_memzone_lookup("one"), ENOENT);
}

static void
refuses_with_reason(void)
{
	const struct rte_memzone *mz = rte_memzone_reserve("dup", 100, SOCKET_ID_ANY, 0), copy = *mz;
	int local;

	REFUSED(rte_memzone_reserve("dup", 100, SOCKET_ID_ANY, 0), EEXIST);
	REFUSED(rte_memzone_reserve("01234567890123456789012345678901", 100, SOCKET_ID_ANY, 0), ENAMETOOLONG);
	REFUSED(rte_memzone_reserve("", 100, SOCKET_ID_ANY, 0), EINVAL);
	REFUSED(rte_memzone_reserve(NULL, 100, SOCKET_ID_ANY, 0), EINVAL);
	REFUSED(rte_memzone_reserve("x", 100, -2, 0), EINVAL);
	REFUSED(rte_memzone_reserve_aligned("x", 100, SOCKET_ID_ANY, 0, 3), EINVAL);
	REFUSED(rte_memzone_reserve_bounded("x", 100, SOCKET_ID_ANY, 0, 64, 100), EINVAL);
	REFUSED(rte_memzone_reserve_bounded("x", 1000, SOCKET_ID_ANY, 0, 64, 512), EINVAL);
	REFUSED(rte_memzone_reserve("x", SIZE_MAX, SOCKET_ID_ANY, 0), EINVAL);
	REFUSED(rte_memzone_reserve("x", (size_t)1 << 40, SOCKET_ID_ANY, 0), ENOMEM);
	REFUSED(rte_memzone_reserve("x", 100, SOCKET_ID_ANY, RTE_MEMZONE_2MB), ENOMEM);
	REFUSED(rte_memzone_reserve("x", 100, 40, 0), ENOMEM);
	REFUSED(rte_memzone_lookup(NULL), EINVAL);
	REFUSED(rte_memzone_lookup(""), ENOENT);
	/* What failed left no name behind. */
	REFUSED(rte_memzone_lookup("x"), ENOENT);
	UT_EQ(rte_memzone_free(NULL), -EINVAL);
	UT_EQ(rte_memzone_free(&copy), -EINVAL);
	UT_EQ(rte_memzone_free((void *)&local), -EINVAL);
	UT_EQ(rte_memzone_free((const void *)((const char *)mz + 8)), -EINVAL);
	UT_EQ(rte_memzone_free(mz + 1), -EINVAL);
	UT_EQ(rte_memzone_free(mz), 0);
	UT_EQ(rte_memzone_free(mz), -EINVAL);
}

static void
longest_name_fits(void)
{
	const struct rte_memzone *mz = rte_memzone_reserve("0123456789012345678901234567890", 100, SOCKET_ID_ANY, 0);

	UT_NOT_NULL_FATAL(mz);
	UT_STR_EQ(mz->name, "0123456789012345678901234567890");
	UT_EQ(rte_memzone_free(mz), 0);
}

static void
wish_for_page_size(void)
{
	const struct rte_memzone *mz = rte_memzone_reserve("w", 100, SOCKET_ID_ANY, RTE_MEMZONE_1GB | RTE_MEMZONE_SIZE_HINT_ONLY);

	UT_NOT_NULL_FATAL(mz);
	rte_memzone_free(mz);
	mz = rte_memzone_reserve("w", 3 << 20, 0, RTE_MEMZONE_IOVA_CONTIG);
	UT_NOT_NULL_FATAL(mz);
	rte_memzone_free(mz);
	/* Plain memory serves any node. */
	mz = rte_memzone_reserve("w", 100, 5, 0);
	UT_NOT_NULL_FATAL(mz);
	UT_EQ(mz->socket_id, 0);
	rte_memzone_free(mz);
}

static void
aligned_and_bounded(void)
{
	const struct rte_memzone *mz[12];
	unsigned int i;

	for (i = 0; i < 12; i++) {
		char name[16];

		snprintf(name, sizeof(name), "a%u", i);
		mz[i] = rte_memzone_reserve_bounded(name, 3000, SOCKET_ID_ANY, 0, 64 << i % 8, 4096);
		UT_NOT_NULL_FATAL(mz[i]);
		UT_EQ((uintptr_t)mz[i]->addr % (64u << i % 8), 0);
		UT_EQ((uintptr_t)mz[i]->addr / 4096, ((uintptr_t)mz[i]->addr + mz[i]->len - 1) / 4096);
	}
	for (i = 0; i < 12; i++)
		UT_EQ(rte_memzone_free(mz[i]), 0);
	mz[0] = rte_memzone_reserve_bounded("b", 0, SOCKET_ID_ANY, 0, 64, 8192);
	UT_NOT_NULL_FATAL(mz[0]);
	UT_EQ(mz[0]->len, 8192);
	UT_EQ((uintptr_t)mz[0]->addr % 8192, 0);
	UT_EQ(rte_memzone_free(mz[0]), 0);
}

static void
length_zero_takes_the_largest(void)
{
	const struct rte_memzone *small = rte_memzone_reserve("small", 1 << 20, SOCKET_ID_ANY, 0), *all;
	struct rte_malloc_socket_stats st;

	UT_STATS(&st);
	all = rte_memzone_reserve_aligned("all", 0, SOCKET_ID_ANY, 0, 4096);
	UT_NOT_NULL_FATAL(all);
	UT_TRUE(all->len > st.greatest_free_size - 8192);
	UT_EQ((uintptr_t)all->addr % 4096, 0);
	((char *)all->addr)[0] = 1;
	((char *)all->addr)[all->len - 1] = 1;
	UT_EQ(rte_memzone_free(small), 0);
	UT_EQ(rte_memzone_free(all), 0);
	UT_STATS(&st);
	UT_EQ(st.alloc_count, 0);
	UT_EQ(st.free_count, 1);
}

static void
table_is_finite_and_reusable(void)
{
	const struct rte_memzone *mz, *first = NULL;
	char name[32];
	unsigned int i, round;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < RTE_MAX_MEMZONE; i++) {
			snprintf(name, sizeof(name), "zone-%u", i);
			mz = rte_memzone_reserve(name, 64, SOCKET_ID_ANY, 0);
			UT_NOT_NULL_FATAL(mz);
			if (i == 0 && round == 0)
				first = mz;
			UT_TRUE(i != 0 || mz == first);
		}
		REFUSED(rte_memzone_reserve("one more", 64, SOCKET_ID_ANY, 0), ENOSPC);
		for (i = 0; i < RTE_MAX_MEMZONE; i++) {
			snprintf(name, sizeof(name), "zone-%u", i);
			mz = rte_memzone_lookup(name);
			UT_NOT_NULL_FATAL(mz);
			UT_STR_EQ(mz->name, name);
			UT_EQ(rte_memzone_free(mz), 0);
		}
	}
}

static void
zone_visit(const struct rte_memzone *mz, void *arg)
{
	/* No lock is held: the callback may do what it likes. */
	UT_PTR_EQ(rte_memzone_lookup(mz->name), mz);
	UT_EQ(rte_memzone_free(mz), 0);
	*(unsigned int *)arg += 1;
}

static void
walk_sees_all_and_may_free(void)
{
	unsigned int n = 0;
	char name[16], *text = NULL;
	size_t len;
	FILE *f;

	for (n = 0; n < 100; n++) {
		snprintf(name, sizeof(name), "w%u", n);
		UT_NOT_NULL(rte_memzone_reserve(name, 64, SOCKET_ID_ANY, 0));
	}
	f = open_memstream(&text, &len);
	rte_memzone_dump(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "name:<w99>, len:0x40"));
	free(text);
	n = 0;
	rte_memzone_walk(zone_visit, &n);
	UT_EQ(n, 100);
	n = 0;
	rte_memzone_walk(zone_visit, &n);
	UT_EQ(n, 0);
	rte_memzone_walk(NULL, &n);
}

static void *
reserve_same(void *arg)
{
	unsigned int i, won = 0;
	char name[16];

	for (i = 0; i < 500; i++) {
		snprintf(name, sizeof(name), "race%u", i);
		won += rte_memzone_reserve(name, 64, SOCKET_ID_ANY, 0) != NULL;
	}
	*(unsigned int *)arg = won;
	return NULL;
}

static void
one_of_many_wins_a_name(void)
{
	unsigned int won[4], n = 0, i, sum = 0;
	pthread_t t[4];

	for (i = 0; i < 4; i++)
		UT_EQ_FATAL(pthread_create(&t[i], NULL, reserve_same, &won[i]), 0);
	for (i = 0; i < 4; i++) {
		pthread_join(t[i], NULL);
		sum += won[i];
	}
	UT_EQ(sum, 500);
	rte_memzone_walk(zone_visit, &n);
	UT_EQ(n, 500);
}

static void
nothing_before_start(void)
{
	mem_stop();
	REFUSED(rte_memzone_reserve("x", 64, SOCKET_ID_ANY, 0), EINVAL);
	REFUSED(rte_memzone_lookup("x"), EINVAL);
	UT_EQ(rte_memzone_free((const struct rte_memzone *)64), -EINVAL);
	rte_memzone_dump(stdout);
	UT_PTR_EQ(rte_malloc(NULL, 10, 0), NULL);
	UT_EQ(rte_malloc_validate((void *)64, NULL), -1);
	UT_EQ_FATAL(setup(), 0);
}

UT_MAIN_FIXTURE("memzone", setup, mem_stop,
	{ "a zone has what was asked for", has_what_was_asked },
	{ "bad requests are refused with the reason", refuses_with_reason },
	{ "the longest name fits", longest_name_fits },
	{ "wishes that cannot be met are only wishes", wish_for_page_size },
	{ "alignment and boundary are kept", aligned_and_bounded },
	{ "length 0 takes the largest free block", length_zero_takes_the_largest },
	{ "the table is finite, and slots are used again", table_is_finite_and_reusable },
	{ "a walk sees all zones and may free them", walk_sees_all_and_may_free },
	{ "one of many threads wins a name", one_of_many_wins_a_name },
	{ "nothing works, and nothing breaks, before the start", nothing_before_start })
