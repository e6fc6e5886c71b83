/* SPDX-License-Identifier: BSD-3-Clause */
/* The Ethernet address token. */
#include <stdint.h>
#include <string.h>

#include "cmdline_parse_etheraddr.h"
#include "cmdline_private.h"

#define MAC_BYTES 6

struct cmdline_token_ops cmdline_token_etheraddr_ops = {
	.parse = cmdline_parse_etheraddr,
	.get_help = cmdline_get_help_etheraddr,
};

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* Read @text as groups of @bytes bytes between colons. */
static bool
groups_read(const char *text, unsigned int bytes, uint8_t *mac)
{
	unsigned int i;

	for (i = 0; i < MAC_BYTES; i++) {
		int high, low;

		if (i != 0 && i % bytes == 0 && *text++ != ':')
			return false;
		high = digit_value(text[0]);
		low = high < 0 ? -1 : digit_value(text[1]);
		if (low < 0)
			return false;
		mac[i] = (uint8_t)(high << 4 | low);
		text += 2;
	}
	return *text == '\0';
}

int
cmdline_parse_etheraddr(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	uint8_t mac[MAC_BYTES];
	char text[sizeof("00:00:00:00:00:00")];
	int n;

	(void)tk;
	if (srcbuf == NULL || (res != NULL && ressize < sizeof(mac)))
		return -1;
	n = cmdline_token_copy(srcbuf, text, sizeof(text));
	if (n < 0 || (!groups_read(text, 1, mac) && !groups_read(text, 2, mac)))
		return -1;
	if (res != NULL)
		memcpy(res, mac, sizeof(mac));
	return n;
}

int
cmdline_get_help_etheraddr(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	(void)tk;
	return cmdline_help_copy("Ethernet address", dstbuf, size);
}
