/* SPDX-License-Identifier: BSD-3-Clause */
/* Hash of a short name, for the indexes of lists by name. */
#ifndef STRHASH_H
#define STRHASH_H

#include <stdint.h>

/** FNV-1a of @p name, folded so that the low bits of the result may pick a bucket. */
static inline uint32_t
strhash(const char *name)
{
	uint32_t h = 2166136261u;

	while (*name != '\0')
		h = (h ^ (unsigned char)*name++) * 16777619u;
	return h ^ h >> 15;
}

#endif
