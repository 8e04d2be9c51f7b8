/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_share - a family decides who else may see its case; the advice service sees what it was shown.
 * Touches work/guard. Whose question: "can the advice service help me without my telling all of it again?" */
#include "gen/html/guard_guard.h"
#include "web/csv.h"
#include "web/page_track.h"
#include "web/view_guard.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static const struct fault *share_open(struct desk *d, const struct request *r, struct str verb, struct case_file **c,
				      struct reply *out)
{
	TRY(track_open(d, r, TRACK_BY_ACCOUNT, verb, c, out));
	return guard_may_consent(d, *c, "advice_service") ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

/* The consent that stands now, 0 none. */
static const struct guard_consent *standing(const struct guard_consents *all, const char *kind, struct str whom)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_equal(all->at[i].kind, str_of(kind)) && date_is_none(all->at[i].ended) &&
		    (str_is_empty(whom) || str_equal(all->at[i].whom, whom)))
			return &all->at[i];
	return NULL;
}

static const struct fault *share_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct share_view v = { .frame = frame_of(d, r, words(d, "share.title")) };
	struct guard_consents all;
	struct guard_marks marks;
	struct case_file *c;

	TRY(share_open(d, r, STR("view"), &c, out));
	TRY(guard_list(d, c, &marks, &all));
	const struct guard_consent *now = standing(&all, "advice_service", STR_NONE);

	v.service = (struct share_line){ .button = words(d, now ? "share.no" : "share.yes"), .id = STR("0"), .is_on = now != NULL };
	struct str since = now ? date_words(d->arena, now->since) : STR("");

	v.service.words = now ? book_words_with(d->book, d->arena, STR("share.is_on"), &since, 1) : words(d, "share.is_off");
	for (size_t i = 0; guard_may_consent(d, c, "parent") && i < c->contact_count; i++) {
		const struct case_contact *p = &c->contacts[i];
		bool is_on = standing(&all, "parent", p->name) != NULL;

		if (!str_equal(p->kind, STR("parent")))
			continue;
		LIST_PUSH(d->arena, &v.parents, (struct share_line){ .words = p->name, .is_on = is_on,
			.id = arena_int(d->arena, p->id),
			.button = book_words_with(d->book, d->arena, is_on ? STR("share.parent_no") : STR("share.parent_yes"), &p->name, 1) });
	}
	v.action = arena_printf(d->arena, "/my/%.*s/share", STR_ARG(c->reference));
	v.frame.is_family = true;
	v.frame.back = arena_printf(d->arena, "/my/%.*s", STR_ARG(c->reference));
	out->body = out_start(d->arena, 16384);
	html_share(&out->body, &v);
	return NULL;
}

static struct str name_of(const struct case_file *c, int64_t contact)
{
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].id == contact)
			return c->contacts[i].name;
	return STR_NONE;
}

static const struct fault *share_post(struct desk *d, const struct request *r, struct reply *out)
{
	bool is_parent = str_equal(request_form(r, STR("kind")), STR("parent"));
	const char *kind = is_parent ? "parent" : "advice_service";
	struct problems problems = { 0 };
	struct guard_consents all;
	struct guard_marks marks;
	struct case_file *c;
	int64_t contact = 0;

	TRY(share_open(d, r, STR("record"), &c, out));
	if (!guard_may_consent(d, c, kind) || (is_parent && !str_to_int(request_form(r, STR("contact")), &contact)))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(guard_list(d, c, &marks, &all));
	const struct guard_consent *now = standing(&all, kind, name_of(c, contact));

	if (now && str_equal(request_form(r, STR("answer")), STR("no")))
		TRY(guard_consent_end(d, c, now->id));
	else if (!now && str_equal(request_form(r, STR("answer")), STR("yes")))
		TRY(guard_consent(d, c, str_of(kind), contact, words(d, "share.note"), &problems));
	if (problems.count)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such parent");
	reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s/share?said=share_done", STR_ARG(c->reference)));
	return NULL;
}

const struct page page_share = {
	.path = "/my/{0}/share", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = share_get,
};
const struct page page_share_post = {
	.path = "/my/{0}/share", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .needs_proof = true, .answer = share_post,
};

/* --- what the advice service was shown --- */

enum { SHOWN_COLUMNS = 5 };
static const char *const shown_heads[SHOWN_COLUMNS] = { "school.pupil", "inbox.reference", "school.stage", "school.born",
							"shown.since" };

static const struct fault *shown_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct shown_view v = { .frame = frame_of(d, r, words(d, "shown.title")) };
	struct guard_showns all;

	TRY(guard_shown(d, r->wants_csv, &all));
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, SHOWN_COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, (all.count + 1) * SHOWN_COLUMNS);

	if (r->wants_csv)
		csv_begin(d, out, "shown.csv", shown_heads, SHOWN_COLUMNS);
	for (size_t i = 0; i < SHOWN_COLUMNS; i++)
		heads[i].label = words(d, shown_heads[i]);
	for (size_t i = 0; i < all.count; i++) {
		const struct guard_shown *s = &all.at[i];
		struct str line[SHOWN_COLUMNS] = { s->child, s->reference, s->stage, date_iso(d->arena, s->born),
						   date_iso(d->arena, s->since) };

		if (r->wants_csv)
			csv_row(out, line, SHOWN_COLUMNS);
		line[3] = date_words(d->arena, s->born);
		line[4] = date_words(d->arena, s->since);
		for (size_t k = 0; k < SHOWN_COLUMNS; k++)
			cells[i * SHOWN_COLUMNS + k].text = line[k];
		cells[i * SHOWN_COLUMNS].href = arena_printf(d->arena, "/cases/%.*s", STR_ARG(s->reference));
	}
	if (r->wants_csv)
		return NULL;
	v.table = (struct table_view){ .caption = v.frame.title, .is_caption_hidden = true, .heads = heads,
		.columns = SHOWN_COLUMNS, .cells = cells, .rows = all.count };
	out->body = out_start(d->arena, 16384);
	html_shown(&out->body, &v);
	return NULL;
}
const struct page page_shown = {
	.path = "/shown", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = shown_get,
};
