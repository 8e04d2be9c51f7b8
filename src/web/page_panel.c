/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_panel - panels, the queue of one, and what is printed for it.
 * Touches work/panel. */
#include "gen/html/panel_panel.h"
#include "web/csv.h"
#include "web/form.h"
#include "web/view_panel.h"

static struct str filled(const struct desk *d, const char *key, struct str one, struct str two)
{
	struct str args[] = { one, two };

	return book_words_with(d->book, d->arena, str_of(key), args, sizeof args / sizeof *args);
}

static void panels_csv(struct desk *d, const struct panels *rows, struct reply *out)
{
	static const char *const heads[] = { "panel.day", "panel.name", "panel.waiting", "panel.places" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "panels.csv", heads, COLUMNS);
	for (size_t i = 0; i < rows->count; i++) {
		const struct panel *p = &rows->at[i];
		struct str line[COLUMNS] = { date_iso(d->arena, p->day), p->name,
			arena_int(d->arena, p->booked), arena_int(d->arena, p->places) };

		csv_row(out, line, COLUMNS);
	}
}

/* What is missing, or that nothing is. */
static struct str papers_words(const struct desk *d, const struct panel_case *c)
{
	struct out words = out_start(d->arena, 256);

	if (c->is_complete)
		return book_words(d->book, STR("panel.complete"));
	if (c->is_too_early)
		out_add(&words, filled(d, "panel.too_early", date_words(d->arena, c->evidence_by), STR_NONE));
	for (size_t i = 0; i < c->want_count; i++)
		if (!c->wants[i].is_there)
			out_printf(&words, "%s%.*s", words.len ? "; " : "",
				   STR_ARG(filled(d, "panel.missing", c->wants[i].label, STR_NONE)));
	return out_str(&words);
}

static void queue_csv(struct desk *d, const struct panel_queue *q, struct reply *out)
{
	static const char *const heads[] = { "inbox.reference", "panel.child", "work.csv_born", "panel.purpose", "panel.need",
					     "panel.papers", "panel.advice", "panel.due", "panel.officer" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "panel.csv", heads, COLUMNS);
	for (size_t i = 0; i < q->count; i++) {
		const struct panel_case *c = &q->at[i];
		struct str advice = c->advice_all ? filled(d, "panel.advice_in", arena_int(d->arena, c->advice_in), arena_int(d->arena, c->advice_all)) :
			book_words(d->book, STR("panel.advice_none"));
		struct str line[COLUMNS] = { c->reference, c->child, date_iso(d->arena, c->born), c->purpose_words, c->need,
			papers_words(d, c), advice, date_iso(d->arena, c->due), c->officer };

		csv_row(out, line, COLUMNS);
	}
}

static const struct fault *panels_show(struct desk *d, const struct request *r, const struct answers *typed,
				       const struct problems *problems, struct reply *out)
{
	struct panels_view v = { .frame = frame_of(d, r, book_words(d->book, STR("panel.title"))),
				 .is_past = str_equal(request_query(r, STR("when")), STR("past")) };
	struct out fields = out_start(d->arena, 2048);

	TRY(panel_list(d, v.is_past, &v.rows));
	if (r->wants_csv) {
		panels_csv(d, &v.rows, out);
		return NULL;
	}
	v.may_make = panel_may_make(d) != 0;
	if (v.may_make) {
		struct form_view form = { .desk = d, .form = book_form(d->book, STR("panel")), .page = STR(""),
					  .values = typed, .problems = problems };

		TRY(form_show(&fields, &form));
	}
	v.fields = out_str(&fields);
	v.frame.section = STR("panels");
	v.frame.problems = problems;
	html_panels(&out->body, &v);
	return NULL;
}

static const struct fault *panels_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };

	return panels_show(d, r, &none, NULL, out);
}
const struct page page_panels = {
	.path = "/panels", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = panels_get,
};

static const struct fault *panels_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers typed = { 0 };
	struct problems problems = { 0 };
	int64_t id = 0;
	bool is_sent = form_read(d, r, book_form(d->book, STR("panel")), STR(""), &typed, NULL, &problems);

	if (is_sent && problems.count == 0)
		TRY(panel_make(d, &typed, &problems, &id));
	if (!id)
		return panels_show(d, r, &typed, &problems, out);
	reply_redirect(out, d->arena, STR("/panels?said=panel_made"));
	return NULL;
}
const struct page page_panels_post = {
	.path = "/panels", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = panels_post,
};

static const struct fault *panel_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct panel_view v = { .frame = frame_of(d, r, STR("")) };
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "no such panel");
	TRY(panel_open(d, id, r->wants_csv, &v.queue));
	if (r->wants_csv) {
		queue_csv(d, &v.queue, out);
		return NULL;
	}
	v.frame.title = arena_printf(d->arena, "%.*s, %.*s", STR_ARG(v.queue.panel.name),
				     STR_ARG(date_words(d->arena, v.queue.panel.day)));
	v.frame.section = STR("panels");
	v.frame.back = STR("/panels");
	v.frame.is_wide = true;
	html_panel(&out->body, &v);
	return NULL;
}
const struct page page_panel = {
	.path = "/panels/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = panel_get,
};
