/* SPDX-License-Identifier: BSD-3-Clause */
/* Events of ports, and the functions that are told of them. */
#ifndef RTE_ETH_EVENT_H
#define RTE_ETH_EVENT_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kinds of events; numbers never change. Since 2.0. */
enum rte_eth_event_type {
	RTE_ETH_EVENT_UNKNOWN,
	RTE_ETH_EVENT_INTR_LSC,         /**< the link changed */
	RTE_ETH_EVENT_QUEUE_STATE,      /**< a queue was enabled or disabled by the other side. Since 16.04 */
	RTE_ETH_EVENT_INTR_RESET,       /**< the port wants rte_eth_dev_reset(). Since 16.04 */
	RTE_ETH_EVENT_VF_MBOX,          /**< message of a virtual function. Since 16.11 */
	RTE_ETH_EVENT_MACSEC,           /**< Since 17.02 */
	RTE_ETH_EVENT_INTR_RMV,         /**< the device was removed. Since 17.05 */
	RTE_ETH_EVENT_NEW,              /**< the port can be used from now on. Since 18.02 */
	RTE_ETH_EVENT_DESTROY,          /**< the port is closed. Since 18.02 */
	RTE_ETH_EVENT_IPSEC,            /**< Since 18.05 */
	RTE_ETH_EVENT_FLOW_AGED,        /**< Since 20.05 */
	RTE_ETH_EVENT_RX_AVAIL_THRESH,  /**< Since 22.07 */
	RTE_ETH_EVENT_ERR_RECOVERING,   /**< Since 22.11 */
	RTE_ETH_EVENT_RECOVERY_SUCCESS, /**< Since 22.11 */
	RTE_ETH_EVENT_RECOVERY_FAILED,  /**< Since 22.11 */
	RTE_ETH_EVENT_MAX
};

enum rte_eth_event_macsec_subtype {
	RTE_ETH_SUBEVENT_MACSEC_UNKNOWN,
	RTE_ETH_SUBEVENT_MACSEC_RX_SECTAG_V_EQ1,
	RTE_ETH_SUBEVENT_MACSEC_RX_SECTAG_E_EQ0_C_EQ1,
	RTE_ETH_SUBEVENT_MACSEC_RX_SECTAG_SL_GTE48,
	RTE_ETH_SUBEVENT_MACSEC_RX_SECTAG_ES_EQ1_SC_EQ1,
	RTE_ETH_SUBEVENT_MACSEC_RX_SECTAG_SC_EQ1_SCB_EQ1,
};

enum rte_eth_event_macsec_type {
	RTE_ETH_EVENT_MACSEC_UNKNOWN,
	RTE_ETH_EVENT_MACSEC_SECTAG_VAL_ERR,
	RTE_ETH_EVENT_MACSEC_RX_SA_PN_HARD_EXP,
	RTE_ETH_EVENT_MACSEC_RX_SA_PN_SOFT_EXP,
	RTE_ETH_EVENT_MACSEC_TX_SA_PN_HARD_EXP,
	RTE_ETH_EVENT_MACSEC_TX_SA_PN_SOFT_EXP,
	RTE_ETH_EVENT_MACSEC_SA_NOT_VALID,
};

/** ret_param of RTE_ETH_EVENT_MACSEC. Since 21.11. */
struct rte_eth_event_macsec_desc {
	enum rte_eth_event_macsec_type type;
	enum rte_eth_event_macsec_subtype subtype;
	uint64_t metadata;
};

enum rte_eth_event_ipsec_subtype {
	RTE_ETH_EVENT_IPSEC_UNKNOWN = 0,
	RTE_ETH_EVENT_IPSEC_ESN_OVERFLOW,
	RTE_ETH_EVENT_IPSEC_SA_TIME_EXPIRY,
	RTE_ETH_EVENT_IPSEC_SA_BYTE_EXPIRY,
	RTE_ETH_EVENT_IPSEC_SA_PKT_EXPIRY,
	RTE_ETH_EVENT_IPSEC_SA_BYTE_HARD_EXPIRY,
	RTE_ETH_EVENT_IPSEC_SA_PKT_HARD_EXPIRY,
	RTE_ETH_EVENT_IPSEC_MAX
};

/** ret_param of RTE_ETH_EVENT_IPSEC. Since 18.05. */
struct rte_eth_event_ipsec_desc {
	enum rte_eth_event_ipsec_subtype subtype;
	uint64_t metadata;
};

/** Every port, those to come included. Since 18.02. */
#define RTE_ETH_ALL RTE_MAX_ETHPORTS

/**
 * Told of an event. No lock of the library is held: the whole API may be called, also to stop, close or detach the port, and to
 * register or unregister functions.
 *
 * @param port_id port
 * @param event kind
 * @param cb_arg argument of the registration
 * @param ret_param data of the event, valid during the call, or NULL
 * @return handed to the driver that raised the event (of the last function, if there are several)
 * Context: NEW and DESTROY: the thread that attached, closed or detached the port. Others: rte-work when the driver's interrupt
 *   handler raised them, else the thread whose control call made the driver raise them, after that call's lock is released.
 */
typedef int (*rte_eth_dev_cb_fn)(uint16_t port_id, enum rte_eth_event_type event, void *cb_arg, void *ret_param);

/**
 * Ask to be told of an event of one port, or of all (RTE_ETH_ALL). Registering the same twice is the same as once.
 * Registrations of one port end with that port; NEW can be heard with RTE_ETH_ALL only.
 *
 * @return 0; -EINVAL bad port, bad event or NULL function; -ENOMEM
 * Context: any thread and callback. Since 2.0.
 */
int rte_eth_dev_callback_register(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn cb_fn, void *cb_arg);
/**
 * Undo registrations: same event and function and, unless @p cb_arg is (void *)-1, same argument. On return the function
 * does not run and will not be called. From inside the function itself: it takes effect when that returns.
 *
 * @param port_id port, or RTE_ETH_ALL: those of every port
 * @return 0, also when there was none; -EINVAL bad port, bad event or NULL function; -EAGAIN undone, but the function still
 *   runs in another thread, for which this one must not wait since it is itself in an event function or a driver's
 *   operation
 * Context: any thread and callback. Since 2.0.
 */
int rte_eth_dev_callback_unregister(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn cb_fn, void *cb_arg);

#ifdef __cplusplus
}
#endif

#endif
