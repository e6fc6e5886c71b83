/* SPDX-License-Identifier: BSD-3-Clause */
/* Dynamic fields and flags: space in every mbuf that libraries, drivers and applications share out by name, in all processes. */
#ifndef _RTE_MBUF_DYN_H_
#define _RTE_MBUF_DYN_H_

#include <stdio.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Size of a name with its final NUL. */
#define RTE_MBUF_DYN_NAMESIZE 64

/** A field to register. */
struct rte_mbuf_dynfield {
	char name[RTE_MBUF_DYN_NAMESIZE];
	size_t size;        /**< bytes */
	size_t align;       /**< a power of two */
	unsigned int flags; /**< 0 */
};

/** A flag to register. */
struct rte_mbuf_dynflag {
	char name[RTE_MBUF_DYN_NAMESIZE];
	unsigned int flags; /**< 0 */
};

/**
 * Get space for a field, or that of the field of this name if it is registered with the same size, align and flags.
 * @return Offset in struct rte_mbuf for RTE_MBUF_DYNFIELD(), or -1 with rte_errno: EINVAL (size, align or flags), ENAMETOOLONG,
 *  EEXIST (registered otherwise), ENOENT (no room), ENOMEM, E_RTE_NO_CONFIG (the runtime is not initialized).
 * Context: any thread; takes the list lock. Lifetime: as long as the runtime. Since: 19.11.
 */
int rte_mbuf_dynfield_register(const struct rte_mbuf_dynfield *params);

/**
 * As rte_mbuf_dynfield_register(), at offset @p offset of struct rte_mbuf; SIZE_MAX: anywhere.
 * @return The offset, or -1; besides: EBUSY (not free), EEXIST (registered at another offset).
 */
int rte_mbuf_dynfield_register_offset(const struct rte_mbuf_dynfield *params, size_t offset);

/** Find a field. @p params, if not NULL, gets how it was registered. @return Its offset, or -1 with ENOENT. Since: 19.11. */
int rte_mbuf_dynfield_lookup(const char *name, struct rte_mbuf_dynfield *params);

/**
 * Get a bit of rte_mbuf::ol_flags, or that of the flag of this name.
 * @return Number of the bit, or -1 with rte_errno as rte_mbuf_dynfield_register(). Since: 19.11.
 */
int rte_mbuf_dynflag_register(const struct rte_mbuf_dynflag *params);

/** As rte_mbuf_dynflag_register(), bit @p bitnum; UINT_MAX: any. @return The bit, or -1; besides: EBUSY, EEXIST (another bit). */
int rte_mbuf_dynflag_register_bitnum(const struct rte_mbuf_dynflag *params, unsigned int bitnum);

/** Find a flag. @p params, if not NULL, gets how it was registered. @return Its bit, or -1 with ENOENT. Since: 19.11. */
int rte_mbuf_dynflag_lookup(const char *name, struct rte_mbuf_dynflag *params);

/** The field at @p offset of @p m, as pointer type @p type. */
#define RTE_MBUF_DYNFIELD(m, offset, type) ((type)((uintptr_t)(m) + (offset)))

/** Write all fields, flags and free space to @p out. Context: any thread. Since: 19.11. */
void rte_mbuf_dyn_dump(FILE *out);

/* Names that are used by more than one library or driver. */
#define RTE_MBUF_DYNFIELD_METADATA_NAME "rte_flow_dynfield_metadata" /**< uint32_t of flow rules */
#define RTE_MBUF_DYNFLAG_METADATA_NAME "rte_flow_dynflag_metadata"   /**< the metadata is valid */

#define RTE_MBUF_DYNFIELD_TIMESTAMP_NAME "rte_dynfield_timestamp"     /**< rte_mbuf_timestamp_t */
#define RTE_MBUF_DYNFLAG_RX_TIMESTAMP_NAME "rte_dynflag_rx_timestamp" /**< the time stamp was set on receipt */
#define RTE_MBUF_DYNFLAG_TX_TIMESTAMP_NAME "rte_dynflag_tx_timestamp" /**< the time stamp says when to send */

#define RTE_MBUF_DYNFIELD_IP_REASSEMBLY_NAME "rte_dynfield_ip_reassembly"
#define RTE_MBUF_DYNFLAG_IP_REASSEMBLY_INCOMPLETE_NAME "rte_dynflag_ip_reassembly_incomplete"

/** A time stamp; its unit is the device's. */
typedef uint64_t rte_mbuf_timestamp_t;

/**
 * Register the time stamp field and the flag that says it was set on receipt.
 * @param field_offset, rx_flag If not NULL: get the field's offset and the flag as a mask; unchanged on failure.
 * @return 0, or -1 with rte_errno as the calls above. Since: 20.11.
 */
int rte_mbuf_dyn_rx_timestamp_register(int *field_offset, uint64_t *rx_flag);

/** As rte_mbuf_dyn_rx_timestamp_register(), with the flag that says when to send. */
int rte_mbuf_dyn_tx_timestamp_register(int *field_offset, uint64_t *tx_flag);

#ifdef __cplusplus
}
#endif

#endif
