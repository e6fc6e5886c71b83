/* SPDX-License-Identifier: BSD-3-Clause */
/* Members and tables of interrupt handles. */
#include <errno.h>
#include <stdlib.h>

#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "ut.h"

static void
a_fresh_handle_is_empty(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_SHARED);

	UT_NOT_NULL_FATAL(h);
	UT_EQ(rte_intr_fd_get(h), -1);
	UT_EQ(rte_intr_dev_fd_get(h), -1);
	UT_EQ(rte_intr_type_get(h), RTE_INTR_HANDLE_UNKNOWN);
	UT_EQ(rte_intr_nb_efd_get(h), 0);
	UT_EQ(rte_intr_max_intr_get(h), 0);
	UT_TRUE(rte_intr_nb_intr_get(h) >= 32);
	UT_EQ(rte_intr_efds_index_get(h, 0), -1);
	UT_EQ(rte_intr_elist_index_get(h, 0)->status, RTE_EPOLL_INVALID);
	UT_EQ(rte_intr_vec_list_index_get(h, 0), -ERANGE);
	rte_intr_instance_free(h);
	rte_intr_instance_free(NULL);
	UT_PTR_EQ(rte_intr_instance_alloc(0x80), NULL);
	UT_EQ(rte_errno, EINVAL);
}

static void
what_is_set_is_got(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	struct rte_epoll_event ev = { .fd = 77 };

	UT_EQ(rte_intr_fd_set(h, 5), 0);
	UT_EQ(rte_intr_fd_get(h), 5);
	UT_EQ(rte_intr_dev_fd_set(h, 6), 0);
	UT_EQ(rte_intr_dev_fd_get(h), 6);
	UT_EQ(rte_intr_type_set(h, RTE_INTR_HANDLE_VFIO_MSI), 0);
	UT_EQ(rte_intr_type_get(h), RTE_INTR_HANDLE_VFIO_MSI);
	UT_EQ(rte_intr_type_set(h, RTE_INTR_HANDLE_MAX), -EINVAL);
	UT_EQ(rte_intr_max_intr_set(h, 9), 0);
	UT_EQ(rte_intr_max_intr_get(h), 9);
	UT_EQ(rte_intr_nb_efd_set(h, 8), 0);
	UT_EQ(rte_intr_nb_efd_get(h), 8);
	UT_EQ(rte_intr_efd_counter_size_set(h, 4), 0);
	UT_EQ(rte_intr_efd_counter_size_get(h), 4);
	UT_EQ(rte_intr_efds_index_set(h, 3, 33), 0);
	UT_EQ(rte_intr_efds_index_get(h, 3), 33);
	UT_EQ(rte_intr_elist_index_set(h, 2, ev), 0);
	UT_EQ(rte_intr_elist_index_get(h, 2)->fd, 77);
	UT_EQ(rte_intr_vec_list_alloc(h, "vec", 4), 0);
	UT_EQ(rte_intr_vec_list_alloc(h, "vec", 8), 0);
	UT_EQ(rte_intr_vec_list_index_set(h, 3, 12), 0);
	UT_EQ(rte_intr_vec_list_index_get(h, 3), 12);
	UT_EQ(rte_intr_vec_list_index_set(h, 4, 12), -ERANGE);
	rte_intr_instance_free(h);
}

static void
ranges_are_checked(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	struct rte_epoll_event ev = { 0 };
	int room = rte_intr_nb_intr_get(h);

	UT_EQ(rte_intr_max_intr_set(h, room + 1), -ERANGE);
	UT_EQ(rte_intr_max_intr_set(h, -1), -ERANGE);
	UT_EQ(rte_intr_nb_efd_set(h, room + 1), -ERANGE);
	UT_EQ(rte_intr_efds_index_set(h, room, 1), -ERANGE);
	UT_EQ(rte_intr_efds_index_get(h, -1), -ERANGE);
	UT_EQ(rte_errno, ERANGE);
	UT_EQ(rte_intr_elist_index_set(h, room, ev), -ERANGE);
	UT_PTR_EQ(rte_intr_elist_index_get(h, room), NULL);
	UT_EQ(rte_intr_event_list_update(h, 500), 0);
	UT_EQ(rte_intr_nb_intr_get(h), 500);
	UT_EQ(rte_intr_efds_index_get(h, 499), -1);
	UT_EQ(rte_intr_max_intr_set(h, 500), 0);
	UT_EQ(rte_intr_event_list_update(h, 0), -EINVAL);
	UT_EQ(rte_intr_event_list_update(h, 100000), -ENOMEM);
	UT_EQ(rte_intr_vec_list_alloc(h, NULL, 0), -EINVAL);
	rte_intr_instance_free(h);
}

static void
copies_are_independent(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0), *d;

	rte_intr_fd_set(h, 3);
	rte_intr_event_list_update(h, 64);
	rte_intr_efds_index_set(h, 63, 9);
	rte_intr_vec_list_alloc(h, NULL, 2);
	rte_intr_vec_list_index_set(h, 1, 5);
	d = rte_intr_instance_dup(h);
	UT_NOT_NULL_FATAL(d);
	rte_intr_fd_set(h, 4);
	rte_intr_efds_index_set(h, 63, 10);
	rte_intr_vec_list_free(h);
	UT_EQ(rte_intr_fd_get(d), 3);
	UT_EQ(rte_intr_efds_index_get(d, 63), 9);
	UT_EQ(rte_intr_vec_list_index_get(d, 1), 5);
	rte_intr_instance_free(h);
	rte_intr_instance_free(d);
	UT_PTR_EQ(rte_intr_instance_dup(NULL), NULL);
	UT_EQ(rte_errno, EINVAL);
}

static void
null_is_refused(void)
{
	struct rte_epoll_event ev = { 0 };

	UT_EQ(rte_intr_fd_set(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_fd_get(NULL), -1);
	UT_EQ(rte_errno, ENOTSUP);
	UT_EQ(rte_intr_dev_fd_set(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_dev_fd_get(NULL), -1);
	UT_EQ(rte_intr_type_set(NULL, RTE_INTR_HANDLE_EXT), -ENOTSUP);
	UT_EQ(rte_intr_type_get(NULL), RTE_INTR_HANDLE_UNKNOWN);
	UT_EQ(rte_intr_max_intr_set(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_max_intr_get(NULL), -ENOTSUP);
	UT_EQ(rte_intr_nb_efd_set(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_nb_efd_get(NULL), -ENOTSUP);
	UT_EQ(rte_intr_nb_intr_get(NULL), -ENOTSUP);
	UT_EQ(rte_intr_efd_counter_size_set(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_efd_counter_size_get(NULL), -ENOTSUP);
	UT_EQ(rte_intr_efds_index_set(NULL, 0, 0), -ENOTSUP);
	UT_EQ(rte_intr_efds_index_get(NULL, 0), -ENOTSUP);
	UT_EQ(rte_intr_elist_index_set(NULL, 0, ev), -ENOTSUP);
	UT_PTR_EQ(rte_intr_elist_index_get(NULL, 0), NULL);
	UT_EQ(rte_intr_event_list_update(NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_vec_list_alloc(NULL, NULL, 1), -ENOTSUP);
	UT_EQ(rte_intr_vec_list_index_get(NULL, 0), -ENOTSUP);
	rte_intr_vec_list_free(NULL);
	UT_EQ(rte_intr_instance_windows_handle_set(NULL, NULL), -ENOTSUP);
	UT_PTR_EQ(rte_intr_instance_windows_handle_get(NULL), NULL);
}

static int
quiet(void)
{
	rte_log_set_global_level(RTE_LOG_ALERT);
	return 0;
}

UT_MAIN_FIXTURE("intr_handle", quiet, NULL,
	{"a fresh handle is empty", a_fresh_handle_is_empty},
	{"what is set is got", what_is_set_is_got},
	{"ranges are checked", ranges_are_checked},
	{"copies are independent", copies_are_independent},
	{"NULL is refused", null_is_refused})
