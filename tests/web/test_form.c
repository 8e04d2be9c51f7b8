/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/test_form - forms of the rulebook: what is read from a request, what is shown again.
 * Touches web/form. */
#include "core/digest.h"
#include "gen/sql/demo.h"
#include "web/form.h"
#include "web/html.h"
#include "work/made_desk.h"

struct sent { const char *name, *value; };

static void start(struct desk *d, struct house *house)
{
	CHECK(digest_start());
	memset(house->key, 9, sizeof house->key);
	house->files_most = 52428800;
	html_book(d->book);
}

static void send_one(struct arena *a, struct request *r, struct typed t)
{
	if (r->form_count == r->form_room)
		arena_grow(a, (void **)&r->form_at, &r->form_room, sizeof *r->form_at);
	r->form_at[r->form_count++] = t;
}

static struct request post(struct arena *a, const struct sent *rows, size_t count)
{
	struct request r = { .method = METHOD_POST };

	for (size_t i = 0; i < count; i++)
		send_one(a, &r, (struct typed){ .name = str_of(rows[i].name), .value = str_of(rows[i].value) });
	return r;
}

struct read { struct answers values; struct kept_files files; struct problems problems; bool is_sent; };

static struct read read_form(struct desk *d, const struct form *form, const char *page, const struct request *r)
{
	struct read got = { 0 };

	got.is_sent = form_read(d, r, form, str_of(page), &got.values, &got.files, &got.problems);
	return got;
}

static struct str show_form(struct desk *d, const struct form *form, const char *page, const struct read *got,
			    const struct answers *known)
{
	struct out o = out_start(d->arena, 0);
	struct form_view v = { .desk = d, .form = form, .page = str_of(page), .values = &got->values, .known = known,
			       .problems = &got->problems, .authority = 340, .files = &got->files };

	CHECK_OK(form_show(&o, &v));
	return out_str(&o);
}

static void has(struct str html, const char *part)
{
	CHECK_NOTE(str_contains(html, str_of(part)), "not there: %s\nin: %.*s", part, STR_ARG(html));
}

static void has_not(struct str html, const char *part)
{
	CHECK_NOTE(!str_contains(html, str_of(part)), "is there: %s\nin: %.*s", part, STR_ARG(html));
}

BOTH_DESKS(form_reads_dates_as_three_fields)
{
	static const struct { const char *day, *month, *year, *kept; } rows[] = {
		{ "27", "3", "2015", "2015-03-27" }, { " 7 ", "03", "2015", "2015-03-07" }, { "31", "2", "2015", "31/2/2015" },
		{ "27", "3", "15", "27/3/15" }, { "", "", "", "" }, { "x", "", "2015", "x//2015" },
		{ "1", "1", "99999999999999999999", "1/1/99999999999999999999" }, { "-1", "1", "2015", "-1/1/2015" },
	};
	const struct form *form = book_form(d->book, STR("na-request"));

	start(d, house);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sent sent[] = { { "born-day", rows[i].day }, { "born-month", rows[i].month }, { "born-year", rows[i].year } };
		struct request r = post(a, sent, 3);
		struct read got = read_form(d, form, "born", &r);

		CHECK_STR(answers_get(&got.values, STR("born")), str_of(rows[i].kept));
		CHECK_INT((int64_t)got.problems.count, 0);
	}
}

BOTH_DESKS(form_shows_what_was_typed_with_its_problem)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	struct sent sent[] = { { "born-day", "31" }, { "born-month", "\"><script>" }, { "born-year", "2015" } };

	start(d, house);
	struct request r = post(a, sent, 3);
	struct read got = read_form(d, form, "born", &r);
	problems_add(&got.problems, a, STR("born"), PROBLEM_FORM, STR("Enter a real date for: <Date>"));
	struct str html = show_form(d, form, "born", &got, NULL);

	has(html, "<fieldset class=\"govuk-fieldset\" aria-describedby=\"born-hint born-error\">");
	has(html, "id=\"born\" name=\"born-day\" type=\"text\" inputmode=\"numeric\" value=\"31\"");
	has(html, "id=\"born-month\" name=\"born-month\" type=\"text\" inputmode=\"numeric\" value=\"&quot;&gt;&lt;script&gt;\"");
	has(html, "id=\"born-year\" name=\"born-year\" type=\"text\" inputmode=\"numeric\" value=\"2015\"");
	has(html, "<p class=\"govuk-error-message\" id=\"born-error\">");
	has(html, "Enter a real date for: &lt;Date&gt;");
	has_not(html, "<script>");
}

BOTH_DESKS(form_refuses_a_field_that_came_twice_and_bytes_that_are_no_text)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	struct sent sent[] = { { "given", "Ann" }, { "given", "Bob" }, { "family", "\xff\xfe" }, { "other", "x" } };

	start(d, house);
	struct request r = post(a, sent, 4);
	struct read got = read_form(d, form, "child", &r);

	CHECK_STR(answers_get(&got.values, STR("given")), STR("Ann"));
	CHECK(!answers_get(&got.values, STR("family")).at);
	CHECK(!answers_get(&got.values, STR("other")).at);
	CHECK_INT((int64_t)got.problems.count, 2);
	CHECK_STR(problems_of(&got.problems, STR("given"))->words, STR("The same answer came twice: First name"));
	CHECK(problems_of(&got.problems, STR("family"))->kind == PROBLEM_FORM);
}

BOTH_DESKS(form_check_says_what_is_too_long_and_it_is_kept)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	char long_name[200];
	struct sent sent[] = { { "given", long_name }, { "family", "Lee" } };

	start(d, house);
	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	struct request r = post(a, sent, 2);
	struct read got = read_form(d, form, "child", &r);
	form_check(a, d->book, form, &got.values, d->now.today, &got.problems);

	CHECK(problems_of(&got.problems, STR("given"))->kind == PROBLEM_TOO_LONG);
	has(show_form(d, form, "child", &got, NULL), long_name);
}

BOTH_DESKS(form_text_is_trimmed_and_lines_end_alike)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	struct sent sent[] = { { "difficulties", "  one\r\ntwo\rthree\n " } };

	start(d, house);
	struct request r = post(a, sent, 1);
	struct read got = read_form(d, form, "difficulties", &r);

	CHECK_STR(answers_get(&got.values, STR("difficulties")), STR("one\ntwo\nthree"));
	struct str html = show_form(d, form, "difficulties", &got, NULL);
	has(html, "data-maxlength=\"5000\"");
	has(html, "aria-describedby=\"difficulties-hint difficulties-info\">\none\ntwo\nthree</textarea>");
}

BOTH_DESKS(form_fields_that_hang_on_another_are_shown_with_the_answers_that_ask_for_them)
{
	const struct form *form = book_form(d->book, STR("advice"));
	struct answers known = { 0 };
	struct read got = { 0 };

	start(d, house);
	LIST_PUSH(a, &known, (struct answer){ STR("born"), STR("2020-01-01") });
	struct str html = show_form(d, form, "", &got, &known);
	has(html, "data-asked-when=\"known=");
	has(html, "id=\"needs-only\"");
	has_not(html, "known=not_known");
	has_not(html, "name=\"adulthood\"");            /* six years old: Year 9 is far */

	known.at[0].text = STR("2010-01-01");
	has(show_form(d, form, "", &got, &known), "name=\"adulthood\"");
}

BOTH_DESKS(form_radios_have_a_legend_and_the_first_has_the_id_of_the_field)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	struct sent sent[] = { { "asker", "school" } };

	start(d, house);
	struct request r = post(a, sent, 1);
	struct read got = read_form(d, form, "asker", &r);
	struct str html = show_form(d, form, "asker", &got, NULL);

	has(html, "<legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">Who are you?</legend>");
	has(html, "id=\"asker\" name=\"asker\" type=\"radio\"");
	has(html, "type=\"radio\" value=\"school\" checked");
}

BOTH_DESKS(form_files_come_back_sealed)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	struct kept_file file = { STR("evidence"), STR("rep<ort>.pdf"), STR("application/pdf"), STR("aa11"), 2048 };
	struct request r = { .method = METHOD_POST };

	start(d, house);
	send_one(a, &r, (struct typed){ .name = STR("evidence"), .file = &file });
	send_one(a, &r, (struct typed){ .name = STR("evidence"), .file = &file });
	struct read got = read_form(d, form, "evidence", &r);
	CHECK_INT((int64_t)got.files.count, 1);
	struct str html = show_form(d, form, "evidence", &got, NULL);
	has(html, "rep&lt;ort&gt;.pdf <span class=\"app-quiet\">(2 KB)</span>");
	has(html, "Up to 50 MB a file");

	/* what the page carries comes back; what somebody made up does not */
	struct str rest = html;
	while (rest.at && !str_starts(rest, STR("name=\"evidence-kept\"")))
		rest = str_slice(rest, 1, rest.len);
	struct str sealed = str_slice(rest, strlen("name=\"evidence-kept\" type=\"checkbox\" value=\""), rest.len);
	sealed = str_cut(&sealed, '"');
	struct request again = { .method = METHOD_POST };
	send_one(a, &again, (struct typed){ .name = STR("evidence-kept"), .value = sealed });
	send_one(a, &again, (struct typed){ .name = STR("evidence-kept"), .value = STR("bb22\ntext/html\n1\nx") });
	got = read_form(d, form, "evidence", &again);
	CHECK_INT((int64_t)got.files.count, 1);
	CHECK_STR(got.files.at[0].sha256, STR("aa11"));
	CHECK_STR(got.files.at[0].name, STR("rep<ort>.pdf"));
	CHECK_INT(got.files.at[0].bytes, 2048);
}

struct schools { int count; int64_t seventh; };

static const struct fault *schools_job(struct store *writer, struct arena *a, void *ctx)
{
	struct schools *s = ctx;

	TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 340, .name = STR("Knowsley"),
		.short_name = STR("Knowsley") }, NULL));
	for (int i = 0; i < s->count; i++) {
		struct demo_organisation_add_rows rows = { 0 };
		struct demo_organisation_add_in in = { .authority = 340, .kind = STR("school"), .is_open = 1,
			.name = arena_printf(a, "School %d & Co", i), .folded = arena_printf(a, "school %d & co", i) };

		TRY(sql_demo_organisation_add(writer, a, &in, &rows));
		if (i == 6)
			s->seventh = rows.at[0].id;
	}
	return NULL;
}

BOTH_DESKS(form_few_schools_are_a_select)
{
	const struct form *form = book_form(d->book, STR("na-final-sent"));
	struct read got = { 0 };
	struct schools schools = { .count = 3 };

	start(d, house);
	CHECK_OK(store_write(d->pool, a, schools_job, &schools));
	struct str html = show_form(d, form, "", &got, NULL);
	has(html, "<select class=\"govuk-select\" id=\"setting\" name=\"setting\"");
	has(html, ">School 2 &amp; Co</option>");
}

BOTH_DESKS(form_many_schools_are_searched_without_script)
{
	const struct form *form = book_form(d->book, STR("na-final-sent"));
	struct schools schools = { .count = 120 };

	start(d, house);
	CHECK_OK(store_write(d->pool, a, schools_job, &schools));
	const char *chosen = arena_printf(a, "%lld", (long long)schools.seventh).at;
	struct sent sent[] = { { "setting-find", "SCHOOL 10" }, { "find", "setting" }, { "setting", chosen } };
	struct request r = post(a, sent, 3);
	struct read got = read_form(d, form, "", &r);
	CHECK(!got.is_sent);
	struct str html = show_form(d, form, "", &got, NULL);
	has(html, "type=\"search\" value=\"SCHOOL 10\"");
	has(html, "School 10 &amp; Co");
	has(html, "School 109 &amp; Co");
	has_not(html, "School 11 &amp; Co");
	has(html, arena_printf(a, "value=\"%s\" checked", chosen).at);               /* what was chosen before stays */
	struct request plain = post(a, &sent[2], 1);
	CHECK(read_form(d, form, "", &plain).is_sent);
}

BOTH_DESKS(answers_of_forms_are_said_in_words)
{
	const struct form *form = book_form(d->book, STR("na-request"));
	static const struct { const char *field, *value, *words; } rows[] = {
		{ "born", "2015-03-27", "27 March 2015" }, { "born", "31/2/2015", "31/2/2015" }, { "consent", "yes", "Yes" },
		{ "asker", "nonsense", "nonsense" }, { "asker", "parent", "I am a parent or carer" }, { "given", "Ann", "Ann" },
	};

	start(d, house);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t k = 0; k < form->field_count; k++) {
			struct str words;

			if (!str_equal(form->fields[k].name, str_of(rows[i].field)))
				continue;
			CHECK_OK(choose_answer(d, &form->fields[k], str_of(rows[i].value), &words));
			CHECK_STR(words, str_of(rows[i].words));
		}
}
