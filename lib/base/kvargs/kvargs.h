/* SPDX-License-Identifier: BSD-3-Clause */
/* What rte_kvargs_parse() does not tell: why it failed and where. */
#ifndef KVARGS_H
#define KVARGS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Check a list of pairs without keeping anything.
 *
 * @param args Text; NULL is an error.
 * @param keys NULL-terminated names that are allowed; NULL: any.
 * @param text Gets the reason in words with key and position when the check fails, cut to @p len bytes with a zero byte;
 *             NULL ok. Untouched on success.
 * @return 0; -EINVAL malformed or an unknown key; -E2BIG more than RTE_KVARGS_MAX pairs.
 * Context: any thread; takes no memory.
 */
int kvargs_parse_err(const char *args, const char *const keys[], char *text, size_t len);

/** Why the last rte_kvargs_parse() or rte_kvargs_parse_delim() of this thread failed; "" if it did not. */
const char *kvargs_last_error(void);

#ifdef __cplusplus
}
#endif

#endif
