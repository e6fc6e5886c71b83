/* SPDX-License-Identifier: BSD-3-Clause */
/* Switching interrupts on and off: a table of operations per kind, which bus drivers fill for the kernel interfaces they know. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "loop.h"
#include "loop_priv.h"

static int
nothing_to_do(const struct rte_intr_handle *h)
{
	RTE_SET_USED(h);
	return 0;
}

/* A uio descriptor takes a 32-bit word: 1 lets interrupts in, 0 keeps them out (kernel: Documentation/driver-api/uio-howto). */
static int
uio_write(const struct rte_intr_handle *h, int32_t value)
{
	ssize_t n = write(h->fd, &value, sizeof(value));

	if (n == sizeof(value))
		return 0;
	return n < 0 ? -errno : -EIO;
}

static int
uio_enable(const struct rte_intr_handle *h)
{
	return uio_write(h, 1);
}

static int
uio_disable(const struct rte_intr_handle *h)
{
	return uio_write(h, 0);
}

static const struct intr_ops software_ops = { nothing_to_do, nothing_to_do, nothing_to_do };
static const struct intr_ops uio_ops = { uio_enable, uio_disable, uio_enable };
static const struct intr_ops no_ops;

static const struct intr_ops *set_ops[RTE_INTR_HANDLE_MAX]; /* atomic */

int
intr_ops_set(enum rte_intr_handle_type type, const struct intr_ops *ops)
{
	if ((unsigned int)type >= RTE_INTR_HANDLE_MAX)
		return -EINVAL;
	__atomic_store_n(&set_ops[type], ops, __ATOMIC_RELEASE);
	return 0;
}

static const struct intr_ops *
ops_of(enum rte_intr_handle_type type)
{
	const struct intr_ops *ops = __atomic_load_n(&set_ops[type], __ATOMIC_ACQUIRE);

	if (ops != NULL)
		return ops;
	switch (type) {
	case RTE_INTR_HANDLE_EXT:
	case RTE_INTR_HANDLE_VDEV:
		return &software_ops;
	case RTE_INTR_HANDLE_UIO:
		return &uio_ops;
	default:
		return &no_ops;
	}
}

static int
ctl_fail(const struct rte_intr_handle *h, const char *verb, int err)
{
	RTE_LOG(ERR, EAL, "Cannot %s the interrupt of descriptor %d (type %d): %s\n", verb, h->fd, (int)h->type, strerror(err));
	rte_errno = err;
	return -1;
}

static int
ctl_run(const struct rte_intr_handle *h, int (*op)(const struct rte_intr_handle *), const char *verb)
{
	int ret;

	/* nothing behind it, so a virtual device needs no descriptor either */
	if (op == nothing_to_do)
		return 0;
	if (op == NULL)
		return ctl_fail(h, verb, ENOTSUP);
	if (h->fd < 0)
		return ctl_fail(h, verb, EBADF);
	ret = op(h);
	return ret == 0 ? 0 : ctl_fail(h, verb, -ret);
}

int
rte_intr_enable(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = EINVAL;
		return -1;
	}
	return ctl_run(intr_handle, ops_of(intr_handle->type)->enable, "enable");
}

int
rte_intr_disable(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = EINVAL;
		return -1;
	}
	return ctl_run(intr_handle, ops_of(intr_handle->type)->disable, "disable");
}

int
rte_intr_ack(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = EINVAL;
		return -1;
	}
	return ctl_run(intr_handle, ops_of(intr_handle->type)->ack, "acknowledge");
}
