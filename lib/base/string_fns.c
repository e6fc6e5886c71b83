/* SPDX-License-Identifier: BSD-3-Clause */
/* Splitting and copying strings, and reading sizes. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <rte_common.h>
#include <rte_errno.h>
#include <rte_string_fns.h>

int
rte_strsplit(char *string, int stringlen, char **tokens, int maxtokens, char delim)
{
	bool at_start = true;
	int i, n = 0;

	if (string == NULL || tokens == NULL) {
		errno = EINVAL;
		return -1;
	}
	for (i = 0; i < stringlen; i++) {
		if (string[i] == '\0' || n >= maxtokens)
			break;
		if (at_start) {
			at_start = false;
			tokens[n++] = &string[i];
			/* the last token is whatever is left, delimiters included */
			if (n == maxtokens)
				break;
		}
		if (string[i] == delim) {
			string[i] = '\0';
			at_start = true;
		}
	}
	return n;
}

ssize_t
rte_strscpy(char *dst, const char *src, size_t dsize)
{
	size_t len = strnlen(src, dsize);

	if (len < dsize) {
		memcpy(dst, src, len + 1);
		return (ssize_t)len;
	}
	if (dsize > 0) {
		memcpy(dst, src, dsize - 1);
		dst[dsize - 1] = '\0';
	}
	rte_errno = E2BIG;
	return -E2BIG;
}

static uint64_t
size_fail(int err)
{
	errno = err;
	return 0;
}

uint64_t
rte_str_to_size(const char *str)
{
	unsigned long long size;
	unsigned int shift = 0;
	char *end;

	if (str == NULL)
		return size_fail(EINVAL);
	str = rte_str_skip_leading_spaces(str);
	if (*str == '-')
		return size_fail(EINVAL);
	errno = 0;
	size = strtoull(str, &end, 0);
	if (errno != 0)
		return 0;
	if (end == str)
		return size_fail(EINVAL);
	if (*end == ' ')
		end++;
	switch (*end) {
	case 'G':
	case 'g':
		shift = 30;
		break;
	case 'M':
	case 'm':
		shift = 20;
		break;
	case 'K':
	case 'k':
		shift = 10;
		break;
	case '\0':
		return size;
	default:
		return size_fail(EINVAL);
	}
	if (size > UINT64_MAX >> shift)
		return size_fail(ERANGE);
	return (uint64_t)size << shift;
}
