/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading, writing and comparing UUIDs. */
#include <ctype.h>
#include <stdio.h>

#include <rte_uuid.h>

/* Places of the dashes in the text form. */
static bool
dash_at(unsigned int i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

bool
rte_uuid_is_null(const rte_uuid_t uu)
{
	unsigned int i;

	for (i = 0; i < sizeof(rte_uuid_t); i++)
		if (uu[i] != 0)
			return false;
	return true;
}

int
rte_uuid_compare(const rte_uuid_t a, const rte_uuid_t b)
{
	return memcmp(a, b, sizeof(rte_uuid_t));
}

static unsigned char
digit_value(char c)
{
	return (unsigned char)(isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10);
}

int
rte_uuid_parse(const char *in, rte_uuid_t uu)
{
	unsigned char out[sizeof(rte_uuid_t)];
	unsigned int i, n = 0;

	if (in == NULL || strnlen(in, RTE_UUID_STRLEN) != RTE_UUID_STRLEN - 1)
		return -1;
	for (i = 0; i < RTE_UUID_STRLEN - 1; i++) {
		if (dash_at(i)) {
			if (in[i] != '-')
				return -1;
			continue;
		}
		if (!isxdigit((unsigned char)in[i]))
			return -1;
		if (n % 2 == 0)
			out[n / 2] = (unsigned char)(digit_value(in[i]) << 4);
		else
			out[n / 2] |= digit_value(in[i]);
		n++;
	}
	memcpy(uu, out, sizeof(out));
	return 0;
}

void
rte_uuid_unparse(const rte_uuid_t uu, char *out, size_t len)
{
	snprintf(out, len, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", uu[0], uu[1], uu[2], uu[3],
		 uu[4], uu[5], uu[6], uu[7], uu[8], uu[9], uu[10], uu[11], uu[12], uu[13], uu[14], uu[15]);
}
