/* SPDX-License-Identifier: BSD-3-Clause */
/* Switching interrupts: built-in kinds and kinds that a bus driver knows. */
#include <fcntl.h>
#include <errno.h>
#include <unistd.h>

#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include <loop/loop.h>

#include "ut.h"

static void
software_kinds_have_nothing_to_do(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);

	rte_intr_type_set(h, RTE_INTR_HANDLE_VDEV);
	UT_EQ(rte_intr_enable(h), 0);
	UT_EQ(rte_intr_disable(h), 0);
	UT_EQ(rte_intr_ack(h), 0);
	rte_intr_type_set(h, RTE_INTR_HANDLE_EXT);
	UT_EQ(rte_intr_enable(h), 0);
	UT_EQ(rte_intr_disable(h), 0);
	rte_intr_instance_free(h);
}

static void
uio_gets_a_word(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	int fds[2];
	int32_t word = -1;

	UT_EQ_FATAL(pipe2(fds, O_CLOEXEC), 0);
	rte_intr_type_set(h, RTE_INTR_HANDLE_UIO);
	UT_EQ(rte_intr_enable(h), -1);
	UT_EQ(rte_errno, EBADF);
	rte_intr_fd_set(h, fds[1]);
	UT_EQ(rte_intr_enable(h), 0);
	UT_EQ(read(fds[0], &word, 4), 4);
	UT_EQ(word, 1);
	UT_EQ(rte_intr_disable(h), 0);
	UT_EQ(read(fds[0], &word, 4), 4);
	UT_EQ(word, 0);
	/* the error is kept */
	rte_intr_fd_set(h, fds[0]);
	UT_EQ(rte_intr_enable(h), -1);
	UT_EQ(rte_errno, EBADF);
	close(fds[0]);
	close(fds[1]);
	rte_intr_instance_free(h);
}

static int enabled, ack_ret;

static int
my_enable(const struct rte_intr_handle *h)
{
	enabled = rte_intr_fd_get(h);
	return 0;
}

static int
my_ack(const struct rte_intr_handle *h)
{
	(void)h;
	return ack_ret;
}

static void
other_kinds_need_operations(void)
{
	static const struct intr_ops ops = { .enable = my_enable, .ack = my_ack };
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	int type;

	rte_intr_fd_set(h, 0);
	for (type = 0; type < RTE_INTR_HANDLE_MAX; type++) {
		rte_intr_type_set(h, (enum rte_intr_handle_type)type);
		if (type == RTE_INTR_HANDLE_UIO || type == RTE_INTR_HANDLE_EXT || type == RTE_INTR_HANDLE_VDEV)
			continue;
		UT_EQ(rte_intr_enable(h), -1);
		UT_EQ(rte_errno, ENOTSUP);
		UT_EQ(rte_intr_disable(h), -1);
	}
	UT_EQ(intr_ops_set(RTE_INTR_HANDLE_VFIO_MSIX, &ops), 0);
	UT_EQ(intr_ops_set(RTE_INTR_HANDLE_MAX, &ops), -EINVAL);
	rte_intr_type_set(h, RTE_INTR_HANDLE_VFIO_MSIX);
	rte_intr_fd_set(h, 1);
	UT_EQ(rte_intr_enable(h), 0);
	UT_EQ(enabled, 1);
	UT_EQ(rte_intr_disable(h), -1);
	UT_EQ(rte_intr_ack(h), 0);
	ack_ret = -ENODEV;
	UT_EQ(rte_intr_ack(h), -1);
	UT_EQ(rte_errno, ENODEV);
	intr_ops_set(RTE_INTR_HANDLE_VFIO_MSIX, NULL);
	UT_EQ(rte_intr_enable(h), -1);
	UT_EQ(rte_intr_enable(NULL), -1);
	UT_EQ(rte_intr_disable(NULL), -1);
	UT_EQ(rte_intr_ack(NULL), -1);
	rte_intr_instance_free(h);
}

static int
quiet(void)
{
	rte_log_set_global_level(RTE_LOG_ALERT);
	return 0;
}

UT_MAIN_FIXTURE("intr_ctl", quiet, NULL,
	{"software kinds have nothing to do", software_kinds_have_nothing_to_do},
	{"UIO gets a word", uio_gets_a_word},
	{"other kinds need operations", other_kinds_need_operations})
