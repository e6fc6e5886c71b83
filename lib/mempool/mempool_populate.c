/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory for the objects of a pool: finding it, having it cut into objects, giving it back. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_memory.h>
#include <rte_memzone.h>

#include "mempool_private.h"

/* Enter an object that was put at vaddr into the pool. */
static void
object_add(struct rte_mempool *mp, void *opaque, void *vaddr, rte_iova_t iova)
{
	struct rte_mempool_objhdr *hdr = rte_mempool_get_header(vaddr);

	RTE_SET_USED(opaque);
	hdr->mp = mp;
	hdr->iova = iova;
	STAILQ_INSERT_TAIL(&mp->elt_list, hdr, next);
	mp->populated_size++;
#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
	hdr->cookie = RTE_MEMPOOL_HEADER_COOKIE2;
	rte_mempool_get_trailer(vaddr)->cookie = RTE_MEMPOOL_TRAILER_COOKIE;
#endif
}

/* The handler makes its data when the first objects come. */
static int
handler_start(struct rte_mempool *mp)
{
	int ret;

	if (mp->flags & RTE_MEMPOOL_F_POOL_CREATED)
		return 0;
	if (mp->ops_index < 0) {
		RTE_LOG(ERR, MEMPOOL, "pool %s has no handler: the default one is not part of this program\n", mp->name);
		return -EINVAL;
	}
	ret = rte_mempool_ops_alloc(mp);
	if (ret < 0) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: handler %s cannot make its data: %s\n", mp->name,
			rte_mempool_get_ops(mp->ops_index)->name, rte_strerror(-ret));
		return ret;
	}
	mp->flags |= RTE_MEMPOOL_F_POOL_CREATED;
	return 0;
}

void
mempool_chunks_free(struct rte_mempool *mp)
{
	struct rte_mempool_memhdr *chunk;

	STAILQ_INIT(&mp->elt_list);
	mp->populated_size = 0;
	while ((chunk = STAILQ_FIRST(&mp->mem_list)) != NULL) {
		STAILQ_REMOVE_HEAD(&mp->mem_list, next);
		mp->nb_mem_chunks--;
		if (chunk->free_cb != NULL)
			chunk->free_cb(chunk, chunk->opaque);
		rte_free(chunk);
	}
	mp->flags |= RTE_MEMPOOL_F_NON_IO;
}

/* Empty a pool whose objects nobody had yet. */
static void
populate_undo(struct rte_mempool *mp)
{
	void *obj;

	while (rte_mempool_ops_dequeue_bulk(mp, &obj, 1) == 0)
		;
	mempool_chunks_free(mp);
}

/* Put objects into one contiguous piece of memory. Their number (then *memhdr is the piece), 0 if none fits, -errno.
 * A handler that fails in the middle leaves the pool empty. */
static int
chunk_add(struct rte_mempool *mp, char *vaddr, rte_iova_t iova, size_t len, struct rte_mempool_memhdr **memhdr)
{
	size_t align = mp->flags & RTE_MEMPOOL_F_NO_CACHE_ALIGN ? sizeof(uint64_t) : RTE_MEMPOOL_ALIGN;
	size_t skip = RTE_PTR_DIFF(RTE_PTR_ALIGN_CEIL(vaddr, align), vaddr);
	uint32_t before = mp->populated_size;
	struct rte_mempool_memhdr *chunk;
	int ret;

	if (skip > len)
		return 0;
	chunk = rte_zmalloc("MEMPOOL_MEMHDR", sizeof(*chunk), 0);
	if (chunk == NULL)
		return -ENOMEM;
	chunk->mp = mp;
	chunk->addr = vaddr;
	chunk->iova = iova;
	chunk->len = len;
	ret = rte_mempool_ops_populate(mp, mp->size - mp->populated_size, vaddr + skip,
				       iova == RTE_BAD_IOVA ? RTE_BAD_IOVA : iova + skip, len - skip, object_add, NULL);
	if (ret <= 0) {
		rte_free(chunk);
		if (mp->populated_size != before)
			populate_undo(mp);
		return ret;
	}
	STAILQ_INSERT_TAIL(&mp->mem_list, chunk, next);
	mp->nb_mem_chunks++;
	if (iova != RTE_BAD_IOVA)
		mp->flags &= ~RTE_MEMPOOL_F_NON_IO;
	*memhdr = chunk;
	return ret;
}

/* To be called with all pieces in place. */
static int
populate_done(struct rte_mempool *mp, int added)
{
	if (mp->populated_size == mp->size)
		mempool_event_send(RTE_MEMPOOL_EVENT_READY, mp);
	return added;
}

int
rte_mempool_populate_iova(struct rte_mempool *mp, char *vaddr, rte_iova_t iova, size_t len,
			  rte_mempool_memchunk_free_cb_t *free_cb, void *opaque)
{
	struct rte_mempool_memhdr *chunk;
	int ret;

	ret = handler_start(mp);
	if (ret < 0)
		return ret;
	if (mp->populated_size >= mp->size)
		return -ENOSPC;
	ret = chunk_add(mp, vaddr, iova, len, &chunk);
	if (ret <= 0)
		return ret == 0 ? -EINVAL : ret;
	chunk->free_cb = free_cb;
	chunk->opaque = opaque;
	return populate_done(mp, ret);
}

/* Bytes from addr on, len at most, that devices see in one piece beginning at *iova. */
static size_t
contiguous_length(const char *addr, size_t len, size_t pg_sz, rte_iova_t *iova)
{
	size_t run = RTE_MIN(pg_sz - ((uintptr_t)addr & (pg_sz - 1)), len);

	*iova = rte_mem_virt2iova(addr);
	while (*iova != RTE_BAD_IOVA && run < len && rte_mem_virt2iova(addr + run) == *iova + run)
		run += RTE_MIN(pg_sz, len - run);
	return run;
}

int
rte_mempool_populate_virt(struct rte_mempool *mp, char *addr, size_t len, size_t pg_sz,
			  rte_mempool_memchunk_free_cb_t *free_cb, void *opaque)
{
	struct rte_mempool_memhdr *chunk, *first = NULL;
	int ret, added = 0;
	rte_iova_t iova;
	size_t run;

	if (mp->flags & RTE_MEMPOOL_F_NO_IOVA_CONTIG)
		return rte_mempool_populate_iova(mp, addr, RTE_BAD_IOVA, len, free_cb, opaque);
	if (pg_sz == 0 || (pg_sz & (pg_sz - 1)) != 0)
		return -EINVAL;
	ret = handler_start(mp);
	if (ret < 0)
		return ret;
	if (mp->populated_size >= mp->size)
		return -ENOSPC;

	for (; len > 0 && mp->populated_size < mp->size; addr += run, len -= run) {
		run = contiguous_length(addr, len, pg_sz, &iova);
		ret = chunk_add(mp, addr, iova, run, &chunk);
		if (ret < 0) {
			if (first != NULL)
				populate_undo(mp);
			return ret;
		}
		if (ret > 0 && first == NULL)
			first = chunk;
		added += ret;
	}
	if (first == NULL)
		return -EINVAL;
	first->free_cb = free_cb;
	first->opaque = opaque;
	return populate_done(mp, added);
}

struct page_search {
	int socket_id;
	size_t smallest;
};

static int
page_compare(const struct rte_memseg_list *msl, void *arg)
{
	struct page_search *search = arg;
	bool mine = search->socket_id == SOCKET_ID_ANY ? !msl->external : search->socket_id == msl->socket_id;

	if (mine && msl->page_sz != 0 && msl->page_sz < search->smallest)
		search->smallest = msl->page_sz;
	return 0;
}

int
rte_mempool_get_page_size(struct rte_mempool *mp, size_t *pg_sz)
{
	struct page_search search = {mp->socket_id, SIZE_MAX};
	int external = rte_malloc_heap_socket_is_external(mp->socket_id);

	if (external < 0)
		return -EINVAL;
	if (mp->flags & RTE_MEMPOOL_F_NO_IOVA_CONTIG || (!external && rte_eal_iova_mode() == RTE_IOVA_VA)) {
		*pg_sz = 0;
		return 0;
	}
	rte_memseg_list_walk(page_compare, &search);
	*pg_sz = search.smallest == SIZE_MAX ? rte_mem_page_size() : search.smallest;
	return 0;
}

static void
zone_free(struct rte_mempool_memhdr *memhdr, void *opaque)
{
	RTE_SET_USED(memhdr);
	rte_memzone_free(opaque);
}

/*
 * Put up to n objects into a new zone, number idx of the pool. While there is no memory of *limit bytes, half of it is tried.
 * Number of objects or -errno.
 */
static int
zone_add(struct rte_mempool *mp, uint32_t n, unsigned int idx, size_t pg_sz, size_t *limit)
{
	char name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;
	size_t min_chunk_size, align, size;
	bool whole;
	ssize_t need;
	int ret;

	need = rte_mempool_ops_calc_mem_size(mp, n, pg_sz == 0 ? 0 : rte_bsf64(pg_sz), &min_chunk_size, &align);
	if (need < 0)
		return need;
	ret = snprintf(name, sizeof(name), RTE_MEMPOOL_MZ_FORMAT "_%u", mp->name, idx);
	if (ret < 0 || (size_t)ret >= sizeof(name))
		return -ENAMETOOLONG;
	/* a handler that wants all in one piece wants it in one piece for devices too */
	whole = (size_t)need == min_chunk_size && (mp->flags & RTE_MEMPOOL_F_NO_IOVA_CONTIG) == 0;
	for (;;) {
		size = RTE_MIN((size_t)need, *limit);
		mz = rte_memzone_reserve_aligned(name, size, mp->socket_id, whole ? RTE_MEMZONE_IOVA_CONTIG : 0, align);
		if (mz != NULL)
			break;
		if (rte_errno != ENOMEM || size / 2 < min_chunk_size)
			return -rte_errno;
		*limit = size / 2;
	}
	if (pg_sz == 0 || whole)
		ret = rte_mempool_populate_iova(mp, mz->addr, mp->flags & RTE_MEMPOOL_F_NO_IOVA_CONTIG ? RTE_BAD_IOVA : mz->iova,
						mz->len, zone_free, RTE_PTR_ADD(mz, 0));
	else
		ret = rte_mempool_populate_virt(mp, mz->addr, mz->len, pg_sz, zone_free, RTE_PTR_ADD(mz, 0));
	if (ret < 0)
		rte_memzone_free(mz);
	return ret == -EINVAL ? -ENOMEM : ret;
}

int
rte_mempool_populate_default(struct rte_mempool *mp)
{
	size_t pg_sz, limit = SIZE_MAX;
	unsigned int idx = 0;
	int ret;

	if (mp->nb_mem_chunks != 0)
		return -EEXIST;
	ret = handler_start(mp);
	if (ret < 0)
		return ret;
	ret = rte_mempool_get_page_size(mp, &pg_sz);
	while (ret >= 0 && mp->populated_size < mp->size)
		ret = zone_add(mp, mp->size - mp->populated_size, idx++, pg_sz, &limit);
	if (ret < 0) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: no memory for its %u objects of %u bytes: %s\n", mp->name, mp->size,
			mp->header_size + mp->elt_size + mp->trailer_size, rte_strerror(-ret));
		populate_undo(mp);
		return ret;
	}
	return mp->size;
}

static void
anonymous_free(struct rte_mempool_memhdr *memhdr, void *opaque)
{
	munmap(memhdr->addr, (size_t)(uintptr_t)opaque);
}

int
rte_mempool_populate_anon(struct rte_mempool *mp)
{
	size_t min_chunk_size, align;
	size_t pg_sz = rte_mem_page_size();
	ssize_t size;
	char *addr;
	int ret;

	if (!STAILQ_EMPTY(&mp->mem_list)) {
		rte_errno = EEXIST;
		return 0;
	}
	ret = handler_start(mp);
	if (ret < 0) {
		rte_errno = -ret;
		return 0;
	}
	size = rte_mempool_ops_calc_mem_size(mp, mp->size, rte_bsf64(pg_sz), &min_chunk_size, &align);
	if (size < 0 || align > pg_sz) {
		rte_errno = size < 0 ? -size : EINVAL;
		return 0;
	}
	addr = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (addr == MAP_FAILED) {
		rte_errno = errno;
		return 0;
	}
	/* pages that devices address by their place in memory must stay there */
	if (rte_eal_iova_mode() == RTE_IOVA_PA && mlock(addr, size) < 0)
		ret = -errno;
	else
		ret = rte_mempool_populate_virt(mp, addr, size, pg_sz, anonymous_free, (void *)(uintptr_t)size);
	if (ret < 0) {
		munmap(addr, size);
		rte_errno = -ret;
		return 0;
	}
	if (mp->populated_size < mp->size) {
		populate_undo(mp);
		rte_errno = ENOMEM;
		return 0;
	}
	return mp->size;
}
