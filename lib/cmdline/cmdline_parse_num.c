/* SPDX-License-Identifier: BSD-3-Clause */
/* The number token. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "cmdline_parse_num.h"
#include "cmdline_private.h"

struct cmdline_token_ops cmdline_token_num_ops = {
	.parse = cmdline_parse_num,
	.get_help = cmdline_get_help_num,
};

static const struct {
	const char *name;
	unsigned int size; /* bytes */
	int64_t min;
	uint64_t max;
} num_types[] = {
	[RTE_UINT8] = { "UINT8", 1, 0, UINT8_MAX },
	[RTE_UINT16] = { "UINT16", 2, 0, UINT16_MAX },
	[RTE_UINT32] = { "UINT32", 4, 0, UINT32_MAX },
	[RTE_UINT64] = { "UINT64", 8, 0, UINT64_MAX },
	[RTE_INT8] = { "INT8", 1, INT8_MIN, INT8_MAX },
	[RTE_INT16] = { "INT16", 2, INT16_MIN, INT16_MAX },
	[RTE_INT32] = { "INT32", 4, INT32_MIN, INT32_MAX },
	[RTE_INT64] = { "INT64", 8, INT64_MIN, INT64_MAX },
};

/* The value of the digits @text in base @base; false: other characters, no digit, or more than 64 bits. */
static bool
digits_read(const char *text, unsigned int base, uint64_t *value)
{
	uint64_t v = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		unsigned int d;

		if (*text >= '0' && *text <= '9')
			d = (unsigned int)(*text - '0');
		else if ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'f')
			d = (unsigned int)((*text | 0x20) - 'a') + 10;
		else
			return false;
		if (d >= base || v > (UINT64_MAX - d) / base)
			return false;
		v = v * base + d;
	}
	*value = v;
	return true;
}

static bool
number_read(const char *text, bool *negative, uint64_t *value)
{
	*negative = text[0] == '-';
	if (*negative)
		return digits_read(text + 1, 10, value);
	if (text[0] == '0' && text[1] == 'x')
		return digits_read(text + 2, 16, value);
	if (text[0] == '0' && text[1] == 'b')
		return digits_read(text + 2, 2, value);
	if (text[0] == '0' && text[1] != '\0')
		return digits_read(text + 1, 8, value);
	return digits_read(text, 10, value);
}

static void
number_store(void *res, unsigned int size, uint64_t value)
{
	const uint8_t v8 = (uint8_t)value;
	const uint16_t v16 = (uint16_t)value;
	const uint32_t v32 = (uint32_t)value;

	switch (size) {
	case 1:
		memcpy(res, &v8, size);
		break;
	case 2:
		memcpy(res, &v16, size);
		break;
	case 4:
		memcpy(res, &v32, size);
		break;
	default:
		memcpy(res, &value, size);
		break;
	}
}

int
cmdline_parse_num(cmdline_parse_token_hdr_t *tk, const char *srcbuf, void *res, unsigned int ressize)
{
	char text[72]; /* 64 binary digits, prefix, sign */
	enum cmdline_numtype type;
	uint64_t value;
	bool negative;
	int n;

	if (tk == NULL || srcbuf == NULL)
		return -1;
	type = ((struct cmdline_token_num *)tk)->num_data.type;
	if ((unsigned int)type >= RTE_DIM(num_types) || (res != NULL && ressize < num_types[type].size))
		return -1;
	n = cmdline_token_copy(srcbuf, text, sizeof(text));
	if (n < 0 || !number_read(text, &negative, &value))
		return -1;
	if (negative) {
		if (num_types[type].min == 0 || value > 0 - (uint64_t)num_types[type].min)
			return -1;
		value = 0 - value;
	} else if (value > num_types[type].max) {
		return -1;
	}
	if (res != NULL)
		number_store(res, num_types[type].size, value);
	return n;
}

int
cmdline_get_help_num(cmdline_parse_token_hdr_t *tk, char *dstbuf, unsigned int size)
{
	enum cmdline_numtype type;

	if (tk == NULL)
		return -1;
	type = ((struct cmdline_token_num *)tk)->num_data.type;
	return cmdline_help_copy((unsigned int)type < RTE_DIM(num_types) ? num_types[type].name : "number", dstbuf, size);
}
