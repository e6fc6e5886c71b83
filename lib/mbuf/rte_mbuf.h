/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Packet buffers: pools of them, packets made of one or several segments, and sharing of their data.
 *
 * A direct mbuf owns its buffer. An indirect mbuf shows the buffer of a direct one, an external one a buffer of somebody else;
 * both are counted, and the buffer is released when the last user goes. Nobody changes data that is shown more than once.
 */
#ifndef _RTE_MBUF_H_
#define _RTE_MBUF_H_

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_mempool.h>
#include <rte_memory.h>
#include <rte_atomic.h>
#include <rte_prefetch.h>
#include <rte_branch_prediction.h>
#include <rte_byteorder.h>
#include <rte_mbuf_ptype.h>
#include <rte_mbuf_core.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @return Name of the receive flag @p mask (one of RTE_MBUF_F_RX_*), NULL if it is none. Context: any thread. Since: 2.0. */
const char *rte_get_rx_ol_flag_name(uint64_t mask);

/**
 * Write the names of the receive flags in @p mask, each with a space behind it; what is not known of checksums is named too.
 * @return 0, or -1: @p buflen bytes are too few (as many names as fit are written). Context: any thread. Since: 16.11.
 */
int rte_get_rx_ol_flag_list(uint64_t mask, char *buf, size_t buflen);

/** As rte_get_rx_ol_flag_name(), for transmit flags. */
const char *rte_get_tx_ol_flag_name(uint64_t mask);

/** As rte_get_rx_ol_flag_list(), for transmit flags. */
int rte_get_tx_ol_flag_list(uint64_t mask, char *buf, size_t buflen);

/** Bring the first cache line of @p m near. */
static inline void
rte_mbuf_prefetch_part1(struct rte_mbuf *m)
{
	rte_prefetch0(&m->cacheline0);
}

/** Bring the second cache line of @p m near. */
static inline void
rte_mbuf_prefetch_part2(struct rte_mbuf *m)
{
	rte_prefetch0(&m->cacheline1);
}

/** Bring @p m near before it is freed; nothing is done now, the first line is in use at that time anyway. */
#define RTE_MBUF_PREFETCH_TO_FREE(m) RTE_SET_USED(m)

/*
 * Where things are.
 */

static inline uint16_t rte_pktmbuf_priv_size(struct rte_mempool *mp);

/** @return Address of the buffer of @p m for devices. Since: 22.11. */
static inline rte_iova_t
rte_mbuf_iova_get(const struct rte_mbuf *m)
{
	return m->buf_iova;
}

/** Set the address of the buffer of @p m for devices. Since: 22.11. */
static inline void
rte_mbuf_iova_set(struct rte_mbuf *m, rte_iova_t iova)
{
	m->buf_iova = iova;
}

/** @return Address of the data of @p mb for devices. Since: 17.11. */
static inline rte_iova_t
rte_mbuf_data_iova(const struct rte_mbuf *mb)
{
	return rte_mbuf_iova_get(mb) + mb->data_off;
}

/** @return Address for devices of the data of @p mb as it stands after allocation. Since: 17.11. */
static inline rte_iova_t
rte_mbuf_data_iova_default(const struct rte_mbuf *mb)
{
	return rte_mbuf_iova_get(mb) + RTE_PKTMBUF_HEADROOM;
}

/** @return The direct mbuf whose buffer @p mi shows. Since: 2.1. */
static inline struct rte_mbuf *
rte_mbuf_from_indirect(struct rte_mbuf *mi)
{
	return (struct rte_mbuf *)RTE_PTR_SUB(mi->buf_addr, sizeof(*mi) + mi->priv_size);
}

/** @return Start of the own buffer of @p mb, whose pool is @p mp. Since: 19.02. */
static inline char *
rte_mbuf_buf_addr(struct rte_mbuf *mb, struct rte_mempool *mp)
{
	return (char *)mb + sizeof(*mb) + rte_pktmbuf_priv_size(mp);
}

/** @return Start of the data of @p mb as it stands after allocation. Since: 19.02. */
static inline char *
rte_mbuf_data_addr_default(struct rte_mbuf *mb)
{
	return rte_mbuf_buf_addr(mb, mb->pool) + RTE_PKTMBUF_HEADROOM;
}

/** @return Start of the own buffer of @p md. Since: 2.1. */
static inline char *
rte_mbuf_to_baddr(struct rte_mbuf *md)
{
	return rte_mbuf_buf_addr(md, md->pool);
}

/** @return The private area of @p m. Since: 19.05. */
static inline void *
rte_mbuf_to_priv(struct rte_mbuf *m)
{
	return RTE_PTR_ADD(m, sizeof(struct rte_mbuf));
}

/** What stands in the private area of a packet pool. */
struct rte_pktmbuf_pool_private {
	uint16_t mbuf_data_room_size; /**< bytes of a buffer */
	uint16_t mbuf_priv_size;      /**< bytes of an mbuf's private area */
	uint32_t flags;               /**< RTE_PKTMBUF_POOL_F_* */
};

/** The mbufs have no buffers of their own: external ones belong to them for ever. */
#define RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF (1 << 0)

/** @return RTE_PKTMBUF_POOL_F_* of the packet pool @p mp. Since: 20.02. */
static inline uint32_t
rte_pktmbuf_priv_flags(struct rte_mempool *mp)
{
	return ((struct rte_pktmbuf_pool_private *)rte_mempool_get_priv(mp))->flags;
}

/** Does an external buffer belong to @p mb for ever? */
#define RTE_MBUF_HAS_PINNED_EXTBUF(mb) (rte_pktmbuf_priv_flags((mb)->pool) & RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF)

/** @return Bytes of a buffer of the packet pool @p mp, headroom included. Since: 2.1. */
static inline uint16_t
rte_pktmbuf_data_room_size(struct rte_mempool *mp)
{
	return ((struct rte_pktmbuf_pool_private *)rte_mempool_get_priv(mp))->mbuf_data_room_size;
}

/** @return Bytes of the private area of each mbuf of the packet pool @p mp. Since: 2.1. */
static inline uint16_t
rte_pktmbuf_priv_size(struct rte_mempool *mp)
{
	return ((struct rte_pktmbuf_pool_private *)rte_mempool_get_priv(mp))->mbuf_priv_size;
}

/*
 * Checks.
 */

/** Panic if @p m is damaged; @p is_header: it is the first segment. Context: its owner. Since: 2.0. */
void rte_mbuf_sanity_check(const struct rte_mbuf *m, int is_header);

/**
 * Find out if @p m is damaged.
 * @param is_header Not 0: it is the first segment, its chain is looked at too. @param reason Gets what is wrong.
 * @return 0, or -1. Context: its owner. Since: 19.08.
 */
int rte_mbuf_check(const struct rte_mbuf *m, int is_header, const char **reason);

#ifdef RTE_LIBRTE_MBUF_DEBUG
#define __rte_mbuf_sanity_check(m, is_h) rte_mbuf_sanity_check(m, is_h)
#else
#define __rte_mbuf_sanity_check(m, is_h) do { } while (0)
#endif

/*
 * Counting users. An acquire when the count is read, since the last user may write over what the others read.
 */

#ifdef RTE_MBUF_REFCNT_ATOMIC

/** @return Users of @p m. Since: 2.0. */
static inline uint16_t
rte_mbuf_refcnt_read(const struct rte_mbuf *m)
{
	return __atomic_load_n(&m->refcnt, __ATOMIC_ACQUIRE);
}

/** Set the number of users of @p m, which nobody else knows. Since: 2.0. */
static inline void
rte_mbuf_refcnt_set(struct rte_mbuf *m, uint16_t new_value)
{
	__atomic_store_n(&m->refcnt, new_value, __ATOMIC_RELAXED);
}

/** @internal Add @p value. @return The new count. */
static inline uint16_t
__rte_mbuf_refcnt_update(struct rte_mbuf *m, int16_t value)
{
	return __atomic_add_fetch(&m->refcnt, (uint16_t)value, __ATOMIC_ACQ_REL);
}

/** Add @p value to the number of users of @p m. @return The new number. Since: 2.0. */
static inline uint16_t
rte_mbuf_refcnt_update(struct rte_mbuf *m, int16_t value)
{
	/* the only user need not lock out others */
	if (likely(rte_mbuf_refcnt_read(m) == 1)) {
		rte_mbuf_refcnt_set(m, (uint16_t)(1 + value));
		return (uint16_t)(1 + value);
	}
	return __rte_mbuf_refcnt_update(m, value);
}

#else

/** @return Users of @p m, all of them in one thread. */
static inline uint16_t
rte_mbuf_refcnt_read(const struct rte_mbuf *m)
{
	return m->refcnt;
}

/** Set the number of users of @p m. */
static inline void
rte_mbuf_refcnt_set(struct rte_mbuf *m, uint16_t new_value)
{
	m->refcnt = new_value;
}

/** @internal Add @p value. @return The new count. */
static inline uint16_t
__rte_mbuf_refcnt_update(struct rte_mbuf *m, int16_t value)
{
	m->refcnt = (uint16_t)(m->refcnt + value);
	return m->refcnt;
}

/** Add @p value to the number of users of @p m. @return The new number. */
static inline uint16_t
rte_mbuf_refcnt_update(struct rte_mbuf *m, int16_t value)
{
	return __rte_mbuf_refcnt_update(m, value);
}

#endif

/** @return Users of an external buffer. Since: 18.05. */
static inline uint16_t
rte_mbuf_ext_refcnt_read(const struct rte_mbuf_ext_shared_info *shinfo)
{
	return __atomic_load_n(&shinfo->refcnt, __ATOMIC_ACQUIRE);
}

/** Set the number of users of an external buffer that nobody else knows. Since: 18.05. */
static inline void
rte_mbuf_ext_refcnt_set(struct rte_mbuf_ext_shared_info *shinfo, uint16_t new_value)
{
	__atomic_store_n(&shinfo->refcnt, new_value, __ATOMIC_RELAXED);
}

/** Add @p value to the number of users of an external buffer. @return The new number. Since: 18.05. */
static inline uint16_t
rte_mbuf_ext_refcnt_update(struct rte_mbuf_ext_shared_info *shinfo, int16_t value)
{
	if (likely(rte_mbuf_ext_refcnt_read(shinfo) == 1)) {
		rte_mbuf_ext_refcnt_set(shinfo, (uint16_t)(1 + value));
		return (uint16_t)(1 + value);
	}
	return __atomic_add_fetch(&shinfo->refcnt, (uint16_t)value, __ATOMIC_ACQ_REL);
}

/*
 * Pools.
 */

/**
 * Make an object of a packet pool an mbuf; for rte_mempool_create() and rte_mempool_obj_iter().
 * @param opaque_arg Not used. @param m The object, zeroed in front of its buffer. @param i Its number.
 * Context: while nobody uses the pool. Since: 2.0.
 */
void rte_pktmbuf_init(struct rte_mempool *mp, void *opaque_arg, void *m, unsigned int i);

/**
 * Fill the private area of a packet pool, which must have room for struct rte_pktmbuf_pool_private.
 * @param opaque_arg A struct rte_pktmbuf_pool_private; NULL: no private areas, the rest of an object is its buffer.
 * Context: before rte_pktmbuf_init(). Since: 2.0.
 */
void rte_pktmbuf_pool_init(struct rte_mempool *mp, void *opaque_arg);

/**
 * Create a packet pool with the handler of rte_mbuf_best_mempool_ops().
 * @param n Number of mbufs. @param cache_size As for rte_mempool_create().
 * @param priv_size Bytes of the private area of each, a multiple of RTE_MBUF_PRIV_ALIGN.
 * @param data_room_size Bytes of each buffer, headroom included; 0 if no data is ever in the mbuf itself.
 * @return The pool, or NULL with rte_errno: EINVAL (priv_size, n, cache_size, handler), others as rte_mempool_create().
 * Context: any thread. Lifetime: until rte_mempool_free(). Since: 2.1.
 */
struct rte_mempool *rte_pktmbuf_pool_create(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size,
					    uint16_t data_room_size, int socket_id);

/** As rte_pktmbuf_pool_create(), with the mempool handler @p ops_name. Since: 18.02. */
struct rte_mempool *rte_pktmbuf_pool_create_by_ops(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size,
						   uint16_t data_room_size, int socket_id, const char *ops_name);

/** A piece of memory of the caller to be cut into buffers. */
struct rte_pktmbuf_extmem {
	void *buf_ptr;
	rte_iova_t buf_iova; /**< its address for devices, contiguous */
	size_t buf_len;      /**< bytes */
	uint16_t elt_size;   /**< bytes from one buffer to the next */
};

/**
 * Create a packet pool whose mbufs use memory of the caller for ever.
 * @param ext_mem @p ext_num pieces, together with room for @p n buffers; read during the call only.
 * Otherwise as rte_pktmbuf_pool_create(); EINVAL also if a piece is not valid or the room too small. Since: 20.02.
 */
struct rte_mempool *rte_pktmbuf_pool_create_extbuf(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size,
						   uint16_t data_room_size, int socket_id,
						   const struct rte_pktmbuf_extmem *ext_mem, unsigned int ext_num);

/*
 * Allocating and freeing.
 */

/** @internal Is @p m as a free mbuf should be? */
static __rte_always_inline void
__rte_mbuf_raw_sanity_check(const struct rte_mbuf *m)
{
	RTE_ASSERT(rte_mbuf_refcnt_read(m) == 1);
	RTE_ASSERT(m->next == NULL);
	RTE_ASSERT(m->nb_segs == 1);
	RTE_ASSERT(!RTE_MBUF_CLONED(m));
	RTE_ASSERT(!RTE_MBUF_HAS_EXTBUF(m) ||
		   (RTE_MBUF_HAS_PINNED_EXTBUF(m) && rte_mbuf_ext_refcnt_read(m->shinfo) == 1));
	__rte_mbuf_sanity_check(m, 0);
	RTE_SET_USED(m);
}

#define MBUF_RAW_ALLOC_CHECK(m) __rte_mbuf_raw_sanity_check(m)

/** Take an mbuf without preparing it: it has one user and one segment. @return It, or NULL. Context: any thread. Since: 16.11. */
static inline struct rte_mbuf *
rte_mbuf_raw_alloc(struct rte_mempool *mp)
{
	void *obj;

	if (rte_mempool_get(mp, &obj) < 0)
		return NULL;
	__rte_mbuf_raw_sanity_check((struct rte_mbuf *)obj);
	return (struct rte_mbuf *)obj;
}

/** Give @p m back to its pool; it is direct (or pinned) and has one user and one segment. Context: any thread. Since: 17.05. */
static __rte_always_inline void
rte_mbuf_raw_free(struct rte_mbuf *m)
{
	__rte_mbuf_raw_sanity_check(m);
	rte_mempool_put(m->pool, m);
}

/** Set the data of the empty @p m behind the default headroom. Since: 16.04. */
static inline void
rte_pktmbuf_reset_headroom(struct rte_mbuf *m)
{
	m->data_off = RTE_MIN((uint16_t)RTE_PKTMBUF_HEADROOM, m->buf_len);
}

/** Make @p m an empty packet. Since: 2.0. */
static inline void
rte_pktmbuf_reset(struct rte_mbuf *m)
{
	m->next = NULL;
	m->pkt_len = 0;
	m->tx_offload = 0;
	m->vlan_tci = 0;
	m->vlan_tci_outer = 0;
	m->nb_segs = 1;
	m->port = RTE_MBUF_PORT_INVALID;

	m->ol_flags &= RTE_MBUF_F_EXTERNAL;
	m->packet_type = 0;
	rte_pktmbuf_reset_headroom(m);

	m->data_len = 0;
	__rte_mbuf_sanity_check(m, 1);
}

/** Take an empty packet from @p mp. @return It, or NULL: none is free. Context: any thread. Since: 2.0. */
static inline struct rte_mbuf *
rte_pktmbuf_alloc(struct rte_mempool *mp)
{
	struct rte_mbuf *m = rte_mbuf_raw_alloc(mp);

	if (likely(m != NULL))
		rte_pktmbuf_reset(m);
	return m;
}

/** Take @p count empty packets. @return 0, or -ENOBUFS: fewer are free, none is taken. Context: any thread. Since: 16.04. */
static inline int
rte_pktmbuf_alloc_bulk(struct rte_mempool *pool, struct rte_mbuf **mbufs, unsigned int count)
{
	int ret = rte_mempool_get_bulk(pool, (void **)mbufs, count);

	if (unlikely(ret != 0))
		return ret;
	for (unsigned int i = 0; i < count; i++) {
		__rte_mbuf_raw_sanity_check(mbufs[i]);
		rte_pktmbuf_reset(mbufs[i]);
	}
	return 0;
}

/*
 * Sharing.
 */

/**
 * Prepare the users' count of an external buffer at the end of the buffer itself.
 * @param buf_len Bytes of the buffer; becomes what is left for data. @param free_cb Called with @p fcb_opaque by the last user.
 * @return The count, at 1, or NULL: the buffer is too small. Lifetime: as the buffer. Since: 18.05.
 */
static inline struct rte_mbuf_ext_shared_info *
rte_pktmbuf_ext_shinfo_init_helper(void *buf_addr, uint16_t *buf_len, rte_mbuf_extbuf_free_callback_t free_cb, void *fcb_opaque)
{
	const uintptr_t start = (uintptr_t)buf_addr;
	struct rte_mbuf_ext_shared_info *shinfo;
	uintptr_t place;

	if (*buf_len <= sizeof(*shinfo))
		return NULL;
	place = RTE_ALIGN_FLOOR(start + *buf_len - sizeof(*shinfo), (uintptr_t)sizeof(uintptr_t));
	if (place <= start)
		return NULL;
	shinfo = (struct rte_mbuf_ext_shared_info *)RTE_PTR_ADD(buf_addr, place - start);
	shinfo->free_cb = free_cb;
	shinfo->fcb_opaque = fcb_opaque;
	rte_mbuf_ext_refcnt_set(shinfo, 1);
	*buf_len = (uint16_t)(place - start);
	return shinfo;
}

/**
 * Let the direct mbuf @p m show @p buf_len bytes of an external buffer; it is empty, without headroom, afterwards.
 * @param shinfo Its users' count, in which @p m is counted already; its callback runs in the thread that frees the last user.
 * Since: 18.05.
 */
static inline void
rte_pktmbuf_attach_extbuf(struct rte_mbuf *m, void *buf_addr, rte_iova_t buf_iova, uint16_t buf_len,
			  struct rte_mbuf_ext_shared_info *shinfo)
{
	RTE_ASSERT(RTE_MBUF_DIRECT(m) && rte_mbuf_refcnt_read(m) == 1);
	RTE_ASSERT(shinfo->free_cb != NULL);

	m->buf_addr = buf_addr;
	rte_mbuf_iova_set(m, buf_iova);
	m->buf_len = buf_len;
	m->data_len = 0;
	m->data_off = 0;
	m->ol_flags |= RTE_MBUF_F_EXTERNAL;
	m->shinfo = shinfo;
}

/** Let go of an external buffer; as rte_pktmbuf_detach(). */
#define rte_pktmbuf_detach_extbuf(m) rte_pktmbuf_detach(m)

/** Copy all dynamic fields. Since: 19.11. */
static inline void
rte_mbuf_dynfield_copy(struct rte_mbuf *mdst, const struct rte_mbuf *msrc)
{
	memcpy(&mdst->dynfield1, msrc->dynfield1, sizeof(mdst->dynfield1));
}

/** @internal Copy what is known of a packet besides its data. */
static inline void
__rte_pktmbuf_copy_hdr(struct rte_mbuf *mdst, const struct rte_mbuf *msrc)
{
	mdst->port = msrc->port;
	mdst->vlan_tci = msrc->vlan_tci;
	mdst->vlan_tci_outer = msrc->vlan_tci_outer;
	mdst->tx_offload = msrc->tx_offload;
	mdst->hash = msrc->hash;
	mdst->packet_type = msrc->packet_type;
	mdst->timesync = msrc->timesync;
	rte_mbuf_dynfield_copy(mdst, msrc);
}

/**
 * Let the direct mbuf @p mi, which has one user, show the data of the segment @p m; @p m gains a user. Its chain is not followed.
 * Since: 2.0.
 */
static inline void
rte_pktmbuf_attach(struct rte_mbuf *mi, struct rte_mbuf *m)
{
	RTE_ASSERT(RTE_MBUF_DIRECT(mi) && rte_mbuf_refcnt_read(mi) == 1);

	if (RTE_MBUF_HAS_EXTBUF(m)) {
		rte_mbuf_ext_refcnt_update(m->shinfo, 1);
		mi->ol_flags = m->ol_flags;
		mi->shinfo = m->shinfo;
	} else {
		/* an indirect mbuf passes its own direct one on */
		rte_mbuf_refcnt_update(rte_mbuf_from_indirect(m), 1);
		mi->priv_size = m->priv_size;
		mi->ol_flags = m->ol_flags | RTE_MBUF_F_INDIRECT;
	}
	__rte_pktmbuf_copy_hdr(mi, m);

	mi->data_off = m->data_off;
	mi->data_len = m->data_len;
	mi->buf_addr = m->buf_addr;
	rte_mbuf_iova_set(mi, rte_mbuf_iova_get(m));
	mi->buf_len = m->buf_len;
	mi->next = NULL;
	mi->pkt_len = mi->data_len;
	mi->nb_segs = 1;

	__rte_mbuf_sanity_check(mi, 1);
	__rte_mbuf_sanity_check(m, 0);
}

/** @internal One user fewer of the external buffer of @p m. */
static inline void
__rte_pktmbuf_free_extbuf(struct rte_mbuf *m)
{
	struct rte_mbuf_ext_shared_info *shinfo = m->shinfo;

	RTE_ASSERT(RTE_MBUF_HAS_EXTBUF(m) && shinfo != NULL);
	if (rte_mbuf_ext_refcnt_update(shinfo, -1) == 0)
		shinfo->free_cb(m->buf_addr, shinfo->fcb_opaque);
}

/** @internal One user fewer of the direct mbuf that @p m shows. */
static inline void
__rte_pktmbuf_free_direct(struct rte_mbuf *m)
{
	struct rte_mbuf *md = rte_mbuf_from_indirect(m);

	RTE_ASSERT(RTE_MBUF_CLONED(m));
	if (rte_mbuf_refcnt_update(md, -1) == 0) {
		md->next = NULL;
		md->nb_segs = 1;
		rte_mbuf_refcnt_set(md, 1);
		rte_mbuf_raw_free(md);
	}
}

/**
 * Let @p m, indirect or external, go back to its own buffer; what it showed loses a user. The segment is empty then. A pinned
 * external buffer stays where it is. Since: 2.0.
 */
static inline void
rte_pktmbuf_detach(struct rte_mbuf *m)
{
	struct rte_mempool *mp = m->pool;
	uint16_t priv_size;

	if (RTE_MBUF_HAS_EXTBUF(m)) {
		if (RTE_MBUF_HAS_PINNED_EXTBUF(m))
			return;
		__rte_pktmbuf_free_extbuf(m);
	} else {
		__rte_pktmbuf_free_direct(m);
	}
	priv_size = rte_pktmbuf_priv_size(mp);
	m->priv_size = priv_size;
	m->buf_addr = (char *)m + sizeof(*m) + priv_size;
	rte_mbuf_iova_set(m, rte_mempool_virt2iova(m) + sizeof(*m) + priv_size);
	m->buf_len = rte_pktmbuf_data_room_size(mp);
	rte_pktmbuf_reset_headroom(m);
	m->pkt_len -= m->data_len;
	m->data_len = 0;
	m->ol_flags = 0;
}

/** @internal One user fewer of the pinned buffer of @p m. @return 0: @p m can be freed; 1: others still show the buffer. */
static inline int
__rte_pktmbuf_pinned_extbuf_decref(struct rte_mbuf *m)
{
	struct rte_mbuf_ext_shared_info *shinfo = m->shinfo;

	m->ol_flags = RTE_MBUF_F_EXTERNAL;
	if (likely(rte_mbuf_ext_refcnt_read(shinfo) == 1))
		return 0;
	/* the last of the others frees the mbuf along with its buffer */
	if (likely(__atomic_sub_fetch(&shinfo->refcnt, 1, __ATOMIC_ACQ_REL) != 0))
		return 1;
	rte_mbuf_ext_refcnt_set(shinfo, 1);
	return 0;
}

/**
 * One user fewer of the segment @p m; if it was the last, make it ready for its pool.
 * @return @p m, then to be given to its pool, or NULL: others still use it. Context: any thread. Since: 17.05.
 */
static __rte_always_inline struct rte_mbuf *
rte_pktmbuf_prefree_seg(struct rte_mbuf *m)
{
	__rte_mbuf_sanity_check(m, 0);

	if (unlikely(rte_mbuf_refcnt_read(m) != 1)) {
		if (__rte_mbuf_refcnt_update(m, -1) != 0)
			return NULL;
		rte_mbuf_refcnt_set(m, 1);
	}
	if (unlikely(!RTE_MBUF_DIRECT(m))) {
		rte_pktmbuf_detach(m);
		if (RTE_MBUF_HAS_EXTBUF(m) && RTE_MBUF_HAS_PINNED_EXTBUF(m) && __rte_pktmbuf_pinned_extbuf_decref(m))
			return NULL;
	}
	/* lines that are clean stay clean */
	if (m->next != NULL)
		m->next = NULL;
	if (m->nb_segs != 1)
		m->nb_segs = 1;
	return m;
}

/** Free the segment @p m alone. Context: any thread. Since: 2.0. */
static __rte_always_inline void
rte_pktmbuf_free_seg(struct rte_mbuf *m)
{
	m = rte_pktmbuf_prefree_seg(m);
	if (likely(m != NULL))
		rte_mbuf_raw_free(m);
}

/** Free the packet @p m, all its segments; NULL is harmless. Context: any thread. Since: 2.0. */
static inline void
rte_pktmbuf_free(struct rte_mbuf *m)
{
	struct rte_mbuf *next;

	if (m != NULL)
		__rte_mbuf_sanity_check(m, 1);
	for (; m != NULL; m = next) {
		next = m->next;
		rte_pktmbuf_free_seg(m);
	}
}

/** Free @p count packets, of any pools; NULL among them is harmless. Context: any thread. Since: 19.11. */
void rte_pktmbuf_free_bulk(struct rte_mbuf **mbufs, unsigned int count);

/**
 * Make a packet of mbufs of @p mp that shows the data of @p md.
 * @return It, or NULL: @p mp has too few mbufs. Context: any thread; @p md has a user more. Since: 2.0.
 */
struct rte_mbuf *rte_pktmbuf_clone(struct rte_mbuf *md, struct rte_mempool *mp);

/**
 * Make a packet of mbufs of @p mp with a copy of up to @p length bytes of @p m from byte @p offset on (UINT32_MAX: all).
 * @return It, or NULL: @p mp has too few mbufs, or the packet ends before @p offset. Since: 19.11.
 */
struct rte_mbuf *rte_pktmbuf_copy(const struct rte_mbuf *m, struct rte_mempool *mp, uint32_t offset, uint32_t length);

/** Add @p v to the number of users of each segment of @p m. Since: 2.0. */
static inline void
rte_pktmbuf_refcnt_update(struct rte_mbuf *m, int16_t v)
{
	__rte_mbuf_sanity_check(m, 1);
	for (; m != NULL; m = m->next)
		rte_mbuf_refcnt_update(m, v);
}

/*
 * Data.
 */

/** @return Bytes before the data in the segment @p m. Since: 2.0. */
static inline uint16_t
rte_pktmbuf_headroom(const struct rte_mbuf *m)
{
	__rte_mbuf_sanity_check(m, 0);
	return m->data_off;
}

/** @return Bytes behind the data in the segment @p m. Since: 2.0. */
static inline uint16_t
rte_pktmbuf_tailroom(const struct rte_mbuf *m)
{
	__rte_mbuf_sanity_check(m, 0);
	return (uint16_t)(m->buf_len - rte_pktmbuf_headroom(m) - m->data_len);
}

/** @return The last segment of @p m. Since: 2.0. */
static inline struct rte_mbuf *
rte_pktmbuf_lastseg(struct rte_mbuf *m)
{
	__rte_mbuf_sanity_check(m, 1);
	while (m->next != NULL)
		m = m->next;
	return m;
}

/** Put @p len bytes in front of the data. @return Their start, or NULL: the headroom is too small. Since: 2.0. */
static inline char *
rte_pktmbuf_prepend(struct rte_mbuf *m, uint16_t len)
{
	__rte_mbuf_sanity_check(m, 1);
	if (unlikely(len > rte_pktmbuf_headroom(m)))
		return NULL;
	m->data_off = (uint16_t)(m->data_off - len);
	m->data_len = (uint16_t)(m->data_len + len);
	m->pkt_len = m->pkt_len + len;
	return (char *)m->buf_addr + m->data_off;
}

/** Put @p len bytes behind the data. @return Their start, or NULL: the tailroom of the last segment is too small. Since: 2.0. */
static inline char *
rte_pktmbuf_append(struct rte_mbuf *m, uint16_t len)
{
	struct rte_mbuf *last = rte_pktmbuf_lastseg(m);
	char *tail;

	if (unlikely(len > rte_pktmbuf_tailroom(last)))
		return NULL;
	tail = (char *)last->buf_addr + last->data_off + last->data_len;
	last->data_len = (uint16_t)(last->data_len + len);
	m->pkt_len = m->pkt_len + len;
	return tail;
}

/** Take @p len bytes off the front. @return The new start, or NULL: the first segment has fewer. Since: 2.0. */
static inline char *
rte_pktmbuf_adj(struct rte_mbuf *m, uint16_t len)
{
	__rte_mbuf_sanity_check(m, 1);
	if (unlikely(len > m->data_len))
		return NULL;
	m->data_len = (uint16_t)(m->data_len - len);
	m->data_off = (uint16_t)(m->data_off + len);
	m->pkt_len = m->pkt_len - len;
	return (char *)m->buf_addr + m->data_off;
}

/** Take @p len bytes off the end. @return 0, or -1: the last segment has fewer. Since: 2.0. */
static inline int
rte_pktmbuf_trim(struct rte_mbuf *m, uint16_t len)
{
	struct rte_mbuf *last = rte_pktmbuf_lastseg(m);

	if (unlikely(len > last->data_len))
		return -1;
	last->data_len = (uint16_t)(last->data_len - len);
	m->pkt_len = m->pkt_len - len;
	return 0;
}

/** @return 1 if @p m has one segment, else 0. Since: 2.0. */
static inline int
rte_pktmbuf_is_contiguous(const struct rte_mbuf *m)
{
	__rte_mbuf_sanity_check(m, 1);
	return m->nb_segs == 1;
}

/** @internal rte_pktmbuf_read() where more than one segment is concerned. */
const void *__rte_pktmbuf_read(const struct rte_mbuf *m, uint32_t off, uint32_t len, void *buf);

/**
 * Look at @p len bytes of a packet from byte @p off on.
 * @param buf Space for @p len bytes, used if they are not in one piece.
 * @return Their start, in the packet or in @p buf, or NULL: the packet is shorter. Since: 16.07.
 */
static inline const void *
rte_pktmbuf_read(const struct rte_mbuf *m, uint32_t off, uint32_t len, void *buf)
{
	if (likely((uint64_t)off + len <= rte_pktmbuf_data_len(m)))
		return rte_pktmbuf_mtod_offset(m, char *, off);
	return __rte_pktmbuf_read(m, off, len, buf);
}

/**
 * Put the packet @p tail behind @p head, which is then the packet; @p tail is no packet any more.
 * @return 0, or -EOVERFLOW: more than RTE_MBUF_MAX_NB_SEGS segments, nothing is changed. Since: 16.04.
 */
static inline int
rte_pktmbuf_chain(struct rte_mbuf *head, struct rte_mbuf *tail)
{
	if (head->nb_segs + tail->nb_segs > RTE_MBUF_MAX_NB_SEGS)
		return -EOVERFLOW;
	rte_pktmbuf_lastseg(head)->next = tail;
	head->nb_segs = (uint16_t)(head->nb_segs + tail->nb_segs);
	head->pkt_len += tail->pkt_len;
	/* a segment's packet length is its data */
	tail->pkt_len = tail->data_len;
	return 0;
}

/** @internal rte_pktmbuf_linearize() of more than one segment. */
int __rte_pktmbuf_linearize(struct rte_mbuf *mbuf);

/** Move all data into the first segment and free the others. @return 0, or -1: its tailroom is too small. Since: 17.02. */
static inline int
rte_pktmbuf_linearize(struct rte_mbuf *mbuf)
{
	return rte_pktmbuf_is_contiguous(mbuf) ? 0 : __rte_pktmbuf_linearize(mbuf);
}

/** Write what @p m is, and up to @p dump_len bytes of its data, to @p f. Since: 2.0. */
void rte_pktmbuf_dump(FILE *f, const struct rte_mbuf *m, unsigned int dump_len);

/*
 * Offloads.
 */

/** @return A value for rte_mbuf::tx_offload made of its parts. Since: 19.05. */
static __rte_always_inline uint64_t
rte_mbuf_tx_offload(uint64_t il2, uint64_t il3, uint64_t il4, uint64_t tso, uint64_t ol3, uint64_t ol2, uint64_t unused)
{
	return il2 << RTE_MBUF_L2_LEN_OFS | il3 << RTE_MBUF_L3_LEN_OFS | il4 << RTE_MBUF_L4_LEN_OFS |
	       tso << RTE_MBUF_TSO_SEGSZ_OFS | ol3 << RTE_MBUF_OUTL3_LEN_OFS | ol2 << RTE_MBUF_OUTL2_LEN_OFS |
	       unused << RTE_MBUF_TXOFLD_UNUSED_OFS;
}

/** Do the transmit flags of @p m fit together? @return 0, or -EINVAL. Since: 16.11. */
static inline int
rte_validate_tx_offload(const struct rte_mbuf *m)
{
	const uint64_t f = m->ol_flags;

	if (!(f & RTE_MBUF_F_TX_OFFLOAD_MASK))
		return 0;
	if ((f & RTE_MBUF_F_TX_IP_CKSUM) && (f & RTE_MBUF_F_TX_IPV6))
		return -EINVAL; /* that header has no checksum */
	if ((f & (RTE_MBUF_F_TX_L4_MASK | RTE_MBUF_F_TX_TCP_SEG)) && !(f & (RTE_MBUF_F_TX_IPV4 | RTE_MBUF_F_TX_IPV6)))
		return -EINVAL; /* which pseudo header? */
	if ((f & RTE_MBUF_F_TX_TCP_SEG) &&
	    (m->tso_segsz == 0 || ((f & RTE_MBUF_F_TX_IPV4) && !(f & RTE_MBUF_F_TX_IP_CKSUM))))
		return -EINVAL; /* the length in each header changes */
	if ((f & RTE_MBUF_F_TX_OUTER_IP_CKSUM) && !(f & RTE_MBUF_F_TX_OUTER_IPV4))
		return -EINVAL;
	return 0;
}

/*
 * What a scheduler stores.
 */

/** @return The scheduler's queue of @p m. Since: 19.02. */
static inline uint32_t
rte_mbuf_sched_queue_get(const struct rte_mbuf *m)
{
	return m->hash.sched.queue_id;
}

/** @return The scheduler's traffic class of @p m. Since: 19.02. */
static inline uint8_t
rte_mbuf_sched_traffic_class_get(const struct rte_mbuf *m)
{
	return m->hash.sched.traffic_class;
}

/** @return The scheduler's color of @p m. Since: 19.02. */
static inline uint8_t
rte_mbuf_sched_color_get(const struct rte_mbuf *m)
{
	return m->hash.sched.color;
}

/** Get all that a scheduler stores in @p m. Since: 19.02. */
static inline void
rte_mbuf_sched_get(const struct rte_mbuf *m, uint32_t *queue_id, uint8_t *traffic_class, uint8_t *color)
{
	*queue_id = m->hash.sched.queue_id;
	*traffic_class = m->hash.sched.traffic_class;
	*color = m->hash.sched.color;
}

/** Set the scheduler's queue of @p m. Since: 19.02. */
static inline void
rte_mbuf_sched_queue_set(struct rte_mbuf *m, uint32_t queue_id)
{
	m->hash.sched.queue_id = queue_id;
}

/** Set the scheduler's traffic class of @p m. Since: 19.02. */
static inline void
rte_mbuf_sched_traffic_class_set(struct rte_mbuf *m, uint8_t traffic_class)
{
	m->hash.sched.traffic_class = traffic_class;
}

/** Set the scheduler's color of @p m. Since: 19.02. */
static inline void
rte_mbuf_sched_color_set(struct rte_mbuf *m, uint8_t color)
{
	m->hash.sched.color = color;
}

/** Set all that a scheduler stores in @p m. Since: 19.02. */
static inline void
rte_mbuf_sched_set(struct rte_mbuf *m, uint32_t queue_id, uint8_t traffic_class, uint8_t color)
{
	m->hash.sched.queue_id = queue_id;
	m->hash.sched.traffic_class = traffic_class;
	m->hash.sched.color = color;
	m->hash.sched.reserved = 0;
}

#ifdef __cplusplus
}
#endif

#endif
