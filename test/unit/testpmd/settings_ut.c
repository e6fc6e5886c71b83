/* SPDX-License-Identifier: BSD-3-Clause */
/* What users write for lists, packet lengths and bursts. */
#include "app/testpmd/settings.c"

#include "ut.h"

unsigned int
fwd_txonly_headers(void)
{
	return 42;
}

static void
lists_are_read_in_their_order(void)
{
	unsigned int list[8];

	UT_EQ(list_read("3", "ports", 31, list, 8), 1);
	UT_EQ(list[0], 3);
	UT_EQ(list_read("5,1-3,0", "ports", 31, list, 8), 5);
	UT_EQ(list[0], 5);
	UT_EQ(list[1], 1);
	UT_EQ(list[3], 3);
	UT_EQ(list[4], 0);
	UT_EQ(list_read("0-7", "ports", 31, list, 8), 8);
}

static void
wrong_lists_are_refused(void)
{
	static const char *const wrong[] = {
		"", ",", "1,", ",1", "-1", "1-", "3-1", "1,1", "0-2,1", "32", "0-32", "a", "1a", "1-2-3", "0x1", " 1", "1 ",
		"0-8",
		"99999999999999999999", "0-99999999999999999999",
	};
	unsigned int list[8], i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		UT_EQ(list_read(wrong[i], "ports", 31, list, 8), -EINVAL);
		if (list_read(wrong[i], "ports", 31, list, 8) != -EINVAL)
			printf("accepted '%s'\n", wrong[i]);
	}
}

static void
packet_lengths(void)
{
	settings_default();
	UT_EQ(settings_txpkts_set("64"), 0);
	UT_EQ(settings.nb_segments, 1);
	UT_EQ(settings_txpkts_set("64,128,1"), 0);
	UT_EQ(settings.nb_segments, 3);
	UT_EQ(settings.segments[1], 128);
	UT_EQ(settings_txpkts_set("41"), -EINVAL);
	UT_EQ(settings_txpkts_set("64,"), -EINVAL);
	UT_EQ(settings_txpkts_set("64,0"), -EINVAL);
	UT_EQ(settings_txpkts_set(""), -EINVAL);
	UT_EQ(settings_txpkts_set("-64"), -EINVAL);
	UT_EQ(settings_txpkts_set("64;32"), -EINVAL);
	UT_EQ(settings_txpkts_set("2049"), -EINVAL);
	UT_EQ(settings_txpkts_set("64,64,64,64,64,64,64,64,64"), -EINVAL);
	UT_EQ(settings_txpkts_set("18446744073709551616"), -EINVAL);
	UT_EQ(settings.nb_segments, 3);
	UT_EQ(settings.segments[0], 64);
}

static void
bursts(void)
{
	settings_default();
	UT_EQ(settings_burst_set(0), -EINVAL);
	UT_EQ(settings_burst_set(513), -EINVAL);
	UT_EQ(settings_burst_set(UINT64_MAX), -EINVAL);
	UT_EQ(SETTING_GET(burst), 32);
	UT_EQ(settings_burst_set(512), 0);
	UT_EQ(SETTING_GET(burst), 512);
}

UT_MAIN("testpmd_settings",
	{ "lists are read in their order", lists_are_read_in_their_order },
	{ "wrong lists are refused", wrong_lists_are_refused },
	{ "lengths of generated packets", packet_lengths },
	{ "packets per burst", bursts })
