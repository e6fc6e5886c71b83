/* SPDX-License-Identifier: BSD-3-Clause */
/* The directory of the runtime files of one file prefix. */
#ifndef EAL_RUNTIME_DIR_H
#define EAL_RUNTIME_DIR_H

#include <stddef.h>

/**
 * Make <run>/dpdk/<prefix> with mode 0700, where <run> is $RUNTIME_DIRECTORY, else /var/run for root, else $XDG_RUNTIME_DIR,
 * else /tmp.
 *
 * @param out path, @p len bytes
 * @return 0; -EACCES when something there is not ours (a link, another owner, writable by others), or the errno of mkdir; one
 *   line says why
 */
int runtime_dir_make(const char *prefix, char *out, size_t len);
/** Remove the directory, and the one above, when they are empty. */
void runtime_dir_drop(const char *path);

#endif
