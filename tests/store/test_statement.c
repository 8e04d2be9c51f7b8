/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/test_statement - how SQLite goes about the statements: by an index, never through a whole table that grows.
 * Touches SQLite (to ask for its plans). */
#include <sqlite3.h>

#include "fresh.h"
#include "store/statement.h"

static struct store_pool *migrated(struct arena *a, sqlite3 **db)
{
	struct str address;
	struct store_pool *pool = fresh_empty(a, STORE_SQLITE, &address);
	int from, to;

	CHECK_OK(store_migrate(pool, a, &from, &to));
	CHECK(sqlite3_open(arena_cstr(a, address), db) == SQLITE_OK);
	return pool;
}

/* SQLite's plan of one statement as one text. */
static struct str plan_of(struct arena *a, sqlite3 *db, const struct store_statement *of)
{
	struct str sql = arena_printf(a, "explain query plan %s", of->sqlite), plan = STR("");
	sqlite3_stmt *s;

	CHECK_NOTE(sqlite3_prepare_v2(db, sql.at, -1, &s, NULL) == SQLITE_OK, "%s: %s", of->name, sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW)
		plan = arena_printf(a, "%.*s%s\n", STR_ARG(plan), (const char *)sqlite3_column_text(s, 3));
	sqlite3_finalize(s);
	return plan;
}

static struct str plan_named(struct arena *a, sqlite3 *db, const char *name)
{
	for (size_t i = 0; i < sql_statement_count; i++)
		if (str_equal(str_of(sql_statements[i]->name), str_of(name)))
			return plan_of(a, db, sql_statements[i]);
	CHECK_NOTE(false, "there is no statement %s", name);
	return STR("");
}

TEST(lists_are_walked_by_their_index_and_not_sorted)
{
	static const struct { const char *statement, *by; bool is_sorted; } cases[] = {
		{ "list_due", "SEARCH p USING COVERING INDEX process_due (authority=? AND is_open=?)", false },
		{ "list_name", "SEARCH p USING INDEX process_name (authority=? AND is_open=?)", false },
		{ "list_newest", "SEARCH p USING INDEX process_newest (authority=? AND is_open=?)", false },
		{ "list_closed", "SEARCH p USING INDEX process_closed (authority=? AND is_open=?", false },
		{ "list_officer", "SEARCH p USING INDEX process_officer (officer_id=? AND is_open=?)", false },
		{ "list_found", "SEARCH w USING PRIMARY KEY (authority=? AND word>? AND word<?)", true },
		{ "list_count", "SEARCH p USING COVERING INDEX process_due (authority=? AND is_open=?)", false },
		{ "list_count_officer", "SEARCH p USING INDEX process_officer (officer_id=? AND is_open=?)", false },
		{ "list_summary", "SEARCH p USING COVERING INDEX process_holder (authority=? AND is_open=?)", true },
		{ "list_inbox", "SEARCH a USING INDEX ask_inbox (organisation_id=?)", true },
		{ "session_find", "SEARCH s USING INDEX sqlite_autoindex_session_1 (token_hash=?)", false },
		{ "account_history", "SEARCH audit USING INDEX audit_account (account_id=?)", false },
	};
	sqlite3 *db;

	migrated(a, &db);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str plan = plan_named(a, db, cases[i].statement);

		CHECK_NOTE(str_contains(plan, str_of(cases[i].by)), "%s:\n%.*s", cases[i].statement, STR_ARG(plan));
		if (!cases[i].is_sorted)
			CHECK_NOTE(!str_contains(str_slice(plan, 0, 200), STR("TEMP B-TREE")), "%s:\n%.*s",
				   cases[i].statement, STR_ARG(plan));
		CHECK_NOTE(!str_contains(plan, STR("SCAN p\n")), "%s:\n%.*s", cases[i].statement, STR_ARG(plan));
	}
	sqlite3_close(db);
}

/* --- no walk through a table that grows with the children --- */

/* These stay small, whatever an area does. */
static const char *const small[] = { "audit_chain", "authority", "cover", "device", "disposal", "glass", "hold", "list_sent", "move", "oidc_account",
	"panel", "pass", "reading_found", "regime", "retention_own", "session", "setting", "subject_choice", "subject_words" };

/* What may walk one all the same. */
static const struct { const char *statement, *why; } walks[] = {
	{ "advice_6_weeks", "a figure over all cases" },
	{ "account_list", "one page of an administrator, narrowed by any word" },
	{ "admin_counts", "one page of an administrator that counts all there is" },
	{ "audit_shown_odd", "audit verify" },
	{ "choose_accounts", "narrowed by any part of a name" },
	{ "choose_organisations", "narrowed by any part of a name" },
	{ "daily_open", "the daily pass goes through all that is open" },
	{ "dispose_account_bare", "an account of a family goes: rare, and each of its columns has to be asked" },
	{ "dispose_account_told", "an account of a family goes: rare" },
	{ "dispose_contents", "files of drafts: gone after a month" },
	{ "dispose_draft_files", "drafts: gone after a month" },
	{ "dispose_drafts", "drafts: gone after a month" },
	{ "document_content_loose", "the nightly sweep" },
	{ "glass_leads", "an emergency opens a record: rare" },
	{ "identity_sample", "identity learn" },
	{ "open_now", "a figure over all cases" },
	{ "plans_20_weeks", "a figure over all cases" },
	{ "post_log", "counts all that an area sent" },
	{ "remind_asks", "the reminders of a day" },
	{ "remind_families", "the reminders of a day" },
	{ "remind_steps", "the reminders of a day" },
	{ "reviews_overdue", "a figure over all cases" },
	{ "subject_rest", "drafts: gone after a month" },
	{ "demo_", "the demonstration is filled once" },
};

static bool is_walk_known(const char *statement)
{
	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
		if (str_starts(str_of(statement), str_of(walks[i].statement)))
			return true;
	return false;
}

static struct str next_word(struct str *rest)
{
	size_t from = 0, to;

	while (from < rest->len && !str_contains(STR("abcdefghijklmnopqrstuvwxyz0123456789_"), str_slice(*rest, from, from + 1)))
		from++;
	for (to = from; to < rest->len && str_contains(STR("abcdefghijklmnopqrstuvwxyz0123456789_"), str_slice(*rest, to, to + 1));)
		to++;
	struct str word = str_slice(*rest, from, to);

	*rest = to < rest->len ? str_slice(*rest, to, rest->len) : STR_NONE;
	return word;
}

/* "process" for p of "from process p". */
static struct str table_of(struct str sql, struct str alias)
{
	struct str before = STR(""), last = STR("");

	while (sql.at) {
		struct str word = next_word(&sql);

		if (str_equal(word, STR("as")))
			continue;
		bool is_named = str_equal(before, STR("from")) || str_equal(before, STR("join")) || str_equal(before, STR("update"));

		if (is_named && str_equal(word, alias))
			return last;
		before = last;
		last = word;
	}
	return alias;
}

static bool grows(sqlite3 *db, struct str table)
{
	sqlite3_stmt *s;
	bool is_table;

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (str_equal(table, str_of(small[i])))
			return false;
	CHECK(sqlite3_prepare_v2(db, "select 1 from sqlite_master where type = 'table' and name = ?", -1, &s, NULL) == SQLITE_OK);
	sqlite3_bind_text(s, 1, table.at, (int)table.len, SQLITE_STATIC);
	is_table = sqlite3_step(s) == SQLITE_ROW;
	sqlite3_finalize(s);
	return is_table;
}

TEST(no_statement_walks_a_whole_table_that_grows)
{
	sqlite3 *db;

	migrated(a, &db);
	for (size_t i = 0; i < sql_statement_count; i++) {
		const struct store_statement *of = sql_statements[i];
		struct str plan = plan_of(a, db, of);

		for (struct str rest = plan; rest.at && !is_walk_known(of->name);) {
			struct str line = str_cut(&rest, '\n'), words = line;

			if (!str_equal(str_word(&words), STR("SCAN")))
				continue;
			struct str table = table_of(str_of(of->sqlite), str_word(&words));

			CHECK_NOTE(!grows(db, table), "%s walks all of %.*s:\n%.*s", of->name, STR_ARG(table), STR_ARG(plan));
		}
	}
	sqlite3_close(db);
}
