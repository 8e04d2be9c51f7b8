/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_child - programs of Debian itself, run with limits.
 * Touches core/child. */
#include <signal.h>

#include "core/child.h"
#include "harness.h"

static const struct fault *run(struct arena *a, const char *const *words, struct str input, int seconds, size_t most,
			       struct str *output)
{
	return child_run(a, &(struct child){ .words = words, .input = input, .seconds = seconds, .output_most = most }, output);
}

TEST(a_child_gets_its_input_and_gives_its_output)
{
	char *big = arena_take(a, 300000);
	struct str output;

	signal(SIGPIPE, SIG_IGN);
	memset(big, 'x', 300000);
	CHECK_OK(run(a, (const char *const[]){ "cat", NULL }, (struct str){ big, 300000 }, 10, 1000000, &output));
	CHECK_INT((int64_t)output.len, 300000);
	CHECK_OK(run(a, (const char *const[]){ "true", NULL }, (struct str){ big, 300000 }, 10, 10, &output));
	CHECK_STR(output, STR(""));
}

TEST(a_child_that_fails_says_why)
{
	static const struct { const char *words[5]; int seconds; size_t most; const char *says; } rows[] = {
		{ { "ls", "/no/such/place", NULL }, 10, 1000, "No such file" }, { { "no-such-program", NULL }, 10, 10, "installed?" },
		{ { "sleep", "30", NULL }, 1, 10, "too long" }, { { "yes", NULL }, 10, 100000, "too much" },
		{ { "false", NULL }, 10, 10, "failed" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str output;
		const struct fault *f = run(a, rows[i].words, STR(""), rows[i].seconds, rows[i].most, &output);

		CHECK_NOTE(f && f->kind == FAULT_OUTSIDE && str_contains(f->words, str_of(rows[i].says)), "%s: %.*s",
			   rows[i].words[0], STR_ARG(f ? f->words : STR("no fault")));
	}
}
