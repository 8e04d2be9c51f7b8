/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/letter_text - the language of letters by its rows, and the proofs over a whole rulebook. */
#include "rows.h"
#include "rulebook/made_book.h"
#include "rules/letter_text.h"

/* "\\n" in a row stands for a line's end. */
static struct str lines(struct arena *a, struct str cell)
{
	struct out o = out_start(a, cell.len);
	for (size_t i = 0; i < cell.len; i++)
		if (cell.at[i] == '\\' && i + 1 < cell.len && cell.at[i + 1] == 'n')
			out_byte(&o, '\n'), i++;
		else
			out_byte(&o, cell.at[i]);
	return out_str(&o);
}

TEST(a_wrong_letter_text_is_refused_with_its_line)
{
	struct str rest = test_file(a, "tests/bad/letter/refused.csv");
	struct row row;
	int line = 0, seen = 0;

	while (row_next(a, &rest, &line, &row)) {
		struct problems p = { 0 };
		letter_text_read(a, STR("x"), 1, lines(a, row.cell[0]), &p);
		struct str got = p.count ? arena_printf(a, "%.*s: %.*s", STR_ARG(p.at[0].field), STR_ARG(p.at[0].words)) :
					   STR("nothing is wrong");
		CHECK_NOTE(str_equal(got, row.cell[1]), "line %d: %.*s\n  gives %.*s\n  not   %.*s", row.line,
			   STR_ARG(row.cell[0]), STR_ARG(got), STR_ARG(row.cell[1]));
		seen++;
	}
	CHECK(seen > 20);
}

static size_t two_rows(const void *ctx, struct str what, struct str kind)
{
	(void)ctx;
	return str_equal(what, STR("asks")) && str_equal(kind, STR("advice")) ? 2 : 0;
}

static struct value row_words(const void *ctx, struct str what, struct str kind, size_t row, struct str name)
{
	static const struct str words[] = { { "row 0", 5 }, { "row 1", 5 } };
	(void)ctx, (void)what, (void)kind;
	return (struct value){ str_equal(name, STR("role")) ? VALUE_TEXT : VALUE_ABSENT, DATE_NONE, 0, words[row] };
}

static struct letter_world world_of(struct arena *a, struct str facts)
{
	return (struct letter_world){ .names = rows_world(a, facts, date_of(2026, 1, 5)), .rows = two_rows,
				      .row_name = row_words, .day = date_of(2026, 1, 5) };
}

TEST(a_letter_text_is_written_by_its_rows)
{
	struct str rest = test_file(a, "tests/cases/letter/text.csv");
	struct rulebook book = { .arena = a };
	struct row row;
	int line = 0, seen = 0;

	while (row_next(a, &rest, &line, &row)) {
		struct problems p = { 0 };
		struct letter letter = { .text = letter_text_read(a, STR("x"), 1, lines(a, row.cell[0]), &p),
					 .title_text = letter_text_read_line(a, STR("x"), 1, STR("Title"), &p) };
		struct letter_world w = world_of(a, row.cell[2]);
		struct str title, got;
		CHECK_NOTE(p.count == 0, "line %d: %.*s", row.line, p.count ? (int)p.at[0].words.len : 0, p.count ? p.at[0].words.at : "");
		letter_write(a, &book, &letter, &w, &p, &title, &got);
		CHECK(str_starts(got, STR("<h1>Title</h1>\n")));
		got = str_slice(got, 15, got.len);
		if (p.count)
			got = arena_printf(a, "missing %.*s: %.*s", STR_ARG(p.at[0].field), STR_ARG(p.at[0].words));
		CHECK_NOTE(str_equal(got, lines(a, row.cell[1])), "line %d: %.*s\n  gives %.*s\n  not   %.*s", row.line,
			   STR_ARG(row.cell[0]), STR_ARG(got), STR_ARG(row.cell[1]));
		CHECK_STR(title, STR("Title"));
		seen++;
	}
	CHECK(seen > 8);
}

/* The built-in rulebook with one file changed: what is refused, and the sentence. */
static void refused(struct arena *a, const char *name, const char *text, const char *expect)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count);
	struct problems p = { 0 };
	struct str got = STR("nothing");
	for (size_t i = 0; i < rulebook_built_in_count; i++) {
		files[i] = rulebook_built_in[i];
		if (str_equal(files[i].name, str_of(name)))
			files[i].text = str_of(text);
	}
	rulebook_read(a, files, rulebook_built_in_count, &p);
	for (size_t i = 0; i < p.count; i++) {
		got = arena_printf(a, "%.*s: %.*s", STR_ARG(p.at[i].field), STR_ARG(p.at[i].words));
		if (str_equal(got, str_of(expect)))
			return;
	}
	CHECK_NOTE(false, "%zu slips, the last %.*s; none is %s", p.count, STR_ARG(got), expect);
}

TEST(letters_are_proved_with_the_rulebook)
{
	test_slow();
	struct problems p = { 0 };
	const struct rulebook *book = made_book();
	for (size_t i = 0; i < p.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(p.at[i].field), STR_ARG(p.at[i].words));
	CHECK(book && book->letter_count >= 8);
	refused(a, "letter/na-assess.html", "<p>{{ dicision }}</p>",
		"letter/na-assess.html:1: there is no event, answer or fact \"dicision\"");
	refused(a, "letter/na-assess.html", "\n{{ part nowhere }}", "letter/na-assess.html:2: there is no part 'nowhere'");
	refused(a, "letter/na-assess.html", "<p>{{ law NA-99 }}</p>",
		"letter/na-assess.html:1: there is no step \"NA-99\"");
	refused(a, "letter/na-assess.html", "<p>{{ due('NA-99') }}</p>",
		"letter/na-assess.html:1: there is no step \"NA-99\"");
	refused(a, "letter/na-assess.html", "<ul>{{ for asks money }}<li>{{ role }}</li>{{ end }}</ul>",
		"letter/na-assess.html:1: there is no kind of ask \"money\"");
	/* A name of a row means nothing outside of it. */
	refused(a, "letter/na-assess.html", "<p>{{ role_name }}</p>",
		"letter/na-assess.html:1: there is no event, answer or fact \"role_name\"");
	/* A part that takes itself in. */
	refused(a, "letter/part/iass.html", "{{ part iass }}", "letter/part/iass.html:1: part 'iass' takes itself in");
	/* What a letter must state and its text does not print. */
	refused(a, "letter/na-refuse.html", "<p>No.</p>",
		"letter/na-refuse.txt:17: the letter must state 'reasons', but it does not print 'reasons'");
	refused(a, "letter/na-refuse.html", "{{ text reasons }}",
		"letter/na-refuse.txt:1: the letter must have the part 'certificate', but does not take it in");
}

/* law.md: K alone is not verified and never printed as law. */
TEST(a_rule_known_from_memory_alone_is_never_printed)
{
	struct rule_note law = { .tag = STR("K"), .is_unverified = true, .valid_from = DATE_NONE, .valid_to = DATE_NONE };
	struct date day = date_of(2026, 1, 5);
	CHECK(!letter_may_print(&law, day));
	law.is_unverified = false;
	CHECK(letter_may_print(&law, day));
	law.status = STATUS_PROPOSED;
	CHECK(!letter_may_print(&law, day));
	law.status = STATUS_IN_FORCE;
	law.valid_from = date_of(2026, 1, 6);
	CHECK(!letter_may_print(&law, day));
	law.valid_from = date_of(2025, 1, 1);
	law.valid_to = date_of(2026, 1, 4);
	CHECK(!letter_may_print(&law, day));
}
