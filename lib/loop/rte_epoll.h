/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for Rx interrupts and other descriptors from packet threads. */
#ifndef __RTE_EPOLL_H__
#define __RTE_EPOLL_H__

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_INTR_EVENT_ADD 1UL
#define RTE_INTR_EVENT_DEL 2UL

/** Runs in rte_epoll_wait() for a ready descriptor, before the event is handed out. */
typedef void (*rte_intr_event_cb_t)(int fd, void *arg);

/** What to watch for and what comes back. */
struct rte_epoll_data {
	uint32_t event;             /**< EPOLLIN, ... */
	void *data;                 /**< the caller's */
	rte_intr_event_cb_t cb_fun; /**< NULL ok */
	void *cb_arg;
};

/** State of an event. */
enum {
	RTE_EPOLL_INVALID = 0, /**< not watched */
	RTE_EPOLL_VALID,       /**< watched */
	RTE_EPOLL_EXEC,        /**< its callback is running */
};

/** A watched descriptor, or an event that came. */
struct rte_epoll_event {
	uint32_t status; /**< RTE_EPOLL_*; atomic access */
	int fd;
	int epfd;
	struct rte_epoll_data epdata;
};

/** In place of an epoll descriptor: the calling thread's own. */
#define RTE_EPOLL_PER_THREAD -1

/**
 * Wait for events; a signal does not end the wait.
 *
 * @param epfd      Epoll descriptor or RTE_EPOLL_PER_THREAD.
 * @param events    Gets the events.
 * @param maxevents Room in @p events.
 * @param timeout   Milliseconds; -1 for ever; 0 not at all.
 * @return Number of events, 0 on timeout, -1 on error (@p events NULL, bad descriptor).
 * Context: any thread. Since 2.1.
 */
int rte_epoll_wait(int epfd, struct rte_epoll_event *events, int maxevents, int timeout);

/** As rte_epoll_wait(), but a signal ends the wait with -1 and errno EINTR. Since 20.08. */
int rte_epoll_wait_interruptible(int epfd, struct rte_epoll_event *events, int maxevents, int timeout);

/**
 * Watch a descriptor, change or end that.
 *
 * @param epfd  Epoll descriptor or RTE_EPOLL_PER_THREAD.
 * @param op    EPOLL_CTL_ADD, EPOLL_CTL_MOD or EPOLL_CTL_DEL.
 * @param fd    Descriptor.
 * @param event What to watch for; the caller keeps it until EPOLL_CTL_DEL. Not needed for DEL of a foreign descriptor.
 * @return 0, or a negative errno (-EINVAL no event).
 * Context: any thread. Since 2.1.
 */
int rte_epoll_ctl(int epfd, int op, int fd, struct rte_epoll_event *event);

#ifdef __cplusplus
}
#endif

#endif
