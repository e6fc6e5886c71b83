/* SPDX-License-Identifier: BSD-3-Clause */
/* What the dumps print. */
#include <stdlib.h>
#include <string.h>

#include <rte_hexdump.h>

#include "ut.h"

static void
lines_of_sixteen(void)
{
	char data[18] = "ABCDEFGHIJKLMNOP\x01z";
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	rte_hexdump(f, "title", data, sizeof(data));
	fclose(f);
	UT_EQ(strncmp(text, "title at [", 10), 0);
	UT_NOT_NULL(strstr(text, "len=18\n"));
	UT_NOT_NULL(strstr(text, "00000000: 41 42 43"));
	UT_NOT_NULL(strstr(text, "| ABCDEFGHIJKLMNOP\n"));
	UT_NOT_NULL(strstr(text, "00000010: 01 7A"));
	UT_NOT_NULL(strstr(text, "| .z\n"));
	free(text);
}

static void
pairs_with_colons(void)
{
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	rte_memdump(f, "mac", "\x02\xfe", 2);
	rte_memdump(f, NULL, "", 0);
	fclose(f);
	UT_STR_EQ(text, "mac: 02:FE\n\n");
	free(text);
	rte_memdump(NULL, "mac", "x", 1);
	rte_hexdump(NULL, "mac", "x", 1);
}

UT_MAIN("hexdump",
	{"lines of sixteen bytes", lines_of_sixteen},
	{"pairs with colons", pairs_with_colons})
