/* SPDX-License-Identifier: BSD-3-Clause */
/* Printing memory as hex digits. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include <rte_common.h>
#include <rte_hexdump.h>

#define BYTES_PER_LINE 16

void
rte_hexdump(FILE *f, const char *title, const void *buf, unsigned int len)
{
	const unsigned char *data = buf;
	unsigned int at, i, n;

	if (f == NULL)
		return;
	fprintf(f, "%s at [%p], len=%u\n", title != NULL ? title : "  Dump data", buf, len);
	for (at = 0; at < len; at += BYTES_PER_LINE) {
		n = RTE_MIN(len - at, (unsigned int)BYTES_PER_LINE);
		fprintf(f, "%08X:", at);
		for (i = 0; i < n; i++)
			fprintf(f, " %02X", data[at + i]);
		for (; i < BYTES_PER_LINE; i++)
			fputs("   ", f);
		fputs(" | ", f);
		for (i = 0; i < n; i++)
			fputc(isprint(data[at + i]) ? data[at + i] : '.', f);
		fputc('\n', f);
	}
	fflush(f);
}

void
rte_memdump(FILE *f, const char *title, const void *buf, unsigned int len)
{
	const unsigned char *data = buf;
	unsigned int i;

	if (f == NULL)
		return;
	if (title != NULL)
		fprintf(f, "%s: ", title);
	for (i = 0; i < len; i++)
		fprintf(f, "%s%02X", i == 0 ? "" : ":", data[i]);
	fputc('\n', f);
	fflush(f);
}
