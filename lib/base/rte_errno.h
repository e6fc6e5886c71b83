/* SPDX-License-Identifier: BSD-3-Clause */
/* The per-thread error number of the public interface and the text of every error number. */
#ifndef _RTE_ERRNO_H_
#define _RTE_ERRNO_H_

#include <errno.h>

#include <rte_per_lcore.h>

#ifdef __cplusplus
extern "C" {
#endif

RTE_DECLARE_PER_LCORE(int, _rte_errno);

/** Reason of the last failure of a call that cannot return it; each thread has its own. Since 2.0. */
#define rte_errno RTE_PER_LCORE(_rte_errno)

/** Values beside those of the system. */
enum {
	RTE_MIN_ERRNO = 1000,
	E_RTE_SECONDARY,  /**< the operation is not allowed in secondary processes */
	E_RTE_NO_CONFIG,  /**< the shared configuration is missing */
	RTE_MAX_ERRNO
};

/**
 * The text of an error number, of the system or of this library.
 *
 * @param errnum The number; a negative one is looked up by its absolute value.
 * @return A text, never NULL; valid until this thread calls again.
 * Context: any thread, does not touch errno or rte_errno. Since 2.0.
 */
const char *rte_strerror(int errnum);

#ifdef __cplusplus
}
#endif

#endif
