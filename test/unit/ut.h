/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One unit test program: a thin shell around CUnit that names behaviours, knows "skip" and exits 0, 1 or 77.
 *
 *	static void
 *	returns_lowest_free_id(void)
 *	{
 *		UT_EQ(first_id(), 0);
 *	}
 *
 *	UT_MAIN("port", {"a new port gets the lowest free id", returns_lowest_free_id})
 *
 * Beside these macros the CU_ASSERT_* family of CUnit works as usual (main thread only). An argument of the program picks the
 * cases whose words contain it.
 */
#ifndef UT_H
#define UT_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <CUnit/CUnit.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Exit code of a program none of whose cases could run. */
#define UT_EXIT_SKIP 77

struct ut_case {
	const char *words;
	void (*fn)(void);
};

/**
 * What happens around the cases. @p setup runs once before the first: 0, or anything else to fail the program, unless it
 * called ut_skip(), which skips it. @p teardown runs once after the last, also after a failed setup. Both may be NULL.
 */
struct ut_fixture {
	int (*setup)(void);
	void (*teardown)(void);
};

/** Run the cases and report. The exit code: 0, 1 (a case or the setup failed), UT_EXIT_SKIP. */
int ut_main(const char *name, const struct ut_fixture *fixture, const struct ut_case *cases, size_t n, int argc, char **argv);

/** Mark the running case (or, from setup, the whole program) as skipped. Cases use UT_SKIP, which returns as well. */
void ut_skip(const char *reason);

/* Comparisons for the macros below: true when equal, else the failure is recorded with both values. */
bool ut_eq(intmax_t a, intmax_t b, const char *text, const char *file, unsigned int line);
bool ut_str_eq(const char *a, const char *b, const char *text, const char *file, unsigned int line);
bool ut_ptr_eq(const void *a, const void *b, const char *text, const char *file, unsigned int line);

#define UT_MAIN(name, ...) UT_MAIN_FIXTURE(name, NULL, NULL, __VA_ARGS__)

/** As UT_MAIN, with struct ut_fixture's two functions. */
#define UT_MAIN_FIXTURE(name, setup_fn, teardown_fn, ...)                                                            \
	int main(int argc, char **argv)                                                                              \
	{                                                                                                            \
		static const struct ut_fixture ut_fix = {setup_fn, teardown_fn};                                     \
		static const struct ut_case ut_cases[] = {__VA_ARGS__};                                              \
		return ut_main(name, &ut_fix, ut_cases, sizeof(ut_cases) / sizeof(ut_cases[0]), argc, argv);         \
	}

/** Leave the running case as skipped, with a reason in words. */
#define UT_SKIP(reason)                                                                                              \
	do {                                                                                                         \
		ut_skip(reason);                                                                                     \
		return;                                                                                              \
	} while (0)

/** Each prints both values when it fails; the case goes on. The _FATAL forms end the case. */
#define UT_EQ(a, b) ((void)ut_eq((intmax_t)(a), (intmax_t)(b), #a " == " #b, __FILE__, __LINE__))
#define UT_STR_EQ(a, b) ((void)ut_str_eq(a, b, #a " == " #b, __FILE__, __LINE__))
#define UT_PTR_EQ(a, b) ((void)ut_ptr_eq(a, b, #a " == " #b, __FILE__, __LINE__))
#define UT_TRUE(a) CU_ASSERT(a)
#define UT_FALSE(a) CU_ASSERT(!(a))
#define UT_NOT_NULL(a) CU_ASSERT((a) != NULL)

#define UT_EQ_FATAL(a, b)                                                                                            \
	do {                                                                                                         \
		if (!ut_eq((intmax_t)(a), (intmax_t)(b), #a " == " #b, __FILE__, __LINE__))                          \
			CU_FAIL_FATAL("cannot go on");                                                               \
	} while (0)
#define UT_TRUE_FATAL(a) CU_ASSERT_FATAL(a)
#define UT_NOT_NULL_FATAL(a) CU_ASSERT_FATAL((a) != NULL)

#ifdef __cplusplus
}
#endif

#endif
