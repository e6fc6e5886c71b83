/* SPDX-License-Identifier: BSD-3-Clause */
/* Showing pools and checking them for damage. */
#include <inttypes.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_debug.h>

#include "mempool_private.h"

/* Write what is in the caches of mp. Objects in all of them. */
static unsigned int
caches_dump(FILE *f, const struct rte_mempool *mp)
{
	unsigned int total = 0;

	fprintf(f, "  internal cache infos:\n");
	fprintf(f, "    cache_size=%" PRIu32 "\n", mp->cache_size);
	if (mp->cache_size == 0)
		return 0;
	for (unsigned int i = 0; i < RTE_MAX_LCORE; i++) {
		uint32_t len = __atomic_load_n(&mp->local_cache[i].len, __ATOMIC_RELAXED);

		if (len != 0)
			fprintf(f, "    cache_count[%u]=%" PRIu32 "\n", i, len);
		total += len;
	}
	fprintf(f, "    total_cache_count=%u\n", total);
	return total;
}

void
rte_mempool_dump(FILE *f, struct rte_mempool *mp)
{
	const uint32_t obj_size = mp->header_size + mp->elt_size + mp->trailer_size;
	const struct rte_mempool_memhdr *memhdr;
	unsigned int common = 0;
	size_t bytes = 0;

	fprintf(f, "mempool <%s>@%p\n", mp->name, (void *)mp);
	fprintf(f, "  flags=%x\n", mp->flags);
	fprintf(f, "  socket_id=%d\n", mp->socket_id);
	fprintf(f, "  pool=%p\n", mp->pool_data);
	fprintf(f, "  iova=0x%" PRIx64 "\n", mp->mz->iova);
	fprintf(f, "  nb_mem_chunks=%" PRIu32 "\n", mp->nb_mem_chunks);
	fprintf(f, "  size=%" PRIu32 "\n", mp->size);
	fprintf(f, "  populated_size=%" PRIu32 "\n", mp->populated_size);
	fprintf(f, "  header_size=%" PRIu32 "\n", mp->header_size);
	fprintf(f, "  elt_size=%" PRIu32 "\n", mp->elt_size);
	fprintf(f, "  trailer_size=%" PRIu32 "\n", mp->trailer_size);
	fprintf(f, "  total_obj_size=%" PRIu32 "\n", obj_size);
	fprintf(f, "  private_data_size=%" PRIu32 "\n", mp->private_data_size);
	fprintf(f, "  ops_index=%d\n", mp->ops_index);
	fprintf(f, "  ops_name: <%s>\n", mp->ops_index >= 0 ? rte_mempool_get_ops(mp->ops_index)->name : "NA");
	STAILQ_FOREACH(memhdr, &mp->mem_list, next)
		bytes += memhdr->len;
	if (bytes != 0)
		fprintf(f, "  avg bytes/object=%f\n", (double)bytes / mp->size);

	caches_dump(f, mp);
	if (mp->flags & RTE_MEMPOOL_F_POOL_CREATED)
		common = rte_mempool_ops_get_count(mp);
	fprintf(f, "  common_pool_count=%u\n", common);
}

static void
list_dump_one(struct rte_mempool *mp, void *arg)
{
	rte_mempool_dump(arg, mp);
}

void
rte_mempool_list_dump(FILE *f)
{
	rte_mempool_walk(list_dump_one, f);
}

#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
static void
cookies_check(void *obj, int free)
{
	struct rte_mempool_objhdr *hdr = rte_mempool_get_header(obj);
	uint64_t cookie = hdr->cookie;

	if (cookie != RTE_MEMPOOL_HEADER_COOKIE1 && cookie != RTE_MEMPOOL_HEADER_COOKIE2)
		rte_panic("MEMPOOL: object %p: something wrote over its header (%" PRIx64 ")\n", obj, cookie);
	if (free == 0 && cookie != RTE_MEMPOOL_HEADER_COOKIE2)
		rte_panic("MEMPOOL: object %p: got while it was in use\n", obj);
	if (free == 1 && cookie != RTE_MEMPOOL_HEADER_COOKIE1)
		rte_panic("MEMPOOL: object %p: put while it was free\n", obj);
	if (rte_mempool_get_trailer(obj)->cookie != RTE_MEMPOOL_TRAILER_COOKIE)
		rte_panic("MEMPOOL: object %p: something wrote over its trailer\n", obj);
	if (free == 0)
		hdr->cookie = RTE_MEMPOOL_HEADER_COOKIE1;
	else if (free == 1)
		hdr->cookie = RTE_MEMPOOL_HEADER_COOKIE2;
}
#endif

void
rte_mempool_check_cookies(const struct rte_mempool *mp, void * const *obj_table_const, unsigned int n, int free)
{
	for (unsigned int i = 0; i < n; i++) {
		void *obj = obj_table_const[i];

		if (rte_mempool_from_obj(obj) != mp)
			rte_panic("MEMPOOL: object %p: it is not of pool %s\n", obj, mp->name);
#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
		cookies_check(obj, free);
#else
		RTE_SET_USED(free);
#endif
	}
}

void
rte_mempool_contig_blocks_check_cookies(const struct rte_mempool *mp, void * const *first_obj_table_const, unsigned int n,
					int free)
{
	const size_t obj_size = mp->header_size + mp->elt_size + mp->trailer_size;
	struct rte_mempool_info info;

	if (rte_mempool_ops_get_info(mp, &info) < 0)
		return;
	for (unsigned int i = 0; i < n; i++) {
		for (unsigned int j = 0; j < info.contig_block_size; j++) {
			void *obj = RTE_PTR_ADD(first_obj_table_const[i], j * obj_size);

			rte_mempool_check_cookies(mp, &obj, 1, free);
		}
	}
}

void
rte_mempool_audit(struct rte_mempool *mp)
{
	struct rte_mempool_objhdr *hdr;
	uint32_t n = 0;

	STAILQ_FOREACH(hdr, &mp->elt_list, next) {
		void *obj = (char *)hdr + sizeof(*hdr);

		rte_mempool_check_cookies(mp, &obj, 1, 2);
		n++;
	}
	if (n != mp->populated_size || n > mp->size)
		rte_panic("MEMPOOL: pool %s lists %u objects, not %u\n", mp->name, n, mp->populated_size);
	for (unsigned int i = 0; mp->cache_size != 0 && i < RTE_MAX_LCORE; i++) {
		if (mp->local_cache[i].len > mp->local_cache[i].flushthresh)
			rte_panic("MEMPOOL: pool %s: the cache of lcore %u counts %u objects\n", mp->name, i,
				  mp->local_cache[i].len);
	}
}
