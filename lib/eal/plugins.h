/* SPDX-License-Identifier: BSD-3-Clause */
/* Drivers in shared objects. */
#ifndef EAL_PLUGINS_H
#define EAL_PLUGINS_H

/**
 * Load a shared object, or every *.so of a directory. What is loaded stays for the life of the process; the same path again is
 * harmless.
 *
 * @return 0, or -EINVAL after one line that names the file and the loader's reason
 */
int plugins_load(const char *path);

#endif
