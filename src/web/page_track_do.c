/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_track_do - a family sends papers, answers a draft, tells what it thinks: any event that the rule lets it record.
 * Touches work/case, work/track. */
#include "gen/html/family_track.h"
#include "web/form.h"
#include "web/page_track.h"
#include "work/plan.h"

static const struct event_kind *offered(const struct track *t, struct str id)
{
	for (size_t i = 0; i < t->can_count; i++)
		if (str_equal(t->can[i]->id, id))
			return t->can[i];
	return NULL;
}

struct typed_act { struct answers values; struct kept_files files; struct problems problems; struct str moved_on; };

static const struct fault *form_page_show(struct desk *d, const struct request *r, enum track_way way,
					  const struct track *t, const struct event_kind *event,
					  const struct typed_act *act, struct reply *out)
{
	struct track_view v = track_view_of(d, r, way, t, track_act_name(d, t->c->pathway, event), true);
	struct out fields = out_start(d->arena, 4096);
	if (event->form) {
		struct form_view form = { .desk = d, .form = event->form, .page = STR(""), .values = &act->values,
					  .problems = &act->problems, .authority = t->c->authority, .files = &act->files };
		TRY(form_show(&fields, &form));
		v.has_files = form_has_files(event->form, STR(""));
	}
	v.event = event;
	v.fields = out_str(&fields);
	v.version = t->c->version;
	v.moved_on = act->moved_on;
	v.frame.problems = &act->problems;
	html_track_do(&out->body, &v);
	return NULL;
}

/* Not offered (any more): back to the case, which says what can be done. */
static void go_back(struct desk *d, const struct request *r, enum track_way way, const char *said, struct reply *out)
{
	reply_redirect(out, d->arena, arena_printf(d->arena, "%s/%.*s%s%s", way == TRACK_BY_LINK ? "/track" : "/my",
						   STR_ARG(r->part[0]), *said ? "?said=" : "", said));
}

const struct fault *track_do_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t;
	struct typed_act act = { .moved_on = STR_NONE };
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	TRY(track_make(d, c, &t));
	const struct event_kind *event = offered(&t, r->part[1]);
	if (!event) {
		go_back(d, r, way, "", out);
		return NULL;
	}
	TRY(plan_begins(d, c, event->form, &act.values));
	return form_page_show(d, r, way, &t, event, &act, out);
}

static bool is_same(const struct answers *a, const struct answers *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!str_equal(str_trim(a->at[i].text), str_trim(answers_get(b, a->at[i].name))))
			return false;
	return true;
}

/* The very same was recorded a moment ago: a double click, or the page sent again. */
static bool is_again(const struct case_file *c, const struct case_act *act)
{
	for (size_t i = c->event_count; i-- > 0 && c->events[i].seq > act->seen_version;)
		if (str_equal(c->events[i].name, act->event) && is_same(&act->fields, &c->events[i].fields))
			return true;
	return false;
}

static const struct fault *record(struct desk *d, const struct request *r, enum track_way way, struct case_file *c,
				  struct track *t, const struct event_kind *event, struct typed_act *typed,
				  struct reply *out)
{
	struct case_act act = { .event = event->id, .day = d->now.today, .fields = typed->values, .files = typed->files };
	int64_t seq;
	if (!str_to_int(request_form(r, STR("version")), &act.seen_version))
		act.seen_version = c->version;
	if (is_again(c, &act)) {
		go_back(d, r, way, "track_sent", out);
		return NULL;
	}
	const struct fault *f = case_record(d, c, &act, &typed->problems, &seq);
	if (f && f->kind == FAULT_CONFLICT) {
		TRY(track_open(d, r, way, STR("view"), &c, out));
		if (!c)
			return NULL;
		TRY(track_make(d, c, t));
		typed->moved_on = book_words(d->book, STR("track-page.moved_on"));
		return form_page_show(d, r, way, t, event, typed, out);
	}
	if (f)
		return f;
	if (typed->problems.count)
		return form_page_show(d, r, way, t, event, typed, out);
	go_back(d, r, way, "track_sent", out);
	return NULL;
}

const struct fault *track_do_post(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t;
	struct typed_act typed = { .moved_on = STR_NONE };
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	TRY(track_make(d, c, &t));
	const struct event_kind *event = offered(&t, r->part[1]);
	bool is_sent = true;
	if (!event) {
		go_back(d, r, way, "", out);
		return NULL;
	}
	if (event->form)
		is_sent = form_read(d, r, event->form, STR(""), &typed.values, &typed.files, &typed.problems);
	if (!is_sent || typed.problems.count)
		return form_page_show(d, r, way, &t, event, &typed, out);
	return record(d, r, way, c, &t, event, &typed, out);
}
