/* SPDX-License-Identifier: BSD-3-Clause */
/* Stack dumps, panics and assertions. */
#ifndef _RTE_DEBUG_H_
#define _RTE_DEBUG_H_

#include <rte_common.h>
#include <rte_branch_prediction.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Log the call stack of the caller at ERR. Context: any thread; not a signal handler. Since 2.0. */
void rte_dump_stack(void);

/** Log a critical message with a stack dump and abort(). Takes a printf format and its arguments. Since 2.0. */
#define rte_panic(...) rte_panic_(__func__, __VA_ARGS__, "dummy")
#define rte_panic_(func, format, ...) __rte_panic(func, format "%.0s", __VA_ARGS__)

/** Body of rte_panic(); @p funcname is the function that gave up. Does not return. */
void __rte_panic(const char *funcname, const char *format, ...) __rte_cold __rte_noreturn __rte_format_printf(2, 3);

/** Panic unless @p exp holds, in every build. */
#define RTE_VERIFY(exp) \
	do { \
		if (unlikely(!(exp))) \
			rte_panic("line %d\tassert \"%s\" failed\n", __LINE__, #exp); \
	} while (0)

/** As RTE_VERIFY() in builds with RTE_ENABLE_ASSERT; otherwise nothing. */
#ifdef RTE_ENABLE_ASSERT
#define RTE_ASSERT(exp) RTE_VERIFY(exp)
#else
#define RTE_ASSERT(exp) \
	do { \
	} while (0)
#endif

#ifdef __cplusplus
}
#endif

#endif
