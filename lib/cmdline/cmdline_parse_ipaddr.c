/* SPDX-License-Identifier: BSD-3-Clause */
/* The IP address token. */
#include <arpa/inet.h>
#include <string.h>

#include "cmdline_parse_ipaddr.h"
#include "cmdline_private.h"

struct cmdline_token_ops cmdline_token_ipaddr_ops = {
	.parse = cmdline_parse_ipaddr,
	.get_help = cmdline_get_help_ipaddr,
};

/* Read a prefix length of one to three decimal digits, not above @max. */
static bool
prefix_read(const char *text, unsigned int max, unsigned int *len)
{
	size_t i;

	*len = 0;
	for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 3; i++)
		*len = *len * 10 + (unsigned int)(text[i] - '0');
	return i > 0 && text[i] == '\0' && *len <= max;
}

static bool
address_read(const char *text, unsigned int flags, cmdline_ipaddr_t *ip)
{
	if ((flags & CMDLINE_IPADDR_V4) && inet_pton(AF_INET, text, &ip->addr.ipv4) == 1) {
		ip->family = AF_INET;
		return true;
	}
	if ((flags & CMDLINE_IPADDR_V6) && inet_pton(AF_INET6, text, &ip->addr.ipv6) == 1) {
		ip->family = AF_INET6;
		return true;
	}
	return false;
}

int
cmdline_parse_ipaddr(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	char text[INET6_ADDRSTRLEN + sizeof("/128")];
	cmdline_ipaddr_t ip;
	unsigned int flags;
	char *slash;
	int n;

	if (tk == NULL || srcbuf == NULL || (res != NULL && ressize < sizeof(ip)))
		return -1;
	flags = ((struct cmdline_token_ipaddr *)tk)->ipaddr_data.flags;
	n = cmdline_token_copy(srcbuf, text, sizeof(text));
	if (n < 0)
		return -1;
	memset(&ip, 0, sizeof(ip));
	slash = strchr(text, '/');
	if ((slash != NULL) != ((flags & CMDLINE_IPADDR_NETWORK) != 0))
		return -1;
	if (slash != NULL)
		*slash = '\0';
	if (!address_read(text, flags, &ip))
		return -1;
	if (slash != NULL && !prefix_read(slash + 1, ip.family == AF_INET ? 32 : 128, &ip.prefixlen))
		return -1;
	if (res != NULL)
		memcpy(res, &ip, sizeof(ip));
	return n;
}

int
cmdline_get_help_ipaddr(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	static const char *const kinds[] = {
		[CMDLINE_IPADDR_V4] = "IPv4",
		[CMDLINE_IPADDR_V6] = "IPv6",
		[CMDLINE_IPADDR_V4 | CMDLINE_IPADDR_V6] = "IPv4/IPv6",
		[CMDLINE_IPADDR_NETWORK | CMDLINE_IPADDR_V4] = "IPv4 network",
		[CMDLINE_IPADDR_NETWORK | CMDLINE_IPADDR_V6] = "IPv6 network",
		[CMDLINE_IPADDR_NETWORK | CMDLINE_IPADDR_V4 | CMDLINE_IPADDR_V6] = "IPv4/IPv6 network",
	};
	unsigned int flags;

	if (tk == NULL)
		return -1;
	flags = ((struct cmdline_token_ipaddr *)tk)->ipaddr_data.flags;
	if (flags >= sizeof(kinds) / sizeof(kinds[0]) || kinds[flags] == NULL)
		return -1;
	return cmdline_help_copy(kinds[flags], dstbuf, size);
}
