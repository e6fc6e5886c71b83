/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupts of queues: one event descriptor per vector, watched by packet threads through rte_epoll_wait(). */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "loop_priv.h"

/* Causes other than queues, when they share the handle's one vector. */
#define NB_OTHER_INTR 1

/* Take the count out of an event descriptor, so that it stops being ready. */
static void
vector_drain(int fd, void *arg)
{
	const struct rte_intr_handle *h = arg;
	size_t size = intr_read_size(h->type);
	uint64_t buf;
	ssize_t n;

	if (h->type == RTE_INTR_HANDLE_VDEV)
		size = RTE_MIN((size_t)h->efd_counter_size, sizeof(buf));
	if (size == 0)
		return;
	do {
		n = read(fd, &buf, size);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
		RTE_LOG(ERR, EAL, "Cannot read queue interrupt descriptor %d: %s\n", fd, strerror(errno));
}

static int
rx_fail(int err, const char *why, unsigned int vec)
{
	RTE_LOG(ERR, EAL, "Queue interrupt vector %u: %s\n", vec, why);
	rte_errno = err;
	return -err;
}

static int
vector_watch(struct rte_intr_handle *h, int epfd, unsigned int at, void *data)
{
	struct rte_epoll_event *event = &h->elist[at];
	int ret;

	if (__atomic_load_n(&event->status, __ATOMIC_RELAXED) != RTE_EPOLL_INVALID)
		return rx_fail(EEXIST, "is watched already", at);
	memset(event, 0, sizeof(*event));
	event->epdata.event = EPOLLIN | EPOLLPRI | EPOLLET;
	event->epdata.data = data;
	event->epdata.cb_fun = vector_drain;
	event->epdata.cb_arg = h;
	ret = rte_epoll_ctl(epfd, EPOLL_CTL_ADD, h->efds[at], event);
	if (ret != 0)
		rte_errno = -ret;
	return ret;
}

static int
vector_unwatch(struct rte_intr_handle *h, unsigned int at)
{
	struct rte_epoll_event *event = &h->elist[at];
	int ret;

	if (__atomic_load_n(&event->status, __ATOMIC_RELAXED) == RTE_EPOLL_INVALID)
		return rx_fail(EPERM, "is not watched", at);
	/* where it was added, which need not be the caller's own epoll */
	ret = rte_epoll_ctl(event->epfd, EPOLL_CTL_DEL, event->fd, event);
	if (ret != 0)
		rte_errno = -ret;
	return ret;
}

int
rte_intr_rx_ctl(struct rte_intr_handle *intr_handle, int epfd, int op, unsigned int vec, void *data)
{
	unsigned int at = vec >= RTE_INTR_VEC_RXTX_OFFSET ? vec - RTE_INTR_VEC_RXTX_OFFSET : vec;

	if (intr_handle == NULL)
		return rx_fail(ENOTSUP, "no handle", vec);
	if (intr_handle->nb_efd == 0 || at >= intr_handle->nb_efd || at >= intr_handle->nb_intr)
		return rx_fail(EPERM, "there is no such vector", vec);
	switch (op) {
	case RTE_INTR_EVENT_ADD:
		return vector_watch(intr_handle, epfd, at, data);
	case RTE_INTR_EVENT_DEL:
		return vector_unwatch(intr_handle, at);
	default:
		return rx_fail(EPERM, "unknown operation", vec);
	}
}

void
rte_intr_free_epoll_fd(struct rte_intr_handle *intr_handle)
{
	unsigned int i;

	if (intr_handle == NULL)
		return;
	for (i = 0; i < intr_handle->nb_efd && i < intr_handle->nb_intr; i++) {
		struct rte_epoll_event *event = &intr_handle->elist[i];

		if (__atomic_load_n(&event->status, __ATOMIC_RELAXED) != RTE_EPOLL_INVALID)
			(void)vector_unwatch(intr_handle, i);
	}
}

static void
efds_close(struct rte_intr_handle *h, unsigned int n)
{
	while (n-- > 0) {
		if (h->efds[n] >= 0)
			close(h->efds[n]);
		h->efds[n] = -1;
	}
}

static int
efds_open(struct rte_intr_handle *h, unsigned int n)
{
	unsigned int i;
	int ret;

	for (i = 0; i < n; i++) {
		h->efds[i] = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		if (h->efds[i] >= 0)
			continue;
		ret = -errno;
		RTE_LOG(ERR, EAL, "Cannot create %u queue interrupt descriptors: %s\n", n, strerror(errno));
		efds_close(h, i);
		return ret;
	}
	h->nb_efd = n;
	h->max_intr = NB_OTHER_INTR + n;
	return 0;
}

int
rte_intr_efd_enable(struct rte_intr_handle *intr_handle, uint32_t nb_efd)
{
	unsigned int n = RTE_MIN(nb_efd, (uint32_t)RTE_MAX_RXTX_INTR_VEC_ID - RTE_INTR_VEC_RXTX_OFFSET);
	int ret;

	if (intr_handle == NULL || nb_efd == 0) {
		rte_errno = EINVAL;
		return -EINVAL;
	}
	ret = rte_intr_event_list_update(intr_handle, (int)n + NB_OTHER_INTR);
	if (ret != 0)
		return ret;
	switch (intr_handle->type) {
	case RTE_INTR_HANDLE_VFIO_MSIX:
		return efds_open(intr_handle, n);
	case RTE_INTR_HANDLE_VDEV:
		/* the driver made the descriptors */
		if (intr_handle->efd_counter_size > sizeof(uint64_t)) {
			RTE_LOG(ERR, EAL, "Queue interrupt counters of %u bytes are too large\n", intr_handle->efd_counter_size);
			rte_errno = EINVAL;
			return -EINVAL;
		}
		return 0;
	default:
		intr_handle->efds[0] = intr_handle->fd;
		intr_handle->nb_efd = 1;
		intr_handle->max_intr = NB_OTHER_INTR;
		return 0;
	}
}

void
rte_intr_efd_disable(struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL)
		return;
	rte_intr_free_epoll_fd(intr_handle);
	/* more vectors than the handle's own: they are ours to close */
	if (intr_handle->max_intr > intr_handle->nb_efd)
		efds_close(intr_handle, RTE_MIN(intr_handle->nb_efd, (uint32_t)intr_handle->nb_intr));
	intr_handle->nb_efd = 0;
	intr_handle->max_intr = 0;
}

int
rte_intr_dp_is_en(struct rte_intr_handle *intr_handle)
{
	return intr_handle != NULL && intr_handle->nb_efd != 0;
}

int
rte_intr_allow_others(struct rte_intr_handle *intr_handle)
{
	if (!rte_intr_dp_is_en(intr_handle))
		return 1;
	return intr_handle->max_intr > intr_handle->nb_efd;
}

int
rte_intr_cap_multiple(struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL)
		return 0;
	return intr_handle->type == RTE_INTR_HANDLE_VFIO_MSIX || intr_handle->type == RTE_INTR_HANDLE_VDEV;
}
