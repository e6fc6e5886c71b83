/* SPDX-License-Identifier: BSD-3-Clause */
/* Text form and comparison of UUIDs. */
#include <rte_common.h>
#include <rte_uuid.h>

#include "ut.h"

static void
text_and_back(void)
{
	rte_uuid_t a = RTE_UUID_INIT(0x14d63f20, 0x8445, 0x11ea, 0x8900, 0x1f9ce7d5650dULL), b;
	char text[RTE_UUID_STRLEN];

	rte_uuid_unparse(a, text, sizeof(text));
	UT_STR_EQ(text, "14d63f20-8445-11ea-8900-1f9ce7d5650d");
	UT_EQ(rte_uuid_parse("14D63F20-8445-11ea-8900-1f9ce7d5650d", b), 0);
	UT_EQ(rte_uuid_compare(a, b), 0);
	b[15]++;
	UT_TRUE(rte_uuid_compare(a, b) < 0);
	rte_uuid_copy(b, a);
	UT_EQ(rte_uuid_compare(a, b), 0);
	rte_uuid_unparse(a, text, 9);
	UT_STR_EQ(text, "14d63f20");
}

static void
malformed_texts(void)
{
	static const char *const bad[] = { "", "14d63f20-8445-11ea-8900-1f9ce7d5650", "14d63f20-8445-11ea-8900-1f9ce7d5650d0",
					   "14d63f2008445-11ea-8900-1f9ce7d5650d", "14d63f20-8445-11ea-8900-1f9ce7d5650g",
					   "14d63f20-8445-11ea-89-0-1f9ce7d5650d" };
	rte_uuid_t u = { 1 };
	size_t i;

	for (i = 0; i < RTE_DIM(bad); i++)
		UT_EQ(rte_uuid_parse(bad[i], u), -1);
	UT_EQ(rte_uuid_parse(NULL, u), -1);
	UT_EQ(u[0], 1);
	UT_FALSE(rte_uuid_is_null(u));
	u[0] = 0;
	UT_TRUE(rte_uuid_is_null(u));
}

UT_MAIN("uuid",
	{"text and back", text_and_back},
	{"malformed texts are refused", malformed_texts})
