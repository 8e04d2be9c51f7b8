/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_panel_case - one case before a panel: what is there, what is missing, the decision with its reasons.
 * Touches work/panel, work/case. */
#include "gen/html/panel_panel.h"
#include "web/form.h"
#include "web/view_ask.h"
#include "web/view_panel.h"

struct deciding {
	struct panel_queue queue;
	const struct panel_case *row;
	struct case_file *c;
	struct form own;                /* which decision, on which day */
	const struct form *form;        /* its reasons: the form of the decisions that may be recorded */
	struct answers values;
	struct problems problems;
	struct str moved_on;
};

/* The decisions that may be recorded and share the first one's form, as a question. */
static void own_form(struct desk *d, struct deciding *g)
{
	const struct event_kind **events;
	struct code_list *codes = ARENA_NEW(d->arena, struct code_list, 1);
	size_t count;

	panel_decisions(d, g->c, &events, &count);
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			g->form = events[0]->form;
		if (events[i]->form == g->form)
			LIST_PUSH(d->arena, codes, (struct code){ events[i]->id, events[i]->name, STR_NONE });
	}
	struct form_field *fields = ARENA_NEW(d->arena, struct form_field, 2);
	fields[0] = (struct form_field){ .name = STR("decision"), .label = book_words(d->book, STR("panel.decision")),
		.type = FIELD_CHOICE, .codes = codes, .must = true };
	fields[1] = (struct form_field){ .name = STR("day"), .label = book_words(d->book, STR("panel.decided_on")),
		.type = FIELD_DATE, .must = true };
	g->own = (struct form){ .id = STR("panel-decision"), .fields = fields, .field_count = codes->count ? 2 : 0 };
}

static const struct fault *deciding_open(struct desk *d, const struct request *r, struct deciding *g)
{
	int64_t id;

	*g = (struct deciding){ .moved_on = STR_NONE };
	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "no such panel");
	TRY(panel_open(d, id, false, &g->queue));
	for (size_t i = 0; i < g->queue.count; i++)
		if (str_equal(g->queue.at[i].reference, r->part[1]))
			g->row = &g->queue.at[i];
	if (!g->row)
		return fault_new(d->arena, FAULT_ABSENT, "not before this panel (any more)");
	TRY(case_open(d, r->part[1], STR("view"), &g->c));
	own_form(d, g);
	return NULL;
}

/* --- what the papers say ------------------------------------------------------------------------------------------ */

static const struct fault *told_add(struct desk *d, const struct happened *e, const struct event_kind *kind,
				    struct panel_case_view *v)
{
	struct panel_told told = { .title = ask_titled(d, v->c, kind->name, e->subject), .day = e->day };

	for (size_t i = 0; i < kind->form->field_count; i++) {
		const struct form_field *f = &kind->form->fields[i];
		struct str words, value = answers_get(&e->fields, f->name);

		if (str_is_empty(value))
			continue;
		TRY(choose_answer(d, f, value, &words));
		if (told.count == told.room)
			arena_grow(d->arena, (void **)&told.at, &told.room, sizeof *told.at);
		told.at[told.count++] = (struct panel_said){ f->label, words };
	}
	if (told.count)
		LIST_PUSH(d->arena, &v->told, told);
	return NULL;
}

/* A panel reads what people said about the child: requests, evidence, advice, earlier decisions; not the bookings. */
static const struct fault *told_fill(struct desk *d, struct panel_case_view *v)
{
	for (size_t i = 0; i < v->c->event_count; i++) {
		const struct happened *e = &v->c->events[i];
		const struct event_kind *kind = pathway_event(v->c->pathway, e->name);

		if (kind && kind->form && !e->is_struck && kind->sets.count == 0)
			TRY(told_add(d, e, kind, v));
	}
	return NULL;
}

static const struct fault *fields_fill(struct desk *d, const struct deciding *g, struct panel_case_view *v)
{
	struct out fields = out_start(d->arena, 8192);
	struct form_view own = { .desk = d, .form = &g->own, .page = STR(""), .values = &g->values,
				 .known = &g->c->facts, .problems = &g->problems, .authority = g->c->authority };

	TRY(form_show(&fields, &own));
	if (g->form) {
		struct form_view reasons = own;

		reasons.form = g->form;
		TRY(form_show(&fields, &reasons));
	}
	v->fields = out_str(&fields);
	v->has_decisions = g->own.field_count > 0;
	return NULL;
}

static const struct fault *case_show(struct desk *d, const struct request *r, const struct deciding *g, struct reply *out)
{
	struct panel_case_view v = { .frame = frame_of(d, r, g->row->child), .panel = &g->queue.panel, .c = g->c,
				     .look = *g->row, .moved_on = g->moved_on };

	v.frame.section = STR("panels");
	v.frame.back = arena_printf(d->arena, "/panels/%lld", (long long)g->queue.panel.id);
	v.frame.problems = &g->problems;
	TRY(told_fill(d, &v));
	TRY(fields_fill(d, g, &v));
	html_panel_case(&out->body, &v);
	return NULL;
}

/* The day of the panel when it has come; the panel advised. */
static void standard_answers(struct desk *d, struct deciding *g)
{
	struct date day = g->queue.panel.day.day <= d->now.today.day ? g->queue.panel.day : d->now.today;

	LIST_PUSH(d->arena, &g->values, (struct answer){ STR("day"), date_iso(d->arena, day) });
	LIST_PUSH(d->arena, &g->values, (struct answer){ STR("decided_by"), STR("panel") });
}

static const struct fault *panel_case_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct deciding g;

	TRY(deciding_open(d, r, &g));
	standard_answers(d, &g);
	return case_show(d, r, &g, out);
}
const struct page page_panel_case = {
	.path = "/panels/{0}/{1}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = panel_case_get,
};

/* Both forms of the page read; false when the page must be shown again. */
static bool typed_read(struct desk *d, const struct request *r, struct deciding *g, struct answers *reasons)
{
	bool is_sent = form_read(d, r, &g->own, STR(""), &g->values, NULL, &g->problems);

	form_check(d->arena, d->book, &g->own, &g->values, d->now.today, &g->problems);
	if (!g->form)
		return is_sent;
	is_sent &= form_read(d, r, g->form, STR(""), reasons, NULL, &g->problems);
	if (g->problems.count)          /* else case_record checks it: all slips are told at once */
		form_check(d->arena, d->book, g->form, reasons, d->now.today, &g->problems);
	return is_sent;
}

static const struct fault *panel_case_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers reasons = { 0 };
	struct deciding g;
	int64_t seq = 0;

	TRY(deciding_open(d, r, &g));
	bool is_sent = typed_read(d, r, &g, &reasons);
	struct case_act act = { .event = answers_get(&g.values, STR("decision")), .subject = STR(""),
		.day = date_read(answers_get(&g.values, STR("day"))), .fields = reasons };
	if (!str_to_int(request_form(r, STR("version")), &act.seen_version))
		act.seen_version = g.c->version;
	const struct fault *f = NULL;
	if (is_sent && g.problems.count == 0)
		f = case_record(d, g.c, &act, &g.problems, &seq);
	if (f && f->kind != FAULT_CONFLICT)
		return f;
	if (seq) {
		reply_redirect(out, d->arena, arena_printf(d->arena, "/panels/%lld?said=panel_decided",
							   (long long)g.queue.panel.id));
		return NULL;
	}
	for (size_t i = 0; i < reasons.count; i++)
		LIST_PUSH(d->arena, &g.values, reasons.at[i]);
	if (f) {
		TRY(case_open(d, r->part[1], STR("view"), &g.c));
		g.moved_on = book_words(d->book, STR("panel.moved_on"));
	}
	return case_show(d, r, &g, out);
}
const struct page page_panel_case_post = {
	.path = "/panels/{0}/{1}", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = panel_case_post,
};
