/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_request_send - check your answers, send, and what you get then.
 * Touches work/request, work/link, work/track. */
#include "gen/html/family_request.h"
#include "web/form.h"
#include "web/page_request.h"
#include "work/link.h"
#include "work/track.h"

static struct str papers(struct desk *d, const struct request_draft *draft, struct str field)
{
	struct out o = out_start(d->arena, 100);
	for (size_t i = 0; i < draft->draft.files.count; i++) {
		if (!str_equal(draft->draft.files.at[i].field, field))
			continue;
		if (o.len)
			out_byte(&o, '\n');
		out_add(&o, draft->draft.files.at[i].name);
	}
	return out_str(&o);
}

static const struct fault *lines_fill(struct desk *d, const struct request_draft *draft, struct request_view *v)
{
	for (size_t i = 0; i < draft->form->field_count; i++) {
		const struct form_field *f = &draft->form->fields[i];
		const struct request_page *page = request_page_of(draft, f->page);
		struct request_answer_line line = { .label = f->label,
			.is_wrong = problems_of(&draft->problems, f->name) != NULL };
		if (!page || !form_asks(d->arena, d->book, f->when, &draft->draft.fields, d->now.today))
			continue;
		line.page = page->page;
		if (f->type == FIELD_FILE)
			line.value = papers(d, draft, f->name);
		else
			TRY(choose_answer(d, f, answers_get(&draft->draft.fields, f->name), &line.value));
		line.is_wrong = line.is_wrong || (f->must && str_is_empty(line.value));
		if (v->line_count == v->line_room)
			arena_grow(d->arena, (void **)&v->lines, &v->line_room, sizeof *v->lines);
		v->lines[v->line_count++] = line;
	}
	return NULL;
}

const struct fault *request_check_show(struct desk *d, const struct request *r, const struct request_draft *draft,
				       const struct problems *problems, struct reply *out)
{
	struct request_view v = request_view_of(d, r, r->part[0], draft, book_words(d->book, STR("request.check_title")));
	v.frame.back = request_path(d, r->part[0], STR(""));
	v.frame.problems = problems;
	TRY(lines_fill(d, draft, &v));
	html_request_check(&out->body, &v);
	return NULL;
}

const struct fault *request_check_post(struct desk *d, const struct request *r, const struct request_draft *draft,
				       struct reply *out)
{
	struct problems problems = { 0 }, shown = { 0 };
	struct str reference, family_token;
	TRY(request_send(d, r->part[0], &problems, &reference, &family_token));
	if (problems.count == 0) {
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("sent")));
		return NULL;
	}
	/* There are no fields on this page to lead to. */
	for (size_t i = 0; i < problems.count; i++)
		problems_add(&shown, d->arena, STR(""), problems.at[i].kind, problems.at[i].words);
	return request_check_show(d, r, draft, &shown, out);
}

/* The next legal day, seen through the family's own link. */
static const struct fault *next_fill(struct desk *d, struct str token, struct request_view *v)
{
	struct who before = d->who;
	struct case_file *c;
	struct track t;
	const struct fault *f = link_open(d, token, STR("family"));
	if (!f)
		f = case_open_id(d, d->who.link_process_id, STR("view"), &c);
	if (!f)
		f = track_make(d, c, &t);
	d->who = before;
	if (f && f->kind == FAULT_ABSENT)       /* the link was closed since: the reference still stands */
		return NULL;
	if (f)
		return f;
	v->council = c->authority_name;
	if (t.next) {
		v->due = t.next->due;
		v->due_words = date_from_now(d->arena, v->due, d->now.today);
	}
	return NULL;
}

const struct fault *request_sent_show(struct desk *d, const struct request *r, const struct request_draft *draft,
				      struct reply *out)
{
	struct request_view v = request_view_of(d, r, r->part[0], draft, book_words(d->book, STR("request.sent_title")));
	if (draft->draft.sent_process_id == 0) {
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("")));
		return NULL;
	}
	v.reference = draft->draft.sent_reference;
	v.link_token = draft->draft.sent_token;
	if (!str_is_empty(v.link_token)) {
		v.link = address_full(d, r, arena_printf(d->arena, "/track/%.*s", STR_ARG(v.link_token)));
		TRY(next_fill(d, v.link_token, &v));
	}
	html_request_sent(&out->body, &v);
	return NULL;
}
