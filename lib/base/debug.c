/* SPDX-License-Identifier: BSD-3-Clause */
/* Stack dumps and the end by panic. */
#include <dlfcn.h>
#include <execinfo.h>
#include <stdarg.h>
#include <stdlib.h>

#include <rte_debug.h>
#include <rte_log.h>

#define STACK_DEPTH 256

void
rte_dump_stack(void)
{
	void *frames[STACK_DEPTH];
	int i, n = backtrace(frames, STACK_DEPTH);

	/* dladdr() takes no memory, unlike backtrace_symbols(): the heap may be what broke */
	for (i = 0; i < n; i++) {
		const char *file = "?", *symbol = "?";
		uintptr_t offset = 0;
		Dl_info info;

		if (dladdr(frames[i], &info) != 0) {
			if (info.dli_fname != NULL)
				file = info.dli_fname;
			if (info.dli_sname != NULL) {
				symbol = info.dli_sname;
				offset = RTE_PTR_DIFF(frames[i], info.dli_saddr);
			} else {
				offset = RTE_PTR_DIFF(frames[i], info.dli_fbase);
			}
		}
		rte_log(RTE_LOG_ERR, RTE_LOGTYPE_EAL, "%d: %s (%s+0x%zx) [%p]\n", i, file, symbol, (size_t)offset, frames[i]);
	}
}

void
__rte_panic(const char *funcname, const char *format, ...)
{
	va_list ap;

	rte_log(RTE_LOG_CRIT, RTE_LOGTYPE_EAL, "PANIC in %s():\n", funcname);
	va_start(ap, format);
	rte_vlog(RTE_LOG_CRIT, RTE_LOGTYPE_EAL, format, ap);
	va_end(ap);
	rte_dump_stack();
	abort();
}
