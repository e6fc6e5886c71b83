/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Interrupts of devices. A handle names a descriptor that becomes readable; callbacks registered for it run on the event
 * thread rte-loop and must not block.
 */
#ifndef _RTE_INTERRUPTS_H_
#define _RTE_INTERRUPTS_H_

#include <stdbool.h>
#include <stdint.h>

#include <rte_bitops.h>
#include <rte_common.h>
#include <rte_compat.h>
#include <rte_epoll.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An interrupt source; made by rte_intr_instance_alloc(). */
struct rte_intr_handle;

/** Flag of an instance: used by several processes. */
#define RTE_INTR_INSTANCE_F_SHARED RTE_BIT32(0)
/** Only this process uses it. */
#define RTE_INTR_INSTANCE_F_PRIVATE UINT32_C(0)

/** Most vectors for queues. */
#define RTE_MAX_RXTX_INTR_VEC_ID 512
/** First vector is for other causes than queues. */
#define RTE_INTR_VEC_ZERO_OFFSET 0
#define RTE_INTR_VEC_RXTX_OFFSET 1

/** How the interrupt comes. */
enum rte_intr_handle_type {
	RTE_INTR_HANDLE_UNKNOWN = 0,
	RTE_INTR_HANDLE_UIO,
	RTE_INTR_HANDLE_UIO_INTX,
	RTE_INTR_HANDLE_VFIO_LEGACY,
	RTE_INTR_HANDLE_VFIO_MSI,
	RTE_INTR_HANDLE_VFIO_MSIX,
	RTE_INTR_HANDLE_ALARM,
	RTE_INTR_HANDLE_EXT,
	RTE_INTR_HANDLE_VDEV,
	RTE_INTR_HANDLE_DEV_EVENT,
	RTE_INTR_HANDLE_VFIO_REQ,
	RTE_INTR_HANDLE_MAX
};

/** Handles an interrupt on rte-loop. */
typedef void (*rte_intr_callback_fn)(void *cb_arg);

/** Runs when a callback that was running at its unregistration is gone. */
typedef void (*rte_intr_unregister_callback_fn)(struct rte_intr_handle *intr_handle, void *cb_arg);

/**
 * Register a callback. Several may share a descriptor, even the same one twice; they run in order of registration.
 *
 * @return 0; -EINVAL handle or callback NULL, or the handle has no descriptor; -ENOMEM; -ESRCH the event thread does not run;
 *  or the errno of epoll.
 * Context: any thread, any callback. Lifetime: the handle's descriptor stays open until the last callback is unregistered.
 * Since 2.0.
 */
int rte_intr_callback_register(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg);

/**
 * Remove callbacks.
 *
 * @param cb_arg (void *)-1: any argument.
 * @return Number removed (0 is possible); -EINVAL handle NULL or without descriptor; -ENOENT nothing is registered for it;
 *  -EAGAIN its callbacks are running now, also when called from inside one: nothing was changed.
 * Context: any thread; does not block. Since 2.0.
 */
int rte_intr_callback_unregister(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg);

/**
 * Remove callbacks while they are running: they go after the one that runs has returned, then @p ucb_fn is called.
 *
 * @param ucb_fn Runs on rte-loop once per callback; NULL ok.
 * @return Number marked; -EINVAL; -ENOENT; -EAGAIN when they are not running (use rte_intr_callback_unregister()).
 * Context: any thread, and from inside the callback. Since 19.05.
 */
int rte_intr_callback_unregister_pending(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb_fn, void *cb_arg,
					 rte_intr_unregister_callback_fn ucb_fn);

/**
 * As rte_intr_callback_unregister(), but waits until the callbacks do not run any more.
 *
 * @return As there; -EDEADLK instead of -EAGAIN when called on rte-loop while they run, where waiting would never end.
 * Context: any thread; blocks. Since 21.05.
 */
int rte_intr_callback_unregister_sync(const struct rte_intr_handle *intr_handle, rte_intr_callback_fn cb, void *cb_arg);

/** Switch the interrupt on. 0 (always for VDEV and EXT); -1 with rte_errno for types that cannot, a missing descriptor, or on
 *  error. Since 2.0. */
int rte_intr_enable(const struct rte_intr_handle *intr_handle);

/** Switch the interrupt off; results as rte_intr_enable(). Since 2.0. */
int rte_intr_disable(const struct rte_intr_handle *intr_handle);

/** Say that the interrupt was handled, where the kernel masked it; nothing for message interrupts. 0 or -1. Since 19.11. */
int rte_intr_ack(const struct rte_intr_handle *intr_handle);

/** 1 on the service threads rte-loop and rte-work, else 0. Since 21.05. */
int rte_thread_is_intr(void);

/**
 * Make a handle: type UNKNOWN, all descriptors -1.
 *
 * @param flags RTE_INTR_INSTANCE_F_*. Each process allocates its own handles either way, since descriptors are not shared.
 * @return Handle, to be freed with rte_intr_instance_free(); NULL with rte_errno EINVAL (flags) or ENOMEM.
 * Context: any thread. Since 21.11.
 */
struct rte_intr_handle *rte_intr_instance_alloc(uint32_t flags);

/** Free a handle; NULL is harmless. It must have no callback and no vector left; descriptors are not closed. Since 21.11. */
void rte_intr_instance_free(struct rte_intr_handle *intr_handle);

/** Copy a handle with its tables. NULL with rte_errno EINVAL or ENOMEM. Since 21.11. */
struct rte_intr_handle *rte_intr_instance_dup(const struct rte_intr_handle *src);

/*
 * Members of a handle. With a NULL handle setters return -ENOTSUP and getters -1 (or the member's "none"), with rte_errno
 * ENOTSUP. An index out of range gives -ERANGE and rte_errno ERANGE. Since 21.11.
 */

/** Descriptor that becomes readable; -1 none. */
int rte_intr_fd_set(struct rte_intr_handle *intr_handle, int fd);
int rte_intr_fd_get(const struct rte_intr_handle *intr_handle);
/** How the interrupt comes. */
int rte_intr_type_set(struct rte_intr_handle *intr_handle, enum rte_intr_handle_type type);
enum rte_intr_handle_type rte_intr_type_get(const struct rte_intr_handle *intr_handle);
/** Descriptor of the device (VFIO) or of its configuration space (UIO); -1 none. */
int rte_intr_dev_fd_set(struct rte_intr_handle *intr_handle, int fd);
int rte_intr_dev_fd_get(const struct rte_intr_handle *intr_handle);
/** Number of vectors; -ERANGE above rte_intr_nb_intr_get(). */
int rte_intr_max_intr_set(struct rte_intr_handle *intr_handle, int max_intr);
int rte_intr_max_intr_get(const struct rte_intr_handle *intr_handle);
/** Number of event descriptors for queues. */
int rte_intr_nb_efd_set(struct rte_intr_handle *intr_handle, int nb_efd);
int rte_intr_nb_efd_get(const struct rte_intr_handle *intr_handle);
/** Room in the tables of event descriptors and epoll events. */
int rte_intr_nb_intr_get(const struct rte_intr_handle *intr_handle);
/** Bytes to read from an event descriptor when it is ready. */
int rte_intr_efd_counter_size_set(struct rte_intr_handle *intr_handle, uint8_t efd_counter_size);
int rte_intr_efd_counter_size_get(const struct rte_intr_handle *intr_handle);
/** Event descriptor of a vector. */
int rte_intr_efds_index_set(struct rte_intr_handle *intr_handle, int index, int fd);
int rte_intr_efds_index_get(const struct rte_intr_handle *intr_handle, int index);
/** Epoll event of a vector; the getter gives NULL when there is none. */
int rte_intr_elist_index_set(struct rte_intr_handle *intr_handle, int index, struct rte_epoll_event elist);
struct rte_epoll_event *rte_intr_elist_index_get(struct rte_intr_handle *intr_handle, int index);
/** A handle of another system; here always -ENOTSUP and NULL. */
int rte_intr_instance_windows_handle_set(struct rte_intr_handle *intr_handle, void *windows_handle);
void *rte_intr_instance_windows_handle_get(struct rte_intr_handle *intr_handle);

/** Make room for @p size vectors in the tables (they only grow). 0, -ENOTSUP, -ENOMEM. Since 21.11. */
int rte_intr_event_list_update(struct rte_intr_handle *intr_handle, int size);

/** Table of the vector of each queue. 0 (also when it exists), -ENOTSUP, -ENOMEM. @p name is for logs. Since 21.11. */
int rte_intr_vec_list_alloc(struct rte_intr_handle *intr_handle, const char *name, int size);
void rte_intr_vec_list_free(struct rte_intr_handle *intr_handle);
int rte_intr_vec_list_index_set(struct rte_intr_handle *intr_handle, int index, int vec);
int rte_intr_vec_list_index_get(const struct rte_intr_handle *intr_handle, int index);

/**
 * Watch a queue's vector in an epoll instance or end that.
 *
 * @param epfd Epoll descriptor or RTE_EPOLL_PER_THREAD.
 * @param op   RTE_INTR_EVENT_ADD or RTE_INTR_EVENT_DEL.
 * @param vec  Vector, RTE_INTR_VEC_RXTX_OFFSET for the first queue.
 * @param data Comes back in rte_epoll_event.epdata.data.
 * @return 0; -EPERM wrong operation or vector; -EEXIST added already; -ENOTSUP no handle; or the errno of epoll. Since 2.1.
 */
int rte_intr_rx_ctl(struct rte_intr_handle *intr_handle, int epfd, int op, unsigned int vec, void *data);

/** End the watching of all vectors. Since 2.1. */
void rte_intr_free_epoll_fd(struct rte_intr_handle *intr_handle);

/** Make event descriptors for @p nb_efd queues (MSI-X: one each; others share the handle's). 0 or negative errno. Since 2.1. */
int rte_intr_efd_enable(struct rte_intr_handle *intr_handle, uint32_t nb_efd);
/** Close them and end their watching. Since 2.1. */
void rte_intr_efd_disable(struct rte_intr_handle *intr_handle);
/** 1 if queues have event descriptors. Since 2.1. */
int rte_intr_dp_is_en(struct rte_intr_handle *intr_handle);
/** 1 if causes other than queues still have a vector of their own. Since 2.1. */
int rte_intr_allow_others(struct rte_intr_handle *intr_handle);
/** 1 if each queue can have a vector of its own. Since 2.1. */
int rte_intr_cap_multiple(struct rte_intr_handle *intr_handle);

/** Epoll descriptor of the calling thread, made at first use and closed when the thread ends; -1 on error. Since 2.1. */
int rte_intr_tls_epfd(void);

#ifdef __cplusplus
}
#endif

#endif
