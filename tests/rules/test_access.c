/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/access - the one rule of who may do what: rows of tests/cases/access/, every grant both ways. */
#include "../harness.h"
#include "core/csv.h"
#include "rulebook/made_book.h"
#include "rules/access_matrix.h"

static const struct date today = { 20782 };     /* 2026-11-25 */

static uint32_t bits_of(struct str words)
{
	uint32_t bits = 0;

	for (struct str word = str_word(&words); word.at; word = str_word(&words)) {
		uint32_t before = bits;

		for (size_t i = 0; i < RELATION_COUNT; i++)
			if (str_equal(word, str_of(relation_words[i])))
				bits |= 1u << i;
		CHECK_NOTE(bits != before, "no relation %.*s", STR_ARG(word));
	}
	return bits;
}

static struct who who_of(struct arena *a, struct str role)
{
	struct who who = { .kind = WHO_ACCOUNT, .memberships = ARENA_NEW(a, struct membership, 1) };

	if (str_equal(role, STR("public")))
		return (struct who){ .kind = WHO_NOBODY };
	if (str_starts(role, STR("link_")))
		return (struct who){ .kind = WHO_LINK, .link_kind = str_slice(role, 5, role.len) };
	who.memberships[0] = (struct membership){ .role = role, .authority = 340 };
	who.membership_count = 1;
	return who;
}

static struct str decided(struct arena *a, const struct rulebook *book, const struct csv *t, size_t row)
{
	struct who who = who_of(a, csv_cell(t, row, "role"));
	uint32_t bits = bits_of(csv_cell(t, row, "relations"));
	struct access_answer answer = access_decide(book, &who, today, csv_cell(t, row, "verb"), csv_cell(t, row, "what"), &bits);

	CHECK(answer.is_allowed == (answer.grant != NULL));
	return answer.is_allowed ? answer.grant->id : STR("no");
}

static bool has_row(const struct csv *t, struct str grant, bool refusing)
{
	for (size_t i = 0; i < t->row_count; i++)
		if (str_equal(csv_cell(t, i, "grant"), grant) &&
		    str_equal(csv_cell(t, i, "answer"), STR("no")) == refusing)
			return true;
	return false;
}

TEST(access_follows_its_rows)
{
	const struct rulebook *book = made_book();
	struct problems slips = { 0 };
	struct csv t;

	csv_read(a, STR("rows.csv"), test_file(a, "tests/cases/access/rows.csv"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(t.row_count > 100);
	for (size_t i = 0; i < t.row_count; i++) {
		struct str got = decided(a, book, &t, i);

		CHECK_NOTE(str_equal(got, csv_cell(&t, i, "answer")), "line %d: got %.*s, expected %.*s", t.lines[i],
			   STR_ARG(got), STR_ARG(csv_cell(&t, i, "answer")));
	}
	for (size_t i = 0; i < book->grant_count; i++) {
		CHECK_NOTE(has_row(&t, book->grants[i].id, false), "no row that %.*s allows", STR_ARG(book->grants[i].id));
		CHECK_NOTE(has_row(&t, book->grants[i].id, true), "no row that %.*s refuses", STR_ARG(book->grants[i].id));
	}
}

TEST(nothing_is_allowed_without_a_grant)
{
	struct rulebook empty = { 0 };
	struct who who = who_of(a, STR("manager")), nobody = { .kind = WHO_NOBODY };
	uint32_t all = UINT32_MAX;

	CHECK(!access_decide(&empty, &who, today, STR("view"), STR("case"), &all).is_allowed);
	CHECK(!access_reach(&empty, &who, today, STR("view"), STR("case")).is_allowed);
	CHECK(!access_decide(made_book(), &nobody, today, STR("view"), STR("case"), &all).is_allowed);
}

TEST(each_membership_has_its_own_relations)
{
	const struct rulebook *book = made_book();
	struct membership both[2] = { { STR("case_officer"), 340, 0 }, { STR("case_officer"), 341, 0 } };
	struct who who = { .kind = WHO_ACCOUNT, .memberships = both, .membership_count = 2 };
	uint32_t relations[2] = { 0, RELATION_SAME_AUTHORITY };
	struct access_answer answer = access_decide(book, &who, today, STR("view"), STR("case"), relations);

	CHECK(answer.is_allowed && answer.membership == &both[1]);
	CHECK(access_reach(book, &who, today, STR("view"), STR("case")).membership == &both[0]);
	relations[1] = RELATION_ON_ROLL | RELATION_PARENT;
	CHECK(!access_decide(book, &who, today, STR("view"), STR("case"), relations).is_allowed);
	CHECK(!access_decide(book, &who, today, STR("view"), STR("case"), NULL).is_allowed);
}

/* The matrix says all that the rule allows, and no more. */
TEST(the_matrix_agrees_with_the_rule)
{
	const struct rulebook *book = made_book();
	struct access_lines lines = access_matrix(a, book, today);

	CHECK(lines.count > 150);
	for (size_t i = 0; i < lines.count; i++) {
		const struct access_line *l = &lines.at[i];
		struct who who = who_of(a, l->role);
		uint32_t bits = bits_of(l->relations);
		struct str what = str_ends(l->what, STR(".*")) ?
				  arena_printf(a, "%.*sx", STR_ARG(str_slice(l->what, 0, l->what.len - 1))) : l->what;

		CHECK_NOTE(access_decide(book, &who, today, l->verb, what, &bits).is_allowed, "%.*s %.*s %.*s",
			   STR_ARG(l->role), STR_ARG(l->verb), STR_ARG(what));
	}
}

/* Field by field: what is allowed is what the rule allows, each detail and each answer has its line, and what keeps it back. */
TEST(the_matrix_by_field_agrees_with_the_rule)
{
	static const struct { const char *role, *what, *field, *cut_by; } rows[] = {
		{ "family", "case", "person.locality", "mark.address" },
		{ "family", "person", "person.address", "mark.address" },
		{ "family", "contact", "contact.phone", "mark.address" },
		{ "family", "person", "person.upn", "" },
		{ "family", "plan.final", "section.F", "mark on section F" },
		{ "family", "event.advice_received", "", "" },
		{ "case_officer", "event.evidence_asked", "text", "mark on event" },
		{ "manager", "document.advice", "", "mark on paper" },
	};
	const struct rulebook *book = made_book();
	struct access_lines lines = access_matrix_fields(a, book, today);
	bool found[sizeof rows / sizeof *rows] = { false };

	for (size_t i = 0; i < lines.count; i++) {
		const struct access_line *l = &lines.at[i];
		struct who who = who_of(a, l->role);
		uint32_t bits = bits_of(l->relations);

		if (str_is_empty(l->field))
			CHECK_NOTE(access_decide(book, &who, today, l->verb, l->what, &bits).is_allowed, "%.*s %.*s %.*s",
				   STR_ARG(l->role), STR_ARG(l->verb), STR_ARG(l->what));
		CHECK_NOTE(!str_ends(l->what, STR(".*")), "%.*s", STR_ARG(l->what));
		for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
			found[r] = found[r] || (str_equal(l->role, str_of(rows[r].role)) && str_equal(l->what, str_of(rows[r].what)) &&
						str_equal(l->verb, STR("view")) && str_equal(l->field, str_of(rows[r].field)) &&
						str_equal(l->cut_by, str_of(rows[r].cut_by)));
	}
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
		CHECK_NOTE(found[r], "no line %s %s %s", rows[r].role, rows[r].what, rows[r].field);
	for (size_t i = 0; detail_fields[i]; i++) {
		bool is_cut = false;

		for (size_t j = 0; j < book->details_count; j++)
			for (size_t k = 0; k < book->details[j].fields.count; k++)
				is_cut = is_cut || str_equal(book->details[j].fields.at[k], str_of(detail_fields[i]));
		CHECK_NOTE(is_cut || str_equal(str_of(detail_fields[i]), STR("person.language")) ||
			   str_equal(str_of(detail_fields[i]), STR("person.sex")), "%s is a detail of nothing", detail_fields[i]);
	}
}

/* What a line cites must be in force: the day before, the days, the day after. */
TEST(an_agreement_out_of_force_gives_nothing)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 2);
	struct problems slips = { 0 };
	size_t count = 0;
	static const struct { int year, month, day; bool may; } rows[] = {
		{ 2026, 3, 31, false }, { 2026, 4, 1, true }, { 2027, 3, 31, true }, { 2027, 4, 1, false }, { 2027, 4, 2, false },
		{ 2027, 6, 1, true } };

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		files[count++] = rulebook_built_in[i];
	files[count++] = (struct rulebook_file){ STR("sharing/own.txt"), STR(
		"sharing: youth\nname: Youth justice\npurpose: Plans in custody\nkind: agreement\nparties: The team\ncategories: Plans\n"
		"basis: Article 6(1)(e)\nreference: DSA-17\nreview: 2027-01-01\ncite: none\ntag: K\nvalid_from: 2026-04-01\n"
		"valid_to: 2027-03-31\n\n"
		"sharing: youth\nname: Youth justice, renewed\npurpose: Plans in custody\nkind: agreement\nparties: The team\n"
		"categories: Plans\nbasis: Article 6(1)(e)\nreference: DSA-18\nreview: 2028-01-01\ncite: none\ntag: K\n"
		"valid_from: 2027-06-01\n") };
	files[count++] = (struct rulebook_file){ STR("access/own.txt"), STR(
		"grant: analyst-plans\nrole: analyst\nverbs: view\nwhats: plan.final\nrelations: same_authority\nunder: youth\nwhy: because\n") };
	const struct rulebook *book = rulebook_read(a, files, count, &slips);
	struct who who = who_of(a, STR("analyst"));
	uint32_t bits = RELATION_SAME_AUTHORITY;

	CHECK_NOTE(book != NULL, "%.*s", STR_ARG(slips.count ? slips.at[0].words : STR("")));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct date on = date_of(rows[i].year, rows[i].month, rows[i].day);

		CHECK_NOTE(access_decide(book, &who, on, STR("view"), STR("plan.final"), &bits).is_allowed == rows[i].may, "%.*s",
			   STR_ARG(date_iso(a, on)));
		CHECK(access_reach(book, &who, on, STR("view"), STR("plan.final")).is_allowed == rows[i].may);
	}
	slips.count = 0;
	files[count - 1].text = STR("grant: x\nrole: analyst\nverbs: view\nwhats: plan.final\nunder: nothing\nwhy: because\n");
	CHECK(rulebook_read(a, files, count, &slips) == NULL);
	CHECK_INT((int64_t)slips.count, 1);
	CHECK_STR(slips.at[0].field, STR("access/own.txt:5"));
	CHECK_STR(slips.at[0].words, STR("there is no sharing (sharing/*.txt) \"nothing\""));
}
