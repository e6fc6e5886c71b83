/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of pools: the caller's, anonymous, in pieces, page by page; and giving it back. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rte_mempool.h>

#include "test/unit/ring/packet_ut.h"

#define ELT 200

static struct rte_mempool *
empty(unsigned int n, unsigned int flags)
{
	return rte_mempool_create_empty("populate", n, ELT, 0, 0, SOCKET_ID_ANY, flags);
}

static void
count_free(struct rte_mempool_memhdr *memhdr, void *opaque)
{
	(void)memhdr;
	++*(unsigned int *)opaque;
}

struct range {
	const char *start;
	size_t len;
	unsigned int outside;
};

static void
check_range(struct rte_mempool *mp, void *opaque, void *obj, unsigned int idx)
{
	struct range *range = opaque;
	const char *head = (const char *)obj - mp->header_size;

	(void)idx;
	if (head < range->start || (const char *)obj + mp->elt_size + mp->trailer_size > range->start + range->len)
		range->outside++;
}

static void
memory_of_the_caller(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = empty(100, 0);
	const size_t obj = rte_mempool_calc_obj_size(ELT, 0, NULL);
	struct range range = {.len = 30 * obj + 100};
	unsigned int freed = 0;
	char *memory = aligned_alloc(64, RTE_ALIGN(range.len, 64UL));

	UT_NOT_NULL_FATAL(mp);
	UT_NOT_NULL_FATAL(memory);
	range.start = memory;
	UT_TRUE(mp->flags & RTE_MEMPOOL_F_NON_IO);
	UT_EQ(rte_mempool_populate_iova(mp, memory, 0x100000, obj - 1, count_free, &freed), -EINVAL);
	UT_EQ(rte_mempool_populate_iova(mp, memory, RTE_BAD_IOVA, range.len, count_free, &freed), 30);
	UT_TRUE(mp->flags & RTE_MEMPOOL_F_NON_IO);
	UT_EQ(mp->populated_size, 30);
	UT_EQ(mp->nb_mem_chunks, 1);
	UT_EQ(rte_mempool_obj_iter(mp, check_range, &range), 30);
	UT_EQ(range.outside, 0);
	UT_EQ(rte_mempool_populate_default(mp), -EEXIST);
	rte_mempool_free(mp);
	UT_EQ(freed, 1);
	free(memory);
	UT_SAME_FOOTPRINT(before);
}

static void
addresses_for_devices(void)
{
	struct rte_mempool *mp = empty(20, 0);
	const size_t obj = rte_mempool_calc_obj_size(ELT, 0, NULL);
	char *memory = aligned_alloc(64, 20 * obj + 64);
	unsigned int bad = 0;
	void *objs[20];

	UT_NOT_NULL_FATAL(mp);
	/* begins one byte before a line: the object is found at the next one, for devices too */
	UT_EQ(rte_mempool_populate_iova(mp, memory + 63, 0x10000 + 63, 20 * obj + 1, NULL, NULL), 20);
	UT_FALSE(mp->flags & RTE_MEMPOOL_F_NON_IO);
	UT_EQ(rte_mempool_get_bulk(mp, objs, 20), 0);
	for (unsigned int i = 0; i < 20; i++)
		bad += rte_mempool_virt2iova(objs[i]) != 0x10000 + (rte_iova_t)((char *)objs[i] - memory);
	UT_EQ(bad, 0);
	UT_EQ(rte_mempool_populate_iova(mp, memory, 0, 20 * obj, NULL, NULL), -ENOSPC);
	rte_mempool_put_bulk(mp, objs, 20);
	rte_mempool_free(mp);
	free(memory);
}

static void
several_pieces(void)
{
	struct rte_mempool *mp = empty(10, 0);
	const size_t obj = rte_mempool_calc_obj_size(ELT, 0, NULL);
	unsigned int freed = 0;
	char *memory[4];

	UT_NOT_NULL_FATAL(mp);
	for (unsigned int i = 0; i < 4; i++) {
		memory[i] = aligned_alloc(64, 3 * obj);
		UT_EQ(rte_mempool_populate_iova(mp, memory[i], RTE_BAD_IOVA, 3 * obj, count_free, &freed), i < 3 ? 3 : 1);
	}
	UT_EQ(mp->populated_size, 10);
	UT_EQ(mp->nb_mem_chunks, 4);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(freed, 0);
	rte_mempool_free(mp);
	UT_EQ(freed, 4);
	for (unsigned int i = 0; i < 4; i++)
		free(memory[i]);
}

static void
virtual_memory(void)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	struct rte_mempool *mp = empty(60, 0);
	unsigned int freed = 0;
	struct range range = {.len = 8 * page};
	char *memory = mmap(NULL, range.len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	UT_NOT_NULL_FATAL(mp);
	UT_TRUE_FATAL(memory != MAP_FAILED);
	range.start = memory;
	UT_EQ(rte_mempool_populate_virt(mp, memory, range.len, 0, count_free, &freed), -EINVAL);
	UT_EQ(rte_mempool_populate_virt(mp, memory, range.len, page + 1, count_free, &freed), -EINVAL);
	UT_EQ(rte_mempool_populate_virt(mp, memory, range.len, page, count_free, &freed), 60);
	UT_EQ(rte_mempool_obj_iter(mp, check_range, &range), 60);
	UT_EQ(range.outside, 0);
	UT_EQ(rte_mempool_populate_virt(mp, memory, range.len, page, count_free, &freed), -ENOSPC);
	rte_mempool_free(mp);
	UT_EQ(freed, 1);
	munmap(memory, range.len);
}

static void
anonymous_memory(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = empty(1000, 0);
	static void *objs[1000];

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_populate_anon(mp), 1000);
	UT_EQ(rte_mempool_full(mp), 1);
	UT_EQ(rte_mempool_populate_anon(mp), 0);
	UT_EQ(rte_errno, EEXIST);
	UT_EQ(rte_mempool_get_bulk(mp, objs, 1000), 0);
	for (unsigned int i = 0; i < 1000; i++)
		memset(objs[i], 1, ELT);
	rte_mempool_put_bulk(mp, objs, 1000);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

/* A pool that needs no device addresses says so, and its objects have none. */
static void
not_for_devices(void)
{
	struct rte_mempool *mp = rte_mempool_create("non io", 50, ELT, 0, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY,
						    RTE_MEMPOOL_F_NO_IOVA_CONTIG);
	size_t pg_sz = 1;
	void *obj;

	UT_NOT_NULL_FATAL(mp);
	UT_TRUE(mp->flags & RTE_MEMPOOL_F_NON_IO);
	UT_EQ(rte_mempool_get_page_size(mp, &pg_sz), 0);
	UT_EQ(pg_sz, 0);
	UT_EQ(rte_mempool_get(mp, &obj), 0);
	UT_TRUE(rte_mempool_virt2iova(obj) == RTE_BAD_IOVA);
	rte_mempool_free(mp);
	mp = rte_mempool_create("io", 50, ELT, 0, 0, NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
	UT_NOT_NULL_FATAL(mp);
	UT_FALSE(mp->flags & RTE_MEMPOOL_F_NON_IO);
	UT_EQ(rte_mempool_get(mp, &obj), 0);
	UT_TRUE(rte_mempool_virt2iova(obj) == rte_mem_virt2iova(obj));
	rte_mempool_free(mp);
}

/* The memory asked for is enough wherever it begins, and objects do not cross pages. */
static void
needs_by_page(void)
{
	static const unsigned int sizes[] = {8, 200, 1000, 2000, 4000, 5000, 9000};
	const size_t page = 4096;

	for (unsigned int s = 0; s < RTE_DIM(sizes); s++) {
		struct rte_mempool *mp = rte_mempool_create_empty("pages", 100, sizes[s], 0, 0, SOCKET_ID_ANY, 0);
		const size_t obj = mp->header_size + mp->elt_size + mp->trailer_size;

		for (unsigned int n = 1; n < 100; n++) {
			size_t chunk, align, at;
			ssize_t need = rte_mempool_op_calc_mem_size_default(mp, n, 12, &chunk, &align);

			UT_EQ(chunk, obj);
			UT_EQ(rte_mempool_op_calc_mem_size_default(mp, n, 0, &chunk, &align), obj * n);
			for (size_t start = 0; start < page; start += 64 * 5) {
				at = start;
				for (unsigned int i = 0; i < n; i++) {
					if (at / page != (at + obj - 1) / page)
						at = RTE_ALIGN(at, page);
					at += obj;
				}
				if (at - start > (size_t)need)
					UT_EQ(at - start, need);
			}
		}
		rte_mempool_free(mp);
	}
}

static void
nothing_needed(void)
{
	struct rte_mempool *mp = empty(10, 0);
	size_t chunk, align;

	UT_NOT_NULL_FATAL(mp);
	UT_EQ(rte_mempool_op_calc_mem_size_helper(mp, 0, 12, 0, &chunk, &align), 0);
	UT_EQ(rte_mempool_op_calc_mem_size_helper(mp, 1, 12, 4096, &chunk, &align), -EINVAL);
	UT_EQ(rte_mempool_op_calc_mem_size_helper(mp, 2, 0, 50, &chunk, &align),
	      2 * (mp->header_size + mp->elt_size + mp->trailer_size) + 50);
	UT_EQ(align, RTE_MEMPOOL_ALIGN);
	rte_mempool_free(mp);
}

struct pieces {
	unsigned int n;
	size_t bytes;
};

static void
add_piece(struct rte_mempool *mp, void *opaque, struct rte_mempool_memhdr *memhdr, unsigned int idx)
{
	struct pieces *p = opaque;

	UT_PTR_EQ(memhdr->mp, mp);
	UT_EQ(idx, p->n);
	p->n++;
	p->bytes += memhdr->len;
}

/* When the memory is not to be had in one piece, halves of it are tried. */
static void
smaller_pieces_if_need_be(void)
{
	struct footprint before = footprint_now();
	struct rte_mempool *mp = empty(1000, 0);
	struct pieces pieces = {0, 0};

	UT_NOT_NULL_FATAL(mp);
	alloc_fail_at = 3; /* after the handler's list entry and ring: the pool's memory */
	alloc_failed = false;
	UT_EQ(rte_mempool_populate_default(mp), 1000);
	UT_TRUE(alloc_failed);
	alloc_fail_at = 0;
	UT_TRUE(rte_mempool_mem_iter(mp, add_piece, &pieces) >= 2);
	UT_EQ(pieces.n, mp->nb_mem_chunks);
	UT_TRUE(pieces.bytes >= 1000 * (size_t)(mp->header_size + mp->elt_size + mp->trailer_size));
	UT_EQ(rte_mempool_full(mp), 1);
	rte_mempool_free(mp);
	UT_SAME_FOOTPRINT(before);
}

UT_MAIN_FIXTURE("mempool_populate", runtime_start, runtime_stop,
	{"memory of the caller is used and given back", memory_of_the_caller},
	{"objects know their address for devices", addresses_for_devices},
	{"several pieces, the last used in part", several_pieces},
	{"virtual memory, contiguous for devices in runs of pages", virtual_memory},
	{"anonymous memory", anonymous_memory},
	{"a pool that is not for devices", not_for_devices},
	{"enough memory is asked for wherever it begins", needs_by_page},
	{"sizes at the edges", nothing_needed},
	{"memory comes in smaller pieces if need be", smaller_pieces_if_need_be})
