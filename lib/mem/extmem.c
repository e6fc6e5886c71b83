/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of the application: made known to look-ups and walks, or given to heaps of its own. */
#include <errno.h>
#include <limits.h>

#include "heap.h"
#include "mem_priv.h"

static int
result(int ret)
{
	if (ret == 0)
		return 0;
	rte_errno = -ret;
	return -1;
}

static bool
area_valid(const void *addr, size_t len, const rte_iova_t *iova, unsigned int n_pages, size_t page_sz)
{
	if (addr == NULL || len == 0 || page_sz == 0 || (page_sz & (page_sz - 1)) != 0 || page_sz < rte_mem_page_size())
		return false;
	if ((uintptr_t)addr % page_sz != 0 || len % page_sz != 0 || len > HEAP_MAX_SIZE || (uintptr_t)addr + len < len)
		return false;
	return len / page_sz <= INT_MAX && (iova == NULL || len / page_sz == n_pages);
}

static bool
area_meets(uintptr_t a, size_t a_len, uintptr_t b, size_t b_len)
{
	return a_len != 0 && b_len != 0 && a < b + b_len && b < a + a_len;
}

/** Is any of it known already, or ours? Map lock. */
static bool
area_taken(const void *addr, size_t len)
{
	struct mem_shared *sh = mem_shared;
	unsigned int i;

	for (i = 0; i < sh->nb_lists; i++)
		if (area_meets((uintptr_t)addr, len, sh->range[i].base, sh->range[i].len))
			return true;
	return area_meets((uintptr_t)addr, len, (uintptr_t)mem_local.window, mem_local.window_len) ||
		area_meets((uintptr_t)addr, len, (uintptr_t)sh, sh->size);
}

static void
table_free(struct rte_memseg *table)
{
	struct mem_list *l;
	struct elem *e = heap_find(table, &l);

	if (e != NULL)
		heap_free(e, l);
}

/** Free the slots of lists that were dropped and are not read any more. */
static void
lists_reap(void)
{
	struct rte_memseg *table;

	do {
		mem_lock_take(&mem_shared->map);
		table = list_reap();
		mem_lock_drop(&mem_shared->map);
		table_free(table);
	} while (table != NULL);
}

static void
table_fill(struct rte_memseg *table, char *addr, const rte_iova_t *iova, unsigned int n, size_t page_sz, int socket)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		table[i] = (struct rte_memseg) {
			.iova = iova != NULL ? iova[i] : RTE_BAD_IOVA,
			.addr = addr + i * page_sz,
			.len = page_sz,
			.hugepage_sz = page_sz,
			.socket_id = socket,
		};
	}
}

/** Make a list of the memory; @p h: a heap will use it. 0 or -errno. */
static int
area_add(void *addr, size_t len, const rte_iova_t *iova, size_t page_sz, struct mem_heap *h, int socket, struct mem_list **out)
{
	unsigned int n = len / page_sz, shift = __builtin_ctzl(page_sz);
	struct rte_memseg *table;
	struct heap_want w;
	struct mem_list *l;
	struct elem *e;
	int ret = -EEXIST;

	lists_reap();
	e = want_set(&w, n * sizeof(*table), 0) ? heap_alloc(SOCKET_ID_ANY, &w) : NULL;
	if (e == NULL)
		return -ENOMEM;
	table = elem_data(e);
	table_fill(table, addr, iova, n, page_sz, socket);
	mem_lock_take(&mem_shared->map);
	if (!area_taken(addr, len)) {
		l = list_claim(addr, shift, page_sz, n, socket, "external", table);
		ret = l != NULL ? 0 : -ENOSPC;
	}
	if (ret == 0) {
		l->msl.external = 1;
		l->msl.memseg_arr.count = n;
		l->msl.heap = h != NULL;
		l->heap = h != NULL ? h - mem_shared->heap : 0;
		l->top = n;
		list_publish(l);
		*out = l;
	}
	mem_lock_drop(&mem_shared->map);
	if (ret != 0)
		table_free(table);
	return ret;
}

/** External list that is exactly this memory, and used by heap @p h (NULL: by none). Map lock. */
static struct mem_list *
area_find(const void *addr, size_t len, const struct mem_heap *h)
{
	struct mem_shared *sh = mem_shared;
	struct mem_list *l;
	unsigned int i;

	for (i = sh->nb_own; i < sh->nb_lists; i++) {
		l = &sh->list[i];
		if (l->used == LIST_USED && l->msl.base_va == addr && l->msl.len == len &&
				(l->msl.heap ? list_heap(l) : NULL) == h)
			return l;
	}
	return NULL;
}

int
rte_extmem_register(void *va_addr, size_t len, rte_iova_t iova_addrs[], unsigned int n_pages, size_t page_sz)
{
	struct mem_list *l;

	if (mem_shared == NULL || !area_valid(va_addr, len, iova_addrs, n_pages, page_sz))
		return result(-EINVAL);
	return result(area_add(va_addr, len, iova_addrs, page_sz, NULL, 0, &l));
}

int
rte_extmem_unregister(void *va_addr, size_t len)
{
	struct mem_list *l;

	if (mem_shared == NULL || va_addr == NULL || len == 0)
		return result(-EINVAL);
	mem_lock_take(&mem_shared->map);
	l = area_find(va_addr, len, NULL);
	if (l != NULL)
		list_drop(l);
	mem_lock_drop(&mem_shared->map);
	lists_reap();
	return result(l != NULL ? 0 : -ENOENT);
}

/** Heap called @p name, or NULL. Map lock. */
static struct mem_heap *
heap_named(const char *name)
{
	struct mem_heap *h;

	for (h = mem_shared->heap; h < mem_shared->heap + RTE_MAX_HEAPS; h++)
		if (heap_socket(h) >= 0 && strcmp(h->name, name) == 0)
			return h;
	return NULL;
}

static bool
name_valid(const char *name)
{
	return mem_shared != NULL && name != NULL && name[0] != '\0' && strnlen(name, HEAP_NAME_LEN) < HEAP_NAME_LEN;
}

/** External heap called @p name into @p h. 0 or -errno. */
static int
heap_external(const char *name, struct mem_heap **h)
{
	if (!name_valid(name))
		return -EINVAL;
	mem_lock_take(&mem_shared->map);
	*h = heap_named(name);
	mem_lock_drop(&mem_shared->map);
	if (*h == NULL)
		return -ENOENT;
	return (*h)->external ? 0 : -EPERM;
}

int
rte_malloc_heap_create(const char *heap_name)
{
	struct mem_shared *sh = mem_shared;
	unsigned int i;
	int ret = 0;

	if (!name_valid(heap_name))
		return result(-EINVAL);
	mem_lock_take(&sh->map);
	for (i = sh->nb_heaps; i < RTE_MAX_HEAPS && heap_socket(&sh->heap[i]) >= 0; i++)
		;
	if (heap_named(heap_name) != NULL)
		ret = -EEXIST;
	else if (i == RTE_MAX_HEAPS || sh->next_socket == INT_MAX)
		ret = -ENOSPC;
	else
		heap_init(&sh->heap[i], heap_name, sh->next_socket++, true);
	mem_lock_drop(&sh->map);
	return result(ret);
}

int
rte_malloc_heap_destroy(const char *heap_name)
{
	struct mem_heap *h;
	int ret = heap_external(heap_name, &h);

	if (ret != 0)
		return result(ret);
	mem_lock_take(&mem_shared->map);
	mem_lock_take(&h->lock);
	if (h->nb_lists != 0)
		ret = -EBUSY;
	else
		__atomic_store_n(&h->id, 0, __ATOMIC_RELEASE);
	mem_lock_drop(&h->lock);
	mem_lock_drop(&mem_shared->map);
	return result(ret);
}

int
rte_malloc_heap_memory_add(const char *heap_name, void *va_addr, size_t len, rte_iova_t iova_addrs[], unsigned int n_pages,
		size_t page_sz)
{
	struct mem_heap *h;
	struct mem_list *l;
	int ret = heap_external(heap_name, &h);

	if (ret == 0 && !area_valid(va_addr, len, iova_addrs, n_pages, page_sz))
		ret = -EINVAL;
	if (ret == 0)
		ret = area_add(va_addr, len, iova_addrs, page_sz, h, heap_socket(h), &l);
	if (ret != 0)
		return result(ret);
	notify_event(RTE_MEM_EVENT_ALLOC, va_addr, len);
	mem_lock_take(&h->lock);
	heap_add_list(h, l);
	mem_lock_drop(&h->lock);
	heap_feed(h, l, va_addr, len, true, NULL);
	return 0;
}

/** Take all of @p l out of @p h. 0, -EBUSY. */
HEAP_FN static int
area_vacate(struct mem_heap *h, struct mem_list *l)
{
	struct elem *e = l->msl.base_va;
	int ret = -EBUSY;

	mem_lock_take(&h->lock);
	if (e->state == ELEM_FREE && e->size == l->msl.len) {
		region_cut(h, l, e, e, e->size);
		heap_del_list(h, l);
		ret = 0;
	}
	mem_lock_drop(&h->lock);
	return ret;
}

int
rte_malloc_heap_memory_remove(const char *heap_name, void *va_addr, size_t len)
{
	struct mem_heap *h;
	struct mem_list *l;
	int ret = heap_external(heap_name, &h);

	if (ret == 0 && (va_addr == NULL || len == 0))
		ret = -EINVAL;
	if (ret != 0)
		return result(ret);
	mem_lock_take(&mem_shared->map);
	l = area_find(va_addr, len, h);
	ret = l != NULL ? area_vacate(h, l) : -ENOENT;
	mem_lock_drop(&mem_shared->map);
	if (ret != 0)
		return result(ret);
	notify_event(RTE_MEM_EVENT_FREE, va_addr, len);
	mem_lock_take(&mem_shared->map);
	list_drop(l);
	mem_lock_drop(&mem_shared->map);
	lists_reap();
	return 0;
}

int
rte_malloc_heap_get_socket(const char *name)
{
	struct mem_heap *h;
	int socket;

	if (!name_valid(name))
		return result(-EINVAL);
	mem_lock_take(&mem_shared->map);
	h = heap_named(name);
	socket = h != NULL ? heap_socket(h) : -1;
	mem_lock_drop(&mem_shared->map);
	return socket >= 0 ? socket : result(-ENOENT);
}

int
rte_malloc_heap_socket_is_external(int socket_id)
{
	struct mem_heap *h;

	if (socket_id == SOCKET_ID_ANY)
		return 0;
	h = mem_shared != NULL ? heap_of_socket(socket_id) : NULL;
	return h != NULL ? h->external : -1;
}
