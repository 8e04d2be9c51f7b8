/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_child - programs of Debian itself, run with limits.
 * Touches core/child. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

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
	test_slow();
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

/* In a cage: what may be done, and what may not whatever the program says. */
TEST(a_caged_child_has_an_empty_room)
{
	test_slow();
	static const char python[] = "/usr/bin/python3";
	static const struct { const char *words[5]; const char *gives, *says; } rows[] = {
		{ { "cat", NULL }, "in", NULL },
		{ { "sh", "-c", "echo x > there; read y < there; echo $y", NULL }, "x\n", NULL },
		{ { "env", NULL }, "PATH=/usr/bin:/bin\nLANG=C.UTF-8\nHOME=/nonexistent\nPYTHONDONTWRITEBYTECODE=1\nPYTHONNOUSERSITE=1\nTMPDIR=.\n", NULL },
		{ { python, "-c", "import threading as t; h = t.Thread(target=lambda: print(1)); h.start(); h.join()", NULL }, "1\n", NULL },
		{ { "cat", "/etc/passwd", NULL }, NULL, "Permission denied" },
		{ { "cat", "/proc/self/environ", NULL }, NULL, "Permission denied" },
		{ { "ls", "/tmp", NULL }, NULL, "Permission denied" },
		{ { "ls", "..", NULL }, NULL, "Permission denied" },
		{ { "touch", "/tmp/waymark-caged", NULL }, NULL, "Permission denied" },
		{ { "ln", "-s", "/etc", "link", NULL }, NULL, "failed" },
		{ { "sh", "-c", "true & wait", NULL }, NULL, "ork" },
		{ { python, "-c", "import os; os.fork()", NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import socket; socket.socket()", NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import socket; socket.socketpair()", NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import os; os.kill(os.getppid(), 0)", NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import ctypes, os; p = os.getppid(); ctypes.CDLL(None).tgkill(p, p, 0) and exit('refused')", NULL }, NULL, "refused" },
		{ { python, "-c", "import os, resource as r; r.prlimit(os.getppid(), r.RLIMIT_CORE, r.prlimit(os.getppid(), r.RLIMIT_CORE))",
			NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import fcntl, os; fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())", NULL }, NULL, "PermissionError" },
		{ { python, "-c", "import resource as r; print(r.getrlimit(r.RLIMIT_CORE)[0])", NULL }, "0\n", NULL },
		{ { python, "-c", "bytearray(1 << 30)", NULL }, NULL, "MemoryError" },
		{ { python, "-c", "[open('/dev/null') for i in range(1000)] and 0 or len(a)", NULL }, NULL, "Error" },
		{ { "sh", "-c", "exec head -c 200000 /dev/zero > there", NULL }, NULL, "signal" },
		{ { python, "-c", "import ctypes; ctypes.string_at(0)", NULL }, NULL, "signal 11" },
		{ { "sleep", "30", NULL }, NULL, "too long" },
	};
	char *here = (char *)(uintptr_t)arena_cstr(a, STR("/tmp/waymark-cage-XXXXXX")), was[4096];

	CHECK(mkdtemp(here) != NULL && getcwd(was, sizeof was) != NULL && chdir(here) == 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum child_end end;
		struct str output;
		const struct fault *f = child_run(a, &(struct child){ .words = rows[i].words, .input = STR("in"), .seconds = 2,
			.output_most = 10000, .memory_most = 512 << 20, .is_caged = true, .folder = ".", .file_most = 100000, .end = &end }, &output);

		if (rows[i].gives)
			CHECK_NOTE(!f && str_equal(output, str_of(rows[i].gives)), "%zu: %.*s%.*s", i, STR_ARG(output), STR_ARG(f ? f->words : STR("")));
		else
			CHECK_NOTE(f && end == CHILD_FAILED && str_contains(f->words, str_of(rows[i].says)), "%zu %s: %.*s", i, rows[i].words[2],
				   STR_ARG(f ? f->words : STR("no fault")));
	}
	CHECK(access("/tmp/waymark-caged", F_OK) != 0);
	unlink("there");
	CHECK(chdir(was) == 0 && rmdir(here) == 0);
}
