/* SPDX-License-Identifier: BSD-3-Clause */
/* The life of a port: attach, configure, start, stop, close, detach; who owns it; how to walk over all of them. */
#ifndef RTE_ETH_PORT_H
#define RTE_ETH_PORT_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_dev.h>
#include <rte_eth_conf.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Attach a device and tell which port it gave.
 *
 * @param devargs as for rte_dev_probe()
 * @param port_id set on success only; a device with several ports: the one created last
 * @return 0; -EINVAL NULL; -EEXIST attached already; -ENODEV no such device, or it gave no port (it is detached again); else as
 *   rte_dev_probe()
 * Context: as rte_dev_probe(). Since 2.0.
 */
int rte_eth_dev_attach(const char *devargs, uint16_t *port_id);
/**
 * Detach the device of a port, in whatever state its ports are; also by the number of a port that is closed already.
 *
 * @param devname room for RTE_ETH_NAME_MAX_LEN bytes; on success the name of the device
 * @return 0; -EINVAL bad port or NULL; -ENOTSUP the driver or its bus does not allow it; -EBUSY the port is a member of another
 *   one; else as rte_dev_remove(). Nothing is written on failure.
 * Context: as rte_dev_remove(). Since 2.0.
 */
int rte_eth_dev_detach(uint16_t port_id, char *devname);

/**
 * Configure a port that is not started. On failure the configuration is what it was; if the driver failed it, the queues
 * are gone.
 *
 * @param nb_rx_queue, nb_tx_queue numbers of queues; both 0: what the driver prefers, else 1
 * @param eth_conf copied
 * @return 0; -ENODEV bad port; -EBUSY started; -EINVAL NULL, too many queues, or something that the port cannot do (one log line
 *   tells what); -ENOTSUP no such operation; -ENOMEM; -EIO hardware gone; else the driver's code
 * Context: any thread; blocks for other control calls of the port. Since 2.0.
 */
int rte_eth_dev_configure(uint16_t port_id, uint16_t nb_rx_queue, uint16_t nb_tx_queue, const struct rte_eth_conf *eth_conf);
/**
 * Start a configured port; bursts work from here on.
 *
 * @return 0, also when it runs already; -ENODEV bad port; -EINVAL not configured; -ENOTSUP no such operation; -EIO hardware
 *   gone; else the driver's code. Since 2.0.
 */
int rte_eth_dev_start(uint16_t port_id);
/**
 * Stop a port. When it returns no thread is inside a burst of the port (but the caller, if it calls from there), and bursts
 * return 0.
 *
 * @return 0, also when it was stopped; -ENODEV bad port; -EBUSY called from inside a burst, while another thread waits for
 *   the caller to leave it; else the driver's code: the port then still runs
 * Context: any thread; blocks until threads have left their bursts. Since 2.0.
 */
int rte_eth_dev_stop(uint16_t port_id);
/**
 * Close a stopped port: queues, addresses and callbacks are freed and DESTROY is delivered. The port is no longer shown
 * anywhere, but its number stays taken until its device is detached (rte_dev_remove(), rte_eth_dev_detach()).
 *
 * @return 0; -ENODEV bad port; -EINVAL started; -ENOTSUP the driver cannot; else the driver's code (the port is closed all
 *   the same)
 * Context: any thread and callback; blocks; DESTROY is delivered before it returns unless called under another port's
 * operation. Since 2.0.
 */
int rte_eth_dev_close(uint16_t port_id);
/**
 * Reset the hardware of a port, e.g. after RTE_ETH_EVENT_INTR_RESET. The port is stopped first and must be configured again.
 *
 * @return 0; -ENODEV bad port; -ENOTSUP the driver cannot; -EIO hardware gone; else the driver's code. Since 17.08.
 */
int rte_eth_dev_reset(uint16_t port_id);

/** 1 when the port can be used, else 0. Never fails. Since 2.1. */
int rte_eth_dev_is_valid_port(uint16_t port_id);
/** 1 when the hardware behind the port is gone (it stays 1), else 0, also for a bad port. Since 18.02. */
int rte_eth_dev_is_removed(uint16_t port_id);
/** 1 when the port was closed and its number still belongs to its device, which can be detached by it; else 0. */
int rte_eth_dev_is_closed(uint16_t port_id);
/** Number of ports that nobody owns. Since 18.05. */
uint16_t rte_eth_dev_count_avail(void);
/** Number of ports. Since 18.05. */
uint16_t rte_eth_dev_count_total(void);

/* Walking. All look-ups return RTE_MAX_ETHPORTS at the end; ports may come and go during a walk. */

/** First port from @p port_id on. Since 17.05. */
uint16_t rte_eth_find_next(uint16_t port_id);
/** First port from @p port_id on that @p owner_id owns. Since 18.02. */
uint64_t rte_eth_find_next_owned_by(uint16_t port_id, const uint64_t owner_id);
/** First port from @p port_id on of device @p parent. Since 19.05. */
uint16_t rte_eth_find_next_of(uint16_t port_id, const struct rte_device *parent);
/** First port from @p port_id_start on of the device of @p ref_port_id. Since 19.05. */
uint16_t rte_eth_find_next_sibling(uint16_t port_id_start, uint16_t ref_port_id);

/** Owner id that means nobody. */
#define RTE_ETH_DEV_NO_OWNER 0

/** Walk @p p over the ports that @p o owns. Since 18.02. */
#define RTE_ETH_FOREACH_DEV_OWNED_BY(p, o)                                                                    \
	for (p = rte_eth_find_next_owned_by(0, o); (unsigned int)p < (unsigned int)RTE_MAX_ETHPORTS;            \
	     p = rte_eth_find_next_owned_by(p + 1, o))
/** Walk @p p over the ports that nobody owns. Since 17.05. */
#define RTE_ETH_FOREACH_DEV(p) RTE_ETH_FOREACH_DEV_OWNED_BY(p, RTE_ETH_DEV_NO_OWNER)
/** Walk @p port_id over the ports of device @p parent. Since 19.05. */
#define RTE_ETH_FOREACH_DEV_OF(port_id, parent)                                                               \
	for (port_id = rte_eth_find_next_of(0, parent); port_id < RTE_MAX_ETHPORTS;                             \
	     port_id = rte_eth_find_next_of(port_id + 1, parent))
/** Walk @p port_id over the ports of the device of @p ref_port_id. Since 19.05. */
#define RTE_ETH_FOREACH_DEV_SIBLING(port_id, ref_port_id)                                                     \
	for (port_id = rte_eth_find_next_sibling(0, ref_port_id); port_id < RTE_MAX_ETHPORTS;                   \
	     port_id = rte_eth_find_next_sibling(port_id + 1, ref_port_id))

/**
 * Begin to walk the ports that fit @p devargs.
 *
 * @param iter state of the walk
 * @param devargs a device string in either syntax, or "class=eth[,mac=aa:bb:cc:dd:ee:ff][,representor=N]"; arguments other than
 *   these two are not looked at when a device is named
 * @return 0; -EINVAL NULL or unparsable; -EFAULT no bus or class takes it; -ENOTSUP not a class of ports; -ENOMEM
 * Lifetime: the walk frees its memory at its end; leave early with rte_eth_iterator_cleanup(). Since 18.11.
 */
int rte_eth_iterator_init(struct rte_dev_iterator *iter, const char *devargs);
/** Next port, RTE_MAX_ETHPORTS at the end and for NULL. Since 18.11. */
uint16_t rte_eth_iterator_next(struct rte_dev_iterator *iter);
/** Free a walk that is left before its end; NULL ok. Since 18.11. */
void rte_eth_iterator_cleanup(struct rte_dev_iterator *iter);
/** Walk @p id over the ports that fit @p devargs. Since 18.11. */
#define RTE_ETH_FOREACH_MATCHING_DEV(id, devargs, iter)                                                       \
	for (rte_eth_iterator_init(iter, devargs), id = rte_eth_iterator_next(iter); id != RTE_MAX_ETHPORTS;    \
	     id = rte_eth_iterator_next(iter))

#define RTE_ETH_MAX_OWNER_NAME_LEN 64

/** Who uses a port exclusively. Since 18.02. */
struct rte_eth_dev_owner {
	uint64_t id;                           /**< from rte_eth_dev_owner_new() */
	char name[RTE_ETH_MAX_OWNER_NAME_LEN]; /**< for people */
};

/** Draw a new owner id; none is ever given twice. 0; -EINVAL NULL; -ENOMEM. Since 18.02. */
int rte_eth_dev_owner_new(uint64_t *owner_id);
/** Own a port. 0; -ENODEV bad port; -EINVAL NULL or an id that was never drawn; -EPERM it is owned. Since 18.02. */
int rte_eth_dev_owner_set(const uint16_t port_id, const struct rte_eth_dev_owner *owner);
/** Give a port up. 0; -ENODEV bad port; -EINVAL an id that was never drawn; -EPERM @p owner_id does not own it. Since 18.02. */
int rte_eth_dev_owner_unset(const uint16_t port_id, const uint64_t owner_id);
/** Give up all ports of an owner. 0; -EINVAL an id that was never drawn. Since 18.02. */
int rte_eth_dev_owner_delete(const uint64_t owner_id);
/** Read who owns a port; id RTE_ETH_DEV_NO_OWNER: nobody. 0; -ENODEV bad port; -EINVAL NULL. Since 18.02. */
int rte_eth_dev_owner_get(const uint16_t port_id, struct rte_eth_dev_owner *owner);

#ifdef __cplusplus
}
#endif

#endif
