/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/harness - runs the registered tests and counts. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct test *tests;
static jmp_buf leave;
static bool has_failed, has_skipped;

void test_add(struct test *t)
{
	t->next = tests;
	tests = t;
}

static void fail(const char *file, int line, const char *words)
{
	has_failed = true;
	printf("%s:%d: %s\n", file, line, words);
}

void test_check(bool good, const char *what, const char *file, int line, const char *note)
{
	char words[512];

	if (good)
		return;
	snprintf(words, sizeof words, "not so: %s%s%s", what, note ? " - " : "", note ? note : "");
	fail(file, line, words);
}

void test_check_note(bool good, const char *what, const char *file, int line, const char *form, ...)
{
	char note[300];
	va_list args;

	if (good)
		return;
	va_start(args, form);
	vsnprintf(note, sizeof note, form, args);
	va_end(args);
	test_check(false, what, file, line, note);
}

void test_check_str(struct str got, struct str want, const char *file, int line)
{
	if (str_equal(got, want))
		return;
	has_failed = true;
	printf("%s:%d: got  \"%.*s\"\n%s:%d: want \"%.*s\"\n", file, line, STR_ARG(got), file, line, STR_ARG(want));
}

void test_check_int(int64_t got, int64_t want, const char *file, int line)
{
	char words[100];

	if (got == want)
		return;
	snprintf(words, sizeof words, "got %lld, want %lld", (long long)got, (long long)want);
	fail(file, line, words);
}

void test_check_date(struct date got, struct date want, const char *file, int line)
{
	struct arena *a = arena_start(4096);

	test_check_str(date_iso(a, got), date_iso(a, want), file, line);
	arena_end(a);
}

void test_check_ok(const struct fault *f, const char *what, const char *file, int line)
{
	char words[1000];

	if (!f)
		return;
	snprintf(words, sizeof words, "%s failed: %.*s", what, STR_ARG(f->words));
	fail(file, line, words);
	longjmp(leave, 1);
}

void test_skip(const char *why)
{
	has_skipped = true;
	printf("left out: %s\n", why);
	longjmp(leave, 1);
}

void test_slow(void)
{
	if (!getenv("WAYMARK_TEST_SLOW"))
		test_skip("WAYMARK_TEST_SLOW is not set");
}

struct str test_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at;
	long size;

	if (!f) {
		fail(path, 0, "cannot be read");
		longjmp(leave, 1);
	}
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	at = arena_take(a, (size_t)size + 1);
	size = (long)fread(at, 1, (size_t)size, f);
	fclose(f);
	return (struct str){ at, (size_t)size };
}

static bool is_wanted(const struct test *t, int count, char **parts)
{
	if (count == 0)
		return true;
	for (int i = 0; i < count; i++)
		if (strstr(t->name, parts[i]) || strstr(t->file, parts[i]))
			return true;
	return false;
}

static int in_order(const void *x, const void *y)
{
	const struct test *a = *(struct test *const *)x, *b = *(struct test *const *)y;
	int order = strcmp(a->file, b->file);

	return order ? order : strcmp(a->name, b->name);
}

/* --share=1/2: every second test only, beginning with the first; takes the word out of the arguments. */
static void share_read(int *count, char **args, size_t *mine, size_t *of)
{
	*mine = *of = 1;
	if (*count > 1 && sscanf(args[1], "--share=%zu/%zu", mine, of) == 2) {
		args[1] = args[0];
		--*count;
	}
}

/* With WAYMARK_TEST_TIMES set each test that takes 0.2 seconds or more says so: `make quick` must stay under 20. */
static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **args)
{
	static struct test *list[4000];
	size_t found = 0, mine, of;
	char **wanted;
	static int passed, failed, skipped;     /* static: setjmp below would lose others */

	setvbuf(stdout, NULL, _IOLBF, 0);
	wanted = args;
	share_read(&count, args, &mine, &of);
	wanted += args[1] == args[0];
	for (struct test *t = tests; t && found < sizeof list / sizeof *list; t = t->next)
		if (is_wanted(t, count - 1, wanted + 1))
			list[found++] = t;
	qsort(list, found, sizeof *list, in_order);
	for (size_t i = 0; i < found; i++) {
		struct arena *a;
		double from = seconds();

		if (i % of != mine - 1)
			continue;
		a = arena_start((size_t)1 << 30);
		has_failed = has_skipped = false;
		if (setjmp(leave) == 0)
			list[i]->run(a);
		arena_end(a);
		if (getenv("WAYMARK_TEST_TIMES") && seconds() - from >= 0.2)
			printf("%.2f s %s: %s\n", seconds() - from, list[i]->file, list[i]->name);
		failed += has_failed;
		skipped += has_skipped && !has_failed;
		passed += !has_failed && !has_skipped;
		if (has_failed)
			printf("FAILED %s: %s\n", list[i]->file, list[i]->name);
	}
	printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
	return failed > 0 || found == 0;
}
