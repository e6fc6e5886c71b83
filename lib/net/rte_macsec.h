/* SPDX-License-Identifier: BSD-3-Clause */
/* MACsec tag (IEEE 802.1AE). */
#ifndef RTE_MACSEC_H
#define RTE_MACSEC_H

#include <stdint.h>

#include <rte_byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

/* bits of rte_macsec_hdr::tci_an */
#define RTE_MACSEC_TCI_VER_MASK 0x80 /**< version, 0 */
#define RTE_MACSEC_TCI_ES 0x40       /**< the sender is an end station */
#define RTE_MACSEC_TCI_SC 0x20       /**< the channel identifier is there */
#define RTE_MACSEC_TCI_SCB 0x10      /**< single copy broadcast */
#define RTE_MACSEC_TCI_E 0x08        /**< encrypted */
#define RTE_MACSEC_TCI_C 0x04        /**< the data was changed */
#define RTE_MACSEC_AN_MASK 0x03      /**< number of the association */

/** Bytes of a channel identifier. */
#define RTE_MACSEC_SCI_LEN 8

/** Tag, after the Ethernet type. */
__extension__
struct rte_macsec_hdr {
	uint8_t tci_an;
	uint8_t short_length : 6;
	uint8_t unused : 2;
	rte_be32_t packet_number;
} __rte_packed;

/** Channel identifier, if there is one. */
struct rte_macsec_sci_hdr {
	uint8_t sci[RTE_MACSEC_SCI_LEN];
} __rte_packed;

#ifdef __cplusplus
}
#endif

#endif
