/* SPDX-License-Identifier: BSD-3-Clause */
/* The checker of what must hold between devices and their objects. */
#ifndef LIFE_CHECK_H
#define LIFE_CHECK_H

#include <rte_debug.h>

#include "txn.h"

/** Check every device of every bus against its class objects. 0, or -EINVAL with the broken rule in @p err (NULL ok).
 *  Context: under the transaction lock, or while nothing else runs. */
int life_check(struct txn_error *err);

#ifdef RTE_DEBUG
static inline void
life_check_assert(void)
{
	struct txn_error e = { 0 };

	if (life_check(&e) != 0)
		rte_panic("device %s: %s\n", e.device, e.text);
}
#else
static inline void
life_check_assert(void)
{
}
#endif

#endif
