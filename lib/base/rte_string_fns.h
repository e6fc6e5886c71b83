/* SPDX-License-Identifier: BSD-3-Clause */
/* Splitting and bounded copying of strings. */
#ifndef _RTE_STRING_FNS_H_
#define _RTE_STRING_FNS_H_

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include <rte_common.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Split a buffer in place.
 *
 * @param string      The buffer; each delimiter that ends a token becomes a zero byte.
 * @param stringlen   Bytes to look at; an earlier zero byte ends the text.
 * @param tokens      Gets the start of each token.
 * @param maxtokens   Size of @p tokens; the last token holds whatever is left.
 * @param delim       The delimiter.
 * @return Number of tokens; -1 with errno EINVAL when @p string or @p tokens is NULL.
 * Context: any thread. Since 2.0.
 */
int rte_strsplit(char *string, int stringlen, char **tokens, int maxtokens, char delim);

/** As strlcpy(): copy with a zero byte always (size 0: nothing); returns strlen(src). Since 18.02. */
static inline size_t
rte_strlcpy(char *dst, const char *src, size_t size)
{
	size_t len = strlen(src);

	if (size != 0) {
		size_t n = len < size ? len : size - 1;

		memcpy(dst, src, n);
		dst[n] = '\0';
	}
	return len;
}

/** As strlcat(): append, at most @p size bytes in all; returns the length that was tried. Since 18.11. */
static inline size_t
rte_strlcat(char *dst, const char *src, size_t size)
{
	const char *end = (const char *)memchr(dst, '\0', size);
	size_t used;

	if (end == NULL)
		return size + strlen(src);
	used = (size_t)(end - dst);
	return used + rte_strlcpy(dst + used, src, size - used);
}

/**
 * Copy a string and say whether it fitted.
 *
 * @param dst   Gets the text, always with a zero byte unless @p dsize is 0.
 * @param src   The text.
 * @param dsize Size of @p dst in bytes.
 * @return Length copied; -E2BIG (rte_errno set too) when it was cut or @p dsize is 0.
 * Context: any thread. Since 18.05.
 */
ssize_t rte_strscpy(char *dst, const char *src, size_t dsize);

/** The first character of @p src that is no white space. Since 23.11. */
static inline const char *
rte_str_skip_leading_spaces(const char *src)
{
	while (isspace((unsigned char)*src))
		src++;
	return src;
}

/* C libraries from 2.38 on bring these two themselves. */
#if !defined(strlcpy) && !(defined(__GLIBC_PREREQ) && __GLIBC_PREREQ(2, 38))
#define strlcpy(dst, src, size) rte_strlcpy(dst, src, size)
#define strlcat(dst, src, size) rte_strlcat(dst, src, size)
#endif

#ifdef __cplusplus
}
#endif

#endif
