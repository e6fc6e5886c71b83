/* SPDX-License-Identifier: BSD-3-Clause */
/* The ports that testpmd works with, and their life: attach, set up, start, stop, close, detach. Guarded by the control lock. */
#ifndef PORTS_H
#define PORTS_H

#include <stdbool.h>
#include <stdint.h>

#include <rte_dev.h>
#include <rte_ethdev.h>

/** In place of a port number: every port. */
#define PORT_ALL UINT32_MAX

enum port_status {
	PORT_NONE,    /**< no such port, or not ours yet */
	PORT_STOPPED,
	PORT_STARTED,
	PORT_CLOSED,  /**< its number lives on until its device is detached */
};

struct port {
	enum port_status status;
	bool configured;       /**< queues are set up as the settings want them */
	uint16_t nb_rxq, nb_txq; /**< as configured */
	uint16_t mtu;          /**< from `port config mtu`, 0: the driver's */
	int socket;            /**< NUMA node, never negative */
	char name[RTE_ETH_NAME_MAX_LEN];
	char device[RTE_DEV_NAME_MAX_LEN], bus[32]; /**< who owns the port */
	struct rte_mempool *pool;
	uint32_t pool_share;   /**< mbufs of pool that this port may hold */
	struct rte_ether_addr peer; /**< destination in mac mode */
	struct {
		uint64_t time, rx_packets, rx_bytes, tx_packets, tx_bytes;
	} shown;               /**< counters when they were last shown, time 0: never */
};

extern struct port ports[RTE_MAX_ETHPORTS];

/** Walk @p p over the numbers of all ports that are there, closed ones too. */
#define PORTS_FOREACH(p) \
	for ((p) = ports_next(0); (p) < RTE_MAX_ETHPORTS; (p) = ports_next((uint16_t)((p) + 1)))

/** The first port at or after @p from; RTE_MAX_ETHPORTS: none. */
uint16_t ports_next(uint16_t from);
/** Number of ports that are not closed. */
unsigned int ports_count(void);
/** True if @p port is there and not closed; else says "Invalid port". */
bool ports_check(uint32_t port);
/** True if @p port is there, closed or not; else says "Invalid port". */
bool ports_check_any(uint32_t port);
/** True if @p wanted is PORT_ALL or @p port. */
bool ports_wanted(uint32_t wanted, uint16_t port);
/** Say which numbers would do. */
void ports_print_valid(void);
/** True if every port is stopped or closed; else says "Please stop all ports first". */
bool ports_all_stopped(void);
/** Have all ports set up anew at their next start. */
void ports_reconfigure(void);

/** Take the ports that are there at start-up. */
void ports_take_all(void);
/** Take a port into the table and into the forwarding list. 0; -EEXIST it is there; -errno (said). */
int port_take(uint16_t port);
/** Drop a port whose device is gone. */
void port_drop(uint16_t port);
/** The port of device @p name that is there, closed or not; RTE_MAX_ETHPORTS: none. */
uint16_t port_of_device(const char *name, uint16_t from);

/** The commands of the same names; they say what they do. 0; negative: failed (said). */
int port_start(uint32_t wanted);
int port_stop(uint32_t wanted);
int port_close(uint32_t wanted);
int port_reset(uint32_t wanted);
int port_attach(const char *devargs);
int port_detach(const char *id);
int device_detach(const char *name);
/** Stop, close and detach a port that asks for it; says what it does. */
void port_remove(uint16_t port);
/** Detach the devices of all ports, in silence but for failures. */
void ports_detach_all(void);

/** Configure a port and set up its queues. 0, -errno (said). */
int port_configure(uint16_t port);
/** Wait until the links of the started ports are up, at most nine seconds. */
void links_wait(void);
/** Say how the link of @p port is. */
void link_print(uint16_t port);

/** True in the process that owns the ports. */
bool process_is_primary(void);

/** Why the last attach or detach of this thread failed, as " (step: text)" or a plain errno text of @p err. */
const char *hotplug_reason(int err);

#endif
