/* SPDX-License-Identifier: BSD-3-Clause */
/* What programs look for in the version. */
#include <string.h>

#include <rte_version.h>

#include "ut.h"

static void
numbers_and_text_agree(void)
{
	unsigned int a = 0, b = 0, c = 0;

	UT_EQ(sscanf(rte_version(), "DPDK %u.%u.%u", &a, &b, &c), 3);
	UT_EQ(a, 22);
	UT_EQ(b, 11);
	UT_EQ(rte_version_year(), a);
	UT_EQ(rte_version_month(), b);
	UT_EQ(rte_version_minor(), c);
	UT_EQ(rte_version_release(), RTE_VER_RELEASE);
	UT_STR_EQ(rte_version_prefix(), "DPDK");
	UT_STR_EQ(rte_version_suffix(), "");
	UT_NOT_NULL(strstr(rte_version(), REPLUG_VERSION));
	UT_TRUE(RTE_VERSION >= RTE_VERSION_NUM(22, 11, 0, 0));
	UT_TRUE(RTE_VERSION < RTE_VERSION_NUM(23, 3, 0, 0));
}

UT_MAIN("version",
	{"numbers and text agree", numbers_and_text_agree})
