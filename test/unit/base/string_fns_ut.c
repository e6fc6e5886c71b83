/* SPDX-License-Identifier: BSD-3-Clause */
/* Splitting, copying, sizes. */
#include <errno.h>
#include <string.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_string_fns.h>

#include "ut.h"

static void
splitting(void)
{
	char text[] = "a,bb,,c,d";
	char one[] = "x";
	char *tok[8];

	UT_EQ(rte_strsplit(text, sizeof(text), tok, 4, ','), 4);
	UT_STR_EQ(tok[0], "a");
	UT_STR_EQ(tok[1], "bb");
	UT_STR_EQ(tok[2], "");
	UT_STR_EQ(tok[3], "c,d");
	UT_EQ(rte_strsplit(one, 1, tok, 8, ','), 1);
	UT_EQ(rte_strsplit(one, 0, tok, 8, ','), 0);
	UT_EQ(rte_strsplit(NULL, 1, tok, 8, ','), -1);
	UT_EQ(errno, EINVAL);
	UT_EQ(rte_strsplit(one, 1, NULL, 8, ','), -1);
}

static void
copies_are_bounded(void)
{
	char buf[8];

	UT_EQ(rte_strlcpy(buf, "123456789", sizeof(buf)), 9);
	UT_STR_EQ(buf, "1234567");
	UT_EQ(rte_strlcpy(buf, "ab", sizeof(buf)), 2);
	UT_EQ(rte_strlcat(buf, "cdefghij", sizeof(buf)), 10);
	UT_STR_EQ(buf, "abcdefg");
	UT_EQ(rte_strlcpy(buf, "zz", 0), 2);
	UT_STR_EQ(buf, "abcdefg");
	UT_EQ(strlcpy(buf, "q", sizeof(buf)), 1);
	UT_EQ(rte_strscpy(buf, "1234567", sizeof(buf)), 7);
	UT_EQ(rte_strscpy(buf, "12345678", sizeof(buf)), -E2BIG);
	UT_EQ(rte_errno, E2BIG);
	UT_STR_EQ(buf, "1234567");
	UT_EQ(rte_strscpy(buf, "x", 0), -E2BIG);
	UT_STR_EQ(rte_str_skip_leading_spaces(" \t x "), "x ");
}

static void
sizes(void)
{
	UT_EQ(rte_str_to_size("4096"), 4096);
	UT_EQ(rte_str_to_size("0x10"), 16);
	UT_EQ(rte_str_to_size("64k"), 65536);
	UT_EQ(rte_str_to_size("2M"), 2097152);
	UT_EQ(rte_str_to_size(" 1 G"), 1073741824);
	errno = 0;
	UT_EQ(rte_str_to_size("-5"), 0);
	UT_EQ(errno, EINVAL);
	UT_EQ(rte_str_to_size("M"), 0);
	UT_EQ(errno, EINVAL);
	UT_EQ(rte_str_to_size("5x"), 0);
	UT_EQ(rte_str_to_size(NULL), 0);
	UT_EQ(rte_str_to_size("99999999999999999999999"), 0);
	UT_EQ(errno, ERANGE);
	UT_EQ(rte_str_to_size("17179869185G"), 0);
	UT_EQ(errno, ERANGE);
}

UT_MAIN("string_fns",
	{"splitting", splitting},
	{"copies are bounded", copies_are_bounded},
	{"sizes with units", sizes})
