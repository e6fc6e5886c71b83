/* SPDX-License-Identifier: BSD-3-Clause */
/* Markers for the maturity of a function. Nothing of the public interface is hidden from any program here. */
#ifndef _RTE_COMPAT_H_
#define _RTE_COMPAT_H_

/** The function may change in a later release. */
#define __rte_experimental
/** The function is for the libraries and drivers of this tree and for out-of-tree drivers. */
#define __rte_internal

#endif
