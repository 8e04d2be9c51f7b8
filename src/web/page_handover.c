/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_handover - somebody is away or leaves: a proposal, a check, and all of it back again.
 * Touches work/handover. Whose question: an officer's "who looks after my cases while I am away?", a manager's "who takes
 * them over?" */
#include "gen/html/page_handover.h"
#include "web/csv.h"
#include "web/view_handover.h"
#include "web/work_room.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_with(const struct desk *d, const char *key, const struct str *args, size_t count)
{
	return book_words_with(d->book, d->arena, str_of(key), args, count);
}

static struct frame frame_here(struct desk *d, const struct request *r, struct str title, const char *back)
{
	struct frame f = frame_of(d, r, title);

	f.section = STR("work");
	f.back = str_of(back);
	return f;
}

static struct str days_words(const struct desk *d, struct date from, struct date to)
{
	struct str args[] = { date_words(d->arena, from), date_is_none(to) ? STR("") : date_words(d->arena, to) };

	return words_with(d, date_is_none(to) ? "handover.since" : "handover.span", args, 2);
}

static struct str state_words(const struct desk *d, const struct handover *h, struct str *tag)
{
	struct str from = date_words(d->arena, h->from);

	*tag = STR("grey");
	if (h->ended_ms)
		return words(d, "handover.ended");
	if (!h->runs)
		return words(d, "handover.over");
	if (h->from.day > d->now.today.day)
		return words_with(d, "handover.comes", &from, 1);
	*tag = STR("blue");
	return words(d, "handover.runs");
}

/* --- the list and the form --- */

/* Somebody's work in one of the councils: "341-12". */
static struct str who_code(struct desk *d, int64_t authority, int64_t account)
{
	return arena_printf(d->arena, "%lld-%lld", (long long)authority, (long long)account);
}

static bool has_two(const struct handover_people *people)
{
	for (size_t i = 1; i < people->count; i++)
		if (people->at[i].authority != people->at[0].authority)
			return true;
	return false;
}

/* The council stands behind the name where the user works for more than one. */
static const struct fault *people_fill(struct desk *d, const struct handover_ask *typed, struct handover_view *v)
{
	struct handover_people people;

	TRY(handover_people(d, &people));
	v->is_many = has_two(&people);
	for (size_t i = 0; i < people.count; i++) {
		const struct handover_person *p = &people.at[i];
		bool is_own = p->account_id == d->who.account_id;
		struct str args[] = { p->name, p->council };
		struct str name = is_own ? words(d, "handover.me") : p->name;

		if (v->is_many)
			name = words_with(d, is_own ? "handover.own_of" : "handover.of_council", is_own ? &args[1] : args, is_own ? 1 : 2);
		LIST_PUSH(d->arena, &v->people, (struct work_option){ who_code(d, p->authority, p->account_id), name,
			p->account_id == typed->account_id && p->authority == typed->authority });
	}
	return NULL;
}

static const char *const list_heads[] = { "handover.person", "handover.council", "handover.what", "handover.from", "handover.to",
					  "handover.cases", "handover.state" };
enum { LIST_COLUMNS = sizeof list_heads / sizeof *list_heads };

static struct str kind_words(const struct desk *d, const struct handover *h)
{
	return words(d, str_equal(h->kind, STR(HANDOVER_AWAY)) ? "handover.away_words" : "handover.leaving_words");
}

static void list_csv(struct desk *d, const struct handovers *all, struct reply *out)
{
	struct str tag;

	csv_begin(d, out, "handovers.csv", list_heads, LIST_COLUMNS);
	for (size_t i = 0; i < all->count; i++) {
		const struct handover *h = &all->at[i];

		csv_row(out, (const struct str[]){ h->name, h->council, kind_words(d, h), date_iso(d->arena, h->from),
			date_iso(d->arena, h->to), arena_int(d->arena, h->cases), state_words(d, h, &tag) }, LIST_COLUMNS);
	}
}

static const struct fault *list_show(struct desk *d, const struct request *r, const struct handover_ask *typed,
				     const struct problems *problems, struct reply *out)
{
	struct handover_view v = { .frame = frame_here(d, r, words(d, "handover.title"), "/work"), .kind = typed->kind,
				   .from = typed->from, .to = typed->to };
	struct handovers all;

	v.frame.problems = problems;
	TRY(handover_list(d, &all));
	if (r->wants_csv) {
		list_csv(d, &all, out);
		return NULL;
	}
	TRY(people_fill(d, typed, &v));
	for (size_t i = 0; i < all.count; i++) {
		const struct handover *h = &all.at[i];
		struct handover_entry e = { .name = h->name, .cases = h->cases, .days = days_words(d, h->from, h->to),
			.href = arena_printf(d->arena, "/handover/%lld", (long long)h->id), .council = h->council,
			.what = kind_words(d, h) };

		e.state = state_words(d, h, &e.tag);
		LIST_PUSH(d->arena, &v.entries, e);
	}
	html_handover(&out->body, &v);
	return NULL;
}

static const struct fault *handover_get(struct desk *d, const struct request *r, struct reply *out)
{
	return list_show(d, r, &(struct handover_ask){ .kind = STR(""), .from = DATE_NONE, .to = DATE_NONE }, NULL, out);
}
const struct page page_handover = { .path = "/handover", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = handover_get };

/* --- the proposal --- */

static struct handover_ask ask_of(const struct request *r)
{
	struct handover_ask ask = { .kind = request_form(r, STR("kind")), .from = date_read(request_form(r, STR("from"))),
				    .to = date_read(request_form(r, STR("to"))) };
	struct str account = request_form(r, STR("who")), council = str_cut(&account, '-');

	if (!str_to_int(council, &ask.authority) || !str_to_int(account, &ask.account_id))
		ask.authority = ask.account_id = 0;
	return ask;
}

enum { AMONG_MOST = 200 };

static size_t among_of(const struct request *r, int64_t at[AMONG_MOST])
{
	size_t count = 0;

	for (size_t i = 0; i < r->form_count && count < AMONG_MOST; i++)
		if (str_equal(r->form_at[i].name, STR("among")) && str_to_int(r->form_at[i].value, &at[count]))
			count++;
	return count;
}

static const struct fault *name_of(struct desk *d, const struct handover_ask *ask, struct str *out)
{
	struct list_choices officers = { 0 };

	TRY(list_officers(d, ask->authority, &officers));
	*out = STR("");
	for (size_t i = 0; i < officers.count; i++)
		if (officers.at[i].id == ask->account_id)
			*out = officers.at[i].name;
	return NULL;
}

/* Every colleague may be ticked; those of the proposal are. */
static const struct fault *among_fill(struct desk *d, const struct handover_ask *ask, struct handover_check_view *v)
{
	struct list_choices officers = { 0 };

	TRY(list_officers(d, ask->authority, &officers));
	for (size_t i = 0; i < officers.count; i++) {
		bool is_in = false;

		for (size_t k = 0; k < v->plan->takers.count; k++)
			is_in = is_in || v->plan->takers.at[k].id == officers.at[i].id;
		if (officers.at[i].id != ask->account_id)
			LIST_PUSH(d->arena, &v->among, (struct work_option){ officers.at[i].code, officers.at[i].name, is_in });
	}
	return NULL;
}

static const struct fault *check_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct handover_ask ask = ask_of(r), typed = ask;
	struct problems problems = { 0 };
	struct handover_plan plan;
	int64_t among[AMONG_MOST];
	struct str args[3];

	TRY(handover_check(d, &ask, &problems));
	if (problems.count)
		return list_show(d, r, &typed, &problems, out);
	TRY(handover_propose(d, &ask, among, among_of(r, among), &plan));
	TRY(name_of(d, &ask, &args[0]));
	args[1] = date_words(d->arena, ask.from);
	args[2] = date_is_none(ask.to) ? STR("") : date_words(d->arena, ask.to);
	struct handover_check_view v = { .ask = &ask, .plan = &plan, .is_leaving = date_is_none(ask.to) };
	v.frame = frame_here(d, r, words_with(d, v.is_leaving ? "handover.check_leaving" : "handover.check_away", args, 3), "/handover");
	args[0] = arena_int(d->arena, (int64_t)plan.lines.count);
	v.lead = words_with(d, "handover.check_words", args, 1);
	args[0] = arena_int(d->arena, HANDOVER_MOST);
	v.more = plan.is_more ? words_with(d, "handover.more", args, 1) : STR("");
	TRY(among_fill(d, &ask, &v));
	html_handover_check(&out->body, &v);
	return NULL;
}
const struct page page_handover_check = {
	.path = "/handover/check", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = check_post,
};

/* --- it is done --- */

static void lines_read(struct desk *d, const struct request *r, struct handover_lines *out)
{
	for (size_t i = 0; i < r->form_count && out->count < HANDOVER_MOST; i++) {
		struct str name = r->form_at[i].name;
		struct handover_line line = { .child = STR(""), .why_not = STR("") };

		if (!str_starts(name, STR("to-")) || !str_to_int(r->form_at[i].value, &line.officer_id))
			continue;
		line.reference = str_slice(name, 3, name.len);
		line.version = work_seen(r, d->arena, line.reference);
		LIST_PUSH(d->arena, out, line);
	}
}

static const struct fault *handover_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct handover_ask ask = ask_of(r), typed = ask;
	struct handover_lines lines = { 0 };
	struct problems problems = { 0 };
	int64_t id, passed;

	TRY(handover_check(d, &ask, &problems));
	if (problems.count)
		return list_show(d, r, &typed, &problems, out);
	lines_read(d, r, &lines);
	TRY(handover_do(d, &ask, &lines, &id, &passed));
	struct handover_done_view v = { .ask = &ask, .lines = &lines };
	struct str count = arena_int(d->arena, passed);
	v.frame = frame_here(d, r, words_with(d, "handover.done_title", &count, 1), "/handover");
	v.href = id ? arena_printf(d->arena, "/handover/%lld", (long long)id) : STR("");
	for (size_t i = 0; i < lines.count; i++) {
		v.changed += lines.at[i].is_changed;
		v.left += !str_is_empty(lines.at[i].why_not);
	}
	html_handover_done(&out->body, &v);
	return NULL;
}
const struct page page_handover_do = {
	.path = "/handover", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = handover_post,
};

/* --- one of them --- */

static const char *const case_heads[] = { "handover.csv_reference", "handover.line_child", "handover.csv_stage", "handover.line_due",
					  "handover.officer", "handover.has_it" };
enum { CASE_COLUMNS = sizeof case_heads / sizeof *case_heads };

static void one_csv(struct desk *d, const struct handover_cases *cases, struct reply *out)
{
	csv_begin(d, out, "handover-cases.csv", case_heads, CASE_COLUMNS);
	for (size_t i = 0; i < cases->count; i++) {
		const struct handover_case *c = &cases->at[i];

		csv_row(out, (const struct str[]){ c->reference, c->child, c->stage, date_iso(d->arena, c->due), c->officer,
			words(d, c->is_theirs ? "handover.yes" : "handover.no") }, CASE_COLUMNS);
	}
}

static const struct fault *one_show(struct desk *d, const struct request *r, struct str title, struct reply *out)
{
	struct handover h;
	struct handover_cases cases;
	struct str tag;
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such handover");
	TRY(handover_open(d, id, &h, &cases));
	if (r->wants_csv) {
		one_csv(d, &cases, out);
		return NULL;
	}
	bool is_away = str_equal(h.kind, STR(HANDOVER_AWAY));
	struct handover_one_view v = { .h = &h, .cases = &cases, .days = days_words(d, h.from, h.to), .state = state_words(d, &h, &tag),
		.made = words_with(d, "handover.made", &h.made_by, 1),
		.undo_words = words_with(d, is_away ? "handover.undo_away" : "handover.undo_leaving", &h.name, 1) };
	v.frame = frame_here(d, r, title.len ? title : words_with(d, is_away ? "handover.open_away" : "handover.open_leaving", &h.name, 1),
			     "/handover");
	html_handover_one(&out->body, &v);
	return NULL;
}

static const struct fault *one_get(struct desk *d, const struct request *r, struct reply *out)
{
	return one_show(d, r, STR(""), out);
}
const struct page page_handover_one = { .path = "/handover/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = one_get };

static const struct fault *undo_post(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id, back;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such handover");
	TRY(handover_undo(d, id, &back));
	struct str count = arena_int(d->arena, back);

	return one_show(d, r, words_with(d, "handover.undone", &count, 1), out);
}
const struct page page_handover_undo = {
	.path = "/handover/{0}/undo", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = undo_post,
};
