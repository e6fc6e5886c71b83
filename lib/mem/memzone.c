/* SPDX-License-Identifier: BSD-3-Clause */
/* Named memory: a table in the shared configuration, the memory itself from the heaps. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "heap.h"
#include "mem_priv.h"

static unsigned int
zone_hash(const char *name)
{
	uint32_t h = 2166136261u;

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h % ZONE_BUCKETS;
}

static inline bool
bit_get(const uint64_t *words, unsigned int i)
{
	return words[i / 64] >> (i % 64) & 1;
}

static inline void
bit_set(uint64_t *words, unsigned int i)
{
	words[i / 64] |= 1ULL << (i % 64);
}

static inline void
bit_clear(uint64_t *words, unsigned int i)
{
	words[i / 64] &= ~(1ULL << (i % 64));
}

/** Slot of @p name, -1 none. Zone lock. */
static int
zone_find(const struct mem_zones *z, const char *name)
{
	unsigned int slot;

	for (slot = z->bucket[zone_hash(name)]; slot != 0; slot = z->next[slot - 1])
		if (strcmp(z->zone[slot - 1].name, name) == 0)
			return slot - 1;
	return -1;
}

/** Take the lowest free slot for @p name. Slot, -EEXIST, -ENOSPC. */
static int
zone_claim(struct mem_zones *z, const char *name)
{
	unsigned int i, hash = zone_hash(name);
	int slot = -ENOSPC;

	mem_lock_take(&z->lock);
	if (zone_find(z, name) >= 0) {
		slot = -EEXIST;
	} else if (z->count < RTE_MAX_MEMZONE) {
		for (i = 0; z->claimed[i] == UINT64_MAX; i++)
			;
		slot = i * 64 + __builtin_ctzll(~z->claimed[i]);
		bit_set(z->claimed, slot);
		z->count++;
		memset(&z->zone[slot], 0, sizeof(z->zone[slot]));
		strcpy(z->zone[slot].name, name);
		z->next[slot] = z->bucket[hash];
		z->bucket[hash] = slot + 1;
	}
	mem_lock_drop(&z->lock);
	return slot;
}

/** Opposite of zone_claim(). Zone lock. */
static void
zone_unclaim(struct mem_zones *z, unsigned int slot)
{
	uint16_t *link = &z->bucket[zone_hash(z->zone[slot].name)];

	while (*link != slot + 1)
		link = &z->next[*link - 1];
	*link = z->next[slot];
	bit_clear(z->claimed, slot);
	z->count--;
	memset(&z->zone[slot], 0, sizeof(z->zone[slot]));
}

/** Page sizes that @p flags ask for. */
static uint64_t
zone_pages(unsigned int flags)
{
	static const struct {
		unsigned int flag;
		uint64_t size;
	} map[] = {
		{ RTE_MEMZONE_256KB, RTE_PGSIZE_256K },
		{ RTE_MEMZONE_2MB, RTE_PGSIZE_2M },
		{ RTE_MEMZONE_16MB, RTE_PGSIZE_16M },
		{ RTE_MEMZONE_256MB, RTE_PGSIZE_256M },
		{ RTE_MEMZONE_512MB, RTE_PGSIZE_512M },
		{ RTE_MEMZONE_1GB, RTE_PGSIZE_1G },
		{ RTE_MEMZONE_4GB, RTE_PGSIZE_4G },
		{ RTE_MEMZONE_16GB, RTE_PGSIZE_16G },
	};
	uint64_t mask = 0;
	unsigned int i;

	for (i = 0; i < RTE_DIM(map); i++)
		if (flags & map[i].flag)
			mask |= map[i].size;
	return mask;
}

/** What a reservation asks the heap for. 0, -EINVAL, -ENOMEM. */
static int
zone_want(struct heap_want *w, size_t len, unsigned int flags, unsigned int align, unsigned int bound)
{
	if ((align & (align - 1)) != 0 || (bound & (bound - 1)) != 0)
		return -EINVAL;
	if (len > SIZE_MAX - RTE_CACHE_LINE_SIZE)
		return -EINVAL;
	len = RTE_CACHE_LINE_ROUNDUP(len == 0 ? bound : len);
	if (bound != 0 && len > bound)
		return -EINVAL;
	if (!want_set(w, len, align))
		return -ENOMEM;
	w->bound = bound;
	w->contig = flags & RTE_MEMZONE_IOVA_CONTIG;
	w->page_mask = zone_pages(flags);
	return 0;
}

static struct elem *
zone_alloc(struct heap_want *w, int socket, unsigned int flags)
{
	struct elem *e = w->size != 0 ? heap_alloc(socket, w) : heap_alloc_largest(socket, w);

	if (e == NULL && flags & RTE_MEMZONE_SIZE_HINT_ONLY && w->page_mask != 0) {
		w->page_mask = 0;
		e = w->size != 0 ? heap_alloc(socket, w) : heap_alloc_largest(socket, w);
	}
	return e;
}

/** Fill a claimed slot and let look-ups find it. */
static const struct rte_memzone *
zone_publish(struct mem_zones *z, unsigned int slot, struct elem *e, size_t len)
{
	struct rte_memzone *mz = &z->zone[slot];
	const struct mem_list *l = elem_list(e);

	mem_lock_take(&z->lock);
	mz->addr = elem_data(e);
	mz->iova = l->msl.external ? rte_malloc_virt2iova(mz->addr) : rte_mem_virt2iova(mz->addr);
	mz->len = len;
	mz->hugepage_sz = l->page_sz;
	mz->socket_id = l->msl.socket_id;
	bit_set(z->ready, slot);
	mem_lock_drop(&z->lock);
	return mz;
}

static const struct rte_memzone *
zone_refuse(int err)
{
	rte_errno = err;
	return NULL;
}

const struct rte_memzone *
rte_memzone_reserve_bounded(const char *name, size_t len, int socket_id, unsigned int flags, unsigned int align,
		unsigned int bound)
{
	struct mem_zones *z;
	struct heap_want w;
	struct elem *e;
	int ret, slot;

	if (mem_shared == NULL || name == NULL || name[0] == '\0' || (socket_id < 0 && socket_id != SOCKET_ID_ANY))
		return zone_refuse(EINVAL);
	if (strnlen(name, RTE_MEMZONE_NAMESIZE) == RTE_MEMZONE_NAMESIZE)
		return zone_refuse(ENAMETOOLONG);
	z = &mem_shared->zones;
	slot = zone_claim(z, name);
	if (slot < 0)
		return zone_refuse(-slot);
	ret = zone_want(&w, len, flags, align, bound);
	e = ret == 0 ? zone_alloc(&w, socket_id, flags) : NULL;
	if (e != NULL)
		return zone_publish(z, slot, e, w.size);
	mem_lock_take(&z->lock);
	zone_unclaim(z, slot);
	mem_lock_drop(&z->lock);
	return zone_refuse(ret == -EINVAL ? EINVAL : ENOMEM);
}

const struct rte_memzone *
rte_memzone_reserve_aligned(const char *name, size_t len, int socket_id, unsigned int flags, unsigned int align)
{
	return rte_memzone_reserve_bounded(name, len, socket_id, flags, align, 0);
}

const struct rte_memzone *
rte_memzone_reserve(const char *name, size_t len, int socket_id, unsigned int flags)
{
	return rte_memzone_reserve_bounded(name, len, socket_id, flags, RTE_CACHE_LINE_SIZE, 0);
}

int
rte_memzone_free(const struct rte_memzone *mz)
{
	struct mem_zones *z = mem_shared != NULL ? &mem_shared->zones : NULL;
	size_t offset = z != NULL ? (uintptr_t)mz - (uintptr_t)z->zone : 0;
	unsigned int slot = offset / sizeof(*mz);
	void *addr = NULL;

	if (z == NULL || mz == NULL || offset % sizeof(*mz) != 0 || offset >= sizeof(z->zone))
		return -EINVAL;
	mem_lock_take(&z->lock);
	if (bit_get(z->ready, slot)) {
		addr = mz->addr;
		bit_clear(z->ready, slot);
		zone_unclaim(z, slot);
	}
	mem_lock_drop(&z->lock);
	if (addr == NULL)
		return -EINVAL;
	rte_free(addr);
	return 0;
}

const struct rte_memzone *
rte_memzone_lookup(const char *name)
{
	struct mem_zones *z;
	int slot;

	if (mem_shared == NULL || name == NULL)
		return zone_refuse(EINVAL);
	z = &mem_shared->zones;
	mem_lock_take(&z->lock);
	slot = zone_find(z, name);
	if (slot >= 0 && !bit_get(z->ready, slot))
		slot = -1;
	mem_lock_drop(&z->lock);
	return slot >= 0 ? &z->zone[slot] : zone_refuse(ENOENT);
}

/** First zone at or after slot @p i, -1 none. */
static int
zone_next(struct mem_zones *z, unsigned int i)
{
	uint64_t word;
	int slot = -1;

	mem_lock_take(&z->lock);
	while (i < RTE_MAX_MEMZONE && slot < 0) {
		word = z->ready[i / 64] >> (i % 64);
		if (word != 0)
			slot = i + __builtin_ctzll(word);
		i = (i | 63) + 1;
	}
	mem_lock_drop(&z->lock);
	return slot;
}

void
rte_memzone_walk(void (*func)(const struct rte_memzone *mz, void *arg), void *arg)
{
	struct mem_zones *z = mem_shared != NULL ? &mem_shared->zones : NULL;
	int i;

	if (z == NULL || func == NULL)
		return;
	for (i = zone_next(z, 0); i >= 0; i = zone_next(z, i + 1))
		func(&z->zone[i], arg);
}

static void
zone_dump(const struct rte_memzone *mz, void *arg)
{
	const struct mem_zones *z = &mem_shared->zones;

	fprintf(arg, "Zone %u: name:<%s>, len:0x%zx, virt:%p, ", (unsigned int)(mz - z->zone), mz->name, mz->len, mz->addr);
	fprintf(arg, "iova:0x%" PRIx64 ", pagesz:0x%" PRIx64 ", socket_id:%" PRId32 ", flags:%" PRIx32 "\n", mz->iova,
			mz->hugepage_sz, mz->socket_id, mz->flags);
}

void
rte_memzone_dump(FILE *f)
{
	rte_memzone_walk(zone_dump, f);
}
