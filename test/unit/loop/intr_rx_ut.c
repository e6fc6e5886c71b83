/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupts of queues. */
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <rte_epoll.h>
#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "ut.h"
#include "waiting.h"

static void
post(int fd)
{
	uint64_t one = 1;

	UT_EQ(write(fd, &one, sizeof(one)), 8);
}

static void
one_vector_per_queue(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	struct rte_epoll_event ev[4];
	unsigned int fds = open_fds();
	int tag[3], epfd = epoll_create1(EPOLL_CLOEXEC);
	uint64_t v;

	rte_intr_type_set(h, RTE_INTR_HANDLE_VFIO_MSIX);
	UT_EQ(rte_intr_dp_is_en(h), 0);
	UT_EQ(rte_intr_allow_others(h), 1);
	UT_EQ(rte_intr_cap_multiple(h), 1);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_ADD, 1, NULL), -EPERM);
	UT_EQ_FATAL(rte_intr_efd_enable(h, 3), 0);
	UT_EQ(rte_intr_dp_is_en(h), 1);
	UT_EQ(rte_intr_allow_others(h), 1);
	UT_EQ(rte_intr_nb_efd_get(h), 3);
	UT_EQ(rte_intr_max_intr_get(h), 4);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_ADD, 1, &tag[0]), 0);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_ADD, 1, &tag[0]), -EEXIST);
	UT_EQ(rte_errno, EEXIST);
	UT_EQ(rte_intr_rx_ctl(h, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, 3, &tag[2]), 0);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_ADD, 4, NULL), -EPERM);
	UT_EQ(rte_intr_rx_ctl(h, epfd, 9, 1, NULL), -EPERM);
	UT_EQ(rte_intr_rx_ctl(NULL, epfd, RTE_INTR_EVENT_ADD, 1, NULL), -ENOTSUP);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_DEL, 2, NULL), -EPERM);

	post(rte_intr_efds_index_get(h, 0));
	UT_EQ(rte_epoll_wait(epfd, ev, 4, 5000), 1);
	UT_PTR_EQ(ev[0].epdata.data, &tag[0]);
	UT_EQ(ev[0].fd, rte_intr_efds_index_get(h, 0));
	/* the count was taken */
	UT_EQ(read(rte_intr_efds_index_get(h, 0), &v, sizeof(v)), -1);
	UT_EQ(rte_epoll_wait(epfd, ev, 4, 0), 0);
	post(rte_intr_efds_index_get(h, 2));
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, ev, 4, 5000), 1);
	UT_PTR_EQ(ev[0].epdata.data, &tag[2]);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_DEL, 1, NULL), 0);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_DEL, 1, NULL), -EPERM);
	UT_EQ(rte_intr_rx_ctl(h, epfd, RTE_INTR_EVENT_ADD, 1, &tag[0]), 0);
	rte_intr_efd_disable(h);
	UT_EQ(rte_intr_dp_is_en(h), 0);
	rte_intr_instance_free(h);
	close(epfd);
	/* only this thread's own epoll is left */
	UT_EQ(open_fds(), fds + 1);
}

static void
hundred_times_no_descriptor_more(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	unsigned int fds, i;

	rte_intr_type_set(h, RTE_INTR_HANDLE_VFIO_MSIX);
	(void)rte_intr_tls_epfd();
	fds = open_fds();
	for (i = 0; i < 100; i++) {
		UT_EQ(rte_intr_efd_enable(h, 40), 0);
		UT_EQ(rte_intr_rx_ctl(h, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, 40, NULL), 0);
		rte_intr_efd_disable(h);
	}
	UT_EQ(open_fds(), fds);
	rte_intr_instance_free(h);
}

static void
kinds_with_one_vector_share_it(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct rte_epoll_event ev;

	rte_intr_type_set(h, RTE_INTR_HANDLE_VFIO_LEGACY);
	rte_intr_fd_set(h, fd);
	UT_EQ(rte_intr_cap_multiple(h), 0);
	UT_EQ(rte_intr_efd_enable(h, 5), 0);
	UT_EQ(rte_intr_nb_efd_get(h), 1);
	UT_EQ(rte_intr_allow_others(h), 0);
	UT_EQ(rte_intr_efds_index_get(h, 0), fd);
	UT_EQ(rte_intr_rx_ctl(h, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, 1, NULL), 0);
	post(fd);
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, &ev, 1, 5000), 1);
	/* the shared descriptor is the handle's: it stays open */
	rte_intr_efd_disable(h);
	UT_TRUE(fcntl(fd, F_GETFD) != -1);
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, &ev, 1, 0), 0);
	rte_intr_instance_free(h);
	close(fd);
}

static void
virtual_devices_bring_their_own(void)
{
	struct rte_intr_handle *h = rte_intr_instance_alloc(0);
	struct rte_epoll_event ev;
	int fds[2];

	UT_EQ_FATAL(pipe2(fds, O_CLOEXEC | O_NONBLOCK), 0);
	rte_intr_type_set(h, RTE_INTR_HANDLE_VDEV);
	rte_intr_efds_index_set(h, 0, fds[0]);
	rte_intr_nb_efd_set(h, 1);
	rte_intr_max_intr_set(h, 2);
	rte_intr_efd_counter_size_set(h, 9);
	UT_EQ(rte_intr_efd_enable(h, 1), -EINVAL);
	rte_intr_efd_counter_size_set(h, 4);
	UT_EQ(rte_intr_efd_enable(h, 1), 0);
	UT_EQ(rte_intr_rx_ctl(h, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, 1, NULL), 0);
	UT_EQ(write(fds[1], "1234", 4), 4);
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, &ev, 1, 5000), 1);
	UT_EQ(read(fds[0], &ev, 4), -1);
	rte_intr_free_epoll_fd(h);
	UT_EQ(rte_intr_rx_ctl(h, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_DEL, 1, NULL), -EPERM);
	rte_intr_instance_free(h);
	close(fds[0]);
	close(fds[1]);
}

static void
null_is_safe(void)
{
	UT_EQ(rte_intr_efd_enable(NULL, 1), -EINVAL);
	rte_intr_efd_disable(NULL);
	rte_intr_free_epoll_fd(NULL);
	UT_EQ(rte_intr_dp_is_en(NULL), 0);
	UT_EQ(rte_intr_cap_multiple(NULL), 0);
}

static int
quiet(void)
{
	rte_log_set_global_level(RTE_LOG_ALERT);
	return 0;
}

UT_MAIN_FIXTURE("intr_rx", quiet, NULL,
	{"one vector per queue", one_vector_per_queue},
	{"a hundred times, no descriptor more", hundred_times_no_descriptor_more},
	{"kinds with one vector share it", kinds_with_one_vector_share_it},
	{"virtual devices bring their own", virtual_devices_bring_their_own},
	{"NULL is safe", null_is_safe})
