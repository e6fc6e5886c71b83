/* SPDX-License-Identifier: BSD-3-Clause */
/* The end of the process by rte_exit(). */
#include <stdarg.h>
#include <stdlib.h>

#include <lcore/lcore.h>
#include <rte_common.h>
#include <rte_eal.h>
#include <rte_lcore.h>
#include <rte_log.h>

void
rte_exit(int exit_code, const char *format, ...)
{
	va_list ap;

	if (exit_code != 0)
		RTE_LOG(CRIT, EAL, "Error - exiting with code: %d\n  Cause: ", exit_code);
	va_start(ap, format);
	rte_vlog(RTE_LOG_CRIT, RTE_LOGTYPE_EAL, format, ap);
	va_end(ap);
	/* Workers that still poll would be left without memory, and a forked child must not take the parent's away; the end of
	 * the process cleans up without help. */
	if (lcore_is_owner() && !lcore_busy() && rte_lcore_id() == rte_get_main_lcore())
		(void)rte_eal_cleanup();
	exit(exit_code);
}
