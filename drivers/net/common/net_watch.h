/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tells a driver that something may have changed about the kernel's interfaces. Shared by the drivers; header only.
 *
 * A message of the kernel is only a hint to look: what it says is not read, so that lost and doubled messages do no harm.
 */
#ifndef NET_WATCH_H
#define NET_WATCH_H

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <rte_errno.h>
#include <rte_interrupts.h>

/** Lives in the network namespace of the thread that started it. */
struct net_watch {
	int netlink;
	int control;             /**< for asking about interfaces */
	struct rte_intr_handle *handle;
	rte_intr_callback_fn event; /**< as it was registered: each file that includes this has its own copy of the function */
	void (*look)(void *arg); /**< on rte-loop: must not block */
	void *arg;
};

/** A watch that can be stopped. */
static inline void
net_watch_init(struct net_watch *w)
{
	memset(w, 0, sizeof(*w));
	w->netlink = -1;
	w->control = -1;
}

static inline void
net_watch_event(void *arg)
{
	const struct net_watch *w = arg;
	char text[64];

	/* one look for all that has come; an overflow is as good a hint as any */
	while (recv(w->netlink, text, sizeof(text), MSG_DONTWAIT | MSG_TRUNC) > 0 || errno == EINTR || errno == ENOBUFS)
		;
	w->look(w->arg);
}

/** After it returns look() does not run any more. Harmless when not started. */
static inline void
net_watch_stop(struct net_watch *w)
{
	if (w->handle != NULL)
		rte_intr_callback_unregister_sync(w->handle, w->event, w);
	rte_intr_instance_free(w->handle);
	if (w->netlink >= 0)
		close(w->netlink);
	if (w->control >= 0)
		close(w->control);
	net_watch_init(w);
}

static inline int
net_watch_open(struct net_watch *w)
{
	struct sockaddr_nl a = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
	int ret;

	w->control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (w->control < 0)
		return -errno;
	w->netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (w->netlink < 0 || bind(w->netlink, (const struct sockaddr *)&a, sizeof(a)) != 0)
		return -errno;
	w->handle = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_PRIVATE);
	if (w->handle == NULL)
		return -ENOMEM;
	rte_intr_fd_set(w->handle, w->netlink);
	rte_intr_type_set(w->handle, RTE_INTR_HANDLE_EXT);
	w->event = net_watch_event;
	ret = rte_intr_callback_register(w->handle, w->event, w);
	if (ret != 0) {
		rte_intr_instance_free(w->handle);
		w->handle = NULL;
	}
	return ret;
}

/** Call @p look(@p arg) on rte-loop whenever an interface may have changed. 0, or -errno with nothing started. */
static inline int
net_watch_start(struct net_watch *w, void (*look)(void *arg), void *arg)
{
	int ret;

	net_watch_init(w);
	w->look = look;
	w->arg = arg;
	ret = net_watch_open(w);
	if (ret != 0)
		net_watch_stop(w);
	return ret;
}

/** Run an interface request on interface @p ifindex, whatever its name is by now. 0; -ENODEV it is gone; else -errno. */
static inline int
net_watch_ask(const struct net_watch *w, uint32_t ifindex, unsigned long request, struct ifreq *r)
{
	struct ifreq name = {.ifr_ifindex = (int)ifindex};

	if (ioctl(w->control, SIOCGIFNAME, &name) != 0)
		return -errno;
	memcpy(r->ifr_name, name.ifr_name, sizeof(r->ifr_name));
	return ioctl(w->control, request, r) != 0 ? -errno : 0;
}

/** Number of the interface @p name. 0, -ENODEV. */
static inline int
net_watch_find(const struct net_watch *w, const char *name, uint32_t *ifindex)
{
	struct ifreq r = {0};

	snprintf(r.ifr_name, sizeof(r.ifr_name), "%s", name);
	if (ioctl(w->control, SIOCGIFINDEX, &r) != 0)
		return -errno;
	*ifindex = (uint32_t)r.ifr_ifindex;
	return 0;
}

/** Whether an interface is up and has a carrier. 0; -ENODEV it is gone. */
static inline int
net_watch_running(const struct net_watch *w, uint32_t ifindex, bool *running)
{
	struct ifreq r = {0};
	int ret = net_watch_ask(w, ifindex, SIOCGIFFLAGS, &r);

	if (ret == 0)
		*running = (r.ifr_flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
	return ret;
}

#endif
