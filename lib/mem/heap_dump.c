/* SPDX-License-Identifier: BSD-3-Clause */
/* Numbers and contents of heaps, for people. */
#include <errno.h>
#include <stdlib.h>

#include "heap.h"
#include "mem_priv.h"

static void
heap_stats(struct mem_heap *h, struct rte_malloc_socket_stats *st)
{
	struct elem *e;
	unsigned int i;

	memset(st, 0, sizeof(*st));
	mem_lock_take(&h->lock);
	for (i = 0; i < h->nb_lists; i++) {
		e = bins_largest(&mem_shared->list[h->list[i]]);
		if (e != NULL)
			st->greatest_free_size = RTE_MAX(st->greatest_free_size, elem_size(e));
	}
	st->heap_totalsz_bytes = h->total;
	st->heap_freesz_bytes = h->free;
	st->heap_allocsz_bytes = h->total - h->free;
	st->free_count = h->nb_free;
	st->alloc_count = h->nb_used;
	mem_lock_drop(&h->lock);
}

int
rte_malloc_get_socket_stats(int socket, struct rte_malloc_socket_stats *socket_stats)
{
	struct mem_heap *h = mem_shared != NULL ? heap_of_socket(socket) : NULL;

	if (h == NULL || socket_stats == NULL)
		return -1;
	heap_stats(h, socket_stats);
	return 0;
}

void
rte_malloc_dump_stats(FILE *f, const char *type)
{
	struct rte_malloc_socket_stats st;
	unsigned int i;

	(void)type;
	for (i = 0; mem_shared != NULL && i < RTE_MAX_HEAPS; i++) {
		struct mem_heap *h = &mem_shared->heap[i];

		if (heap_socket(h) < 0)
			continue;
		heap_stats(h, &st);
		fprintf(f, "Heap id:%u\n\tHeap name:%s\n\tHeap_size:%zu,\n\tFree_size:%zu,\n\tAlloc_size:%zu,\n", i, h->name,
				st.heap_totalsz_bytes, st.heap_freesz_bytes, st.heap_allocsz_bytes);
		fprintf(f, "\tGreatest_free_size:%zu,\n\tAlloc_count:%u,\n\tFree_count:%u,\n", st.greatest_free_size,
				st.alloc_count, st.free_count);
	}
}

HEAP_FN static void
dump_elem(struct elem *e, void *arg)
{
	bool used = e->state == ELEM_USED;

	fprintf(arg, "\t%s block %p: list %u, %zu bytes", used ? "used" : "free", elem_data(e), e->list, e->size);
	if (used)
		fprintf(arg, ", %zu asked for", e->asked);
	fputc('\n', arg);
}

void
rte_malloc_dump_heaps(FILE *f)
{
	char *text = NULL;
	size_t len = 0;
	unsigned int i, j;
	FILE *mem;

	for (i = 0; mem_shared != NULL && i < RTE_MAX_HEAPS; i++) {
		struct mem_heap *h = &mem_shared->heap[i];

		if (heap_socket(h) < 0)
			continue;
		/* Collected first: no lock is held while the stream, which may be anything, is written. */
		mem = open_memstream(&text, &len);
		if (mem == NULL)
			return;
		mem_lock_take(&h->lock);
		fprintf(mem, "Heap id: %u\nHeap name: %s\nHeap size: %zu\n", i, h->name, h->total);
		fprintf(mem, "Blocks in use: %u\nFree blocks: %u\n", h->nb_used, h->nb_free);
		for (j = 0; j < h->nb_lists; j++)
			region_walk(&mem_shared->list[h->list[j]], dump_elem, mem);
		mem_lock_drop(&h->lock);
		fclose(mem);
		fputs(text, f);
		free(text);
	}
}
