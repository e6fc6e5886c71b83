/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of the application: registered, and as heaps. */
#include <sys/mman.h>

#include "mem_ut.h"

#define AREA ((size_t)4 << 20)
#define PAGE 4096
#define PAGES (AREA / PAGE)

static char *area;
static rte_iova_t iova[PAGES];

static int
setup(void)
{
	struct mem_params p = ut_fixed(16);
	unsigned int i;

	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	/* Pages in reverse order, so that no two are contiguous for devices. */
	for (i = 0; i < PAGES; i++)
		iova[i] = 0x700000000 + (PAGES - i) * PAGE;
	return area == MAP_FAILED || mem_start(&p) != 0;
}

#define REFUSED(call, err)                                                                                           \
	do {                                                                                                         \
		rte_errno = 0;                                                                                       \
		UT_EQ(call, -1);                                                                                     \
		UT_EQ(rte_errno, err);                                                                               \
	} while (0)

static int
visit(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	(void)ms;
	*(size_t *)arg += msl->external ? 1 : 0;
	return 0;
}

static void
registered_memory_is_known(void)
{
	struct rte_memseg *ms;
	size_t n = 0, offset;
	unsigned int i;

	for (i = 0; i < 300; i++) {
		UT_EQ(rte_extmem_register(area, AREA, iova, PAGES, PAGE), 0);
		REFUSED(rte_extmem_register(area + PAGE, PAGE, NULL, 0, PAGE), EEXIST);
		REFUSED(rte_extmem_unregister(area, AREA - PAGE), ENOENT);
		if (i == 0) {
			ms = rte_mem_virt2memseg(area + 5 * PAGE + 7, NULL);
			UT_NOT_NULL_FATAL(ms);
			UT_PTR_EQ(ms->addr, area + 5 * PAGE);
			UT_EQ(ms->iova, iova[5]);
			UT_PTR_EQ(rte_mem_iova2virt(iova[5] + 7), area + 5 * PAGE + 7);
			UT_EQ(rte_mem_virt2memseg_list(area)->external, 1);
			UT_EQ(rte_mem_virt2memseg_list(area)->heap, 0);
			REFUSED(rte_memseg_get_fd(ms), ENODEV);
			REFUSED(rte_memseg_get_fd_offset(ms, &offset), ENODEV);
			UT_EQ(rte_malloc_virt2iova(area), RTE_BAD_IOVA);
			UT_EQ(rte_memseg_walk(visit, &n), 0);
			UT_EQ(n, PAGES);
			UT_EQ(rte_eal_get_physmem_size(), 16 << 20);
		}
		UT_EQ(rte_extmem_unregister(area, AREA), 0);
	}
	UT_PTR_EQ(rte_mem_virt2memseg(area, NULL), NULL);
	REFUSED(rte_extmem_unregister(area, AREA), ENOENT);
}

static void
registration_errors(void)
{
	REFUSED(rte_extmem_register(NULL, AREA, NULL, 0, PAGE), EINVAL);
	REFUSED(rte_extmem_register(area, 0, NULL, 0, PAGE), EINVAL);
	REFUSED(rte_extmem_register(area, 100, NULL, 0, PAGE), EINVAL);
	REFUSED(rte_extmem_register(area + 1, PAGE, NULL, 0, PAGE), EINVAL);
	REFUSED(rte_extmem_register(area, AREA, NULL, 0, 64), EINVAL);
	REFUSED(rte_extmem_register(area, AREA, NULL, 0, 12288), EINVAL);
	REFUSED(rte_extmem_register(area, AREA, NULL, 0, 0), EINVAL);
	REFUSED(rte_extmem_register(area, AREA, iova, PAGES - 1, PAGE), EINVAL);
	REFUSED(rte_extmem_register(rte_mem_virt2memseg_list(rte_malloc(NULL, 1, 0))->base_va, PAGE, NULL, 0, PAGE), EEXIST);
	REFUSED(rte_extmem_unregister(NULL, AREA), EINVAL);
}

static int
visit_and_drop(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	size_t *n = arg;

	if (!msl->external)
		return 0;
	if (++*n == 1)
		UT_EQ(rte_extmem_unregister(area, AREA), 0);
	/* The table lives on until the walk has ended. */
	UT_EQ(ms->len, PAGE);
	return 0;
}

static void
unregistering_in_a_walk(void)
{
	struct rte_malloc_socket_stats before, after;
	size_t n = 0;

	UT_STATS(&before);
	UT_EQ(rte_extmem_register(area, AREA, iova, PAGES, PAGE), 0);
	UT_EQ(rte_memseg_walk(visit_and_drop, &n), 0);
	UT_TRUE(n >= 1);
	/* The slot and its table are free for the next one. */
	UT_EQ(rte_extmem_register(area, AREA, iova, PAGES, PAGE), 0);
	UT_EQ(rte_extmem_unregister(area, AREA), 0);
	UT_STATS(&after);
	UT_EQ(after.alloc_count, before.alloc_count);
}

static void
event_count(enum rte_mem_event event, const void *addr, size_t len, void *arg)
{
	(void)addr;
	((size_t *)arg)[event] += len;
}

static void
heap_of_the_application(void)
{
	struct rte_malloc_socket_stats st;
	const struct rte_memzone *mz;
	int socket;
	char *p;

	UT_EQ(rte_malloc_heap_create("mine"), 0);
	socket = rte_malloc_heap_get_socket("mine");
	UT_TRUE(socket >= 256);
	UT_EQ(rte_malloc_heap_socket_is_external(socket), 1);
	UT_EQ(rte_malloc_heap_socket_is_external(0), 0);
	UT_EQ(rte_malloc_heap_socket_is_external(SOCKET_ID_ANY), 0);
	UT_EQ(rte_malloc_heap_socket_is_external(socket + 1), -1);
	UT_EQ(rte_malloc_heap_get_socket("socket_0"), 0);
	UT_PTR_EQ(rte_malloc_socket(NULL, 64, 0, socket), NULL);
	memset(area + 1000000, 0xff, 100000);
	UT_EQ(rte_malloc_heap_memory_add("mine", area, AREA, iova, PAGES, PAGE), 0);
	UT_EQ(rte_malloc_get_socket_stats(socket, &st), 0);
	UT_EQ(st.heap_totalsz_bytes, AREA);
	p = rte_zmalloc_socket(NULL, 2000000, 0, socket);
	UT_NOT_NULL_FATAL(p);
	UT_TRUE(p >= area && p + 2000000 <= area + AREA);
	UT_EQ(p[1050000], 0);
	UT_EQ(rte_malloc_virt2iova(p), iova[(p - area) / PAGE] + (p - area) % PAGE);
	UT_EQ(rte_mem_virt2memseg(p, NULL)->socket_id, socket);
	/* Pages are not contiguous for devices: a contiguous zone fits within one. */
	mz = rte_memzone_reserve("in", 2048, socket, RTE_MEMZONE_IOVA_CONTIG);
	UT_NOT_NULL_FATAL(mz);
	UT_EQ((uintptr_t)mz->addr / PAGE, ((uintptr_t)mz->addr + 2047) / PAGE);
	UT_EQ(mz->iova, rte_malloc_virt2iova(mz->addr));
	UT_PTR_EQ(rte_memzone_reserve("no", 5000, socket, RTE_MEMZONE_IOVA_CONTIG), NULL);
	REFUSED(rte_malloc_heap_memory_remove("mine", area, AREA), EBUSY);
	REFUSED(rte_malloc_heap_destroy("mine"), EBUSY);
	REFUSED(rte_extmem_unregister(area, AREA), ENOENT);
	UT_EQ(rte_memzone_free(mz), 0);
	rte_free(p);
	REFUSED(rte_malloc_heap_memory_remove("mine", area, PAGE), ENOENT);
	UT_EQ(rte_malloc_heap_memory_remove("mine", area, AREA), 0);
	UT_EQ(rte_malloc_heap_destroy("mine"), 0);
	REFUSED(rte_malloc_heap_get_socket("mine"), ENOENT);
	/* The memory is ours again. */
	memset(area, 0, AREA);
}

static void
several_areas_in_a_heap(void)
{
	unsigned int i, n = 0;
	void *p[16];
	int socket;

	UT_EQ(rte_malloc_heap_create("many"), 0);
	socket = rte_malloc_heap_get_socket("many");
	for (i = 0; i < 8; i++)
		UT_EQ(rte_malloc_heap_memory_add("many", area + i * (AREA / 8), AREA / 8, NULL, 0, PAGE), 0);
	while (n < 16 && (p[n] = rte_malloc_socket(NULL, 300000, 0, socket)) != NULL)
		n++;
	UT_EQ(n, 8);
	UT_EQ(rte_malloc_virt2iova(p[0]), RTE_BAD_IOVA);
	while (n > 0)
		rte_free(p[--n]);
	for (i = 0; i < 8; i++)
		UT_EQ(rte_malloc_heap_memory_remove("many", area + i * (AREA / 8), AREA / 8), 0);
	UT_EQ(rte_malloc_heap_destroy("many"), 0);
}

static void
heap_errors(void)
{
	char name[40] = "0123456789012345678901234567890";
	unsigned int i;

	REFUSED(rte_malloc_heap_create(NULL), EINVAL);
	REFUSED(rte_malloc_heap_create(""), EINVAL);
	UT_EQ(rte_malloc_heap_create(name), 0);
	REFUSED(rte_malloc_heap_create(name), EEXIST);
	UT_EQ(rte_malloc_heap_destroy(name), 0);
	REFUSED(rte_malloc_heap_create(strcat(name, "1")), EINVAL);
	REFUSED(rte_malloc_heap_create("socket_0"), EEXIST);
	REFUSED(rte_malloc_heap_destroy("socket_0"), EPERM);
	REFUSED(rte_malloc_heap_destroy("nope"), ENOENT);
	REFUSED(rte_malloc_heap_memory_add("nope", area, AREA, NULL, 0, PAGE), ENOENT);
	REFUSED(rte_malloc_heap_memory_add("socket_0", area, AREA, NULL, 0, PAGE), EPERM);
	REFUSED(rte_malloc_heap_memory_remove("socket_0", area, AREA), EPERM);
	REFUSED(rte_malloc_heap_get_socket(NULL), EINVAL);
	for (i = 0; i < RTE_MAX_HEAPS - 1; i++) {
		snprintf(name, sizeof(name), "h%u", i);
		UT_EQ(rte_malloc_heap_create(name), 0);
	}
	REFUSED(rte_malloc_heap_create("one more"), ENOSPC);
	REFUSED(rte_malloc_heap_memory_add("h0", area + 1, AREA, NULL, 0, PAGE), EINVAL);
	REFUSED(rte_malloc_heap_memory_remove("h0", NULL, AREA), EINVAL);
	while (i-- > 0) {
		snprintf(name, sizeof(name), "h%u", i);
		UT_EQ(rte_malloc_heap_destroy(name), 0);
	}
}

static void
slots_are_finite(void)
{
	unsigned int n = 0;

	while (n < 200 && rte_extmem_register(area + n * PAGE, PAGE, NULL, 0, PAGE) == 0)
		n++;
	UT_EQ(n, RTE_MAX_MEMSEG_LISTS - 1);
	UT_EQ(rte_errno, ENOSPC);
	while (n-- > 0)
		UT_EQ(rte_extmem_unregister(area + n * PAGE, PAGE), 0);
}

static void
heaps_tell_events(void)
{
	struct mem_params p = ut_dynamic();
	size_t bytes[2] = { 0, 0 };

	mem_stop();
	UT_EQ_FATAL(mem_start(&p), 0);
	rte_free(rte_malloc(NULL, 100, 0));
	UT_EQ(rte_malloc_heap_create("ev"), 0);
	UT_EQ(rte_mem_event_callback_register("count", event_count, bytes), 0);
	UT_EQ(rte_malloc_heap_memory_add("ev", area, AREA, NULL, 0, PAGE), 0);
	UT_EQ(bytes[RTE_MEM_EVENT_ALLOC], AREA);
	UT_EQ(rte_malloc_heap_memory_remove("ev", area, AREA), 0);
	UT_EQ(bytes[RTE_MEM_EVENT_FREE], AREA);
	mem_stop();
}

UT_MAIN_FIXTURE("extmem", setup, mem_stop,
	{ "registered memory is known until unregistered", registered_memory_is_known },
	{ "bad registrations are refused", registration_errors },
	{ "memory may be unregistered inside a walk", unregistering_in_a_walk },
	{ "a heap serves from memory of the application", heap_of_the_application },
	{ "a heap may have several areas", several_areas_in_a_heap },
	{ "bad heap requests are refused", heap_errors },
	{ "list slots are finite, and free again", slots_are_finite },
	{ "heaps of the application tell events", heaps_tell_events })
