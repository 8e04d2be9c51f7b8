/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_guard - what of a case is kept apart, what the family agreed to, who opened it in an emergency.
 * Touches work/guard. Whose question: "the mother must not learn this address: where do I say so?" */
#include "gen/html/guard_guard.h"
#include "web/view_guard.h"
#include "web/view_post.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static const struct fault *guard_open(struct desk *d, const struct request *r, struct str verb, struct case_file **c)
{
	TRY(case_open(d, r->part[0], verb, c));
	return case_may(d, *c, STR("view"), STR("mark"), 0) ? NULL : absent(d);
}

static const struct fault *guard_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;

	TRY(guard_open(d, r, STR("view"), &c));
	struct guard_view v = { .frame = case_frame_of(d, r, c, words(d, "guard.title")), .bar = case_bar_of(d, c),
		.may_mark = case_may(d, c, STR("record"), STR("mark"), 0),
		.may_consent = guard_may_consent(d, c, "advice_service") };
	TRY(guard_list(d, c, &v.marks, &v.consents));
	TRY(guard_emergencies_of(d, c, &v.glasses));
	out->body = out_start(d->arena, 32768);
	html_guard(&out->body, &v);
	return NULL;
}
const struct page page_guard = {
	.path = "/cases/{0}/privacy", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = guard_get,
};

static const struct fault *show(struct desk *d, const struct request *r, const struct case_file *c, struct form *form,
				const char *key, const struct answers *values, const struct problems *problems, struct reply *out)
{
	struct case_bar bar = case_bar_of(d, c);
	struct post_form_view v = { .bar = &bar, .here = arena_printf(d->arena, "%.*s/privacy", STR_ARG(bar.base)),
		.lead = words(d, arena_printf(d->arena, "guard.%s_about", key).at),
		.button = words(d, arena_printf(d->arena, "guard.%s_do", key).at) };

	v.frame = case_frame_of(d, r, c, words(d, arena_printf(d->arena, "guard.%s_title", key).at));
	v.cancel = arena_printf(d->arena, "%.*s/privacy", STR_ARG(bar.base));
	v.action = arena_printf(d->arena, "%.*s/%s", STR_ARG(v.cancel), key);
	return post_form_show(d, form, values, problems, c->authority, &v, out);
}

/* --- marks --- */

static struct form mark_form(struct desk *d, const struct case_file *c)
{
	static const char *const lists[] = { "mark", "flag" };
	struct code_list *why = ARENA_NEW(d->arena, struct code_list, 1), *parts = ARENA_NEW(d->arena, struct code_list, 1);
	struct guard_parts all = { 0 };
	struct form form = { .id = STR("mark") };

	for (size_t l = 0; l < 2; l++) {
		const struct code_list *codes = book_codes(d->book, str_of(lists[l]));

		for (size_t i = 0; codes && i < codes->count; i++)
			LIST_PUSH(d->arena, why, codes->at[i]);
	}
	guard_parts(d, c, &all);
	LIST_PUSH(d->arena, parts, (struct code){ STR("none"), words(d, "guard.part_none"), STR_NONE });
	for (size_t i = 0; i < all.count; i++)
		LIST_PUSH(d->arena, parts, (struct code){ all.at[i].id, all.at[i].label, STR_NONE });
	post_field(d, &form, "word", "guard.word", "", FIELD_CHOICE, 40, true);
	form.fields[0].codes = why;
	post_field(d, &form, "part", "guard.part", "guard.part_hint", FIELD_CHOICE, 40, false);
	form.fields[1].codes = parts;
	post_field(d, &form, "reason", "guard.reason", "guard.reason_hint", FIELD_LONG, 1000, true);
	return form;
}

static const struct fault *mark_open(struct desk *d, const struct request *r, struct case_file **c)
{
	TRY(guard_open(d, r, STR("record"), c));
	return case_may(d, *c, STR("record"), STR("mark"), 0) ? NULL : absent(d);
}

static const struct fault *mark_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct case_file *c;

	TRY(mark_open(d, r, &c));
	struct form form = mark_form(d, c);

	return show(d, r, c, &form, "mark", &none, NULL, out);
}

static const struct fault *done(struct desk *d, const struct case_file *c, const char *said, struct reply *out)
{
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s/privacy?said=%s", STR_ARG(c->reference), said));
	return NULL;
}

static const struct fault *mark_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct case_file *c;

	TRY(mark_open(d, r, &c));
	struct form form = mark_form(d, c);

	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0)
		TRY(guard_mark(d, c, answers_get(&values, STR("part")), answers_get(&values, STR("word")),
			       answers_get(&values, STR("reason")), &problems));
	return problems.count ? show(d, r, c, &form, "mark", &values, &problems, out) : done(d, c, "guard_marked", out);
}

const struct page page_guard_mark = {
	.path = "/cases/{0}/privacy/mark", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = mark_get,
};
const struct page page_guard_mark_post = {
	.path = "/cases/{0}/privacy/mark", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = mark_post,
};

/* --- consents --- */

static struct form consent_form(struct desk *d, const struct case_file *c)
{
	struct code_list *people = ARENA_NEW(d->arena, struct code_list, 1);
	struct form form = { .id = STR("consent") };

	LIST_PUSH(d->arena, people, (struct code){ STR("0"), words(d, "guard.contact_none"), STR_NONE });
	for (size_t i = 0; i < c->contact_count; i++)
		if (str_equal(c->contacts[i].kind, STR("parent")))
			LIST_PUSH(d->arena, people, (struct code){ arena_int(d->arena, c->contacts[i].id),
				c->contacts[i].name, STR_NONE });
	post_field(d, &form, "kind", "guard.kind", "", FIELD_CHOICE, 40, true);
	form.fields[0].codes = book_codes(d->book, STR("consent"));
	post_field(d, &form, "contact", "guard.contact", "", FIELD_CHOICE, 20, false);
	form.fields[1].codes = people;
	post_field(d, &form, "note", "guard.note", "guard.note_hint", FIELD_LONG, 1000, true);
	return form;
}

static const struct fault *consent_open(struct desk *d, const struct request *r, struct case_file **c)
{
	TRY(guard_open(d, r, STR("record"), c));
	return guard_may_consent(d, *c, "advice_service") ? NULL : absent(d);
}

static const struct fault *consent_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct case_file *c;

	TRY(consent_open(d, r, &c));
	struct form form = consent_form(d, c);

	return show(d, r, c, &form, "consent", &none, NULL, out);
}

static const struct fault *consent_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct case_file *c;
	int64_t contact = 0;

	TRY(consent_open(d, r, &c));
	struct form form = consent_form(d, c);

	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0) {
		if (!str_to_int(answers_get(&values, STR("contact")), &contact))
			contact = 0;
		TRY(guard_consent(d, c, answers_get(&values, STR("kind")), contact, answers_get(&values, STR("note")), &problems));
	}
	return problems.count ? show(d, r, c, &form, "consent", &values, &problems, out) : done(d, c, "guard_agreed", out);
}

const struct page page_guard_consent = {
	.path = "/cases/{0}/privacy/consent", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = consent_get,
};
const struct page page_guard_consent_post = {
	.path = "/cases/{0}/privacy/consent", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = consent_post,
};

static const struct fault *end_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	int64_t id;

	TRY(guard_open(d, r, STR("record"), &c));
	if (str_to_int(request_form(r, STR("mark")), &id))
		TRY(guard_mark_end(d, c, id));
	else if (str_to_int(request_form(r, STR("consent")), &id))
		TRY(guard_consent_end(d, c, id));
	else
		return absent(d);
	return done(d, c, "guard_ended", out);
}
const struct page page_guard_end = {
	.path = "/cases/{0}/privacy/end", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = end_post,
};
