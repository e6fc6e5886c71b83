/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupts of receive queues. */
#include <rte_epoll.h>
#include <rte_interrupts.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "fake_port.h"

static int intr_on = -1;

static int
intr_enable(struct rte_eth_dev *dev, uint16_t q)
{
	RTE_SET_USED(dev);
	intr_on = q;
	return 0;
}

static int
intr_disable(struct rte_eth_dev *dev, uint16_t q)
{
	RTE_SET_USED(dev);
	RTE_SET_USED(q);
	intr_on = -1;
	return 0;
}

static void
enable_and_disable(void)
{
	struct eth_dev_ops ops = fake_ops;
	struct rte_eth_conf conf;
	uint16_t port = fake_attach("net_fake0");

	memset(&conf, 0, sizeof(conf));
	UT_EQ(rte_eth_dev_configure(port, 2, 2, &conf), 0);
	UT_EQ(rte_eth_rx_queue_setup(port, 1, 64, 0, NULL, pool), 0);
	UT_EQ(rte_eth_dev_rx_intr_enable(port, 1), -ENOTSUP);
	ops.rx_queue_intr_enable = intr_enable;
	ops.rx_queue_intr_disable = intr_disable;
	rte_eth_devices[port].dev_ops = &ops;
	UT_EQ(rte_eth_dev_rx_intr_enable(port, 0), -EINVAL);
	UT_EQ(rte_eth_dev_rx_intr_enable(port, 2), -EINVAL);
	UT_EQ(rte_eth_dev_rx_intr_enable(99, 0), -ENODEV);
	UT_EQ(rte_eth_dev_rx_intr_enable(port, 1), 0);
	UT_EQ(intr_on, 1);
	UT_EQ(rte_eth_dev_rx_intr_disable(port, 1), 0);
	UT_EQ(intr_on, -1);
	rte_eth_devices[port].dev_ops = &fake_ops;
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
watching(void)
{
	struct rte_intr_handle *handle = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_PRIVATE);
	uint16_t port = fake_attach("net_fake0");
	struct rte_epoll_event event;
	uint64_t one = 1;
	int fds[2], q;

	UT_EQ(fake_configure_port(port, 2, 1), 0);
	UT_EQ(rte_eth_dev_rx_intr_ctl(port, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, NULL), -ENOTSUP);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q(port, 0, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, NULL), -ENOTSUP);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q_get_fd(port, 0), -1);
	rte_eth_devices[port].intr_handle = handle;
	UT_EQ(rte_eth_dev_rx_intr_ctl(port, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, NULL), -EPERM);
	UT_EQ(rte_intr_type_set(handle, RTE_INTR_HANDLE_VDEV), 0);
	UT_EQ(rte_intr_vec_list_alloc(handle, "ut", 2), 0);
	for (q = 0; q < 2; q++) {
		fds[q] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		UT_EQ(rte_intr_efds_index_set(handle, q, fds[q]), 0);
		UT_EQ(rte_intr_vec_list_index_set(handle, q, RTE_INTR_VEC_RXTX_OFFSET + q), 0);
	}
	UT_EQ(rte_intr_nb_efd_set(handle, 2), 0);
	UT_EQ(rte_intr_max_intr_set(handle, 3), 0);
	UT_EQ(rte_intr_efd_counter_size_set(handle, sizeof(uint64_t)), 0);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q_get_fd(port, 1), fds[1]);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q_get_fd(port, 2), -1);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q_get_fd(99, 0), -1);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q(port, 2, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q(port, 1, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, &port), 0);
	UT_EQ(rte_eth_dev_rx_intr_ctl_q(port, 1, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, &port), -EEXIST);
	UT_EQ(rte_eth_dev_rx_intr_ctl(port, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_ADD, &port), 0); /* the other one, too */
	UT_EQ(write(fds[1], &one, sizeof(one)), (ssize_t)sizeof(one));
	UT_EQ(rte_epoll_wait(RTE_EPOLL_PER_THREAD, &event, 1, 5000), 1);
	UT_PTR_EQ(event.epdata.data, &port);
	UT_EQ(rte_eth_dev_rx_intr_ctl(port, RTE_EPOLL_PER_THREAD, RTE_INTR_EVENT_DEL, NULL), 0);
	rte_eth_devices[port].intr_handle = NULL;
	UT_EQ(fake_detach("net_fake0"), 0);
	for (q = 0; q < 2; q++)
		close(fds[q]);
	rte_intr_vec_list_free(handle);
	rte_intr_instance_free(handle);
}

FAKE_MAIN("rx_intr",
	  { "enable and disable", enable_and_disable },
	  { "watching queues with epoll", watching })
