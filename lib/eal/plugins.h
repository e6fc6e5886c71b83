/* SPDX-License-Identifier: BSD-3-Clause */
/* Drivers in shared objects. */
#ifndef EAL_PLUGINS_H
#define EAL_PLUGINS_H

/**
 * Load a shared object, or every *.so of a directory. What is loaded stays for the life of the process; the same path again is
 * harmless.
 *
 * @return 0; -EINVAL after one line that names the file and the reason: the loader's, or that the object needs the shared
 *   libraries while this program carries its own copy
 */
int plugins_load(const char *path);

/** Load the drivers that stand beside the shared library of this runtime; nothing when it is linked statically. 0 or -EINVAL. */
int plugins_load_beside(void);

#endif
