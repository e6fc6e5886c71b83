/* SPDX-License-Identifier: BSD-3-Clause */
/* The array descriptor that stands inside struct rte_memseg_list. Elements are reached through the walks of rte_memory.h. */
#ifndef RTE_FBARRAY_H
#define RTE_FBARRAY_H

#include <rte_rwlock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Size of an array's name, with its NUL. */
#define RTE_FBARRAY_NAME_LEN 64

/** A table in memory that all processes share. Read-only for applications. Since 18.05. */
struct rte_fbarray {
	char name[RTE_FBARRAY_NAME_LEN]; /**< "memseg-<page kB>k-<socket>-<n>" */
	unsigned int count;              /**< elements in use */
	unsigned int len;                /**< elements altogether */
	unsigned int elt_sz;             /**< bytes of one element */
	void *data;                      /**< first element */
	rte_rwlock_t rwlock;             /**< not used: the memory map lock protects the table */
};

#ifdef __cplusplus
}
#endif

#endif
