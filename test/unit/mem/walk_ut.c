/* SPDX-License-Identifier: BSD-3-Clause */
/* The memory map as applications see it: look-ups, walks, descriptors, addresses for devices. */
#include <fcntl.h>
#include <inttypes.h>
#include <sys/mman.h>

#include <rte_eal.h>
#include <rte_eal_memconfig.h>

#include "mem_ut.h"

static int
setup(void)
{
	struct mem_params p = ut_fixed(16);

	return mem_start(&p);
}

static void
finds_segments(void)
{
	char *p = rte_malloc(NULL, 5 << 20, 0);
	struct rte_memseg_list *msl;
	struct rte_memseg *ms;
	int local;

	msl = rte_mem_virt2memseg_list(p);
	UT_NOT_NULL_FATAL(msl);
	UT_EQ(msl->len, 16 << 20);
	UT_EQ(msl->socket_id, 0);
	UT_EQ(msl->external, 0);
	UT_EQ(msl->heap, 1);
	UT_EQ(msl->memseg_arr.count, 8);
	UT_EQ(msl->memseg_arr.len, 8);
	UT_EQ(msl->memseg_arr.elt_sz, sizeof(*ms));
	UT_STR_EQ(msl->memseg_arr.name, "memseg-4k-0-0");
	ms = rte_mem_virt2memseg(p + (3 << 20), NULL);
	UT_NOT_NULL_FATAL(ms);
	UT_PTR_EQ(ms, rte_mem_virt2memseg(p + (3 << 20), msl));
	UT_PTR_EQ(ms, (struct rte_memseg *)msl->memseg_arr.data + 1);
	UT_PTR_EQ(ms->addr, (char *)msl->base_va + msl->page_sz);
	UT_EQ(ms->len, msl->page_sz);
	UT_EQ(ms->hugepage_sz, rte_mem_page_size());
	UT_EQ(ms->flags, RTE_MEMSEG_FLAG_DO_NOT_FREE);
	rte_errno = 0;
	UT_PTR_EQ(rte_mem_virt2memseg(&local, NULL), NULL);
	UT_EQ(rte_errno, ENOENT);
	UT_PTR_EQ(rte_mem_virt2memseg(&local, msl), NULL);
	UT_PTR_EQ(rte_mem_virt2memseg_list(&local), NULL);
	UT_PTR_EQ(rte_mem_virt2memseg_list((char *)msl->base_va + msl->len), NULL);
	rte_free(p);
}

struct seen {
	unsigned int calls;
	size_t bytes;
	int stop;
};

static int
visit_seg(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	struct seen *s = arg;

	(void)msl;
	s->bytes += ms->len;
	/* No lock is held. */
	rte_free(rte_malloc(NULL, 64, 0));
	return ++s->calls == 3 ? s->stop : 0;
}

static int
visit_run(const struct rte_memseg_list *msl, const struct rte_memseg *ms, size_t len, void *arg)
{
	struct seen *s = arg;

	(void)msl;
	(void)ms;
	s->bytes += len;
	s->calls++;
	return s->stop;
}

static int
visit_list(const struct rte_memseg_list *msl, void *arg)
{
	struct seen *s = arg;

	s->bytes += msl->len;
	s->calls++;
	return s->stop;
}

static void
walks_cover_everything(void)
{
	struct seen s = { 0 };

	UT_EQ(rte_memseg_walk(visit_seg, &s), 0);
	UT_EQ(s.calls, 8);
	UT_EQ(s.bytes, 16 << 20);
	s = (struct seen){ .stop = 7 };
	UT_EQ(rte_memseg_walk(visit_seg, &s), 1);
	UT_EQ(s.calls, 3);
	s = (struct seen){ .stop = -7 };
	UT_EQ(rte_memseg_walk(visit_seg, &s), -1);
	s = (struct seen){ 0 };
	UT_EQ(rte_memseg_contig_walk(visit_run, &s), 0);
	UT_EQ(s.calls, 1);
	UT_EQ(s.bytes, 16 << 20);
	s = (struct seen){ .stop = 1 };
	UT_EQ(rte_memseg_list_walk(visit_list, &s), 1);
	UT_EQ(s.calls, 1);
	s = (struct seen){ 0 };
	rte_mcfg_mem_read_lock();
	UT_EQ(rte_memseg_walk_thread_unsafe(visit_seg, &s), 0);
	UT_EQ(rte_memseg_contig_walk_thread_unsafe(visit_run, &s), 0);
	UT_EQ(rte_memseg_list_walk_thread_unsafe(visit_list, &s), 0);
	rte_mcfg_mem_read_unlock();
	UT_EQ(s.bytes, 48 << 20);
	UT_EQ(rte_memseg_walk(NULL, NULL), -1);
	UT_EQ(rte_memseg_contig_walk(NULL, NULL), -1);
	UT_EQ(rte_memseg_list_walk(NULL, NULL), -1);
	UT_EQ(rte_errno, EINVAL);
}

static void
runs_end_at_holes(void)
{
	struct mem_params p = ut_dynamic();
	struct seen s = { 0 };
	void *a, *b, *c;

	mem_stop();
	UT_EQ_FATAL(mem_start(&p), 0);
	a = rte_malloc(NULL, 9 << 20, 0);
	b = rte_malloc(NULL, 31 << 20, 0);
	c = rte_malloc(NULL, 9 << 20, 0);
	rte_free(b);
	UT_EQ(rte_memseg_contig_walk(visit_run, &s), 0);
	UT_EQ(s.calls, 2);
	UT_EQ(s.bytes, rte_eal_get_physmem_size());
	rte_free(a);
	rte_free(c);
	mem_stop();
	UT_EQ_FATAL(setup(), 0);
}

static void
descriptors_lead_to_the_memory(void)
{
	char *p = rte_zmalloc(NULL, 3 << 20, 4096), *again;
	struct rte_memseg *ms = rte_mem_virt2memseg(p + (2 << 20), NULL), copy = *ms;
	size_t offset = 0;
	int fd;

	fd = rte_memseg_get_fd(ms);
	UT_TRUE_FATAL(fd >= 0);
	UT_EQ(rte_memseg_get_fd_thread_unsafe(ms), fd);
	UT_EQ(rte_memseg_get_fd_offset(ms, &offset), 0);
	UT_EQ(rte_memseg_get_fd_offset_thread_unsafe(ms, &offset), 0);
	again = mmap(NULL, ms->len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);
	UT_TRUE_FATAL(again != MAP_FAILED);
	again[100] = 77;
	UT_EQ(((char *)ms->addr)[100], 77);
	munmap(again, ms->len);
	rte_errno = 0;
	UT_EQ(rte_memseg_get_fd(NULL), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_memseg_get_fd(&copy), -1);
	UT_EQ(rte_errno, ENODEV);
	UT_EQ(rte_memseg_get_fd_offset(ms, NULL), -1);
	UT_EQ(rte_errno, EINVAL);
	rte_free(p);
}

static void
device_addresses_are_virtual(void)
{
	char *p = rte_malloc(NULL, 100, 0);
	int local;

	UT_EQ(mem_iova_mode(), RTE_IOVA_VA);
	UT_EQ(rte_mem_virt2iova(p + 5), (uintptr_t)p + 5);
	UT_EQ(rte_mem_virt2iova(&local), (uintptr_t)&local);
	UT_EQ(rte_malloc_virt2iova(p), (uintptr_t)p);
	UT_EQ(rte_malloc_virt2iova(&local), RTE_BAD_IOVA);
	UT_PTR_EQ(rte_mem_iova2virt((uintptr_t)p + 5), p + 5);
	rte_errno = 0;
	UT_PTR_EQ(rte_mem_iova2virt((uintptr_t)&local), NULL);
	UT_EQ(rte_errno, ENOENT);
	rte_free(p);
}

static void
physical_addresses(void)
{
	struct mem_params pa = ut_fixed(16);
	uint64_t word;
	size_t page = rte_mem_page_size();
	char *p;
	int fd;

	pa.iova_mode = RTE_IOVA_PA;
	mem_stop();
	if (!rte_eal_using_phys_addrs()) {
		ut_log_begin();
		UT_EQ(mem_start(&pa), -EINVAL);
		UT_EQ(ut_log_end("physical addresses"), 1);
		UT_EQ_FATAL(setup(), 0);
		UT_SKIP("the kernel hides physical addresses");
	}
	UT_EQ_FATAL(mem_start(&pa), 0);
	UT_EQ(mem_iova_mode(), RTE_IOVA_PA);
	p = rte_malloc(NULL, 100, 0);
	*p = 1;
	fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	UT_EQ(pread(fd, &word, 8, (uintptr_t)p / page * 8), 8);
	close(fd);
	UT_EQ(rte_mem_virt2phy(p), (word & ((1ull << 55) - 1)) * page + (uintptr_t)p % page);
	UT_EQ(rte_mem_virt2iova(p), rte_mem_virt2phy(p));
	UT_EQ(rte_malloc_virt2iova(p), rte_mem_virt2phy(p));
	rte_free(p);
	mem_stop();
	UT_EQ_FATAL(setup(), 0);
}

static void
pages_can_be_locked(void)
{
	char *p;

	if (UT_SANITIZED)
		UT_SKIP("sanitizers do not lock memory");
	p = rte_malloc(NULL, 10000, 0);
	UT_EQ(rte_mem_lock_page(p), 0);
	UT_EQ(rte_mem_lock_page(NULL), -1);
	UT_EQ(rte_errno, ENOMEM);
	rte_free(p);
}

static void
dump_has_every_segment(void)
{
	char *text = NULL, *at;
	unsigned int n = 0;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	rte_dump_physmem_layout(f);
	fclose(f);
	for (at = text; (at = strstr(at, "Segment 0-")) != NULL; at++)
		n++;
	UT_EQ(n, 8);
	free(text);
}

static void
nothing_before_start(void)
{
	struct seen s = { 0 };

	mem_stop();
	UT_EQ(rte_memseg_walk(visit_seg, &s), 0);
	UT_EQ(rte_memseg_contig_walk(visit_run, &s), 0);
	UT_EQ(rte_memseg_list_walk(visit_list, &s), 0);
	UT_EQ(s.calls, 0);
	UT_PTR_EQ(rte_mem_virt2memseg_list(&s), NULL);
	UT_EQ(rte_eal_get_physmem_size(), 0);
	UT_EQ(rte_mem_virt2iova(&s), (uintptr_t)&s);
	UT_EQ(rte_malloc_virt2iova(&s), RTE_BAD_IOVA);
	UT_PTR_EQ(rte_mem_iova2virt(64), NULL);
	rte_dump_physmem_layout(stdout);
	rte_malloc_dump_heaps(stdout);
	UT_EQ_FATAL(setup(), 0);
}

UT_MAIN_FIXTURE("walk", setup, mem_stop,
	{ "addresses lead to segments and lists", finds_segments },
	{ "walks cover everything, and end when told", walks_cover_everything },
	{ "contiguous runs end at holes", runs_end_at_holes },
	{ "a segment's descriptor leads to its memory", descriptors_lead_to_the_memory },
	{ "device addresses are virtual by default", device_addresses_are_virtual },
	{ "device addresses are physical when asked for", physical_addresses },
	{ "pages can be locked", pages_can_be_locked },
	{ "the dump has every segment", dump_has_every_segment },
	{ "nothing is there before the start", nothing_before_start })
