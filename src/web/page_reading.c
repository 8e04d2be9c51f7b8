/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_reading - what in the reading of records is worth a second look.
 * Touches work/reading. Whose question: the administrator's and the data protection officer's "does anybody read what is not
 * their work?" */
#include "gen/html/page_reading.h"
#include "web/admin_room.h"
#include "web/view_reading.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str watch_name(const struct desk *d, struct str id)
{
	const struct watch *w = book_watch(d->book, id);

	return w ? w->name : id;
}

static const enum reading_number shown[READING_SHOWN] = { READING_OPENED, READING_USUAL, READING_LISTED, READING_ODD_HOURS, READING_NAMESAKES, READING_OWN,
						    READING_EXPORTS, READING_EMERGENCIES };
static const char *const heads[] = { "reading.day", "reading.who", "reading.what", "reading.opened", "reading.usual", "reading.listed",
	"reading.odd_hours", "reading.namesakes", "reading.own", "reading.exports", "reading.emergencies", "reading.done" };
enum { COLUMNS = sizeof heads / sizeof *heads };

static void numbers_fill(struct desk *d, const struct reading_day *day, struct str *cells)
{
	for (size_t i = 0; i < READING_SHOWN; i++)
		cells[i] = arena_int(d->arena, day->at[shown[i]]);
}

static struct str seen_words(struct desk *d, const struct reading_found *f)
{
	struct str args[2] = { f->seen_by, date_words(d->arena, date_of_ms(f->seen_ms)) };

	return f->seen_ms ? book_words_with(d->book, d->arena, STR("reading.seen_by"), args, 2) : STR("");
}

static void found_row(struct desk *d, struct sheet *s, const struct reading_found *f)
{
	struct str cells[COLUMNS] = { s->csv ? date_iso(d->arena, f->day) : date_words(d->arena, f->day), f->name,
				      watch_name(d, f->watch) };

	numbers_fill(d, &f->numbers, cells + 3);
	cells[COLUMNS - 1] = seen_words(d, f);
	sheet_row(s, cells);
	if (!s->csv)
		s->table.cells.at[s->table.cells.count - COLUMNS + 2].href = arena_printf(d->arena, "/reading/%lld", (long long)f->id);
}

static struct table_view rules_table(struct desk *d)
{
	static const char *const columns[] = { "reading.rule", "reading.rule_about" };
	struct admin_table t = admin_table(d, columns, 2);

	for (size_t i = 0; i < d->book->watch_count; i++) {
		admin_cell(d, &t, d->book->watches[i].name);
		admin_cell(d, &t, d->book->watches[i].about);
	}
	return admin_table_view(&t, words(d, "reading.rules_title"));
}

static struct admin_choice states(struct desk *d, struct str chosen)
{
	static const char *const codes[] = { "new", "seen" };
	struct code *at = ARENA_NEW(d->arena, struct code, 2);

	for (size_t i = 0; i < 2; i++)
		at[i] = (struct code){ str_of(codes[i]), words(d, i ? "reading.state_seen" : "reading.state_new"), STR_NONE };
	return (struct admin_choice){ STR("state"), words(d, "reading.state"), chosen, at, 2 };
}

static struct admin_choice watches(struct desk *d, struct str chosen)
{
	struct code *at = ARENA_NEW(d->arena, struct code, d->book->watch_count + 1);

	for (size_t i = 0; i < d->book->watch_count; i++)
		at[i] = (struct code){ d->book->watches[i].id, d->book->watches[i].name, STR_NONE };
	return (struct admin_choice){ STR("watch"), words(d, "reading.watch"), chosen, at, d->book->watch_count };
}

static const struct fault *list_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct str state = request_query(r, STR("state")), watch = request_query(r, STR("watch"));
	struct reading_view v = { .state = states(d, state), .watch = watches(d, watch), .rules = rules_table(d) };
	struct reading_founds all;

	TRY(reading_list(d, state, watch, r->wants_csv, &all));
	struct sheet s = sheet_of(d, r, out, "reading.csv", heads, COLUMNS);

	for (size_t i = 0; i < all.count; i++)
		found_row(d, &s, &all.at[i]);
	if (r->wants_csv)
		return NULL;
	struct str count = arena_printf(d->arena, "%zu", all.count);

	v.frame = frame_of(d, r, words(d, "reading.title"));
	v.frame.section = STR("reading");
	v.frame.is_wide = true;
	v.table = admin_table_view(&s.table, book_words_with(d->book, d->arena, STR("reading.count"), &count, 1));
	v.csv = arena_printf(d->arena, "/reading.csv?%.*s", STR_ARG(r->query));
	html_reading(&out->body, &v);
	return NULL;
}
const struct page page_reading = { .path = "/reading", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = list_get };

static void act_row(struct desk *d, struct sheet *s, const struct reading_act *act)
{
	struct str cells[4] = { date_instant(d->arena, act->at_ms), code_label(book_codes(d->book, STR("verb")), act->verb), code_label(book_codes(d->book, STR("what")), act->what),
		str_is_empty(act->reference) && act->has_person ? words(d, "reading.act_person") : act->reference };

	sheet_row(s, cells);
}

static const struct fault *one_show(struct desk *d, const struct request *r, const struct problems *problems, struct reply *out)
{
	static const char *const columns[] = { "reading.act_at", "reading.act_verb", "reading.act_what", "reading.act_case" };
	struct reading_one_view v = { .note = request_form(r, STR("note")) };
	struct str title[2];
	struct reading_acts acts;
	const struct watch *w;
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(reading_open(d, id, r->wants_csv, &v.found, &acts));
	struct sheet s = sheet_of(d, r, out, "reading-day.csv", columns, 4);

	for (size_t i = 0; i < acts.count; i++)
		act_row(d, &s, &acts.at[i]);
	if (r->wants_csv)
		return NULL;
	title[0] = v.found.name;
	title[1] = watch_name(d, v.found.watch);
	v.frame = frame_of(d, r, book_words_with(d->book, d->arena, STR("reading.one_title"), title, 2));
	v.frame.section = STR("reading");
	v.frame.back = STR("/reading");
	v.frame.problems = problems;
	v.frame.is_wide = true;
	w = book_watch(d->book, v.found.watch);
	v.about = w ? w->about : STR("");
	numbers_fill(d, &v.found.numbers, v.numbers);
	for (size_t i = 0; i < READING_SHOWN; i++)
		v.labels[i] = words(d, heads[3 + i]);
	v.acts = admin_table_view(&s.table, words(d, "reading.acts_title"));
	v.is_cut = acts.count == READING_MOST;
	v.may_see = !v.found.seen_ms;
	v.csv = arena_printf(d->arena, "/reading/%lld.csv", (long long)id);
	html_reading_one(&out->body, &v);
	return NULL;
}

static const struct fault *one_get(struct desk *d, const struct request *r, struct reply *out)
{
	return one_show(d, r, NULL, out);
}
const struct page page_reading_one = { .path = "/reading/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = one_get };

static const struct fault *one_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(reading_see(d, id, request_form(r, STR("note")), &problems));
	if (problems.count)
		return one_show(d, r, &problems, out);
	reply_redirect(out, d->arena, STR("/reading?state=new&said=reading_seen"));
	return NULL;
}
const struct page page_reading_see = { .path = "/reading/{0}", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = one_post };
