/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_import - `waymark import KIND FILE`: rows of other systems' files into the records.
 * Touches the store, one file, standard output and standard error. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/verb.h"
#include "core/file.h"
#include "core/out.h"
#include "rulebook/rulebook.h"
#include "work/import.h"

/* The largest file that is read: about five million rows. */
static const size_t file_most = (size_t)512 << 20;

static const struct { const char *kind, *map; } standard_maps[] = { { "people", "people-census" },
								     { "settings", "settings-gias" } };
static const char *const whats[IMPORT_WHATS] = { "new", "changed", "same", "ask", "refused" };

static const struct import_map *map_of(const struct rulebook *book, struct str kind, struct str named)
{
	const struct import_map *map = NULL;

	for (size_t i = 0; !named.at && i < sizeof standard_maps / sizeof *standard_maps; i++)
		if (str_equal(kind, str_of(standard_maps[i].kind)))
			named = str_of(standard_maps[i].map);
	if (named.at)
		map = book_import(book, named);
	return map && str_equal(map->kind, kind) ? map : NULL;
}

enum { ROWS_A_LINE = 5000 };

/* On a terminal one line that counts up; elsewhere, into a log say, a line of its own every 5,000 rows and at the end. */
static void tell(void *ctx, size_t done, size_t of)
{
	const bool *is_terminal = ctx;

	if (*is_terminal)
		fprintf(stderr, "\r%zu of %zu rows%s", done, of, done == of ? "\n" : "");
	else if (done % ROWS_A_LINE == 0 || done == of)
		fprintf(stderr, "%zu of %zu rows\n", done, of);
}

static void print_plain(const struct import_order *o, const struct import_result *r)
{
	for (size_t i = 0; i < r->said; i++)
		printf("%.*s:%d: %s: %.*s\n", STR_ARG(o->file), r->at[i].line, whats[r->at[i].what], STR_ARG(r->at[i].words));
	printf("%s%zu new, %zu changed, %zu the same, %zu to decide, %zu refused\n", o->is_dry ? "Dry run, nothing kept: " : "",
	       r->count[IMPORT_NEW], r->count[IMPORT_CHANGED], r->count[IMPORT_SAME], r->count[IMPORT_ASK],
	       r->count[IMPORT_REFUSED]);
}

static void print_json(struct arena *a, const struct import_order *o, const struct import_result *r)
{
	struct out out = out_start(a, 1000);

	out_printf(&out, "{\"dry_run\":%s", o->is_dry ? "true" : "false");
	for (int i = 0; i < IMPORT_WHATS; i++)
		out_printf(&out, ",\"%s\":%zu", whats[i], r->count[i]);
	out_add(&out, STR(",\"rows\":["));
	for (size_t i = 0; i < r->said; i++) {
		out_printf(&out, "%s{\"line\":%d,\"what\":\"%s\",", i ? "," : "", r->at[i].line, whats[r->at[i].what]);
		if (r->at[i].chance >= 0)
			out_printf(&out, "\"chance\":%.6f,", r->at[i].chance);
		out_add(&out, STR("\"words\":"));
		out_json(&out, r->at[i].words);
		out_byte(&out, '}');
	}
	out_add(&out, STR("]}\n"));
	fwrite(out_str(&out).at, 1, out_str(&out).len, stdout);
}

static int done(struct arena *a, const struct settings *s, const struct import_order *o, struct store_pool *pool)
{
	struct import_result result = { 0 };
	struct problems problems = { 0 };
	const struct fault *f = import_run(a, o, &result, &problems);

	store_close(pool);
	if (f)
		return verb_fail("import", result.kept ? arena_printf(a, "%.*s. The first %zu of %zu rows are kept: run the same once more, it "
			"changes nothing in them and goes on", STR_ARG(f->words), result.kept, o->table->row_count) : f->words);
	if (problems.count > 0)
		return verb_problems("import", &problems);
	if (setting_is_on(s, "json"))
		print_json(a, o, &result);
	else
		print_plain(o, &result);
	return result.count[IMPORT_REFUSED] > 0 ? 1 : 0;
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	struct import_order o = { .is_dry = setting_is_on(s, "dry-run"), .is_each = setting_is_on(s, "each"),
		.now_ms = (int64_t)time(NULL) * 1000 };
	struct problems problems = { 0 };
	struct csv table;
	struct str text;
	const struct fault *f;

	if (argc != 2 || !str_to_int(setting_flag(s, "authority").at ? setting_flag(s, "authority") : STR(""), &o.authority)) {
		verb_fail("import", STR("takes KIND (people or settings), FILE and --authority CODE"));
		return 2;
	}
	o.book = verb_rulebook("import", s);
	if (!o.book)
		return 1;
	o.map = map_of(o.book, str_of(argv[0]), setting_flag(s, "map"));
	if (!o.map)
		return verb_fail("import", STR("there is no map of this kind; rulebook/import has them"));
	f = file_read(a, str_of(argv[1]), file_most, &text);
	if (f)
		return verb_fail("import", f->words);
	o.file = str_of(argv[1]);
	csv_read(a, o.file, text, &table, &problems);
	if (problems.count > 0)
		return verb_problems("import", &problems);
	o.table = &table;
	f = store_open_current(a, setting_of(s, "db"), &o.pool);
	if (f)
		return verb_fail("import", f->words);
	bool is_terminal = isatty(STDERR_FILENO);

	o.tell = tell;
	o.ctx = &is_terminal;
	return done(a, s, &o, o.pool);
}

static const struct verb_flag flags[] = {
	{ "authority", "CODE", "the council whose people or settings they are: three digits" },
	{ "map", "ID", "map of rulebook/import to read the columns by (standard: people-census, settings-gias)" },
	{ "each", NULL, "say of each row why, also of those that are new or the same" },
	{ "dry-run", NULL, "say what would be done, and keep nothing" },
	{ "json", NULL, "as JSON" },
	{ NULL, NULL, NULL },
};

const struct verb verb_import = {
	.name = "import",
	.line = "take in people or settings from another system's CSV file",
	.usage = "people|settings FILE --authority CODE [--map ID] [--dry-run] [--each] [--json]",
	.help = "Each row is new, changed, the same, to be decided by a person, or refused, with its reasons and how likely it is somebody\n"
		"we know. Run again, it changes nothing: so one that broke off is just begun again. Progress goes to standard error. The status is 1 when a row was refused. docs/identity.md tells how records are matched.",
	.flags = flags,
	.run = run,
};
