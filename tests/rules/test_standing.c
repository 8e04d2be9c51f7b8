/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/standing - age and capacity in the access rule: rows of tests/cases/access/standing.csv. */
#include "../harness.h"
#include "core/csv.h"
#include "rulebook/made_book.h"
#include "rules/standing.h"

static const struct rulebook *book_with(struct arena *a, struct str name, struct str text, struct problems *slips)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	size_t count = 0;

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (!str_equal(rulebook_built_in[i].name, name))
			files[count++] = rulebook_built_in[i];
	files[count++] = (struct rulebook_file){ name, text };
	return rulebook_read(a, files, count, slips);
}

static uint32_t relation_of(struct str word)
{
	for (size_t i = 0; i < RELATION_COUNT; i++)
		if (str_equal(word, str_of(relation_words[i])))
			return 1u << i;
	CHECK_NOTE(false, "no relation %.*s", STR_ARG(word));
	return 0;
}

static bool has(struct str words, const char *word)
{
	for (struct str one = str_word(&words); one.at; one = str_word(&words))
		if (str_equal(one, str_of(word)))
			return true;
	return false;
}

TEST(relations_of_the_family_hold_by_their_rows)
{
	struct problems slips = { 0 };
	const struct rulebook *book = made_book();
	struct csv t;

	csv_read(a, STR("standing.csv"), test_file(a, "tests/cases/access/standing.csv"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(t.row_count > 40);
	for (size_t i = 0; i < t.row_count; i++) {
		struct str words = csv_cell(&t, i, "facts");
		struct standing_facts f = { date_read(csv_cell(&t, i, "born")), date_read(csv_cell(&t, i, "made")), has(words, "consented"),
			has(words, "represents"), has(words, "acted_for"), has(words, "has_parent"), has(words, "parent_may") };
		bool is = standing_holds(a, book, relation_of(csv_cell(&t, i, "relation")), csv_cell(&t, i, "act"), &f,
					 date_read(csv_cell(&t, i, "today")));

		CHECK_NOTE(is == str_equal(csv_cell(&t, i, "answer"), STR("yes")), "standing.csv:%d", t.lines[i]);
	}
}

/* A law that gives the rights at another age is text, and begins on its day. */
TEST(a_new_age_is_a_new_version)
{
	struct problems slips = { 0 };
	struct str text = STR_NONE;

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (str_equal(rulebook_built_in[i].name, STR("access/standing.txt")))
			text = rulebook_built_in[i].text;
	struct str old = STR("standing: self-invited\nrelation: self\nacts: invited\n"), rest = text;
	size_t at = 0;

	while (at + old.len <= text.len && !str_equal(str_slice(text, at, at + old.len), old))
		at++;
	CHECK(at + old.len <= text.len);
	rest = str_slice(text, at + old.len, text.len);
	struct str both = arena_printf(a, "%.*s%.*svalid_to: 2027-08-31\n%.*s\n\nstanding: self-invited-later\nrelation: self\n"
		"acts: invited\nwhen: today >= age(14, born)\nwhy: from 14\ncite: made up\ntag: K\nvalid_from: 2027-09-01\n",
		STR_ARG(str_slice(text, 0, at)), STR_ARG(old), STR_ARG(rest));
	const struct rulebook *book = book_with(a, STR("access/standing.txt"), both, &slips);
	struct standing_facts f = { .born = date_of(2013, 9, 1), .made = DATE_NONE };

	CHECK_NOTE(book != NULL, "%.*s", STR_ARG(slips.count ? slips.at[0].words : STR("")));
	CHECK(!standing_holds(a, book, RELATION_SELF, STR("invited"), &f, date_of(2027, 8, 31)));
	CHECK(standing_holds(a, book, RELATION_SELF, STR("invited"), &f, date_of(2027, 9, 1)));
}

TEST(slips_of_standings_and_details_are_told_with_their_lines)
{
	test_slow();
	static const struct { const char *name, *text, *where, *words; } rows[] = {
		{ "access/own.txt", "standing: x\nrelation: caseload\nacts: opens\nwhy: y\ncite: z\ntag: K\n", "access/own.txt:1",
		  "standing \"x\": relation is one of: parent, self, link" },
		{ "access/own.txt", "standing: x\nrelation: self\nacts: sees\nwhy: y\ncite: z\ntag: K\n", "access/own.txt:1",
		  "standing \"x\": \"sees\" is no act; acts are opens, told, addressed, invited" },
		{ "access/own.txt", "standing: x\nrelation: self\nacts: opens\nwhen: borne\nwhy: y\ncite: z\ntag: K\nvalid_from: 2030-01-01\n",
		  "access/own.txt:1", "and both are in force on one day" },
		{ "access/own.txt", "standing: x\nrelation: self\nacts: opens\nwhen: borne\nwhy: y\ncite: z\ntag: K\nstatus: proposed\n",
		  "access/own.txt:4", "no event, answer or fact is called \"borne\"" },
		{ "access/own.txt", "details: x\nfields: person.shoe\nwhy: y\n", "access/own.txt:1", "no field is called \"person.shoe\"" },
		{ "access/own.txt", "details: x\nfields: person.sex\nmark: case\nwhy: y\n", "access/own.txt:1", "mark is mark.WORD" },
		{ "access/own.txt", "details: x\nfields: person.sex\nneeds: nothing\nwhy: y\n", "access/own.txt:3", "nothing" },
		{ "access/standing.txt", "# none\n", "access/", "no standing says when \"parent\" opens" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems slips = { 0 };
		bool is_told = false;

		CHECK_NOTE(book_with(a, str_of(rows[i].name), str_of(rows[i].text), &slips) == NULL, "row %zu", i);
		for (size_t j = 0; j < slips.count; j++)
			is_told = is_told || (str_equal(slips.at[j].field, str_of(rows[i].where)) &&
					      strstr(arena_printf(a, "%.*s", STR_ARG(slips.at[j].words)).at, rows[i].words));
		CHECK_NOTE(is_told, "row %zu: %.*s %.*s", i, STR_ARG(slips.count ? slips.at[0].field : STR("")),
			   STR_ARG(slips.count ? slips.at[0].words : STR("")));
	}
}
