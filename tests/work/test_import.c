/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_import - rows of other systems' files: new, changed, the same, asked about, refused.
 * Touches work/import, the store and the built-in rulebook. */
#include "gen/sql/demo.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/import.h"

static const struct fault *council_job(struct store *writer, struct arena *a, void *ctx)
{
	(void)ctx;
	return sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 341, .name = STR("Liverpool"),
		.short_name = STR("Liverpool") }, NULL);
}

struct feed { struct arena *a; struct store_pool *pool; const struct rulebook *book; bool is_each; };
#define SECOND_UPN "U340999199002"

static struct import_result take_in(struct feed *f, const char *map, const char *text, bool is_dry, struct problems *problems)
{
	struct import_result result = { 0 };
	struct problems slips = { 0 };
	struct csv table;
	struct import_order o = { .pool = f->pool, .book = f->book, .map = book_import(f->book, str_of(map)), .table = &table,
				  .file = STR("in.csv"), .authority = 341, .is_dry = is_dry, .is_each = f->is_each, .now_ms = 1 };

	csv_read(f->a, o.file, str_of(text), &table, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(import_run(f->a, &o, &result, problems));
	return result;
}

static void counts_are(const struct import_result *r, size_t new, size_t changed, size_t same, size_t ask, size_t refused)
{
	CHECK_NOTE(r->count[IMPORT_NEW] == new && r->count[IMPORT_CHANGED] == changed && r->count[IMPORT_SAME] == same &&
		   r->count[IMPORT_ASK] == ask && r->count[IMPORT_REFUSED] == refused, "%zu new %zu changed %zu same %zu ask %zu refused",
		   r->count[IMPORT_NEW], r->count[IMPORT_CHANGED], r->count[IMPORT_SAME], r->count[IMPORT_ASK],
		   r->count[IMPORT_REFUSED]);
}

static struct feed feed_of(struct arena *a, struct store_pool *pool)
{
	struct feed f = { .a = a, .pool = pool, .book = made_book() };

	CHECK_OK(store_write(pool, a, council_job, NULL));
	return f;
}

static const char people[] =
	"UPN,Forename,Surname,DOB,Sex,Postcode,School URN\n"
	"E340999199001,Zo\xc3\xab,O'Neill,07/03/2015,F,l1 1aa,104413\n"
	",Mia,Shaw,2016-01-09,F,L8 1AB,\n"
	"K343999499233,Ali,Hassan,30/02/2014,M,L8 1AB,\n"
	"H340999198003,Sam,Brown,01/09/2013,X,L99,\n";
static const char schools[] =
	"URN,EstablishmentName,Town,Postcode,TypeOfEstablishment (group),EstablishmentStatus (name)\n"
	"104413,Invented Primary School,Liverpool,L1 1AB,Academies,Open\n"
	"104414,Old Invented School,Liverpool,,Special schools,Closed\n10441,Bad,,,,\n";

static void people_come_in_once(struct arena *a, struct store_pool *pool)
{
	struct feed f = feed_of(a, pool);
	struct problems problems = { 0 };
	struct import_result r = take_in(&f, "settings-gias", schools, false, &problems);

	counts_are(&r, 2, 0, 0, 0, 1);
	r = take_in(&f, "settings-gias", schools, false, &problems);
	counts_are(&r, 0, 0, 2, 0, 1);
	r = take_in(&f, "people-census", people, true, &problems);
	counts_are(&r, 2, 0, 0, 0, 2);
	r = take_in(&f, "people-census", people, false, &problems);
	counts_are(&r, 2, 0, 0, 0, 2);
	CHECK_INT((int64_t)r.said, 2);
	CHECK_INT(r.at[0].line, 4);
	CHECK_STR(r.at[0].words, STR("born is no day like 27/03/2015"));
	CHECK_STR(r.at[1].words, STR("upn has a wrong check digit: a digit was mistyped; sex is not one of the values that the map "
				     "knows; postcode has the wrong form"));
	r = take_in(&f, "people-census", people, false, &problems);
	counts_are(&r, 0, 0, 2, 0, 2);
	CHECK_INT((int64_t)problems.count, 0);
}

static void doubt_is_asked_and_never_merged(struct arena *a, struct store_pool *pool)
{
	struct feed f = feed_of(a, pool);
	struct problems problems = { 0 };
	struct import_result r;

	take_in(&f, "people-census", people, false, &problems);
	r = take_in(&f, "people-census", "Forename,Surname,DOB,Postcode\nZoey,Oneil,03/07/2015,L1 1AA\n", false, &problems);
	counts_are(&r, 0, 0, 0, 1, 0);
	r = take_in(&f, "people-census", "UPN,Forename,Surname,DOB,Postcode\nE340999199001,Zoe,O'Neill,07/03/2015,L2 2BB\n", false,
		    &problems);
	counts_are(&r, 0, 1, 0, 0, 0);
}

/* What was taken in once is known again, however little the row says; a row that is two of ours adds no third. */
static void again_changes_nothing(struct arena *a, struct store_pool *pool)
{
	static const char twins[] = "UPN,Forename,Surname,DOB,Sex,Postcode\nE340999199001,Mia,Shaw,09/01/2016,F,L8 1AB\n"
		"%s,Mia,Shaw,09/01/2016,F,L8 1AB\n";
	static const char bare[] = "Forename,Surname,DOB\nLeo,Moss,09/01/2016\n";
	static const char doubt[] = "Forename,Surname,DOB,Postcode\nZoey,Oneil,03/07/2015,L1 1AA\n";
	static const char both[] = "Forename,Surname,DOB,Sex,Postcode\nMia,Shaw,09/01/2016,F,L8 1AD\n";
	struct feed f = feed_of(a, pool);
	struct problems problems = { 0 };
	const char *two = arena_printf(a, twins, SECOND_UPN).at;

	take_in(&f, "people-census", people, false, &problems);
	for (size_t i = 0; i < 3; i++) {
		struct import_result r = take_in(&f, "people-census", bare, false, &problems);

		counts_are(&r, i == 0, 0, i > 0, 0, 0);
		r = take_in(&f, "people-census", doubt, false, &problems);
		counts_are(&r, 0, 0, i > 0, i == 0, 0);
		r = take_in(&f, "people-census", two, false, &problems);
		CHECK_INT((int64_t)(r.count[IMPORT_NEW] + r.count[IMPORT_CHANGED] + r.count[IMPORT_ASK]), i ? 0 : 2);
		r = take_in(&f, "people-census", both, false, &problems);
		counts_are(&r, 0, 0, 0, 1, 0);
		CHECK(str_starts(r.at[0].words, STR("is more than one that we know: 99 in 100. First name: the same")));
	}
	CHECK_INT((int64_t)problems.count, 0);
}
TEST(an_import_run_again_changes_nothing_sqlite) { again_changes_nothing(a, fresh_store(a, STORE_SQLITE)); }
TEST(an_import_run_again_changes_nothing_postgres) { again_changes_nothing(a, fresh_store(a, STORE_POSTGRES)); }

/* Each row with what speaks for it, and no value of anybody. */
TEST(rows_say_how_likely_and_why)
{
	struct feed f = feed_of(a, fresh_store(a, STORE_SQLITE));
	struct problems problems = { 0 };
	struct import_result r;

	f.is_each = true;
	r = take_in(&f, "people-census", people, false, &problems);
	CHECK_INT((int64_t)r.said, 4);
	CHECK_STR(r.at[0].words, STR("nobody we know is like it"));
	CHECK(r.at[0].chance < 0 && r.kept == 4);
	r = take_in(&f, "people-census", "UPN,Forename,Surname,DOB,Postcode\nE340999199001,Zoe,O'Neill,07/03/2015,L2 2BB\n", false,
		    &problems);
	CHECK_STR(r.at[0].words, STR("somebody we know: 99 in 100. First name: the same. Last name: the same. Date of birth: the same. "
		"Postcode: differs. UPN, ULN or NHS number: the same. Written anew: postcode"));
	CHECK(r.at[0].chance > 0.999);
	r = take_in(&f, "settings-gias", schools, false, &problems);
	CHECK_STR(r.at[0].words, STR("no setting that we know has this URN"));
	r = take_in(&f, "settings-gias", "URN,EstablishmentName,Town\n104413,Another Name,Liverpool\n", false, &problems);
	CHECK_STR(r.at[0].words, STR("the URN is of a setting that we know. Written anew: name"));
}

TEST(a_file_without_a_column_that_must_be_there_is_refused)
{
	struct feed f = feed_of(a, fresh_store(a, STORE_SQLITE));
	struct problems problems = { 0 };
	struct import_result r = take_in(&f, "people-census", "Surname,UPN\nShaw,\n", false, &problems);

	counts_are(&r, 0, 0, 0, 0, 0);
	CHECK_INT((int64_t)problems.count, 2);
	CHECK_STR(problems.at[0].field, STR("in.csv:1"));
	CHECK(str_contains(problems.at[0].words, STR("given")));
}

TEST(people_come_in_once_sqlite) { people_come_in_once(a, fresh_store(a, STORE_SQLITE)); }
TEST(people_come_in_once_postgres) { people_come_in_once(a, fresh_store(a, STORE_POSTGRES)); }
TEST(doubt_is_asked_and_never_merged_sqlite) { doubt_is_asked_and_never_merged(a, fresh_store(a, STORE_SQLITE)); }
TEST(doubt_is_asked_and_never_merged_postgres) { doubt_is_asked_and_never_merged(a, fresh_store(a, STORE_POSTGRES)); }
