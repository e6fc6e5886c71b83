/* SPDX-License-Identifier: BSD-3-Clause */
/* Dynamic fields and flags: space is given out once, by name, and runs out with an error. */
#include <limits.h>

#include <rte_mbuf.h>
#include <rte_mbuf_dyn.h>

#include "test/unit/ring/packet_ut.h"

static int
field(const char *name, size_t size, size_t align)
{
	struct rte_mbuf_dynfield params = {.size = size, .align = align};

	snprintf(params.name, sizeof(params.name), "%s", name);
	return rte_mbuf_dynfield_register(&params);
}

static int
flag(const char *name, unsigned int bit)
{
	struct rte_mbuf_dynflag params = {.flags = 0};

	snprintf(params.name, sizeof(params.name), "%s", name);
	return rte_mbuf_dynflag_register_bitnum(&params, bit);
}

static void
bad_requests(void)
{
	struct rte_mbuf_dynfield params = {.name = "bad", .size = 4, .align = 4, .flags = 1};
	struct rte_mbuf_dynflag flag_params = {.name = "bad", .flags = 1};
	struct footprint before = footprint_now();

	UT_EQ(rte_mbuf_dynfield_lookup("bad", NULL), -1);
	UT_EQ(rte_errno, ENOENT);
	UT_EQ(rte_mbuf_dynflag_lookup("bad", NULL), -1);
	UT_EQ(rte_errno, ENOENT);
	UT_EQ(rte_mbuf_dynfield_register(&params), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_mbuf_dynflag_register(&flag_params), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(field("bad", 0, 1), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(field("bad", 128, 1), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(field("bad", 4, 3), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(field("bad", 4, 0), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(flag("bad", 64), -1);
	UT_EQ(rte_errno, EINVAL);
	memset(params.name, 'x', sizeof(params.name));
	params.flags = 0;
	UT_EQ(rte_mbuf_dynfield_register(&params), -1);
	UT_EQ(rte_errno, ENAMETOOLONG);
	memset(flag_params.name, 'x', sizeof(flag_params.name));
	flag_params.flags = 0;
	UT_EQ(rte_mbuf_dynflag_register(&flag_params), -1);
	UT_EQ(rte_errno, ENAMETOOLONG);
	UT_SAME_FOOTPRINT(before);

	alloc_fail_at = 1;
	UT_EQ(field("bad", 4, 4), -1);
	UT_EQ(rte_errno, ENOMEM);
	UT_EQ(rte_mbuf_dynfield_lookup("bad", NULL), -1);
	alloc_fail_at = 0;
	UT_SAME_FOOTPRINT(before);
}

static void
fields_by_name(void)
{
	struct rte_mbuf_dynfield params = {.name = "four", .size = 4, .align = 4}, found;
	struct rte_mbuf m;
	int four, eight;

	four = rte_mbuf_dynfield_register(&params);
	UT_TRUE_FATAL(four >= (int)offsetof(struct rte_mbuf, dynfield1) && four <= 124);
	UT_EQ(four % 4, 0);
	/* programs of old releases write to these without asking */
	UT_TRUE(four >= (int)(offsetof(struct rte_mbuf, timestamp) + 8));
	UT_EQ(rte_mbuf_dynfield_register(&params), four);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, four), four);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, four ^ 4), -1);
	UT_EQ(rte_errno, EEXIST);
	params.size = 2;
	UT_EQ(rte_mbuf_dynfield_register(&params), -1);
	UT_EQ(rte_errno, EEXIST);
	UT_EQ(rte_mbuf_dynfield_lookup("four", &found), four);
	UT_EQ(found.size, 4);
	UT_EQ(found.align, 4);
	UT_STR_EQ(found.name, "four");

	eight = field("eight", 8, 8);
	UT_EQ(eight % 8, 0);
	UT_TRUE(eight >= four + 4 || eight + 8 <= four);
	*RTE_MBUF_DYNFIELD(&m, eight, uint64_t *) = 0x1122334455667788;
	*RTE_MBUF_DYNFIELD(&m, four, uint32_t *) = 0xaabbccdd;
	UT_EQ(*RTE_MBUF_DYNFIELD(&m, eight, uint64_t *), 0x1122334455667788);
}

static void
offsets_on_demand(void)
{
	struct rte_mbuf_dynfield params = {.name = "here", .size = 2, .align = 2};

	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 0), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 90), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 128), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 93), -1);
	UT_EQ(rte_errno, EINVAL);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 92), 92);
	snprintf(params.name, sizeof(params.name), "there");
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 92), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(rte_mbuf_dynfield_register_offset(&params, 94), 94);
}

static void
time_stamps(void)
{
	uint64_t rx = 0, tx = 0;
	int rx_offset = -1, tx_offset = -1;

	UT_EQ(rte_mbuf_dyn_rx_timestamp_register(&rx_offset, &rx), 0);
	UT_EQ(rte_mbuf_dyn_tx_timestamp_register(&tx_offset, &tx), 0);
	UT_EQ(rte_mbuf_dyn_rx_timestamp_register(NULL, NULL), 0);
	UT_EQ(rx_offset, tx_offset);
	UT_EQ(rx_offset % 8, 0);
	UT_TRUE(rx != 0 && tx != 0 && rx != tx && (rx & (rx - 1)) == 0);
	UT_EQ(rte_mbuf_dynfield_lookup(RTE_MBUF_DYNFIELD_TIMESTAMP_NAME, NULL), rx_offset);
	UT_EQ(1ULL << rte_mbuf_dynflag_lookup(RTE_MBUF_DYNFLAG_RX_TIMESTAMP_NAME, NULL), rx);
}

static void
flags_by_name(void)
{
	struct rte_mbuf_dynflag found;
	int a = flag("a", UINT_MAX);

	UT_TRUE_FATAL(a >= 23 && a <= 40);
	UT_EQ(flag("a", UINT_MAX), a);
	UT_EQ(flag("a", a), a);
	UT_EQ(flag("a", a == 40 ? 39 : a + 1), -1);
	UT_EQ(rte_errno, EEXIST);
	UT_EQ(flag("b", a), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(flag("b", 22), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(flag("b", 41), -1);
	UT_EQ(rte_errno, EBUSY);
	UT_EQ(flag("b", 40), 40);
	UT_EQ(rte_mbuf_dynflag_lookup("b", &found), 40);
	UT_STR_EQ(found.name, "b");
}

static void
dump_shows_all(void)
{
	static char text[8192];
	FILE *f = fmemopen(text, sizeof(text), "w");

	rte_mbuf_dyn_dump(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "Reserved fields:\n  name=four offset="));
	UT_NOT_NULL(strstr(text, "  name=here offset=92 size=2 align=2 flags=0\n"));
	UT_NOT_NULL(strstr(text, "Reserved flags:\n"));
	UT_NOT_NULL(strstr(text, "  name=b bitnum=40 flags=0\n"));
	UT_NOT_NULL(strstr(text, "Free bit in mbuf->ol_flags (0 = occupied, 1 = free):\n  0000: 0 0 0 0 0 0 0 0\n"));
}

/* Runs last: takes what there is left, a byte and a bit at a time, and nothing twice. */
static void
until_nothing_is_left(void)
{
	uint8_t taken[sizeof(struct rte_mbuf)] = {0};
	uint64_t bits = 0;
	char name[16];
	int n, at;

	for (n = 0; n < 100; n++) {
		snprintf(name, sizeof(name), "byte%d", n);
		at = field(name, 1, 1);
		if (at < 0)
			break;
		UT_TRUE(at >= 92 && at < 128);
		UT_EQ(taken[at]++, 0);
	}
	UT_EQ(rte_errno, ENOENT);
	UT_EQ(n, 36 - 4 - 8 - 2 - 2 - 8); /* four, eight, here, there and the time stamp have theirs */
	UT_EQ(field("four", 4, 4) >= 0, 1);

	for (n = 0; n < 100; n++) {
		snprintf(name, sizeof(name), "bit%d", n);
		at = flag(name, UINT_MAX);
		if (at < 0)
			break;
		UT_TRUE(at >= 23 && at <= 40);
		UT_EQ(bits >> at & 1, 0);
		bits |= 1ULL << at;
	}
	UT_EQ(rte_errno, ENOENT);
	UT_EQ(n, 18 - 4);
}

UT_MAIN_FIXTURE("rte_mbuf_dyn", runtime_start, runtime_stop,
	{"requests that make no sense are refused", bad_requests},
	{"fields are found by name and do not overlap", fields_by_name},
	{"fields at a wanted offset", offsets_on_demand},
	{"time stamps share a field", time_stamps},
	{"flags are found by name", flags_by_name},
	{"a dump shows all", dump_shows_all},
	{"space is given out once and ends", until_nothing_is_left})
