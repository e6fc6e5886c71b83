/* SPDX-License-Identifier: BSD-3-Clause */
/* Which handler packet pools get: the user's before the platform's before the default. */
#include <rte_mbuf.h>
#include <rte_mbuf_pool_ops.h>

#include "test/unit/ring/packet_ut.h"

static const char *
handler_of_a_new_pool(void)
{
	struct rte_mempool *mp = rte_pktmbuf_pool_create("ops", 15, 0, 0, 256, SOCKET_ID_ANY);
	const char *name = mp == NULL ? "none" : rte_mempool_get_ops(mp->ops_index)->name;

	rte_mempool_free(mp);
	return name;
}

static void
in_order(void)
{
	static const char long_name[] = "a handler whose name does not fit";

	UT_TRUE(rte_mbuf_user_mempool_ops() == NULL);
	UT_TRUE(rte_mbuf_platform_mempool_ops() == NULL);
	UT_STR_EQ(rte_mbuf_best_mempool_ops(), "ring_mp_mc");

	UT_EQ(rte_mbuf_set_platform_mempool_ops(NULL), -EINVAL);
	UT_EQ(rte_mbuf_set_platform_mempool_ops(""), -EINVAL);
	UT_EQ(rte_mbuf_set_platform_mempool_ops(long_name), -ENAMETOOLONG);
	alloc_fail_at = 1;
	UT_EQ(rte_mbuf_set_user_mempool_ops("x"), -ENOMEM);
	UT_TRUE(rte_mbuf_user_mempool_ops() == NULL);
	alloc_fail_at = 0;
	UT_EQ(rte_mbuf_set_platform_mempool_ops("ring_mt_rts"), 0);
	UT_EQ(rte_mbuf_set_platform_mempool_ops("ring_mt_rts"), 0);
	UT_EQ(rte_mbuf_set_platform_mempool_ops("ring_mt_hts"), -EEXIST);
	UT_STR_EQ(rte_mbuf_platform_mempool_ops(), "ring_mt_rts");
}

static void
user_wins(void)
{
	UT_EQ(rte_mbuf_set_user_mempool_ops("ring_sp_sc"), 0);
	UT_EQ(rte_mbuf_set_user_mempool_ops("ring_mt_hts"), 0);
	UT_STR_EQ(rte_mbuf_user_mempool_ops(), "ring_mt_hts");
	UT_STR_EQ(rte_mbuf_best_mempool_ops(), "ring_mt_hts");
	UT_STR_EQ(handler_of_a_new_pool(), "ring_mt_hts");
	UT_EQ(rte_mbuf_set_user_mempool_ops("no such handler"), 0);
	UT_STR_EQ(handler_of_a_new_pool(), "none");
	UT_EQ(rte_errno, EINVAL);
}

UT_MAIN_FIXTURE("rte_mbuf_pool_ops", runtime_start, runtime_stop,
	{"the platform says it once", in_order},
	{"the user's wish wins", user_wins})
