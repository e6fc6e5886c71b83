/* SPDX-License-Identifier: BSD-3-Clause */
/* The port list token. */
#include <string.h>

#include "cmdline_parse_portlist.h"
#include "cmdline_private.h"

#define PORT_MAX 31

struct cmdline_token_ops cmdline_token_portlist_ops = {
	.parse = cmdline_parse_portlist,
	.get_help = cmdline_get_help_portlist,
};

/* Read a number up to PORT_MAX and step over it. */
static bool
port_read(const char **p, unsigned int *port)
{
	const char *begin = *p;

	for (*port = 0; **p >= '0' && **p <= '9'; (*p)++) {
		*port = *port * 10 + (unsigned int)(**p - '0');
		if (*port > PORT_MAX)
			return false;
	}
	return *p != begin;
}

static bool
list_read(const char *p, uint32_t *map)
{
	unsigned int first, last;

	*map = 0;
	for (;;) {
		if (!port_read(&p, &first))
			return false;
		last = first;
		if (*p == '-') {
			p++;
			if (!port_read(&p, &last) || last < first)
				return false;
		}
		for (; first <= last; first++)
			*map |= UINT32_C(1) << first;
		if (*p == '\0')
			return true;
		if (*p++ != ',')
			return false;
	}
}

int
cmdline_parse_portlist(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	char text[PORTLIST_TOKEN_SIZE];
	cmdline_portlist_t list;
	int n;

	(void)tk;
	if (srcbuf == NULL || (res != NULL && ressize < sizeof(list)))
		return -1;
	n = cmdline_token_copy(srcbuf, text, sizeof(text));
	if (n < 0 || !list_read(text, &list.map))
		return -1;
	if (res != NULL)
		memcpy(res, &list, sizeof(list));
	return n;
}

int
cmdline_get_help_portlist(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	(void)tk;
	return cmdline_help_copy("range of ports as 3,4-6,8-19,20", dstbuf, size);
}
