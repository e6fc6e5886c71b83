/* SPDX-License-Identifier: BSD-3-Clause */
/* rte_memcpy() for every short length and alignment. */
#include <stdlib.h>
#include <string.h>

#include <rte_memcpy.h>

#include "ut.h"

static void
every_length_and_alignment(void)
{
	uint8_t src[400], dst[400];
	unsigned int i, n, off;

	for (i = 0; i < sizeof(src); i++)
		src[i] = (uint8_t)(i * 7 + 1);
	for (n = 0; n <= 300; n++) {
		for (off = 0; off < 4; off++) {
			memset(dst, 0xee, sizeof(dst));
			UT_PTR_EQ(rte_memcpy(dst + 16 + off, src + 3 * off, n), dst + 16 + off);
			if (memcmp(dst + 16 + off, src + 3 * off, n) != 0 || dst[15 + off] != 0xee || dst[16 + off + n] != 0xee)
				CU_FAIL_FATAL("bytes differ");
		}
	}
}

/* In heap blocks of the exact size, so that a sanitizer sees any byte beyond. */
static void
reads_and_writes_nothing_beyond(void)
{
	size_t n;

	for (n = 1; n < 200; n++) {
		uint8_t *a = malloc(n), *b = malloc(n);

		memset(a, (int)n, n);
		rte_memcpy(b, a, n);
		UT_EQ(b[n - 1], (uint8_t)n);
		free(a);
		free(b);
	}
}

static void
fixed_moves(void)
{
	uint8_t src[256], dst[256];

	memset(src, 0x5a, sizeof(src));
	memset(dst, 0, sizeof(dst));
	rte_mov256(dst, src);
	UT_EQ(memcmp(dst, src, 256), 0);
	memset(dst, 0, sizeof(dst));
	rte_mov48(dst, src);
	UT_EQ(dst[47], 0x5a);
	UT_EQ(dst[48], 0);
}

UT_MAIN("memcpy",
	{"every length and alignment", every_length_and_alignment},
	{"reads and writes nothing beyond", reads_and_writes_nothing_beyond},
	{"moves of fixed lengths", fixed_moves})
