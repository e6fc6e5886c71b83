/* SPDX-License-Identifier: BSD-3-Clause */
/* Printing memory. */
#ifndef _RTE_HEXDUMP_H_
#define _RTE_HEXDUMP_H_

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Print @p len bytes as lines of offset, 16 bytes and their characters, under @p title (NULL: none). Since 2.0. */
void rte_hexdump(FILE *f, const char *title, const void *buf, unsigned int len);

/** Print @p len bytes as pairs of digits with ':' between them, after @p title (NULL: none). Since 2.0. */
void rte_memdump(FILE *f, const char *title, const void *buf, unsigned int len);

#ifdef __cplusplus
}
#endif

#endif
