/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/harness - tests that register themselves, checks that name the place.
 * Touches core. Run: build/asan/tests [--share=1/2] [PART OF A NAME ...] */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

#include "core/date.h"
#include "core/fault.h"

struct test { const char *name; const char *file; void (*run)(struct arena *a); struct test *next; };
void test_add(struct test *t);

/* TEST(a_limit_counts_whole_calendar_weeks) { CHECK(...); } - `a` is a fresh arena. */
#define TEST(name_) \
	static void test_##name_(struct arena *a); \
	static struct test entry_##name_ = { #name_, __FILE__, test_##name_, NULL }; \
	__attribute__((constructor)) static void add_##name_(void) { test_add(&entry_##name_); } \
	static void test_##name_(__attribute__((unused)) struct arena *a)

#define CHECK(condition) test_check((condition), #condition, __FILE__, __LINE__, NULL)
/* With a note (as printf) of the row at fault. */
#define CHECK_NOTE(condition, ...) test_check_note((condition), #condition, __FILE__, __LINE__, __VA_ARGS__)
#define CHECK_STR(got, want)  test_check_str((got), (want), __FILE__, __LINE__)
#define CHECK_INT(got, want)  test_check_int((got), (want), __FILE__, __LINE__)
#define CHECK_DATE(got, want) test_check_date((got), (want), __FILE__, __LINE__)
/* Stops this test with the fault's words when there is one. */
#define CHECK_OK(call)        test_check_ok((call), #call, __FILE__, __LINE__)

void test_check(bool good, const char *what, const char *file, int line, const char *note);
void test_check_note(bool good, const char *what, const char *file, int line, const char *form, ...)
	__attribute__((format(printf, 5, 6)));
void test_check_str(struct str got, struct str want, const char *file, int line);
void test_check_int(int64_t got, int64_t want, const char *file, int line);
void test_check_date(struct date got, struct date want, const char *file, int line);
void test_check_ok(const struct fault *f, const char *what, const char *file, int line);
/* Leaves the running test out, with the reason ("no ../shared here"). Counted apart. */
_Noreturn void test_skip(const char *why);
/* At the top of a test that takes seconds: left out unless WAYMARK_TEST_SLOW is set, as `make test` does. */
void test_slow(void);
/* The bytes of a file (a fault of the test when it cannot be read). */
struct str test_file(struct arena *a, const char *path);

#endif
