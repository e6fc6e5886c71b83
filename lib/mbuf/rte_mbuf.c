/* SPDX-License-Identifier: BSD-3-Clause */
/* Packet pools: creating them and making objects mbufs. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_log.h>

#include "rte_mbuf.h"
#include "rte_mbuf_pool_ops.h"

void
rte_pktmbuf_pool_init(struct rte_mempool *mp, void *opaque_arg)
{
	struct rte_pktmbuf_pool_private *priv = rte_mempool_get_priv(mp);
	struct rte_pktmbuf_pool_private whole = {0};
	const struct rte_pktmbuf_pool_private *from = opaque_arg;

	RTE_VERIFY(mp->private_data_size >= sizeof(*priv));
	if (from == NULL) {
		if (mp->elt_size > sizeof(struct rte_mbuf))
			whole.mbuf_data_room_size = RTE_MIN(mp->elt_size - sizeof(struct rte_mbuf), (size_t)UINT16_MAX);
		from = &whole;
	}
	RTE_VERIFY(from->flags & RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF ||
		   mp->elt_size >= sizeof(struct rte_mbuf) + from->mbuf_data_room_size + from->mbuf_priv_size);
	RTE_VERIFY((from->flags & ~RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF) == 0);
	*priv = *from;
}

/* What every mbuf has at first, whatever its buffer. */
static void
mbuf_init(struct rte_mempool *mp, struct rte_mbuf *m, void *buf_addr, rte_iova_t buf_iova)
{
	memset(m, 0, sizeof(*m) + rte_pktmbuf_priv_size(mp));
	m->priv_size = rte_pktmbuf_priv_size(mp);
	m->buf_addr = buf_addr;
	rte_mbuf_iova_set(m, buf_iova);
	m->buf_len = rte_pktmbuf_data_room_size(mp);
	rte_pktmbuf_reset_headroom(m);
	m->pool = mp;
	m->nb_segs = 1;
	m->port = RTE_MBUF_PORT_INVALID;
	rte_mbuf_refcnt_set(m, 1);
}

void
rte_pktmbuf_init(struct rte_mempool *mp, void *opaque_arg, void *_m, unsigned int i)
{
	const size_t offset = sizeof(struct rte_mbuf) + rte_pktmbuf_priv_size(mp);

	RTE_BUILD_BUG_ON(sizeof(struct rte_mbuf) != 128);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, rearm_data) != 16);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, rx_descriptor_fields1) != 32);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, next) != 64);
	RTE_BUILD_BUG_ON(offsetof(struct rte_mbuf, dynfield1) != 92);
	RTE_SET_USED(opaque_arg);
	RTE_SET_USED(i);

	RTE_VERIFY(mp->elt_size >= offset + rte_pktmbuf_data_room_size(mp));
	mbuf_init(mp, _m, (char *)_m + offset, rte_mempool_virt2iova(_m) + offset);
}

/* Where the next mbuf of a pool with external buffers gets its own. */
struct extmem_cursor {
	const struct rte_pktmbuf_extmem *ext_mem;
	unsigned int ext_num;
	unsigned int ext; /* current piece */
	size_t off;       /* offset in it */
};

/* The last user of a pinned buffer is gone and its mbuf was free before: it goes to its pool with its buffer. */
static void
pinned_extmem_free(void *addr, void *opaque)
{
	struct rte_mbuf *m = opaque;

	RTE_SET_USED(addr);
	RTE_ASSERT(RTE_MBUF_HAS_EXTBUF(m));
	rte_mbuf_ext_refcnt_set(m->shinfo, 1);
	m->ol_flags = RTE_MBUF_F_EXTERNAL;
	m->next = NULL;
	m->nb_segs = 1;
	rte_mbuf_raw_free(m);
}

static void
extmem_mbuf_init(struct rte_mempool *mp, void *opaque_arg, void *_m, unsigned int i)
{
	struct extmem_cursor *cursor = opaque_arg;
	struct rte_mbuf *m = _m;
	const struct rte_pktmbuf_extmem *piece;

	RTE_SET_USED(i);
	while (cursor->off + cursor->ext_mem[cursor->ext].elt_size > cursor->ext_mem[cursor->ext].buf_len) {
		cursor->off = 0;
		cursor->ext++;
		RTE_VERIFY(cursor->ext < cursor->ext_num);
	}
	piece = &cursor->ext_mem[cursor->ext];
	mbuf_init(mp, m, RTE_PTR_ADD(piece->buf_ptr, cursor->off),
		  piece->buf_iova == RTE_BAD_IOVA ? RTE_BAD_IOVA : piece->buf_iova + cursor->off);
	cursor->off += piece->elt_size;

	m->ol_flags = RTE_MBUF_F_EXTERNAL;
	m->shinfo = RTE_PTR_ADD(m, sizeof(*m) + rte_pktmbuf_priv_size(mp));
	m->shinfo->free_cb = pinned_extmem_free;
	m->shinfo->fcb_opaque = m;
	rte_mbuf_ext_refcnt_set(m->shinfo, 1);
}

/* The part that all packet pools have in common. NULL with rte_errno. */
static struct rte_mempool *
packet_pool_create(const char *name, unsigned int n, unsigned int cache_size, size_t elt_size, int socket_id,
		   const char *ops_name, struct rte_pktmbuf_pool_private *priv, rte_mempool_obj_cb_t *obj_init,
		   void *obj_init_arg)
{
	struct rte_mempool *mp;
	int ret;

	if (priv->mbuf_priv_size % RTE_MBUF_PRIV_ALIGN != 0) {
		RTE_LOG(ERR, MBUF, "pool %s: private size %u is not a multiple of %d\n", name, priv->mbuf_priv_size,
			RTE_MBUF_PRIV_ALIGN);
		rte_errno = EINVAL;
		return NULL;
	}
	mp = rte_mempool_create_empty(name, n, elt_size, cache_size, sizeof(*priv), socket_id, 0);
	if (mp == NULL)
		return NULL;
	ret = rte_mempool_set_ops_byname(mp, ops_name != NULL ? ops_name : rte_mbuf_best_mempool_ops(), NULL);
	if (ret == 0) {
		rte_pktmbuf_pool_init(mp, priv);
		ret = rte_mempool_populate_default(mp);
	}
	if (ret < 0) {
		rte_mempool_free(mp);
		rte_errno = -ret;
		return NULL;
	}
	rte_mempool_obj_iter(mp, obj_init, obj_init_arg);
	return mp;
}

struct rte_mempool *
rte_pktmbuf_pool_create_by_ops(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size,
			       uint16_t data_room_size, int socket_id, const char *ops_name)
{
	struct rte_pktmbuf_pool_private priv = {
		.mbuf_data_room_size = data_room_size,
		.mbuf_priv_size = priv_size,
	};
	size_t elt_size = sizeof(struct rte_mbuf) + priv_size + data_room_size;

	return packet_pool_create(name, n, cache_size, elt_size, socket_id, ops_name, &priv, rte_pktmbuf_init, NULL);
}

struct rte_mempool *
rte_pktmbuf_pool_create(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size, uint16_t data_room_size,
			int socket_id)
{
	return rte_pktmbuf_pool_create_by_ops(name, n, cache_size, priv_size, data_room_size, socket_id, NULL);
}

/* Is there room for n buffers of data_room_size bytes? */
static int
extmem_check(const char *name, unsigned int n, uint16_t data_room_size, const struct rte_pktmbuf_extmem *ext_mem,
	     unsigned int ext_num)
{
	uint64_t room = 0;

	if (ext_mem == NULL || ext_num == 0) {
		RTE_LOG(ERR, MBUF, "pool %s: no external memory\n", name);
		return -EINVAL;
	}
	for (unsigned int i = 0; i < ext_num; i++) {
		if (ext_mem[i].buf_ptr == NULL || ext_mem[i].elt_size == 0 || ext_mem[i].elt_size < data_room_size) {
			RTE_LOG(ERR, MBUF, "pool %s: external memory %u: address %p, buffers of %u bytes for %u of data\n", name,
				i, ext_mem[i].buf_ptr, ext_mem[i].elt_size, data_room_size);
			return -EINVAL;
		}
		room += ext_mem[i].buf_len / ext_mem[i].elt_size;
	}
	if (room < n) {
		RTE_LOG(ERR, MBUF, "pool %s: external memory has room for %ju of %u buffers\n", name, (uintmax_t)room, n);
		return -EINVAL;
	}
	return 0;
}

struct rte_mempool *
rte_pktmbuf_pool_create_extbuf(const char *name, unsigned int n, unsigned int cache_size, uint16_t priv_size,
			       uint16_t data_room_size, int socket_id, const struct rte_pktmbuf_extmem *ext_mem,
			       unsigned int ext_num)
{
	struct rte_pktmbuf_pool_private priv = {
		.mbuf_data_room_size = data_room_size,
		.mbuf_priv_size = priv_size,
		.flags = RTE_PKTMBUF_POOL_F_PINNED_EXT_BUF,
	};
	struct extmem_cursor cursor = {ext_mem, ext_num, 0, 0};
	size_t elt_size = sizeof(struct rte_mbuf) + priv_size + sizeof(struct rte_mbuf_ext_shared_info);

	if (extmem_check(name, n, data_room_size, ext_mem, ext_num) < 0) {
		rte_errno = EINVAL;
		return NULL;
	}
	return packet_pool_create(name, n, cache_size, elt_size, socket_id, NULL, &priv, extmem_mbuf_init, &cursor);
}
