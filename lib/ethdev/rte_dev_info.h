/* SPDX-License-Identifier: BSD-3-Clause */
/* Buffers in which registers and memories of a device are read and written. */
#ifndef RTE_DEV_INFO_H
#define RTE_DEV_INFO_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A dump of registers. Since 2.1. */
struct rte_dev_reg_info {
	void *data;       /**< buffer; NULL: only length and width are asked for */
	uint32_t offset;  /**< first register */
	uint32_t length;  /**< number of registers */
	uint32_t width;   /**< bytes of one register */
	uint32_t version; /**< kind and revision of the device */
};

/** A range of an EEPROM. Since 2.1. */
struct rte_dev_eeprom_info {
	void *data;      /**< buffer */
	uint32_t offset; /**< first byte */
	uint32_t length; /**< bytes */
	uint32_t magic;  /**< key that the device wants before it writes */
};

/* Kinds of plug-in modules, and the bytes of their EEPROMs. Since 18.05. */
#define RTE_ETH_MODULE_SFF_8079 0x1
#define RTE_ETH_MODULE_SFF_8079_LEN 256
#define RTE_ETH_MODULE_SFF_8472 0x2
#define RTE_ETH_MODULE_SFF_8472_LEN 512
#define RTE_ETH_MODULE_SFF_8636 0x3
#define RTE_ETH_MODULE_SFF_8636_LEN 256
#define RTE_ETH_MODULE_SFF_8636_MAX_LEN 640
#define RTE_ETH_MODULE_SFF_8436 0x4
#define RTE_ETH_MODULE_SFF_8436_LEN 256
#define RTE_ETH_MODULE_SFF_8436_MAX_LEN 640

/** A plug-in module. Since 18.05. */
struct rte_eth_dev_module_info {
	uint32_t type;       /**< RTE_ETH_MODULE_* */
	uint32_t eeprom_len; /**< bytes of its EEPROM */
};

#ifdef __cplusplus
}
#endif

#endif
