/* SPDX-License-Identifier: BSD-3-Clause */
/* Runs the cases of one unit test program through CUnit and reports in one line per program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ut.h"

static struct {
	const char *name;
	const char *skip_reason; /**< set by ut_skip() in the running case or setup */
	unsigned int passed, failed, skipped;
} ut;

void
ut_skip(const char *reason)
{
	ut.skip_reason = reason;
}

static bool
failure_record(const char *what, const char *file, unsigned int line)
{
	CU_assertImplementation(CU_FALSE, line, what, file, "", CU_FALSE);
	return false;
}

bool
ut_eq(intmax_t a, intmax_t b, const char *text, const char *file, unsigned int line)
{
	char what[512];

	if (a == b) {
		CU_assertImplementation(CU_TRUE, line, text, file, "", CU_FALSE);
		return true;
	}
	snprintf(what, sizeof(what), "%s: %jd (%#jx) against %jd (%#jx)", text, a, (uintmax_t)a, b, (uintmax_t)b);
	return failure_record(what, file, line);
}

bool
ut_str_eq(const char *a, const char *b, const char *text, const char *file, unsigned int line)
{
	char what[1024];

	if (a == b || (a != NULL && b != NULL && strcmp(a, b) == 0)) {
		CU_assertImplementation(CU_TRUE, line, text, file, "", CU_FALSE);
		return true;
	}
	snprintf(what, sizeof(what), "%s: \"%s\" against \"%s\"", text, a ? a : "(NULL)", b ? b : "(NULL)");
	return failure_record(what, file, line);
}

bool
ut_ptr_eq(const void *a, const void *b, const char *text, const char *file, unsigned int line)
{
	char what[512];

	if (a == b) {
		CU_assertImplementation(CU_TRUE, line, text, file, "", CU_FALSE);
		return true;
	}
	snprintf(what, sizeof(what), "%s: %p against %p", text, a, b);
	return failure_record(what, file, line);
}

static void
case_begin(const CU_pTest test, const CU_pSuite suite)
{
	(void)test;
	(void)suite;
	ut.skip_reason = NULL;
}

static void
case_end(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord failures)
{
	CU_pFailureRecord f;

	(void)suite;
	if (failures != NULL) {
		ut.failed++;
		fprintf(stderr, "FAIL %s: %s\n", ut.name, test->pName);
		for (f = failures; f != NULL; f = f->pNext)
			fprintf(stderr, "     %s:%u: %s\n", f->strFileName, f->uiLineNumber, f->strCondition);
	} else if (ut.skip_reason != NULL) {
		ut.skipped++;
		fprintf(stderr, "skip %s: %s (%s)\n", ut.name, test->pName, ut.skip_reason);
	} else {
		ut.passed++;
	}
}

static int
cases_run(const struct ut_case *cases, size_t n, const char *pick)
{
	CU_pSuite suite;
	size_t i;

	if (CU_initialize_registry() != CUE_SUCCESS)
		return -1;
	suite = CU_add_suite(ut.name, NULL, NULL);
	for (i = 0; suite != NULL && i < n; i++) {
		if (pick != NULL && strstr(cases[i].words, pick) == NULL)
			continue;
		if (CU_add_test(suite, cases[i].words, cases[i].fn) == NULL)
			suite = NULL;
	}
	if (suite == NULL) {
		fprintf(stderr, "%s: CUnit: %s\n", ut.name, CU_get_error_msg());
		CU_cleanup_registry();
		return -1;
	}
	CU_set_test_start_handler(case_begin);
	CU_set_test_complete_handler(case_end);
	CU_set_error_action(CUEA_IGNORE);
	CU_run_all_tests();
	CU_cleanup_registry();
	return 0;
}

int
ut_main(const char *name, const struct ut_fixture *fixture, const struct ut_case *cases, size_t n, int argc, char **argv)
{
	bool ready = true;

	ut.name = name;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (fixture->setup != NULL && fixture->setup() != 0 && ut.skip_reason == NULL) {
		fprintf(stderr, "FAIL %s: setup\n", name);
		ready = false;
	}
	if (ut.skip_reason != NULL) {
		fprintf(stderr, "skip %s (%s)\n", name, ut.skip_reason);
		ut.skipped = n;
	} else if (!ready || cases_run(cases, n, argc > 1 ? argv[1] : NULL) != 0) {
		ut.failed++;
	}
	if (fixture->teardown != NULL)
		fixture->teardown();

	printf("%s: %u passed, %u failed", name, ut.passed, ut.failed);
	if (ut.skipped > 0)
		printf(", %u skipped", ut.skipped);
	putchar('\n');
	if (ut.failed > 0 || ut.passed + ut.skipped == 0)
		return EXIT_FAILURE;
	return ut.passed == 0 ? UT_EXIT_SKIP : EXIT_SUCCESS;
}
