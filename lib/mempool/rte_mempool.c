/* SPDX-License-Identifier: BSD-3-Clause */
/* Life of pools: create, find, free, and the list of them. Memory for objects is the matter of mempool_populate.c. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal_memconfig.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_memory.h>
#include <rte_memzone.h>
#include <rte_tailq.h>

#include "mempool_private.h"

static struct rte_tailq_elem rte_mempool_tailq = {
	.name = "RTE_MEMPOOL",
};
EAL_REGISTER_TAILQ(rte_mempool_tailq)

static struct rte_tailq_entry_head *
mempool_list(void)
{
	return rte_mempool_tailq.head == NULL ? NULL : &rte_mempool_tailq.head->tailq_head;
}

static uint32_t
greatest_common_divisor(uint32_t a, uint32_t b)
{
	while (b != 0) {
		uint32_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Grow an object until its size in cache lines has no divisor in common with the number of channels times ranks, so that
 * the first lines of neighbours stand in different ones. */
static uint64_t
spread_over_channels(uint64_t size)
{
	uint32_t channels = rte_memory_get_nchannel() != 0 ? rte_memory_get_nchannel() : 4;
	uint32_t ranks = rte_memory_get_nrank() != 0 ? rte_memory_get_nrank() : 1;
	uint64_t lines = (size + RTE_MEMPOOL_ALIGN_MASK) / RTE_MEMPOOL_ALIGN;

	while (greatest_common_divisor((uint32_t)(lines % (channels * ranks)), channels * ranks) != 1 && channels * ranks > 1)
		lines++;
	return lines * RTE_MEMPOOL_ALIGN;
}

uint32_t
rte_mempool_calc_obj_size(uint32_t elt_size, uint32_t flags, struct rte_mempool_objsz *sz)
{
	uint64_t header = sizeof(struct rte_mempool_objhdr);
	uint64_t elt = RTE_ALIGN((uint64_t)elt_size, sizeof(uint64_t));
	uint64_t trailer = 0, total;

	if ((flags & RTE_MEMPOOL_F_NO_CACHE_ALIGN) == 0)
		header = RTE_ALIGN(header, (uint64_t)RTE_MEMPOOL_ALIGN);
#ifdef RTE_LIBRTE_MEMPOOL_DEBUG
	trailer = sizeof(struct rte_mempool_objtlr);
#endif
	total = header + elt + trailer;
	if ((flags & RTE_MEMPOOL_F_NO_CACHE_ALIGN) == 0) {
		uint64_t padded = RTE_ALIGN(total, (uint64_t)RTE_MEMPOOL_ALIGN);

		if ((flags & RTE_MEMPOOL_F_NO_SPREAD) == 0)
			padded = spread_over_channels(padded);
		trailer += padded - total;
		total = padded;
	}
	if (total > UINT32_MAX)
		return 0;
	if (sz != NULL) {
		sz->header_size = header;
		sz->elt_size = elt;
		sz->trailer_size = trailer;
		sz->total_size = total;
	}
	return total;
}

static int
creation_check(const char *name, unsigned int n, unsigned int cache_size, unsigned int flags)
{
	if (name == NULL) {
		RTE_LOG(ERR, MEMPOOL, "a pool needs a name\n");
		return -EINVAL;
	}
	if (mempool_list() == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot create pool %s before the runtime is initialized\n", name);
		return -E_RTE_NO_CONFIG;
	}
	if (strnlen(name, RTE_MEMPOOL_NAMESIZE) == RTE_MEMPOOL_NAMESIZE) {
		RTE_LOG(ERR, MEMPOOL, "pool name %s is longer than %zu characters\n", name, RTE_MEMPOOL_NAMESIZE - 1);
		return -ENAMETOOLONG;
	}
	if (n == 0) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: no objects asked for\n", name);
		return -EINVAL;
	}
	if (cache_size > RTE_MEMPOOL_CACHE_MAX_SIZE || cache_size + cache_size / 2 > n) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: cache size %u is above %u or %u / 1.5\n", name, cache_size,
			RTE_MEMPOOL_CACHE_MAX_SIZE, n);
		return -EINVAL;
	}
	if (flags & ~RTE_MEMPOOL_VALID_USER_FLAGS) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: flags %#x are not known\n", name, flags & ~RTE_MEMPOOL_VALID_USER_FLAGS);
		return -EINVAL;
	}
	return 0;
}

/* Reserve the zone of a pool and fill in its structure. NULL with rte_errno. */
static struct rte_mempool *
mempool_reserve(const char *name, unsigned int n, const struct rte_mempool_objsz *sz, unsigned int cache_size,
		unsigned int private_data_size, int socket_id, unsigned int flags)
{
	char mz_name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;
	struct rte_mempool *mp = NULL;
	size_t size = RTE_MEMPOOL_HEADER_SIZE(mp, cache_size) + private_data_size;

	snprintf(mz_name, sizeof(mz_name), RTE_MEMPOOL_MZ_FORMAT, name);
	mz = rte_memzone_reserve_aligned(mz_name, size, socket_id, 0, RTE_MEMPOOL_ALIGN);
	if (mz == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot reserve %zu bytes for pool %s: %s\n", size, name, rte_strerror(rte_errno));
		return NULL;
	}
	mp = mz->addr;
	memset(mp, 0, sizeof(*mp));
	memset((char *)mp + RTE_MEMPOOL_HEADER_SIZE(mp, cache_size), 0, private_data_size);
	snprintf(mp->name, sizeof(mp->name), "%s", name);
	mp->mz = mz;
	mp->flags = flags;
	mp->socket_id = socket_id;
	mp->size = n;
	mp->cache_size = cache_size;
	mp->elt_size = sz->elt_size;
	mp->header_size = sz->header_size;
	mp->trailer_size = sz->trailer_size;
	mp->private_data_size = private_data_size;
	STAILQ_INIT(&mp->elt_list);
	STAILQ_INIT(&mp->mem_list);
	if (cache_size != 0) {
		mp->local_cache = RTE_PTR_ADD(mp, sizeof(*mp));
		for (unsigned int i = 0; i < RTE_MAX_LCORE; i++)
			mempool_cache_init(&mp->local_cache[i], cache_size);
	}
	return mp;
}

/* The default handler for the flags of a pool. */
static const char *
handler_name(unsigned int flags)
{
	switch (flags & (RTE_MEMPOOL_F_SP_PUT | RTE_MEMPOOL_F_SC_GET)) {
	case RTE_MEMPOOL_F_SP_PUT | RTE_MEMPOOL_F_SC_GET:
		return "ring_sp_sc";
	case RTE_MEMPOOL_F_SP_PUT:
		return "ring_sp_mc";
	case RTE_MEMPOOL_F_SC_GET:
		return "ring_mp_sc";
	default:
		return "ring_mp_mc";
	}
}

struct rte_mempool *
rte_mempool_create_empty(const char *name, unsigned int n, unsigned int elt_size, unsigned int cache_size,
			 unsigned int private_data_size, int socket_id, unsigned int flags)
{
	struct rte_tailq_entry *te;
	struct rte_mempool_objsz sz;
	struct rte_mempool *mp;
	int ret;

	RTE_BUILD_BUG_ON(sizeof(struct rte_mempool) != 192);
	RTE_BUILD_BUG_ON(sizeof(struct rte_mempool_cache) != 8256);

	ret = creation_check(name, n, cache_size, flags);
	if (ret < 0) {
		rte_errno = -ret;
		return NULL;
	}
	/* nothing of it can be used by a device before it has memory with a device address */
	flags |= RTE_MEMPOOL_F_NON_IO;
	if (flags & RTE_MEMPOOL_F_NO_CACHE_ALIGN)
		flags |= RTE_MEMPOOL_F_NO_SPREAD;
	if (rte_mempool_calc_obj_size(elt_size, flags, &sz) == 0 || private_data_size > UINT32_MAX - RTE_MEMPOOL_ALIGN) {
		RTE_LOG(ERR, MEMPOOL, "pool %s: objects of %u bytes or a private area of %u bytes are too big\n", name, elt_size,
			private_data_size);
		rte_errno = EINVAL;
		return NULL;
	}
	private_data_size = RTE_ALIGN(private_data_size, RTE_MEMPOOL_ALIGN);

	te = rte_zmalloc("MEMPOOL_TAILQ_ENTRY", sizeof(*te), 0);
	if (te == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot create pool %s: no memory for its list entry\n", name);
		rte_errno = ENOMEM;
		return NULL;
	}
	mp = mempool_reserve(name, n, &sz, cache_size, private_data_size, socket_id, flags);
	if (mp == NULL) {
		rte_free(te);
		return NULL;
	}
	mp->ops_index = mempool_ops_find(handler_name(flags)); /* if there is none, the owner must choose one */
	te->data = mp;
	rte_mcfg_tailq_write_lock();
	TAILQ_INSERT_TAIL(mempool_list(), te, next);
	rte_mcfg_tailq_write_unlock();
	return mp;
}

struct rte_mempool *
rte_mempool_create(const char *name, unsigned int n, unsigned int elt_size, unsigned int cache_size,
		   unsigned int private_data_size, rte_mempool_ctor_t *mp_init, void *mp_init_arg, rte_mempool_obj_cb_t *obj_init,
		   void *obj_init_arg, int socket_id, unsigned int flags)
{
	struct rte_mempool *mp;
	int ret;

	mp = rte_mempool_create_empty(name, n, elt_size, cache_size, private_data_size, socket_id, flags);
	if (mp == NULL)
		return NULL;
	if (mp_init != NULL)
		mp_init(mp, mp_init_arg);
	ret = rte_mempool_populate_default(mp);
	if (ret < 0) {
		rte_mempool_free(mp);
		rte_errno = -ret;
		return NULL;
	}
	if (obj_init != NULL)
		rte_mempool_obj_iter(mp, obj_init, obj_init_arg);
	return mp;
}

void
rte_mempool_free(struct rte_mempool *mp)
{
	struct rte_tailq_entry *te = NULL;

	if (mp == NULL)
		return;
	if (mempool_list() != NULL) {
		rte_mcfg_tailq_write_lock();
		TAILQ_FOREACH(te, mempool_list(), next) {
			if (te->data == mp) {
				TAILQ_REMOVE(mempool_list(), te, next);
				break;
			}
		}
		rte_mcfg_tailq_write_unlock();
	}
	if (te == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot free pool %p: it is not in the list of pools\n", (void *)mp);
		return;
	}
	mempool_event_send(RTE_MEMPOOL_EVENT_DESTROY, mp);
	mempool_chunks_free(mp);
	if (mp->flags & RTE_MEMPOOL_F_POOL_CREATED)
		rte_mempool_ops_free(mp);
	rte_memzone_free(mp->mz);
	rte_free(te);
}

struct rte_mempool *
rte_mempool_lookup(const char *name)
{
	struct rte_tailq_entry *te;
	struct rte_mempool *found = NULL;

	if (name != NULL && mempool_list() != NULL) {
		rte_mcfg_tailq_read_lock();
		TAILQ_FOREACH(te, mempool_list(), next) {
			struct rte_mempool *mp = te->data;

			if (strncmp(name, mp->name, RTE_MEMPOOL_NAMESIZE) == 0) {
				found = mp;
				break;
			}
		}
		rte_mcfg_tailq_read_unlock();
	}
	if (found == NULL)
		rte_errno = ENOENT;
	return found;
}

/* Is mp still in the list? */
static bool
mempool_listed(const struct rte_mempool *mp)
{
	struct rte_tailq_entry *te;

	rte_mcfg_tailq_read_lock();
	TAILQ_FOREACH(te, mempool_list(), next) {
		if (te->data == mp)
			break;
	}
	rte_mcfg_tailq_read_unlock();
	return te != NULL;
}

void
rte_mempool_walk(void (*func)(struct rte_mempool *, void *), void *arg)
{
	struct rte_tailq_entry *te;
	struct rte_mempool **pools;
	unsigned int n = 0, i = 0;

	if (mempool_list() == NULL)
		return;
	rte_mcfg_tailq_read_lock();
	TAILQ_FOREACH(te, mempool_list(), next)
		n++;
	pools = calloc(n + 1, sizeof(*pools));
	if (pools != NULL) {
		TAILQ_FOREACH(te, mempool_list(), next)
			pools[i++] = te->data;
	}
	rte_mcfg_tailq_read_unlock();
	if (pools == NULL) {
		RTE_LOG(ERR, MEMPOOL, "cannot walk over %u pools: no memory\n", n);
		return;
	}
	/* an earlier call may have freed a later pool */
	for (i = 0; i < n; i++) {
		if (mempool_listed(pools[i]))
			func(pools[i], arg);
	}
	free(pools);
}

uint32_t
rte_mempool_obj_iter(struct rte_mempool *mp, rte_mempool_obj_cb_t *obj_cb, void *obj_cb_arg)
{
	struct rte_mempool_objhdr *hdr;
	uint32_t n = 0;

	STAILQ_FOREACH(hdr, &mp->elt_list, next)
		obj_cb(mp, obj_cb_arg, (char *)hdr + sizeof(*hdr), n++);
	return n;
}

uint32_t
rte_mempool_mem_iter(struct rte_mempool *mp, rte_mempool_mem_cb_t *mem_cb, void *mem_cb_arg)
{
	struct rte_mempool_memhdr *memhdr;
	uint32_t n = 0;

	STAILQ_FOREACH(memhdr, &mp->mem_list, next)
		mem_cb(mp, mem_cb_arg, memhdr, n++);
	return n;
}
