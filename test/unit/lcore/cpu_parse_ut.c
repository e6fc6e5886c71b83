/* SPDX-License-Identifier: BSD-3-Clause */
/* Masks, lists and maps of CPUs, and where each error is said to be. */
#include <errno.h>
#include <string.h>

#include <lcore/lcore_priv.h>

#include "ut.h"

/* The set as a word, for sets below 64. */
static uint64_t
bits(const rte_cpuset_t *set)
{
	uint64_t w = 0;
	int i;

	for (i = 0; i < 64; i++)
		if (CPU_ISSET(i, set))
			w |= UINT64_C(1) << i;
	return w;
}

static void
masks(void)
{
	struct parse_error err;
	rte_cpuset_t set;

	UT_EQ(cpu_parse_mask("0x5", 128, &set, &err), 0);
	UT_EQ(bits(&set), 5);
	UT_EQ(cpu_parse_mask(" fF ", 128, &set, &err), 0);
	UT_EQ(bits(&set), 255);
	UT_EQ(cpu_parse_mask("0X80000000000000000000000000000001", 128, &set, &err), 0);
	UT_TRUE(CPU_ISSET(127, &set) && CPU_ISSET(0, &set));
	UT_EQ(CPU_COUNT(&set), 2);
	UT_EQ(cpu_parse_mask("000000000000000000000000000000000000001", 128, &set, &err), 0);
	UT_EQ(bits(&set), 1);
}

static void
mask_fails(const char *text, const char *why, int at)
{
	struct parse_error err = { "", text };
	rte_cpuset_t set;

	UT_EQ(cpu_parse_mask(text, 128, &set, &err), -EINVAL);
	UT_STR_EQ(err.why, why);
	UT_EQ(err.at - text, at);
}

static void
bad_masks(void)
{
	mask_fails("", "the mask is empty", 0);
	mask_fails("  ", "the mask is empty", 2);
	mask_fails("0x", "the mask is empty", 2);
	mask_fails("0", "the mask is zero", 0);
	mask_fails("0x1g", "this is no hex digit", 3);
	mask_fails("1 1", "this is no hex digit", 1);
	mask_fails("100000000000000000000000000000000", "the bit is too high", 0);
}

static void
lists(void)
{
	struct parse_error err;
	rte_cpuset_t set;
	unsigned int n;

	UT_EQ(cpu_parse_list("0", 128, &set, &err), 0);
	UT_EQ(bits(&set), 1);
	UT_EQ(cpu_parse_list(" 1 , 3-5 ,7\n", 128, &set, &err), 0);
	UT_EQ(bits(&set), 0xba);
	UT_EQ(cpu_parse_list("127", 128, &set, &err), 0);
	UT_EQ(cpu_parse_number(" 12 ", 128, &n, &err), 0);
	UT_EQ(n, 12);
	UT_EQ(cpu_parse_number("12x", 128, &n, &err), -EINVAL);
}

static void
list_fails(const char *text, const char *why, int at)
{
	struct parse_error err = { "", text };
	rte_cpuset_t set;

	UT_EQ(cpu_parse_list(text, 128, &set, &err), -EINVAL);
	UT_STR_EQ(err.why, why);
	UT_EQ(err.at - text, at);
}

static void
bad_lists(void)
{
	list_fails("", "a number is missing", 0);
	list_fails("1,", "a number is missing", 2);
	list_fails(",1", "this is no number", 0);
	list_fails("1-", "a number is missing", 2);
	list_fails("-1", "this is no number", 0);
	list_fails("5-3", "the range is descending", 0);
	list_fails("1,128", "the number is too large", 2);
	list_fails("99999999999999999999", "the number is too large", 0);
	list_fails("1;2", "a comma is missing", 1);
	list_fails("a", "this is no number", 0);
}

static void
maps(void)
{
	/* the documented example: 1 on 1; 2 on 5-7; 3-5 on 0 and 2; 0 and 6 on 0 and 6; 7 on 7; 8 on 8 */
	const char *at = "1,2@(5-7),(3-5)@(0,2),(0,6),7-8";
	struct parse_error err;
	struct map_element e;

	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_EQ(bits(&e.lcores), 2);
	UT_TRUE(e.own);
	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_EQ(bits(&e.lcores), 4);
	UT_EQ(bits(&e.cpus), 0xe0);
	UT_FALSE(e.own);
	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_EQ(bits(&e.lcores), 0x38);
	UT_EQ(bits(&e.cpus), 5);
	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_EQ(bits(&e.lcores), 0x41);
	UT_EQ(bits(&e.cpus), 0x41);
	UT_FALSE(e.own);
	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_EQ(bits(&e.lcores), 0x180);
	UT_TRUE(e.own);
	UT_EQ(*at, '\0');
	at = " ( 0 - 3 ) @ 1000 ";
	UT_EQ(cpu_parse_map(&at, &e, &err), 0);
	UT_TRUE(CPU_ISSET(1000, &e.cpus));
	UT_EQ(*at, '\0');
}

static void
map_fails(const char *text, const char *why, int place)
{
	struct parse_error err = { "", text };
	struct map_element e;
	const char *at = text;
	int ret;

	do {
		ret = cpu_parse_map(&at, &e, &err);
	} while (ret == 0 && *at != '\0');
	UT_EQ(ret, -EINVAL);
	UT_STR_EQ(err.why, why);
	UT_EQ(err.at - text, place);
}

static void
bad_maps(void)
{
	map_fails("", "a number is missing", 0);
	map_fails("(", "a number is missing", 1);
	map_fails("()", "this is no number", 1);
	map_fails("(0", "the ) is missing", 2);
	map_fails("(0,1", "the ) is missing", 4);
	map_fails("0)", "a comma is missing", 1);
	map_fails("0@", "a number is missing", 2);
	map_fails("@0", "this is no number", 0);
	map_fails("0@(1,2", "the ) is missing", 6);
	map_fails("0,", "an element is missing", 2);
	map_fails("0@1@2", "a comma is missing", 3);
	map_fails("128@0", "the number is too large", 0);
	map_fails("0@1024", "the number is too large", 2);
	map_fails("1,2-1", "the range is descending", 2);
}

UT_MAIN("cpu_parse",
	{"masks", masks},
	{"bad masks", bad_masks},
	{"lists", lists},
	{"bad lists", bad_lists},
	{"maps", maps},
	{"bad maps", bad_maps})
