/* SPDX-License-Identifier: BSD-3-Clause */
/* Universally unique identifiers in network byte order. */
#ifndef _RTE_UUID_H_
#define _RTE_UUID_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned char rte_uuid_t[16];

/** Bytes of the text form with its zero byte. */
#define RTE_UUID_STRLEN (36 + 1)

/** Initialiser from the five numbers of the text form: 32, 16, 16, 16 and 48 bits. */
#define RTE_UUID_INIT(a, b, c, d, e) \
	{ \
		((a) >> 24) & 0xff, ((a) >> 16) & 0xff, ((a) >> 8) & 0xff, (a) & 0xff, ((b) >> 8) & 0xff, (b) & 0xff, \
		((c) >> 8) & 0xff, (c) & 0xff, ((d) >> 8) & 0xff, (d) & 0xff, ((e) >> 40) & 0xff, ((e) >> 32) & 0xff, \
		((e) >> 24) & 0xff, ((e) >> 16) & 0xff, ((e) >> 8) & 0xff, (e) & 0xff \
	}

/** True if all bytes are zero. Since 18.08. */
bool rte_uuid_is_null(const rte_uuid_t uu);

static inline void
rte_uuid_copy(rte_uuid_t dst, const rte_uuid_t src)
{
	memcpy(dst, src, sizeof(rte_uuid_t));
}

/** Order of two: below 0, 0, above 0. Since 18.08. */
int rte_uuid_compare(const rte_uuid_t a, const rte_uuid_t b);

/** Read the text form (8-4-4-4-12 hex digits, any case). 0; -1 when malformed (@p uu untouched). Since 18.08. */
int rte_uuid_parse(const char *in, rte_uuid_t uu);

/** Write the text form in lower case; cut to @p len bytes. Since 18.08. */
void rte_uuid_unparse(const rte_uuid_t uu, char *out, size_t len);

#ifdef __cplusplus
}
#endif

#endif
