/* SPDX-License-Identifier: BSD-3-Clause */
/* Making, finding and freeing rings, and showing their state. Moving objects is inline in the headers. */
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal_memconfig.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_memzone.h>
#include <rte_tailq.h>

#include "rte_ring.h"
#include "rte_ring_elem.h"

static struct rte_tailq_elem rte_ring_tailq = {
	.name = RTE_TAILQ_RING_NAME,
};
EAL_REGISTER_TAILQ(rte_ring_tailq)

/* How many producers (consumers) may fall behind in relaxed-tail mode: an eighth of the ring. */
#define RTS_HTD_MAX_DEFAULT(r) ((r)->capacity / 8)
/* Rounds of waiting after which the CPU is offered to others: some ten microseconds. */
#define WAIT_ROUNDS_BEFORE_YIELD 256

#define RING_F_KNOWN (RING_F_SP_ENQ | RING_F_SC_DEQ | RING_F_EXACT_SZ | RING_F_MP_RTS_ENQ | RING_F_MC_RTS_DEQ | \
		      RING_F_MP_HTS_ENQ | RING_F_MC_HTS_DEQ)

void
__rte_ring_wait_round(uint32_t *rounds)
{
	rte_pause();
	if (++*rounds % WAIT_ROUNDS_BEFORE_YIELD == 0)
		sched_yield();
}

/* Slots for a ring asked for with count and flags; 0 if there can be no such ring. */
static uint32_t
ring_slots(unsigned int count, unsigned int flags)
{
	if (count == 0)
		return 0;
	if (flags & RING_F_EXACT_SZ)
		return count < RTE_RING_SZ_MASK / 2 + 1 ? rte_align32pow2(count + 1) : 0;
	return rte_is_power_of_2(count) && count <= RTE_RING_SZ_MASK ? count : 0;
}

/* One of three mutually exclusive flags chooses the mode of a side. */
static int
sync_type_of(unsigned int flags, unsigned int st, unsigned int rts, unsigned int hts, enum rte_ring_sync_type *type)
{
	unsigned int given = flags & (st | rts | hts);

	if (given == 0)
		*type = RTE_RING_SYNC_MT;
	else if (given == st)
		*type = RTE_RING_SYNC_ST;
	else if (given == rts)
		*type = RTE_RING_SYNC_MT_RTS;
	else if (given == hts)
		*type = RTE_RING_SYNC_MT_HTS;
	else
		return -EINVAL;
	return 0;
}

ssize_t
rte_ring_get_memsize_elem(unsigned int esize, unsigned int count)
{
	if (esize == 0 || esize % 4 != 0) {
		RTE_LOG(ERR, RING, "object size %u is not a multiple of 4\n", esize);
		return -EINVAL;
	}
	if (ring_slots(count, 0) == 0) {
		RTE_LOG(ERR, RING, "slot count %u is not a power of 2 up to %u\n", count, RTE_RING_SZ_MASK);
		return -EINVAL;
	}
	return RTE_ALIGN((ssize_t)(sizeof(struct rte_ring) + (size_t)count * esize), RTE_CACHE_LINE_SIZE);
}

ssize_t
rte_ring_get_memsize(unsigned int count)
{
	return rte_ring_get_memsize_elem(sizeof(uintptr_t), count);
}

void
rte_ring_reset(struct rte_ring *r)
{
	__atomic_store_n(&r->prod.head, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&r->cons.head, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&r->prod.tail, 0, __ATOMIC_RELEASE);
	__atomic_store_n(&r->cons.tail, 0, __ATOMIC_RELEASE);
	if (r->prod.sync_type == RTE_RING_SYNC_MT_RTS) {
		__atomic_store_n(&r->rts_prod.head.raw, 0, __ATOMIC_RELAXED);
		__atomic_store_n(&r->rts_prod.tail.raw, 0, __ATOMIC_RELEASE);
	}
	if (r->cons.sync_type == RTE_RING_SYNC_MT_RTS) {
		__atomic_store_n(&r->rts_cons.head.raw, 0, __ATOMIC_RELAXED);
		__atomic_store_n(&r->rts_cons.tail.raw, 0, __ATOMIC_RELEASE);
	}
}

int
rte_ring_init(struct rte_ring *r, const char *name, unsigned int count, unsigned int flags)
{
	enum rte_ring_sync_type prod, cons;
	uint32_t slots = ring_slots(count, flags);

	/* old and new programs share rings, so the places inside never move */
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring, prod) != 128);
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring, cons) != 256);
	RTE_BUILD_BUG_ON(sizeof(struct rte_ring) != 384);
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring_headtail, sync_type) != offsetof(struct rte_ring_hts_headtail, sync_type));
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring_headtail, sync_type) != offsetof(struct rte_ring_rts_headtail, sync_type));
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring_headtail, tail) != offsetof(struct rte_ring_hts_headtail, ht.pos.tail));
	RTE_BUILD_BUG_ON(offsetof(struct rte_ring_headtail, tail) != offsetof(struct rte_ring_rts_headtail, tail.val.pos));

	if (r == NULL || name == NULL) {
		RTE_LOG(ERR, RING, "a ring needs memory and a name\n");
		return -EINVAL;
	}
	if (slots == 0) {
		RTE_LOG(ERR, RING, "ring %s: count %u is not a power of 2 up to %u (or, with an exact size, too big)\n", name,
			count, RTE_RING_SZ_MASK);
		return -EINVAL;
	}
	if (flags & ~RING_F_KNOWN ||
	    sync_type_of(flags, RING_F_SP_ENQ, RING_F_MP_RTS_ENQ, RING_F_MP_HTS_ENQ, &prod) < 0 ||
	    sync_type_of(flags, RING_F_SC_DEQ, RING_F_MC_RTS_DEQ, RING_F_MC_HTS_DEQ, &cons) < 0) {
		RTE_LOG(ERR, RING, "ring %s: flags %#x are unknown or contradict each other\n", name, flags);
		return -EINVAL;
	}
	if (strnlen(name, RTE_RING_NAMESIZE) == RTE_RING_NAMESIZE) {
		RTE_LOG(ERR, RING, "ring name %s is longer than %zu characters\n", name, RTE_RING_NAMESIZE - 1);
		return -ENAMETOOLONG;
	}

	memset(r, 0, sizeof(*r));
	snprintf(r->name, sizeof(r->name), "%s", name);
	r->flags = flags;
	r->size = slots;
	r->mask = slots - 1;
	r->capacity = flags & RING_F_EXACT_SZ ? count : r->mask;
	r->prod.sync_type = prod;
	r->cons.sync_type = cons;
	if (prod == RTE_RING_SYNC_MT_RTS)
		rte_ring_set_prod_htd_max(r, RTS_HTD_MAX_DEFAULT(r));
	if (cons == RTE_RING_SYNC_MT_RTS)
		rte_ring_set_cons_htd_max(r, RTS_HTD_MAX_DEFAULT(r));
	return 0;
}

/* Reserve the memory of a ring and make the ring in it. NULL with rte_errno. */
static struct rte_ring *
ring_reserve(const char *name, unsigned int esize, unsigned int count, int socket_id, unsigned int flags)
{
	char mz_name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;
	struct rte_ring *r;
	ssize_t size;
	int ret;

	if (flags & RING_F_EXACT_SZ && ring_slots(count, flags) != 0)
		size = rte_ring_get_memsize_elem(esize, ring_slots(count, flags));
	else
		size = rte_ring_get_memsize_elem(esize, count);
	if (size < 0) {
		rte_errno = -size;
		return NULL;
	}
	ret = snprintf(mz_name, sizeof(mz_name), "%s%s", RTE_RING_MZ_PREFIX, name);
	if (ret < 0 || (size_t)ret >= sizeof(mz_name)) {
		RTE_LOG(ERR, RING, "ring name %s is longer than %zu characters\n", name, RTE_RING_NAMESIZE - 1);
		rte_errno = ENAMETOOLONG;
		return NULL;
	}
	mz = rte_memzone_reserve_aligned(mz_name, size, socket_id, 0, __alignof__(struct rte_ring));
	if (mz == NULL) {
		RTE_LOG(ERR, RING, "cannot reserve %zd bytes for ring %s: %s\n", size, name, rte_strerror(rte_errno));
		return NULL;
	}
	r = mz->addr;
	ret = rte_ring_init(r, name, count, flags);
	if (ret < 0) {
		rte_memzone_free(mz);
		rte_errno = -ret;
		return NULL;
	}
	r->memzone = mz;
	return r;
}

struct rte_ring *
rte_ring_create_elem(const char *name, unsigned int esize, unsigned int count, int socket_id, unsigned int flags)
{
	struct rte_tailq_entry *te;
	struct rte_ring *r;

	if (name == NULL) {
		RTE_LOG(ERR, RING, "a ring needs a name\n");
		rte_errno = EINVAL;
		return NULL;
	}
	if (rte_ring_tailq.head == NULL) {
		RTE_LOG(ERR, RING, "cannot create ring %s before the runtime is initialized\n", name);
		rte_errno = E_RTE_NO_CONFIG;
		return NULL;
	}
	te = rte_zmalloc("RING_TAILQ_ENTRY", sizeof(*te), 0);
	if (te == NULL) {
		RTE_LOG(ERR, RING, "cannot create ring %s: no memory for its list entry\n", name);
		rte_errno = ENOMEM;
		return NULL;
	}
	r = ring_reserve(name, esize, count, socket_id, flags);
	if (r == NULL) {
		rte_free(te);
		return NULL;
	}
	te->data = r;
	rte_mcfg_tailq_write_lock();
	TAILQ_INSERT_TAIL(&rte_ring_tailq.head->tailq_head, te, next);
	rte_mcfg_tailq_write_unlock();
	return r;
}

struct rte_ring *
rte_ring_create(const char *name, unsigned int count, int socket_id, unsigned int flags)
{
	return rte_ring_create_elem(name, sizeof(uintptr_t), count, socket_id, flags);
}

void
rte_ring_free(struct rte_ring *r)
{
	struct rte_tailq_entry *te = NULL;

	if (r == NULL)
		return;
	if (r->memzone == NULL) {
		RTE_LOG(ERR, RING, "cannot free ring %s: its memory is the caller's\n", r->name);
		return;
	}
	if (rte_ring_tailq.head != NULL) {
		rte_mcfg_tailq_write_lock();
		TAILQ_FOREACH(te, &rte_ring_tailq.head->tailq_head, next) {
			if (te->data == r) {
				TAILQ_REMOVE(&rte_ring_tailq.head->tailq_head, te, next);
				break;
			}
		}
		rte_mcfg_tailq_write_unlock();
	}
	if (te == NULL) {
		RTE_LOG(ERR, RING, "cannot free ring %p: it is not in the list of rings\n", (void *)r);
		return;
	}
	rte_memzone_free(r->memzone);
	rte_free(te);
}

struct rte_ring *
rte_ring_lookup(const char *name)
{
	struct rte_tailq_entry *te;
	struct rte_ring *found = NULL;

	if (name != NULL && rte_ring_tailq.head != NULL) {
		rte_mcfg_tailq_read_lock();
		TAILQ_FOREACH(te, &rte_ring_tailq.head->tailq_head, next) {
			struct rte_ring *r = te->data;

			if (strncmp(name, r->name, RTE_RING_NAMESIZE) == 0) {
				found = r;
				break;
			}
		}
		rte_mcfg_tailq_read_unlock();
	}
	if (found == NULL)
		rte_errno = ENOENT;
	return found;
}

void
rte_ring_dump(FILE *f, const struct rte_ring *r)
{
	fprintf(f, "ring <%s>@%p\n", r->name, (const void *)r);
	fprintf(f, "  flags=%x\n", r->flags);
	fprintf(f, "  size=%" PRIu32 "\n", r->size);
	fprintf(f, "  capacity=%" PRIu32 "\n", r->capacity);
	fprintf(f, "  ct=%" PRIu32 "\n", r->cons.tail);
	fprintf(f, "  ch=%" PRIu32 "\n",
		r->cons.sync_type == RTE_RING_SYNC_MT_RTS ? r->rts_cons.head.val.pos : r->cons.head);
	fprintf(f, "  pt=%" PRIu32 "\n", r->prod.tail);
	fprintf(f, "  ph=%" PRIu32 "\n",
		r->prod.sync_type == RTE_RING_SYNC_MT_RTS ? r->rts_prod.head.val.pos : r->prod.head);
	fprintf(f, "  used=%u\n", rte_ring_count(r));
	fprintf(f, "  avail=%u\n", rte_ring_free_count(r));
}

void
rte_ring_list_dump(FILE *f)
{
	struct rte_tailq_entry *te;

	if (rte_ring_tailq.head == NULL)
		return;
	rte_mcfg_tailq_read_lock();
	TAILQ_FOREACH(te, &rte_ring_tailq.head->tailq_head, next)
		rte_ring_dump(f, te->data);
	rte_mcfg_tailq_read_unlock();
}
