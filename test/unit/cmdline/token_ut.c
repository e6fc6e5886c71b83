/* SPDX-License-Identifier: BSD-3-Clause */
/* Each kind of token: what it takes, what it refuses, what it stores. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmdline_parse_bool.h>
#include <cmdline_parse_etheraddr.h>
#include <cmdline_parse_ipaddr.h>
#include <cmdline_parse_num.h>
#include <cmdline_parse_portlist.h>
#include <cmdline_parse_string.h>

#include "ut.h"

struct result {
	uint64_t value;
	cmdline_fixed_string_t word;
	cmdline_multi_string_t rest;
	cmdline_ipaddr_t ip;
};

/* Read @text as a number of @type; -1 refused. The value goes to @v, sign-extended by the caller. */
static int
number(enum cmdline_numtype type, const char *text, uint64_t *v)
{
	cmdline_parse_token_num_t t = TOKEN_NUM_INITIALIZER(struct result, value, type);
	int n, checked;

	*v = 0;
	n = cmdline_parse_num(&t.hdr, text, v, sizeof(*v));
	checked = cmdline_parse_num(&t.hdr, text, NULL, 0);
	UT_EQ(n, checked);
	return n;
}

static void
number_accepted(enum cmdline_numtype type, const char *text, int len, uint64_t value)
{
	uint64_t v;

	UT_EQ(number(type, text, &v), len);
	UT_EQ(v, value);
	if (v != value)
		fprintf(stderr, "'%s' gave %#lx\n", text, (unsigned long)v);
}

static void
number_formats(void)
{
	number_accepted(RTE_UINT16, "0", 1, 0);
	number_accepted(RTE_UINT16, "255", 3, 255);
	number_accepted(RTE_UINT16, "0x10", 4, 16);
	number_accepted(RTE_UINT16, "0xfF", 4, 255);
	number_accepted(RTE_UINT16, "010", 3, 8);
	number_accepted(RTE_UINT16, "0b101", 5, 5);
	number_accepted(RTE_UINT16, "00", 2, 0);
	number_accepted(RTE_UINT16, "5 x", 1, 5);
	number_accepted(RTE_UINT16, "5#", 1, 5);
	number_accepted(RTE_UINT16, "5\n", 1, 5);
	number_accepted(RTE_INT8, "-128", 4, 0x80);
	number_accepted(RTE_INT16, "-010", 4, 0xfff6);
	number_accepted(RTE_INT32, "-1", 2, 0xffffffff);
	number_accepted(RTE_INT64, "-9223372036854775808", 20, UINT64_C(1) << 63);
	number_accepted(RTE_INT64, "9223372036854775807", 19, INT64_MAX);
	number_accepted(RTE_UINT64, "18446744073709551615", 20, UINT64_MAX);
	number_accepted(RTE_UINT64, "0xffffffffffffffff", 18, UINT64_MAX);
	number_accepted(RTE_UINT64, "0b1111111111111111111111111111111111111111111111111111111111111111", 66, UINT64_MAX);
}

static void
numbers_refused(void)
{
	static const char *const never[] = {
		"", " 5", "+5", "5a", "0x", "0X10", "0b", "0b12", "0B1", "08", "1e3", "-", "--1", "-0x5", "-0b1", "0o7",
		"1.5", "x",
		"18446744073709551616", "0x1ffffffffffffffff",
		"999999999999999999999999999999999999999999999999999999999999999999999999999",
	};
	uint64_t v;
	size_t i;
	int type;

	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		for (type = RTE_UINT8; type <= RTE_INT64; type++)
			UT_EQ(number(type, never[i], &v), -1);
	UT_EQ(number(RTE_UINT8, "256", &v), -1);
	UT_EQ(number(RTE_UINT8, "-1", &v), -1);
	UT_EQ(number(RTE_UINT16, "65536", &v), -1);
	UT_EQ(number(RTE_UINT32, "4294967296", &v), -1);
	UT_EQ(number(RTE_UINT64, "-0", &v), -1);
	UT_EQ(number(RTE_INT8, "128", &v), -1);
	UT_EQ(number(RTE_INT8, "-129", &v), -1);
	UT_EQ(number(RTE_INT64, "9223372036854775808", &v), -1);
	UT_EQ(number(RTE_INT64, "-9223372036854775809", &v), -1);
}

static void
number_needs_room_for_its_type(void)
{
	cmdline_parse_token_num_t t = TOKEN_NUM_INITIALIZER(struct result, value, RTE_UINT32);
	uint8_t room[8];
	char help[8];

	memset(room, 0xaa, sizeof(room));
	UT_EQ(cmdline_parse_num(&t.hdr, "7", room, 3), -1);
	UT_EQ(room[0], 0xaa);
	UT_EQ(cmdline_parse_num(&t.hdr, "7", room, 4), 1);
	UT_EQ(room[4], 0xaa);
	UT_EQ(cmdline_parse_num(NULL, "7", room, 4), -1);
	UT_EQ(cmdline_parse_num(&t.hdr, NULL, room, 4), -1);
	UT_EQ(cmdline_get_help_num(&t.hdr, help, sizeof(help)), 0);
	UT_STR_EQ(help, "UINT32");
	UT_EQ(cmdline_get_help_num(&t.hdr, help, 6), -1);
}

static void
words(void)
{
	cmdline_parse_token_string_t choice = TOKEN_STRING_INITIALIZER(struct result, word, "show#set");
	cmdline_parse_token_string_t any = TOKEN_STRING_INITIALIZER(struct result, word, NULL);
	cmdline_parse_token_string_t rest = TOKEN_STRING_INITIALIZER(struct result, rest, TOKEN_STRING_MULTI);
	char big[STR_MULTI_TOKEN_SIZE + 8];
	struct result r;

	UT_EQ(cmdline_parse_string(&choice.hdr, "set x", r.word, sizeof(r.word)), 3);
	UT_STR_EQ(r.word, "set");
	UT_EQ(cmdline_parse_string(&choice.hdr, "sho", r.word, sizeof(r.word)), -1);
	UT_EQ(cmdline_parse_string(&choice.hdr, "shows", r.word, sizeof(r.word)), -1);
	UT_EQ(cmdline_parse_string(&choice.hdr, "show#set", r.word, sizeof(r.word)), 4);
	UT_EQ(cmdline_parse_string(&choice.hdr, "", r.word, sizeof(r.word)), -1);
	UT_EQ(cmdline_parse_string(&any.hdr, "a,b=c d", r.word, sizeof(r.word)), 5);
	UT_STR_EQ(r.word, "a,b=c");
	UT_EQ(cmdline_parse_string(&any.hdr, "abc", r.word, STR_TOKEN_SIZE - 1), -1);
	UT_EQ(cmdline_parse_string(&rest.hdr, "a b  c # d", r.rest, sizeof(r.rest)), 7);
	UT_STR_EQ(r.rest, "a b  c ");

	memset(big, 'z', sizeof(big));
	big[STR_TOKEN_SIZE - 1] = '\0';
	UT_EQ(cmdline_parse_string(&any.hdr, big, r.word, sizeof(r.word)), STR_TOKEN_SIZE - 1);
	big[STR_TOKEN_SIZE - 1] = 'z';
	big[STR_TOKEN_SIZE] = '\0';
	UT_EQ(cmdline_parse_string(&any.hdr, big, r.word, sizeof(r.word)), -1);
	big[STR_TOKEN_SIZE] = 'z';
	big[STR_MULTI_TOKEN_SIZE - 1] = '\0';
	UT_EQ(cmdline_parse_string(&rest.hdr, big, r.rest, sizeof(r.rest)), STR_MULTI_TOKEN_SIZE - 1);
	big[STR_MULTI_TOKEN_SIZE - 1] = 'z';
	big[STR_MULTI_TOKEN_SIZE] = '\0';
	UT_EQ(cmdline_parse_string(&rest.hdr, big, r.rest, sizeof(r.rest)), -1);
}

static void
words_can_be_listed(void)
{
	cmdline_parse_token_string_t choice = TOKEN_STRING_INITIALIZER(struct result, word, "show#set");
	cmdline_parse_token_string_t any = TOKEN_STRING_INITIALIZER(struct result, word, NULL);
	char word[16];

	UT_EQ(cmdline_complete_get_nb_string(&choice.hdr), 2);
	UT_EQ(cmdline_complete_get_nb_string(&any.hdr), 0);
	UT_EQ(cmdline_complete_get_elt_string(&choice.hdr, 1, word, sizeof(word)), 0);
	UT_STR_EQ(word, "set");
	UT_EQ(cmdline_complete_get_elt_string(&choice.hdr, 2, word, sizeof(word)), -1);
	UT_EQ(cmdline_complete_get_elt_string(&choice.hdr, -1, word, sizeof(word)), -1);
	UT_EQ(cmdline_complete_get_elt_string(&choice.hdr, 0, word, 4), -1);
	UT_EQ(cmdline_complete_get_elt_string(&choice.hdr, 0, word, 5), 0);
	UT_EQ(cmdline_get_help_string(&choice.hdr, word, 4), -1);
}

static void
ethernet_addresses(void)
{
	static const char *const refused[] = {
		"", "0:1:2:3:4:5", "001122334455", "00-11-22-33-44-55", "00:11:22:33:44:5g", "00:11:22:33:44",
		"00:11:22:33:44:55:66",
		"aabb.ccdd.eeff", "aabb:ccdd:eef", "aabb:ccdd:eeff0", ":::::", "00:11:22:33:44:", "0011:22:3344:55",
	};
	cmdline_parse_token_etheraddr_t t = TOKEN_ETHERADDR_INITIALIZER(struct result, value);
	static const uint8_t want[] = { 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0x0f };
	uint8_t mac[6];
	size_t i;

	UT_EQ(cmdline_parse_etheraddr(&t.hdr, "aa:BB:cc:dd:ee:0F x", mac, sizeof(mac)), 17);
	UT_EQ(memcmp(mac, want, sizeof(want)), 0);
	memset(mac, 0, sizeof(mac));
	UT_EQ(cmdline_parse_etheraddr(NULL, "aabb:ccdd:ee0f", mac, sizeof(mac)), 14);
	UT_EQ(memcmp(mac, want, sizeof(want)), 0);
	UT_EQ(cmdline_parse_etheraddr(&t.hdr, "aa:bb:cc:dd:ee:0f", mac, 5), -1);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		UT_EQ(cmdline_parse_etheraddr(&t.hdr, refused[i], mac, sizeof(mac)), -1);
}

static int
ip(unsigned int flags, const char *text, cmdline_ipaddr_t *addr)
{
	cmdline_parse_token_ipaddr_t t = CMDLINE_TOKEN_IPADDR(struct result, ip, flags);

	memset(addr, 0, sizeof(*addr));
	return cmdline_parse_ipaddr(&t.hdr, text, addr, sizeof(*addr));
}

static void
ip_addresses(void)
{
	const unsigned int v4 = CMDLINE_IPADDR_V4, v6 = CMDLINE_IPADDR_V6, net = CMDLINE_IPADDR_NETWORK;
	static const char *const bad_nets[] = {
		"1.2.3.4", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/+1", "1.2.3.4/a", "1.2.3.4/24/1", "::1",
		"::1/129", "::1/",
		"1.2.3.4/0x8", "/8", "1.2.3.4/0000", "256.1.1.1/8",
	};
	cmdline_ipaddr_t a;
	size_t i;

	UT_EQ(ip(v4 | v6, "1.2.3.4", &a), 7);
	UT_EQ(a.family, AF_INET);
	UT_EQ(ntohl(a.addr.ipv4.s_addr), 0x01020304);
	UT_EQ(a.prefixlen, 0);
	UT_EQ(ip(v4 | v6, "fe80::1 x", &a), 7);
	UT_EQ(a.family, AF_INET6);
	UT_EQ(ip(v4, "fe80::1", &a), -1);
	UT_EQ(ip(v6, "1.2.3.4", &a), -1);
	UT_EQ(ip(v4, "1.2.3.4/8", &a), -1);
	UT_EQ(ip(v4, "1.2.3", &a), -1);
	UT_EQ(ip(v4 | net, "10.0.0.0/24", &a), 11);
	UT_EQ(a.prefixlen, 24);
	UT_EQ(ip(v6 | net, "fe80::/128", &a), 10);
	UT_EQ(a.prefixlen, 128);
	for (i = 0; i < sizeof(bad_nets) / sizeof(bad_nets[0]); i++)
		UT_EQ(ip(v4 | v6 | net, bad_nets[i], &a), -1);
}

static int
ports(const char *text, uint32_t *map)
{
	cmdline_parse_token_portlist_t t = TOKEN_PORTLIST_INITIALIZER(struct result, value);
	cmdline_portlist_t list;
	int n = cmdline_parse_portlist(&t.hdr, text, &list, sizeof(list));

	*map = n < 0 ? 0 : list.map;
	return n;
}

static void
port_lists(void)
{
	static const char *const refused[] = {
		"", "32", "0-32", "3-0", "1,", ",1", "-1", "1-", "1--2", "1,,2", "1-2-3", "0x1", "a", "1-a", "4294967296", "1;2",
	};
	uint32_t map;
	size_t i;

	UT_EQ(ports("0", &map), 1);
	UT_EQ(map, 1);
	UT_EQ(ports("1,2-4,6 x", &map), 7);
	UT_EQ(map, 0x5e);
	UT_EQ(ports("0-31", &map), 4);
	UT_EQ(map, UINT32_MAX);
	UT_EQ(ports("1,1", &map), 3);
	UT_EQ(map, 2);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		UT_EQ(ports(refused[i], &map), -1);
}

static void
on_and_off(void)
{
	cmdline_parse_token_bool_t t = TOKEN_BOOL_INITIALIZER(struct result, value);
	uint8_t v = 7;

	UT_EQ(cmdline_parse_bool(&t.hdr, "on x", &v, sizeof(v)), 2);
	UT_EQ(v, 1);
	UT_EQ(cmdline_parse_bool(&t.hdr, "off", &v, sizeof(v)), 3);
	UT_EQ(v, 0);
	UT_EQ(cmdline_parse_bool(&t.hdr, "1", &v, sizeof(v)), -1);
	UT_EQ(cmdline_parse_bool(&t.hdr, "offs", &v, sizeof(v)), -1);
}

UT_MAIN("cmdline_token",
	{ "numbers are read in four bases", number_formats },
	{ "what is no number, or too large, is refused", numbers_refused },
	{ "a number needs room for its type", number_needs_room_for_its_type },
	{ "words: fixed, choice, any, rest of the line", words },
	{ "words can be listed", words_can_be_listed },
	{ "Ethernet addresses in two spellings", ethernet_addresses },
	{ "IP addresses and networks", ip_addresses },
	{ "port lists", port_lists },
	{ "on and off", on_and_off })
