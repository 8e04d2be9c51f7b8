/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_emergency - a record is opened in an emergency; who answers for it looks at the reason.
 * Touches work/guard. Whose question: "this child is in danger now, and it is not my case: how do I see the record?" */
#include "gen/html/guard_guard.h"
#include "web/csv.h"
#include "web/view_guard.h"
#include "web/view_post.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static const struct fault *show(struct desk *d, const struct request *r, const struct answers *values,
				const struct problems *problems, struct form *form, struct reply *out)
{
	struct post_form_view v = { .frame = frame_of(d, r, words(d, "emergency.title")), .lead = words(d, "emergency.about"),
		.action = STR("/emergency"), .button = words(d, "emergency.do"), .cancel = STR("/home") };

	return post_form_show(d, form, values, problems, 0, &v, out);
}

static struct form form_of(struct desk *d)
{
	struct form form = { .id = STR("emergency") };

	post_field(d, &form, "reference", "emergency.reference", "", FIELD_TEXT, 8, true);
	post_field(d, &form, "reason", "emergency.reason", "emergency.reason_hint", FIELD_LONG, 1000, true);
	return form;
}

static const struct fault *break_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct form form = form_of(d);

	return guard_may_break(d) ? show(d, r, &none, NULL, &form, out)
		: fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static const struct fault *break_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form = form_of(d);

	if (!guard_may_break(d))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0)
		TRY(guard_break(d, answers_get(&values, STR("reference")), answers_get(&values, STR("reason")), &problems));
	if (problems.count)
		return show(d, r, &values, &problems, &form, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s", STR_ARG(answers_get(&values, STR("reference")))));
	return NULL;
}

const struct page page_emergency = {
	.path = "/emergency", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = break_get,
};
const struct page page_emergency_post = {
	.path = "/emergency", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = break_post,
};

static const struct fault *list_get(struct desk *d, const struct request *r, struct reply *out)
{
	static const char *const heads[] = { "emergency.when", "emergency.who", "emergency.case", "emergency.why", "emergency.seen" };
	struct emergencies_view v = { .frame = frame_of(d, r, words(d, "emergency.list_title")) };

	TRY(guard_emergencies(d, r->wants_csv, &v.all));
	if (r->wants_csv) {
		csv_begin(d, out, "emergencies.csv", heads, 5);
		for (size_t i = 0; i < v.all.count; i++) {
			const struct guard_glass *g = &v.all.at[i];
			struct str line[5] = { date_iso(d->arena, date_of_ms(g->begun_ms)), g->name, g->reference, g->reason,
				g->seen_ms ? date_iso(d->arena, date_of_ms(g->seen_ms)) : words(d, "emergency.new") };

			csv_row(out, line, 5);
		}
		return NULL;
	}
	out->body = out_start(d->arena, 32768);
	html_emergencies(&out->body, &v);
	return NULL;
}
const struct page page_emergency_list = {
	.path = "/emergency/list", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = list_get,
};

static const struct fault *seen_post(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(guard_emergency_seen(d, id));
	reply_redirect(out, d->arena, STR("/emergency/list?said=emergency_seen"));
	return NULL;
}
const struct page page_emergency_seen = {
	.path = "/emergency/{0}/seen", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = seen_post,
};
